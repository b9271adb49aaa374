import { shortened } from '#platform/words.ts'
import { isOfPlanWords, labelOf, namesNoGroup, tellsOfDocument } from '../headers/group-lines.ts'
import { type Choices, MOST_QUOTED, type OtherRow, type Question } from '../model/model.ts'
import { recommendationPlace } from '../model/places.ts'
import { isLabel } from '../words/wording.ts'
import type { Line, OpenRecommendation } from './open-recommendations.ts'

/**
 * What was found of lines that might name a group, by their places: not so, or likely so, and asked about; certainly not; or named by a
 * table below.
 */
export type SettledLines = ReadonlyMap<string, 'asked' | 'likely' | 'none' | 'named'>

/** Tells which lines above headers, and headings, may name the recommendation or the group of what stands below. */
export class LineGroups {
  readonly questions: Question[] = []
  /** Lines that somebody can make a group, or no group. */
  readonly otherRows: OtherRow[] = []
  readonly #chosen: NonNullable<Choices['rows']>
  readonly #settled: SettledLines
  /** The places of headings that may be the title, of which no more is asked. */
  readonly #titles = new Set<string>()

  constructor(chosen: Choices['rows'] = {}, settled: SettledLines = new Map()) {
    this.#chosen = chosen
    this.#settled = settled
  }

  /** Whether a line may name a group; one that was settled before is asked about. `text` are its words without a number. */
  mayName(line: Line, text: string, isNumbered = false): boolean {
    const place = placeOfLine(line)
    if (this.#titles.has(place)) return true
    const chosen = this.#chosen[place]
    if (chosen !== undefined) {
      this.otherRows.push({ place, kind: chosen === 'heading' ? 'heading' : 'other', words: line.words })
      return chosen === 'heading'
    }
    const settled = this.#settled.get(place)
    // One with a number that had no actions opens none of those that go to another.
    if (settled === undefined && isNumbered)
      return !(isNumberedPlan(text) || tellsOfDocument(text) || this.#settled.size > 0)
    if (settled === undefined) return !(namesNoGroup(text) || isLabel(text))
    if (settled === 'asked' || settled === 'likely') this.#ask(line, place, settled === 'likely')
    return settled === 'likely' || settled === 'named'
  }

  #ask({ words, where }: Line, place: string, isLikely: boolean): void {
    this.otherRows.push({ place, kind: isLikely ? 'heading' : 'other', words })
    const question = `Does “${shortened(words, MOST_QUOTED)}” name the recommendation or group of all rows?`
    const guess = isLikely ? 'Yes: the rows below it belong to it.' : 'No: it was kept with what is left over.'
    this.questions.push({ where, place, question, guess })
  }

  /** Asks whether the first heading of a document, which numbers a part or a section, is its title. Answers what somebody said; else no. */
  isTitle(line: Line): boolean {
    const place = placeOfLine(line)
    const { words, where } = line
    const chosen = this.#chosen[place]
    const isTitle = chosen !== undefined && chosen !== 'heading'
    this.otherRows.push({ place, kind: isTitle ? 'other' : 'heading', words })
    this.#titles.add(place)
    if (chosen !== undefined) return isTitle
    const question = `Is “${shortened(words, MOST_QUOTED)}”, which stands alone above everything, the title of the plan?`
    const guess = 'No: it was read as a heading, to which what stands below it belongs.'
    this.questions.push({ where, place, question, guess })
    return false
  }
}

/** The place of a line, by which somebody can say what it is: `t1r2` in a table, `paragraph-3` outside. */
export const placeOfLine = ({ place, where }: Line): string => place ?? recommendationPlace(where)

/** Whether words with a number before them only say what a plan is called: `4. Action plan`. */
export const isNumberedPlan = (text: string | null): boolean => text !== null && (isOfPlanWords(text) || isLabel(text))

/** Labels that say what actions belong to, though no other line has one like it: `Pillar one: People`. */
const OF_GROUPS = /^(?:theme|strand|pillar|work ?stream|objective|aim|goal|outcome|priority|recommendation)\b/

/** The label of a line that may tell of the document, or null. */
function labelIn(words: string): string | null {
  const label = labelOf(words)
  return label === null || OF_GROUPS.test(label) ? null : label
}

/**
 * Lines that name no group after all: the only one that would, of which somebody is asked, and those with a label that no other has:
 * `Programme: Records` once tells of the document, several directorates tell of their rows.
 */
export function settleLines(found: readonly OpenRecommendation[]): SettledLines {
  const groups = found.flatMap(({ line, actions, text, asked }) =>
    line === undefined || actions.length === 0 || asked !== undefined ? [] : [{ line, label: labelIn(text ?? '') }],
  )
  const isOnce = (label: string | null) => label !== null && groups.filter((one) => one.label === label).length === 1
  const settled = new Map<string, 'asked' | 'likely' | 'none' | 'named'>()
  const numbered = found.flatMap(({ line, actions, asked, isNamedBelow }) =>
    asked && line !== undefined && actions.length > 0 ? [{ line, asked, isNamedBelow }] : [],
  )
  const alone = numbered.filter(({ isNamedBelow }) => !isNamedBelow)
  const [first, ...rest] = alone
  if (first) settled.set(first.line, first.asked)
  for (const { line, asked } of rest) settled.set(line, asked === 'likely' ? 'likely' : 'none')
  for (const { line, label } of groups) if (isOnce(label)) settled.set(line, 'none')
  const [only, ...others] = groups.filter(({ line }) => !settled.has(line))
  const hasHeadings = found.some(({ line, level, actions }) => line === undefined && level > 0 && actions.length > 0)
  if (only && others.length === 0 && !hasHeadings) settled.set(only.line, 'asked')
  if (settled.size > 0) for (const { line, isNamedBelow } of numbered) if (isNamedBelow) settled.set(line, 'named')
  return settled
}
