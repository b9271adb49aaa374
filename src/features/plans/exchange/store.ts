import type { Day } from '#platform/calendar/index.ts'
import { type Queries, sql } from '#platform/db/index.ts'
import { LAST_ON } from '../last-version.ts'
import { STATUS_NAMES, type StandingStatus, VERDICT_NAMES, type Verdict } from '../model.ts'
import { ownersInWords } from '../owners-in-words.ts'
import type { WrittenAction, WrittenPlan } from './rows.ts'

interface ActionRow extends Omit<WrittenAction, 'status' | 'verdict'> {
  readonly recommendationId: string
  readonly status: StandingStatus
  readonly statusWords: string | null
  readonly verdict: Verdict | null
}

/** A plan with the words that stand now, to be written out. */
export async function writtenPlan(db: Queries, planId: string): Promise<WrittenPlan | null> {
  const plan = await db.maybe<{ id: string; title: string; lastOn: Day }>(
    sql`select p.id, p.title, ${LAST_ON} as "lastOn" from plans.plan p where p.id = ${planId}`,
  )
  if (!plan) return null
  const recommendations = await db.many<Omit<WrittenPlan['recommendations'][number], 'actions'>>(sql`
    select r.id, r.ref, r.text, r.updated_on as "updatedOn",
      array(select c.text from plans.commentary c where c.recommendation_id = r.id order by c.said_on, c.at, c.id) as commentary
    from plans.recommendation r where r.plan_id = ${planId} order by r.position`)
  const actions = await db.many<ActionRow>(sql`
    select a.id, a.recommendation_id as "recommendationId", a.ref, a.text, ${ownersInWords(sql`a.id`)} as owners, a.priority,
      a.target_text as target, a.status, a.verdict,
      (select words from plans.claim where action_id = a.id and deliverable_id is null order by claimed_on desc, at desc, id desc limit 1) as "statusWords",
      array(select c.text from plans.commentary c where c.action_id = a.id order by c.said_on, c.at, c.id) as commentary
    from plans.action a where a.plan_id = ${planId} order by a.position`)
  const under = Map.groupBy(actions, ({ recommendationId }) => recommendationId)
  return {
    ...plan,
    recommendations: recommendations.map((recommendation) => ({
      ...recommendation,
      actions: (under.get(recommendation.id) ?? []).map(
        ({ status, statusWords, verdict, ...action }): WrittenAction => ({
          ...action,
          status: status === 'unclaimed' ? null : (statusWords ?? STATUS_NAMES[status]),
          verdict: verdict ? VERDICT_NAMES[verdict] : null,
        }),
      ),
    })),
  }
}
