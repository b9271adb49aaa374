import type { Day } from '#platform/calendar/index.ts'
import { type Found, lexicon, lookUp, markAt, wordAt } from '../dates/cursor.ts'
import { type Token, tokenise } from '../dates/tokens.ts'
import type { Verdict } from '../model.ts'
import { isOfSomeMeeting, isOwnDay, openingOfDay, readDaySaid, speaksOfLater, withWholeYears } from './days.ts'
import { areTicks, isUnanswered, parted, readLines, withBoxes } from './forms.ts'
import { withoutNames } from './names.ts'
import { readNamed, readShare } from './pieces.ts'
import { BETWEEN, changesNothing, endOfPiece } from './prose.ts'
import { readReference } from './references.ts'
import { WORDS } from './verdicts.content.ts'
import { BECAUSE } from './vocabulary.ts'

const VERDICTS = lexicon<Verdict>([
  ['accepted', WORDS.accepted],
  ['partly-accepted', [...WORDS['partly-accepted'], ...inPart(WORDS.accepted)]],
  ['not-accepted', WORDS['not-accepted']],
])
const BEFORE = lexicon<true>([[true, WORDS.before]])
const BEHIND = lexicon<true>([[true, WORDS.behind]])
const LACKING = lexicon<true>([[true, WORDS.lacking]])

function inPart(accepted: readonly string[]): string[] {
  return WORDS.partly.flatMap((partly) => accepted.map((word) => `${partly} ${word}`))
}

/** Words longer than this are prose and give no verdict. */
const LONGEST = 300

/**
 * The verdict that the words of a cell give, or null where somebody must be asked. Read like statuses: every word of the cell must be
 * known, and no day may be after that of the document. Behind a refusal, or a verdict in part, its reason may stand, said by known words.
 */
export function verdictIn(words: string, asOf: Day, registered: readonly string[] = []): Verdict | null {
  if (words.length > LONGEST) return null
  return readLines(words, (said, { length }) => verdictOfLines(said, asOf, length === 0, registered))
}

function verdictOfLines(words: string, asOf: Day, isReasoned: boolean, registered: readonly string[]): Verdict | null {
  const boxed = withBoxes(words)
  const tokens = withWholeYears(tokenise(withoutNames(parted(boxed), registered)), asOf)
  if (isUnanswered(boxed, tokens) || isOfSomeMeeting(tokens)) return null
  if (areTicks(tokens)) return 'accepted'
  const said = readWhole(tokens, isReasoned)
  const verdict = said && only(said.heard)
  return verdict !== null && speaksOfLater(tokens, asOf, said?.isTold ?? false) ? null : verdict
}

interface Said {
  readonly heard: Set<Verdict>
  /** Whether it is told as done: `accepted`, and not `green`. */
  isTold: boolean
  /** The words of the last verdict, and whether its day was read. */
  last: string
  isDated: boolean
  /** Whether a reason may stand in words of its own. */
  readonly isReasoned: boolean
}

function readWhole(tokens: readonly Token[], isReasoned: boolean): Said | null {
  const said: Said = { heard: new Set(), isTold: true, last: '', isDated: false, isReasoned }
  for (let at = 0; at < tokens.length; ) {
    const next = readMark(tokens, at) ?? (said.heard.size > 0 ? readBehind(tokens, at, said) : null)
    const found = next === null ? readVerdict(tokens, at) : null
    // Lines that are put together are one verdict.
    // `No further evidence required` is no refusal.
    const isDenied = ['no', 'n'].includes(wordAt(tokens, at - 1))
    const isAnother = found !== null && (isDenied || (!isReasoned && said.heard.size > 0))
    if (isAnother || (found && isLabelLetter(tokens, at, said))) return null
    if (found) hear(said, found.value, [wordAt(tokens, found.next - 2), wordAt(tokens, found.next - 1)])
    else if (next === null) return null
    at = found?.next ?? next ?? tokens.length
  }
  return said
}

/** The `y` of `Accepted (y)` may be a label; it answers where it stands first, or behind a colon. An `n` behind a verdict answers nothing. */
function isLabelLetter(tokens: readonly Token[], at: number, { heard }: Said): boolean {
  const word = wordAt(tokens, at)
  return heard.size > 0 && (word === 'n' || (word === 'y' && markAt(tokens, at - 1) !== ':'))
}

/** `Met`, and `we met`, may be said of a meeting, unless it was `fully met`. */
function hear(said: Said, value: Verdict, [before, word]: readonly [string, string]): void {
  said.heard.add(value)
  said.isTold &&= /(?:ed|met)$/.test(word)
  said.last = word === 'met' && before === 'fully' ? 'fully met' : word
  said.isDated = false
}

const only = (heard: ReadonlySet<Verdict>): Verdict | null => (heard.size === 1 ? ([...heard][0] ?? null) : null)

const readMark = (tokens: readonly Token[], at: number): number | null =>
  BETWEEN.has(markAt(tokens, at)) || wordAt(tokens, at) === 'and' ? at + 1 : null

/** The day, by whom, and where it is shown; behind what accepts also that nothing is left, and behind what does not the reason. */
function readBehind(tokens: readonly Token[], at: number, said: Said): number | null {
  const isAccepted = said.heard.has('accepted')
  const settled = isAccepted ? lookUp(BEHIND, tokens, at) : null
  if (settled) return settled.next
  const day = said.last === 'met' ? null : readDayOfVerdict(tokens, at, said)
  if (day !== null && said.isDated) return null
  said.isDated ||= day !== null
  const shown = day ?? (said.last === 'met' ? readReference(tokens, at) : readNamed(tokens, at))
  return shown ?? (isAccepted || !said.isReasoned ? null : readReasonOf(tokens, at))
}

/** An office is `closed Friday`: such a day must have its year. */
function readDayOfVerdict(tokens: readonly Token[], at: number, { last }: Said): number | null {
  const day = readDaySaid(tokens, at)
  return day === null || last !== 'closed' || isOwnDay(tokens, openingOfDay(tokens, at)) ? day : null
}

const MOST_BEFORE = 3

function readVerdict(tokens: readonly Token[], at: number): Found<Verdict> | null {
  const share = readShare(tokens, at)
  if (share) return share.value.status === 'complete' ? { ...share, value: 'accepted' } : partly(share)
  let next = at
  for (let steps = 0; steps <= MOST_BEFORE; steps += 1) {
    const found = lookUp(VERDICTS, tokens, next)
    if (found) return found
    const step = lookUp(BEFORE, tokens, next)
    if (!step) return null
    next = step.next
  }
  return null
}

const partly = ({ value, next }: NonNullable<ReturnType<typeof readShare>>): Found<Verdict> | null =>
  value.status === 'in-progress' ? { value: 'partly-accepted', next } : null

/** Why something is not accepted: a reason that a known word opens, or one that a known word ends: `evidence missing`, `one to follow`. */
function readReasonOf(tokens: readonly Token[], at: number): number | null {
  if (!BETWEEN.has(markAt(tokens, at - 1)) && lookUp(BECAUSE, tokens, at) === null) return null
  const end = endOfPiece(tokens, at)
  const places = Array.from({ length: end - at }, (_, index) => at + index)
  const isKnown =
    lookUp(BECAUSE, tokens, at) !== null ||
    places.some((here) => here > at && lookUp(LACKING, tokens, here)?.next === end)
  const isSafe = places.every((here) => changesNothing(tokens, here) && lookUp(VERDICTS, tokens, here) === null)
  return isKnown && isSafe && end > at ? end : null
}
