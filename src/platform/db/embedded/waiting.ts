import { setTimeout as pause } from 'node:timers/promises'

/** Patience with what somebody else has not finished: each reason is told once. */
export class Waiting {
  #until: number
  readonly #say: (line: string) => void
  #told: string | null = null
  #isLonger = false
  constructor(patience: number, say: (line: string) => void) {
    this.#until = Date.now() + patience
    this.#say = say
  }

  isOver(): boolean {
    return Date.now() >= this.#until
  }

  /** What has begun well, such as recovery after a crash, gets so many milliseconds more, once. */
  longer(milliseconds: number): void {
    if (!this.#isLonger) this.#until = Math.max(this.#until, Date.now() + milliseconds)
    this.#isLonger = true
  }

  async because(reason: string | null): Promise<void> {
    if (reason !== null && reason !== this.#told) this.#say(`${reason}: waiting for it …`)
    this.#told = reason ?? this.#told
    await pause(100)
  }
}
