import { type Cell, cellLine, type Table } from '#platform/reading/index.ts'
import { isRef } from '../words/refs.ts'
import { isStateWord } from '../words/wording.ts'
import { isExactHeader } from './headers.ts'

/** So many rows below a cell show what its column holds. */
const MOST_BELOW = 20

/** A whole day and nothing else: `30/09/2018`, `30 September 2018`, `2018-09-30`. */
const WHOLE_DAY =
  /^(?:\d{1,2}[./-]\d{1,2}[./-](?:\d{2}|\d{4})|\d{4}-\d{2}-\d{2}|\d{1,2}(?:st|nd|rd|th)?[\s-]+\p{L}{3,9}\.?,?[\s-]+(?:\d{2}|\d{4}))$/iu

/**
 * Whether a row cannot be one of headers: a whole day stands in it, or a number or a reference, and the column goes on so below; or the
 * status of an action, and no known header. A number beside two known headers may be one. Days over a column of something else name the times at which it was said.
 */
export function isContents(table: Table, row: number): boolean {
  const cells = table.rows[row] ?? []
  const isStated = cells.some((_, column) => isStatusOfRow(table, row, column))
  if (isStated && !cells.some((cell, column) => isExactHeader(cellLine(cell)) && !isStatusOfRow(table, row, column)))
    return true
  const isNamed = cells.filter((cell) => isExactHeader(cellLine(cell)) && !isStateWord(cellLine(cell))).length > 1
  return cells.some((cell, column) => {
    const words = cellLine(cell)
    const below = wordsBelow(table, row, column)
    const goesOn = (isSame: (words: string) => boolean) => below.length === 0 || below.some(isSame)
    if (WHOLE_DAY.test(words)) return goesOn((other) => WHOLE_DAY.test(other))
    return !isNamed && /\d/.test(words) && isRef(words) && goesOnFrom(words, below[0] ?? '')
  })
}

/** Whether the words are a status, and other ones stand below them: what heads a column of ticks has none below. */
export const isStatusOfRow = (table: Table, row: number, column: number): boolean =>
  isStateWord(cellLine(table.rows[row]?.[column])) && wordsBelow(table, row, column).some(isStateWord)

const wordsBelow = ({ rows }: Table, row: number, column: number): string[] =>
  rows.slice(row + 1, row + 1 + MOST_BELOW).flatMap((cells: readonly Cell[]) => cellLine(cells[column]) || [])

/** Whether the second reference is the next after the first in its last or its only other number: `1` and `2`, `1.9` and `2.1`. */
function goesOnFrom(one: string, next: string): boolean {
  if (!isRef(next)) return false
  const [before, after] = [one, next].map((words) => (words.match(/\d+/g) ?? []).map(Number))
  if (!before || !after || before.length !== after.length) return false
  const at = before.findIndex((number, index) => number !== after[index])
  return at >= 0 && after[at] === (before[at] ?? 0) + 1
}
