import type { Token } from './tokens.ts'

/** What a reader found, and where it stopped: the index of the next token. */
export interface Found<T> {
  readonly value: T
  readonly next: number
}

/** A reader looks at the tokens from an index and finds something there, or nothing. */
export type Reader<T> = (tokens: readonly Token[], at: number, context: Context) => Found<T> | null

/** What a reader needs to know besides the words. */
export interface Context {
  /** The plan's own date: words without a year are read from here. */
  readonly asOf: string
  /** Words about the past ("completed in March") take the last such month, others the next. */
  readonly looking: 'ahead' | 'back'
}

export function wordAt(tokens: readonly Token[], at: number): string {
  const token = tokens[at]
  return token?.type === 'word' ? token.word : ''
}

export function markAt(tokens: readonly Token[], at: number): string {
  const token = tokens[at]
  return token?.type === 'mark' ? token.mark : ''
}

/** The index after any of these words and any hyphens. */
export function skip(tokens: readonly Token[], at: number, words: readonly string[]): number {
  let next = at
  while (words.includes(wordAt(tokens, next)) || markAt(tokens, next) === '-' || markAt(tokens, next) === ',') next += 1
  return next
}

/** The index after this phrase, whose words are given with spaces, or null; hyphens between its words do not matter. */
export function phrase(tokens: readonly Token[], at: number, words: string): number | null {
  let next = at
  for (const word of words.split(' ')) {
    if (next > at && markAt(tokens, next) === '-') next += 1
    if (wordAt(tokens, next) !== word) return null
    next += 1
  }
  return next
}

/** The index after the longest of these phrases that stands here, or null. */
export function anyPhrase(tokens: readonly Token[], at: number, phrases: readonly string[]): number | null {
  let best: number | null = null
  for (const words of phrases) {
    const next = phrase(tokens, at, words)
    if (next !== null && (best === null || next > best)) best = next
  }
  return best
}

/** The first of these readers that finds something. */
export function firstOf<T>(...readers: readonly Reader<T>[]): Reader<T> {
  return (tokens, at, context) => {
    for (const read of readers) {
      const found = read(tokens, at, context)
      if (found) return found
    }
    return null
  }
}
