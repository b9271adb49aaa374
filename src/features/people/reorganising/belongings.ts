import { addDays, type Day } from '#platform/calendar/index.ts'
import { sql, type Tx } from '#platform/db/index.ts'
import type { Belonging, UnitRecord, Which } from './model.ts'

/** What of the room's own belongs to units. */
export const belongings: readonly Belonging[] = [
  {
    key: 'units',
    one: 'unit below it',
    more: 'units below it',
    column: 'people.unit.parent_id',
    move: (tx, _act, which, { to }) =>
      tx.run(sql`update people.unit set parent_id = ${to}, version = version + 1 where ${which(sql`id`)}`),
  },
  {
    key: 'appointments',
    one: 'appointment',
    more: 'appointments',
    column: 'people.appointment.unit_id',
    move: (tx, _act, which, { to, on }) => moveAppointments(tx, which, to, on),
    leave: (tx, _act, which, { on }) =>
      tx.run(sql`
        update people.appointment set until_on = greatest(from_on - 1, ${addDays(on, -1)}::date), version = version + 1 where ${which(sql`id`)}`),
  },
  {
    key: 'people',
    one: 'person who works there',
    more: 'people who work there',
    column: 'people.person.unit_id',
    move: (tx, _act, which, { to }) =>
      tx.run(sql`update people.person set unit_id = ${to}, version = version + 1 where ${which(sql`id`)}`),
    leave: (tx, _act, which, { on }) =>
      tx.run(sql`update people.person set left_on = ${addDays(on, -1)}, version = version + 1 where ${which(sql`id`)}`),
  },
  {
    key: 'bodies',
    one: 'body',
    more: 'bodies',
    column: 'people.body.unit_id',
    move: (tx, _act, which, { to }) =>
      tx.run(sql`update people.body set unit_id = ${to}, version = version + 1 where ${which(sql`id`)}`),
    leave: (tx, _act, which, { on }) =>
      tx.run(sql`update people.body set ended_on = ${on}, version = version + 1 where ${which(sql`id`)}`),
  },
  {
    key: 'groups',
    one: 'group of the directory',
    more: 'groups of the directory',
    column: 'people.group_role.unit_id',
    move: (tx, _act, which, { to }) =>
      tx.run(sql`update people.group_role set unit_id = ${to}, version = version + 1 where ${which(sql`id`)}`),
    leave: (tx, _act, which, { on }) =>
      tx.run(sql`update people.group_role set ended_on = ${on}, version = version + 1 where ${which(sql`id`)}`),
  },
]

/** References that stay with a unit that is closed. */
export const records: readonly UnitRecord[] = [
  { column: 'people.finding.unit_id', why: 'The rules are asked again in the same transaction' },
  { column: 'people.reorganised_unit.unit_id', why: 'It says what was reorganised' },
]

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
async function moveAppointments(tx: Tx, which: Which, to: string, on: Day): Promise<number> {
  const pieces = await tx.many<Piece>(sql`
    with old as materialized (
      select id, person_id, role_id, unit_id, from_on, until_on, daterange(greatest(from_on, ${on}::date), until_on, '[]') as days
      from people.appointment where ${which(sql`id`)}),
    there as (
      select o.id, range_agg(x.days) as days from old o join lateral (
        select daterange(h.from_on, h.until_on, '[]') as days from people.appointment h
          where h.unit_id = ${to} and h.person_id = o.person_id and h.role_id = o.role_id and coalesce(h.until_on >= h.from_on, true)
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
  await tx.run(sql`
    update people.appointment a set until_on = greatest(a.from_on - 1, ${addDays(on, -1)}::date), version = version + 1 from ${json(held)} where a.id = n.id`)
  await tx.run(sql`
    update people.appointment a set unit_id = ${to}, from_on = n."fromOn", until_on = n."untilOn", version = version + 1 from ${json(going)} where a.id = n.id`)
  await tx.run(sql`
    insert into people.appointment (id, person_id, role_id, unit_id, from_on, until_on, source)
    select gen_random_uuid(), a.person_id, a.role_id, n."unitId", n."begunOn", ${addDays(on, -1)}, a.source
    from ${json(going.filter(({ begunOn }) => begunOn < on))} join people.appointment a on a.id = n.id`)
  await tx.run(sql`
    insert into people.appointment (id, person_id, role_id, unit_id, from_on, until_on, source)
    select gen_random_uuid(), a.person_id, a.role_id, ${to}, n."fromOn", n."untilOn", a.source
    from ${json(pieces.filter(({ place }) => Number(place) > 1))} join people.appointment a on a.id = n.id`)
  return first.length
}
