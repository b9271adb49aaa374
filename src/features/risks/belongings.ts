import type { Belonging } from '#features/people/index.ts'
import { sql } from '#platform/db/index.ts'

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
    move: (tx, unitId, to) =>
      tx.run(sql`
        update risks.risk r set unit_id = ${to}, version = version + 1 where r.unit_id = ${unitId} and r.closed_on is null and not ${named(to)}`),
  },
  {
    one: 'open incident',
    more: 'open incidents',
    count: (db, unitId) =>
      db.one(
        sql`select count(*) as moves, 0 as stays from risks.incident where unit_id = ${unitId} and closed_on is null`,
      ),
    move: (tx, unitId, to) =>
      tx.run(
        sql`update risks.incident set unit_id = ${to}, version = version + 1 where unit_id = ${unitId} and closed_on is null`,
      ),
  },
]
