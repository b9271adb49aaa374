import { isDateLine, namesPlan } from './date-lines.ts'
import type { ReadDate } from './dating.ts'
import { isOfPlanWords, isTitleAppended, tellsOfDocument } from './group-lines.ts'
import type { LeftOver } from './model.ts'
import type { Line } from './open-recommendations.ts'
import { isLabel, openingOf, updateDay } from './wording.ts'

const PLAIN = 20
const LONGEST = 160

/** Finds the title of a plan among the lines that stand before everything else. */
export class TitleLines {
  #said: Line | null = null
  /** A heading that only says what plans are called: the title where nothing else is. */
  #spare: Line | null = null
  readonly #readDate: ReadDate
  readonly #leftOver: LeftOver[]

  constructor(readDate: ReadDate, leftOver: LeftOver[]) {
    this.#readDate = readDate
    this.#leftOver = leftOver
  }

  get title(): string | null {
    return this.#said?.words ?? null
  }

  /** Whether a line is the title, or stands in the style of one. `isOpen`: whether nothing of the plan was read yet. */
  take(line: Line, isOpen: boolean): boolean {
    if (line.level === 0) {
      this.#takeStyled(line)
      return true
    }
    if (this.#said !== null || !isOpen) return false
    if (this.#isTitle(line)) {
      this.#said = line
      return true
    }
    if (this.#spare || line.isBelowHeaders || line.number !== null) return false
    if (!isLabel(line.words) || !isOfPlanWords(line.words)) return false
    this.#spare = line
    return true
  }

  /** Takes words that a label calls the title, where none was found. */
  takeWords(words: string, where: string): boolean {
    if (this.#said !== null) return false
    this.#said = { words, number: null, level: 0, where }
    return true
  }

  /** What is styled as the title is it, before what only stood above it. */
  #takeStyled(line: Line): void {
    if (this.#said?.level === 0) return
    if (this.#said)
      this.#leftOver.push({ where: this.#said.where, text: this.#said.words, why: 'It stands above the title.' })
    this.#said = line
  }

  #isTitle({ words, number, level, isBelowHeaders, isLabelled }: Line): boolean {
    if (isBelowHeaders || isLabelled || (isDateLine(words) && !namesPlan(words))) return false
    if (number !== null || words.length > LONGEST || openingOf(words, number)?.isNamed || isLabel(words)) return false
    if (tellsOfDocument(words) && !isTitleAppended(words)) return false
    return level < PLAIN
      ? !openingOf(words, number)
      : !/[.:]$/.test(words) && !updateDay(words, this.#readDate)?.isWhole
  }

  /** The title, or else that of the file, or else the heading that only says `Action plan`; a heading that is not needed is left over. */
  settled(ofFile: string | null): string | null {
    const title = this.title ?? ofFile ?? this.#spare?.words ?? null
    if (this.#spare && title !== this.#spare.words)
      this.#leftOver.push({
        where: this.#spare.where,
        text: this.#spare.words,
        why: 'It only says what a plan is called.',
      })
    return title
  }
}
