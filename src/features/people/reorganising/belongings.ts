import { addDays } from '#platform/calendar/index.ts'
import { sql } from '#platform/db/index.ts'
import { addMany, changeMany } from '#platform/register/index.ts'
import { bodies } from '../governance/registers.ts'
import { appointments, people, units } from '../registers.ts'
import type { Belonging } from './model.ts'

/** What of the room's own belongs to units. */
export const belongings: readonly Belonging[] = [
  {
    one: 'unit below it',
    more: 'units below it',
    count: async (db, unitId, to) => {
      const { moves } = await db.one<{ moves: number }>(
        sql`select count(*) as moves from people.unit where parent_id = ${unitId} and closed_on is null and id is distinct from ${to}`,
      )
      return { moves, stays: 0 }
    },
    move: async (tx, unitId, to, _on, act) => {
      const which = sql`select id from people.unit where parent_id = ${unitId} and closed_on is null and id <> ${to}`
      return (await changeMany(tx, act, units, { which, set: { parent_id: to } })).length
    },
  },
  {
    one: 'appointment',
    more: 'appointments',
    count: async (db, unitId, to, on) => {
      const { moves, stays } = await db.one<{ moves: number; stays: number }>(sql`
        select count(*) filter (where not twice) as moves, count(*) filter (where twice) as stays from (
          select exists (select from people.appointment o where o.unit_id = ${to} and o.person_id = a.person_id and o.role_id = a.role_id
            and coalesce(o.until_on >= ${on}, true)) as twice
          from people.appointment a where a.unit_id = ${unitId} and coalesce(a.until_on >= ${on}, true)) x`)
      return { moves, stays }
    },
    // The old appointment ends the day before and another begins, so that who held what and where stays on record.
    move: async (tx, unitId, to, on, act) => {
      const last = addDays(on, -1)
      const rows = sql`
        select a.person_id, a.role_id, ${to}::uuid, greatest(a.from_on, ${on}::date), a.until_on from people.appointment a
        where a.unit_id = ${unitId} and coalesce(a.until_on >= ${on}, true) and not exists (
          select from people.appointment o where o.unit_id = ${to} and o.person_id = a.person_id and o.role_id = a.role_id and coalesce(o.until_on >= ${on}, true))
          and not exists (select from people.appointment p where p.unit_id = ${unitId} and p.person_id = a.person_id and p.role_id = a.role_id
            and p.from_on < a.from_on and coalesce(p.until_on >= ${on}, true))`
      const columns = ['person_id', 'role_id', 'unit_id', 'from_on', 'until_on']
      const moved = await addMany(tx, act, appointments, { columns, rows })
      await changeMany(tx, act, appointments, {
        which: sql`select id from people.appointment where unit_id = ${unitId} and coalesce(until_on >= ${on}, true)`,
        set: { until_on: sql`greatest(item.from_on, ${last}::date)` },
      })
      return moved.length
    },
  },
  {
    one: 'person who works there',
    more: 'people who work there',
    count: async (db, unitId, _to, on) => {
      const { moves } = await db.one<{ moves: number }>(
        sql`select count(*) as moves from people.person where unit_id = ${unitId} and coalesce(left_on >= ${on}, true)`,
      )
      return { moves, stays: 0 }
    },
    move: async (tx, unitId, to, on, act) => {
      const which = sql`select id from people.person where unit_id = ${unitId} and coalesce(left_on >= ${on}, true)`
      return (await changeMany(tx, act, people, { which, set: { unit_id: to } })).length
    },
  },
  {
    one: 'body',
    more: 'bodies',
    count: async (db, unitId) => {
      const { moves } = await db.one<{ moves: number }>(
        sql`select count(*) as moves from people.body where unit_id = ${unitId} and ended_on is null`,
      )
      return { moves, stays: 0 }
    },
    move: async (tx, unitId, to, _on, act) => {
      const which = sql`select id from people.body where unit_id = ${unitId} and ended_on is null`
      return (await changeMany(tx, act, bodies, { which, set: { unit_id: to } })).length
    },
  },
]
