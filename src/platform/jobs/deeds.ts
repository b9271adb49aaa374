import { type Act, audit, byOf } from '../audit/index.ts'
import { type Db, sql, type Tx } from '../db/index.ts'
import { Conflict } from '../errors.ts'
import { newId } from '../ids.ts'
import { type FailedJob, failedJobs } from './status.ts'

/** Tries a job that failed for good again, from its first try; one without a key gets its own, as whoever is asked for has. @throws Conflict where it has not failed for good, or no longer stands there */
export async function retry(db: Db, act: Act, jobId: string): Promise<FailedJob> {
  return db.transaction(async (tx) => {
    const job = await held(tx, jobId)
    await tx.run(sql`
      update graphile_worker._private_jobs set attempts = 0, run_at = now(), max_attempts = greatest(max_attempts, 25),
        key = coalesce(key, ${newId(act.at.getTime())}), updated_at = now()
      where id = ${jobId}`)
    await tx.run(sql`select pg_notify('jobs:insert', '{"count":1}')`)
    await audit(tx, act, 'job.retried', { kind: 'job', id: jobId }, { name: job.name, attempts: job.attempts })
    return job
  })
}

/** Gives up a job that failed for good: it leaves the queue, and stays on record with the reason. @throws Conflict as `retry` does */
export async function giveUp(db: Db, act: Act, jobId: string, reason: string): Promise<FailedJob> {
  return db.transaction(async (tx) => {
    const job = await held(tx, jobId)
    const id = newId(act.at.getTime())
    const by = byOf(act)
    await tx.run(sql`delete from graphile_worker._private_jobs where id = ${jobId}`)
    await tx.run(sql`
      insert into jobs.given_up (id, job_id, name, words, attempts, asked_at, at, by_person_id, reason)
      values (${id}, ${jobId}, ${job.name}, ${job.words}, ${job.attempts}, ${job.askedAt}, ${act.at}, ${by}, ${reason})`)
    await audit(
      tx,
      act,
      'job.given-up',
      { kind: 'job', id: jobId },
      { name: job.name, attempts: job.attempts, givenUp: id },
    )
    return job
  })
}

async function held(tx: Tx, jobId: string): Promise<FailedJob> {
  const locked = /^\d{1,18}$/.test(jobId)
    ? await tx.maybe(sql`select from graphile_worker._private_jobs where id = ${jobId} for update`)
    : null
  const [job] = locked ? await failedJobs(tx, { only: jobId, most: 1 }) : []
  if (!job)
    throw new Conflict('The job has not failed for good', 'It was tried again or given up meanwhile, or is done.')
  return job
}
