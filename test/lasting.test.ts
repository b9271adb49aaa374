import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import pg from 'pg'
import { ROOT } from '#platform/config.ts'
import { until as untilSo } from './until.ts'

/** Real processes, started as people start them, and ended as the world ends them. */
const data = mkdtempSync(join(tmpdir(), 'muniment-lasting-'))
chmodSync(data, 0o755)
const PORT = 20_000 + (process.pid % 10_000)
const log = join(data, 'pg', 'postgres.log')
const address = (path: string) => `http://127.0.0.1:${PORT}${path}`

interface Started {
  readonly npm: ChildProcess
  readonly said: () => string
}

/** What the house that was started last has said: it goes with what is told of one that did not answer. */
let lastSaid = () => ''

function npmStart(program = 'npm', args: readonly string[] = ['start', '--', '--empty']): Started {
  const { npm_lifecycle_event: _, MUNIMENT_LIFELINE: __, ...env } = process.env
  const npm = spawn(program, args, {
    cwd: ROOT,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...env, MUNIMENT_DATA: data, PORT: String(PORT), LOG_LEVEL: 'warn' },
  })
  let said = ''
  for (const stream of [npm.stdout, npm.stderr]) stream.on('data', (chunk: Buffer) => (said += chunk.toString()))
  lastSaid = () => said
  return { npm, said: lastSaid }
}

const until = (what: string, isSo: () => boolean | Promise<boolean>, most = 45_000): Promise<void> =>
  untilSo(isSo, { what, most })

const answerOf = async (path: string) => {
  const answer = await fetch(address(path)).catch(brokenOff)
  return { status: answer.status, body: await answer.text(), type: answer.headers.get('content-type') }
}
/** The web process answers all the time: what broke off is told with its cause. */
function brokenOff(error: unknown): never {
  const { cause } = error instanceof Error ? error : { cause: error }
  throw new Error(`The web process did not answer: ${String(cause ?? error)}. It had said: ${lastSaid()}`, {
    cause: error,
  })
}
const health = () => answerOf('/health').catch(() => null)
const isOpen = (house: Started) =>
  until('open', () => {
    assert.equal(house.npm.exitCode, null, house.said())
    return /Muniment is open/.test(house.said())
  })
const isWell = () => until('well', async () => (await health())?.status === 200)

interface Process {
  readonly pid: number
  readonly parent: number
  readonly command: string
}

/** Every process that has to do with this data folder or was started under one that has. */
function processes(): Process[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const command = readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ').trim()
        const parent = Number(/^\d+ \(.*\) \S (\d+)/s.exec(readFileSync(`/proc/${name}/stat`, 'utf8'))?.[1])
        const isOurs =
          command.includes(data) || readFileSync(`/proc/${name}/environ`, 'utf8').includes(`MUNIMENT_DATA=${data}`)
        return isOurs && command !== '' ? [{ pid: Number(name), parent, command }] : []
      } catch {
        return []
      }
    })
}

/** The postmaster that the folder names: its children look like it for a moment. */
const postmaster = () => Number(readFileSync(join(data, 'pg', '18', 'postmaster.pid'), 'utf8').split('\n')[0])

function kill(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch {
    // It ended with another.
  }
}

function pidOf(part: RegExp): number {
  const found = processes().find(({ command }) => part.test(command))
  assert.ok(
    found,
    `no process ${part} among ${processes()
      .map(({ command }) => command)
      .join()}`,
  )
  return found.pid
}
const PROCESSES = {
  npm: /^npm start/,
  shell: /^sh -c/,
  doorstep: /^node bin\/run\.mjs/,
  server: /start\.ts/,
  guard: /guard\.ts/,
} as const

/** A session of our own, as the superuser whose password lies in the data folder. */
async function asSuperuser<Row>(text: string, database = 'muniment'): Promise<Row[]> {
  const { superuser } = JSON.parse(readFileSync(join(data, 'database-secrets.json'), 'utf8'))
  const client = new pg.Client({ host: join(data, 'pg', 'run'), user: 'postgres', password: superuser, database })
  client.on('error', () => undefined)
  await client.connect()
  try {
    return (await client.query(text)).rows as Row[]
  } finally {
    await client.end()
  }
}

const isLinux = process.platform === 'linux'

describe('a house whose database dies', { skip: !isLinux }, () => {
  let house: Started
  after(async () => {
    house.npm.kill('SIGTERM')
    await until('gone', () => processes().length === 0)
  })

  it('opens all the same when that is while it starts', async () => {
    house = npmStart()
    const ofHouse = "select pid from pg_stat_activity where application_name = 'muniment'"
    await until('the start uses the database', async () => (await asSuperuser(ofHouse).catch(() => [])).length > 0)
    process.kill(postmaster(), 'SIGKILL')
    await isOpen(house)
    assert.match(house.said(), /The database has gone away/)
    assert.doesNotMatch(house.said(), /is not available for a moment/)
  })

  it('says so meanwhile in plain words, gets it back by itself, and works on', async () => {
    await isWell()
    for (const signal of ['SIGKILL', 'SIGQUIT', 'SIGINT', 'SIGTERM'] as const) {
      const before = postmaster()
      process.kill(before, signal)
      const seen: string[] = []
      await until('another postmaster', async () => {
        const [state, page] = [await answerOf('/health'), await fetch(address('/sign-in')).catch(brokenOff)]
        assert.match(state.type ?? '', /^application\/json/)
        if (state.status === 503)
          assert.deepEqual(JSON.parse(state.body), { status: 'unavailable', database: 'unavailable' })
        const words = (await page.text()).replace(/<script[\s\S]*?<\/script>/g, '').replace(/<[^>]*>/g, ' ')
        if (page.status === 503) {
          assert.match(words, /Muniment is not available for a moment/)
          assert.match(words, /Wait a minute and load the page again/)
          assert.doesNotMatch(words, /ECONN|57P|\/pg\/|\.ts|terminat|postgres|[0-9a-f]{8}-[0-9a-f]{4}/i)
        }
        assert.ok([200, 503].includes(page.status), `page answers ${page.status}`)
        seen.push(`${state.status}`)
        return state.status === 200 && existsSync(join(data, 'pg', '18', 'postmaster.pid')) && postmaster() !== before
      })
      if (signal === 'SIGKILL') assert.ok(seen.includes('503'), seen.join())
    }
    assert.equal(house.npm.exitCode, null)
  })

  it('goes on when one session is killed, and replaces a guard that is', async () => {
    const guard = pidOf(PROCESSES.guard)
    process.kill(guard, 'SIGKILL')
    // Pages answer a moment before the new database has its supervisor.
    let session = 0
    await until('a supervisor', async () => {
      const [first] = await asSuperuser<{ pid: number }>(
        "select pid from pg_stat_activity where application_name like 'muniment supervisor%'",
        'postgres',
      )
      session = first?.pid ?? 0
      return session > 0
    })
    process.kill(session, 'SIGKILL')
    await until('the session is gone', () => !existsSync(`/proc/${session}`))
    await isWell()
    await until('another guard', () =>
      processes().some(({ pid, command }) => PROCESSES.guard.test(command) && pid !== guard),
    )
  })

  it('works off jobs again', async () => {
    const name = 'place-audit-entries'
    await asSuperuser(`select graphile_worker.add_job('${name}', job_key => '${name}')`)
    const left = () =>
      asSuperuser(`select locked_by, attempts, last_error from graphile_worker._private_jobs where key = '${name}'`)
    await until('the job is done', async () => (await left()).length === 0)
  })
})

describe('a house whose processes are ended', { skip: !isLinux }, () => {
  after(() => {
    for (const { pid } of processes()) kill(pid, 'SIGKILL')
    rmSync(data, { recursive: true, force: true })
  })

  const ENDS: readonly (readonly [string, keyof typeof PROCESSES | 'group' | 'all', NodeJS.Signals])[] = [
    ['npm is told to stop', 'npm', 'SIGTERM'],
    ['npm is killed', 'npm', 'SIGKILL'],
    ['the shell is killed', 'shell', 'SIGKILL'],
    ['the doorstep is told to stop', 'doorstep', 'SIGTERM'],
    ['the doorstep is killed', 'doorstep', 'SIGKILL'],
    ['the server is told to stop', 'server', 'SIGTERM'],
    ['the server is killed', 'server', 'SIGKILL'],
    ['the terminal is closed', 'group', 'SIGHUP'],
    ['Ctrl+C is pressed', 'group', 'SIGINT'],
    ['a service manager tells every process', 'all', 'SIGTERM'],
  ]
  for (const [how, which, signal] of ENDS)
    it(`ends with its database, cleanly, when ${how}, and opens again`, async () => {
      const house = npmStart()
      await isOpen(house)
      await isWell()
      if (which === 'group') process.kill(-(house.npm.pid ?? 0), signal)
      else if (which === 'all') for (const { pid } of processes()) kill(pid, signal)
      else process.kill(pidOf(PROCESSES[which]), signal)
      await until('gone', () => processes().length === 0)
      assert.equal(await health(), null)
      assert.match(readFileSync(log, 'utf8').trimEnd(), /database system is shut down$/)
    })

  it('waits, with a word, for an earlier start that has not ended yet', async () => {
    const first = npmStart()
    await isOpen(first)
    const second = npmStart()
    await until('the word', () => /already runs on the data folder .*: waiting for it …/.test(second.said()))
    process.kill(pidOf(PROCESSES.npm), 'SIGKILL')
    await isOpen(second)
    await isWell()
    process.kill(-(second.npm.pid ?? 0), 'SIGTERM')
    await until('gone', () => processes().length === 0)
  })

  it('opens at once after all of it was killed together', async () => {
    const house = npmStart()
    await isOpen(house)
    for (const { pid } of processes()) kill(pid, 'SIGKILL')
    const again = npmStart()
    await isOpen(again)
    await isWell()
    again.npm.kill('SIGTERM')
    await until('gone', () => processes().length === 0)
  })
})
