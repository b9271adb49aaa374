import {
  addDays,
  addTo,
  type Day,
  dayFrom,
  inWords,
  monthEnd,
  monthOf,
  weekdayOf,
  yearOf,
} from '#platform/calendar/index.ts'
import { type Context, type Found, firstOf, lexicon, lookUp, type Reader, skip, wordAt } from './cursor.ts'
import { dayPeriod, readDayInWords, unclear } from './day.ts'
import { nthWeekday } from './feasts.ts'
import type { Period } from './model.ts'
import { readMonth } from './month.ts'
import { readNumeric } from './numeric.ts'
import { takenAs } from './sentences.ts'
import type { Token } from './tokens.ts'
import { ordinalWord, WEEKDAY_NAMES, weekdayNumber } from './words.ts'
import { afterWorkingDays, beforeWorkingDays } from './working-days.ts'
import { yearAt } from './year.ts'

export const readDay = firstOf(readNumeric, readDayInWords)

const WEEK_OF = lexicon<'from' | 'to'>([
  [
    'from',
    ['week commencing', 'week beginning', 'week of', 'week starting', 'wk commencing', 'wk beginning', 'week from'],
  ],
  ['to', ['week ending', 'week ended', 'wk ending', 'week to']],
])

/** `week commencing 3 July 2017`, `w/e 7/7/17`: five days from the first, or up to the last. */
const readWeekOf: Reader<Period> = (tokens, at, context) => {
  const found = lookUp(WEEK_OF, tokens, at)
  const day = found && readDay(tokens, skip(tokens, found.next, ['the', 'on']), context)
  if (!found || !day) return null
  if (day.value.unclear) return day
  return { value: weekOf(found.value, day.value), next: day.next }
}

/** A week begins on a Monday and ends on a Friday, a Saturday or a Sunday: any other day is asked about. */
function weekOf(edge: 'from' | 'to', day: Period): Period {
  const weekday = weekdayOf(day.from)
  const monday = addDays(day.from, 1 - weekday)
  const isUsual = edge === 'from' ? weekday === 1 : weekday >= 5
  const name = edge === 'from' ? `the week that begins on ${day.name}` : `the week that ends on ${day.name}`
  const length = edge === 'from' ? (isUsual ? 4 : 6) : weekday === 5 ? -4 : -6
  const other = addDays(day.from, length)
  const span = edge === 'from' ? { from: day.from, to: other } : { from: other, to: day.from }
  if (isUsual) return { ...day, ...span, name }
  const why = `${day.name} is a ${WEEKDAY_NAMES[weekday - 1]}.`
  const whole = { from: monday, to: addDays(monday, 4), name: `the week of Monday ${inWords(monday)}` }
  const others = [{ ...whole, why: 'The week in which the day lies may be meant.' }]
  return { ...day, ...span, name, doubts: [...(day.doubts ?? []), why], others }
}

/** `first`, `2nd`, `last` at this place; the last counts from the end. */
function nthAt(tokens: readonly Token[], at: number): Found<number> | null {
  const word = wordAt(tokens, at)
  if (word === 'last' || word === 'final') return { value: -1, next: at + 1 }
  if (word === 'penultimate') return { value: -2, next: at + 1 }
  const token = tokens[at]
  const count = token?.type === 'ordinal' ? token.value : ordinalWord(word)
  return count !== null && count >= 1 && count <= 31 ? { value: count, next: at + 1 } : null
}

const counted = (nth: number) =>
  nth < 0 ? (nth === -1 ? 'last' : 'second to last') : (COUNTED[nth] ?? `${nth}${suffix(nth)}`)

const COUNTED = ['', 'first', 'second', 'third', 'fourth', 'fifth']
const suffix = (nth: number) => (nth > 10 && nth < 14 ? 'th' : (['th', 'st', 'nd', 'rd'][nth % 10] ?? 'th'))

/** `first week of March 2018`, `week 2 of June`, `last Friday of May`, `last working day of March 2018`. */
const readNthOf: Reader<Period> = (tokens, start, context) => {
  const named = wordAt(tokens, start) === 'week' && tokens[start + 1]?.type === 'number' ? tokens[start + 1] : null
  const nth =
    named?.type === 'number' && named.value <= 5 ? { value: named.value, next: start + 2 } : nthAt(tokens, start)
  if (!nth) return null
  const what = named ? ({ value: 'week', next: nth.next } as const) : lookUp(NTH_WHAT, tokens, nth.next)
  const weekday = what ? null : weekdayNumber(wordAt(tokens, nth.next))
  const after = what?.next ?? nth.next + 1
  if (!what && weekday === null) return null
  const month = readMonth(tokens, skip(tokens, after, ['of', 'in', 'the']), context)
  if (!month || month.value.unclear) return null
  const value =
    weekday === null
      ? nthStretch(what?.value ?? 'week', nth.value, month.value)
      : nthDay(weekday, nth.value, month.value)
  return { value, next: month.next }
}

const NTH_WHAT = lexicon<'week' | 'fortnight' | 'working-day' | 'day'>([
  ['week', ['week', 'full week', 'wk']],
  ['fortnight', ['fortnight', 'two weeks']],
  ['working-day', ['working day', 'business day']],
  ['day', ['day']],
])

function nthStretch(what: 'week' | 'fortnight' | 'working-day' | 'day', nth: number, month: Period): Period {
  const name = `the ${counted(nth)} ${what.replace('-', ' ')} of ${month.name}`
  if (what === 'day' || what === 'working-day') return nthOfDays(what, nth, month, name)
  const length = what === 'week' ? 7 : 14
  const from = nth < 0 ? addDays(month.to, length * nth + 1) : addDays(month.from, length * (nth - 1))
  if (from > month.to || from < month.from) return hasNone(month, `${counted(nth)} ${what}`, name)
  const end = addDays(from, length - 1)
  const to = end > month.to ? month.to : end
  const notes = [...(month.notes ?? []), takenAs('It', from, to)]
  return { ...month, from, to, name, notes, others: [] }
}

const hasNone = (month: Period, what: string, name: string) =>
  unclear(`${month.name} has no ${what}.`, [{ ...month, why: 'The month may be meant.' }], name)

/** `10th working day of April 2018`, `last day of March`. */
function nthOfDays(what: 'day' | 'working-day', nth: number, month: Period, name: string): Period {
  const isCounted = what === 'working-day'
  const found = !isCounted
    ? { day: dayAt(month, nth), notes: [] }
    : nth < 0
      ? beforeWorkingDays(addDays(month.to, 1), -nth)
      : afterWorkingDays(addDays(month.from, -1), nth)
  if (found.day > month.to || found.day < month.from)
    return hasNone(month, `${counted(nth)} ${what.replace('-', ' ')}`, name)
  const full = isCounted ? `${name}, ${inWords(found.day)}` : name
  return { ...month, ...only(found.day), name: full, notes: [...(month.notes ?? []), ...found.notes], others: [] }
}

const only = (day: Day) => ({ from: day, to: day })
const dayAt = (month: Period, nth: number) => (nth < 0 ? addDays(month.to, nth + 1) : addDays(month.from, nth - 1))

function nthDay(weekday: number, nth: number, month: Period): Period {
  const name = `the ${counted(nth)} ${WEEKDAY_NAMES[weekday - 1]} of ${month.name}`
  const day = nthWeekday(yearOf(month.from), monthOf(month.from), weekday, nth)
  if (!day) return hasNone(month, `${counted(nth)} ${WEEKDAY_NAMES[weekday - 1]}`, name)
  return { ...month, ...only(day), name: `${name}, ${inWords(day)}`, others: [] }
}

/** `week 13 of 2018`, `week 13, 2018`: by ISO 8601, Monday to Sunday. */
const readIsoWeek: Reader<Period> = (tokens, at) => {
  if (!['week', 'wk', 'w'].includes(wordAt(tokens, at))) return null
  const number = tokens[at + 1]
  if (number?.type !== 'number' || number.value < 1 || number.value > 53) return null
  const year = yearAt(tokens, skip(tokens, at + 2, ['of', 'in']))
  if (!year || year.short !== null) return null
  const fourth = dayFrom(year.value, 1, 4) ?? monthEnd(year.value, 1)
  const from = addDays(fourth, 1 - weekdayOf(fourth) + 7 * (number.value - 1))
  const name = `week ${number.value} of ${year.value}`
  if (yearOf(addDays(from, 3)) !== year.value)
    return { value: unclear(`${year.value} has no week ${number.value}.`, [], name), next: year.next }
  const doubts = ['Weeks are numbered as in ISO 8601, from January; they may be those of the financial year.']
  const tax = addDays(dayFrom(year.value, 4, 6) ?? from, 7 * (number.value - 1))
  const why = 'Weeks of the financial year may be meant.'
  const others = [{ from: tax, to: addDays(tax, 6), name: `week ${number.value} from April ${year.value}`, why }]
  return { value: { from, to: addDays(from, 6), name, doubts, others }, next: year.next }
}

/** `Friday`, `next Friday`, `this Wednesday`: counted from the plan's date, and asked about. */
const readWeekdayAlone: Reader<Period> = (tokens, start, { asOf }: Context) => {
  const which = ['this', 'next', 'coming', 'following'].includes(wordAt(tokens, start))
  const at = which ? start + 1 : start
  const weekday = weekdayNumber(wordAt(tokens, at))
  if (
    weekday === null ||
    (!which && ['sat', 'sun', 'wed', 'mon', 'tue', 'fri', 'thu'].includes(wordAt(tokens, at)) && tokens.length > 3)
  )
    return null
  const day = addDays(asOf, (weekday - weekdayOf(asOf) + 7) % 7)
  const doubts = [`No date is written beside ${WEEKDAY_NAMES[weekday - 1]}: it is counted from ${inWords(asOf)}.`]
  const later = addDays(day, 7)
  return {
    value: {
      ...dayPeriod(day),
      doubts,
      others: [{ ...only(later), name: inWords(later), why: 'The one after that may be meant.' }],
    },
    next: at + 1,
  }
}

const TWELVE_MONTHS = lexicon([
  [
    true,
    [
      'year ending',
      'year ended',
      'year to',
      'twelve months to',
      'twelve months ending',
      '12 months ending',
      'fye',
      'financial year ending',
      'financial year ended',
      'financial year to',
      'fy ending',
    ],
  ],
])

/** `year ending 31 March 2018`: twelve months that end then. */
const readYearEnding: Reader<Period> = (tokens, at, context) => {
  const found = lookUp(TWELVE_MONTHS, tokens, at)
  const target = found && skip(tokens, found.next, ['the', 'end', 'of'])
  const end = target === null ? null : firstOf(readDay, readMonth)(tokens, target, context)
  if (!end || end.value.unclear) return null
  const from = addDays(addTo(end.value.to, -1, 'year'), 1)
  return {
    value: { ...end.value, from, name: `the year that ends on ${inWords(end.value.to)}`, others: [] },
    next: end.next,
  }
}

const FROM_THEN = lexicon([
  [true, ['year beginning', 'year starting', 'year commencing', 'year from', 'twelve months beginning']],
])

/** `the year beginning 1 April 2018`: twelve months from then. */
const readYearBeginning: Reader<Period> = (tokens, at, context) => {
  const found = lookUp(FROM_THEN, tokens, at)
  const begin = found && firstOf(readDay, readMonth)(tokens, skip(tokens, found.next, ['the', 'on', 'in']), context)
  if (!begin || begin.value.unclear) return null
  const to = addDays(addTo(begin.value.from, 1, 'year'), -1)
  const name = `the year that begins on ${inWords(begin.value.from)}`
  return { value: { ...begin.value, to, name, others: [] }, next: begin.next }
}

export const readWeek = firstOf(readWeekOf, readNthOf, readIsoWeek, readYearEnding, readYearBeginning)
export const readWeekday = readWeekdayAlone
