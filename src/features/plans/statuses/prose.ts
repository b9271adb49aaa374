import { lookUp, markAt } from '../dates/cursor.ts'
import type { Token } from '../dates/tokens.ts'
import { BECAUSE, BECAUSE_BESIDE, DRAFTING, DRAFTS, STANDS, TURNING } from './vocabulary.ts'

/** Marks that part what a cell says. */
export const BETWEEN: ReadonlySet<string> = new Set('-,;:.()[]|/"!“”•·✓✔☑✅')

/** Marks that end a reason; a hyphen or a stroke within it may belong to a word. */
const ENDING: ReadonlySet<string> = new Set(',;:.()[]|!•·✓✔☑✅')

/** Whether a token behind what was said leaves its meaning alone: no other status, no denial, no doubt, no share. */
export function changesNothing(tokens: readonly Token[], at: number): boolean {
  const token = tokens[at]
  if (token?.type === 'percent' || markAt(tokens, at) === '?') return false
  if (token?.type !== 'word') return true
  return !TURNING.has(token.word) && !token.word.endsWith("n't") && lookUp(STANDS, tokens, at) === null
}

/** The index of the mark that ends what stands here, or of the end. */
export function endOfPiece(tokens: readonly Token[], at: number): number {
  const length = tokens.slice(at).findIndex((_, index) => ENDING.has(markAt(tokens, at + index)))
  return length < 0 ? tokens.length : at + length
}

/**
 * The reason why something is not done, up to the next mark. It must be opened by a word that says it is one (`pending the review`); right
 * behind the status also by `with` and the like. Of what has no such word nobody knows whether it is a reason or the next turn.
 */
export function readReason(tokens: readonly Token[], at: number, isCutOff: boolean): number | null {
  const drafting = readDrafting(tokens, at)
  if (drafting !== null) return drafting
  const opening = lookUp(BECAUSE, tokens, at) ?? (isCutOff ? null : lookUp(BECAUSE_BESIDE, tokens, at))
  if (!opening) return null
  const end = endOfPiece(tokens, at)
  const places = Array.from({ length: Math.max(0, end - opening.next) }, (_, index) => opening.next + index)
  const isSaid = places.length > 0 && places.every((here) => changesNothing(tokens, here))
  return isSaid ? end : null
}

/** `draft with SIRO`, `draft circulated to IAOs for comment`: a draft that is with somebody, of which every word is known. */
function readDrafting(tokens: readonly Token[], at: number): number | null {
  const opening = lookUp(DRAFTS, tokens, at)
  if (!opening) return null
  const end = endOfPiece(tokens, at)
  const isKnown = tokens.slice(opening.next, end).every((token) => token.type === 'word' && DRAFTING.has(token.word))
  return isKnown ? end : null
}
