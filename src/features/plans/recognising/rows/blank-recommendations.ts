import { cellLine, type Table } from '#platform/reading/index.ts'
import type { ColumnField, Layout } from '../model/model.ts'
import { refOf } from '../words/refs.ts'

/** For each blank cell so many rows name a recommendation: where there are fewer, tables leave the cell blank to say that the row above goes on. */
const NAMED_FOR_EACH_BLANK = 3

/**
 * The rows of actions whose cell for the recommendation is blank although nearly every other row names one, and whose reference does not tell
 * whose they are: nobody knows whether they belong to the row above, or to none. Rows count from 0.
 */
export function blankRecommendations({ rows }: Table, { columns, firstRow }: Layout): ReadonlySet<number> {
  const at = (field: ColumnField) => columns.findIndex((column) => column.field === field)
  const [action, named, ref] = [at('action'), at('recommendation'), at('ref')]
  const hasNumbers = columns.some(({ field }) => field === 'recommendation-ref' || field === 'objective')
  if (action < 0 || named < 0 || hasNumbers) return new Set()
  const says = (row: number, column: number) => cellLine(rows[row]?.[column])
  const ofActions = [...rows.keys()].filter((row) => row >= firstRow && says(row, action) !== '')
  const blank = ofActions.filter((row) => says(row, named) === '' && !rows[row]?.[named]?.coveredBy)
  const names = ofActions.filter((row) => says(row, named) !== '').map((row) => ({ row, words: says(row, named) }))
  if (names.length < NAMED_FOR_EACH_BLANK * blank.length) return new Set()
  const numberOf = (row: number) => /^[a-z]*\d+(?=[.-])/i.exec(refOf(says(row, ref)) ?? '')?.[0] ?? null
  const wordsOf = Map.groupBy(names, ({ row }) => numberOf(row))
  const isTold = (row: number) => {
    const alike = wordsOf.get(numberOf(row)) ?? []
    return numberOf(row) !== null && new Set(alike.map(({ words }) => words)).size === 1
  }
  return new Set(blank.filter((row) => !(ref >= 0 && isTold(row))))
}
