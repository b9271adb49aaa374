import { createHash, type Hash } from 'node:crypto'

/** What a table holds: how many rows, and a digest of them that does not depend on their order. */
export interface Rows {
  readonly rows: number
  readonly content: string
}

const NEW_LINE = 10
const LANES = 8

/**
 * Counts and digests rows in the text format of COPY as they pass, in any order and cut anywhere: the SHA-256 of each line is added up in
 * eight numbers of 32 bits. (That format writes a new line inside a value as `\n`, so that a line is a row.)
 */
export class RowMeter {
  readonly #lanes = new Uint32Array(LANES)
  #line: Hash = createHash('sha256')
  #rows = 0

  add(chunk: Uint8Array): void {
    let from = 0
    for (let end = chunk.indexOf(NEW_LINE); end >= 0; end = chunk.indexOf(NEW_LINE, from)) {
      this.#line.update(chunk.subarray(from, end))
      this.#count(this.#line.digest())
      this.#line = createHash('sha256')
      from = end + 1
    }
    this.#line.update(chunk.subarray(from))
  }

  #count(digest: Buffer): void {
    this.#rows += 1
    // A typed array adds modulo 2³².
    for (let lane = 0; lane < LANES; lane += 1)
      this.#lanes[lane] = (this.#lanes[lane] ?? 0) + digest.readUInt32BE(lane * 4)
  }

  /** What has passed so far. */
  get seen(): Rows {
    const content = [...this.#lanes].map((lane) => lane.toString(16).padStart(8, '0')).join('')
    return { rows: this.#rows, content }
  }

  /** Passes a source on and meters it. */
  async *pass(source: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
    for await (const chunk of source) {
      this.add(chunk)
      yield chunk
    }
  }
}
