import { changeWhich } from '#features/people/index.ts'
import { sql } from '#platform/db/index.ts'
import type { Belonging, UnitRecord } from '#platform/room/index.ts'
import { INCIDENT } from './incidents/kind.ts'
import { incidents } from './incidents/register.ts'
import { risks } from './registers.ts'

/** Open risks, incidents and escalations follow their unit when units are reorganised; where the heir holds the same risk, somebody has to choose. */
export const belongings: readonly Belonging[] = [
  {
    key: 'risks',
    one: 'open risk',
    more: 'open risks',
    column: 'risks.risk.unit_id',
    seen: { by: 'risks:read', rows: 'every' },
    moves: 'risks:change',
    move: (tx, act, which, { to }) => changeWhich(tx, act, risks, which, { unit_id: to }),
    leave: (tx, act, which, { on, body }) =>
      changeWhich(tx, act, risks, which, {
        closed_on: on,
        closed_why: `It went to ${body} with the functions of the unit`,
      }),
  },
  {
    key: 'incidents',
    one: 'open incident',
    more: 'open incidents',
    column: 'risks.incident.unit_id',
    seen: { by: 'incidents:read', rows: INCIDENT },
    moves: 'incidents:change',
    move: (tx, act, which, { to }) => changeWhich(tx, act, incidents, which, { unit_id: to }),
  },
  {
    key: 'escalations',
    one: 'escalation that waits for an answer',
    more: 'escalations that wait for an answer',
    column: 'risks.escalation.to_unit_id',
    seen: { by: 'risks:read', rows: 'every' },
    moves: 'risks:change',
    move: (tx, _act, which, { to }) =>
      tx.run(sql`update risks.escalation set to_unit_id = ${to} where ${which(sql`id`)}`),
  },
]

/** References that stay with a unit that is closed. */
export const records: readonly UnitRecord[] = [
  { column: 'risks.escalation.from_unit_id', why: 'It says where the risk was held when it was escalated' },
]
