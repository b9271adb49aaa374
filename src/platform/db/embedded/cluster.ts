import { spawn } from 'node:child_process'
import { closeSync, openSync, readSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { CannotStart } from '../../errors.ts'
import { isAway } from '../lost.ts'
import type { Connect } from '../pool.ts'
import { type Account, identity, unprivilegedAccount } from './account.ts'
import { HAS_SOCKETS, makeSocketFolder, prepareFolders, socketFolder } from './folders.ts'
import { Guarding } from './guarding.ts'
import { makeDatabase, mendSettings, replacePassword, standingOf, vitalDamage } from './making.ts'
import { endPostmaster, postmasterOf, removeStaleLocks } from './postmaster.ts'
import { findPrograms, type Programs } from './programs.ts'
import { prepareRoles } from './roles.ts'
import { keptSecrets, type Secrets } from './secrets.ts'
import { Waiting } from './waiting.ts'

const MAJOR = '18'
/** Whoever holds this lock in the database looks after it. */
const SUPERVISOR_LOCK = 7_205_759_404
/** Held together by everybody who uses the database; whoever gets it alone is the last, and ends it. */
const USERS_LOCK = 7_205_759_405
/** A start waits so long, in milliseconds, for what an earlier one has not finished. */
const PATIENCE = 20_000
/** Commands that are still at work get so long, in milliseconds, when the server stops. */
const LAST_WORDS = 5_000

/** A server that is stopping gets so long, in milliseconds, before its sessions are cut. */
const SLOW_ENDING = 2_000

/** How the server answers: it lets us in, it is between two states, nobody is there, or it does not know our password. */
type State = 'up' | 'between' | 'ending' | 'gone' | 'stranger'

/** The embedded PostgreSQL of one data folder: made when missing, started or adopted, ended by the last who uses it. */
export class Cluster {
  readonly #data: string
  readonly #folder: string
  readonly #account: Account | null
  readonly #secrets: Secrets
  readonly #say: (line: string) => void
  readonly #guarding: Guarding
  #keeper: pg.Client | null = null
  readonly #closing = new AbortController()
  #isSupervisor = false
  #recovery: Promise<void> | null = null
  #hasNewSecrets = false
  #probe: NodeJS.Timeout | undefined

  private constructor(data: string, account: Account | null, secrets: Secrets, say: (line: string) => void) {
    this.#data = data
    this.#folder = folderOf(data)
    this.#account = account
    this.#secrets = secrets
    this.#say = say
    this.#guarding = new Guarding(this.#folder)
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
    const cluster = new Cluster(data, account, secrets, say)
    cluster.#hasNewSecrets = isNew
    if (isNew && standingOf(folder) === 'whole') await cluster.#makePasswordKnown()
    const wait = new Waiting(patience, say)
    for (;;) {
      try {
        await cluster.#run(wait)
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
    return this.#as('muniment_owner', this.#secrets.owner, 'muniment')
  }

  /** Connects as the role that the application runs as. */
  get web(): Connect {
    return this.#as('muniment_web', this.#secrets.web, 'muniment')
  }

  /** Connects as the superuser, for tests that make databases of their own. */
  superuser(database: string): Connect {
    return this.#as('postgres', this.#secrets.superuser, database)
  }

  /** Lets go of the database. The last who uses it ends it; whoever looks after it does so after a while in any case. */
  async close(): Promise<void> {
    if (this.#closing.signal.aborted) return
    this.#closing.abort()
    clearInterval(this.#probe)
    await this.#recovery
    const isAlone = await this.#isAlone().catch(() => false)
    if (isAlone || this.#isSupervisor) await endPostmaster(this.#folder)
    this.#guarding.end()
    await this.#keeper?.end().catch(() => undefined)
    this.#keeper = null
  }

  #as(user: string, password: string, database: string): Connect {
    const { port } = this.#secrets
    return { user, password, database, port, host: HAS_SOCKETS ? socketFolder(this.#data) : '127.0.0.1' }
  }

  #programs(): Programs {
    return findPrograms(this.#account, join(this.#data, 'pg', `programs-${MAJOR}`))
  }

  #making() {
    return { folder: this.#folder, programs: this.#programs(), account: this.#account, secrets: this.#secrets }
  }

  /** A database whose passwords were lost gets those that were made instead. */
  async #makePasswordKnown(): Promise<void> {
    await endPostmaster(this.#folder)
    replacePassword(this.#making())
    this.#say('The passwords of the database were missing. New ones were made; nothing else has changed.')
  }

  async #state(): Promise<State> {
    const client = new pg.Client({ ...this.superuser('postgres'), connectionTimeoutMillis: 5_000 })
    client.on('error', () => undefined)
    try {
      await client.connect()
      return 'up'
    } catch (error) {
      return this.#stateBy(error)
    } finally {
      await client.end().catch(() => undefined)
    }
  }

  #stateBy(error: unknown): State {
    const code = error instanceof Error && 'code' in error ? error.code : null
    if (code === '57P03') return /shutting down/.test(String(error)) ? 'ending' : 'between'
    if (code === '53300') return 'up'
    if (code === '28P01' || code === '28000') return 'stranger'
    return postmasterOf(this.#folder) === null ? 'gone' : 'between'
  }

  /** Answers when the database runs: makes it and starts it where it must, and waits for whoever is doing so. */
  async #run(wait: Waiting): Promise<void> {
    if (standingOf(this.#folder) === 'absent' || standingOf(this.#folder) === 'unfinished') {
      this.#say('Making the database (once; a second or two) …')
      await makeDatabase(this.#making())
    }
    for (let endingSince: number | null = null; ; ) {
      const state = await this.#state()
      if (this.#closing.signal.aborted) throw new CannotStart('Cannot start the database: Muniment is stopping.')
      if (state === 'up') return
      if (state === 'stranger')
        throw new CannotStart(
          `Cannot start: the database in ${this.#folder} does not know the passwords in ${join(this.#data, 'database-secrets.json')}. Put that file back from a backup; or stop Muniment, delete the file and start again: new passwords are made, and nothing else changes.`,
        )
      if (wait.isOver()) throw this.#cannotStart()
      if (state === 'gone' && (await this.#start(wait))) continue
      endingSince = state === 'ending' ? (endingSince ?? Date.now()) : null
      // Told to stop, it waits for sessions that may be our own, and lets in nobody meanwhile.
      if (endingSince !== null && Date.now() - endingSince > SLOW_ENDING) await endPostmaster(this.#folder)
      await wait.because(
        state === 'ending'
          ? 'The database is still stopping'
          : state === 'gone'
            ? 'The database is still locked by an earlier start'
            : null,
      )
    }
  }

  /** Starts the server. Answers false where an earlier one still holds the folder, so that it is worth another try. */
  async #start(wait: Waiting): Promise<boolean> {
    await mendSettings(this.#folder, this.#account, this.#say)
    if (HAS_SOCKETS) makeSocketFolder(socketFolder(this.#data), this.#account)
    const socket = HAS_SOCKETS ? socketFolder(this.#data) : ''
    for (const file of removeStaleLocks(this.#folder, { folder: socket, port: this.#secrets.port }))
      this.#say(`${file} was left by a database that runs no more. It was taken away.`)
    const log = openSync(this.#log, 'a', 0o600)
    const before = statSync(this.#log).size
    const child = spawn(this.#programs().postgres, serverArguments(this.#folder, this.#secrets.port, socket), {
      ...identity(this.#account),
      detached: true,
      stdio: ['ignore', log, log],
    })
    closeSync(log)
    let hasEnded = false
    for (const event of ['exit', 'error']) child.on(event, () => (hasEnded = true))
    child.unref()
    this.#guarding.begin()
    wait.longer(60_000)
    while (!wait.isOver() && !hasEnded) {
      if ((await this.#state()) !== 'gone' || hasEnded) break
      await pause(25)
    }
    if (!hasEnded || postmasterOf(this.#folder) !== null) return true
    const said = textFrom(this.#log, before)
    if (/lock file|shared memory block|is already in use|Address already in use|could not bind/i.test(said))
      return false
    throw this.#cannotStart()
  }

  get #log(): string {
    return join(this.#data, 'pg', 'postgres.log')
  }

  #cannotStart(): CannotStart {
    const lines = textFrom(this.#log, -4_000).trim().split('\n').slice(-6).join('\n')
    return new CannotStart(`Cannot start the database. The end of ${this.#log} says why:\n${lines}`)
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
    if (this.#closing.signal.aborted || this.#recovery || (await this.#state()) !== 'ending') return
    if (!this.#closing.signal.aborted) await endPostmaster(this.#folder)
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
        await this.#run(wait)
        await this.#enter(true, wait)
        return this.#say('The database is back.')
      } catch (error) {
        if (!this.#closing.signal.aborted)
          this.#say(`The database does not come back yet: ${error instanceof Error ? error.message : String(error)}`)
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

const folderOf = (data: string) => join(data, 'pg', MAJOR)

function refuseDamaged(folder: string): void {
  if (standingOf(folder) === 'damaged')
    throw new CannotStart(
      `Cannot start: the database in ${folder} is damaged (${vitalDamage(folder)}). Put the data folder back from a backup, and keep this one until that is done.`,
    )
}

/** Where it listens is said at each start, so that no file has to hold it. */
function serverArguments(folder: string, port: number, socket: string): string[] {
  const set = (name: string, value: string) => ['-c', `${name}=${value}`]
  return [
    '-D',
    folder,
    '-p',
    String(port),
    '-k',
    socket,
    ...set('listen_addresses', HAS_SOCKETS ? '' : '127.0.0.1'),
    ...set('unix_socket_permissions', '0700'),
  ]
}

/** A text file from a place on; from so many bytes before its end where that is negative. */
function textFrom(file: string, place: number): string {
  const handle = openSync(file, 'r')
  try {
    const { size } = statSync(file)
    const from = place < 0 ? Math.max(0, size + place) : place
    const bytes = Buffer.alloc(Math.min(1_000_000, Math.max(0, size - from)))
    return bytes.subarray(0, readSync(handle, bytes, 0, bytes.length, from)).toString('utf8')
  } finally {
    closeSync(handle)
  }
}
