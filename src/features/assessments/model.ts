import { may, mayEverywhere, mayIn, type Person } from '#platform/access/index.ts'
import type { Day } from '#platform/calendar/index.ts'
import { NO_ID } from '#platform/ids.ts'

export const CAMPAIGN_STATES = {
  preparing: 'Being prepared',
  open: 'Open',
  closed: 'Closed',
} as const
export type CampaignState = keyof typeof CAMPAIGN_STATES

export const PARTICIPANT_STATES = {
  answering: 'Answering',
  submitted: 'In moderation',
  final: 'Final',
  declined: 'Declined',
  withdrawn: 'Withdrawn',
} as const
export type ParticipantState = keyof typeof PARTICIPANT_STATES

/** How a unit stands in its campaign, in words: whether it has opened, and whether a moderator has taken the answers up. */
export function stateInWords({
  state,
  campaignState,
  moderatorId,
}: Pick<Participant, 'state' | 'campaignState' | 'moderatorId'>): string {
  if (state === 'answering' && campaignState === 'preparing') return 'Not opened yet'
  if (state === 'answering' && campaignState === 'closed') return 'Not handed in'
  if (state !== 'submitted') return PARTICIPANT_STATES[state]
  if (campaignState === 'closed') return 'Not moderated'
  return moderatorId === null ? 'Waits to be moderated' : 'Being moderated'
}

export const OBLIGATIONS = { mandatory: 'Mandatory', invited: 'Invited' } as const
export type Obligation = keyof typeof OBLIGATIONS

/** A unit that can be asked, where it stands in the tree, and whether it is asked already. */
export interface UnitChoice {
  readonly id: string
  readonly name: string
  readonly kind: string
  readonly depth: number
  readonly chosen: Obligation | null
}

/** Stands in the database for the unit itself, where an answer could be of one of its systems. */
export const NO_SYSTEM = NO_ID

export interface Campaign {
  readonly id: string
  readonly version: number
  readonly name: string
  readonly frameworkId: string
  readonly framework: string
  readonly frameworkVersion: string
  readonly kind: 'assessment' | 'health-check'
  readonly previousId: string | null
  readonly previous: string | null
  readonly opensOn: Day
  readonly closesOn: Day
  readonly state: CampaignState
  /** When it was closed, where it is. */
  readonly closedAt: Date | null
  readonly isPublished: boolean
  readonly repeatBelow: number | null
  readonly repeatBy: Day | null
  readonly escalateRoleId: string | null
  readonly escalateRole: string | null
  readonly planId: string | null
  readonly plan: string | null
  readonly remindDays: readonly number[]
}

/** A unit's part in a campaign. */
export interface Participant {
  readonly id: string
  readonly version: number
  readonly campaignId: string
  readonly campaign: string
  readonly campaignState: CampaignState
  readonly isPublished: boolean
  readonly frameworkId: string
  readonly kind: 'assessment' | 'health-check'
  readonly opensOn: Day
  readonly unitId: string
  /** As it was called when it was asked, and what it is part of now where it was merged. */
  readonly unit: string
  readonly unitThen: string
  /** The unit that goes on for it: itself, or what it was merged into. */
  readonly unitIdNow: string
  /** Why nothing is laid beside its scores, in a sentence. */
  readonly notCompared: string | null
  readonly unitKind: string
  /** As it is called today, where that is otherwise. */
  readonly unitNow: string
  readonly unitClosedOn: Day | null
  readonly obligation: Obligation
  readonly state: ParticipantState
  readonly dueOn: Day
  readonly leadId: string | null
  readonly lead: string | null
  readonly leadLeftOn: Day | null
  readonly repeatOf: string | null
  readonly repeatedBy: string | null
  readonly onlyQuestions: readonly string[] | null
  readonly submittedAt: Date | null
  readonly submittedBy: string | null
  readonly finalAt: Date | null
  readonly finalBy: string | null
  readonly endedWhy: string | null
  /** What was chosen when this unit's assessment and another's became one. */
  readonly mergedWhy: string | null
  readonly moderatorId: string | null
  readonly moderator: string | null
}

/** Whether a unit's part goes on: nothing of what has ended is given to another unit, for it says who scored what. */
export const isUnderWay = ({ state }: Pick<Participant, 'state'>): boolean =>
  state === 'answering' || state === 'submitted'

/** What somebody has to do with a participant, asked of the database once for each request. */
export interface Ties {
  /** The unit that the participant is. */
  readonly unitId: string
  /** Appointed today in the unit itself. */
  readonly isMember: boolean
  /** Appointed today in the unit or in one below it. */
  readonly isWithin: boolean
  readonly isLead: boolean
  /** Has given an answer for the unit. */
  readonly hasAnswered: boolean
  /** The sections that were delegated to them. */
  readonly sections: readonly string[]
}

/** Why somebody cannot moderate a participant, in words; null where they can. */
export function moderationObstacle(ties: Ties, person: Person): string | null {
  if (!may(person, 'assessments:moderate')) return 'You do not moderate assessments.'
  if (ties.hasAnswered) return 'You have given answers for this unit, and nobody moderates what they answered.'
  if (ties.isLead) return 'You lead this unit’s assessment, and nobody moderates their own.'
  if (ties.sections.length > 0)
    return 'A section of this assessment was given to you to answer, and nobody moderates their own.'
  if (ties.isWithin)
    return 'You are appointed in this unit, or in one that belongs to it, and nobody moderates their own unit.'
  if (!mayIn(person, 'assessments:moderate', ties.unitId))
    return 'You moderate assessments of other units, and not of this one.'
  return null
}

/** Whether somebody answers for all of a unit: its people and its lead; for a health check, visitors who do not belong to it. */
export function answersAll({ kind }: Pick<Participant, 'kind'>, ties: Ties, person: Person): boolean {
  if (kind === 'health-check')
    return (
      (mayIn(person, 'assessments:moderate', ties.unitId) || mayIn(person, 'assessments:run', ties.unitId)) &&
      !ties.isWithin
    )
  return ties.isLead || (ties.isMember && may(person, 'assessments:answer'))
}

/** Whether somebody may say who leads a health check that nobody leads: whoever visits in its unit, and does not belong to it. */
export function mayNameLead(
  { kind, state, campaignState, leadId, leadLeftOn }: Participant,
  ties: Ties,
  person: Person,
): boolean {
  const isFree = leadId === null || leadLeftOn !== null
  const isOpen = state === 'answering' && campaignState === 'open'
  return kind === 'health-check' && isOpen && isFree && answersAll({ kind }, ties, person)
}

/** Whether somebody may let a unit be scored again: its own people, and those who run assessments in it. */
export function mayRepeat(participant: Pick<Participant, 'kind'>, ties: Ties, person: Person): boolean {
  return mayIn(person, 'assessments:run', ties.unitId) || answersAll(participant, ties, person)
}

/** Whether somebody may answer a section's questions. */
export function mayAnswer(
  participant: Pick<Participant, 'kind'>,
  ties: Ties,
  person: Person,
  section: string,
): boolean {
  return answersAll(participant, ties, person) || ties.sections.includes(section)
}

/**
 * Whether somebody may see how units compare: those who run or moderate assessments of the whole body always, everybody else once it is
 * published. Whoever does so for some units sees those, unit by unit.
 */
export function mayCompare({ isPublished }: Pick<Campaign, 'isPublished'>, person: Person): boolean {
  return isPublished || mayEverywhere(person, 'assessments:run') || mayEverywhere(person, 'assessments:moderate')
}

export const CLOSED = 'The campaign has closed. Whoever runs it can open it again.'

/** Why nothing can be moderated now, in words; null where it can. */
export function stateObstacle({ state, campaignState }: Pick<Participant, 'state' | 'campaignState'>): string | null {
  if (campaignState === 'closed') return CLOSED
  if (state === 'submitted') return null
  return state === 'final'
    ? 'Its scores are final.'
    : 'The answers have not been handed in, or were sent back to the unit.'
}

/** Why answers cannot be given now, in words; null where they can. */
export function answeringObstacle(
  {
    state,
    campaignState,
    opensOn,
    dueOn,
    endedWhy,
    mergedWhy,
  }: Pick<Participant, 'state' | 'campaignState' | 'opensOn' | 'dueOn' | 'endedWhy' | 'mergedWhy'>,
  today: Day,
): string | null {
  if (state === 'submitted') return 'The answers have been handed in, and are being moderated.'
  if (state === 'final') return 'The assessment is final.'
  if (state === 'declined') return 'The unit has declined to take part.'
  if (state === 'withdrawn')
    return mergedWhy !== null && endedWhy === mergedWhy
      ? 'Units became one, and this assessment was withdrawn. That of the other unit goes on.'
      : 'The unit takes no part any more.'
  if (campaignState === 'closed') return CLOSED
  if (campaignState === 'preparing' || today < opensOn) return 'The campaign has not opened yet.'
  if (today > dueOn) return 'The last day has passed. Whoever runs the campaign can give the unit longer.'
  return null
}
