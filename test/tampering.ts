import assert from 'node:assert/strict'
import { type AuditEntry, canonical, leafHash } from '#platform/audit/index.ts'
import { type Copying, name, Sql, sql } from '#platform/db/index.ts'

/** Rows in which somebody with every right in the database changes something. */
export interface Tampered {
  readonly table: readonly [schema: string, table: string]
  /** Which of them, as SQL; a column of them is changed in all at once. */
  readonly where: string
}

/** Another value than the one that stands there, by the type of the column. */
const OTHERS: Readonly<Record<string, (column: string) => string>> = {
  text: (column) => `coalesce(${column}, '') || 'x'`,
  uuid: () => 'gen_random_uuid()',
  integer: (column) => `coalesce(${column}, 0) + 1`,
  bigint: (column) => `coalesce(${column}, 0) + 1`,
  boolean: (column) => `not coalesce(${column}, false)`,
  date: (column) => `coalesce(${column}, date '2026-01-01') + 1`,
  'timestamp with time zone': (column) =>
    `coalesce(${column}, timestamptz '2026-01-01 00:00Z') + interval '1 microsecond'`,
  bytea: (column) => `sha256(coalesce(${column}, ''))`,
  jsonb: (column) => `jsonb_build_array(${column})`,
}

interface Column {
  readonly column: string
  readonly type: string
  readonly isRequired: boolean
}

/** Every column of a table, as the catalogue has them. */
const columnsOf = (owner: Copying, table: Tampered['table']): Promise<Column[]> =>
  owner.many(sql`
    select attname as column, format_type(atttypid, null) as type, attnotnull as "isRequired" from pg_attribute
    where attrelid = to_regclass(${table.join('.')}) and attnum > 0 and not attisdropped order by attnum`)

const raw = (text: string) => new Sql([text], [])

/**
 * Changes every column of these rows, one after the other, to another value and, where it may be empty, to nothing, and answers those of which `isFound` does not
 * know. `owner` signs in as the superuser; what it changes is given up when it is closed. Triggers, keys and checks are taken away first.
 */
export async function unfoundIn(
  owner: Copying,
  rows: readonly Tampered[],
  isFound: () => Promise<boolean>,
): Promise<readonly string[]> {
  await takeWallsAway(owner, rows)
  assert.equal(await isFound(), false, 'what nobody changed is found to be changed')
  const unfound: string[] = []
  for (const { table, where } of rows) {
    const columns = await columnsOf(owner, table)
    assert.ok(columns.length > 0, `there is no table ${table.join('.')}`)
    for (const { column, type, isRequired } of columns) {
      const quoted = `"${column}"`
      const other = OTHERS[type]
      assert.ok(other, `say in test/tampering.ts what another ${type} is`)
      for (const [how, value] of [
        ['', other(quoted)],
        ...(isRequired ? [] : [[' taken away', 'null'] as const]),
      ] as const) {
        await owner.script('savepoint before')
        const changed = await owner.run(
          sql`update ${name(...table)} set ${name(column)} = ${raw(value)} where (${raw(where)}) and ${name(column)} is distinct from ${raw(value)}`,
        )
        assert.ok(changed > 0 || value === 'null', `no row of ${table.join('.')} where ${where}`)
        if (changed > 0 && !(await isFound())) unfound.push(`${table.join('.')}.${column}${how}`)
        await owner.script('rollback to before')
      }
    }
  }
  return [...new Set(unfound)]
}

async function takeWallsAway(owner: Copying, rows: readonly Tampered[]): Promise<void> {
  await owner.script("set session_replication_role = 'replica'")
  for (const { table } of rows) {
    const constraints = await owner.many<{ name: string }>(
      sql`select conname as name from pg_constraint where conrelid = to_regclass(${table.join('.')}) and contype <> 'n'`,
    )
    for (const one of constraints)
      await owner.run(sql`alter table ${name(...table)} drop constraint if exists ${name(one.name)} cascade`)
  }
}

/** Writes the entries of an act upon a subject anew, without one of their facts, each with its leaf and place: as they were when the log did not say it. */
export async function saidLess(owner: Copying, what: string, subjectId: string, fact: string): Promise<void> {
  const entries = await owner.many<{
    id: string
    at: Date
    actor: { kind: string; id: string | null }
    kind: string
    requestId: string | null
    facts: AuditEntry['facts']
  }>(sql`
    select id, at, jsonb_build_object('kind', actor_kind, 'id', actor_id) as actor, subject_kind as kind, request_id as "requestId", facts
    from audit.entry where subject_id = ${subjectId} and what = ${what}`)
  assert.ok(entries.length > 0)
  await owner.script("set session_replication_role = 'replica'")
  for (const { id, at, actor, kind, requestId, facts } of entries) {
    const { [fact]: forgotten, ...less } = facts
    assert.ok(forgotten)
    const said = { id, at: at.toISOString(), actor, what, subject: { kind, id: subjectId }, requestId, facts: less }
    const leaf = leafHash(canonical(said))
    await owner.run(sql`update audit.entry set facts = ${JSON.stringify(less)}, leaf = ${leaf} where id = ${id}`)
    await owner.run(sql`update audit.place set leaf = ${leaf} where entry_id = ${id}`)
  }
}
