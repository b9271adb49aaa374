import type { Token } from './tokens.ts'

/** What a reader found, and where it stopped: the index of the next token. */
export interface Found<T> {
  readonly value: T
  readonly next: number
}

/** A reader looks at the tokens from an index and finds something there, or nothing. It looks a bounded way ahead. */
export type Reader<T> = (tokens: readonly Token[], at: number, context: Context) => Found<T> | null

/** What a reader needs to know besides the words. */
export interface Context {
  /** The plan's own date: words without a year are read from here. */
  readonly asOf: string
  /** Words about the past ("completed in March") take the last such month, others the next. */
  readonly looking: 'ahead' | 'back'
  /** The year that a later date of the same list gives to one without: `March and June 2018`. */
  readonly year?: number
  /** Where it was said that it goes on or comes round, so that `to` names its end: right `beside`, as in `weekly to March`, or some words `before`. */
  readonly goesOn?: 'beside' | 'before'
  /** Whether the clause says that something comes round: `each year` or longer apart, or more `often`. */
  readonly turns?: 'yearly' | 'often'
}

export function wordAt(tokens: readonly Token[], at: number): string {
  const token = tokens[at]
  return token?.type === 'word' ? token.word : ''
}

export function markAt(tokens: readonly Token[], at: number): string {
  const token = tokens[at]
  return token?.type === 'mark' ? token.mark : ''
}

/** However many commas and hyphens are written, a reader steps over so many. */
const STEPS = 4

/** The index after any of these words and any hyphens or commas. */
export function skip(tokens: readonly Token[], at: number, words: readonly string[]): number {
  let next = at
  while (next - at < STEPS && isSkipped(tokens, next, words)) next += 1
  return next
}

function isSkipped(tokens: readonly Token[], at: number, words: readonly string[]): boolean {
  const word = wordAt(tokens, at)
  return word === '' ? ['-', ','].includes(markAt(tokens, at)) : words.includes(word)
}

/** Phrases by their first word, the longest first. */
export interface Lexicon<T> {
  readonly byFirst: ReadonlyMap<string, readonly { readonly words: readonly string[]; readonly value: T }[]>
}

/** Phrases and what each stands for; words are given with spaces, hyphens between them do not matter. */
export function lexicon<T>(entries: readonly (readonly [T, readonly string[]])[]): Lexicon<T> {
  const all = entries.flatMap(([value, phrases]) => phrases.map((words) => ({ words: words.split(' '), value })))
  const sorted = all.toSorted((a, b) => b.words.length - a.words.length)
  return { byFirst: Map.groupBy(sorted, ({ words }) => words[0] ?? '') }
}

/** The longest phrase of a lexicon that stands here, or null. */
export function lookUp<T>({ byFirst }: Lexicon<T>, tokens: readonly Token[], at: number): Found<T> | null {
  const word = wordAt(tokens, at)
  if (word === '') return null
  for (const { words, value } of byFirst.get(word) ?? []) {
    const next = following(tokens, at, words)
    if (next !== null) return { value, next }
  }
  return null
}

function following(tokens: readonly Token[], at: number, words: readonly string[]): number | null {
  let next = at
  for (const word of words) {
    if (next > at && markAt(tokens, next) === '-') next += 1
    if (wordAt(tokens, next) !== word) return null
    next += 1
  }
  return next
}

/** For each token, the nearest from it on of which something is so, or the number of tokens. One walk answers it for every date of a clause. */
export function nearestFrom(tokens: readonly Token[], isSo: (at: number) => boolean): readonly number[] {
  const nearest = Array.from(tokens, () => tokens.length)
  for (let at = tokens.length - 1; at >= 0; at -= 1) nearest[at] = isSo(at) ? at : (nearest[at + 1] ?? tokens.length)
  return nearest
}

/** The index after this phrase, whose words are given with spaces, or null. */
export function phrase(tokens: readonly Token[], at: number, words: string): number | null {
  return following(tokens, at, words.split(' '))
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
