import { type PersonReference, recordsOf, tiesOf } from '#platform/room/index.ts'

/** Every column of the room that names a person, and whether it ties them to something. */
export const references: readonly PersonReference[] = [
  ...tiesOf('statements.statement.person_id'),
  ...recordsOf(
    'They record who wrote or decided something',
    'statements.form.made_by',
    'statements.round.opened_by',
    'statements.statement.countersigned_by',
    'statements.step.by_person_id',
  ),
]
