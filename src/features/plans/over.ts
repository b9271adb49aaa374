import type { StandingStatus, Status } from './status-names.ts'

/** Of what an owner can claim, what says that the action was done: it waits for a verdict. */
export const DONE: ReadonlySet<StandingStatus> = new Set<Status>(['complete', 'closed'])
/** What says that nothing more is to be done, because it was done or something else has taken its place. */
export const OVER: ReadonlySet<StandingStatus> = new Set<StandingStatus>([...DONE, 'superseded'])
