import type { Table } from '#platform/reading/index.ts'
import { plainHeader } from '../headers/headers.ts'
import type { Column, ColumnField, Value } from '../model/model.ts'
import { holdsRefs } from './shared-columns.ts'

const SAYS_SO = /\b(?:recommend\w*|recs?)\b/
const ITSELF = /^recommendations?$/

/** Words for what several recommendations belong to. Others are what was found, and say why. */
const GROUPS =
  /\b(?:themes?|areas?|strands?|work ?streams?|principles?|headings?|categor(?:y|ies)|aims?|goals?|objectives?|standards?|regulations?|requirements?|topics?|subjects?|outcomes?)\b/

/** Whether a header itself says that recommendations stand below it. */
export const saysRecommendation = (header: string | null): boolean => SAYS_SO.test(plainHeader(header ?? ''))

/** Among columns of recommendations, the one that is called so before those that only may hold them. */
export const rankOfRecommendation = (header: string | null): number =>
  ITSELF.test(plainHeader(header ?? '')) ? 0 : saysRecommendation(header) ? 1 : 2

/**
 * A column called recommendation holds the recommendations, wherever it stands. What was found beside it is commentary on them, and a
 * theme or an area is what they serve. Numbers under such a word are left to be read as references.
 */
export function withFindings(table: Table, columns: readonly Column[], firstRow: number): readonly Column[] {
  const isNamer = ({ field, header }: Column, index: number) =>
    field === 'recommendation' && saysRecommendation(header) && !holdsRefs(table, index, firstRow)
  if (!columns.some(isNamer)) return columns
  return columns.map((column, index): Column => {
    const isBeside = column.field === 'recommendation' && !isNamer(column, index)
    if (!isBeside || holdsRefs(table, index, firstRow)) return column
    const isGroup = GROUPS.test(plainHeader(column.header ?? ''))
    return isGroup ? { ...column, field: 'objective' } : { ...column, field: 'commentary', isOfRecommendation: true }
  })
}

/** What was found goes with the recommendation that the row names, and else with its action. */
export function placeFindings(values: Map<ColumnField, Value[]>, columns: readonly Column[]): void {
  const isFinding = ({ column }: Value) => columns[column]?.isOfRecommendation === true
  const said = values.get('commentary') ?? []
  const findings = said.filter(isFinding)
  if (findings.length === 0) return
  const named = values.get('recommendation') ?? []
  const isNamed = named.some(({ own }) => own)
  if (isNamed) values.set('recommendation', [...named, ...findings])
  const rest = said.filter((value) => !isFinding(value) || (!isNamed && value.own))
  if (rest.length > 0) values.set('commentary', rest)
  else values.delete('commentary')
}
