import { shortened } from '#platform/words.ts'
import { isOfPlanWords, labelOf, namesNoGroup } from './group-lines.ts'
import { type Choices, MOST_QUOTED, type OtherRow, type Question } from './model.ts'
import type { Line, OpenRecommendation } from './open-recommendations.ts'
import { recommendationPlace } from './places.ts'
import { isLabel } from './wording.ts'

/** What was found of lines that might name a group: not so, and asked about, or certainly not. By their places. */
export type SettledLines = ReadonlyMap<string, 'asked' | 'none'>

/** Tells which lines above headers, and headings, may name the recommendation or the group of what stands below. */
export class LineGroups {
  readonly questions: Question[] = []
  /** Lines that somebody can make a group, or no group. */
  readonly otherRows: OtherRow[] = []
  readonly #chosen: NonNullable<Choices['rows']>
  readonly #settled: SettledLines

  constructor(chosen: Choices['rows'] = {}, settled: SettledLines = new Map()) {
    this.#chosen = chosen
    this.#settled = settled
  }

  /** Whether a line may name a group; one that was settled before is asked about. `text` are its words without a number. */
  mayName(line: Line, text: string): boolean {
    const place = placeOfLine(line)
    const { words, where } = line
    const chosen = this.#chosen[place]
    if (chosen !== undefined) {
      this.otherRows.push({ place, kind: chosen === 'heading' ? 'heading' : 'other', words })
      return chosen === 'heading'
    }
    const settled = this.#settled.get(place)
    if (settled === undefined) return !(namesNoGroup(text) || isLabel(text))
    if (settled === 'asked') {
      this.otherRows.push({ place, kind: 'other', words })
      const question = `Does “${shortened(words, MOST_QUOTED)}” name the recommendation or group of all rows?`
      this.questions.push({ where, place, question, guess: 'No: it was kept with what is left over.' })
    }
    return false
  }
}

/** The place of a line, by which somebody can say what it is: `t1r2` in a table, `paragraph-3` outside. */
export const placeOfLine = ({ place, where }: Line): string => place ?? recommendationPlace(where)

/** Whether words with a number before them only say what a plan is called: `4. Action plan`. */
export const isNumberedPlan = (text: string | null): boolean => text !== null && (isOfPlanWords(text) || isLabel(text))

/**
 * Lines that name no group after all: the only one that would, of which somebody is asked, and those with a label that no other has:
 * `Programme: Records` once tells of the document, several directorates tell of their rows.
 */
export function settleLines(found: readonly OpenRecommendation[]): SettledLines {
  const groups = found.flatMap(({ line, actions, text }) =>
    line === undefined || actions.length === 0 ? [] : [{ line, label: labelOf(text ?? '') }],
  )
  const isOnce = (label: string | null) => label !== null && groups.filter((one) => one.label === label).length === 1
  const settled = new Map<string, 'asked' | 'none'>()
  for (const { line, label } of groups) if (isOnce(label)) settled.set(line, 'none')
  const [only, ...others] = groups.filter(({ line }) => !settled.has(line))
  const hasHeadings = found.some(({ line, level, actions }) => line === undefined && level > 0 && actions.length > 0)
  if (only && others.length === 0 && !hasHeadings) settled.set(only.line, 'asked')
  return settled
}
