/** What was made last of what, as many letters as there is room for: what was not asked for longest is forgotten first. */
export class Remembered {
  readonly #made = new Map<string, string>()
  readonly #most: number
  #letters = 0

  /** @param most letters that are kept, of questions and answers together */
  constructor(most: number) {
    this.#most = most
  }

  /** What was made for this key, or what is made of it now: the same key must always make the same. */
  get(key: string, make: () => string): string {
    const known = this.#made.get(key)
    if (known !== undefined) {
      this.#made.delete(key)
      this.#made.set(key, known)
      return known
    }
    const made = make()
    this.#keep(key, made)
    return made
  }

  #keep(key: string, made: string): void {
    const size = key.length + made.length
    // One that is large pushes out much that is asked for more often.
    if (size > this.#most / 20) return
    this.#made.set(key, made)
    this.#letters += size
    for (const [oldest, old] of this.#made) {
      if (this.#letters <= this.#most) break
      this.#made.delete(oldest)
      this.#letters -= oldest.length + old.length
    }
  }
}
