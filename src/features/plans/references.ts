import { type PersonReference, recordsOf, tiesOf } from '#platform/room/index.ts'

/** Every column of the room that names a person, and whether it ties them to something. */
export const references: readonly PersonReference[] = [
  ...tiesOf('plans.owner.person_id', 'plans.claim.by_person_id'),
  ...recordsOf(
    'They record who wrote or decided something',
    'plans.action.made_by',
    'plans.change.by_person_id',
    'plans.commentary.by_person_id',
    'plans.deliverable.made_by',
    'plans.escalation.sent_by',
    'plans.escalation.settled_by',
    'plans.evidence.by_person_id',
    'plans.evidence.withdrawn_by',
    'plans.import.by_person_id',
    'plans.lineage.by_person_id',
    'plans.lineage.ended_by',
    'plans.mapping.by_person_id',
    'plans.milestone.made_by',
    'plans.milestone_day.by_person_id',
    'plans.plan.made_by',
    'plans.publication.ended_by',
    'plans.publication.published_by',
    'plans.recommendation.made_by',
    'plans.report_layout.made_by',
    'plans.revision.by_person_id',
    'plans.round.closed_by',
    'plans.round.made_by',
    'plans.round.opened_by',
    'plans.target.by_person_id',
    'plans.verdict.by_person_id',
  ),
  ...recordsOf(
    'They say how somebody is reminded of actions that tie them',
    'plans.chase.person_id',
    'plans.feed.person_id',
  ),
]
