import type { LeftOver } from '../model/model.ts'
import type { OpenRecommendation } from './open-recommendations.ts'

/** A heading within a table that stands over recommendations which a column names: it is said of each of them, or left over. */
export class AnnouncedHeading {
  #heading: { readonly words: string; readonly where: string; readonly isSaid: boolean } | null = null
  readonly #leftOver: LeftOver[]

  constructor(leftOver: LeftOver[]) {
    this.#leftOver = leftOver
  }

  get words(): string | null {
    return this.#heading?.words ?? null
  }

  /** `isSaid`: whether it need not be said of any. */
  open(words: string, where: string, isSaid: boolean): void {
    this.end()
    this.#heading = { words, where, isSaid }
  }

  sayOf(recommendation: OpenRecommendation): void {
    if (!this.#heading) return
    recommendation.commentary.push(this.#heading.words)
    this.#heading = { ...this.#heading, isSaid: true }
  }

  end(): void {
    if (this.#heading && !this.#heading.isSaid) {
      const { where, words } = this.#heading
      this.#leftOver.push({ where, text: words, why: 'It has no recommendations.' })
    }
    this.#heading = null
  }
}
