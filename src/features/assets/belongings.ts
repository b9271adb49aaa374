import type { Belonging, RoleBelonging } from '#features/people/index.ts'
import { addDays } from '#platform/calendar/index.ts'
import { sql } from '#platform/db/index.ts'

/** Information assets, places and what units use follow their unit when units are reorganised; where the heir has one of the same name, somebody has to choose. */
export const belongings: readonly Belonging[] = [
  {
    key: 'assets',
    one: 'information asset',
    more: 'information assets',
    column: 'assets.asset.unit_id',
    move: (tx, _act, which, { to }) =>
      tx.run(sql`update assets.asset set unit_id = ${to}, version = version + 1 where ${which(sql`id`)}`),
    leave: (tx, _act, which, { on }) =>
      tx.run(sql`update assets.asset set ended_on = ${on}, version = version + 1 where ${which(sql`id`)}`),
  },
  {
    key: 'places',
    one: 'place',
    more: 'places',
    column: 'assets.place.unit_id',
    move: (tx, _act, which, { to }) =>
      tx.run(sql`update assets.place set unit_id = ${to}, version = version + 1 where ${which(sql`id`)}`),
  },
  {
    key: 'uses',
    one: 'asset of another unit that it uses',
    more: 'assets of other units that it uses',
    column: 'assets.used.unit_id',
    move: (tx, _act, which, { to }) =>
      tx.run(sql`update assets.used set unit_id = ${to}, version = version + 1 where ${which(sql`id`)}`),
    leave: (tx, _act, which, { on }) =>
      tx.run(sql`update assets.used set ended_on = ${on}, version = version + 1 where ${which(sql`id`)}`),
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
