import type { Match } from '#features/people/index.ts'
import type { Person } from '#platform/access/index.ts'
import { type Act, audit } from '#platform/audit/index.ts'
import type { Day } from '#platform/calendar/index.ts'
import type { Db, Tx } from '#platform/db/index.ts'
import { Conflict, Forbidden, NotFound } from '#platform/errors.ts'
import { newId } from '#platform/ids.ts'
import type { Reading } from '../dates/index.ts'
import { planDeliverables } from '../deliverables/plan.ts'
import { endWaits, reasonWithWait } from '../milestones/waits.ts'
import { claimObstacle, judgeObstacle, NO_TARGET, type Status, slipDays, type Verdict } from '../model.ts'
import { refreshActions } from '../refresh.ts'
import { askAction, askPlan } from '../rights-asked.ts'
import { voicesOf, writeClaim, writeVerdict } from './claim-store.ts'
import { writeChange, writeCommentary } from './history-store.ts'
import { matchOwner, ownersNow, writeOwners } from './owner-store.ts'
import { lockAction } from './store.ts'
import { type StandingTarget, standingTarget, writeTarget } from './target-store.ts'

/** Who does it, and the act it belongs to. */
export interface By {
  readonly person: Person
  readonly act: Act
}

async function locked<Result>(
  db: Db,
  actionId: string,
  work: (tx: Tx, planOn: Day) => Promise<Result>,
): Promise<Result> {
  return db.transaction(async (tx) => {
    const action = await lockAction(tx, actionId)
    if (!action) throw new NotFound()
    return work(tx, action.planOn)
  })
}

const subject = (id: string) => ({ kind: 'action', id })

export interface Claim {
  readonly status: Status
  readonly on: Day
  readonly note: string | null
  /** The status as somebody wrote it elsewhere. */
  readonly words?: string | null
}

/** Records the owner's claim. The rule that nobody is both voices is asked again with the action held. */
export async function makeClaim(db: Db, by: By, actionId: string, claim: Claim): Promise<void> {
  await locked(db, actionId, (tx) => makeClaimIn(tx, by, actionId, claim))
}

/** The same within a transaction that holds the action. */
export async function makeClaimIn(tx: Tx, { person, act }: By, actionId: string, claim: Claim): Promise<void> {
  const obstacle = claimObstacle(await voicesOf(tx, actionId), person)
  if (obstacle) throw new Forbidden(obstacle.why)
  const id = newId(act.at.getTime())
  await writeClaim(tx, { id, actionId, at: act.at, by: person.id, words: null, ...claim })
  await refreshActions(tx, [actionId])
  await audit(tx, act, 'claim.made', subject(actionId), { claim: id, status: claim.status, on: claim.on })
}

/** Records the assessor's verdict on the claim that they were shown; a newer claim meanwhile wants a new look. */
export async function giveVerdict(
  db: Db,
  { person, act }: By,
  actionId: string,
  judged: { claimId: string; verdict: Verdict; on: Day; note: string },
): Promise<void> {
  await locked(db, actionId, async (tx) => {
    const voices = await voicesOf(tx, actionId)
    const obstacle = judgeObstacle(voices, person)
    if (obstacle?.kind === 'claim') throw new Conflict(obstacle.why)
    if (obstacle) throw new Forbidden(obstacle.why)
    if (voices.latestClaimId !== judged.claimId)
      throw new Conflict(
        'The owner has made another claim meanwhile',
        'Go back to the action, look at the new claim and judge that.',
      )
    const id = newId(act.at.getTime())
    await writeVerdict(tx, { id, actionId, at: act.at, by: person.id, ...judged })
    await refreshActions(tx, [actionId])
    await audit(tx, act, 'verdict.given', subject(actionId), {
      verdict: id,
      claim: judged.claimId,
      outcome: judged.verdict,
      on: judged.on,
    })
  })
}

/** What somebody saw of a target date: its id, `none` where there was no date, empty where a form does not say; null where nobody was shown one. */
export type SeenTarget = string | null

/** Why nothing is done where another target date stands than the one that somebody looked at; null where it is the same. */
export function targetMoved(standing: string | null, seen: SeenTarget): Conflict | null {
  if (seen === null || seen === (standing ?? NO_TARGET)) return null
  return new Conflict(
    'Somebody else has changed the target date meanwhile',
    'Look at the date that stands now, and save yours again if it is still right.',
  )
}

function sameTarget(before: StandingTarget | null, seen: SeenTarget): void {
  const moved = targetMoved(before?.id ?? null, seen)
  if (moved) throw moved
}

/**
 * Sets another target date: the slip and its reason stay on record. The first date of an action slips nothing. Throws `Conflict` where
 * somebody has changed it since it was `seen`.
 */
export async function changeTarget(
  db: Db,
  { person, act }: By,
  actionId: string,
  target: Reading & { text: string; alternatives: readonly Reading[]; on: Day; reason: string },
  seen: SeenTarget = null,
): Promise<void> {
  await locked(db, actionId, async (tx) => {
    await askAction(tx, act, actionId)
    const before = await standingTarget(tx, actionId)
    sameTarget(before, seen)
    const slip = before ? slipDays(before.latest, target.latest) : null
    const setOn = before && before.setOn > target.on ? before.setOn : target.on
    const id = newId(act.at.getTime())
    // A date that somebody says is not overwritten when the milestone moves.
    const milestone = (await endWaits(tx, [actionId])).get(actionId)
    await writeTarget(tx, {
      ...target,
      reason: reasonWithWait(target.reason, milestone),
      id,
      actionId,
      setOn,
      at: act.at,
      by: person.id,
      cause: before ? 'change' : 'first',
      slipDays: slip,
    })
    await planDeliverables(tx, act, [actionId])
    await refreshActions(tx, [actionId])
    await audit(tx, act, before ? 'target.changed' : 'target.set', subject(actionId), {
      target: id,
      latest: target.latest,
      slipDays: slip,
      ...(milestone === undefined ? {} : { waitsNoLonger: true }),
    })
  })
}

/** Corrects how the same words are read. It counts from when they were written, and is no slip. */
export async function correctReading(
  db: Db,
  { person, act }: By,
  actionId: string,
  reading: Reading & { alternatives: readonly Reading[] },
  seen: SeenTarget = null,
): Promise<void> {
  await locked(db, actionId, async (tx) => {
    await askAction(tx, act, actionId)
    const before = await standingTarget(tx, actionId)
    sameTarget(before, seen)
    if (!before) throw new Conflict('There is no target date to correct')
    const id = newId(act.at.getTime())
    const milestone = (await endWaits(tx, [actionId])).get(actionId)
    await writeTarget(tx, {
      ...reading,
      id,
      actionId,
      text: before.text,
      setOn: before.setOn,
      at: act.at,
      by: person.id,
      cause: 'correction',
      slipDays: null,
      reason: reasonWithWait(null, milestone),
    })
    await planDeliverables(tx, act, [actionId])
    await refreshActions(tx, [actionId])
    await audit(tx, act, 'target.corrected', subject(actionId), {
      target: id,
      kind: reading.kind,
      latest: reading.latest,
      ...(milestone === undefined ? {} : { waitsNoLonger: true }),
    })
  })
}

interface Said {
  readonly on: Day
  readonly text: string
}

export async function addCommentary(db: Db, by: By, actionId: string, said: Said): Promise<void> {
  await locked(db, actionId, (tx) => addCommentaryIn(tx, by, actionId, said))
}

/** The same within a transaction that holds the action. */
export async function addCommentaryIn(tx: Tx, { person, act }: By, actionId: string, said: Said): Promise<void> {
  const id = newId(act.at.getTime())
  await writeCommentary(tx, { id, actionId, at: act.at, by: person.id, ...said })
  await audit(tx, act, 'commentary.added', subject(actionId), { commentary: id, on: said.on })
}

/**
 * Gives an action its owners, each a role, a person, or words that are kept until they are matched. What they were stays on record.
 * `seen` is the version that somebody looked at: where another has changed the action since, nothing is done.
 */
export async function setOwners(
  db: Db,
  { act, person }: By,
  actionId: string,
  owners: readonly { words: string; roleId: string | null; personId: string | null }[],
  seen: number | null = null,
): Promise<void> {
  await locked(db, actionId, async (tx) => {
    await askAction(tx, act, actionId)
    const { version, before } = await ownersNow(tx, actionId)
    if (seen !== null && seen !== version)
      throw new Conflict(
        'Somebody else has changed this action meanwhile',
        'Go back, look at its owners as they are now, and change them again.',
      )
    await writeOwners(tx, actionId, owners)
    const { before: after } = await ownersNow(tx, actionId)
    if (before !== after)
      await writeChange(tx, {
        id: newId(act.at.getTime()),
        actionId,
        at: act.at,
        by: person.id,
        field: 'owners',
        before,
        after,
      })
    const ids = owners.flatMap(({ roleId, personId }) => roleId ?? personId ?? [])
    await audit(tx, act, 'owners.set', subject(actionId), { owners: owners.length, matched: ids })
  })
}

/** Says what the words of an import mean, for every action of the plan that they own. */
export async function matchOwnerWords(
  db: Db,
  { act }: By,
  planId: string,
  words: string,
  match: Match,
): Promise<number> {
  return db.transaction(async (tx) => {
    await askPlan(tx, act, 'change', planId)
    const matched = await matchOwner(tx, planId, words, match)
    if (matched > 0)
      await audit(tx, act, 'owners.matched', { kind: 'plan', id: planId }, { [match.kind]: match.id, actions: matched })
    return matched
  })
}
