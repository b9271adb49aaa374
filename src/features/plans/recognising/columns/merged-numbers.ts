import { cellLine, type Table } from '#platform/reading/index.ts'
import type { Column } from '../model/model.ts'
import { leadingRef } from '../words/refs.ts'
import { valuesOf } from '../words/table-values.ts'
import { openingOf } from '../words/wording.ts'

/** Headers over numbers of actions themselves: a merged one is said of each. */
const OF_ACTIONS = /\b(?:actions?|tasks?)\b/i

/**
 * A number whose cell is merged over several actions (`No.`) is that of their group only where the actions have references of their own, or
 * where the words of the group are merged beside it. Otherwise each action keeps it, and it is asked whose it is. It is not asked where the
 * table or one of its rows names recommendations already, or where a number comes back.
 */
export function withMergedNumbers(table: Table, columns: readonly Column[], firstRow: number): readonly Column[] {
  const action = columns.findIndex(({ field }) => field === 'action')
  const at = columns.findIndex(
    ({ field, header }, index) =>
      field === 'ref' &&
      index < action &&
      !OF_ACTIONS.test(header ?? '') &&
      spansActions(table, index, action, firstRow),
  )
  const isNamed = columns.some(({ field }) => field === 'recommendation-ref') || namesRecommendations(table, firstRow)
  if (at < 0 || isNamed) return columns
  const words = wordsOfGroup(table, columns, { at, action, firstRow })
  const isOfGroup = words !== null || haveRefs(table, columns, { at, action, firstRow })
  return columns.map((column, index): Column => {
    if (index === at)
      return isOfGroup ? { ...column, field: 'recommendation-ref' } : { ...column, guessed: true, isOverSeveral: true }
    return index === words ? { ...column, field: 'recommendation' } : column
  })
}

/** Where the merged number, the actions and the first of their rows stand. */
interface Places {
  readonly at: number
  readonly action: number
  readonly firstRow: number
}

/** The column of the words that are merged over the same rows as the number, or null. */
function wordsOfGroup(table: Table, columns: readonly Column[], { at, action, firstRow }: Places): number | null {
  const named = columns.findIndex(({ field }) => field === 'recommendation')
  const found =
    named >= 0 ? named : columns.findIndex(({ field }, index) => field === 'objective' && index > at && index < action)
  return found >= 0 && isMergedAlike(table, at, found, firstRow) ? found : null
}

/** Whether the actions have references of their own, in another column or before their words. */
function haveRefs(table: Table, columns: readonly Column[], { at, action, firstRow }: Places): boolean {
  const isElsewhere = columns.some(
    ({ field }, index) => field === 'ref' && index !== at && valuesOf(table, index, firstRow).length > 0,
  )
  return isElsewhere || valuesOf(table, action, firstRow).every((words) => leadingRef(words).ref !== null)
}

/** The row at which the merged cell begins that stands at a place; its own row where none covers it. */
function originAt({ rows }: Table, row: number, column: number): number {
  const coveredBy = rows[row]?.[column]?.coveredBy
  return coveredBy?.column === column ? coveredBy.row : row
}

/** Whether some merged number stands beside several actions, and none comes back. */
function spansActions(table: Table, at: number, action: number, firstRow: number): boolean {
  const groups = Map.groupBy(
    [...table.rows.keys()].filter((row) => row >= firstRow && cellLine(table.rows[row]?.[action]) !== ''),
    (row) => originAt(table, row, at),
  )
  const numbers = [...groups.keys()].map((row) => cellLine(table.rows[row]?.[at])).filter((number) => number !== '')
  const isMerged = [...groups].some(([origin, rows]) => origin >= firstRow && rows.length > 1)
  return isMerged && new Set(numbers).size === numbers.length
}

const isMergedAlike = (table: Table, at: number, other: number, firstRow: number): boolean =>
  [...table.rows.keys()].every((row) => row < firstRow || originAt(table, row, at) === originAt(table, row, other))

/** Whether a row of one cell opens a recommendation: `Recommendation 2: Train staff`. */
const namesRecommendations = ({ rows }: Table, firstRow: number): boolean =>
  rows.slice(firstRow).some((cells) => {
    const [only = '', ...others] = cells.flatMap((cell) => cellLine(cell) || [])
    return others.length === 0 && openingOf(only, null)?.isNamed === true
  })
