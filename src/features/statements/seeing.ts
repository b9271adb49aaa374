import { everybody } from '#platform/access/index.ts'

/** Of rows that no rule hides. */
export const STATEMENTS_SEEN = everybody('whoever may see statements sees each that was submitted')
