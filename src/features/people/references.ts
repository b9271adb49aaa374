import { type PersonReference, recordsOf, tiesOf } from '#platform/room/index.ts'

/** Every column of the room that names a person, and whether it ties them to something. */
export const references: readonly PersonReference[] = [
  ...tiesOf('people.membership.person_id'),
  ...recordsOf(
    'They record what was decided, and by whom',
    'people.acceptance.by_person_id',
    'people.feed.by_person_id',
    'people.planned_reorganisation.by_person_id',
    'people.planned_reorganisation.ended_by',
    'people.reorganisation.by_person_id',
  ),
  ...recordsOf(
    'They say something of somebody, and show them nothing',
    'people.course_done.person_id',
    'people.finding.person_id',
  ),
  ...recordsOf(
    'What the roles of somebody let them do is compared by itself',
    'people.appointment.person_id',
    'people.delegation.person_id',
  ),
]
