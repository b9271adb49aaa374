import { addTo, type Day } from '#platform/calendar/index.ts'
import { type Interpretation, interpretDate } from '../../dates/index.ts'

/** What is read of the words of a date. */
export type ReadDate = (words: string) => Interpretation

/** How dates are read, and the day from which the plan speaks; where only its year is known, that of the import. */
export interface Dating {
  readonly readDate: ReadDate
  readonly asOf: Day
}

const WAITS = 'These words are counted from the date of the plan, which is not known yet.'

const waiting = (text: string): Interpretation => ({
  text,
  kind: 'unset',
  earliest: null,
  latest: null,
  why: WAITS,
  doubts: ['waits'],
  alternatives: [],
})

/**
 * Whether a target date waits for the plan's own date to be said. Readings that were kept without their doubts, by earlier versions or with
 * a correction, are known by the sentence that was kept with them.
 */
export const waitsForDate = ({ doubts, why }: Pick<Interpretation, 'doubts' | 'why'>): boolean =>
  doubts === undefined ? why === WAITS : doubts.includes('waits')

/**
 * Reads the words of dates from the plan's day, each only once. Without a day that the document or a person gave, words whose days
 * hang on it (`March`, `6 months`) are not read at all: they come back as `unset` until the day is known.
 */
export function dateReader(asOf: Day, isDated: boolean): ReadDate {
  return once((words) => {
    const read = interpretDate(words, asOf)
    return isDated || isFixed(read, asOf) ? read : waiting(words)
  })
}

function once(read: ReadDate): ReadDate {
  const known = new Map<string, Interpretation>()
  return (words) => {
    const told = known.get(words) ?? read(words)
    known.set(words, told)
    return told
  }
}

/** Words that count from the time at which they are said. */
const FROM_NOW =
  /\b(?:next|this|coming|following|current|now|then|last|(?:days?|weeks?|fortnights?|months?|quarters?|years?|fy|term|recess)(?!\s*\d))\b/i

export const countsFromNow = (words: string): boolean => FROM_NOW.test(words)

export interface YearReader {
  readonly readDate: ReadDate
  /** Whether the words were read and lack their year. */
  readonly isCounted: (words: string) => boolean
}

/**
 * Reads the words of dates where only the financial year of the plan is known, from its first day. Words that hang on the very day wait for it;
 * those that lack only their year are read within a financial year, and are `counted` on it, so that somebody is asked.
 */
export function yearReader(from: Day): YearReader {
  const counted = new Set<string>()
  const read = (words: string): Interpretation => {
    const said = interpretDate(words, from)
    const later = [addTo(from, 1, 'day'), addTo(from, 1, 'year')].map((day) => interpretDate(words, day))
    if (isFixed(said, from) || later.every((other) => isSame(said, other))) return said
    const lacksYear = !countsFromNow(words) && later.every((other) => isSame(withoutYear(said), withoutYear(other)))
    if (lacksYear) counted.add(words)
    return lacksYear ? said : waiting(words)
  }
  return { readDate: once(read), isCounted: (words) => counted.has(words) }
}

/** Whether the same words mean the same days from whatever day they are read. A day that is past from one and to come from the other is the same day. */
function isFixed(read: Interpretation, asOf: Day): boolean {
  const elsewhere = interpretDate(read.text, addTo(addTo(asOf, -7, 'year'), -5, 'month'))
  return (read.latest !== null && read.latest === elsewhere.latest) || isSame(read, elsewhere)
}

type Days = Pick<Interpretation, 'kind' | 'earliest' | 'latest'>

const isSame = (one: Days, other: Days): boolean =>
  one.kind === other.kind && one.earliest === other.earliest && one.latest === other.latest

const withoutYear = ({ kind, earliest, latest }: Days): Days => ({
  kind,
  earliest: earliest?.slice(4) ?? null,
  latest: latest?.slice(4) ?? null,
})

/** The days of words that say them by themselves, with their year; null for words that need another day to count from. */
export function fixedDays(words: string, today: Day): Interpretation | null {
  const read = interpretDate(words, today)
  return isFixed(read, today) ? read : null
}
