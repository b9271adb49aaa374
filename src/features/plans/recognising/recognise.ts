import { type Day, dayOf } from '#platform/calendar/index.ts'
import { type Block, cellText, EMPTY_CELL, type ReadDocument, type Table } from '#platform/reading/index.ts'
import { readWrittenPlan } from '../exchange/read.ts'
import { readAboveHeaders } from './above-headers.ts'
import { withActionLines } from './action-lines.ts'
import { titledCard, withCardNumbers } from './cards.ts'
import type { CellsBeside } from './cell-beside.ts'
import { withClaimsInDoubt } from './claims-in-doubt.ts'
import { withColours } from './coloured-cells.ts'
import { layOut } from './columns.ts'
import { withDatesInActions } from './dates-in-actions.ts'
import { dateReader, waitsForDate, yearReader } from './dating.ts'
import { withFractions } from './fractions.ts'
import { type PartlyShown, questionOfHidden } from './hidden-parts.ts'
import { withJustGone } from './just-gone.ts'
import type { KeyPair } from './key-pairs.ts'
import { withKeyedStatus } from './keyed-columns.ts'
import { keyOfDone, withKeys } from './keyed-statuses.ts'
import { withKnownBefore } from './known-before.ts'
import { type KnownNames, NO_NAMES } from './known-names.ts'
import { LineGroups, type SettledLines, settleLines } from './line-groups.ts'
import type {
  Choices,
  ImportedAction,
  ImportedPlan,
  ImportedRecommendation,
  Layout,
  LeftOver,
  OtherRow,
  Question,
  TableColumns,
} from './model.ts'
import type { Line, OpenRecommendation } from './open-recommendations.ts'
import { OwnerReader } from './owner-reader.ts'
import { withToldBeside } from './pale-statuses.ts'
import { placeInWords } from './places.ts'
import { planDay } from './plan-day.ts'
import { questionOfDay, questionOfNoActions, questionOfYear } from './questions.ts'
import { questionsOfActions, withHeaders } from './questions-of-actions.ts'
import { questionsOfColumns } from './questions-of-columns.ts'
import { type AskedTable, questionsOfTables } from './questions-of-tables.ts'
import { readRows } from './rows.ts'
import { Sections } from './sections.ts'
import { SheetNames } from './sheet-names.ts'
import { keysOf, withoutKeys } from './status-keys.ts'
import { shapeOf, withShapes } from './table-shapes.ts'
import { TablesBefore } from './tables-before.ts'
import { hasPlanTable, leaveRows, standsBeside } from './tables-beside.ts'

/**
 * Understands a document as an action plan: recommendations, their actions, owners, target dates, states and commentary.
 *
 * Where neither the document nor a person says the plan's date, `isDated` is false and words that hang on it are not read.
 * `choices` are a person's corrections, `known` the names that are never cut when owners are told apart. Nothing is dropped: what
 * finds no place is listed in `leftOver`.
 */
export function recognisePlan(
  document: ReadDocument,
  today: Day = dayOf(new Date()),
  choices: Choices = {},
  known: KnownNames = NO_NAMES,
): ImportedPlan {
  return readPlan(document, today, choices, known, null)
}

/** `settled` are lines that were found to name no group when the document was read once; null where it was not. */
function readPlan(
  document: ReadDocument,
  today: Day,
  choices: Choices,
  known: KnownNames,
  settled: SettledLines | null,
): ImportedPlan {
  const written = readWrittenPlan(document, today, choices.asOf)
  if (written) return written
  const lines = withActionLines(withCardNumbers(withShapes(document.blocks, choices.shapes)))
  const keys = keysOf(lines.blocks)
  const unkeyed = withoutKeys(lines.blocks)
  const { blocks, ...coloured } = withColours(unkeyed.blocks)
  const said = choices.asOf
    ? { day: choices.asOf, isYear: false, isToCome: false, hint: null }
    : planDay({ ...document, blocks }, today)
  const year = said.isYear && said.day !== null ? yearReader(said.day) : null
  const readDate = year?.readDate ?? dateReader(said.day ?? today, said.day !== null)
  const spoken = (said.isYear ? null : said.day) ?? today
  const dating = { readDate, asOf: spoken }
  const owners = new OwnerReader(known, choices.owners)
  const otherRows: OtherRow[] = []
  const groups = new LineGroups(choices.rows, settled ?? undefined)
  const sections = new Sections(readDate, groups, blocks)
  const leftOver = leftFromFile(document)
  const questions: Question[] = []
  const tables: TableColumns[] = []
  const before = new TablesBefore(readDate)
  const hasPlan = hasPlanTable(blocks, readDate)
  const asked: AskedTable[] = []
  const read: PartlyShown[] = []
  const beside: CellsBeside = new Map()
  const sheets = new SheetNames(blocks, readDate, choices.rows)
  blocks.forEach((whole, index) => {
    if (whole.type !== 'table') {
      sections.read(lineOf(whole, index))
      return
    }
    const block = readCardTitle(whole, tables.length, sections)
    sections.startTable()
    const tableNumber = tables.length
    sheets.startTable(tableNumber, sections)
    const [fields, headerRow] = [choices.columns?.[tableNumber], choices.headerRows?.[tableNumber]]
    const standing = standsBeside(block, { hasPlan, before, dating, fields, headerRow })
    const { table, leftFrom } = standing
    const layout = fields ? standing.layout : withKeyedStatus(table, standing.layout, keys)
    if (standing.asked) asked.push({ ...standing.asked, tableNumber })
    if (leftFrom === null || leftFrom === layout.firstRow)
      readAboveHeaders(table, layout, sections, { tableNumber, leftOver })
    const { columns, basis, headerRow: headersAt } = layout
    tables.push({ caption: table.caption, columns, basis, headerRow: headersAt, ...shapeOf(whole, table !== block) })
    if (leftFrom !== null) {
      before.addBeside(layout)
      const cover =
        fields || sections.standing !== null ? null : sections.titles.takeOfCover(loneRows(table, tableNumber))
      leftOver.push(...leaveRows(table, tableNumber, leftFrom).filter(({ where }) => where !== cover))
      sections.endTable()
      return
    }
    before.add(layout)
    read.push({ tableNumber, table: block, layout })
    sheets.open(tableNumber, layout, sections)
    const isUnnamed = !hasRecommendations(layout) && (sections.standing === null || sections.isGrouped)
    const groupByRef = isUnnamed && (sections.isGrouped || refsAreGrouped(table, layout))
    sections.isGrouped = groupByRef
    readRows({
      table,
      tableNumber,
      layout,
      sections,
      leftOver,
      questions,
      beside,
      readDate,
      today,
      owners,
      groupByRef,
      parts: choices.parts ?? {},
      otherRows,
      rowKinds: choices.rows ?? {},
      isUnderHeading: sections.isUnderHeading,
      layOutFrom: (row) => layOut(table, null, dating, row),
    })
    sections.endTable()
    leaveOut(table, layout, tableNumber, leftOver)
  })
  const recommendations = sections.finish()
  const unnamed = settled === null ? settleLines(recommendations) : null
  if (unnamed !== null && unnamed.size > 0) return readPlan(document, today, choices, known, unnamed)
  const isDated = said.day !== null && !(year && targetsOf(recommendations).some(waitsForDate))
  const asOf = (isDated ? said.day : null) ?? today
  const understood = recommendations.map((recommendation) => {
    const whole = finished(recommendation, recommendation.updated ?? sections.updated, spoken, today)
    return { ...whole, actions: withHeaders(whole.actions, tables).map((action) => withRegistered(action, known)) }
  })
  const { found, questions: ofClaims } = withClaims(
    withFractions(
      withDatesInActions(withJustGone(said, tables, withKnownBefore(understood)), { ...dating, asked: questions }),
    ),
    { keys, beside, tables },
  )
  const actions = found.flatMap((recommendation) => recommendation.actions)
  if (!isDated && actions.length > 0) questions.unshift(questionOfDay(today, said))
  else if (year && targetsOf(found).some(({ text }) => year.isCounted(text)))
    questions.unshift(questionOfYear(asOf, said.hint ?? ''))
  questions.unshift(...lines.questions, ...coloured.questions)
  if (actions.length === 0) questions.unshift(questionOfNoActions(tables.length > 0))
  questions.push(
    ...questionsOfTables(asked),
    ...sheets.questions,
    ...questionOfHidden(read),
    ...groups.questions,
    ...sections.questions,
    ...owners.questions,
    ...ofClaims,
    ...questionsOfColumns(tables, actions),
    ...questionsOfActions(actions, tables),
  )
  return {
    title: sections.titles.settled(document.title) ?? sheets.title,
    asOf,
    isDated,
    recommendations: found,
    leftOver: [...sections.leftOver, ...sheets.leftOver, ...unkeyed.leftOver, ...leftOver],
    questions,
    tables,
    otherRows: [...groups.otherRows, ...sheets.otherRows, ...otherRows],
  }
}

/** What actions claim: by the document's own key, by what stands beside a colour, and where other words leave a doubt. */
function withClaims(
  recommendations: readonly ImportedRecommendation[],
  of: { readonly keys: readonly KeyPair[]; readonly beside: CellsBeside; readonly tables: readonly TableColumns[] },
) {
  const keyed = withKeys(recommendations, of.keys, of.tables)
  const told = withToldBeside(keyed.found, of.beside, { tables: of.tables, tells: keyOfDone(of.keys) })
  return { found: withClaimsInDoubt(told.found), questions: [...keyed.questions, ...told.questions] }
}

/** What the file holds and is not read: what it could not give, and what is struck out. */
function leftFromFile({ warnings, struck = [], struckPlaces }: ReadDocument): LeftOver[] {
  return [
    ...warnings.map((text) => ({ where: 'The file', text, why: 'It could not be read.' })),
    ...struck.map((text, index) => ({
      where: struckPlaces?.[index] ?? 'The file',
      text,
      why: 'It is struck out, so it is not read as current.',
    })),
  ]
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

const targetsOf = (recommendations: readonly Pick<ImportedRecommendation, 'actions'>[]) =>
  recommendations.flatMap(({ actions }) => actions.flatMap(({ target }) => target ?? []))

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

/** Actions speak from the day of the plan, or from that of a later update; nothing speaks from a day to come. */
function finished(
  { place, ref, text, commentary, actions }: OpenRecommendation,
  updated: Day | null,
  asOf: Day,
  today: Day,
): ImportedRecommendation {
  const last = updated !== null && updated > asOf ? updated : asOf
  const saidOn = last > today ? today : last
  const said = actions.map((action) => ({ ...action, saidOn }))
  return { place, ref, text, commentary: commentary.join('\n') || null, updated, actions: said }
}

function withRegistered(action: ImportedAction, known: KnownNames): ImportedAction {
  const words = [action.status, action.verdict].filter(Boolean).join('\n')
  const registered = known.within(words).map(({ from, to }) => words.slice(from, to))
  return registered.length === 0 ? action : { ...action, registered }
}
