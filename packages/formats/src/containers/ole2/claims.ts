import { BrokenContainer } from '../entries.ts'

/** Sectors that a chain has passed: none may be passed twice. One bit for each sector that the file can hold. */
export class Claims {
  readonly #bits: Uint8Array
  readonly #count: number

  constructor(count: number) {
    this.#count = count
    this.#bits = new Uint8Array((count + 7) >> 3)
  }

  /** @throws BrokenContainer where the sector was claimed before, or is a mark and no sector */
  claim(sector: number): void {
    if (sector >= 0x80000000) throw new BrokenContainer('A chain leads to no sector')
    if (sector >= this.#count) return
    const byte = this.#bits[sector >> 3] as number
    const bit = 1 << (sector & 7)
    if ((byte & bit) !== 0) throw new BrokenContainer('A chain goes in circles')
    this.#bits[sector >> 3] = byte | bit
  }
}

const FIRST = 64

/** A row of sector numbers that grows; four bytes for each. */
export class Numbers {
  length = 0
  #values = new Uint32Array(FIRST)

  push(value: number): void {
    if (this.length === this.#values.length) {
      const larger = new Uint32Array(this.length * 2)
      larger.set(this.#values)
      this.#values = larger
    }
    this.#values[this.length] = value
    this.length += 1
  }

  at(index: number): number | undefined {
    return index < this.length ? this.#values[index] : undefined
  }
}
