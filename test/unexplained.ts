import { type Db, sql } from '#platform/db/index.ts'
import { rooms } from '../src/house.ts'

const { registers } = rooms

export interface Unexplained {
  readonly register: string
  readonly item: string
  readonly at: Date
}

/**
 * Items of registers that became something else in what people give, of which no line of history tells: asked of how their rows stood, which the
 * database keeps by itself, and of the history, which the kit writes.
 */
export async function unexplained(db: Db): Promise<Unexplained[]> {
  const found: Unexplained[] = []
  for (const { key, table, fields } of registers)
    found.push(
      ...(await db.many<Unexplained>(sql`
        with stood as (
          select distinct on (v.item, v.from_at) v.item, v.from_at, v.place, (select jsonb_object_agg(c, v.body -> c) from unnest(${fields.map(({ column }) => column)}::text[]) c) as said,
            v.body ->> 'version' as version
          from past.version v where v.relation = ${table.join('.')} order by v.item, v.from_at, v.place desc),
        next as (
          select s.*, lag(said) over w as said_before, lag(version) over w as version_before from stood s window w as (partition by item order by from_at, place))
        select ${key} as register, n.item, n.from_at as at from next n
        where n.said is distinct from n.said_before and (n.version is not distinct from n.version_before or not exists (
          select from register.change h join audit.entry e on e.id = h.audit_entry_id where h.register = ${key} and h.item_id = n.item::uuid and h.at = n.from_at))
        order by n.from_at, n.item limit 5`)),
    )
  return found
}
