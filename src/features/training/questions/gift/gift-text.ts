import { words } from '../model.ts'
import { notTakenIn, type Problems, type Spot } from '../problems.ts'
import { plainText, type TextFormat } from '../texts.ts'
import { unguarded } from './escapes.ts'

const MARK = /^\[(html|moodle|plain|markdown)\]/

/** The texts of one question, in plain text: each may say how it is written, and else is written as the question is. */
export class GiftText {
  readonly stem: string
  readonly #format: TextFormat
  readonly #spot: Spot
  readonly #problems: Problems

  constructor(stem: string, spot: Spot, problems: Problems) {
    this.#spot = spot
    this.#problems = problems
    this.#format = 'moodle'
    const { text, format } = this.#marked(stem)
    this.#format = format
    this.stem = this.#plain(text, format)
  }

  /** Such as the words of an answer to choose, or of feedback. */
  read(written: string): string {
    const { text, format } = this.#marked(written)
    return this.#plain(text, format)
  }

  /** Words that people type, which are compared as they are: a mark before them is none of theirs. */
  typed(written: string): string {
    return words(unguarded(this.#marked(written).text))
  }

  /** Words that are no text of a format. */
  literal(written: string): string {
    return words(unguarded(written))
  }

  #marked(written: string): { text: string; format: TextFormat } {
    const text = written.trim()
    const [mark = '', format = this.#format] = MARK.exec(text) ?? []
    return { text: text.slice(mark.length), format: format as TextFormat }
  }

  #plain(text: string, format: TextFormat): string {
    const read = plainText(unguarded(text), format)
    for (const what of read.lost) this.#problems.alike(this.#spot, notTakenIn(what))
    return read.text
  }
}
