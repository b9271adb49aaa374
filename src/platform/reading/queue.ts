import { AsyncLocalStorage } from 'node:async_hooks'
import { availableParallelism } from 'node:os'
import { Busy } from '../errors.ts'

/** For whom work is done: somebody's id, or nothing for what Muniment does of itself. */
const asker = new AsyncLocalStorage<string>()

/** Does the work in somebody's name, so that whatever it queues stands in that person's line. */
export const inNameOf = <Result>(who: string, work: () => Result): Result => asker.run(who, work)

export interface QueueLimits {
  readonly atOnce: number
  /** How many pieces of work may wait together. */
  readonly mostWaiting: number
  /** How many of one person may wait. */
  readonly mostOfOne: number
}

/**
 * Pieces of work of which only so many are done at once. The others wait, each in the line of whom it is for, and only so many of them;
 * the lines are served in turn, so that nobody waits for more than one piece of anybody else's before each of their own.
 */
export class Queue {
  readonly #limits: QueueLimits
  /** Lines in the order in which they are served. */
  readonly #lines = new Map<string, (() => void)[]>()
  #running = 0
  #waiting = 0

  constructor(limits: QueueLimits) {
    this.#limits = limits
  }

  get running(): number {
    return this.#running
  }

  get waiting(): number {
    return this.#waiting
  }

  /** Does the work when its turn comes. Throws `Busy` at once where too much waits already, of everybody's or of this person's. */
  async run<Result>(work: () => Promise<Result>): Promise<Result> {
    // Whoever ends hands its place on, so that nobody slips in between.
    if (this.#running >= this.#limits.atOnce) await this.#wait(asker.getStore() ?? '')
    else this.#running += 1
    try {
      return await work()
    } finally {
      this.#handOn()
    }
  }

  #wait(who: string): Promise<void> {
    const line = this.#lines.get(who) ?? []
    if (line.length >= this.#limits.mostOfOne)
      throw new Busy(
        `${line.length} of your documents are waiting to be read`,
        'Nothing was kept of this one. Send it again when they have been read.',
      )
    if (this.#waiting >= this.#limits.mostWaiting)
      throw new Busy(
        'Too many documents are being read at the moment',
        'Nothing was kept of this one. Try again in a minute.',
      )
    this.#lines.set(who, line)
    this.#waiting += 1
    return new Promise<void>((resolve) => line.push(resolve))
  }

  #handOn(): void {
    const [first] = this.#lines
    if (!first) {
      this.#running -= 1
      return
    }
    const [who, line] = first
    const next = line.shift()
    this.#lines.delete(who)
    // Whoever has been served goes to the end.
    if (line.length > 0) this.#lines.set(who, line)
    this.#waiting -= 1
    next?.()
  }
}

/** Documents are read in processes that may take 768 MiB each: never more than two at once, and one where there is one processor. */
export const readers = new Queue({
  atOnce: Math.min(2, Math.max(1, availableParallelism() - 1)),
  mostWaiting: 60,
  mostOfOne: 5,
})
