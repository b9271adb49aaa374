import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { Loan } from './loan.ts'
import { isUndone } from './lost.ts'
import { Places } from './places.ts'
import { beginAs, Reading, unlessAborted } from './reading.ts'
import type { Sql } from './sql.ts'

const { builtins } = pg.types
/** Days stay ISO text; counts are numbers (a bigint of ours never passes 2^53). */
pg.types.setTypeParser(builtins.DATE, (text) => text)
pg.types.setTypeParser(builtins.INT8, Number)
pg.types.setTypeParser(builtins.NUMERIC, Number)

/** Asks the database. The caller says which rows the SQL gives; columns are named in the SQL as the program wants them. */
export interface Queries {
  many<Row>(query: Sql): Promise<Row[]>
  /** The only row. Throws if there is none. */
  one<Row>(query: Sql): Promise<Row>
  maybe<Row>(query: Sql): Promise<Row | null>
  /** How many rows were written. */
  run(query: Sql): Promise<number>
}

/** A transaction: what is written in it stands or falls together. */
export interface Tx extends Queries {
  readonly kind: 'transaction'
}

export interface Db extends Queries {
  readonly kind: 'pool'
  /**
   * Runs the work in one transaction. An error undoes all of it and is thrown on, and so does a statement that failed and
   * was kept quiet about. What the work has asked by the time it answers is part of it; what is asked later is refused.
   */
  transaction<Result>(work: (tx: Tx) => Promise<Result>): Promise<Result>
  /**
   * The same for work that can be done again: beside what it asks of the transaction it changes nothing. Where the database undoes it for
   * the sake of another transaction, it is done again, twice at most; where a rule refuses it at its end, once, because what another
   * transaction did meanwhile is seen by then. @throws Busy where it was undone each time
   */
  deed<Result>(work: (tx: Tx) => Promise<Result>): Promise<Result>
  /**
   * Rows in batches through a cursor, from one snapshot, so that a table of any size passes through little memory. The
   * cursor ends with the last row and with whoever reads: when they break off, throw, abort by the signal, or forget
   * to ask on. @throws Unavailable where the database is away, the signal's reason, Error where the reader was too slow
   */
  batches<Row>(query: Sql, size?: number, signal?: AbortSignal): AsyncIterable<Row[]>
  /**
   * The same database as somebody sees it: what is guarded is shown to them or not. `viewer` is told to each transaction and goes with it, so that
   * no connection that is lent again knows of anybody.
   */
  as(viewer: string): Db
  close(): Promise<void>
}

type Ask = (query: pg.QueryConfig) => Promise<pg.QueryResult>

export class Connection implements Queries {
  readonly #ask: Ask
  constructor(ask: Ask) {
    this.#ask = ask
  }
  async many<Row>(query: Sql): Promise<Row[]> {
    const { rows } = await this.#ask(query.compile())
    return rows as Row[]
  }
  async one<Row>(query: Sql): Promise<Row> {
    const [row] = await this.many<Row>(query)
    if (row === undefined) throw new Error('Cannot read the row: the query gave none')
    return row
  }
  async maybe<Row>(query: Sql): Promise<Row | null> {
    const [row] = await this.many<Row>(query)
    return row ?? null
  }
  async run(query: Sql): Promise<number> {
    const { rowCount } = await this.#ask(query.compile())
    return rowCount ?? 0
  }
}

/** One connection answers one question at a time: what is asked meanwhile waits for its turn, and for nothing once it is over. */
class Turns {
  #last: Promise<unknown> = Promise.resolve()
  #isOver = false

  readonly ask: Ask
  constructor(loan: Loan) {
    this.ask = (query) => {
      const asked = this.#last.then(() => {
        if (this.#isOver) throw new Error('Cannot ask the database: the transaction is over')
        return loan.query(query)
      })
      this.#last = asked.catch(() => undefined)
      return asked
    }
  }

  /** Lets what was asked so far finish. */
  async settle(): Promise<void> {
    await this.#last
    this.#isOver = true
  }

  /** Ends it: what waits is refused, and what is being asked is waited for. */
  async end(): Promise<void> {
    this.#isOver = true
    await this.#last
  }
}

class Transaction extends Connection implements Tx {
  readonly kind = 'transaction'
}

/** So often a deed is tried that the database undoes for the sake of another. */
const MOST_TRIES = 3
/** What a rule said when a transaction was to be committed (class 23 of PostgreSQL, integrity constraint violations). */
const refusedAtEnd = new WeakSet<Error>()

class Pool extends Connection implements Db {
  readonly kind = 'pool'
  readonly #pool: pg.Pool
  readonly #cursors: Places
  readonly #patience: number
  readonly #viewer: string
  constructor(pool: pg.Pool, patience: number, cursors: Places, viewer = '') {
    super(async (query) => {
      const loan = await Loan.from(pool)
      try {
        return viewer === '' ? await loan.query(query) : await loan.queryFor(viewer, query)
      } finally {
        await loan.giveBack()
      }
    })
    this.#pool = pool
    this.#patience = patience
    this.#viewer = viewer
    this.#cursors = cursors
  }

  async transaction<Result>(work: (tx: Tx) => Promise<Result>): Promise<Result> {
    const loan = await Loan.from(this.#pool)
    const turns = new Turns(loan)
    try {
      await loan.query({ text: beginAs('begin', this.#viewer) })
      const result = await work(new Transaction(turns.ask))
      await turns.settle()
      await commit(loan)
      return result
    } finally {
      await turns.end()
      await loan.giveBack()
    }
  }

  async deed<Result>(work: (tx: Tx) => Promise<Result>): Promise<Result> {
    for (let tries = 1; ; tries += 1) {
      try {
        return await this.transaction(work)
      } catch (error) {
        const isRefusedLate = tries === 1 && error instanceof Error && refusedAtEnd.has(error)
        if (tries === MOST_TRIES || !(isUndone(error) || isRefusedLate)) throw error
      }
      // Whoever was in the way goes first.
      await pause(20 * tries + Math.random() * 30)
    }
  }

  async *batches<Row>(query: Sql, size = 500, signal?: AbortSignal): AsyncIterable<Row[]> {
    await this.#cursors.take(signal)
    const reading = new Reading(() => this.#cursors.leave())
    signal?.addEventListener('abort', reading.breakOff)
    try {
      signal?.throwIfAborted()
      await unlessAborted(reading.begin(Loan.from(this.#pool), this.#viewer, query.compile()), signal)
      for (let rows = await reading.next(size); rows.length > 0; rows = await reading.next(size)) {
        reading.waitFor(this.#patience)
        yield rows as Row[]
      }
      await reading.end()
    } catch (error) {
      throw signal?.aborted ? signal.reason : error
    } finally {
      signal?.removeEventListener('abort', reading.breakOff)
      await reading.end()
    }
  }

  as(viewer: string): Db {
    return new Pool(this.#pool, this.#patience, this.#cursors, viewer)
  }

  async close(): Promise<void> {
    await this.#pool.end()
  }
}

/** PostgreSQL answers a commit of what has failed by undoing it, and calls that no error. */
async function commit(loan: Loan): Promise<void> {
  const { command } = await loan.query({ text: 'commit' }).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && String(error.code).startsWith('23')) refusedAtEnd.add(error)
    throw error
  })
  if (command !== 'COMMIT')
    throw new Error('Cannot commit: a statement of the transaction had failed, so all of it was undone')
}

export type Connect = pg.PoolConfig

export interface PoolOptions {
  readonly onError?: (error: Error) => void
  /** How long a reader of batches may take over one of them, in milliseconds. */
  readonly patience?: number
}

const nothing = () => undefined

/** Opens a pool. Connections are made when first needed, and again after they were lost. */
export function openPool(connect: Connect, { onError = nothing, patience = 300_000 }: PoolOptions = {}): Db {
  const pool = new pg.Pool({
    max: 10,
    idleTimeoutMillis: 30_000,
    connectionTimeoutMillis: 30_000,
    // The second wall: the server itself ends what a process forgot.
    idle_in_transaction_session_timeout: 2 * patience,
    application_name: 'muniment',
    ...connect,
  })
  pool.on('error', onError)
  // A lent connection may fail between two hands; its loan or the next question tells.
  pool.on('connect', (client) => client.on('error', nothing))
  // Readers that are slow, or that ask for more while they read, leave connections for everybody else.
  return new Pool(pool, patience, new Places(Math.max(1, Math.floor(pool.options.max / 2))))
}
