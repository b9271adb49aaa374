/** Where a known name stands in some words: from the first of its characters up to, and without, the last. */
export interface Span {
  readonly from: number
  readonly to: number
}

interface Word extends Span {
  readonly text: string
}

const LONGEST_WORDS = 40

/** The names that the registers have for roles, bodies and units, to be found again in what people write. */
export class KnownNames {
  /** The words of the names, by their first word, those with most words first. */
  readonly #byFirst: ReadonlyMap<string, readonly (readonly string[])[]>
  readonly #whole: ReadonlySet<string>

  constructor(names: readonly string[]) {
    const all = names.map((name) => wordsOf(name).map(({ text }) => text)).filter(({ length }) => length > 0)
    this.#whole = new Set(all.map((words) => words.join(' ')))
    const sorted = all.toSorted((a, b) => b.length - a.length)
    this.#byFirst = Map.groupBy(sorted, ([first]) => first ?? '')
  }

  /** Whether the words are one of the names, whatever their capitals, marks and leading “the”. */
  has(words: string): boolean {
    return this.#whole.has(
      wordsOf(words.replace(/^\s*the\s+/i, ''))
        .map(({ text }) => text)
        .join(' '),
    )
  }

  /** The names within some words. Where two overlap the longer one wins. */
  within(text: string): Span[] {
    const words = wordsOf(text)
    const found = words.flatMap((word, index) => {
      const ahead = words.slice(index, index + LONGEST_WORDS)
      const name = this.#byFirst.get(word.text)?.find((one) => one.every((part, at) => ahead[at]?.text === part))
      const last = name ? ahead[name.length - 1] : undefined
      return last ? [{ from: word.from, to: last.to }] : []
    })
    const kept: Span[] = []
    for (const span of found.toSorted((a, b) => b.to - b.from - (a.to - a.from)))
      if (kept.every((other) => span.to <= other.from || span.from >= other.to)) kept.push(span)
    return kept
  }
}

export const NO_NAMES = new KnownNames([])

/** Words without capitals and marks; `&` is read as `and`. */
function wordsOf(text: string): Word[] {
  return [...text.matchAll(/[\p{L}\p{N}][\p{L}\p{N}'\u2019-]*|&/gu)].map(({ 0: word, index }) => ({
    text: word === '&' ? 'and' : word.toLowerCase().replaceAll('\u2019', "'"),
    from: index,
    to: index + word.length,
  }))
}
