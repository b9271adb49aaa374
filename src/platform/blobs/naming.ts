import { type Queries, type Sql, sql, type Tx } from '../db/index.ts'
import { type KeptSealed, LockedGroup, type StoredFile } from './model.ts'

/** One lock for each name in the store, between whoever keeps it and whoever takes it away. */
export const lockOf = (name: string): Sql => sql`hashtextextended(${name}, 90)`

/**
 * Says in the transaction that needs a kept file that it is wanted: what no row names is collected. A file that was destroyed once and
 * has been kept again is there again. Throws LockedGroup where the group was destroyed meanwhile.
 */
export async function nameFile(tx: Tx, kept: StoredFile | KeptSealed): Promise<void> {
  const { digest, size } = kept
  if ('group' in kept) await nameSealed(tx, kept)
  else
    await tx.run(sql`
      insert into blobs.blob (digest, size) values (${digest}, ${size})
      on conflict (digest) do update set destroyed_at = null where blob.destroyed_at is not null`)
}

async function nameSealed(tx: Tx, { group, digest, size, address }: KeptSealed): Promise<void> {
  // Whoever destroys the group waits for this transaction, or this one for them.
  const alive = await tx.maybe(
    sql`select id from blobs.object_group where id = ${group} and destroyed_at is null for share`,
  )
  if (!alive) throw new LockedGroup(true)
  await tx.run(sql`
    insert into blobs.sealed (group_id, digest, size, address) values (${group}, ${digest}, ${size}, ${address})
    on conflict (group_id, digest) do update set destroyed_at = null where sealed.destroyed_at is not null`)
}

/** Says that a name of the store is about to be named by a row, whatever lies there: from now on nobody collects it for a while. */
export async function announce(db: Queries, name: string): Promise<void> {
  await db.run(sql`
    with held as materialized (select pg_advisory_xact_lock_shared(${lockOf(name)}))
    insert into blobs.arrival (name, at) select ${name}, clock_timestamp() from held
    on conflict (name) do update set at = excluded.at`)
}

/** How long a sealed file is by its row; null where no row names it. */
export async function sizeByRow(db: Queries, group: string, digest: Uint8Array): Promise<number | null> {
  const row = await db.maybe<{ size: number }>(
    sql`select size from blobs.sealed where group_id = ${group} and digest = ${digest} and destroyed_at is null`,
  )
  return row?.size ?? null
}
