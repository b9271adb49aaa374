import { type Content, WholeContent } from '../../matching/content.ts'
import { BrokenContainer, type Container } from '../entries.ts'
import { Numbers } from './claims.ts'
import { type Directory, type Entry, readDirectory } from './directory.ts'
import { END, HEADER, Sectors } from './sectors.ts'
import { StreamContent } from './stream-content.ts'

/**
 * Opens an OLE2 compound file ([MS-CFB]) as Apache POI does, with which DROID reads: streams of less than 4,096 bytes lie in
 * sectors of 64 within the stream of the root, whatever the header says of either. Every chain is bounded by the sectors that
 * the file can hold, and what is kept of it grows with those alone.
 *
 * @throws BrokenContainer
 */
export function openOle2(content: Content): Container {
  return new Ole2(content)
}

const SHORT = 4096
const MINI = 64
const MOST_MINI = 2 ** 25

class Ole2 implements Container {
  readonly opensOnlyForContent = true
  readonly #sectors: Sectors
  readonly #directory: Directory
  readonly #miniTables: Numbers
  #rootChain: Numbers | null = null

  constructor(content: Content) {
    if (content.size < HEADER) throw new BrokenContainer('It is shorter than its header')
    content.load(0, HEADER)
    const header = Buffer.from(content.bytes.subarray(-content.base, HEADER - content.base))
    if (header.readUInt32BE(0) !== 0xd0cf11e0) throw new BrokenContainer('It has no header')
    this.#sectors = new Sectors(content, header)
    this.#directory = readDirectory(this.#sectors, header.readUInt32LE(48))
    this.#miniTables = this.#readMiniTables(header.readUInt32LE(60), header.readInt32LE(64))
  }

  get paths(): Iterable<string> {
    return this.#directory.entries.keys()
  }

  has(path: string): boolean {
    return this.#directory.entries.has(path)
  }

  open(path: string): Content | null {
    const entry = this.#directory.entries.get(path)
    if (!entry?.isStream) return null
    if (entry.size < 0) throw new BrokenContainer('A stream says that it is larger than 2 GiB')
    if (entry.size === 0) return new WholeContent(Buffer.alloc(0))
    if (entry.size < SHORT) return new WholeContent(this.#readShort(entry))
    const { sectorSize } = this.#sectors
    const chain = this.#sectors.chain(entry.start, Math.ceil(entry.size / sectorSize))
    return new StreamContent(this.#sectors, chain, entry.size)
  }

  #readMiniTables(start: number, count: number): Numbers {
    const tables = new Numbers()
    for (let sector = start; tables.length < count && sector !== END; sector = this.#sectors.after(sector)) {
      this.#sectors.claims.claim(sector)
      this.#sectors.placeOf(sector)
      tables.push(sector)
    }
    return tables
  }

  /** Short streams lie together in the stream of the root. */
  #readShort({ start, size }: Entry): Buffer {
    if (start === END) throw new BrokenContainer('A chain has no beginning')
    const bytes = Buffer.alloc(Math.ceil(size / MINI) * MINI)
    const passed = new Set<number>()
    const known = Math.ceil(this.#directory.root.size / MINI)
    if (known < 0) throw new BrokenContainer('Its short streams have an impossible size')
    for (let [at, mini] = [0, start]; at < bytes.length; at += MINI) {
      if (mini >= MOST_MINI) throw new BrokenContainer('A short chain leads to no sector')
      if (passed.has(mini) && mini < known) throw new BrokenContainer('A short chain goes in circles')
      passed.add(mini)
      const place = mini * MINI
      const sector = this.#rootSector(Math.floor(place / this.#sectors.sectorSize))
      const from = this.#sectors.placeOf(sector) + (place % this.#sectors.sectorSize)
      this.#sectors.copy(from, bytes.subarray(at, at + MINI))
      mini = this.#afterMini(mini)
    }
    return bytes.subarray(0, size)
  }

  #rootSector(index: number): number {
    this.#rootChain ??= this.#sectors.chainAsFarAsItGoes(this.#directory.root.start)
    const sector = this.#rootChain.at(index)
    if (sector === undefined) throw new BrokenContainer('Its short streams are missing')
    return sector
  }

  #afterMini(mini: number): number {
    const inTable = this.#sectors.sectorSize / 4
    const table = this.#miniTables.at(Math.floor(mini / inTable))
    if (table === undefined) throw new BrokenContainer('A short chain leads beyond its table')
    const next = Buffer.alloc(4)
    this.#sectors.copy(this.#sectors.placeOf(table) + (mini % inTable) * 4, next)
    return next.readUInt32LE(0)
  }
}
