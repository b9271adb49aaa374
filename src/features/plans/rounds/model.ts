import { addTo, type Day } from '#platform/calendar/index.ts'
import { counted } from '#platform/words.ts'

/** When a plan is reviewed unless somebody says otherwise: so many months after its publication. */
export const REVIEW_MONTHS = [6, 12] as const

export interface PlannedRound {
  readonly name: string
  readonly dueOn: Day
}

/** The review points of a plan that was published on a day. */
export function reviewPoints(publishedOn: Day): PlannedRound[] {
  return REVIEW_MONTHS.map((months) => ({
    name: `Review after ${counted(months, 'month', 'months')}`,
    dueOn: addTo(publishedOn, months, 'month'),
  }))
}

export type RoundState = 'planned' | 'open' | 'closed'

export interface Round {
  readonly id: string
  readonly planId: string
  readonly name: string
  readonly dueOn: Day
  readonly openedAt: Date | null
  readonly openedBy: string | null
  readonly closedAt: Date | null
  readonly closedBy: string | null
  readonly figures: RoundFigures | null
}

/** How a plan stood when a round was closed. */
export interface RoundFigures {
  readonly actions: number
  readonly finished: number
  readonly overdue: number
  readonly awaiting: number
  readonly slipped: number
}

export function stateOf({ openedAt, closedAt }: Pick<Round, 'openedAt' | 'closedAt'>): RoundState {
  if (closedAt) return 'closed'
  return openedAt ? 'open' : 'planned'
}

export const STATE_NAMES: Readonly<Record<RoundState, string>> = { planned: 'Planned', open: 'Open', closed: 'Closed' }
