import { Worker } from 'node:worker_threads'
import { BadRequest } from '../errors.ts'
import { Queue, type QueueWords } from '../queue.ts'
import type { Doings, Said, Told } from './model.ts'

interface Limits {
  /** How many threads work at once. */
  readonly atOnce: number
  /** How many pieces of work may wait for one, and how many of one person. */
  readonly mostWaiting: number
  readonly mostOfOne: number
  /** How long one piece may take, in seconds. */
  readonly seconds: number
  /** What a thread may keep in memory. */
  readonly mebibytes: number
}

/** How long a thread is kept that has nothing to do, in milliseconds. */
const KEPT = 60_000

/**
 * Does what computes long in threads of a program of ours, so that whoever answers requests goes on doing that. A thread does one thing
 * at a time, has bounded memory and time, and is kept for a while. Nothing of the program's state outlasts a failure of its thread.
 */
export class Aside<Own extends Doings> {
  readonly #program: URL
  readonly #limits: Limits
  readonly #idle: Thread[] = []
  readonly #queue: Queue

  constructor(program: URL, limits: Limits) {
    this.#program = program
    this.#limits = limits
    this.#queue = new Queue({ ...limits, words: WORDS })
  }

  /** Does one thing of those that the program serves. @throws Busy where too much waits, BadRequest where it is too much, Error where it fails */
  async do<Name extends keyof Own & string>(
    name: Name,
    asked: Parameters<Own[Name]>[0],
    batches: AsyncIterable<unknown> = none(),
  ): Promise<Awaited<ReturnType<Own[Name]>>> {
    return this.#queue.run(async (): Promise<Awaited<ReturnType<Own[Name]>>> => {
      const thread = this.#rested() ?? new Thread(this.#program, this.#limits.mebibytes)
      try {
        const answer = await thread.do(name, asked, batches, this.#limits.seconds)
        this.#idle.push(thread)
        thread.rest(KEPT)
        return answer as Awaited<ReturnType<Own[Name]>>
      } catch (error) {
        thread.end()
        throw error
      }
    })
  }

  /** A thread that has nothing to do; one that ended of itself is let go. */
  #rested(): Thread | undefined {
    for (let thread = this.#idle.pop(); thread; thread = this.#idle.pop()) if (!thread.isOver) return thread
    return undefined
  }
}

const WORDS: QueueWords = {
  ofOne: (waiting) => [`${waiting} of your documents are waiting for their turn`, 'Try again when they are done.'],
  ofAll: ['Too many documents are being worked on at the moment', 'Try again in a minute.'],
}

async function* none(): AsyncIterable<never> {}

/** One thread, and what it is doing. */
class Thread {
  readonly #worker: Worker
  #resting: NodeJS.Timeout | null = null
  isOver = false

  constructor(program: URL, mebibytes: number) {
    this.#worker = new Worker(program, {
      resourceLimits: { maxOldGenerationSizeMb: mebibytes },
      execArgv: ['--disable-warning=ExperimentalWarning'],
    })
    // What goes wrong while it works is told to whoever waits for it; at rest it is nobody's.
    this.#worker.on('error', () => undefined)
    this.#worker.on('exit', () => {
      this.isOver = true
    })
  }

  async do(name: string, asked: unknown, batches: AsyncIterable<unknown>, seconds: number): Promise<unknown> {
    if (this.#resting) clearTimeout(this.#resting)
    this.#worker.ref()
    const over = Promise.withResolvers<unknown>()
    let taken = Promise.withResolvers<void>()
    const hear = (said: Said) => {
      if (said.kind === 'more') taken.resolve()
      else if (said.kind === 'done') over.resolve(said.answer)
      else over.reject(said.error)
    }
    const lose = (why: unknown) => over.reject(reasonOf(why, name))
    const late = setTimeout(() => over.reject(tooMuch()), seconds * 1_000)
    this.#worker.on('message', hear).on('error', lose).on('exit', lose)
    try {
      this.#tell({ kind: 'do', name, asked })
      const given = this.#give(batches, async () => {
        const isOver = await Promise.race([taken.promise.then(() => false), over.promise.then(() => true)])
        taken = Promise.withResolvers<void>()
        return isOver
      })
      // The batches' failing is that of the work.
      return await Promise.race([over.promise, given.then(() => over.promise)])
    } finally {
      clearTimeout(late)
      this.#worker.off('message', hear).off('error', lose).off('exit', lose)
      over.promise.catch(() => undefined)
    }
  }

  /** Hands batches over, each when the one before was taken. What is left of them after an answer is of no use. */
  async #give(batches: AsyncIterable<unknown>, isOverBefore: () => Promise<boolean>): Promise<void> {
    for await (const batch of batches) {
      this.#tell({ kind: 'batch', batch })
      if (await isOverBefore()) return
    }
    this.#tell({ kind: 'end' })
  }

  #tell(told: Told): void {
    this.#worker.postMessage(told)
  }

  /** Keeps it for a while without keeping the process alive, then ends it. */
  rest(milliseconds: number): void {
    this.#worker.unref()
    this.#resting = setTimeout(() => this.end(), milliseconds)
    this.#resting.unref()
  }

  end(): void {
    this.isOver = true
    void this.#worker.terminate()
  }
}

function reasonOf(why: unknown, name: string): Error {
  if (!(why instanceof Error)) return new Error(`Cannot do ${name}: the thread ended`)
  return 'code' in why && why.code === 'ERR_WORKER_OUT_OF_MEMORY' ? tooMuch() : why
}

const tooMuch = () =>
  new BadRequest('This takes too long or too much memory to do', 'Do it in smaller parts, and try again.')
