import { cellText, EMPTY_CELL, type Table } from '#platform/reading/index.ts'
import { plainHeader } from '../headers/headers.ts'
import type { Layout } from '../model/model.ts'
import { isDateLine } from '../words/date-lines.ts'
import { recommendationOf } from '../words/wording.ts'

/** Headers over the audit or the report that recommendations come from. */
const SOURCE =
  /^(?:(?:internal |external )?(?:audit|inspection|assessment)s?|audit(?: report| review)?|(?:audit |inspection )?report|review)(?: (?:title|name|report))?$/

const LABEL = /^(\p{L}[\p{L} ]{2,30}?)(?:\s\d{1,3})?\s*(?::|\s[-\u2013\u2014]\s)\s*\S/u

/** Whether a row of one cell names an audit or a report, by its label or because other such rows open in the same way. */
export function namesGroup(table: Table, words: string): boolean {
  const label = labelOf(words)
  if (label === null) return false
  return SOURCE.test(label) || table.rows.filter((cells) => labelOf(onlyText(cells)) === label).length > 1
}

/**
 * Whether a row of one cell above the headers names an audit or a report: one that stands alone is what the whole
 * is about, so another must stand elsewhere. `lines` are all that stand by themselves in the document.
 */
export function namesGroupAbove(table: Table, words: string, headerRow: number, lines: readonly string[]): boolean {
  const label = labelOf(words)
  if (label === null) return false
  const above = new Set(table.rows.slice(0, headerRow).map(onlyText))
  if (table.rows.slice(headerRow).some((cells) => labelOf(onlyText(cells)) === label)) return true
  return SOURCE.test(label) && lines.some((line) => !above.has(line) && SOURCE.test(labelOf(line) ?? ''))
}

function labelOf(words: string): string | null {
  const [opening = '', label] = LABEL.exec(words) ?? []
  // `Progress update – May 2017` says when, and names nothing.
  if (isDateLine(words.slice(opening.length - 1))) return null
  return label === undefined || recommendationOf(words).ref !== null ? null : plainHeader(label)
}

/** The words of a row of one cell; empty where more are filled, or where they stand in the midst of a row. */
function onlyText(cells: Table['rows'][number]): string {
  const texts = cells.flatMap((cell) => cellText(cell).trim() || [])
  return texts.length === 1 ? (texts[0] ?? '') : ''
}

/**
 * The column whose words tell the numbers of one audit or report from those of another, or null: to the left of the recommendations,
 * whose cells hold numbers alone. A header that is not known is one where each number that comes back stands beside other words.
 */
export function groupColumn(table: Table, { columns, firstRow, basis }: Layout): number | null {
  const named = columns.findIndex(({ field }) => field === 'recommendation-ref')
  const at = named >= 0 ? named : columns.findIndex(({ field }) => field === 'recommendation')
  if (at <= 0 || basis === 'contents') return null
  const numbers = textsOf(table, at, firstRow).map((text) => recommendationOf(text))
  if (numbers.every(({ ref }) => ref === null)) return null
  const refs = numbers.map(({ ref }) => ref)
  const found = columns.findIndex(({ field, header, guessed }, column) => {
    if (column >= at || field !== 'commentary' || header === null) return false
    const groups = filledDown(textsOf(table, column, firstRow))
    if (new Set(groups).size < 2) return false
    return SOURCE.test(plainHeader(header)) || (guessed && tellsApart(groups, refs))
  })
  return found < 0 ? null : found
}

const textsOf = (table: Table, column: number, firstRow: number): string[] =>
  table.rows.slice(firstRow).map((row) => cellText(row[column] ?? EMPTY_CELL).trim())

function filledDown(texts: readonly string[]): string[] {
  let last = ''
  return texts.map((text) => {
    last = text || last
    return last
  })
}

/** Whether numbers come back after others, and never beside the words that they stood beside before. */
function tellsApart(groups: readonly string[], refs: readonly (string | null)[]): boolean {
  const seen = new Map<string, Set<string>>()
  let last: string | null = null
  let returns = 0
  for (const [row, ref] of refs.entries()) {
    if (ref === null || ref === '') continue
    const group = groups[row] ?? ''
    const before = seen.get(ref) ?? new Set()
    if (ref !== last && before.size > 0) {
      if (before.has(group)) return false
      returns += 1
    }
    seen.set(ref, before.add(group))
    last = ref
  }
  return returns > 0
}
