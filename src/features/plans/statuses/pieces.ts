import type { Day } from '#platform/calendar/index.ts'
import { type Found, lookUp, markAt, wordAt } from '../dates/cursor.ts'
import { readPeriod } from '../dates/period.ts'
import type { Token } from '../dates/tokens.ts'
import type { Status } from '../model.ts'
import { ADDRESS, MEETING, SOMEBODY } from './names.ts'
import {
  BEFORE,
  BEFORE_PARTICIPLES,
  BEFORE_UNDONE,
  BEHIND,
  DAYS,
  DONE_DAYS,
  DONE_DAYS_OF_COMPLETE,
  LINKING,
  REFERENCES,
  REFERRED,
  type Said,
  STANDS,
} from './vocabulary.ts'

/** Each of these reads one piece of a cell that tells a status, and says where it ends; or finds nothing. */
type Next = number | null

const DONE: ReadonlySet<Status> = new Set(['complete', 'closed'])
export const isDone = ({ status }: Said): boolean => DONE.has(status)
const isParticiple = ({ phrase }: Said): boolean => /(?:ed|done|met|begun)(?: off| out| down)?$/.test(phrase)

const MOST_BEFORE = 4

/** A phrase that says how things stand, with what may stand before it: `has now been fully implemented`, `2 of 3 complete`. */
export function readStanding(tokens: readonly Token[], at: number): Found<Said> | null {
  const share = readShare(tokens, at)
  if (share) return share
  let next = at
  let isUndone = false
  let isPast = false
  for (let steps = 0; steps < MOST_BEFORE; steps += 1) {
    const found = lookUp(STANDS, tokens, next)
    if (found && (next === at || found.value.manner !== 'alone'))
      return (isUndone && isDone(found.value)) || (isPast && !isParticiple(found.value)) ? null : found
    const [plain, undone, past] = [BEFORE, BEFORE_UNDONE, BEFORE_PARTICIPLES].map((set) => lookUp(set, tokens, next))
    const step = plain ?? undone ?? past
    if (!step) return null
    isUndone ||= !plain && undone !== null
    isPast ||= !plain && !undone
    next = step.next
  }
  return null
}

/** `80% complete`, `100%`, `2 of 3 complete`, `3 out of 5`: the whole is done only where all of it is. */
export function readShare(tokens: readonly Token[], at: number): Found<Said> | null {
  const [first] = tokens.slice(at, at + 1)
  const counted = first?.type === 'percent' ? { share: first.value / 100, next: at + 1 } : readCount(tokens, at)
  if (!counted || !(counted.share >= 0 && counted.share <= 1)) return null
  const done = lookUp(STANDS, tokens, counted.next)
  const next = done && isDone(done.value) ? done.next : counted.next
  if (next === counted.next && first?.type !== 'percent') return null
  const status = counted.share === 1 ? 'complete' : counted.share === 0 ? 'not-started' : 'in-progress'
  return { value: { status, manner: 'plain', phrase: 'share' }, next }
}

function readCount(tokens: readonly Token[], at: number): { share: number; next: number } | null {
  const of = wordAt(tokens, at + 1) === 'out' ? at + 2 : at + 1
  const [part, whole] = [tokens[at], tokens[of + 1]]
  const isCount = wordAt(tokens, of) === 'of' && part?.type === 'number' && whole?.type === 'number' && whole.value > 0
  return isCount ? { share: part.value / whole.value, next: of + 2 } : null
}

/**
 * What may follow a status that says done: its day, by whom, that nothing is left, and where that is shown. `Complete` may be an order:
 * the day behind it must have its year, and what stands `by` it says when or who shall.
 */
export function readBehindDone(tokens: readonly Token[], at: number, before: Said): Next {
  const isTold = isParticiple(before) || before.status === 'superseded'
  const opening = lookUp(before.phrase === 'complete' ? DONE_DAYS_OF_COMPLETE : DONE_DAYS, tokens, at)?.next ?? at
  const day = readDay(tokens, opening)
  if (day !== null) return isToCome(tokens, at, day) || !(isTold || opening > at || isOwnDay(tokens, at)) ? null : day
  const settled = lookUp(BEHIND, tokens, at)?.next
  if (settled !== undefined) return settled
  if (isTold) return readTold(tokens, at, before)
  return isNounOfOrder(tokens, at) ? null : readReference(tokens, at)
}

/** By whom, or at which meeting, something was done. A meeting closes and withdraws; `completed by the Board` may be a deadline. */
function readTold(tokens: readonly Token[], at: number, { phrase, status }: Said): Next {
  const mark = markAt(tokens, at)
  if (mark === SOMEBODY) return at + 1
  if (mark === MEETING) return status === 'complete' && phrase !== 'signed off' ? null : at + 1
  const isPlace = readPlace(tokens, at) !== null && phrase !== 'met'
  return isPlace ? at + 2 : readReference(tokens, at)
}

/** `on GOV.UK`, `at the Board`. */
function readPlace(tokens: readonly Token[], at: number): Next {
  const preposition = wordAt(tokens, at)
  const place = markAt(tokens, at + 1)
  const isPlace =
    preposition === 'at' ? place === MEETING || place === ADDRESS : preposition === 'on' && place === ADDRESS
  return isPlace ? at + 2 : null
}

/** `Complete evidence log`: without a mark between, the noun is what is to be completed. */
const isNounOfOrder = (tokens: readonly Token[], at: number): boolean =>
  tokens[at - 1]?.type === 'word' && ['evidence', 'ref', 'reference', 'link'].includes(wordAt(tokens, at))

/** Whether a day says its year by itself, so that it is the same from whatever day it is read. */
function isOwnDay(tokens: readonly Token[], at: number): boolean {
  const [one, other] = ['2015-01-01', '2024-06-15'].map((asOf) => readPeriod(tokens, at, { asOf, looking: 'back' }))
  return one?.value.from === other?.value.from
}

/** Whether a day in the words, with its year, is after this one: nothing was done then. */
export const speaksOfLater = (tokens: readonly Token[], asOf: Day): boolean =>
  tokens.some(
    (_, at) => (readPeriod(tokens, at, { asOf, looking: 'back' })?.value.from ?? asOf) > asOf && isOwnDay(tokens, at),
  )

/** When something was said, by whom, and where that is shown. */
export function readShown(tokens: readonly Token[], at: number): Next {
  const day = readDay(tokens, lookUp(DONE_DAYS, tokens, at)?.next ?? at)
  if (day !== null) return isToCome(tokens, at, day) ? null : day
  return readNamed(tokens, at)
}

const readNamed = (tokens: readonly Token[], at: number): Next =>
  [SOMEBODY, MEETING].includes(markAt(tokens, at)) ? at + 1 : (readPlace(tokens, at) ?? readReference(tokens, at))

/** Nothing was done `next month`. */
const isToCome = (tokens: readonly Token[], from: number, to: number): boolean =>
  tokens.slice(from, to).some((token) => token.type === 'word' && TO_COME.has(token.word))
const TO_COME = new Set(['next', 'coming', 'forthcoming', 'following', 'tomorrow', 'upcoming', 'future'])

/** What may follow another status: the day until or by which. */
export const readBehindUndone = (tokens: readonly Token[], at: number): Next =>
  readDay(tokens, lookUp(DAYS, tokens, at)?.next ?? at) ?? readNamed(tokens, at)

/** A day or a time that is written clearly. `2/3`, which may be a share, is not clear. */
export function readDay(tokens: readonly Token[], at: number): Next {
  const found = readPeriod(tokens, at, { asOf: '2000-01-01', looking: 'back' })
  return found && found.value.unclear === undefined ? found.next : null
}

/** `see annex B`, `evidence: minutes of 3 May 2017`, an address. Every word of it must be one of which references are made. */
function readReference(tokens: readonly Token[], at: number): Next {
  if (markAt(tokens, at) === ADDRESS) return at + 1
  const opening = lookUp(REFERENCES, tokens, at)
  if (!opening) return null
  let next = opening.next
  let shows = false
  while (next < tokens.length) {
    const day = readDay(tokens, next)
    const step = day ?? (isReferred(tokens, next) ? next + 1 : null)
    if (step === null) break
    shows ||= day !== null || (tokens[next]?.type === 'mark' ? markAt(tokens, next) === ADDRESS : !isLink(tokens, next))
    next = step
  }
  return shows ? next : null
}

const isLink = (tokens: readonly Token[], at: number): boolean =>
  LINKING.has(wordAt(tokens, at)) || isNumberSign(tokens, at)

/** The `no` of `report no 4`. */
const isNumberSign = (tokens: readonly Token[], at: number): boolean =>
  wordAt(tokens, at) === 'no' && tokens[at + 1]?.type === 'number'

function isReferred(tokens: readonly Token[], at: number): boolean {
  const token = tokens[at]
  if (!token) return false
  if (token.type === 'word') return REFERRED.has(token.word) || isLink(tokens, at) || isCode(token.word)
  if (token.type === 'number') return token.value > 0
  return token.type === 'mark'
    ? ['/', '-', ':', '#', '_', '\\', ADDRESS].includes(token.mark)
    : token.type !== 'percent'
}

/** A letter, or letters with a number: `b`, `action4`, `rec2`; `n` says no. */
const isCode = (word: string): boolean => /^(?:[a-mo-z]|[ivx]{1,4}|[a-z]{1,14}\d{1,6}[a-z]?)$/.test(word)
