import type { Day } from '#platform/calendar/index.ts'
import { type Queries, type Sql, sql } from '#platform/db/index.ts'
import type { Problem } from '#platform/register/index.ts'
import type { Which } from '#platform/room/index.ts'
import { notOver } from '../in-force.ts'
import { type Asked, heirTarget, type Reorganisation, type Target, WITH_FUNCTIONS } from './model.ts'
import { isSeen, movable } from './seeing.ts'

/** The latest of a day and today: what ended between a day that is past and today is nobody's any more. */
const lateOf = (on: Day, today: Day): Day => (on > today ? on : today)

/** That a row `b` of the view belongs to its unit on a day. What has a history of its own is asked on the day itself. */
const belongsOn = (on: Day, today: Day): Sql =>
  notOver('b', sql`case when b.key in ('appointments', 'people') then ${on}::date else ${lateOf(on, today)}::date end`)

/** The units that a reorganisation takes from: those of before, and for a transfer out everything below them. */
const sources = ({ kind, before }: Reorganisation): Sql => sql`
  with recursive source as (
    select id from people.unit where id = any(${before.map(({ id }) => id)}::uuid[])
    union select u.id from people.unit u join source s on u.parent_id = s.id where ${kind === 'transfer-out'})
  select id from source`

/** Whether things change units at all: a unit that moves takes everything with it, and one that comes in brings nothing. */
export const divides = ({ kind }: Pick<Reorganisation, 'kind'>): boolean => kind !== 'move' && kind !== 'transfer-in'

/**
 * Rows of what belongs to the units of a reorganisation on its day: key, id, unit_id, name, clash, target, which is null where somebody has to
 * say, and is_seen and is_movable, which are about whoever asks.
 */
export function going({ all, what, today, viewer }: Asked): Sql {
  if (!divides(what))
    return sql`select null::text as key, null::uuid as id, null::uuid as unit_id, null::text as name, null::text as clash, null::text as target, true as is_seen, true as is_movable where false`
  const leaving = what.kind === 'transfer-out' ? all.filter(({ leave }) => leave).map(({ key }) => key) : []
  const isClosing = what.closes ? sql`b.id in (${sources(what)})` : sql`false`
  return sql`
    select b.key, b.id, b.unit_id, b.name, b.clash, s.is_seen, s.is_seen and b.key = any(${movable(all, viewer)}::text[]) as is_movable,
      coalesce(p.target, case when b.key = any(${leaving}) then ${WITH_FUNCTIONS} else ${heirTarget(what)}::text end) as target
    from people.belonging b left join jsonb_to_recordset(${JSON.stringify(what.placements)}) as p (key text, id uuid, target text) on p.key = b.key and p.id = b.id
      cross join lateral (select ${isSeen(all, viewer, { key: sql`b.key`, id: sql`b.id` })} as is_seen) s
    where b.unit_id in (${sources(what)}) and ${belongsOn(what.on, today)} and not (b.key = 'units' and ${isClosing})`
}

/** Those of one kind that go to one target, as a condition for the room that moves them. What came meanwhile and is not theirs to move stays. */
export const whichGo =
  (asked: Asked, key: string, target: Target): Which =>
  (id) =>
    sql`${id} in (select g.id from (${going(asked)}) g where g.is_movable and g.key = ${key} and g.target = ${target} and g.target <> g.unit_id::text)`

/** What somebody would have to move who may not: kinds of what they are shown, and whether there is something that they are not shown. */
export function beyond(db: Queries, asked: Asked): Promise<{ keys: string[]; hasUnseen: boolean }> {
  return db.one(sql`
    select coalesce(array_agg(distinct g.key) filter (where g.is_seen), '{}') as keys, coalesce(bool_or(not g.is_seen), false) as "hasUnseen"
    from (${going(asked)}) g where not g.is_movable and g.target is distinct from g.unit_id::text`)
}

/** What a reorganisation would do with one kind of thing of one unit. */
export interface Effect {
  readonly unit: string
  readonly key: string
  readonly target: Target | null
  readonly count: number
}

/** What of it somebody is shown, without what ends because of what is chosen. */
export function effectsOf(
  db: Queries,
  asked: Asked,
  chosen: readonly { readonly key: string; readonly ends: readonly string[] }[] = [],
): Promise<Effect[]> {
  const ends = chosen.flatMap(({ key, ends: ids }) => ids.map((id) => ({ key, id })))
  return db.many(sql`
    select u.name as unit, g.key, g.target, count(*) from (${going(asked)}) g join people.unit u on u.id = g.unit_id
    where g.is_seen and g.target is distinct from g.unit_id::text
      and (g.key, g.id) not in (select e.key, e.id from jsonb_to_recordset(${JSON.stringify(ends)}) as e (key text, id uuid))
    group by u.name, g.key, g.target order by u.name, array_position(${asked.all.map(({ key }) => key)}, g.key), g.target`)
}

/** A thing of a unit that is reorganised. */
export interface Thing {
  readonly key: string
  readonly id: string
  readonly name: string
  readonly unit: string
  readonly target: Target | null
  /** That there is one like it where it would go, or two would go there. */
  readonly isTwice: boolean
}

/** How many things would stay with a unit that goes on, of those that somebody is shown. */
export async function stayingOf(db: Queries, asked: Asked): Promise<number> {
  if (asked.what.closes) return 0
  const { count } = await db.one<{ count: number }>(
    sql`select count(*) as count from (${going(asked)}) g where g.is_seen and g.target = g.unit_id::text`,
  )
  return count
}

/** Things that would go elsewhere, or stay with a unit that goes on, and that somebody is shown, in the order of `effectsOf`. */
export function listedOf(db: Queries, asked: Asked, { limit, offset }: ThingsPage): Promise<Omit<Thing, 'isTwice'>[]> {
  return db.many(sql`
    select g.key, g.id, g.name, u.name as unit, g.target from (${going(asked)}) g join people.unit u on u.id = g.unit_id
    where g.is_seen and (not ${asked.what.closes} or g.target is distinct from g.unit_id::text)
    order by u.name, array_position(${asked.all.map(({ key }) => key)}, g.key), g.name, g.id limit ${limit} offset ${offset}`)
}

/** `going`, and `taken`: what is there already, or would come twice, by key, clash and target. Judged is what somebody may place. */
const judging = (asked: Asked): Sql => sql`
  with going as materialized (${going(asked)}),
  taken as materialized (
    select g.key, g.clash, g.target from going g where g.clash is not null and g.target is not null group by 1, 2, 3 having count(*) > 1
    union
    select b.key, b.clash, b.unit_id::text from people.belonging b
    where b.clash is not null and b.key in (select g.key from going g where g.clash is not null)
      and b.unit_id = any(array(select distinct g.target::uuid from going g where length(g.target) = 36 and g.target <> g.unit_id::text))
      and ${belongsOn(asked.what.on, asked.today)} and not exists (select from going g where g.key = b.key and g.id = b.id)),
  judged as (
    select g.*, t.key is not null as is_twice from going g left join taken t on t.key = g.key and t.clash = g.clash and t.target = g.target where g.is_movable)`

/** Which of the things are shown. */
export interface ThingsPage {
  readonly limit: number
  readonly offset: number
}

/** Things of the units that somebody may place, those without a place and those that are there twice first. */
export function thingsOf(db: Queries, asked: Asked, { limit, offset }: ThingsPage): Promise<Thing[]> {
  return db.many(sql`
    ${judging(asked)}
    select g.key, g.id, g.name, u.name as unit, g.target, g.is_twice as "isTwice" from judged g join people.unit u on u.id = g.unit_id
    order by (g.target is null or g.is_twice) desc, array_position(${asked.all.map(({ key }) => key)}, g.key), g.name, g.id limit ${limit} offset ${offset}`)
}

/** How many things there are that somebody may place, and how many of them have no place yet, or one that is taken. */
export function openThings(db: Queries, asked: Asked): Promise<{ all: number; open: number }> {
  return db.one(sql`
    ${judging(asked)}
    select count(*) as all, count(*) filter (where target is null or is_twice) as open from judged`)
}

/** Whether anything still belongs to units on a day. What it is, nobody is told here: not everybody may know of it. */
export async function isLeftWith(db: Queries, unitIds: readonly string[], on: Day, today: Day): Promise<boolean> {
  const { is } = await db.one<{ is: boolean }>(sql`
    select exists (select from people.belonging b where b.unit_id = any(${unitIds}::uuid[]) and ${belongsOn(on, today)}) as is`)
  return is
}

/** How a reorganisation would go on its day, after what else waits until then. */
export interface Rehearsed {
  readonly effects: readonly Effect[]
  readonly things: readonly Thing[]
  /** What is chosen where units that merge have the same, in sentences. */
  readonly choices: readonly string[]
  readonly all: number
  /** Things that have no place yet, or one that is taken. */
  readonly open: number
  /** What stands in the way beside those. */
  readonly problem: Problem | null
}
