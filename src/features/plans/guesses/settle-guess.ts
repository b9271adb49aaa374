import { type Act, audit } from '#platform/audit/index.ts'
import type { Db } from '#platform/db/index.ts'
import { NotFound } from '#platform/errors.ts'
import { askPlan } from '../rights-asked.ts'
import { hasGuess, markSettled } from './store.ts'

/** Says that a guess of a plan was looked at. Answers false where somebody had said so already; throws NotFound where the plan has no such guess. */
export function settleGuess(db: Db, act: Act, planId: string, id: string): Promise<boolean> {
  return db.transaction(async (tx) => {
    await askPlan(tx, act, 'change', planId)
    const isSettled = await markSettled(tx, act, planId, id)
    if (isSettled) await audit(tx, act, 'guess.settled', { kind: 'plan', id: planId }, { guess: id })
    else if (!(await hasGuess(tx, planId, id))) throw new NotFound()
    return isSettled
  })
}
