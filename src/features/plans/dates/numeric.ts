import {
  addDays,
  type Day,
  dayFrom,
  inWords,
  monthInWords,
  monthStart,
  weekdayOf,
  yearOf,
} from '#platform/calendar/index.ts'
import { type Found, firstOf, type Reader, skip, wordAt } from './cursor.ts'
import { asOther, dayPeriod, impossibleDay, unclear } from './day.ts'
import type { Other, Period } from './model.ts'
import { impliedYear, monthPeriod } from './month.ts'
import { eitherWay } from './sentences.ts'
import type { Token } from './tokens.ts'
import { fullYear, isYear, WEEKDAY_NAMES, weekdayNumber } from './words.ts'
import { yearPairAt } from './year.ts'

/** `30/09/13`, `30.9.2016`, `2016-09-30`: day first, as the United Kingdom writes it, unless only month first is possible. */
const readThreeParts: Reader<Period> = (tokens, at, { asOf }) => {
  const token = tokens[at]
  if (token?.type !== 'joined' || token.parts.length !== 3) return null
  const [a = '', b = '', c = ''] = token.parts
  if (b.length > 2) return null
  if (a.length === 4 && c.length <= 2) return withDay(isoDay(Number(a), Number(b), Number(c), token.raw), at)
  if (a.length > 2 || (c.length !== 2 && c.length !== 4)) return null
  const year = c.length === 2 ? fullYear(Number(c)) : Number(c)
  if (!isYear(year)) return null
  const yearFirst = a.length === 2 && c.length === 2 ? dayFrom(fullYear(Number(a)), Number(b), Number(c)) : null
  const british = dayFirst(Number(a), Number(b), year, token.raw)
  return withDay(yearFirst ? nearer(british, yearFirst, asOf, token.raw) : british, at)
}

/** `18/06/30` in a plan of 2018 is hardly of 2030, and may be written with the year first. */
function nearer(british: Period, yearFirst: Day, asOf: Day, raw: string): Period {
  const apart = (day: Day) => Math.abs(yearOf(day) - yearOf(asOf))
  if (apart(yearFirst) > YEARS_NEAR || (!british.unclear && apart(british.from) <= YEARS_NEAR)) return british
  const first = asOther(yearFirst, 'The year may come first.')
  const either = eitherWay(raw)
  // A day that does not exist is the likelier mistake: the days near it come first.
  const others = british.unclear
    ? [...(british.others ?? []), first]
    : [first, ...(british.others ?? []), asOther(british.from, 'The day may come first.')]
  return british.unclear === undefined
    ? unclear(either, others, raw)
    : unclear(`${british.unclear} ${either.words}`, others, raw)
}

/** So many years from the plan's own are nothing unusual in a target. */
const YEARS_NEAR = 6

function withDay(value: Period | null, at: number): Found<Period> | null {
  return value && { value, next: at + 1 }
}

function isoDay(year: number, month: number, day: number, raw: string): Period | null {
  if (!isYear(year)) return null
  const written = dayFrom(year, month, day)
  if (written) return dayPeriod(written)
  if (month >= 1 && month <= 12) return impossibleDay(year, month, day)
  const swapped = dayFrom(year, day, month)
  return unclear(`${raw} names no month.`, swapped ? [asOther(swapped, 'The month may be written last.')] : [], raw)
}

function dayFirst(day: number, month: number, year: number, raw: string): Period {
  const british = dayFrom(year, month, day)
  if (british) return dayPeriod(british)
  const american = dayFrom(year, day, month)
  if (american) return { ...dayPeriod(american), notes: [`There is no month ${month}, so the month is read first.`] }
  if (month >= 1 && month <= 12) return impossibleDay(year, month, day)
  return unclear(`${raw} is no day.`, [], raw)
}

/** `09/2016`, `2018-03`, `2018/3`: a month of a year. Years that follow one another are read elsewhere. */
const readMonthOfYear: Reader<Period> = (tokens, at) => {
  const token = tokens[at]
  if (token?.type !== 'joined' || token.parts.length !== 2 || yearPairAt(tokens, at)) return null
  const [a = '', b = ''] = token.parts
  const [month, year] = a.length === 4 ? [b, a] : [a, b]
  if (year.length !== 4 || month.length > 2 || month.length === 0 || !isYear(Number(year))) return null
  const number = Number(month)
  if (number >= 1 && number <= 12) return { value: monthPeriod(Number(year), number), next: at + 1 }
  return a.length === 4 ? null : { value: unclear(`${token.raw} names no month.`, [], token.raw), next: at + 1 }
}

/** `06/18`, `31/03`: a month and a year, or a day and a month. None is taken until somebody chooses. */
const readTwoShortParts: Reader<Period> = (tokens, at, context) => {
  const token = tokens[at]
  if (token?.type !== 'joined' || token.parts.length !== 2) return null
  if (token.parts.some((part) => part.length > 2 || (token.joint === '.' && part.length < 2))) return null
  const [a = 0, b = 0] = token.parts.map(Number)
  const pair = yearPairAt(tokens, at)
  const others = [...(isMonth(a) ? [monthOf(a, fullYear(b))] : []), ...dayOf(a, b), ...(a === b ? [] : dayOf(b, a))]
  if (pair && !(isMonth(a) || isMonth(b))) return null
  if (others.length === 0 && !pair) {
    const isDay = token.joint !== '.' && a > 0 && a < 32 && isMonth(b)
    return isDay ? { value: impossibleDay(impliedYear(b, context), b, a), next: at + 1 } : null
  }
  const financial = pair ? [spanOf(pair.value)] : []
  return {
    value: unclear(eitherWay(token.raw), [...others, ...financial], token.raw),
    next: at + 1,
  }

  function dayOf(day: number, month: number): Other[] {
    if (!isMonth(month)) return []
    const year = impliedYear(month, context)
    const written = dayFrom(year, month, day)
    const which = day === a ? 'The day may come first, without a year.' : 'The month may come first, without a year.'
    return written
      ? [asOther(written < context.asOf ? (dayFrom(year + 1, month, day) ?? written) : written, which)]
      : []
  }
}

const isMonth = (value: number) => value >= 1 && value <= 12

function monthOf(month: number, year: number): Other {
  const whole = monthPeriod(year, month)
  return { ...whole, why: 'It may be a month and a year.' }
}

function spanOf(startYear: number): Other {
  const from = monthStart(startYear, 4)
  const to = addDays(monthStart(startYear + 1, 4), -1)
  return { from, to, name: `${monthInWords(from)} to ${monthInWords(to)}`, why: 'It may be a financial year.' }
}

/** `20180331`, `31032018`: a day without marks between its parts. */
const readCompactDay: Reader<Period> = (tokens, at) => {
  const token = tokens[at]
  if (token?.type !== 'number' || (token.digits !== 8 && token.digits !== 6)) return null
  const raw = String(token.value).padStart(token.digits, '0')
  const cut = (...ends: readonly number[]) => ends.map((end, index) => Number(raw.slice(ends[index - 1] ?? 0, end)))
  if (token.digits === 6) return withDay(sixDigits(raw, cut), at)
  const [year = 0, month = 0, day = 0] = cut(4, 6, 8)
  const iso = isYear(year) ? dayFrom(year, month, day) : null
  if (iso) return withDay({ ...dayPeriod(iso), notes: [`${raw} is read as year, month and day.`] }, at)
  const [day2 = 0, month2 = 0, year2 = 0] = cut(2, 4, 8)
  const british = isYear(year2) ? dayFrom(year2, month2, day2) : null
  if (british) return withDay({ ...dayPeriod(british), notes: [`${raw} is read as day, month and year.`] }, at)
  return isYear(year) || isYear(year2) ? withDay(unclear(`${raw} is no day.`, [], raw), at) : null
}

/** `310318`, `201803`: six digits are never certain. */
function sixDigits(raw: string, cut: (...ends: readonly number[]) => number[]): Period | null {
  const [year = 0, month = 0] = cut(4, 6)
  const [a = 0, b = 0, c = 0] = cut(2, 4, 6)
  const first = dayFrom(fullYear(c), b, a)
  const last = dayFrom(fullYear(a), b, c)
  const others = [
    ...(isYear(year) && isMonth(month) ? [{ ...monthPeriod(year, month), why: 'It may be a year and a month.' }] : []),
    ...(first ? [asOther(first, 'It may be day, month and year.')] : []),
    ...(last ? [asOther(last, 'It may be year, month and day.')] : []),
  ]
  return others.length === 0 ? null : unclear(eitherWay(raw), others, raw)
}

const readPlain = firstOf(readThreeParts, readMonthOfYear, readTwoShortParts, readCompactDay)

/** A date in figures, with its weekday where one is written before it: `Fri 31/03/2017`. */
export const readNumeric: Reader<Period> = (tokens, at, context) => {
  const weekday = weekdayNumber(wordAt(tokens, at))
  if (weekday === null) return readPlain(tokens, at, context)
  const found = readPlain(tokens, skip(tokens, at + 1, ['the']), context)
  if (!found || found.value.unclear || found.value.from !== found.value.to) return null
  const { from } = found.value
  const real = weekdayOf(from)
  if (real === weekday) return found
  const why = `${inWords(from)} is a ${WEEKDAY_NAMES[real - 1]}, not a ${WEEKDAY_NAMES[weekday - 1]}.`
  return { value: unclear(why, [asOther(from, 'The figures may be right.')], inWords(from)), next: found.next }
}

/** Whether a token looks like a date in figures, so that it must not be passed over. */
export function looksDated(token: Token): boolean {
  if (token.type === 'joined') {
    const [a = ''] = token.parts
    return token.parts.length === 3 || (token.joint !== '.' && (a.length === 4 || a.length <= 2))
  }
  return token.type === 'number' && ((token.digits === 4 && isYear(token.value)) || token.digits === 8)
}

/** The year of a period's first day, for lending it to a date beside it. */
export const yearOfPeriod = ({ from }: Period): number => yearOf(from)
