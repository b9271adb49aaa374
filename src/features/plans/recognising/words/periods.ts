import { cellLine, cellText, type Table } from '#platform/reading/index.ts'
import { readPeriod } from '../../dates/period.ts'
import { tokenise } from '../../dates/tokens.ts'
import { statusOfWords } from '../../statuses.ts'
import type { ColumnField, Value } from '../model/model.ts'
import { isStatusWord } from './wording.ts'

/** Signs with which a column is ticked, with those that symbol fonts leave behind. */
const MARK =
  /^(?:[xX\u2715\u2716\u2717\u2718\u2613\u2612\u2713\u2714\u2611\u221a\u25a0\u25aa\u25cf\u2022*\u25c6\u2588\u00fc\u00fe]{1,3}|yes|y|due|target)$/u
/** Whether a cell is ticked, and says nothing else. */
export const isTick = (words: string): boolean => MARK.test(words) && !/^(?:due|target)$/.test(words)

const MOST_WORDS = 40
/** Under a quarter, a draft is what is due then, and not how it stands. */
const IS_PRODUCT = /^drafts?$/i
const LINKS = new Set(['-', '/', '(', ')', ',', ':', '.', 'to', 'and', '&'])

/** Whether a header names a quarter, a month or another time and nothing else: `Q1 2017/18`, `Q1 (Apr–Jun)`, `March`. */
export function namesPeriod(header: string): boolean {
  const tokens = tokenise(header)
  let hasPeriod = false
  for (let at = 0; at < tokens.length; ) {
    const found = readPeriod(tokens, at, { asOf: '2000-01-01', looking: 'ahead' })
    if (!found && !LINKS.has(tokens[at]?.raw ?? '')) return false
    hasPeriod ||= found !== null
    at = found?.next ?? at + 1
  }
  return hasPeriod
}

/** Columns of quarters or months that are ticked say when, where no column is called target. */
export function withPeriods(
  table: Table,
  headers: readonly (string | null)[],
  fields: readonly (ColumnField | null)[],
  firstRow: number,
): readonly (ColumnField | null)[] {
  if (fields.includes('target')) return fields
  const isPeriod = headers.map((header, column) => fields[column] === null && header !== null && namesPeriod(header))
  if (isPeriod.filter(Boolean).length < 2) return fields
  const values = table.rows
    .slice(firstRow, firstRow + 200)
    .flatMap((row) => row.flatMap((cell, column) => (isPeriod[column] ? cellText(cell) || [] : [])))
  const isTicked = values.some((value) => MARK.test(value)) || values.some((value) => /^\p{L}/u.test(value))
  if (!isTicked || !values.every(saysWhat)) return fields
  return fields.map((field, column) => (isPeriod[column] ? 'target-period' : field))
}

/** Periods beside a column of status that names one are columns of status themselves: `Status Q1`, `Q2`, `Q3`. */
export function withStatusPeriods(
  table: Table,
  headers: readonly (string | null)[],
  fields: readonly (ColumnField | null)[],
  firstRow: number,
): readonly (ColumnField | null)[] {
  const opens = fields.findIndex(
    (field, column) =>
      field === 'status' && /\d|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)/i.test(headers[column] ?? ''),
  )
  if (opens < 0) return fields
  const rows = table.rows.slice(firstRow, firstRow + 200)
  const states = (column: number) =>
    rows.map((row) => row[column]).flatMap((cell) => (cell ? cellText(cell) || [] : []))
  return fields.map((field, column) => {
    const header = headers[column] ?? null
    if (field !== null || header === null || column < opens || !namesPeriod(header)) return field
    const said = states(column)
    const known = said.filter(
      (value) => isStatusWord(value) || statusOfWords(value) !== null || /^re-?opened$/i.test(value),
    )
    return said.length > 0 && known.length >= said.length * 0.6 ? 'status' : field
  })
}

/** A tick, or a few words for what is due then; neither a sum nor how things stood in that quarter. */
const saysWhat = (value: string): boolean =>
  MARK.test(value) ||
  isNothing(value) ||
  (/^\p{L}/u.test(value) &&
    value.length <= MOST_WORDS &&
    (IS_PRODUCT.test(value) || (statusOfWords(value) === null && !isStatusWord(value))))

/** A dash, where nothing is due. */
const isNothing = (value: string): boolean => /^[-\u2013\u2014\u2610\u25a1]*$/u.test(value)

/** The target date that ticks say: `Q2 to Q3`; with words under them, `Draft: Q2; Final: Q4`. Null where nothing is ticked. */
export function targetOfPeriods(values: readonly Value[]): Value | null {
  const told = values.filter((value) => !isNothing(cellLine(value)))
  const [first] = told
  if (!first) return null
  const areTicks = told.every(({ paragraphs }) => MARK.test(cellLine({ paragraphs })))
  const words = areTicks ? ticks(told) : told.map(promised).join('; ')
  return { ...first, header: null, paragraphs: [words], list: false, own: told.some(({ own }) => own) }
}

function ticks(told: readonly Value[]): string {
  const names = told.map(({ header }) => header ?? '')
  const isRun = told.every(({ column }, index) => index === 0 || column === (told[index - 1]?.column ?? 0) + 1)
  return isRun && names.length > 1 ? `${names[0]} to ${names.at(-1)}` : names.join(', ')
}

function promised({ header, paragraphs }: Value): string {
  const words = cellLine({ paragraphs })
  return MARK.test(words) ? (header ?? '') : `${words}: ${header}`
}
