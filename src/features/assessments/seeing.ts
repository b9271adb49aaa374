import { everybody, objectKind, type Words } from '#platform/access/index.ts'

const SHAPE = {
  table: ['assessments', 'participant'],
  facts: { unitId: 'unit_id', leadId: 'lead_id' },
  related: {
    delegations: {
      table: ['assessments', 'delegation'],
      on: ['participant_id', 'id'],
      facts: { personId: 'person_id', endedAt: 'ended_at' },
    },
  },
} as const

/** The same, with what makes a score public. */
const SCORE_SHAPE = {
  ...SHAPE,
  facts: { ...SHAPE.facts, state: 'state' },
  related: {
    ...SHAPE.related,
    campaign: { table: ['assessments', 'campaign'], on: ['id', 'campaign_id'], facts: { isPublished: 'is_published' } },
  },
} as const

/** Those who run or moderate assessments in a unit, the people of the unit, whoever leads it, and whoever was given a section of it. */
const ofTheUnit = ({ any, holdsIn, worksIn, isPerson, some }: Words<typeof SHAPE>) =>
  any(
    holdsIn('assessments:run', 'unitId'),
    holdsIn('assessments:moderate', 'unitId'),
    worksIn('unitId'),
    isPerson('leadId'),
    some('delegations', (one) => one.all(one.isPerson('personId'), one.is('endedAt', null))),
  )

/** Who sees what a unit answered, with notes and evidence. */
export const UNIT_ANSWERS = objectKind({ key: 'answers of units', shape: SHAPE }, (words) => ({
  deeds: { read: { allow: ofTheUnit(words) } },
}))

/** Who sees the score of a unit beside those of others: whoever sees its answers, and everybody once it was handed in and the results are published. */
export const UNIT_SCORES = objectKind({ key: 'scores of units', shape: SCORE_SHAPE }, (words) => ({
  deeds: {
    read: {
      allow: words.any(
        ofTheUnit(words),
        words.all(
          words.is('state', 'submitted', 'final'),
          words.some('campaign', (one) => one.is('isPublished', true)),
        ),
      ),
    },
  },
}))

/** Of rows that no rule hides. Scores are asked of a campaign whose results are published, or for somebody who runs or moderates all units. */
export const RESULTS_SEEN = everybody('whoever may see assessments sees published results')
