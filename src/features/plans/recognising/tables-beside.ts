import { type Block, cellLine, type Table } from '#platform/reading/index.ts'
import { layOut } from './columns/columns.ts'
import { BESIDE_KINDS, type BesideKinds } from './headers/beside-kinds.ts'
import { plainHeader } from './headers/headers.ts'
import type { SourceTable } from './headers/table-shapes.ts'
import { toldByContents } from './headers/told-by-contents.ts'
import type { ColumnField, Layout, LeftOver } from './model/model.ts'
import { placeInWords } from './model/places.ts'
import { rowInWords } from './rows/row-kinds.ts'
import { type HeadersAround, hasPlanHeaders, toldByHeaders } from './tables/beside-headers.ts'
import { upright } from './tables/cards.ts'
import type { TablesBefore } from './tables/tables-before.ts'
import { unknownTable } from './tables/unknown-tables.ts'
import type { Dating, ReadDate } from './words/dating.ts'

/** What stands around a table, and what somebody said of it. */
export interface AroundTable {
  /** Whether the document has a table of actions, so that others stand beside a plan. */
  readonly hasPlan: boolean
  readonly before: TablesBefore
  readonly dating: Dating
  readonly fields: readonly ColumnField[] | undefined
  readonly headerRow: number | null | undefined
}

/** What a table beside a plan seems to hold. */
export interface Doubt {
  /** Null where nothing of it is known. */
  readonly what: string | null
  /** Whether it has a column of actions all the same, so that it is read as part of the plan. */
  readonly hasActions: boolean
}

/** How a table stands in its document: as part of the plan, or beside it. */
export interface Standing {
  /** As it is read. */
  readonly table: Table
  readonly layout: Layout
  /** What somebody has to be asked about; null where it is sure what the table is. */
  readonly asked: Doubt | null
  /** The first of the rows that are listed and not read, where no column of the table is read; else null. */
  readonly leftFrom: number | null
}

/** Tells whether a table is part of the plan, and if not, what it holds, whether that is asked, and which of its rows are listed. */
export function standsBeside(block: SourceTable, around: AroundTable): Standing {
  const { hasPlan, before, dating, fields } = around
  // The names of fields are the headers of a card.
  const headerRow = around.headerRow === undefined && block.said === 'card' ? 0 : around.headerRow
  const isOpen = hasPlan && fields === undefined && headerRow === undefined && block.said === undefined
  const found = isOpen ? besidePlan(block, dating.readDate, before.has) : null
  if (found && !found.hasActions) return leftOut(found.table, found.headerRow, found.isNamed ? null : found)
  const table = upright(block)
  const isNextPage = headerRow === undefined && before.goesOnIn(table)
  const laidOut = layOut(table, before.find(table), dating, isNextPage ? null : headerRow)
  const unknown =
    hasPlan && headerRow === undefined && block.said === undefined
      ? unknownTable(table, laidOut, dating.readDate)
      : null
  if (unknown && !fields) return leftOut(table, unknown.headerRow, NOTHING_KNOWN)
  const layout = chosen(table, unknown ? layoutOfBeside(table, unknown.headerRow) : laidOut, fields)
  return { table, layout, asked: found, leftFrom: isLeftOut(layout) ? layout.firstRow : null }
}

const NOTHING_KNOWN: Doubt = { what: null, hasActions: false }

/** A table of which no row is read. Its headers are listed too where something stands above them. */
function leftOut(table: Table, headerRow: number | null, asked: Doubt | null): Standing {
  const first = table.rows.findIndex((cells) => rowInWords(cells) !== '')
  const leftFrom = headerRow === first ? first + 1 : first
  return { table, layout: layoutOfBeside(table, headerRow), asked, leftFrom }
}

interface Found extends Doubt {
  readonly table: Table
  readonly headerRow: number | null
  /** Whether the sheet itself says that it is no part of the plan, so that nobody is asked. */
  readonly isNamed: boolean
}

/** What a table beside a plan holds, by the name of its sheet, its contents or its headers; null where it may hold actions. */
export function besidePlan(
  block: Table,
  readDate: ReadDate,
  mayGoOn: HeadersAround['mayGoOn'] = () => false,
  kinds: BesideKinds = BESIDE_KINDS,
): Found | null {
  const plain = { table: block, headerRow: null, hasActions: false, isNamed: false }
  const ofSheet = bySheet(block, readDate, kinds)
  if (ofSheet !== null) return { ...plain, what: ofSheet, isNamed: true }
  const told = toldByContents(block, kinds)
  if (told) return { ...plain, ...told }
  for (const table of new Set([upright(block), block])) {
    const found = toldByHeaders(table, { readDate, mayGoOn, kinds })
    if (found) return { ...plain, table, ...found }
  }
  return null
}

/** What a sheet holds whose name says that it explains the others, unless it has the headers of a plan. */
function bySheet(table: Table, readDate: ReadDate, kinds: BesideKinds): string | null {
  const name = plainHeader(table.caption ?? '').replace(/^\d{1,2} ?(?=\D)/, '')
  const what = name === '' ? null : kinds.ofSheet(name)
  return what !== null && !hasPlanHeaders(table, readDate) ? what : null
}

/** Whether a document has a table of actions, so that tables of other things stand beside a plan. */
export const hasPlanTable = (blocks: readonly Block[], readDate: ReadDate): boolean =>
  blocks.some((block) => block.type === 'table' && hasPlanHeaders(block, readDate))

/** All columns of such a table left out, until somebody says what they hold. */
function layoutOfBeside(table: Table, headerRow: number | null): Layout {
  const columns = (table.rows[headerRow ?? 0] ?? []).map((cell) => {
    const header = headerRow === null ? null : cellLine(cell) || null
    return { header, field: 'leave-out', guessed: false } as const
  })
  return { columns, basis: 'headers', firstRow: headerRow === null ? 0 : headerRow + 1, headerRow }
}

/** The layout with the fields that somebody chose, where they are as many as the columns. */
function chosen(table: Table, layout: Layout, fields: readonly ColumnField[] | undefined): Layout {
  if (!fields || fields.length !== table.rows[0]?.length) return layout
  const columns = layout.columns.map((column, index) => ({
    ...column,
    field: fields[index] ?? column.field,
    guessed: false,
  }))
  return { ...layout, columns, basis: 'chosen' }
}

export const isLeftOut = ({ columns }: Layout): boolean => columns.every(({ field }) => field === 'leave-out')

/** Lists the rows of a table of which nothing is read, from a row on. */
export const leaveRows = ({ rows }: Table, tableNumber: number, from: number): LeftOver[] =>
  rows.slice(from).flatMap((cells, index) => {
    const text = rowInWords(cells)
    const where = placeInWords(tableNumber, index + from)
    return text === '' ? [] : [{ where, text, why: 'The columns of the table are left out.' }]
  })
