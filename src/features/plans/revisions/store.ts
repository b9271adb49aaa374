import type { Day } from '#platform/calendar/index.ts'
import { type Queries, sql, type Tx } from '#platform/db/index.ts'
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
    select a.id, a.recommendation_id as "recommendationId", a.ref, a.text, a.priority, a.target_text as target, a.target_kind as kind, a.target_latest as latest,
      a.status, a.verdict, a.absent_since is not null as "isAbsent", a.source,
      (select words from plans.claim where action_id = a.id and deliverable_id is null order by claimed_on desc, at desc, id desc limit 1) as "statusWords",
      array(select o.words from plans.owner o where o.action_id = a.id order by o.position) as "ownerWords",
      array(select coalesce(ro.short_name, ro.name, pe.name, o.words) from plans.owner o left join people.role ro on ro.id = o.role_id
        left join people.person pe on pe.id = o.person_id where o.action_id = a.id order by o.position) as "ownerNames",
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
    from plans.revision r left join people.person p on p.id = r.by_person_id where r.plan_id = ${planId} order by r.at desc limit 200`)
}

/** Plans that a document may be a new version of: the same file first, then the same title, then shared references. */
export function likelyPlans(
  db: Queries,
  { digest, title, refs }: { digest: Buffer | null; title: string | null; refs: readonly string[] },
): Promise<{ id: string; title: string; isSameFile: boolean; likeness: number }[]> {
  return db.many(sql`
    with asked as (select ${digest}::bytea as digest, ${refs}::text[] as refs)
    select p.id, p.title,
      asked.digest is not null and (p.source_digest = asked.digest or exists (select from plans.revision r where r.plan_id = p.id and r.digest = asked.digest)) as "isSameFile",
      (case when lower(p.title) = lower(coalesce(${title}, '')) then 0.5 else 0 end
        + case when cardinality(asked.refs) = 0 then 0 else
          0.5 * (select count(distinct a.ref) from plans.action a where a.plan_id = p.id and a.ref = any(asked.refs)) / cardinality(asked.refs) end)::float8 as likeness
    from plans.plan p, asked
    order by 3 desc, 4 desc, p.made_at desc limit 200`)
}
