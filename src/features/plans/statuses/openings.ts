import { type Day, dayOf } from '#platform/calendar/index.ts'
import { lookUp, wordAt } from '../dates/cursor.ts'
import { type Token, tokenise } from '../dates/tokens.ts'
import { OVER } from '../over.ts'
import type { Status } from '../status-names.ts'
import { isYesOrNo } from './answers.ts'
import { readDay, speaksOfLater } from './days.ts'
import { statusIn } from './grammar.ts'
import { readStanding } from './pieces.ts'
import { LONGEST, OPEN, STOP } from './stops.ts'
import { EXPLAINED, isParticiple, STANDS, STOPS, TURNING } from './vocabulary.ts'

/**
 * The status with which a cell opens, before a mark and words of its own: `Complete` of `Complete, report sent to the board`. It is what
 * the cell most likely says, and no more: somebody is asked. Null where the words behind it may take it back, or say another status.
 */
export function openingStatus(
  words: string,
  asOf: Day = dayOf(new Date()),
  registered: readonly string[] = [],
): { readonly words: string; readonly status: Status } | null {
  const cell = words.trim()
  const [stop] = cell.matchAll(STOP)
  if (stop === undefined || cell.length > LONGEST || OPEN.test(cell)) return null
  const [head, rest] = [cell.slice(0, stop.index).trim(), cell.slice(stop.index + stop[0].length)]
  const status = isYesOrNo(head) || /^\p{L}$/u.test(head) ? null : statusIn(head, asOf, { registered })
  return status !== null && keeps(tokenise(rest), status, asOf) ? { words: head, status } : null
}

/** Whether words leave standing what was said before them: they say something, and neither that something is left, nor another status, nor a day to come. */
function keeps(tokens: readonly Token[], status: Status, asOf: Day): boolean {
  if (tokens.filter(({ type }) => type === 'word').length < 2 || speaksOfLater(tokens, asOf, true)) return false
  for (let at = 0; at < tokens.length; ) {
    const day = readDay(tokens, at)
    if (day === null && takesBack(tokens, at, status)) return false
    at = day ?? at + 1
  }
  return true
}

function takesBack(tokens: readonly Token[], at: number, status: Status): boolean {
  const other = lookUp(STANDS, tokens, at)?.value.status ?? status
  if (other !== status && !(OVER.has(other) && OVER.has(status))) return true
  const word = wordAt(tokens, at)
  const isToDo = word === 'to' && (wordAt(tokens, at - 1) === '' || wordAt(tokens, at + 1) === 'be')
  const isOpen = isToDo || ((STOPS.coming.has(word) || TURNING.has(word)) && !OF_TIME.has(word))
  return isOpen || tokens[at]?.type === 'percent' || lookUp(EXPLAINED.left, tokens, at) !== null
}

/**
 * What a sentence most likely says by its first words, where those behind them are not understood: `complete` of `Delivered and embedded`.
 * It is a guess at most: somebody must be asked. Null where `Complete the review` may be an order, or where what follows may take it back.
 */
export function looseStatus(words: string, asOf: Day = dayOf(new Date())): Status | null {
  if (words.length > LONGEST || OPEN.test(words)) return null
  const tokens = tokenise(words)
  const start = tokens.findIndex((_, at) => !EARLY.has(wordAt(tokens, at)))
  const found = start < 0 ? null : readStanding(tokens, start)
  if (found === null || found.value.manner === 'neutral' || speaksOfLater(tokens, asOf, true)) return null
  const { status } = found.value
  const isSure = !OVER.has(status) || isParticiple(found.value) || status === 'superseded'
  const rest = tokens.slice(found.next)
  return isSure && !rest.some((_, at) => OVER.has(status) && takesBack(rest, at, status)) ? status : null
}

/** Words before a status that change nothing of it. */
const EARLY: ReadonlySet<string> = new Set('now all the action this work it has have been was is'.split(' '))

/** Words that only say to whom or when something was done. */
const OF_TIME: ReadonlySet<string> = new Set('to was were had been then now once when after before later'.split(' '))
