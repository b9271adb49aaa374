import pg from 'pg'
import type { Loan } from './loan.ts'

/** Begins a transaction and tells it who looks, which policies ask. It forgets them when it ends, however that is. */
export const beginAs = (begin: string, viewer: string): string =>
  viewer === '' ? begin : `${begin}; select set_config('muniment.viewer', ${pg.escapeLiteral(viewer)}, true)`

/** Waits for a step no longer than until the signal aborts; the step goes on by itself. @throws the signal's reason */
export async function unlessAborted(step: Promise<void>, signal: AbortSignal | undefined): Promise<void> {
  if (!signal) return step
  const over = new AbortController()
  const aborted = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true, signal: over.signal })
  })
  try {
    await Promise.race([step, aborted])
  } finally {
    over.abort()
  }
}

/** One cursor on one connection. However it ends, both end with it, once. */
export class Reading {
  #loan: Loan | null = null
  #leave: (() => void) | null
  #timer: NodeJS.Timeout | undefined
  #isForgotten = false

  constructor(leave: () => void) {
    this.#leave = leave
  }

  /** Begins once there is a connection. Where it was broken off while it waited for one, that goes back unused. */
  async begin(borrowed: Promise<Loan>, viewer: string, { text, values }: pg.QueryConfig): Promise<void> {
    const loan = await borrowed
    if (this.#leave === null) return loan.giveBack()
    this.#loan = loan
    await loan.query({ text: beginAs('begin isolation level repeatable read read only', viewer) })
    await loan.query({ text: `declare batch no scroll cursor for ${text}`, ...(values ? { values } : {}) })
  }

  async next(size: number): Promise<unknown[]> {
    clearTimeout(this.#timer)
    if (this.#isForgotten) throw new Error('Cannot go on reading: nobody asked for the next rows in time')
    if (!this.#loan) return []
    return (await this.#loan.query({ text: `fetch ${size} from batch` })).rows
  }

  /** Ends it by itself where nobody asks on for so many milliseconds. */
  waitFor(patience: number): void {
    this.#timer = setTimeout(() => {
      this.#isForgotten = true
      void this.end()
    }, patience).unref()
  }

  async end(): Promise<void> {
    clearTimeout(this.#timer)
    await this.#loan?.giveBack()
    this.#leave?.()
    this.#leave = null
  }

  readonly breakOff = (): void => {
    clearTimeout(this.#timer)
    this.#loan?.breakOff()
    this.#leave?.()
    this.#leave = null
  }
}
