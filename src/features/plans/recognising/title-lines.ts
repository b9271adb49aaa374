import { type Block, cellLine } from '#platform/reading/index.ts'
import { isDateLine, namesPlan } from './date-lines.ts'
import type { ReadDate } from './dating.ts'
import { isOfPlanWords, isTitleAppended, labelOf, tellsOfDocument } from './group-lines.ts'
import type { LeftOver } from './model.ts'
import { isNumberedTitle } from './numbered-titles.ts'
import type { Line } from './open-recommendations.ts'
import { isLabel, openingOf, updateDay } from './wording.ts'

const PLAIN = 20
const LONGEST = 160

/** Labels before the title of a document. */
const TITLED = /^(?:(?:report|document|plan) (?:title|name)|title|(?:title|name) of (?:the )?(?:report|document|plan))$/
const BODY =
  'department|ministry|office|agency|council|authority|board|trust|commission|service|university|college|institute|inspectorate|directorate|museum|archives?|library|police|court|tribunal|government|executive|parliament|assembly|constabulary'
/** What a public body is called, and nothing else. */
const NAMES_BODY = new RegExp(
  String.raw`^(?:the |hm |his majesty['\u2019]s |her majesty['\u2019]s |royal )*(?:(?:${BODY}) (?:of|for)\b[^:\d]*|[^:\d]*\b(?:${BODY}))$`,
  'i',
)
const MOST_WORDS = 10
const namesBody = (words: string): boolean => NAMES_BODY.test(words) && words.split(/\s+/).length <= MOST_WORDS

/** All that stands in lines of its own in a document: headings, paragraphs, and rows of tables with one cell. */
export const linesIn = (blocks: readonly Block[]): readonly string[] =>
  blocks.flatMap((block) => {
    if (block.type !== 'table') return [block.text]
    return block.rows.flatMap((cells) => {
      const filled = cells.map(cellLine).filter((text) => text !== '')
      return filled.length === 1 ? filled : []
    })
  })

/** Finds the title of a plan among the lines that stand before everything else. */
export class TitleLines {
  #said: Line | null = null
  /** A heading that only says what plans are called: the title where nothing else is. */
  #spare: Line | null = null
  readonly #readDate: ReadDate
  readonly #leftOver: LeftOver[]
  readonly #lines: readonly string[]
  /** Whether the last line that was read is the title. */
  #isLast = false

  /** `lines` are all that stand by themselves in the document. */
  constructor(readDate: ReadDate, leftOver: LeftOver[], lines: readonly string[] = []) {
    this.#readDate = readDate
    this.#leftOver = leftOver
    this.#lines = lines
  }

  get title(): string | null {
    return this.#said?.words ?? null
  }

  /** Whether a line is the title, or stands in the style of one. `isOpen`: whether nothing of the plan was read yet. */
  take(line: Line, isOpen: boolean): boolean {
    const isBelowTitle = this.#isLast
    this.#isLast = false
    if (line.level === 0) {
      this.#takeStyled(line)
      return true
    }
    if (isOpen && this.#takeLabelled(line)) return true
    if (isOpen && isBelowTitle && this.#isNamedBelow(line)) {
      this.#replace(line)
      return true
    }
    if (this.#said !== null || !isOpen) return false
    if (this.#isTitle(line)) {
      this.#said = line
      this.#isLast = true
      return true
    }
    if (this.#spare || line.isBelowHeaders || line.number !== null) return false
    if (!isLabel(line.words) || !isOfPlanWords(line.words)) return false
    this.#spare = line
    return true
  }

  /** Whether the label of a line, which stands once in the document, says that its words are the title. */
  takesLabelled(words: string): boolean {
    const label = labelOf(words)
    return label !== null && TITLED.test(label) && this.#lines.filter((line) => labelOf(line) === label).length === 1
  }

  /** Takes words that a label calls the title, where none was found. */
  takeWords(words: string, where: string): boolean {
    if (this.#said !== null) return false
    this.#said = { words, number: null, level: 0, where }
    return true
  }

  /** What is styled as the title is it, before what only stood above it. */
  #takeStyled(line: Line): void {
    if (this.#said?.level !== 0 || this.#isNamedBelow(line)) this.#replace(line)
    else if (line.words !== this.#said.words)
      this.#leftOver.push({ where: line.where, text: line.words, why: 'It stands below the title.' })
  }

  #replace(line: Line): void {
    if (this.#said)
      this.#leftOver.push({ where: this.#said.where, text: this.#said.words, why: 'It stands above the title.' })
    this.#said = line
    this.#isLast = true
  }

  /** Takes the words of a line whose label, which stands once, says that they are the title. */
  #takeLabelled({ words, where, number }: Line): boolean {
    if (number !== null || !this.takesLabelled(words)) return false
    if (!this.takeWords(words.slice(words.indexOf(':') + 1).trim(), where))
      this.#leftOver.push({ where, text: words, why: 'It tells of the document.' })
    return true
  }

  /** Whether a line is the only one that names a plan, and stands directly below the name of the body whose plan it is. */
  #isNamedBelow(line: Line): boolean {
    const above = this.#said?.words ?? ''
    if (!namesBody(above) || !namesPlan(line.words) || isOfPlanWords(line.words)) return false
    const ofPlans = this.#lines.filter((one) => namesPlan(one) && one.length <= LONGEST && !/[.:]$/.test(one))
    return ofPlans.length === 1 && (line.level === 0 || this.#isTitle(line))
  }

  #isTitle({ words, number, level, isBelowHeaders, isLabelled }: Line): boolean {
    if (isBelowHeaders || isLabelled || (isDateLine(words) && !namesPlan(words))) return false
    if (number !== null || words.length > LONGEST || isLabel(words)) return false
    if (isNumberedTitle(words, this.#lines)) return true
    if (openingOf(words, number)?.isNamed) return false
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
