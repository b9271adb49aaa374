import { addDays, addTo, financialYearName, inWords, monthOf, monthStart, yearOf } from '#platform/calendar/index.ts'
import { firstOf, type Reader, skip, wordAt } from './cursor.ts'
import { readFeast } from './feasts.ts'
import type { Period } from './model.ts'
import { impliedYear, monthPeriod, readMonth, relativeYearAt, withoutYear } from './month.ts'
import { partOfPeriod } from './part.ts'
import { readHalf, readHalfOfMonth, readQuarter } from './quarter.ts'
import { readRelative } from './relative.ts'
import { readReturn, readTerm } from './terms.ts'
import { readDay, readWeek, readWeekday } from './week.ts'
import { partOf, season } from './words.ts'
import { readFinancialYear, readYear, saidPairAt, yearAt } from './year.ts'

/** `M6 2018-19`, `period 12 of 2018/19`: months counted from April. */
const readAccountingPeriod: Reader<Period> = (tokens, at) => {
  const number = tokens[at + 1]
  const isSpelt = ['period', 'month', 'mth'].includes(wordAt(tokens, at)) && number?.type === 'number'
  const short = /^[mp](\d{1,2})$/.exec(wordAt(tokens, at))?.[1]
  const count = isSpelt ? number.value : Number(short ?? 0)
  const yearIndex = skip(tokens, isSpelt ? at + 2 : at + 1, ['of', 'in', 'fy'])
  const pair = count >= 1 && count <= 12 ? saidPairAt(tokens, yearIndex) : null
  if (!pair) return null
  const from = addTo(monthStart(pair.value, 4), count - 1, 'month')
  const doubts = [`Months of the financial year ${financialYearName(pair.value)} are counted from April.`]
  return { value: { ...monthPeriod(yearOf(from), monthOf(from)), doubts }, next: pair.next }
}

/** `Spring 2017`, `Winter 2016/17`. */
const readSeason: Reader<Period> = (tokens, start, context) => {
  const isNext = ['next', 'following'].includes(wordAt(tokens, start))
  const at = isNext ? start + 1 : start
  const found = season(wordAt(tokens, at))
  if (!found) return null
  const yearIndex = skip(tokens, at + 1, ['of', 'in'])
  const pair = saidPairAt(tokens, yearIndex)
  const year = pair ?? yearAt(tokens, yearIndex) ?? relativeYearAt(tokens, yearIndex, context)
  const startYear = year?.value ?? (isNext ? nextSeason(found, context) : impliedSeason(found, context))
  const from = monthStart(startYear, found.from)
  const to = addDays(addTo(from, found.months, 'month'), -1)
  const name = `${wordAt(tokens, at)} ${startYear}`
  const notes = [`Seasons have no fixed days: ${inWords(from)} to ${inWords(to)} is assumed.`]
  const isAfterAutumn = [1, 2].some((back) => wordAt(tokens, start - back) === 'autumn')
  const before =
    year?.value === undefined || pair || isAfterAutumn ? null : winterBefore(found, year.value, context.asOf)
  const assumed = year ? notes : [...notes, ...(withoutYear(context).notes ?? [])]
  return { value: { from, to, name, notes: assumed, yearless: !year, ...before }, next: year?.next ?? at + 1 }
}

/** `Winter 2018`, said in a winter that ends in 2018, may be that one. */
function winterBefore(
  { from: month, months }: { from: number; months: number },
  year: number,
  asOf: string,
): Pick<Period, 'doubts' | 'others'> | null {
  const from = monthStart(year - 1, month)
  const to = addDays(addTo(from, months, 'month'), -1)
  if (yearOf(to) !== year || to < asOf || from > asOf) return null
  const why = `The winter that ends in ${year} may be meant.`
  return { doubts: [why], others: [{ from, to, name: `winter ${year - 1}`, why }] }
}

/** `Next autumn`, said in autumn, is that of the year after. */
const nextSeason = ({ from }: { from: number }, { asOf }: Parameters<typeof impliedYear>[1]): number =>
  monthStart(yearOf(asOf), from) > asOf ? yearOf(asOf) : yearOf(asOf) + 1

/** The season that goes on, or the next. */
function impliedSeason(
  { from, months }: { from: number; months: number },
  context: Parameters<typeof impliedYear>[1],
): number {
  const year = impliedYear(from, context)
  if (context.looking === 'back' || context.year !== undefined) return year
  const before = monthStart(year - 1, from)
  return addTo(before, months, 'month') > context.asOf ? year - 1 : year
}

/** `Michaelmas Day` is no term, and `Easter term` no feast: the longer of the two is meant. */
const readTermOrFeast: Reader<Period> = (tokens, at, context) => {
  const [term, feast] = [readTerm(tokens, at, context), readFeast(tokens, at, context)]
  return term && feast && feast.next > term.next ? feast : (term ?? feast)
}

const readWhole = firstOf<Period>(
  readWeek,
  readQuarter,
  readHalf,
  readHalfOfMonth,
  readDay,
  readAccountingPeriod,
  readReturn,
  readTermOrFeast,
  readMonth,
  readSeason,
  readFinancialYear,
  readRelative,
  readYear,
  readWeekday,
)

/** `early May bank holiday`, `late summer bank holiday` are no parts of a month or a season. */
const readNamedForPart: Reader<Period> = (tokens, at, context) =>
  partOf(wordAt(tokens, at)) === null ? null : readFeast(tokens, at, context)

/** Any period, or a part of one: `end of March 2017`, `early 2018`, `mid-June`. */
export const readPeriod: Reader<Period> = firstOf(readNamedForPart, partOfPeriod(readWhole), readWhole)
