import {
  calendarQuarter,
  calendarYear,
  financialQuarter,
  financialYear,
  financialYearName,
  financialYearOf,
  inWords,
  monthEnd,
  monthStart,
  type Span,
  yearOf,
} from '#platform/calendar/index.ts'
import { type Found, type Reader, skip, wordAt } from './cursor.ts'
import type { Other, Period } from './model.ts'
import type { Token } from './tokens.ts'
import { isQuarterWord, ordinalWord } from './words.ts'
import { financialYearAt, type NamedYear, yearAt } from './year.ts'

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
  const count = countAt(tokens, at) ?? (wordAt(tokens, at) === 'last' ? 4 : null)
  if (count === null || count > 4 || !isQuarterWord(wordAt(tokens, at + 1))) return null
  return { value: count, next: at + 2 }
}

/** `H1`, `first half`, `2nd half`. */
function halfNumberAt(tokens: readonly Token[], at: number): Found<number> | null {
  const token = tokens[at]
  const number = tokens[at + 1]
  if (token?.type === 'word' && token.word === 'h' && number?.type === 'number' && number.value <= 2) {
    return { value: number.value, next: at + 2 }
  }
  const count = countAt(tokens, at)
  if (count === null || count > 2 || wordAt(tokens, at + 1) !== 'half') return null
  return { value: count, next: at + 2 }
}

function countAt(tokens: readonly Token[], at: number): number | null {
  const token = tokens[at]
  if (token?.type === 'ordinal') return token.value
  return token?.type === 'word' ? ordinalWord(token.word) : null
}

export const readQuarter: Reader<Period> = (tokens, at, { asOf }) =>
  readPart(tokens, at, asOf, QUARTERS, quarterNumberAt)
export const readHalf: Reader<Period> = (tokens, at, { asOf }) => readPart(tokens, at, asOf, HALVES, halfNumberAt)

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
  const financial = financialYearAt(tokens, yearIndex, asOf)
  if (financial) return { value: inFinancialYear(financial, part.value, division), next: financial.next }
  const calendarSaid = wordAt(tokens, yearIndex) === 'calendar'
  const written = yearAt(tokens, calendarSaid ? skip(tokens, yearIndex + 1, ['year']) : yearIndex)
  if (!written) return { value: withoutYear(part.value, asOf, division), next: part.next }
  if (calendarSaid) {
    const name = `${division.name(part.value)} of the calendar year ${written.value}`
    return { value: { ...division.ofCalendarYear(written.value, part.value), name }, next: written.next }
  }
  return { value: inEitherYear(written.value, part.value, division), next: written.next }
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
    notes: [`The text does not say whether the year is a calendar or a financial one: please check.`],
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
    notes: [`No year is written, so it is counted from ${inWords(asOf)} in financial years: please check.`],
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
