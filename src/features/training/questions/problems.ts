import { counted, inSentence, shortened } from '#platform/words.ts'
import { LIMITS, oneLine } from './model.ts'

/** Where a question stands in its file. */
export interface Spot {
  /** From 1. */
  readonly line: number
  /** Which question of the file it is, from 1, those counted that could not be read. Null for what is no question. */
  readonly number: number | null
  readonly title?: string | null
}

/** How what a file says and no question of ours can hold is told. */
export const notTakenIn = (what: string): string => `not taken in: ${what}`

/** So many places are listed where the same is said of many questions. */
const MOST_SPOTS = 20

/** Collects what is to be told of a question bank, without end neither in number nor in length. */
export class Problems {
  readonly #said: string[] = []
  readonly #alike = new Map<string, Spot[]>()
  #more = 0

  /** What is wrong at one place. `what` begins with a small letter and has no full stop. */
  at(spot: Spot, what: string): void {
    this.#say(`${inWords(spot)}: ${what}.`)
  }

  /** What is wrong with the whole file. `what` is a sentence. */
  of(what: string): void {
    this.#say(what)
  }

  /** What may be so of many questions, and is told once with all of their places. `what` is a sentence of what becomes of it. */
  alike(spot: Spot, what: string): void {
    const spots = this.#alike.get(what)
    if (!spots) this.#alike.set(what, [spot])
    else if (spots.at(-1)?.line !== spot.line || spots.at(-1)?.number !== spot.number) spots.push(spot)
  }

  get all(): string[] {
    const alike = [...this.#alike].map(([what, spots]) => `${listed(spots)}: ${what}.`)
    const all = [...this.#said, ...alike]
    const more = this.#more + Math.max(0, all.length - LIMITS.problems)
    return more > 0
      ? [...all.slice(0, LIMITS.problems), `${counted(more, 'more problem is', 'more problems are')} not listed.`]
      : all
  }

  #say(sentence: string): void {
    if (this.#said.length < LIMITS.problems) this.#said.push(sentence)
    else this.#more += 1
  }
}

function inWords({ line, number, title }: Spot): string {
  const named = title ? `, “${shortened(oneLine(title), 60)}”` : ''
  return number === null ? `Line ${line}` : `Line ${line} (question ${number}${named})`
}

function listed(spots: readonly Spot[]): string {
  const [first] = spots
  if (first && spots.length === 1) return inWords(first)
  const lines = spots.slice(0, MOST_SPOTS).map(({ line }) => String(line))
  const rest = spots.length - lines.length
  return `Lines ${inSentence(rest > 0 ? [...lines, `${rest} more`] : lines)}`
}
