/** One level of a numbered list: how its number looks and where it starts. */
export interface NumberLevel {
  readonly style: NumberStyle
  /** The pattern of the whole label, `%1.%2`, where `%1` is the number at the first level. */
  readonly pattern: string
  readonly start: number
}

export type NumberStyle =
  | 'decimal'
  | 'lower-letter'
  | 'upper-letter'
  | 'lower-roman'
  | 'upper-roman'
  | 'bullet'
  | 'none'

/** Counts the numbered paragraphs of one list, level by level, as a word processor does. */
export class ListCounter {
  readonly #levels: ReadonlyMap<number, NumberLevel>
  readonly #counts: number[] = []

  constructor(levels: ReadonlyMap<number, NumberLevel>) {
    this.#levels = levels
  }

  /** The label of the next paragraph at this level (0 is the first), or null for bullets and unknown levels. */
  next(level: number): string | null {
    const own = this.#levels.get(level)
    if (!own) return null
    this.#counts.length = Math.min(this.#counts.length, level + 1)
    for (let above = 0; above < level; above += 1) this.#counts[above] ??= this.#levels.get(above)?.start ?? 1
    this.#counts[level] = this.#counts[level] === undefined ? own.start : this.#counts[level] + 1
    if (own.style === 'bullet' || own.style === 'none') return null
    return own.pattern
      .replace(/%(\d)/g, (_, digit: string) => this.#at(Number(digit) - 1))
      .trim()
      .replace(/[.):]+$/, '')
  }

  isBullet(level: number): boolean {
    return this.#levels.get(level)?.style === 'bullet'
  }

  #at(level: number): string {
    const count = this.#counts[level] ?? this.#levels.get(level)?.start ?? 1
    return inStyle(count, this.#levels.get(level)?.style ?? 'decimal')
  }
}

function inStyle(count: number, style: NumberStyle): string {
  switch (style) {
    case 'lower-letter':
      return letter(count)
    case 'upper-letter':
      return letter(count).toUpperCase()
    case 'lower-roman':
      return roman(count)
    case 'upper-roman':
      return roman(count).toUpperCase()
    default:
      return String(count)
  }
}

function letter(count: number): string {
  return String.fromCharCode(97 + ((count - 1) % 26)).repeat(Math.min(4, Math.ceil(count / 26)))
}

const ROMAN: readonly [number, string][] = [
  [100, 'c'],
  [90, 'xc'],
  [50, 'l'],
  [40, 'xl'],
  [10, 'x'],
  [9, 'ix'],
  [5, 'v'],
  [4, 'iv'],
  [1, 'i'],
]

function roman(count: number): string {
  let left = Math.min(count, 399)
  let text = ''
  for (const [value, sign] of ROMAN) {
    for (; left >= value; left -= value) text += sign
  }
  return text
}
