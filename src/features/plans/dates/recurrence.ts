import { durationUnit, smallNumber } from '#platform/calendar/index.ts'
import { type Found, lexicon, lookUp, markAt, phrase, skip, wordAt } from './cursor.ts'
import { type Length, lengthInWords } from './duration.ts'
import type { Token } from './tokens.ts'
import { isQuarterWord, monthNumber, weekdayNumber } from './words.ts'

/** How often something comes round, and what is in doubt about that. */
export interface Every extends Length {
  readonly doubt?: string
  /** Whether it may be one turn of it alone that is promised: `quarterly report June 2018`. */
  readonly isOneTurn?: true
}

const months = (amount: number, doubt?: string): Every => ({ amount, unit: 'month', ...(doubt && { doubt }) })
const split = (text: string) => text.split('|')

const NAMED = lexicon<Every>([
  [
    months(12),
    split(
      'annually|yearly|once a year|per annum|each year|every year|of each year|of every year|year on year|once per year|each financial year|every financial year|each calendar year|per year|each and every year|every twelve months|on an annual basis',
    ),
  ],
  [months(24), split('biennially|biennial|every other year|every second year|every alternate year|two yearly')],
  [months(36), split('triennially|triennial|three yearly')],
  [
    months(6, '“Bi-annual” may also mean every two years.'),
    split('biannually|bi annually|bi annual|biannual|bi yearly|biyearly'),
  ],
  [
    months(6),
    split(
      'half yearly|twice a year|twice yearly|half annually|every half year|twice per year|twice each year|semi annually|semi annual|six monthly|each half year',
    ),
  ],
  [months(4, 'Three terms a year are assumed.'), split('termly|each term|every term|once a term|per term')],
  [months(4), split('three times a year|three times per year|four monthly')],
  [
    months(3),
    split(
      'quarterly|each quarter|every quarter|per quarter|once a quarter|four times a year|four times per year|of each quarter|of every quarter',
    ),
  ],
  [months(2, '“Bi-monthly” may also mean twice a month.'), split('bi monthly|bimonthly')],
  [months(2), split('every other month|every second month|every alternate month|two monthly')],
  [
    months(1),
    split(
      'last working day of each month|last working day of every month|last day of each month|last day of every month|first working day of each month|first working day of every month|monthly|each month|every month|per month|once a month|of each month|of every month',
    ),
  ],
  [{ amount: 2, unit: 'week', doubt: '“Bi-weekly” may also mean twice a week.' }, split('bi weekly|biweekly')],
  [
    { amount: 1, unit: 'week' },
    split(
      'mondays|tuesdays|wednesdays|thursdays|fridays|saturdays|sundays|weekly|each week|every week|per week|once a week',
    ),
  ],
  [{ amount: 2, unit: 'week' }, split('fortnightly|every fortnight|every other week|each fortnight')],
  [{ amount: 1, unit: 'day' }, split('daily|every day|each day|each working day|every working day')],
])

/** How often something comes round again: `quarterly`, `every six months`, `at 6 monthly intervals`, `every March`. */
export function readRecurrence(tokens: readonly Token[], at: number): Found<Every> | null {
  return counted(tokens, at) ?? named(tokens, at) ?? standingAlone(tokens, at)
}

/** `every 6 months`, `every two years`, `6-monthly`, `at six monthly intervals`, `every March`, `every Friday`. */
function counted(tokens: readonly Token[], start: number): Found<Every> | null {
  const every = ['every', 'each'].includes(wordAt(tokens, start)) ? start + 1 : null
  const at = every ?? phrase(tokens, start, 'at') ?? start
  const token = tokens[at]
  if (every !== null && isTimeOfYear(tokens, every)) return { value: months(12), next: every }
  if (every !== null && weekdayNumber(wordAt(tokens, every)) !== null)
    return { value: { amount: 1, unit: 'week' }, next: every + 1 }
  const amount = token?.type === 'number' ? token.value : smallNumber(wordAt(tokens, at))
  if (amount === null || amount < 1 || amount > 120) return null
  const unitAt = markAt(tokens, at + 1) === '-' ? at + 2 : at + 1
  const word = wordAt(tokens, unitAt)
  const adverb = { monthly: 'month', weekly: 'week', yearly: 'year' } as const
  if (word in adverb)
    return { value: { amount, unit: adverb[word as keyof typeof adverb] }, next: interval(tokens, unitAt + 1) }
  if (isQuarterWord(word) && every !== null) return { value: months(amount * 3), next: unitAt + 1 }
  const unit = durationUnit(word)
  const spaced = wordAt(tokens, unitAt + 1) === 'intervals'
  return unit && (every !== null || spaced) ? { value: { amount, unit }, next: interval(tokens, unitAt + 1) } : null
}

/** `every March`, `every 31 March`. */
function isTimeOfYear(tokens: readonly Token[], at: number): boolean {
  const token = tokens[at]
  const isDay = token?.type === 'ordinal' || (token?.type === 'number' && token.digits <= 2)
  return monthNumber(wordAt(tokens, isDay ? skip(tokens, at + 1, ['of']) : at)) !== null
}

function interval(tokens: readonly Token[], at: number): number {
  return skip(tokens, at, ['intervals', 'interval', 'basis', 'thereafter'])
}

function named(tokens: readonly Token[], start: number): Found<Every> | null {
  const at = phrase(tokens, start, 'at') ?? phrase(tokens, start, 'on a') ?? phrase(tokens, start, 'on an') ?? start
  const found = lookUp(NAMED, tokens, at)
  return found && { value: found.value, next: interval(tokens, found.next) }
}

const AFTER_ANNUAL = [
  '',
  'in',
  'by',
  'from',
  'and',
  'basis',
  'each',
  'on',
  'at',
  'starting',
  'beginning',
  'commencing',
  'next',
  'due',
  'every',
  'until',
  'first',
  'with',
  'review',
  'reviews',
  'audit',
  'audits',
  'refresh',
  'check',
  'checks',
  'update',
  'updates',
  'assessment',
  'exercise',
  'cycle',
  'return',
  'returns',
  'since',
  'after',
  'before',
]

/** `annual` describes things too (an annual report), so it counts only where what follows comes round, or nothing does. */
function standingAlone(tokens: readonly Token[], at: number): Found<Every> | null {
  if (wordAt(tokens, at) !== 'annual') return null
  const after = wordAt(tokens, at + 1)
  const counts = AFTER_ANNUAL.includes(after) || monthNumber(after) !== null
  return counts ? { value: months(12), next: interval(tokens, at + 1) } : null
}

/** Words behind which what comes before says how often, and does not name a thing: `quarterly to the board`, `monthly from May`. */
const ADVERBIAL: ReadonlySet<string> = new Set(
  'to in from on at by until till and or with starting beginning commencing next thereafter basis for during each every first due as then throughout within between after before since per via through over across of is are until the a'.split(
    ' ',
  ),
)

/** Whether a word that says how often something comes round belongs to what does: the `quarterly` of `quarterly report`. */
export function isOfThing(tokens: readonly Token[], next: number): boolean {
  const after = wordAt(tokens, next)
  return (
    /(?:ly|al|ial)$/.test(wordAt(tokens, next - 1)) &&
    after !== '' &&
    !ADVERBIAL.has(after) &&
    monthNumber(after) === null
  )
}

/** Whether a year or more lies between two turns, so that a day of the year names one. */
export const isYearly = ({ amount, unit }: Length): boolean => unit === 'year' || (unit === 'month' && amount >= 12)

/** `yearly every March` says one thing twice; `yearly every term` says two. */
export function together(first: Every, second: Every): Every {
  const isSame = first.amount === second.amount && first.unit === second.unit
  return isSame ? first : { ...first, doubt: first.doubt ?? 'The words name two ways of coming round.' }
}

/** How often all the clauses say that it comes round, or null. */
export function turnsOf(clauses: readonly { readonly every: Every | null }[]): Every | null {
  const [first, ...others] = clauses.flatMap(({ every }) => every ?? [])
  return first ? others.reduce(together, first) : null
}

export function recurrenceInWords(every: Length): string {
  return every.amount === 1 ? `every ${every.unit}` : `every ${lengthInWords(every)}`
}
