import { cellLine, type Table } from '#platform/reading/index.ts'
import { fieldOfHeader } from '../headers/headers.ts'
import type { ColumnField, Layout } from '../model/model.ts'
import { WHO_WHEN_HOW } from '../model/promise-fields.ts'
import type { ReadDate } from '../words/dating.ts'
import { fittingCells } from './tables-before.ts'

/** Headers of these alone tell of a plan. */
const OF_PLAN: ReadonlySet<ColumnField> = new Set([
  ...WHO_WHEN_HOW,
  ...(['action', 'recommendation', 'objective', 'target-period'] as const),
])
const LONGEST = 30
const SHORT = /^\p{L}[^\d.;:!]*\??$/u

/**
 * Whether a table beside a plan with headers has neither known headers nor the columns of a plan's table before it: as many, and nothing
 * else in them. Answers the row of its headers, if it has one; null where it may go on with the plan. `layout` is how its columns were
 * understood.
 */
export function unknownTable(
  table: Table,
  layout: Layout,
  readDate: ReadDate,
): { readonly headerRow: number | null } | null {
  const rows = table.rows.map((cells) => cells.map(cellLine))
  const headerRow = rows.findIndex((words) => words.filter((one) => one !== '').length > 1)
  const hasHeaders =
    namesColumns(rows[headerRow] ?? []) && rows.slice(headerRow + 1).some((words) => words.join('') !== '')
  const isOther =
    layout.basis === 'contents' ||
    (layout.basis === 'headers' && !saysWhat(layout)) ||
    (layout.basis === 'previous' && hasHeaders && holdsOthers(table.rows.slice(headerRow), layout, readDate))
  return isOther ? { headerRow: hasHeaders ? headerRow : null } : null
}

/** Whether two headers are known, or one that tells of promises; a row that the document marks as one of headers may have but one. */
function saysWhat({ columns }: Layout): boolean {
  const known = new Set(columns.flatMap(({ header }) => (header === null ? [] : (fieldOfHeader(header) ?? []))))
  return known.size > 1 || [...known].some((field) => OF_PLAN.has(field))
}

/** Whether a row of short words is one of headers, though none of them is known. */
function namesColumns(words: readonly string[]): boolean {
  const filled = words.filter((one) => one !== '')
  return filled.length > 1 && filled.every((one) => one.length <= LONGEST && SHORT.test(one))
}

/** Whether the columns in which the plan has references, days and statuses hold none below other headers. */
function holdsOthers(rows: Table['rows'], layout: Layout, readDate: ReadDate): boolean {
  const fits = fittingCells(rows, layout, readDate)
  return fits.slice(1).flat().length > 0 && !fits.flat().includes(true)
}
