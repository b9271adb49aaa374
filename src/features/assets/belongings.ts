import type { Belonging, RoleBelonging } from '#features/people/index.ts'
import { addDays } from '#platform/calendar/index.ts'
import { sql } from '#platform/db/index.ts'

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
    move: (tx, unitId, to) =>
      tx.run(
        sql`update assets.asset a set unit_id = ${to}, version = version + 1 where a.unit_id = ${unitId} and a.ended_on is null and not ${named(to)}`,
      ),
  },
  {
    one: 'place',
    more: 'places',
    count: (db, unitId) =>
      db.one(sql`select count(*) as moves, 0 as stays from assets.place where unit_id = ${unitId}`),
    move: (tx, unitId, to) =>
      tx.run(sql`update assets.place set unit_id = ${to}, version = version + 1 where unit_id = ${unitId}`),
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
    end: async (tx, roleId, heirId, on) => {
      if (heirId)
        await tx.run(sql`
          insert into assets.duty (id, asset_id, person_id, role_id, from_on, until_on)
          select gen_random_uuid(), d.asset_id, d.person_id, ${heirId}, greatest(d.from_on, ${addDays(on, 1)}::date), d.until_on from assets.duty d
          where d.role_id = ${roleId} and coalesce(d.until_on > ${on}, true) on conflict do nothing`)
      return tx.run(sql`
        update assets.duty set until_on = greatest(from_on, ${on}::date), version = version + 1 where role_id = ${roleId} and coalesce(until_on > ${on}, true)`)
    },
  },
]
