import { InOurWords } from '../errors.ts'

/** Why a file could not be read: a sentence on what is wrong and one on what to do about it. */
export class UnreadableFile extends InOurWords {
  readonly advice: string
  constructor(message: string, advice: string) {
    super(message)
    this.name = 'UnreadableFile'
    this.advice = advice
  }
}

/** What stands against a file, and what to do about it, as sentences for beside the field: a refusal's message is a heading elsewhere. */
export const inSentences = ({
  message,
  advice,
}: {
  readonly message: string
  readonly advice: string | null
}): string => [message.replace(/(?<=[^.?!])$/, '.'), advice ?? ''].join(' ').trim()

/** Bounds on what a reader takes on; past them it stops and says so. */
export const LIMITS = {
  /** Bytes of the file itself. */
  fileBytes: 25_000_000,
  /** Bytes of one part of a package once unpacked. */
  partBytes: 100_000_000,
  /** Bytes of all parts that are read. */
  totalBytes: 160 * 1024 * 1024,
  parts: 5_000,
  rows: 20_000,
  columns: 200,
  cells: 400_000,
  paragraphs: 200_000,
  characters: 20_000_000,
  depth: 200,
} as const

export function tooMuch(what: string, limit: number): UnreadableFile {
  return new UnreadableFile(
    `The file has more than ${limit.toLocaleString('en-GB')} ${what}.`,
    'Check that it is the right file. If it is, split it and import the parts one after another.',
  )
}

/** The number with which a disposable process ends that a file broke: EX_DATAERR of sysexits.h. */
export const DAMAGED = 65

export function damaged(): UnreadableFile {
  return new UnreadableFile(
    'The file is damaged, or is not what its name says.',
    'Open it in the program that made it, save a new copy and try again.',
  )
}
