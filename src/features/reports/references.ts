import { type PersonReference, recordsOf } from '#features/people/index.ts'

/** Every column of the room that names a person, and whether it ties them to something. */
export const references: readonly PersonReference[] = [
  ...recordsOf(
    'They record who wrote or issued a report',
    'reports.report.issued_by',
    'reports.report.made_by',
    'reports.step.by_person_id',
  ),
]
