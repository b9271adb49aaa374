import { addDays, type Day, dayFrom, inWords, monthEnd, weekdayOf, yearOf } from '#platform/calendar/index.ts'
import { type Context, lexicon, lookUp, type Reader, skip } from './cursor.ts'
import type { Period, Sentence } from './model.ts'
import { relativeYearAt, withoutYear } from './month.ts'
import { assumed } from './sentences.ts'
import { yearAt } from './year.ts'

/** Easter Sunday by the anonymous Gregorian computus, for the years 1583 to 9999. */
export function easterSunday(year: number): Day {
  const golden = year % 19
  const century = Math.floor(year / 100)
  const within = year % 100
  const correction = Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3)
  const epact = (19 * golden + century - Math.floor(century / 4) - correction + 15) % 30
  const weekday = (32 + 2 * (century % 4) + 2 * Math.floor(within / 4) - epact - (within % 4)) % 7
  const shift = Math.floor((golden + 11 * epact + 22 * weekday) / 451)
  const count = epact + weekday - 7 * shift + 114
  return dayFrom(year, Math.floor(count / 31), (count % 31) + 1) ?? `${year}-04-01`
}

/** The day of that month which is the nth such weekday; a negative n counts from the end. */
export function nthWeekday(year: number, month: number, weekday: number, nth: number): Day | null {
  if (nth < 0) {
    const last = monthEnd(year, month)
    return sameMonth(addDays(last, -((weekdayOf(last) - weekday + 7) % 7) + 7 * (nth + 1)), last)
  }
  const first = dayFrom(year, month, 1) ?? monthEnd(year, month)
  return sameMonth(addDays(first, ((weekday - weekdayOf(first) + 7) % 7) + 7 * (nth - 1)), first)
}

const sameMonth = (day: Day, other: Day): Day | null => (day.slice(0, 7) === other.slice(0, 7) ? day : null)

interface Feast {
  readonly name: string
  readonly from: (year: number) => Day
  /** The last day, where it is more than one. */
  readonly to?: (year: number) => Day
  readonly note?: Sentence
  readonly doubt?: string
}

const fixed = (month: number, day: number) => (year: number) => dayFrom(year, month, day) ?? `${year}-01-01`
const fromEaster = (days: number) => (year: number) => addDays(easterSunday(year), days)
const monday = (month: number, nth: number) => (year: number) => nthWeekday(year, month, 1, nth) ?? `${year}-01-01`

/** Years in which a bank holiday was moved by proclamation. */
const moved = (usual: Feast['from'], to: Readonly<Record<number, Day>>) => (year: number) => to[year] ?? usual(year)
/** Victory in Europe, 50 and 75 years on. */
const earlyMay = moved(monday(5, 1), { 1995: '1995-05-08', 2020: '2020-05-08' })
/** The Golden, Diamond and Platinum Jubilees. */
const spring = moved(monday(5, -1), { 2002: '2002-06-04', 2012: '2012-06-04', 2022: '2022-06-02' })

const one = (name: string, from: Feast['from'], ...phrases: string[]) => [{ name, from }, phrases] as const

const FEASTS = lexicon<Feast>([
  [
    {
      name: 'Easter',
      from: fromEaster(-2),
      to: fromEaster(1),
      note: assumed('Easter is taken from Good Friday to Easter Monday.'),
    },
    ['easter', 'easter weekend', 'easter bank holiday'],
  ],
  one('Good Friday', fromEaster(-2), 'good friday'),
  one('Easter Sunday', fromEaster(0), 'easter sunday', 'easter day'),
  one('Easter Monday', fromEaster(1), 'easter monday'),
  one('Palm Sunday', fromEaster(-7), 'palm sunday'),
  one('Maundy Thursday', fromEaster(-3), 'maundy thursday'),
  one('Ash Wednesday', fromEaster(-46), 'ash wednesday'),
  one('Shrove Tuesday', fromEaster(-47), 'shrove tuesday'),
  one('Ascension Day', fromEaster(39), 'ascension day', 'ascension'),
  one('Whit Sunday', fromEaster(49), 'whit sunday', 'whitsun', 'pentecost'),
  one('the early May bank holiday', earlyMay, 'may day bank holiday', 'early may bank holiday'),
  one('May Day', fixed(5, 1), 'may day'),
  one('the spring bank holiday', spring, 'spring bank holiday', 'late may bank holiday', 'whitsun bank holiday'),
  one(
    'the summer bank holiday',
    monday(8, -1),
    'summer bank holiday',
    'august bank holiday',
    'late summer bank holiday',
  ),
  one('Christmas', fixed(12, 25), 'christmas', 'xmas', 'christmas day', 'xmas day'),
  one('Christmas Eve', fixed(12, 24), 'christmas eve', 'xmas eve'),
  one('Boxing Day', fixed(12, 26), 'boxing day'),
  one("New Year's Day", fixed(1, 1), "new year's day", 'new years day', 'new year day'),
  one("New Year's Eve", fixed(12, 31), "new year's eve", 'new years eve', 'new year eve'),
  [
    {
      name: 'the new year',
      from: fixed(1, 1),
      to: fixed(1, 31),
      doubt: 'January is taken; “new year” names no day.',
    },
    ['new year', 'early new year'],
  ],
  one('Lady Day', fixed(3, 25), 'lady day'),
  one('Midsummer Day', fixed(6, 24), 'midsummer day', 'midsummer'),
  one('Michaelmas Day', fixed(9, 29), 'michaelmas day', 'feast of st michael'),
  one('Whit Monday', fromEaster(50), 'whit monday'),
  one('Epiphany', fixed(1, 6), 'epiphany', 'twelfth night'),
  one('All Saints’ Day', fixed(11, 1), 'all saints day', "all saints' day"),
  one('Remembrance Sunday', (year) => nthWeekday(year, 11, 7, 2) ?? `${year}-11-11`, 'remembrance sunday'),
  one("St David's Day", fixed(3, 1), "st david's day", 'st davids day'),
  one("St Patrick's Day", fixed(3, 17), "st patrick's day", 'st patricks day'),
  one("St George's Day", fixed(4, 23), "st george's day", 'st georges day'),
  one("St Andrew's Day", fixed(11, 30), "st andrew's day", 'st andrews day'),
])

/** `Easter 2018`, `Good Friday`, `August bank holiday`, `Christmas`. */
export const readFeast: Reader<Period> = (tokens, at, context) => {
  const found = lookUp(FEASTS, tokens, at)
  if (!found) return null
  const yearIndex = skip(tokens, found.next, ['of', 'in'])
  const year = yearAt(tokens, yearIndex) ?? relativeYearAt(tokens, yearIndex, context)
  const value = feastIn(found.value, year?.value ?? impliedFeastYear(found.value, context))
  return year
    ? { value, next: year.next }
    : {
        value: { ...value, notes: [...(value.notes ?? []), ...(withoutYear(context).notes ?? [])], yearless: true },
        next: found.next,
      }
}

function feastIn({ name, from, to, note, doubt }: Feast, year: number): Period {
  const [first, last] = [from(year), (to ?? from)(year)]
  const days = first === last ? inWords(first) : String(year)
  return {
    from: first,
    to: last,
    name: first === last ? `${name} (${days})` : `${name} ${days}`,
    notes: note ? [note] : [],
    ...(doubt && { doubts: [doubt] }),
  }
}

function impliedFeastYear({ from, to }: Feast, { asOf, looking, year }: Context): number {
  if (year !== undefined) return year
  const now = yearOf(asOf)
  if (looking === 'back') return from(now) <= asOf ? now : now - 1
  return (to ?? from)(now) >= asOf ? now : now + 1
}

const SUBSTITUTE = (day: Day): Day => {
  const weekday = weekdayOf(day)
  return weekday > 5 ? addDays(day, 8 - weekday) : day
}

/** The bank holidays of England and Wales by their rule, with moved days but without those that were added for one year. */
export function usualBankHolidays(year: number): ReadonlySet<Day> {
  const christmas = fixed(12, 25)(year)
  const weekday = weekdayOf(christmas)
  const both = weekday === 5 ? [0, 3] : weekday === 6 ? [2, 3] : weekday === 7 ? [1, 2] : [0, 1]
  return new Set([
    SUBSTITUTE(fixed(1, 1)(year)),
    fromEaster(-2)(year),
    fromEaster(1)(year),
    earlyMay(year),
    spring(year),
    monday(8, -1)(year),
    ...both.map((days) => addDays(christmas, days)),
  ])
}
