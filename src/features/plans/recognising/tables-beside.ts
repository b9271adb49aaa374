import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import { ROOT } from '#platform/config.ts'
import { type Block, type Cell, cellLine, type Table } from '#platform/reading/index.ts'
import { upright } from './cards.ts'
import type { Layout } from './columns.ts'
import { HEADERS_WITHIN } from './header-rows.ts'
import { fieldOfHeader, plainHeader } from './headers.ts'
import type { LeftOver, Question } from './model.ts'
import { placeInWords, tableInWords } from './places.ts'
import { WHO_WHEN_HOW } from './promise-fields.ts'
import { rowInWords } from './row-kinds.ts'
import { toldByContents } from './told-by-contents.ts'

const words = z.array(z.string()).default([])
const setOf = words.transform((list) => new Set(list))
const KINDS = Object.values(
  z
    .record(
      z.string(),
      z.strictObject({
        what: z.string(),
        named: setOf,
        beside: setOf,
        deeds: setOf,
        scores: setOf,
        must: z.array(words).default([]),
        may: words,
        sheets: words,
      }),
    )
    .parse(parse(readFileSync(join(ROOT, 'content/plan-tables-beside.yaml'), 'utf8'))),
).map(({ must, may, sheets, ...kind }) => ({
  ...kind,
  must: must.map(anyOf),
  known: anyOf([...must.flat(), ...may]),
  sheets: anyOf(sheets),
}))

type Kind = (typeof KINDS)[number]

/** What is one of these words, or of their plurals; `*` stands for whatever else is said. */
function anyOf(these: readonly string[]): RegExp {
  const any = these.map((one) => one.replace('*', '.{0,40}')).join('|')
  return new RegExp(`^(?:${any || '(?!)'})s?$`)
}

/** Further down, a word such as `Risk` is likelier to stand in a plan than over another table. */
const NAMED_WITHIN = 6
const LONGEST = 60

/** A table that stands beside the plan and holds something else than actions. */
export interface TableBeside {
  /** Null where it is not known. */
  readonly what: string | null
  /** As it is read. */
  readonly table: Table
  /** The row of its headers, if it has one. */
  readonly headerRow: number | null
  /** Whether it has a column of actions all the same, so that it is read, and only asked about. */
  readonly hasActions: boolean
  /** Whether the sheet itself says that it is no part of the plan, so that nobody is asked. */
  readonly isNamed: boolean
}

/** What a table beside a plan holds, such as risks or decisions, by its headers, its name or its contents; null where it may hold actions. */
export function tableBeside(block: Table): TableBeside | null {
  const told = byAllHeaders(block) ?? bySheet(block) ?? toldByContents(block)
  const table = told ? block : upright(block)
  const found = byNames(table) ?? told
  return found && { table, headerRow: null, hasActions: false, isNamed: false, ...found }
}

type Found = { readonly what: string } & Partial<TableBeside>

function byNames({ rows }: Table): Found | null {
  for (const [headerRow, cells] of rows.slice(0, NAMED_WITHIN).entries()) {
    const found = kindNamed(headersIn(cells))
    if (found) return { ...found, headerRow }
  }
  return null
}

const headersIn = (cells: readonly Cell[]): string[] =>
  cells.flatMap((cell) => {
    const text = cellLine(cell)
    return text === '' || text.length > LONGEST ? [] : [plainHeader(text)]
  })

function kindNamed(plain: readonly string[]): Found | null {
  for (const kind of KINDS) {
    const name = plain.find((header) => kind.named.has(header))
    const others = plain.filter((header) => !kind.named.has(header))
    const isBeside = plain.some((header) => header !== name && (kind.beside.size === 0 || kind.beside.has(header)))
    if (name === undefined || !isBeside || others.some(isRecommendation)) continue
    const hasActions = others.some((header) => fieldOfHeader(header) === 'action' && !kind.deeds.has(header))
    if (!hasActions || isScored(others, kind)) return { what: kind.what, hasActions }
  }
  return null
}

const NAMED = new Set(KINDS.flatMap(({ named }) => [...named]))

/** Whether a header is over recommendations, and over nothing that other tables hold: such a table is part of the plan. */
const isRecommendation = (header: string): boolean => fieldOfHeader(header) === 'recommendation' && !NAMED.has(header)

/** Whether a table of actions is likelier one of risks: these are scored. */
const isScored = (others: readonly string[], { scores }: Kind): boolean => others.some((header) => scores.has(header))

/** Every header of a table that has rows below them is one that the kind knows. */
function byAllHeaders({ rows }: Table): Found | null {
  const headerRow = rows.findIndex(isFilled)
  const headers = (rows[headerRow] ?? []).map((cell) => plainHeader(cellLine(cell))).filter((text) => text !== '')
  if (headers.length < 2 || !rows.slice(headerRow + 1).some(isFilled)) return null
  const isOf = ({ must, known }: Kind) =>
    must.length > 0 &&
    headers.every((header) => known.test(header)) &&
    must.every((one) => headers.some((header) => one.test(header)))
  const kind = KINDS.find(isOf)
  return kind ? { what: kind.what, headerRow } : null
}

const isFilled = (cells: readonly Cell[]): boolean => cells.some((cell) => cellLine(cell) !== '')

/** The name of the sheet says that it explains the others, and no row of it is one of headers of a plan. */
function bySheet({ caption, rows }: Table): Found | null {
  const name = plainHeader(caption ?? '').replace(/^\d{1,2} ?(?=\D)/, '')
  const kind =
    name !== '' && !rows.slice(0, HEADERS_WITHIN).some(isOfPlan) && KINDS.find(({ sheets }) => sheets.test(name))
  return kind ? { what: kind.what, isNamed: true } : null
}

/** Whether a document has a table of actions, so that tables of other things stand beside a plan. */
export const hasPlanTable = (blocks: readonly Block[]): boolean =>
  blocks.some(
    (block) => block.type === 'table' && byNames(block) === null && block.rows.slice(0, HEADERS_WITHIN).some(isOfPlan),
  )

/** Whether cells are headers over actions and who, when or how. */
function isOfPlan(cells: readonly Cell[]): boolean {
  const fields = new Set(headersIn(cells).map(fieldOfHeader))
  return fields.has('action') && [...WHO_WHEN_HOW].some((field) => fields.has(field))
}

/** All columns of such a table left out, until somebody says what they hold. */
export function layoutOfBeside({ table, headerRow }: TableBeside): Layout {
  const columns = (table.rows[headerRow ?? 0] ?? []).map((cell) => {
    const header = headerRow === null ? null : cellLine(cell) || null
    return { header, field: 'leave-out', guessed: false } as const
  })
  return { columns, basis: 'headers', firstRow: headerRow === null ? 0 : headerRow + 1, headerRow }
}

export const isLeftOut = ({ columns }: Layout): boolean =>
  columns.length > 0 && columns.every(({ field }) => field === 'leave-out')

/** Lists the rows of a table of which nothing is read, from a row on and without its headers. */
export function leaveRows(table: Table, { headerRow }: Layout, tableNumber: number, from: number): LeftOver[] {
  return table.rows.flatMap((cells, row) => {
    const text = row < from || row === headerRow ? '' : rowInWords(cells)
    return text === ''
      ? []
      : [{ where: placeInWords(tableNumber, row), text, why: 'The columns of the table are left out.' }]
  })
}

export const questionOfBeside = (tableNumber: number, { what, hasActions }: TableBeside): Question => ({
  where: tableInWords(tableNumber),
  place: null,
  question: `${
    what === null
      ? 'The table has no headers that are known, nor the columns of the plan'
      : `The table seems to hold ${what}${hasActions ? '' : ', and no actions'}`
  }. Is it part of the plan?`,
  guess: hasActions
    ? 'Yes: its rows were read as actions. If it is not, leave its columns out below.'
    : 'No: its rows are listed with what is left over. If it is, say below what its columns hold.',
})
