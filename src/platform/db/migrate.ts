import { createHash } from 'node:crypto'
import { runMigrations } from 'graphile-worker'
import pg from 'pg'
import { CannotStart } from '../errors.ts'
import { isAway } from './lost.ts'
import { type Migration, migrations, type RunMigration } from './migrations.ts'
import type { Connect } from './pool.ts'
import { HOUSE_VIEWER } from './viewer.ts'

/** Any number, the same in every process: one migrates, the others wait. */
export const MIGRATION_LOCK = 7_205_759_403

/** Where it is written which migrations were run. */
const LEDGER = `
  create schema if not exists muniment;
  create table if not exists muniment.migration (name text primary key, digest text not null, run_at timestamptz not null default now())`

/** One digest of the whole schema: a database made from it need not be migrated. */
export function schemaDigest(): string {
  return createHash('sha256')
    .update(JOBS_RIGHTS)
    .update(
      migrations()
        .map(({ digest }) => digest)
        .join(),
    )
    .digest('hex')
    .slice(0, 16)
}

/** Brings the database to this release's schema, as the role that owns it. Answers the names of what was run. */
export async function migrate(owner: Connect): Promise<string[]> {
  const client = new pg.Client(owner)
  client.on('error', () => undefined)
  await client.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK])
    // Guarded tables are shut to their owner too, and an update would pass by their rows in silence.
    await client.query(`select set_config('muniment.viewer', $1, false)`, [HOUSE_VIEWER])
    await client.query(LEDGER)
    const { rows } = await client.query<{ name: string; digest: string }>('select name, digest from muniment.migration')
    const known = new Map(rows.map((row) => [row.name, row.digest]))
    const run: string[] = []
    for (const migration of migrations()) {
      if (known.get(migration.name) === migration.digest) continue
      if (known.has(migration.name))
        throw new CannotStart(`Cannot migrate: ${migration.name} is not the one that was run here before`)
      await apply(client, migration)
      run.push(migration.name)
    }
    await prepareJobs(owner)
    await client.query(JOBS_RIGHTS)
    return run
  } finally {
    await client.end()
  }
}

/** What stands against making a schema of those migrations with this release, or null. */
export function checkMigrations(wanted: readonly RunMigration[]): string | null {
  const known = new Map(migrations().map(({ name, digest }) => [name, digest]))
  for (const { name, digest } of wanted) {
    if (!known.has(name)) return `it needs the migration ${name}, which this release does not have`
    if (known.get(name) !== digest) return `its migration ${name} is not the one that this release has`
  }
  return null
}

/** Makes the schema that exactly those migrations make, in the transaction of the caller. The ledger of them is left to be copied in. */
export async function runAgain(
  script: (text: string) => Promise<void>,
  wanted: readonly RunMigration[],
): Promise<void> {
  const names = new Set(wanted.map(({ name }) => name))
  await script(LEDGER)
  for (const { name, text } of migrations()) if (names.has(name)) await script(text)
}

async function apply(client: pg.Client, { name, text, digest }: Migration): Promise<void> {
  await client.query('begin')
  try {
    // What waits for the end of a transaction, such as how rows stood, would keep a table from being altered after it was written to.
    await client.query('set constraints all immediate')
    await client.query(text)
    await client.query('insert into muniment.migration (name, digest) values ($1, $2)', [name, digest])
    await client.query('commit')
  } catch (error) {
    await client.query('rollback').catch(() => undefined)
    if (isAway(error)) throw error
    throw new CannotStart(`Cannot migrate: ${name} failed`, { cause: error })
  }
}

const JOBS_RIGHTS = `
    grant usage on schema graphile_worker to muniment_app;
    grant select, insert, update, delete on all tables in schema graphile_worker to muniment_app;
    grant usage, select on all sequences in schema graphile_worker to muniment_app;
    grant execute on all functions in schema graphile_worker to muniment_app;
    do $$ declare queue record; begin
      for queue in
        select c.relname from pg_class c
        where c.relnamespace = 'graphile_worker'::regnamespace and c.relrowsecurity
          and not exists (select from pg_policy p where p.polrelid = c.oid and p.polname = 'muniment_app')
      loop
        execute format('create policy muniment_app on graphile_worker.%I to muniment_app using (true) with check (true)', queue.relname);
      end loop;
    end $$`

/**
 * The job queue keeps a schema of its own, which its library migrates and shuts to all but its owner by row-level
 * security. The application may use it, not own it.
 */
export async function prepareJobs(owner: Connect): Promise<void> {
  const pool = new pg.Pool({ ...owner, max: 1 })
  pool.on('error', () => undefined)
  pool.on('connect', (connected) => connected.on('error', () => undefined))
  try {
    await runMigrations({ pgPool: pool })
  } finally {
    await pool.end()
  }
}
