import { createHash } from 'node:crypto'
import { type Act, audit } from '#platform/audit/index.ts'
import { addDays, type Day, inWords } from '#platform/calendar/index.ts'
import { constraintOf, type Db, type Queries, type Tx } from '#platform/db/index.ts'
import { Conflict, NotFound } from '#platform/errors.ts'
import { newId } from '#platform/ids.ts'
import { counted } from '#platform/words.ts'
import { refreshActions } from '../refresh.ts'
import { askPlan } from '../rights-asked.ts'
import { type Effect, effectOf, type Milestone } from './model.ts'
import {
  findMilestone,
  lockMilestones,
  lockWaiting,
  milestonesOf,
  setWaiting,
  stopWaiting,
  updateMilestone,
  waitingOf,
  writeDays,
  writeMilestone,
  writeMoved,
} from './store.ts'

export interface Doing {
  readonly act: Act
  readonly personId: string
  readonly today: Day
}

export const CIRCLE = 'This milestone would wait for itself: the one you chose follows it.'
const TAKEN = 'There is a milestone with this name in the plan already'

/** What the database's rules say, in words, or null if the error is another. */
export function problemOf(error: unknown): { field: string; message: string } | null {
  const constraint = constraintOf(error)
  if (constraint === 'milestone_circle') return { field: 'follows', message: CIRCLE }
  return constraint === 'milestone_name' ? { field: 'name', message: TAKEN } : null
}

/** What dating or moving a milestone would do, for people to see before it is done. */
export async function foreseen(db: Queries, milestone: Milestone, day: Day | null): Promise<Effect> {
  const [milestones, waiting] = await Promise.all([milestonesOf(db, milestone.planId), waitingOf(db, milestone.planId)])
  return effectOf(milestones, waiting, milestone.id, day)
}

/** Tells whether two effects are the same, so that what was shown is what is done. */
export function fingerprint({ milestones, actions }: Effect): string {
  const told = [
    milestones.map(({ milestone, after }) => [milestone.id, milestone.onDay, after]),
    actions.map(({ action, after, slip }) => [action.id, action.version, action.latest, after, slip]),
  ]
  return createHash('sha256').update(JSON.stringify(told)).digest('base64url')
}

export async function addMilestone(
  db: Db,
  { act, personId, today }: Doing,
  milestone: Omit<Milestone, 'id' | 'onDay'> & { readonly onDay: Day | null },
): Promise<string> {
  const id = newId(act.at.getTime())
  await db.transaction(async (tx) => {
    await askPlan(tx, act, 'change', milestone.planId)
    const followed = milestone.followsId ? await findMilestone(tx, milestone.followsId) : null
    const onDay = followed ? dayAfter(followed, milestone.followsDays) : milestone.onDay
    await writeMilestone(tx, { ...milestone, id, onDay: null, at: act.at, by: personId })
    if (onDay)
      await writeDays(tx, [{ id: newId(act.at.getTime()), milestone: id, day: onDay }], {
        on: today,
        at: act.at,
        by: personId,
        reason: 'First said',
      })
    await audit(tx, act, 'milestone.added', { kind: 'plan', id: milestone.planId }, { milestone: id, day: onDay })
  })
  return id
}

const dayAfter = ({ onDay }: Milestone, days: number | null): Day | null => (onDay ? addDays(onDay, days ?? 0) : null)

/** Dates or moves a milestone, and everything that waits for it: all of it or nothing. */
export async function moveMilestone(
  db: Db,
  { act, personId, today }: Doing,
  id: string,
  moved: { readonly day: Day | null; readonly reason: string; readonly approved: string },
): Promise<number> {
  return db.transaction(async (tx) => {
    const milestone = await findMilestone(tx, id)
    if (!milestone) throw new NotFound()
    await askPlan(tx, act, 'change', milestone.planId)
    await lockMilestones(tx, milestone.planId)
    await lockWaiting(tx, milestone.planId)
    const effect = await foreseen(tx, milestone, moved.day)
    if (fingerprint(effect) !== moved.approved)
      throw new Conflict(
        'The milestone, or what waits for it, was changed while you looked',
        'Go back and look again at what would move.',
      )
    await apply(tx, { act, personId, today }, effect, moved.reason)
    await audit(
      tx,
      act,
      'milestone.moved',
      { kind: 'plan', id: milestone.planId },
      {
        milestone: id,
        day: moved.day,
        actions: effect.actions.length,
      },
    )
    return effect.actions.length
  })
}

async function apply(tx: Tx, { act, personId, today }: Doing, effect: Effect, reason: string): Promise<void> {
  const set = { on: today, at: act.at, by: personId, reason }
  const days = effect.milestones.map(({ milestone, after }) => ({
    id: newId(act.at.getTime()),
    milestone: milestone.id,
    day: after,
  }))
  await writeDays(tx, days, set)
  const dayOf = new Map(days.map(({ id, milestone }) => [milestone, id]))
  const names = new Map(
    effect.milestones.map(({ milestone, after }) => [milestone.id, { name: milestone.name, after }]),
  )
  const rows = effect.actions.map((moved) => {
    const known = names.get(moved.action.milestoneId)
    return {
      id: newId(act.at.getTime()),
      moved,
      why: whyOf(known?.name ?? 'the milestone', known?.after ?? null, moved.action.days),
      dayId: dayOf.get(moved.action.milestoneId) ?? null,
    }
  })
  await writeMoved(tx, rows, set)
  await refreshActions(
    tx,
    effect.actions.map(({ action }) => action.id),
  )
}

function whyOf(name: string, day: Day | null, days: number): string {
  if (day === null) return `It waits for the milestone “${name}”, which has no day.`
  const offset =
    days === 0
      ? ''
      : days > 0
        ? `, and it is due ${counted(days, 'day', 'days')} after`
        : `, and it is due ${counted(-days, 'day', 'days')} before`
  return `It waits for the milestone “${name}”, which is on ${inWords(day)}${offset}.`
}

/** Renames a milestone or lets it follow another; its day follows from that. */
export async function changeMilestone(
  db: Db,
  doing: Doing,
  id: string,
  change: Pick<Milestone, 'name' | 'followsId' | 'followsDays'>,
): Promise<void> {
  await db.transaction(async (tx) => {
    const milestone = await findMilestone(tx, id)
    if (!milestone) throw new NotFound()
    await askPlan(tx, doing.act, 'change', milestone.planId)
    await lockMilestones(tx, milestone.planId)
    await lockWaiting(tx, milestone.planId)
    await updateMilestone(tx, { id, ...change })
    const followed = change.followsId ? await findMilestone(tx, change.followsId) : null
    if (followed) {
      const effect = await foreseen(tx, { ...milestone, ...change }, dayAfter(followed, change.followsDays))
      await apply(tx, doing, effect, `It follows “${followed.name}”`)
    }
    await audit(tx, doing.act, 'milestone.changed', { kind: 'plan', id: milestone.planId }, { milestone: id })
  })
}

/** Lets actions wait for milestones. Where a milestone has its day, the actions get theirs at once. */
export async function waitFor(
  db: Db,
  doing: Doing,
  planId: string,
  rows: readonly { readonly action: string; readonly milestone: string; readonly days: number }[],
): Promise<void> {
  await db.transaction(async (tx) => {
    await askPlan(tx, doing.act, 'change', planId)
    await lockMilestones(tx, planId)
    await setWaiting(tx, rows)
    const [milestones, waiting] = await Promise.all([milestonesOf(tx, planId), waitingOf(tx, planId)])
    const wanted = new Set(rows.map(({ action }) => action))
    const actions = milestones.flatMap((milestone) =>
      milestone.onDay === null
        ? []
        : effectOf(
            [milestone],
            waiting.filter(({ id }) => wanted.has(id)),
            milestone.id,
            milestone.onDay,
          ).actions,
    )
    const names = new Map(milestones.map((one) => [one.id, one]))
    const set = { on: doing.today, at: doing.act.at, by: doing.personId, reason: 'It waits for a milestone' }
    await writeMoved(
      tx,
      actions.map((moved) => {
        const milestone = names.get(moved.action.milestoneId)
        return {
          id: newId(doing.act.at.getTime()),
          moved,
          why: whyOf(milestone?.name ?? '', milestone?.onDay ?? null, moved.action.days),
          dayId: null,
        }
      }),
      set,
    )
    await refreshActions(tx, [...wanted])
    await audit(tx, doing.act, 'actions.wait', { kind: 'plan', id: planId }, { actions: rows.length })
  })
}

/** Lets an action wait no longer. Its date stays as it was last read. */
export async function waitNoLonger(db: Db, { act }: Doing, planId: string, actionId: string): Promise<void> {
  await db.transaction(async (tx) => {
    await askPlan(tx, act, 'change', planId)
    await stopWaiting(tx, actionId)
    await audit(tx, act, 'action.waits-no-longer', { kind: 'plan', id: planId }, { action: actionId })
  })
}
