import type { Content } from '../matching/content.ts'

/** A part of another content, as if it were one of its own. */
export class PartContent implements Content {
  readonly size: number
  readonly #whole: Content
  readonly #start: number

  constructor(whole: Content, start: number, size: number) {
    this.#whole = whole
    this.#start = start
    this.size = Math.max(0, Math.min(size, whole.size - start))
  }

  get base(): number {
    return Math.max(0, this.#whole.base - this.#start)
  }

  get bytes(): Buffer {
    const { bytes, base } = this.#whole
    const from = Math.max(0, this.#start - base)
    return bytes.subarray(from, Math.max(from, this.#start + this.size - base))
  }

  load(from: number, to: number): void {
    const first = Math.max(0, Math.min(from, this.size))
    this.#whole.load(this.#start + first, this.#start + Math.max(first, Math.min(to, this.size)))
  }
}
