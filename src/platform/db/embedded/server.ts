import { spawn } from 'node:child_process'
import { closeSync, openSync, readSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { CannotStart } from '../../errors.ts'
import type { Connect } from '../pool.ts'
import { type Account, identity } from './account.ts'
import { HAS_SOCKETS, makeSocketFolder, socketFolder } from './folders.ts'
import type { Guarding } from './guarding.ts'
import { makeDatabase, mendSettings, replacePassword, standingOf, vitalDamage } from './making.ts'
import { endPostmaster, postmasterOf, removeStaleLocks } from './postmaster.ts'
import { findPrograms, type Programs } from './programs.ts'
import type { Secrets } from './secrets.ts'
import type { Waiting } from './waiting.ts'

const MAJOR = '18'
/** A server that is stopping gets so long, in milliseconds, before its sessions are cut. */
const SLOW_ENDING = 2_000

/** How the server answers: it lets us in, it is between two states, nobody is there, or it does not know our password. */
type State = 'up' | 'between' | 'ending' | 'gone' | 'stranger'

/** What a server is made and started with. */
interface Furnished {
  readonly data: string
  readonly account: Account | null
  readonly secrets: Secrets
  readonly say: (line: string) => void
  readonly guarding: Guarding
  /** Whether whoever starts it has begun to stop. */
  readonly isClosing: () => boolean
}

/** The PostgreSQL server of one data folder: makes its files, starts it, and knows how it stands. Who uses it, and who looks after it, is not its matter. */
export class LocalServer {
  readonly folder: string
  readonly #by: Furnished
  /** Where the log stood when the server was last started by this run of it; null before. */
  #logFrom: number | null = null

  constructor(by: Furnished) {
    this.#by = by
    this.folder = folderOf(by.data)
  }

  /** Connects to one of its databases as one of its roles. */
  as(user: string, password: string, database: string): Connect {
    const { port } = this.#by.secrets
    return { user, password, database, port, host: HAS_SOCKETS ? socketFolder(this.#by.data) : '127.0.0.1' }
  }

  /** Connects as the superuser. */
  superuser(database: string): Connect {
    return this.as('postgres', this.#by.secrets.superuser, database)
  }

  /** Answers when the database runs: makes it and starts it where it must, and waits for whoever is doing so. */
  async run(wait: Waiting): Promise<void> {
    this.#logFrom = null
    if (standingOf(this.folder) === 'absent' || standingOf(this.folder) === 'unfinished') {
      this.#by.say('Making the database (once; a second or two) …')
      await makeDatabase(this.#making())
    }
    for (let endingSince: number | null = null; ; ) {
      const state = await this.state()
      if (this.#by.isClosing()) throw new CannotStart('Cannot start the database: Muniment is stopping.')
      if (state === 'up') return
      if (state === 'stranger')
        throw new CannotStart(
          `Cannot start: the database in ${this.folder} does not know the passwords in ${join(this.#by.data, 'database-secrets.json')}. Put that file back from a backup; or stop Muniment, delete the file and start again: new passwords are made, and nothing else changes.`,
        )
      if (wait.isOver() || (state === 'gone' && this.#hasFailed())) throw this.#cannotStart()
      if (state === 'gone' && (await this.#start(wait))) continue
      endingSince = state === 'ending' ? (endingSince ?? Date.now()) : null
      // Told to stop, it waits for sessions that may be our own, and lets in nobody meanwhile.
      if (endingSince !== null && Date.now() - endingSince > SLOW_ENDING) await endPostmaster(this.folder)
      await wait.because(
        state === 'ending'
          ? 'The database is still stopping'
          : state === 'gone'
            ? 'The database is still locked by an earlier start'
            : null,
      )
    }
  }

  /** A database whose passwords were lost gets those that were made instead. */
  async makePasswordKnown(): Promise<void> {
    await endPostmaster(this.folder)
    replacePassword(this.#making())
    this.#by.say('The passwords of the database were missing. New ones were made; nothing else has changed.')
  }

  /** How it answers now. */
  async state(): Promise<State> {
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
    return postmasterOf(this.folder) === null ? 'gone' : 'between'
  }

  /** Starts the server. Answers false where an earlier one still holds the folder, so that it is worth another try. */
  async #start(wait: Waiting): Promise<boolean> {
    await mendSettings(this.folder, this.#by.account, this.#by.say)
    if (HAS_SOCKETS) makeSocketFolder(socketFolder(this.#by.data), this.#by.account)
    const socket = HAS_SOCKETS ? socketFolder(this.#by.data) : ''
    for (const file of removeStaleLocks(this.folder, { folder: socket, port: this.#by.secrets.port }))
      this.#by.say(`${file} was left by a database that runs no more. It was taken away.`)
    const log = openSync(this.#log, 'a', 0o600)
    this.#logFrom = statSync(this.#log).size
    const child = spawn(this.#programs().postgres, serverArguments(this.folder, this.#by.secrets.port, socket), {
      ...identity(this.#by.account),
      detached: true,
      stdio: ['ignore', log, log],
    })
    closeSync(log)
    let hasEnded = false
    for (const event of ['exit', 'error']) child.on(event, () => (hasEnded = true))
    child.unref()
    this.#by.guarding.begin()
    wait.longer(60_000)
    while (!wait.isOver() && !hasEnded) {
      if ((await this.state()) !== 'gone' || hasEnded) break
      await pause(25)
    }
    if (!hasEnded || postmasterOf(this.folder) !== null) return true
    const said = this.#said()
    if (/lock file|shared memory block|is already in use|Address already in use|could not bind/i.test(said))
      return false
    throw this.#cannotStart()
  }

  #programs(): Programs {
    return findPrograms(this.#by.account, join(this.#by.data, 'pg', `programs-${MAJOR}`))
  }

  #making() {
    return { folder: this.folder, programs: this.#programs(), account: this.#by.account, secrets: this.#by.secrets }
  }

  get #log(): string {
    return join(this.#by.data, 'pg', 'postgres.log')
  }

  #cannotStart(): CannotStart {
    const advice = this.#hasFailed()
      ? 'Put the data folder back from a backup, and keep this one until that is done.'
      : 'Mend what it names and start again.'
    return new CannotStart(
      `Cannot start: the database in ${this.folder} does not start. PostgreSQL says: “${reasonIn(this.#said())}”; the rest is in ${this.#log}. ${advice}`,
    )
  }

  /** Whether it was started and could not bring its files into order: another try would end as this one. */
  #hasFailed(): boolean {
    return this.#logFrom !== null && /due to startup process failure/.test(this.#said())
  }

  #said(): string {
    return textFrom(this.#log, this.#logFrom ?? -4_000)
  }
}

/** Where the files of the database of a data folder lie. */
export const folderOf = (data: string) => join(data, 'pg', MAJOR)

/** Whether a data folder has an embedded database, in whatever state. */
export const hasOwnDatabase = ({ data }: { readonly data: string }): boolean => standingOf(folderOf(data)) !== 'absent'

/** Refuses a folder whose database cannot be opened as it is. */
export function refuseDamaged(folder: string): void {
  if (standingOf(folder) === 'damaged')
    throw new CannotStart(
      `Cannot start: the database in ${folder} is damaged (${vitalDamage(folder)}). Put the data folder back from a backup, and keep this one until that is done.`,
    )
}

/** Refuses a folder that is there and is no database, beside passwords that say that there was one: a new one would hide that it is lost. */
export function refuseEmptied(folder: string): void {
  if (standingOf(folder) === 'unfinished')
    throw new CannotStart(
      `Cannot start: the database that was in ${folder} is gone (${vitalDamage(folder)}). Put the data folder back from a backup. If nothing was ever kept here, move ${folder} away and start again: a new database is made.`,
    )
}

/** What whoever connects too early or too late is told: why that one is turned away, and not why the server ends. */
const TOLD_OTHERS =
  /FATAL:\s*the database system is (?:starting up|shutting down|in recovery mode|not yet accepting connections)/

/** The reason in what PostgreSQL wrote: its last message that ended it, else its last line. */
export function reasonIn(log: string): string {
  const lines = log
    .trim()
    .split('\n')
    .filter((line) => !TOLD_OTHERS.test(line))
  const ending = lines.findLast((line) => / (PANIC|FATAL): /.test(line)) ?? lines.at(-1) ?? ''
  return ending.replace(/^.*? (?:PANIC|FATAL):\s*/, '')
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
