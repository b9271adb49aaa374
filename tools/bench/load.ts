import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { ROOT } from '#platform/config.ts'
import { sql } from '#platform/db/index.ts'
import { readBytes } from '../../src/platform/reading/read.ts'
import { type TestHouse, testHouse } from '../../test/house.ts'
import { analyse } from './lists.ts'
import { loadActions } from './plans.ts'
import { processorOf, processorOfServer } from './processor.ts'

const ACTIONS = Number(process.env.MUNIMENT_BENCH_ACTIONS ?? 100_000)
const PORT = 28_417
const ORIGIN = `http://localhost:${PORT}`
const SECONDS = Number(process.env.MUNIMENT_BENCH_SECONDS ?? 15)
/** Where the profile of the web process goes (`*.cpuprofile`), if a folder is named. */
const PROFILES = process.env.MUNIMENT_BENCH_PROFILES
const PROFILING = PROFILES ? ['--cpu-prof', `--cpu-prof-dir=${PROFILES}`] : []
/** Folders of other copies of the program, with commas between them: they are measured in turn with this one, over the same database, so that a busy machine is as busy for each. */
const PROGRAMS = [...(process.env.MUNIMENT_BENCH_BESIDE?.split(',') ?? []), ROOT]
const ROUNDS = Number(process.env.MUNIMENT_BENCH_ROUNDS ?? 1)
const ROLES = ['Departmental Records Officer', 'Senior Information Risk Owner', 'KIM Champion, Digital and Technology']

/** What people do in an hour, as parts of a hundred: a fifth of it writes. */
const MIX: readonly (readonly [parts: number, name: string, call: (session: Session, ids: Ids) => Promise<number>])[] =
  [
    [15, 'home', (session) => session.get('/')],
    [10, 'list of actions', (session) => session.get('/plans/actions')],
    [10, 'overdue actions', (session) => session.get('/plans/actions?overdue=yes&sort=priority')],
    [5, 'actions with words', (session, { word }) => session.get(`/plans/actions?words=%22thing+${word()}%22`)],
    [10, 'a plan', (session, { plan }) => session.get(`/plans/${plan()}`)],
    [20, 'an action', (session, { action }) => session.get(`/plans/actions/${action()}`)],
    [5, 'assets', (session) => session.get('/assets/assets')],
    [5, 'risks', (session) => session.get('/risks/risks')],
    [20, 'adding commentary', (session, { action }) => session.write(`/plans/actions/${action()}/commentary`)],
  ]

interface Ids {
  readonly action: () => string
  readonly plan: () => string
  readonly word: () => number
}

/**
 * Requests a second, and how long they take, of one process with web and worker beside PostgreSQL and those who ask, all on this machine: eight and
 * thirty-two people at once, who read and write in a house of 100,000 actions. What the processor does for a request is told too, of the program and of PostgreSQL apart: it says
 * the same on a machine that others use.
 */
export async function load(): Promise<void> {
  const test = await testHouse()
  await loadActions(test, ACTIONS, (csv) => readBytes(Buffer.from(csv), 'plan.csv'))
  await analyse(test)
  await waitForDisk(test, true)
  try {
    for (let round = 0; round < ROUNDS; round += 1)
      for (const program of PROGRAMS) {
        if (PROGRAMS.length > 1) process.stdout.write(`\n## ${program}\n`)
        await measure(test, program)
      }
  } finally {
    await waitForDisk(test, false)
    await test.close()
  }
}

async function measure(test: TestHouse, program: string): Promise<void> {
  const data = mkdtempSync(join(tmpdir(), 'muniment-load-'))
  const server = await ownProcess(test, program, data)
  try {
    const ids = await idsOf(test)
    const people = await Promise.all(ROLES.map((name) => test.person(name)))
    for (const count of [8, 32]) {
      const sessions = await Promise.all(
        Array.from({ length: count }, (_, index) => Session.open(people[index % people.length]?.id ?? '')),
      )
      await run(sessions, ids, 3)
      const before = await spent(test, server)
      const times = await run(sessions, ids, SECONDS)
      const after = await spent(test, server)
      tell(count, times, { web: after.web - before.web, database: after.database - before.database })
    }
  } finally {
    const isOver = once(server, 'exit')
    server.kill('SIGTERM')
    await isOver
    rmSync(data, { recursive: true, force: true })
  }
}

/** Seconds of processor so far. */
interface Processor {
  readonly web: number
  readonly database: number
}

async function spent(test: TestHouse, server: ChildProcess): Promise<Processor> {
  const { pid } = await test.db.one<{ pid: number }>(sql`select pg_backend_pid() as pid`)
  return { web: processorOf(server.pid ?? 0), database: processorOfServer(pid) }
}

/** Tests wait for no disk; a web process refuses a database that does not, and what it takes is to be measured. */
async function waitForDisk(test: TestHouse, isOn: boolean): Promise<void> {
  const client = new pg.Client(test.database.superuser)
  await client.connect()
  for (const name of ['fsync', 'full_page_writes', 'synchronous_commit'])
    await client.query(`alter system set ${name} = ${isOn ? 'on' : 'off'}`)
  await client.query('select pg_reload_conf()')
  await client.end()
}

async function ownProcess(test: TestHouse, folder: string, data: string): Promise<ChildProcess> {
  const { user, password, host, port, database } = test.database.web
  const address = `postgresql://${user}:${encodeURIComponent(String(password))}@localhost:${port}/${database}?host=${encodeURIComponent(String(host))}`
  const program = ['--disable-warning=ExperimentalWarning', join(folder, 'src/start.ts')]
  const child = spawn(process.execPath, [...PROFILING, ...program], {
    cwd: folder,
    env: {
      ...process.env,
      MUNIMENT_DATA: data,
      DATABASE_URL: address,
      PORT: String(PORT),
      LOG_LEVEL: 'fatal',
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  for (let tries = 0; tries < 300; tries += 1) {
    if (child.exitCode !== null) throw new Error('the web process has ended')
    const reply = await fetch(`${ORIGIN}/health`).catch(() => null)
    if (reply?.status === 200) return child
    await pause(100)
  }
  throw new Error('the web process does not answer')
}

async function idsOf(test: TestHouse): Promise<Ids> {
  const actions = await test.db.many<{ id: string }>(sql`select id from plans.action order by id limit 5000`)
  const plans = await test.db.many<{ id: string }>(sql`select id from plans.plan order by id limit 500`)
  let turn = 0
  const oneOf = (all: readonly { id: string }[]) => () => {
    turn += 7
    return all[turn % all.length]?.id ?? ''
  }
  const word = () => {
    turn += 13
    return turn % ACTIONS
  }
  return { action: oneOf(actions), plan: oneOf(plans), word }
}

/** Somebody who is signed in: their cookies, and the token of their forms. */
class Session {
  #cookie = ''
  #token = ''

  static async open(person: string): Promise<Session> {
    const session = new Session()
    await session.get('/sign-in')
    const status = await session.#post('/sign-in/example', { person, next: '/' })
    if (status !== 303) throw new Error(`cannot sign in: ${status}`)
    await session.get('/account')
    return session
  }

  async get(path: string): Promise<number> {
    const reply = await fetch(ORIGIN + path, { headers: { cookie: this.#cookie }, redirect: 'manual' })
    this.#take(reply)
    const text = await reply.text()
    this.#token = /name="_csrf" value="([^"]+)"/.exec(text)?.[1] ?? this.#token
    return reply.status
  }

  write(path: string): Promise<number> {
    return this.#post(path, {
      text: 'It goes on as it was planned.',
      'on-day': '20',
      'on-month': '11',
      'on-year': '2026',
    })
  }

  async #post(path: string, fields: Readonly<Record<string, string>>): Promise<number> {
    const body = new URLSearchParams({ _csrf: this.#token, ...fields })
    const reply = await fetch(ORIGIN + path, {
      method: 'POST',
      body,
      headers: { cookie: this.#cookie },
      redirect: 'manual',
    })
    this.#take(reply)
    await reply.text()
    return reply.status
  }

  #take(reply: Response): void {
    const set = reply.headers.getSetCookie().map((one) => one.split(';')[0] ?? '')
    if (set.length === 0) return
    const kept = new Map(
      [...this.#cookie.split('; '), ...set].filter(Boolean).map((one) => [one.slice(0, one.indexOf('=')), one]),
    )
    this.#cookie = [...kept.values()].join('; ')
  }
}

/** How many milliseconds each call took, by its name. */
type Times = Map<string, number[]>

async function run(sessions: readonly Session[], ids: Ids, seconds: number): Promise<Times> {
  const times: Times = new Map(MIX.map(([, name]) => [name, []]))
  const turns = MIX.flatMap(([parts, name, call]) => Array.from({ length: parts }, () => ({ name, call })))
  const until = performance.now() + seconds * 1000
  let next = 0
  const work = async (session: Session) => {
    while (performance.now() < until) {
      // A stride that has no divisor in common with a hundred goes through every part in turn.
      next += 37
      const turn = turns[next % turns.length]
      if (!turn) return
      const begun = performance.now()
      const status = await turn.call(session, ids)
      if (status !== 200 && status !== 303) throw new Error(`${turn.name} answered ${status}`)
      times.get(turn.name)?.push(performance.now() - begun)
    }
  }
  await Promise.all(sessions.map(work))
  return times
}

function tell(count: number, times: Times, { web, database }: Processor): void {
  const all = [...times.values()].flat()
  const each = (seconds: number) => `${((seconds / all.length) * 1000).toFixed(1)} ms`
  process.stdout.write(
    `\n${count} people at once: ${(all.length / SECONDS).toFixed(0)} requests a second, median ${at(all, 0.5)} ms, p99 ${at(all, 0.99)} ms (wanted: 200 a second, p99 300 ms)\n`,
  )
  process.stdout.write(
    `  processor for each request: web ${each(web)}, database ${each(database)}; ${(all.length / (web + database)).toFixed(0)} requests for each second of processor\n`,
  )
  for (const [name, taken] of times)
    process.stdout.write(
      `  ${name.padEnd(22)} median ${at(taken, 0.5).padStart(4)} ms, p99 ${at(taken, 0.99).padStart(4)} ms, ${taken.length} times\n`,
    )
}

const at = (times: readonly number[], share: number): string =>
  (times.toSorted((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * share))] ?? Number.NaN).toFixed(
    0,
  )
