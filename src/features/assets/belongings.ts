import type { Belonging, RoleBelonging } from '#features/people/index.ts'
import { addDays } from '#platform/calendar/index.ts'
import { sql } from '#platform/db/index.ts'
import { addMany, changeMany } from '#platform/register/index.ts'
import { assets, places } from './registers.ts'
import { duties } from './ties.ts'

const named = (to: string | null) =>
  sql`exists (select from assets.asset o where o.unit_id = ${to} and lower(o.name) = lower(a.name))`

/** Information assets and places follow their unit when units are reorganised; where the heir has one of the same name, somebody has to choose. */
export const belongings: readonly Belonging[] = [
  {
    one: 'information asset',
    more: 'information assets',
    count: (db, unitId, to) =>
      db.one(
        sql`select count(*) filter (where not ${named(to)}) as moves, count(*) filter (where ${named(to)}) as stays from assets.asset a where a.unit_id = ${unitId} and a.ended_on is null`,
      ),
    move: async (tx, unitId, to, _on, act) => {
      const which = sql`select a.id from assets.asset a where a.unit_id = ${unitId} and a.ended_on is null and not ${named(to)}`
      return (await changeMany(tx, act, assets, { which, set: { unit_id: to } })).length
    },
  },
  {
    one: 'place',
    more: 'places',
    count: (db, unitId) =>
      db.one(sql`select count(*) as moves, 0 as stays from assets.place where unit_id = ${unitId}`),
    move: async (tx, unitId, to, _on, act) => {
      const which = sql`select id from assets.place where unit_id = ${unitId}`
      return (await changeMany(tx, act, places, { which, set: { unit_id: to } })).length
    },
  },
]

/** Duties on assets end, or begin anew under another role, when a role is retired. */
export const roleBelongings: readonly RoleBelonging[] = [
  {
    one: 'duty on an asset',
    more: 'duties on assets',
    count: async (db, roleId, on) =>
      (
        await db.one<{ count: number }>(
          sql`select count(*) from assets.duty where role_id = ${roleId} and coalesce(until_on > ${on}, true)`,
        )
      ).count,
    end: async (tx, roleId, heirId, on, act) => {
      if (heirId)
        await addMany(tx, act, duties, {
          columns: ['asset_id', 'person_id', 'role_id', 'from_on', 'until_on'],
          rows: sql`
            select d.asset_id, d.person_id, ${heirId}::uuid, greatest(d.from_on, ${addDays(on, 1)}::date), d.until_on from assets.duty d
            where d.role_id = ${roleId} and coalesce(d.until_on > ${on}, true)`,
        })
      const ended = await changeMany(tx, act, duties, {
        which: sql`select id from assets.duty where role_id = ${roleId} and coalesce(until_on > ${on}, true)`,
        set: { until_on: sql`greatest(item.from_on, ${on}::date)` },
      })
      return ended.length
    },
  },
]
