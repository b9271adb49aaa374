import type { Person } from '#platform/access/index.ts'
import { type Queries, type Sql, sql } from '#platform/db/index.ts'
import type { Belonging } from '#platform/room/index.ts'
import type { Kind } from './model.ts'
import { seesAll } from './seeing.ts'

export interface Past {
  readonly id: string
  readonly kind: Kind
  readonly on: string
  readonly why: string
  readonly otherBody: string | null
  readonly moved: Readonly<Record<string, number>>
  readonly chosen: readonly string[]
  readonly before: string | null
  readonly after: string | null
  readonly by: string | null
}

export function history(db: Queries, id: string | null = null): Promise<Past[]> {
  const units = (part: string) =>
    sql`(select string_agg(n.name || coalesce(' (part of ' || n.parent || ')', ''), ', ' order by n.name) from people.reorganised_unit n where n.reorganisation_id = r.id and n.part = ${part})`
  return db.many(sql`
    select r.id, r.kind, r.happened_on as on, r.why, r.other_body as "otherBody", r.moved, r.chosen, ${units('before')} as before, ${units('after')} as after, p.name as by
    from people.reorganisation r left join people.person p on p.id = r.by_person_id where ${id === null ? sql`true` : sql`r.id = ${id}`}
    order by r.happened_on desc, r.at desc limit 500`)
}

/** A thing that moved, for the rule of who is shown it. */
export const THING_COLUMNS = { key: sql`key`, id: sql`thing_id` }

/** What somebody is shown of it: figures of what they are shown each of, and what was chosen where that is all the rooms that chose. */
export function shownOf(past: Past, all: readonly Belonging[], viewer: Person): Past {
  const open = new Set(all.filter((one) => seesAll(one, viewer)).map(({ more }) => more))
  const isChosenShown = all.every((one) => !one.choose || seesAll(one, viewer))
  return {
    ...past,
    moved: Object.fromEntries(Object.entries(past.moved).filter(([more]) => open.has(more))),
    chosen: isChosenShown ? past.chosen : [],
  }
}

/** So many things of one sort that went from one unit to another. */
export interface Moved {
  readonly key: string
  readonly from: string
  readonly to: string
  readonly hasLeft: boolean
  readonly count: number
}

/** Where things went, by sort and unit, as the units were called at the time. */
export const movedBy = (db: Queries, id: string, seen: Sql): Promise<Moved[]> =>
  db.many(sql`
    select key, from_name as "from", to_name as "to", has_left as "hasLeft", count(*) from people.reorganised_thing
    where reorganisation_id = ${id} and ${seen} group by key, from_name, to_name, has_left order by from_name, key, to_name, has_left`)

export interface ThingMoved {
  readonly key: string
  readonly name: string
  readonly from: string
  readonly to: string
}

/** Each thing by its name, one page of them. */
export const thingsMovedBy = (
  db: Queries,
  id: string,
  seen: Sql,
  { limit, offset }: { readonly limit: number; readonly offset: number },
): Promise<ThingMoved[]> =>
  db.many(sql`
    select key, name, from_name as "from", to_name as "to" from people.reorganised_thing
    where reorganisation_id = ${id} and ${seen} order by key, thing_id limit ${limit} offset ${offset}`)
