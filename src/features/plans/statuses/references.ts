import { lookUp, markAt, wordAt } from '../dates/cursor.ts'
import { NUMBERED, type Token } from '../dates/tokens.ts'
import { readDay } from './days.ts'
import { ADDRESS } from './names.ts'
import { LINKING, REFERENCES, REFERRED, SHOWING } from './vocabulary.ts'

/**
 * `see annex B`, `evidence: minutes of 3 May 2017`, an address. Every word of it must be one of which references are made, and one must
 * show something: a document, a number, a day or an address. What is done `per` a document alone is only as it says.
 */
export function readReference(tokens: readonly Token[], at: number): number | null {
  if (markAt(tokens, at) === ADDRESS) return at + 1
  const opening = lookUp(REFERENCES, tokens, at)
  if (!opening) return null
  let next = opening.next
  let shows = false
  while (next < tokens.length) {
    const day = readDay(tokens, next)
    const step = day ?? (isReferred(tokens, next) ? next + 1 : null)
    if (step === null) break
    shows ||= day !== null || isExact(tokens, next) || (opening.value === 'any' && SHOWING.has(wordAt(tokens, next)))
    next = step
  }
  return shows ? next : null
}

/** The `no` of `report no 4`. */
const isNumberSign = (tokens: readonly Token[], at: number): boolean =>
  wordAt(tokens, at) === 'no' && tokens[at + 1]?.type === 'number'

const JOINS: ReadonlySet<string> = new Set('/-:#_\\')

function isReferred(tokens: readonly Token[], at: number): boolean {
  const word = wordAt(tokens, at)
  return (
    SHOWING.has(word) ||
    REFERRED.has(word) ||
    LINKING.has(word) ||
    JOINS.has(markAt(tokens, at)) ||
    isNumberSign(tokens, at) ||
    isExact(tokens, at)
  )
}

/** A number, an address, or a letter of a document: `annex b`, `action4`. A letter alone shows nothing: `evidence: x`. */
function isExact(tokens: readonly Token[], at: number): boolean {
  const token = tokens[at]
  if (token?.type === 'number') return token.value > 0
  if (token?.type === 'joined' || token?.type === 'ordinal') return true
  if (token?.type !== 'word') return markAt(tokens, at) === ADDRESS
  const before = wordAt(tokens, at - 1)
  const isLettered = SHOWING.has(before) || REFERRED.has(before)
  return (
    /^[a-z]{1,14}\d{1,6}[a-z]?$/.test(token.word) ||
    NUMBERED.exec(token.word)?.[1] !== undefined ||
    (isLettered && /^(?:[a-mo-z]|[ivx]{1,4})$/.test(token.word))
  )
}
