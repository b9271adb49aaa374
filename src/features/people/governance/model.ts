import { type Day, inWords } from '#platform/calendar/index.ts'

/** What can stand against a rule of governance. */
export const FINDING_KINDS = {
  grade: 'Grade too low',
  delegate: 'Delegated too far down',
  incompatible: 'Conflict of interest',
  training: 'Training missing',
  left: 'Holder has left',
  retired: 'Role is retired',
  vacant: 'Vacant',
} as const

export type FindingKind = keyof typeof FINDING_KINDS

/** How a finding stands, in words. */
export function stateOf(
  { goneOn, acceptedUntil }: { readonly goneOn: Day | null; readonly acceptedUntil: Day | null },
  today: Day,
): string {
  if (goneOn) return `Gone since ${inWords(goneOn)}`
  return acceptedUntil && acceptedUntil >= today ? `Accepted until ${inWords(acceptedUntil)}` : 'Open'
}

/** A rule that is broken, or will be from a day on. */
export interface Breach {
  readonly key: string
  readonly kind: FindingKind
  readonly explanation: string
  /** The finding, where it is one already: what begins later becomes one on its day. */
  readonly findingId: string | null
  readonly from: Day
}
