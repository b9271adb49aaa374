import type { Belonging } from '#features/people/index.ts'
import { sql } from '#platform/db/index.ts'
import { changeMany } from '#platform/register/index.ts'
import { incidents } from './incidents/register.ts'
import { risks } from './registers.ts'

const named = (to: string | null) =>
  sql`exists (select from risks.risk o where o.unit_id = ${to} and lower(o.title) = lower(r.title) and o.closed_on is null)`

/** Open risks and incidents follow their unit when units are reorganised; where the heir holds the same risk, somebody has to choose. */
export const belongings: readonly Belonging[] = [
  {
    one: 'open risk',
    more: 'open risks',
    count: (db, unitId, to) =>
      db.one(sql`
        select count(*) filter (where not ${named(to)}) as moves, count(*) filter (where ${named(to)}) as stays
        from risks.risk r where r.unit_id = ${unitId} and r.closed_on is null`),
    move: async (tx, unitId, to, _on, act) => {
      const which = sql`select r.id from risks.risk r where r.unit_id = ${unitId} and r.closed_on is null and not ${named(to)}`
      return (await changeMany(tx, act, risks, { which, set: { unit_id: to } })).length
    },
  },
  {
    one: 'open incident',
    more: 'open incidents',
    count: (db, unitId) =>
      db.one(
        sql`select count(*) as moves, 0 as stays from risks.incident where unit_id = ${unitId} and closed_on is null`,
      ),
    move: async (tx, unitId, to, _on, act) => {
      const which = sql`select id from risks.incident where unit_id = ${unitId} and closed_on is null`
      return (await changeMany(tx, act, incidents, { which, set: { unit_id: to } })).length
    },
  },
]
