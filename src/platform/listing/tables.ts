import type { Permission, SeenBy } from '../access/index.ts'
import { type PaperDocument, tablesOf } from '../documents/index.ts'
import { NotFound } from '../errors.ts'
import { inOneBatch, SHEET_FORMATS, type SheetValue, sheet } from '../exports/index.ts'
import { download, file, type PersonRequest, type Route } from '../web/index.ts'

/** A table of a page, whole: one that is short enough to be handed over at once. */
export interface WholeTable {
  readonly title: string
  readonly headers: readonly string[]
  readonly rows: readonly (readonly SheetValue[])[]
}

/** A table of a page as a file of each format, which says how the rows are seen that it tells of. `path` is that of `downloads`. */
export function tableRoutes(
  path: string,
  admits: Permission | 'signed-in',
  seenBy: SeenBy,
  table: (asked: PersonRequest) => Promise<WholeTable>,
): Route[] {
  return SHEET_FORMATS.map(({ ending, type }) =>
    download(`${path}.${ending}`, admits, seenBy, async (asked) => {
      const { title, headers, rows } = await table(asked)
      const name = title
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, '-')
        .replace(/^-|-$/g, '')
        .slice(0, 60)
      return file(
        `${name || 'table'}.${ending}`,
        type,
        await sheet(ending, { title, headers, batches: inOneBatch(rows) }),
      )
    }),
  )
}

/** A number as documents write it: with a sign, and a shared rank with its mark. */
const NUMBER = /^=?([-+\u2212]?)(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?$/

/** What documents have where there is no number. */
const NONE = /^[-\u2013\u2014]?$/

function numberIn(cell: string): SheetValue {
  const [, sign = '', whole = '', part = ''] = NUMBER.exec(cell) ?? []
  if (whole === '') return NONE.test(cell) ? null : cell
  return Number(`${whole.replaceAll(',', '')}${part}`) * (sign === '' || sign === '+' ? 1 : -1)
}

/** One table of a document, by its number from 1, with numbers as numbers. Throws NotFound. */
export function tableOfPaper(paper: PaperDocument, number: string): WholeTable {
  const table = tablesOf(paper)[Number(number) - 1]
  if (!table) throw new NotFound()
  const isNumber = table.columns.map(({ numeric }) => numeric === true)
  const rows = table.rows.map((row) => row.map((cell, column) => (isNumber[column] ? numberIn(cell) : cell)))
  return { title: table.caption, headers: table.columns.map(({ text }) => text), rows }
}
