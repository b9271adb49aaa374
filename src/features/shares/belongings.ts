import { sql } from '#platform/db/index.ts'
import type { Belonging } from '#platform/room/index.ts'
import { SHARE } from './seeing.ts'

/** Shared drives follow their unit when units are reorganised. */
export const belongings: readonly Belonging[] = [
  {
    key: 'shares',
    one: 'shared drive',
    more: 'shared drives',
    column: 'shares.share.unit_id',
    seen: { by: 'shares:read', rows: SHARE },
    moves: 'shares:manage',
    move: (tx, _act, which, { to }) =>
      tx.run(sql`update shares.share set unit_id = ${to}, version = version + 1 where ${which(sql`id`)}`),
  },
]
