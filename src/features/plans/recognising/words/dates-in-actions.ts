import type { Day } from '#platform/calendar/index.ts'
import { dateSaidIn, type Interpretation } from '../../dates/index.ts'
import type { ImportedAction, Question } from '../model/model.ts'
import { tableInWords, tableOfPlace } from '../model/places.ts'
import { type ReadDate, waitsForDate } from './dating.ts'

/** What the reason for a reading says where the words of the action alone say the date, or several. */
const SAID = {
  'said-in-action': 'The words of the action say it.',
  'several-in-action': 'The words of the action do not say one date.',
} as const

/** Whether a target date is what the words of the action say, so that somebody is asked: one, or several. */
export function isSaidInAction({ doubts = [] }: Interpretation): 'one' | 'several' | null {
  if (doubts.includes('several-in-action')) return 'several'
  return doubts.includes('said-in-action') ? 'one' : null
}

interface Held {
  readonly actions: readonly ImportedAction[]
}

/** Gives actions without a target date the one that their own words say, and has it asked about, unless `asked` already quotes it for the table. */
export function withDatesInActions<Of extends Held>(
  recommendations: readonly Of[],
  { readDate, asOf, asked }: { readonly readDate: ReadDate; readonly asOf: Day; readonly asked: readonly Question[] },
): readonly Of[] {
  const isAsked = (words: string, { place }: ImportedAction) =>
    asked.some((one) => one.where === tableInWords(tableOfPlace(place)) && one.quotes?.includes(words))
  const dated = (action: ImportedAction): ImportedAction => {
    const said = isEmpty(action.target) ? dateSaidIn(action.text, asOf) : null
    if (said === null || isAsked(said.words, action)) return action
    const target = readDate(said.words)
    const kind = said.isSeveral ? 'several-in-action' : 'said-in-action'
    const told = { why: `${SAID[kind]} ${target.why}`, doubts: [kind, ...(target.doubts ?? [])] } as const
    return waitsForDate(target) ? action : { ...action, target: { ...target, ...told } }
  }
  return recommendations.map((one) => ({ ...one, actions: one.actions.map(dated) }))
}

/** Nothing, or marks that stand for nothing: `–`. Words such as `TBC` say that no date is set. */
const isEmpty = (target: Interpretation | null): boolean => target === null || !/[\p{L}\p{N}]/u.test(target.text)
