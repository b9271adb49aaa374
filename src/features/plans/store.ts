import { leftJoinName } from '#features/people/index.ts'
import type { Day } from '#platform/calendar/index.ts'
import { prepared, type Queries, sql } from '#platform/db/index.ts'
import { hasLostDay } from './actions/listing.ts'
import { isOverdue, SAID_DAYS } from './conditions.ts'
import { LAST_ON, lastVersion } from './last-version.ts'
import { ACTIONS_MOST } from './limits.ts'
import type { StandingStatus, Verdict } from './model.ts'
import { ownersInWords } from './owners-in-words.ts'
import type { SaidTarget } from './targets.ts'

export interface Plan {
  readonly id: string
  readonly title: string
  /** The day of the document that it was made from: what is counted from the promise is counted from it. */
  readonly planOn: Day
  readonly unit: string | null
  readonly unitId: string | null
  readonly sourceName: string | null
  readonly sourceDigest: Buffer | null
  readonly madeAt: Date
  readonly madeBy: string | null
  /** The date of the plan wherever one is told, and the file of the version that it was read from last. */
  readonly lastOn: Day
  readonly lastName: string | null
  /** How much of that version found no place, and of those before it. */
  readonly leftOver: number
  readonly leftOverBefore: number
}

export function findPlan(db: Queries, id: string): Promise<Plan | null> {
  return db.maybe(
    prepared(sql`
    select p.id, p.title, p.plan_on as "planOn", u.name as unit, p.unit_id as "unitId", p.source_name as "sourceName", p.source_digest as "sourceDigest",
      p.made_at as "madeAt", pe.name as "madeBy", ${LAST_ON} as "lastOn", coalesce(l.file_name, p.source_name) as "lastName",
      (select count(*) from plans.left_over o where o.plan_id = p.id and o.revision_id is not distinct from l.id) as "leftOver",
      (select count(*) from plans.left_over o where o.plan_id = p.id and o.revision_id is distinct from l.id) as "leftOverBefore"
    from plans.plan p left join lateral (${lastVersion(sql`p.id`)}) l on true ${leftJoinName('unit', 'u', 'p.unit_id')} ${leftJoinName('person', 'pe', 'p.made_by')} where p.id = ${id}`),
  )
}

/** A plan by its id, or by a title that only one has: for the command line. */
export async function findPlanNamed(db: Queries, name: string): Promise<{ id: string; title: string }[]> {
  return db.many(sql`select id, title from plans.plan where id::text = ${name} or lower(title) = lower(${name}) or title ilike ${`%${name.replace(/[\\%_]/g, '\\$&')}%`}
    order by (id::text = ${name}) desc, (lower(title) = lower(${name})) desc, made_at desc limit 50`)
}

export interface PlanAction extends SaidTarget {
  readonly id: string
  readonly recommendationId: string
  readonly ref: string | null
  readonly text: string
  readonly owners: string | null
  readonly priority: string | null
  readonly status: StandingStatus
  readonly verdict: Verdict | null
  /** Whether the version of the document that was read last does not have it. */
  readonly isAbsent: boolean
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
  return db.many(
    prepared(sql`
    select r.id, r.position, r.ref, r.text, r.updated_on as "updatedOn",
      (select string_agg(c.text, ${'\n'} order by c.said_on, c.at) from plans.commentary c where c.recommendation_id = r.id) as commentary
    from plans.recommendation r where r.plan_id = ${planId} and r.position > ${after} order by r.position limit ${limit}`),
  )
}

const ACTION = sql`
  a.id, a.recommendation_id as "recommendationId", a.ref, a.text, a.priority, a.target_text as "targetText", a.target_kind as kind,
  a.target_earliest as earliest, a.target_latest as latest, a.status, a.verdict, a.absent_since is not null as "isAbsent", ${SAID_DAYS},
  ${ownersInWords(sql`a.id`)} as owners`

export function actionsUnder(db: Queries, recommendationIds: readonly string[]): Promise<PlanAction[]> {
  return db.many(
    prepared(
      sql`select ${ACTION} from plans.action a where a.recommendation_id = any(${recommendationIds}::uuid[]) order by a.position limit ${ACTIONS_MOST + 1}`,
    ),
  )
}

/** The actions of a plan for its timeline: those that come due first, and then those without a day. */
export function actionsByDue(db: Queries, planId: string, limit: number): Promise<PlanAction[]> {
  return db.many(
    sql`select ${ACTION} from plans.action a where a.plan_id = ${planId} order by coalesce(a.last_day, 'infinity'::date), a.position limit ${limit}`,
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
export function figuresOf(db: Queries, planId: string, today: Day): Promise<Figures> {
  const where = sql`a.plan_id = ${planId}`
  return db.one(
    prepared(sql`
    select count(*) as actions, count(*) filter (where a.is_finished) as finished, count(*) filter (where ${isOverdue(today)}) as overdue,
      count(*) filter (where a.awaits_verdict) as awaiting,
      count(*) filter (where a.verdict = 'partly-accepted') as partly, count(*) filter (where a.slips > 0) as slipped,
      count(*) filter (where ${hasLostDay(today, sql`select a.id from plans.action a where ${where}`)}) as lost,
      count(*) filter (where exists (select from plans.owner o where o.action_id = a.id and o.role_id is null and o.person_id is null)) as unmatched
    from plans.action a where ${where}`),
  )
}

/** The ids of what is not finished in a plan. */
export async function openActions(db: Queries, planId: string): Promise<string[]> {
  const rows = await db.many<{ id: string }>(
    sql`select id from plans.action where plan_id = ${planId} and not is_finished`,
  )
  return rows.map(({ id }) => id)
}

export interface LeftOverRow {
  readonly place: string
  readonly text: string
  readonly why: string
  /** Whether the version that the plan was read from last holds it. */
  readonly isOfLast: boolean
  /** The day and the file of its version; null where it is not known which of the earlier ones it was. */
  readonly on: Day | null
  readonly file: string | null
}

/** What found no place: of the version that the plan was read from last first. */
export function leftOverOf(db: Queries, planId: string): Promise<LeftOverRow[]> {
  return db.many(sql`
    select o.place, o.text, o.why, o.revision_id is not distinct from l.id as "isOfLast", v.revised_on as on, v.file_name as file
    from plans.left_over o left join plans.revision v on v.id = o.revision_id left join lateral (${lastVersion(sql`o.plan_id`)}) l on true
    where o.plan_id = ${planId} order by 4 desc, o.position limit 2000`)
}
