import { once } from 'node:events'
import { Readable } from 'node:stream'
import pg from 'pg'
import { type Connect, Connection } from './pool.ts'
import { type Sql, sql } from './sql.ts'
import { HOUSE_VIEWER } from './viewer.ts'

/** What the driver has for COPY beside what its types say. */
interface CopyConnection extends pg.Connection {
  sendCopyFromChunk(chunk: Uint8Array): void
  endCopyFrom(): void
  sendCopyFail(why: string): void
}

type Done = (error: Error | undefined) => void

/** `copy … to stdout`: what the server sends goes into a stream, and the socket waits while nobody reads. */
class CopyOut extends pg.Query {
  readonly out: Readable
  #connection: pg.Connection | null = null
  #isOver = false

  constructor(text: string) {
    const done: Done = (error) => {
      this.#isOver = true
      if (error) this.out.destroy(error)
      else this.out.push(null)
    }
    super(text, done)
    this.out = new Readable({
      highWaterMark: 256 * 1024,
      read: () => void this.#connection?.stream.resume(),
      // A consumer that breaks off cannot leave the connection in the middle of a copy: so it ends.
      destroy: (error, callback) => {
        if (this.#isOver) this.#connection?.stream.resume()
        else this.#connection?.stream.destroy()
        callback(error)
      },
    })
  }

  handleCopyData({ chunk }: { readonly chunk: Buffer }, connection: pg.Connection): void {
    this.#connection = connection
    // The driver uses its buffer again: what is kept must be a copy.
    if (!this.out.push(Buffer.from(chunk))) connection.stream.pause()
  }
}

/** `copy … from stdin`. */
class CopyIn extends pg.Query {
  readonly #opened = Promise.withResolvers<CopyConnection>()
  readonly #done = Promise.withResolvers<void>()

  constructor(text: string) {
    const done: Done = (error) => (error ? this.#done.reject(error) : this.#done.resolve())
    super(text, done)
    this.#done.promise.catch(() => undefined)
  }

  handleCopyInResponse(connection: CopyConnection): void {
    this.#opened.resolve(connection)
  }

  /** Sends what the source gives, no faster than the server takes it. */
  async pour(source: AsyncIterable<Uint8Array>): Promise<void> {
    const refused = this.#done.promise.then(() => null)
    const connection = await Promise.race([this.#opened.promise, refused])
    if (!connection) return
    try {
      for await (const chunk of source) {
        connection.sendCopyFromChunk(chunk)
        if (connection.stream.writableNeedDrain) await Promise.race([once(connection.stream, 'drain'), refused])
      }
    } catch (error) {
      connection.sendCopyFail('the source failed')
      await this.#done.promise.catch(() => undefined)
      throw error
    }
    connection.endCopyFrom()
    await this.#done.promise
  }
}

/** How every value is written in words, whatever the server's own settings are; and that all of it is to be seen, also of guarded tables. */
const SETTINGS = sql`
  select set_config(name, value, false) from (values ('client_encoding', 'UTF8'), ('datestyle', 'ISO, YMD'), ('intervalstyle', 'postgres'),
    ('timezone', 'UTC'), ('bytea_output', 'hex'), ('extra_float_digits', '1'), ('statement_timeout', '0'), ('lock_timeout', '0'),
    ('idle_in_transaction_session_timeout', '0'), ('synchronize_seqscans', 'off'),
    ('muniment.viewer', ${HOUSE_VIEWER})) s (name, value)`

/**
 * A connection of its own, in one transaction from its opening to its end, through which whole tables are copied: out of one snapshot,
 * or into a database. Nothing of it stands before `commit`; `close` gives up what was not committed.
 */
export class Copying extends Connection {
  readonly #client: pg.Client

  private constructor(client: pg.Client) {
    super((query) => client.query(query))
    this.#client = client
  }

  /** `snapshot` only reads, and sees the database as it is at its first question; `writing` may change it. */
  static async open(connect: Connect, kind: 'snapshot' | 'writing'): Promise<Copying> {
    const client = new pg.Client({ ...connect, application_name: 'muniment backup' })
    client.on('error', () => undefined)
    await client.connect()
    const copying = new Copying(client)
    await copying.run(SETTINGS)
    await client.query(kind === 'snapshot' ? 'begin isolation level repeatable read read only' : 'begin')
    return copying
  }

  /** Runs several statements that carry no values, such as a migration. */
  async script(text: string): Promise<void> {
    await this.#client.query(text)
  }

  /** What a query or a table gives, in PostgreSQL's text format of COPY: one line for each row. `from` is a name or a query in brackets. */
  copyOut(from: string): Readable {
    return this.#client.query(new CopyOut(`copy ${from} to stdout`)).out
  }

  /** Takes in what `copyOut` gave. `into` is a table with its columns. */
  async copyIn(into: string, source: AsyncIterable<Uint8Array>): Promise<void> {
    await this.#client.query(new CopyIn(`copy ${into} from stdin`)).pour(source)
  }

  /** Rows in batches through a cursor. */
  async *batches<Row>(query: Sql, size = 500): AsyncIterable<Row[]> {
    const { text, values } = query.compile()
    await this.#client.query(`declare batch no scroll cursor for ${text}`, values)
    try {
      for (;;) {
        const { rows } = await this.#client.query(`fetch ${size} from batch`)
        if (rows.length === 0) return
        yield rows
      }
    } finally {
      await this.#client.query('close batch').catch(() => undefined)
    }
  }

  async commit(): Promise<void> {
    await this.#client.query('commit')
  }

  async close(): Promise<void> {
    await this.#client.end().catch(() => undefined)
  }
}
