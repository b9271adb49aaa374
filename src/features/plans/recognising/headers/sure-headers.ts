import { MONTH_PATTERN } from '../../dates/words.ts'
import type { ColumnField } from '../model/model.ts'
import { DONE } from '../words/deed-words.ts'
import { withoutMeasure } from './header-times.ts'
import { KINDS } from './sure-headers.content.ts'

/** The kinds of columns whose headers must be sure, or they are asked about. */
export type SureKind = keyof typeof KINDS
export const isSureKind = (field: ColumnField | null): field is SureKind => field !== null && field in KINDS

/** One word for a word and its plural. */
const singular = (word: string): string =>
  word.length > 4 && word.endsWith('ies') ? `${word.slice(0, -3)}y` : word.length > 3 ? word.replace(/s$/, '') : word
const setOf = (words: readonly string[]): ReadonlySet<string> => new Set(words.map(singular))

interface Closed {
  readonly heads: readonly (readonly string[])[]
  readonly allowed: ReadonlySet<string>
  readonly periods: ReadonlySet<string>
  readonly asked: ReadonlySet<string>
  readonly deeds: ReadonlySet<string>
}

const CLOSED = new Map(
  Object.entries(KINDS).map(([kind, { heads, beside, periods = [], asked = [], deeds = [] }]): [string, Closed] => [
    kind,
    {
      heads: heads.map((words) => words.map(singular)),
      allowed: setOf(beside),
      periods: setOf(periods),
      asked: setOf(asked.length > 0 ? [...asked, ...DONE.split(/[| ]/)] : []),
      deeds: setOf(deeds),
    },
  ]),
)

const NUMBER_OR_PERIOD = new RegExp(
  String.raw`^(?:\d+\w*|[qwpy]\d+|h[12]|${MONTH_PATTERN}|spring|summer|autumn|winter|first|second|third|fourth|fifth|one|two|three|four|i{1,3}|iv)$`,
)
const WHICH_PERIOD = /^(?:this|last|next|previous|prior|current|since|now|latest)$/

/** Whether the words of a header name one kind of column, and nothing that would make it another. `plain` is without case and marks. */
export function isClosedForm(kind: SureKind, plain: string): boolean {
  const closed = CLOSED.get(kind)
  const words = (kind === 'status' ? withoutMeasure(plain) : plain).split(' ')
  if (!closed) return false
  const isKnown = wordsOf(closed, words)
  const stems = new Set(words.map(singular))
  const heads = closed.heads.filter((head) => head.every((word) => stems.has(word)))
  const named = new Set(heads.flat())
  return heads.length > 0 && words.every((word) => named.has(singular(word)) || isKnown(word))
}

function wordsOf({ allowed, periods, deeds }: Closed, words: readonly string[]): (word: string) => boolean {
  const isToCome = words.includes('will') || words.includes('be')
  const namesOne = words.some((word) => NUMBER_OR_PERIOD.test(word) || WHICH_PERIOD.test(word))
  return (word) =>
    allowed.has(singular(word)) ||
    NUMBER_OR_PERIOD.test(word) ||
    (namesOne && periods.has(singular(word))) ||
    (isToCome && deeds.has(singular(word)))
}

/** Whether a header that asks something asks how the action stands, and not how something else does: `Funding complete?`. */
export const asksOfAction = (plain: string): boolean =>
  plain.split(' ').every((word) => CLOSED.get('status')?.asked.has(singular(word)) === true)

/** Whether every word may stand in a header of the kind, whether or not one of them names it. */
export function mayStandBeside(kind: SureKind, plain: string): boolean {
  const closed = CLOSED.get(kind)
  const words = plain.split(' ')
  if (!closed) return false
  const [isKnown, heads] = [wordsOf(closed, words), new Set(closed.heads.flat())]
  return words.every((word) => heads.has(singular(word)) || isKnown(word))
}

/** Whether a header asks whether something was done, so that yes or no stands below it: `Owner agreed?`, `Deadline met?`. */
export const asksWhether = (header: string): boolean =>
  /\?\s*$/.test(header) &&
  (/^\W*(?:is|are|was|were|has|have|does|do|did|can|should)\b/i.test(header) ||
    /\b(?:\w+ed|met|done|set|made|sent|held)\W*$/i.test(header)) &&
  !/\b(?:when|by whom|who|what|how|which)\b/i.test(header)
