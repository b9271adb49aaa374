import { type Queries, Sql, sql, type Tx } from '../db/index.ts'
import { type DeclaredColumn, declaredColumns, declaredName } from './declared.ts'
import { fileColumns, type Register } from './model.ts'
import { wordsDifferences } from './searching.ts'
import { severalOf } from './several.ts'

/** A column of a register's table as the database has it. */
interface HeldColumn {
  readonly column: string
  readonly type: string
  readonly isRequired: boolean
  readonly isReference: boolean
  /** What single values must be: the constraints over this column alone, as PostgreSQL writes them. */
  readonly checks: readonly { readonly called: string; readonly check: string }[]
}

/**
 * What a register declares and the database does not hold, and what it holds of declared columns that the register does not say: each difference in
 * words, with the statement that a migration would hold it by. Answers nothing where they are of one mind.
 */
export async function declarationDifferences(tx: Tx, register: Register): Promise<readonly string[]> {
  const held = new Map((await heldColumns(tx, register.table)).map((one) => [one.column, one]))
  const found: string[] = []
  for (const declared of declaredColumns(register)) {
    const own = held.get(declared.column)
    const say = (words: string) => found.push(`${register.table.join('.')}.${declared.column}: ${words}`)
    if (!own) say('there is no such column')
    else for (const words of await columnDifferences(tx, register, declared, own)) say(words)
  }
  return [
    ...found,
    ...(await linkDifferences(tx, register)),
    ...(await fileDifferences(tx, register)),
    ...(await wordsDifferences(tx, register, new Set(held.keys()))),
  ]
}

async function columnDifferences(
  tx: Tx,
  register: Register,
  declared: DeclaredColumn,
  held: HeldColumn,
): Promise<string[]> {
  const { column, type, isRequired, isReference, check } = declared
  const table = register.table.join('.')
  const found: string[] = []
  if (held.type !== type) found.push(`it is ${held.type}, and ${type} is declared`)
  if (isRequired !== null && isRequired !== held.isRequired)
    found.push(
      isRequired
        ? `it may be null: alter table ${table} alter column ${column} set not null`
        : 'it may not be null, and nothing says so',
    )
  if (isReference && !held.isReference) found.push('it names no row of a table')
  const wanted = check === null ? null : meaning(await asWritten(tx, held.type, column, check))
  const meanings = held.checks.map((one) => ({ ...one, means: meaning(one.check) }))
  if (wanted !== null && !meanings.some(({ means }) => means === wanted))
    found.push(`not held: alter table ${table} add constraint ${declaredName(register, column)} check (${check})`)
  for (const { called, check: other, means } of meanings)
    if (means !== wanted) found.push(`${called} holds what nothing declares: ${other}`)
  return found
}

/** A constraint with the answers that it lists in one order. */
function meaning(check: string): string {
  const list = /ARRAY\[([^\]]*)\]/.exec(check)?.[1]
  return list === undefined ? check : check.replace(list, list.split(', ').toSorted().join(', '))
}

/** A condition as PostgreSQL writes it of a column of that type. */
async function asWritten(tx: Tx, type: string, column: string, check: string): Promise<string> {
  await tx.run(new Sql([`create temporary table declared_probe ("${column}" ${type}, check (${check}))`], []))
  const { written } = await tx.one<{ written: string }>(sql`
    select pg_get_constraintdef(oid) as written from pg_constraint where conrelid = 'declared_probe'::regclass and contype = 'c'`)
  await tx.run(sql`drop table declared_probe`)
  return written
}

function heldColumns(db: Queries, [schema, table]: readonly [string, string]): Promise<HeldColumn[]> {
  return db.many(sql`
    select a.attname as column, format_type(a.atttypid, a.atttypmod) as type, a.attnotnull as "isRequired",
      exists (select from pg_constraint c where c.conrelid = t.oid and c.contype = 'f' and c.conkey = array[a.attnum]) as "isReference",
      coalesce((select jsonb_agg(jsonb_build_object('called', c.conname, 'check', pg_get_constraintdef(c.oid)) order by c.conname)
        from pg_constraint c where c.conrelid = t.oid and c.contype = 'c' and c.conkey = array[a.attnum]), '[]') as checks
    from pg_class t join pg_namespace n on n.oid = t.relnamespace join pg_attribute a on a.attrelid = t.oid
    where n.nspname = ${schema} and t.relname = ${table} and a.attnum > 0 and not a.attisdropped order by a.attnum`)
}

/** Pairs of several references: two columns that each name a row, and together are the key. */
async function linkDifferences(tx: Tx, register: Register): Promise<string[]> {
  const found: string[] = []
  for (const { links } of severalOf(register)) {
    const held = await heldColumns(tx, links.table)
    const table = links.table.join('.')
    for (const column of [links.own, links.other])
      if (!held.find((one) => one.column === column)?.isReference)
        found.push(`${table}.${column}: it names no row of a table`)
    const { isKey } = await tx.one<{ isKey: boolean }>(sql`
      select exists (select from pg_index i where i.indrelid = to_regclass(${table}) and i.indisprimary and (
        select array_agg(a.attname::text order by a.attname) from pg_attribute a where a.attrelid = i.indrelid and a.attnum = any (i.indkey)) = ${[links.own, links.other].toSorted()}::text[]) as "isKey"`)
    if (!isKey) found.push(`${table}: its key is not ${links.own} and ${links.other}`)
  }
  return found
}

/** Files: name, size and digest are there together or not at all, and an index finds the items that have a file by its digest. */
async function fileDifferences(tx: Tx, register: Register): Promise<string[]> {
  const found: string[] = []
  const [schema, own] = register.table
  const table = register.table.join('.')
  for (const { kind, column } of register.fields) {
    if (kind !== 'file') continue
    const together = [column, ...fileColumns(column)]
    const check = `num_nonnulls(${together.join(', ')}) in (0, ${together.length})`
    const held = await tx.one<{ isTogether: boolean; isIndexed: boolean }>(sql`
      select exists (select from pg_constraint c where c.conrelid = t.oid and c.contype = 'c' and c.convalidated
          and pg_get_constraintdef(c.oid) = ${`CHECK ((num_nonnulls(${together.join(', ')}) = ANY (ARRAY[0, ${together.length}])))`}) as "isTogether",
        exists (select from pg_index i join pg_attribute a on a.attrelid = t.oid and a.attnum = i.indkey[0]
          where i.indrelid = t.oid and i.indisvalid and a.attname = ${column}
            and coalesce(pg_get_expr(i.indpred, i.indrelid), ${`(${column} IS NOT NULL)`}) = ${`(${column} IS NOT NULL)`}) as "isIndexed"
      from pg_class t join pg_namespace n on n.oid = t.relnamespace where n.nspname = ${schema} and t.relname = ${own}`)
    if (!held.isTogether)
      found.push(`${table}.${column}: not held: alter table ${table} add constraint ${own}_${column} check (${check})`)
    if (!held.isIndexed)
      found.push(
        `${table}.${column}: no index: create index ${own}_${column} on ${table} (${column}) where ${column} is not null`,
      )
  }
  return found
}
