import {
  calendarYear,
  financialYear,
  financialYearName,
  financialYearOf,
  inWords,
  monthEnd,
  monthInWords,
  monthOf,
  monthStart,
  yearOf,
} from '#platform/calendar/index.ts'
import { type Found, lexicon, lookUp, phrase, type Reader, skip, wordAt } from './cursor.ts'
import type { Other, Period } from './model.ts'
import type { Token } from './tokens.ts'
import { fullYear, isYear, monthNumber } from './words.ts'

/** A year as a number, four digits or two; `short` is the two digits where only two were written. */
export interface WrittenYear extends Found<number> {
  readonly short: number | null
}

/** `2017`, `17`, `'17` at this place. */
export function yearAt(tokens: readonly Token[], at: number): WrittenYear | null {
  const token = tokens[at]
  if (token?.type === 'mark' && token.mark === "'") {
    const short = tokens[at + 1]
    if (short?.type === 'number' && short.digits === 2)
      return { value: fullYear(short.value), next: at + 2, short: null }
    return null
  }
  if (token?.type !== 'number') return null
  if (token.digits === 4 && isYear(token.value)) return { value: token.value, next: at + 1, short: null }
  if (token.digits === 2 && !isDurationNext(tokens, at + 1) && monthNumber(wordAt(tokens, at + 1)) === null) {
    return { value: fullYear(token.value), next: at + 1, short: token.value }
  }
  return null
}

function isDurationNext(tokens: readonly Token[], at: number): boolean {
  return /^(working|business|calendar|days?|weeks?|months?|years?|wks?|mths?|yrs?)$/.test(wordAt(tokens, at))
}

/** Two joined years that follow one another, as `2016-17`, `2016/2017`, `16/17`: the first of them. */
export function yearPairAt(tokens: readonly Token[], at: number): Found<number> | null {
  const token = tokens[at]
  if (token?.type !== 'joined' || token.parts.length !== 2 || token.joint === '.') return null
  const [a = '', b = ''] = token.parts
  if (a.length !== 4 && !(a.length === 2 && b.length === 2)) return null
  const first = a.length === 2 ? fullYear(Number(a)) : Number(a)
  if (!isYear(first) || (first + 1) % 10 ** b.length !== Number(b)) return null
  return { value: first, next: at + 1 }
}

/**
 * A year pair where the words say that one stands here (after `financial year`, `Q3`, `academic year`): as `yearPairAt`, and `2018 to 2019`.
 * By themselves such words are a span of years.
 */
export function saidPairAt(tokens: readonly Token[], at: number): Found<number> | null {
  const joined = yearPairAt(tokens, at)
  if (joined) return joined
  const [first, join, second] = tokens.slice(at, at + 3)
  const isJoin = ['to', '-', '/'].includes(join?.raw ?? '')
  if (first?.type !== 'number' || second?.type !== 'number' || !isJoin || first.digits !== 4) return null
  const isNext = (first.value + 1) % 10 ** second.digits === second.value && [2, 4].includes(second.digits)
  return isYear(first.value) && isNext ? { value: first.value, next: at + 3 } : null
}

/** A financial year, with what had to be assumed about it. */
export interface NamedYear extends Found<number> {
  readonly note: string | null
  /** The other financial year that the words may mean. */
  readonly other: number | null
  /** Whether no year is said, so that the plan's own is taken. */
  readonly isUnsaid?: true
}

const FY_WORDS = lexicon([
  [
    true,
    [
      'financial year',
      'financial years',
      'fin year',
      'fin yr',
      'financial yr',
      'fiscal year',
      'reporting year',
      'business year',
      'budget year',
      'fy',
    ],
  ],
])

/** The start year of a financial year that is named as one: `2016-17`, `FY22`, `financial year 2016`, `this financial year`. */
export function financialYearAt(tokens: readonly Token[], start: number, asOf: string): NamedYear | null {
  const which =
    { this: 0, current: 0, coming: 1, next: 1, new: 1, following: 1, last: -1, previous: -1 }[wordAt(tokens, start)] ??
    null
  const at = which === null ? start : start + 1
  const named = lookUp(FY_WORDS, tokens, at)?.next ?? null
  if (named === null) {
    const said = saidPairAt(tokens, start)
    const next = said && lookUp(FY_WORDS, tokens, said.next)?.next
    if (said && next) return { value: said.value, next, note: null, other: null }
    const pair = yearPairAt(tokens, start)
    return pair && { ...pair, note: null, other: null }
  }
  if (which !== null) {
    return { value: financialYearOf(asOf) + which, next: named, note: `Counted from ${inWords(asOf)}.`, other: null }
  }
  const yearIndex = skip(tokens, named, ['of', 'ending', 'ended', 'in'])
  const pair = saidPairAt(tokens, yearIndex)
  if (pair) return { ...pair, note: null, other: null }
  const year = yearAt(tokens, yearIndex)
  if (!year)
    return {
      value: financialYearOf(asOf),
      next: named,
      note: `Counted from ${inWords(asOf)}.`,
      other: null,
      isUnsaid: true,
    }
  const name = financialYearName(year.value - 1)
  const note = `A financial year with one number is named after the year it ends in, so this is ${name}.`
  const isSaid = ['ending', 'ended'].includes(wordAt(tokens, yearIndex - 1))
  return { value: year.value - 1, next: year.next, note, other: isSaid ? null : year.value }
}

/** Why a financial year with one number is asked about: `FY18`. */
export const TWO_WAYS = 'Some name a financial year after the year in which it starts.'

/** A whole financial year. */
export const readFinancialYear: Reader<Period> = (tokens, at, context) => {
  const special = readYearEnd(tokens, at, context) ?? readTaxYear(tokens, at, context)
  if (special) return special
  const found = financialYearAt(tokens, at, context.asOf)
  if (!found) return null
  const name = `the financial year ${financialYearName(found.value)}`
  const pair = yearPairAt(tokens, at)
  const others =
    found.other === null
      ? asYearAndMonth(tokens, at, pair?.value ?? null)
      : [
          {
            ...financialYear(found.other),
            name: `the financial year ${financialYearName(found.other)}`,
            why: 'The number may be the year in which the financial year starts.',
          },
        ]
  const notes = found.note ? [found.note] : []
  const doubts = found.other === null ? [] : [TWO_WAYS]
  const whole: Period = { ...financialYear(found.value), name, others, notes, doubts }
  return { value: isNewYearAlone(tokens, at, found.next) ? orItsStart(whole) : whole, next: found.next }
}

/** `New financial year` with nothing before it, as people write for its beginning; `in the new financial year` is some time in it. */
const isNewYearAlone = (tokens: readonly Token[], at: number, next: number): boolean =>
  wordAt(tokens, at) === 'new' &&
  ['', 'the'].includes(wordAt(tokens, at - 1)) &&
  wordAt(tokens, at - 2) === '' &&
  saidPairAt(tokens, next) === null

function orItsStart(year: Period): Period {
  const to = monthEnd(yearOf(year.from), monthOf(year.from))
  const start = { from: year.from, to, name: `the start of ${year.name}`, why: 'Its beginning may be meant.' }
  return { ...year, others: [start], doubts: ['The beginning of the year may be meant, or any time in it.'] }
}

/** `2010-11` may also be a year and a month. */
function asYearAndMonth(tokens: readonly Token[], at: number, year: number | null): Other[] {
  const token = tokens[at]
  const second = token?.type === 'joined' ? (token.parts[1] ?? '') : ''
  const month = Number(second)
  if (year === null || second.length !== 2 || month < 1 || month > 12) return []
  const from = monthStart(year, month)
  return [{ from, to: monthEnd(year, month), name: monthInWords(from), why: 'It may be a year and a month.' }]
}

const YEAR_ENDS = lexicon<'financial' | 'calendar' | 'either'>([
  [
    'financial',
    ['financial year end', 'fye', 'end of year accounts', 'fy end', 'eofy', 'fiscal year end', "financial year's end"],
  ],
  ['calendar', ['calendar year end']],
  ['either', ['year end', 'eoy', "year's end", 'years end', 'end year']],
])

/** `year end`, `financial year end`, `calendar year end 2018`, `FYE 17`. */
const readYearEnd: Reader<Period> = (tokens, at, { asOf }) => {
  const found = lookUp(YEAR_ENDS, tokens, at)
  if (!found) return null
  const yearIndex = skip(tokens, found.next, ['of', 'for', 'in'])
  const pair = saidPairAt(tokens, yearIndex)
  const written = pair ? null : yearAt(tokens, yearIndex)
  const next = pair?.next ?? written?.next ?? found.next
  const calendarEnd = calendarYear(written?.value ?? yearOf(asOf)).to
  const calendar = { from: calendarEnd, to: calendarEnd, name: inWords(calendarEnd) }
  if (found.value === 'calendar') return { value: { ...calendar, edge: 'end' }, next }
  const start = pair?.value ?? (written ? written.value - 1 : financialYearOf(asOf))
  const { to } = financialYear(start)
  const others = found.value === 'financial' || pair ? [] : [{ ...calendar, why: 'The calendar year may be meant.' }]
  const name = `the end of the financial year ${financialYearName(start)}`
  return {
    value: {
      from: to,
      to,
      name,
      edge: 'end',
      others,
      ...(others.length > 0 && { doubts: ['It may be the calendar year.'] }),
    },
    next,
  }
}

/** `tax year 2018/19`, `2018 to 2019 tax year`: from 6 April. */
const readTaxYear: Reader<Period> = (tokens, at, context) => {
  const before = saidPairAt(tokens, at)
  const tax = phrase(tokens, before?.next ?? at, 'tax year')
  if (tax === null) return null
  const pair = before ?? saidPairAt(tokens, skip(tokens, tax, ['of']))
  const written = pair ? null : yearAt(tokens, skip(tokens, tax, ['of']))
  const next = Math.max(tax, pair?.next ?? written?.next ?? tax)
  const from = (year: number) => `${year}-04-06`
  const said = pair?.value ?? written?.value
  const start = said ?? (context.asOf < from(yearOf(context.asOf)) ? yearOf(context.asOf) - 1 : yearOf(context.asOf))
  const notes = said === undefined ? [`Counted from ${inWords(context.asOf)}.`] : []
  const doubts = written ? ['It may be the tax year that ends in that year.'] : []
  const name = `the tax year ${financialYearName(start)}`
  return { value: { from: from(start), to: `${start + 1}-04-05`, name, notes, doubts }, next }
}

const CALENDAR_WORDS = lexicon([[true, ['calendar year', 'cy']]])
const isYearWord = (word: string) => word === 'year' || word === 'yr'
const WHICH_YEAR: Readonly<Record<string, number>> = {
  this: 0,
  the: 0,
  current: 0,
  next: 1,
  following: 1,
  coming: 1,
  last: -1,
}

/** `2017`, `calendar year 2017`, `this year`, `the end of the year`: the calendar year, with the financial one beside it. */
export const readYear: Reader<Period> = (tokens, start, { asOf }) => {
  const relative = WHICH_YEAR[wordAt(tokens, start)]
  const calendarWords = lookUp(CALENDAR_WORDS, tokens, relative === undefined ? start : start + 1)
  const isNamed = isYearWord(wordAt(tokens, start)) && tokens[start + 1]?.type === 'number'
  const at = calendarWords?.next ?? (isNamed ? start + 1 : start)
  const said = relative !== undefined && (calendarWords !== null || isYearWord(wordAt(tokens, start + 1)))
  const yearIndex = calendarWords ? skip(tokens, at, ['of']) : at
  const token = tokens[yearIndex]
  const written = token?.type === 'number' && token.digits === 4 && isYear(token.value) ? token.value : null
  const isBare = calendarWords !== null && written === null
  const year = written ?? (said || isBare ? yearOf(asOf) + (relative ?? 0) : null)
  if (year === null) return readSpanOfYears(tokens, at)
  const next = written !== null ? yearIndex + 1 : calendarWords ? at : start + 2
  return { value: wholeYear(year, calendarWords !== null, written !== null ? null : (relative ?? 0), asOf), next }
}

function wholeYear(year: number, isCalendar: boolean, relative: number | null, asOf: string): Period {
  const start = relative === null ? year : financialYearOf(asOf) + relative
  const financialOne = {
    ...financialYear(start),
    name: `the financial year ${financialYearName(start)}`,
    why: 'The financial year may be meant.',
  }
  const notes = relative === null ? [] : [`Counted from ${inWords(asOf)}.`]
  const doubts = relative === null || isCalendar ? [] : ['It may be the calendar year or the financial year.']
  return { ...calendarYear(year), name: String(year), others: isCalendar ? [] : [financialOne], notes, doubts }
}

/** `2016-2019`, `2016-20`: several years. */
function readSpanOfYears(tokens: readonly Token[], at: number): Found<Period> | null {
  const token = tokens[at]
  if (token?.type !== 'joined' || token.parts.length !== 2 || token.joint === '.') return null
  const [a = '', b = ''] = token.parts
  if (a.length !== 4 || (b.length !== 4 && b.length !== 2)) return null
  const from = Number(a)
  const to = b.length === 4 ? Number(b) : from - (from % 100) + Number(b)
  if (!isYear(from) || !isYear(to) || to <= from) return null
  const name = `the years ${from} to ${to}`
  const others = [
    {
      from: financialYear(from).from,
      to: financialYear(to - 1).to,
      name: `the financial years ${financialYearName(from)} to ${financialYearName(to - 1)}`,
      why: 'Financial years may be meant.',
    },
  ]
  // `2018-2020` says both years in full; `2018-21` is written as financial years are.
  const sentences = ['The years may be calendar or financial ones.']
  const why = b.length === 4 ? { notes: sentences } : { doubts: sentences }
  return { value: { from: calendarYear(from).from, to: calendarYear(to).to, name, others, ...why }, next: at + 1 }
}
