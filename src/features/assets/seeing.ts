import { everybody } from '#platform/access/index.ts'

/** Of rows that no rule hides. */
export const ASSETS_SEEN = everybody('whoever may see the register of information sees each entry')
