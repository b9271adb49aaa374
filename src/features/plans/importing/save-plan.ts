import { askIn } from '#features/people/index.ts'
import { type Act, audit, byOf } from '#platform/audit/index.ts'
import { type Db, sql, type Tx } from '#platform/db/index.ts'
import { Conflict } from '#platform/errors.ts'
import { newId } from '#platform/ids.ts'
import { planDeliverables } from '../deliverables/plan.ts'
import { keepGuesses } from '../guesses/store.ts'
import type { ImportedPlan } from '../recognising/model/model.ts'
import { refreshActions } from '../refresh.ts'
import { reviewPoints } from '../rounds/model.ts'
import { writeRounds } from '../rounds/store.ts'
import {
  insertActions,
  insertLeftOver,
  insertOwners,
  insertPredecessors,
  insertRecommendations,
  insertTargets,
  rowsOf,
} from './plan-rows.ts'
import { insertClaims, insertCommentary } from './said-rows.ts'

/** Where a plan comes from and where it belongs. */
export interface Origin {
  readonly importId: string | null
  readonly title: string
  readonly unitId: string | null
  readonly fileName: string | null
  readonly digest: Buffer | null
}

/** Saves an imported plan: all of it or nothing, with one audit entry. Answers the plan's id. */
export async function savePlan(db: Db, act: Act, plan: ImportedPlan, origin: Origin): Promise<string> {
  return db.transaction(async (tx) => {
    await askIn(tx, act, 'plans:import', origin.unitId)
    return savePlanIn(tx, act, plan, origin)
  })
}

export async function savePlanIn(tx: Tx, act: Act, plan: ImportedPlan, origin: Origin): Promise<string> {
  const planId = newId(act.at.getTime())
  const by = byOf(act)
  await tx.run(sql`
    insert into plans.plan (id, title, unit_id, plan_on, source_name, source_digest, made_at, made_by)
    values (${planId}, ${origin.title}, ${origin.unitId}, ${plan.asOf}, ${origin.fileName}, ${origin.digest}, ${act.at}, ${by})`)
  if (origin.importId) await finishImport(tx, origin.importId, planId)
  const rows = rowsOf(plan, act)
  await insertRecommendations(tx, planId, act, rows.recommendations)
  await insertActions(tx, planId, origin.unitId, act, rows.actions)
  await insertOwners(tx, rows.actions)
  await insertTargets(tx, act, plan.asOf, rows.actions)
  await insertClaims(tx, act, rows.actions)
  await insertCommentary(tx, planId, act, rows)
  await insertPredecessors(tx, act, rows.actions)
  const reviews = reviewPoints(plan.asOf).map((round) => ({ ...round, id: newId(act.at.getTime()) }))
  await writeRounds(tx, planId, reviews, act.at, by)
  await insertLeftOver(tx, planId, null, plan.leftOver)
  await keepGuesses(tx, act, planId, plan.questions, new Map(rows.actions.map(({ id, source }) => [source.place, id])))
  await planDeliverables(
    tx,
    act,
    rows.actions.map(({ id }) => id),
  )
  await refreshActions(
    tx,
    rows.actions.map(({ id }) => id),
  )
  await audit(
    tx,
    act,
    'plan.imported',
    { kind: 'plan', id: planId },
    {
      recommendations: rows.recommendations.length,
      actions: rows.actions.length,
      leftOver: plan.leftOver.length,
      file: origin.digest?.toString('hex') ?? null,
    },
  )
  return planId
}

/** Ends the wait of an import: it has become this plan, or a version of it. */
export async function finishImport(tx: Tx, importId: string, planId: string): Promise<void> {
  const finished = await tx.run(
    sql`update plans.import set plan_id = ${planId} where id = ${importId} and plan_id is null`,
  )
  if (finished === 0)
    throw new Conflict('This document has been imported already', 'Look for the plan in the list of action plans.')
}
