import { type Block, cellLine, type Table } from '#platform/reading/index.ts'
import { isOfPlanWords, isTitleAppended, labelOf, tellsOfDocument } from '../headers/group-lines.ts'
import type { LeftOver } from '../model/model.ts'
import { isDateLine, namesPlan } from '../words/date-lines.ts'
import type { ReadDate } from '../words/dating.ts'
import { isNumberedTitle, isOnlyGroup, isOnlyPart } from '../words/numbered-titles.ts'
import { isLabel, openingOf, updateDay } from '../words/wording.ts'
import { namesGroupAbove } from './group-columns.ts'
import type { LineGroups } from './line-groups.ts'
import { tellsOfNumbers } from './numbered-lines.ts'
import type { Line } from './open-recommendations.ts'

const PLAIN = 20
const LONGEST = 160

/** Labels before the title of a document. */
const TITLED = /^(?:(?:report|document|plan) (?:title|name)|title|(?:title|name) of (?:the )?(?:report|document|plan))$/
const BODY =
  'department|ministry|office|agency|council|authority|board|trust|commission|service|university|college|institute|inspectorate|directorate|museum|archives?|library|police|court|tribunal|government|executive|parliament|assembly|constabulary|team|unit|division|branch|section|group'
/** What a public body or a part of one is called, and nothing else. */
const NAMES_BODY = new RegExp(
  String.raw`^(?:the |hm |his majesty['\u2019]s |her majesty['\u2019]s |royal )*(?:(?:${BODY}) (?:of|for)\b[^:\d]*|[^:\d]*\b(?:${BODY}))$`,
  'i',
)
const MOST_WORDS = 10
/** So many lines may stand between the name of a body and that of its plan: a directorate and a team. */
const MOST_BETWEEN = 2
/** More rows than a cover has are those of another table. */
const MOST_OF_COVER = 15
/** How sentences open that tell of the plan and do not name it. */
const EXPLAINS =
  /^(?:how|what|when|why|this|these|please|use|using|to|each|all|about|purpose|guidance|instructions?|notes?|introduction)\b/i
const YEAR = /\b(?:19|20)\d\d\b/
/** Whether a line calls a plan, or a programme of some years, by a name: `Improvement plan 2018 to 2020`, but not `Action plan`. */
const callsPlan = (words: string): boolean =>
  YEAR.test(words) ? namesPlan(words) || /\bprogramme\b/i.test(words) : namesPlan(words) && !isOfPlanWords(words)
const isTitleLike = (words: string): boolean => words.length <= LONGEST && !/[.:]$/.test(words)
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
  readonly #groups: LineGroups
  /** Whether the last line that was read is the title. */
  #isLast = false

  /** `lines` are all that stand by themselves in the document. */
  constructor(readDate: ReadDate, leftOver: LeftOver[], lines: readonly string[], groups: LineGroups) {
    this.#readDate = readDate
    this.#leftOver = leftOver
    this.#lines = lines
    this.#groups = groups
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
    if (isOpen && isBelowTitle && this.#isBetween(line)) {
      this.#leave(line)
      return true
    }
    if (this.#said !== null || !isOpen) return false
    if (this.#isTitle(line) || (this.#isPart(line) && this.#groups.isTitle(line))) {
      this.#said = line
      this.#isLast = true
      return true
    }
    if (this.#spare || line.isBelowHeaders || line.number !== null) return false
    const words = line.level < PLAIN ? line.words.replace(/^\d{1,2}[.)]?\s+(?=\p{L})/u, '') : line.words
    if (!isLabel(words) || !isOfPlanWords(words)) return false
    this.#spare = { ...line, words }
    return true
  }

  /** Whether the label of a line, which stands once in the document, says that its words are the title. */
  takesLabelled(words: string): boolean {
    const label = labelOf(words)
    return label !== null && TITLED.test(label) && this.#lines.filter((line) => labelOf(line) === label).length === 1
  }

  /** Whether a row of one cell above headers names one of several audits or reports, and is no title. */
  isGroupAbove(table: Table, words: string, headerRow: number): boolean {
    return namesGroupAbove(table, words, headerRow, this.#lines) && !this.takesLabelled(words)
  }

  /** Takes words that a label calls the title, where none was found. */
  takeWords(words: string, where: string): boolean {
    if (this.#said !== null) return false
    this.#said = { words, number: null, level: 0, where }
    return true
  }

  /** Takes the title from the rows of a sheet that is not read, such as a cover, and stands before the plan. Answers its place in words, or null. */
  takeOfCover(rows: readonly Line[]): string | null {
    if (this.#said !== null || rows.length > MOST_OF_COVER) return null
    const found = rows.find((line) => namesPlan(line.words) && !EXPLAINS.test(line.words) && this.#isTitle(line))
    if (!found || /[.:?]$/.test(found.words)) return null
    this.#said = found
    return found.where
  }

  /** What is styled as the title is it, before what only stood above it. */
  #takeStyled(line: Line): void {
    if (this.#said?.level !== 0 || this.#isNamedBelow(line)) this.#replace(line)
    else if (line.words !== this.#said.words)
      this.#leftOver.push({ where: line.where, text: line.words, why: 'It stands below the title.' })
  }

  #replace(line: Line): void {
    if (this.#said) this.#leave(this.#said)
    this.#said = line
    this.#isLast = true
  }

  #leave({ where, words }: Line): void {
    this.#leftOver.push({ where, text: words, why: 'It stands above the title.' })
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
    return namesBody(above) && this.#isOnlyPlan(line.words) && (line.level === 0 || this.#isTitle(line))
  }

  /** Whether a line calls a plan by a name, and no other of the document can. */
  #isOnlyPlan(words: string): boolean {
    const ofPlans = this.#lines.filter((one) => (namesPlan(one) || callsPlan(one)) && isTitleLike(one))
    return callsPlan(words) && ofPlans.length === 1 && ofPlans[0] === words
  }

  /** Whether a line stands between the name of a body and that of its plan, as the name of a part of it does. */
  #isBetween(line: Line): boolean {
    const isShort = (words: string) => isTitleLike(words) && words.split(/\s+/).length <= MOST_WORDS
    if (!namesBody(this.#said?.words ?? '') || !isShort(line.words) || !this.#isTitle(line)) return false
    const below = this.#lines.slice(this.#lines.indexOf(line.words) + 1).slice(0, MOST_BETWEEN)
    const plan = below.findIndex((words) => this.#isOnlyPlan(words))
    return plan >= 0 && below.slice(0, plan).every(isShort)
  }

  /** Whether a heading gives the number of a part of which no other stands in the document. */
  #isPart({ words, number, level, isBelowHeaders, isLabelled }: Line): boolean {
    if (isBelowHeaders || isLabelled || number !== null || level >= PLAIN) return false
    return isOnlyPart(words, this.#lines) || (level === 1 && isOnlyGroup(words, this.#lines))
  }

  #isTitle({ words, number, level, isBelowHeaders, isLabelled }: Line): boolean {
    if (isBelowHeaders || isLabelled || (isDateLine(words) && !namesPlan(words))) return false
    if (number !== null || words.length > LONGEST || isLabel(words)) return false
    if (isNumberedTitle(words, this.#lines)) return true
    if (openingOf(words, number)?.isNamed || tellsOfNumbers(words)) return false
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
