import { sql } from '#platform/db/index.ts'
import type { Belonging, UnitRecord } from '#platform/room/index.ts'

/** Statements that are not countersigned yet follow the unit for which they are made. */
export const belongings: readonly Belonging[] = [
  {
    key: 'statements',
    one: 'statement that is under way',
    more: 'statements that are under way',
    column: 'statements.statement.unit_id',
    seen: { by: 'statements:read', rows: 'every' },
    moves: 'statements:run',
    move: (tx, _act, which, { to }) =>
      tx.run(sql`
        update statements.statement set unit_id = ${to}, version = version + 1,
          declared_for_id = case when state = 'submitted' then coalesce(declared_for_id, unit_id) end
        where ${which(sql`id`)}`),
  },
]

/** References that stay with a unit that is closed. */
export const records: readonly UnitRecord[] = [
  { column: 'statements.statement.declared_for_id', why: 'It says for which unit the statement was signed' },
]
