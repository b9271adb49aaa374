/** Kinds of questions: one right answer; several; true or false; words or a number that are typed; pairs; a text that somebody marks; words to be read. */
export type Kind = 'choice' | 'choices' | 'truefalse' | 'short' | 'numerical' | 'matching' | 'essay' | 'description'

export interface Answer {
  /**
   * Plain text. Of a numerical question a number (`1822`), one with what it may be off by (`1822:5`), from one to another (`1820..1825`), or any (`*`).
   * Of a matching one what is to be matched; empty where an answer matches nothing.
   */
  readonly text: string
  /** Of a matching question alone: what matches. */
  readonly match?: string
  /** Hundredths of the mark that it earns: 100 for a right answer, 0 for a wrong one, less where it costs. */
  readonly weight: number
  /** What is said to whoever answers so; null where nothing is. */
  readonly feedback: string | null
}

export interface Question {
  readonly kind: Kind
  /** Null where the file gives none. */
  readonly title: string | null
  /** Plain text. `_____` stands where words are missing. */
  readonly text: string
  readonly answers: readonly Answer[]
  /** What is said whatever was answered. */
  readonly feedback: string | null
  /** The category that the file puts it in, as written: `$course$/top/Records`. Left out where there is none, as are the next two. */
  readonly category?: string
  /** What it is known by in the bank that it comes from. */
  readonly id?: string
  readonly tags?: readonly string[]
}

/** A question bank as it was read: what was understood, and in sentences what was not, or is doubtful. */
export interface QuestionBank {
  readonly questions: readonly Question[]
  readonly problems: readonly string[]
}

/** Bounds on a question bank. */
export const LIMITS = {
  /** Bytes of the file. */
  fileBytes: 64_000_000,
  questions: 20_000,
  /** Answers of one question. */
  answers: 1_000,
  /** Characters of the name of a category, which every question in it bears. */
  category: 1_000,
  /** Characters of one question, without its files. */
  characters: 1_000_000,
  /** Elements of one question in XML. */
  elements: 20_000,
  /** Problems that are told. */
  problems: 1_000,
} as const

/** One line without what nobody sees: for titles, tags and the like. */
export const oneLine = (text: string): string => words(text).replace(/\s+/g, ' ')

/** Text without controls, with line feeds at the ends of its lines and nothing blank around it. */
export const words = (text: string): string =>
  text
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{Cc}\n\t]/gu, '')
    .trim()

/** The same, or null where nothing is left. */
export const wordsOrNull = (text: string): string | null => words(text) || null
