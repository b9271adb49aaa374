import type { Day } from '#platform/calendar/index.ts'
import type { Kind } from '../dates/model.ts'
import type { StandingStatus, Verdict } from '../model.ts'

/** An action as lists of actions show it. */
export interface ActionRow {
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
  readonly targetText: string | null
  readonly kind: Kind
  readonly earliest: Day | null
  readonly latest: Day | null
  readonly status: StandingStatus
  readonly verdict: Verdict | null
  readonly deliverableDue: Day | null
  readonly firstDay: Day | null
  readonly lastDay: Day | null
  readonly slips: number
  readonly slippedDays: number
}
