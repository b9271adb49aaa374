import { appointmentsOn, leftJoinName, namedRows } from '#features/people/index.ts'
import type { Day } from '#platform/calendar/index.ts'
import { type Queries, type Sql, sql } from '#platform/db/index.ts'
import { isChange, isDone, isOverdue, isUnderWay } from '../conditions.ts'
import type { StandingStatus } from '../model.ts'
import { ownedByPerson } from '../owners-in-words.ts'

export interface UnitFigures {
  readonly id: string | null
  readonly unit: string | null
  readonly actions: number
  readonly open: number
  readonly overdue: number
  readonly slipped: number
  /** Days since the plan's date, of the open action in the middle; null without open actions. */
  readonly medianAge: number | null
  readonly judged: number
  readonly accepted: number
}

/** Every unit that has actions, side by side, and the actions of no unit. One pass over the actions. */
export function unitFigures(db: Queries, today: Day, planId: string | null): Promise<UnitFigures[]> {
  return db.many(sql`
    select a.unit_id as id, u.name as unit, count(*)::integer as actions, (count(*) filter (where not a.is_finished))::integer as open,
      (count(*) filter (where ${isOverdue(today)}))::integer as overdue, (count(*) filter (where a.slips > 0))::integer as slipped,
      (percentile_disc(0.5) within group (order by ${today}::date - p.plan_on) filter (where not a.is_finished))::integer as "medianAge",
      (count(*) filter (where a.verdict is not null))::integer as judged, (count(*) filter (where a.verdict = 'accepted'))::integer as accepted
    from plans.action a join plans.plan p on p.id = a.plan_id ${leftJoinName('unit', 'u', 'a.unit_id')}
    where ${planId ? sql`a.plan_id = ${planId}` : sql`true`}
    group by a.unit_id, u.name order by overdue desc, u.name nulls last limit 500`)
}

export interface PlanFigures {
  readonly id: string
  readonly title: string
  readonly unit: string | null
  readonly actions: number
  readonly finished: number
  readonly overdue: number
  readonly slipped: number
  readonly awaiting: number
  readonly nextDue: Day | null
}

export const PLANS_MOST = 200

/** The plans of the portfolio, most overdue first. */
export function planFigures(db: Queries, today: Day): Promise<PlanFigures[]> {
  return db.many(sql`
    select p.id, p.title, u.name as unit, f.* from (
      select a.plan_id, count(*)::integer as actions, (count(*) filter (where a.is_finished))::integer as finished,
        (count(*) filter (where ${isOverdue(today)}))::integer as overdue, (count(*) filter (where a.slips > 0))::integer as slipped,
        (count(*) filter (where a.awaits_verdict))::integer as awaiting,
        min(a.overdue_after) filter (where ${isUnderWay()} and a.overdue_after >= ${today}) as "nextDue"
      from plans.action a group by a.plan_id order by overdue desc, actions desc, a.plan_id limit ${PLANS_MOST}
    ) f join plans.plan p on p.id = f.plan_id ${leftJoinName('unit', 'u', 'p.unit_id')}
    order by f.overdue desc, f.actions desc, p.id`)
}

export interface Totals {
  readonly plans: number
  readonly actions: number
  readonly finished: number
  readonly overdue: number
  readonly slipped: number
  readonly awaiting: number
}

export function totals(db: Queries, today: Day): Promise<Totals> {
  return db.one(sql`
    select count(distinct a.plan_id)::integer as plans, count(*)::integer as actions, (count(*) filter (where a.is_finished))::integer as finished,
      (count(*) filter (where ${isOverdue(today)}))::integer as overdue, (count(*) filter (where a.slips > 0))::integer as slipped,
      (count(*) filter (where a.awaits_verdict))::integer as awaiting
    from plans.action a`)
}

export interface BurnPoint {
  readonly month: Day
  /** Actions promised by the end of the month, those finished by then, and those whose last day was to be over by then. */
  readonly promised: number
  readonly finished: number
  readonly planned: number
}

/** How promises and what was kept of them grew, month by month, the last `months` of them and those to come. */
export function burnUp(db: Queries, planId: string | null, today: Day, months: number): Promise<BurnPoint[]> {
  const ofPlan = planId ? sql`a.plan_id = ${planId}` : sql`true`
  return db.many(sql`
    with event as (
      select date_trunc('month', p.plan_on)::date as month, count(*) as promised, 0 as finished, 0 as planned
      from plans.action a join plans.plan p on p.id = a.plan_id where ${ofPlan} group by 1
      union all
      select date_trunc('month', a.finished_on)::date, 0, count(*), 0 from plans.action a where ${ofPlan} and a.is_finished and a.finished_on is not null group by 1
      union all
      select date_trunc('month', a.last_day)::date, 0, 0, count(*) from plans.action a where ${ofPlan} and a.last_day is not null group by 1
    ), span as (
      select greatest(min(month), date_trunc('month', ${today}::date - ${months} * interval '1 month')::date) as first,
        least(max(month), date_trunc('month', ${today}::date + interval '18 months')::date) as last, date_trunc('month', ${today}::date)::date as now from event
    )
    select m.month::date as month,
      coalesce(sum(e.promised), 0)::integer as promised, coalesce(sum(e.finished), 0)::integer as finished, coalesce(sum(e.planned), 0)::integer as planned
    from span, generate_series(span.first, greatest(span.last, span.now), interval '1 month') as m (month)
      left join event e on e.month <= m.month
    group by m.month order by m.month`)
}

export interface ChangeCounts {
  readonly claims: number
  readonly finished: number
  readonly verdicts: number
  readonly refused: number
  readonly dates: number
  readonly slipped: number
  readonly words: number
  readonly commentary: number
}

export interface Occasion {
  readonly on: Day
  readonly what: 'claim' | 'verdict' | 'target' | 'change' | 'commentary'
  readonly actionId: string
  readonly ref: string | null
  readonly text: string
  readonly planTitle: string
  readonly detail: string | null
  readonly before: string | null
  readonly after: string | null
  readonly slipDays: number | null
}

const within = (column: Sql, from: Day, to: Day) => sql`${column} > ${from} and ${column} <= ${to}`

/** How much happened after one day and until another. */
export function changeCounts(db: Queries, planId: string | null, from: Day, to: Day): Promise<ChangeCounts> {
  const of = (action: Sql) =>
    planId ? sql`exists (select from plans.action a where a.id = ${action} and a.plan_id = ${planId})` : sql`true`
  return db.one(sql`
    select
      (select count(*) from plans.claim c where ${within(sql`c.claimed_on`, from, to)} and ${of(sql`c.action_id`)})::integer as claims,
      (select count(*) from plans.claim c where ${within(sql`c.claimed_on`, from, to)} and ${isDone()} and ${of(sql`c.action_id`)})::integer as finished,
      (select count(*) from plans.verdict v where ${within(sql`v.judged_on`, from, to)} and ${of(sql`v.action_id`)})::integer as verdicts,
      (select count(*) from plans.verdict v where ${within(sql`v.judged_on`, from, to)} and v.verdict = 'not-accepted' and ${of(sql`v.action_id`)})::integer as refused,
      (select count(*) from plans.target t where ${isChange('t')} and ${within(sql`t.set_on`, from, to)} and ${of(sql`t.action_id`)})::integer as dates,
      (select count(*) from plans.target t where ${isChange('t')} and t.slip_days > 0 and ${within(sql`t.set_on`, from, to)} and ${of(sql`t.action_id`)})::integer as slipped,
      (select count(*) from plans.change h where h.action_id is not null and ${within(sql`h.changed_on`, from, to)} and ${of(sql`h.action_id`)})::integer as words,
      (select count(*) from plans.commentary m where m.action_id is not null and ${within(sql`m.said_on`, from, to)} and ${of(sql`m.action_id`)})::integer as commentary`)
}

/** What happened after one day and until another, the latest first, at most `limit`. */
export function occasions(db: Queries, planId: string | null, from: Day, to: Day, limit: number): Promise<Occasion[]> {
  const ofPlan = planId ? sql`a.plan_id = ${planId}` : sql`true`
  const part = (select: Sql, table: Sql, day: Sql, more: Sql = sql`true`) => sql`
    (select ${select} from ${table} join plans.action a on a.id = e.action_id where ${within(day, from, to)} and ${more} and ${ofPlan}
      order by ${day} desc, e.at desc limit ${limit})`
  return db.many(sql`
    select h.on, h.what, a.id as "actionId", a.ref, a.text, p.title as "planTitle", h.detail, h.before, h.after, h.slip as "slipDays" from (
      ${part(sql`e.claimed_on as on, e.at, 'claim' as what, e.action_id, e.status as detail, null as before, e.note as after, null::integer as slip`, sql`plans.claim e`, sql`e.claimed_on`)}
      union all
      ${part(sql`e.judged_on, e.at, 'verdict', e.action_id, e.verdict, null, e.note, null`, sql`plans.verdict e`, sql`e.judged_on`)}
      union all
      ${part(sql`e.set_on, e.at, 'target', e.action_id, e.reason, null, e.text, e.slip_days`, sql`plans.target e`, sql`e.set_on`, isChange('e'))}
      union all
      ${part(sql`e.changed_on, e.at, 'change', e.action_id, e.field, e.before, e.after, null`, sql`plans.change e`, sql`e.changed_on`)}
      union all
      ${part(sql`e.said_on, e.at, 'commentary', e.action_id, null, null, e.text, null`, sql`plans.commentary e`, sql`e.said_on`)}
    ) h join plans.action a on a.id = h.action_id join plans.plan p on p.id = a.plan_id
    order by h.on desc, h.at desc limit ${limit}`)
}

export interface OwnerFigures {
  readonly name: string
  readonly open: number
  readonly overdue: number
  readonly finished: number
  readonly slipped: number
  readonly refused: number
}

export type OwnerKind = 'role' | 'person'

const ownedBy = (kind: OwnerKind, id: string, today: Day) =>
  kind === 'role'
    ? sql`a.id in (select action_id from plans.owner where role_id = ${id})`
    : sql`a.id in (${ownedByPerson(sql`${id}::uuid`, today)})`

export function ownerFigures(db: Queries, kind: OwnerKind, id: string, today: Day): Promise<OwnerFigures | null> {
  return db.maybe(sql`
    select o.name, f.* from ${namedRows(kind)} o cross join lateral (
      select (count(*) filter (where not a.is_finished))::integer as open, (count(*) filter (where ${isOverdue(today)}))::integer as overdue,
        (count(*) filter (where a.is_finished))::integer as finished, (count(*) filter (where a.slips > 0))::integer as slipped,
        (count(*) filter (where a.verdict = 'not-accepted'))::integer as refused
      from plans.action a where ${ownedBy(kind, id, today)}) f
    where o.id = ${id}`)
}

/** How many open actions of an owner come due in each of the coming months. */
export function ownerLoad(
  db: Queries,
  kind: OwnerKind,
  id: string,
  today: Day,
): Promise<{ month: Day; due: number }[]> {
  return db.many(sql`
    select m.month::date as month, count(a.id)::integer as due
    from generate_series(date_trunc('month', ${today}::date), date_trunc('month', ${today}::date) + interval '8 months', interval '1 month') as m (month)
      left join plans.action a on not a.is_finished and date_trunc('month', a.overdue_after) = m.month and ${ownedBy(kind, id, today)}
    group by m.month order by m.month`)
}

export interface OwnerAction {
  readonly id: string
  readonly ref: string | null
  readonly text: string
  readonly planTitle: string
  readonly due: Day | null
  readonly status: StandingStatus
  readonly slips: number
  /** The roles by which a person owns it; null where they own it by name, and of roles. */
  readonly through: string | null
}

/** The roles through which a person owns an action `a` today. */
const throughRoles = (kind: OwnerKind, id: string, today: Day) =>
  kind === 'role'
    ? sql`null`
    : sql`(
      select case when bool_or(o.person_id = ${id}) is true then null else string_agg(distinct r.name, ', ') end
      from plans.owner o ${leftJoinName('role', 'r', 'o.role_id')}
      where o.action_id = a.id and (o.person_id = ${id} or o.role_id in (
        select ap.role_id from ${appointmentsOn(today)} ap where ap.person_id = ${id})))`

/** The open actions of an owner, those that come due first. */
export function ownerActions(
  db: Queries,
  kind: OwnerKind,
  id: string,
  today: Day,
  limit: number,
): Promise<OwnerAction[]> {
  return db.many(sql`
    select a.id, a.ref, a.text, p.title as "planTitle", a.overdue_after as due, a.status, a.slips, ${throughRoles(kind, id, today)} as through
    from plans.action a join plans.plan p on p.id = a.plan_id where not a.is_finished and ${ownedBy(kind, id, today)}
    order by coalesce(a.overdue_after, 'infinity'::date), a.id limit ${limit}`)
}
