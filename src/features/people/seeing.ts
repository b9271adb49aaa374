import { everybody } from '#platform/access/index.ts'

/** Of rows that no rule hides. */
export const PEOPLE_SEEN = everybody('whoever may see people, units and roles sees each of them')
