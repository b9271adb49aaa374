import type { Content } from '../../matching/content.ts'
import type { Numbers } from './claims.ts'
import type { Sectors } from './sectors.ts'

/** The least that is put together at once. */
const LEAST = 4096

/** A stream of an OLE2 file, of which only what is looked at is put together from its sectors. */
export class StreamContent implements Content {
  readonly size: number
  bytes: Buffer = Buffer.alloc(0)
  base = 0
  readonly #sectors: Sectors
  readonly #chain: Numbers

  constructor(sectors: Sectors, chain: Numbers, size: number) {
    this.#sectors = sectors
    this.#chain = chain
    this.size = size
  }

  load(from: number, to: number): void {
    const first = Math.max(0, Math.min(from, this.size))
    const last = Math.max(first, Math.min(to, this.size))
    if (first >= this.base && last <= this.base + this.bytes.length) return
    const { sectorSize } = this.#sectors
    const firstSector = Math.floor(first / sectorSize)
    const start = firstSector * sectorSize
    const end = Math.min(this.size, Math.max(last, start + LEAST))
    const bytes = Buffer.alloc(end - start)
    for (let at = 0; at < bytes.length; at += sectorSize) {
      const sector = this.#chain.at(firstSector + at / sectorSize)
      if (sector !== undefined) this.#sectors.copy(this.#sectors.placeOf(sector), bytes.subarray(at, at + sectorSize))
    }
    this.bytes = bytes
    this.base = start
  }
}
