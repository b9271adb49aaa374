import type { LeftOver } from '../model/model.ts'
import type { OpenRecommendation } from './open-recommendations.ts'

/** The headings that stand open, and what stands below each: a heading that opened nothing is listed with a reason that is true. */
export class OpenHeadings {
  #open: readonly OpenRecommendation[] = []
  readonly #below = new Map<OpenRecommendation, OpenRecommendation[]>()

  /** A recommendation begins, or goes on, below the headings that stand open; a heading ends those that are no higher. */
  enter(found: OpenRecommendation): void {
    const { level } = found
    if (level > 0) this.#open = this.#open.filter((heading) => heading.level < level)
    for (const heading of this.#open) this.#below.set(heading, [...(this.#below.get(heading) ?? []), found])
    if (level > 0) this.#open = [...this.#open, found]
  }

  /** What is listed of a heading that has no actions itself; nothing where it has no words, or they are said of what stands below it. */
  left(heading: OpenRecommendation): LeftOver[] {
    const { ref, text, commentary, where, isSaidBelow } = heading
    const words = [[ref, text].filter(Boolean).join(' '), ...commentary].filter(Boolean).join('\n')
    const isOverOthers = this.#below.get(heading)?.some(({ actions }) => actions.length > 0) === true
    const why = isOverOthers ? 'The actions below it belong to other recommendations.' : 'It has no actions.'
    return words && !isSaidBelow ? [{ where, text: words, why }] : []
  }
}
