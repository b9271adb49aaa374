import { everybody } from '#platform/access/index.ts'

/** Of rows that no rule hides. */
export const RISKS_SEEN = everybody('whoever may see risks sees each of them')
/** Of incidents that no rule hides: in a report stands what was issued, for whoever may read it. */
export const INCIDENTS_SEEN = everybody('whoever compiles it may see each, and in a report stands what was issued')
/** Of breaches, as letters name them: by number, to those who have to hear of them. */
export const BREACHES_SEEN = everybody('each hears of those breaches of which they have to hear')
