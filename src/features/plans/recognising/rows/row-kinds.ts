import { type Cell, cellLine, cellText, EMPTY_CELL } from '#platform/reading/index.ts'
import { isExactHeader, plainHeader } from '../headers/headers.ts'
import { isBand, isBandAgain, namesIts } from '../headings/above-headers.ts'
import { namesGroup } from '../headings/group-columns.ts'
import type { RowContext } from '../headings/row-context.ts'
import type { ColumnField, Layout, RowKind } from '../model/model.ts'
import { placeInWords, placeOf } from '../model/places.ts'
import { isRef } from '../words/refs.ts'
import { openingOf } from '../words/wording.ts'
import { footRows } from './foot-rows.ts'
import { headingRows, isRunOn } from './heading-rows.ts'
import { isHeadingAbove, looksLikeHeading } from './likely-headings.ts'
import { namesRow } from './lone-cells.ts'
import { otherKindOf } from './other-rows.ts'
import { askOfRows } from './questions-of-rows.ts'
import { countOf } from './total-rows.ts'

export const rowWords = (cells: readonly Cell[]) => cells.map(cellText).join('\n\n').trim()

/** What a row says in one line, for a person to see what it is. */
export const rowInWords = (cells: readonly Cell[]): string => rowWords(cells).replace(/\s*\n+\s*/g, ' · ')

export function rowKind(row: number, context: RowContext): RowKind {
  const chosen = context.rowKinds[placeOf(row, context)]
  if (chosen) return chosen
  const cells = context.table.rows[row] ?? []
  const isOfFoot = footRows(context).get(row)?.kind === 'foot' && !isSameHeaders(cells, context.layout)
  if (!isOfFoot && (isHeadersAgain(cells, context.layout) || isBandAbove(row, context))) return 'headers'
  if (context.outline?.heads.has(row)) return 'heading'
  if (countOf(row, context)) return 'total'
  if (otherKindOf(row, context)) return 'other'
  return isSection(cells, row, context) ? 'heading' : 'action'
}

/** A page's headers repeated, or other headers for the rows that follow: short cells, most of which can only be headers. */
function isHeadersAgain(cells: readonly Cell[], { columns, headerRow }: Layout): boolean {
  const texts = cells.flatMap((cell) => cellLine(cell) || [])
  if (headerRow === null || texts.length < 2) return false
  if (isSameHeaders(cells, { columns })) return true
  return texts.length >= 3 && texts.every((text) => text.length <= 40 && isExactHeader(text))
}

/** Whether all cells, or most, say what the headers above them say. */
function isSameHeaders(cells: readonly Cell[], { columns }: Pick<Layout, 'columns'>): boolean {
  const filled = cells.map((cell, column) => [plainHeader(cellLine(cell)), columns[column]?.header ?? ''] as const)
  const texts = filled.filter(([text]) => text !== '')
  const same = texts.filter(([text, header]) => text === plainHeader(header))
  return texts.length >= 2 && (same.length === texts.length || (same.length >= 2 && same.length >= texts.length * 0.6))
}

/** Whether a row names groups of columns for headers that stand directly below it, once more or others. */
function isBandAbove(row: number, { table, layout }: RowContext): boolean {
  const [cells = [], below = []] = table.rows.slice(row, row + 2)
  if (isBandAgain(table, layout, cells)) return true
  const filled = (of: readonly Cell[]) => of.filter((cell) => cellLine(cell) !== '')
  const isShort = filled(cells).every((cell) => cellText(cell).length <= 60)
  return isShort && isBand(cells) && filled(cells).length < filled(below).length && isHeadersAgain(below, layout)
}

/** What goes on below headers within a table: the same columns where the headers are the same. */
export function belowHeaders(row: number, context: RowContext): RowContext {
  if (isBandAbove(row, context)) return context
  const cells = context.table.rows[row] ?? []
  const isSame = cells.every((cell, column) => {
    const text = cellLine(cell)
    return text === '' || plainHeader(text) === plainHeader(context.layout.columns[column]?.header ?? '')
  })
  return isSame ? context : { ...context, layout: context.layOutFrom(row) }
}

/** A row with one cell of words across the table, the same words in every cell, or a cell alone that cannot be an action opens a section. */
function isSection(cells: readonly Cell[], row: number, context: RowContext): boolean {
  const { columns } = context.layout
  const filled = cells.flatMap((cell, column) => (cell.paragraphs.length > 0 ? [{ cell, column }] : []))
  const [only] = filled
  if (!only || columns.length < 2) return false
  const text = cellText(only.cell)
  if (filled.length > 1)
    return filled.length >= 3 && filled.length === cells.length && filled.every(({ cell }) => cellText(cell) === text)
  const covered = cells.filter((cell) => cell.coveredBy?.column === only.column && cell.coveredBy.row === row)
  if (covered.length + 1 > columns.length / 2) return columns.length >= 3 || covered.length > 0
  if (columns.length < 3 || cells.some((cell) => cell.coveredBy && cell.coveredBy.row < row)) return false
  const field = columns[only.column]?.field
  if (headingRows(context).has(row)) return true
  if (namesRow(row, only.column, context.table, context.layout)) return false
  if (only.column === 0 && field !== 'action' && namesGroup(context.table, text)) return true
  if (field === 'recommendation') return looksLikeHeading(only.cell) && areNumberedBelow(row, context)
  if (field === 'recommendation-ref') return false
  if (field === 'ref') return only.column === 0 && text.length > 3 && !isRef(text)
  if (field === 'action') return isHeadingAbove(row, only.column, context)
  return only.column === 0 && text.length > 3
}

/** Whether the next row brings a recommendation of its own with its number, so that this one, which has neither number nor action, is none. */
function areNumberedBelow(row: number, { layout: { columns }, table }: RowContext): boolean {
  const next = table.rows.slice(row + 1).find((cells) => rowWords(cells) !== '')
  const has = (...fields: readonly ColumnField[]) =>
    columns.some(({ field }, column) => fields.includes(field) && (next?.[column]?.paragraphs.length ?? 0) > 0)
  return has('recommendation') && has('recommendation-ref', 'ref') && has('action')
}

export const isInActions = (row: number, context: RowContext) =>
  context.rowKinds[placeOf(row, context)] === undefined &&
  !saysItself(cellLine(context.table.rows[row]?.find((cell) => cellLine(cell) !== ''))) &&
  context.layout.columns.some(
    ({ field }, column) =>
      (field === 'action' || field === 'recommendation') &&
      (context.table.rows[row]?.[column]?.paragraphs.length ?? 0) > 0,
  )

/** Asks once for a table. */
export function askAboutHeading(row: number, context: RowContext): void {
  const opening = 'Are rows headings for the rows below them, or actions'
  const guess = 'Headings: nobody and no date stands beside their words.'
  askOfRows(row, rowInWords(context.table.rows[row] ?? []), { topic: 'headings', opening, guess }, context)
}

/** What stands below a heading belongs to it, and not to the group that its reference would tell. */
export function belowHeading(row: number, context: RowContext): RowContext {
  const { sections } = context
  const before = sections.all.length
  readSection(row, context)
  if (sections.all.length === before || !context.groupByRef) return context
  sections.isGrouped = false
  return { ...context, groupByRef: false }
}

/** A heading of one recommendation, whose number is that of the one named below it. */
const NUMBERED = /^(?:(?:ima )?(?:recs?|recommendations?)\b.*|(?:findings?|issues?)\s\S+|R\s?\d.*)$/i

/** Whether words say beyond doubt that they are the heading of a recommendation: something parts its number from them. */
const saysItself = (words: string): boolean => opensOne(words) && !isRunOn(words)

const opensOne = (words: string): boolean => NUMBERED.test(words) && openingOf(words, null)?.isNamed === true

/** A heading within a table opens a recommendation; where a column has those, it is said of each of the next ones. */
function readSection(row: number, context: RowContext): void {
  const { sections, tableNumber, table, layout } = context
  const cells = table.rows[row] ?? []
  const all = cells.filter(({ paragraphs }) => paragraphs.length > 0)
  const isRepeated = all.every((cell) => cellText(cell) === cellText(all[0] ?? EMPTY_CELL))
  const paragraphs = (isRepeated ? all.slice(0, 1) : all).flatMap((cell) => cell.paragraphs)
  const where = placeInWords(tableNumber, row)
  const [name, ...more] = paragraphs
  if (name !== undefined && more.length === 0 && namesGroup(table, name)) {
    sections.openGroup(name, where, namesIts(layout))
    return
  }
  const isOfOne = more.length === 0 && opensOne(name ?? '')
  const known = headingRows(context).get(row)
  if ((layout.columns.some(({ field }) => field === 'recommendation') && !isOfOne) || known?.isUpper) {
    sections.announced.open(paragraphs.join('\n'), where, false)
    return
  }
  const before = sections.all.length
  if (known && [...headingRows(context).values()].some((one) => one.isUpper && one.kind === known.kind))
    sections.announced.end()
  paragraphs.forEach((words, index) => {
    const level = index > 0 ? 20 : known?.isOfAbove ? 11 : 10
    sections.read({ isCell: true, isBelowHeaders: true, words, number: null, level, where })
  })
  if (known) for (const opened of sections.all.slice(before)) sections.announced.sayOf(opened)
}
