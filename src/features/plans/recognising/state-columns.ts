import type { Table } from '#platform/reading/index.ts'
import { tickedChoice } from '../statuses/choices.ts'
import { statusOfWords } from '../statuses.ts'
import { isDayAlone } from './date-lines.ts'
import {
  fieldOfHeader,
  isClosure,
  isElsewhen,
  isExactHeader,
  isListOfBoard,
  isProgress,
  plainHeader,
} from './headers.ts'
import type { Column } from './model.ts'
import { namesPeriod } from './periods.ts'
import { valuesOf } from './table-values.ts'
import { isStateWord, saysNothing } from './wording.ts'

const LONGEST_STATE = 40
const LONGEST_STATUS = 60

/**
 * Which columns say how the actions stand, by what is written below them. One called `Status` is one, whatever else its cells say; days
 * alone, and sentences in which no status is found, are commentary. Where no column is called status, one of nothing but statuses under a
 * word such as `Progress` is one, one that is full of them is taken for one and asked about, and those in which any cell reads as a status are asked about together.
 */
export function withStates(table: Table, columns: readonly Column[], firstRow: number): readonly Column[] {
  const settled = columns.map((column, index) =>
    column.field === 'status' ? asWritten(column, valuesOf(table, index, firstRow)) : column,
  )
  if (settled.some(({ field }) => field === 'status'))
    return settled.map((column) => (isClosure(column.header ?? '') ? { ...column, guessed: false } : column))
  if (settled.some(isDoubtfulStatus)) return settled
  return withStating(table, settled, firstRow)
}

/** A column that is called status, unless its cells cannot be: what is lost by that is asked about. */
function asWritten(column: Column, texts: readonly string[]): Column {
  if (texts.length > 0 && texts.every((text) => isDayAlone(text) || saysNothing(text)))
    return { ...column, field: 'commentary', guessed: column.guessed || /status|rag/i.test(column.header ?? '') }
  const length = texts.reduce((sum, text) => sum + (tickedChoice(text) ?? text).length, 0) / Math.max(1, texts.length)
  if (length <= LONGEST_STATUS) return column
  const reads = isExactHeader(column.header ?? '') && texts.some((text) => statusOfWords(text) !== null)
  return reads ? column : { ...column, field: 'commentary', guessed: true }
}

/** A column that may say how something else stands, and is asked about as such. */
export const isDoubtfulStatus = ({ header, guessed }: Column): boolean =>
  guessed && header !== null && fieldOfHeader(header) === 'status'

function withStating(table: Table, columns: readonly Column[], firstRow: number): readonly Column[] {
  const stating = columns.flatMap(({ field, header }, index) => {
    if (field !== 'commentary' || header === null || isElsewhen(header) || namesPeriod(header)) return []
    const texts = valuesOf(table, index, firstRow)
    if (!texts.some(opensWithState)) return []
    return [{ index, header, isWhole: texts.every(isState), isShort: texts.every(isShort), isFull: areFull(texts) }]
  })
  const sure = stating.findLast(({ header, isWhole }) => isWhole && isProgress(header))
  if (sure) return put(columns, sure.index, { field: 'status', guessed: false })
  const full = stating.findLast(({ header, isFull }) => isFull && tellsProgress(header))
  if (full) return put(columns, full.index, { field: 'status', guessed: true })
  // The lists of a board tell how its cards stand where one of them does; teams call theirs as they like.
  const board = stating.find(({ header, isShort }) => isShort && isListOfBoard(header))
  if (board) return put(columns, board.index, { field: 'status', guessed: true })
  const all = new Set(stating.map(({ index }) => index))
  return columns.map((column, index) => (all.has(index) ? { ...column, guessed: true, isStating: true } : column))
}

const FULL = 0.75

/** Whether nearly all cells open with how the action stands, and most say nothing else. */
const areFull = (texts: readonly string[]): boolean =>
  texts.filter(opensWithState).length >= texts.length * FULL &&
  texts.filter(isState).length > texts.length / 2 &&
  texts.reduce((sum, { length }) => sum + length, 0) <= texts.length * LONGEST_STATUS

const PROGRESS =
  /^(?:current |latest |recent |summary of |overall )?(?:progress|position|update|stage)(?: (?:so far|to date|made|achieved|update|summary|report|position|since (?:the )?last (?:report|review|update|meeting)))?$/

/** Headers over what has come of an action. */
export const tellsProgress = (header: string): boolean => isProgress(header) || PROGRESS.test(plainHeader(header))

/** Whether the words, or those before the first stop or dash, say how an action stands: `Green - policy adopted`. */
function opensWithState(text: string): boolean {
  const [first = ''] = text.split(/\s[-\u2013\u2014]\s|[:;.,(\n]/)
  return [text, first.trim()].some((words) => isState(words) || (!/^(?:yes|no|[yn])$/i.test(words) && says(words)))
}

const says = (words: string): boolean => statusOfWords(words) !== null

const isShort = (text: string): boolean => text.length <= LONGEST_STATE
const isState = (text: string): boolean => isShort(text) && isStateWord(text)

const put = (columns: readonly Column[], at: number, change: Partial<Column>): readonly Column[] =>
  columns.map((column, index) => (index === at ? { ...column, ...change } : column))
