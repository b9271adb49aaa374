import { type Content, WholeContent } from '../matching/content.ts'
import { BrokenContainer, type Container } from './entries.ts'

/**
 * Opens an OLE2 compound file ([MS-CFB]). Sectors are read when they are asked for, every chain is bounded by the number of
 * sectors that the file can hold, and no entry of the directory is visited twice.
 *
 * @throws BrokenContainer
 */
export function openOle2(content: Content): Container {
  return new Ole2(content)
}

const HEADER = 512
const FREE = 0xfffffffa
const ENTRY = 128
const NO_ENTRY = 0xffffffff
const SPACE = 0x20
const MOST_ENTRIES = 100_000

interface Entry {
  readonly start: number
  readonly size: number
  readonly isStream: boolean
}

class Ole2 implements Container {
  readonly #content: Content
  readonly #sectorSize: number
  readonly #miniSize: number
  readonly #cutoff: number
  readonly #fatSectors: readonly number[]
  readonly #miniFatStart: number
  readonly #sectors: number
  readonly #entries = new Map<string, Entry>()
  #root: Entry = { start: 0, size: 0, isStream: false }
  #miniStream: readonly number[] | null = null
  #miniFat: readonly number[] | null = null

  constructor(content: Content) {
    this.#content = content
    if (content.size < HEADER) throw new BrokenContainer('It is shorter than its header')
    const header = Buffer.from(this.#take(0, HEADER))
    if (header.readUInt32BE(0) !== 0xd0cf11e0) throw new BrokenContainer('It has no header')
    const shift = header.readUInt16LE(30)
    const miniShift = header.readUInt16LE(32)
    if (shift < 7 || shift > 16 || miniShift < 3 || miniShift > shift)
      throw new BrokenContainer('Its sectors have an impossible size')
    this.#sectorSize = 1 << shift
    this.#miniSize = 1 << miniShift
    this.#cutoff = header.readUInt32LE(56)
    this.#sectors = Math.ceil(content.size / this.#sectorSize)
    this.#miniFatStart = header.readUInt32LE(60)
    this.#fatSectors = this.#readDifat(header)
    this.#readDirectory(this.#chain(header.readUInt32LE(48)))
  }

  get paths(): Iterable<string> {
    return this.#entries.keys()
  }

  has(path: string): boolean {
    return this.#entries.has(path)
  }

  read(path: string, atMost: number): Content | null {
    const entry = this.#entries.get(path)
    if (!entry?.isStream) return null
    const size = Math.min(entry.size, atMost, this.#content.size)
    return new WholeContent(
      entry.size < this.#cutoff ? this.#readMini(entry.start, size) : this.#readStream(entry.start, size),
    )
  }

  #take(from: number, length: number): Buffer {
    this.#content.load(from, from + length)
    const start = from - this.#content.base
    return this.#content.bytes.subarray(start, start + length)
  }

  #sectorAt(sector: number): Buffer {
    return this.#take((sector + 1) * this.#sectorSize, this.#sectorSize)
  }

  /** The sectors that hold the allocation table: 109 in the header, the others in a chain of their own. */
  #readDifat(header: Buffer): number[] {
    const found: number[] = []
    const keep = (sector: number) => {
      if (sector < FREE) found.push(sector)
    }
    for (let at = 76; at < HEADER; at += 4) keep(header.readUInt32LE(at))
    let next = header.readUInt32LE(68)
    for (let count = 0; next < FREE && count <= this.#sectors; count += 1) {
      const sector = Buffer.from(this.#sectorAt(next))
      if (sector.length < this.#sectorSize) break
      for (let at = 0; at < sector.length - 4; at += 4) keep(sector.readUInt32LE(at))
      next = sector.readUInt32LE(sector.length - 4)
    }
    return found
  }

  /** The sector after this one, or a mark at the end of a chain. */
  #after(sector: number): number {
    const inTable = this.#sectorSize / 4
    const table = this.#fatSectors[Math.floor(sector / inTable)]
    if (table === undefined) return NO_ENTRY
    const bytes = this.#take((table + 1) * this.#sectorSize + (sector % inTable) * 4, 4)
    return bytes.length < 4 ? NO_ENTRY : bytes.readUInt32LE(0)
  }

  #chain(start: number, most = this.#sectors): number[] {
    const sectors: number[] = []
    for (let sector = start; sector < FREE && sectors.length < most; sector = this.#after(sector)) {
      if (sector >= this.#sectors) break
      sectors.push(sector)
    }
    return sectors
  }

  #readDirectory(sectors: readonly number[]): void {
    const perSector = this.#sectorSize / ENTRY
    const entryAt = (index: number): Buffer | null => {
      const sector = sectors[Math.floor(index / perSector)]
      if (sector === undefined) return null
      const bytes = this.#take((sector + 1) * this.#sectorSize + (index % perSector) * ENTRY, ENTRY)
      return bytes.length === ENTRY ? bytes : null
    }
    const root = entryAt(0)
    if (!root) throw new BrokenContainer('It has no directory')
    this.#root = entryOf(root)
    const seen = new Set<number>([0])
    const open: { index: number; folder: string }[] = [{ index: root.readUInt32LE(76), folder: '' }]
    for (let place = open.pop(); place; place = open.pop()) {
      const { index, folder } = place
      if (index >= FREE || seen.has(index) || seen.size > MOST_ENTRIES) continue
      seen.add(index)
      const bytes = entryAt(index)
      if (!bytes) continue
      const [left, right, child] = [bytes.readUInt32LE(68), bytes.readUInt32LE(72), bytes.readUInt32LE(76)]
      const type = bytes[66]
      const path = `${folder}${nameOf(bytes)}`
      if (type === 1 || type === 2) this.#entries.set(path, entryOf(bytes))
      open.push({ index: left, folder }, { index: right, folder })
      if (type === 1) open.push({ index: child, folder: `${path}/` })
    }
  }

  #readStream(start: number, size: number): Buffer {
    const sectors = this.#chain(start, Math.ceil(size / this.#sectorSize))
    return Buffer.concat(sectors.map((sector) => Buffer.from(this.#sectorAt(sector)))).subarray(0, size)
  }

  /** Short streams lie together in the stream of the root. */
  #readMini(start: number, size: number): Buffer {
    this.#miniStream ??= this.#chain(
      this.#root.start,
      Math.ceil(Math.min(this.#root.size, this.#content.size) / this.#sectorSize),
    )
    this.#miniFat ??= this.#chain(this.#miniFatStart)
    const perSector = this.#sectorSize / this.#miniSize
    const inTable = this.#sectorSize / 4
    const pieces: Buffer[] = []
    const most = Math.ceil(size / this.#miniSize)
    for (let mini = start; mini < FREE && pieces.length < most; ) {
      const sector = this.#miniStream[Math.floor(mini / perSector)]
      if (sector === undefined) break
      pieces.push(
        Buffer.from(this.#take((sector + 1) * this.#sectorSize + (mini % perSector) * this.#miniSize, this.#miniSize)),
      )
      const table = this.#miniFat[Math.floor(mini / inTable)]
      const next = table === undefined ? null : this.#take((table + 1) * this.#sectorSize + (mini % inTable) * 4, 4)
      mini = next?.length === 4 ? next.readUInt32LE(0) : NO_ENTRY
    }
    return Buffer.concat(pieces).subarray(0, size)
  }
}

/** Names are UTF-16 with a length in bytes that counts the closing zero. Control characters and spaces around them do not count. */
function nameOf(entry: Buffer): string {
  const length = Math.min(64, entry.readUInt16LE(64))
  const name = entry.toString('utf16le', 0, Math.max(0, length - 2))
  let [start, end] = [0, name.length]
  while (start < end && name.charCodeAt(start) <= SPACE) start += 1
  while (end > start && name.charCodeAt(end - 1) <= SPACE) end -= 1
  return name.slice(start, end)
}

function entryOf(entry: Buffer): Entry {
  return {
    start: entry.readUInt32LE(116),
    size: entry.readUInt32LE(120) + (entry.readUInt32LE(124) & 0x1fffff) * 2 ** 32,
    isStream: entry[66] === 2,
  }
}
