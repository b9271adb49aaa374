import { everybody } from '#platform/access/index.ts'

/** Of rows that no rule hides. */
export const OWN_ACCOUNT = everybody('they are the keys and sessions of whoever asks')
