import type { Day } from '#platform/calendar/index.ts'
import { lookUp, wordAt } from '../dates/cursor.ts'
import { type Token, tokenise } from '../dates/tokens.ts'
import type { Status } from '../model.ts'
import { beginsLater, readDay } from './days.ts'
import { statusIn } from './grammar.ts'
import { isDone } from './pieces.ts'
import { EXPLAINED, STANDS, STOPS } from './vocabulary.ts'

/** Cells longer than this are prose. */
export const LONGEST = 300
/** A mark, a dash or a line's end behind a status. Within a number a mark ends nothing. */
export const STOP = /\s[-\u2013\u2014]|[\u2013\u2014]|-(?=\s)|[;:(\n]|[.,](?!\d)/g
const MOST_STOPS = 4
/** Signs of a form or of a question, of which nobody knows what they say. */
export const OPEN = /[?\u2610\u25a1\u2b1c\u2611\u2612\u2713\u2714\u2705[\]_]|\.{2}|\u2026|\bx\b/i
const CLAUSES = /[;:()\n]|[.,](?!\d)|\s[-\u2013\u2014]\s|\s(?:but|and|&)\s/i

/**
 * A status that claims nothing finished, before a stop and words of its own: `In progress - HR to confirm`, `Delayed - supplier late`. What
 * explains it cannot make more of it, unless it says that the action is now done, given up or on hold: then somebody is asked.
 */
export function statusBeforeStop(words: string, asOf: Day, registered: readonly string[] = []): Status | null {
  const cell = words.trim()
  if (cell.length > LONGEST || OPEN.test(cell)) return null
  for (const { index } of [...cell.matchAll(STOP)].slice(0, MOST_STOPS)) {
    const head = cell.slice(0, index).trim()
    const status = /^\p{Ll}$/u.test(head) ? null : statusIn(head, asOf, { registered })
    if (status !== null) return isOpen(status) && leavesOpen(cell.slice(index + 1), status, asOf) ? status : null
  }
  return null
}

/** `Overdue: No`. */
const ANSWER = /^(?:yes|no|none|nil|n\/?a)$/i

const isOpen = (status: Status): boolean => status === 'in-progress' || status === 'not-started'

function leavesOpen(rest: string, status: Status, asOf: Day): boolean {
  const clauses = rest.split(CLAUSES).flatMap((clause) => clause.replace(/^[\s-\u2013\u2014]+|\s+$/g, '') || [])
  return clauses.length > 0 && clauses.every((clause) => explains(clause, status, asOf))
}

/** Whether a clause says how far something is or why, and nothing that ends it. */
function explains(clause: string, status: Status, asOf: Day): boolean {
  const tokens = tokenise(clause)
  if (ANSWER.test(clause)) return false
  if (/^\P{L}*\p{L}?\P{L}*$/u.test(clause) && readDay(tokens, 0) === null) return false
  const own = statusIn(clause, asOf)
  if (own !== null && own !== status) return false
  if (tokens.some((_, at) => lookUp(STOPS.ending, tokens, at) !== null) || tokens.some(isWhole)) return false
  if (beginsLater(tokens, asOf) || isAllOf(tokens)) return false
  return opensOpen(tokens) && deedsIn(tokens, status).every((at) => isOfPart(tokens, at, status))
}

/** `100% entered`. */
const isWhole = (token: Token): boolean => token.type === 'percent' && token.value >= 100

/** `200 of 200 staff trained`. */
const isAllOf = (tokens: readonly Token[]): boolean =>
  tokens.some((token, at) => {
    const whole = tokens[wordAt(tokens, at + 1) === 'out' ? at + 3 : at + 2]
    const isCount = token.type === 'number' && (wordAt(tokens, at + 1) === 'of' || wordAt(tokens, at + 2) === 'of')
    return isCount && whole?.type === 'number' && token.value >= whole.value
  })

/** `submitted`, `Completed in June`: of what is said first without anything that it is said of, nobody knows whether it is the whole. */
const opensOpen = (tokens: readonly Token[]): boolean => {
  const word = wordAt(tokens, wordAt(tokens, 0).endsWith('ly') ? 1 : 0)
  return !/^\w{3,}ed$/.test(word) || STOPS.openings.has(word) || lookUp(EXPLAINED.begun, tokens, 0) !== null
}

/** Where a clause tells of what was done; for what is not started, also of what was begun. */
function deedsIn(tokens: readonly Token[], status: Status): number[] {
  return tokens.flatMap((_, at) => {
    const standing = lookUp(STANDS, tokens, at)
    const isDeed = lookUp(EXPLAINED.deeds, tokens, at) !== null || (standing !== null && isDone(standing.value))
    const isBegun =
      status === 'not-started' &&
      (lookUp(EXPLAINED.begun, tokens, at) !== null || standing?.value.status === 'in-progress')
    return isDeed || isBegun ? [at] : []
  })
}

/** `policy complete`, `20 files reviewed`: said of a part that is named; or it is still to come, or denied. */
function isOfPart(tokens: readonly Token[], at: number, status: Status): boolean {
  const before = tokens.slice(0, at)
  const has = (words: ReadonlySet<string>) => before.some((token) => token.type === 'word' && words.has(token.word))
  if (has(STOPS.coming)) return true
  if (status === 'not-started' || has(STOPS.whole)) return false
  const behind = tokens.slice(at).some((token) => token.type === 'word' && STOPS.sure.has(token.word))
  return (
    !behind && before.some((token) => token.type !== 'mark' && !(token.type === 'word' && STOPS.slight.has(token.word)))
  )
}
