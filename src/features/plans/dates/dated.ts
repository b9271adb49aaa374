import { addTo, type Day, dayFrom, inWords, monthOf, yearOf } from '#platform/calendar/index.ts'
import { anyPhrase, type Context, type Found, markAt, phrase, type Reader, skip, wordAt } from './cursor.ts'
import type { Period } from './model.ts'
import { readPeriod } from './period.ts'
import type { Token } from './tokens.ts'

/** How a date is meant: on some day `in` it, `by` its end, `before` it begins, `from` its start, `until` its end. */
export type Role = 'in' | 'by' | 'before' | 'from' | 'until'

export interface Dated {
  readonly role: Role
  readonly period: Period
  /** `old` where the words say that the date no longer stands, `new` where it replaces another. */
  readonly standing: 'only' | 'old' | 'new'
}

const ROLE_PHRASES: readonly [Role, readonly string[]][] = [
  [
    'by',
    [
      'by',
      'no later than',
      'not later than',
      'on or before',
      'due',
      'due by',
      'due date',
      'deadline',
      'latest',
      'in time for',
      'at the latest by',
      'to be in place by',
    ],
  ],
  ['before', ['before', 'prior to', 'ahead of', 'in advance of']],
  [
    'until',
    [
      'until',
      'till',
      'up to',
      'up until',
      'through to',
      'ongoing to',
      'on going to',
      'ongoing until',
      'extended until',
    ],
  ],
  [
    'from',
    [
      'from',
      'since',
      'starting',
      'starting in',
      'starting from',
      'beginning in',
      'beginning from',
      'commencing',
      'commencing in',
      'commencing from',
      'after',
      'following',
      'as of',
      'with effect from',
      'wef',
      'not before',
      'start in',
      'starts in',
      'to start in',
      'to begin in',
      'begins in',
      'onwards from',
    ],
  ],
  ['in', ['in', 'on', 'during', 'over', 'across', 'throughout', 'for', 'at', 'within']],
]

const MOVED_FROM = [
  'slipped from',
  'moved from',
  'extended from',
  'deferred from',
  'postponed from',
  'changed from',
  'revised from',
  'put back from',
]
const OLD = [
  ...MOVED_FROM,
  'was',
  'were',
  'originally',
  'original date',
  'previously',
  'formerly',
  'initially',
  'original',
  'old date',
  'not',
]
const NEW = [
  'now',
  'revised',
  'revised to',
  'revised date',
  'new date',
  'extended to',
  'moved to',
  'slipped to',
  'deferred to',
  'postponed to',
  'changed to',
  'rescheduled to',
  'amended to',
  'put back to',
  'pushed back to',
]

/** A date with the words before it that say how it is meant. */
export function readDated(tokens: readonly Token[], start: number, context: Context): Found<readonly Dated[]> | null {
  const slip = readSlip(tokens, start, context)
  if (slip) return slip
  const old = anyPhrase(tokens, start, OLD)
  const renewed = anyPhrase(tokens, start, NEW)
  const standing = old !== null ? 'old' : renewed !== null ? 'new' : 'only'
  const afterStanding = skip(tokens, old ?? renewed ?? start, [':'])
  const between = phrase(tokens, afterStanding, 'between')
  if (between !== null) {
    const range = readRange(tokens, skip(tokens, between, ['the']), context, ['and', 'to'])
    if (range) return { value: [{ role: 'in', period: range.value, standing }], next: range.next }
  }
  const [role, at] = roleAt(tokens, colon(tokens, afterStanding))
  const found =
    readRange(tokens, at, context, ['to', 'until', 'till', 'or', 'through']) ?? readPeriod(tokens, at, context)
  if (!found) return null
  const onwards =
    anyPhrase(tokens, found.next, ['onwards', 'onward']) ?? (markAt(tokens, found.next) === '+' ? found.next + 1 : null)
  const isOnwards = onwards !== null && role !== 'by'
  return {
    value: [{ role: isOnwards ? 'from' : role, period: found.value, standing }],
    next: isOnwards ? onwards : found.next,
  }
}

function colon(tokens: readonly Token[], at: number): number {
  return markAt(tokens, at) === ':' ? at + 1 : at
}

function roleAt(tokens: readonly Token[], at: number): [Role, number] {
  let best: [Role, number] = ['in', at]
  for (const [role, phrases] of ROLE_PHRASES) {
    const next = anyPhrase(tokens, at, phrases)
    if (next !== null && next > best[1]) best = [role, next]
  }
  return [best[0], skip(tokens, colon(tokens, best[1]), ['the', 'around', 'approximately', 'circa', 'about', 'c'])]
}

/** `slipped from March 2017 to June 2017`: the first no longer stands, the second does. */
function readSlip(tokens: readonly Token[], at: number, context: Context): Found<readonly Dated[]> | null {
  const next = anyPhrase(tokens, at, MOVED_FROM)
  const from = next === null ? null : readPeriod(tokens, next, context)
  if (!from || wordAt(tokens, from.next) !== 'to') return null
  const to = readPeriod(tokens, from.next + 1, context)
  if (!to) return null
  return {
    value: [
      { role: 'in', period: from.value, standing: 'old' },
      { role: 'in', period: to.value, standing: 'new' },
    ],
    next: to.next,
  }
}

/** Two periods as one stretch: `April to June 2017`, `1-5 July 2017`, `Q1/Q2 2016-17`. */
function readRange(
  tokens: readonly Token[],
  at: number,
  context: Context,
  joins: readonly string[],
): Found<Period> | null {
  const days = readDayRange(tokens, at, context)
  if (days) return days
  const first = readPeriod(tokens, at, context)
  if (!first) return null
  const isJoined = joins.includes(wordAt(tokens, first.next)) || ['-', '/'].includes(markAt(tokens, first.next))
  const secondAt = skip(tokens, first.next + 1, ['the', 'by'])
  const second = isJoined ? readPeriod(tokens, secondAt, context) : null
  if (!second) return null
  const started = first.value.yearless ? borrowYear(tokens, at, first, secondAt, second, context) : first.value
  const from = notAfter(started.from, second.value.to)
  if (from > second.value.to) return null
  const begin = from === started.from ? started.name : inWords(from)
  const name = `${begin} to ${second.value.name}`
  const notes = [...(started.notes ?? []), ...(second.value.notes ?? [])]
  return { value: { from, to: second.value.to, name, notes }, next: second.next }
}

/** `1 to 5 July 2017`, `1-5 July`. */
function readDayRange(tokens: readonly Token[], at: number, context: Context): Found<Period> | null {
  const token = tokens[at]
  const isPair = token?.type === 'joined' && token.parts.length === 2 && token.joint === '-'
  const first = isPair
    ? Number(token.parts[0])
    : token?.type === 'number' || token?.type === 'ordinal'
      ? token.value
      : null
  if (first === null) return null
  if (isPair) {
    const last: Token = { ...token, type: 'number', value: Number(token.parts[1]), digits: 2 }
    return dayRange(first, readPeriod([...tokens.slice(0, at), last, ...tokens.slice(at + 1)], at, context))
  }
  const isJoined = wordAt(tokens, at + 1) === 'to' || markAt(tokens, at + 1) === '-'
  return isJoined ? dayRange(first, readPeriod(tokens, at + 2, context)) : null
}

function dayRange(first: number, last: Found<Period> | null): Found<Period> | null {
  if (!last || last.value.from !== last.value.to || last.value.edge) return null
  const from = dayFrom(yearOf(last.value.to), monthOf(last.value.to), first)
  return from && from < last.value.to
    ? { value: { ...last.value, from, name: `${first} to ${last.value.name}` }, next: last.next }
    : null
}

/** The first of two periods has no year of its own: it takes the one that ends the second. */
function borrowYear(
  tokens: readonly Token[],
  at: number,
  first: Found<Period>,
  secondAt: number,
  second: Found<Period>,
  context: Context,
): Period {
  for (let length = 1; length < second.next - secondAt; length += 1) {
    const lent = [...tokens.slice(at, first.next), ...tokens.slice(second.next - length, second.next)]
    const again: ReturnType<Reader<Period>> = readPeriod(lent, 0, context)
    if (again && again.next === lent.length && !again.value.yearless) return again.value
  }
  return first.value
}

/** The same day of an earlier year if it lies after the other end: `November to February 2017` starts in 2016. */
function notAfter(from: Day, to: Day): Day {
  return from <= to ? from : addTo(from, -1, 'year')
}
