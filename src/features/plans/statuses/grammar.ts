import type { Day } from '#platform/calendar/index.ts'
import { lookUp, markAt, wordAt } from '../dates/cursor.ts'
import { type Token, tokenise } from '../dates/tokens.ts'
import type { Status } from '../model.ts'
import { isUnanswered, TICKS, withBoxes } from './forms.ts'
import { withoutNames } from './names.ts'
import { isDone, readBehindDone, readBehindUndone, readDay, readStanding, speaksOfLater } from './pieces.ts'
import { BETWEEN, isHarmless } from './prose.ts'
import { BECAUSE, PARTS, type Said, STANDS, TURNING } from './vocabulary.ts'

/** Words longer than this are prose and name no status. */
const LONGEST = 300

/**
 * The status that the words of a cell claim, or null where somebody must be asked.
 *
 * It is a closed grammar: the whole cell must be phrases that say how things stand, with their days, by whom and where that is
 * shown. Only a reason behind a status that is not done (`On hold pending the review`) may be in words of its own, as long as
 * none of them turns its meaning. So a word that nobody has thought of leads to a question, and never to a claim.
 * `asOf` is the day of the document: nothing was done on a day after it. Without one every day counts as past.
 */
export function statusIn(words: string, asOf: Day | null = null): Status | null {
  if (words.length > LONGEST) return null
  const boxed = withBoxes(answered(words))
  const tokens = tokenise(withoutNames(boxed))
  const said = readWhole(tokens)
  const status = said ? together(said) : partsIn(tokens)
  if (status === null || !SETTLED.has(status)) return status
  return isUnanswered(boxed, tokens) || (asOf !== null && speaksOfLater(tokens, asOf)) ? null : status
}

const SETTLED: ReadonlySet<Status> = new Set(['complete', 'closed', 'superseded'])

const LABEL = /^\s*(?:(?:current |action )?status|(?:b?rag)(?: status| rating)?)\s*[:\u2013-]\s*/i

/** The words without a label of their own (`RAG: amber`); `Complete? Yes` asks and answers. */
const answered = (words: string): string =>
  words.replace(LABEL, '').replace(/\?\s*[-:\u2013]?\s*(?=(?:yes|y)\W*$)/i, ': ')

interface Heard extends Said {
  /** Whether a stroke stands before it: `Complete / In progress` are choices. */
  readonly isChoice: boolean
}

/** Every phrase that the cell says, in order, or null where a piece of it is not understood. */
function readWhole(tokens: readonly Token[]): Heard[] | null {
  const heard: Heard[] = []
  let mark = ''
  for (let at = datedBefore(tokens); at < tokens.length; ) {
    const last = heard.at(-1)
    const next = readMark(tokens, at) ?? readBehind(tokens, at, last ?? null, heard)
    if (next !== null) {
      if (next === at + 1 && BETWEEN.has(markAt(tokens, at))) mark = markAt(tokens, at)
      at = next
      continue
    }
    const standing = readStanding(tokens, at)
    if (standing && isLabelLetter(standing.value, heard)) return null
    if (!standing) return isReasonOfUndone(tokens, at, heard) ? heard : null
    heard.push({ ...standing.value, isChoice: mark === '/' })
    mark = ''
    at = standing.next
  }
  return heard.length > 0 ? heard : ticked(tokens)
}

/** A cell that holds a tick and no words says that it is done. */
const ticked = (tokens: readonly Token[]): Heard[] | null =>
  tokens.length > 0 && tokens.every((_, at) => TICKS.has(markAt(tokens, at)))
    ? [{ status: 'complete', manner: 'alone', phrase: 'tick', isChoice: false }]
    : null

/** `12 March 2018: completed`: a day, clearly written and cut off by a mark, may stand first. */
function datedBefore(tokens: readonly Token[]): number {
  const next = readDay(tokens, 0)
  return next !== null && [':', '-', ',', ';', '.'].includes(markAt(tokens, next)) ? next : 0
}

/** The `b` of `Complete (b)` is a label: letters for colours stand first, or among themselves. */
const isLabelLetter = ({ phrase }: Said, heard: readonly Heard[]): boolean =>
  /^[abgr]$/.test(phrase) && !heard.every((one) => one.phrase.length === 1)

function readMark(tokens: readonly Token[], at: number): number | null {
  if (BETWEEN.has(markAt(tokens, at))) return at + 1
  return wordAt(tokens, at) === 'and' ? at + 1 : null
}

function readBehind(tokens: readonly Token[], at: number, last: Heard | null, heard: readonly Heard[]): number | null {
  if (!last) return null
  const isOfDone = heard.some(isDone)
  if (last.status === 'superseded') return readBehindDone(tokens, at, last) ?? readSuccessor(tokens, at)
  return isOfDone ? readBehindDone(tokens, at, last) : readBehindUndone(tokens, at)
}

const FEW = 9

/** `superseded by the new records strategy`: to the end of the cell or its part, with no word that limits it. */
function readSuccessor(tokens: readonly Token[], at: number): number | null {
  if (!['by', 'with'].includes(wordAt(tokens, at))) return null
  let next = at + 1
  while (next < tokens.length && next - at <= FEW && !BETWEEN.has(markAt(tokens, next))) {
    const word = wordAt(tokens, next)
    if (TURNING.has(word) || LIMITS.has(word) || lookUp(STANDS, tokens, next) || word.endsWith('ly')) return null
    if (markAt(tokens, next) === '?') return null
    next += 1
  }
  return next > at + 1 ? next : null
}
const LIMITS = new Set(
  'in for when while where to at from as with during pending subject on this next be which that'.split(' '),
)

/** Words of its own may follow what is not done, cut off by a mark or opened by a word such as `pending`. */
function isReasonOfUndone(tokens: readonly Token[], at: number, heard: readonly Heard[]): boolean {
  if (heard.length === 0 || heard.some((one) => isDone(one) || one.status === 'superseded')) return false
  const isOpened = BETWEEN.has(markAt(tokens, at - 1)) || lookUp(BECAUSE, tokens, at) !== null
  return isOpened && tokens.slice(at).every((_, index) => isHarmless(tokens, at + index))
}

/** What several phrases say together, or null where they do not go together. */
function together(heard: readonly Heard[]): Status | null {
  if (heard.some(({ manner }) => manner === 'alone') && !heard.every(isDone)) return null
  const plain = heard.filter(({ manner }) => manner !== 'neutral')
  const statuses = new Set(plain.map(({ status }) => status))
  if (heard.some(({ isChoice }) => isChoice) && !(isOneFamily(statuses) && plain.length === heard.length)) {
    return plain.length === 0 ? 'in-progress' : null
  }
  if (statuses.size === 0) return 'in-progress'
  if (heard.length > plain.length && plain.some(isDone)) return isGreen(heard) ? doneOf(statuses) : null
  if (statuses.size === 1) return [...statuses][0] ?? null
  if (isOneFamily(statuses)) return doneOf(statuses)
  if (statuses.size === 2 && statuses.has('closed') && statuses.has('superseded')) return 'superseded'
  const isGoingOn = statuses.size === 2 && statuses.has('complete') && plain.at(-1)?.status === 'in-progress'
  return isGoingOn && GOES_ON.has(plain.at(-1)?.phrase ?? '') ? 'in-progress' : null
}

const GOES_ON = new Set(['ongoing', 'on going', 'in progress', 'underway', 'under way', 'continuing', 'continues'])
const isOneFamily = (statuses: ReadonlySet<Status>) =>
  [...statuses].every((status) => status === 'complete' || status === 'closed') || statuses.size === 1
const doneOf = (statuses: ReadonlySet<Status>): Status | null =>
  statuses.has('closed') ? 'closed' : statuses.size === 1 ? ([...statuses][0] ?? null) : 'complete'
const isGreen = (heard: readonly Heard[]) =>
  heard.every(({ manner, phrase }) => manner !== 'neutral' || phrase === 'green' || phrase === 'g')

/** `Design complete; build in progress`: where one part is done and another is not, the whole is in progress. */
function partsIn(tokens: readonly Token[]): Status | null {
  const statuses: Status[] = []
  for (let at = 0; at < tokens.length; ) {
    const mark = BETWEEN.has(markAt(tokens, at)) || ['and', 'but'].includes(wordAt(tokens, at))
    if (mark) {
      at += 1
      continue
    }
    const part =
      lookUp(PARTS, tokens, at)?.next ?? (/^(?:phase|stage|part)\w+$/.test(wordAt(tokens, at)) ? at + 1 : null)
    const standing = part === null ? null : readStanding(tokens, part)
    if (!standing) return null
    statuses.push(standing.value.status)
    at = standing.next
  }
  const isMixed = statuses.includes('in-progress') || statuses.includes('not-started')
  return isMixed && statuses.includes('complete') && statuses.every((one) => PARTLY.has(one)) ? 'in-progress' : null
}
const PARTLY: ReadonlySet<Status> = new Set(['complete', 'in-progress', 'not-started'])
