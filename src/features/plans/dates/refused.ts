import { markAt, nearestFrom, wordAt } from './cursor.ts'
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
 * Dates as they are meant where a negation that nothing else has read stands before or after them in the clause: `no work … before June` begins
 * in June, and `won't meet March` leaves no date. Whoever looks is asked of each. The clause is walked through once for all its dates.
 */
export function withNegations(
  tokens: readonly Token[],
  { isRead, isPassed }: Marked,
  dates: readonly Dated[],
): Dated[] {
  const free = nearestFrom(tokens, (at) => !isRead[at] && !isPassed[at] && isNegation(wordAt(tokens, at)))
  const breaks = nearestFrom(tokens, (at) => isBreak(tokens, at))
  const anew = nearestFrom(tokens, (at) => ANEW.has(wordAt(tokens, at)))
  const last = lastBefore(free)
  /** Whether nothing ends what a negation says before the date; or only promises nothing anew behind the break. */
  const governs = (negation: number, { at: end, role }: Dated): boolean => {
    const broken = breaks[negation + 1] ?? tokens.length
    if (broken > end) return true
    const isTurnable = role === 'before' || role === 'until'
    return isTurnable && (anew[broken + 1] ?? tokens.length) >= end
  }
  return dates.map((date) => {
    const before = last[date.at]
    if (before !== undefined && governs(before, date)) return turned(date, wordAt(tokens, before))
    const after = free[date.next] ?? tokens.length
    return after === tokens.length ? date : { ...date, period: refused(date.period, wordAt(tokens, after), true) }
  })
}

/** For each token, the last place before it that is the nearest to itself. */
function lastBefore(nearest: readonly number[]): readonly (number | undefined)[] {
  let last: number | undefined
  return nearest.map((found, at) => {
    const before = last
    if (found === at) last = at
    return before
  })
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
