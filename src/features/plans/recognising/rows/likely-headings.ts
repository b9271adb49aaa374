import { type Cell, cellText, EMPTY_CELL } from '#platform/reading/index.ts'
import type { RowContext } from '../headings/row-context.ts'
import { BESIDE_ACTION } from '../model/promise-fields.ts'
import { deniesAction } from '../words/no-action-words.ts'
import { headingRows, standsForNone } from './heading-rows.ts'

const isFilled = (cells: readonly Cell[]): boolean => cells.some(({ paragraphs }) => paragraphs.length > 0)

/** Whether a cell of actions, alone in its row, is a heading: directly above a row that says who, when or how, or above another heading. */
export function isHeadingAbove(row: number, column: number, context: RowContext): boolean {
  const { rows } = context.table
  if (deniesAction(cellText(rows[row]?.[column] ?? EMPTY_CELL))) return false
  for (let at = row; at < rows.length && at <= row + MOST_LEVELS; at += 1) {
    const cell = rows[at]?.[column]
    if (!cell || rows[at]?.some((one) => one !== cell && one.paragraphs.length > 0)) return false
    if (!looksLikeHeading(cell) || (at > row && standsForNone(cellText(rows[row]?.[column] ?? cell)))) return false
    if (promisesAreKept(at, context)) return true
  }
  return false
}
const MOST_LEVELS = 1

/** A short cell without a full stop that opens with a capital. */
export function looksLikeHeading(cell: Cell): boolean {
  const text = cellText(cell)
  if (cell.paragraphs.length > 1 || cell.list || text.length > 80 || /[.;,]$/.test(text)) return false
  return /^[\p{Lu}\d]/u.test(text)
}

const ROWS_AROUND = 100

/** Whether the rows around say who, when or how it stands, so that a cell alone in its row is no promise. */
function promisesAreKept(row: number, context: RowContext): boolean {
  const { columns, firstRow } = context.layout
  const { table } = context
  if (columns.some(({ field }) => field === 'recommendation' || field === 'objective')) return false
  const isFull = (cells: readonly Cell[]) =>
    cells.some(
      (cell, column) => cell.paragraphs.length > 0 && BESIDE_ACTION.has(columns[column]?.field ?? 'commentary'),
    )
  if (headingRows(context).size > 0) return false
  const near = table.rows
    .slice(Math.max(firstRow, row - ROWS_AROUND), row + ROWS_AROUND)
    .filter((cells) => isFilled(cells) && cells !== table.rows[row])
  const next = table.rows.slice(row + 1).find((cells) => isFilled(cells))
  return next !== undefined && isFull(next) && near.length >= 2 && near.filter(isFull).length >= near.length * 0.6
}
