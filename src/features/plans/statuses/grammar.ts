import type { Day } from '#platform/calendar/index.ts'
import { lookUp, markAt, wordAt } from '../dates/cursor.ts'
import { type Token, tokenise } from '../dates/tokens.ts'
import { OVER } from '../over.ts'
import type { Status } from '../status-names.ts'
import {
  beginsLater,
  isApprovedThen,
  isOfSomeMeeting,
  isOwnDay,
  readDay,
  readDayOfDone,
  speaksOfLater,
  withWholeYears,
} from './days.ts'
import { readDeed, readUnfinished } from './explanations.ts'
import { areTicks, isUnanswered, parted, readLines, withBoxes, withoutNumbers } from './forms.ts'
import { withoutNames } from './names.ts'
import { isDone, readBehindDone, readBehindUndone, readStanding } from './pieces.ts'
import { BETWEEN, readReason } from './prose.ts'
import { readMerged, readSuccessor } from './successors.ts'
import { isParticiple, PARTS, type Said, UPDATES } from './vocabulary.ts'

/** Words longer than this are prose and name no status. */
const LONGEST = 300

/**
 * The status that the words of a cell claim, or null where somebody must be asked.
 *
 * It is a closed grammar: the whole cell must be phrases that say how things stand, with their days, by whom and where that is
 * shown. Only a reason behind a status that is not done (`On hold pending the review`) may be in words of its own, as long as
 * none of them turns its meaning. So a word that nobody has thought of leads to a question, and never to a claim.
 * `asOf` is the day of the document: nothing was done on a day after it, unless every day counts as past. `registered` are the names of
 * people, units and roles that the registers have.
 */
export function statusIn(
  words: string,
  asOf: Day,
  {
    isAllPast = false,
    registered = [],
  }: { readonly isAllPast?: boolean; readonly registered?: readonly string[] } = {},
): Status | null {
  if (words.length > LONGEST || NOTHING_TOLD.test(words)) return null
  const written = withoutNumbers(answered(words))
  return readLines(written, (said, lines) => {
    const status = statusOfLines(said, asOf, { isAllPast, registered, isBroken: lines.length > 0 })
    // `Complete; evidence: minutes`, and in the line below `A`: a line that says something else by itself belongs to no other.
    const isGainsaid = (line: string) =>
      !isSettledBy(statusOfLines(line, asOf, { isAllPast, registered, isBroken: false }) ?? status)
    return isSettledBy(status) && lines.some(isGainsaid) ? null : status
  })
}

/** `No progress to report` says nothing of whether it was begun. */
const NOTHING_TOLD = /^\W*(?:no|nothing)(?: \p{L}+){0,2} to report\b/iu

const isSettledBy = (status: Status | null): boolean => status !== null && OVER.has(status)

interface Manner {
  readonly isAllPast: boolean
  /** Whether the words are lines put together, so that they must be one phrase, and no reason in words of its own stands among them. */
  readonly isBroken: boolean
  readonly registered: readonly string[]
}

function statusOfLines(words: string, asOf: Day, { isAllPast, isBroken, registered }: Manner): Status | null {
  const boxed = withBoxes(words)
  const tokens = withWholeYears(tokenise(withoutNames(parted(boxed), registered)), asOf)
  const said = readWhole(tokens, !isBroken)
  const status = (said && together(said)) ?? partsIn(tokens)
  if (status === null || !OVER.has(status)) return !isAllPast && beginsLater(tokens, asOf) ? null : status
  if (isBroken && said?.length !== 1) return null
  const isTold = (said ?? []).every((one) => !isDone(one) || isParticiple(one)) || isApprovedThen(tokens)
  const isToCome = !isAllPast && speaksOfLater(tokens, asOf, isTold)
  return isToCome || isUnanswered(boxed, tokens) || isOfSomeMeeting(tokens) ? null : status
}

/** Grey says only that nothing is judged yet; what stands behind it says why. */
const GREY =
  /^\s*gr[ea]y\s*[-\u2013:]\s*(?=(?:not (?:yet )?(?:started|begun|commenced|due)|on hold|superseded|withdrawn)\W*$)/i
const LABEL = /^\s*(?:(?:current |action )?status|(?:b?rag)(?: status| rating)?)\s*[:\u2013-]\s*/i

/** `The Department has now implemented this recommendation` says `Implemented`. */
const BY_ITS_OWNER =
  /^\s*(?:we|(?:the |our )?(?:department|ministry|directorate|council|authority|agency|board|trust|commission|office|organisation|service|team|government))\s+(?:has|have)\s+(?:(?:now|since|already|fully|successfully)\s+)*(?=(?:not |not yet )?(?:implemented|completed|delivered|actioned|fulfilled|discharged|addressed|achieved|met|closed)\b)/i
const ITS_OBJECT =
  /\s+(?:this|the|these|that)\s+(?:recommendation|action|finding|requirement|objective|task|commitment)s?\b/i

const withoutOwner = (words: string): string =>
  BY_ITS_OWNER.test(words) && ITS_OBJECT.test(words) ? words.replace(BY_ITS_OWNER, '').replace(ITS_OBJECT, '') : words

const ARROW = String.raw`[(\[]?(?:[\u2190-\u21ff\u2b05-\u2b07\u27a1\u25b2\u25bc\u25b6\u25c0]\ufe0f?)+[)\]]?`
const ARROWS = new RegExp(String.raw`^\s*${ARROW}\s*(?=[\p{L}\d])|(?<=[\p{L}\d%])\s*${ARROW}\s*$`, 'gu')

/** `Amber ↓`: an arrow says where it goes, and not how it stands. One between two words leads from one to the other. */
const withoutArrows = (words: string): string => words.replace(ARROWS, '')

/** The words without a label of their own (`RAG: amber`); `Complete? Yes` asks and answers. */
const answered = (words: string): string =>
  withoutArrows(withoutOwner(words))
    .replace(LABEL, '')
    .replace(GREY, '')
    .replace(/\bcovid[\s-]?19\b/gi, 'covid')
    .replace(/\?\s*[-:\u2013]?\s*(?=(?:yes|y)\W*$)/i, ': ')

interface Heard extends Said {
  /** Whether a stroke stands before it: `Complete / In progress` are choices. */
  readonly isChoice: boolean
}

/** What was heard so far, in order. */
interface Hearing {
  readonly heard: Heard[]
  /** The last mark before what comes next. */
  mark: string
  /** Whether the day of the last phrase was read, and whether what is not done was explained. */
  isDated: boolean
  isExplained: boolean
  /** Whether what was done, or what is not, was told in words of its own just before. */
  isTold: boolean
  /** Whether a reason may stand in words of its own. */
  readonly isReasoned: boolean
}

/** Every phrase that the cell says, in order, or null where a piece of it is not understood. */
function readWhole(tokens: readonly Token[], isReasoned: boolean): Heard[] | null {
  const hearing: Hearing = { heard: [], mark: '', isDated: false, isExplained: false, isTold: false, isReasoned }
  for (let at: number | null = datedBefore(tokens); at !== null && at < tokens.length; ) {
    at = readMark(tokens, at, hearing) ?? readTail(tokens, at, hearing) ?? readPhrase(tokens, at, hearing)
    if (at === null) return null
  }
  const { heard, isExplained } = hearing
  // What waits for something, or has a day to come, is not over: `Green, awaiting sign off. Complete`.
  if (isExplained && isSettled(heard)) return null
  return heard.length > 0 ? heard : ticked(tokens)
}

const MERGER: Said = { status: 'superseded', manner: 'plain', phrase: 'merged' }

function readPhrase(tokens: readonly Token[], at: number, hearing: Hearing): number | null {
  const merged = readMerged(tokens, at)
  const standing = merged === null ? readStanding(tokens, at) : { value: MERGER, next: merged }
  if (!standing || isLabelLetter(standing.value, hearing)) return null
  hearing.heard.push({ ...standing.value, isChoice: hearing.mark === '/' })
  hearing.mark = ''
  hearing.isDated = false
  return standing.next
}

/** What follows a phrase: its day, at most one (`closed 24 December - 2 January` is a stretch), and the rest. */
function readTail(tokens: readonly Token[], at: number, hearing: Hearing): number | null {
  const { heard, isDated } = hearing
  const last = heard.at(-1)
  if (!last) return null
  // `No progress since March`: there was some before.
  if (last.phrase.startsWith('no progress') && wordAt(tokens, at) === 'since') return null
  if (!isSettled(heard)) {
    const next = readBehindUndone(tokens, at) ?? (hearing.isReasoned ? readOwnWords(tokens, at, hearing) : null)
    hearing.isExplained ||= next !== null
    return next
  }
  const day = readDayOfDone(tokens, at, last)
  hearing.isDated = day !== null
  if (day !== null) return isDated ? null : day
  hearing.isDated = isDated
  if (last.status === 'superseded') return readBehindDone(tokens, at, last) ?? readSuccessor(tokens, at, last)
  return readTold(tokens, at, hearing) ?? readBehindDone(tokens, at, last)
}

/** What was done, in words of its own, behind what is done. A line below may say something else, so it is read within one. */
function readTold(tokens: readonly Token[], at: number, hearing: Hearing): number | null {
  const next = hearing.isReasoned ? readDeed(tokens, at, hearing.isTold) : null
  hearing.isTold ||= next !== null
  return next
}

/** Why something is not done, or how far it is. */
function readOwnWords(tokens: readonly Token[], at: number, hearing: Hearing): number | null {
  const reason = readReason(tokens, at, BETWEEN.has(markAt(tokens, at - 1)))
  const next = reason ?? readUnfinished(tokens, at, hearing.isTold)
  hearing.isTold ||= next !== null
  return next
}

/** A cell that holds a tick and no words says that it is done. */
const ticked = (tokens: readonly Token[]): Heard[] | null =>
  areTicks(tokens) ? [{ status: 'complete', manner: 'alone', phrase: 'tick', isChoice: false }] : null

/**
 * `12 March 2018: completed`, `(3 May 2018) Complete`, `Update May 2018: complete`: a day with its year, clearly written and cut off by a
 * mark, may stand first; a whole day in figures also without one. `Last month: complete` may be no more, `March 2018 complete` be a promise.
 */
function datedBefore(tokens: readonly Token[]): number {
  const isBracketed = markAt(tokens, 0) === '('
  const at = isBracketed ? 1 : (lookUp(UPDATES, tokens, 0)?.next ?? 0)
  const next = readDay(tokens, at)
  if (next === null || !isOwnDay(tokens, at)) return 0
  if (isBracketed) return markAt(tokens, next) === ')' ? next + 1 : 0
  const end = at === 0 ? (lookUp(UPDATES, tokens, next)?.next ?? next) : next
  const isCutOff = [':', '-', ',', ';', '.'].includes(markAt(tokens, end))
  return isCutOff || (at === 0 && tokens[0]?.type === 'joined' && tokens[0].parts.length === 3 && next === 1) ? end : 0
}

/** The `b` of `Complete (b)` is a label: letters for colours stand first, or among themselves; `y` also answers: `Complete: y`. */
function isLabelLetter({ phrase }: Said, { heard, mark }: Hearing): boolean {
  if (phrase === 'y') return heard.length > 0 && mark !== ':'
  return /^[abgr]$/.test(phrase) && !heard.every((one) => one.phrase.length === 1)
}

function readMark(tokens: readonly Token[], at: number, hearing: Hearing): number | null {
  const mark = markAt(tokens, at)
  if (BETWEEN.has(mark)) hearing.mark = mark
  return BETWEEN.has(mark) || wordAt(tokens, at) === 'and' ? at + 1 : null
}

/** Whether what was heard says that the action is over. */
const isSettled = (heard: readonly Heard[]): boolean => heard.some((one) => OVER.has(one.status))

/** What several phrases say together, or null where they do not go together. */
function together(heard: readonly Heard[]): Status | null {
  if (heard.some(({ manner }) => manner === 'alone') && !heard.every(isDone)) return null
  const plain = heard.filter(({ manner }) => manner !== 'neutral')
  const statuses = new Set(plain.map(({ status }) => status))
  if (heard.some(({ isChoice }) => isChoice) && !(isOneFamily(statuses) && plain.length === heard.length))
    return plain.length === 0 && isBetweenColours(heard) ? 'in-progress' : null
  if (statuses.size === 0) return 'in-progress'
  if (heard.length > plain.length && plain.some(isDone))
    return isGreen(heard) && isOneFamily(statuses) ? doneOf(statuses) : null
  if (statuses.size === 1) return [...statuses][0] ?? null
  if (isOneFamily(statuses)) return doneOf(statuses)
  if (statuses.size === 2 && statuses.has('closed') && statuses.has('superseded')) return 'superseded'
  const isGoingOn = statuses.size === 2 && statuses.has('complete') && plain.at(-1)?.status === 'in-progress'
  return isGoingOn && GOES_ON.has(plain.at(-1)?.phrase ?? '') ? 'in-progress' : null
}

/** `Amber/Green` lies between two colours; `R/A/G` is a choice that nobody has made. */
const isBetweenColours = (heard: readonly Heard[]): boolean =>
  heard.length === 2 && heard.some(({ phrase }) => phrase === 'amber' || phrase === 'a')

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
