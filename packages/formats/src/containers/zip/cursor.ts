import type { Content } from '../../matching/content.ts'
import { BrokenContainer } from '../entries.ts'

/** How much is read at once. */
const AHEAD = 64 * 1024

/** Goes through a content from one place on. */
export class Cursor {
  at: number
  readonly #content: Content

  constructor(content: Content, at: number) {
    this.#content = content
    this.at = at
  }

  /** The four bytes that come next, which stay. @throws BrokenContainer where the file has ended */
  mark(): number {
    return this.#peek(4).readUInt32LE(0)
  }

  /** The bytes that come next, until something else is read. @throws BrokenContainer where the file has ended */
  take(length: number): Buffer {
    const bytes = this.#peek(length)
    this.at += length
    return bytes
  }

  #peek(length: number): Buffer {
    const content = this.#content
    const end = this.at + length
    if (this.at < 0 || end > content.size) throw new BrokenContainer('Something is said to lie outside the file')
    if (this.at < content.base || end > content.base + content.bytes.length) content.load(this.at, this.at + AHEAD)
    return content.bytes.subarray(this.at - content.base, end - content.base)
  }
}
