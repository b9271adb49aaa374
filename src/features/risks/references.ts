import { type PersonReference, recordsOf, tiesOf } from '#platform/room/index.ts'

/** Every column of the room that names a person, and whether it ties them to something. */
export const references: readonly PersonReference[] = [
  ...tiesOf(
    'risks.risk.owner_id',
    'risks.control.owner_id',
    'risks.mitigation.owner_id',
    'risks.escalation.to_owner_id',
    'risks.incident.handler_id',
    'risks.incident_report.person_id',
  ),
  ...recordsOf(
    'They record who wrote or decided something',
    'risks.escalation.answered_by',
    'risks.escalation.by_person_id',
    'risks.escalation.from_owner_id',
    'risks.incident_entry.by_person_id',
    'risks.matrix_change.by_person_id',
    'risks.matrix_shrinking.by_person_id',
    'risks.rating.by_person_id',
  ),
]
