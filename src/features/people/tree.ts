import type { Day } from '#platform/calendar/index.ts'
import { prepared, type Queries, type Sql, sql } from '#platform/db/index.ts'
import { CHOOSE_FROM_MOST, type Choice } from '#platform/form/index.ts'
import { isId } from '#platform/ids.ts'
import type { ListFilter } from '#platform/listing/index.ts'
import { isWithin } from './store.ts'

export interface UnitRow {
  readonly id: string
  readonly name: string
  readonly kind: string
  readonly parentId: string | null
  readonly parent: string | null
}

/** So many units stand on one page. */
export const UNITS_ON_PAGE = 2_000

/** So many units can be chosen from in one form, whose names are typed. */
const UNITS_TO_CHOOSE = 20_000

/**
 * The first open units, in an order in which each follows the one that it belongs to. The order of the names is worked out once for all units;
 * the place of a unit is that of each unit above it and its own, at most as many as there are levels (`unit_depth`).
 */
function unitsInOrder(db: Queries, today: Day, most: number): Promise<UnitRow[]> {
  return db.many(
    prepared(sql`
    with recursive placed as materialized (
      select id, parent_id, row_number() over (order by name, id)::integer as place from people.unit),
    tree as (
      select id, array[place] as line from placed where parent_id is null
      union all
      select p.id, t.line || p.place from tree t join placed p on p.parent_id = t.id where cardinality(t.line) < 50
    ) select u.id, u.name, u.kind, u.parent_id as "parentId", above.name as parent
      from tree t join people.unit u on u.id = t.id left join people.unit above on above.id = u.parent_id
      where coalesce(u.closed_on > ${today}, true) order by t.line limit ${most}`),
  )
}

/** Units as one page can show them, and how many open ones there are. */
export interface UnitTree {
  readonly units: readonly UnitRow[]
  readonly all: number
}

export async function unitTree(db: Queries, today: Day): Promise<UnitTree> {
  const [units, { all }] = await Promise.all([
    unitsInOrder(db, today, UNITS_ON_PAGE),
    db.one<{ all: number }>(
      sql`select count(*)::integer as all from people.unit where coalesce(closed_on > ${today}, true)`,
    ),
  ])
  return { units, all }
}

export interface UnitChoice extends Choice {
  readonly parentId: string | null
}

/** The open units to choose from. Those that share a name say what each is part of. */
export async function unitsToChoose(db: Queries, today: Day): Promise<UnitChoice[]> {
  const units = await unitsInOrder(db, today, UNITS_TO_CHOOSE)
  const times = new Map<string, number>()
  for (const { name } of units) times.set(name.toLowerCase(), (times.get(name.toLowerCase()) ?? 0) + 1)
  return units.map(({ id, name, parent, parentId }) => ({
    value: id,
    parentId,
    text: parent && (times.get(name.toLowerCase()) ?? 0) > 1 ? `${name}, part of ${parent}` : name,
  }))
}

/** A filter of a list by the unit in this column and those below it: chosen, or by a part of its name where there are too many to choose from. */
export const unitFilter = (column: Sql): ListFilter => ({
  key: 'unit',
  label: 'Unit',
  kind: 'choice',
  options: async (db, { today }) =>
    (await unitsInOrder(db, today, CHOOSE_FROM_MOST + 1)).map(({ id, name }) => ({ value: id, text: name })),
  typed: {
    from: CHOOSE_FROM_MOST + 1,
    nameOf: async (db, value) =>
      isId(value)
        ? ((await db.maybe<{ name: string }>(sql`select name from people.unit where id = ${value}`))?.name ?? value)
        : value,
  },
  where: (value) => (isId(value) ? isWithin(column, value) : isWithinNamed(column, value)),
})

/** The condition that a unit is one whose name has these words, or lies below one. */
const isWithinNamed = (column: Sql, words: string): Sql => sql`${column} in (
  with recursive below as (
    select id from people.unit where name ilike ${`%${words.replace(/[\\%_]/g, '\\$&')}%`}
    union select u.id from people.unit u join below b on u.parent_id = b.id
  ) select id from below)`
