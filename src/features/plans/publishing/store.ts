import { leftJoinName } from '#features/people/index.ts'
import type { Day } from '#platform/calendar/index.ts'
import { type Queries, sql, type Tx } from '#platform/db/index.ts'
import { SAID_DAYS } from '../conditions.ts'
import type { Kind } from '../dates/index.ts'
import { LAST_ON } from '../last-version.ts'
import type { StandingStatus, Verdict } from '../model.ts'
import type { PublicField } from './model.ts'

export interface Publication {
  readonly id: string
  readonly planId: string
  readonly title: string
  readonly lastOn: Day
  readonly slug: string
  readonly fields: readonly PublicField[]
  readonly introduction: string | null
  readonly publishedAt: Date
}

const PUBLICATION = sql`
  b.id, b.plan_id as "planId", p.title, ${LAST_ON} as "lastOn", b.slug, b.fields, b.introduction, b.published_at as "publishedAt"`
const FROM = sql`plans.publication b join plans.plan p on p.id = b.plan_id`

export function publicationOf(db: Queries, planId: string): Promise<Publication | null> {
  return db.maybe(sql`select ${PUBLICATION} from ${FROM} where b.plan_id = ${planId} and b.ended_at is null`)
}

export function findPublished(db: Queries, slug: string): Promise<Publication | null> {
  return db.maybe(sql`select ${PUBLICATION} from ${FROM} where b.slug = ${slug} and b.ended_at is null`)
}

export async function writePublication(
  tx: Tx,
  publication: Pick<Publication, 'id' | 'planId' | 'slug' | 'fields' | 'introduction'>,
  at: Date,
  by: string,
): Promise<void> {
  const { id, planId, slug, fields, introduction } = publication
  await tx.run(sql`
    insert into plans.publication (id, plan_id, slug, fields, introduction, published_at, published_by)
    values (${id}, ${planId}, ${slug}, ${fields}, ${introduction}, ${at}, ${by})`)
}

export function endPublication(tx: Tx, planId: string, at: Date, by: string): Promise<number> {
  return tx.run(
    sql`update plans.publication set ended_at = ${at}, ended_by = ${by} where plan_id = ${planId} and ended_at is null`,
  )
}

export interface PublicAction {
  readonly recommendationId: string
  readonly recommendationRef: string | null
  readonly recommendation: string | null
  readonly ref: string | null
  readonly text: string
  readonly owners: string | null
  readonly priority: string | null
  readonly targetText: string | null
  readonly kind: Kind
  readonly earliest: Day | null
  readonly latest: Day | null
  readonly deliverableDue: Day | null
  readonly firstDay: Day | null
  readonly lastDay: Day | null
  readonly status: StandingStatus
  readonly verdict: Verdict | null
  readonly commentary: string | null
}

/** The actions of a published plan. An owner who is a person by name is told as an official; words that fit no role or person as somebody else. */
export function publicActions(db: Queries, planId: string): Promise<PublicAction[]> {
  return db.many(sql`
    select r.id as "recommendationId", r.ref as "recommendationRef", r.text as recommendation, a.ref, a.text,
      (select string_agg(distinct case when o.role_id is not null then ro.name when o.person_id is not null then 'A named official' else 'Somebody else' end, ${'\n'}) from plans.owner o ${leftJoinName('role', 'ro', 'o.role_id')} where o.action_id = a.id) as owners,
      a.priority, a.target_text as "targetText", a.target_kind as kind, a.target_earliest as earliest, a.target_latest as latest, ${SAID_DAYS}, a.status, a.verdict,
      (select c.text from plans.commentary c where c.action_id = a.id order by c.said_on desc, c.at desc, c.id desc limit 1) as commentary
    from plans.action a join plans.recommendation r on r.id = a.recommendation_id where a.plan_id = ${planId} order by a.position limit 2000`)
}
