import type { Belonging } from '#features/people/index.ts'
import { dayOf } from '#platform/calendar/index.ts'
import { sql } from '#platform/db/index.ts'

/** What of the plans belongs to units, and follows when units are reorganised. Finished actions stay with the unit that finished them. */
export const belongings: readonly Belonging[] = [
  {
    one: 'action plan',
    more: 'action plans',
    count: async (db, unitId) =>
      db.one(sql`select count(*) as moves, 0 as stays from plans.plan where unit_id = ${unitId}`),
    move: (tx, unitId, to) => tx.run(sql`update plans.plan set unit_id = ${to} where unit_id = ${unitId}`),
  },
  {
    one: 'open action',
    more: 'open actions',
    count: async (db, unitId) =>
      db.one(sql`select count(*) as moves, 0 as stays from plans.action where unit_id = ${unitId} and not is_finished`),
    move: (tx, unitId, to, _on, act) =>
      tx.run(sql`
        with moved as (
          update plans.action set unit_id = ${to}, version = version + 1 where unit_id = ${unitId} and not is_finished returning id, plan_id)
        insert into plans.change (id, plan_id, action_id, changed_on, at, by_person_id, field, before, after)
        select gen_random_uuid(), m.plan_id, m.id, ${dayOf(act.at)}, ${act.at}, ${act.actor.kind === 'person' ? act.actor.id : null}, 'unit', b.name, a.name
        from moved m, people.unit b, people.unit a where b.id = ${unitId} and a.id = ${to}`),
  },
]
