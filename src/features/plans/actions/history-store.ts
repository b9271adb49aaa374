import { leftJoinName } from '#features/people/index.ts'
import { type Day, dayOf } from '#platform/calendar/index.ts'
import { prepared, type Queries, sql, type Tx } from '#platform/db/index.ts'
import type { Kind } from '../dates/index.ts'

/** One dated row of an action's history. */
export interface Happening {
  readonly what: 'claim' | 'verdict' | 'target' | 'commentary' | 'change'
  readonly on: Day
  readonly at: Date
  readonly by: string | null
  readonly text: string | null
  readonly detail: string | null
  readonly cause: string | null
  readonly reason: string | null
  readonly kind: Kind | null
  readonly earliest: Day | null
  readonly latest: Day | null
  readonly slipDays: number | null
  readonly id: string
}

/** Everything that has happened to an action, the latest first. */
export function historyOf(db: Queries, actionId: string): Promise<Happening[]> {
  return db.many(
    prepared(sql`
    select h.*, p.name as by from (
      select 'claim' as what, claimed_on as on, c.at, by_person_id, words as text, c.status as detail, d.text as cause, note as reason,
        null as kind, null::date as earliest, null::date as latest, null::integer as "slipDays", c.id
      from plans.claim c left join plans.deliverable d on d.id = c.deliverable_id where c.action_id = ${actionId}
      union all
      select 'verdict', judged_on, v.at, v.by_person_id, null, v.verdict, d.text, v.note, null, null, null, null, v.id
      from plans.verdict v join plans.claim c on c.id = v.claim_id left join plans.deliverable d on d.id = c.deliverable_id where v.action_id = ${actionId}
      union all
      select 'target', set_on, at, by_person_id, text, why, cause, reason, kind, earliest, latest, slip_days, id from plans.target where action_id = ${actionId}
      union all
      select 'commentary', said_on, at, by_person_id, text, null, null, null, null, null, null, null, id from plans.commentary where action_id = ${actionId}
      union all
      select 'change', changed_on, at, by_person_id, after, before, field, null, null, null, null, null, id from plans.change where action_id = ${actionId}
    ) h ${leftJoinName('person', 'p', 'h.by_person_id')}
    order by h.on desc, h.at desc, h.id desc limit 500`),
  )
}

export async function writeCommentary(
  tx: Tx,
  said: { id: string; actionId: string; on: Day; at: Date; by: string; text: string },
): Promise<void> {
  await tx.run(sql`
    insert into plans.commentary (id, plan_id, action_id, said_on, at, by_person_id, text)
    select ${said.id}, plan_id, id, ${said.on}, ${said.at}, ${said.by}, ${said.text} from plans.action where id = ${said.actionId}`)
}

/** Keeps what some words of an action were and what they became. */
export async function writeChange(
  tx: Tx,
  change: {
    id: string
    actionId: string
    at: Date
    by: string
    field: 'owners'
    before: string | null
    after: string | null
  },
): Promise<void> {
  await tx.run(sql`
    insert into plans.change (id, plan_id, action_id, changed_on, at, by_person_id, field, before, after)
    select ${change.id}, plan_id, id, ${dayOf(change.at)}, ${change.at}, ${change.by}, ${change.field}, ${change.before}, ${change.after}
    from plans.action where id = ${change.actionId}`)
}
