import type { Question } from '../model/model.ts'
import { recommendationPlace } from '../model/places.ts'
import type { OpenRecommendation } from './open-recommendations.ts'

/** How a cell of a table names a recommendation. */
export interface Named {
  readonly ref: string | null
  readonly text: string | null
}

const BARE = /^R?\d{1,3}(?:\.\d{1,3})*[a-z]?$/i

/**
 * The recommendations that were named, by their reference, or by their words where they have none. A bare number that comes back after
 * another stood between, without words that show which it is, starts a new recommendation where the earlier one is complete: numbers
 * start again with each audit or report. It is asked once.
 */
export class KnownRecommendations {
  readonly #byKey = new Map<string, OpenRecommendation[]>()
  /** The last one that was named, of each audit or report. */
  readonly #last = new Map<string, OpenRecommendation>()
  readonly #asked = new Set<string>()
  readonly #questions: Question[]
  /** The audit or report that the rows stand under, which tells its numbers from those of others; empty without one. */
  #group = ''

  constructor(questions: Question[]) {
    this.#questions = questions
  }

  /** What is named from now on belongs to this audit or report. */
  enter(group: string): void {
    this.#group = group
  }

  keep(recommendation: OpenRecommendation): void {
    this.#last.set(this.#group, recommendation)
    const key = this.#keyOf(recommendation)
    const same = this.#byKey.get(key)
    if (same) same.push(recommendation)
    else this.#byKey.set(key, [recommendation])
  }

  /** Finds a recommendation by its words as well, once a table has named it below the heading of its number; by its number where it has no others. */
  keepWords(recommendation: OpenRecommendation): void {
    const { text } = recommendation
    if (text === null) {
      this.keep(recommendation)
      return
    }
    this.#last.set(this.#group, recommendation)
    const key = this.#keyOf({ ref: null, text })
    this.#byKey.set(key, [...(this.#byKey.get(key) ?? []), recommendation])
  }

  /** The recommendation that is meant, or undefined where it is a new one. */
  find(wanted: Named, where: string): OpenRecommendation | undefined {
    const others = this.#byKey.get(this.#keyOf(wanted)) ?? []
    const same = others.findLast((other) => other.text === wanted.text && other.text !== null)
    const alike = same ?? others.findLast(({ text }) => text === null || wanted.text === null)
    const isAgain = alike !== undefined && alike !== same && this.#comesBack(alike, wanted)
    if (isAgain) this.#ask(wanted.ref ?? '', where, alike.text === null ? null : alike)
    if (!alike || (isAgain && alike.text === null)) return undefined
    this.#last.set(this.#group, alike)
    return alike
  }

  /** Whether others stood between, and the one that the number meant has actions already: a list of recommendations may stand before their actions. */
  #comesBack(alike: OpenRecommendation, { ref }: Named): boolean {
    return alike !== this.#last.get(this.#group) && alike.actions.length > 0 && ref !== null && BARE.test(ref)
  }

  /** The recommendation of the references that begin with a number: a reference that it holds already is another's. */
  findGroup(number: string, ref: string, where: string): OpenRecommendation | undefined {
    const found = this.#byKey.get(this.#keyOf({ ref: number, text: null }))?.at(-1)
    const isAgain = found !== this.#last.get(this.#group) && found?.actions.some((action) => action.ref === ref)
    if (isAgain) this.#ask(ref, where, null)
    if (!found || isAgain) return undefined
    this.#last.set(this.#group, found)
    return found
  }

  #ask(ref: string, where: string, alike: OpenRecommendation | null): void {
    const isNew = alike === null
    const place = alike?.place ?? recommendationPlace(where)
    const question = isNew
      ? `The number “${ref}” comes back after others. Do the numbers of the recommendations start again there?`
      : `The number “${ref}” comes back without words. Is it the recommendation ${ref} that stands further above?`
    const kind = isNew ? 'new' : 'same'
    if (this.#asked.has(kind)) return
    this.#asked.add(kind)
    const guess = isNew
      ? 'Yes: it was read as another recommendation, and so were others that come back.'
      : 'Yes: its actions were put together with those above.'
    this.#questions.push({ where, place, question, guess })
  }

  #keyOf({ ref, text }: Named): string {
    return ref === null ? `words ${text ?? ''}` : `ref ${this.#group}\n${ref}`
  }
}
