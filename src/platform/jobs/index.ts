import { type Runner, run, type TaskList, Logger as WorkerLogger } from 'graphile-worker'
import pg from 'pg'
import type { Logger } from 'pino'
import type { Config } from '../config.ts'
import { type Connect, type Db, sql, type Tx } from '../db/index.ts'

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

/** Starts working off jobs until `stop` is called. */
export async function startWorker(
  jobs: readonly Job[],
  connect: Connect,
  { db, config, log }: Pick<JobContext, 'db' | 'config' | 'log'>,
): Promise<Runner> {
  const taskList: TaskList = Object.fromEntries(
    jobs.map((job) => [
      job.name,
      (_payload: unknown, helpers: { abortSignal?: AbortSignal }) =>
        job.run({ db, config, log: log.child({ job: job.name }), now: new Date(), signal: helpers.abortSignal }),
    ]),
  )
  const pool = new pg.Pool({ ...connect, max: 4, application_name: 'muniment worker' })
  pool.on('error', (error) => log.error({ error: error.message }, 'worker connection lost'))
  pool.on('connect', (client) => client.on('error', () => undefined))
  const crontab = jobs.flatMap(({ name, every }) => (every ? `${every} ${name} ?jobKey=${name}` : [])).join('\n')
  const runner = await run({ pgPool: pool, taskList, crontab, concurrency: 2, noHandleSignals: true, logger: quiet() })
  void runner.promise
    .catch((error: unknown) => log.error({ error: String(error) }, 'worker stopped'))
    .then(() => pool.end())
  return runner
}

/** The library's own chatter is left out: each job logs for itself. */
function quiet() {
  return new WorkerLogger(() => () => undefined)
}
