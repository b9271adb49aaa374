import { availableParallelism } from 'node:os'
import { Busy } from '../errors.ts'

/** Pieces of work of which only so many are done at once: the others wait in the order in which they came, and only so many of them. */
export class Queue {
  readonly #atOnce: number
  readonly #mostWaiting: number
  readonly #waiting: (() => void)[] = []
  #running = 0

  constructor({ atOnce, mostWaiting }: { readonly atOnce: number; readonly mostWaiting: number }) {
    this.#atOnce = atOnce
    this.#mostWaiting = mostWaiting
  }

  get running(): number {
    return this.#running
  }

  get waiting(): number {
    return this.#waiting.length
  }

  /** Does the work when its turn comes. Throws `Busy` at once where too much waits already. */
  async run<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.#running >= this.#atOnce) {
      if (this.#waiting.length >= this.#mostWaiting)
        throw new Busy(
          'Too many documents are being read at the moment',
          'Nothing was kept of this one. Try again in a minute.',
        )
      // Whoever ends hands its place on, so that nobody slips in between.
      await new Promise<void>((resolve) => this.#waiting.push(resolve))
    } else this.#running += 1
    try {
      return await work()
    } finally {
      const next = this.#waiting.shift()
      if (next) next()
      else this.#running -= 1
    }
  }
}

/** Documents are read in processes that may take 768 MiB each: never more than two at once, and one where there is one processor. */
export const readers = new Queue({ atOnce: Math.min(2, Math.max(1, availableParallelism() - 1)), mostWaiting: 30 })
