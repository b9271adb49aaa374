import type { Day } from '#platform/calendar/index.ts'
import type { StandingStatus, Verdict } from '../model.ts'

/** How something carries on what came before it. */
export const LINEAGES = ['reiterates', 'supersedes', 'merged-from'] as const
export type LineageKind = (typeof LINEAGES)[number] | 'escalated-to'

export const LINEAGE_NAMES: Readonly<Record<LineageKind, string>> = {
  reiterates: 'Reiterates',
  supersedes: 'Supersedes',
  'merged-from': 'Merged from',
  'escalated-to': 'Escalated to',
}

/** The same link, said from the side of what came earlier. */
export const LATER_NAMES: Readonly<Record<LineageKind, string>> = {
  reiterates: 'Reiterated by',
  supersedes: 'Superseded by',
  'merged-from': 'Merged into',
  'escalated-to': 'Escalated from',
}

export type Subject = { readonly kind: 'action' | 'recommendation'; readonly id: string }

/** One step of where a matter comes from. */
export interface Ancestor {
  readonly linkId: string
  /** How many steps back: 1 for what stands straight before. */
  readonly steps: number
  readonly link: LineageKind
  readonly kind: 'action' | 'recommendation' | 'words' | 'role'
  readonly id: string | null
  readonly ref: string | null
  readonly text: string | null
  readonly planTitle: string | null
  readonly planOn: Day | null
  readonly status: StandingStatus | null
  readonly verdict: Verdict | null
  readonly slips: number | null
  readonly words: string | null
  readonly note: string | null
  /** Whether it is linked to the subject itself, so that the link can be taken back there. */
  readonly isOwn: boolean
}

/** What carries this matter on. */
export interface Descendant {
  readonly link: LineageKind
  readonly kind: 'action' | 'recommendation'
  readonly id: string
  readonly ref: string | null
  readonly text: string | null
  readonly planTitle: string
}

/** Where an action or recommendation was read from. */
export interface Provenance {
  readonly planOn: Day
  /** The file that it was read from; null for what was made here. */
  readonly sourceName: string | null
  readonly place: string | null
  readonly madeAt: Date
  readonly madeBy: string | null
  /** Where its recommendation comes from when that was not read from a document: words, and a page of this house. */
  readonly origin: string | null
  readonly originPath: string | null
}

export interface Lineage {
  readonly ancestors: readonly Ancestor[]
  readonly descendants: readonly Descendant[]
  readonly provenance: Provenance
  /** The day since which the matter is known: that of the oldest plan in its line. */
  readonly openSince: Day
}
