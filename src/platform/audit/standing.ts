import { createHash } from 'node:crypto'
import { join, name, type Queries, type Sql, sql } from '../db/index.ts'
import type { Json } from './canonical.ts'

/** Rows of one table that are frozen with a thing: every column of them is proven, each by a digest of its own. */
export interface FrozenRows {
  /** What the log and people call them, such as `parts`. */
  readonly name: string
  readonly table: readonly [schema: string, table: string]
  /** The column that says whose they are. */
  readonly of: string
  /** The column that tells them apart, a uuid. */
  readonly by: string
  readonly values: readonly string[]
  /** Columns that are instants: they are read in one time zone, to the microsecond. */
  readonly instants: readonly string[]
}

/** SHA-256 in hexadecimal, by name of the rows and by column. */
export type Standing = { readonly [rows: string]: { readonly [column: string]: string } }

/** How the rows of a thing stand in the database, to the last digit: for the entry of the act that freezes them, and to be compared with it. */
export async function standingOf(db: Queries, frozen: readonly FrozenRows[], id: string): Promise<Standing> {
  const standing: Record<string, { readonly [column: string]: string }> = {}
  for (const rows of frozen) standing[rows.name] = await digestsOf(db, rows, id)
  return standing
}

interface Row {
  readonly key: string
  /** As JSON that the database writes, in the order of the columns. */
  readonly told: readonly (string | null)[]
}

const PAGE = 200

async function digestsOf(
  db: Queries,
  { table, of, by, values, instants }: FrozenRows,
  id: string,
): Promise<{ readonly [column: string]: string }> {
  const columns = [...values, ...instants]
  const told: Sql[] = [
    ...values.map((column) => sql`to_jsonb(t.${name(column)})::text`),
    ...instants.map((column) => sql`to_jsonb(t.${name(column)} at time zone 'UTC')::text`),
  ]
  const hashes = columns.map(() => createHash('sha256'))
  let last: string | null = null
  do {
    const page: Row[] = await db.many<Row>(sql`
      select t.${name(by)} as key, array[${join(told, sql`, `)}] as told from ${name(...table)} t
      where t.${name(of)} = ${id} and (${last}::uuid is null or t.${name(by)} > ${last}::uuid) order by t.${name(by)} limit ${PAGE}`)
    for (const row of page)
      for (const [index, hash] of hashes.entries()) hash.update(`${JSON.stringify([row.key, row.told[index]])}\n`)
    last = page.at(-1)?.key ?? null
  } while (last !== null)
  return Object.fromEntries(columns.map((column, index) => [column, hashes[index]?.digest('hex') ?? '']))
}

/** What stands against how rows stand, by what the entry of the log says of them, and the columns that it says nothing of, each as `parts: made at`. */
export function standingProblems(
  standing: Standing,
  logged: Json | undefined,
): { readonly problems: readonly string[]; readonly unsaid: readonly string[] } {
  const problems: string[] = []
  const unsaid: string[] = []
  for (const [rows, columns] of Object.entries(standing))
    for (const [column, digest] of Object.entries(columns)) {
      const said = within(within(logged, rows), column)
      const called = `${rows}: ${column.replaceAll('_', ' ')}`
      if (said === undefined) unsaid.push(called)
      else if (said !== digest) problems.push(`It does not stand as the log says that it was frozen (${called}).`)
    }
  return { problems, unsaid }
}

function within(said: Json | undefined, key: string): Json | undefined {
  if (said === undefined || said === null || typeof said !== 'object') return undefined
  return (said as { readonly [key: string]: Json })[key]
}
