import { type Context, type Found, lexicon, lookUp, markAt, phrase, skip, wordAt } from './cursor.ts'
import type { Period } from './model.ts'
import { readPeriod } from './period.ts'
import { readRange } from './range.ts'
import type { Token } from './tokens.ts'

/** How a date is meant: on some day `in` it, `by` its end, `before` it begins, `from` its start, `after` it ends, `until` its end. */
export type Role = 'in' | 'by' | 'before' | 'from' | 'after' | 'until'

export interface Dated {
  readonly role: Role
  readonly period: Period
  /** `old` where the words say that the date no longer stands, `new` where it replaces another. */
  readonly standing: 'only' | 'old' | 'new'
  /** Where it stood: the index of its first token and of the one after its last. */
  readonly at: number
  readonly next: number
}

const words = (text: string) => text.split('|')

const ROLES = lexicon<Role>([
  [
    'by',
    words(
      'by|no later than|not later than|not after|on or before|by or before|due|due by|due on|due in|due for|due date|deadline|deadline of|latest|latest by|in time for|at the latest by|at latest by|to be in place by|no later then|not beyond|ends|ending|ends in|ending in|ends on|finish|finishes|finishing|finish by|finish in|finish on|to finish|to finish by|end date|finish date|completion by|complete by|for completion by|to complete by|to be completed by|completed by|target date by|cob|cop|close of play|close of business|close of play on|close of business on|eod|end of day|cob on|cop on|by cob|by cop|by close of play|by close of business|by close of play on|by close of business on|by end of day|by cob on|by cop on|expires|expires on|expiring|within or before',
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
      'from|since|starting|starting in|starting on|starting from|start date|start from|starts|starts on|starts from|beginning in|beginning on|beginning from|commencing|commencing in|commencing on|commencing from|commence|commences|commence in|commence on|commence from|to commence|to commence in|to commence on|to commence from|as of|as from|as at|with effect from|effective from|effective|wef|not before|not until|not till|no earlier than|not earlier than|no sooner than|not sooner than|never before|earliest|at the earliest in|at the earliest by|earliest start|not starting before|not to start before|not to begin before|not to be started before|not to start until|will not start before|will not start until|will not begin before|will not begin until|cannot start before|cannot start until|cannot begin until|cannot begin before|not expected before|not expected until|not due before|not due until|no start before|on or after|in or after|from or after|on or later than|start in|start on|starts in|to start|to start in|to start on|to begin|to begin in|to begin on|begin in|begin on|begins|begins in|begins on|onwards from|ongoing from|ongoing since|on going from|on going since|in place since|in place from|live from|anytime from|any time from|at any time from|in force from|in operation since|operational from|only from|unlikely before|unlikely until|unlikely to start before|unlikely to begin before|unlikely to start until|not likely before|not likely until',
    ),
  ],
  [
    'after',
    words(
      'after|post|following|later than|any time after|anytime after|shortly after|soon after|straight after|immediately after|only after|not until after|from after|some time after|sometime after',
    ),
  ],
  [
    'in',
    words(
      'in|on|during|over|across|throughout|for|at|within|sometime in|some time in|at some point in|in or around|around|in around|on or around|on or about|dated|date|date is|scheduled for|planned for|planned in|expected in|expected on|target|target date|target date of|target date is|target of|aim for|aiming for|next due|next due in|next due on|next review|next review in|next review on|first due|delivery|delivery date|go live|go live in|go live on|noon|noon on|midnight|midnight on|midday on',
    ),
  ],
])

const STANDINGS = lexicon<'old' | 'new'>([
  [
    'old',
    words(
      'slipped from|moved from|extended from|deferred from|postponed from|changed from|revised from|put back from|delayed from|rescheduled from|brought forward from|pushed back from|amended from|was|were|was due|were due|was due by|was due in|originally|originally due|originally due by|originally planned for|original date|original target|previously|previously due|previous|previous date|formerly|initially|initial date|original|orig|old date|old|not|no longer|rather than|instead of|missed|prev',
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
  ['by', words('at the latest|at latest|latest|or before|or earlier|or sooner|deadline')],
  [
    'from',
    words(
      'onwards|onward|on wards|and onwards|and beyond|and after|or later|or after|at the earliest|at earliest|earliest|and ongoing|and on going|and continuing|and thereafter',
    ),
  ],
])

const RANGE_JOINS = ['to', 'until', 'till', 'or', 'through', 'thru']

/** A date with the words before and after it that say how it is meant. */
export function readDated(tokens: readonly Token[], start: number, context: Context): Found<readonly Dated[]> | null {
  const standing = standingAt(tokens, start)
  const slip = standing?.isMove ? readSlip(tokens, standing.next, start, context) : null
  if (slip) return slip
  const own = colon(tokens, standing?.next ?? start)
  const between = phrase(tokens, own, 'between')
  const range = between === null ? null : readRange(tokens, skip(tokens, between, ['the']), context, ['and', 'to'])
  if (range) return one('in', range, standing?.value, start)
  const [role, at] = roleAt(tokens, own)
  const found = readStretch(tokens, at, context)
  if (!found) return at === own ? null : plain(tokens, own, standing?.value, start, context)
  const after = postfix(tokens, found.next, role)
  // `from March to June` has an end.
  const meant = after?.value ?? (found.isRange && role === 'from' ? 'in' : role)
  return one(meant, { value: found.value, next: after?.next ?? found.next }, standing?.value, start)
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
  if (found && (lookUp(ROLES, tokens, at)?.next ?? at) >= found.next) return null
  return found && { ...found, isMove: found.value === 'old' && wordAt(tokens, found.next - 1) === 'from' }
}

function one(
  role: Role,
  { value, next }: Found<Period>,
  standing: Dated['standing'] | undefined,
  at: number,
): Found<readonly Dated[]> {
  return { value: [{ role, period: value, standing: standing ?? 'only', at, next }], next }
}

/** `March 2017 onwards`, `March 2017 at the latest`. */
function postfix(tokens: readonly Token[], at: number, role: Role): Found<Role> | null {
  const next = markAt(tokens, at) === ',' ? at + 1 : at
  if (markAt(tokens, at) === '+' && role === 'in') return { value: 'from', next: at + 1 }
  const found = lookUp(POSTFIX, tokens, next)
  if (!found) return null
  const isOwnRole = role === 'in' || found.value === role
  return isOwnRole ? found : null
}

const colon = (tokens: readonly Token[], at: number): number =>
  markAt(tokens, at) === ':' || (markAt(tokens, at) === '-' && at > 0) ? at + 1 : at

/** The words before a date that say how it is meant: `due by`, and again after another, as in `deadline: by`. */
function roleAt(tokens: readonly Token[], start: number): [Role, number] {
  let role: Role = 'in'
  let at = skip(tokens, start, ['the'])
  if (wordAt(tokens, at) === 'to' && (at === 0 || markAt(tokens, at - 1) !== ''))
    return ['until', skip(tokens, at + 1, APPROXIMATE)]
  for (let step = 0; step < 3; step += 1) {
    const found = lookUp(ROLES, tokens, at)
    if (!found) break
    role = found.value === 'in' ? role : found.value
    at = skip(tokens, colon(tokens, found.next), APPROXIMATE)
  }
  return [role, skip(tokens, at, APPROXIMATE)]
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
