import { lookUp, markAt, wordAt } from '../dates/cursor.ts'
import type { Token } from '../dates/tokens.ts'
import { readDay } from './days.ts'
import { ADDRESS, MEETING, SIGNED, SOMEBODY } from './names.ts'
import { changesNothing, endOfPiece } from './prose.ts'
import { EXPLAINED } from './vocabulary.ts'

/** Marks that cut an explanation off from the status before it; a dash between words is a semicolon by now, and a hyphen is part of a word. */
const CUTS: ReadonlySet<string> = new Set(';:.(')
/** Subjects of more words than these, or what follows them, are prose. */
const MOST_SUBJECT = 8

const isCutOff = (tokens: readonly Token[], at: number, goesOn: boolean): boolean =>
  CUTS.has(markAt(tokens, at - 1)) || (goesOn && markAt(tokens, at - 1) === ',')

/**
 * `policy published on the intranet`, behind a status that says done: what was done, up to the next mark. Something must be named, what was
 * done with it must be a deed that ends, and nothing may take it back. `goesOn` says that such words stand before it.
 */
export function readDeed(tokens: readonly Token[], at: number, goesOn: boolean): number | null {
  if (!isCutOff(tokens, at, goesOn)) return null
  const end = endOfPiece(tokens, at)
  if (namesAll(tokens, at, end)) return end
  const deed = deedWithin(tokens, at, end)
  return deed !== null && areKept(tokens, deed, end) ? end : null
}

const MOST_NAMED = 5

/** `all 5 branches`: the whole of what it was done for. */
function namesAll(tokens: readonly Token[], at: number, end: number): boolean {
  const last = wordAt(tokens, end - 1)
  const isWhole = wordAt(tokens, at) === 'all' && end - at > 1 && end - at <= MOST_NAMED
  return isWhole && /(?:[^s]s|staff|people)$/.test(last) && areKept(tokens, at + 1, end)
}

/** Where what stands behind the first deed begins, or null where none has a subject. */
function deedWithin(tokens: readonly Token[], at: number, end: number): number | null {
  for (let here = at; here < end && here - at <= MOST_SUBJECT; here += 1) {
    const verb = lookUp(EXPLAINED.auxiliaries, tokens, here)?.next ?? here
    const deed = here > at ? lookUp(EXPLAINED.deeds, tokens, verb) : null
    if (deed) return deed.next
    if (!isKept(tokens, here)) return null
  }
  return null
}

/** Whether everything from one place to another is so, but for days. */
function areAll(tokens: readonly Token[], from: number, end: number, isSo: (at: number) => boolean): boolean {
  for (let at = from; at < end; ) {
    const day = readDay(tokens, at)
    if (day === null && !isSo(at)) return false
    at = day ?? at + 1
  }
  return true
}

const areKept = (tokens: readonly Token[], from: number, end: number): boolean =>
  areAll(tokens, from, end, (at) => isKept(tokens, at))

const plainFrom = (tokens: readonly Token[], from: number, end: number): boolean =>
  areAll(tokens, from, end, (at) => changesNothing(tokens, at))

/** What was done in one phase of several leaves the others open. */
const OF_A_PART = /^(?:phase|stage|part|tranche|wave|sprint|step|milestone|module|lot|batch|cohort|workstream)s?\w*$/

/** `Policy apparently published`: an adverb may say that it is not sure. These do not. */
const DOUBTED =
  /^(?!(?:formally|fully|successfully|duly|finally|recently|subsequently|daily|weekly|monthly|quarterly|yearly|early|family|assembly|supply|reply)$)\w+ly$/

/** Marks within an explanation: names that were told before, and quotes. Boxes and blanks are none. */
const NAMED: ReadonlySet<string> = new Set(['"', "'", '&', SOMEBODY, MEETING, ADDRESS, SIGNED])

/** Whether a token takes nothing back: no doubt, no share, and nothing that is still to come. Another deed may follow. */
const isKept = (tokens: readonly Token[], at: number): boolean =>
  (lookUp(EXPLAINED.unsettling, tokens, at) === null || goesTo(tokens, at)) &&
  !OF_A_PART.test(wordAt(tokens, at)) &&
  !DOUBTED.test(wordAt(tokens, at)) &&
  (markAt(tokens, at) === '' || NAMED.has(markAt(tokens, at))) &&
  (changesNothing(tokens, at) || lookUp(EXPLAINED.deeds, tokens, at) !== null)

/** `supplied to the auditors`, `agreed with the Board`: to or with whom, and no deed that is still to come. */
const goesTo = (tokens: readonly Token[], at: number): boolean => {
  const [deed, word] = [wordAt(tokens, at - 1), wordAt(tokens, at)]
  return word === 'to'
    ? EXPLAINED.to.has(deed) && wordAt(tokens, at + 1) !== 'be'
    : word === 'with' && EXPLAINED.with.has(deed)
}

/**
 * What explains a status that is not done, up to the next mark: a share of the whole (`50% of staff trained`), what is begun or left
 * (`policy drafted`, `training outstanding`), or what is lacking (`no resource`).
 */
export function readUnfinished(tokens: readonly Token[], at: number, goesOn: boolean): number | null {
  if (!isCutOff(tokens, at, goesOn)) return null
  const end = endOfPiece(tokens, at)
  const lack = lookUp(EXPLAINED.lacks, tokens, at)
  if (lack?.next === end) return end
  if (isShare(tokens[at]) && end > at + 1 && plainFrom(tokens, at + 1, end)) return end
  for (let here = at + 1; here < end && here - at <= MOST_SUBJECT; here += 1) {
    if (WHOLE.has(wordAt(tokens, here - 1)) || !changesNothing(tokens, here - 1)) return null
    const left = lookUp(EXPLAINED.left, tokens, here)
    if (left?.next === end) return end
    const begun = wordAt(tokens, here - 1) === '' ? null : lookUp(EXPLAINED.begun, tokens, here)
    if (begun) return plainFrom(tokens, begun.next, end) ? end : null
  }
  return null
}

/** Words for the whole of an action: what is said of it is a status and no explanation. */
const WHOLE: ReadonlySet<string> = new Set(['all', 'everything', 'action', 'actions', 'work', 'task', 'tasks', 'whole'])

const isShare = (token: Token | undefined): boolean => token?.type === 'percent' && token.value > 0 && token.value < 100
