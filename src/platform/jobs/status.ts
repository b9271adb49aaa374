import { type Queries, Sql, sql } from '../db/index.ts'
import { LIVES } from './alive.ts'
import type { AnyJob } from './job.ts'
import { nextDue, scheduleInWords } from './schedule.ts'
import { IS_SUPERSEDED } from './superseded.ts'

/** A job that failed for good and waits for somebody to decide, or is tried again by itself. */
export interface FailedJob {
  readonly id: string
  readonly name: string
  /** What went wrong, with nothing secret in it. */
  readonly words: string | null
  readonly attempts: number
  readonly maxAttempts: number
  readonly askedAt: Date
  readonly failedAt: Date | null
  /** When it is tried again; null where it is not. */
  readonly nextAt: Date | null
}

export interface JobStatus {
  readonly paused: { readonly since: Date; readonly reason: string; readonly by: string | null } | null
  readonly workers: readonly {
    readonly name: string
    readonly host: string
    readonly pid: number
    readonly beganAt: Date
  }[]
  readonly running: readonly {
    readonly id: string
    readonly name: string
    readonly since: Date
    readonly attempt: number
  }[]
  readonly queues: readonly {
    readonly name: string
    readonly waiting: number
    /** How long the one that could run for longest has waited, in seconds; null where none could run yet. */
    readonly oldestSeconds: number | null
    /** Whether any room knows what to do with it. */
    readonly isKnown: boolean
  }[]
  readonly retrying: readonly FailedJob[]
  readonly failed: readonly FailedJob[]
  readonly schedule: readonly {
    readonly name: string
    readonly does: string
    readonly every: string
    readonly inWords: string
    readonly lastAt: Date | null
    readonly seconds: number | null
    readonly outcome: 'done' | 'failed' | null
    readonly words: string | null
    readonly nextAt: Date | null
  }[]
  readonly givenUp: readonly {
    readonly id: string
    readonly name: string
    readonly at: Date
    readonly by: string | null
    readonly reason: string
  }[]
}

const SHOWN = 100

/** How the work outside requests stands. Lists are cut at a hundred. */
export async function jobStatus(db: Queries, jobs: readonly AnyJob[], now: Date): Promise<JobStatus> {
  const known = new Set(jobs.map(({ name }) => name))
  const [paused, workers, running, queues] = [
    await pauseOf(db),
    await workersOf(db),
    await runningOf(db),
    await queuesOf(db),
  ]
  return {
    paused,
    workers,
    running,
    queues: queues.map((queue) => ({ ...queue, isKnown: known.has(queue.name) })),
    retrying: await retryingJobs(db),
    failed: await failedJobs(db),
    schedule: await scheduleOf(db, jobs, now),
    givenUp: await db.many(sql`
      select job_id::text as id, name, at, by_person_id::text as by, reason from jobs.given_up order by at desc, id desc limit ${SHOWN}`),
  }
}

/** Since when all work is paused, why and by whom; null where it is not. */
export const pauseOf = (db: Queries): Promise<JobStatus['paused']> =>
  db.maybe<NonNullable<JobStatus['paused']>>(sql`select since, reason, by_person_id::text as by from jobs.pause`)

const workersOf = (db: Queries) =>
  db.many<JobStatus['workers'][number]>(sql`
    select name, host, pid, began_at as "beganAt" from (select w.*, w.name as locked_by from jobs.worker w) w
    where ${lives} order by began_at, name limit ${SHOWN}`)

const lives = new Sql([LIVES], [])
const isSuperseded = new Sql([IS_SUPERSEDED], [])

const runningOf = (db: Queries) =>
  db.many<JobStatus['running'][number]>(sql`
    select j.id::text as id, t.identifier as name, j.locked_at as since, j.attempts as attempt
    from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
    where j.locked_at is not null order by j.locked_at, j.id limit ${SHOWN}`)

const queuesOf = (db: Queries) =>
  db.many<{ readonly name: string; readonly waiting: number; readonly oldestSeconds: number | null }>(sql`
    select t.identifier as name, count(*)::int as waiting,
      floor(extract(epoch from clock_timestamp() - min(j.run_at) filter (where j.run_at <= clock_timestamp())))::int as "oldestSeconds"
    from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
    where j.locked_at is null and j.attempts < j.max_attempts group by t.identifier order by min(j.run_at), t.identifier limit ${SHOWN}`)

const FAILED = sql`
  j.id::text as id, t.identifier as name, j.last_error as words, j.attempts, j.max_attempts as "maxAttempts", j.created_at as "askedAt",
  (select max(e.ended_at) from jobs.execution e where e.name = t.identifier and e.job_id = j.id) as "failedAt"`

/** Jobs that failed for good, the oldest first, so many from one on. */
export function failedJobs(
  db: Queries,
  { only = null, most = SHOWN }: { readonly only?: string | null; readonly most?: number } = {},
): Promise<FailedJob[]> {
  return db.many(sql`
    select ${FAILED}, null::timestamptz as "nextAt"
    from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
    where j.locked_at is null and j.attempts >= j.max_attempts and not ${isSuperseded}
      and (${only}::bigint is null or j.id = ${only}::bigint) order by j.id limit ${most}`)
}

/** One that failed for good; null where there is none of that id. */
export async function findFailed(db: Queries, id: string): Promise<FailedJob | null> {
  if (!/^\d{1,18}$/.test(id)) return null
  return (await failedJobs(db, { only: id, most: 1 }))[0] ?? null
}

const retryingJobs = (db: Queries) =>
  db.many<FailedJob>(sql`
    select ${FAILED}, j.run_at as "nextAt"
    from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
    where j.locked_at is null and j.attempts between 1 and j.max_attempts - 1 and j.last_error is not null order by j.run_at, j.id limit ${SHOWN}`)

interface Latest {
  readonly name: string
  readonly lastAt: Date
  readonly seconds: number
  readonly outcome: 'done' | 'failed'
  readonly words: string | null
}

async function scheduleOf(db: Queries, jobs: readonly AnyJob[], now: Date): Promise<JobStatus['schedule']> {
  const names = jobs.filter(({ every }) => every !== null).map(({ name }) => name)
  const rows = await db.many<Latest>(sql`
    select n.name, e.began_at as "lastAt", extract(epoch from e.ended_at - e.began_at)::float as seconds, e.outcome, e.words
    from unnest(${names}::text[]) as n (name), lateral (
      select began_at, ended_at, outcome, words from jobs.execution where name = n.name order by began_at desc, id desc limit 1) e`)
  const latest = new Map(rows.map((row) => [row.name, row]))
  return jobs.flatMap(({ name, does, every }) => {
    if (every === null) return []
    const { lastAt = null, seconds = null, outcome = null, words = null } = latest.get(name) ?? {}
    return [
      {
        name,
        does,
        every,
        inWords: scheduleInWords(every),
        lastAt,
        seconds,
        outcome,
        words,
        nextAt: nextDue(every, now),
      },
    ]
  })
}

/** After so many seconds a job that could run has waited for too long. */
const TOO_LONG = 15 * 60

/** What `/health` says of jobs: late is worth a look, and no reason to take the installation out of service. */
export async function jobHealth(
  db: Queries,
): Promise<{ readonly jobs: 'ok' | 'late' | 'paused'; readonly oldestJobSeconds: number }> {
  const { seconds, isPaused } = await db.one<{ seconds: number; isPaused: boolean }>(sql`
    select coalesce(greatest(extract(epoch from clock_timestamp() - (
      select min(run_at) from graphile_worker._private_jobs where is_available)), 0), 0)::int as seconds,
      exists (select from jobs.pause) as "isPaused"`)
  return { jobs: isPaused ? 'paused' : seconds > TOO_LONG ? 'late' : 'ok', oldestJobSeconds: seconds }
}

/** Forgets how jobs ran more than a month ago, but for the last time of each, and of those that still stand in the queue. Answers how many were forgotten. */
export async function forgetExecutions(db: Queries, now: Date): Promise<number> {
  return db.run(sql`
    delete from jobs.execution e where e.ended_at < ${now}::timestamptz - interval '31 days'
      and exists (select from jobs.execution later where later.name = e.name and later.id > e.id)
      and not exists (select from graphile_worker._private_jobs j where j.id = e.job_id)`)
}
