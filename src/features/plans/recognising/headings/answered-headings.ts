import { openingOf } from '../words/wording.ts'
import type { Named } from './known-recommendations.ts'
import type { OpenRecommendation } from './open-recommendations.ts'

/** Headings of recommendations themselves: another's number, of a theme or a finding, is that of all that stands below it. */
const OF_RECOMMENDATION = /^(?:ima )?(?:rec\b|recs\b|recommendations?\b|R\s?\d)/i

/** Whether a heading says which recommendation stands below it, in words: `Recommendation 2: Train staff`. */
export const isOfRecommendation = (found: OpenRecommendation | null): boolean =>
  found !== null &&
  found.level > 0 &&
  found.isCertain &&
  found.text !== null &&
  OF_RECOMMENDATION.test(found.said ?? '')

/** The number that a card's label gives: `Recommendation 1` beside its words. */
export function numberIn(header: string | null): string | null {
  const opening = openingOf(header ?? '', null)
  return opening?.isNamed && opening.text === null ? opening.ref : null
}

const numberOf = (ref: string | null): string => (ref ?? '').replace(/^[A-Z]+[\s.-]?(?=\d)/i, '').toLowerCase()

/** What was made of a heading that a table below it answered. */
interface Answered {
  /** What the heading opened, and what the table named then. */
  readonly first: OpenRecommendation
  /** What the heading and the words below it say besides. */
  readonly words: readonly string[]
  readonly said: string
}

/**
 * Headings such as `Recommendation 1` above tables that name the recommendation in words: it takes the heading's number, and nothing else is
 * made of the heading. Its own words, and those over several recommendations, are said of each.
 */
export class AnsweredHeadings {
  #last: Answered | null = null
  /** Those whose number is not that of a recommendation: `Theme 1`. It counts only where each has one below it. */
  readonly #lent: Answered[] = []
  readonly #ofSeveral = new Set<string>()

  /** Another heading stands below. */
  start(): void {
    this.#last = null
  }

  /** Whether what stands open is a heading, or a number alone in its row, that what a table names now answers. */
  isOpen(found: OpenRecommendation | null, wanted: Named): found is OpenRecommendation {
    if (!found?.isCertain || found.actions.length > 0 || found === this.#last?.first) return false
    if (found.level > 0) return found.said !== undefined
    return found.ref !== null && found.text === null && wanted.ref === null && wanted.text !== null
  }

  /** Gives what a table names to the recommendation that a heading opened. */
  answer(heading: OpenRecommendation, wanted: Named): void {
    const isOther = wanted.ref !== null && numberOf(wanted.ref) !== numberOf(heading.ref)
    const answered = this.#note(heading, heading, wanted.text, isOther)
    heading.commentary.unshift(...answered.words)
    heading.text = wanted.text ?? (isOther ? null : heading.text)
    heading.ref = isOther ? wanted.ref : (heading.ref ?? wanted.ref)
    if (wanted.ref !== null || OF_RECOMMENDATION.test(answered.said)) return
    this.#lent.push(answered)
    this.#withdraw()
  }

  /** A recommendation that was known before takes the heading's number, if it has none, and what stands below the heading. */
  hand(heading: OpenRecommendation, known: OpenRecommendation): void {
    known.ref ??= heading.ref
    known.commentary.push(...this.#note(known, heading, known.text, false).words, ...heading.commentary)
  }

  #note(first: OpenRecommendation, heading: OpenRecommendation, named: string | null, isOther: boolean): Answered {
    const { text, said = '' } = heading
    const isSaid = (text !== null && text !== named && said.includes(text)) || isOther
    const below = text !== null && text !== named && !said.includes(text) ? [text] : []
    const answered = { first, said, words: [...(isSaid && said !== '' ? [said] : []), ...below] }
    this.#last = said === '' ? null : answered
    return answered
  }

  /** Another recommendation is named below the same heading. */
  more(made: OpenRecommendation): void {
    if (!this.#last) return
    const { said, words } = this.#last
    made.commentary.push(...words.filter((one) => one === said))
    if (!this.#lent.includes(this.#last)) return
    if (!words.includes(said)) made.commentary.push(said)
    this.#ofSeveral.add(kindOf(said))
    this.#withdraw()
  }

  /** Where a heading stands over several, its number and those of others like it are those of no recommendation. */
  #withdraw(): void {
    for (const { first, said } of this.#lent) {
      if (first.ref === null || !this.#ofSeveral.has(kindOf(said))) continue
      first.ref = null
      if (!first.commentary.includes(said)) first.commentary.unshift(said)
    }
  }
}

const kindOf = (said: string): string => /^\p{L}*/u.exec(said)?.[0].toLowerCase() ?? ''
