import type { Belonging } from '#features/people/index.ts'
import { sql } from '#platform/db/index.ts'

/** Shared drives follow their unit when units are reorganised. */
export const belongings: readonly Belonging[] = [
  {
    one: 'shared drive',
    more: 'shared drives',
    count: async (db, unitId) =>
      db.one(sql`select count(*) as moves, 0 as stays from shares.share where unit_id = ${unitId}`),
    move: (tx, unitId, to) =>
      tx.run(sql`update shares.share set unit_id = ${to}, version = version + 1 where unit_id = ${unitId}`),
  },
]
