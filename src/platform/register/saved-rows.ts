import { type Queries, sql, type Tx } from '../db/index.ts'
import { parts } from './many.ts'

/** So many rows are told by one statement. */
const AT_ONCE = 2_000

/** Keeps which entries the rows of an import that are done were about, so that further rows about them are known as duplicates. */
export async function keepSaved(
  tx: Tx,
  importId: string,
  done: readonly { readonly row: number; readonly id: string | null }[],
): Promise<void> {
  const saved = done.flatMap(({ row, id }) => (id === null ? [] : [{ id, number: row }]))
  for (const some of parts(saved, AT_ONCE))
    await tx.run(sql`
      insert into register.import_saved (import_id, item_id, number)
      select ${importId}::uuid, n.id, n.number from jsonb_to_recordset(${JSON.stringify(some)}) as n (id uuid, number int)
      on conflict (import_id, item_id) do update set number = excluded.number`)
}

/** The row that was saved last about each of these entries, by the entry's id. */
export async function savedOf(
  db: Queries,
  importId: string,
  itemIds: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  if (itemIds.length === 0) return new Map()
  const rows = await db.many<{ id: string; number: number }>(
    sql`select item_id as id, number from register.import_saved where import_id = ${importId} and item_id = any(${itemIds}::uuid[])`,
  )
  return new Map(rows.map(({ id, number }) => [id, number]))
}

/** Whether rows of an import have been saved already. */
export async function isPartSaved(db: Queries, importId: string): Promise<boolean> {
  return (await db.maybe(sql`select from register.import_saved where import_id = ${importId} limit 1`)) !== null
}
