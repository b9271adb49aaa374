import { Temporal } from 'temporal-polyfill'
import { dayFromText, daysBetween, inWords, isDay } from '../calendar/index.ts'
import { withoutEnds } from '../ends.ts'
import type { SheetSource, SheetValue } from './model.ts'

/** What all cells of a column are: days and moments are those only where every cell that is filled is one. */
export type ColumnKind = 'plain' | 'words' | 'day' | 'minute' | 'second'

/** A column of a table as spreadsheets want to know it. */
export interface SheetColumn {
  readonly kind: ColumnKind
  /** In characters of the usual size, so that what stands in it can be read. */
  readonly width: number
}

/** A table whose rows are all here, with what its columns are. */
export interface WholeSheet {
  readonly title: string
  readonly headers: readonly string[]
  readonly columns: readonly SheetColumn[]
  readonly rows: readonly (readonly SheetValue[])[]
}

/** Widths in characters: room for the button of the filter at least, and no wider than can be read at one look. */
const NARROWEST = 8
const WIDEST = 60
const FILTER_BUTTON = 3

export async function wholeSheet({ title, headers, batches }: SheetSource): Promise<WholeSheet> {
  const rows: (readonly SheetValue[])[] = []
  for await (const batch of batches) for (const row of batch) rows.push(row)
  const columns = headers.map((header, index) => {
    const kind = kindOf(rows, index)
    const longest = rows.reduce((most, row) => Math.max(most, lengthOf(row[index] ?? null, kind)), 0)
    return {
      kind,
      width: Math.min(WIDEST, Math.max(NARROWEST, header.length + FILTER_BUTTON, Math.ceil(longest * 1.1) + 1)),
    }
  })
  return { title, headers, columns, rows }
}

/** A time in UTC as JavaScript writes it, or one of the United Kingdom's clocks, as forms send it and as registers write it. */
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z$/
const CLOCK = /^\d{4}-\d{2}-\d{2}[T ](?:[01]\d|2[0-3]):[0-5]\d$/

function kindOf(rows: readonly (readonly SheetValue[])[], index: number): ColumnKind {
  let found: ColumnKind | null = null
  for (const row of rows) {
    const value = row[index] ?? null
    if (value === null || value === '') continue
    const kind = typeof value === 'string' ? kindOfText(value) : 'plain'
    if (kind === 'plain' || (found !== null && found !== kind)) return 'plain'
    found = kind
  }
  return found ?? 'plain'
}

/** The first day that every program counts alike: Excel's 1900 had a 29 February. Earlier ones stay words. */
const FIRST = '1900-03-01'

function kindOfText(text: string): ColumnKind {
  const day = dayFromText(text)
  if (day !== null && day >= FIRST && text === inWords(day)) return 'words'
  if (!isDay(text.slice(0, 10)) || text < FIRST) return 'plain'
  if (text.length === 10) return 'day'
  if (CLOCK.test(text)) return 'minute'
  return INSTANT.test(text) ? 'second' : 'plain'
}

const lengthOf = (value: SheetValue, kind: ColumnKind): number => {
  if (kind !== 'plain') return { words: 17, day: 10, minute: 16, second: 19 }[kind]
  return String(value ?? '')
    .split('\n')
    .reduce((most, line) => Math.max(most, line.length), 0)
}

/** A cell's day and time: `2026-11-21`, `2026-11-21 16:05` or `2026-11-21 16:05:30` in the United Kingdom's time: ISO 8601, as government open standards ask of data. */
export function clockText(text: string, kind: Exclude<ColumnKind, 'plain'>): string {
  if (kind === 'day') return text
  if (kind === 'words') return dayFromText(text) ?? text
  if (kind === 'minute') return text.replace('T', ' ')
  return Temporal.Instant.from(text)
    .toZonedDateTimeISO('Europe/London')
    .toPlainDateTime()
    .toString({ smallestUnit: 'second', roundingMode: 'floor' })
    .replace('T', ' ')
}

/** Days since 30 December 1899, with the time of day as a part of one: ECMA-376 part 1, 18.17.4.1. */
export function serialOf(clock: string): number {
  const [day = '', time = ''] = clock.split(' ')
  const [hours = 0, minutes = 0, seconds = 0] = time.split(':').map(Number)
  return daysBetween('1899-12-30', day) + (hours * 3_600 + minutes * 60 + seconds) / 86_400
}

/** A, B, … Z, AA, AB, …: the column at an index from 0. */
export function columnName(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26))
  return index < 26 ? letter : columnName(Math.floor(index / 26) - 1) + letter
}

/** A name that programs take for a sheet: without the signs that part addresses, and short. */
export function sheetName(title: string): string {
  const name = withoutEnds(title.replace(/[\\/?*[\]:]/g, ' '), /'/)
    .slice(0, 31)
    .trim()
  return name || 'Sheet'
}
