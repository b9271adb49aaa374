import {
  addDays,
  addTo,
  type Day,
  dayFrom,
  daysBetween,
  inWords,
  monthEnd,
  monthInWords,
  monthStart,
  weekdayOf,
} from '#platform/calendar/index.ts'
import { counted } from '#platform/words.ts'
import { type Context, type Found, firstOf, markAt, type Reader, skip, wordAt } from './cursor.ts'
import type { Other, Period, Sentence } from './model.ts'
import {
  impliedYear,
  isHardlyYear,
  monthAt,
  monthPeriod,
  type NamedMonth,
  relativeYearAt,
  withoutYear,
  withSpelling,
} from './month.ts'
import { dayJustGone } from './sentences.ts'
import type { Token } from './tokens.ts'
import { ordinalWord, WEEKDAY_NAMES, weekdayNumber } from './words.ts'
import { yearAt } from './year.ts'

export function dayPeriod(day: Day): Period {
  return { from: day, to: day, name: inWords(day) }
}

export const asOther = (day: Day, why: string): Other => ({ from: day, to: day, name: inWords(day), why })

/** Words that name no one stretch of days: none is taken until somebody chooses. */
export function unclear(doubt: Sentence, others: readonly Other[], name: string): Period {
  const [first] = others
  const told = typeof doubt === 'string' ? { unclear: doubt } : { unclear: doubt.words, unclearAs: doubt.kind }
  return { from: first?.from ?? '1950-01-01', to: first?.to ?? '1950-01-01', name, others, ...told }
}

/** `31 June 2018`: there is no such day. The last of the month and the whole month are offered. */
export function impossibleDay(year: number, month: number, day: number): Period {
  const whole = monthPeriod(year, month)
  const inMonth = monthInWords(monthStart(year, month))
  const why = `The last day of ${inMonth}, because there is no ${day} ${inMonth.replace(/ \d+$/, '')}.`
  const last: Other = { ...asOther(monthEnd(year, month), why), isInstead: true }
  const others = [...(day > 27 && day < 32 ? [last] : []), { ...whole, why: 'Some day of the month may be meant.' }]
  const name = `${day} ${inMonth}`
  return unclear(`There is no ${name}. ${lengthOf(year, month)}`, others, name)
}

/** How many days a month has; of which year, where that matters. */
function lengthOf(year: number, month: number): string {
  const inMonth = monthInWords(monthStart(year, month))
  return `${month === 2 ? inMonth : inMonth.replace(/ \d+$/, '')} has ${counted(Number(monthEnd(year, month).slice(8)), 'day', 'days')}.`
}

/** The number of a day at this place: `30`, `1st`, `first`, `thirty-first`. Numbers that no month has are kept, to be asked about. */
function dayNumberAt(tokens: readonly Token[], at: number): Found<number> | null {
  const token = tokens[at]
  if (token?.type === 'ordinal') return { value: token.value, next: at + 1 }
  if (token?.type === 'number' && token.digits <= 2) return { value: token.value, next: at + 1 }
  return ordinalDayAt(tokens, at)
}

/** `first`, `twentieth`, `twenty-first`. */
function ordinalDayAt(tokens: readonly Token[], at: number): Found<number> | null {
  const word = wordAt(tokens, at)
  const whole = ordinalWord(word)
  if (whole !== null) return { value: whole, next: at + 1 }
  const tens = { twenty: 20, thirty: 30 }[word]
  const unitAt = markAt(tokens, at + 1) === '-' ? at + 2 : at + 1
  const unit = tens === undefined ? null : ordinalWord(wordAt(tokens, unitAt))
  return tens !== undefined && unit !== null && unit < 10 ? { value: tens + unit, next: unitAt + 1 } : null
}

interface Weekday {
  readonly number: number
  readonly word: string
}

/** A day of a year, after its weekday has been laid beside it. */
function dated(year: number, month: NamedMonth, day: number, weekday: Weekday | null): Period {
  const written = dayFrom(year, month.value, day)
  if (!written) return withSpelling(impossibleDay(year, month.value, day), month)
  const real = weekdayOf(written)
  if (!weekday || weekday.number === real) return withSpelling(dayPeriod(written), month)
  const nearest = addDays(written, ((weekday.number - real + 10) % 7) - 3)
  const why = `${inWords(written)} is a ${WEEKDAY_NAMES[real - 1]}, not a ${WEEKDAY_NAMES[weekday.number - 1]}.`
  const others = [
    asOther(written, 'The number of the day may be right.'),
    asOther(nearest, 'The weekday may be right.'),
  ]
  return unclear(why, others, inWords(written))
}

/** `30 Sept 2016`, `1st of July 08`, `Friday 3 March`, `31/Mar/2018`. */
const readDayMonth: Reader<Period> = (tokens, start, context) => {
  const number = weekdayNumber(wordAt(tokens, start))
  const weekday = number === null ? null : { number, word: wordAt(tokens, start) }
  const at = weekday ? skip(tokens, start + 1, ['the']) : start
  const day = dayNumberAt(tokens, at)
  const month = day && monthAt(tokens, skip(tokens, day.next, ['of', 'in', 'day']))
  if (!day || !month) return null
  return inYear(tokens, month, day.value, weekday, context)
}

/** The year after a day and a month, or the one that follows from the plan's date. */
function inYear(
  tokens: readonly Token[],
  month: NamedMonth,
  day: number,
  weekday: Weekday | null,
  context: Context,
): Found<Period> {
  const at = skip(tokens, month.next, ['of'])
  const year = yearAt(tokens, at) ?? relativeYearAt(tokens, at, context)
  if (year) return { value: dated(year.value, month, day, weekday), next: year.next }
  const implied = dated(impliedDayYear(month.value, day, context), month, day, weekday)
  const { notes = [], yearless } = withoutYear(context)
  return {
    value: withJustPast(
      { ...implied, notes: [...(implied.notes ?? []), ...notes], ...(yearless && { yearless }) },
      context,
    ),
    next: month.next,
  }
}

/** `14 January`, said on 15 January, is hardly next year's: a day that has just gone is asked about. */
function withJustPast(period: Period, { asOf, looking, year, turns }: Context): Period {
  const last = period.unclear === undefined ? addTo(period.from, -1, 'year') : asOf
  const isJustPast =
    looking === 'ahead' &&
    year === undefined &&
    turns === undefined &&
    last < asOf &&
    daysBetween(last, asOf) <= DAYS_PAST
  if (!isJustPast) return period
  const doubt = dayJustGone(last)
  return {
    ...period,
    doubts: [...(period.doubts ?? []), doubt],
    others: [asOther(last, doubt.words), ...(period.others ?? [])],
  }
}

/** So many days after it a day without its year may still be that of this year. */
const DAYS_PAST = 14

/** `1 April` in a plan of 20 April is next year's; `29 February` is that of the next year that has one. */
function impliedDayYear(month: number, day: number, context: Context): number {
  const year = impliedYear(month, context)
  if (context.year !== undefined) return year
  const first = dayFrom(year, month, day)
  if (context.looking === 'ahead' && first && first < context.asOf) return year + 1
  if (context.looking === 'back' && first && first > context.asOf) return year - 1
  return year
}

/** `July 4th, 2017`, and `January 31` where 31 cannot be a year near the plan's date. */
const readMonthDay: Reader<Period> = (tokens, start, context) => {
  const number = weekdayNumber(wordAt(tokens, start))
  const weekday = number === null ? null : { number, word: wordAt(tokens, start) }
  const at = weekday ? skip(tokens, start + 1, ['the']) : start
  const month = monthAt(tokens, at)
  const day = month && dayNumberAt(tokens, skip(tokens, month.next, ['the']))
  if (!month || !day) return null
  const dayToken = tokens[day.next - 1]
  const yearIndex = skip(tokens, day.next, [])
  const yearToken = tokens[yearIndex]
  const year = yearToken?.type === 'number' && yearToken.digits === 4 ? yearAt(tokens, yearIndex) : null
  if (year) return { value: dated(year.value, month, day.value, weekday), next: year.next }
  const isShort = dayToken?.type === 'number' && dayToken.digits === 2
  if (isShort && !isHardlyYear(day.value, context.asOf)) return null
  if (day.value > 31 || day.value < 1) return null
  const implied = dated(impliedDayYear(month.value, day.value, context), month, day.value, weekday)
  const { notes = [], yearless } = withoutYear(context)
  const doubts = isShort ? [`${day.value} is taken as the day of the month; it may be the year.`] : []
  const value: Period = {
    ...implied,
    notes: [...(implied.notes ?? []), ...notes],
    doubts,
    ...(yearless && { yearless }),
  }
  return { value, next: day.next }
}

/** `2018 March 31`. */
const readYearMonthDay: Reader<Period> = (tokens, at) => {
  const token = tokens[at]
  const year = token?.type === 'number' && token.digits === 4 ? yearAt(tokens, at) : null
  const month = year && monthAt(tokens, skip(tokens, at + 1, []))
  const day = month && dayNumberAt(tokens, skip(tokens, month.next, []))
  if (!year || !month || !day) return null
  return { value: dated(year.value, month, day.value, null), next: day.next }
}

export const readDayInWords = firstOf(readDayMonth, readMonthDay, readYearMonthDay)
