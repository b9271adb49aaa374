import { hostname } from 'node:os'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import type { Logger } from 'pino'
import type { Connect } from '../db/index.ts'
import { failureInWords } from '../failure/index.ts'
import { CLEAR_SUPERSEDED } from './superseded.ts'

/** The first half of the locks that say which workers live; the second is worked out from the worker's name. */
const ALIVE_LOCK = 720_575_940
/** How often somebody looks for jobs of the dead, in milliseconds. */
const LOOK_EVERY = 5_000
/** After so long, in milliseconds, it is looked again whether a worker is dead: whoever lives has said so again by then. */
const LOOK_AGAIN = 3_000

/** The condition that the worker of the name in column `locked_by` lives: the lock ends with the connection of whoever took it. */
export const LIVES = `exists (
    select from pg_locks where locktype = 'advisory' and classid = ${ALIVE_LOCK} and granted
      and database = (select oid from pg_database where datname = current_database())
      and objid = hashtext(locked_by)::bigint & 4294967295)`

/** Workers whose names stand on jobs or in the list of workers, and whose lock nobody holds. */
const DEAD = `
  select locked_by as name from (
    select locked_by from graphile_worker._private_jobs where locked_by is not null
    union select locked_by from graphile_worker._private_job_queues where locked_by is not null
    union select name from jobs.worker) as named
  where not ${LIVES}`

/** Frees the jobs of the dead, and answers which they had. */
const FREE = `
  with freed as (
    select j.id, j.locked_by from graphile_worker._private_jobs j where j.locked_by = any($1)),
  gone as (delete from jobs.worker where name = any($1))
  select count(freed.id)::int as jobs from (select graphile_worker.force_unlock_workers($1)) as unlocked left join freed on true`

/**
 * Says in the database, as long as this process lives, that a worker does, and frees the jobs of those that do not. Nobody
 * frees a job on one look: whoever lost the database with everybody else needs a moment to say so again. What was superseded leaves the queue.
 */
export class Alive {
  readonly #connect: Connect
  readonly #log: Logger
  readonly #lookEvery: number
  readonly #names = new Set<string>()
  readonly #stop = new AbortController()
  #client: pg.Client | null = null
  #leaving: Promise<void> = Promise.resolve()
  #asked: Promise<unknown> = Promise.resolve()
  readonly #done: Promise<void>

  constructor(connect: Connect, log: Logger, lookEvery = LOOK_EVERY) {
    this.#connect = connect
    this.#log = log
    this.#lookEvery = lookEvery
    this.#done = this.#live()
  }

  /** From now on jobs may carry this worker's name. */
  async add(name: string): Promise<void> {
    this.#names.add(name)
    await this.#say(name).catch(() => undefined)
  }

  /** The worker of this name has ended, and what it left is free. */
  remove(name: string): Promise<void> {
    if (!this.#names.delete(name)) return this.#leaving
    this.#leaving = this.#leaving.then(() => this.#leave(name)).catch(() => undefined)
    return this.#leaving
  }

  async #leave(name: string): Promise<void> {
    await this.#ask('delete from jobs.worker where name = $1', [name])
    await this.#ask('select pg_advisory_unlock($1, hashtext($2))', [ALIVE_LOCK, name])
  }

  async end(): Promise<void> {
    for (const name of new Set(this.#names)) await this.remove(name)
    await this.#leaving
    this.#stop.abort()
    await this.#client?.end().catch(() => undefined)
    await this.#done
  }

  async #live(): Promise<void> {
    while (!this.#stop.signal.aborted) {
      await this.#session().catch((error: unknown) =>
        this.#log.debug({ reason: failureInWords(error) }, 'not heard of'),
      )
      await this.#client?.end().catch(() => undefined)
      this.#client = null
      await this.#pause(1_000)
    }
  }

  /** The lock first: a worker that is listed without it is dead. */
  async #say(name: string): Promise<void> {
    await this.#ask(lockOf(name))
    await this.#ask('insert into jobs.worker (name, host, pid) values ($1, $2, $3) on conflict (name) do nothing', [
      name,
      hostname(),
      process.pid,
    ])
  }

  /** Asks when everything that was asked before has its answer, because a connection takes one question at a time. No rows where there is none. */
  #ask<Row extends pg.QueryResultRow>(question: string | pg.QueryConfig, values?: readonly unknown[]): Promise<Row[]> {
    const client = this.#client
    const asked = this.#asked.then(async () => (await client?.query<Row>(question, values && [...values]))?.rows ?? [])
    this.#asked = asked.catch(() => undefined)
    return asked
  }

  /** One connection, as long as it lasts. */
  async #session(): Promise<void> {
    const client = new pg.Client({
      ...this.#connect,
      application_name: 'muniment worker alive',
      connectionTimeoutMillis: 10_000,
    })
    const lost = new AbortController()
    client.on('error', () => lost.abort())
    client.on('end', () => lost.abort())
    await client.connect()
    this.#client = client
    this.#asked = Promise.resolve()
    for (const name of this.#names) await this.#say(name)
    let suspects = new Set<string>()
    while (!this.#stop.signal.aborted) {
      await this.#ask(CLEAR_SUPERSEDED)
      const rows = await this.#ask<{ name: string }>(DEAD)
      const dead = rows.map(({ name }) => name).filter((name) => !this.#names.has(name))
      const twice = dead.filter((name) => suspects.has(name))
      if (twice.length > 0) {
        const freed = await this.#ask<{ jobs: number }>(FREE, [twice])
        this.#log.warn({ workers: twice, jobs: freed[0]?.jobs ?? 0 }, 'jobs of workers that died are free again')
      }
      suspects = new Set(dead)
      await this.#pause(suspects.size > 0 ? Math.min(LOOK_AGAIN, this.#lookEvery) : this.#lookEvery, lost.signal)
    }
  }

  async #pause(milliseconds: number, lost?: AbortSignal): Promise<void> {
    const signal = lost ? AbortSignal.any([this.#stop.signal, lost]) : this.#stop.signal
    await pause(milliseconds, undefined, { signal, ref: false }).catch(() => undefined)
  }
}

const lockOf = (name: string) => ({
  text: 'select pg_advisory_lock_shared($1, hashtext($2))',
  values: [ALIVE_LOCK, name],
})
