import { type Copying, name as named, type Queries, type RunMigration, Sql, sql } from '../db/index.ts'
import { IS_SUPERSEDED } from '../jobs/index.ts'
import { counted } from '../words.ts'
import type { Manifest } from './manifest.ts'

/** A table with the columns that are stored and not worked out, in their order. */
export interface Table {
  readonly schema: string
  readonly name: string
  readonly columns: readonly string[]
}

/** The schema of the job queue belongs to its library, which makes it anew. */
const QUEUE = 'graphile_worker'

/**
 * What goes into no backup: keys of groups, which would open what is destroyed later; what is being kept just now; and uploads that have
 * not ended, whose bytes no backup holds.
 */
const LEFT_OUT = sql`(n.nspname, c.relname) not in (('blobs', 'group_key'), ('blobs', 'arrival'), ('uploads', 'upload'), ('uploads', 'piece'))`

/** Schemas that people's programs fill, not PostgreSQL or an extension. `c` is the relation, `n` its schema. */
const OURS = sql`
  n.nspname !~ '^pg_' and n.nspname not in ('information_schema', ${QUEUE})
  and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')`

export function tablesOf(db: Queries): Promise<Table[]> {
  return db.many(sql`
    select n.nspname as schema, c.relname as name,
      array(select a.attname::text from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' order by a.attnum) as columns
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'r' and ${OURS} and ${LEFT_OUT} order by n.nspname, c.relname`)
}

/** `schema.table (columns)`, quoted, for COPY. */
export const columnsOf = ({ schema, name, columns }: Table): string =>
  `${quoted(schema, name)} (${columns.map((column) => quoted(column)).join(', ')})`

export const quoted = (...parts: readonly string[]): string => named(...parts).compile().text

export async function sequencesOf(db: Queries): Promise<Manifest['sequences']> {
  const found = await db.many<{ schema: string; name: string }>(sql`
    select n.nspname as schema, c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'S' and ${OURS} order by n.nspname, c.relname`)
  const sequences: Manifest['sequences'] = []
  for (const { schema, name } of found) {
    const { value, isCalled } = await db.one<{ value: string; isCalled: boolean }>(
      sql`select last_value::text as value, is_called as "isCalled" from ${named(schema, name)}`,
    )
    sequences.push({ schema, name, value, isCalled })
  }
  return sequences
}

export async function setSequences(db: Queries, sequences: Manifest['sequences']): Promise<void> {
  for (const { schema, name, value, isCalled } of sequences)
    await db.one(sql`select setval(${quoted(schema, name)}::regclass, ${value}::bigint, ${isCalled})`)
}

export const migrationsOf = (db: Queries): Promise<RunMigration[]> =>
  db.many(sql`select name, digest from muniment.migration order by name collate "C"`)

/** Jobs that wait, with what they are to do. What runs by itself is asked for by the clock again; of one that was superseded the later stands here. */
export async function jobsOf(db: Queries): Promise<Manifest['jobs']> {
  const jobs = await db.many<{ task: string; key: string | null; payload: Record<string, unknown> | null }>(sql`
    select t.identifier as task, j.key, nullif(j.payload::jsonb - '_cron', '{}'::jsonb) as payload
    from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
    where not ${new Sql([IS_SUPERSEDED], [])} order by t.identifier collate "C", j.key collate "C", j.id limit 100000`)
  return jobs.map(({ task, key, payload }) => (payload ? { task, key, payload } : { task, key }))
}

export async function askForJobs(db: Queries, jobs: Manifest['jobs']): Promise<void> {
  await db.run(sql`
    select graphile_worker.add_job(n.task, coalesce(n.payload, '{}'::jsonb)::json, job_key => coalesce(n.key, gen_random_uuid()::text))
    from jsonb_to_recordset(${JSON.stringify(jobs)}::jsonb) as n (task text, key text, payload jsonb)`)
}

/** Whether a house was ever opened in this database. */
export async function holdsHouse(db: Queries): Promise<boolean> {
  const { is } = await db.one<{ is: boolean }>(sql`select to_regclass('muniment.migration') is not null as is`)
  return is
}

/** What stands in the database that a backup would have to share it with, in words; null for an empty one. */
export async function whatStandsIn(db: Queries): Promise<string | null> {
  const { tables, first } = await db.one<{ tables: number; first: string | null }>(sql`
    select count(*) as tables, min(n.nspname || '.' || c.relname) as first
    from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind in ('r', 'p', 'v', 'm', 'S', 'f') and ${OURS}`)
  if (tables > 0)
    return `${counted(tables, 'table, view or sequence', 'tables, views and sequences')}, such as ${first}`
  const { schemas } = await db.one<{ schemas: string | null }>(sql`
    select string_agg(n.nspname, ', ' order by n.nspname) as schemas from pg_namespace n
    where n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'public', ${QUEUE})
      and not exists (select from pg_depend d where d.classid = 'pg_namespace'::regclass and d.objid = n.oid and d.deptype = 'e')`)
  return schemas ? `the schema ${schemas}` : null
}

/**
 * Takes away what would act on rows as they are copied in, and answers how to put it back: triggers write, change and refuse what has been
 * written already, and rows of tables that refer to each other have no order in which each is there before the other.
 */
export async function openTables(into: Copying, tables: readonly Table[]): Promise<() => Promise<void>> {
  const keys = await into.many<{ table: string; name: string; definition: string }>(sql`
    select k.conrelid::regclass::text as table, quote_ident(k.conname) as name, pg_get_constraintdef(k.oid) as definition
    from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
    where k.contype = 'f' and ${OURS} order by 1, 2`)
  for (const { table, name } of keys) await into.script(`alter table ${table} drop constraint ${name}`)
  for (const { schema, name } of tables) await into.script(`alter table ${quoted(schema, name)} disable trigger user`)
  const guarded = await into.many<{ table: string }>(sql`
    select c.oid::regclass::text as table from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'r' and c.relforcerowsecurity and ${OURS} order by 1`)
  // COPY takes nothing into a table whose policies stand before whoever copies.
  for (const { table } of guarded) await into.script(`alter table ${table} no force row level security`)
  return async () => {
    for (const { table } of guarded) await into.script(`alter table ${table} force row level security`)
    for (const { table, name, definition } of keys)
      await into.script(`alter table ${table} add constraint ${name} ${definition}`)
    for (const { schema, name } of tables) await into.script(`alter table ${quoted(schema, name)} enable trigger user`)
  }
}

/** Migrations write rows of their own; the backup's take their place. */
export const emptied = (tables: readonly Table[]): string =>
  `truncate ${tables.map(({ schema, name }) => quoted(schema, name)).join(', ')}`

/** Nobody may change the shape of these tables before the transaction ends. */
export const held = (tables: readonly Table[]): string =>
  `lock table ${tables.map(({ schema, name }) => quoted(schema, name)).join(', ')} in access share mode`

/** Files in the open that rows speak of, with their sizes: two columns, in the order of digests. */
export const filesIn = (knowsSealed: boolean) =>
  `(select encode(digest, 'hex'), size from blobs.blob ${knowsSealed ? 'where destroyed_at is null' : ''} order by digest)`

/** Sealed files that rows speak of: group, address, digest and size. */
export const SEALED_FILES = `(
  select s.group_id, encode(s.address, 'hex'), encode(s.digest, 'hex'), s.size from blobs.sealed s join blobs.object_group g on g.id = s.group_id
  where s.destroyed_at is null and g.destroyed_at is null order by s.group_id, s.digest)`
