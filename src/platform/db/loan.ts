import type pg from 'pg'
import { told } from './lost.ts'

/**
 * A connection that the pool has lent. It goes back idle or not at all: whatever its user left open, a transaction or a
 * cursor, ends on the way, and a connection of which that cannot be said is closed. Nothing else borrows from the pool.
 */
export class Loan {
  /** What each connection was told last of whoever looks. */
  static readonly #told = new WeakMap<pg.PoolClient, string>()
  readonly #client: pg.PoolClient
  #isBroken = false
  #isBack = false

  private constructor(client: pg.PoolClient) {
    this.#client = client
    client.on('error', this.#onError)
  }

  /**
   * Borrows a connection and tells it who looks, which policies ask. It is told before anything is begun, so that nothing undoes it.
   * @throws Unavailable where the database is away or none comes free in time
   */
  static async from(pool: pg.Pool, viewer: string): Promise<Loan> {
    let loan: Loan
    try {
      loan = new Loan(await pool.connect())
    } catch (error) {
      throw told(error)
    }
    try {
      await loan.#tell(viewer)
      return loan
    } catch (error) {
      loan.breakOff()
      throw error
    }
  }

  async #tell(viewer: string): Promise<void> {
    if ((Loan.#told.get(this.#client) ?? '') === viewer) return
    await this.query({ text: `select set_config('muniment.viewer', $1, false)`, values: [viewer] })
    Loan.#told.set(this.#client, viewer)
  }

  async query(query: pg.QueryConfig): Promise<pg.QueryResult> {
    if (this.#isBack) throw new Error('Cannot ask the database: the connection was given back')
    try {
      return await this.#client.query(query)
    } catch (error) {
      throw told(error)
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
