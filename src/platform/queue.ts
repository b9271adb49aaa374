import { AsyncLocalStorage } from 'node:async_hooks'
import { Busy } from './errors.ts'

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
  readonly words: QueueWords
}

/** What is said, and advised, to whom is turned away. */
export interface QueueWords {
  /** Where so many of their own wait. */
  ofOne(waiting: number): readonly [message: string, advice: string]
  readonly ofAll: readonly [message: string, advice: string]
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
    if (line.length >= this.#limits.mostOfOne) throw new Busy(...this.#limits.words.ofOne(line.length))
    if (this.#waiting >= this.#limits.mostWaiting) throw new Busy(...this.#limits.words.ofAll)
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
