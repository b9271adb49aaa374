import { counted } from '../words.ts'

/** Bytes of a file from one place up to another, which is not among them. */
export interface Range {
  readonly from: number
  readonly to: number
}

/** A range that no file has: of parts of bytes, or from before the first. */
class BadRange extends RangeError {
  constructor({ from, to }: Range) {
    super(`There are no bytes from ${from} to ${to}: both have to be whole numbers, 0 or more`)
    this.name = 'BadRange'
  }
}

/** Throws a RangeError where this is no range of whole bytes. One that is empty, or goes beyond the end, is one. */
export function checkRange(range: Range | undefined): void {
  if (!range) return
  for (const place of [range.from, range.to]) if (!Number.isSafeInteger(place) || place < 0) throw new BadRange(range)
}

/** Where bytes go once they are written: under a name that nothing has yet, in place of what has it, or nowhere, because they lie there already. */
export interface Placement {
  readonly name: string
  readonly how: 'new' | 'replace' | 'there'
}

/** Something that lies in a depot, and since when. */
export interface Lying {
  readonly name: string
  readonly at: Date
}

/**
 * Where bytes lie under names: a folder, or a bucket of S3 or of what speaks like it. It knows nothing of what the bytes mean.
 * Names are paths of plain letters, parted by `/`.
 */
export interface Depot {
  /** Where it is, in words, for `/health` and the log. */
  readonly name: string
  /**
   * Writes the bytes, and asks for their name when all have come, so that it can depend on them. Answers when they are safe. Where the source
   * or the store fails, nothing has the name. Memory does not grow with the bytes.
   */
  put(bytes: AsyncIterable<Uint8Array>, place: () => Promise<Placement>): Promise<void>
  /** The bytes under a name, or some of them. Throws NothingThere at the first that is asked for. */
  read(name: string, range?: Range): AsyncIterable<Uint8Array>
  /** How many bytes there is room for; null where nobody can say, as for a bucket. */
  room(): Promise<number | null>
  /** How many bytes lie under a name; null where nothing does. */
  sizeOf(name: string): Promise<number | null>
  /** What lies below a folder, or everywhere. Small files of other kinds (shelves) are not told. */
  list(folder?: string): AsyncIterable<Lying>
  /** Takes it away for good. Nothing happens where it is gone. */
  remove(name: string): Promise<void>
  /** Takes away what writes left that never ended and began before then. Answers how many. */
  clear(before: Date): Promise<number>
}

/** Nothing lies under the name. */
export class NothingThere extends Error {
  constructor(name: string) {
    super(`Nothing is kept as ${name}`)
    this.name = 'NothingThere'
  }
}

/** Where writes lie that have not ended. */
export const INCOMING = 'incoming'

/** The store took fewer bytes, or others, than it was given: nothing gets a name. */
export class BadWrite extends Error {
  constructor(where: string, given: number, taken: number | null | undefined) {
    super(`${where} took ${taken ?? 'none'} of ${counted(given, 'byte', 'bytes')}`)
    this.name = 'BadWrite'
  }
}

/** Where pieces of uploads lie until they have ended. */
export const UPLOADS = 'uploads'

/** What no row names is left alone for so many hours, because it may be on its way to its row. Uploads that take longer have rows of their own. */
export const SPARED_HOURS = 48
