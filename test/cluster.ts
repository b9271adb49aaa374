import { createHash } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { ROOT } from '#platform/config.ts'
import { Cluster, type Connect, migrate, schemaDigest } from '#platform/db/index.ts'

/** The tests' own PostgreSQL: one for all of them, in a folder that an unprivileged account can reach. */
const DATA = join(tmpdir(), `muniment-tests-${createHash('sha256').update(ROOT).digest('hex').slice(0, 12)}`)
let opened: Promise<Cluster> | null = null
let made = 0

export function testCluster(): Promise<Cluster> {
  opened ??= (async () => {
    mkdirSync(DATA, { recursive: true })
    const cluster = await Cluster.open(DATA, false, () => undefined)
    await prepareTemplate(cluster)
    return cluster
  })()
  return opened
}

export async function stopTestCluster(): Promise<void> {
  const cluster = await opened
  opened = null
  await cluster?.close()
}

const template = `template_${schemaDigest()}`

/** A migrated database that others are copied from, made once for each schema. */
async function prepareTemplate(cluster: Cluster): Promise<void> {
  await asSuperuser(cluster, async (client) => {
    const { rows } = await client.query<{ name: string }>(
      "select datname as name from pg_database where datname like 'test\\_%' or datname like 'template\\_%'",
    )
    for (const { name } of rows) {
      if (name.startsWith('test_') || name !== template)
        await client.query(`drop database if exists "${name}" with (force)`)
    }
    if (rows.some(({ name }) => name === template)) return
    await client.query(`create database "${template}_new" owner muniment_owner`)
    await migrate({ ...cluster.owner, database: `${template}_new` })
    await client.query(`alter database "${template}_new" rename to "${template}"`)
  })
}

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
    await client.query(`create database "${name}" template "${from}" owner muniment_owner`)
  })
  return {
    name,
    owner: { ...cluster.owner, database: name },
    web: { ...cluster.web, database: name },
    superuser: cluster.superuser(name),
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
