import { addDays, addTo, inWords, monthStart } from '#platform/calendar/index.ts'
import { firstOf, type Reader, skip, wordAt } from './cursor.ts'
import { readFeast } from './feasts.ts'
import type { Period } from './model.ts'
import { impliedYear, readMonth, relativeYearAt, withoutYear } from './month.ts'
import { partOfPeriod } from './part.ts'
import { readHalf, readHalfOfMonth, readQuarter } from './quarter.ts'
import { readRelative } from './relative.ts'
import { readTerm } from './terms.ts'
import { readDay, readWeek, readWeekday } from './week.ts'
import { fullYear, season } from './words.ts'
import { readFinancialYear, readYear, yearAt } from './year.ts'

/** `Spring 2017`, `Winter 2016/17`. */
const readSeason: Reader<Period> = (tokens, at, context) => {
  const found = season(wordAt(tokens, at))
  if (!found) return null
  const yearIndex = skip(tokens, at + 1, ['of', 'in'])
  const token = tokens[yearIndex]
  const pair = token?.type === 'joined' && token.parts.length === 2 ? Number(token.parts[0]) : null
  const year = pair
    ? { value: pair < 100 ? fullYear(pair) : pair, next: yearIndex + 1 }
    : (yearAt(tokens, yearIndex) ?? relativeYearAt(tokens, yearIndex, context))
  const startYear = year?.value ?? impliedSeason(found, context)
  const from = monthStart(startYear, found.from)
  const to = addDays(addTo(from, found.months, 'month'), -1)
  const name = `${wordAt(tokens, at)} ${startYear}`
  const notes = [`Seasons have no fixed days: ${inWords(from)} to ${inWords(to)} is assumed.`]
  const assumed = year ? notes : [...notes, ...(withoutYear(context).notes ?? [])]
  return { value: { from, to, name, notes: assumed, yearless: !year }, next: year?.next ?? at + 1 }
}

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

const readWhole = firstOf<Period>(
  readWeek,
  readQuarter,
  readHalf,
  readHalfOfMonth,
  readDay,
  readTerm,
  readFeast,
  readMonth,
  readSeason,
  readFinancialYear,
  readRelative,
  readYear,
  readWeekday,
)

/** Any period, or a part of one: `end of March 2017`, `early 2018`, `mid-June`. */
export const readPeriod: Reader<Period> = firstOf(partOfPeriod(readWhole), readWhole)
