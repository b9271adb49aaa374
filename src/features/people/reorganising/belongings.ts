import type { Act } from '#platform/audit/index.ts'
import { addDays, type Day } from '#platform/calendar/index.ts'
import { name, type Sql, sql, type Tx } from '#platform/db/index.ts'
import { Forbidden } from '#platform/errors.ts'
import { addMany, changeMany } from '#platform/register/index.ts'
import type { Belonging, UnitRecord, Which } from '#platform/room/index.ts'
import { endingWith } from '../ending.ts'
import { bodies } from '../governance/bodies.ts'
import { groupRoles } from '../governance/registers.ts'
import { identityObstacle } from '../identity.ts'
import { notOver } from '../in-force.ts'
import { appointments, people, units } from '../registers.ts'
import { changeWhich } from './changing.ts'
import { raisingObstacle } from './reaching.ts'

/** What of the room's own belongs to units. */
export const belongings: readonly Belonging[] = [
  {
    key: 'units',
    one: 'unit below it',
    more: 'units below it',
    column: 'people.unit.parent_id',
    seen: { by: 'people:read', rows: 'every' },
    moves: 'people:change',
    move: (tx, act, which, { to }) =>
      moveUnits(tx, act, sql`select u.id from people.unit u where ${which(sql`u.id`)}`, to),
  },
  {
    key: 'appointments',
    one: 'appointment',
    more: 'appointments',
    column: 'people.appointment.unit_id',
    seen: { by: 'people:read', rows: 'every' },
    moves: 'accounts:administer',
    move: (tx, act, which, { to, on }) => moveAppointments(tx, act, which, to, on),
    leave: (tx, act, which, { on }) =>
      changeWhich(tx, act, appointments, which, {
        until_on: endingWith(addDays(on, -1)),
      }),
  },
  {
    key: 'people',
    one: 'person who works there',
    more: 'people who work there',
    column: 'people.person.unit_id',
    seen: { by: 'people:read', rows: 'every' },
    moves: 'people:change',
    move: (tx, act, which, { to }) => changeWhich(tx, act, people, which, { unit_id: to }),
    leave: async (tx, act, which, { on }) => {
      const against = await identityObstacle(tx, act, sql`select p.id from people.person p where ${which(sql`p.id`)}`)
      if (against) throw new Forbidden(against)
      return changeWhich(tx, act, people, which, { left_on: addDays(on, -1) })
    },
  },
  {
    key: 'bodies',
    one: 'body',
    more: 'bodies',
    column: 'people.body.unit_id',
    seen: { by: 'people:read', rows: 'every' },
    moves: 'people:change',
    move: (tx, act, which, { to }) => changeWhich(tx, act, bodies, which, { unit_id: to }),
    leave: (tx, act, which, { on }) => changeWhich(tx, act, bodies, which, { ended_on: on }),
  },
  {
    key: 'groups',
    one: 'group of the directory',
    more: 'groups of the directory',
    column: 'people.group_role.unit_id',
    seen: { by: 'people:read', rows: 'every' },
    moves: 'accounts:administer',
    move: (tx, act, which, { to }) => changeWhich(tx, act, groupRoles, which, { unit_id: to }),
    leave: (tx, act, which, { on }) => changeWhich(tx, act, groupRoles, which, { ended_on: on }),
  },
]

/** References that stay with a unit that is closed. */
export const records: readonly UnitRecord[] = [
  { column: 'people.finding.unit_id', why: 'The rules are asked again in the same transaction' },
  { column: 'people.reorganised_unit.unit_id', why: 'It says what was reorganised' },
]

/** Makes units part of another one, with everything below them. Answers how many. @throws Forbidden */
export async function moveUnits(tx: Tx, act: Act, ids: Sql, to: string): Promise<number> {
  const against = await raisingObstacle(tx, act, ids, to)
  if (against) throw new Forbidden(against)
  return (await changeMany(tx, act, units, { which: ids, set: { parent_id: to } })).length
}

interface Piece {
  readonly id: string
  readonly unitId: string
  readonly begunOn: Day
  /** The days that it goes on for there; null where somebody holds it there already on all of them. */
  readonly fromOn: Day | null
  readonly untilOn: Day | null
  readonly place: number
}

/**
 * Appointments go on in another unit from a day. Where the person holds the role there already, only the days that are missing are added. The
 * days before stay on record with the old unit, and whoever acts for a holder goes on doing so.
 */
async function moveAppointments(tx: Tx, act: Act, which: Which, to: string, on: Day): Promise<number> {
  const pieces = await tx.many<Piece>(sql`
    with old as materialized (
      select id, person_id, role_id, unit_id, from_on, until_on, daterange(greatest(from_on, ${on}::date), until_on, '[]') as days
      from people.appointment where ${which(sql`id`)}),
    there as (
      select o.id, range_agg(x.days) as days from old o join lateral (
        select daterange(h.from_on, h.until_on, '[]') as days from people.appointment h
          where h.unit_id = ${to} and h.person_id = o.person_id and h.role_id = o.role_id and ${notOver('h', sql`h.from_on`)}
        union all
        select e.days from old e where e.id < o.id and e.person_id = o.person_id and e.role_id = o.role_id) x on true group by o.id)
    select o.id, o.unit_id as "unitId", o.from_on as "begunOn", lower(r) as "fromOn", upper(r) - 1 as "untilOn",
      row_number() over (partition by o.id order by lower(r)) as place
    from old o left join there t on t.id = o.id
      left join lateral unnest(datemultirange(o.days) - coalesce(t.days, '{}'::datemultirange)) r on true`)
  const json = (rows: readonly Piece[]) =>
    sql`jsonb_to_recordset(${JSON.stringify(rows)}) as n (id uuid, "unitId" uuid, "begunOn" date, "fromOn" date, "untilOn" date)`
  const first = pieces.filter(({ place }) => Number(place) === 1)
  const [going, held] = [first.filter(({ fromOn }) => fromOn !== null), first.filter(({ fromOn }) => fromOn === null)]
  const columns = ['person_id', 'role_id', 'unit_id', 'from_on', 'until_on', 'source']
  const of = (column: string) => sql`(select n.${name(column)} from ${json(going)} where n.id = item.id)`
  await changeMany(tx, act, appointments, {
    which: sql`select n.id from ${json(held)}`,
    set: { until_on: endingWith(addDays(on, -1)) },
  })
  await changeMany(tx, act, appointments, {
    which: sql`select n.id from ${json(going)}`,
    set: { unit_id: to, from_on: of('fromOn'), until_on: of('untilOn') },
  })
  await addMany(tx, act, appointments, {
    columns,
    rows: sql`
      select a.person_id, a.role_id, n."unitId", n."begunOn", ${addDays(on, -1)}::date, a.source
      from ${json(going.filter(({ begunOn }) => begunOn < on))} join people.appointment a on a.id = n.id`,
  })
  await addMany(tx, act, appointments, {
    columns,
    rows: sql`
      select a.person_id, a.role_id, ${to}::uuid, n."fromOn", n."untilOn", a.source
      from ${json(pieces.filter(({ place }) => Number(place) > 1))} join people.appointment a on a.id = n.id`,
  })
  return first.length
}
