import { leftJoinName } from '#features/people/index.ts'
import type { Day } from '#platform/calendar/index.ts'
import { type Queries, sql, type Tx } from '#platform/db/index.ts'
import { awaitsVerdict, isFinished, ownDay } from '../conditions.ts'
import type { Deliverable, TargetFacts, Wanted } from './model.ts'

const COLUMNS = sql`
  d.id, d.action_id as "actionId", d.kind, d.text, d.target_text as "targetText", d.target_kind as "targetKind", d.earliest, d.latest, d.why,
  d.status, d.verdict, d.is_finished as "isFinished", d.awaits_verdict as "awaitsVerdict"`

/** The deliverables of an action that stand, by their days: the latest occurrences only, where there are very many. */
export function deliverablesOf(db: Queries, actionId: string): Promise<Deliverable[]> {
  return db.many(sql`
    select * from (
      select ${COLUMNS} from plans.deliverable d where d.action_id = ${actionId} and d.withdrawn_at is null order by d.latest desc nulls last, d.id limit 200
    ) d order by d.latest nulls last, d.id`)
}

export function deliverablesOfMany(db: Queries, actionIds: readonly string[]): Promise<Deliverable[]> {
  return db.many(
    sql`select ${COLUMNS} from plans.deliverable d where d.action_id = any(${actionIds}::uuid[]) and d.withdrawn_at is null order by d.latest, d.id`,
  )
}

export function findDeliverable(db: Queries, id: string): Promise<Deliverable | null> {
  return db.maybe(sql`select ${COLUMNS} from plans.deliverable d where d.id = ${id} and d.withdrawn_at is null`)
}

/** The standing target dates of these actions, with the actions' words; `unset` without words, counted from the action's own day, where there is none. */
export function targetsOf(
  db: Queries,
  actionIds: readonly string[],
): Promise<(TargetFacts & { readonly actionId: string; readonly actionText: string })[]> {
  return db.many(sql`
    select a.id as "actionId", a.text as "actionText", coalesce(t.text, '') as text, coalesce(t.kind, 'unset') as kind, t.earliest, t.latest,
      coalesce(t.set_on, ${ownDay()}) as "setOn"
    from unnest(${actionIds}::uuid[]) as wanted (id) join plans.action a on a.id = wanted.id join plans.plan p on p.id = a.plan_id
      left join lateral (select * from plans.target where action_id = wanted.id order by set_on desc, at desc, id desc limit 1) t on true`)
}

/** Recurring actions whose occurrences do not reach far enough ahead, at most `limit`. */
export function recurringActions(
  db: Queries,
  until: Day,
  after: string | null,
  limit: number,
): Promise<{ id: string }[]> {
  return db.many(sql`
    select a.id from plans.action a
    where a.target_kind = 'recurring' and not a.is_finished and a.id > coalesce(${after}::uuid, '00000000-0000-0000-0000-000000000000')
      and (a.target_latest is null or a.target_latest >= ${until}::date - 366)
    order by a.id limit ${limit}`)
}

export async function writeDeliverables(
  tx: Tx,
  rows: readonly (Wanted & { readonly id: string; readonly actionId: string })[],
  at: Date,
  by: string | null,
): Promise<void> {
  await tx.run(sql`
    insert into plans.deliverable (id, action_id, kind, text, target_text, target_kind, earliest, latest, why, made_at, made_by)
    select id, "actionId", kind, text, "targetText", "targetKind", earliest, latest, why, ${at}, ${by}
    from jsonb_to_recordset(${JSON.stringify(rows)}) as n (id uuid, "actionId" uuid, kind text, text text, "targetText" text, "targetKind" text, earliest date, latest date, why text)
    on conflict do nothing`)
}

export async function withdrawDeliverables(tx: Tx, ids: readonly string[], at: Date): Promise<void> {
  await tx.run(
    sql`update plans.deliverable set withdrawn_at = ${at} where id = any(${ids}::uuid[]) and withdrawn_at is null`,
  )
}

/** Works out again how a deliverable stands, from its claims and verdicts. */
export async function refreshDeliverable(tx: Tx, id: string): Promise<void> {
  await tx.run(sql`
    update plans.deliverable d set status = coalesce(c.status, 'unclaimed'), verdict = v.verdict,
      is_finished = ${isFinished()},
      awaits_verdict = ${awaitsVerdict()}
    from (select) one
      left join lateral (select * from plans.claim where deliverable_id = ${id} order by claimed_on desc, at desc, id desc limit 1) c on true
      left join plans.verdict v on v.claim_id = c.id
    where d.id = ${id}`)
}

/** What was claimed of a deliverable last. */
export interface LatestClaim {
  readonly id: string
  readonly isJudged: boolean
  readonly status: string
  readonly on: Day
  readonly by: string | null
  readonly note: string | null
}

export function latestClaimOf(db: Queries, deliverableId: string): Promise<LatestClaim | null> {
  return db.maybe(sql`
    select c.id, v.id is not null as "isJudged", c.status, c.claimed_on as on, p.name as by, c.note
    from plans.claim c left join plans.verdict v on v.claim_id = c.id ${leftJoinName('person', 'p', 'c.by_person_id')}
    where c.deliverable_id = ${deliverableId} order by c.claimed_on desc, c.at desc, c.id desc limit 1`)
}
