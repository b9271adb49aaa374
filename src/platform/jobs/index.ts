import { setTimeout as pause } from 'node:timers/promises'
import { type Runner, run, type TaskList } from 'graphile-worker'
import pg from 'pg'
import type { Logger } from 'pino'
import type { Config } from '../config.ts'
import { type Connect, type Db, sql, type Tx } from '../db/index.ts'
import { Alive } from './alive.ts'
import { eventsIn, loggerIn, withConsoleIn } from './queue-log.ts'

/** A piece of work that runs outside requests. It must be safe to run twice: a job is tried again if its process dies. */
export interface Job {
  readonly name: string
  /** When it runs by itself, in the five fields of cron, or null for only when asked. */
  readonly every: string | null
  run(work: JobContext): Promise<void>
}

export interface JobContext {
  readonly db: Db
  readonly config: Config
  readonly log: Logger
  readonly now: Date
  /** Stops at this, keeping what is done. */
  readonly signal: AbortSignal | undefined
}

/** Asks for a job in the transaction that needs it: it runs if and only if that commits. One that waits already is enough. */
export async function ask(tx: Tx, name: string): Promise<void> {
  await tx.run(sql`select graphile_worker.add_job(${name}, job_key => ${name})`)
}

/** Between two tries to begin again, in milliseconds. */
const LONGEST_PAUSE = 5_000

/** A worker that goes on until it is told to stop. */
export interface Worker {
  /** Lets the jobs that are under way finish; answers when they have. */
  stop(): Promise<void>
}

/** Starts working off jobs until `stop` is called, also when the database goes away meanwhile and comes back. */
export async function startWorker(
  jobs: readonly Job[],
  connect: Connect,
  { db, config, log }: Pick<JobContext, 'db' | 'config' | 'log'>,
  lookEvery?: number,
): Promise<Worker> {
  const taskList: TaskList = Object.fromEntries(
    jobs.map((job) => [
      job.name,
      (_payload: unknown, helpers: { abortSignal?: AbortSignal }) =>
        job.run({ db, config, log: log.child({ job: job.name }), now: new Date(), signal: helpers.abortSignal }),
    ]),
  )
  const crontab = jobs.flatMap(({ name, every }) => (every ? `${every} ${name} ?jobKey=${name}` : [])).join('\n')
  const alive = new Alive(connect, log, lookEvery)
  const stopping = new AbortController()
  const again = () => withConsoleIn(log, () => runOnce({ taskList, crontab, connect, log, alive }))
  let runner = await again()
  const done = (async () => {
    for (let delay = 250; ; delay = Math.min(delay * 2, LONGEST_PAUSE)) {
      const started = Date.now()
      await runner.promise.catch((error: unknown) => log.error({ error: String(error) }, 'worker ended'))
      if (stopping.signal.aborted) return
      if (Date.now() - started > 60_000) delay = 250
      log.warn('the worker has ended by itself and is started again')
      const next = await restarted(again, delay, stopping.signal)
      if (!next) return
      runner = next
    }
  })()
  return {
    async stop() {
      stopping.abort()
      await runner.stop().catch(() => undefined)
      await done
      await alive.end()
    },
  }
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
  const pool = new pg.Pool({ ...connect, max: 4, connectionTimeoutMillis: 10_000, application_name: 'muniment worker' })
  pool.on('error', (error) => log.error({ error: error.message }, 'worker connection lost'))
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
