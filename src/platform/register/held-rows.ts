import { name, type Sql, sql, type Tx } from '../db/index.ts'

/**
 * Rows as they are, by their ids, held until the transaction ends: what the rules of a room compare with what is given.
 * `ids` may have nulls among them, for items that are new.
 */
export async function heldRows<Row>(
  tx: Tx,
  [schema, table]: readonly [string, string],
  columns: Sql,
  ids: readonly (string | null)[],
): Promise<ReadonlyMap<string | null, Row>> {
  const known = ids.filter((id) => id !== null)
  if (known.length === 0) return new Map()
  const rows = await tx.many<Row & { readonly id: string }>(
    sql`select id, ${columns} from ${name(schema, table)} where id = any(${known}::uuid[]) order by id for update`,
  )
  return new Map(rows.map((row) => [row.id, row]))
}
