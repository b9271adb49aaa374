import pg from 'pg'
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
  /** Runs the work in one transaction. An error undoes all of it and is thrown on. */
  transaction<Result>(work: (tx: Tx) => Promise<Result>): Promise<Result>
  /** Rows in batches through a cursor, from one snapshot, so that a table of any size passes through little memory. */
  batches<Row>(query: Sql, size?: number): AsyncIterable<Row[]>
  close(): Promise<void>
}

type Runner = Pick<pg.ClientBase, 'query'>

class Connection implements Queries {
  readonly #runner: Runner
  constructor(runner: Runner) {
    this.#runner = runner
  }
  async many<Row>(query: Sql): Promise<Row[]> {
    const { rows } = await this.#runner.query(query.compile())
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
    const { rowCount } = await this.#runner.query(query.compile())
    return rowCount ?? 0
  }
}

class Transaction extends Connection implements Tx {
  readonly kind = 'transaction'
  constructor(client: pg.ClientBase) {
    super({ query: inTurn(client) as Runner['query'] })
  }
}

/** One connection answers one question at a time: what is asked meanwhile waits for its turn. */
function inTurn(client: pg.ClientBase) {
  let last: Promise<unknown> = Promise.resolve()
  return (query: pg.QueryConfig) => {
    const asked = last.then(() => client.query(query))
    last = asked.catch(() => undefined)
    return asked
  }
}

class Pool extends Connection implements Db {
  readonly kind = 'pool'
  readonly #pool: pg.Pool
  constructor(pool: pg.Pool) {
    super({ query: pool.query.bind(pool) as Runner['query'] })
    this.#pool = pool
  }

  async transaction<Result>(work: (tx: Tx) => Promise<Result>): Promise<Result> {
    return this.#within(async (client) => {
      await client.query('begin')
      try {
        const result = await work(new Transaction(client))
        await client.query('commit')
        return result
      } catch (error) {
        await client.query('rollback').catch(() => undefined)
        throw error
      }
    })
  }

  async *batches<Row>(query: Sql, size = 500): AsyncIterable<Row[]> {
    const client = await this.#pool.connect()
    try {
      await client.query('begin isolation level repeatable read read only')
      const { text, values } = query.compile()
      await client.query(`declare batch no scroll cursor for ${text}`, values)
      for (;;) {
        const { rows } = await client.query(`fetch ${size} from batch`)
        if (rows.length === 0) break
        yield rows as Row[]
      }
      await client.query('commit')
    } catch (error) {
      await client.query('rollback').catch(() => undefined)
      throw error
    } finally {
      client.release()
    }
  }

  async close(): Promise<void> {
    await this.#pool.end()
  }

  async #within<Result>(work: (client: pg.PoolClient) => Promise<Result>): Promise<Result> {
    const client = await this.#pool.connect()
    let broken = false
    const onError = () => {
      broken = true
    }
    client.on('error', onError)
    try {
      return await work(client)
    } finally {
      client.off('error', onError)
      client.release(broken)
    }
  }
}

export type Connect = pg.PoolConfig

/** Opens a pool. Connections are made when first needed. */
export function openPool(connect: Connect, onError: (error: Error) => void = () => undefined): Db {
  const pool = new pg.Pool({ max: 10, idleTimeoutMillis: 30_000, application_name: 'muniment', ...connect })
  pool.on('error', onError)
  return new Pool(pool)
}
