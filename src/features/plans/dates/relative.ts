import {
  addDays,
  addTo,
  type Day,
  financialQuarter,
  financialQuarterOf,
  financialYearOf,
  inWords,
  monthEnd,
  monthOf,
  monthStart,
  weekdayOf,
  yearOf,
} from '#platform/calendar/index.ts'
import { type Context, lexicon, lookUp, type Reader, wordAt } from './cursor.ts'
import { dayPeriod } from './day.ts'
import type { Period } from './model.ts'
import { monthPeriod } from './month.ts'

const NEAR_DAYS = lexicon<number>([
  [0, ['today']],
  [1, ['tomorrow']],
  [-1, ['yesterday']],
])

const WHICH = lexicon<number>([
  [0, ['this', 'current', 'the current', 'same', 'the same', 'this coming']],
  [1, ['next', 'the next', 'following', 'coming', 'the coming']],
  [-1, ['last', 'previous', 'the previous']],
])

/** `today`, `this week`, `next month`, `next quarter`: counted from the plan's date. */
export const readRelative: Reader<Period> = (tokens, at, context) => {
  const near = lookUp(NEAR_DAYS, tokens, at)
  if (near) return { value: noted(dayPeriod(addDays(context.asOf, near.value)), context), next: near.next }
  const which = lookUp(WHICH, tokens, at)
  if (!which) return null
  const period = stretch(wordAt(tokens, which.next), which.value, context.asOf)
  return period && { value: noted(period, context), next: which.next + 1 }
}

const noted = (period: Period, { asOf }: Context): Period => ({
  ...period,
  notes: [...(period.notes ?? []), `It is counted from ${inWords(asOf)}.`],
})

/** The week, fortnight, month or quarter in which a day lies, or one so many on. */
export function stretch(unit: string, steps: number, asOf: Day): Period | null {
  if (unit === 'week') {
    const from = addDays(asOf, 1 - weekdayOf(asOf) + 7 * steps)
    return { from, to: addDays(from, 6), name: `the week that begins on ${inWords(from)}` }
  }
  if (unit === 'month') {
    const from = addTo(monthStart(yearOf(asOf), monthOf(asOf)), steps, 'month')
    return monthPeriod(yearOf(from), monthOf(from))
  }
  if (unit !== 'quarter' && unit !== 'qtr') return null
  const now = financialQuarter(financialYearOf(asOf), financialQuarterOf(asOf))
  const from = addTo(now.from, 3 * steps, 'month')
  const last = addTo(from, 2, 'month')
  const to = monthEnd(yearOf(last), monthOf(last))
  return { from, to, name: `the quarter ${inWords(from)} to ${inWords(to)}` }
}
