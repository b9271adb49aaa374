import { type Found, markAt, skip, wordAt } from './cursor.ts'
import type { Token } from './tokens.ts'
import { type DurationUnit, durationUnit, smallNumber } from './words.ts'

/** A length of time: `6 months`. */
export interface Length {
  readonly amount: number
  readonly unit: DurationUnit
}

/** `6 months`, `12 months to 2 years`, `6-12 months`: the least and the most, the same where there is one length. */
export interface Duration {
  readonly least: Length
  readonly most: Length
}

export function lengthInWords({ amount, unit }: Length): string {
  return `${amount} ${unit}${amount === 1 ? '' : 's'}`
}

function countAt(tokens: readonly Token[], at: number): number | null {
  const token = tokens[at]
  if (token?.type === 'number' && token.digits <= 3) return token.value
  return token?.type === 'word' ? smallNumber(token.word) : null
}

function lengthAt(tokens: readonly Token[], at: number): Found<Length> | null {
  const amount = countAt(tokens, at)
  if (amount === null) return null
  const next = markAt(tokens, at + 1) === '-' ? at + 2 : at + 1
  const word = wordAt(tokens, next)
  const unit = word === 'monthly' ? null : durationUnit(word.replace(/'s?$/, ''))
  return unit && { value: { amount, unit }, next: next + 1 }
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
  const at = skip(tokens, start, ['between', 'approximately', 'about', 'up'])
  const joined = tokens[at]
  if (joined?.type === 'joined' && joined.joint !== '.' && joined.parts.length === 2) {
    const unit = durationUnit(wordAt(tokens, skip(tokens, at + 1, [])))
    if (!unit || wordAt(tokens, at + 1) === 'monthly') return null
    const [least, most] = joined.parts.map((part): Length => ({ amount: Number(part), unit }))
    return least && most ? { value: { least, most }, next: at + 2 } : null
  }
  const shared = countAt(tokens, at)
  if (shared !== null && isJoin(tokens, at + 1)) {
    const most = lengthAt(tokens, at + 2)
    return most && { value: { least: { amount: shared, unit: most.value.unit }, most: most.value }, next: most.next }
  }
  const least = lengthAt(tokens, at)
  if (!least) return null
  const most = isJoin(tokens, least.next) ? lengthAt(tokens, least.next + 1) : null
  return most
    ? { value: { least: least.value, most: most.value }, next: most.next }
    : { value: { least: least.value, most: least.value }, next: least.next }
}
