import { cellLine } from '#platform/reading/index.ts'
import type { RowContext } from '../headings/row-context.ts'
import type { ColumnField, Value } from '../model/model.ts'
import { signOf } from '../owners/owner-cells.ts'
import { askOfRows } from './questions-of-rows.ts'

/** Whether words are nothing but a sign that stands for those of the row above: `"`, `ditto`, `as above`. A bare `do` is a verb as well. */
export function isDitto(words: string): boolean {
  const sign = signOf(words)
  return sign !== null && !/^do$/i.test(words) && !sign.isBare && sign.behind === '' && sign.refs.length === 0
}

/** What may name the recommendation of a row. */
const NAMES: readonly ColumnField[] = ['recommendation', 'recommendation-ref', 'objective']

/**
 * The values of a row without signs that stand for the recommendation of the row above, so that the row belongs to it as one with a blank cell does;
 * it is asked once for a table. Where nothing stands above, the signs are kept as they are.
 */
export function withoutDittos(
  row: number,
  values: ReadonlyMap<ColumnField, Value[]>,
  context: RowContext,
): ReadonlyMap<ColumnField, Value[]> {
  const { standing } = context.sections
  if (standing === null || (standing.ref === null && standing.text === null)) return values
  const isSign = (value: Value) => isDitto(cellLine(value))
  const sign = NAMES.flatMap((field) => values.get(field) ?? []).find(isSign)
  if (!sign) return values
  const opening = 'Do signs in place of a recommendation mean the one of the row above'
  const guess = 'Yes: each row was put under the recommendation above it.'
  askOfRows(row, cellLine(sign), { topic: 'dittos', opening, guess }, context)
  const left = [...values].map(([field, list]): [ColumnField, Value[]] =>
    NAMES.includes(field) ? [field, list.filter((value) => !isSign(value))] : [field, list],
  )
  return new Map(left.filter(([, list]) => list.length > 0))
}
