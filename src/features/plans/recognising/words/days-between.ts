import { type Day, inWords } from '#platform/calendar/index.ts'
import type { LeftOver, Question } from '../model/model.ts'

interface Said {
  readonly words: string
  readonly where: string
  readonly day: Day
}

/** Days that lines below a table say, which speak of the next table or of the whole plan, and not of what stands above them. */
export class DaysBetween {
  readonly #leftOver: LeftOver[]
  readonly #questions: Question[]
  /** A day that was said since the last table, until it shows whether another table follows. */
  #said: Said | null = null
  #ofTable: Day | null = null

  constructor(leftOver: LeftOver[], questions: Question[]) {
    this.#leftOver = leftOver
    this.#questions = questions
  }

  /** A line says a day; one that was said before it since the last table speaks of nothing that is known. */
  say(said: Said): void {
    this.#leave()
    this.#said = said
  }

  /** The day that a line between two tables says of what stands below it. */
  get ofTable(): Day | null {
    return this.#ofTable
  }

  /** The day that was said after the last table of the document. */
  get atEnd(): Day | null {
    return this.#said?.day ?? null
  }

  /** A table begins: a day that was said since the last one speaks of what stands below it, which is asked. */
  startTable(): void {
    if (!this.#said) return
    const { words, where, day } = this.#said
    this.#said = null
    this.#ofTable = day
    this.#questions.push({
      where,
      place: null,
      question: `“${words}” stands between two tables. Does it speak of what stands below it?`,
      guess: `Yes: what stands below was as it says on ${inWords(day)}, and what stands above was not dated by it.`,
    })
  }

  /** A heading ends what such a day may speak of. */
  startHeading(): void {
    this.#ofTable = null
    this.#leave()
  }

  #leave(): void {
    if (!this.#said) return
    const { words, where } = this.#said
    this.#leftOver.push({ where, text: words, why: 'It stands below a table.' })
    this.#said = null
  }
}
