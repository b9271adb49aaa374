import type { JobHelpers, Task } from 'graphile-worker'
import { byTheHouse } from '../access/index.ts'
import { audit, bySystem } from '../audit/index.ts'
import { isAway, type Queries, sql, type Tx } from '../db/index.ts'
import { failureForLog, failureInWords } from '../failure/index.ts'
import { newId } from '../ids.ts'
import { type AnyJob, CannotSucceed, type JobContext, JobFailed, JobIsAnothers, type PayloadJob } from './job.ts'

type Shop = Pick<JobContext, 'db' | 'config' | 'log'>
type Queued = JobHelpers['job']

/** The job as the library runs it: its payload is checked, its effects stand or fall with it, and what came of it is told. */
export function taskOf(job: AnyJob, shop: Shop): Task {
  const { config, log } = shop
  const db = job.passes === undefined ? shop.db : byTheHouse(shop.db, job.passes)
  return async (payload, { job: queued, abortSignal }) => {
    const work: JobContext = { db, config, log: log.child({ job: job.name }), now: new Date(), signal: abortSignal }
    let isTold = false
    const once = (effects: (tx: Tx) => Promise<void>) =>
      db.transaction(async (tx) => {
        await takeOff(tx, queued)
        await effects(tx)
        await tell(tx, job.name, queued, null)
        isTold = true
      })
    try {
      if (job.passes !== undefined) await writePassing(work, job.name, job.passes)
      if (job.payload) await job.run({ ...work, payload: fitting(job, payload), key: keyOf(job, queued), once })
      else await job.run(work)
    } catch (error) {
      throw await failed(work, job, queued, error)
    }
    if (!isTold)
      await tell(db, job.name, queued, null).catch((error: unknown) =>
        work.log.debug({ reason: failureInWords(error) }, 'not told'),
      )
  }
}

/** That the job sees what is guarded stands on the audit log before it sees anything. */
const writePassing = ({ db, now }: JobContext, job: string, why: string): Promise<string> =>
  db.transaction((tx) =>
    audit(tx, bySystem(now), 'guard.passed', { kind: 'job', id: newId(now.getTime()) }, { job, why }),
  )

/** The payload, without what the clock puts beside it. */
function fitting<Payload>(job: PayloadJob<Payload>, payload: unknown): Payload {
  const { _cron: _, ...own } = (payload ?? {}) as Record<string, unknown>
  const read = job.payload.safeParse(own)
  if (read.success) return read.data
  const why = read.error.issues.map(({ path, message }) => `${path.join('.') || 'all of it'}: ${message}`).join('; ')
  throw new CannotSucceed(`The payload does not fit: ${why}`)
}

/** Ids are counted from one again in a restored database, instants are not. */
const keyOf = (job: AnyJob, { id, created_at: at }: Queued) => `${job.name} ${id} ${new Date(at).getTime()}`

/** Holds the job's row first: whoever took the job from this worker waits or has it already. */
async function takeOff(tx: Tx, { id, locked_by: worker }: Queued): Promise<void> {
  const taken = await tx.run(sql`delete from graphile_worker._private_jobs where id = ${id} and locked_by = ${worker}`)
  if (taken === 0) throw new JobIsAnothers('Cannot do the job: it was taken from this worker, or is done already')
}

async function tell(
  db: Queries,
  name: string,
  { id, attempts, locked_at: began }: Queued,
  words: string | null,
): Promise<void> {
  await db.run(sql`
    insert into jobs.execution (name, job_id, attempt, began_at, ended_at, outcome, words)
    values (${name}, ${id}, ${attempts}, coalesce(${began}::timestamptz, clock_timestamp()), clock_timestamp(),
      ${words === null ? 'done' : 'failed'}, ${words})`)
}

/** Tells of the failure; answers what the queue and the log are told: what others said is no part of it. */
async function failed({ db, log }: JobContext, job: AnyJob, queued: Queued, error: unknown): Promise<Error> {
  // Of a database that is away it is known what to say, and nothing can be told.
  if (isAway(error)) return new JobFailed(failureForLog(error), true)
  const words = failureInWords(error)
  await db
    .transaction(async (tx) => {
      await tell(tx, job.name, queued, words)
      if (error instanceof CannotSucceed)
        await tx.run(sql`
          update graphile_worker._private_jobs set max_attempts = greatest(attempts, 1), last_error = ${words}
          where id = ${queued.id} and locked_by = ${queued.locked_by}`)
    })
    .catch((reason: unknown) => log.debug({ reason: failureInWords(reason) }, 'not told'))
  return new JobFailed(failureForLog(error), false)
}
