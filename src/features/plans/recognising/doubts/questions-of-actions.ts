import { counted } from '#platform/words.ts'
import { OVER } from '../../over.ts'
import { isYesOrNo } from '../../statuses/answers.ts'
import { mayBeUnchecked, statusKey, statusOfRow, statusOfWords, verdictOfRow } from '../../statuses.ts'
import type { ColumnField, ImportedAction, Question, TableColumns } from '../model/model.ts'
import { actionPlaceInWords, tableInWords, tableOfPlace } from '../model/places.ts'
import { placesOf } from '../model/questions.ts'
import { type ClaimInDoubt, claimInDoubt } from '../statuses/claims-in-doubt.ts'
import { type Doubt, folded, quoted } from './doubts.ts'
import { doubtsOfDate, doubtsOfLateness } from './doubts-of-dates.ts'

/** A doubt of one action, and the others that one answer settles. */
interface Asked {
  readonly action: ImportedAction
  readonly doubt: Doubt
  readonly others: { readonly action: ImportedAction; readonly doubt: Doubt }[]
}

/** The actions with the header of the column in which their status stands, where a table has one such column. */
export const withHeaders = (actions: readonly ImportedAction[], tables: readonly TableColumns[]): ImportedAction[] =>
  actions.map((action) => {
    const statusHeader = headerOf(tables[tableOfPlace(action.place)], 'status')
    return statusHeader === null ? action : { ...action, statusHeader }
  })

function headerOf(table: TableColumns | undefined, field: ColumnField): string | null {
  const [only, ...others] = table?.columns.filter((column) => column.field === field) ?? []
  return others.length === 0 ? (only?.header ?? null) : null
}

/**
 * What actions say of themselves that is not sure: target dates, statuses and verdicts. What a column says again is asked once, and what
 * the questions `before` ask of an action’s status is not asked again.
 */
export function questionsOfActions(
  actions: readonly ImportedAction[],
  tables: readonly TableColumns[],
  before: readonly Question[] = [],
): Question[] {
  const asking = new Set(before.flatMap(placesOf))
  const asked = new Map<string, Asked>()
  for (const action of actions)
    for (const doubt of [...doubtsOf(action, asking.has(action.place)), ...doubtsOfLateness(action, tables)]) {
      const key = JSON.stringify([tableOfPlace(action.place), doubt.field, doubt.key])
      const before = asked.get(key)
      if (before) before.others.push({ action, doubt })
      else asked.set(key, { action, doubt, others: [] })
    }
  return [...asked.values()].map((one) =>
    one.others.length === 0 ? ofOne(one.action, one.doubt) : ofSeveral(one, tables),
  )
}

const ofOne = ({ place, ref }: ImportedAction, { field, orField, question, guess, status }: Doubt): Question => ({
  where: actionInWords(ref, place),
  place,
  question,
  guess,
  field,
  ...(orField ? { orField } : {}),
  ...(status ? { status } : {}),
})

function ofSeveral({ action, doubt, others }: Asked, tables: readonly TableColumns[]): Question {
  const table = tableOfPlace(action.place)
  const header = headerOf(tables[table], doubt.field)
  const column = header === null ? '' : `, column “${header}”`
  const places = [action.place, ...others.map((other) => other.action.place)]
  const isSame = others.every((other) => other.doubt.status === doubt.status)
  const areSame = doubt.words !== undefined && others.every((other) => other.doubt.words === doubt.words)
  return {
    where: `${tableInWords(table)}${column}, ${counted(places.length, 'row', 'rows')}`,
    place: null,
    places,
    question: areSame ? doubt.question : (doubt.ofSeveral ?? doubt.question),
    guess: areSame ? doubt.guess : guessOf(doubt, others),
    field: doubt.field,
    ...(doubt.orField ? { orField: doubt.orField } : {}),
    ...(doubt.status && isSame ? { status: doubt.status } : {}),
  }
}

/** How all of them are settled. Of statuses beside commentary some may give way and others not. */
function guessOf(doubt: Doubt, others: Asked['others']): string {
  if (doubt.isOfCommentary === undefined) return doubt.guessOfSeveral ?? doubt.guess
  const all = [doubt, ...others.map((other) => other.doubt)]
  const count = all.filter(({ isOfCommentary }) => isOfCommentary).length
  if (count === 0) return 'The statuses. The others are kept as commentary.'
  if (count === all.length) return 'The commentary. The statuses are kept as they are written.'
  const rows = counted(count, 'row', 'rows')
  return `The commentary in ${rows} and the status in ${all.length - count}. The others are kept as they are written.`
}

const doubtsOf = (action: ImportedAction, isAsked: boolean): Doubt[] => [
  ...doubtsOfDate(action),
  ...doubtsOfStatus(action),
  ...doubtsOfVerdict(action, isAsked),
]

const actionInWords = (ref: string | null, place: string) => (ref ? `Action ${ref}` : actionPlaceInWords(place))
/** A status that names none that is known claims nothing until somebody says what it means; one that its commentary denies is asked about. */
function doubtsOfStatus(action: ImportedAction): Doubt[] {
  const { status } = action
  if (status === null) return []
  const doubt = claimInDoubt(action)
  if (doubt?.kind === 'opening') return [doubtOfOpening(action, status, doubt.words)]
  if (doubt) return [doubtOfCommentary(status, doubt)]
  // What the document's key says of a sign is asked once for the column.
  if (statusOfRow(action) !== null || action.keyed?.claim === 'none') return []
  const question = `What does the status “${quoted(status)}” say?`
  const guess = 'It will not be recorded as a claim. It is kept as commentary.'
  return [{ field: 'status', key: folded(status), question, guess, status: statusKey(action) }]
}

const doubtOfOpening = (action: ImportedAction, status: string, opening: string): Doubt => ({
  field: 'status',
  key: 'opening',
  question: `What does the status “${quoted(status)}” say?`,
  guess: `“${opening}”. The words behind it are taken for an explanation.`,
  ofSeveral: `Statuses such as “${quoted(status)}” say more behind their first words. Do they say what those words say?`,
  guessOfSeveral: `Yes: that one says “${opening}”, and the others what they open with.`,
  status: statusKey(action),
})

function doubtOfCommentary(status: string, { words, claim }: ClaimInDoubt): Doubt {
  const told = `“${quoted(status)}”`
  const beside = `“${quoted(words)}”`
  return {
    field: 'status',
    key: 'beside',
    question: `The status is ${told}, but the commentary says ${beside}. Which is right?`,
    guess:
      claim === null ? `${told}. The other is kept as commentary.` : `${beside}. The status is kept as it is written.`,
    ofSeveral: `The statuses of these rows and their commentary do not say the same: ${told}, for one, stands beside ${beside}. Which is right?`,
    isOfCommentary: claim !== null,
  }
}

/** What an assessor says of a claim judges it only where it plainly does. That nobody has checked yet what is not over needs no answer. */
function doubtsOfVerdict(action: ImportedAction, isAsked: boolean): Doubt[] {
  const { verdict } = action
  const claim = statusOfRow(action)
  if (!verdict || claim === null || verdictOfRow(action) !== null) return []
  if (mayBeUnchecked(verdict) ? !OVER.has(claim) : isAsked && tellsStatus(verdict)) return []
  if (isYesOrNo(verdict) || mayBeUnchecked(verdict)) return [doubtOfAnswer(verdict)]
  const question = `What does the assessor’s verdict “${quoted(verdict)}” say?`
  const guess = 'It will not be recorded as a verdict. It is kept as commentary.'
  return [{ field: 'verdict', key: folded(verdict), question, guess }]
}

/** Whether words that give no verdict are a part of what is asked of the status of their row. */
const tellsStatus = (verdict: string): boolean => isYesOrNo(verdict) || statusOfWords(verdict) !== null

/** Yes, No and `Not verified` are asked about once for a column. */
const doubtOfAnswer = (verdict: string): Doubt => ({
  field: 'verdict',
  key: 'answer',
  question: `Does “${quoted(verdict)}” judge what the owner says, or does it say whether somebody has checked it?`,
  guess: 'It is not known, so no verdict is recorded. It is kept as commentary.',
  ofSeveral: `Does “${quoted(verdict)}”, for one, judge what the owner says, or does it say whether somebody has checked it?`,
  guessOfSeveral: 'It is not known, so no verdict is recorded for these rows. The words are kept as commentary.',
})
