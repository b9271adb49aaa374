import { type Day, dayOf, financialYear } from '#platform/calendar/index.ts'
import { type Block, type Cell, cellText, EMPTY_CELL, type ReadDocument, type Table } from '#platform/reading/index.ts'
import { readWrittenPlan } from '../exchange/read.ts'
import { withActionLines } from './action-lines.ts'
import { type Layout, layOut } from './columns.ts'
import { dayIn, isDateLine } from './date-lines.ts'
import { dateReader, fixedDays, type ReadDate } from './dating.ts'
import { fieldOfHeader } from './headers.ts'
import { type KnownNames, NO_NAMES } from './known-names.ts'
import type {
  Choices,
  ColumnField,
  ImportedAction,
  ImportedPlan,
  ImportedRecommendation,
  LeftOver,
  OtherRow,
  Question,
  TableColumns,
} from './model.ts'
import { hasPlanTable, isLeftOut, layoutOfOther, leaveRows, otherTable, questionOfOther } from './other-tables.ts'
import { OwnerReader } from './owner-reader.ts'
import { placeInWords } from './places.ts'
import { questionOfDay, questionOfNoActions, questionsOfColumns } from './questions.ts'
import { questionsOfActions, withHeaders } from './questions-of-actions.ts'
import { readRows } from './rows.ts'
import { type OpenRecommendation, Sections } from './sections.ts'
import { openingOf, updateDay } from './wording.ts'

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
  const written = readWrittenPlan(document, today, choices.asOf)
  if (written) return written
  const day = choices.asOf ?? planDate(document, today)
  const asOf = day ?? today
  const readDate = dateReader(asOf, day !== null)
  const owners = new OwnerReader(known, choices.owners)
  const otherRows: OtherRow[] = []
  const sections = new Sections(readDate)
  const leftOver: LeftOver[] = document.warnings.map((text) => ({
    where: 'The file',
    text,
    why: 'It could not be read.',
  }))
  for (const text of document.struck ?? [])
    leftOver.push({ where: 'The file', text, why: 'It is struck out, so it is not read as current.' })
  const questions: Question[] = []
  const tables: TableColumns[] = []
  let previous: Layout | null = null
  const lines = withActionLines(document.blocks)
  const hasPlan = hasPlanTable(lines.blocks)
  lines.blocks.forEach((block, index) => {
    if (block.type !== 'table') {
      sections.read(lineOf(block, index))
      return
    }
    sections.startTable()
    const table = upright(block)
    const headerRow = choices.headerRows?.[tables.length]
    const fields = choices.columns?.[tables.length]
    const other = hasPlan && !fields ? otherTable(table) : null
    if (other) questions.push(questionOfOther(tables.length, other))
    const laidOut =
      other && !other.hasActions ? layoutOfOther(table, other.headerRow) : layOut(table, previous, readDate, headerRow)
    const layout = chosen(table, laidOut, fields)
    readAboveHeaders(table, layout, sections, tables.length)
    tables.push({ caption: table.caption, columns: layout.columns, basis: layout.basis, headerRow: layout.headerRow })
    // What stands beside the plan does not part its tables.
    if (!isLeftOut(layout) || previous?.columns.length === layout.columns.length) previous = layout
    if (isLeftOut(layout)) {
      leftOver.push(...leaveRows(table, layout, tables.length - 1))
      sections.endTable()
      return
    }
    const isUnnamed = !hasRecommendations(layout) && (!sections.hasCurrent || sections.isGrouped)
    const groupByRef = isUnnamed && (sections.isGrouped || refsAreGrouped(table, layout))
    sections.isGrouped = groupByRef
    const tableNumber = tables.length - 1
    const parts = choices.parts ?? {}
    readRows({
      table,
      tableNumber,
      layout,
      sections,
      leftOver,
      questions,
      readDate,
      today,
      owners,
      groupByRef,
      parts,
      otherRows,
      rowKinds: choices.rows ?? {},
      isUnderHeading: sections.isUnderHeading,
      layOutFrom: (row) => layOut(table, null, readDate, row),
    })
    sections.endTable()
    leaveOut(table, layout, tables.length - 1, leftOver)
  })
  const found = sections
    .finish()
    .map((recommendation) => finished(recommendation, recommendation.updated ?? sections.updated, asOf))
    .map((recommendation) => ({
      ...recommendation,
      actions: withHeaders(recommendation.actions, tables).map((action) => withRegistered(action, known)),
    }))
  const actions = found.flatMap((recommendation) => recommendation.actions)
  if (day === null) questions.unshift(questionOfDay(today))
  questions.unshift(...lines.questions)
  if (actions.length === 0) questions.unshift(questionOfNoActions(tables.length > 0))
  questions.push(
    ...sections.questions,
    ...owners.questions,
    ...questionsOfColumns(tables, actions),
    ...questionsOfActions(actions, tables),
  )
  return {
    title: sections.title ?? document.title ?? captionOf(tables),
    asOf,
    isDated: day !== null,
    recommendations: found,
    leftOver: [...sections.leftOver, ...leftOver],
    questions,
    tables,
    otherRows,
  }
}

/** A caption that somebody wrote, not one that a program gave. */
function captionOf(tables: readonly TableColumns[]): string | null {
  return (
    tables
      .map(({ caption }) => caption)
      .find((caption) => caption !== null && !/^(sheet|table|tabelle|feuil)\s?\d*$/i.test(caption)) ?? null
  )
}

function lineOf(block: Exclude<Block, Table>, index: number) {
  const level = block.type === 'heading' ? block.level : block.bold ? 10 : 20
  return { words: block.text, number: block.number, level, where: `Paragraph ${index + 1}` }
}

const PUBLISHED =
  /^(?:first )?(?:published|issued|agreed|approved|adopted|endorsed|ratified|dated?|date of (?:the )?plan)\b\s*:?/i

/** The day that the plan speaks from: when it was published, its last progress update, or the year in its title; null where it says none. */
function planDate(document: ReadDocument, today: Day): Day | null {
  const undated = dateReader(today, false)
  const lines = linesOf(document, undated)
  const published = lines.find((line) => line.length <= 80 && PUBLISHED.test(line) && /\d{2}/.test(line))
  const publishedOn = published ? (fixedDays(dayIn(published.replace(PUBLISHED, '')), today)?.latest ?? null) : null
  if (publishedOn) return publishedOn
  const updates = [document.title ?? '', ...lines].flatMap((line) => updateDay(line, undated)?.day ?? []).toSorted()
  const latest = updates.at(-1)
  if (latest) return latest
  const own = loneDates(document, today)[0]
  if (own) return own
  const title = [document.title ?? '', ...lines.slice(0, 3)].join('\n')
  const years = /\b(20\d\d|19\d\d)\s?[-/\u2013]\s?(?:20)?(\d\d)\b/.exec(title)
  if (years?.[1]) return financialYear(Number(years[1])).from
  const named = fixedDays(title.replace(/\bmay\b(?!\s+(19|20)\d\d)/gi, ''), today)
  if (!/\b(19|20)\d\d\b/.test(title) || !named?.latest) return null
  return named.earliest ?? named.latest
}

/** The lines outside tables and the first ones within, without those between two tables with no heading above them: they date a table, and not the plan. */
function linesOf({ blocks }: ReadDocument, readDate: ReadDate): string[] {
  const last = blocks.findLastIndex(({ type }) => type === 'table')
  let isBelowTable = false
  return blocks.flatMap((block, index) => {
    if (block.type === 'table') {
      isBelowTable = true
      return firstRows(block)
    }
    const opens = block.type === 'heading' || block.bold || openingOf(block.text, block.number) !== null
    if (opens && updateDay(block.text, readDate) === null) isBelowTable = false
    return isBelowTable && index < last ? [] : [block.text]
  })
}

/** The days of lines before the first table that say nothing but a day. */
function loneDates({ blocks }: ReadDocument, today: Day): Day[] {
  const first = blocks.findIndex(({ type }) => type === 'table')
  return blocks
    .slice(0, first < 0 ? blocks.length : first)
    .flatMap((block) =>
      block.type !== 'table' && isDateLine(block.text) ? (fixedDays(dayIn(block.text), today)?.latest ?? []) : [],
    )
}

function firstRows(table: Table): string[] {
  return table.rows
    .slice(0, 3)
    .flatMap((row) =>
      row.flatMap((cell) =>
        cell.paragraphs.length > 0 && row.filter((other) => other.paragraphs.length > 0).length === 1
          ? [cellText(cell)]
          : [],
      ),
    )
}

/** Headers are looked for within so many rows. */
const HEADERS_WITHIN = 12

/** A form with its labels down the side is laid on its side, so that labels become headers. */
function upright(table: Table): Table {
  const labels = table.rows.map((row) => fieldOfHeader(cellText(row[0] ?? EMPTY_CELL)))
  const across = table.rows.slice(0, HEADERS_WITHIN).map((row) => row.map((cell) => fieldOfHeader(cellText(cell))))
  const known = (fields: readonly (ColumnField | null)[]) => new Set(fields.filter((field) => field !== null)).size
  const isForm =
    known(labels) >= 3 &&
    known(labels) >= table.rows.length / 2 &&
    known(across[0] ?? []) < 2 &&
    across.every((row) => known(row) < 3) &&
    table.rows.every((row) => row.every((cell) => !cell.coveredBy))
  if (!isForm) return table
  const width = table.rows[0]?.length ?? 0
  const rows = Array.from({ length: width }, (_, column) => table.rows.map((row): Cell => row[column] ?? EMPTY_CELL))
  return { ...table, rows, headerRows: 1 }
}

function chosen(table: Table, layout: Layout, fields: readonly ColumnField[] | undefined): Layout {
  if (!fields || fields.length !== table.rows[0]?.length) return layout
  const columns = layout.columns.map((column, index) => ({
    ...column,
    field: fields[index] ?? column.field,
    guessed: false,
  }))
  return { ...layout, columns, basis: 'chosen' }
}

function readAboveHeaders(table: Table, layout: Layout, sections: Sections, tableNumber: number): void {
  for (let row = 0; row < (layout.headerRow ?? 0); row += 1) {
    for (const cell of table.rows[row] ?? []) {
      for (const words of cell.paragraphs)
        sections.read({ isCell: true, words, number: null, level: 10, where: placeInWords(tableNumber, row) })
    }
  }
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

/** Actions speak from the day of the plan, or from that of a later update. */
function finished(
  { place, ref, text, commentary, actions }: OpenRecommendation,
  updated: Day | null,
  asOf: Day,
): ImportedRecommendation {
  const saidOn = updated !== null && updated > asOf ? updated : asOf
  const said = actions.map((action) => ({ ...action, saidOn }))
  return { place, ref, text, commentary: commentary.join('\n') || null, updated, actions: said }
}

function withRegistered(action: ImportedAction, known: KnownNames): ImportedAction {
  const words = [action.status, action.verdict].filter(Boolean).join('\n')
  const registered = known.within(words).map(({ from, to }) => words.slice(from, to))
  return registered.length === 0 ? action : { ...action, registered }
}
