import {
  addDays,
  addTo,
  calendarQuarter,
  calendarYear,
  financialQuarter,
  financialYear,
  financialYearName,
  financialYearOf,
  monthEnd,
  monthStart,
  type Span,
  yearOf,
} from '#platform/calendar/index.ts'
import { type Found, phrase, type Reader, skip, wordAt } from './cursor.ts'
import type { Other, Period } from './model.ts'
import { readMonth } from './month.ts'
import { assumptions, CALENDAR_PART, CALENDAR_YEAR, noYearFrom, takenAs } from './sentences.ts'
import type { Token } from './tokens.ts'
import { isQuarterWord, ordinalWord } from './words.ts'
import { financialYearAt, type NamedYear, saidPairAt, TWO_WAYS, yearAt } from './year.ts'

/** How a part of a year is counted, in a calendar year and in a financial one. */
interface Division {
  readonly name: (part: number) => string
  readonly ofCalendarYear: (year: number, part: number) => Span
  readonly ofFinancialYear: (startYear: number, part: number) => Span
}

const QUARTERS: Division = {
  name: (part) => `Q${part}`,
  ofCalendarYear: calendarQuarter,
  ofFinancialYear: financialQuarter,
}

const HALVES: Division = {
  name: (part) => (part === 1 ? 'the first half' : 'the second half'),
  ofCalendarYear: (year, part) =>
    part === 1
      ? { from: monthStart(year, 1), to: monthEnd(year, 6) }
      : { from: monthStart(year, 7), to: monthEnd(year, 12) },
  ofFinancialYear: (year, part) =>
    part === 1
      ? { from: financialYear(year).from, to: monthEnd(year, 9) }
      : { from: monthStart(year, 10), to: financialYear(year).to },
}

/** `Q3`, `quarter 3`, `third quarter`, `3rd qtr`, `last quarter`: the number, 1 to 4. */
function quarterNumberAt(tokens: readonly Token[], at: number): Found<number> | null {
  const token = tokens[at]
  if (token?.type === 'word' && isQuarterWord(token.word)) {
    const number = tokens[at + 1]
    if (number?.type === 'number' && number.value >= 1 && number.value <= 4)
      return { value: number.value, next: at + 2 }
    return null
  }
  const isFinal = ['last', 'final'].includes(wordAt(tokens, at)) && ['of', 'in'].includes(wordAt(tokens, at + 2))
  const isShort = token?.type === 'number' && wordAt(tokens, at + 1) === 'q' && token.digits === 1
  const count = isShort ? token.value : (countAt(tokens, at) ?? (isFinal ? 4 : null))
  if (count === null || count < 1 || count > 4 || !isQuarterWord(wordAt(tokens, at + 1))) return null
  return { value: count, next: at + 2 }
}

/** `H1`, `1H`, `first half`, `2nd half`. */
function halfNumberAt(tokens: readonly Token[], at: number): Found<number> | null {
  const token = tokens[at]
  const number = tokens[at + 1]
  if (token?.type === 'word' && token.word === 'h' && isHalf(number)) {
    return { value: number.value, next: at + 2 }
  }
  if (isHalf(token) && wordAt(tokens, at + 1) === 'h') return { value: token.value, next: at + 2 }
  if (wordAt(tokens, at) === 'half' && isHalf(number)) return { value: number.value, next: at + 2 }
  const isFinal = ['last', 'latter'].includes(wordAt(tokens, at)) && wordAt(tokens, at + 2) === 'of'
  const count = isFinal ? 2 : countAt(tokens, at)
  if (count === null || count < 1 || count > 2 || wordAt(tokens, at + 1) !== 'half') return null
  return { value: count, next: at + 2 }
}

function isHalf(token: Token | undefined): token is Token & { type: 'number' } {
  return token?.type === 'number' && token.digits === 1 && token.value >= 1 && token.value <= 2
}

function countAt(tokens: readonly Token[], at: number): number | null {
  const token = tokens[at]
  if (token?.type === 'ordinal') return token.value
  return token?.type === 'word' ? ordinalWord(token.word) : null
}

export const readQuarter: Reader<Period> = (tokens, at, context) =>
  readJoinedQuarter(tokens, at, context) ??
  readQuarterEnding(tokens, at, context) ??
  readPart(tokens, at, context.asOf, QUARTERS, quarterNumberAt)
export const readHalf: Reader<Period> = (tokens, at, { asOf }) => {
  const found = readPart(tokens, at, asOf, HALVES, halfNumberAt)
  // `first half of 2018` says in words what `H1 2018` does not: a half of that year.
  const isSaid = wordAt(tokens, at + 1) === 'half' && ['of', 'in'].includes(wordAt(tokens, at + 2))
  const isOfYear = tokens[at + 3]?.type === 'number' && found?.next === at + 4
  return found && isSaid && isOfYear
    ? { ...found, value: { ...found.value, doubts: [], notes: assumptions(found.value.doubts) } }
    : found
}

const numberToken = (raw: string): Token => ({ type: 'number', value: Number(raw), digits: raw.length, raw })

/** `Q3/16`, `Q3-2016`, `Q1/2 of 2016-17`: numbers joined after the word. */
const readJoinedQuarter: Reader<Period> = (tokens, at, context) => {
  const word = tokens[at]
  const token = tokens[at + 1]
  if (word?.type !== 'word' || !isQuarterWord(word.word) || token?.type !== 'joined' || token.parts.length !== 2)
    return null
  const [a = '', b = ''] = token.parts
  if (!/^[1-4]$/.test(a)) return null
  const rest = tokens.slice(at + 2, at + 8)
  const first = readQuarter([word, numberToken(a), ...(b.length === 1 ? rest : [numberToken(b)])], 0, context)
  if (b.length !== 1) return first && { value: first.value, next: at + 2 }
  const last = readQuarter([word, numberToken(b), ...rest], 0, context)
  if (!first || !last || first.value.from >= last.value.from) return null
  const doubts = [...(first.value.doubts ?? []), ...(last.value.doubts ?? [])]
  const value = { from: first.value.from, to: last.value.to, name: `${first.value.name} to ${last.value.name}`, doubts }
  return { value, next: at + last.next }
}

/** `quarter ending June 2018`, `quarter to 30 June 2018`: three months that end with that one. */
const readQuarterEnding: Reader<Period> = (tokens, at, context) => {
  const next =
    phrase(tokens, at, 'quarter ending') ?? phrase(tokens, at, 'quarter ended') ?? phrase(tokens, at, 'quarter to')
  if (next === null) return null
  const isDay = tokens[next]?.type === 'number' || tokens[next]?.type === 'ordinal'
  const month = readMonth(tokens, skip(tokens, isDay ? next + 1 : next, ['the', 'of']), context)
  if (!month || month.value.unclear) return null
  const from = addTo(month.value.from, -2, 'month')
  return {
    value: { ...month.value, from, name: `the quarter that ends in ${month.value.name}`, others: [] },
    next: month.next,
  }
}

/** `first half of March 2018`: to the 15th, or from the 16th. */
export const readHalfOfMonth: Reader<Period> = (tokens, at, context) => {
  const half = halfNumberAt(tokens, at)
  const month = half && readMonth(tokens, skip(tokens, half.next, ['of', 'in']), context)
  if (!half || !month || month.value.unclear || wordAt(tokens, at) === 'h') return null
  const whole = month.value
  const middle = addDays(whole.from, 14)
  const [from, to] = half.value === 1 ? [whole.from, middle] : [addDays(middle, 1), whole.to]
  const notes = [...(whole.notes ?? []), takenAs('It', from, to)]
  return {
    value: { ...whole, from, to, name: `${HALVES.name(half.value)} of ${whole.name}`, notes, others: [] },
    next: month.next,
  }
}

type NumberAt = (tokens: readonly Token[], at: number) => Found<number> | null

function readPart(tokens: readonly Token[], at: number, asOf: string, division: Division, numberAt: NumberAt) {
  return yearFirst(tokens, at, asOf, division, numberAt) ?? partFirst(tokens, at, asOf, division, numberAt)
}

/** `2016-17 Q3`, `2021 Q4`. */
function yearFirst(
  tokens: readonly Token[],
  at: number,
  asOf: string,
  division: Division,
  numberAt: NumberAt,
): Found<Period> | null {
  const financial = financialYearAt(tokens, at, asOf)
  const calendar = financial ? null : yearAt(tokens, at)
  const year = financial ?? calendar
  if (!year || calendar?.short) return null
  const part = numberAt(tokens, skip(tokens, year.next, ['in']))
  if (!part) return null
  const value = financial
    ? inFinancialYear(financial, part.value, division)
    : inEitherYear(year.value, part.value, division)
  return { value, next: part.next }
}

/** `Q3 of 2016-17`, `fourth quarter of 2021`, `Q4 FY22`, `Q2`. */
function partFirst(
  tokens: readonly Token[],
  at: number,
  asOf: string,
  division: Division,
  numberAt: NumberAt,
): Found<Period> | null {
  const part = numberAt(tokens, at)
  if (!part) return null
  const yearIndex = skip(tokens, part.next, ['of', 'in', 'the'])
  const pair = saidPairAt(tokens, yearIndex)
  const financial =
    financialYearAt(tokens, yearIndex, asOf) ?? (pair && ({ ...pair, note: null, other: null } satisfies NamedYear))
  if (financial) {
    const value = inFinancialYear(financial, part.value, division)
    return { value: isSpent(financial, value, asOf) ? orNextYear(value) : value, next: financial.next }
  }
  const calendarSaid = ['calendar', 'cy'].includes(wordAt(tokens, yearIndex))
  const numberIndex = calendarSaid ? skip(tokens, yearIndex + 1, ['year']) : yearIndex
  const written = yearAt(tokens, numberIndex) ?? saidYearAt(tokens, yearIndex, asOf)
  // `first half of March` is half a month.
  if (!written && division === HALVES && readMonth(tokens, yearIndex, { asOf, looking: 'ahead' })) return null
  if (!written) return { value: withoutYear(part.value, asOf, division), next: part.next }
  if (calendarSaid) {
    const name = `${division.name(part.value)} of the calendar year ${written.value}`
    return { value: { ...division.ofCalendarYear(written.value, part.value), name }, next: written.next }
  }
  return { value: inEitherYear(written.value, part.value, division), next: written.next }
}

const isSpent = ({ isUnsaid }: NamedYear, { to }: Period, asOf: string): boolean => isUnsaid === true && to < asOf

/** `third quarter of the financial year`, when that is over: the next one may be meant. */
function orNextYear(value: Period): Period {
  const why = 'It is over, so that of the next financial year may be meant.'
  const next = {
    from: addTo(value.from, 1, 'year'),
    to: addTo(value.to, 1, 'year'),
    name: 'the same of the next year',
    why,
  }
  return { ...value, doubts: [...(value.doubts ?? []), why], others: [...(value.others ?? []), next] }
}

/** `the second half of the year`, `Q1 of next year`. */
function saidYearAt(tokens: readonly Token[], at: number, asOf: string): Found<number> | null {
  const steps = { this: 0, next: 1, last: -1, year: 0 }[wordAt(tokens, at)]
  if (steps === undefined) return null
  if (wordAt(tokens, at) === 'year') return { value: yearOf(asOf), next: at + 1 }
  return wordAt(tokens, at + 1) === 'year' ? { value: yearOf(asOf) + steps, next: at + 2 } : null
}

function financialName(startYear: number, part: number, division: Division): string {
  return `${division.name(part)} of the financial year ${financialYearName(startYear)}`
}

function inFinancialYear(year: NamedYear, part: number, division: Division): Period {
  const other: Other[] =
    year.other === null
      ? []
      : [
          {
            ...division.ofFinancialYear(year.other, part),
            name: financialName(year.other, part, division),
            why: 'The number may be the year in which the financial year starts.',
          },
        ]
  const notes = year.note ? [year.note] : []
  return {
    ...division.ofFinancialYear(year.value, part),
    name: financialName(year.value, part, division),
    notes,
    others: other,
    ...(year.other !== null && { doubts: [TWO_WAYS] }),
  }
}

/** One year number does not say which year is meant: the calendar reading stands and the financial ones are shown. */
function inEitherYear(year: number, part: number, division: Division): Period {
  const others = [year, year - 1].map((start) => ({
    ...division.ofFinancialYear(start, part),
    name: financialName(start, part, division),
    why: `The text does not say whether ${year} is a calendar or a financial year.`,
  }))
  return {
    ...division.ofCalendarYear(year, part),
    name: `${division.name(part)} of ${year}`,
    doubts: [CALENDAR_YEAR],
    others,
  }
}

/** A quarter alone is the next one to end on or after the plan's date, counted in financial years; the calendar one is shown. */
function withoutYear(part: number, asOf: string, division: Division): Period {
  const start = financialYearOf(asOf)
  const startYear = division.ofFinancialYear(start, part).to >= asOf ? start : start + 1
  const year = yearOf(asOf)
  const calendar = division.ofCalendarYear(year, part)
  const calendarSpan = calendar.to >= asOf ? calendar : division.ofCalendarYear(year + 1, part)
  return {
    ...division.ofFinancialYear(startYear, part),
    name: financialName(startYear, part, division),
    notes: [noYearFrom(asOf, ' in financial years')],
    doubts: [CALENDAR_PART],
    others: [
      {
        ...calendarSpan,
        name: `${division.name(part)} of the calendar year ${yearOf(calendarYear(yearOf(calendarSpan.from)).from)}`,
        why: 'The text does not say whether the quarter is of a calendar or a financial year.',
      },
    ],
    yearless: true,
  }
}
