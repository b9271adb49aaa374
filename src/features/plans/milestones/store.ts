import { leftJoinName } from '#features/people/index.ts'
import type { Day } from '#platform/calendar/index.ts'
import { type Queries, sql, type Tx } from '#platform/db/index.ts'
import type { Milestone, MovedAction, Waiting } from './model.ts'

const MILESTONE = sql`
  m.id, m.plan_id as "planId", m.name, m.on_day as "onDay", m.follows_id as "followsId", m.follows_days as "followsDays"`

export function milestonesOf(db: Queries, planId: string): Promise<Milestone[]> {
  return db.many(
    sql`select ${MILESTONE} from plans.milestone m where m.plan_id = ${planId} order by coalesce(m.on_day, 'infinity'::date), m.name, m.id limit 500`,
  )
}

export function findMilestone(db: Queries, id: string): Promise<Milestone | null> {
  return db.maybe(sql`select ${MILESTONE} from plans.milestone m where m.id = ${id}`)
}

/** Takes hold of every milestone of a plan. */
export async function lockMilestones(tx: Tx, planId: string): Promise<void> {
  await tx.many(sql`select id from plans.milestone where plan_id = ${planId} order by id for update`)
}

/** Takes hold of every action of a plan that waits for a milestone. */
export async function lockWaiting(tx: Tx, planId: string): Promise<void> {
  await tx.many(
    sql`select id from plans.action where plan_id = ${planId} and milestone_id is not null order by id for update`,
  )
}

/** Every action of a plan that waits for a milestone. */
export function waitingOf(db: Queries, planId: string): Promise<Waiting[]> {
  return db.many(sql`
    select a.id, a.milestone_id as "milestoneId", a.ref, a.text, a.target_text as "targetText", a.target_latest as latest, a.milestone_days as days, a.version
    from plans.action a where a.plan_id = ${planId} and a.milestone_id is not null order by a.position`)
}

/** Actions of a plan whose target date waits for something, and for no milestone yet. */
export function conditionalOf(
  db: Queries,
  planId: string,
): Promise<{ id: string; ref: string | null; text: string; targetText: string }[]> {
  return db.many(sql`
    select a.id, a.ref, a.text, a.target_text as "targetText" from plans.action a
    where a.plan_id = ${planId} and a.milestone_id is null and a.target_kind = 'conditional' and a.target_text is not null and not a.is_finished
    order by a.position limit 200`)
}

export interface MilestoneDay {
  readonly onDay: Day | null
  readonly setOn: Day
  readonly by: string | null
  readonly reason: string
}

export function daysOf(db: Queries, milestoneId: string): Promise<MilestoneDay[]> {
  return db.many(sql`
    select d.on_day as "onDay", d.set_on as "setOn", p.name as by, d.reason from plans.milestone_day d ${leftJoinName('person', 'p', 'd.by_person_id')}
    where d.milestone_id = ${milestoneId} order by d.at desc, d.id desc limit 200`)
}

export async function writeMilestone(
  tx: Tx,
  milestone: Milestone & { readonly at: Date; readonly by: string | null },
): Promise<void> {
  const { id, planId, name, onDay, followsId, followsDays, at, by } = milestone
  await tx.run(sql`
    insert into plans.milestone (id, plan_id, name, on_day, follows_id, follows_days, made_at, made_by)
    values (${id}, ${planId}, ${name}, ${onDay}, ${followsId}, ${followsDays}, ${at}, ${by})`)
}

export async function updateMilestone(
  tx: Tx,
  { id, name, followsId, followsDays }: Pick<Milestone, 'id' | 'name' | 'followsId' | 'followsDays'>,
): Promise<void> {
  await tx.run(
    sql`update plans.milestone set name = ${name}, follows_id = ${followsId}, follows_days = ${followsDays} where id = ${id}`,
  )
}

export async function writeDays(
  tx: Tx,
  rows: readonly { readonly id: string; readonly milestone: string; readonly day: Day | null }[],
  set: { readonly on: Day; readonly at: Date; readonly by: string | null; readonly reason: string },
): Promise<void> {
  await tx.run(sql`
    with said as (
      insert into plans.milestone_day (id, milestone_id, on_day, set_on, at, by_person_id, reason)
      select id, milestone, day, ${set.on}, ${set.at}, ${set.by}, ${set.reason}
      from jsonb_to_recordset(${JSON.stringify(rows)}) as n (id uuid, milestone uuid, day date) returning milestone_id, on_day
    ) update plans.milestone m set on_day = said.on_day from said where m.id = said.milestone_id`)
}

export async function setWaiting(
  tx: Tx,
  rows: readonly { readonly action: string; readonly milestone: string; readonly days: number }[],
): Promise<void> {
  await tx.run(sql`
    update plans.action a set milestone_id = n.milestone, milestone_days = n.days, version = a.version + 1
    from jsonb_to_recordset(${JSON.stringify(rows)}) as n (action uuid, milestone uuid, days integer) where a.id = n.action`)
}

export async function stopWaiting(tx: Tx, actionId: string): Promise<void> {
  await tx.run(
    sql`update plans.action set milestone_id = null, milestone_days = null, version = version + 1 where id = ${actionId}`,
  )
}

/** Writes the target dates that follow from a milestone's day: the words stay as they were. */
export async function writeMoved(
  tx: Tx,
  rows: readonly {
    readonly id: string
    readonly moved: MovedAction
    readonly why: string
    readonly dayId: string | null
  }[],
  set: { readonly on: Day; readonly at: Date; readonly by: string | null; readonly reason: string },
): Promise<void> {
  const values = rows.map(({ id, moved, why, dayId }) => ({
    id,
    action: moved.action.id,
    text: moved.action.targetText ?? '',
    kind: moved.after === null ? 'conditional' : 'by',
    latest: moved.after,
    slip: moved.slip,
    why,
    day_id: dayId,
  }))
  await tx.run(sql`
    insert into plans.target (id, action_id, set_on, at, by_person_id, cause, text, kind, earliest, latest, why, alternatives, slip_days, reason, milestone_day_id)
    select n.id, n.action, greatest(${set.on}::date, (select max(set_on) from plans.target where action_id = n.action)), ${set.at}, ${set.by}, 'milestone',
      n.text, n.kind, null, n.latest, n.why, '[]', n.slip, ${set.reason}, n.day_id
    from jsonb_to_recordset(${JSON.stringify(values)}) as n (id uuid, action uuid, text text, kind text, latest date, slip integer, why text, day_id uuid)`)
}
