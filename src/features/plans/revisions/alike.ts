import { folded } from '../exchange/folded.ts'

/** The words of a text, for telling how alike two texts are. */
export function wordsOf(text: string | null): ReadonlySet<string> {
  return new Set(
    folded(text)
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? [],
  )
}

/** How much of their words two texts share, from 0 to 1: the Sørensen–Dice coefficient. */
export function likeness(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  if (a.size === 0 || b.size === 0) return a.size === b.size ? 1 : 0
  const [few, many] = a.size < b.size ? [a, b] : [b, a]
  let shared = 0
  for (const word of few) if (many.has(word)) shared += 1
  return (2 * shared) / (a.size + b.size)
}

/** Words as alike as this may be the same thing though they were changed: somebody is asked. */
export const SIMILAR = 0.6
/** A shared reference is certain where the words are as alike as this. References move when a row is put in above them. */
export const SURE = 0.8
/** Above this many rows without a match, likeness is only looked for under the same recommendation. */
export const SEARCHED = 400
