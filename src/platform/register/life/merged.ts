import { type Queries, type Sql, sql } from '../../db/index.ts'

/** A query for the ids of all that has become one with another. */
export const MERGED: Sql = sql`select item_id from register.merged where undone_at is null`

/** Those of some items that have become one with another. */
export async function mergedAmong(db: Queries, ids: readonly string[]): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set()
  const rows = await db.many<{ id: string }>(
    sql`select item_id as id from register.merged where undone_at is null and item_id = any(${ids}::uuid[])`,
  )
  return new Set(rows.map(({ id }) => id))
}

/** A merge that stands. */
export interface Merge {
  readonly id: string
  readonly itemId: string
  readonly intoId: string
  readonly at: Date
  readonly byName: string | null
}

const MERGE = sql`m.id, m.item_id as "itemId", m.into_id as "intoId", m.at, m.by_name as "byName"`

/** How an item became one with another; null where it is itself. */
export const mergeOf = (db: Queries, itemId: string): Promise<Merge | null> =>
  db.maybe<Merge>(sql`select ${MERGE} from register.merged m where m.item_id = ${itemId} and m.undone_at is null`)

/** What has become one with an item, the newest first; at most 100. */
export const mergesInto = (db: Queries, intoId: string): Promise<Merge[]> =>
  db.many<Merge>(
    sql`select ${MERGE} from register.merged m where m.into_id = ${intoId} and m.undone_at is null order by m.id desc limit 100`,
  )

/** Where addresses of an item lead, however often what it was merged into was merged itself; null where it is itself. */
export async function leadsTo(db: Queries, itemId: string): Promise<string | null> {
  const found = await db.maybe<{ id: string }>(sql`
    with recursive way as (
      select m.into_id as id, 1 as step from register.merged m where m.item_id = ${itemId} and m.undone_at is null
      union all select m.into_id, w.step + 1 from way w join register.merged m on m.item_id = w.id and m.undone_at is null where w.step < 100)
    select id from way order by step desc limit 1`)
  return found?.id ?? null
}
