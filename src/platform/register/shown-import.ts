import { type Queries, sql } from '../db/index.ts'
import type { UnknownName } from './deciding.ts'
import type { Counts } from './importing.ts'
import type { Change } from './store.ts'

/** Rows of an import on one page. */
export const ROWS_ON_PAGE = 50
/** So many names that lead nowhere are listed. */
const MOST_NAMES = 200

/** A row of a waiting import with what would become of it. */
export interface ShownRow {
  readonly number: number
  readonly cells: readonly string[]
  readonly itemId: string | null
  readonly name: string
  readonly fields: Change['fields']
  readonly why: readonly string[]
  /** The row of the same file that was saved about the same item, where this one is not said to be meant to change it. */
  readonly savedBy: number | null
}

export async function importCounts(db: Queries, id: string): Promise<Counts> {
  const found = await db.many<{ outcome: keyof Counts; count: number }>(
    sql`select outcome, count(*) as count from register.import_row where import_id = ${id} and outcome is not null group by outcome`,
  )
  const of = (outcome: keyof Counts) => found.find((one) => one.outcome === outcome)?.count ?? 0
  return { added: of('added'), updated: of('updated'), unchanged: of('unchanged'), waiting: of('waiting') }
}

const COLUMNS = sql`
  number, cells, item_id as "itemId", coalesce(name, '') as name, coalesce(fields, '{}') as fields, coalesce(why, '[]') as why,
  (select s.number from register.import_saved s where s.import_id = import_row.import_id and s.item_id = import_row.item_id and s.number is distinct from import_row.changes_row) as "savedBy"`

/** A page of the rows that come to one thing, after a row; and whether there are more. */
export async function importRows(
  db: Queries,
  id: string,
  outcome: keyof Counts,
  after: number,
): Promise<{ rows: ShownRow[]; isMore: boolean }> {
  const rows = await db.many<ShownRow>(sql`
    select ${COLUMNS} from register.import_row
    where import_id = ${id} and outcome = ${outcome} and number > ${after} order by number limit ${ROWS_ON_PAGE + 1}`)
  return { rows: rows.slice(0, ROWS_ON_PAGE), isMore: rows.length > ROWS_ON_PAGE }
}

/** A row that waits; null where there is none of that number. */
export function importRow(db: Queries, id: string, number: number): Promise<ShownRow | null> {
  return db.maybe(sql`
    select ${COLUMNS} from register.import_row
    where import_id = ${id} and number = ${number} and outcome = 'waiting'`)
}

/** Names of an import that lead nowhere yet, those that most rows give first. */
export function unknownNames(db: Queries, id: string): Promise<(UnknownName & { readonly rows: number })[]> {
  return db.many(sql`
    select u.path, u.singular, min(u.name) as name, count(*) as rows
    from register.import_row r cross join lateral jsonb_to_recordset(r.unknown) as u (path text, singular text, name text)
    where r.import_id = ${id} and r.outcome = 'waiting' group by u.path, u.singular, lower(u.name) order by count(*) desc, lower(min(u.name)) limit ${MOST_NAMES}`)
}
