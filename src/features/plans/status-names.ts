import type { StandingStatus } from './model.ts'

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
