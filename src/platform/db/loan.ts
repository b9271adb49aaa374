import type pg from 'pg'
import { told } from './lost.ts'
import { TELLING, ToldQuestion, type Wire } from './told-question.ts'

/** What the driver has for a client beside what its types say. */
type Client = pg.PoolClient & { readonly connection: pg.Connection & Wire }

/**
 * A connection that the pool has lent. It goes back idle or not at all: whatever its user left open, a transaction or a
 * cursor, ends on the way, and a connection of which that cannot be said is closed. Nothing else borrows from the pool.
 */
export class Loan {
  readonly #client: Client
  #isBroken = false
  #isBack = false
  /** So many questions are being asked. */
  #asking = 0

  private constructor(client: Client) {
    this.#client = client
    client.on('error', this.#onError)
  }

  /** Borrows a connection. @throws Unavailable where the database is away or none comes free in time */
  static async from(pool: pg.Pool): Promise<Loan> {
    try {
      return new Loan((await pool.connect()) as Client)
    } catch (error) {
      throw told(error)
    }
  }

  query(query: pg.QueryConfig): Promise<pg.QueryResult> {
    return this.#ask(() => this.#client.query(query))
  }

  /** Asks one question for somebody, in a transaction of its own that is told who they are. */
  async queryFor(viewer: string, query: pg.QueryConfig): Promise<pg.QueryResult> {
    if (!(TELLING.name in this.#client.connection.parsedStatements)) await this.query({ ...TELLING, values: [''] })
    return this.#ask(
      () =>
        new Promise((resolve, reject) => {
          this.#client.query(
            new ToldQuestion(query, viewer, (error, result) => (error ? reject(error) : resolve(result))),
          )
        }),
    )
  }

  async #ask(ask: () => Promise<pg.QueryResult>): Promise<pg.QueryResult> {
    if (this.#isBack) throw new Error('Cannot ask the database: the connection was given back')
    this.#asking += 1
    try {
      return await ask()
    } catch (error) {
      throw told(error)
    } finally {
      this.#asking -= 1
    }
  }

  /** Gives the connection back, once, however often it is called. */
  async giveBack(): Promise<void> {
    if (this.#isBack) return
    this.#isBack = true
    if (!this.#isBroken && !this.#isIdle()) await this.#client.query('rollback').catch(this.#onError)
    this.#release(this.#isBroken || !this.#isIdle())
  }

  /** Closes the connection at once, also while it is being asked. */
  breakOff(): void {
    if (this.#isBack) return
    this.#isBack = true
    if (this.#asking > 0) this.#client.connection.stream.destroy()
    this.#release(true)
  }

  readonly #onError = () => {
    this.#isBroken = true
  }

  #isIdle(): boolean {
    return this.#client.getTransactionStatus() === 'I'
  }

  #release(isToClose: boolean): void {
    this.#client.release(isToClose)
    this.#client.off('error', this.#onError)
  }
}
