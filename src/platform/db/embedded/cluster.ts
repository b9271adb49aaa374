import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { CannotStart } from '../../errors.ts'
import { failureInWords } from '../../failure/index.ts'
import { isAway } from '../lost.ts'
import type { Connect } from '../pool.ts'
import { type Account, unprivilegedAccount } from './account.ts'
import { prepareFolders } from './folders.ts'
import { Guarding } from './guarding.ts'
import { standingOf } from './making.ts'
import { endPostmaster } from './postmaster.ts'
import { prepareRoles } from './roles.ts'
import { keptSecrets, type Secrets } from './secrets.ts'
import { folderOf, LocalServer, refuseDamaged, refuseEmptied } from './server.ts'
import { Waiting } from './waiting.ts'

/** Whoever holds this lock in the database looks after it. */
const SUPERVISOR_LOCK = 7_205_759_404
/** Held together by everybody who uses the database; whoever gets it alone is the last, and ends it. */
const USERS_LOCK = 7_205_759_405
/** A start waits so long, in milliseconds, for what an earlier one has not finished. */
const PATIENCE = 20_000
/** Commands that are still at work get so long, in milliseconds, when the server stops. */
const LAST_WORDS = 5_000

/** The embedded PostgreSQL of one data folder: made when missing, started or adopted, ended by the last who uses it. */
export class Cluster {
  readonly #data: string
  readonly #secrets: Secrets
  readonly #say: (line: string) => void
  readonly #guarding: Guarding
  readonly #server: LocalServer
  #keeper: pg.Client | null = null
  readonly #closing = new AbortController()
  #isSupervisor = false
  #recovery: Promise<void> | null = null
  #hasNewSecrets = false
  #probe: NodeJS.Timeout | undefined

  private constructor(data: string, account: Account | null, secrets: Secrets, say: (line: string) => void) {
    this.#data = data
    this.#secrets = secrets
    this.#say = say
    this.#guarding = new Guarding(folderOf(data))
    const isClosing = () => this.#closing.signal.aborted
    this.#server = new LocalServer({ data, account, secrets, say, guarding: this.#guarding, isClosing })
  }

  /**
   * Opens the cluster of a data folder. `supervise` says that this process will look after it, start it again when it dies
   * and end it: a second one that wants to waits for the first to end, and is refused when its patience (in
   * milliseconds) is over. Without it, a cluster that already runs is only used, and one that does not is started.
   */
  static async open(
    data: string,
    supervise: boolean,
    say: (line: string) => void,
    patience = PATIENCE,
  ): Promise<Cluster> {
    const account = unprivilegedAccount()
    await prepareFolders(data, account)
    const folder = folderOf(data)
    refuseDamaged(folder)
    const { secrets, isNew } = await keptSecrets(data, standingOf(folder) === 'whole', say)
    if (!isNew) refuseEmptied(folder)
    const cluster = new Cluster(data, account, secrets, say)
    cluster.#hasNewSecrets = isNew
    if (isNew && standingOf(folder) === 'whole') await cluster.#server.makePasswordKnown()
    const wait = new Waiting(patience, say)
    for (;;) {
      try {
        await cluster.#server.run(wait)
        await cluster.#enter(supervise, wait)
        return cluster
      } catch (error) {
        // It went away between two steps: somebody else was ending it.
        if (!isAway(error) || wait.isOver()) throw error
        await wait.because('The database is being stopped by an earlier start')
      }
    }
  }

  /** Connects as the role that owns the schema. */
  get owner(): Connect {
    return this.#server.as('muniment_owner', this.#secrets.owner, 'muniment')
  }

  /** Connects as the role that the application runs as. */
  get web(): Connect {
    return this.#server.as('muniment_web', this.#secrets.web, 'muniment')
  }

  /** Connects as the superuser, for tests that make databases of their own. */
  superuser(database: string): Connect {
    return this.#server.superuser(database)
  }

  /** Lets go of the database. The last who uses it ends it; whoever looks after it does so after a while in any case. */
  async close(): Promise<void> {
    if (this.#closing.signal.aborted) return
    this.#closing.abort()
    clearInterval(this.#probe)
    await this.#recovery
    const isAlone = await this.#isAlone().catch(() => false)
    if (isAlone || this.#isSupervisor) await endPostmaster(this.#server.folder)
    this.#guarding.end()
    await this.#keeper?.end().catch(() => undefined)
    this.#keeper = null
  }

  /** Joins those who use the database, sees that its roles are there, and looks after it where that is wanted. */
  async #enter(supervise: boolean, wait: Waiting): Promise<void> {
    const keeper = new pg.Client({
      ...this.superuser('postgres'),
      application_name: `muniment ${supervise ? 'supervisor' : 'user'} ${process.pid}`,
    })
    let isLost = false
    keeper.on('error', () => {
      isLost = true
    })
    await keeper.connect()
    try {
      if (supervise) await this.#becomeSupervisor(keeper, wait)
      await keeper.query('select pg_advisory_lock_shared($1)', [USERS_LOCK])
      await prepareRoles(keeper, this.#secrets, supervise || this.#hasNewSecrets)
    } catch (error) {
      await keeper.end().catch(() => undefined)
      throw error
    }
    this.#keeper = keeper
    if (!supervise) return
    this.#isSupervisor = true
    this.#guarding.begin()
    keeper.on('end', () => this.#lose(keeper))
    clearInterval(this.#probe)
    this.#probe = setInterval(() => void this.#look(), 2_000).unref()
    if (isLost) this.#lose(keeper)
  }

  /** The connection by which we look after the database has ended, and so has the database, or soon will. */
  #lose(keeper: pg.Client): void {
    if (this.#keeper !== keeper) return
    this.#keeper = null
    this.#recover()
  }

  async #becomeSupervisor(keeper: pg.Client, wait: Waiting): Promise<void> {
    for (;;) {
      const { rows } = await keeper.query<{ held: boolean }>('select pg_try_advisory_lock($1) as held', [
        SUPERVISOR_LOCK,
      ])
      if (rows[0]?.held) return
      const other = await keeper.query<{ name: string }>(
        "select application_name as name from pg_stat_activity where application_name like 'muniment supervisor %' and pid <> pg_backend_pid() order by backend_start limit 1",
      )
      const pid = other.rows[0]?.name.split(' ').at(-1)
      const who = `Muniment already runs on the data folder ${this.#data}${pid ? ` (process ${pid})` : ''}`
      if (wait.isOver())
        throw new CannotStart(`Cannot start: ${who}. Stop that one first, or set MUNIMENT_DATA to another folder.`)
      await wait.because(who)
    }
  }

  /** A server that was told to stop lets nobody new in and waits for those who are in: it is ended, and started again. */
  async #look(): Promise<void> {
    if (this.#closing.signal.aborted || this.#recovery || (await this.#server.state()) !== 'ending') return
    if (!this.#closing.signal.aborted) await endPostmaster(this.#server.folder)
  }

  #recover(): void {
    if (this.#closing.signal.aborted || this.#recovery) return
    this.#recovery = this.#startAgain().finally(() => {
      this.#recovery = null
      // It may have been lost once more before anybody listened.
      if (this.#keeper === null) this.#recover()
    })
  }

  /** Starts the database again, as often as it takes, each time after a longer pause. */
  async #startAgain(): Promise<void> {
    this.#say('The database has gone away. It is started again …')
    for (let delay = 100; !this.#closing.signal.aborted; delay = Math.min(delay * 2, 30_000)) {
      await pause(delay, undefined, { ref: false, signal: this.#closing.signal }).catch(() => undefined)
      try {
        const wait = new Waiting(PATIENCE, this.#say)
        await this.#server.run(wait)
        await this.#enter(true, wait)
        return this.#say('The database is back.')
      } catch (error) {
        if (!this.#closing.signal.aborted) this.#say(`The database does not come back yet: ${failureInWords(error)}`)
      }
    }
  }

  /** Whether nobody else uses the database, now that we do not: whoever comes later waits until it has ended. */
  async #isAlone(): Promise<boolean> {
    const keeper = this.#keeper
    if (!keeper) return false
    await keeper.query('select pg_advisory_unlock_shared($1)', [USERS_LOCK])
    const until = Date.now() + (this.#isSupervisor ? LAST_WORDS : 0)
    for (;;) {
      const { rows } = await keeper.query<{ held: boolean }>('select pg_try_advisory_lock($1) as held', [USERS_LOCK])
      if (rows[0]?.held) return true
      if (Date.now() >= until) return false
      await pause(50)
    }
  }
}
