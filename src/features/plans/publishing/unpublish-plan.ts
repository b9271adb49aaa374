import { type Act, audit } from '#platform/audit/index.ts'
import type { Db } from '#platform/db/index.ts'
import { askPlan } from '../rights-asked.ts'
import { endPublication } from './store.ts'

/** Ends what is published of a plan. Nothing happens where nothing is. */
export async function unpublishPlan(db: Db, act: Act, personId: string, planId: string): Promise<void> {
  await db.transaction(async (tx) => {
    await askPlan(tx, act, 'change', planId)
    if ((await endPublication(tx, planId, act.at, personId)) > 0)
      await audit(tx, act, 'plan.unpublished', { kind: 'plan', id: planId })
  })
}
