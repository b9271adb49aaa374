import type { Belonging } from '#features/people/index.ts'
import { sql } from '#platform/db/index.ts'

/** What of the plans belongs to units, and follows when units are reorganised. Finished actions stay with the unit that finished them. */
export const belongings: readonly Belonging[] = [
  {
    key: 'plans',
    one: 'action plan',
    more: 'action plans',
    column: 'plans.plan.unit_id',
    move: (tx, _act, which, { to }) => tx.run(sql`update plans.plan set unit_id = ${to} where ${which(sql`id`)}`),
  },
  {
    key: 'actions',
    one: 'open action',
    more: 'open actions',
    column: 'plans.action.unit_id',
    move: (tx, _act, which, { to }) => tx.run(sql`update plans.action set unit_id = ${to} where ${which(sql`id`)}`),
  },
]
