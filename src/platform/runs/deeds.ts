import { type Act, audit, byOf } from '../audit/index.ts'
import { type Db, sql, type Tx } from '../db/index.ts'
import { Conflict } from '../errors.ts'
import { newId } from '../ids.ts'
import { ask } from '../jobs/index.ts'
import { type ItemsRun, itemRuns } from './items.ts'

/** The job that works on runs. */
export const RUN_JOB = 'work-on-runs'

/** Asks for a run, in the transaction that needs it. Answers its id. @throws ZodError where the payload does not fit */
export async function askForRun<Item, Payload>(
  tx: Tx,
  act: Act,
  run: ItemsRun<Item, Payload>,
  payload: Payload,
): Promise<string> {
  run.payload.parse(payload)
  const id = newId(act.at.getTime())
  const by = byOf(act)
  await tx.run(sql`
    insert into runs.run (id, kind, title, payload, state, asked_at, asked_by)
    values (${id}, ${run.kind}, ${run.title(payload)}, ${JSON.stringify(payload)}, 'waiting', ${act.at}, ${by})`)
  await audit(tx, act, 'run.asked', { kind: 'run', id }, { kind: run.kind })
  await ask(tx, RUN_JOB)
  return id
}

/** Stops a run: at once where it waits or nobody works on it, after its batch where it is under way. What it has done stays. */
export async function stopRun(db: Db, act: Act, id: string): Promise<void> {
  await db.transaction(async (tx) => {
    if ((await itemRuns.stop(tx, sql`c.id = ${id}`, act.at)) === 0) throw new Conflict('The run has ended already')
    await audit(tx, act, 'run.stopping', { kind: 'run', id })
  })
}

/** Lets a run that was stopped, failed or was left by its process go on where it was. */
export async function resumeRun(db: Db, act: Act, id: string): Promise<void> {
  await db.transaction(async (tx) => {
    const going = await tx.run(sql`
      update runs.run c set state = 'waiting', ended_at = null, error = null
      where c.id = ${id} and (c.state in ('stopped', 'failed') or ${itemRuns.isLeft})`)
    if (going === 0) throw new Conflict('The run is under way already, or has finished')
    await audit(tx, act, 'run.resumed', { kind: 'run', id })
    await ask(tx, RUN_JOB)
  })
}
