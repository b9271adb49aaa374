import type { Day } from '#platform/calendar/index.ts'
import type { Listed } from '#platform/listing/index.ts'
import type { CampaignState, Obligation, ParticipantState } from '../model.ts'

/** A unit of a campaign, and how far it has come, as lists show it. */
export interface Row extends Listed {
  readonly canSeeAnswers: boolean
  readonly unit: string
  readonly obligation: Obligation
  readonly state: ParticipantState
  readonly campaignState: CampaignState
  readonly moderatorId: string | null
  readonly dueOn: Day
  readonly lead: string | null
  readonly leadLeft: boolean
  readonly unitClosed: boolean
  readonly isRepeat: boolean
  readonly answered: number
  readonly wanted: number
  readonly canSeeScore: boolean
  readonly isPublished: boolean
  /** Null where it has none, and where it may not be seen. */
  readonly score: number | null
}
