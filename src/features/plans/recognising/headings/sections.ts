import type { Day } from '#platform/calendar/index.ts'
import type { Block } from '#platform/reading/index.ts'
import { isMarking } from '../headers/group-lines.ts'
import type { LeftOver, Question } from '../model/model.ts'
import { RecommendationPlaces } from '../model/places.ts'
import { isDateLine } from '../words/date-lines.ts'
import type { ReadDate } from '../words/dating.ts'
import { DaysBetween } from '../words/days-between.ts'
import { isLabel, type Opening, openingOf, recommendationOf, updateDay } from '../words/wording.ts'
import { AnnouncedHeading } from './announced-heading.ts'
import { AnsweredHeadings } from './answered-headings.ts'
import { BelowTables, isFoot } from './below-tables.ts'
import { KnownRecommendations, type Named } from './known-recommendations.ts'
import { isNumberedPlan, LineGroups, placeOfLine } from './line-groups.ts'
import { NumberedLines } from './numbered-lines.ts'
import { OpenHeadings } from './open-headings.ts'
import type { Line, OpenRecommendation } from './open-recommendations.ts'
import { linesIn, TitleLines } from './title-lines.ts'

const PLAIN = 20
/** Follows the headings and paragraphs of a document and keeps the recommendation that rows belong to. */
export class Sections {
  readonly all: OpenRecommendation[] = []
  readonly leftOver: LeftOver[] = []
  readonly questions: Question[] = []
  readonly titles: TitleLines
  /** The day of a progress update that stands before any recommendation. */
  updated: Day | null = null
  /** Whether recommendations come from the numbers of references, because nothing names them. */
  isGrouped = false
  readonly #readDate: ReadDate
  #current: OpenRecommendation | null = null
  #group = ''
  readonly #groups = new Set<string>()
  readonly #known = new KnownRecommendations(this.questions)
  readonly #headings = new AnsweredHeadings()
  readonly #open = new OpenHeadings()
  readonly #places = new RecommendationPlaces()
  /** Whether a table has just ended, so that what follows may speak of something else than its last row. */
  #isBelowTable = false
  readonly #below = new BelowTables(this.questions)
  readonly #daysBetween = new DaysBetween(this.leftOver, this.questions)
  /** A heading that stands over recommendations of a table, to be said of each of them. */
  readonly announced = new AnnouncedHeading(this.leftOver)
  readonly #lines: LineGroups
  readonly #numbered: NumberedLines
  #leftLine: string | null = null

  /** `blocks` are those of the whole document, for a line to be told by others that are like it. */
  constructor(readDate: ReadDate, lines: LineGroups = new LineGroups(), blocks: readonly Block[] = []) {
    this.#readDate = readDate
    this.#lines = lines
    this.#numbered = new NumberedLines(blocks)
    this.titles = new TitleLines(readDate, this.leftOver, linesIn(blocks), lines)
  }

  read(line: Line): void {
    const { words } = line
    if (words === '' && line.number === null) return
    if (!line.isBelowHeaders && isMarking(words)) {
      this.leftOver.push({ where: line.where, text: words, why: 'It is a protective marking.' })
      return
    }
    const update = updateDay(words, this.#readDate)
    if (this.titles.take(line, this.#current === null && this.all.length === 0)) return
    if (update) {
      this.#sayUpdated(line, update.day)
      if (update.isWhole) return
    }
    if (line.number === null && isDateLine(words)) {
      this.#tellDate(line)
      return
    }
    if (isLabel(words) && this.#current) {
      if (line.isCell) this.leftOver.push({ where: line.where, text: words, why: 'It only announces what follows.' })
      return
    }
    if (this.#opens(line)) return
    this.#say(line)
  }

  /** The day to which what stands around a line speaks: of the recommendation above it, or of all where none is. */
  #sayUpdated({ words, where }: Line, day: Day): void {
    if (!this.#current) this.updated = day
    else if (this.#isBelowTable && !this.isUnderHeading) this.#daysBetween.say({ words, where, day })
    else this.#current.updated = day
  }

  startTable(): void {
    this.#daysBetween.startTable()
  }

  /** A line that only says when names nothing: it is told with what stands around it. */
  #tellDate({ words, where }: Line): void {
    if (this.#current && this.#isBelowTable && !this.isUnderHeading)
      this.leftOver.push({ where, text: words, why: 'It stands below a table.' })
    else if (this.#current) this.#current.commentary.push(words)
    else this.leftOver.push({ where, text: words, why: 'It only says when the document was made or agreed.' })
  }

  /** Opens a recommendation if the line does. A plain paragraph must carry a number to do so. */
  #opens(line: Line): boolean {
    const { words, number, level, where } = line
    const numbered = openingOf(words, number)
    const kind = numbered ? this.#numbered.of(line) : 'heading'
    if (kind === 'tells') return this.#tell(line)
    const opening = kind === 'heading' ? null : numbered
    const isAsked = kind === 'asked' || kind === 'likely'
    if (!opening && level >= PLAIN) return false
    if (opening && !opening.isNamed && level >= PLAIN && words.length > 800) return false
    const current = this.#current
    const isDeeper = current?.isCertain === true && level > current.level
    if (!opening?.isNamed && isDeeper && current.actions.length === 0 && level < PLAIN) return false
    if (!opening?.isNamed && current?.isCertain && level >= PLAIN && current.actions.length === 0) return false
    // In a table, the words below `Recommendation 1` are its own.
    if (!opening && line.isCell && current?.isCertain && current.text === null && current.actions.length === 0)
      return false
    if (this.#leavesLine(line, isAsked ? null : opening, isAsked ? (opening?.text ?? null) : null)) return true
    const text = opening ? opening.text : words
    const isCertain = opening?.isNamed === true && kind !== 'asked'
    const found = this.start({ ref: opening?.ref ?? null, text, isCertain, level, where })
    found.said = words
    if (kind !== 'opens' && !line.isBelowHeaders) found.line = placeOfLine(line)
    if (isAsked) found.asked = kind
    return true
  }

  /** Keeps what tells of numbers with the recommendation above it, or lists it: it names nothing. */
  #tell(line: Line): true {
    const { words, number, where, isCell } = line
    const said = [number, words].filter(Boolean).join(' ')
    if (this.#current && !isCell && !this.#isOfNone(line)) this.#current.commentary.push(said)
    else this.leftOver.push({ where, text: said, why: 'It tells of numbers, and names no recommendation.' })
    return true
  }

  /** Lists a heading, or a line above headers, that names no group; a heading ends the one above it that is no higher. */
  #leavesLine(line: Line, opening: Opening | null, asked: string | null): boolean {
    const { words, number, level, where, isCell, isBelowHeaders } = line
    if (isBelowHeaders || opening?.isNamed) return false
    const stays = opening ? !isNumberedPlan(opening.text) : this.#lines.mayName(line, asked ?? words, asked !== null)
    if (stays) return false
    this.leftOver.push({
      where,
      text: [number, words].filter(Boolean).join(' '),
      why: 'Nothing says that it names a group.',
    })
    this.#leftLine = words
    if (!isCell && this.#current && level <= this.#current.level) this.#current = null
    return true
  }

  #say(line: Line): void {
    const { words, number, where } = line
    const said = [number, words].filter(Boolean).join(' ')
    if (this.#isOfNone(line)) this.leftOver.push({ where, text: said, why: 'It stands below a table.' })
    else if (!this.#current)
      this.leftOver.push({ where, text: said, why: 'It stands before the first recommendation.' })
    else if (this.#current.text === null) this.#name(this.#current, said)
    else {
      if (this.#isBelowTable && !line.isCell) this.#below.ask(line, this.#current.place)
      this.#current.commentary.push(said)
    }
  }

  /** Whether a line below a table speaks of no recommendation: those that a table names are told in its rows. */
  #isOfNone({ words, isCell }: Line): boolean {
    return this.#isBelowTable && !isCell && (!this.isUnderHeading || isFoot(words))
  }

  #name(recommendation: OpenRecommendation, text: string): void {
    recommendation.text = text
    if (recommendation.ref === null) this.#known.keep(recommendation)
  }

  start(found: Pick<OpenRecommendation, 'ref' | 'text' | 'isCertain' | 'level' | 'where'>): OpenRecommendation {
    this.#isBelowTable = false
    if (found.level > 0) {
      this.#leftLine = null
      this.#daysBetween.startHeading()
      this.#headings.start()
    }
    const recommendation: OpenRecommendation = {
      commentary: [],
      updated: found.level > 0 ? null : this.#daysBetween.ofTable,
      actions: [],
      place: this.#places.of(found.where),
      ...found,
    }
    this.all.push(recommendation)
    this.#known.keep(recommendation)
    this.#open.enter(recommendation)
    this.#current = recommendation
    return recommendation
  }

  /** The recommendation that a cell of a table names; rows that name the same one come together. */
  named(ref: string | null, words: string | null, where: string): OpenRecommendation {
    const own = words === null ? { ref: null, text: null } : recommendationOf(words)
    // A number in the words that is not the one in the column beside them belongs to the words.
    const isOther = ref !== null && own.ref !== null && own.ref !== ref
    const wanted = { ref: ref ?? own.ref, text: isOther ? words : own.text }
    const same = this.#known.find(wanted, where)
    const current = this.#current
    if (same !== current && this.#headings.isOpen(current, wanted)) return this.#answer(current, wanted, same)
    if (same) {
      same.isNamedBelow = true
      if (same.level === 0) this.#open.enter(same)
      if (same.text === null && wanted.text !== null) this.#name(same, wanted.text)
      this.#current = same
      return same
    }
    const made = this.start({ ...wanted, isCertain: true, level: 0, where })
    this.#headings.more(made)
    this.announced.sayOf(made)
    return made
  }

  /** What a table names is the recommendation whose heading stands above it. */
  #answer(heading: OpenRecommendation, wanted: Named, known: OpenRecommendation | undefined): OpenRecommendation {
    heading.isNamedBelow = true
    if (known) {
      this.#headings.hand(heading, known)
      this.all.splice(this.all.indexOf(heading), 1)
    } else {
      this.#headings.answer(heading, wanted)
      this.#known.keepWords(heading)
    }
    this.#current = known ?? heading
    return this.#current
  }

  /** The recommendation that references such as `4.9a` tell by their first number. */
  grouped(number: string, ref: string, where: string): OpenRecommendation {
    return (
      this.#known.findGroup(number, ref, where) ??
      this.start({ ref: number, text: null, isCertain: true, level: 0, where })
    )
  }

  /** The rows below belong to this audit or report, whose recommendations have numbers of their own. Answers whether it is another one. */
  enter(group: string, where: string): boolean {
    if (this.#group === group) return false
    this.#group = group
    this.#known.enter(group)
    this.#current = null
    this.announced.open(group, where, this.#groups.has(group))
    this.#groups.add(group)
    return true
  }

  /** The name of an audit or a report opens the group of the rows below: of their recommendations, or as their recommendation. */
  openGroup(words: string, where: string, isNamed: boolean): void {
    if (isNamed) this.enter(words, where)
    else this.start({ ref: null, text: words, isCertain: false, level: 10, where })
  }

  /** What stands open: what the next rows without a recommendation of their own belong to. */
  get standing(): OpenRecommendation | null {
    return this.#current
  }

  /** Goes on with what was opened before, or with nothing. */
  resume(recommendation: OpenRecommendation | null): void {
    this.#current = recommendation
  }

  /** The recommendation that a row without one belongs to. */
  current(where: string): OpenRecommendation {
    return this.#current ?? this.start({ ref: null, text: null, isCertain: false, level: 0, where })
  }

  /** The headings above the rows: in their table, and the last that names no group. */
  get headings(): readonly (string | null)[] {
    return [this.announced.words, this.#leftLine]
  }

  /** Whether a heading of the document, and not a cell of a table, opened the recommendation that stands. */
  get isUnderHeading(): boolean {
    return this.#current !== null && this.#current.level > 0
  }

  /** A heading within a table speaks no further than the table. */
  endTable(): void {
    this.#isBelowTable = true
    this.#group = ''
    this.#known.enter('')
    this.announced.end()
  }

  /** Recommendations that stand; headings that opened none are listed with what is left over. */
  finish(): OpenRecommendation[] {
    const last = this.#daysBetween.atEnd
    if (last !== null && (this.updated === null || last > this.updated)) this.updated = last
    const stands = ({ isCertain, isSaidBelow, actions }: OpenRecommendation) =>
      (isCertain && isSaidBelow !== true) || actions.length > 0
    this.leftOver.push(...this.all.flatMap((found) => (stands(found) ? [] : this.#open.left(found))))
    return this.all.filter(stands)
  }
}
