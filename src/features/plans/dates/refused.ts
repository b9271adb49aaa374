import { markAt, wordAt } from './cursor.ts'
import type { Dated } from './dated.ts'
import type { Period } from './model.ts'
import { isNegation } from './negation.ts'
import type { Token } from './tokens.ts'

const BREAKS: ReadonlySet<string> = new Set('but and so then however although though while yet'.split(' '))
const BREAKING_MARKS: ReadonlySet<string> = new Set([',', '-', '(', ')', ':', '/'])

/** Words that promise something anew after a break: `not yet complete, expected before June`. */
const ANEW: ReadonlySet<string> = new Set(
  'expected expect will shall due now complete completed finish finished deliver delivered delivery revised target planned scheduled aim aiming forecast'.split(
    ' ',
  ),
)

/** Which tokens were read, and which belong to a phrase that changes nothing. */
interface Marked {
  readonly isRead: readonly boolean[]
  readonly isPassed: readonly boolean[]
}

/**
 * A date as it is meant where a negation that nothing else has read stands before or after it in the clause: `no work … before June` begins
 * in June, and `won't meet March` leaves no date. Whoever looks is asked of each.
 */
export function withNegations(tokens: readonly Token[], { isRead, isPassed }: Marked, date: Dated): Dated {
  const isFree = (at: number) => !isRead[at] && !isPassed[at] && isNegation(wordAt(tokens, at))
  const free = tokens.flatMap((_, at) => (isFree(at) ? [at] : []))
  const before = free.findLast((at) => at < date.at)
  if (before !== undefined && governs(tokens, before, date)) return turned(date, wordAt(tokens, before))
  const after = free.find((at) => at >= date.next)
  return after === undefined ? date : { ...date, period: refused(date.period, wordAt(tokens, after), true) }
}

function governs(tokens: readonly Token[], at: number, { at: end, role }: Dated): boolean {
  const broken = tokens.findIndex((_, index) => index > at && index <= end && isBreak(tokens, index))
  if (broken < 0) return true
  const isTurnable = role === 'before' || role === 'until'
  return isTurnable && !tokens.some((_, index) => index > broken && index < end && ANEW.has(wordAt(tokens, index)))
}

const isBreak = (tokens: readonly Token[], at: number) =>
  BREAKS.has(wordAt(tokens, at)) || BREAKING_MARKS.has(markAt(tokens, at))

function turned(date: Dated, word: string): Dated {
  if (date.role === 'in' || date.role === 'by') return { ...date, period: refused(date.period, word, false) }
  return date.role === 'before' || date.role === 'until' ? { ...date, role: 'from' } : date
}

/** Where the negation stands after the date, it may be of something else, so that the date is offered. */
function refused(period: Period, word: string, isOffered: boolean): Period {
  if (period.unclear) return period
  const others = isOffered ? [{ ...period, why: 'The date may stand all the same.' }] : []
  return { ...period, unclear: `“${word}” is written beside ${period.name}.`, others }
}
