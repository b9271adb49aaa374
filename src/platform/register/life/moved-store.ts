import type { Act } from '../../audit/index.ts'
import { type Queries, sql, type Tx } from '../../db/index.ts'
import { AT_ONCE, parts, writeManyChanges } from '../many.ts'
import type { FieldValue, Register } from '../model.ts'
import type { Moved, MovedOf } from './moved.ts'

/** Adds a line to the history of each item that moved. */
export async function tellEach(
  tx: Tx,
  act: Act,
  moves: readonly Pick<MovedOf, 'register' | 'moved'>[],
  entryId: string,
): Promise<void> {
  for (const { register, moved } of moves)
    await writeManyChanges(tx, { register: register.key, at: act.at, by: act.actor, entryId, what: 'changed' }, moved)
}

/** Keeps what a merge moved, so that it can be taken back. */
export async function keepMoves(tx: Tx, mergeId: string, { key }: Register, moved: readonly Moved[]): Promise<void> {
  for (const some of parts(moved, AT_ONCE))
    await tx.run(sql`
      insert into register.merged_move (merge_id, register, item_id, version, before)
      select ${mergeId}::uuid, ${key}, n.id, n.version, n.before
      from jsonb_to_recordset(${JSON.stringify(some)}) as n (id uuid, version int, before jsonb)`)
}

/** One item as a merge found it, and the version that it left it in. */
export interface MoveKept {
  readonly key: string
  readonly id: string
  readonly version: number
  readonly before: Readonly<Record<string, FieldValue>>
}

/** What a merge moved, in the order of its registers. */
export const movesOf = (db: Queries, mergeId: string): Promise<MoveKept[]> =>
  db.many<MoveKept>(sql`
    select register as key, item_id as id, version, before from register.merged_move where merge_id = ${mergeId} order by register, item_id`)
