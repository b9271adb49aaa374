import { shortened } from '#platform/words.ts'
import { MOST_QUOTED, type Question } from '../model/model.ts'
import type { Line } from './open-recommendations.ts'

/** What stands at the foot of a document and tells nothing of a recommendation. */
const FOOT =
  /^(?:(?:colour )?key|legend|prepared by|produced by|author|owner of (?:this|the) plan|source|notes?|version|contact|page \d|\u00a9|copyright|distribution|signed|end of)\b\s*[:.(\d\u2013-]?/i

export const isFoot = (words: string): boolean => FOOT.test(words)

/** Asks, once for a document, whether what stands below a table belongs to the recommendation that a heading opened. */
export class BelowTables {
  #hasAsked = false
  readonly #questions: Question[]

  constructor(questions: Question[]) {
    this.#questions = questions
  }

  ask({ words, where }: Line, place: string): void {
    if (this.#hasAsked) return
    this.#hasAsked = true
    this.#questions.push({
      where,
      place,
      question: `Do the paragraphs that stand below tables, such as “${shortened(words, MOST_QUOTED)}”, belong to the recommendation above them?`,
      guess: 'Yes: they were kept as its commentary.',
    })
  }
}
