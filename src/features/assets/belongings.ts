import type { Belonging } from '#features/people/index.ts'
import { sql } from '#platform/db/index.ts'

const named = (to: string | null) =>
  sql`exists (select from assets.asset o where o.unit_id = ${to} and lower(o.name) = lower(a.name))`

/** Information assets and places follow their unit when units are reorganised; where the heir has one of the same name, somebody has to choose. */
export const belongings: readonly Belonging[] = [
  {
    one: 'information asset',
    more: 'information assets',
    count: (db, unitId, to) =>
      db.one(
        sql`select count(*) filter (where not ${named(to)}) as moves, count(*) filter (where ${named(to)}) as stays from assets.asset a where a.unit_id = ${unitId} and a.ended_on is null`,
      ),
    move: (tx, unitId, to) =>
      tx.run(
        sql`update assets.asset a set unit_id = ${to}, version = version + 1 where a.unit_id = ${unitId} and a.ended_on is null and not ${named(to)}`,
      ),
  },
  {
    one: 'place',
    more: 'places',
    count: (db, unitId) =>
      db.one(sql`select count(*) as moves, 0 as stays from assets.place where unit_id = ${unitId}`),
    move: (tx, unitId, to) =>
      tx.run(sql`update assets.place set unit_id = ${to}, version = version + 1 where unit_id = ${unitId}`),
  },
]
