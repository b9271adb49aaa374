import { addDays, type Day, dayFrom, inWords, yearOf } from '#platform/calendar/index.ts'
import { type Context, type Found, lexicon, lookUp, type Reader, skip } from './cursor.ts'
import { easterSunday, nthWeekday } from './feasts.ts'
import type { Other, Period } from './model.ts'
import { relativeYearAt, withoutYear } from './month.ts'
import type { Token } from './tokens.ts'
import { saidPairAt, yearAt } from './year.ts'

/**
 * Stretches that somebody sets anew each year: Parliament's recesses, terms of the courts and of schools. Their days
 * here are about right and said to be so; nobody is held to them without being asked.
 */
interface Term {
  readonly name: string
  readonly from: (year: number) => Day
  readonly to: (year: number) => Day
  /** Whose it is. */
  readonly of: string
  /** Whether it lies in the second year of a year pair: Hilary term 2018-19 is in 2019. */
  readonly isSecond?: boolean
}

const day =
  (month: number, number: number, years = 0) =>
  (year: number) =>
    dayFrom(year + years, month, number) ?? `${year}-01-01`
const easter = (days: number) => (year: number) => addDays(easterSunday(year), days)
const springHoliday = (days: number) => (year: number) => addDays(nthWeekday(year, 5, 1, -1) ?? `${year}-05-31`, days)

const PARLIAMENT = 'Parliament announces the days'
const COURTS = 'as the law terms of England and Wales usually lie'
const SCHOOLS = 'each school or authority sets the days'
const TREASURY = 'the Treasury announces the day'

const term = (
  name: string,
  of: string,
  from: Term['from'],
  to: Term['to'],
  phrases: readonly string[],
  isSecond = false,
) => [{ name, of, from, to, isSecond }, phrases] as const

const recess = (name: string, from: Term['from'], to: Term['to'], ...others: string[]) => {
  const key = name.toLowerCase()
  return term(`the ${name} recess`, PARLIAMENT, from, to, [
    `${key} recess`,
    `${key} parliamentary recess`,
    `parliamentary ${key} recess`,
    `parliament's ${key} recess`,
    ...others,
  ])
}

const TERMS = lexicon<Term>([
  recess('February', day(2, 8), day(2, 19), 'february half term recess'),
  recess('Easter', easter(-10), easter(8), 'spring recess'),
  recess('Whitsun', springHoliday(-4), springHoliday(6), 'whit recess', 'may recess'),
  recess('summer', day(7, 21), day(9, 4)),
  recess(
    'conference',
    day(9, 15),
    day(10, 9),
    'party conference recess',
    'conference season',
    'party conference season',
  ),
  recess('November', day(11, 6), day(11, 13), 'autumn recess'),
  recess('Christmas', day(12, 20), day(1, 6, 1), 'winter recess'),
  term('Michaelmas term', COURTS, day(10, 1), day(12, 21), ['michaelmas term', 'michaelmas']),
  term('Hilary term', COURTS, day(1, 11), easter(-4), ['hilary term', 'hilary', 'lent term'], true),
  term('Easter term', COURTS, easter(9), springHoliday(-3), ['easter term'], true),
  term('Trinity term', COURTS, springHoliday(8), day(7, 31), ['trinity term', 'trinity'], true),
  term('the long vacation', COURTS, day(8, 1), day(9, 30), ['long vacation'], true),
  term('autumn term', SCHOOLS, day(9, 1), day(12, 20), ['autumn term', 'autumn school term', 'winter term']),
  term('spring term', SCHOOLS, day(1, 4), easter(-3), ['spring term', 'spring school term'], true),
  term('summer term', SCHOOLS, easter(15), day(7, 22), ['summer term', 'summer school term'], true),
  term(
    'February half term',
    SCHOOLS,
    day(2, 12),
    day(2, 20),
    ['february half term', 'feb half term', 'spring half term'],
    true,
  ),
  term(
    'May half term',
    SCHOOLS,
    springHoliday(0),
    springHoliday(4),
    ['may half term', 'whitsun half term', 'summer half term'],
    true,
  ),
  term('October half term', SCHOOLS, day(10, 21), day(10, 31), [
    'october half term',
    'oct half term',
    'autumn half term',
  ]),
  term(
    'the summer holidays',
    SCHOOLS,
    day(7, 22),
    day(9, 2),
    ['summer holidays', 'summer holiday', 'summer break', 'school summer holidays'],
    true,
  ),
  term(
    'the Easter holidays',
    SCHOOLS,
    easter(-9),
    easter(8),
    ['easter holidays', 'easter holiday', 'easter break', 'easter period'],
    true,
  ),
  term('the Christmas holidays', SCHOOLS, day(12, 20), day(1, 4, 1), [
    'christmas holidays',
    'christmas holiday',
    'christmas break',
    'christmas period',
    'christmas shutdown',
    'christmas and new year',
    'festive period',
    'festive season',
    'xmas break',
    'xmas period',
  ]),
  term('the Autumn Statement', TREASURY, day(10, 15), day(12, 10), ['autumn statement', 'autumn fiscal statement']),
  term('the autumn Budget', TREASURY, day(10, 15), day(12, 10), ['autumn budget']),
  term('the Spring Statement', TREASURY, day(3, 1), day(3, 31), ['spring statement'], true),
  term('the spring Budget', TREASURY, day(3, 1), day(3, 31), ['spring budget', 'march budget'], true),
  term('the academic year', SCHOOLS, day(9, 1), day(8, 31, 1), [
    'academic year',
    'school year',
    'academic session',
    'ay',
  ]),
])

const RETURNS = lexicon<true>([
  [true, ['return from', 'returns from', 'returning from', 'back from', 'return after', 'back after']],
])

/** `return from the summer recess`: the day after it ends. */
export const readReturn: Reader<Period> = (tokens, at, context) => {
  const found = lookUp(RETURNS, tokens, at)
  const term = found && readTerm(tokens, skip(tokens, found.next, ['the', 'their', 'our']), context)
  if (!term) return null
  const { value, next } = term
  const backOn = <Stretch extends { readonly to: Day; readonly name: string }>(stretch: Stretch) => {
    const day = addDays(stretch.to, 1)
    return { ...stretch, from: day, to: day, name: `the return from ${stretch.name}` }
  }
  return { value: { ...backOn(value), others: (value.others ?? []).map(backOn) }, next }
}

/** `summer recess 2018`, `Michaelmas 2018`, `autumn term`, `academic year 2018/19`. */
export const readTerm: Reader<Period> = (tokens, at, context) => {
  const before = saidPairAt(tokens, at)
  const found = lookUp(TERMS, tokens, before?.next ?? at)
  if (!found) return null
  const { value: term, next } = found
  const written = before
    ? { value: term.isSecond ? before.value + 1 : before.value, next }
    : yearOfTerm(term, tokens, skip(tokens, next, ['of', 'in']), context)
  const year = written?.value ?? impliedTermYear(term, context)
  const [from, to] = [term.from(year), term.to(year)]
  // One that has begun may be over for whoever promised something before it.
  const hasBegun = !written && context.looking !== 'back' && from <= context.asOf
  const others = hasBegun ? [nextYears(term, year + 1)] : []
  const notes = written ? [] : (withoutYear(context).notes ?? [])
  const doubts = [`The days are approximate (${inWords(from)} to ${inWords(to)}): ${term.of}.`]
  const value = { from, to, name: nameOf(term, year), notes, doubts, others, ...(!written && { yearless: true }) }
  return { value, next: written?.next ?? next }
}

function nameOf(term: Term, year: number): string {
  const [from, to] = [term.from(year), term.to(year)]
  return `${term.name} ${from.slice(0, 4) === to.slice(0, 4) ? year : `${year}-${to.slice(2, 4)}`}`
}

const nextYears = (term: Term, year: number): Other => ({
  from: term.from(year),
  to: term.to(year),
  name: nameOf(term, year),
  why: 'The next one may be meant.',
})

function yearOfTerm(term: Term, tokens: readonly Token[], at: number, context: Context): Found<number> | null {
  const pair = saidPairAt(tokens, at)
  if (pair) return { value: term.isSecond ? pair.value + 1 : pair.value, next: pair.next }
  return yearAt(tokens, at) ?? relativeYearAt(tokens, at, context)
}

function impliedTermYear(term: Term, { asOf, looking, year }: Context): number {
  if (year !== undefined) return year
  const now = yearOf(asOf)
  const candidates = [now - 1, now, now + 1]
  if (looking === 'back') return candidates.findLast((each) => term.from(each) <= asOf) ?? now
  return candidates.find((each) => term.to(each) >= asOf) ?? now
}
