import type { Day } from '#platform/calendar/index.ts'
import { type Queries, sql, type Tx } from '#platform/db/index.ts'
import type { Reading } from '../dates/index.ts'

export interface StandingTarget extends Reading {
  readonly id: string
  readonly text: string
  readonly setOn: Day
}

export function standingTarget(db: Queries, actionId: string): Promise<StandingTarget | null> {
  return db.maybe(sql`
    select id, text, kind, earliest, latest, why, set_on as "setOn" from plans.target
    where action_id = ${actionId} order by set_on desc, at desc, id desc limit 1`)
}

export async function writeTarget(
  tx: Tx,
  target: Reading & {
    id: string
    actionId: string
    setOn: Day
    at: Date
    by: string
    cause: 'first' | 'correction' | 'change'
    text: string
    alternatives: readonly Reading[]
    slipDays: number | null
    reason: string | null
  },
): Promise<void> {
  await tx.run(sql`
    insert into plans.target (id, action_id, set_on, at, by_person_id, cause, text, kind, earliest, latest, why, alternatives, slip_days, reason)
    values (${target.id}, ${target.actionId}, ${target.setOn}, ${target.at}, ${target.by}, ${target.cause}, ${target.text}, ${target.kind},
      ${target.earliest}, ${target.latest}, ${target.why}, ${JSON.stringify(target.alternatives)}, ${target.slipDays}, ${target.reason})`)
}
