import {
  addDays,
  addTo,
  type Day,
  dayFrom,
  inWords,
  monthEnd,
  monthOf,
  monthStart,
  yearOf,
} from '#platform/calendar/index.ts'
import { type Context, type Found, firstOf, phrase, type Reader, skip, wordAt } from './cursor.ts'
import type { Period } from './model.ts'
import { readHalf, readQuarter } from './quarter.ts'
import type { Token } from './tokens.ts'
import { fullYear, isWeekday, isYear, monthNumber, type Part, partOf, season } from './words.ts'
import { readFinancialYear, readYear, yearAt } from './year.ts'

function monthPeriod(year: number, month: number): Period {
  const from = monthStart(year, month)
  return { from, to: monthEnd(year, month), name: inWords(from).replace(/^\d+ /, '') }
}

function dayPeriod(day: Day): Period {
  return { from: day, to: day, name: inWords(day) }
}

/** The year for a month that stands alone: the next one from the plan's date, or the last for words about the past. */
function impliedYear(month: number, context: Context): number {
  const year = yearOf(context.asOf)
  if (context.looking === 'back') return month <= monthOf(context.asOf) ? year : year - 1
  return month >= monthOf(context.asOf) ? year : year + 1
}

function yearlessNote(context: Context): string {
  return `No year is written, so it is counted from ${inWords(context.asOf)}.`
}

/** `30/09/13`, `30.9.2016`, `2016-09-30`: day first, as the United Kingdom writes it, unless only month first is possible. */
const readNumericDay: Reader<Period> = (tokens, at) => {
  const token = tokens[at]
  if (token?.type !== 'joined' || token.parts.length !== 3) return null
  const [a = '', b = '', c = ''] = token.parts
  if (a.length === 4) return withDay(dayFrom(Number(a), Number(b), Number(c)), at)
  if (c.length !== 2 && c.length !== 4) return null
  const year = c.length === 2 ? fullYear(Number(c)) : Number(c)
  if (!isYear(year)) return null
  const british = dayFrom(year, Number(b), Number(a))
  if (british) return withDay(british, at)
  const american = dayFrom(year, Number(a), Number(b))
  if (!american) return null
  return {
    value: { ...dayPeriod(american), notes: ['There is no such month, so the month is read first.'] },
    next: at + 1,
  }
}

function withDay(day: Day | null, at: number): Found<Period> | null {
  return day ? { value: dayPeriod(day), next: at + 1 } : null
}

function dayNumberAt(tokens: readonly Token[], at: number): number | null {
  const token = tokens[at]
  if (token?.type === 'ordinal') return token.value
  if (token?.type === 'number' && token.digits <= 2 && token.value >= 1 && token.value <= 31) return token.value
  return null
}

/** `30 Sept 2016`, `1st of July 08`, `Friday 3 March`. */
const readDayMonth: Reader<Period> = (tokens, start, context) => {
  const at = isWeekday(wordAt(tokens, start)) ? skip(tokens, start + 1, ['the']) : start
  const day = dayNumberAt(tokens, at)
  const monthAt = skip(tokens, at + 1, ['of'])
  const month = monthNumber(wordAt(tokens, monthAt))
  if (day === null || month === null) return null
  const year = yearAt(tokens, skip(tokens, monthAt + 1, ['of']))
  if (year) {
    const written = dayFrom(year.value, month, day)
    return written ? { value: dayPeriod(written), next: year.next } : null
  }
  const implied = dayFrom(impliedYear(month, context), month, day)
  if (!implied) return null
  return { value: { ...dayPeriod(implied), notes: [yearlessNote(context)], yearless: true }, next: monthAt + 1 }
}

/** `July 4th, 2017`, and `January 31` where 31 cannot be a year near the plan's date. */
const readMonthDay: Reader<Period> = (tokens, at, context) => {
  const month = monthNumber(wordAt(tokens, at))
  const dayIndex = skip(tokens, at + 1, ['the'])
  const day = dayNumberAt(tokens, dayIndex)
  if (month === null || day === null) return null
  const token = tokens[dayIndex + 1]
  const comma = token?.type === 'mark' && token.mark === ',' ? 1 : 0
  const yearToken = tokens[dayIndex + 1 + comma]
  if (yearToken?.type === 'number' && yearToken.digits === 4 && isYear(yearToken.value)) {
    return moved(withDay(dayFrom(yearToken.value, month, day), dayIndex), dayIndex + 2 + comma)
  }
  const isOrdinal = tokens[dayIndex]?.type === 'ordinal'
  if (!isOrdinal && Math.abs(fullYear(day) - yearOf(context.asOf)) <= 15) return null
  const implied = dayFrom(impliedYear(month, context), month, day)
  if (!implied) return null
  return { value: { ...dayPeriod(implied), notes: [yearlessNote(context)], yearless: true }, next: dayIndex + 1 }
}

function moved(found: Found<Period> | null, next: number): Found<Period> | null {
  return found && { value: found.value, next }
}

/** `March 2017`, `Mar2017`, `Jan '12`, `July`, `09/2016`. */
const readMonth: Reader<Period> = (tokens, at, context) => {
  const token = tokens[at]
  if (token?.type === 'joined' && token.parts.length === 2) {
    const [month, year] = token.parts.map(Number)
    if (token.parts[1]?.length !== 4 || !month || !year || month > 12 || !isYear(year)) return null
    return { value: monthPeriod(year, month), next: at + 1 }
  }
  const month = monthNumber(wordAt(tokens, at))
  if (month === null || isVerb(tokens, at)) return null
  const year = yearAt(tokens, skip(tokens, at + 1, ['of', 'in']))
  if (!year) {
    const implied = monthPeriod(impliedYear(month, context), month)
    return { value: { ...implied, notes: [yearlessNote(context)], yearless: true }, next: at + 1 }
  }
  const value = monthPeriod(year.value, month)
  const day = year.short === null ? null : dayFrom(impliedYear(month, context), month, year.short)
  if (!day) return { value, next: year.next }
  const why = `${year.short} may be the day of the month.`
  return { value: { ...value, others: [{ from: day, to: day, name: inWords(day), why }] }, next: year.next }
}

/** `may` and `march` are also verbs; they name the month when a date's words stand beside them or nothing else does. */
function isVerb(tokens: readonly Token[], at: number): boolean {
  if (wordAt(tokens, at) !== 'may' || yearAt(tokens, at + 1)) return false
  const after = tokens[at + 1]
  return after?.type === 'word' && !partOf(after.word) && !['and', 'to', 'or', 'of', 'at', 'then'].includes(after.word)
}

/** `Spring 2017`, `Winter 2016/17`. */
const readSeason: Reader<Period> = (tokens, at, context) => {
  const found = season(wordAt(tokens, at))
  if (!found) return null
  const yearIndex = skip(tokens, at + 1, ['of', 'in'])
  const token = tokens[yearIndex]
  const pair = token?.type === 'joined' && token.parts.length === 2 ? Number(token.parts[0]) : null
  const year = pair ? { value: pair < 100 ? fullYear(pair) : pair, next: yearIndex + 1 } : yearAt(tokens, yearIndex)
  const startYear = year?.value ?? impliedYear(found.from, context)
  const from = monthStart(startYear, found.from)
  const to = addDays(addTo(from, found.months, 'month'), -1)
  const name = `${wordAt(tokens, at)} ${startYear}`
  const notes = [`Seasons have no fixed days: ${inWords(from)} to ${inWords(to)} is assumed.`]
  return { value: { from, to, name, notes, yearless: !year }, next: year?.next ?? at + 1 }
}

/** `week commencing 3 July 2017`, `w/c 3/7/17`. */
const readWeek: Reader<Period> = (tokens, at, context) => {
  const isShort = wordAt(tokens, at) === 'w' && wordAt(tokens, at + 2) === 'c'
  const next =
    phrase(tokens, at, 'week commencing') ??
    phrase(tokens, at, 'week beginning') ??
    phrase(tokens, at, 'week of') ??
    (isShort ? at + 3 : null)
  const day = next === null ? null : readDay(tokens, skip(tokens, next, ['the']), context)
  if (!day) return null
  const name = `the week that begins on ${day.value.name}`
  return { value: { ...day.value, to: addDays(day.value.from, 4), name }, next: day.next }
}

const readDay = firstOf(readNumericDay, readDayMonth, readMonthDay)

const readChristmas: Reader<Period> = (tokens, at, context) => {
  const named = ['christmas', 'xmas'].includes(wordAt(tokens, at))
  if (!named) return null
  const year = yearAt(tokens, at + 1)
  const day = dayFrom(year?.value ?? impliedYear(12, context), 12, 25)
  if (!day) return null
  return { value: { ...dayPeriod(day), name: `Christmas (${inWords(day)})` }, next: year?.next ?? at + 1 }
}

const readWhole = firstOf<Period>(
  readWeek,
  readDay,
  readQuarter,
  readHalf,
  readMonth,
  readSeason,
  readFinancialYear,
  readYear,
  readChristmas,
)

/** Any period, or a part of one: `end of March 2017`, `early 2018`, `mid-June`. */
export const readPeriod: Reader<Period> = (tokens, at, context) => {
  const part = partOf(wordAt(tokens, at))
  if (!part) return readWhole(tokens, at, context)
  const next = skip(tokens, at + 1, ['of', 'the'])
  const whole = readWhole(tokens, next, context) ?? thisYear(tokens, next, context)
  return whole && { value: pick(part, whole.value), next: whole.next }
}

/** `the end of the year` names no year, `the end of the month` no month: the plan's own. */
function thisYear(tokens: readonly Token[], at: number, context: Context): Found<Period> | null {
  if (wordAt(tokens, at) === 'month') {
    const month = monthPeriod(yearOf(context.asOf), monthOf(context.asOf))
    return { value: { ...month, notes: [yearlessNote(context)], yearless: true }, next: at + 1 }
  }
  if (wordAt(tokens, at) !== 'year') return null
  const found = readYear([{ type: 'word', word: 'this' }, ...tokens.slice(at)], 0, context)
  return moved(found, at + 1)
}

function pick(part: Part, whole: Period): Period {
  if (part === 'end') {
    const others = whole.others?.map((other) => ({ ...other, from: other.to, name: `the end of ${other.name}` }))
    return { ...whole, from: whole.to, name: `the end of ${whole.name}`, edge: 'end', ...(others && { others }) }
  }
  const [from, to] = thirdOf(part, whole)
  const name = part === 'start' ? `the start of ${whole.name}` : `${part} ${whole.name}`
  const notes = [...(whole.notes ?? []), `“${part}” is taken as ${inWords(from)} to ${inWords(to)}.`]
  return { ...whole, from, to, name, notes, others: [] }
}

/** Early, middle and late are the thirds of the period. */
function thirdOf(part: Part, { from, to }: Period): [Day, Day] {
  const months = (yearOf(to) - yearOf(from)) * 12 + monthOf(to) - monthOf(from) + 1
  const [a, b] =
    months >= 3 && months % 3 === 0
      ? [addTo(from, months / 3, 'month'), addTo(from, (months / 3) * 2, 'month')]
      : [addDays(from, 10), addDays(from, 20)]
  if (part === 'mid') return [a, addDays(b, -1)]
  return part === 'late' ? [b, to] : [from, addDays(a, -1)]
}
