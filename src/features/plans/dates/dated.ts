import { addTo } from '#platform/calendar/index.ts'
import { WHO } from '../statuses/vocabulary.ts'
import { type Context, type Found, lookUp, markAt, phrase, skip, wordAt } from './cursor.ts'
import type { Period } from './model.ts'
import { readTurned } from './negation.ts'
import { readPeriod } from './period.ts'
import { readRange } from './range.ts'
import { APPROXIMATE, POSTFIX, ROLES, type Role, STANDINGS } from './roles.ts'
import type { Token } from './tokens.ts'

export interface Dated {
  readonly role: Role
  readonly period: Period
  /**
   * `old` where the words say that the date no longer stands, `denied` where they say that it never did, `new` where it replaces another,
   * `past` where it tells of the last time.
   */
  readonly standing: 'only' | 'old' | 'denied' | 'new' | 'past'
  /** Whether both ends of it are written: `1 May to 31 March`. */
  readonly isRange?: boolean
  /** Where it stood: the index of its first token and of the one after its last. */
  readonly at: number
  readonly next: number
}

const RANGE_JOINS = ['to', 'until', 'till', 'or', 'through', 'thru']

/** A date with the words before and after it that say how it is meant. */
export function readDated(tokens: readonly Token[], start: number, around: Context): Found<readonly Dated[]> | null {
  const standing = standingAt(tokens, start)
  const context: Context = standing?.value === 'past' ? { ...around, looking: 'back' } : around
  const slip = standing?.isMove ? readSlip(tokens, standing.next, start, context) : null
  if (slip) return slip
  const own = colon(tokens, standing?.next ?? start)
  const between = phrase(tokens, own, 'between')
  const range = between === null ? null : readRange(tokens, skip(tokens, between, ['the']), context, ['and', 'to'])
  if (range) return one('in', { ...range, isRange: true }, standing?.value, start)
  const { role, next: at, doubt } = roleAt(tokens, own, context)
  // `not 31 March to 2025, annually` denies both.
  const turn = standing ? null : readTurnUntil(tokens, at, role, context)
  if (turn) return turn
  const found = readStretch(tokens, at, context)
  if (!found) return at === own ? null : plain(tokens, own, standing?.value, start, context)
  const after = postfix(tokens, found.next, role)
  // `from March to June` has an end.
  const meant = after?.value ?? (found.isRange && role === 'from' ? 'in' : role)
  const unsaid = role === 'before' && isOfMeeting(tokens, found) ? 'The day of the meeting is not written.' : undefined
  const why = doubt ?? unsaid
  const value = why ? doubted(found.value, why) : found.value
  const end = after?.next ?? found.next
  const missed = standing ? null : missedAt(tokens, end)
  const next = missed ?? revisedAt(tokens, end) ?? end
  return one(meant, { ...found, value, next }, missed === null ? standing?.value : 'old', start)
}

/** `before the June 2018 Board`: the meeting may be on any day of the month. */
const isOfMeeting = (tokens: readonly Token[], { value, next }: Found<Period>): boolean =>
  value.from !== value.to &&
  tokens.slice(next, next + MOST_OF_NAME).some((_, index) => MEETINGS.has(wordAt(tokens, next + index)))

const MOST_OF_NAME = 4
const MEETINGS: ReadonlySet<string> = new Set([
  ...WHO.meetings,
  ...[...WHO.meetingNames].map((name) => name.toLowerCase()),
  'agm',
])

/** A word that says how a date is meant may belong to the date: `beginning of March`. */
function plain(
  tokens: readonly Token[],
  at: number,
  standing: Dated['standing'] | undefined,
  start: number,
  context: Context,
): Found<readonly Dated[]> | null {
  const found = readStretch(tokens, at, context)
  return found && one('in', found, standing, start)
}

const doubted = (period: Period, doubt: string): Period => ({ ...period, doubts: [...(period.doubts ?? []), doubt] })

const UNTIL = ['until', 'till', 'til', 'through', 'thru']

/** `every 1 April until 31 March 2025`: the day of each turn, and the end of them all. `Annually, April to June 2018` is a stretch. */
function readTurnUntil(
  tokens: readonly Token[],
  at: number,
  role: Role,
  context: Context,
): Found<readonly Dated[]> | null {
  const turn = context.turns === 'yearly' ? readPeriod(tokens, at, context) : null
  if (!turn?.value.yearless) return null
  const join = wordAt(tokens, turn.next)
  const end = UNTIL.includes(join) || join === 'to' ? readPeriod(tokens, turn.next + 1, context) : null
  if (!end || (join === 'to' && (end.value.yearless || end.value.from <= addTo(turn.value.from, 1, 'year'))))
    return null
  const isSaid =
    role === 'from' || turn.value.from === turn.value.to || ['every', 'each'].includes(wordAt(tokens, at - 1))
  const doubt = end.value.yearless
    ? 'The year of the end is not written.'
    : join === 'to' && !isSaid
      ? 'The dates may be a stretch of each turn, or when it begins and ends.'
      : null
  const last = doubt ? doubted(end.value, doubt) : end.value
  return {
    value: [
      { role, period: turn.value, standing: 'only', at, next: turn.next },
      { role: 'until', period: last, standing: 'only', at: turn.next, next: end.next },
    ],
    next: end.next,
  }
}

interface Stretch extends Found<Period> {
  readonly isRange: boolean
}

function readStretch(tokens: readonly Token[], at: number, context: Context): Stretch | null {
  const range = readRange(tokens, at, context, RANGE_JOINS)
  const found = range ?? readPeriod(tokens, at, context)
  return found && { ...found, isRange: range !== null }
}

const OF_TIME = new Set([
  'year',
  'financial',
  'fiscal',
  'calendar',
  'academic',
  'school',
  'tax',
  'parliament',
  'session',
  'fy',
])

function standingAt(tokens: readonly Token[], at: number) {
  // The new financial year is the next one.
  if (wordAt(tokens, at) === 'new' && OF_TIME.has(wordAt(tokens, at + 1))) return null
  if (markAt(tokens, at) === '→') return { value: 'new' as const, next: at + 1, isMove: false }
  const found = lookUp(STANDINGS, tokens, at)
  // `not before March` says when it begins, and not that March no longer stands.
  if (found && (wordOfRole(tokens, at)?.next ?? at) >= found.next) return null
  // `Not as at 12 March` and `formerly as at` turn what was said on that day, and no date.
  if (found && wordAt(tokens, found.next) === 'as') return null
  return found && { ...found, isMove: found.value === 'old' && wordAt(tokens, found.next - 1) === 'from' }
}

function one(
  role: Role,
  { value, next, isRange }: Found<Period> & { readonly isRange?: boolean },
  standing: Dated['standing'] | undefined,
  at: number,
): Found<readonly Dated[]> {
  return { value: [{ role, period: value, standing: standing ?? 'only', at, next, ...(isRange && { isRange }) }], next }
}

/** `March 2018 (revised)`: nothing else stands beside the date that has taken another's place. */
function revisedAt(tokens: readonly Token[], at: number): number | null {
  const isBracketed =
    markAt(tokens, at) === '(' && wordAt(tokens, at + 1) === 'revised' && markAt(tokens, at + 2) === ')'
  return isBracketed && at + 3 === tokens.length ? at + 3 : null
}

/** `March 2019 missed, June 2019`: what stands before it was missed, and something else follows. */
function missedAt(tokens: readonly Token[], at: number): number | null {
  const here = ['(', ','].includes(markAt(tokens, at)) ? at + 1 : at
  const isFollowed = markAt(tokens, here + 1) !== '' || wordAt(tokens, here + 1) === 'now'
  return wordAt(tokens, here) === 'missed' && isFollowed ? here + 1 : null
}

/** `March 2017 onwards`, `March 2017 at the latest`. */
function postfix(tokens: readonly Token[], at: number, role: Role): Found<Role> | null {
  const next = [',', '-'].includes(markAt(tokens, at)) ? at + 1 : at
  if (markAt(tokens, at) === '+' && role === 'in') return { value: 'from', next: at + 1 }
  const isOn = wordAt(tokens, at) === 'on' && [undefined, 'mark'].includes(tokens[at + 1]?.type)
  const found = isOn ? ({ value: 'from', next: at + 1 } as const) : lookUp(POSTFIX, tokens, next)
  if (!found) return null
  const isOwnRole = role === 'in' || found.value === role
  return isOwnRole ? found : null
}

const colon = (tokens: readonly Token[], at: number): number =>
  markAt(tokens, at) === ':' || (markAt(tokens, at) === '-' && at > 0) ? at + 1 : at

interface Meant {
  readonly role: Role
  readonly next: number
  readonly doubt?: string | undefined
}

/** A word that says how a date is meant, or a negation that turns one: `before`, `not before`. */
function wordOfRole(tokens: readonly Token[], at: number): Meant | null {
  const turned = readTurned(tokens, at)
  if (turned) return { ...turned.value, next: turned.next }
  const found = isPartOf(tokens, at) || isJob(tokens, at) ? null : lookUp(ROLES, tokens, at)
  return found && { role: found.value, next: found.next }
}

/** `by start of April`, `start to mid March` are parts of a month; `start April` is when something begins. */
const isPartOf = (tokens: readonly Token[], at: number): boolean =>
  wordAt(tokens, at) === 'start' &&
  (['by', 'at', 'before', 'the', 'from', 'until', 'very'].includes(wordAt(tokens, at - 1)) ||
    ['of', 'to', 'or', 'and'].includes(wordAt(tokens, at + 1)) ||
    markAt(tokens, at + 1) === '/')

/** The `post` of `staff in post April 2019` is a job. */
const isJob = (tokens: readonly Token[], at: number): boolean =>
  wordAt(tokens, at) === 'post' && ['in', 'the', 'a', 'this', 'new', 'each', 'vacant'].includes(wordAt(tokens, at - 1))

/** The words before a date that say how it is meant: `due by`, and again after another, as in `deadline: by`. */
function roleAt(tokens: readonly Token[], start: number, { goesOn }: Context): Meant {
  let meant: Meant = { role: 'in', next: skip(tokens, start, ['the']) }
  const isEnd = start === 0 || goesOn !== undefined || markAt(tokens, meant.next - 1) !== ''
  const isRole = (lookUp(ROLES, tokens, meant.next)?.next ?? 0) > meant.next + 1
  if (wordAt(tokens, meant.next) === 'to' && isEnd && !isRole) {
    const doubt = goesOn === 'before' ? 'The date may be when it is done, or when it ends.' : undefined
    return { role: 'until', next: skip(tokens, meant.next + 1, APPROXIMATE), doubt }
  }
  for (let step = 0; step < 3; step += 1) {
    const found = wordOfRole(tokens, meant.next)
    if (!found) break
    meant = afterWord(meant, found, skip(tokens, colon(tokens, found.next), APPROXIMATE))
  }
  return { ...meant, next: skip(tokens, meant.next, APPROXIMATE) }
}

/** A second word about the same date makes the first more exact, as in `due before`, or gainsays it. */
function afterWord(meant: Meant, found: Meant, next: number): Meant {
  const role = found.role === 'in' ? meant.role : found.role
  const agrees = meant.role === role || meant.role === 'in' || (EXACTER[meant.role] ?? []).includes(role)
  const isEvent = found.role === 'in' && (meant.role === 'after' || meant.role === 'before')
  const gainsaid = agrees && !isEvent ? undefined : 'The words before the date do not go together.'
  return { role, next, doubt: found.doubt ?? meant.doubt ?? gainsaid }
}

const EXACTER: Partial<Record<Role, readonly Role[]>> = {
  by: ['before', 'from', 'after', 'until'],
  from: ['before', 'after', 'by'],
}

/** `slipped from March 2017 to June 2017`: the first no longer stands, the second does. */
function readSlip(
  tokens: readonly Token[],
  at: number,
  start: number,
  context: Context,
): Found<readonly Dated[]> | null {
  const from = readPeriod(tokens, at, context)
  const isSplit = from && ['to', 'until', 'till'].includes(wordAt(tokens, from.next))
  const to = isSplit ? readPeriod(tokens, from.next + 1, context) : null
  if (!from || !to) return null
  return {
    value: [
      { role: 'in', period: from.value, standing: 'old', at: start, next: from.next },
      { role: 'in', period: to.value, standing: 'new', at: from.next + 1, next: to.next },
    ],
    next: to.next,
  }
}
