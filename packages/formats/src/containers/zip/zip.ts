import { inflateRawSync } from 'node:zlib'
import { type Content, WholeContent } from '../../matching/content.ts'
import { BrokenContainer, type Container } from '../entries.ts'
import { PartContent } from '../part-content.ts'
import { Cursor } from './cursor.ts'
import { type Directory, type Entry, IrregularZip, type IsWanted, readLeniently, readStrictly } from './directory.ts'
import { LOCAL_MARK } from './end.ts'
import { inflateUpTo } from './inflate.ts'

/**
 * Opens a ZIP file (APPNOTE 6.3) by its central directory, also where bytes were put before it and where sizes are in the
 * 64-bit extra fields. Only the names that are wanted are kept. What is unpacked is bounded.
 *
 * @throws IrregularZip where it may still be opened leniently, BrokenContainer where it may not
 */
export function openZip(content: Content, isWanted: IsWanted): Container {
  return new Zip(content, readStrictly(content, isWanted), true)
}

/** The second reader: it asks less of the directory and of the headers before entries. @throws BrokenContainer */
export function openZipLeniently(content: Content, isWanted: IsWanted): Container {
  return new Zip(content, readLeniently(content, isWanted), false)
}

const LOCAL_SIZE = 30
const STORED = 0
const DEFLATED = 8
/** Methods that one of DROID’s readers unpacks, and this does not: their content is not looked at. */
const UNREAD = new Set([1, 6, 9, 12])
/** Entries are unpacked as a whole, which tells whether they are sound, where they are no larger than this. */
const MOST = 8 * 1024 * 1024

class Zip implements Container {
  readonly opensOnlyForContent = false
  readonly #content: Content
  readonly #directory: Directory
  readonly #isStrict: boolean

  constructor(content: Content, directory: Directory, isStrict: boolean) {
    this.#content = content
    this.#directory = directory
    this.#isStrict = isStrict
  }

  get paths(): Iterable<string> {
    return this.#directory.entries.keys()
  }

  get isEncrypted(): boolean {
    return this.#directory.hasEncrypted
  }

  has(path: string): boolean {
    return this.#directory.entries.has(path)
  }

  open(path: string, atMost: number): Content | null {
    const entry = this.#directory.entries.get(path)
    if (!entry) return null
    const from = this.#startOf(entry)
    if (entry.isEncrypted) throw new BrokenContainer('An entry is encrypted', { isProtected: true })
    if (entry.method === STORED) return new PartContent(this.#content, from, entry.packed)
    if (UNREAD.has(entry.method)) return null
    if (entry.method !== DEFLATED) throw new BrokenContainer('An entry is packed in a way that is not known')
    return new WholeContent(this.#inflate(from, entry.packed, atMost))
  }

  /** Where the bytes of an entry begin, behind its local header. */
  #startOf({ at, packed }: Entry): number {
    const header = new Cursor(this.#content, at).take(LOCAL_SIZE)
    if (this.#isStrict && header.readUInt32LE(0) !== LOCAL_MARK)
      throw new IrregularZip('An entry is not where it should be')
    const from = at + LOCAL_SIZE + header.readUInt16LE(26) + header.readUInt16LE(28)
    if (!this.#isStrict && from + packed > this.#directory.from)
      throw new BrokenContainer('An entry reaches into the directory')
    return from
  }

  #inflate(from: number, length: number, atMost: number): Buffer {
    const last = Math.min(from + Math.min(length, MOST), this.#content.size)
    this.#content.load(from, last)
    const { bytes, base } = this.#content
    const packed = bytes.subarray(from - base, Math.max(from, last) - base)
    if (length > MOST) return inflateUpTo(packed, atMost)
    try {
      return inflateRawSync(packed, { maxOutputLength: MOST })
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE')
        return inflateUpTo(packed, Math.min(MOST, atMost))
      throw new BrokenContainer('An entry cannot be unpacked')
    }
  }
}
