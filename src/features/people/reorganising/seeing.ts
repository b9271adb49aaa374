import { condition, isWholeTo, may, mayEverywhere, type Person } from '#platform/access/index.ts'
import { join, name, type Sql, sql } from '#platform/db/index.ts'
import type { Belonging } from '#platform/room/index.ts'

/** Where a query has the kind of a thing, and its id. */
interface ThingColumns {
  readonly key: Sql
  readonly id: Sql
}

/** The condition that somebody is shown a thing that belongs to a unit: by the permission of its room, and the rule for its rows. */
export function isSeen(all: readonly Belonging[], viewer: Person, { key, id }: ThingColumns): Sql {
  const admitted = all.filter(({ seen }) => may(viewer, seen.by))
  const whole = admitted.filter(({ seen }) => seen.rows === 'every').map((one) => one.key)
  const ruled = admitted.flatMap((one) => {
    const { rows } = one.seen
    if (rows === 'every') return []
    const row = sql`select from ${name(...rows.shape.table)} as thing where thing.id = ${id}`
    return [sql`(${key} = ${one.key} and exists (${row} and ${condition(viewer, rows, 'read', 'thing')}))`]
  })
  return sql`(${join([sql`${key} = any(${whole}::text[])`, ...ruled], sql` or `)})`
}

/** Kinds of thing that somebody may give to another unit, as far as they are shown them. */
export const movable = (all: readonly Belonging[], viewer: Person): readonly string[] =>
  all.filter(({ moves }) => mayEverywhere(viewer, moves)).map(({ key }) => key)

/** Whether anything of a kind may be kept from somebody: not from those whom its rule shows each of them. */
export const isKeptFrom = ({ seen }: Belonging, viewer: Person): boolean =>
  !may(viewer, seen.by) || (seen.rows !== 'every' && !isWholeTo(viewer, seen.rows, 'read'))

/** Whether somebody is shown each thing of a kind. */
export const seesAll = ({ seen }: Belonging, viewer: Person): boolean => seen.rows === 'every' && may(viewer, seen.by)
