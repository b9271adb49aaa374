import type { Table } from '#platform/reading/index.ts'
import { statusOfWords } from '../statuses.ts'
import { isClosure, isElsewhen, isListOfBoard, isProgress, isStatusOfOther } from './headers.ts'
import type { Column } from './model.ts'
import { namesPeriod } from './periods.ts'
import { valuesOf } from './table-values.ts'
import { isStateWord, isStatusWord } from './wording.ts'

/** Where no column is called status, one of nothing but statuses is one, and the last of them where there are several. */
export function withStatuses(table: Table, columns: readonly Column[], firstRow: number): readonly Column[] {
  if (columns.some(({ field }) => field === 'status'))
    return columns.map((column) => (isClosure(column.header ?? '') ? { ...column, guessed: false } : column))
  const isOne = (column: number) => {
    const values = valuesOf(table, column, firstRow)
    return values.length > 0 && values.every((value) => value.length <= 40 && isStateWord(value))
  }
  const stating = columns.flatMap(({ field, header }, column) => {
    const isAside =
      field !== 'commentary' || header === null || isElsewhen(header) || namesPeriod(header) || isStatusOfOther(header)
    return isAside || !isOne(column) ? [] : [column]
  })
  const said = stating.findLast((column) => isProgress(columns[column]?.header ?? '')) ?? stating.at(-1)
  const at = said ?? listOfBoard(table, columns, firstRow)
  if (at === null) return columns
  const isSaid = at === said && isProgress(columns[at]?.header ?? '')
  return columns.map((column, index) => (index === at ? { ...column, field: 'status', guessed: !isSaid } : column))
}

/** The lists of a board (`To do`, `Doing`, `Done`) tell how its cards stand where one of them does; teams call theirs as they like. */
function listOfBoard(table: Table, columns: readonly Column[], firstRow: number): number | null {
  const at = columns.findIndex(({ field, header }) => field === 'commentary' && isListOfBoard(header ?? ''))
  const values = at < 0 ? [] : valuesOf(table, at, firstRow)
  const isShort = values.every((value) => value.length <= 40)
  return isShort && values.some((value) => isStatusWord(value) || statusOfWords(value) !== null) ? at : null
}

/** `Completed` may ask whether or when: where days stand below it, it is no status. */
export function holdsDays(table: Table, column: number, firstRow: number): boolean {
  const values = valuesOf(table, column, firstRow)
  const days = values.filter((value) => /\d{1,4}[-/. ]\S+[-/. ]\d{2,4}/.test(value) && !isStatusWord(value))
  return values.length > 0 && days.length / values.length > 0.6
}
