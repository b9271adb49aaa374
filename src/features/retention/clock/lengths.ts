import { addDays, addTo, type Day, durationUnit, numberFromWords, type Unit } from '#platform/calendar/index.ts'
import { counted, inSentence } from '#platform/words.ts'

/** A length of time: whole months and days, or working days alone. The parts are as they were written. */
export interface Length {
  readonly parts: readonly { readonly amount: number; readonly unit: Unit }[]
  readonly isWorking: boolean
}

/** Nothing is kept longer than this by a number: for ever is a word of its own. */
export const LONGEST_YEARS = 200

const MOST: Record<Unit, number> = { year: LONGEST_YEARS, month: LONGEST_YEARS * 12, week: 10_000, day: 73_000 }
const ORDER: readonly Unit[] = ['year', 'month', 'week', 'day']

/** Units by one letter, and those that are several of another. */
const LETTERS: Record<string, Unit> = { y: 'year', m: 'month', w: 'week', d: 'day' }
const SEVERAL: Record<string, readonly [number, Unit]> = {
  fortnight: [2, 'week'],
  fortnights: [2, 'week'],
  quarter: [3, 'month'],
  quarters: [3, 'month'],
  decade: [10, 'year'],
  decades: [10, 'year'],
  century: [100, 'year'],
}

/** A number of figures, of words, or both where they agree: `7`, `1.5`, `seven`, `seven =7`; null for what is none. */
export function amountFrom(text: string): number | null {
  if (/^\d{1,5}(?:\.\d{1,2})?$/.test(text)) return Number(text)
  const [, words, figures] = /^(.+?)(?: =(\d+))?$/.exec(text) ?? []
  const amount = words === undefined ? null : numberFromWords(words)
  return figures !== undefined && Number(figures) !== amount ? null : amount
}

const FORMAL = /^p(?=\d)(?:(\d+)y)?(?:(\d+)m)?(?:(\d+)w)?(?:(\d+)d)?$/
const ONE = /^(\d[\d.]* ?|[a-z]+(?: [a-z]+)*?(?: =\d+)? )(?:(?:calendar|full|complete|whole) )?([a-z]+)$/

/** `7 years`, `7y`, `1 year and 6 months`, `P7Y` (ISO 8601), `20 working days`, in plain words; null for what is no length, zero, or too long. */
export function lengthFrom(text: string): Length | null {
  const working = /^(.+?) ?(?:working|business) days?$/.exec(text)?.[1]
  if (working !== undefined) return sane([{ amount: amountFrom(working), unit: 'day' }], true)
  const formal = FORMAL.exec(text)
  if (formal) {
    const parts = formal
      .slice(1)
      .flatMap((amount, index) => (amount ? [{ amount: Number(amount), unit: ORDER[index] }] : []))
    return sane(parts, false)
  }
  const pieces = text.split(/(?:, | and | plus )+|(?<=\d ?[a-z]+) ?(?=\d)/)
  return sane(joined(pieces).map(partFrom), false)
}

/** So many whole years; null where that is no length. */
export const wholeYears = (amount: number): Length | null => sane([{ amount, unit: 'year' }], false)

/** `one hundred and twenty years` is one piece. */
function joined(pieces: readonly string[]): string[] {
  const first = pieces[0] ?? ''
  return first.endsWith(' hundred') && pieces.length > 1
    ? [`${first} and ${pieces[1]}`, ...pieces.slice(2)]
    : [...pieces]
}

interface Part {
  readonly amount: number | null
  readonly unit: Unit | undefined
}

function partFrom(piece: string): Part {
  const [, number = '', word = ''] = ONE.exec(piece) ?? []
  const [times, unit] = SEVERAL[word] ?? [1, LETTERS[word] ?? durationUnit(word) ?? undefined]
  const amount = amountFrom(number.trim())
  // A half or a quarter of a year is so many months.
  return unit === 'year' && amount !== null && !Number.isInteger(amount)
    ? { amount: amount * 12, unit: 'month' }
    : { amount: amount === null ? null : amount * times, unit }
}

/** Each unit once, the longest first, each amount whole and within bounds. */
function sane(parts: readonly Part[], isWorking: boolean): Length | null {
  const places = parts.map(({ unit }) => (unit === undefined ? -1 : ORDER.indexOf(unit)))
  if (parts.length === 0 || places.some((place, index) => index > 0 && place <= (places[index - 1] ?? 0))) return null
  const whole = parts.flatMap(({ amount, unit }) =>
    amount !== null && unit !== undefined && Number.isInteger(amount) && amount > 0 && amount <= MOST[unit]
      ? [{ amount, unit }]
      : [],
  )
  return whole.length === parts.length ? { parts: whole, isWorking } : null
}

export const lengthInWords = ({ parts, isWorking }: Length): string =>
  inSentence(
    parts.map(({ amount, unit }) =>
      counted(amount, isWorking ? `working ${unit}` : unit, `${isWorking ? 'working ' : ''}${unit}s`),
    ),
  )

/** How many whole years a length has, where it has nothing else. */
export const yearsOf = ({ parts: [only, ...more] }: Length): number | null =>
  only?.unit === 'year' && more.length === 0 ? only.amount : null

const amountOf = ({ parts }: Length, wanted: Unit) => parts.find(({ unit }) => unit === wanted)?.amount ?? 0

export const monthsOf = (length: Length): number => amountOf(length, 'year') * 12 + amountOf(length, 'month')

/** Whether it has months and years alone. */
export const isInMonths = ({ parts }: Length): boolean => parts.every(({ unit }) => unit === 'year' || unit === 'month')

/**
 * The last day of a length of calendar time that starts with an event of this day, which is not counted (Lester v Garland (1808) 15 Ves 248).
 * Months and years end on the day of the same number, or on the last of a month that has none (Dodds v Walker [1981] 1 WLR 1027); all months are added at once.
 */
export function lastDayOf(day: Day, length: Length): Day {
  return addDays(addTo(day, monthsOf(length), 'month'), amountOf(length, 'week') * 7 + amountOf(length, 'day'))
}
