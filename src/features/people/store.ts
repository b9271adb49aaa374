import { type Clearance, COVERED, type Permission, type Person, type Reach } from '#platform/access/index.ts'
import type { Day } from '#platform/calendar/index.ts'
import { prepared, type Queries, type Sql, sql } from '#platform/db/index.ts'
import { BadRequest, NotFound } from '#platform/errors.ts'
import { hasNotLeft, inForce, notOver } from './in-force.ts'
import { unitIdsBelow } from './units-around.ts'

interface PersonRow {
  readonly id: string
  readonly name: string
  readonly clearance: Clearance | null
  readonly roleIds: string[]
  readonly roles: string[]
  readonly groupIds: string[]
  readonly unitIds: string[]
  readonly unitsAbove: string[]
  readonly everywhere: Permission[]
  /** Permissions that hold in units, with those at the top of where they hold. */
  readonly inUnits: readonly { readonly permission: Permission; readonly tops: readonly string[] }[]
  /** Each such unit, with itself and all below it. */
  readonly below: readonly { readonly top: string; readonly ids: readonly string[] }[]
}

/** A person with what their appointments of this day let them do, and where; null for somebody unknown or gone. */
export async function findPerson(db: Queries, id: string, today: Day): Promise<Person | null> {
  const row = await db.maybe<PersonRow>(
    prepared(sql`
    with recursive held as materialized (
      select a.role_id, a.unit_id from people.appointment a where a.person_id = ${id} and ${inForce('a', today)}
      union
      select a.role_id, a.unit_id from people.delegation d join people.appointment a on a.id = d.appointment_id
      where d.person_id = ${id} and ${inForce('d', today)} and ${inForce('a', today)}),
    right_held as materialized (
      select distinct permission, case when r.reach is distinct from 'everywhere' then h.unit_id end as unit_id
      from held h join people.role r on r.id = h.role_id, unnest(r.permissions) permission),
    below as (
      select distinct unit_id as top, unit_id as id from right_held where unit_id is not null
      union select b.top, u.id from people.unit u join below b on u.parent_id = b.id),
    above as (
      select unit_id as id from held where unit_id is not null
      union select u.parent_id from people.unit u join above a on u.id = a.id where u.parent_id is not null),
    everywhere as (select permission from right_held where unit_id is null)
    select p.id, p.name, p.clearance,
      array(select distinct role_id from held) as "roleIds",
      array(select distinct coalesce(r.short_name, r.name) from held h join people.role r on r.id = h.role_id) as roles,
      array(select distinct m.body_id from people.membership m
        where m.person_id = p.id and ${inForce('m', today)}) as "groupIds",
      array(select distinct unit_id from held where unit_id is not null) as "unitIds",
      array(select id from above) as "unitsAbove",
      array(select distinct permission from everywhere) as everywhere,
      coalesce((select json_agg(json_build_object('permission', permission, 'tops', tops)) from (
        select r.permission, array_agg(r.unit_id order by r.unit_id) as tops from right_held r
        where r.permission not in (select permission from everywhere) group by r.permission) u), '[]') as "inUnits",
      coalesce((select json_agg(json_build_object('top', top, 'ids', ids)) from (
        select top, array_agg(id) as ids from below group by top) b), '[]') as below
    from people.person p where p.id = ${id} and ${hasNotLeft('p', today)}`),
  )
  if (!row) return null
  const { clearance, everywhere, inUnits, below, ...facts } = row
  const sets = unitSets(below)
  return {
    ...facts,
    markings: COVERED[clearance ?? 'bpss'],
    reach: new Map<Permission, Reach>([
      ...everywhere.map((permission) => [permission, 'everywhere'] as const),
      ...inUnits.map(({ permission, tops }) => [permission, sets(tops)] as const),
    ]),
    today,
  }
}

/** The units at and below some tops: one list for each set of tops, however many permissions hold there. */
function unitSets(below: PersonRow['below']): (tops: readonly string[]) => readonly string[] {
  const lists = new Map(below.map(({ top, ids }) => [top, ids]))
  const made = new Map<string, readonly string[]>()
  return (tops) => {
    const key = tops.join()
    const list = made.get(key) ?? [...new Set(tops.flatMap((top) => lists.get(top) ?? []))]
    made.set(key, list)
    return list
  }
}

/** The person of this name, email address or id, as they may act on this day. Throws where there is none, or more than one. */
export async function findPersonNamed(db: Queries, name: string, today: Day): Promise<Person> {
  const found = await db.many<{ id: string }>(sql`
    select id from people.person where id::text = ${name} or lower(name) = lower(${name}) or lower(email) = lower(${name}) limit 2`)
  if (found.length > 1)
    throw new BadRequest(`There is more than one person called “${name}”`, 'Give the id or the email address.')
  const person = found[0] ? await findPerson(db, found[0].id, today) : null
  if (!person) throw new NotFound(`There is no person called “${name}”, or they have left`)
  return person
}

/** What a person is called, also one who has left; null for nobody known. */
export async function personName(db: Queries, personId: string): Promise<string | null> {
  return (await db.maybe<{ name: string }>(sql`select name from people.person where id = ${personId}`))?.name ?? null
}

/** So many of a kind are shown beside the tree of units. */
const MOST_BESIDE_UNITS = 2_000

/** The first rows of a kind, and how many there are of it. */
export interface FirstOf<Row> {
  readonly rows: readonly Row[]
  readonly all: number
}

/** The first rows that a question finds, each with the count of all of them in its column "all". */
async function firstOf<Row extends object>(db: Queries, query: Sql): Promise<FirstOf<Row>> {
  const found = await db.many<Row & { all: number }>(sql`${query} limit ${MOST_BESIDE_UNITS}`)
  return { rows: found, all: found[0]?.all ?? 0 }
}

export interface RoleHolder {
  readonly personId: string
  readonly person: string
  readonly role: string
  readonly unitId: string | null
  readonly unit: string | null
  readonly description: string | null
}

export interface Expired {
  readonly roleId: string
  readonly role: string
  readonly unitId: string | null
  readonly person: string
  readonly untilOn: Day
}

/** Roles in units whose last holder's time ran out within a year, and that nobody has held since. */
export function expired(db: Queries, today: Day): Promise<FirstOf<Expired>> {
  return firstOf(
    db,
    sql`
    select *, count(*) over ()::integer as all from (select distinct on (r.name, a.unit_id, a.role_id) a.role_id as "roleId", r.name as role, a.unit_id as "unitId", p.name as person, a.until_on as "untilOn"
    from people.appointment a join people.role r on r.id = a.role_id join people.person p on p.id = a.person_id left join people.unit u on u.id = a.unit_id
    where a.until_on < ${today} and a.until_on > ${today}::date - 366 and coalesce(r.ended_on > ${today}, true) and coalesce(u.closed_on > ${today}, true)
      and not exists (select from people.appointment o where o.role_id = a.role_id and o.unit_id is not distinct from a.unit_id and ${notOver('o', today)})
      and not exists (select from people.finding f where f.kind = 'vacant' and f.gone_on is null and f.role_id = a.role_id and f.unit_id is not distinct from a.unit_id)
    order by r.name, a.unit_id, a.role_id, a.until_on desc) one order by one.role, one."unitId", one."roleId"`,
  )
}

export interface Vacancy {
  readonly id: string
  readonly roleId: string
  readonly role: string
  readonly unitId: string | null
  readonly explanation: string
}

/** Roles that must be filled and are not. */
export function vacancies(db: Queries): Promise<FirstOf<Vacancy>> {
  return firstOf(
    db,
    sql`
    select count(*) over ()::integer as all, f.id, f.role_id as "roleId", r.name as role, f.unit_id as "unitId", f.explanation
    from people.finding f join people.role r on r.id = f.role_id where f.kind = 'vacant' and f.gone_on is null order by r.name, f.id`,
  )
}

/** Everybody who holds a role on this day. */
export function roleHolders(db: Queries, today: Day): Promise<FirstOf<RoleHolder>> {
  return firstOf(
    db,
    sql`
    select count(*) over ()::integer as all, p.id as "personId", p.name as person, r.name as role, a.unit_id as "unitId", u.name as unit, r.description
    from people.appointment a join people.person p on p.id = a.person_id join people.role r on r.id = a.role_id
      left join people.unit u on u.id = a.unit_id
    where ${inForce('a', today)} and ${hasNotLeft('p', today)}
    order by r.name, p.name, a.id`,
  )
}

export interface Match {
  readonly kind: 'role' | 'person'
  readonly id: string
  readonly name: string
}

/** Roles and people, for choosing an owner. At most 500 of each. */
export async function possibleOwners(db: Queries, today: Day): Promise<Match[]> {
  return db.many(sql`
    (select 'role' as kind, id, name || coalesce(' (' || short_name || ')', '') as name from people.role order by people.role.name limit 500)
    union all
    (select 'person' as kind, id, name from people.person where ${hasNotLeft('person', today)} order by people.person.name limit 500)`)
}

/** What roles, bodies, units and people are called, with the short names of roles: names that mean one thing each. At most 40,000. */
export async function knownNames(db: Queries): Promise<string[]> {
  const rows = await db.many<{ name: string }>(sql`
    select name from (
      select name::text from people.role union select short_name from people.role where short_name is not null
      union select name::text from people.body union select name::text from people.unit) n
    order by name limit 20000`)
  // Names of one word may be anything.
  const people = await db.many<{ name: string }>(sql`
    select distinct name::text as name from people.person where name like '% %' order by name limit 20000`)
  return [...rows, ...people].map(({ name }) => name)
}

/** The roles and people whose name, or short name, these words are: each set of words with the only one that fits. */
export async function matchNames(db: Queries, words: readonly string[]): Promise<Map<string, Match>> {
  const rows = await db.many<Match & { words: string }>(sql`
    select w.words, m.kind, m.id, m.name from unnest(${words}::text[]) as w (words)
    cross join lateral (
      select 'role' as kind, r.id, r.name from people.role r where lower(w.words) in (lower(r.name), lower(r.short_name))
      union all
      select 'person', p.id, p.name from people.person p where lower(w.words) in (lower(p.name), lower(p.email))
    ) m`)
  const byWords = new Map<string, Match[]>()
  for (const { words: key, kind, id, name } of rows) byWords.set(key, [...(byWords.get(key) ?? []), { kind, id, name }])
  // A role wins over the person of the same name who holds it: people come and go.
  const sole = (matches: readonly Match[]) =>
    matches.length === 1
      ? matches[0]
      : matches.filter(({ kind }) => kind === 'role').length === 1
        ? matches.find(({ kind }) => kind === 'role')
        : undefined
  return new Map(
    [...byWords].flatMap(([key, matches]) => {
      const match = sole(matches)
      return match ? [[key, match] as const] : []
    }),
  )
}

/** The condition that a unit is this one or lies below it. */
export function isWithin(column: Sql, unitId: string): Sql {
  return sql`${column} in (${unitIdsBelow(unitId)})`
}
