import type { Day } from '#platform/calendar/index.ts'
import { type Queries, type Sql, sql } from '#platform/db/index.ts'
import { hasLostDay } from './actions/listing.ts'
import { isOverdue } from './conditions.ts'
import type { Kind } from './dates/index.ts'
import { ACTIONS_MOST } from './limits.ts'
import type { StandingStatus, Verdict } from './model.ts'
import { ownersInWords } from './owners-in-words.ts'

export interface Plan {
  readonly id: string
  readonly title: string
  readonly planOn: Day
  readonly unit: string | null
  readonly sourceName: string | null
  readonly sourceDigest: Buffer | null
  readonly madeAt: Date
  readonly madeBy: string | null
  readonly leftOver: number
}

export function findPlan(db: Queries, id: string): Promise<Plan | null> {
  return db.maybe(sql`
    select p.id, p.title, p.plan_on as "planOn", u.name as unit, p.source_name as "sourceName", p.source_digest as "sourceDigest",
      p.made_at as "madeAt", pe.name as "madeBy", (select count(*) from plans.left_over where plan_id = p.id) as "leftOver"
    from plans.plan p left join people.unit u on u.id = p.unit_id left join people.person pe on pe.id = p.made_by where p.id = ${id}`)
}

/** A plan by its id, or by a title that only one has: for the command line. */
export async function findPlanNamed(db: Queries, name: string): Promise<{ id: string; title: string }[]> {
  return db.many(sql`select id, title from plans.plan where id::text = ${name} or lower(title) = lower(${name}) or title ilike ${`%${name.replace(/[\\%_]/g, '\\$&')}%`}
    order by (id::text = ${name}) desc, (lower(title) = lower(${name})) desc, made_at desc limit 50`)
}

export interface PlanAction {
  readonly id: string
  readonly recommendationId: string
  readonly ref: string | null
  readonly text: string
  readonly owners: string | null
  readonly priority: string | null
  readonly targetText: string | null
  readonly kind: Kind
  readonly earliest: Day | null
  readonly latest: Day | null
  readonly status: StandingStatus
  readonly verdict: Verdict | null
  readonly deliverableDue: Day | null
}

export interface PlanRecommendation {
  readonly id: string
  readonly ref: string | null
  readonly text: string | null
  readonly updatedOn: Day | null
  readonly commentary: string | null
}

export function recommendationsOf(
  db: Queries,
  planId: string,
  limit: number,
  after = -1,
): Promise<(PlanRecommendation & { position: number })[]> {
  return db.many(sql`
    select r.id, r.position, r.ref, r.text, r.updated_on as "updatedOn",
      (select string_agg(c.text, ${'\n'} order by c.said_on, c.at) from plans.commentary c where c.recommendation_id = r.id) as commentary
    from plans.recommendation r where r.plan_id = ${planId} and r.position > ${after} order by r.position limit ${limit}`)
}

const ACTION = sql`
  a.id, a.recommendation_id as "recommendationId", a.ref, a.text, a.priority, a.target_text as "targetText", a.target_kind as kind,
  a.target_earliest as earliest, a.target_latest as latest, a.status, a.verdict, a.deliverable_due as "deliverableDue",
  ${ownersInWords(sql`a.id`)} as owners`

export function actionsUnder(db: Queries, recommendationIds: readonly string[]): Promise<PlanAction[]> {
  return db.many(
    sql`select ${ACTION} from plans.action a where a.recommendation_id = any(${recommendationIds}::uuid[]) order by a.position limit ${ACTIONS_MOST + 1}`,
  )
}

/** The actions of a plan for its timeline: those that come due first, and then those without a day. */
export function actionsByDue(db: Queries, planId: string, limit: number): Promise<PlanAction[]> {
  return db.many(
    sql`select ${ACTION} from plans.action a where a.plan_id = ${planId} order by coalesce(a.target_latest, 'infinity'::date), a.position limit ${limit}`,
  )
}

export interface Figures {
  readonly actions: number
  readonly finished: number
  readonly overdue: number
  readonly awaiting: number
  readonly partly: number
  readonly slipped: number
  /** Actions whose last day was taken away. */
  readonly lost: number
  readonly unmatched: number
}

/** The figures that a person clicks down from. */
export function figuresOf(db: Queries, where: Sql, today: Day): Promise<Figures> {
  return db.one(sql`
    select count(*) as actions, count(*) filter (where a.is_finished) as finished, count(*) filter (where ${isOverdue(today)}) as overdue,
      count(*) filter (where a.awaits_verdict) as awaiting,
      count(*) filter (where a.verdict = 'partly-accepted') as partly, count(*) filter (where a.slips > 0) as slipped,
      count(*) filter (where ${hasLostDay(today)}) as lost,
      count(*) filter (where exists (select from plans.owner o where o.action_id = a.id and o.role_id is null and o.person_id is null)) as unmatched
    from plans.action a where ${where}`)
}

export function leftOverOf(db: Queries, planId: string): Promise<{ place: string; text: string; why: string }[]> {
  return db.many(
    sql`select place, text, why from plans.left_over where plan_id = ${planId} order by position limit 2000`,
  )
}
