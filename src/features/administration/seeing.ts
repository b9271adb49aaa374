import { everybody } from '#platform/access/index.ts'

/** Of rows that no rule hides. */
export const WORK_SEEN = everybody('administrators see all work outside requests')
