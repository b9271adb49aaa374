import { type Act, audit, byOf } from '#platform/audit/index.ts'
import { addTo, dayOf } from '#platform/calendar/index.ts'
import type { Db, Tx } from '#platform/db/index.ts'
import { newId } from '#platform/ids.ts'
import { takingTurns } from '#platform/turns.ts'
import { refreshActions } from '../refresh.ts'
import { difference, wantedBy } from './model.ts'
import { deliverablesOfMany, recurringActions, targetsOf, withdrawDeliverables, writeDeliverables } from './store.ts'

/**
 * Makes the deliverables that the target dates of these actions ask for, and withdraws those that nobody has claimed on and nobody
 * asks for any more. Safe to run at any time, any number of times. To be followed by `refreshActions`.
 */
export async function planDeliverables(tx: Tx, act: Act, actionIds: readonly string[]): Promise<number> {
  const today = dayOf(act.at)
  const [targets, standing] = await Promise.all([targetsOf(tx, actionIds), deliverablesOfMany(tx, actionIds)])
  const under = Map.groupBy(standing, ({ actionId }) => actionId)
  const made: Parameters<typeof writeDeliverables>[1][number][] = []
  const withdrawn: string[] = []
  const turn = takingTurns()
  for (const { actionId, actionText, ...target } of targets) {
    const before = under.get(actionId) ?? []
    const change = difference(before, wantedBy(target, actionText, today))
    made.push(...change.made.map((one) => ({ ...one, actionId, id: newId(act.at.getTime()) })))
    withdrawn.push(...change.withdrawn.map(({ id }) => id))
    await turn()
  }
  const by = byOf(act)
  if (withdrawn.length > 0) await withdrawDeliverables(tx, withdrawn, act.at)
  if (made.length > 0) await writeDeliverables(tx, made, act.at, by)
  return made.length
}

const BATCH = 200

/** Keeps the occurrences of recurring promises a year ahead. Runs by itself. */
export async function planOccurrences(db: Db, act: Act): Promise<number> {
  const until = addTo(dayOf(act.at), 12, 'month')
  let after: string | null = null
  let made = 0
  for (;;) {
    const last: string | null = after
    const ids: string[] = (await recurringActions(db, until, last, BATCH)).map(({ id }) => id)
    if (ids.length === 0) return made
    made += await db.transaction(async (tx) => {
      const count = await planDeliverables(tx, act, ids)
      if (count > 0) {
        await refreshActions(tx, ids)
        await audit(tx, act, 'occurrences.planned', { kind: 'actions', id: ids[0] ?? '' }, { occurrences: count })
      }
      return count
    })
    after = ids.at(-1) ?? null
  }
}
