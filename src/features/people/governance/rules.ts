import type { Day } from '#platform/calendar/index.ts'
import { join, type Sql, sql } from '#platform/db/index.ts'
import { hasNotLeft, inForce, notOver } from '../in-force.ts'
import { GRADES } from '../model.ts'

/** Which part of the rules is asked: everything, or what concerns some people, roles or units. */
export interface Scope {
  readonly unitIds?: readonly string[]
  readonly personIds?: readonly string[]
  readonly roleIds?: readonly string[]
}

const rank = (grade: Sql) =>
  sql`array_position(${GRADES.filter(({ value }) => value !== 'Other').map(({ value }) => value)}::text[], ${grade})`

/** What the rules are asked: on which day, and which holders, pairs of roles and places it concerns. */
interface Asked {
  readonly today: Day
  /** Whoever was appointed is asked about by person; a role that changed, by everybody who holds it. */
  readonly mine: Sql
  readonly pairs: Sql
  readonly pairsOf: (other: Sql) => Sql
  readonly places: Sql
}

const some = (column: Sql, ids: readonly string[] | undefined): Sql[] =>
  ids ? [sql`${column} = any(${ids}::uuid[])`] : []

function askedIn({ personIds, roleIds, unitIds }: Scope, today: Day): Asked {
  const isAll = !personIds && !roleIds && !unitIds
  const either = (conditions: readonly Sql[]) =>
    isAll ? sql`true` : conditions.length === 0 ? sql`false` : sql`(${join(conditions, sql` or `)})`
  const ofPersons = personIds ? some(sql`h.person_id`, personIds) : null
  return {
    today,
    mine: either(ofPersons ?? some(sql`h.role_id`, roleIds)),
    pairs: either(ofPersons ?? [...some(sql`h.role_id`, roleIds), ...some(sql`o.role_id`, roleIds)]),
    pairsOf: (other) => either(ofPersons ?? [...some(sql`h.role_id`, roleIds), ...some(other, roleIds)]),
    places: either([...some(sql`r.id`, roleIds), ...some(sql`w.unit_id`, unitIds)]),
  }
}

/** Who holds which role on the day by appointment, and who acts in it. */
const holding = (today: Day): Sql => sql`
  holding as (
    select a.id as appointment_id, a.person_id, a.role_id, a.unit_id, false as acts from people.appointment a where ${inForce('a', today)}
    union all
    select a.id, d.person_id, a.role_id, a.unit_id, true from people.delegation d join people.appointment a on a.id = d.appointment_id
    where ${inForce('d', today)} and ${inForce('a', today)})`

/** Roles that people hold for a thing: whoever owns an asset is its Information Asset Owner. */
const owning = (today: Day, personIds: readonly string[] | undefined): Sql => sql`
  thing as (
    select t.person_id, t.role_id, t.thing_id, t.thing from people.held_thing t
    where coalesce(t.from_on <= ${today}, true) and ${notOver('t', today)} and ${join([sql`true`, ...some(sql`t.person_id`, personIds)], sql` and `)}),
  owning as (select person_id, role_id, min(thing) as thing, count(*) as things from thing group by person_id, role_id)`

const FOR_THINGS = sql`' for “' || h.thing || '”' || case when h.things > 1 then ' and ' || h.things - 1 || ' more' else '' end`

const AT = sql`coalesce(', ' || u.name, '')`

/** Whoever holds a role, or acts in it, below the grade that it asks for. */
const grade = ({ mine }: Asked): Sql => sql`
  select (case when h.acts then 'delegate ' else 'grade ' end) || h.appointment_id || ' ' || h.person_id as key, case when h.acts then 'delegate' else 'grade' end as kind,
    h.person_id, h.role_id, h.unit_id,
    p.name || case when h.acts then ' acts as ' else ' is ' end || r.name || ${AT} || ', which asks for ' || w.least || ' or above; ' ||
      case when ${rank(sql`p.grade`)} is null then 'their grade is not known.' else 'their grade is ' || p.grade || '.' end as explanation
  from holding h join people.person p on p.id = h.person_id join people.role r on r.id = h.role_id left join people.unit u on u.id = h.unit_id
    cross join lateral (select case when h.acts then coalesce(r.delegate_grade, r.minimum_grade) else r.minimum_grade end as least) w
  where ${mine} and w.least is not null and coalesce(${rank(sql`p.grade`)} < ${rank(sql`w.least`)}, ${rank(sql`w.least`)} is not null)`

/** Whoever owns an asset is asked what its role asks for, whether or not somebody appointed them to it. */
const gradeOfOwner = ({ mine }: Asked): Sql => sql`
  select 'grade owning ' || h.role_id || ' ' || h.person_id, 'grade', h.person_id, h.role_id, null::uuid,
    p.name || ' is ' || r.name || ${FOR_THINGS} || ', which asks for ' || r.minimum_grade || ' or above; ' ||
      case when ${rank(sql`p.grade`)} is null then 'their grade is not known.' else 'their grade is ' || p.grade || '.' end
  from owning h join people.person p on p.id = h.person_id join people.role r on r.id = h.role_id
  where ${mine} and coalesce(${rank(sql`p.grade`)} < ${rank(sql`r.minimum_grade`)}, ${rank(sql`r.minimum_grade`)} is not null)
    and not exists (select from holding x where x.person_id = h.person_id and x.role_id = h.role_id)`

/** Whoever is appointed to two roles that do not go together. */
const conflict = ({ pairs, today }: Asked): Sql => sql`
  select 'incompatible ' || i.id || ' ' || least(h.appointment_id, o.appointment_id) || ' ' || greatest(h.appointment_id, o.appointment_id) || ' ' || h.person_id,
    'incompatible', h.person_id, h.role_id, h.unit_id,
    p.name || ' is ' || r.name || ${AT} || ' and ' || o_r.name || coalesce(', ' || o_u.name, '') || '. ' || i.why
  from people.incompatibility i join holding h on h.role_id = i.role_id
    join holding o on o.role_id = i.other_role_id and o.person_id = h.person_id and o.appointment_id <> h.appointment_id
      and i.scope <> 'asset' and (i.scope = 'person' or o.unit_id is not distinct from h.unit_id) and (i.role_id <> i.other_role_id or o.appointment_id > h.appointment_id)
    join people.person p on p.id = h.person_id join people.role r on r.id = h.role_id join people.role o_r on o_r.id = o.role_id
    left join people.unit u on u.id = h.unit_id left join people.unit o_u on o_u.id = o.unit_id
  where ${pairs}
    and coalesce(i.ended_on > ${today}, true)`

/** One of the two is held for a thing, and no appointment says so already. */
const conflictOfOwner = ({ pairsOf, today }: Asked): Sql => sql`
  select 'incompatible ' || i.id || ' owning ' || h.person_id || ' ' || h.role_id, 'incompatible', h.person_id, h.role_id, null::uuid,
    p.name || ' is ' || r.name || ${FOR_THINGS} || ', and ' || o_r.name || '. ' || i.why
  from people.incompatibility i join owning h on h.role_id in (i.role_id, i.other_role_id)
    join people.role o_r on o_r.id = case when h.role_id = i.role_id then i.other_role_id else i.role_id end
    join people.person p on p.id = h.person_id join people.role r on r.id = h.role_id
  where ${pairsOf(sql`o_r.id`)} and i.scope = 'person' and i.role_id <> i.other_role_id and coalesce(i.ended_on > ${today}, true)
    and (exists (select from holding o where o.person_id = h.person_id and o.role_id = o_r.id)
      or h.role_id < o_r.id and exists (select from owning o where o.person_id = h.person_id and o.role_id = o_r.id))
    and not exists (select from holding x where x.person_id = h.person_id and x.role_id = h.role_id)`

/** Whoever holds two roles for one thing that do not go together for it. */
const conflictOverThing = ({ pairs, today }: Asked): Sql => sql`
  select 'incompatible ' || i.id || ' ' || h.thing_id || ' ' || h.person_id, 'incompatible', h.person_id, h.role_id, null::uuid,
    p.name || ' is ' || r.name || ' and ' || o_r.name || ' for “' || h.thing || '”. ' || i.why
  from people.incompatibility i join thing h on h.role_id = i.role_id
    join thing o on o.role_id = i.other_role_id and o.person_id = h.person_id and o.thing_id = h.thing_id
    join people.person p on p.id = h.person_id join people.role r on r.id = h.role_id join people.role o_r on o_r.id = o.role_id
  where ${pairs} and i.scope = 'asset' and i.role_id <> i.other_role_id and coalesce(i.ended_on > ${today}, true)`

/** Whoever still holds a role that was retired. */
const retired = ({ mine, today }: Asked): Sql => sql`
  select 'retired ' || h.role_id || ' ' || h.person_id, 'retired', h.person_id, h.role_id, h.unit_id,
    p.name || ' is still ' || r.name || case when h.things > 0 then ${FOR_THINGS} else '' end || ', which was retired on ' || to_char(r.ended_on, 'FMDD FMMonth YYYY') || '.'
  from (
    select person_id, role_id, min(unit_id::text)::uuid as unit_id, min(thing) as thing, sum(things) as things
    from (select person_id, role_id, unit_id, null as thing, 0 as things from holding union all select person_id, role_id, null, thing, things from owning) x
    group by person_id, role_id) h
    join people.person p on p.id = h.person_id join people.role r on r.id = h.role_id
  where ${mine} and r.ended_on < ${today}`

/** Whoever has not done a course that their role asks for, or whose course ran out. */
const training = ({ mine, today }: Asked): Sql => sql`
  select 'training ' || h.person_id || ' ' || h.role_id || ' ' || lower(c.course), 'training', h.person_id, h.role_id, min(h.unit_id::text)::uuid,
    p.name || ' is ' || r.name || coalesce(max(case when h.things > 0 then ${FOR_THINGS} end), '') || ', for which “' || c.course || '” is asked: ' ||
      case when max(d.expires_on) is null then 'they have not done it.' else 'what they did ran out on ' || to_char(max(d.expires_on), 'FMDD FMMonth YYYY') || '.' end
  from (
    select person_id, role_id, unit_id, null as thing, 0 as things from holding
    union all
    select o.person_id, o.role_id, null, o.thing, o.things from owning o
    where not exists (select from holding x where x.person_id = o.person_id and x.role_id = o.role_id)) h
    join people.person p on p.id = h.person_id join people.role r on r.id = h.role_id
    cross join lateral (select trim(line) as course from regexp_split_to_table(coalesce(r.training, ''), E'\\n') line where trim(line) <> '') c
    left join people.course_done d on d.person_id = h.person_id and lower(d.course) = lower(c.course)
  where ${mine}
  group by h.person_id, h.role_id, c.course, p.name, r.name
  having not coalesce(bool_or(d.done_on <= ${today} and coalesce(d.expires_on >= ${today}, true)), false)`

/** Whoever has left, and still holds a role or acts in it. */
const leavers = ({ mine, today }: Asked): Sql => sql`
  select 'left ' || h.appointment_id || ' ' || h.person_id, 'left', h.person_id, h.role_id, h.unit_id,
    p.name || ' left on ' || to_char(p.left_on, 'FMDD FMMonth YYYY') || ' and is still ' || case when h.acts then 'acting as ' else '' end || r.name || ${AT} || '.'
  from holding h join people.person p on p.id = h.person_id join people.role r on r.id = h.role_id left join people.unit u on u.id = h.unit_id
  where ${mine} and p.left_on < ${today}`

/** Roles that must be filled in the department or in units of some kinds, and are not. */
const vacant = ({ places, today }: Asked): Sql => sql`
  select 'vacant ' || r.id || coalesce(' ' || w.unit_id, ''), 'vacant', null::uuid, r.id, w.unit_id,
    'Nobody is ' || r.name || coalesce(' of ' || w.unit, '') || coalesce('. The last one was ' || l.name || ', until ' || to_char(l.until_on, 'FMDD FMMonth YYYY'), '') || '.'
  from people.role r cross join lateral (
      select null::uuid as unit_id, null::text as unit where r.filled_in = 'department'
      union all
      select u.id, u.name::text from people.unit u where r.filled_in = 'units' and u.kind = any (r.unit_kinds) and coalesce(u.closed_on > ${today}, true)) w
    left join lateral (
      select p.name, a.until_on from people.appointment a join people.person p on p.id = a.person_id
      where a.role_id = r.id and (w.unit_id is null or a.unit_id = w.unit_id) and a.until_on < ${today} order by a.until_on desc limit 1) l on true
  where ${places} and coalesce(r.ended_on > ${today}, true) and not exists (
    select from people.appointment a join people.person p on p.id = a.person_id
    where a.role_id = r.id and (w.unit_id is null or a.unit_id = w.unit_id) and ${inForce('a', today)} and ${hasNotLeft('p', today)})`

/**
 * Everything that stands against a rule on a day, one row each with a key that names its occasion: key, kind, person_id, role_id, unit_id,
 * explanation. The rules are rows: what a role asks for, which roles do not go together, and where a role must be filled.
 */
export function breaches(today: Day, scope: Scope = {}): Sql {
  const asked = askedIn(scope, today)
  const found = [
    grade,
    gradeOfOwner,
    conflict,
    conflictOfOwner,
    conflictOverThing,
    retired,
    training,
    leavers,
    vacant,
  ].map((rule) => rule(asked))
  return sql`with ${holding(today)}, ${owning(today, scope.personIds)} ${join(found, sql` union all `)}`
}

/** Which open findings a check of this scope is about: the others stay as they are. */
export function within({ personIds, roleIds, unitIds }: Scope): Sql {
  if (!personIds && !roleIds && !unitIds) return sql`true`
  const parts = [
    ...(personIds ? [sql`f.person_id = any(${personIds}::uuid[])`] : []),
    ...(roleIds
      ? [
          personIds
            ? sql`(f.kind = 'vacant' and f.role_id = any(${roleIds}::uuid[]))`
            : sql`(f.role_id = any(${roleIds}::uuid[]) or f.kind = 'incompatible' and f.key like any(select 'incompatible ' || i.id || ' %' from people.incompatibility i
                where i.role_id = any(${roleIds}::uuid[]) or i.other_role_id = any(${roleIds}::uuid[])))`,
        ]
      : []),
    ...(unitIds ? [sql`(f.kind = 'vacant' and f.unit_id = any(${unitIds}::uuid[]))`] : []),
  ]
  return sql`(${join(parts, sql` or `)})`
}
