import { cellLine } from '#platform/reading/index.ts'
import { inSentence, shortened } from '#platform/words.ts'
import { isUndecided } from '../../undecided.ts'
import { fieldOfHeader } from '../headers/headers.ts'
import type { OpenRecommendation } from '../headings/open-recommendations.ts'
import type { RowContext } from '../headings/row-context.ts'
import { type ColumnField, MOST_QUOTED, type Question, type Value } from '../model/model.ts'
import { placeInWords, placeOf } from '../model/places.ts'
import { askOnce, isLike, isOfTable } from '../model/questions.ts'
import { signOf } from '../owners/owner-cells.ts'
import { type NoAction, noActionIn } from '../words/no-action-words.ts'
import { agreement, namesNobody } from '../words/wording.ts'
import { isDitto } from './ditto.ts'
import { rowInWords } from './row-kinds.ts'
import { labelled } from './row-values.ts'

const OPEN = /^(?:to be developed|\?+|pending|awaited|awaiting response|see .{1,60}|refer to .{1,60})[.!]?$/i

/** Whether a row says that nothing will be done: in the cell of its action, or by declining the recommendation whose words were to be the action. */
export function isDeclined(
  row: number,
  action: Value,
  values: ReadonlyMap<ColumnField, Value[]>,
  context: RowContext,
): boolean {
  const chosen = context.rowKinds[placeOf(row, context)]
  if (chosen !== undefined) return chosen === 'declined'
  const said = saidBy(action)
  if (said !== null && said !== 'unlikely' && (!isDoubtful(said) || isPromisedByNobody(values))) return true
  if (!saysNo(values)) return false
  return holdsRecommendation(action) || isPromisedByNobody(values)
}

/** Whether words tell only where nobody and no day stands beside them. */
const isDoubtful = (said: NoAction): boolean => said === 'perhaps' || said === 'opening'

/** What the words of an action say of there being none: of several paragraphs the others may say what is to be done. */
function saidBy(action: Value): NoAction | null {
  const said = noActionIn(cellLine(action))
  return said === 'opening' && action.paragraphs.length > 1 ? 'unlikely' : said
}

/** Whether the words are known to say that there is no action, and do not only begin so. */
const isKnownDenial = (action: Value): boolean => {
  const said = saidBy(action)
  return said !== null && said !== 'opening' && said !== 'unlikely'
}

/** Whether the words of an action are those of the recommendation itself. */
const holdsRecommendation = ({ header }: Value): boolean =>
  ['recommendation', 'objective'].includes(fieldOfHeader(header ?? '') ?? '')

/** Whether the words in the cell of the action say why a response declines, so that they go with it. */
const isReason = (action: Value, values: ReadonlyMap<ColumnField, Value[]>): boolean =>
  saysNo(values) && !isKnownDenial(action) && !holdsRecommendation(action)

/** Whether nobody and no day stands beside an action, so that beside a response that declines its words are why. */
const isPromisedByNobody = (values: ReadonlyMap<ColumnField, Value[]>): boolean =>
  (['owner', 'target'] as const).every((field) =>
    (values.get(field) ?? []).every((value) => !value.own || namesNobody(cellLine(value))),
  )

/** Whether a response of the row declines. */
export const saysNo = (values: ReadonlyMap<ColumnField, Value[]>): boolean =>
  (values.get('response') ?? []).some((value) => value.own && agreement(value) === 'declined')

/** Fields that say what the row itself is: they tell nothing of the recommendation, under which other rows may have actions. */
const OWN_FIELDS: ReadonlySet<ColumnField> = new Set(['ref', 'action'])

/** Keeps what a row without an action says, and asks whether there is one. What names the row is left over; the rest is said of its recommendation. */
export function leaveDeclined(
  row: number,
  action: Value,
  values: ReadonlyMap<ColumnField, Value[]>,
  recommendation: OpenRecommendation | null,
  context: RowContext,
): void {
  const where = placeInWords(context.tableNumber, row)
  const place = placeOf(row, context)
  context.otherRows.push({ place, kind: 'declined', words: rowInWords(context.table.rows[row] ?? []) })
  const leave = (words: readonly string[]) => {
    const text = words.filter(Boolean).join('\n')
    if (text !== '') context.leftOver.push({ where, text, why: 'The row says that there is no action.' })
  }
  const ref = values.get('ref')?.find(({ own }) => own)
  const said = (value: Value) => [ref && cellLine(ref), labelled(value)].filter(Boolean).join(' \u2013 ')
  const isOwn = (field: ColumnField) => OWN_FIELDS.has(field) && !(field === 'action' && isReason(action, values))
  leave([...values].flatMap(([field, list]) => (isOwn(field) ? list.filter(({ own }) => own).map(cellLine) : [])))
  for (const [field, list] of values) {
    if (field === 'recommendation' || field === 'recommendation-ref' || field === 'objective') continue
    if (isOwn(field)) continue
    for (const value of list.filter(({ own }) => own)) {
      if (recommendation) recommendation.commentary.push(said(value))
      else leave([cellLine(value)])
    }
  }
  if (context.rowKinds[place] === undefined)
    ask(row, cellLine(saysNo(values) ? (values.get('response')?.[0] ?? action) : action), 'No: none was made.', context)
}

/** The action of a row whose cell only points to the one above, and what is asked of words that may be no action. */
export function actionMeant(
  row: number,
  action: Value,
  above: string | null,
  context: RowContext,
): { readonly meant: Value; readonly isAsked: boolean } {
  const words = cellLine(action)
  const sign = signOf(words)
  if (isDitto(words) && above !== null) {
    ask(row, words, `Yes, that of the row above: “${shortened(above, 80)}”.`, context)
    return { meant: { ...action, paragraphs: [above], list: false }, isAsked: true }
  }
  const isPointer = isDitto(words) || (sign !== null && !sign.isBare && sign.refs.length > 0)
  const said = saidBy(action)
  const isOpen = OPEN.test(words) || isUndecided(words) || (said !== null && (said === 'unlikely' || isDoubtful(said)))
  if (isPointer || isOpen) ask(row, words, 'Yes: the words were recorded as the action.', context)
  return { meant: action, isAsked: isPointer || isOpen }
}

const ENDS = 'Is there an action?'
/** So many different words are quoted in one question. */
const MOST_NAMED = 8

/** Once for the same words in a table; whichever way rows say that there is none, it is asked of all of them together. */
function ask(row: number, said: string, guess: string, context: RowContext): void {
  const { questions } = context
  const where = placeInWords(context.tableNumber, row)
  const place = placeOf(row, context)
  if (context.rowKinds[place] !== undefined) return
  const words = shortened(said, MOST_QUOTED)
  const question = `The row says \u201c${words}\u201d. ${ENDS}`
  const first = { topic: 'no-action', sameAs: guess, quotes: [words], where, place, question, guess } as const
  const isOfAll = (text: string) => noActionIn(text) !== null && noActionIn(text) !== 'declined'
  const isSame = (other: Question): boolean => {
    if (!isOfTable(other, context.tableNumber) || !isLike(first, other)) return false
    const { quotes: before = [] } = other
    return before.includes(words) || (isOfAll(words) && before.every(isOfAll))
  }
  askOnce(questions, first, isSame)
  const at = questions.findIndex(isSame)
  const before = questions[at]
  if (!before?.quotes || before.quotes.includes(words)) return
  // One more than are named says that there are others.
  const quotes = [...before.quotes, words].slice(0, MOST_NAMED + 1)
  questions[at] = { ...before, quotes, question: ofRows(quotes) }
}

const AND_OTHERS = ', and others like it'
const ofRows = (words: readonly string[]): string => {
  const named = words.slice(0, MOST_NAMED).map((one) => `\u201c${one}\u201d`)
  const others = words.length > MOST_NAMED ? AND_OTHERS : ''
  return `The rows say ${others ? named.join(', ') : inSentence(named)}${others}. ${ENDS}`
}
