import { readSync } from 'node:fs'
import type { Content } from '../matching/content.ts'

/** Files up to this size are read as a whole; of longer ones a window at each end, and more only where something asks. */
const WHOLE = 128 * 1024
const HEAD = 65_536 + 4096
const TAIL = 8192
const PAGE = 64 * 1024

/**
 * An open file as content. One is used for many files, one after another, so that its buffers are made once.
 *
 * @throws the system's error where a read fails
 */
export class FileContent implements Content {
  size = 0
  bytes: Buffer = EMPTY
  base = 0
  #file = -1
  readonly #head = new Window(WHOLE)
  readonly #tail = new Window(TAIL)
  readonly #far = new Window(PAGE)

  /** Goes on with another file. Nothing is read yet. */
  open(file: number, size: number): void {
    this.#file = file
    this.size = size
    this.bytes = EMPTY
    this.base = 0
    for (const window of [this.#head, this.#tail, this.#far]) window.forget()
  }

  load(from: number, to: number): void {
    const first = Math.max(0, Math.min(from, this.size))
    const last = Math.max(first, Math.min(to, this.size))
    if (first >= this.base && last <= this.base + this.bytes.length && this.bytes.length > 0) return
    const window = this.#windowFor(first, last)
    this.bytes = window.bytes
    this.base = window.base
  }

  #windowFor(from: number, to: number): Window {
    for (const window of [this.#head, this.#tail, this.#far]) if (window.holds(from, to)) return window
    const headSize = this.size <= WHOLE ? this.size : HEAD
    if (to <= headSize) return this.#head.fill(this.#file, 0, headSize)
    if (from >= this.size - TAIL) return this.#tail.fill(this.#file, Math.max(0, this.size - TAIL), this.size)
    const pageFrom = Math.floor(from / 4096) * 4096
    return this.#far.fill(this.#file, pageFrom, Math.min(this.size, Math.max(to, pageFrom + PAGE)))
  }
}

const EMPTY = Buffer.alloc(0)

/** A part of a file that was read. */
class Window {
  bytes: Buffer = EMPTY
  base = 0
  #room: Buffer
  readonly #usual: number

  constructor(usual: number) {
    this.#usual = usual
    this.#room = EMPTY
  }

  forget(): void {
    this.bytes = EMPTY
    this.base = 0
    // A file that needed more does not keep its memory.
    if (this.#room.length > this.#usual * 4) this.#room = EMPTY
  }

  holds(from: number, to: number): boolean {
    return this.bytes.length > 0 && from >= this.base && to <= this.base + this.bytes.length
  }

  fill(file: number, from: number, to: number): this {
    const wanted = to - from
    // Made in large steps: one that is asked for a byte more each time would else be made anew each time.
    if (this.#room.length < wanted)
      this.#room = Buffer.allocUnsafeSlow(wanted <= this.#usual ? this.#usual : Math.ceil(wanted / PAGE + 1) * PAGE)
    let length = 0
    while (length < wanted) {
      const read = readSync(file, this.#room, length, wanted - length, from + length)
      if (read === 0) break
      length += read
    }
    this.bytes = this.#room.subarray(0, length)
    this.base = from
    return this
  }
}
