import { dayFrom, monthOf, yearOf } from '#platform/calendar/index.ts'
import { UNDECIDED_LETTERS } from '../undecided.ts'
import { type Counted, readCounted } from './counted.ts'
import { type Context, markAt, wordAt } from './cursor.ts'
import { type Dated, readDated } from './dated.ts'
import { asOther } from './day.ts'
import { type Doubt, doubtsIn, type Unread } from './doubts.ts'
import { readDayOfEachMonth } from './each-month.ts'
import { isTakenBack } from './finished.ts'
import { passingPhrase } from './harmless.ts'
import { isNegation, readTurned } from './negation.ts'
import { type Every, isOfThing, isYearly, readRecurrence, together } from './recurrence.ts'
import { withNegations } from './refused.ts'
import { readState, type State } from './states.ts'
import { NUMBERED, type Token, tokenise } from './tokens.ts'
import { toldOf } from './told.ts'
import { isDayOfAgreement, isDayOfSaying, leavesPartOpen, undecided } from './undecided.ts'
import { monthNumber } from './words.ts'

/** Everything that one clause of the words says about time, in the order in which it says it. */
export interface Clause {
  readonly dates: readonly Dated[]
  readonly durations: readonly Counted[]
  readonly every: Every | null
  readonly states: ReadonlySet<State | 'unfinished'>
  /** What was passed over though it may be part of a date. */
  readonly doubts: readonly Doubt[]
  /** Whether a length of time counts from something that has no date. */
  readonly isLoose: boolean
  /** Whether the clause says something besides when: `final` in `final by June`. */
  readonly hasOwnWords: boolean
  readonly tokens: readonly Token[]
  /** Which tokens were read, and which say on what it hangs. */
  readonly isRead: readonly boolean[]
  readonly isConditioned: readonly boolean[]
}

interface Draft {
  dates: Dated[]
  durations: Counted[]
  every: Every | null
  states: Set<State | 'unfinished'>
  isLoose: boolean
  /** Whether how often it comes round is said of a thing: `quarterly report`. */
  isOfThing: boolean
  /** Which tokens were read at all, which of them as time, and which as what a condition hangs on. */
  readonly isRead: boolean[]
  readonly isTime: boolean[]
  readonly isConditioned: boolean[]
  /** Which belong to a phrase that changes nothing. */
  readonly isPassed: boolean[]
}

/** Cuts the words into clauses at full stops, semicolons and line ends, and reads each. */
export function readClauses(text: string, asOf: string): Clause[] {
  const clauses = clausesOf(tokenise(text)).map((tokens) => ({ tokens, draft: readClause(tokens, asOf) }))
  const hasTime = clauses.map(({ draft }) => draft.isTime.includes(true))
  const has = (states: readonly State[]) => clauses.some(({ draft }) => states.some((state) => draft.states.has(state)))
  const isPromised = hasTime.includes(true) || has(['ongoing', 'immediate', 'started'])
  const isSaid = isPromised || has(['condition', 'unset'])
  const isSaying = (tokens: readonly Token[], date: Dated) =>
    isDayOfSaying(tokens, date) || isDayOfAgreement(tokens, date, asOf)
  const isOfOthers = clauses.some(({ tokens, draft }) => draft.dates.some((date) => !isSaying(tokens, date)))
  return clauses.map(({ tokens, draft }, index) => {
    const why = toldOf(tokens, draft.dates, asOf)
    const told = draft.dates.map((date, at) => withDoubt(date, why[at] ?? null))
    const decided = undecided({ ...draft, tokens }, told).map((date) =>
      isOfOthers && isSaying(tokens, date) ? { ...date, standing: 'past' as const } : date,
    )
    const refused = withNegations(tokens, draft, decided)
    const isOpen = hasTime.includes(true) && leavesPartOpen({ ...draft, tokens }, draft.dates)
    const isFollowed = hasTime.slice(index + 1).includes(true)
    const own: Unread = { ...draft, tokens, dates: refused, isSaid, isPromised, isFollowed }
    return {
      ...draft,
      tokens,
      every: oneTurn(tokens, draft),
      dates: refused,
      hasOwnWords: hasOwnWords(tokens, draft.isRead),
      doubts: [...doubtsIn(own), ...(isOpen ? [PART_OPEN] : [])],
    }
  })
}

const PART_OPEN: Doubt = { why: 'A part of it has no date yet.', isGrave: false }

const withDoubt = (date: Dated, doubt: string | null): Dated =>
  doubt === null ? date : { ...date, period: { ...date.period, doubts: [...(date.period.doubts ?? []), doubt] } }

function clausesOf(tokens: readonly Token[]): Token[][] {
  const clauses: Token[][] = [[]]
  for (const token of tokens) {
    if (token.type === 'mark' && ['.', ';', '•', '·', '|'].includes(token.mark)) clauses.push([])
    else clauses.at(-1)?.push(token)
  }
  return clauses.filter((clause) => clause.length > 0)
}

function readClause(tokens: readonly Token[], asOf: string): Draft {
  const claims = claimsIn(tokens)
  const looking = claims.size > 0 || tellsOfStart(tokens) ? 'back' : 'ahead'
  const turns = turnsIn(tokens)
  const none = () => tokens.map(() => false)
  const draft: Draft = {
    dates: [],
    durations: [],
    every: null,
    states: new Set(),
    isLoose: false,
    isOfThing: false,
    isRead: none(),
    isTime: none(),
    isConditioned: none(),
    isPassed: none(),
  }
  for (let at = 0; at < tokens.length; ) {
    const context: Context = { asOf, looking, ...turns, ...goingOn(draft, at) }
    const time =
      dayOfEachMonth(tokens, at, draft, context) ??
      recurrence(tokens, at, draft) ??
      duration(tokens, at, draft, context) ??
      dated(tokens, at, draft, context)
    const passed = time === null ? passingPhrase(tokens, at) : null
    const next = time ?? passed ?? state(tokens, at, draft, claims)
    draft.isPassed.fill(true, at, passed ?? at)
    draft.isTime.fill(true, at, time ?? at)
    draft.isRead.fill(true, at, passed === null ? (next ?? at) : at)
    at = next ?? at + 1
  }
  return draft
}

/** `Quarterly report June 2018`: with one date of its own year, one turn of it may be meant. */
function oneTurn(tokens: readonly Token[], { every, isOfThing: isNamed, dates }: Draft): Every | null {
  const [only, another] = dates
  if (!every || !isNamed || !only || another) return every
  const { role, period, isRange, standing, at } = only
  const isSole = ['in', 'by', 'before'].includes(role) && !isRange && !period.yearless && standing === 'only'
  const isFirst = tokens.slice(at, at + 4).some(({ raw }) => raw === 'next' || raw === 'first')
  const doubt = every.doubt ?? 'One turn alone may be promised, and not all of them.'
  return isSole && !isFirst ? { ...every, isOneTurn: true, doubt } : every
}

function goingOn({ every, states, isRead }: Draft, at: number): Pick<Context, 'goesOn'> {
  if (every === null && !states.has('ongoing')) return {}
  return { goesOn: isRead[at - 1] ? 'beside' : 'before' }
}

/** How far apart the turns lie that the clause names first, before its dates or after them. */
function turnsIn(tokens: readonly Token[]): Pick<Context, 'turns'> {
  for (const at of tokens.keys()) {
    const every = readRecurrence(tokens, at)?.value
    if (every) return { turns: isYearly(every) ? 'yearly' : 'often' }
  }
  return {}
}

/** `Started in March`, but not `not started`. */
function tellsOfStart(tokens: readonly Token[]): boolean {
  const started = tokens.findIndex((_, at) => readState(tokens, at)?.value === 'started')
  return started >= 0 && !tokens.slice(0, started).some((_, at) => isNegation(wordAt(tokens, at)))
}

function hasOwnWords(tokens: readonly Token[], isRead: readonly boolean[]): boolean {
  return tokens.some((token, at) => !isRead[at] && token.type === 'word' && !FILLING.has(token.word))
}

const FILLING = new Set(['and', 'the', 'of', 'then', 'to', 'a', 'an', 'or', 'both', 'also'])

/** Where the clause says that something is finished, and does not take it back. At most once a clause, so that it costs little. */
function claimsIn(tokens: readonly Token[]): ReadonlySet<number> {
  const said = tokens.findIndex(
    (_, at) => ['done', 'complete'].includes(readState(tokens, at)?.value ?? '') && wordAt(tokens, at - 1) !== 'last',
  )
  return said >= 0 && !isTakenBack(tokens, said) ? new Set([said]) : new Set()
}

function recurrence(tokens: readonly Token[], at: number, draft: Draft): number | null {
  const found = readRecurrence(tokens, at)
  if (!found) return null
  draft.every = draft.every ? together(draft.every, found.value) : found.value
  draft.isOfThing ||= isOfThing(tokens, found.next)
  return found.next
}

/** `1st of each month`: how often, and the first day of it. */
function dayOfEachMonth(tokens: readonly Token[], at: number, draft: Draft, { asOf }: Context): number | null {
  const found = readDayOfEachMonth(tokens, at, asOf)
  if (!found) return null
  const monthly = { amount: 1, unit: 'month' } as const
  draft.every = draft.every ? together(draft.every, monthly) : monthly
  draft.dates.push({ role: 'in', period: found.value, standing: 'only', at, next: found.next })
  return found.next
}

function duration(tokens: readonly Token[], at: number, draft: Draft, context: Context): number | null {
  const found = readCounted(tokens, at, context)
  if (!found) return null
  if (found.value) draft.durations.push(found.value)
  else {
    draft.states.add('condition')
    draft.isLoose = true
    hangOn(found.next, draft)
  }
  return found.next
}

/** What stands after `subject to` or `3 months after` says on what it hangs. */
const hangOn = (at: number, { isConditioned }: Draft) => isConditioned.fill(true, at)

function dated(tokens: readonly Token[], at: number, draft: Draft, context: Context): number | null {
  const found = readDated(tokens, at, context)
  if (!found) return null
  draft.dates.push(...found.value.map((date) => afterLabel(tokens, date)))
  return found.next
}

/** `Phase 2 June 2018` is a phase that is due in June, or it is due on 2 June. */
function afterLabel(tokens: readonly Token[], date: Dated): Dated {
  const label = tokens[date.at - 1]
  const number = Number(NUMBERED.exec(label?.raw ?? '')?.[1])
  const { from, to, doubts = [], others = [] } = date.period
  const first = tokens[date.at]
  if (first?.type !== 'word' || monthNumber(first.word) === null || from.slice(0, 7) !== to.slice(0, 7) || from === to)
    return date
  const day = dayFrom(yearOf(from), monthOf(from), number)
  if (!day) return date
  const why = `${number} may be the day of the month, or part of a name.`
  return { ...date, period: { ...date.period, doubts: [...doubts, why], others: [asOther(day, why), ...others] } }
}

function state(tokens: readonly Token[], at: number, draft: Draft, claims: ReadonlySet<number>): number | null {
  const turned = readTurned(tokens, at)
  const found = turned ? ({ value: 'condition', next: turned.next } as const) : readState(tokens, at)
  if (!found) return markAt(tokens, at) === '?' ? provisional(draft, at) : null
  const isClaim = found.value === 'done' || found.value === 'complete'
  if (found.value === 'unset' && TO_CONFIRM.test(wordsOf(tokens, at, found.next))) draft.states.add('unconfirmed')
  if (found.value === 'condition') hangOn(found.next, draft)
  if (isClaim && claims.size === 0) {
    draft.states.add('unfinished')
    if (at === 1 && SHARES.has(wordAt(tokens, 0)) && markAt(tokens, found.next) !== '') draft.isRead[0] = true
  }
  if (!isClaim || claims.size > 0) draft.states.add(isClaim && isAfterDate(draft) ? 'done' : found.value)
  return found.next
}

/** Beside a date they say that it may not stand. */
const TO_CONFIRM = new RegExp(`^(?:${UNDECIDED_LETTERS.join('|')}|to be confirmed)$`)
const wordsOf = (tokens: readonly Token[], from: number, to: number) =>
  tokens
    .slice(from, to)
    .map(({ raw }) => raw)
    .join(' ')

/** `Partially complete – remainder by June`: words that say with a claim that something is not finished yet. */
const SHARES = new Set('partially partly nearly almost mostly largely substantially'.split(' '))

const isAfterDate = ({ dates }: Draft) =>
  dates.length > 0 && !dates.some(({ role }) => role === 'from' || role === 'by')

function provisional(draft: Draft, at: number): number {
  draft.states.add('provisional')
  return at + 1
}
