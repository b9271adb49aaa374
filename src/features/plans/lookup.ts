import { outside } from '#platform/access/index.ts'
import { NotFound } from '#platform/errors.ts'
import { isId } from '#platform/ids.ts'
import type { PersonRequest } from '#platform/web/index.ts'
import { mayChangePlan } from './rights.ts'
import { findPlan, type Plan } from './store.ts'

/** The plan that an address names. */
export async function foundPlan({ db, params }: Pick<PersonRequest, 'db' | 'params'>): Promise<Plan> {
  const id = params.id ?? ''
  const plan = isId(id) ? await findPlan(db, id) : null
  if (!plan) throw new NotFound()
  return plan
}

/** The same, for somebody who may run it. @throws NotFound, Forbidden */
export async function planToRun(asked: Pick<PersonRequest, 'db' | 'params' | 'person'>): Promise<Plan> {
  const plan = await foundPlan(asked)
  if (!mayChangePlan(asked.person, plan.unitId)) throw outside(plan.unitId)
  return plan
}
