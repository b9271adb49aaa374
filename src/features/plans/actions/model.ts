import type { StandingStatus, Verdict } from '../model.ts'
import type { SaidTarget } from '../targets.ts'

/** An action as lists of actions show it. */
export interface ActionRow extends SaidTarget {
  readonly id: string
  readonly version: number
  readonly planId: string
  readonly plan: string
  readonly recommendation: string | null
  readonly ref: string | null
  readonly text: string
  readonly priority: string | null
  readonly owners: string | null
  readonly unit: string | null
  readonly status: StandingStatus
  readonly verdict: Verdict | null
  readonly slips: number
  readonly slippedDays: number
}
