import { type Cell, cellLine, type Table } from '#platform/reading/index.ts'
import { isExactHeader, plainHeader } from '../headers/headers.ts'
import type { Layout, LeftOver } from '../model/model.ts'
import { placeInWords, placeOf } from '../model/places.ts'
import type { Sections } from './sections.ts'

/** The words of a row, cell by cell, without those that are merged into others. */
const textsOf = (cells: readonly Cell[]): string[] => cells.flatMap((cell) => cellLine(cell) || [])

const TITLE =
  /^(?:plan|plan name|name of (?:the )?plan|plan title|title|(?:report|audit|review|document) (?:title|name)|title of (?:the )?(?:report|audit|review|document|plan)|name of (?:the )?(?:report|audit|review|document)|project|project name|board|board name|programme|list name)$/
const LABEL =
  /^(?:(?:plan|project|board|list) (?:id|owner|link|url|key)|owner|author|sponsor|department|directorate|organisation|version|status|classification|marking|(?:date of |date )?export(?:ed)?(?: date| by| on)?|date|date (?:generated|downloaded|created|modified|printed|published|updated|approved)|generated(?: by| on)?|report date|last (?:updated|modified|saved)(?: by| on)?|created(?: by| on)?|prepared by|approved by|period|reporting period|filters?|view|group|start date|finish date|duration|percent complete|percent completed|as at)$/

/** What rows can belong to. */
const GROUP =
  /^(?:(?:business )?(?:unit|area)|team|division|section|branch|service(?: area)?|programme area|workstream|work stream|theme|region|site|office|location|faculty|school|strand)$/

interface Pair {
  readonly label: string
  readonly words: string
  /** As they stand, and as a line says both. */
  readonly text: string
  readonly line: string
}

/** The pairs of a row that says what it is about: `Plan name | Records`, `Unit: | Finance | Lead: | Jane`. Null where it is none. */
function pairsIn(cells: readonly Cell[]): readonly Pair[] | null {
  const texts = textsOf(cells)
  if (texts.length < 2 || texts.length % 2 === 1 || cellLine(cells[0]) === '') return null
  const pairs = texts.flatMap((text, at): Pair[] => {
    if (at % 2 === 1) return []
    const [label, words] = [plainHeader(text), texts[at + 1] ?? '']
    return [{ label, words, text: `${text} · ${words}`, line: `${text.replace(/\s*:$/, '')}: ${words}` }]
  })
  const filled = cells.flatMap((cell, column) => (cellLine(cell) === '' ? [] : [column]))
  const areBeside = filled.every((column, at) => {
    const between = at % 2 === 1 ? cells.slice((filled[at - 1] ?? 0) + 1, column) : []
    return between.every(({ coveredBy }) => coveredBy !== null)
  })
  const areMarked = texts.every((text, at) => text.endsWith(':') === (at % 2 === 0))
  const [only, ...others] = pairs
  const isKnown = only && others.length === 0 && [TITLE, LABEL, GROUP].some((known) => known.test(only.label))
  return areBeside && (areMarked || isKnown) && !pairs.some(({ words }) => isExactHeader(words)) ? pairs : null
}

/** Whether a row, directly above headers, names groups of their columns: `Action plan` and `Monitoring` over the headers below. */
export const isBand = (cells: readonly Cell[]): boolean => new Set(textsOf(cells)).size > 1

/** The first row of those above the headers that name groups of columns; the row of headers itself where there is none. */
function firstOfBand(table: Table, headerRow: number): number {
  let row = headerRow
  while (row > 0 && isBand(table.rows[row - 1] ?? []) && !pairsIn(table.rows[row - 1] ?? [])) row -= 1
  return row
}

/** Whether a row says again what stood above the headers. */
export function isBandAgain(table: Table, { headerRow }: Layout, cells: readonly Cell[]): boolean {
  if (headerRow === null) return false
  const words = textsOf(cells).join('\n')
  return table.rows.slice(firstOfBand(table, headerRow), headerRow).some((band) => textsOf(band).join('\n') === words)
}

/**
 * Reads what stands above the headers of a table: titles, days and the names of audits or reports. A row that names groups of columns
 * belongs to the headers: it is listed, and is no title, heading or recommendation.
 */
export function readAboveHeaders(
  table: Table,
  layout: Layout,
  sections: Sections,
  { tableNumber, leftOver }: { readonly tableNumber: number; readonly leftOver: LeftOver[] },
): void {
  const headerRow = layout.headerRow ?? 0
  const band = firstOfBand(table, headerRow)
  for (let row = 0; row < headerRow; row += 1) {
    const cells = table.rows[row] ?? []
    const where = placeInWords(tableNumber, row)
    if (row >= band) {
      const why = 'It stands above the headers and names groups of columns.'
      leftOver.push({ where, text: textsOf(cells).join(' · '), why })
      continue
    }
    const pairs = pairsIn(cells)
    if (pairs) {
      const told = { where, place: placeOf(row, { tableNumber }), sections, leftOver }
      for (const pair of pairs) readPair(pair, told)
      continue
    }
    const [only, ...others] = textsOf(cells)
    if (only && others.length === 0 && sections.titles.isGroupAbove(table, only, headerRow))
      sections.openGroup(only, where, namesIts(layout))
    else readWords(cells, where, placeOf(row, { tableNumber }), sections)
  }
}

interface Told {
  readonly where: string
  readonly place: string
  readonly sections: Sections
  readonly leftOver: LeftOver[]
}

/** A title, what is said of the document, or else what the rows below may belong to. */
function readPair({ label, words, text, line }: Pair, { where, place, sections, leftOver }: Told): void {
  if (TITLE.test(label) && sections.titles.takeWords(words, where)) return
  if (TITLE.test(label) || LABEL.test(label)) leftOver.push({ where, text, why: 'It tells of the document.' })
  else sections.read({ isCell: true, isLabelled: true, words: line, number: null, level: 10, where, place })
}

function readWords(cells: readonly Cell[], where: string, place: string, sections: Sections): void {
  for (const { paragraphs } of cells)
    for (const words of paragraphs) sections.read({ isCell: true, words, number: null, level: 10, where, place })
}

/** Whether a column names the recommendation of each row, by its words or its number. */
export const namesIts = ({ columns }: Layout): boolean =>
  columns.some(({ field }) => field === 'recommendation' || field === 'recommendation-ref')
