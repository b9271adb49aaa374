import { join, type Queries, Sql, sql, type Tx } from '../db/index.ts'
import type { ListFilter } from '../listing/index.ts'
import { capital, inSentence } from '../words.ts'
import { fileColumns, type Register, type RegisterField } from './model.ts'

/** The column of a register's table that holds the words by which its items are found; the database works it out of the declared fields. */
export const WORDS = 'words'

/** The fields whose words items are found by. */
const searchedFields = ({ fields }: Pick<Register, 'fields'>): readonly RegisterField[] =>
  fields.filter((field) => (field.kind === 'text' || field.kind === 'file') && field.searched)

const searchedColumns = (register: Pick<Register, 'fields'>): string[] =>
  searchedFields(register).map(({ kind, column }) => (kind === 'file' ? fileColumns(column)[0] : column))

/** What the database makes the words of, as a migration writes it; null where nothing of a register is searched. */
function wordsExpression(register: Pick<Register, 'fields'>): string | null {
  const words = searchedColumns(register).map((column) => `coalesce("${column}", '')`)
  return words.length === 0 ? null : `register.words_of(${words.join(` || ' ' || `)})`
}

/** The signs that part words beside spaces, of which the parser of PostgreSQL makes paths, addresses and numbers: `register.words_of` has the same, and the hyphen, which is an operator here. */
const SIGNS = /[/\\_.@:+,;'’&?=#~%]/g

/** Words of a search that are looked for; more say nothing more. */
const MOST_WORDS = 20

/**
 * The condition that an item has these words in it, each whole, by its stem, or by its beginning. Where somebody writes operators (quotation marks
 * around a phrase, `or`, a hyphen before a word that is not to be there), they count instead. Null where nothing is a word.
 */
export function hasWords(text: string): Sql | null {
  const own = sql`item.${new Sql([WORDS], [])}`
  if (/"|(?:^|\s)-\p{L}|\sor\s/iu.test(text))
    return sql`${own} @@ websearch_to_tsquery('english', ${text.replace(SIGNS, ' ')})`
  const words = text.normalize('NFC').match(/[\p{L}\p{M}\p{N}]+/gu) ?? []
  if (words.length === 0) return null
  const each = words
    .slice(0, MOST_WORDS)
    .map((word) => sql`(to_tsquery('english', ${`${word}:*`}) || to_tsquery('simple', ${`${word}:*`}))`)
  return sql`${own} @@ (${join(each, sql` && `)})`
}

/** The filter by words of a register's list. Addresses of before, which gave words for one column, still count. */
export function wordsFilter(register: Register): ListFilter[] {
  const fields = searchedFields(register)
  if (fields.length === 0) return []
  const hint = capital(`in ${inSentence(fields.map(({ label }) => `“${label}”`))}`)
  const also = fields.flatMap(({ kind, column }) => (kind === 'text' ? [column] : []))
  return [{ key: 'words', also, label: 'With these words', hint, kind: 'search', where: hasWords }]
}

/** What differs between the words that a register declares and those that the database makes. `columns` are those that its table has. */
export async function wordsDifferences(tx: Tx, register: Register, columns: ReadonlySet<string>): Promise<string[]> {
  const table = register.table.join('.')
  // A column that is not there has been named already.
  if (searchedColumns(register).some((column) => !columns.has(column))) return []
  const wanted = wordsExpression(register)
  const held = await heldWords(tx, table)
  if (wanted === null) return held ? [`${table}.${WORDS}: nothing of it is declared to be searched`] : []
  const column = `${WORDS} tsvector generated always as (${wanted}) stored`
  if (!held) return [`${table}.${WORDS}: not there: alter table ${table} add column ${column}`]
  const found: string[] = []
  if (held.expression !== (await asMade(tx, register, column)))
    found.push(`${table}.${WORDS}: it is made of ${held.expression}, and ${wanted} is declared`)
  if (!held.isIndexed) found.push(`${table}.${WORDS}: no index: create index on ${table} using gin (${WORDS})`)
  return found
}

function heldWords(db: Queries, table: string): Promise<{ expression: string; isIndexed: boolean } | null> {
  return db.maybe(sql`
    select coalesce(pg_get_expr(d.adbin, d.adrelid), 'what is written into it') as expression, exists (
        select from pg_index i join pg_class x on x.oid = i.indexrelid join pg_am m on m.oid = x.relam
        where i.indrelid = a.attrelid and m.amname = 'gin' and i.indkey[0] = a.attnum and i.indisvalid) as "isIndexed"
    from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
    where a.attrelid = to_regclass(${table}) and a.attname = ${WORDS} and not a.attisdropped`)
}

/** The expression as PostgreSQL writes it of the same columns. */
async function asMade(tx: Tx, { table }: Register, column: string): Promise<string> {
  await tx.run(new Sql([`create temporary table words_probe (like ${table.join('.')})`], []))
  await tx.run(new Sql([`alter table words_probe drop column ${WORDS}, add column ${column}`], []))
  const { expression } = await tx.one<{ expression: string }>(sql`
    select pg_get_expr(adbin, adrelid) as expression from pg_attrdef where adrelid = 'words_probe'::regclass`)
  await tx.run(sql`drop table words_probe`)
  return expression
}
