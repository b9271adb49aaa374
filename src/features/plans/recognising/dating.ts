import { addTo, type Day } from '#platform/calendar/index.ts'
import { type Interpretation, interpretDate } from '../dates/index.ts'

/** What is read of the words of a date. */
export type ReadDate = (words: string) => Interpretation

const WAITS = 'These words are counted from the date of the plan, which is not known yet.'

/** Whether a target date waits for the plan's own date to be said. */
export const waitsForDate = ({ why }: Interpretation): boolean => why === WAITS

/**
 * Reads the words of dates from the plan's day, each only once. Without a day that the document or a person gave, words whose days
 * hang on it (`March`, `6 months`) are not read at all: they come back as `unset` until the day is known.
 */
export function dateReader(asOf: Day, isDated: boolean): ReadDate {
  const known = new Map<string, Interpretation>()
  return (words) => {
    const before = known.get(words)
    if (before) return before
    const read = interpretDate(words, asOf)
    const fixed = isDated || isFixed(read, asOf)
    const told = fixed
      ? read
      : { text: words, kind: 'unset' as const, earliest: null, latest: null, why: WAITS, alternatives: [] }
    known.set(words, told)
    return told
  }
}

/** Whether the same words mean the same days from whatever day they are read. A day that is past from one and to come from the other is the same day. */
function isFixed(read: Interpretation, asOf: Day): boolean {
  const elsewhere = interpretDate(read.text, addTo(addTo(asOf, -7, 'year'), -5, 'month'))
  if (read.latest !== null && read.latest === elsewhere.latest) return true
  return elsewhere.kind === read.kind && elsewhere.earliest === read.earliest && elsewhere.latest === read.latest
}

/** The days of words that say them by themselves, with their year; null for words that need another day to count from. */
export function fixedDays(words: string, today: Day): Interpretation | null {
  const read = interpretDate(words, today)
  return isFixed(read, today) ? read : null
}
