import { lookUp, markAt, wordAt } from '../dates/cursor.ts'
import type { Token } from '../dates/tokens.ts'
import { openingOfDay, readDay } from './days.ts'
import { areSubjects } from './subjects.ts'
import { MERGED, type Said, SUCCESSOR_WORDS, SUCCESSORS } from './vocabulary.ts'

const MOST_WORDS = 8

/**
 * What stands in the place of an action: `superseded by 4.2`, `replaced by the new records strategy`. A reference, or a plan, a strategy
 * and the like of which every word is known; never a day or a person.
 */
export function readSuccessor(tokens: readonly Token[], at: number, { phrase }: Said): number | null {
  const isReplaced = ['superseded', 'replaced'].includes(phrase) && ['by', 'with'].includes(wordAt(tokens, at))
  return isReplaced ? readThing(tokens, at + 1) : null
}

/** `merged with 4.2`: what has taken the action in must be said. */
export function readMerged(tokens: readonly Token[], at: number): number | null {
  const merged = lookUp(MERGED, tokens, at)
  return merged && readThing(tokens, merged.next)
}

/** A reference, or a plan and the like. A review that has a day is when it was so decided. */
function readThing(tokens: readonly Token[], at: number): number | null {
  const last = readNoun(tokens, at)
  const next = readNumber(tokens, last ?? at) ?? last
  if (next === null || readDay(tokens, at) !== null) return null
  const isOfDay = wordAt(tokens, next - 1) === 'review' && readDay(tokens, openingOfDay(tokens, next)) !== null
  return isOfDay ? null : next
}

/** `the new records strategy`, `action`: to the last word that names such a thing, with known words alone before it. */
function readNoun(tokens: readonly Token[], start: number): number | null {
  let last: number | null = null
  for (let at = start; at < start + MOST_WORDS; at += 1) {
    const noun = lookUp(SUCCESSORS, tokens, at)
    if (noun) last = noun.next
    else if (!isBeforeNoun(wordAt(tokens, at))) break
  }
  return last
}

const isBeforeNoun = (word: string): boolean =>
  word !== '' &&
  (SUCCESSOR_WORDS.has(word) || areSubjects(word) || /^(?:action|rec|recommendation|objective)\d+[a-z]?$/.test(word))

/** `4.2`, `R7`, `7`, `3a`: the number of an action, with the `action` or `no` before it read already. */
function readNumber(tokens: readonly Token[], at: number): number | null {
  const here = wordAt(tokens, at) === 'no' ? at + 1 : at
  const token = tokens[here]
  const isOne =
    token?.type === 'number'
      ? token.digits <= 3
      : token?.type === 'joined'
        ? token.joint === '.'
        : isCode(wordAt(tokens, here))
  if (!isOne) return null
  return /^[a-z]$/.test(wordAt(tokens, here + 1)) && markAt(tokens, here) === '' ? here + 2 : here + 1
}

const isCode = (word: string): boolean => /^[a-z]{1,14}\d{1,4}[a-z]?$/.test(word)
