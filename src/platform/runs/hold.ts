import { type Db, type Queries, type Sql, sql, type Tx } from '../db/index.ts'

/** A run, and how often it was taken up: both together are one worker's. */
export interface Turn {
  readonly id: string
  readonly turn: number
}

/**
 * A table whose rows are runs. Whatever else its room keeps of them, it has the columns `id`, `state` (waiting, running, stopping,
 * stopped, finished, failed), `turn`, `asked_at`, `started_at`, `ended_at`, `beat_at` and `error`.
 */
export interface RunTable {
  readonly table: Sql
  /** Which of its rows workers work on, as a condition on `c`. */
  readonly worked: Sql
}

/** Our own class of the database's advisory locks. */
const LOCKS = 61_001
/** A connection may outlive a machine that lost its power: a run that has been silent for so long is held by nobody. */
const SILENCE_SECONDS = 120
const BEAT_MS = 15_000

/**
 * Runs that one worker at a time works on, that stop after any batch, and that whoever asks takes up when their process was killed.
 * Whoever works on one holds a lock, which goes with their connection at once when their process ends, however it ends. All times of
 * the hold are the database's.
 */
export class Runs {
  readonly #table: Sql
  readonly #worked: Sql
  /** The condition that a run `c` says that it is under way and nobody works on it. */
  readonly isLeft: Sql
  /** What is said of a run `c`: that it was left, where it was. Where it was to stop, it has. */
  readonly toldState: Sql

  constructor({ table, worked }: RunTable) {
    this.#table = table
    this.#worked = worked
    this.isLeft = sql`(${worked} and c.state in ('running', 'stopping') and (
      coalesce(c.beat_at < clock_timestamp() - make_interval(secs => ${SILENCE_SECONDS}), false)
      or not exists (
        select from pg_locks l where l.locktype = 'advisory' and l.granted and l.objsubid = 2 and l.classid = ${LOCKS}::bigint::oid
          and l.database = (select oid from pg_database where datname = current_database())
          and l.objid = (hashtext(c.id::text || ' ' || c.turn)::bigint & 4294967295)::oid)))`
    this.toldState = sql`case when not ${this.isLeft} then c.state when c.state = 'stopping' then 'stopped' else 'left' end`
  }

  /** Takes up the run that has waited longest, or one that nobody works on any more; null where there is none. */
  async takeUp(tx: Tx, now: Date, only: string | null = null): Promise<Turn | null> {
    return tx.maybe<Turn>(sql`
      update ${this.#table} r set state = 'running', started_at = coalesce(r.started_at, ${now}), beat_at = clock_timestamp(), turn = r.turn + 1
      where r.id = (
        select c.id from ${this.#table} c where ${this.#worked} and (${only}::uuid is null or c.id = ${only})
          and (c.state = 'waiting' or (c.state = 'running' and ${this.isLeft}))
        order by c.asked_at, c.id limit 1 for update skip locked)
      returning r.id, r.turn`)
  }

  /** Does the work while the run is held, and says now and then that it goes on; null where the turn is another's. */
  async whileHeld<Result>(db: Db, { id, turn }: Turn, work: () => Promise<Result>): Promise<Result | null> {
    return db.transaction(async (tx) => {
      const { held } = await tx.one<{ held: boolean }>(
        sql`select pg_try_advisory_xact_lock(${LOCKS}::integer, hashtext(${id}::text || ' ' || ${turn}::integer)) as held`,
      )
      if (!held || !(await this.isOurs(tx, { id, turn }))) return null
      const beating = setInterval(() => {
        db.run(sql`update ${this.#table} set beat_at = clock_timestamp() where id = ${id} and turn = ${turn}`).catch(
          () => undefined,
        )
      }, BEAT_MS)
      try {
        return await work()
      } finally {
        clearInterval(beating)
      }
    })
  }

  /** Whether nobody else has taken up the run since. */
  async isOurs(db: Queries, { id, turn }: Turn): Promise<boolean> {
    return (await db.maybe(sql`select from ${this.#table} where id = ${id} and turn = ${turn}`)) !== null
  }

  /** Puts down how far it is; answers whether to stop, because somebody asked or because another has taken it up. */
  async beat(db: Queries, { id, turn }: Turn, sets: Sql): Promise<boolean> {
    const row = await db.maybe<{ state: string }>(sql`
      update ${this.#table} set ${sets}, beat_at = clock_timestamp() where id = ${id} and turn = ${turn} returning state`)
    return row === null || row.state === 'stopping'
  }

  /** Lets the next worker go on with it, because this one's process ends. Answers whether it does: not where somebody wants it to stop. */
  async putBack(db: Queries, { id, turn }: Turn): Promise<boolean> {
    const back = await db.run(
      sql`update ${this.#table} set state = 'waiting', beat_at = null where id = ${id} and turn = ${turn} and state = 'running'`,
    )
    return back > 0
  }

  /** Ends it. Answers whether it was still this worker's to end. */
  async close(
    tx: Tx,
    { id, turn }: Turn,
    state: 'stopped' | 'finished' | 'failed',
    at: Date,
    error: string | null,
  ): Promise<boolean> {
    const closed = await tx.run(
      sql`update ${this.#table} set state = ${state}, ended_at = ${at}, error = ${error} where id = ${id} and turn = ${turn}`,
    )
    return closed > 0
  }

  /** Stops those that fit a condition on `c`: at once where they wait or nobody works on them, after its batch where one is under way. */
  async stop(tx: Tx, which: Sql, at: Date): Promise<number> {
    return tx.run(sql`
      update ${this.#table} c set state = case when c.state = 'waiting' or ${this.isLeft} then 'stopped' else 'stopping' end,
        ended_at = case when c.state = 'waiting' or ${this.isLeft} then ${at}::timestamptz end
      where ${which} and c.state in ('waiting', 'running')`)
  }
}
