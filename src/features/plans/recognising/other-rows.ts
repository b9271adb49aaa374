import { cellText, EMPTY_CELL } from '#platform/reading/index.ts'
import { plainHeader } from './headers.ts'
import type { ColumnField } from './model.ts'
import { columnInWords, placeInWords, placeOf } from './places.ts'
import type { RowContext } from './row-values.ts'

const TYPE =
  /^(?:type|raid|raid type|raid category|item type|entry type|log type|record type|type of (?:entry|item|record)|category)$/
const ACTION = /^(?:a|act|actions?)$/i
/** What stands in a log beside actions, by its word or its letter. */
const BESIDE =
  /^(?:r|risks?|i|issues?|assumptions?|d|dependenc(?:y|ies)|decisions?|c|changes?(?: requests?)?|constraints?|opportunit(?:y|ies)|lessons?(?: learned)?|comments?|information|info|notes?|queries|query|questions?|milestones?|facts?)$/i

const PROMISED: ReadonlySet<ColumnField> = new Set(['ref', 'action', 'owner', 'target', 'status'])

/** The column of a log that says of each row whether it is an action or something else, or null. */
function typeColumn({ table, layout: { columns, firstRow } }: RowContext): number | null {
  const at = columns.findIndex(({ header, field }) => !PROMISED.has(field) && TYPE.test(plainHeader(header ?? '')))
  if (at < 0) return null
  const types = table.rows.slice(firstRow).flatMap((row) => cellText(row[at] ?? EMPTY_CELL).trim() || [])
  const isLog = types.every((type) => ACTION.test(type) || BESIDE.test(type)) && types.some((type) => ACTION.test(type))
  return isLog && types.some((type) => BESIDE.test(type)) ? at : null
}

/** Labels of what stands at the foot of a table and tells of the plan. */
const FOOT =
  /^(?:(?:colour |rag )?key|legend|notes?|nb|n b|source|sources|footnotes?|produced by|prepared by|compiled by|author|version|last updated|contact|for further information|copyright|end of|signed)\b/i
const PROMISES: readonly ColumnField[] = ['owner', 'target', 'status', 'priority']

/** Why a row is no action: by the type that a log gives it, or because it stands at the foot of the table. Null where it may be one. */
export function otherKindOf(
  row: number,
  context: RowContext,
): { readonly why: string; readonly isSure: boolean } | null {
  const column = typeColumn(context)
  const type = column === null ? '' : textAt(row, column, context)
  if (BESIDE.test(type))
    return { why: `Its “${context.layout.columns[column ?? 0]?.header}” is “${type}”.`, isSure: true }
  const foot = footOf(row, context)
  return foot === null ? null : { why: 'It stands at the foot of the table.', isSure: foot }
}

const textAt = (row: number, column: number, { table }: RowContext): string => {
  const cell = table.rows[row]?.[column]
  return !cell || cell.coveredBy ? '' : cellText(cell).replaceAll('\n', ' ').trim()
}

const filledIn = (row: number, context: RowContext) =>
  context.layout.columns.flatMap(({ field }, column) => {
    const text = textAt(row, column, context)
    return text === '' ? [] : [{ text, field }]
  })

/** Whether a row is surely at the foot, is likely to be, or (null) is not: no row below it promises anything, nor does it. */
function footOf(row: number, context: RowContext): boolean | null {
  const { table, layout } = context
  const filled = filledIn(row, context)
  const promises = (index: number) => filledIn(index, context).some(({ field }) => PROMISES.includes(field))
  const rows = table.rows.map((_, index) => index).slice(layout.firstRow)
  const isLast = rows.every((index) => index < row || !promises(index))
  const hasAbove = rows.some((index) => index < row && promises(index))
  if (!isLast || !hasAbove || filled.length === 0 || filled.length > 2) return null
  const [first, second] = filled
  if (first && FOOT.test(first.text) && (second === undefined || isLabel(first.text))) return true
  const isBelowBlank = rows.some(
    (index) =>
      index < row && filledIn(index, context).length === 0 && !rows.some((other) => other > index && promises(other)),
  )
  const isAlone =
    filled.length === 1 && first?.field === 'action' && layout.columns.some(({ field }) => field === 'ref')
  return isBelowBlank && isAlone ? false : null
}

const isLabel = (text: string) => text.split(/\s+/).length <= 3

/** Lists a row that is no action with what found no place, and asks where that is not sure. */
export function leaveOther(row: number, context: RowContext): void {
  const where = placeInWords(context.tableNumber, row)
  const place = placeOf(row, context)
  const text = filledIn(row, context).map((cell) => cell.text)
  const told = otherKindOf(row, context)
  const why = told?.why ?? 'Somebody said that it is no action.'
  context.leftOver.push({ where, text: text.join(' · '), why })
  if (context.rowKinds[place] !== undefined || !told) return
  if (!told.isSure) {
    const guess = 'No: it stands at the foot of the table, so it was left out.'
    context.questions.push({ where, place, question: 'Is this row an action?', guess })
  }
  const column = typeColumn(context)
  if (column !== null) askOfType(column, context)
}

/** Asks once for a log. */
function askOfType(column: number, { tableNumber, layout, questions }: RowContext): void {
  const where = columnInWords(tableNumber, column)
  const question = `Are only the rows whose “${layout.columns[column]?.header}” is “Action” actions?`
  if (questions.some((asked) => asked.where === where && asked.question === question)) return
  questions.push({ where, place: null, question, guess: 'Yes: the others were left out.' })
}
