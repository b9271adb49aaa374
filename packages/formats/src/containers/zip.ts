import { constants, inflateRawSync } from 'node:zlib'
import { type Content, WholeContent } from '../matching/content.ts'
import { BrokenContainer, type Container } from './entries.ts'
import { inflateUpTo } from './inflate.ts'

/**
 * Opens a ZIP file (APPNOTE 6.3) by its central directory, also where bytes were put before it and where sizes are in the
 * 64-bit extra fields. What is unpacked is bounded by the caller's limit; names are bounded in number.
 *
 * @throws BrokenContainer
 */
export function openZip(content: Content): Container {
  return new Zip(content)
}

const END_MARK = 0x06054b50
const END_SIZE = 22
/** Nearly every file has no comment, or a short one. */
const SHORT_COMMENT = 1024
const ENTRY_MARK = 0x02014b50
const ENTRY_SIZE = 46
const LOCAL_MARK = 0x04034b50
const LOCAL_SIZE = 30
const END64_MARK = 0x06064b50
const LOCATOR_MARK = 0x07064b50
const MOST_ENTRIES = 200_000
const MOST_DIRECTORY = 32 * 1024 * 1024

interface Entry {
  readonly at: number
  readonly method: number
  readonly packed: number
  readonly size: number
  readonly isEncrypted: boolean
}

/** Where the directory ends, how long it is, and where it says that it begins. */
interface End {
  readonly length: number
  readonly offset: number
  readonly endAt: number
}

class Zip implements Container {
  readonly #content: Content
  readonly #entries = new Map<string, Entry>()
  /** How many bytes stand before what the offsets count from. */
  #shift = 0

  constructor(content: Content) {
    this.#content = content
    this.#readDirectory()
  }

  get paths(): Iterable<string> {
    return this.#entries.keys()
  }

  has(path: string): boolean {
    return this.#entries.has(path)
  }

  /** Whether any entry is encrypted. */
  get isEncrypted(): boolean {
    return [...this.#entries.values()].some((entry) => entry.isEncrypted)
  }

  read(path: string, atMost: number): Content | null {
    const entry = this.#entries.get(path)
    if (!entry || entry.isEncrypted || path.endsWith('/')) return null
    const start = entry.at + this.#shift
    const local = this.#take(start, LOCAL_SIZE)
    if (local.length < LOCAL_SIZE || local.readUInt32LE(0) !== LOCAL_MARK) return null
    const from = start + LOCAL_SIZE + local.readUInt16LE(26) + local.readUInt16LE(28)
    const size = Math.min(entry.size, atMost)
    if (entry.method === 0) return new WholeContent(Buffer.from(this.#take(from, Math.min(entry.packed, size))))
    if (entry.method !== 8) return null
    // Deflate never makes bytes longer by more than a thousandth and a few.
    const packed = this.#take(from, Math.min(entry.packed, size + Math.ceil(size / 1000) + 64))
    return new WholeContent(entry.size <= atMost ? inflateWhole(packed, size) : inflateUpTo(packed, size))
  }

  #take(from: number, length: number): Buffer {
    if (from < 0) return Buffer.alloc(0)
    this.#content.load(from, from + length)
    const start = from - this.#content.base
    return this.#content.bytes.subarray(start, start + length)
  }

  #readDirectory(): void {
    const plain = this.#findEnd(SHORT_COMMENT) ?? this.#findEnd(0xffff)
    if (!plain) throw new BrokenContainer('It has no directory')
    const { length, offset, endAt } = this.#readLargeEnd(plain.endAt) ?? plain
    if (length > MOST_DIRECTORY || length > endAt) throw new BrokenContainer('Its directory is too large')
    const directoryAt = endAt - length
    const isRight = this.#isEntry(directoryAt)
    if (isRight) this.#shift = Math.max(0, directoryAt - offset)
    this.#readEntries(isRight ? directoryAt : offset, length)
  }

  /** The end record, which a comment of up to so many bytes may follow. */
  #findEnd(comment: number): End | null {
    const { size } = this.#content
    const tailAt = Math.max(0, size - END_SIZE - comment)
    const tail = this.#take(tailAt, size - tailAt)
    for (let at = tail.length - END_SIZE; at >= 0; at -= 1)
      if (tail[at] === 0x50 && tail.readUInt32LE(at) === END_MARK)
        return { length: tail.readUInt32LE(at + 12), offset: tail.readUInt32LE(at + 16), endAt: tailAt + at }
    return null
  }

  #isEntry(at: number): boolean {
    const mark = this.#take(at, 4)
    return mark.length === 4 && mark.readUInt32LE(0) === ENTRY_MARK
  }

  #readLargeEnd(endAt: number): End | null {
    const locator = this.#take(endAt - 20, 20)
    if (locator.length < 20 || locator.readUInt32LE(0) !== LOCATOR_MARK) return null
    const at = Number(locator.readBigUInt64LE(8))
    const record = Number.isSafeInteger(at) ? this.#take(at, 56) : Buffer.alloc(0)
    if (record.length < 56 || record.readUInt32LE(0) !== END64_MARK) return null
    return {
      length: Number(record.readBigUInt64LE(40)),
      offset: Number(record.readBigUInt64LE(48)),
      endAt: at,
    }
  }

  #readEntries(from: number, length: number): void {
    const directory = Buffer.from(this.#take(from, length))
    let at = 0
    while (at + ENTRY_SIZE <= directory.length && this.#entries.size < MOST_ENTRIES) {
      if (directory.readUInt32LE(at) !== ENTRY_MARK) break
      const nameLength = directory.readUInt16LE(at + 28)
      const extraLength = directory.readUInt16LE(at + 30)
      const flags = directory.readUInt16LE(at + 8)
      const nameAt = at + ENTRY_SIZE
      const name = directory.toString(flags & 0x800 ? 'utf8' : 'latin1', nameAt, nameAt + nameLength)
      const extra = directory.subarray(nameAt + nameLength, nameAt + nameLength + extraLength)
      const entry = widened(
        {
          at: directory.readUInt32LE(at + 42),
          method: directory.readUInt16LE(at + 10),
          packed: directory.readUInt32LE(at + 20),
          size: directory.readUInt32LE(at + 24),
          isEncrypted: (flags & 1) === 1,
        },
        extra,
      )
      // Some programs close names with a zero.
      const plain = name.endsWith('\0') ? name.replaceAll('\0', '') : name
      if (!this.#entries.has(plain)) this.#entries.set(plain, entry)
      at = nameAt + nameLength + extraLength + directory.readUInt16LE(at + 32)
    }
    if (this.#entries.size === 0 && length > 0) throw new BrokenContainer('Its directory cannot be read')
  }
}

const WIDE = 0xffffffff

/** Sizes and the offset where they stand in the 64-bit extra field (tag 1), in this order and only those that are marked. */
function widened(entry: Entry, extra: Buffer): Entry {
  if (entry.size !== WIDE && entry.packed !== WIDE && entry.at !== WIDE) return entry
  for (let at = 0; at + 4 <= extra.length; ) {
    const length = extra.readUInt16LE(at + 2)
    if (extra.readUInt16LE(at) === 1) {
      let next = at + 4
      const take = (value: number) => {
        if (value !== WIDE || next + 8 > Math.min(extra.length, at + 4 + length)) return value
        next += 8
        return Number(extra.readBigUInt64LE(next - 8))
      }
      const size = take(entry.size)
      const packed = take(entry.packed)
      return { ...entry, size, packed, at: take(entry.at) }
    }
    at += 4 + length
  }
  return entry
}

/** The platform's own inflate is quicker for an entry that keeps to its size; what is damaged or lies is unpacked as far as it goes. */
function inflateWhole(packed: Buffer, size: number): Buffer {
  try {
    return inflateRawSync(packed, { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: Math.max(1, size) })
  } catch {
    return inflateUpTo(packed, size)
  }
}
