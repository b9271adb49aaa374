import { parentPort } from 'node:worker_threads'
import type { Doings, Said, Told } from './model.ts'

/** The inside of a thread that `Aside` starts: does what it is told, one thing after another. */
export function serveAside(doings: Doings): void {
  let batches = new Batches()
  parentPort?.on('message', (told: Told) => {
    if (told.kind === 'batch') batches.add(told.batch)
    else if (told.kind === 'end') batches.end()
    else {
      batches = new Batches()
      void answer(doings, told, batches)
    }
  })
}

async function answer(doings: Doings, { name, asked }: Extract<Told, { kind: 'do' }>, batches: Batches): Promise<void> {
  const doing = doings[name] as ((asked: unknown, batches: AsyncIterable<unknown>) => unknown) | undefined
  try {
    if (!doing) throw new Error(`Cannot do ${name}: it is not known here`)
    const made = await doing(asked, batches)
    say({ kind: 'done', answer: made }, made)
  } catch (error) {
    say({ kind: 'failed', error })
  }
}

/** Bytes that fill their memory are handed over without a copy. */
function say(said: Said, made?: unknown): void {
  const isOwn =
    made instanceof Uint8Array && made.buffer instanceof ArrayBuffer && made.byteLength === made.buffer.byteLength
  parentPort?.postMessage(said, isOwn ? [made.buffer as ArrayBuffer] : [])
}

/** The batches of one piece of work, as they come; another is asked for when one has been taken. */
class Batches {
  readonly #there: unknown[] = []
  #isOver = false
  #wake: (() => void) | null = null

  add(batch: unknown): void {
    this.#there.push(batch)
    this.#wake?.()
  }

  end(): void {
    this.#isOver = true
    this.#wake?.()
  }

  async *[Symbol.asyncIterator](): AsyncIterator<unknown> {
    while (true) {
      if (this.#there.length > 0) {
        yield this.#there.shift()
        say({ kind: 'more' })
      } else if (this.#isOver) return
      else
        await new Promise<void>((resolve) => {
          this.#wake = resolve
        })
    }
  }
}
