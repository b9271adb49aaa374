import { joinName, namedRows } from '#features/people/index.ts'
import { byOf } from '#platform/audit/index.ts'
import { dayOf } from '#platform/calendar/index.ts'
import { sql } from '#platform/db/index.ts'
import type { Belonging } from '#platform/room/index.ts'

/** What of the plans belongs to units, and follows when units are reorganised. Finished actions stay with the unit that finished them. */
export const belongings: readonly Belonging[] = [
  {
    key: 'plans',
    one: 'action plan',
    more: 'action plans',
    column: 'plans.plan.unit_id',
    seen: { by: 'plans:read', rows: 'every' },
    moves: 'plans:change',
    move: (tx, _act, which, { to }) => tx.run(sql`update plans.plan set unit_id = ${to} where ${which(sql`id`)}`),
  },
  {
    key: 'actions',
    one: 'open action',
    more: 'open actions',
    column: 'plans.action.unit_id',
    seen: { by: 'plans:read', rows: 'every' },
    moves: 'plans:change',
    move: (tx, act, which, { to }) =>
      tx.run(sql`
        with going as materialized (select id, plan_id, unit_id from plans.action where ${which(sql`id`)}),
        moved as (
          update plans.action a set unit_id = ${to}, version = a.version + 1 from going g where a.id = g.id)
        insert into plans.change (id, plan_id, action_id, changed_on, at, by_person_id, field, before, after)
        select gen_random_uuid(), g.plan_id, g.id, ${dayOf(act.at)}, ${act.at}, ${byOf(act)}, 'unit', b.name, a.name
        from going g ${joinName('unit', 'b', 'g.unit_id')} cross join ${namedRows('unit')} a where a.id = ${to}`),
  },
]
