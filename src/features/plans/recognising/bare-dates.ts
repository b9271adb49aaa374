import type { Table } from '#platform/reading/index.ts'
import type { Dating, ReadDate } from './dating.ts'
import { plainHeader } from './headers.ts'
import type { Column, ColumnField } from './model.ts'
import { valuesOf } from './table-values.ts'

/** Headers that say that days stand below them, and not which days. */
const BARE_DATE = /^dates?(?: (?:dd|mm|mmm|yy|yyyy|day|month|year))*$/
const isBareDate = ({ field, header }: Column): boolean =>
  field === 'target' && header !== null && BARE_DATE.test(plainHeader(header))
/** Headers over what is to be reached, in words or by a day. */
const isBareTarget = ({ field, header }: Column): boolean =>
  field === 'target' && header !== null && /^targets?$/.test(plainHeader(header))

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
  const columns = withoutAims(table, given, firstRow, readDate)
  const bare = columns.flatMap((column, index) => (isBareDate(column) ? [index] : []))
  const hasOther = columns.some((column) => promises(column) && !isBareDate(column))
  const isPast = (column: number) => allPast(valuesOf(table, column, firstRow), { readDate, asOf })
  const likely = hasOther ? [] : bare.filter((index) => isBehind(index, columns) && !isPast(index))
  const isTold = hasOther || likely.length > 0
  return columns.map((column, index) =>
    bare.includes(index) && !likely.includes(index) ? { ...column, field: 'commentary', guessed: !isTold } : column,
  )
}

const promises = ({ field }: Column): boolean => field === 'target' || field === 'target-period'

/** Whether a column stands to the right of the action, and of its owner where one is named. */
function isBehind(index: number, columns: readonly Column[]): boolean {
  const at = (wanted: ColumnField) => columns.findIndex(({ field }) => field === wanted)
  return index > at('action') && index > at('owner')
}

function allPast(texts: readonly string[], { readDate, asOf }: Dating): boolean {
  const days = texts.flatMap((text) => readDate(text).latest ?? [])
  return days.length > 0 && days.every((day) => day < asOf)
}

/** A target in words that say no day, beside a column called `Date` in which days stand, is what is to be reached. */
function withoutAims(
  table: Table,
  columns: readonly Column[],
  firstRow: number,
  readDate: ReadDate,
): readonly Column[] {
  const dated = (index: number) => valuesOf(table, index, firstRow).some((text) => readDate(text).latest !== null)
  if (!columns.some((column, index) => isBareDate(column) && dated(index))) return columns
  const isAim = (index: number) => {
    const texts = valuesOf(table, index, firstRow)
    return texts.length > 0 && texts.every((text) => saysNoDay(text, readDate))
  }
  return columns.map((column, index) =>
    isBareTarget(column) && isAim(index) ? { ...column, field: 'commentary' } : column,
  )
}

function saysNoDay(text: string, readDate: ReadDate): boolean {
  const { kind, why } = readDate(text)
  return kind === 'unset' && why.startsWith('No date')
}
