import { spawn, spawnSync } from 'node:child_process'
import { appendFileSync, chownSync, existsSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { CannotStart } from '../../errors.ts'
import type { Connect } from '../pool.ts'
import { type Account, unprivilegedAccount } from './account.ts'
import { HAS_SOCKETS, makeSocketFolder, prepareFolders, readSecrets, type Secrets, socketFolder } from './folders.ts'
import { findPrograms, type Programs } from './programs.ts'

const MAJOR = '18'
/** Whoever holds this lock in the database looks after it. */
const SUPERVISOR_LOCK = 7_205_759_404

/** The embedded PostgreSQL of one data folder: made when missing, started or adopted, stopped when we started it. */
export class Cluster {
  readonly #data: string
  readonly #folder: string
  readonly #account: Account | null
  readonly #secrets: Secrets
  readonly #socket: string
  #supervisor: pg.Client | null = null

  private constructor(data: string, account: Account | null) {
    this.#data = data
    this.#folder = join(data, 'pg', MAJOR)
    this.#account = account
    this.#secrets = readSecrets(data)
    this.#socket = socketFolder(data)
  }

  /**
   * Opens the cluster of a data folder. `supervise` says that this process will look after it: a second one that
   * wants to is refused. Without it, a cluster that already runs is only used.
   */
  static async open(data: string, supervise: boolean, say: (line: string) => void): Promise<Cluster> {
    const account = unprivilegedAccount()
    prepareFolders(data, account)
    const cluster = new Cluster(data, account)
    const isNew = !existsSync(join(cluster.#folder, 'PG_VERSION'))
    if (isNew || !(await cluster.#answers())) {
      const programs = findPrograms(account, join(data, 'pg', `programs-${MAJOR}`))
      if (isNew) cluster.#create(programs, say)
      await cluster.#start(programs)
    }
    await cluster.#supervise(supervise)
    await cluster.#prepareRoles()
    return cluster
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

  /** Stops the database if this process looks after it: waits for others to finish, but not for ever. */
  async close(): Promise<void> {
    const supervisor = this.#supervisor
    this.#supervisor = null
    if (!supervisor) return
    await supervisor.end()
    const pid = this.#pid()
    if (pid === null) return
    process.kill(pid, 'SIGTERM')
    if (await gone(pid, 8_000)) return
    process.kill(pid, 'SIGINT')
    await gone(pid, 20_000)
  }

  #as(user: string, password: string, database: string): Connect {
    const { port } = this.#secrets
    return { user, password, database, port, host: HAS_SOCKETS ? this.#socket : '127.0.0.1' }
  }

  #pid(): number | null {
    try {
      return Number(readFileSync(join(this.#folder, 'postmaster.pid'), 'utf8').split('\n')[0])
    } catch {
      return null
    }
  }

  async #answers(): Promise<boolean> {
    const client = new pg.Client(this.superuser('postgres'))
    try {
      await client.connect()
      return true
    } catch {
      return false
    } finally {
      await client.end().catch(() => undefined)
    }
  }

  #create(programs: Programs, say: (line: string) => void): void {
    say('Making the database (once; a second or two) …')
    const passwordFile = join(this.#data, 'pg', 'first-password')
    writeFileSync(passwordFile, this.#secrets.superuser, { mode: 0o600 })
    this.#give(passwordFile)
    const made = spawnSync(
      programs.initdb,
      [
        '-D',
        this.#folder,
        '-U',
        'postgres',
        '-k',
        '-E',
        'UTF8',
        '--locale-provider=builtin',
        '--builtin-locale=C.UTF-8',
        '--locale=C',
        '-A',
        'scram-sha-256',
        `--pwfile=${passwordFile}`,
      ],
      { ...this.#identity(), encoding: 'utf8' },
    )
    rmSync(passwordFile, { force: true })
    if (made.status !== 0) {
      rmSync(this.#folder, { recursive: true, force: true })
      throw new CannotStart(`Cannot make the database: ${(made.stderr || String(made.error)).trim()}`)
    }
    appendFileSync(join(this.#folder, 'postgresql.conf'), settings(this.#secrets.port, this.#socket))
  }

  async #start(programs: Programs): Promise<void> {
    if (HAS_SOCKETS) makeSocketFolder(this.#socket, this.#account)
    const log = openSync(join(this.#data, 'pg', 'postgres.log'), 'a', 0o600)
    const child = spawn(programs.postgres, ['-D', this.#folder, '-k', HAS_SOCKETS ? this.#socket : ''], {
      ...this.#identity(),
      detached: true,
      stdio: ['ignore', log, log],
    })
    let ended = false
    child.on('exit', () => {
      ended = true
    })
    child.on('error', () => {
      ended = true
    })
    child.unref()
    for (let waited = 0; waited < 60_000; waited += 50) {
      if (await this.#answers()) return
      if (ended && !(await this.#answers())) break
      await pause(50)
    }
    if (await this.#answers()) return
    throw new CannotStart(
      `Cannot start the database. The end of ${join(this.#data, 'pg', 'postgres.log')} says why:\n${lastLines(join(this.#data, 'pg', 'postgres.log'))}`,
    )
  }

  #identity() {
    return {
      cwd: '/',
      env: { PATH: process.env.PATH ?? '', TZ: 'UTC' },
      ...(this.#account && { uid: this.#account.uid, gid: this.#account.gid }),
    }
  }

  #give(path: string): void {
    if (this.#account) chownSync(path, this.#account.uid, this.#account.gid)
  }

  async #supervise(wanted: boolean): Promise<void> {
    const client = new pg.Client({
      ...this.superuser('postgres'),
      application_name: `muniment supervisor ${process.pid}`,
    })
    client.on('error', () => undefined)
    await client.connect()
    const { rows } = await client.query<{ held: boolean }>('select pg_try_advisory_lock($1) as held', [SUPERVISOR_LOCK])
    if (rows[0]?.held) {
      this.#supervisor = client
      return
    }
    const other = await client.query<{ name: string }>(
      "select application_name as name from pg_stat_activity where application_name like 'muniment supervisor %' and pid <> pg_backend_pid()",
    )
    await client.end()
    if (!wanted) return
    const pid = other.rows[0]?.name.split(' ').at(-1)
    throw new CannotStart(
      `Cannot start: Muniment already runs on the data folder ${this.#data}${pid ? ` (process ${pid})` : ''}. Stop that one first, or set MUNIMENT_DATA to another folder.`,
    )
  }

  /** The roles and the database, made or brought up to date; harmless when they are there. */
  async #prepareRoles(): Promise<void> {
    if (!this.#supervisor) return
    const { owner, web } = this.#secrets
    await this.#supervisor.query(rolesSql(owner, web))
    const { rowCount } = await this.#supervisor.query("select from pg_database where datname = 'muniment'")
    if (rowCount === 0) await this.#supervisor.query('create database muniment owner muniment_owner')
    await this.#supervisor.query(
      'revoke all on database muniment from public; grant connect, temporary on database muniment to muniment_app',
    )
  }
}

/** The secrets are hexadecimal, so they can stand in quotes. */
function rolesSql(owner: string, web: string): string {
  return `do $$ begin
    if not exists (select from pg_roles where rolname = 'muniment_app') then create role muniment_app nologin; end if;
    if not exists (select from pg_roles where rolname = 'muniment_owner') then create role muniment_owner login nosuperuser nobypassrls; end if;
    if not exists (select from pg_roles where rolname = 'muniment_web') then create role muniment_web login nosuperuser nobypassrls in role muniment_app; end if;
  end $$;
  alter role muniment_owner password '${owner}'; alter role muniment_web password '${web}'`
}

function settings(port: number, socket: string): string {
  return [
    '',
    '# Set by Muniment',
    `port = ${port}`,
    `listen_addresses = '${HAS_SOCKETS ? '' : '127.0.0.1'}'`,
    HAS_SOCKETS ? `unix_socket_directories = '${socket}'` : '',
    'unix_socket_permissions = 0700',
    'max_connections = 80',
    'shared_buffers = 128MB',
    'jit = off',
    "timezone = 'UTC'",
    "log_timezone = 'UTC'",
    'log_min_messages = warning',
    '',
  ].join('\n')
}

async function gone(pid: number, milliseconds: number): Promise<boolean> {
  for (let waited = 0; waited < milliseconds; waited += 25) {
    try {
      process.kill(pid, 0)
    } catch {
      return true
    }
    await pause(25)
  }
  return false
}

function lastLines(file: string): string {
  return readFileSync(file, 'utf8').trim().split('\n').slice(-6).join('\n')
}
