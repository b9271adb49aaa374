import type { Table } from '#platform/reading/index.ts'
import { isElsewhen, plainHeader, preference } from '../headers/headers.ts'
import type { Column } from '../model/model.ts'
import { valuesOf } from '../words/table-values.ts'
import { recommendationOf } from '../words/wording.ts'

/** Whether nothing but references stands in a column, but for words alone in their row. */
export function holdsRefs(table: Table, column: number, firstRow: number): boolean {
  const isAlone = (cells: Table['rows'][number]) => cells.filter(({ paragraphs }) => paragraphs.length > 0).length < 2
  const rows = table.rows.filter((cells, row) => row < firstRow || !isAlone(cells))
  const values = valuesOf({ ...table, rows }, column, firstRow)
  return values.length > 0 && values.every((value) => recommendationOf(value).text === null)
}

/**
 * Of two columns of recommendations, one of bare numbers (`Rec`, `Regulation`) is the number of the others' words. One whose words come
 * back beside different ones (`Regulation` beside `Finding`) is what several of those serve.
 */
export function withRefs(table: Table, columns: readonly Column[], firstRow: number): readonly Column[] {
  const named = columns.flatMap(({ field }, index) => (field === 'recommendation' ? [index] : []))
  const [first, second] = named
  if (first === undefined || second === undefined || named.length > 2) return columns
  const hasRefs = columns.some(({ field }) => field === 'recommendation-ref')
  const numbered = hasRefs ? [] : named.filter((column) => holdsRefs(table, column, firstRow))
  const [at] = numbered
  if (at !== undefined && numbered.length === 1) {
    const isSaid = /^recs?$/i.test(columns[at]?.header ?? '')
    return columns.map((column, index) =>
      index === at ? { ...column, field: 'recommendation-ref', guessed: column.guessed || !isSaid } : column,
    )
  }
  const different = (column: number) => new Set(valuesOf(table, column, firstRow)).size
  const comesBack = different(first) < different(second) && valuesOf(table, first, firstRow).length > different(first)
  return !comesBack
    ? columns
    : columns.map((column, index) => (index === first ? { ...column, field: 'objective', guessed: true } : column))
}

/** What an action is called, in exports of lists, and what is said of it beside that. */
const NAME = /^(?:task name|card name|title|name)$/
const IN_FULL = /^(?:(?:task |card )?description|details?|notes?)$/

/**
 * Several columns of actions are asked about. One whose words come back in the rows that another tells apart is what that is for: `What`
 * beside `How`.
 */
export function withOneAction(table: Table, columns: readonly Column[], firstRow: number): readonly Column[] {
  const actions = columns.flatMap(({ field }, index) => (field === 'action' ? [index] : []))
  if (actions.length < 2) return columns
  const different = (column: number) => new Set(valuesOf(table, column, firstRow)).size
  const last = actions.at(-1) ?? 0
  const isNamed = columns.some(({ field, header }) => field === 'action' && NAME.test(plainHeader(header ?? '')))
  const filled = valuesOf(table, last, firstRow).length
  return columns.map((column, index) => {
    if (!actions.includes(index)) return column
    const isAim = index < last && different(index) < Math.min(filled, different(last))
    if (isAim) return { ...column, field: 'objective', guessed: true }
    if (isNamed && IN_FULL.test(plainHeader(column.header ?? '')))
      return { ...column, field: 'commentary', guessed: false }
    const isOld = column.header !== null && isElsewhen(column.header)
    return isOld || isFirst(index, actions, columns) ? column : { ...column, guessed: true }
  })
}

/** Whether the words of the column are the action where several columns hold some. */
function isFirst(index: number, among: readonly number[], columns: readonly Column[]): boolean {
  const rank = (at: number) => preference('action', columns[at]?.header ?? '')
  return among.toSorted((a, b) => rank(a) - rank(b))[0] === index
}
