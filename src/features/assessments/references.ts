import { type PersonReference, recordsOf, tiesOf } from '#platform/room/index.ts'

/** Every column of the room that names a person, and whether it ties them to something. */
export const references: readonly PersonReference[] = [
  ...tiesOf(
    'assessments.participant.lead_id',
    'assessments.participant.moderator_id',
    'assessments.delegation.person_id',
  ),
  ...recordsOf(
    'They record who wrote or decided something',
    'assessments.answer.by_person_id',
    'assessments.answer_given.by_person_id',
    'assessments.campaign.made_by',
    'assessments.consequence.sent_by',
    'assessments.consequence.settled_by',
    'assessments.consequence.undone_by',
    'assessments.delegation.by_person_id',
    'assessments.evidence.by_person_id',
    'assessments.evidence.withdrawn_by',
    'assessments.finding.by_person_id',
    'assessments.framework.made_by',
    'assessments.framework.published_by',
    'assessments.interview.by_person_id',
    'assessments.meeting.by_person_id',
    'assessments.moderation.by_person_id',
    'assessments.participant.final_by',
    'assessments.participant.submitted_by',
    'assessments.reply.by_person_id',
  ),
]
