import { everybody } from '#platform/access/index.ts'

/** Of rows that no rule hides. */
export const PLANS_SEEN = everybody('whoever may see action plans sees each of them')
