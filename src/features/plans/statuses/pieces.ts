import { type Found, lookUp, markAt, wordAt } from '../dates/cursor.ts'
import type { Token } from '../dates/tokens.ts'
import { DONE } from '../over.ts'
import { isOwnDay, openingOfDay, readDay } from './days.ts'
import { ADDRESS, MEETING, SIGNED, SOMEBODY } from './names.ts'
import { readReference } from './references.ts'
import {
  ABOUT,
  APPROVALS,
  BEFORE,
  BEFORE_PARTICIPLES,
  BEFORE_UNDONE,
  BEHIND,
  BEHIND_UNDONE,
  DAYS,
  EVIDENCED,
  isParticiple,
  type Said,
  STANDS,
} from './vocabulary.ts'

/** Each of these reads one piece of a cell that tells a status, and says where it ends; or finds nothing. */
type Next = number | null

export const isDone = ({ status }: Said): boolean => DONE.has(status)

/** What was so may be over; what was done is done. */
const isPastParticiple = (said: Said): boolean => isParticiple(said) && said.status !== 'in-progress'

const MOST_BEFORE = 4

/** A phrase that says how things stand, with what may stand before it: `has now been fully implemented`, `2 of 3 complete`. */
export function readStanding(tokens: readonly Token[], at: number): Found<Said> | null {
  const share = readShare(tokens, at) ?? readAbout(tokens, at)
  if (share) return share
  let next = at
  let isUndone = false
  let isPast = false
  for (let steps = 0; steps < MOST_BEFORE; steps += 1) {
    const found = lookUp(STANDS, tokens, next)
    if (found && (next === at || found.value.manner !== 'alone'))
      return (isUndone && isDone(found.value)) || (isPast && !isPastParticiple(found.value)) ? null : found
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
  if (next === counted.next && (first?.type !== 'percent' || done?.value.manner === 'neutral')) return null
  const status = counted.share === 1 ? 'complete' : counted.share === 0 ? 'not-started' : 'in-progress'
  return { value: { status, manner: 'plain', phrase: 'share' }, next }
}

/** `c. 80% complete`: about the whole, or about nothing, says neither. */
function readAbout(tokens: readonly Token[], at: number): Found<Said> | null {
  const about = lookUp(ABOUT, tokens, at)
  const share = about && readShare(tokens, markAt(tokens, about.next) === '.' ? about.next + 1 : about.next)
  return share?.value.status === 'in-progress' ? share : null
}

function readCount(tokens: readonly Token[], at: number): { share: number; next: number } | null {
  const of = wordAt(tokens, at + 1) === 'out' ? at + 2 : at + 1
  const [part, whole] = [tokens[at], tokens[of + 1]]
  const isCount = wordAt(tokens, of) === 'of' && part?.type === 'number' && whole?.type === 'number' && whole.value > 0
  return isCount ? { share: part.value / whole.value, next: of + 2 } : null
}

/** What else may follow it: by whom, that nothing is left, and where that is shown. What stands `by` an order says when or who shall. */
export function readBehindDone(tokens: readonly Token[], at: number, before: Said): Next {
  const settled = lookUp(BEHIND, tokens, at)?.next ?? readApproval(tokens, at)
  if (settled !== null) return settled
  if (markAt(tokens, at) === SIGNED) return at + 1
  if (before.phrase !== 'met' && (isParticiple(before) || before.status === 'superseded'))
    return readTold(tokens, at, before)
  return isNounOfOrder(tokens, at) ? null : readReference(tokens, at)
}

/** `approved at the KIM Board`, `evidence supplied to TNA`: who has since agreed, or what was handed over. */
function readApproval(tokens: readonly Token[], at: number): Next {
  const evidenced = lookUp(EVIDENCED, tokens, at)?.next ?? null
  if (evidenced !== null) return markAt(tokens, evidenced) === SIGNED ? evidenced + 1 : evidenced
  const approved = lookUp(APPROVALS, tokens, at)?.next ?? null
  if (approved === null) return null
  const told = [SOMEBODY, MEETING].includes(markAt(tokens, approved)) ? approved + 1 : readPlace(tokens, approved)
  return told === null ? null : readOwnDay(tokens, told)
}

/** The day with its year behind what was told, if one stands there. */
function readOwnDay(tokens: readonly Token[], at: number): number {
  const here = openingOfDay(tokens, markAt(tokens, at) === ',' ? at + 1 : at)
  const day = readDay(tokens, here)
  return day !== null && isOwnDay(tokens, here) ? day : at
}

/** What another stands in the place of is not told by who did so: `Superseded by Jane Smith`. */
const isReplaced = ({ phrase }: Said) => phrase === 'superseded' || phrase === 'replaced'

/** By whom, or at which meeting, something was done. A meeting closes and withdraws; `completed by the Board` may be a deadline. */
function readTold(tokens: readonly Token[], at: number, before: Said): Next {
  const { phrase, status } = before
  const mark = markAt(tokens, at)
  if (mark === SOMEBODY) return isReplaced(before) ? null : at + 1
  if (mark === MEETING) {
    const isSure = status !== 'complete' || phrase === 'signed off' || isDated(tokens, at + 1)
    return isSure && !isReplaced(before) ? at + 1 : null
  }
  return readPlace(tokens, at) ?? readReference(tokens, at)
}

/** Whether a day with its year stands here, so that a meeting is none that is to come. */
const isDated = (tokens: readonly Token[], at: number): boolean => {
  const here = openingOfDay(tokens, markAt(tokens, at) === ',' ? at + 1 : at)
  return readDay(tokens, here) !== null && isOwnDay(tokens, here)
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

/** By whom something was said, and where that is shown. */
export const readNamed = (tokens: readonly Token[], at: number): Next =>
  [SOMEBODY, MEETING, SIGNED].includes(markAt(tokens, at))
    ? at + 1
    : (readPlace(tokens, at) ?? readReference(tokens, at))

/** What may follow another status: the day until or by which. */
export const readBehindUndone = (tokens: readonly Token[], at: number): Next =>
  lookUp(STANDS, tokens, at)
    ? null
    : (lookUp(BEHIND_UNDONE, tokens, at)?.next ??
      readDay(tokens, lookUp(DAYS, tokens, at)?.next ?? at) ??
      readNamed(tokens, at))
