import { addDays, addTo, type Day, monthOf, monthStart, yearOf } from '#platform/calendar/index.ts'
import { type Found, phrase, skip, wordAt } from './cursor.ts'
import { dayPeriod } from './day.ts'
import type { Period } from './model.ts'
import type { Token } from './tokens.ts'
import { ordinalWord } from './words.ts'

/** The last day that every month has. */
const LAST_OF_ALL = 28

/** `1st of each month`, `fifteenth day of every month`: the first such day that is not before the plan's date. Not every month has a 30th. */
export function readDayOfEachMonth(tokens: readonly Token[], at: number, asOf: Day): Found<Period> | null {
  const token = tokens[at]
  const day = token?.type === 'ordinal' ? token.value : ordinalWord(wordAt(tokens, at))
  const of = skip(tokens, at + 1, ['day'])
  const next = phrase(tokens, of, 'of each month') ?? phrase(tokens, of, 'of every month')
  if (day === null || day < 1 || day > LAST_OF_ALL || next === null) return null
  const here = addDays(monthStart(yearOf(asOf), monthOf(asOf)), day - 1)
  return { value: dayPeriod(here < asOf ? addTo(here, 1, 'month') : here), next }
}
