import { govukTag, type Html } from '#platform/page/index.ts'
import { CAMPAIGN_STATES, type CampaignState, type Participant, type ParticipantState, stateInWords } from './model.ts'

const PARTICIPANT_COLOURS: Readonly<Record<ParticipantState, string>> = {
  answering: 'govuk-tag--blue',
  submitted: 'govuk-tag--yellow',
  final: 'govuk-tag--green',
  declined: 'govuk-tag--grey',
  withdrawn: 'govuk-tag--grey',
}

export const stateTag = (one: Pick<Participant, 'state' | 'campaignState' | 'moderatorId'>): Html =>
  govukTag({ text: stateInWords(one), classes: PARTICIPANT_COLOURS[one.state] })

export const campaignTag = (state: CampaignState): Html =>
  govukTag({
    text: CAMPAIGN_STATES[state],
    classes: { preparing: 'govuk-tag--yellow', open: 'govuk-tag--green', closed: 'govuk-tag--grey' }[state],
  })

export const overdueTag: Html = govukTag({ text: 'Overdue', classes: 'govuk-tag--red' })
