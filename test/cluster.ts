import { createHash } from 'node:crypto'
import { accessSync, constants, mkdirSync, statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { ROOT } from '#platform/config.ts'
import { isAlive } from '#platform/db/embedded/postmaster.ts'
import { Cluster, type Connect, migrate, schemaDigest } from '#platform/db/index.ts'

/** The folder of the tests' own PostgreSQL, which an unprivileged account can reach: one for a project in this folder, or for each part where tests run in parts. */
export function testFolder(root: string, part = ''): string {
  const name = createHash('sha256').update(`${root}${part}`).digest('hex').slice(0, 12)
  return join(memoryOr(tmpdir()), `muniment-tests-${name}`)
}
/** A file system in memory, where there is one with room: each database is a thousand files, which a disk makes and forgets slowly. */
function memoryOr(folder: string): string {
  try {
    const { bavail, bsize } = statfsSync('/dev/shm')
    accessSync('/dev/shm', constants.W_OK)
    return bavail * bsize > 2_000_000_000 ? '/dev/shm' : folder
  } catch {
    return folder
  }
}

let opened: Promise<Cluster> | null = null
let made = 0

export function testCluster(): Promise<Cluster> {
  opened ??= (async () => {
    const folder = testFolder(ROOT, process.env.MUNIMENT_TEST_PART)
    mkdirSync(folder, { recursive: true })
    const cluster = await Cluster.open(folder, false, () => undefined)
    await hurry(cluster)
    await prepareTemplate(cluster)
    return cluster
  })()
  return opened
}

/** What is lost when the machine fails is made again: nothing here waits for the disk. */
async function hurry(cluster: Cluster): Promise<void> {
  await asSuperuser(cluster, async (client) => {
    for (const [setting, value] of Object.entries({
      fsync: 'off',
      full_page_writes: 'off',
      synchronous_commit: 'off',
      max_wal_size: '4GB',
      autovacuum: 'off',
    }))
      await client.query(`alter system set ${setting} = '${value}'`)
    await client.query('select pg_reload_conf()')
  })
}

export async function stopTestCluster(): Promise<void> {
  const cluster = await opened
  opened = null
  await cluster?.close()
}

const template = `template_${schemaDigest()}`

/** Whoever holds this lock in the tests' server makes the template and clears up; other runs wait for it. */
const PREPARING = 7_205_759_410

/** A migrated database that others are copied from, made once for each schema. */
async function prepareTemplate(cluster: Cluster): Promise<void> {
  await asSuperuser(cluster, async (client) => {
    await client.query('select pg_advisory_lock($1)', [PREPARING])
    const { rows } = await client.query<{ name: string }>(
      "select datname as name from pg_database where datname like 'test\\_%' or datname like 'template\\_%'",
    )
    const names = rows.map(({ name }) => name)
    for (const name of leftOver(names)) await client.query(`drop database if exists "${name}" with (force)`)
    if (names.includes(template)) return
    await client.query(`create database "${template}_new" owner muniment_owner`)
    await migrate({ ...cluster.owner, database: `${template}_new` })
    await client.query(`alter database "${template}_new" rename to "${template}"`)
  })
}

/** Databases that nobody uses: of runs that are no more, a template that was never finished and, where no other run is at work, those of other schemas. */
function leftOver(names: readonly string[]): string[] {
  const used = new Set(names.filter((name) => isOfOther(name)))
  return names.filter((name) =>
    name.startsWith('test_') ? !used.has(name) : name !== template && (name.endsWith('_new') || used.size === 0),
  )
}

/** Whether a test database is that of another run, which still goes on: its name says whose it is. */
function isOfOther(name: string): boolean {
  const pid = Number(/^test_(?:[a-z]+_)?(\d+)_/.exec(name)?.[1] ?? 0)
  return pid > 0 && pid !== process.pid && isAlive(pid)
}

/** A turn that is taken behind a later one fails: see `muniment.turns()`. */
const TURNS_CHECKED = { options: '-c muniment.turns_checked=on' }

export interface TestDatabase {
  readonly name: string
  readonly owner: Connect
  readonly web: Connect
  /** Connects as the superuser, to do what the application may not. */
  readonly superuser: Connect
  drop(): Promise<void>
}

/** A database of a test file's own, copied in some tens of milliseconds: from the migrated template, or from another that nobody uses. */
export async function testDatabase(from = template): Promise<TestDatabase> {
  const cluster = await testCluster()
  made += 1
  const name = `test_${process.pid}_${made}`
  await asSuperuser(cluster, async (client) => {
    await client.query(`create database "${name}" template "${from}" owner muniment_owner strategy file_copy`)
  })
  return {
    name,
    owner: { ...cluster.owner, database: name, ...TURNS_CHECKED },
    web: { ...cluster.web, database: name, ...TURNS_CHECKED },
    superuser: { ...cluster.superuser(name), ...TURNS_CHECKED },
    drop: () =>
      asSuperuser(
        cluster,
        async (client) => void (await client.query(`drop database if exists "${name}" with (force)`)),
      ),
  }
}

async function asSuperuser(cluster: Cluster, work: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client(cluster.superuser('postgres'))
  client.on('error', () => undefined)
  await client.connect()
  try {
    await work(client)
  } finally {
    await client.end()
  }
}
