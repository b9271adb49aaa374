import { leftJoinName } from '#features/people/index.ts'
import { addDays, type Day, inWords } from '#platform/calendar/index.ts'
import { type Db, dayOfInstant, type Queries, type Sql, sql } from '#platform/db/index.ts'
import { type AsOf, asRecorded, type Recorded } from '#platform/past/index.ts'
import {
  awaitsVerdict,
  DELIVERABLE_FROM,
  isChange,
  isDueBetween,
  isFinished,
  isOverdue,
  lastDay,
  lateAfter,
  ownDay,
  saidDay,
} from '../conditions.ts'
import { lostDays } from '../lost-days.ts'
import type { StandingStatus, Verdict } from '../model.ts'
import { ownersOfActions } from '../owners-in-words.ts'
import type { SaidTarget } from '../targets.ts'

/** The plans that a report is of; null for all of them. */
export type PlanIds = readonly string[] | null

/** At most this many rows of each table are told; the counts are of all. */
export const ROWS_MOST = 200

/** Answers from what was on record of these plans at the end of a day. Of plans that came on record later nothing can be said, and the note says so. */
export async function onRecordOf<Found>(
  db: Db,
  planIds: PlanIds,
  { on, today }: AsOf,
  work: (then: Db, day: Day) => Promise<Found>,
): Promise<Recorded<Found>> {
  const { found, note } = await asRecorded(db, { on, today }, async (then, day) => ({
    said: then === db || (await hasPlans(then, planIds)) ? await work(then, day) : null,
  }))
  if (found === null) return { found, note }
  if (found.said !== null) return { found: found.said, note }
  const which = planIds?.length === 1 ? 'This plan was not' : planIds ? 'None of these plans was' : 'No plan was'
  return { found: null, note: `${which} on record on ${inWords(on)}. Nothing can be said of that day.` }
}

async function hasPlans(db: Queries, planIds: PlanIds): Promise<boolean> {
  const { has } = await db.one<{ has: boolean }>(
    sql`select exists (select from plans.plan p where ${planIds ? sql`p.id = any(${planIds}::uuid[])` : sql`true`}) as has`,
  )
  return has
}

/** What a plan was called. */
export async function titleOf(db: Queries, planId: string): Promise<string | null> {
  const row = await db.maybe<{ title: string }>(sql`select p.title from plans.plan p where p.id = ${planId}`)
  return row?.title ?? null
}

/**
 * How every action stood at the end of a day: the target date set by then (with later corrections of its reading),
 * the claim made for then, and the verdict on that claim given by then.
 */
function standingOn(planIds: PlanIds, day: Day): Sql {
  const ofPlan = planIds ? sql`a.plan_id = any(${planIds}::uuid[])` : sql`true`
  return sql`
    select a.id, a.plan_id, a.position, a.ref, a.text, a.recommendation_id, a.priority_rank,
      t.text as target_text, coalesce(t.kind, 'unset') as kind, t.earliest, t.latest, coalesce(c.status, 'unclaimed') as status, c.claimed_on, v.verdict, v.note,
      ${isFinished()} as is_finished,
      ${awaitsVerdict()} as awaits_verdict,
      least(${lastDay(sql`t.kind`, sql`t.latest`)}, d.due) as overdue_after, d.due as deliverable_due,
      ${saidDay('t', 'earliest', sql`d.first`)} as first_day, ${saidDay('t', 'latest', sql`d.last`)} as last_day
    from plans.action a join plans.plan p on p.id = a.plan_id
      left join lateral (select * from plans.target where action_id = a.id and set_on <= ${day} order by set_on desc, at desc, id desc limit 1) t on true
      left join lateral (select * from plans.claim where action_id = a.id and deliverable_id is null and claimed_on <= ${day} order by claimed_on desc, at desc, id desc limit 1) c on true
      left join plans.verdict v on v.claim_id = c.id and v.judged_on <= ${day}
      left join (
        select o.action_id, min(${lateAfter({ isFinished: isFinished('oc', 'ov'), status: sql`coalesce(oc.status, 'unclaimed')`, latest: sql`o.latest`, ownDay: ownDay('oa', 'op') })}) as due,
          min(${DELIVERABLE_FROM}) as first, max(o.latest) as last
        from plans.deliverable o join plans.action oa on oa.id = o.action_id join plans.plan op on op.id = oa.plan_id
          left join lateral (select * from plans.claim where deliverable_id = o.id and claimed_on <= ${day} order by claimed_on desc, at desc, id desc limit 1) oc on true
          left join plans.verdict ov on ov.claim_id = oc.id and ov.judged_on <= ${day}
        where o.withdrawn_at is null or ${dayOfInstant(sql`o.withdrawn_at`)} > ${day}
        group by o.action_id
      ) d on d.action_id = a.id
    where ${ofPlan} and p.plan_on <= ${day}`
}

export interface ReportFigures {
  readonly actions: number
  readonly finished: number
  readonly overdue: number
  readonly awaiting: number
  readonly refused: number
  /** Claims that are finished by their own account and that an assessor accepted only in part. */
  readonly partly: number
  /** Due from the day itself to the end of its quarter. */
  readonly dueNow: number
  readonly dueNext: number
  readonly slipped: number
  readonly slippedDays: number
  readonly byStatus: Readonly<Partial<Record<StandingStatus, number>>>
}

/** Due from the day of the report to the day before its next quarter. */
const dueNow = (day: Day, next: { readonly from: Day }): Sql => isDueBetween(day, addDays(next.from, -1), 's')

const SLIPS = (day: Day) => sql`
  select action_id, count(*) filter (where slip_days > 0) as slips, sum(slip_days) filter (where slip_days > 0) as days from plans.target t
  where ${isChange('t')} and set_on <= ${day} group by action_id having count(*) filter (where slip_days > 0) > 0`

export async function reportFigures(
  db: Queries,
  planIds: PlanIds,
  day: Day,
  next: { from: Day; to: Day },
): Promise<ReportFigures> {
  return db.one(sql`
    with s as (${standingOn(planIds, day)}), slipped as (${SLIPS(day)})
    select count(*) as actions, count(*) filter (where s.is_finished) as finished, count(*) filter (where ${isOverdue(day, 's')}) as overdue,
      count(*) filter (where s.awaits_verdict) as awaiting, count(*) filter (where s.verdict = 'not-accepted') as refused,
      count(*) filter (where s.verdict = 'partly-accepted') as partly,
      count(*) filter (where ${dueNow(day, next)}) as "dueNow",
      count(*) filter (where ${isDueBetween(next.from, next.to, 's')}) as "dueNext",
      count(slipped.action_id) as slipped, coalesce(sum(slipped.days), 0) as "slippedDays",
      coalesce((select jsonb_object_agg(status, number) from (select status, count(*) as number from s group by status) g), '{}') as "byStatus"
    from s left join slipped on slipped.action_id = s.id`)
}

/** What the target date of an action said on the day of a report. */
const SAID = sql`
  s.target_text as "targetText", s.kind, s.earliest, s.latest, s.deliverable_due as "deliverableDue", s.first_day as "firstDay", s.last_day as "lastDay"`

export interface ReportAction extends SaidTarget {
  /** The day after which it is overdue, or its last day. */
  readonly due: Day | null
  readonly plan: string
  readonly ref: string | null
  readonly text: string
  readonly owners: string | null
  readonly status: StandingStatus
  readonly verdict: Verdict | null
  readonly note: string | null
  readonly claimedOn: Day | null
}

export type Which = 'overdue' | 'awaiting' | 'refused' | 'due-now' | 'due-next'

export function reportActions(
  db: Queries,
  planIds: PlanIds,
  day: Day,
  which: Which,
  next: { from: Day; to: Day },
): Promise<ReportAction[]> {
  const condition = {
    overdue: isOverdue(day, 's'),
    awaiting: sql`s.awaits_verdict`,
    refused: sql`s.verdict = 'not-accepted'`,
    'due-now': dueNow(day, next),
    'due-next': isDueBetween(next.from, next.to, 's'),
  }[which]
  return db.many(sql`
    with s as (${standingOn(planIds, day)}),
    told as (select s.* from s where ${condition} order by s.overdue_after nulls last, s.position, s.id limit ${ROWS_MOST})
    select p.title as plan, s.ref, s.text, ${SAID}, coalesce(s.overdue_after, s.last_day) as due, s.status, s.verdict, s.note, s.claimed_on as "claimedOn",
      o.owners
    from told s join plans.plan p on p.id = s.plan_id left join (${ownersOfActions(sql`select id from told`)}) o on o.action_id = s.id order by s.overdue_after nulls last, p.title, s.position, s.id`)
}

export interface SlippedAction {
  readonly plan: string
  readonly ref: string | null
  readonly text: string
  readonly first: string
  readonly now: string
  readonly slips: number
  readonly days: number
  readonly reason: string | null
}

export function slippedActions(db: Queries, planIds: PlanIds, day: Day): Promise<SlippedAction[]> {
  const ofPlan = planIds ? sql`a.plan_id = any(${planIds}::uuid[])` : sql`true`
  return db.many(sql`
    with slipped as (${SLIPS(day)})
    select p.title as plan, a.ref, a.text, f.text as first, t.text as now, slipped.slips, slipped.days, t.reason
    from slipped join plans.action a on a.id = slipped.action_id join plans.plan p on p.id = a.plan_id
      cross join lateral (select text from plans.target where action_id = a.id order by set_on, at, id limit 1) f
      cross join lateral (select text, reason from plans.target e where e.action_id = a.id and ${isChange('e')} and set_on <= ${day} order by set_on desc, at desc, id desc limit 1) t
    where ${ofPlan} order by slipped.days desc, p.title, a.position, a.id limit ${ROWS_MOST}`)
}

/** An action whose last day was taken away without another in its place. */
export interface LostDay {
  readonly plan: string
  readonly ref: string | null
  readonly text: string
  readonly was: string
  readonly wasOn: Day
  readonly now: string
  readonly reason: string | null
  /** How many there are in all. */
  readonly all: number
}

export function actionsWithLostDays(db: Queries, planIds: PlanIds, day: Day): Promise<LostDay[]> {
  const ofPlan = planIds ? sql`x.plan_id = any(${planIds}::uuid[])` : sql`true`
  return db.many(sql`
    select p.title as plan, a.ref, a.text, l.was, l.was_on as "wasOn", l.now, l.reason, count(*) over () as all
    from (${lostDays(day, sql`select x.id from plans.action x where ${ofPlan}`)}) l join plans.action a on a.id = l.action_id
      join plans.plan p on p.id = a.plan_id
    where p.plan_on <= ${day} order by l.was_on, p.title, a.position, a.id limit ${ROWS_MOST}`)
}

export interface RecommendationProgress {
  readonly plan: string
  readonly ref: string | null
  readonly text: string | null
  readonly actions: number
  readonly finished: number
  readonly overdue: number
}

/** By recommendation for one plan, by plan for all. */
export function progress(db: Queries, planIds: PlanIds, day: Day): Promise<RecommendationProgress[]> {
  const sums = sql`count(s.id) as actions, count(s.id) filter (where s.is_finished) as finished, count(s.id) filter (where ${isOverdue(day, 's')}) as overdue`
  if (planIds?.length === 1) {
    return db.many(sql`
      with s as (${standingOn(planIds, day)})
      select '' as plan, r.ref, r.text, ${sums} from plans.recommendation r left join s on s.recommendation_id = r.id
      where r.plan_id = ${planIds[0]} group by r.id, r.ref, r.text, r.position order by r.position limit ${ROWS_MOST}`)
  }
  return db.many(sql`
    with s as (${standingOn(planIds, day)})
    select p.title as plan, null as ref, null as text, ${sums} from plans.plan p join s on s.plan_id = p.id
    group by p.id, p.title order by count(s.id) filter (where ${isOverdue(day, 's')}) desc, p.title, p.id limit ${ROWS_MOST}`)
}

export interface AnnexAction extends SaidTarget {
  readonly plan: string
  readonly planId: string
  readonly recommendationRef: string | null
  readonly recommendation: string | null
  readonly id: string
  readonly ref: string | null
  readonly text: string
  readonly owners: string | null
  readonly unit: string | null
  readonly priority: string | null
  readonly status: StandingStatus
  readonly claimedOn: Day | null
  readonly verdict: Verdict | null
  readonly isOverdue: boolean
  readonly commentary: string | null
}

/** Every action of a report as it stood on a day, in the order of the plans. In batches: it may be long. */
export function annexActions(db: Db, planIds: PlanIds, day: Day): AsyncIterable<AnnexAction[]> {
  return db.batches<AnnexAction>(sql`
    with s as (${standingOn(planIds, day)})
    select p.title as plan, p.id as "planId", r.ref as "recommendationRef", r.text as recommendation, s.id, s.ref, s.text, o.owners,
      u.name as unit, a.priority, ${SAID}, s.status, s.claimed_on as "claimedOn", s.verdict, ${isOverdue(day, 's')} as "isOverdue",
      (select c.text from plans.commentary c where c.action_id = s.id and c.said_on <= ${day} order by c.said_on desc, c.at desc, c.id desc limit 1) as commentary
    from s join plans.action a on a.id = s.id join plans.plan p on p.id = s.plan_id join plans.recommendation r on r.id = s.recommendation_id
      ${leftJoinName('unit', 'u', 'a.unit_id')} left join (${ownersOfActions(sql`select id from s`)}) o on o.action_id = s.id
    order by p.title, p.id, s.position`)
}
