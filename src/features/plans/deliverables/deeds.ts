import { audit } from '#platform/audit/index.ts'
import type { Day } from '#platform/calendar/index.ts'
import type { Db, Tx } from '#platform/db/index.ts'
import { Conflict, Forbidden, NotFound } from '#platform/errors.ts'
import { newId } from '#platform/ids.ts'
import { voicesOf, writeClaim, writeVerdict } from '../actions/claim-store.ts'
import type { By, Claim } from '../actions/deeds.ts'
import { lockAction } from '../actions/store.ts'
import type { Interpretation } from '../dates/index.ts'
import { claimObstacle, judgeObstacle, type Verdict } from '../model.ts'
import { refreshActions } from '../refresh.ts'
import { askAction } from '../rights-asked.ts'
import { findDeliverable, latestClaimOf, refreshDeliverable, writeDeliverables } from './store.ts'

/** Adds a deliverable that a person names. */
export async function addDeliverable(
  db: Db,
  { act, person }: By,
  actionId: string,
  { text, target }: { readonly text: string; readonly target: Interpretation },
): Promise<void> {
  await db.transaction(async (tx) => {
    if (!(await lockAction(tx, actionId))) throw new NotFound()
    await askAction(tx, act, actionId)
    const id = newId(act.at.getTime())
    const { kind: targetKind, earliest, why } = target
    const latest = target.latest ?? target.earliest
    if (latest === null) throw new Conflict('The target date of a deliverable must name a day')
    // Its words are its own and not the action's, so that a change of the action's date leaves it alone.
    const row = {
      id,
      actionId,
      kind: 'part' as const,
      text,
      targetText: target.text,
      targetKind,
      earliest,
      latest,
      why,
    }
    await writeDeliverables(tx, [row], act.at, person.id)
    await refreshActions(tx, [actionId])
    await audit(tx, act, 'deliverable.added', { kind: 'action', id: actionId }, { deliverable: id, latest })
  })
}

async function held<Result>(db: Db, id: string, work: (tx: Tx, actionId: string) => Promise<Result>): Promise<Result> {
  return db.transaction(async (tx) => {
    const deliverable = await findDeliverable(tx, id)
    if (!deliverable || !(await lockAction(tx, deliverable.actionId))) throw new NotFound()
    const result = await work(tx, deliverable.actionId)
    await refreshDeliverable(tx, id)
    await refreshActions(tx, [deliverable.actionId])
    return result
  })
}

/** Records the owner's claim on one deliverable. */
export async function claimDeliverable(db: Db, { person, act }: By, id: string, claim: Claim): Promise<void> {
  await held(db, id, async (tx, actionId) => {
    const obstacle = claimObstacle(await voicesOf(tx, actionId), person)
    if (obstacle) throw new Forbidden(obstacle.why)
    const claimId = newId(act.at.getTime())
    await writeClaim(tx, { id: claimId, actionId, deliverableId: id, at: act.at, by: person.id, words: null, ...claim })
    await audit(
      tx,
      act,
      'claim.made',
      { kind: 'action', id: actionId },
      {
        claim: claimId,
        deliverable: id,
        status: claim.status,
        on: claim.on,
      },
    )
  })
}

/** Records the assessor's verdict on the claim that stands on one deliverable. */
export async function judgeDeliverable(
  db: Db,
  { person, act }: By,
  id: string,
  judged: { readonly claimId: string; readonly verdict: Verdict; readonly on: Day; readonly note: string },
): Promise<void> {
  await held(db, id, async (tx, actionId) => {
    const [voices, latest] = await Promise.all([voicesOf(tx, actionId), latestClaimOf(tx, id)])
    const obstacle = judgeObstacle(
      { ...voices, latestClaimId: latest?.id ?? null, latestClaimIsJudged: latest?.isJudged ?? false },
      person,
    )
    if (obstacle?.kind === 'claim') throw new Conflict(obstacle.why)
    if (obstacle) throw new Forbidden(obstacle.why)
    if (latest?.id !== judged.claimId)
      throw new Conflict('The owner has made another claim meanwhile', 'Go back, look at the new claim and judge that.')
    const verdictId = newId(act.at.getTime())
    await writeVerdict(tx, { id: verdictId, actionId, at: act.at, by: person.id, ...judged })
    await audit(
      tx,
      act,
      'verdict.given',
      { kind: 'action', id: actionId },
      {
        verdict: verdictId,
        claim: judged.claimId,
        deliverable: id,
        outcome: judged.verdict,
        on: judged.on,
      },
    )
  })
}
