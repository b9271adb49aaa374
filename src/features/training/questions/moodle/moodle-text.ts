import { words } from '../model.ts'
import { plainText, type TextFormat } from '../texts.ts'
import { type Element, textIn } from './elements.ts'

/** Formats by their names in Moodle XML. What has another name is HTML. */
const FORMATS: Readonly<Record<string, TextFormat>> = {
  html: 'html',
  moodle_auto_format: 'moodle',
  plain_text: 'plain',
  markdown: 'markdown',
  wiki_like: 'plain',
}

/** The texts of one question, in plain text: each may say its format, and else has that of the question. `tell` is told what is lost. */
export class MoodleText {
  readonly stem: string
  readonly #format: TextFormat
  readonly #tell: (what: string) => void

  constructor(questionText: Element | undefined, tell: (what: string) => void) {
    this.#tell = tell
    this.#format = 'html'
    this.#format = this.#formatOf(questionText)
    this.stem = this.read(questionText)
  }

  read(element: Element | undefined): string {
    const { text, lost } = plainText(textIn(element), this.#formatOf(element))
    for (const what of lost) this.#tell(what)
    return text
  }

  /** Words that people type, which are compared as they are. */
  typed(element: Element | undefined): string {
    return words(textIn(element))
  }

  #formatOf(element: Element | undefined): TextFormat {
    const said = element?.attributes.format?.trim()
    if (said === undefined || said === '') return this.#format
    return (Object.hasOwn(FORMATS, said) ? FORMATS[said] : undefined) ?? 'html'
  }
}
