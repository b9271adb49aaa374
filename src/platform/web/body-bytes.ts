import { Busy, Refusal } from '../errors.ts'

/** How many bytes of bodies may be in memory at once: those of one person or address, and those of all of them. */
export interface BodyLimits {
  readonly ofOne: number
  readonly ofAll: number
}

/** Bytes of bodies that are in memory: of all, and of each who sends some. */
export class BodyBytes {
  readonly #ofOne = new Map<string, number>()
  #ofAll = 0

  get ofAll(): number {
    return this.#ofAll
  }

  /** How many send something: nobody is remembered who sends nothing. */
  get senders(): number {
    return this.#ofOne.size
  }

  of(who: string): number {
    return this.#ofOne.get(who) ?? 0
  }

  /** So many more, or fewer where `bytes` is below zero. */
  add(who: string, bytes: number): void {
    const left = this.of(who) + bytes
    if (left > 0) this.#ofOne.set(who, left)
    else this.#ofOne.delete(who)
    this.#ofAll += bytes
  }
}

/** What is said to whoever takes all of their own room. */
export const ownRoomFull = (): Refusal =>
  new Refusal('You send too much at once', 429, 'Wait until some of it has come, and send this again.')

/** What is said where others take all of it. */
export const roomFull = (): Busy =>
  new Busy('Too much is being sent to Muniment at once', 'Wait a minute and send it again.')
