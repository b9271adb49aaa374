import { everybody } from '#platform/access/index.ts'

/** Of rows that no rule hides. */
export const REPORTS_SEEN = everybody('whoever may see reports sees each that was issued')
