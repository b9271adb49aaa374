/** What single words of a target date stand for. Spellings as departments write them. */

export const MONTH_PATTERN =
  'jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?'

export const MONTH_NAMES = [
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
] as const

const numbered = (words: string): [string, number][] =>
  words.split(' ').map((word, index): [string, number] => [word, index + 1])

const MONTH_BY_WORD = new Map<string, number>([
  ...numbered('jan feb mar apr may jun jul aug sep oct nov dec'),
  ...MONTH_NAMES.map((name, index): [string, number] => [name, index + 1]),
  ['sept', 9],
])

/** 1 to 12, or null. */
export function monthNumber(word: string): number | null {
  return MONTH_BY_WORD.get(word) ?? null
}

const WELSH_MONTHS = new Map(
  numbered('ionawr chwefror mawrth ebrill mai mehefin gorffennaf awst medi hydref tachwedd rhagfyr'),
)

/** The month that a Welsh word names, 1 to 12, or null. */
export const welshMonth = (word: string): number | null => WELSH_MONTHS.get(word) ?? null

const ORDINALS = new Map<string, number>(
  numbered(
    'first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth',
  ).concat([['thirtieth', 30]]),
)

/** `first` to `twentieth`, and `thirtieth`. */
export function ordinalWord(word: string): number | null {
  return ORDINALS.get(word) ?? null
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

export type PartOfPeriod = 'start' | 'early' | 'mid' | 'late' | 'end'

const PARTS = new Map<string, PartOfPeriod>(
  (
    [
      ['start', 'start beginning begining beg opening'],
      ['early', 'early'],
      ['mid', 'mid middle'],
      ['late', 'late'],
      ['end', 'end close ending diwedd'],
    ] as const
  ).flatMap(([part, words]) => words.split(' ').map((word): [string, PartOfPeriod] => [word, part])),
)

/** The part of a period that a word picks out: `end` of March, `early` 2017. */
export function partOf(word: string): PartOfPeriod | null {
  return PARTS.get(word) ?? null
}

const WEEKDAYS = new Map<string, number>(
  [
    'monday mon',
    'tuesday tues tue',
    'wednesday wed weds',
    'thursday thurs thur thu',
    'friday fri',
    'saturday sat',
    'sunday sun',
  ].flatMap((words, index) => words.split(' ').map((word): [string, number] => [word, index + 1])),
)

/** 1 for Monday to 7 for Sunday, or null. */
export const weekdayNumber = (word: string): number | null => WEEKDAYS.get(word) ?? null

export const WEEKDAY_NAMES = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const

/** A two-digit year: 00 to 69 are of this century, 70 to 99 of the last. */
export function fullYear(twoDigits: number): number {
  return twoDigits < 70 ? 2000 + twoDigits : 1900 + twoDigits
}

/** Years that plans are written about; other four-digit numbers are not read as years. */
export const isYear = (value: number): boolean => value >= 1950 && value <= 2150
