import { addTo } from '#platform/calendar/index.ts'
import { type Context, type Found, lexicon, lookUp, markAt, phrase, skip, wordAt } from './cursor.ts'
import type { Period } from './model.ts'
import { readTurned } from './negation.ts'
import { readPeriod } from './period.ts'
import { readRange } from './range.ts'
import type { Token } from './tokens.ts'

/** How a date is meant: on some day `in` it, `by` its end, `before` it begins, `from` its start, `after` it ends, `until` its end. */
export type Role = 'in' | 'by' | 'before' | 'from' | 'after' | 'until'

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

const words = (text: string) => text.split('|')

const ROLES = lexicon<Role>([
  [
    'by',
    words(
      'by|once by|on or before|by or before|due|due by|due on|due in|due for|due date|deadline|deadline of|latest|latest by|in time for|at the latest by|at latest by|to be in place by|ends|ending|ends in|ending in|ends on|finish|finishes|finishing|finish by|finish in|finish on|to finish|to finish by|end date|finish date|completion by|complete by|for completion by|to complete by|to be completed by|completed by|target date by|cob|cop|close of play|close of business|close of play on|close of business on|eod|end of day|cob on|cop on|by cob|by cop|by close of play|by close of business|by close of play on|by close of business on|by end of day|by cob on|by cop on|expires|expires on|expiring|within or before',
    ),
  ],
  [
    'before',
    words(
      'before|pre|prior to|ahead of|in advance of|earlier than|sooner than|in the run up to|by before|just before|shortly before',
    ),
  ],
  [
    'until',
    words(
      'until|till|til|up to|up until|up to and including|until and including|through to|through|thru|ongoing to|on going to|ongoing until|on going until|ongoing till|ongoing through|extended until|runs to|running to|runs until|running until|continues to|continues until|continuing until|continuing to|to the end of|valid until|lasting until|til end of',
    ),
  ],
  [
    'from',
    words(
      'from|since|starting|starting in|starting on|starting from|start date|start from|starts|starts on|starts from|beginning in|beginning on|beginning from|commencing|commencing in|commencing on|commencing from|commence|commences|commence in|commence on|commence from|to commence|to commence in|to commence on|to commence from|as of|as from|as at|with effect from|effective from|effective|wef|earliest|at the earliest in|at the earliest by|earliest start|on or after|in or after|from or after|on or later than|start in|start on|starts in|to start|to start in|to start on|to begin|to begin in|to begin on|begin in|begin on|begins|begins in|begins on|onwards from|ongoing from|ongoing since|on going from|on going since|in place since|in place from|live from|anytime from|any time from|at any time from|in force from|in operation since|operational from|only from',
    ),
  ],
  [
    'after',
    words(
      'after|post|following|later than|any time after|anytime after|shortly after|soon after|straight after|immediately after|only after|until after|from after|some time after|sometime after',
    ),
  ],
  [
    'in',
    words(
      'in|once in|once on|once during|on|during|over|across|throughout|for|at|within|sometime in|some time in|at some point in|in or around|around|in around|on or around|on or about|dated|date|date is|scheduled for|planned for|planned in|expected in|expected on|target|target date|target date of|target date is|target of|aim for|aiming for|next due|next due in|next due on|next review|next review in|next review on|first due|delivery|delivery date|go live|go live in|go live on|noon|noon on|midnight|midnight on|midday on',
    ),
  ],
])

const STANDINGS = lexicon<'old' | 'denied' | 'new' | 'past'>([
  ['denied', words('not|no longer|rather than|instead of|missed')],
  [
    'past',
    words(
      'last done|last done in|last done on|last completed|last completed in|last completed on|last carried out|last carried out in|last carried out on|last reviewed|last reviewed in|last reviewed on|last review|last review in|last review was|last held|last held in|last held on|last undertaken|last undertaken in|last updated|last updated in|last audited|last audited in|last conducted|last conducted in|last took place|last took place in|last issued|last run|last run in|last published|last published in|last one|last time|most recently|most recently in|most recent|previous one|previous review|last performed|last tested|last tested in|last test',
    ),
  ],
  [
    'old',
    words(
      'slip from|slips from|slipping from|move from|moves from|moving from|move date from|move deadline from|defer from|postpone from|postponing from|deferring from|extend from|change from|change date from|reschedule from|push back from|put back date from|slipped from|moved from|extended from|deferred from|postponed from|changed from|revised from|put back from|delayed from|rescheduled from|brought forward from|pushed back from|amended from|was|were|was due|were due|was due by|was due in|originally|originally due|originally due by|originally planned for|original date|original target|previously|previously due|previous|previous date|formerly|initially|initial date|original|orig|old date|old|prev',
    ),
  ],
  [
    'new',
    words(
      'now|now due|now due by|now due in|now expected|now expected in|now expected by|now planned for|now scheduled for|revised|revised to|revised date|revised date of|revised target|revised target date|revised deadline|new date|new|new target|new target date|new deadline|extended to|extended until|moved to|slipped to|slipped until|slipping to|deferred to|deferred until|postponed to|postponed until|changed to|rescheduled to|rescheduled for|amended to|put back to|put back until|pushed back to|pushed to|pushed out to|delayed to|delayed until|delayed till|brought forward to|re scheduled to|re planned to|replanned to|current date|current target|latest estimate|latest forecast|forecast|current forecast|but now|extension to',
    ),
  ],
])

const APPROXIMATE = words('the|around|approximately|approx|circa|about|c|ca|roughly|early in|sometime|some|time')
const POSTFIX = lexicon<Role>([
  [
    'by',
    words('at the latest|at the very latest|at latest|at very latest|latest|or before|or earlier|or sooner|deadline'),
  ],
  [
    'from',
    words(
      'onwards|onward|on wards|and onwards|and beyond|and after|or later|or after|at the earliest|at earliest|earliest|to date|to present|to the present|to the present day|to now|present|and ongoing|and on going|and continuing|and thereafter',
    ),
  ],
])

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
  const value = doubt ? doubted(found.value, doubt) : found.value
  return one(meant, { ...found, value, next: after?.next ?? found.next }, standing?.value, start)
}

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

/** `March 2017 onwards`, `March 2017 at the latest`. */
function postfix(tokens: readonly Token[], at: number, role: Role): Found<Role> | null {
  const next = [',', '-'].includes(markAt(tokens, at)) ? at + 1 : at
  if (markAt(tokens, at) === '+' && role === 'in') return { value: 'from', next: at + 1 }
  const found = lookUp(POSTFIX, tokens, next)
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
  const found = lookUp(ROLES, tokens, at)
  return found && { role: found.value, next: found.next }
}

/** The words before a date that say how it is meant: `due by`, and again after another, as in `deadline: by`. */
function roleAt(tokens: readonly Token[], start: number, { goesOn }: Context): Meant {
  let meant: Meant = { role: 'in', next: skip(tokens, start, ['the']) }
  const isEnd = start === 0 || goesOn !== undefined || markAt(tokens, meant.next - 1) !== ''
  if (wordAt(tokens, meant.next) === 'to' && isEnd) {
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
