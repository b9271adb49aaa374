import { cellLine, type Table } from '#platform/reading/index.ts'
import { onceFor } from '../../once-for.ts'
import type { Layout } from '../model/model.ts'
import { isRef } from '../words/refs.ts'
import { openingOf } from '../words/wording.ts'

const isNumbered = (words: string): boolean => /^\D{0,3}\d/.test(words)
const isLoud = (words: string): boolean => words.length > 3 && words === words.toUpperCase() && /\p{Lu}/u.test(words)
const isNamed = (words: string): boolean => openingOf(words, null)?.isNamed === true

const isRefField = (field: string | undefined): boolean => field === 'ref' || field === 'recommendation-ref'

/** Ways of writing by which a heading differs from the names of rows. */
const MARKS = [isNumbered, isLoud, isNamed, isRef] as const

interface Names {
  /** How many rows have an action, and how many of them have words in the column. */
  readonly actions: number
  readonly filled: number
  /** For each of the marks, how many of those words have it. */
  readonly marked: readonly number[]
}

const knownOf = onceFor(
  (layout: Layout) => layout,
  () => new Map<number, Names>(),
)

function namesIn(column: number, table: Table, layout: Layout): Names {
  const known = knownOf(layout)
  const before = known.get(column)
  if (before) return before
  const action = layout.columns.findIndex(({ field }) => field === 'action')
  const rows = table.rows.slice(layout.firstRow).filter((cells) => cellLine(cells[action]) !== '')
  const words = rows.flatMap((cells) => cellLine(cells[column]) || [])
  const covered = rows.filter((cells) => cells[column]?.coveredBy).length
  const marked = MARKS.map((test) => words.filter(test).length)
  const found = { actions: rows.length, filled: words.length + covered, marked }
  known.set(column, found)
  return found
}

/**
 * Whether a cell alone in its row stands in a column that other rows fill beside their actions, and is written like those, so that it is
 * the name of a row without an action and no heading.
 */
export function namesRow(row: number, column: number, table: Table, layout: Layout): boolean {
  const field = layout.columns[column]?.field
  if (field === undefined || field === 'action' || isRefField(field)) return false
  const { actions, filled, marked } = namesIn(column, table, layout)
  if (filled === 0 || filled < actions * 0.6) return false
  const action = layout.columns.findIndex((one) => one.field === 'action')
  const next = table.rows.slice(row + 1).find((cells) => cells.some((cell) => cellLine(cell) !== ''))
  const isBelow = (at: number) => cellLine(next?.[at]) !== ''
  // What follows has a number of its own, or belongs to these words.
  if (layout.columns.some((one, at) => isRefField(one.field) && isBelow(at))) return false
  if (isBelow(action) && !isBelow(column)) return false
  const words = cellLine(table.rows[row]?.[column])
  if (isRef(words) !== (marked[MARKS.indexOf(isRef)] ?? 0) >= filled / 2) return false
  return MARKS.every((test, at) => !test(words) || (marked[at] ?? 0) >= filled / 2)
}
