import { actingPerson } from '#features/people/index.ts'
import { condition, outside } from '#platform/access/index.ts'
import type { Act } from '#platform/audit/index.ts'
import { sql, type Tx } from '#platform/db/index.ts'
import { ACTION, PLAN } from './rights.ts'

/** Asks within a deed whether whoever does it may run a plan, or bring versions of it. @throws Forbidden */
export async function askPlan(tx: Tx, act: Act, deed: 'change' | 'import', planId: string): Promise<void> {
  const person = await actingPerson(tx, act)
  const plan = await tx.maybe<{ unitId: string | null; may: boolean }>(
    sql`select p.unit_id as "unitId", ${condition(person, PLAN, deed, 'p')} as may from plans.plan p where p.id = ${planId}`,
  )
  if (plan && !plan.may) throw outside(plan.unitId)
}

/** Which of these actions whoever does something may change. */
export async function openTo(tx: Tx, act: Act, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const person = await actingPerson(tx, act)
  const rows = await tx.many<{ id: string }>(
    sql`select a.id from plans.action a where a.id = any(${ids}::uuid[]) and ${condition(person, ACTION, 'change', 'a')}`,
  )
  return new Set(rows.map(({ id }) => id))
}

/** Asks within a deed whether whoever does it may change an action. @throws Forbidden */
export async function askAction(tx: Tx, act: Act, id: string): Promise<void> {
  if ((await openTo(tx, act, [id])).has(id)) return
  const action = await tx.maybe<{ unitId: string | null }>(
    sql`select coalesce(a.unit_id, p.unit_id) as "unitId" from plans.action a join plans.plan p on p.id = a.plan_id where a.id = ${id}`,
  )
  if (action) throw outside(action.unitId)
}

/** Asks within a deed whether whoever does it may run the plan of a recommendation. @throws Forbidden */
export async function askRecommendation(tx: Tx, act: Act, id: string): Promise<void> {
  const home = await tx.maybe<{ planId: string }>(
    sql`select plan_id as "planId" from plans.recommendation where id = ${id}`,
  )
  if (home) await askPlan(tx, act, 'change', home.planId)
}
