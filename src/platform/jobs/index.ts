import { setTimeout as pause } from 'node:timers/promises'
import { type Runner, run, type TaskList } from 'graphile-worker'
import type { Logger } from 'pino'
import type { Connect } from '../db/index.ts'
import { failureInWords } from '../failure/index.ts'
import { Alive } from './alive.ts'
import { taskOf } from './doing.ts'
import type { AnyJob, JobContext } from './job.ts'
import { isPaused } from './pausing.ts'
import { eventsIn, loggerIn, withConsoleIn } from './queue-log.ts'
import { catchUp, crontabOf } from './schedule.ts'
import { WorkerPool } from './worker-pool.ts'

export { giveUp, retry } from './deeds.ts'
export {
  type AnyJob,
  ask,
  askWith,
  CannotSucceed,
  type Job,
  type JobContext,
  JobIsAnothers,
  type PayloadContext,
  type PayloadJob,
} from './job.ts'
export { pauseWork, resumeWork } from './pausing.ts'
export { nextDue, scheduleInWords } from './schedule.ts'
export {
  type FailedJob,
  findFailed,
  forgetExecutions,
  type JobStatus,
  jobHealth,
  jobStatus,
  pauseOf,
} from './status.ts'
export { IS_SUPERSEDED } from './superseded.ts'

/** Between two tries to begin again, in milliseconds. */
const LONGEST_PAUSE = 5_000
/** How often a worker looks whether work is paused, in milliseconds. */
const LOOK_FOR_PAUSE = 1_000

/** A worker that goes on until it is told to stop. */
export interface Worker {
  /** Lets the jobs that are under way finish; answers when they have. */
  stop(): Promise<void>
}

/** Starts working off jobs until `stop` is called, also when the database goes away meanwhile and comes back. */
export async function startWorker(
  jobs: readonly AnyJob[],
  connect: Connect,
  { db, config, log }: Pick<JobContext, 'db' | 'config' | 'log'>,
  lookEvery?: number,
): Promise<Worker> {
  const taskList: TaskList = Object.fromEntries(jobs.map((job) => [job.name, taskOf(job, { db, config, log })]))
  const alive = new Alive(connect, log, lookEvery)
  const stopping = new AbortController()
  const again = async () => {
    const late = await catchUp(db, jobs, new Date())
    if (late.length > 0) log.info({ jobs: late }, 'jobs that were due while nothing ran are asked for')
    return withConsoleIn(log, () => runOnce({ taskList, crontab: crontabOf(jobs), connect, log, alive }))
  }
  let runner: Runner | null
  try {
    runner = (await isPaused(db)) ? null : await again()
  } catch (error) {
    await alive.end()
    throw error
  }
  const done = (async () => {
    for (let delay = 250; ; delay = Math.min(delay * 2, LONGEST_PAUSE)) {
      const started = Date.now()
      if (runner) await untilPaused(runner, db, log)
      if (stopping.signal.aborted) return
      const wasPaused = await untilResumed(db, stopping.signal)
      if (stopping.signal.aborted) return
      if (Date.now() - started > 60_000) delay = 250
      log.warn(wasPaused ? 'the worker goes on after a pause' : 'the worker has ended by itself and is started again')
      runner = await restarted(again, delay, stopping.signal)
      if (!runner) return
    }
  })()
  return {
    async stop() {
      stopping.abort()
      await runner?.stop().catch(() => undefined)
      await done
      await alive.end()
    },
  }
}

/** Answers when the worker has ended, by itself or because somebody paused the work. */
async function untilPaused(runner: Runner, db: JobContext['db'], log: Logger): Promise<void> {
  const ended = new AbortController()
  const watching = (async () => {
    while (!ended.signal.aborted) {
      await pause(LOOK_FOR_PAUSE, undefined, { signal: ended.signal, ref: false }).catch(() => undefined)
      if (ended.signal.aborted || !(await isPaused(db).catch(() => false))) continue
      log.info('work is paused')
      await runner.stop().catch(() => undefined)
      return
    }
  })()
  await runner.promise.catch((error: unknown) => log.error({ reason: failureInWords(error) }, 'worker ended'))
  ended.abort()
  await watching
}

/** Answers when work is not paused, or nobody wants it any more: whether it was. */
async function untilResumed(db: JobContext['db'], signal: AbortSignal): Promise<boolean> {
  let wasPaused = false
  while (!signal.aborted && (await isPaused(db).catch(() => false))) {
    wasPaused = true
    await pause(LOOK_FOR_PAUSE, undefined, { signal, ref: false }).catch(() => undefined)
  }
  return wasPaused
}

/** Tries until it runs or nobody wants it any more. */
async function restarted(again: () => Promise<Runner>, first: number, signal: AbortSignal): Promise<Runner | null> {
  for (let delay = first; !signal.aborted; delay = Math.min(delay * 2, LONGEST_PAUSE)) {
    await pause(delay, undefined, { signal, ref: false }).catch(() => undefined)
    if (signal.aborted) break
    const runner = await again().catch(() => null)
    if (runner && signal.aborted) await runner.stop().catch(() => undefined)
    else if (runner) return runner
  }
  return null
}

interface Workshop {
  readonly taskList: TaskList
  readonly crontab: string
  readonly connect: Connect
  readonly log: Logger
  readonly alive: Alive
}

/** One run of the library's worker, on connections of its own, which end with it. */
async function runOnce({ taskList, crontab, connect, log, alive }: Workshop): Promise<Runner> {
  const pool = new WorkerPool({
    ...connect,
    max: 4,
    connectionTimeoutMillis: 10_000,
    application_name: 'muniment worker',
  })
  pool.on('error', (error) => log.error({ reason: failureInWords(error) }, 'worker connection lost'))
  pool.on('connect', (client) => client.on('error', () => undefined))
  const events = eventsIn(log)
  let name: string | null = null
  events.on('pool:create', ({ workerPool }) => {
    name = workerPool.id
    void alive.add(workerPool.id)
  })
  const end = async () => {
    if (name !== null) await alive.remove(name)
    await pool.end().catch(() => undefined)
  }
  try {
    const runner = await run({
      pgPool: pool,
      taskList,
      crontab,
      concurrency: 2,
      noHandleSignals: true,
      logger: loggerIn(log),
      events,
      // In batches, even of one, the library minds a database that goes away between a job and its end; alone it does not.
      preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
    })
    void runner.promise.catch(() => undefined).then(end)
    // A job may have been given to us by an answer that never came: under another name we can tell that nobody does it.
    events.on('worker:getJob:error', () => void runner.stop().catch(() => undefined))
    return runner
  } catch (error) {
    await end()
    throw error
  }
}
