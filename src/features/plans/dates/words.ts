/** The lexicon: what single words of a target date stand for. Spellings as departments write them. */

const MONTH_STEMS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const MONTH_NAMES = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
]

const MONTH_BY_WORD = new Map<string, number>([
  ...MONTH_STEMS.map((stem, index): [string, number] => [stem, index + 1]),
  ...MONTH_NAMES.map((name, index): [string, number] => [name, index + 1]),
  ['sept', 9],
  ['febuary', 2],
  ['decemeber', 12],
  ['septmber', 9],
])

/** 1 to 12, or null. */
export function monthNumber(word: string): number | null {
  return MONTH_BY_WORD.get(word) ?? null
}

const SMALL_NUMBERS = new Map<string, number>(
  'one two three four five six seven eight nine ten eleven twelve'
    .split(' ')
    .map((word, index): [string, number] => [word, index + 1]),
)
SMALL_NUMBERS.set('a', 1)
SMALL_NUMBERS.set('an', 1)
SMALL_NUMBERS.set('eighteen', 18)

export function smallNumber(word: string): number | null {
  return SMALL_NUMBERS.get(word) ?? null
}

const ORDINALS = new Map<string, number>([
  ['first', 1],
  ['second', 2],
  ['third', 3],
  ['fourth', 4],
  ['final', 4],
])

/** `first` to `fourth` (and `final`, the fourth of quarters). */
export function ordinalWord(word: string): number | null {
  return ORDINALS.get(word) ?? null
}

export type DurationUnit = 'day' | 'week' | 'month' | 'year'

const UNITS: readonly [RegExp, DurationUnit][] = [
  [/^days?$/, 'day'],
  [/^(weeks?|wks?)$/, 'week'],
  [/^(months?|mths?|mnths?|mos?|monthly)$/, 'month'],
  [/^(years?|yrs?)$/, 'year'],
]

export function durationUnit(word: string): DurationUnit | null {
  return UNITS.find(([pattern]) => pattern.test(word))?.[1] ?? null
}

const QUARTER_WORD = /^(quarters?|qtrs?|qs?)$/
export const isQuarterWord = (word: string): boolean => QUARTER_WORD.test(word)

/** First and last month of the meteorological seasons; a winter runs into the next year. */
const SEASONS = new Map<string, { from: number; months: number }>([
  ['spring', { from: 3, months: 3 }],
  ['summer', { from: 6, months: 3 }],
  ['autumn', { from: 9, months: 3 }],
  ['winter', { from: 12, months: 3 }],
])

export function season(word: string): { from: number; months: number } | null {
  return SEASONS.get(word) ?? null
}

export type Part = 'start' | 'early' | 'mid' | 'late' | 'end'

const PARTS: readonly [RegExp, Part][] = [
  [/^(start|beginning|begining|opening)$/, 'start'],
  [/^early$/, 'early'],
  [/^(mid|middle)$/, 'mid'],
  [/^late$/, 'late'],
  [/^(end|close|ending)$/, 'end'],
]

/** The part of a period that a word picks out: `end` of March, `early` 2017. */
export function partOf(word: string): Part | null {
  return PARTS.find(([pattern]) => pattern.test(word))?.[1] ?? null
}

const weekdays = 'monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun'
const WEEKDAYS = new Set(weekdays.split(' '))
export const isWeekday = (word: string): boolean => WEEKDAYS.has(word)

/** A two-digit year: 00 to 69 are of this century, 70 to 99 of the last. */
export function fullYear(twoDigits: number): number {
  return twoDigits < 70 ? 2000 + twoDigits : 1900 + twoDigits
}

/** Years that plans are written about; other four-digit numbers are not read as years. */
export const isYear = (value: number): boolean => value >= 1950 && value <= 2150
