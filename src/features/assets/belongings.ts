import { changeWhich, endingWith } from '#features/people/index.ts'
import type { Act } from '#platform/audit/index.ts'
import { addDays, type Day } from '#platform/calendar/index.ts'
import { sql, type Tx } from '#platform/db/index.ts'
import { addMany, changeMany } from '#platform/register/index.ts'
import type { Belonging, RoleBelonging } from '#platform/room/index.ts'
import { duties, uses } from './link-registers.ts'
import { places } from './place-registers.ts'
import { assets } from './registers.ts'

/** Information assets, places and what units use follow their unit when units are reorganised; where the heir has one of the same name, somebody has to choose. */
export const belongings: readonly Belonging[] = [
  {
    key: 'assets',
    one: 'information asset',
    more: 'information assets',
    column: 'assets.asset.unit_id',
    seen: { by: 'assets:read', rows: 'every' },
    moves: 'assets:change',
    move: async (tx, act, which, { to, on }) => {
      const moved = await changeWhich(tx, act, assets, which, { unit_id: to })
      await endOwnUses(tx, act, to, on)
      return moved
    },
    leave: (tx, act, which, { on }) => changeWhich(tx, act, assets, which, { ended_on: on }),
  },
  {
    key: 'places',
    one: 'place',
    more: 'places',
    column: 'assets.place.unit_id',
    seen: { by: 'assets:read', rows: 'every' },
    moves: 'assets:change',
    move: (tx, act, which, { to }) => changeWhich(tx, act, places, which, { unit_id: to }),
  },
  {
    key: 'uses',
    one: 'asset of another unit that it uses',
    more: 'assets of other units that it uses',
    column: 'assets.use.unit_id',
    seen: { by: 'assets:read', rows: 'every' },
    moves: 'assets:change',
    move: async (tx, act, which, { to, on }) => {
      const moved = await changeWhich(tx, act, uses, which, { unit_id: to })
      await endOwnUses(tx, act, to, on)
      return moved
    },
    leave: (tx, act, which, { on }) => changeWhich(tx, act, uses, which, { ended_on: on }),
  },
]

/** A unit uses what is its own without a line that says so: what it used of another unit ends when both become its own. */
async function endOwnUses(tx: Tx, act: Act, unitId: string, on: Day): Promise<void> {
  await changeMany(tx, act, uses, {
    which: sql`
      select u.id from assets.use u join assets.asset a on a.id = u.asset_id
      where u.unit_id = ${unitId} and a.unit_id = ${unitId} and u.ended_on is null`,
    set: { ended_on: on },
  })
}

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
        set: { until_on: endingWith(on) },
      })
      return ended.length
    },
  },
]
