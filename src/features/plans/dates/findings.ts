import { type Context, markAt, skip, wordAt } from './cursor.ts'
import { type Dated, readDated } from './dated.ts'
import { type Duration, type Length, readDuration } from './duration.ts'
import type { Period } from './model.ts'
import { readPeriod } from './period.ts'
import { readRecurrence } from './recurrence.ts'
import { readState, type State } from './states.ts'
import { type Token, tokenise } from './tokens.ts'

/** Everything that one clause of the words says about time, in the order in which it says it. */
export interface Clause {
  readonly dates: readonly Dated[]
  readonly durations: readonly { readonly length: Duration; readonly from: Period | null }[]
  readonly every: Length | null
  readonly states: ReadonlySet<State>
  /** Whether anything but marks stands in the clause besides what was understood. */
  readonly hasOtherWords: boolean
}

interface Draft {
  dates: Dated[]
  durations: { length: Duration; from: Period | null }[]
  every: Length | null
  states: Set<State>
  otherWords: number
}

/** Cuts the words into clauses at full stops, semicolons and line ends, and reads each. */
export function readClauses(text: string, asOf: string): Clause[] {
  return clausesOf(tokenise(text)).map((tokens) => readClause(tokens, asOf))
}

function clausesOf(tokens: readonly Token[]): Token[][] {
  const clauses: Token[][] = [[]]
  for (const token of tokens) {
    if (token.type === 'mark' && ['.', ';', '•', '·'].includes(token.mark)) clauses.push([])
    else clauses.at(-1)?.push(token)
  }
  return clauses.filter((clause) => clause.length > 0)
}

function readClause(tokens: readonly Token[], asOf: string): Clause {
  const isPast = tokens.some((_, at) => isPastState(readState(tokens, at)?.value) && !isOnlyIntended(tokens, at))
  const context: Context = { asOf, looking: isPast ? 'back' : 'ahead' }
  const draft: Draft = { dates: [], durations: [], every: null, states: new Set(), otherWords: 0 }
  for (let at = 0; at < tokens.length; ) {
    const next =
      recurrence(tokens, at, draft) ??
      duration(tokens, at, draft, context) ??
      dated(tokens, at, draft, context) ??
      state(tokens, at, draft)
    if (next === null && tokens[at]?.type === 'word') draft.otherWords += 1
    at = next ?? at + 1
  }
  return { ...draft, hasOtherWords: draft.otherWords > 0 }
}

const isPastState = (state: State | undefined) => state === 'done' || state === 'started'

const INTENTION = [
  'be',
  'being',
  'not',
  'partially',
  'partly',
  'nearly',
  'almost',
  'when',
  'once',
  'until',
  'if',
  'fully',
  'is',
  'are',
]

/** `to be completed by March` promises, `completed in March` reports. */
function isOnlyIntended(tokens: readonly Token[], at: number): boolean {
  const before = wordAt(tokens, at - 1)
  const earlier = wordAt(tokens, at - 2)
  if (['is', 'are', 'fully'].includes(before)) return INTENTION.slice(0, 4).includes(earlier)
  return INTENTION.includes(before)
}

function recurrence(tokens: readonly Token[], at: number, draft: Draft): number | null {
  const found = readRecurrence(tokens, at)
  if (!found) return null
  draft.every ??= found.value
  return found.next
}

const LEAD_IN = ['within', 'in', 'over', 'the', 'next', 'for', 'about', 'approx', 'approximately', 'around', 'every']

function duration(tokens: readonly Token[], start: number, draft: Draft, context: Context): number | null {
  const found = readDuration(tokens, skip(tokens, start, LEAD_IN))
  if (!found || wordAt(tokens, found.next) === 'ago') return null
  const link = wordAt(tokens, found.next)
  if (!['of', 'from', 'after', 'following', 'post', 'before', 'prior'].includes(link)) {
    draft.durations.push({ length: found.value, from: null })
    return found.next
  }
  const target = skip(tokens, found.next + 1, ['the', 'to'])
  const anchor = ['before', 'prior'].includes(link) ? null : readPeriod(tokens, target, context)
  const isPlansOwn = /^(now|today|publication|issue|start|date|approval|this)$/.test(wordAt(tokens, target))
  if (anchor || isPlansOwn) draft.durations.push({ length: found.value, from: anchor?.value ?? null })
  else draft.states.add('condition')
  return anchor?.next ?? found.next + 1
}

function dated(tokens: readonly Token[], at: number, draft: Draft, context: Context): number | null {
  const found = readDated(tokens, at, context)
  if (!found) return null
  draft.dates.push(...found.value)
  return found.next
}

function state(tokens: readonly Token[], at: number, draft: Draft): number | null {
  const found = readState(tokens, at)
  if (!found) return markAt(tokens, at) === '?' ? provisional(draft, at) : null
  const isClaim = found.value === 'done' || found.value === 'complete'
  const isAfterDate = found.value === 'complete' && draft.dates.length > 0
  if (!(isClaim && isOnlyIntended(tokens, at)))
    draft.states.add(isAfterDate && !draft.dates.some(isOpen) ? 'done' : found.value)
  return found.next
}

const isOpen = (date: Dated) => date.role === 'from' || date.role === 'by'

function provisional(draft: Draft, at: number): number {
  draft.states.add('provisional')
  return at + 1
}
