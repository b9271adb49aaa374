import { cellLine } from '#platform/reading/index.ts'
import { isUndecided } from '../../undecided.ts'
import { plainHeader } from '../headers/headers.ts'
import type { RowContext } from '../headings/row-context.ts'
import type { ColumnField, ImportedAction, Value } from '../model/model.ts'
import { columnInWords, placeInWords } from '../model/places.ts'
import { askOnce, askOnceOfPlace, isLike } from '../model/questions.ts'
import { DONE } from '../words/deed-words.ts'
import { saysNothing } from '../words/wording.ts'

const DEED = `${DONE}|complete|completion|achievement|closure`
/** Headers over the day on which something was done, whatever else the row says. */
const DAY_OF_DEED = new RegExp(
  `^(?:actual|actuals|actual(?: date)?(?: of)? (?:${DEED}|delivery|implementation|finish|end)(?: date)?|actual date|(?:date|day|when)(?: action| it was| was)? (?:${DEED})(?: off| on)?|date of (?:completion|closure|achievement)|(?:${DONE}|closure)(?: on| date)|${DONE})$`,
)
/** Whether the days below a header tell when something was done. `plain` is without case and marks. */
export const isDayOfDeed = (plain: string): boolean => DAY_OF_DEED.test(plain)
/** Headers that promise by themselves, and beside a promise tell the deed. */
const BESIDE_PROMISE =
  /^(?:completion date|date of completion|completion|implementation date|delivery date|finish date|date for completion)$/

/**
 * Asks, once for a column, whether days under `Date completed` say that the actions are complete, where no status says how they stand
 * and such a day is past. Nothing is claimed until somebody says so.
 */
export function askAboutCompletion(values: ReadonlyMap<ColumnField, readonly Value[]>, context: RowContext): void {
  if (says(values.get('status')?.[0])) return
  const [promised, ...others] = values.get('target') ?? []
  const beside = (values.get('commentary') ?? []).concat(others)
  const deed = [...beside, ...(promised ? [promised] : [])].find(
    (value) => isPast(value, context) && tellsDeed(value, value !== promised),
  )
  if (!deed) return
  const where = columnInWords(context.tableNumber, deed.column)
  const question = `Do the days under “${deed.header}” say that the actions are complete?`
  const guess = 'It is not known, so no claim is recorded. The days are kept as commentary.'
  askOnceOfPlace(context.questions, { topic: 'completion', where, place: null, question, guess })
}

const says = (value: Value | undefined): boolean =>
  value !== undefined && !saysNothing(cellLine(value)) && !isUndecided(cellLine(value))

/** Whether the days below a header tell when something was done; some do only beside a column of target dates. */
export function tellsDeed({ header }: Pick<Value, 'header'>, isBesidePromise: boolean): boolean {
  const plain = plainHeader(header ?? '')
  return isDayOfDeed(plain) || (isBesidePromise && BESIDE_PROMISE.test(plain))
}

function isPast({ own, paragraphs }: Value, { readDate, today }: RowContext): boolean {
  const words = paragraphs.join(' ')
  if (!own || !/\d/.test(words)) return false
  const { latest } = readDate(words)
  return latest !== null && latest <= today
}

/** Headings over actions that are done, and names of sheets that hold them. */
const CLOSED = new RegExp(
  String.raw`^(?:(?:list of |all )?(?:${DONE}|complete)(?: (?:and|&) (?:${DONE}|complete))?(?: (?:actions?|recommendations?|recs|items?|tasks?|milestones?))?(?: log)?|(?:actions?|recommendations?|items?|tasks?)(?: now| that are)? (?:${DONE}|complete))\b[^\p{L}]*$`,
  'iu',
)

/** Asks, once for a heading, whether what stands below `Closed actions` is complete, where no status says so. */
export function askAboutClosed(
  row: number,
  made: readonly ImportedAction[],
  headings: readonly (string | null)[],
  context: RowContext,
): void {
  const heading = headings.find((words) => words !== null && CLOSED.test(words.trim()))
  if (!heading || made.every(({ status }) => status !== null)) return
  const question = `Does “${heading}” say that the actions below it are complete?`
  const where = placeInWords(context.tableNumber, row)
  const guess = 'It is not known, so no claim is recorded.'
  const asked = { topic: 'closed-heading', sameAs: heading, where, question, guess, field: 'status' } as const
  for (const { place } of made.filter(({ status }) => status === null))
    askOnce(context.questions, { ...asked, place }, (other) => isLike({ ...asked, place }, other))
}
