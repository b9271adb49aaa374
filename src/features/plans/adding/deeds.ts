import { askIn, type Match } from '#features/people/index.ts'
import { type Act, audit, byOf } from '#platform/audit/index.ts'
import { type Day, dayOf } from '#platform/calendar/index.ts'
import { type Db, sql, type Tx } from '#platform/db/index.ts'
import { NotFound } from '#platform/errors.ts'
import { newId } from '#platform/ids.ts'
import type { By } from '../actions/deeds.ts'
import { interpretDate } from '../dates/index.ts'
import { planDeliverables } from '../deliverables/plan.ts'
import { insertActions, insertTargets } from '../importing/plan-rows.ts'
import { refreshActions } from '../refresh.ts'
import { lockPlan } from '../revisions/store.ts'
import { askPlan, askRecommendation } from '../rights-asked.ts'

export interface NewAction {
  readonly ref: string | null
  readonly text: string
  readonly priority: string | null
  readonly target: string | null
  readonly owner: Match | null
  readonly unitId: string | null
}

/** Adds an action under a recommendation, behind the last one there. */
export function addAction(db: Db, { act }: By, recommendationId: string, action: NewAction): Promise<string> {
  return db.transaction(async (tx) => {
    await askRecommendation(tx, act, recommendationId)
    if (action.unitId !== null) await askIn(tx, act, 'plans:change', action.unitId)
    return addActionIn(tx, act, recommendationId, action)
  })
}

/** The same, in a transaction that does more than this. */
export async function addActionIn(tx: Tx, act: Act, recommendationId: string, action: NewAction): Promise<string> {
  const id = newId(act.at.getTime())
  const today: Day = dayOf(act.at)
  const home = await tx.maybe<{ planId: string }>(
    sql`select plan_id as "planId" from plans.recommendation where id = ${recommendationId}`,
  )
  if (!home || !(await lockPlan(tx, home.planId))) throw new NotFound()
  const { last } = await tx.one<{ last: number }>(
    sql`select coalesce(max(position), -1) as last from plans.action where plan_id = ${home.planId}`,
  )
  const { ref, text, priority, target, owner, unitId } = action
  const source = {
    place: 'here',
    ref,
    text,
    owners: [],
    priority,
    target: target ? interpretDate(target, today) : null,
    status: null,
    commentary: null,
  }
  const row = { id, recommendation_id: recommendationId, position: last + 1, source, said_on: today }
  await insertActions(tx, home.planId, unitId, act, [row])
  // What was made here was said by no document: a new version of one changes it only if it says so.
  await tx.run(sql`update plans.action set source = null, made_by = ${byOf(act)} where id = ${id}`)
  if (owner)
    await tx.run(sql`
      insert into plans.owner (action_id, position, words, role_id, person_id)
      values (${id}, 0, ${owner.name}, ${owner.kind === 'role' ? owner.id : null}, ${owner.kind === 'person' ? owner.id : null})`)
  await insertTargets(tx, act, today, [row])
  await planDeliverables(tx, act, [id])
  await refreshActions(tx, [id])
  await audit(tx, act, 'action.added', { kind: 'action', id }, { plan: home.planId })
  return id
}

export interface NewRecommendation {
  readonly ref: string | null
  readonly text: string
  /** Where it comes from when it was not read from a document: words, and a page of this house. */
  readonly origin?: { readonly words: string; readonly path: string }
}

export function addRecommendation(db: Db, { act }: By, planId: string, given: NewRecommendation): Promise<string> {
  return db.transaction(async (tx) => {
    await askPlan(tx, act, 'change', planId)
    return addRecommendationIn(tx, act, planId, given)
  })
}

/** The same, in a transaction that does more than this. */
export async function addRecommendationIn(tx: Tx, act: Act, planId: string, given: NewRecommendation): Promise<string> {
  const { ref, text, origin } = given
  const id = newId(act.at.getTime())
  if (!(await lockPlan(tx, planId))) throw new NotFound()
  await tx.run(sql`
    insert into plans.recommendation (id, plan_id, position, ref, text, origin, origin_path, made_at, made_by)
    values (${id}, ${planId}, (select coalesce(max(position) + 1, 0) from plans.recommendation where plan_id = ${planId}), ${ref}, ${text},
      ${origin?.words ?? null}, ${origin?.path ?? null}, ${act.at}, ${byOf(act)})`)
  await audit(tx, act, 'recommendation.added', { kind: 'plan', id: planId }, { recommendation: id })
  return id
}
