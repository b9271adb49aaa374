import { anyPhrase, type Found, markAt, phrase, skip, wordAt } from './cursor.ts'
import { type Length, lengthInWords } from './duration.ts'
import type { Token } from './tokens.ts'
import { durationUnit, isQuarterWord, monthNumber, smallNumber } from './words.ts'

const MONTHS_APART: readonly [number, readonly string[]][] = [
  [12, ['annually', 'yearly', 'once a year', 'per annum', 'each year', 'every year', 'year on year']],
  [24, ['biennially', 'every other year', 'every second year']],
  [
    6,
    [
      'biannually',
      'bi annually',
      'bi annual',
      'biannual',
      'half yearly',
      'twice a year',
      'twice yearly',
      'half annually',
      'every half year',
    ],
  ],
  [3, ['quarterly', 'each quarter', 'every quarter', 'per quarter']],
  [2, ['bi monthly', 'bimonthly', 'every other month']],
  [1, ['monthly', 'each month', 'every month', 'per month']],
]

const WEEKS_APART: readonly [number, readonly string[]][] = [
  [1, ['weekly', 'each week', 'every week']],
  [2, ['fortnightly', 'every fortnight', 'every other week']],
]

/** How often something comes round again: `quarterly`, `every six months`, `at 6 monthly intervals`, `every March`. */
export function readRecurrence(tokens: readonly Token[], at: number): Found<Length> | null {
  return counted(tokens, at) ?? named(tokens, at) ?? standingAlone(tokens, at)
}

/** `every 6 months`, `every two years`, `6-monthly`, `at six monthly intervals`, `every March`. */
function counted(tokens: readonly Token[], start: number): Found<Length> | null {
  const every = anyPhrase(tokens, start, ['every', 'each'])
  const at = every ?? phrase(tokens, start, 'at') ?? start
  const token = tokens[at]
  if (every !== null && monthNumber(wordAt(tokens, every)) !== null) {
    return { value: { amount: 12, unit: 'month' }, next: every }
  }
  const amount = token?.type === 'number' ? token.value : smallNumber(wordAt(tokens, at))
  if (amount === null || amount > 120) return null
  const unitAt = markAt(tokens, at + 1) === '-' ? at + 2 : at + 1
  const word = wordAt(tokens, unitAt)
  const adverb = { monthly: 'month', weekly: 'week', yearly: 'year' } as const
  if (word in adverb)
    return { value: { amount, unit: adverb[word as keyof typeof adverb] }, next: interval(tokens, unitAt + 1) }
  if (isQuarterWord(word) && every !== null) return { value: { amount: amount * 3, unit: 'month' }, next: unitAt + 1 }
  const unit = durationUnit(word.replace(/'$/, ''))
  const spaced = wordAt(tokens, unitAt + 1) === 'intervals'
  return unit && (every !== null || spaced) ? { value: { amount, unit }, next: interval(tokens, unitAt + 1) } : null
}

function interval(tokens: readonly Token[], at: number): number {
  return skip(tokens, at, ['intervals', 'interval', 'basis', 'thereafter'])
}

function named(tokens: readonly Token[], start: number): Found<Length> | null {
  const at = anyPhrase(tokens, start, ['at', 'on a', 'on an']) ?? start
  for (const [amount, phrases] of MONTHS_APART) {
    const next = anyPhrase(tokens, at, phrases)
    if (next !== null) return { value: { amount, unit: 'month' }, next: interval(tokens, next) }
  }
  for (const [amount, phrases] of WEEKS_APART) {
    const next = anyPhrase(tokens, at, phrases)
    if (next !== null) return { value: { amount, unit: 'week' }, next: interval(tokens, next) }
  }
  if (wordAt(tokens, at) === 'daily') return { value: { amount: 1, unit: 'day' }, next: interval(tokens, at + 1) }
  return null
}

/** `annual` describes things too (an annual report), so it counts only where no noun follows. */
function standingAlone(tokens: readonly Token[], at: number): Found<Length> | null {
  if (wordAt(tokens, at) !== 'annual') return null
  const after = wordAt(tokens, at + 1)
  return after === '' || ['in', 'by', 'from', 'and', 'basis', 'each'].includes(after) || monthNumber(after)
    ? { value: { amount: 12, unit: 'month' }, next: interval(tokens, at + 1) }
    : null
}

export function recurrenceInWords(every: Length): string {
  return every.amount === 1 ? `every ${every.unit}` : `every ${lengthInWords(every)}`
}
