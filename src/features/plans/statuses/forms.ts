import { lookUp, markAt, wordAt } from '../dates/cursor.ts'
import type { Token } from '../dates/tokens.ts'
import { ADDRESS, MEETING, SOMEBODY } from './names.ts'
import { SUBJECTS } from './vocabulary.ts'

/** Signs that say yes by themselves. */
const TICKS: ReadonlySet<string> = new Set('✓✔☑✅')

/** Whether the cell holds a tick and no words. */
export const areTicks = (tokens: readonly Token[]): boolean =>
  tokens.length > 0 && tokens.every((_, at) => TICKS.has(markAt(tokens, at)))

const VARIANT = /\ufe0f/g
const CROSSED = /\[\s*[x✓✔✅√]\s*\]|\(\s*[x✓✔✅√]\s*\)/giu
const EMPTY = /\[[\s_.–—-]*\]|\([\s_.–—-]*\)|\{[\s_.–—-]*\}|<[\s_.–—-]*>|["“]\s*["”]/gu

/** The words with boxes that are drawn in brackets made into one sign: `[x]` is ☑, `[ ]` is ☐. */
export const withBoxes = (words: string): string =>
  words.replace(VARIANT, '').replace(CROSSED, ' ☑ ').replace(EMPTY, ' ☐ ').replace(/🗹/gu, '☑')

/** A dash with spaces around it parts what is said, as a semicolon does; a hyphen within a word does not. */
export const parted = (words: string): string => words.replace(/(?<=\S)[ \t]+[-\u2013\u2014][ \t]+(?=\S)/g, ' ; ')

const NUMBERED = /(?:^|(?<=[\n;,/]))\s*(\d{1,2})[.)]\s+(?=\p{L})/gu

/** The words without the numbers of a list that holds every item from the first: `1. Complete`, `2. Complete`. */
export function withoutNumbers(words: string): string {
  const numbers = [...words.matchAll(NUMBERED)].map(([, number]) => Number(number))
  const isList = numbers.length > 1 && numbers.every((number, index) => number === index + 1) && /^\s*1[.)]/.test(words)
  return isList ? words.replace(NUMBERED, ' ').replace(/(?<=\S)\s*\/\s*(?=\S)/g, '; ') : words
}

/**
 * Reads each line by itself; where that says nothing, the lines are put together as one that was broken within a cell: `Not`, `started`.
 * `read` is told the lines that were put together.
 */
export function readLines<T>(words: string, read: (words: string, lines: readonly string[]) => T | null): T | null {
  const lines = words.trim().split(/\s*[\r\n]+\s*/)
  const own = read(words, [])
  return own !== null || lines.length < 2 || lines.length > MOST_LINES ? own : read(lines.join(' '), lines)
}

const MOST_LINES = 6

/** A line to write on, a point list to nowhere, a sign that turns the word behind it, or the label of a later part. */
const UNFILLED = /_{2,}|[-–—:]\s+[-–—/]|\.{2,}|…|^\s*!|!(?=\p{L})|^\W*\(?[b-h]\)\s/iu

/** Whether the words are a form that nobody has filled in, or a question, so that they claim nothing: `Completed: / /`, `Is it complete`. */
export const isUnanswered = (words: string, tokens: readonly Token[]): boolean =>
  UNFILLED.test(words) || isOfLaterPart(words) || tokens.some((_, at) => isBlankAt(tokens, at) || asksAt(tokens, at))

/** `Complete (b) - complete`: the label of a later part, where no first one stands. */
const isOfLaterPart = (words: string): boolean => /\([b-h]\)\s/i.test(words) && !/\(?a\)/i.test(words)

const OPENS: ReadonlySet<string> = new Set(':-/|(["“')
const FILLS: ReadonlySet<string> = new Set([...TICKS, ADDRESS, SOMEBODY, MEETING])

/** A colon, a dash or a stroke that opens what is not there: nothing but marks stands behind it, or a colon meets a mark that closes. */
function isBlankAt(tokens: readonly Token[], at: number): boolean {
  const mark = markAt(tokens, at)
  if (mark === ':' && ['-', '/', ',', ';', '.', ':', ')', ']', '|'].includes(markAt(tokens, at + 1))) return true
  if (mark === '-' && [',', ';', '.', ')', ']', '|'].includes(markAt(tokens, at + 1))) return true
  if (!OPENS.has(mark)) return false
  const rest = tokens.slice(at + 1)
  if (mark === '"' && tokens.slice(0, at).some((_, index) => markAt(tokens, index) === '"')) return false
  return rest.every((token) => token.type === 'mark' && !FILLS.has(token.mark))
}

/** `Is this complete`, `Have all actions been completed`: a verb that stands first asks, unless it goes on as in `Has been delivered`. */
function asksAt(tokens: readonly Token[], at: number): boolean {
  const word = wordAt(tokens, at)
  if (word === '' || (at > 0 && tokens[at - 1]?.type !== 'mark')) return false
  if (word === 'is' || word === 'are') return true
  return ['has', 'have', 'had', 'was', 'were'].includes(word) && lookUp(SUBJECTS, tokens, at + 1) !== null
}
