import type { Table } from '#platform/reading/index.ts'
import { findHeaderRow, headerParts, lastHeaderRow } from '../headers/header-rows.ts'
import { fieldOfHeader, isBody, isOutcome, isTitleOfAction } from '../headers/headers.ts'
import type { Column, ColumnField, Layout } from '../model/model.ts'
import { withOwnersAndDates } from '../owners/owners-with-dates.ts'
import { withStates } from '../statuses/state-columns.ts'
import { withVerdicts } from '../statuses/verdict-columns.ts'
import { type Dating, type ReadDate, waitsForDate } from '../words/dating.ts'
import { withPeriods, withStatusPeriods } from '../words/periods.ts'
import { isRef } from '../words/refs.ts'
import { valuesOf } from '../words/table-values.ts'
import { isStatusWord, wordsBehindAgreed } from '../words/wording.ts'
import { withBareDates } from './bare-dates.ts'
import { readSafely } from './doubtful-columns.ts'
import { saysRecommendation, withFindings } from './findings-beside.ts'
import { namesWhoOrWhen, readHeaders } from './header-readings.ts'
import { withMergedNumbers } from './merged-numbers.ts'
import { withOwnersOfAction } from './owner-columns.ts'
import { withPriorityActions, withPriorityNames } from './priority-columns.ts'
import { withItems, withRecommendationsBefore } from './recommendation-columns.ts'
import { withNumbers } from './recommendation-numbers.ts'
import { withResponsesTold } from './response-columns.ts'
import { withOneAction, withRefs } from './shared-columns.ts'
import { withTicks } from './tick-columns.ts'
import { withByWhom, withDatesTold } from './told-dates.ts'

/** Finds out what each column holds: by its headers, by the table before, or by what stands in it. */
export function layOut(table: Table, previous: Layout | null, dating: Dating, chosenRow?: number | null): Layout {
  const headerRow = chosenRow === undefined ? findHeaderRow(table) : chosenRow
  if (headerRow !== null) return byHeaders(table, headerRow, dating)
  const width = table.rows[0]?.length ?? 0
  if (previous && previous.columns.length === width)
    return { ...previous, basis: 'previous', firstRow: 0, headerRow: null }
  return byContents(table, dating.readDate)
}

function byHeaders(table: Table, headerRow: number, { readDate, asOf }: Dating): Layout {
  const lastHeader = lastHeaderRow(table, headerRow)
  const width = table.rows[0]?.length ?? 0
  const parts = Array.from({ length: width }, (_, column) => headerParts(table, headerRow, lastHeader, column))
  const headers = parts.map((words) => words.join(' ') || null)
  const firstRow = lastHeader + 1
  const safe = readSafely(
    parts.map((words, column) => ({ header: headers[column] ?? null, reading: readHeaders(words) })),
  )
  const said = safe.map(({ field }) => field)
  const stated = withStatusPeriods(
    table,
    headers,
    withTicks(table, headers, withTitle(headers, said), firstRow),
    firstRow,
  )
  const worded = withPriorityActions(table, headers, withResponses(table, headers, stated, firstRow), firstRow)
  const fields = withPeriods(table, headers, worded, firstRow)
  const guesses = guessBlanks(table, headers, fields, firstRow, readDate)
  const columns = headers.map((header, column): Column => {
    const field = fields[column] ?? guesses[column] ?? 'commentary'
    const isUnsure = fields[column] === null || fields[column] !== stated[column] || safe[column]?.isAsked === true
    return { header, field, guessed: isUnsure }
  })
  const dating = { readDate, asOf }
  const told = withOwnersAndDates(
    table,
    withByWhom(table, settle(table, columns, firstRow), firstRow, dating),
    firstRow,
  )
  const settled = withDatesTold(table, withBareDates(table, told, firstRow, dating), firstRow, dating)
  return { columns: settled, basis: 'headers', firstRow, headerRow }
}

/** A title is the action where no other column can be. */
function withTitle(
  headers: readonly (string | null)[],
  fields: readonly (ColumnField | null)[],
): readonly (ColumnField | null)[] {
  const hasWords = fields.some(
    (field, column) =>
      field === 'action' ||
      ((field === 'recommendation' || field === 'objective') && !isOutcome(headers[column] ?? '')),
  )
  const at = headers.findIndex((header, column) => isTitleOfAction(header ?? '') && fields[column] === null)
  return hasWords || at < 0 ? fields : fields.with(at, 'action')
}

/** Where no column is called action, a response in whole sentences says what will be done; `Agreed` alone does not. */
function withResponses(
  table: Table,
  headers: readonly (string | null)[],
  fields: readonly (ColumnField | null)[],
  firstRow: number,
): readonly (ColumnField | null)[] {
  if (fields.includes('action') || headers.includes(null)) return fields
  const spoken = fields.flatMap((field, column) =>
    field === 'response' && (lengthOf(table, column, firstRow) >= 25 || goOn(valuesOf(table, column, firstRow)))
      ? [column]
      : [],
  )
  const last = spoken.at(-1)
  return last === undefined ? fields : fields.with(last, 'action')
}

/** Whether most responses say something behind the word with which they agree: `Agreed - courses will be bought`. */
function goOn(values: readonly string[]): boolean {
  const more = values.flatMap((value) => wordsBehindAgreed(value) ?? [])
  return more.length > values.length / 2 && average(more.map(({ length }) => length)) >= LEAST_SAID
}

/** Headers over what is to be made better, or what was answered, though not every word of them is known. */
const OF_ACTION = /\b(?:improve\w*|respon[sd]\w*|reply|replies|remed\w*|resolution|solutions?)\b/i

/**
 * The columns of no known kind that may hold actions. Beside recommendations or responses, which may be what is to be done, only those whose
 * headers speak of improvement: an `Audit` or an `Element` is what the row belongs to.
 */
function mayBeActions(headers: readonly (string | null)[], fields: readonly (ColumnField | null)[]): number[] {
  const unknown = fields.flatMap((field, column) =>
    field === null && headers[column] !== null && !namesWhoOrWhen(headers[column] ?? '') ? [column] : [],
  )
  const likely = unknown.filter((column) => OF_ACTION.test(headers[column] ?? ''))
  const isSaid = fields.some((field) => field === 'recommendation' || field === 'objective' || field === 'response')
  return likely.length > 0 || isSaid ? likely : unknown
}

/** A blank header over the longest words is the action's; other blank columns are understood by what they hold. */
function guessBlanks(
  table: Table,
  headers: readonly (string | null)[],
  fields: readonly (ColumnField | null)[],
  firstRow: number,
  readDate: ReadDate,
): (ColumnField | null)[] {
  const blanks = headers.flatMap((header, column) => (header === null ? [column] : []))
  const unknown = mayBeActions(headers, fields)
  const guesses: (ColumnField | null)[] = headers.map(() => null)
  const lacksAction = !fields.includes('action')
  const open = lacksAction ? [...blanks, ...(blanks.length === 0 ? unknown : [])] : []
  const isCalledSo = open.some((column) => OF_ACTION.test(headers[column] ?? ''))
  const wordiest = longest(table, open, firstRow, isCalledSo ? 1 : LEAST)
  if (wordiest !== null && !isOutspoken(table, fields, wordiest, firstRow)) guesses[wordiest] = 'action'
  for (const column of blanks) {
    if (guesses[column] === null) guesses[column] = guessOne(valuesOf(table, column, firstRow), fields, readDate)
  }
  return guesses
}

/** Whether a recommendation's words are so much longer than the column's that they themselves must be what is to be done. */
function isOutspoken(table: Table, fields: readonly (ColumnField | null)[], column: number, firstRow: number): boolean {
  const recommendation = fields.indexOf('recommendation')
  return recommendation >= 0 && lengthOf(table, column, firstRow) < 0.6 * lengthOf(table, recommendation, firstRow)
}

const lengthOf = (table: Table, column: number, firstRow: number) =>
  average(valuesOf(table, column, firstRow).map((value) => value.length))

/** So many letters stand behind `Agreed` where responses say what will be done. */
const LEAST_SAID = 10

/** So many letters a column has at least that holds sentences and is not called so. */
const LEAST = 12

function longest(table: Table, columns: readonly number[], firstRow: number, least = LEAST): number | null {
  const lengths = columns.map((column) => ({ column, length: lengthOf(table, column, firstRow) }))
  const best = lengths.toSorted((a, b) => b.length - a.length)[0]
  return best && best.length >= least ? best.column : null
}

function guessOne(
  values: readonly string[],
  taken: readonly (ColumnField | null)[],
  readDate: ReadDate,
): ColumnField | null {
  const share = (test: (value: string) => boolean) =>
    values.length === 0 ? 0 : values.filter(test).length / values.length
  const free = (field: ColumnField) => !taken.includes(field)
  if (free('ref') && share(isRef) > 0.7) return 'ref'
  if (free('priority') && share((value) => /^(h|m|l|high|med(ium)?|low|essential|desirable|[1-5])$/i.test(value)) > 0.7)
    return 'priority'
  if (free('status') && share(isStatusWord) > 0.6) return 'status'
  if (
    free('target') &&
    share((value) => value.length < 60 && (readDate(value).kind !== 'unset' || waitsForDate(readDate(value)))) > 0.6
  )
    return 'target'
  return null
}

/** No headers at all: references, dates, priorities and states are known by their looks; the longest words are the action. */
function byContents(table: Table, readDate: ReadDate): Layout {
  const width = table.rows[0]?.length ?? 0
  const taken: (ColumnField | null)[] = []
  for (let column = 0; column < width; column += 1) taken.push(guessOne(valuesOf(table, column, 0), taken, readDate))
  const open = taken.flatMap((field, column) => (field === null ? [column] : []))
  const action = longest(table, open, 0) ?? open[0] ?? null
  const owner = open.find((column) => column !== action && lengthOf(table, column, 0) < 45)
  const columns = taken.map((field, column): Column => {
    const guess = column === action ? 'action' : column === owner ? 'owner' : 'commentary'
    return { header: null, field: field ?? guess, guessed: true }
  })
  return { columns, basis: 'contents', firstRow: 0, headerRow: null }
}

/** What the fields mean together: a plan must have actions. */
function settle(table: Table, columns: readonly Column[], firstRow: number): readonly Column[] {
  const named = withPriorityNames(table, withItems(table, columns, firstRow), firstRow)
  const numbered = withNumbers(table, named, firstRow)
  const told = withFindings(table, withRecommendationsBefore(table, numbered, firstRow), firstRow)
  const answered = withResponsesTold(table, told, firstRow)
  let settled = withVerdicts(table, withRefs(table, answered, firstRow), firstRow)
  if (!settled.some(({ field }) => field === 'action')) settled = withActions(settled)
  settled = withStates(table, withOneAction(table, settled, firstRow), firstRow)
  if (!settled.some(({ field }) => field === 'owner' || field === 'owner-and-target')) settled = withBodies(settled)
  const numberedAgain = refOfRecommendation(table, withOwnersOfAction(settled), firstRow)
  return withoutRepeatedRefs(table, withMergedNumbers(table, numberedAgain, firstRow), firstRow)
}

/** Where nobody is named as owner, the department or directorate of the row answers for it. */
function withBodies(columns: readonly Column[]): Column[] {
  return columns.map((column) =>
    column.field === 'commentary' && isBody(column.header ?? '')
      ? { ...column, field: 'owner', guessed: true }
      : column,
  )
}

/** Before the recommendation's own number, one that many rows share is that of a report or an audit, and not the action's. */
function withoutRepeatedRefs(table: Table, columns: readonly Column[], firstRow: number): readonly Column[] {
  const own = columns.findIndex(({ field }) => field === 'recommendation-ref')
  return columns.map((column, index) => {
    if (column.field !== 'ref' || index > own) return column
    const values = valuesOf(table, index, firstRow)
    const isShared = values.length >= 8 && new Set(values).size <= values.length / 2
    return isShared ? { ...column, field: 'commentary', guessed: true } : column
  })
}

/**
 * Where no column is called action, the objective, the recommendation or else the response is what is to be done. The recommendation's
 * number goes with it, and the number that stood beside it, of a report or an audit, tells which belong together.
 */
function withActions(columns: readonly Column[]): Column[] {
  const stand = [
    columns.findLastIndex(({ field, header }) => field === 'objective' && fieldOfHeader(header ?? '') === field),
    columns.findLastIndex(({ field, header }) => field === 'recommendation' && saysRecommendation(header)),
    ...['objective', 'recommendation', 'response'].map((field) =>
      columns.findLastIndex((column) => column.field === field),
    ),
  ].find((index) => index >= 0)
  const isNumbered =
    columns[stand ?? -1]?.field === 'recommendation' && columns.some(({ field }) => field === 'recommendation-ref')
  return columns.map((column, index) => {
    if (index === stand) return { ...column, field: 'action', guessed: true }
    if (isNumbered && column.field === 'recommendation-ref') return { ...column, field: 'ref', guessed: column.guessed }
    if (isNumbered && column.field === 'ref') return { ...column, field: 'recommendation-ref', guessed: true }
    return column
  })
}

/** A number that stands before the recommendation, and changes only where that does, is the recommendation's. */
function refOfRecommendation(table: Table, columns: readonly Column[], firstRow: number): Column[] {
  const at = (field: ColumnField) => columns.findIndex((column) => column.field === field)
  const [ref, recommendation, action] = [at('ref'), at('recommendation'), at('action')]
  const isBeside = ({ field, isOfRecommendation }: Column) => field === 'objective' || isOfRecommendation === true
  const isNext = ref >= 0 && columns.slice(ref + 1, Math.max(ref, recommendation)).every(isBeside)
  const stands = isNext && recommendation > ref && action > recommendation && at('recommendation-ref') < 0
  const different = (column: number) => new Set(valuesOf(table, column, firstRow)).size
  const isItsOwn = stands && !/action/i.test(columns[ref]?.header ?? '') && different(ref) <= different(recommendation)
  return columns.map((column, index) =>
    isItsOwn && index === ref ? { ...column, field: 'recommendation-ref' } : column,
  )
}

function average(numbers: readonly number[]): number {
  return numbers.length === 0 ? 0 : numbers.reduce((sum, number) => sum + number, 0) / numbers.length
}
