import type { Day } from '#platform/calendar/index.ts'
import { type Block, cellText, EMPTY_CELL, type Table } from '#platform/reading/index.ts'
import { layOut } from './columns/columns.ts'
import { shapeOf } from './headers/table-shapes.ts'
import { readAboveHeaders } from './headings/above-headers.ts'
import { LineGroups, type SettledLines } from './headings/line-groups.ts'
import type { Line } from './headings/open-recommendations.ts'
import { Sections } from './headings/sections.ts'
import type { CellsBeside } from './model/cell-beside.ts'
import type { Layout, LeftOver, OtherRow, Question, TableColumns } from './model/model.ts'
import { placeInWords } from './model/places.ts'
import type { KnownNames } from './owners/known-names.ts'
import { OwnerReader } from './owners/owner-reader.ts'
import { type AskedTable, questionsOfTables } from './questions-of-tables.ts'
import { readRows } from './rows/rows.ts'
import { SheetNames } from './sheet-names.ts'
import type { Source } from './source.ts'
import { type PartlyShown, questionOfHidden } from './statuses/hidden-parts.ts'
import { withKeyedStatus } from './statuses/keyed-columns.ts'
import { titledCard } from './tables/cards.ts'
import { TablesBefore } from './tables/tables-before.ts'
import { hasPlanTable, leaveRows, standsBeside } from './tables-beside.ts'
import { type Dating, dateReader, yearReader } from './words/dating.ts'

/** One reading of a document, block by block: what it found, what it asks, and what found no place. */
export class BlockReader {
  readonly #source: Source
  readonly #owners: OwnerReader
  readonly #groups: LineGroups
  readonly #before: TablesBefore
  readonly #hasPlan: boolean
  readonly #asked: AskedTable[] = []
  readonly #read: PartlyShown[] = []
  readonly #leftOver: LeftOver[] = []
  readonly #otherRows: OtherRow[] = []
  /** Reads dates without a year within that of the plan, where only a year is known; it counts which it read so. */
  readonly year: ReturnType<typeof yearReader> | null
  readonly dating: Dating & { readonly asOf: Day }
  readonly sections: Sections
  readonly sheets: SheetNames
  readonly tables: TableColumns[] = []
  readonly beside: CellsBeside = new Map()
  /** What the rows of tables ask. */
  readonly questionsOfRows: Question[] = []

  /** `settled` are lines that were found to name no group when the document was read before. */
  constructor(source: Source, known: KnownNames, settled?: SettledLines) {
    const { said, today, blocks, choices } = source
    this.#source = source
    this.year = said.isYear && said.day !== null ? yearReader(said.day) : null
    const readDate = this.year?.readDate ?? dateReader(said.day ?? today, said.day !== null)
    this.dating = { readDate, asOf: (said.isYear ? null : said.day) ?? today }
    this.#owners = new OwnerReader(known, choices.owners)
    this.#groups = new LineGroups(choices.rows, settled)
    this.sections = new Sections(readDate, this.#groups, blocks)
    this.#before = new TablesBefore(readDate)
    this.#hasPlan = hasPlanTable(blocks, readDate)
    this.sheets = new SheetNames(blocks, readDate, choices.rows)
  }

  /** Reads every block, once. */
  read(): this {
    for (const [index, block] of this.#source.blocks.entries()) {
      if (block.type === 'table') this.#readTable(block)
      else this.sections.read(lineOf(block, index))
    }
    return this
  }

  /** What was asked outside rows, in the order of the document's parts. */
  get questions(): Question[] {
    return [
      ...questionsOfTables(this.#asked),
      ...this.sheets.questions,
      ...questionOfHidden(this.#read),
      ...this.#groups.questions,
      ...this.sections.questions,
      ...this.#owners.questions,
    ]
  }

  get leftOver(): LeftOver[] {
    return [...this.sections.leftOver, ...this.sheets.leftOver, ...this.#source.leftOver, ...this.#leftOver]
  }

  get otherRows(): OtherRow[] {
    return [...this.#groups.otherRows, ...this.sheets.otherRows, ...this.#otherRows]
  }

  #readTable(whole: Table): void {
    const { sections, sheets, dating } = this
    const tableNumber = this.tables.length
    const block = readCardTitle(whole, tableNumber, sections)
    sections.startTable()
    sheets.startTable(tableNumber, sections)
    const { columns: chosen, headerRows } = this.#source.choices
    const [fields, headerRow] = [chosen?.[tableNumber], headerRows?.[tableNumber]]
    const standing = standsBeside(block, { hasPlan: this.#hasPlan, before: this.#before, dating, fields, headerRow })
    const { table, leftFrom } = standing
    const layout = fields ? standing.layout : withKeyedStatus(table, standing.layout, this.#source.keys)
    if (standing.asked) this.#asked.push({ ...standing.asked, tableNumber })
    if (leftFrom === null || leftFrom === layout.firstRow)
      readAboveHeaders(table, layout, sections, { tableNumber, leftOver: this.#leftOver })
    const { columns, basis, headerRow: headersAt } = layout
    const { caption } = table
    this.tables.push({ caption, columns, basis, headerRow: headersAt, ...shapeOf(whole, table !== block) })
    if (leftFrom === null) {
      this.#read.push({ tableNumber, table: block, layout })
      this.#readPlanTable(table, layout, tableNumber)
    } else this.#leaveTable(table, layout, { tableNumber, leftFrom, isChosen: fields !== undefined })
    sections.endTable()
    if (leftFrom === null) leaveOut(table, layout, tableNumber, this.#leftOver)
  }

  /** A table beside the plan’s own: its rows are listed as left over, but for a title on a cover. */
  #leaveTable(
    table: Table,
    layout: Layout,
    of: { readonly tableNumber: number; readonly leftFrom: number; readonly isChosen: boolean },
  ): void {
    const { sections } = this
    this.#before.addBeside(layout)
    const isCover = !of.isChosen && sections.standing === null
    const cover = isCover ? sections.titles.takeOfCover(loneRows(table, of.tableNumber)) : null
    this.#leftOver.push(...leaveRows(table, of.tableNumber, of.leftFrom).filter(({ where }) => where !== cover))
  }

  #readPlanTable(table: Table, layout: Layout, tableNumber: number): void {
    const { sections, dating } = this
    const { choices, today } = this.#source
    this.#before.add(layout)
    this.sheets.open(tableNumber, layout, sections)
    const isUnnamed = !hasRecommendations(layout) && (sections.standing === null || sections.isGrouped)
    sections.isGrouped = isUnnamed && (sections.isGrouped || refsAreGrouped(table, layout))
    readRows({
      table,
      tableNumber,
      layout,
      sections,
      today,
      leftOver: this.#leftOver,
      questions: this.questionsOfRows,
      beside: this.beside,
      readDate: dating.readDate,
      owners: this.#owners,
      groupByRef: sections.isGrouped,
      parts: choices.parts ?? {},
      otherRows: this.#otherRows,
      rowKinds: choices.rows ?? {},
      isUnderHeading: sections.isUnderHeading,
      layOutFrom: (row) => layOut(table, null, dating, row),
    })
  }
}

/** The rows of a table with one cell of words, as lines. */
const loneRows = (table: Table, tableNumber: number): Line[] =>
  table.rows.flatMap((cells, row) => {
    const [only, ...others] = cells.flatMap((cell) => cellText(cell) || [])
    const where = placeInWords(tableNumber, row)
    return only && others.length === 0 ? [{ isCell: true, words: only, number: null, level: 10, where }] : []
  })

/** Reads what stands in a row of its own above a card as a heading, and answers the card. */
function readCardTitle(table: Table, tableNumber: number, sections: Sections): Table {
  const titled = titledCard(table)
  if (!titled) return table
  const where = placeInWords(tableNumber, 0)
  sections.read({ isCell: true, words: titled.words, number: null, level: 10, where })
  return titled.card
}

function lineOf(block: Exclude<Block, Table>, index: number) {
  const level = block.type === 'heading' ? block.level : block.bold ? 10 : 20
  return { words: block.text, number: block.number, level, where: `Paragraph ${index + 1}` }
}

function leaveOut(table: Table, layout: Layout, tableNumber: number, leftOver: LeftOver[]): void {
  layout.columns.forEach(({ field, header }, column) => {
    if (field !== 'leave-out') return
    table.rows.slice(layout.firstRow).forEach((cells, index) => {
      const words = cellText(cells[column] ?? EMPTY_CELL)
      const where = placeInWords(tableNumber, index + layout.firstRow, column)
      if (words) leftOver.push({ where, text: words, why: `The column${header ? ` “${header}”` : ''} is left out.` })
    })
  })
}

const hasRecommendations = ({ columns }: Layout) =>
  columns.some(({ field }) => ['recommendation', 'recommendation-ref', 'objective'].includes(field))

function refsAreGrouped(table: Table, layout: Layout): boolean {
  const column = layout.columns.findIndex(({ field }) => field === 'ref')
  const refs =
    column < 0 ? [] : table.rows.slice(layout.firstRow).flatMap((row) => cellText(row[column] ?? EMPTY_CELL) || [])
  const groups = refs.flatMap((ref) => /^([A-Z]*\d+)[.-]/i.exec(ref)?.[1] ?? [])
  return new Set(groups).size > 1 && groups.length >= refs.length * 0.8
}
