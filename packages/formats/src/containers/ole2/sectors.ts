import type { Content } from '../../matching/content.ts'
import { BrokenContainer } from '../entries.ts'
import { Claims, Numbers } from './claims.ts'

export const HEADER = 512
/** Marks in chains ([MS-CFB] 2.1). */
export const END = 0xfffffffe
export const FREE = 0xffffffff
/** Larger files are no compound files that any program writes, and what is kept of each sector would be too much. */
const MOST_SECTORS = 2 ** 27
const IN_HEADER = 109
/** How much of the allocation table is kept; and how often each part of it may be read, in a chain that jumps about. */
const KEPT = 4 * 1024 * 1024
const READS = 4

/**
 * The sectors of an OLE2 compound file ([MS-CFB] 2) and the chains that they form. What is wrong is refused where Apache POI
 * refuses it, for DROID reads with that: a sector beyond the end of the file, a chain that comes back to a sector, a table
 * that is named twice. The last sector may be cut short; what is missing is zero.
 */
export class Sectors {
  readonly content: Content
  readonly sectorSize: number
  /** The sectors of the tables, each of which may be used once. */
  readonly claims: Claims
  readonly #count: number
  readonly #inTable: number
  readonly #tables = new Numbers()
  readonly #kept = new Map<number, Buffer>()
  #last: { readonly index: number; readonly table: Buffer } | null = null
  #readsLeft: number

  /** @throws BrokenContainer */
  constructor(content: Content, header: Buffer) {
    this.content = content
    const shift = header[30]
    if (shift !== 9 && shift !== 12) throw new BrokenContainer('Its sectors have an impossible size')
    this.sectorSize = 1 << shift
    this.#inTable = this.sectorSize / 4
    this.#count = Math.ceil(content.size / this.sectorSize)
    if (this.#count > MOST_SECTORS) throw new BrokenContainer('It is larger than a compound file can be')
    this.claims = new Claims(this.#count)
    this.#readTables(header)
    this.#readsLeft = READS * this.#tables.length + 1024
  }

  /** Where a sector begins in the file. @throws BrokenContainer where the file ends before it */
  placeOf(sector: number): number {
    const place = (sector + 1) * this.sectorSize
    if (place >= this.content.size) throw new BrokenContainer('A sector lies beyond the end of the file')
    return place
  }

  /** The bytes of a sector, of one's own. @throws BrokenContainer */
  copyOf(sector: number): Buffer {
    const bytes = Buffer.alloc(this.sectorSize)
    this.copy(this.placeOf(sector), bytes)
    return bytes
  }

  /** Copies what the file has from `place` on into `to`; the rest of it stays as it is. */
  copy(place: number, to: Buffer): void {
    this.content.load(place, place + to.length)
    const { bytes, base } = this.content
    if (place < this.content.size) bytes.copy(to, 0, place - base, place - base + to.length)
  }

  /** The sector after this one, or a mark. @throws BrokenContainer */
  after(sector: number): number {
    const index = Math.floor(sector / this.#inTable)
    const table = this.#last?.index === index ? this.#last.table : this.#tableAt(index)
    return table.readUInt32LE((sector % this.#inTable) * 4)
  }

  /** The sectors of a chain: `most` of them, which it must have, or all to its end. @throws BrokenContainer */
  chain(start: number, most: number | null = null): Numbers {
    const sectors = new Numbers()
    const claims = new Claims(this.#count)
    if (start === END) throw new BrokenContainer('A chain has no beginning')
    for (let sector = start; sectors.length !== most; sector = this.after(sector)) {
      if (sector === END && most === null) break
      if (sector === END) throw new BrokenContainer('A chain ends too early')
      claims.claim(sector)
      this.placeOf(sector)
      sectors.push(sector)
    }
    return sectors
  }

  /** The sectors of a chain up to its end or to what is wrong with it. They need not lie in the file. */
  chainAsFarAsItGoes(start: number): Numbers {
    const sectors = new Numbers()
    const claims = new Claims(this.#count)
    try {
      for (let sector = start; sector !== END; ) {
        claims.claim(sector)
        const next = this.after(sector)
        sectors.push(sector)
        sector = next
      }
    } catch (error) {
      if (!(error instanceof BrokenContainer)) throw error
    }
    return sectors
  }

  #readTables(header: Buffer): void {
    const count = header.readInt32LE(44)
    if (count < 0) throw new BrokenContainer('Its tables have an impossible number')
    const inHeader = Math.min(count, IN_HEADER)
    for (let index = 0; index < inHeader; index += 1) this.#addTable(header.readUInt32LE(76 + index * 4))
    let left = count - inHeader
    let next = header.readUInt32LE(68)
    for (let lists = header.readInt32LE(72); lists > 0; lists -= 1) {
      this.claims.claim(next)
      const list = this.copyOf(next)
      const wanted = Math.min(left, this.#inTable - 1)
      for (let index = 0; index < wanted; index += 1) {
        const table = list.readUInt32LE(index * 4)
        if (table === FREE || table === END) break
        this.#addTable(table)
      }
      left -= wanted
      next = list.readUInt32LE(list.length - 4)
    }
  }

  #addTable(sector: number): void {
    this.claims.claim(sector)
    this.placeOf(sector)
    this.#tables.push(sector)
  }

  #tableAt(index: number): Buffer {
    const sector = this.#tables.at(index)
    if (sector === undefined) throw new BrokenContainer('A chain leads beyond the table of sectors')
    let table = this.#kept.get(index)
    if (!table) {
      this.#readsLeft -= 1
      if (this.#readsLeft < 0) throw new BrokenContainer('Its chains jump about without end')
      table = this.copyOf(sector)
      const oldest = this.#kept.size * this.sectorSize >= KEPT ? this.#kept.keys().next().value : undefined
      if (oldest !== undefined) this.#kept.delete(oldest)
      this.#kept.set(index, table)
    }
    this.#last = { index, table }
    return table
  }
}
