import { type Act, audit, standingOf } from '#platform/audit/index.ts'
import type { BlobStore } from '#platform/blobs/index.ts'
import { addTo, type Day, dayOf } from '#platform/calendar/index.ts'
import { constraintOf, type Db } from '#platform/db/index.ts'
import { DOCUMENT_FORMATS, writeDocument } from '#platform/documents/index.ts'
import { Conflict, NotFound } from '#platform/errors.ts'
import { newId } from '#platform/ids.ts'
import { progressReport } from '../reports/report.ts'
import { reportFigures } from '../reports/store.ts'
import { askPlan } from '../rights-asked.ts'
import type { PlannedRound } from './model.ts'
import { close, drop, FROZEN, lockRound, open, roundsOf, writeRounds } from './store.ts'

export async function addRound(
  db: Db,
  act: Act,
  planId: string,
  round: PlannedRound,
  personId: string,
): Promise<string> {
  const id = newId(act.at.getTime())
  await db.transaction(async (tx) => {
    await askPlan(tx, act, 'change', planId)
    await writeRounds(tx, planId, [{ ...round, id }], act.at, personId)
    await audit(tx, act, 'round.planned', { kind: 'plan', id: planId }, { round: id, due: round.dueOn })
  })
  return id
}

/** Opens a review round over everything that is not finished. One at a time for each plan. */
export async function openRound(db: Db, act: Act, id: string, personId: string): Promise<number> {
  try {
    return await db.transaction(async (tx) => {
      const round = await lockRound(tx, id)
      if (!round) throw new NotFound()
      await askPlan(tx, act, 'change', round.planId)
      if (round.openedAt) throw new Conflict('This round has been opened already')
      const actions = await open(tx, id, round.planId, act.at, personId)
      await audit(tx, act, 'round.opened', { kind: 'plan', id: round.planId }, { round: id, actions })
      return actions
    })
  } catch (error) {
    if (constraintOf(error) === 'round_open')
      throw new Conflict('Another round of this plan is open', 'Close that one first.')
    throw error
  }
}

/**
 * Closes a round: the report as of today is written in every format and kept by its digest, and the figures stand from now on. The next
 * round begins with what is still open; where none is planned, one is, six months on.
 */
export async function closeRound(
  { db, blobs }: { readonly db: Db; readonly blobs: BlobStore },
  act: Act,
  id: string,
  plan: { readonly id: string; readonly title: string },
  personId: string,
): Promise<void> {
  const today: Day = dayOf(act.at)
  const paper = await progressReport(db, { planIds: [plan.id], title: plan.title }, today)
  const reports: { ending: string; digest: Buffer; size: number }[] = []
  for (const { ending } of DOCUMENT_FORMATS)
    reports.push({ ending, ...(await blobs.keep(await writeDocument(ending, paper))) })
  await db.transaction(async (tx) => {
    const round = await lockRound(tx, id)
    if (!round) throw new NotFound()
    await askPlan(tx, act, 'change', round.planId)
    if (!round.openedAt || round.closedAt) throw new Conflict('This round is not open')
    const next = addTo(today, 6, 'month')
    const { actions, finished, overdue, awaiting, slipped } = await reportFigures(tx, [plan.id], today, {
      from: today,
      to: next,
    })
    await close(tx, id, {
      at: act.at,
      by: personId,
      figures: { actions, finished, overdue, awaiting, slipped },
      reports,
    })
    const planned = (await roundsOf(tx, plan.id)).some((one) => one.openedAt === null)
    if (!planned && finished < actions)
      await writeRounds(
        tx,
        plan.id,
        [{ id: newId(act.at.getTime()), name: 'Next review', dueOn: next }],
        act.at,
        personId,
      )
    await audit(
      tx,
      act,
      'round.closed',
      { kind: 'plan', id: plan.id },
      {
        round: id,
        reports: Object.fromEntries(reports.map(({ ending, digest }) => [ending, digest.toString('hex')])),
        stands: await standingOf(tx, FROZEN, id),
      },
    )
  })
}

/** Gives up a round that was planned and never opened. */
export async function dropRound(db: Db, act: Act, id: string): Promise<void> {
  await db.transaction(async (tx) => {
    const round = await lockRound(tx, id)
    if (round) await askPlan(tx, act, 'change', round.planId)
    if ((await drop(tx, id, act.at)) === 0) throw new Conflict('A round that has been opened cannot be given up')
    await audit(tx, act, 'round.dropped', { kind: 'round', id })
  })
}
