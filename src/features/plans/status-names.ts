/** What an owner can claim. */
export const STATUSES = ['not-started', 'in-progress', 'complete', 'closed', 'on-hold', 'superseded'] as const
export type Status = (typeof STATUSES)[number]

/** How an action can stand: as its owner last claimed, or nobody has claimed anything. Silence is not “not started”. */
export const STANDINGS = ['unclaimed', ...STATUSES] as const
export type StandingStatus = (typeof STANDINGS)[number]

/** What a person reads for each status. By itself, for the disposable process that reads documents and may load little. */
export const STATUS_NAMES: Readonly<Record<StandingStatus, string>> = {
  unclaimed: 'No claim yet',
  'not-started': 'Not started',
  'in-progress': 'In progress',
  complete: 'Complete',
  closed: 'Closed',
  'on-hold': 'On hold',
  superseded: 'Superseded',
}
