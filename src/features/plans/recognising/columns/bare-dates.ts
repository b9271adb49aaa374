import type { Table } from '#platform/reading/index.ts'
import { plainHeader } from '../headers/headers.ts'
import type { Column, ColumnField } from '../model/model.ts'
import type { Dating } from '../words/dating.ts'
import { valuesOf } from '../words/table-values.ts'
import { withoutAims } from './aims.ts'

/** Headers that say that days stand below them, and not which days. */
const BARE_DATE = /^dates?(?: (?:dd|mm|mmm|yy|yyyy|day|month|year))*$/
const isBareDate = ({ field, header }: Column): boolean =>
  field === 'target' && header !== null && BARE_DATE.test(plainHeader(header))

/**
 * Which columns called `Date` promise: one to the right of the actions and their owners, where no other column holds target dates and
 * not every day below it is past. Another says when something was raised or done, so far as anybody knows: it is asked about where
 * nothing else promises.
 */
export function withBareDates(
  table: Table,
  given: readonly Column[],
  firstRow: number,
  { readDate, asOf }: Dating,
): readonly Column[] {
  const columns = withoutAims(given, (column) => valuesOf(table, column, firstRow), readDate)
  const hasAims = columns.some((column, index) => promises(given[index] ?? column) && !promises(column))
  const bare = columns.flatMap((column, index) => (isBareDate(column) ? [index] : []))
  const hasOther = columns.some((column) => promises(column) && !isBareDate(column))
  const isPast = (column: number) => allPast(valuesOf(table, column, firstRow), { readDate, asOf })
  const likely = hasOther ? [] : bare.filter((index) => isBehind(index, columns, hasAims) && !isPast(index))
  const isTold = hasOther || likely.length > 0
  return columns.map((column, index) =>
    bare.includes(index) && !likely.includes(index) ? { ...column, field: 'commentary', guessed: !isTold } : column,
  )
}

const promises = ({ field }: Column): boolean =>
  field === 'target' || field === 'target-period' || field === 'owner-and-target'

/** Whether a column stands to the right of the action, and of its owner where one is named; beside an aim, of the action alone. */
function isBehind(index: number, columns: readonly Column[], hasAims: boolean): boolean {
  const at = (wanted: ColumnField) => columns.findIndex(({ field }) => field === wanted)
  return index > at('action') && (hasAims || index > at('owner'))
}

function allPast(texts: readonly string[], { readDate, asOf }: Dating): boolean {
  const days = texts.flatMap((text) => readDate(text).latest ?? [])
  return days.length > 0 && days.every((day) => day < asOf)
}
