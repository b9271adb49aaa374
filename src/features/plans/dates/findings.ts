import { type Context, lexicon, lookUp, markAt, skip, wordAt } from './cursor.ts'
import { type Dated, readDated } from './dated.ts'
import { type Doubt, doubtsIn } from './doubts.ts'
import { type Duration, readDuration } from './duration.ts'
import { isTakenBack } from './finished.ts'
import type { Period } from './model.ts'
import { readPeriod } from './period.ts'
import { type Every, readRecurrence } from './recurrence.ts'
import { readState, type State } from './states.ts'
import { type Token, tokenise } from './tokens.ts'

/** A length of time, and from which day it is counted: the plan's own, or a date's, on or back. */
export interface Counted {
  readonly length: Duration
  readonly from: Period | null
  readonly sign: 1 | -1
  readonly doubt?: string
}

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
}

interface Draft {
  dates: Dated[]
  durations: Counted[]
  every: Every | null
  states: Set<State | 'unfinished'>
  isLoose: boolean
}

/** Cuts the words into clauses at full stops, semicolons and line ends, and reads each. */
export function readClauses(text: string, asOf: string): Clause[] {
  return clausesOf(tokenise(text)).map((tokens) => readClause(tokens, asOf))
}

function clausesOf(tokens: readonly Token[]): Token[][] {
  const clauses: Token[][] = [[]]
  for (const token of tokens) {
    if (token.type === 'mark' && ['.', ';', '•', '·', '|'].includes(token.mark)) clauses.push([])
    else clauses.at(-1)?.push(token)
  }
  return clauses.filter((clause) => clause.length > 0)
}

function readClause(tokens: readonly Token[], asOf: string): Clause {
  const claims = claimsIn(tokens)
  const isPast = tokens.some((_, at) => claims.has(at) || readState(tokens, at)?.value === 'started')
  const context: Context = { asOf, looking: isPast ? 'back' : 'ahead' }
  const draft: Draft = { dates: [], durations: [], every: null, states: new Set(), isLoose: false }
  const isRead = tokens.map(() => false)
  const isTime = tokens.map(() => false)
  for (let at = 0; at < tokens.length; ) {
    const time =
      recurrence(tokens, at, draft) ?? duration(tokens, at, draft, context) ?? dated(tokens, at, draft, context)
    const next = time ?? state(tokens, at, draft, claims)
    isTime.fill(true, at, time ?? at)
    isRead.fill(true, at, next ?? at)
    at = next ?? at + 1
  }
  const doubts = doubtsIn(tokens, isRead, isTime, draft.dates)
  const hasOwnWords = tokens.some((token, at) => !isRead[at] && token.type === 'word' && !FILLING.has(token.word))
  const isQuestioned = tokens.some((_, at) => markAt(tokens, at) === '?')
  const question = { why: 'A question mark is written.', isGrave: false }
  return { ...draft, hasOwnWords, doubts: isQuestioned ? [...doubts, question] : doubts }
}

const FILLING = new Set(['and', 'the', 'of', 'then', 'to', 'a', 'an', 'or', 'both', 'also'])

/** Where the clause says that something is finished, and does not take it back. At most once a clause, so that it costs little. */
function claimsIn(tokens: readonly Token[]): ReadonlySet<number> {
  const said = tokens.findIndex((_, at) => ['done', 'complete'].includes(readState(tokens, at)?.value ?? ''))
  return said >= 0 && !isTakenBack(tokens, said) ? new Set([said]) : new Set()
}

function recurrence(tokens: readonly Token[], at: number, draft: Draft): number | null {
  const found = readRecurrence(tokens, at)
  if (!found) return null
  draft.every ??= found.value
  return found.next
}

const LEAD_IN = ['within', 'in', 'over', 'the', 'next', 'about', 'approx', 'approximately', 'around', 'by', 'under']
const ODD_LEADS = lexicon<string>([
  ['', ['over the next', 'over the coming', 'over next']],
  [
    'It says how long something lasts, not when it is done.',
    ['for', 'lasting', 'for about', 'for a', 'takes', 'duration'],
  ],
  [
    'It says how long it takes at the least.',
    [
      'at least',
      'more than',
      'over',
      'longer than',
      'minimum',
      'minimum of',
      'after',
      'not less than',
      'no sooner than',
      'in excess of',
      'not before',
      'not within',
      'not in',
      'beyond',
    ],
  ],
  [
    'It counts back, or from another time.',
    [
      'last',
      'past',
      'previous',
      'in the last',
      'in the past',
      'over the last',
      'over the past',
      'delayed by',
      'slipped by',
      'extended by',
      'extension of',
      'overdue by',
      'slip of',
      'delay of',
    ],
  ],
])
const PLANS_OWN = lexicon([
  [
    true,
    'now|today|this plan|date of this plan|date of the plan|the date of this plan|publication of this plan|publication of this report|publication of the plan|publication of the report|this report|date of this report|date of the report|report date|plan date|the plan date|date of issue of this plan|this meeting|present|the present|date of this letter|start of this plan|approval of this plan|agreement of this plan'.split(
      '|',
    ),
  ],
])
const LINKS = ['of', 'from', 'after', 'following', 'post', 'before', 'prior', 'ahead', 'since', 'preceding']

function duration(tokens: readonly Token[], start: number, draft: Draft, context: Context): number | null {
  const odd = lookUp(ODD_LEADS, tokens, start)
  const lead = skip(tokens, odd?.next ?? start, LEAD_IN)
  const upTo = wordAt(tokens, lead) === 'up' && wordAt(tokens, lead + 1) === 'to' ? lead + 2 : lead
  const found = readDuration(tokens, skip(tokens, upTo, ['the', 'next']))
  if (!found || wordAt(tokens, found.next) === 'ago') return null
  const after = skip(tokens, found.next, ['time'])
  const doubt = odd?.value ? { doubt: odd.value } : {}
  if (!LINKS.includes(wordAt(tokens, after))) {
    draft.durations.push({ length: found.value, from: null, sign: 1, ...doubt })
    return after
  }
  return anchored(tokens, after, { length: found.value, ...doubt }, draft, context)
}

/** `6 months from 1 May 2018`, `two weeks before Easter`, `3 months after go-live`. */
function anchored(
  tokens: readonly Token[],
  link: number,
  counted: Pick<Counted, 'length' | 'doubt'>,
  draft: Draft,
  context: Context,
): number {
  const sign = ['before', 'prior', 'ahead', 'preceding'].includes(wordAt(tokens, link)) ? -1 : 1
  const target = skip(tokens, link + 1, ['the', 'to', 'of'])
  const anchor = readPeriod(tokens, target, context)
  const own = lookUp(PLANS_OWN, tokens, target)
  if (anchor) draft.durations.push({ ...counted, from: anchor.value, sign })
  else if (own) draft.durations.push({ ...counted, from: null, sign })
  else {
    draft.states.add('condition')
    draft.isLoose = true
  }
  return anchor?.next ?? own?.next ?? link + 1
}

function dated(tokens: readonly Token[], at: number, draft: Draft, context: Context): number | null {
  const found = readDated(tokens, at, context)
  if (!found) return null
  draft.dates.push(...found.value)
  return found.next
}

function state(tokens: readonly Token[], at: number, draft: Draft, claims: ReadonlySet<number>): number | null {
  const found = readState(tokens, at)
  if (!found) return markAt(tokens, at) === '?' ? provisional(draft, at) : null
  const isClaim = found.value === 'done' || found.value === 'complete'
  if (isClaim && claims.size === 0) draft.states.add('unfinished')
  else draft.states.add(isClaim && isAfterDate(draft) ? 'done' : found.value)
  return found.next
}

const isAfterDate = ({ dates }: Draft) =>
  dates.length > 0 && !dates.some(({ role }) => role === 'from' || role === 'by')

function provisional(draft: Draft, at: number): number {
  draft.states.add('provisional')
  return at + 1
}
