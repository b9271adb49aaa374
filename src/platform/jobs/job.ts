import type { Logger } from 'pino'
import type { z } from 'zod'
import type { Config } from '../config.ts'
import { type Db, sql, type Tx } from '../db/index.ts'
import { InOurWords } from '../errors.ts'
import { newId } from '../ids.ts'

/** What every piece of work outside requests says of itself. */
interface JobFacts {
  readonly name: string
  /** What it does, in plain English, for administrators. */
  readonly does: string
  /** When it runs by itself, in the five fields of cron (UTC), or null for only when asked. */
  readonly every: string | null
  /** For how many hours a time that was missed, because nothing ran then, is made up for: once, however many were missed. 1 if left out. */
  readonly catchUpHours?: number
  /** How often it is tried before it has failed for good: after 3 s, 7 s, 20 s, 55 s, … up to 6 hours. 25 if left out. */
  readonly tries?: number
  /** Why it is shown every row of guarded tables, as a sentence of the audit log, where each of its runs stands. Without it none is. */
  readonly passes?: string
}

/** A piece of work without a payload. It must be safe to run twice: it is tried again if its process dies. */
export interface Job extends JobFacts {
  readonly payload?: undefined
  run(work: JobContext): Promise<void>
}

/** A piece of work that is asked for with a payload, which is checked when it is asked for and again before it is done. */
export interface PayloadJob<Payload = unknown> extends JobFacts {
  readonly payload: z.ZodType<Payload>
  run(work: PayloadContext<Payload>): Promise<void>
}

export type AnyJob = Job | PayloadJob

export interface JobContext {
  readonly db: Db
  readonly config: Config
  readonly log: Logger
  readonly now: Date
  /** Stops at this, keeping what is done. */
  readonly signal: AbortSignal | undefined
}

export interface PayloadContext<Payload> extends JobContext {
  readonly payload: Payload
  /** The same at every try of this job and of no other: what the world outside is told, so that it does the work once. */
  readonly key: string
  /**
   * Does the effects in a transaction that also takes the job off the queue: both stand, or neither does. At most once in a
   * job, and last. @throws JobIsAnothers where the job was taken from this worker; nothing is then done
   */
  readonly once: (effects: (tx: Tx) => Promise<void>) => Promise<void>
}

/** A job failed in a way that trying again does not mend: it has failed for good. */
export class CannotSucceed extends InOurWords {
  override readonly name = 'CannotSucceed'
}

/** The job was taken from this worker, because it was held for dead, or is done already. */
export class JobIsAnothers extends InOurWords {
  override readonly name = 'JobIsAnothers'
}

/** Asks for a job in the transaction that needs it: it runs if and only if that commits. One that waits already is enough. */
export async function ask(tx: Tx, name: string): Promise<void> {
  await tx.run(sql`select graphile_worker.add_job(${name}, job_key => ${name})`)
}

/**
 * Asks for a job with its payload, in the same way. With a key, a job of that key that still waits gets this payload instead.
 * Without, it gets one of its own: a job that has none was superseded (`superseded.ts`).
 * @throws ZodError where the payload does not fit
 */
export async function askWith<Payload>(
  tx: Tx,
  job: PayloadJob<Payload>,
  payload: Payload,
  { key, runAt }: { readonly key?: string; readonly runAt?: Date } = {},
): Promise<void> {
  job.payload.parse(payload)
  await tx.run(sql`
    select graphile_worker.add_job(${job.name}, ${JSON.stringify(payload)}::json, run_at => ${runAt ?? null}::timestamptz,
      max_attempts => ${job.tries ?? null}::integer, job_key => ${key ?? newId()}::text)`)
}

/** What the queue is told of a job that failed: our own words, and where it went wrong. */
export class JobFailed extends InOurWords {
  override readonly name = 'JobFailed'
  /** Whether the database is away: that says nothing of the job. */
  readonly isAway: boolean
  constructor({ words, at }: { readonly words: string; readonly at: readonly string[] }, isAway: boolean) {
    super(words)
    this.isAway = isAway
    this.stack = [words, ...at.map((place) => `    at /${place}`)].join('\n')
  }
}
