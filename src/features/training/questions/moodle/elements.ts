import { tooMuch, UnreadableFile, walkXml } from '#platform/reading/index.ts'
import { LIMITS } from '../model.ts'

/** An element of a question, with what stands in it. */
export interface Element {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  /** Of the file, from 1. */
  readonly line: number
  /** Its own text, without that of elements in it. Of a file only its length is kept. */
  text: string
  readonly children: Element[]
  /** Bytes of a file in base64; 0 for anything else. */
  bytes: number
}

/** Elements that hold a file in base64. */
const FILES = new Set(['file', 'image_base64'])

/** Hands over each question of Moodle XML as it is read. Throws UnreadableFile where the file is none. */
export function walkQuestions(text: string, take: (question: Element) => void): void {
  const walk = new QuestionWalk(take)
  walkXml(text, {
    open: (name, attributes, line) => walk.open(name, attributes, line),
    close: () => walk.close(),
    text: (said) => walk.text(said),
    broken: (line) =>
      new UnreadableFile(
        `The file is no well-formed XML: it breaks off on line ${line}.`,
        'Export the questions again as Moodle XML.',
      ),
  })
}

class QuestionWalk {
  readonly #take: (question: Element) => void
  readonly #open: Element[] = []
  #depth = 0
  #elements = 0
  #characters = 0

  constructor(take: (question: Element) => void) {
    this.#take = take
  }

  open(name: string, attributes: Readonly<Record<string, string>>, line: number): void {
    if (this.#depth === 0 && name !== 'quiz')
      throw new UnreadableFile(
        `The file is XML, but not a question bank of Moodle: it begins with <${name.slice(0, 40)}> and not with <quiz>.`,
        'Export the questions as Moodle XML.',
      )
    this.#depth += 1
    if (this.#depth === 1) return
    this.#elements += 1
    if (this.#elements > LIMITS.elements) throw tooMuch('elements in one question', LIMITS.elements)
    const element: Element = { name, attributes, line, text: '', children: [], bytes: 0 }
    this.#open.at(-1)?.children.push(element)
    this.#open.push(element)
  }

  text(said: string): void {
    const element = this.#open.at(-1)
    if (!element) return
    if (FILES.has(element.name)) {
      element.bytes += Math.floor((said.length * 3) / 4)
      return
    }
    this.#characters += said.length
    if (this.#characters > LIMITS.characters) throw tooMuch('characters in one question', LIMITS.characters)
    element.text += said
  }

  close(): void {
    this.#depth -= 1
    const element = this.#open.pop()
    if (!element || this.#open.length > 0) return
    this.#take(element)
    this.#elements = 0
    this.#characters = 0
  }
}

export const childOf = ({ children }: Element, name: string): Element | undefined =>
  children.find((one) => one.name === name)

export const childrenOf = ({ children }: Element, name: string): Element[] =>
  children.filter((one) => one.name === name)

/** The words within `<name><text>…</text></name>`, or within the element itself where an old export has no `text`. */
export const textIn = (element: Element | undefined): string =>
  element ? (childOf(element, 'text') ?? element).text.trim() : ''

/** Whether nothing at all is said in it. */
export const isBlank = (element: Element): boolean =>
  element.text.trim() === '' && element.bytes === 0 && element.children.every(isBlank)

/** Itself and all that lies in it, from the outside in. */
export const within = (element: Element): Element[] => [element, ...element.children.flatMap(within)]
