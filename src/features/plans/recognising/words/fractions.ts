import { asksHowMuch } from '../../statuses/answers.ts'
import type { ImportedAction, ImportedRecommendation } from '../model/model.ts'
import { tableOfPlace } from '../model/places.ts'

const FRACTION = /^0?\.\d{1,4}$/
/** Figures of hundredths; with them a fraction is of one of these. */
const HUNDREDTHS = /^(?:[2-9]|\d{2,3})(?:\.\d+)?$/
const WHOLE = /^1(?:\.0+)?$/

/** Where others in a column that says how much is done are fractions, `1` is the whole and not a hundredth. */
export function withFractions(recommendations: readonly ImportedRecommendation[]): readonly ImportedRecommendation[] {
  const counts = ({ statusHeader, status }: ImportedAction, figure: RegExp) =>
    asksHowMuch(statusHeader) && figure.test(status ?? '')
  const all = recommendations.flatMap(({ actions }) => actions)
  const tablesOf = (figure: RegExp) =>
    new Set(all.flatMap((action) => (counts(action, figure) ? [tableOfPlace(action.place)] : [])))
  const others = tablesOf(HUNDREDTHS)
  const tables = new Set([...tablesOf(FRACTION)].filter((table) => !others.has(table)))
  if (tables.size === 0) return recommendations
  const read = (action: ImportedAction): ImportedAction =>
    counts(action, WHOLE) && tables.has(tableOfPlace(action.place))
      ? { ...action, keyed: { claim: 'complete', words: null } }
      : action
  return recommendations.map((one) => ({ ...one, actions: one.actions.map(read) }))
}
