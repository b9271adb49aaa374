import { addDays, addTo, type Day, monthOf, monthStart, yearOf } from '#platform/calendar/index.ts'
import { type Found, phrase, skip, wordAt } from './cursor.ts'
import { dayPeriod } from './day.ts'
import { nthWeekday } from './feasts.ts'
import type { Period } from './model.ts'
import type { Token } from './tokens.ts'
import { ordinalWord, weekdayNumber } from './words.ts'

/** The last day that every month has. */
const LAST_OF_ALL = 28

/** `last Friday of each month`: the first such day that is not before the plan's date. */
function readWeekdayOfEachMonth(tokens: readonly Token[], at: number, asOf: Day): Found<Period> | null {
  const word = wordAt(tokens, at)
  const nth = word === 'last' ? -1 : tokens[at]?.type === 'ordinal' ? tokens[at].value : ordinalWord(word)
  const weekday = weekdayNumber(wordAt(tokens, at + 1))
  const next = weekday === null ? null : ofEachMonth(tokens, at + 2)
  if (nth === null || nth === 0 || nth > LAST_WEEKDAY_OF_ALL || weekday === null || next === null) return null
  const dayIn = (day: Day) => nthWeekday(yearOf(day), monthOf(day), weekday, nth)
  const here = dayIn(asOf)
  const first = here !== null && here >= asOf ? here : dayIn(addTo(monthStart(yearOf(asOf), monthOf(asOf)), 1, 'month'))
  return first && { value: dayPeriod(first), next }
}

/** Every month has four of each weekday; some have a fifth. */
const LAST_WEEKDAY_OF_ALL = 4

const ofEachMonth = (tokens: readonly Token[], at: number): number | null =>
  ['of each month', 'of every month', 'in each month', 'in every month', 'each month', 'every month', 'of the month']
    .map((words) => phrase(tokens, at, words))
    .find((next) => next !== null) ?? null

/** `1st of each month`, `fifteenth day of every month`: the first such day that is not before the plan's date. Not every month has a 30th. */
export function readDayOfEachMonth(tokens: readonly Token[], at: number, asOf: Day): Found<Period> | null {
  const weekday = readWeekdayOfEachMonth(tokens, at, asOf)
  if (weekday) return weekday
  const token = tokens[at]
  const day = token?.type === 'ordinal' ? token.value : ordinalWord(wordAt(tokens, at))
  const of = skip(tokens, at + 1, ['day'])
  const next = phrase(tokens, of, 'of each month') ?? phrase(tokens, of, 'of every month')
  if (day === null || day < 1 || day > LAST_OF_ALL || next === null) return null
  const here = addDays(monthStart(yearOf(asOf), monthOf(asOf)), day - 1)
  return { value: dayPeriod(here < asOf ? addTo(here, 1, 'month') : here), next }
}
