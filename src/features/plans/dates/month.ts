import {
  type Day,
  dayFrom,
  financialYearName,
  inWords,
  MONTHS,
  monthEnd,
  monthOf,
  monthStart,
  yearOf,
} from '#platform/calendar/index.ts'
import { distance } from '#platform/spelling.ts'
import { type Context, type Found, markAt, type Reader, skip, wordAt } from './cursor.ts'
import type { Period, Sentence } from './model.ts'
import { assumed, noYearFrom, shortYear, YEAR_OF_NEIGHBOUR } from './sentences.ts'
import type { Token } from './tokens.ts'
import { fullYear, MONTH_NAMES, monthNumber, welshMonth } from './words.ts'
import { yearAt, yearPairAt } from './year.ts'

/** A month as a word, with what had to be assumed about it. */
export interface NamedMonth extends Found<number> {
  readonly note?: Sentence
  readonly doubt?: string
}

/** `March`, `Sept`, `Mawrth`, and what is nearly a month beside a number: `Febuary 2018`. */
export function monthAt(tokens: readonly Token[], at: number): NamedMonth | null {
  const word = wordAt(tokens, at)
  const exact = monthNumber(word)
  if (exact !== null) return isVerb(tokens, at) ? null : { value: exact, next: at + 1 }
  const welsh = welshMonth(word)
  if (welsh !== null) return { value: welsh, next: at + 1, note: `“${word}” is Welsh for ${MONTHS[welsh - 1]}.` }
  if (word.length < 4 || word.length > 11 || !isBesideNumber(tokens, at)) return null
  return nearMonth(word, at + 1)
}

function isBesideNumber(tokens: readonly Token[], at: number): boolean {
  const after = tokens[skip(tokens, at + 1, ['of'])]
  const before = tokens[at - 1]
  return [before, after].some((token) => token?.type === 'number' || token?.type === 'ordinal')
}

/** Words that stand beside numbers and are no misspelt months. */
const OTHER_WORDS = new Set(
  'match mark marks march2 jury tune line late last more year years item rule page part days'.split(' '),
)

function nearMonth(word: string, next: number): NamedMonth | null {
  if (OTHER_WORDS.has(word)) return null
  const most = word.length >= 7 ? 2 : 1
  // A name that is longer or shorter by more than this is further away: most words beside numbers are like no month at all.
  const near = MONTH_NAMES.flatMap((name, index) =>
    Math.abs(name.length - word.length) > most ? [] : [{ index, distance: distance(word, name) }],
  ).toSorted((a, b) => a.distance - b.distance)
  const [best, second] = near
  if (!best || best.distance > most || second?.distance === best.distance) return null
  const name = MONTHS[best.index] ?? ''
  const sentence = `“${word}” is taken as a misspelling of ${name}.`
  const isSure = best.distance === 1 && word.length >= 6
  return {
    value: best.index + 1,
    next,
    ...(isSure ? { note: assumed(sentence) } : { doubt: sentence }),
  }
}

const AFTER_MAY = [
  'and',
  'to',
  'or',
  'of',
  'at',
  'then',
  'next',
  'this',
  'last',
  'each',
  'every',
  'onwards',
  'until',
  'but',
  'subject',
]

/** `by May annually`: what stands before names a time. */
const BEFORE_MAY: ReadonlySet<string> = new Set(
  'in by of end mid early late until till from before since during every each to next last start beginning'.split(' '),
)

/** `may` is also a verb; it names the month when a date's words stand beside it or nothing else does. */
function isVerb(tokens: readonly Token[], at: number): boolean {
  if (wordAt(tokens, at) !== 'may' || yearAt(tokens, at + 1)) return false
  const before = tokens[at - 1]
  if (before?.type === 'number' || before?.type === 'ordinal' || BEFORE_MAY.has(wordAt(tokens, at - 1))) return false
  const after = wordAt(tokens, at + 1)
  return after !== '' && !AFTER_MAY.includes(after) && monthNumber(after) === null
}

export function monthPeriod(year: number, month: number): Period {
  const from = monthStart(year, month)
  return { from, to: monthEnd(year, month), name: `${MONTHS[month - 1]} ${year}` }
}

/** The year for a month that stands alone: the next one from the plan's date, or the last for words about the past. */
export function impliedYear(month: number, context: Context): number {
  if (context.year !== undefined) return context.year
  const year = yearOf(context.asOf)
  if (context.looking === 'back') return month <= monthOf(context.asOf) ? year : year - 1
  return month >= monthOf(context.asOf) ? year : year + 1
}

/** What is said of a period whose year was not written. */
export function withoutYear({ asOf, year }: Context): Pick<Period, 'notes' | 'yearless'> {
  return { notes: [year === undefined ? noYearFrom(asOf) : YEAR_OF_NEIGHBOUR], yearless: true }
}

/** `this year`, `next year`, `next` after a month: the calendar year that they name. */
export function relativeYearAt(tokens: readonly Token[], at: number, { asOf }: Context): Found<number> | null {
  const steps = { this: 0, next: 1, last: -1 }[wordAt(tokens, at)]
  return steps !== undefined && wordAt(tokens, at + 1) === 'year' ? { value: yearOf(asOf) + steps, next: at + 2 } : null
}

const noted = ({ note, doubt }: NamedMonth): Pick<Period, 'notes' | 'doubts'> => ({
  ...(note && { notes: [note] }),
  ...(doubt && { doubts: [doubt] }),
})

/** Joins what a month's spelling says to what the rest of a date says. */
export function withSpelling(period: Period, month: NamedMonth): Period {
  const { notes = [], doubts = [] } = noted(month)
  return { ...period, notes: [...notes, ...(period.notes ?? [])], doubts: [...doubts, ...(period.doubts ?? [])] }
}

/** `March 2017`, `Mar2017`, `Jan '12`, `July`, `2018 March`, `next March`. */
export const readMonth: Reader<Period> = (tokens, at, context) => {
  const yearFirst = readYearMonth(tokens, at)
  if (yearFirst) return yearFirst
  const month = monthAt(tokens, at)
  if (!month) return readNextMonth(tokens, at, context)
  const yearIndex = skip(tokens, month.next, ['of', 'in'])
  const relative = relativeYearAt(tokens, yearIndex, context)
  if (relative) {
    const notes = [`The year is counted from ${inWords(context.asOf)}.`]
    return { value: withSpelling({ ...monthPeriod(relative.value, month.value), notes }, month), next: relative.next }
  }
  const pair = tokens[yearIndex]?.raw.length === 5 ? null : yearPairAt(tokens, yearIndex)
  if (pair) return { value: withSpelling(inFinancialYear(month.value, pair.value), month), next: pair.next }
  const year = yearAt(tokens, yearIndex)
  if (!year) {
    const implied = monthPeriod(impliedYear(month.value, context), month.value)
    return { value: withSpelling({ ...implied, ...withoutYear(context) }, month), next: month.next }
  }
  const value = withSpelling(monthPeriod(year.value, month.value), month)
  const isApart = yearIndex === month.next && year.short !== null
  const day = isApart ? dayFrom(impliedYear(month.value, context), month.value, year.short ?? 0) : null
  return { value: day ? orDay(value, day, year.short ?? 0) : value, next: year.next }
}

/** `Nov-Feb 2018/19`: months of the financial year that the pair names. */
function inFinancialYear(month: number, startYear: number): Period {
  const year = month < 4 ? startYear + 1 : startYear
  const notes = [assumed(`It is taken as a month of the financial year ${financialYearName(startYear)}.`)]
  return { ...monthPeriod(year, month), notes }
}

/** `January 12` is January 2012, or the 12th. */
function orDay(value: Period, day: Day, short: number): Period {
  const why = `${short} may be the day of the month.`
  const doubts = [...(value.doubts ?? []), shortYear(short)]
  return { ...value, doubts, others: [{ from: day, to: day, name: inWords(day), why }] }
}

function readYearMonth(tokens: readonly Token[], at: number): Found<Period> | null {
  const token = tokens[at]
  if (token?.type !== 'number' || token.digits !== 4) return null
  const year = yearAt(tokens, at)
  const next = markAt(tokens, at + 1) === '-' || markAt(tokens, at + 1) === '/' ? at + 2 : at + 1
  const month = year ? monthAt(tokens, next) : null
  const after = tokens[month?.next ?? 0]
  if (!year || !month || after?.type === 'number') return null
  return { value: withSpelling(monthPeriod(year.value, month.value), month), next: month.next }
}

/** `next March`, `last March`, `this March`. */
function readNextMonth(tokens: readonly Token[], at: number, context: Context): Found<Period> | null {
  const word = wordAt(tokens, at)
  if (!['next', 'last', 'this', 'coming'].includes(word)) return null
  const month = monthNumber(wordAt(tokens, at + 1))
  if (month === null || isVerb(tokens, at + 1) || yearAt(tokens, at + 2)) return null
  const { asOf } = context
  const inThisYear = month > monthOf(asOf)
  const year = yearOf(asOf) + (word === 'last' ? (month < monthOf(asOf) ? 0 : -1) : month >= monthOf(asOf) ? 0 : 1)
  const notes = [`The year is counted from ${inWords(asOf)}.`]
  const value = { ...monthPeriod(word === 'next' && month === monthOf(asOf) ? year + 1 : year, month), notes }
  if (word !== 'next' || !inThisYear) return { value, next: at + 2 }
  const later = monthPeriod(year + 1, month)
  const others = [{ ...later, why: 'The one after that may be meant.' }]
  return { value: { ...value, others, doubts: ['“next” may mean the one after that.'] }, next: at + 2 }
}

/** The day of the month that a two-digit number after it would be, where it can hardly be the year. */
export function isHardlyYear(short: number, asOf: Day): boolean {
  const ahead = fullYear(short) - yearOf(asOf)
  return ahead > 6 || ahead < -15
}
