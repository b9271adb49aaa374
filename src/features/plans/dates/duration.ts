import { addTo, type Day, durationUnit, smallNumber, type Unit } from '#platform/calendar/index.ts'
import { counted as inFigures } from '#platform/words.ts'
import { type Found, lexicon, lookUp, markAt, skip, wordAt } from './cursor.ts'
import type { Token } from './tokens.ts'
import { afterWorkingDays, beforeWorkingDays } from './working-days.ts'

/** A length of time: `6 months`, `10 working days`. */
export interface Length {
  readonly amount: number
  readonly unit: Unit
  readonly working?: true
}

/** `6 months`, `12 months to 2 years`, `6-12 months`: the least and the most, the same where there is one length. */
export interface Duration {
  readonly least: Length
  readonly most: Length
}

export function lengthInWords({ amount, unit, working }: Length): string {
  const one = working ? `working ${unit}` : unit
  return inFigures(amount, one, `${one}s`)
}

/** The day so long after another one (or before, where `sign` is -1), and what had to be assumed. */
export function counted(
  day: Day,
  { amount, unit, working }: Length,
  sign: 1 | -1 = 1,
): { day: Day; notes: readonly string[] } {
  if (working) return sign === 1 ? afterWorkingDays(day, amount) : beforeWorkingDays(day, amount)
  return { day: addTo(day, amount * sign, unit), notes: [] }
}

function countAt(tokens: readonly Token[], at: number): Found<number> | null {
  const token = tokens[at]
  if (token?.type === 'number' && token.digits <= 3) return { value: token.value, next: at + 1 }
  if (token?.type !== 'word') return null
  const few = lookUp(FEW, tokens, at)
  if (few) return few
  const amount = smallNumber(token.word)
  return amount === null ? null : { value: amount, next: at + 1 }
}

const FEW = lexicon<number>([[2, ['a couple of', 'couple of', 'a couple']]])

interface NamedUnit {
  readonly unit: Unit
  readonly times: number
  readonly working?: true
}

const LONGER_UNITS = lexicon<NamedUnit>([
  [
    { unit: 'day', times: 1, working: true },
    ['working day', 'working days', 'business day', 'business days', "working days'", 'wd', 'wds', 'work days'],
  ],
  [{ unit: 'day', times: 1 }, ['calendar day', 'calendar days', 'consecutive days']],
  [{ unit: 'month', times: 1 }, ['calendar month', 'calendar months', 'full months', 'm']],
  [{ unit: 'week', times: 2 }, ['fortnight', 'fortnights', "fortnight's"]],
  [{ unit: 'month', times: 3 }, ['quarters']],
])

function unitAt(tokens: readonly Token[], at: number): Found<NamedUnit> | null {
  const longer = lookUp(LONGER_UNITS, tokens, at)
  if (longer) return longer
  const unit = durationUnit(wordAt(tokens, at))
  return unit && { value: { unit, times: 1 }, next: at + 1 }
}

const asLength = (amount: number, { unit, times, working }: NamedUnit): Length => ({
  amount: amount * times,
  unit,
  ...(working && { working }),
})

function lengthAt(tokens: readonly Token[], at: number): Found<Length> | null {
  const amount = countAt(tokens, at)
  if (!amount) return null
  const unit = unitAt(tokens, markAt(tokens, amount.next) === '-' ? amount.next + 1 : amount.next)
  return unit && { value: asLength(amount.value, unit.value), next: unit.next }
}

function isJoin(tokens: readonly Token[], at: number): boolean {
  return ['to', 'and', 'or'].includes(wordAt(tokens, at)) || ['-', '/'].includes(markAt(tokens, at))
}

const DAYS = { day: 1, week: 7, month: 30, year: 365 } as const
const inDays = ({ amount, unit }: Length) => amount * DAYS[unit]

/** Lengths that a plan can mean: the least first, and the most within a century. */
function sane(found: Found<Duration> | null): Found<Duration> | null {
  if (!found) return null
  const { least, most } = found.value
  return inDays(least) <= inDays(most) && inDays(most) <= 36_500 ? found : null
}

/** A duration at this place, with `between … and …`, `… to …` and one shared unit understood. */
export function readDuration(tokens: readonly Token[], start: number): Found<Duration> | null {
  return sane(durationAt(tokens, start))
}

function durationAt(tokens: readonly Token[], start: number): Found<Duration> | null {
  const at = skip(tokens, start, ['between', 'approximately', 'about', 'approx', 'a further', 'further', 'another'])
  const joined = tokens[at]
  if (joined?.type === 'joined' && joined.joint !== '.' && joined.parts.length === 2) {
    const unit = unitAt(tokens, skip(tokens, at + 1, []))
    if (!unit) return null
    const [least, most] = joined.parts.map((part) => asLength(Number(part), unit.value))
    return least && most ? { value: { least, most }, next: unit.next } : null
  }
  const shared = countAt(tokens, at)
  if (shared !== null && isJoin(tokens, shared.next)) {
    const most = lengthAt(tokens, shared.next + 1)
    const least = most && { ...most.value, amount: shared.value }
    if (most && least) return { value: { least, most: most.value }, next: most.next }
  }
  const least = lengthAt(tokens, at)
  if (!least) return null
  const most = isJoin(tokens, least.next) ? lengthAt(tokens, least.next + 1) : null
  return most
    ? { value: { least: least.value, most: most.value }, next: most.next }
    : { value: { least: least.value, most: least.value }, next: least.next }
}
