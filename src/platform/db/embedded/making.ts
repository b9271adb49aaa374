import { spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { damageOf, flushFolder, writeDurably } from '../../durable.ts'
import { CannotStart } from '../../errors.ts'
import { type Account, identity } from './account.ts'
import type { Programs } from './programs.ts'
import type { Secrets } from './secrets.ts'

/** PostgreSQL numbers what people make from here on: manual, 67.1. */
const FIRST_OWN_DATABASE = 16_384
/** Somebody who makes a database takes seconds; what is older was left by a crash. */
const MAKING_MOST_MS = 600_000

/** What an administrator may change in postgresql.conf. Where it listens is told to it at each start. */
const SETTINGS: Readonly<Record<string, string>> = {
  max_connections: '80',
  shared_buffers: '128MB',
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_min_messages: 'warning',
}

/** With checksums, in UTF-8, sorted by code point; nobody gets in without a password. initdb flushes what it made. */
const HOW =
  '-U postgres -k -E UTF8 -A scram-sha-256 --locale-provider=builtin --builtin-locale=C.UTF-8 --locale=C'.split(' ')

/** How a database's folder stands: one that was never finished holds nothing, one that is damaged may hold everything. */
export type Standing = 'absent' | 'unfinished' | 'damaged' | 'whole'

export function standingOf(folder: string): Standing {
  if (!existsSync(folder)) return 'absent'
  if (vitalDamage(folder) === null) return 'whole'
  const own = readable(() => readdirSync(join(folder, 'base'))).some((name) => Number(name) >= FIRST_OWN_DATABASE)
  return own ? 'damaged' : 'unfinished'
}

/** Files without which a folder is no database, and what is wrong with the bytes of each. PostgreSQL writes them itself. */
const VITAL: Readonly<Record<string, (bytes: Buffer) => string | null>> = {
  'global/pg_control': (bytes) => {
    if (bytes.length === 0) return 'empty'
    if (bytes.every((byte) => byte === 0)) return 'filled with NUL bytes'
    return bytes.length < CONTROL_BYTES ? 'cut short' : null
  },
  PG_VERSION: (bytes) =>
    damageOf(bytes) ?? (/^\d+\s*$/.test(bytes.toString('latin1')) ? null : 'not what PostgreSQL wrote'),
}
/** The name of a file of the write-ahead log: time line, log and part, each of eight hexadecimal digits. There is always one. */
const LOG_PART = /^[0-9A-F]{24}$/
/** PG_CONTROL_FILE_SIZE of PostgreSQL's pg_control.h: the file is padded to it. */
const CONTROL_BYTES = 8_192

/** The first vital part of a database that is damaged, and what is wrong with it, in words; null where there is none. */
export function vitalDamage(folder: string): string | null {
  for (const [name, wrongWith] of Object.entries(VITAL)) {
    const wrong = wrongWithFile(join(folder, name), wrongWith)
    if (wrong !== null) return `its file ${name} is ${wrong}`
  }
  const hasLog = readable(() => readdirSync(join(folder, 'pg_wal'))).some((name) => LOG_PART.test(name))
  return hasLog ? null : 'its folder pg_wal has no part of the write-ahead log'
}

function wrongWithFile(path: string, wrongWith: (bytes: Buffer) => string | null): string | null {
  try {
    return wrongWith(readFileSync(path))
  } catch (error) {
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT'
    return isMissing ? 'missing' : 'not readable'
  }
}

function readable(read: () => string[]): string[] {
  try {
    return read()
  } catch {
    return []
  }
}

export interface Making {
  /** The folder that the database is to be in, and that others of its kind lie beside. */
  readonly folder: string
  readonly programs: Programs
  readonly account: Account | null
  readonly secrets: Secrets
}

/**
 * Makes a database beside its place, on the disk to the last file, and moves it there: a folder of that name is a whole
 * database. Of two that make one at once the first is kept.
 */
export async function makeDatabase({ folder, programs, account, secrets }: Making): Promise<void> {
  const home = join(folder, '..')
  clearLeftOvers(folder)
  const making = `${folder}.making-${process.pid}-${randomUUID().slice(0, 8)}`
  const passwordFile = `${making}.password`
  await writeDurably(passwordFile, secrets.superuser, { mode: 0o600, owner: account })
  try {
    runInitdb(['-D', making, `--pwfile=${passwordFile}`], { folder: making, programs, account })
  } finally {
    rmSync(passwordFile, { force: true })
  }
  if (standingOf(folder) === 'unfinished') renameSync(folder, `${folder}.unfinished-${Date.now()}`)
  try {
    renameSync(making, folder)
  } catch (error) {
    rmSync(making, { recursive: true, force: true })
    if (standingOf(folder) !== 'whole') throw error
  }
  await flushFolder(home)
}

/** So often a database is made that something else ends meanwhile. */
const MOST_TRIES = 3

/** Makes the files of a database. Nothing is kept in it yet: where initdb, or a server that it runs, is ended by somebody else, it begins again. */
function runInitdb(
  where: readonly string[],
  { folder, programs, account }: Pick<Making, 'folder' | 'programs' | 'account'>,
): void {
  const settings = Object.entries(SETTINGS).map(([name, value]) => `--set=${name}=${value}`)
  for (let tries = 1; ; tries += 1) {
    const made = spawnSync(programs.initdb, [...where, ...HOW, ...settings], { ...identity(account), encoding: 'utf8' })
    if (made.status === 0) return
    rmSync(folder, { recursive: true, force: true })
    const { signal, stderr, error } = made
    const why = stderr?.trim() || (signal ? `initdb was ended by ${signal}.` : String(error))
    const wasEnded = signal !== null || /\bKilled\b|terminated by signal/.test(why)
    if (!wasEnded || tries === MOST_TRIES) throw new CannotStart(`Cannot make the database: ${why}`)
  }
}

/** What a crash left of a database that was being made. */
function clearLeftOvers(folder: string): void {
  const home = join(folder, '..')
  const mark = `${folder.slice(home.length + 1)}.making-`
  for (const name of readdirSync(home)) {
    const path = join(home, name)
    if (name.startsWith(mark) && Date.now() - statSync(path).mtimeMs > MAKING_MOST_MS)
      rmSync(path, { recursive: true, force: true })
  }
}

/** Writes settings again of which a power cut left nothing that can be read; they never held more than this. */
export async function mendSettings(
  folder: string,
  account: Account | null,
  say: (line: string) => void,
): Promise<void> {
  const texts = {
    'postgresql.conf': Object.entries(SETTINGS).map(([name, value]) => `${name} = '${value}'`),
    'pg_hba.conf': [
      'local all all scram-sha-256',
      'host all all 127.0.0.1/32 scram-sha-256',
      'host all all ::1/128 scram-sha-256',
    ],
    'pg_ident.conf': ['# nobody is known by another name'],
  }
  for (const [name, lines] of Object.entries(texts)) {
    const path = join(folder, name)
    const damage = existsSync(path) ? damageOf(readFileSync(path)) : 'empty'
    if (damage === null) continue
    say(`${path} was ${existsSync(path) ? damage : 'missing'}. It is written anew, as Muniment sets it.`)
    await writeDurably(path, `${lines.join('\n')}\n`, { mode: 0o600, owner: account })
  }
  const own = join(folder, 'postgresql.auto.conf')
  if (!existsSync(own) || !readFileSync(own).includes(0)) return
  const kept = `${own}.damaged-${Date.now()}`
  renameSync(own, kept)
  await writeDurably(own, '', { mode: 0o600, owner: account })
  say(
    `${own} was filled with NUL bytes. It is emptied, so that what was set with ALTER SYSTEM is not set any more; what was left of it is in ${kept}.`,
  )
}

/** Gives the superuser a new password where the old one is lost: whoever may read the folder may do so. */
export function replacePassword({ folder, programs, account, secrets }: Making): void {
  const done = spawnSync(programs.postgres, ['--single', '-D', folder, 'postgres'], {
    ...identity(account),
    encoding: 'utf8',
    input: `alter role postgres password '${secrets.superuser}'\n`,
  })
  if (done.status !== 0)
    throw new CannotStart(
      `Cannot give the database a new password: ${(done.stderr || String(done.error)).trim().split('\n').at(-1)}`,
    )
}
