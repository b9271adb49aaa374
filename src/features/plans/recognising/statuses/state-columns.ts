import type { Table } from '#platform/reading/index.ts'
import {
  asksWhetherDone,
  asksWhetherInTime,
  isOtherAnswer,
  isYesOrNo,
  stageAsked,
  underHeader,
} from '../../statuses/answers.ts'
import { tickedChoice } from '../../statuses/choices.ts'
import { statusOfWords } from '../../statuses.ts'
import { isUndecided } from '../../undecided.ts'
import {
  fieldOfHeader,
  isClosure,
  isElsewhen,
  isExactHeader,
  isListOfBoard,
  isProgress,
  plainHeader,
} from '../headers/headers.ts'
import type { Column } from '../model/model.ts'
import { isDayAlone } from '../words/date-lines.ts'
import { DONE } from '../words/deed-words.ts'
import { isTick, namesPeriod } from '../words/periods.ts'
import { valuesOf } from '../words/table-values.ts'
import { isStateWord, saysNothing } from '../words/wording.ts'
import { isColourAlone } from './keyed-statuses.ts'

const LONGEST_STATE = 40
const LONGEST_STATUS = 60

/**
 * Which columns say how the actions stand, by what is written below them. One called `Status` is one, whatever else its cells say; days
 * alone, and sentences in which no status is found, are commentary. Where no column is called status, one of nothing but statuses under a
 * word such as `Progress` is one, one that is full of them is taken for one and asked about, and those in which any cell reads as a status are asked about together.
 */
export function withStates(table: Table, columns: readonly Column[], firstRow: number): readonly Column[] {
  const texts = columns.map((_, index) => valuesOf(table, index, firstRow))
  const isTold = columns.some(
    ({ field, header }, index) => field === 'status' || (asksWhetherDone(header) && areAnswers(texts[index] ?? [])),
  )
  const settled = columns.map((column, index) => {
    const own = texts[index] ?? []
    return column.field === 'status' ? asWritten(column, own) : asAnswering(column, own, isTold)
  })
  if (settled.some(({ field }) => field === 'status'))
    return withWordsBesideColours(settled, texts).map((column) =>
      isClosure(column.header ?? '') ? { ...column, guessed: false } : column,
    )
  if (settled.some(isDoubtfulStatus)) return settled
  return withStating(table, settled, firstRow)
}

/** Whether Yes, No and ticks are all that a column says, but for other answers, states and cells that say nothing. */
const areAnswers = (texts: readonly string[]): boolean =>
  texts.some(isYesNoOrTick) && texts.every((text) => isYesNoOrTick(text) || isOtherwiseAnswered(text))
const isYesNoOrTick = (text: string): boolean => isYesOrNo(text) || isTick(text)
const isOtherwiseAnswered = (text: string): boolean =>
  saysNothing(text) || isUndecided(text) || isState(text) || isOtherAnswer(plainHeader(text))

/**
 * A column of Yes and No below words of being begun, under way or done: `Commenced?`. Words such as `Published?` may ask of a document, so
 * that they are asked about. Such words may stand over days too, as `Finished` does, but Yes and No are none: those that are sure tell how
 * the action stands, and the others may where nothing else does.
 */
function asAnswering(column: Column, texts: readonly string[], isTold: boolean): Column {
  const { field, header, guessed } = column
  if ((field !== 'commentary' && field !== 'target') || !areAnswers(texts)) return column
  const isSure =
    underHeader('Yes', header) === 'In progress' || asksWhetherDone(header) || (!isTold && asksWhetherInTime(header))
  if (!isSure && !guessed && isTold && field === 'commentary') return column
  if (isSure || stageAsked(header) !== null) return { ...column, field: 'status', guessed: !isSure }
  const isOverDays = field === 'target' || TELLS_DEED.test(plainHeader(header ?? ''))
  return isOverDays ? { ...column, field: 'commentary', guessed: true } : column
}

/** Words that something was done, of whatever it is said: `Issue closed`. */
const TELLS_DEED = new RegExp(String.raw`\b(?:${DONE}|complete|completion|closure|achievement|actuals?)\b`)

/** A column that is called status, unless its cells cannot be: what is lost by that is asked about. */
function asWritten(column: Column, texts: readonly string[]): Column {
  if (texts.length > 0 && texts.every((text) => isDayAlone(text) || saysNothing(text)))
    return { ...column, field: 'commentary', guessed: column.guessed || /status|rag/i.test(column.header ?? '') }
  const length = texts.reduce((sum, text) => sum + (tickedChoice(text) ?? text).length, 0) / Math.max(1, texts.length)
  if (length <= LONGEST_STATUS) return column
  const reads = isExactHeader(column.header ?? '') && texts.some((text) => statusOfWords(text) !== null)
  return reads ? column : { ...column, field: 'commentary', guessed: true }
}

/**
 * Where colours are all that the columns called status say, another one that says in words how every action stands tells it, too: under a
 * word such as `Progress` it is one, and under others it is taken for one and asked about. Words are heard before colours.
 */
function withWordsBesideColours(columns: readonly Column[], texts: readonly (readonly string[])[]): readonly Column[] {
  const areAllColours = columns.every(
    ({ field }, index) =>
      field !== 'status' || (texts[index] ?? []).every((text) => isColourAlone(text) || saysNothing(text)),
  )
  if (!areAllColours) return columns
  const at = columns.findLastIndex(
    ({ field, header }, index) =>
      field === 'commentary' && header !== null && !isOfOther(header) && areStatuses(texts[index] ?? []),
  )
  const found = columns[at]
  if (!found) return columns
  const isSure = isProgress(found.header ?? '') && (texts[at] ?? []).every(isState)
  return put(columns, at, { field: 'status', guessed: !isSure })
}

const isOfOther = (header: string): boolean => isElsewhen(header) || namesPeriod(header) || isClosure(header)

/** Whether each of several cells says in a few words how an action stands, and at least one that it does not simply go on. */
function areStatuses(texts: readonly string[]): boolean {
  const said = texts.filter((text) => !saysNothing(text))
  const claims = said.map((text) => (isYesNoOrTick(text) || isColourAlone(text) ? null : statusOfWords(text)))
  return (
    said.length > 1 &&
    said.every((text, index) => text.length <= LONGEST_STATUS && (claims[index] !== null || isState(text))) &&
    claims.some((claim) => claim !== null && claim !== 'in-progress')
  )
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
