import { type Cell, cellLine, type Table } from '#platform/reading/index.ts'
import { BESIDE_KINDS, type BesideKinds, type KindFound } from '../headers/beside-kinds.ts'
import { HEADERS_WITHIN } from '../headers/header-rows.ts'
import { fieldOfHeader, isExactHeader, plainHeader } from '../headers/headers.ts'
import { WHO_WHEN_HOW } from '../model/promise-fields.ts'
import type { ReadDate } from '../words/dating.ts'

/** Longer words are sentences and no headers. */
const LONGEST = 60

/** What rows of headers say that a table holds, if it has one. */
export interface HeadersFound extends KindFound {
  /** From 0. */
  readonly headerRow: number
}

export interface HeadersAround {
  readonly readDate: ReadDate
  /** Whether a table of so many columns may be the next page of the plan, without headers of its own. */
  readonly mayGoOn: (width: number) => boolean
  readonly kinds?: BesideKinds
}

/**
 * What the headers of a table say that it holds beside a plan; null where they are those of a plan, or none are known. A word such as `Risk`
 * below the table's own headers, or beside a day, stands in a row of contents and is no header.
 */
export function toldByHeaders(
  { rows }: Table,
  { readDate, mayGoOn, kinds = BESIDE_KINDS }: HeadersAround,
): HeadersFound | null {
  for (const [headerRow, cells] of rows.slice(0, HEADERS_WITHIN).entries()) {
    const isContents =
      isBelowOthers(rows, headerRow) ||
      holdsValue(cells, readDate) ||
      (mayGoOn(cells.length) && !areMostlyKnown(cells, kinds))
    const found = isContents ? null : kinds.ofHeaders(headersIn(cells))
    if (found && rows.slice(headerRow + 1).some((below) => countOf(below) > 0)) return { ...found, headerRow }
    if (isOfPlan(cells)) return null
  }
  return null
}

const countOf = (cells: readonly Cell[]): number => cells.filter((cell) => cellLine(cell) !== '').length

const headersIn = (cells: readonly Cell[]): string[] =>
  cells.flatMap((cell) => {
    const text = cellLine(cell)
    return text === '' || text.length > LONGEST ? [] : [plainHeader(text)]
  })

const fieldsOf = (cells: readonly Cell[]) => new Set(headersIn(cells).flatMap((header) => fieldOfHeader(header) ?? []))

/** Whether a row above has known headers over as many columns. */
const isBelowOthers = (rows: Table['rows'], at: number): boolean =>
  rows.slice(0, at).some((above) => fieldsOf(above).size > 1 && countOf(above) >= countOf(rows[at] ?? []))

/** Whether half of the words are over columns of a plan, or of what stands beside one. */
const areMostlyKnown = (cells: readonly Cell[], kinds: BesideKinds): boolean =>
  headersIn(cells).filter((header) => isExactHeader(header) || kinds.isKnown(header)).length >= countOf(cells) / 2

const OF_HEADERS: ReadonlySet<string> = new Set(['unset', 'done', 'conditional'])

/** Whether a number, a day or another time stands in a row, as none does over columns. */
const holdsValue = (cells: readonly Cell[], readDate: ReadDate): boolean =>
  cells
    .map(cellLine)
    .some((text) => text !== '' && ((/\d/.test(text) && !/\p{L}/u.test(text)) || !OF_HEADERS.has(readDate(text).kind)))

/** Whether a table has headers over actions and who, when or how, and none of another table above them. */
export const hasPlanHeaders = (table: Table, readDate: ReadDate): boolean =>
  toldByHeaders(table, { readDate, mayGoOn: () => false }) === null &&
  table.rows.slice(0, HEADERS_WITHIN).some(isOfPlan)

/** Whether a row is one of headers over what is to be done, or over what it was recommended for. */
export function hasPromises({ rows }: Table): boolean {
  const fields = rows.slice(0, HEADERS_WITHIN).map(fieldsOf)
  return fields.some((of) => of.size > 1 && (of.has('action') || of.has('recommendation') || of.has('objective')))
}

function isOfPlan(cells: readonly Cell[]): boolean {
  const fields = fieldsOf(cells)
  return fields.has('action') && [...WHO_WHEN_HOW].some((field) => fields.has(field))
}
