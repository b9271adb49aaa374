import { lookUp, markAt } from '../dates/cursor.ts'
import type { Token } from '../dates/tokens.ts'
import { STANDS, TURNING } from './vocabulary.ts'

/** Marks that part what a cell says. */
export const BETWEEN: ReadonlySet<string> = new Set('-,;:.()[]|/"!“”•·✓✔☑✅')

/** Whether a token behind what was said leaves its meaning alone: no other status, no denial, no doubt, no share. */
export function isHarmless(tokens: readonly Token[], at: number): boolean {
  const token = tokens[at]
  if (token?.type === 'percent' || markAt(tokens, at) === '?') return false
  if (token?.type !== 'word') return true
  return !TURNING.has(token.word) && !token.word.endsWith("n't") && lookUp(STANDS, tokens, at) === null
}
