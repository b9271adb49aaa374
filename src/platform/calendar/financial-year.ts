import { type Day, monthEnd, monthOf, monthStart, yearOf } from './day.ts'

/** Days from `from` to `to`, both included. */
export interface Span {
  readonly from: Day
  readonly to: Day
}

/**
 * The government's financial year that starts on 1 April of `startYear`.
 * Source: Interpretation Act 1978, Schedule 1 (twelve months ending with 31 March).
 */
export function financialYear(startYear: number): Span {
  return { from: monthStart(startYear, 4), to: monthEnd(startYear + 1, 3) }
}

/** `2016-17`. */
export function financialYearName(startYear: number): string {
  return `${startYear}-${String((startYear + 1) % 100).padStart(2, '0')}`
}

/** The year in which the financial year of this day started. */
export function financialYearOf(day: Day): number {
  return monthOf(day) >= 4 ? yearOf(day) : yearOf(day) - 1
}

/** Quarter 1 is April to June, quarter 4 January to March. */
export function financialQuarter(startYear: number, quarter: number): Span {
  const year = quarter === 4 ? startYear + 1 : startYear
  const month = quarter === 4 ? 1 : 1 + quarter * 3
  return { from: monthStart(year, month), to: monthEnd(year, month + 2) }
}

/** Quarter 1 is January to March. */
export function calendarQuarter(year: number, quarter: number): Span {
  const month = quarter * 3 - 2
  return { from: monthStart(year, month), to: monthEnd(year, month + 2) }
}

/** The financial quarter, 1 to 4, that this day lies in. */
export function financialQuarterOf(day: Day): number {
  return monthOf(day) >= 4 ? Math.ceil((monthOf(day) - 3) / 3) : 4
}

export function calendarYear(year: number): Span {
  return { from: monthStart(year, 1), to: monthEnd(year, 12) }
}

/** The quarter after the one this day lies in, with its name: `Q1 of 2017-18`. */
export function nextFinancialQuarter(day: Day): Span & { name: string } {
  const quarter = financialQuarterOf(day)
  const year = financialYearOf(day)
  const next = quarter === 4 ? { year: year + 1, quarter: 1 } : { year, quarter: quarter + 1 }
  return { ...financialQuarter(next.year, next.quarter), name: `Q${next.quarter} of ${financialYearName(next.year)}` }
}
