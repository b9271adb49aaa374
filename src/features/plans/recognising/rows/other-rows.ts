import { cellLine } from '#platform/reading/index.ts'
import { shortened } from '#platform/words.ts'
import { plainHeader } from '../headers/headers.ts'
import type { RowContext } from '../headings/row-context.ts'
import { type ColumnField, MOST_QUOTED, type QuestionTopic } from '../model/model.ts'
import { columnInWords, placeInWords, placeOf } from '../model/places.ts'
import { WHO_WHEN_HOW } from '../model/promise-fields.ts'
import { askOnceOfPlace, askOnceOfTable } from '../model/questions.ts'
import { bareRows, isLikelyNote } from './bare-rows.ts'
import { footRows } from './foot-rows.ts'
import { askOfRows } from './questions-of-rows.ts'

const TYPE =
  /^(?:type|raid|raid type|raid category|item type|entry type|log type|record type|type of (?:entry|item|record)|category)$/
const ACTION = /^(?:a|act|actions?)$/i
/** What stands in a log beside actions, by its word or its letter. */
const BESIDE =
  /^(?:r|risks?|i|issues?|assumptions?|d|dependenc(?:y|ies)|decisions?|c|changes?(?: requests?)?|constraints?|opportunit(?:y|ies)|lessons?(?: learned)?|comments?|information|info|notes?|queries|query|questions?|milestones?|facts?)$/i

/** What no column of types can hold. */
const OF_ACTION: ReadonlySet<ColumnField> = new Set(['ref', 'action', ...WHO_WHEN_HOW])

const TYPE_OF_LOG = /^(?:type|raid|raid type|item type|entry type|log type|record type|type of (?:entry|item|record))$/
const LOGGED = /^(?:risks?|issues?|assumptions?|dependenc(?:y|ies)|decisions?|lessons?(?: learned)?)$/i

/** Whether a log holds no actions at all: nothing calls a column of it so, and each row is of another type. */
const isWithoutActions = (
  header: string | null,
  types: readonly string[],
  { columns }: RowContext['layout'],
): boolean =>
  TYPE_OF_LOG.test(plainHeader(header ?? '')) &&
  types.every((type) => LOGGED.test(type)) &&
  !columns.some(({ header: other }) => /\b(?:actions?|tasks?)\b/.test(plainHeader(other ?? '')))

/** The column of a log that says of each row whether it is an action or something else, or null. */
export function typeColumn({ table, layout }: Pick<RowContext, 'table' | 'layout'>): number | null {
  const { columns, firstRow } = layout
  const at = columns.findIndex(({ header, field }) => !OF_ACTION.has(field) && TYPE.test(plainHeader(header ?? '')))
  if (at < 0) return null
  const types = table.rows.slice(firstRow).flatMap((row) => cellLine(row[at]) || [])
  if (isWithoutActions(columns[at]?.header ?? null, types, layout)) return at
  const isLog = types.every((type) => ACTION.test(type) || BESIDE.test(type)) && types.some((type) => ACTION.test(type))
  return isLog && types.some((type) => BESIDE.test(type)) ? at : null
}

/** Why a row is no action: by the type that a log gives it, or because it stands at the foot of the table. Null where it may be one. */
export function otherKindOf(
  row: number,
  context: RowContext,
): { readonly why: string; readonly isSure: boolean } | null {
  const { typeColumn: column } = context
  const type = column === null ? '' : textAt(row, column, context)
  if (BESIDE.test(type))
    return { why: `Its “${context.layout.columns[column ?? 0]?.header}” is “${type}”.`, isSure: true }
  if (isStruckOut(row, context)) return { why: 'The rest of its row is struck out.', isSure: true }
  if (numbersColumns(row, context)) return { why: 'It numbers the columns.', isSure: true }
  const foot = footRows(context).get(row)
  if (foot !== undefined) return { why: WHY[foot.kind], isSure: foot.isSure }
  return isNote(row, context) ? { why: WHY.note, isSure: false } : null
}

/** Whether a row in which one cell stands alone, where others have more, is likelier a note than an action. Nobody knows it below no headers. */
const isNote = (row: number, context: RowContext): boolean =>
  context.layout.basis !== 'contents' &&
  bareRows(context).get(row)?.isLone === true &&
  isLikelyNote(filledIn(row, context)[0]?.text ?? '')

/** Whether the words for an action are struck out, and nothing of a recommendation stands beside them. */
function isStruckOut(row: number, { table, layout: { columns } }: RowContext): boolean {
  const cellsOf = (...fields: readonly ColumnField[]) =>
    columns.flatMap(({ field }, column) => (fields.includes(field) ? (table.rows[row]?.[column] ?? []) : []))
  const actions = cellsOf('action')
  return (
    actions.some(({ isStruck }) => isStruck === true) &&
    [...actions, ...cellsOf('recommendation', 'recommendation-ref', 'objective')].every((cell) => cellLine(cell) === '')
  )
}

const WHY = {
  foot: 'It stands at the foot of the table.',
  word: 'Its reference is a word, and those of other rows are numbers.',
  example: 'It is an example.',
  note: 'It is written as a note.',
  key: 'It says what colours or signs mean.',
} as const

const FEWEST_COLUMNS = 3

/** Whether the first row below the headers only gives each column its number or its letter: `1 | 2 | 3`, `(a) | (b) | (c)`. */
function numbersColumns(row: number, context: RowContext): boolean {
  if (row !== context.layout.firstRow) return false
  const marks = filledIn(row, context).map(({ text }) => text.toLowerCase().replace(/^[([]|[)\].]$/g, ''))
  const counts = (mark: (index: number) => string) => marks.every((text, index) => text === mark(index))
  return (
    marks.length >= FEWEST_COLUMNS &&
    marks.length >= context.layout.columns.length - 1 &&
    (counts((index) => String(index + 1)) || counts((index) => String.fromCharCode('a'.charCodeAt(0) + index)))
  )
}

const textAt = (row: number, column: number, { table }: RowContext): string => cellLine(table.rows[row]?.[column])

const filledIn = (row: number, context: RowContext) =>
  context.layout.columns.flatMap(({ field }, column) => {
    const text = textAt(row, column, context)
    return text === '' ? [] : [{ text, field }]
  })

/** Lists a row that is no action with what found no place, and asks where that is not sure. */
export function leaveOther(row: number, context: RowContext): void {
  const where = placeInWords(context.tableNumber, row)
  const place = placeOf(row, context)
  const text = filledIn(row, context).map((cell) => cell.text)
  const told = otherKindOf(row, context)
  const why = told?.why ?? 'Somebody said that it is no action.'
  context.leftOver.push({ where, text: text.join(' · '), why })
  if (context.rowKinds[place] !== undefined || !told) return
  if (!told.isSure) askOfFoot(row, text, context)
  if (context.typeColumn !== null) askOfType(context.typeColumn, context)
}

/** Asks of a row that stands at the foot; once for a table of those whose references are words, or that are examples. */
function askOfFoot(row: number, [first = '']: readonly string[], context: RowContext): void {
  const { tableNumber, layout } = context
  const where = placeInWords(tableNumber, row)
  const place = placeOf(row, context)
  const once = (topic: QuestionTopic, question: string, guess: string) =>
    askOnceOfTable(context, { topic, where, place, question, guess })
  const { kind } = footRows(context).get(row) ?? { kind: 'note' }
  const quoted = shortened(first, MOST_QUOTED)
  if (kind === 'foot') {
    const guess = 'No: it stands at the foot of the table, so it was left out.'
    once('foot', 'Is this row an action?', guess)
  } else if (kind === 'key') {
    const opening = 'Do rows say what colours or signs mean'
    askOfRows(row, first, { topic: 'keys', opening, guess: 'Yes: they were left out.' }, context)
  } else if (kind === 'note') {
    const opening = 'Are rows notes, and no actions'
    askOfRows(row, first, { topic: 'notes', opening, guess: 'Notes: they were left out.' }, context)
  } else if (kind === 'example') {
    once('examples', 'Is this row an example, or an action?', 'An example, so it was left out.')
  } else {
    const header = layout.columns.find(({ field }) => field === 'ref' || field === 'recommendation-ref')?.header
    const guess = 'No: the other rows have numbers there, so these were left out.'
    const under = `under “${header ?? 'the references'}”, such as “${quoted}”`
    once('word-refs', `Are rows actions that have a word ${under}?`, guess)
  }
}

/** Asks once for a log. */
function askOfType(column: number, { tableNumber, layout, questions }: RowContext): void {
  const where = columnInWords(tableNumber, column)
  const question = `Are only the rows whose “${layout.columns[column]?.header}” is “Action” actions?`
  const guess = 'Yes: the others were left out.'
  askOnceOfPlace(questions, { topic: 'log-type', where, place: null, question, guess })
}
