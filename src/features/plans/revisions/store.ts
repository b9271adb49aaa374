import { leftJoinName } from '#features/people/index.ts'
import { condition, type Person } from '#platform/access/index.ts'
import type { Day } from '#platform/calendar/index.ts'
import { type Queries, type Sql, sql, type Tx } from '#platform/db/index.ts'
import { PLAN } from '../rights.ts'
import type { StandingAction, StandingPlan, StandingRecommendation } from './model.ts'

/** A plan as a new version is compared with it. */
export async function standingPlan(db: Queries, planId: string): Promise<StandingPlan | null> {
  const plan = await db.maybe<{ id: string; title: string; planOn: Day }>(
    sql`select id, title, plan_on as "planOn" from plans.plan where id = ${planId}`,
  )
  if (!plan) return null
  const recommendations = await db.many<StandingRecommendation>(sql`
    select r.id, r.ref, r.text, r.updated_on as "updatedOn", r.source,
      array(select c.text from plans.commentary c where c.recommendation_id = r.id order by c.said_on, c.at, c.id) as commentary
    from plans.recommendation r where r.plan_id = ${planId} order by r.position`)
  const actions = await db.many<StandingAction>(sql`
    select a.id, a.recommendation_id as "recommendationId", a.ref, a.text, a.priority, a.target_text as target, a.target_kind as kind, a.target_earliest as earliest, a.target_latest as latest,
      a.status, a.verdict, a.absent_since is not null as "isAbsent", a.source,
      (select words from plans.claim where action_id = a.id and deliverable_id is null order by claimed_on desc, at desc, id desc limit 1) as "statusWords",
      array(select o.words from plans.owner o where o.action_id = a.id order by o.position) as "ownerWords",
      array(select coalesce(ro.short_name, ro.name, pe.name, o.words) from plans.owner o ${leftJoinName('role', 'ro', 'o.role_id')}
        ${leftJoinName('person', 'pe', 'o.person_id')} where o.action_id = a.id order by o.position) as "ownerNames",
      array(select c.text from plans.commentary c where c.action_id = a.id order by c.said_on, c.at, c.id) as commentary
    from plans.action a where a.plan_id = ${planId} order by a.position`)
  return { ...plan, recommendations, actions }
}

/** Takes hold of a plan, so that nothing of it changes between what was shown and what is done. */
export function lockPlan(tx: Tx, planId: string): Promise<{ id: string } | null> {
  return tx.maybe(sql`select id from plans.plan where id = ${planId} for update`)
}

/** Takes hold of every action of a plan. */
export async function lockActions(tx: Tx, planId: string): Promise<void> {
  await tx.many(sql`select id from plans.action where plan_id = ${planId} order by id for update`)
}

export interface Revision {
  readonly id: string
  readonly revisedOn: Day
  readonly at: Date
  readonly by: string | null
  readonly fileName: string
  readonly counts: { readonly added: number; readonly changed: number; readonly moved: number; readonly gone: number }
}

export function revisionsOf(db: Queries, planId: string): Promise<Revision[]> {
  return db.many(sql`
    select r.id, r.revised_on as "revisedOn", r.at, p.name as by, r.file_name as "fileName", r.counts
    from plans.revision r ${leftJoinName('person', 'p', 'r.by_person_id')} where r.plan_id = ${planId} order by r.at desc limit 200`)
}

/** A plan that a document may be a new version of. */
export interface LikelyPlan {
  readonly id: string
  readonly title: string
  readonly isSameFile: boolean
  /** Whether the titles are the same but for case, spaces and marks; `similar` where years, days or versions in them differ. */
  readonly titles: 'same' | 'similar' | 'different'
  /** From 0 to 1: how much of the titles and the references is the same. */
  readonly likeness: number
}

/** Plans that a document may be a new version of, of those into which this person may import: the same file first, then the same title, a similar one, and shared references. */
export function likelyPlans(
  db: Queries,
  person: Person,
  { digest, title, refs }: { digest: Buffer | null; title: string | null; refs: readonly string[] },
): Promise<LikelyPlan[]> {
  return db.many(sql`
    with asked as (select ${digest}::bytea as digest, ${refs}::text[] as refs, ${plainTitle(sql`coalesce(${title}::text, '')`)} as plain, ${stemOf(sql`coalesce(${title}::text, '')`)} as stem),
    laid as (
      select p.id, p.title, p.made_at,
        coalesce(p.source_digest = asked.digest, false) or exists (select from plans.revision r where r.plan_id = p.id and r.digest = asked.digest) as "isSameFile",
        case when asked.plain <> '' and ${plainTitle(sql`p.title`)} = asked.plain then 'same'
          when asked.stem <> '' and ${stemOf(sql`p.title`)} = asked.stem then 'similar' else 'different' end as titles,
        case when cardinality(asked.refs) = 0 then 0 else
          0.5 * (select count(distinct a.ref) from plans.action a where a.plan_id = p.id and a.ref = any(asked.refs)) / cardinality(asked.refs) end as shared
      from plans.plan p, asked where ${condition(person, PLAN, 'import', 'p')})
    select id, title, "isSameFile", titles, (case titles when 'same' then 0.5 else 0 end + shared)::float8 as likeness from laid
    order by "isSameFile" desc, titles = 'same' desc, titles = 'similar' desc, likeness desc, made_at desc, id limit 200`)
}

const MONTH = 'january|february|march|april|may|june|july|august|september|october|november|december'
/** What tells one version of a document from another in its title: days, years, quarters, versions and the words of drafts. */
const OF_VERSIONS = [
  String.raw`\m([0-9]{1,2}(st|nd|rd|th)?\s+)?(${MONTH})\M`,
  String.raw`\m(19|20)[0-9]{2}(\s*[-/–—]\s*[0-9]{2,4})?\M`,
  String.raw`\m(v|version|issue|edition|revision|rev|draft)\.?\s*[0-9]+(\.[0-9]+)*\M`,
  String.raw`\m(q[1-4]|fy|draft|final|revised|updated|update|interim|version)\M`,
].join('|')

const plainTitle = (title: Sql): Sql => sql`btrim(regexp_replace(lower(${title}), '[^[:alnum:]]+', ' ', 'g'))`
const stemOf = (title: Sql): Sql => plainTitle(sql`regexp_replace(lower(${title}), ${OF_VERSIONS}, ' ', 'g')`)
