/**
 * What is looked into: a file, or an entry of a container. After `load`, `bytes` holds what was asked for, from `base` on;
 * of a file that is longer than a window, no more than that is read.
 */
export interface Content {
  readonly size: number
  readonly bytes: Buffer
  /** Where in the content `bytes` begins. */
  readonly base: number
  /** Makes `bytes` hold everything from `from` up to, and without, `to`, as far as the content goes. */
  load(from: number, to: number): void
}

/** Content that is in memory as a whole. */
export class WholeContent implements Content {
  readonly bytes: Buffer
  readonly base = 0

  constructor(bytes: Buffer) {
    this.bytes = bytes
  }

  get size(): number {
    return this.bytes.length
  }

  load(): void {
    // All of it is here.
  }
}
