import { type Cell, cellLine, cellText, type Table } from '#platform/reading/index.ts'
import { namesPeriod } from '../words/periods.ts'
import { isContents, isStatusOfRow } from './content-rows.ts'
import { fieldOfHeader, isElsewhen, isNow } from './headers.ts'

/** Headers are looked for within so many rows. */
export const HEADERS_WITHIN = 12

/** The row of headers: the one whose cells name most kinds of columns, or null. How something stands is a header only beside a plain one. */
export function findHeaderRow(table: Table): number | null {
  let best: { row: number; score: number } | null = null
  table.rows.slice(0, HEADERS_WITHIN).forEach((cells, row) => {
    if (isContents(table, row)) return
    const headers = cells.filter((cell) => cell.paragraphs.length > 0).map(cellText)
    const naming = cells.filter((_, column) => !isStatusOfRow(table, row, column)).map(cellText)
    const fields = new Set(naming.map(fieldOfHeader).filter((field) => field !== null))
    const isMarked = row < table.headerRows
    const looksShort =
      headers.every((header) => header.length <= 80) ||
      (fields.size >= 3 && row <= table.headerRows && headers.every((header) => header.length <= 240))
    if (fields.size > 0 && headers.filter(namesPeriod).length >= 2) fields.add('target-period')
    const score = fields.size + (isMarked ? 1 : 0)
    const isHeader = (fields.size >= 2 && looksShort && headers.length >= 2) || (isMarked && fields.size >= 1)
    if (isHeader && (best === null || score > best.score)) best = { row, score }
  })
  return (best as { row: number } | null)?.row ?? null
}

/** Where a header stands in its row, and how many columns to its right it speaks for too. */
interface Group {
  readonly from: number
  readonly to: number
}

/** The last row of the headers: a second row goes on under merged or blank ones, `Dates` over `Original` and `Revised`. */
export function lastHeaderRow(table: Table, headerRow: number): number {
  const row = table.rows[headerRow]
  const below = table.rows[headerRow + 1]
  if (!row || !below || isOneCell(below)) return headerRow
  const spansAcross = row.some((cell) => cell.coveredBy?.row === headerRow)
  const reachesDown = below.some((cell) => cell.coveredBy?.row === headerRow)
  const isMarked = headerRow + 1 < table.headerRows
  const goesOn =
    (spansAcross && (reachesDown || isMarked)) || (isMarked && areHeaders(below)) || fillsBlanks(row, below)
  return goesOn ? headerRow + 1 : headerRow
}

/** One cell of words at the front, or across the table, is a heading and no header. */
const isOneCell = (cells: readonly Cell[]): boolean =>
  cells.filter((cell) => cellLine(cell) !== '').length < 2 &&
  (cellLine(cells[0]) !== '' || cells.every((cell) => cellLine(cell) === ''))

const LONGEST = 40
const isHeaderWords = (words: string): boolean =>
  words.length <= LONGEST && (fieldOfHeader(words) !== null || isElsewhen(words) || isNow(words) || namesPeriod(words))

/** Whether most cells can be headers. */
function areHeaders(cells: readonly Cell[]): boolean {
  const words = cells.map(cellLine).filter((text) => text !== '')
  return words.filter(isHeaderWords).length >= words.length * 0.6
}

/** Headers that have blank ones to their right, as a file without merged cells keeps those that were merged. */
function groupsOf(row: readonly Cell[]): Group[] {
  return row.flatMap((cell, from) => {
    if (cellLine(cell) === '') return []
    const rest = row.slice(from + 1)
    const next = rest.findIndex((other) => other.coveredBy !== null || cellLine(other) !== '')
    const to = from + (next < 0 ? rest.length : next)
    return to > from ? [{ from, to }] : []
  })
}

/** Whether the words below stand only under groups of a header and blanks, and can be headers. */
function fillsBlanks(row: readonly Cell[], below: readonly Cell[]): boolean {
  const groups = groupsOf(row)
  const filled = below.flatMap((cell, column) => (cellLine(cell) === '' ? [] : [column]))
  const isGrouped = (column: number) => groups.some(({ from, to }) => column >= from && column <= to)
  const isShort = filled.every((column) => cellLine(below[column]).length <= LONGEST)
  return filled.length >= 2 && filled.every(isGrouped) && isShort && areHeaders(below)
}

/** The words over a column, from the first row of headers to the last. */
export function headerParts(table: Table, first: number, last: number, column: number): string[] {
  const parts: string[] = []
  for (let row = first; row <= last; row += 1) {
    const cell = table.rows[row]?.[column]
    const origin = cell?.coveredBy ? table.rows[cell.coveredBy.row]?.[cell.coveredBy.column] : cell
    const text = (cell?.coveredBy?.row ?? row) >= first ? cellLine(origin) : ''
    if (text !== '' && !parts.includes(text)) parts.push(text)
  }
  const over = last > first && parts.length > 0 ? groupOver(table, first, column) : ''
  return over === '' || parts.includes(over) ? parts : [over, ...parts]
}

/** The header to the left that speaks for a column whose own is blank. */
function groupOver(table: Table, first: number, column: number): string {
  const row = table.rows[first] ?? []
  const group = groupsOf(row).find(({ from, to }) => column > from && column <= to)
  return group ? cellLine(row[group.from]) : ''
}
