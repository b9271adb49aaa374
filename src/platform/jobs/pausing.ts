import { type Act, audit, byOf } from '../audit/index.ts'
import { type Db, type Queries, sql } from '../db/index.ts'
import { Conflict } from '../errors.ts'

/** Whether somebody has paused the work. */
export async function isPaused(db: Queries): Promise<boolean> {
  return (await db.maybe(sql`select from jobs.pause`)) !== null
}

/** Lets no worker begin anything until the work is resumed; what is under way stops where it can go on later. */
export async function pauseWork(db: Db, act: Act, reason: string): Promise<void> {
  await db.transaction(async (tx) => {
    const by = byOf(act)
    const paused = await tx.run(sql`
      insert into jobs.pause (since, by_person_id, reason) values (${act.at}, ${by}, ${reason}) on conflict do nothing`)
    if (paused === 0) throw new Conflict('The work is paused already')
    await audit(tx, act, 'jobs.paused', { kind: 'jobs', id: 'all' })
  })
}

export async function resumeWork(db: Db, act: Act): Promise<void> {
  await db.transaction(async (tx) => {
    if ((await tx.run(sql`delete from jobs.pause`)) === 0) throw new Conflict('The work is not paused')
    await audit(tx, act, 'jobs.resumed', { kind: 'jobs', id: 'all' })
  })
}
