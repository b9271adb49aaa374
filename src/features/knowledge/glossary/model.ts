/** Words of a file, with the language that they are in where it says so. */
export interface Literal {
  readonly text: string
  /** In small letters, as `en` or `cy`; empty where there is none. */
  readonly language: string
  /** The address of a type other than that of plain words; null for plain words. */
  readonly datatype: string | null
}

/** One sentence of a file: something, what is said of it, and what that is. Things are known by their addresses, or by `_:` and a name where they have none. */
export interface Statement {
  readonly subject: string
  readonly predicate: string
  readonly object: string | Literal
  /** The line on which it ends, from 1. */
  readonly line: number
}

/** Whether a glossary can be taken in, and in sentences what stands against it. */
export interface GlossaryCheck {
  readonly valid: boolean
  readonly errors: readonly string[]
}

/** Something that is wrong. */
export interface Fault {
  readonly line: number
  /** Begins with a small letter or a name, and has no full stop. */
  readonly what: string
}

/** Bounds on a glossary. */
export const LIMITS = {
  /** Bytes of the file. */
  fileBytes: 32_000_000,
  statements: 400_000,
  /** Errors that are told. */
  errors: 1_000,
} as const
