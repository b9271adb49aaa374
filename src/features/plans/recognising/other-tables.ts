import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import { ROOT } from '#platform/config.ts'
import { type Block, type Cell, cellText, type Table } from '#platform/reading/index.ts'
import type { Layout } from './columns.ts'
import { fieldOfHeader, plainHeader } from './headers.ts'
import type { LeftOver, Question } from './model.ts'
import { placeInWords, tableInWords } from './places.ts'
import { rowInWords } from './row-kinds.ts'

const headers = z.array(z.string())
const KINDS = Object.values(
  z
    .record(
      z.string(),
      z.strictObject({
        what: z.string(),
        named: headers,
        beside: headers,
        deeds: headers,
        scores: headers.default([]),
      }),
    )
    .parse(parse(readFileSync(join(ROOT, 'content/plan-other-tables.yaml'), 'utf8'))),
).map(({ what, named, beside, deeds, scores }) => ({
  what,
  named: new Set(named),
  beside: new Set(beside),
  deeds: new Set(deeds),
  scores: new Set(scores),
}))

/** Headers are looked for within so many rows. */
const HEADERS_WITHIN = 6
const LONGEST = 60

/** A table that holds something else than actions: what, and the row of its headers, if it has one. */
export interface OtherTable {
  readonly what: string
  readonly headerRow: number | null
  /** Whether it has a column of actions all the same, so that it is read, and only asked about. */
  readonly hasActions: boolean
  /** Whether the sheet itself says that it is no part of the plan, so that nobody is asked. */
  readonly isNamed?: boolean
}

/** What a table beside a plan holds by its headers, such as risks or decisions; null where it may hold actions. */
export function otherTable(table: Table): OtherTable | null {
  for (const [headerRow, cells] of table.rows.slice(0, HEADERS_WITHIN).entries()) {
    const found = kindOf(headersIn(cells))
    if (found) return { ...found, headerRow }
  }
  return null
}

const headersIn = (cells: readonly Cell[]): string[] =>
  cells.flatMap((cell) => {
    const text = cell.coveredBy ? '' : cellText(cell)
    return text === '' || text.length > LONGEST ? [] : [plainHeader(text)]
  })

type Kind = (typeof KINDS)[number]

function kindOf(plain: readonly string[]): Pick<OtherTable, 'what' | 'hasActions'> | null {
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

/** Whether a document has a table of actions, so that tables of other things stand beside a plan. */
export const hasPlanTable = (blocks: readonly Block[]): boolean =>
  blocks.some((block) => block.type === 'table' && otherTable(block) === null && block.rows.slice(0, 12).some(isOfPlan))

/** Whether cells are headers over actions and who, when or how. */
export function isOfPlan(cells: readonly Cell[]): boolean {
  const fields = new Set(headersIn(cells).map(fieldOfHeader))
  return fields.has('action') && (['owner', 'target', 'status'] as const).some((field) => fields.has(field))
}

/** All columns of such a table left out, until somebody says what they hold. */
export function layoutOfOther(table: Table, headerRow: number | null): Layout {
  const columns = (table.rows[headerRow ?? 0] ?? []).map((cell) => {
    const words = headerRow === null || cell.coveredBy ? '' : cellText(cell).replaceAll('\n', ' ')
    const header = words || null
    return { header, field: 'leave-out', guessed: false } as const
  })
  return { columns, basis: 'headers', firstRow: headerRow === null ? 0 : headerRow + 1, headerRow }
}

export const isLeftOut = ({ columns }: Layout): boolean =>
  columns.length > 0 && columns.every(({ field }) => field === 'leave-out')

/** Lists the rows of a table of which nothing is read. */
export function leaveRows(table: Table, { firstRow }: Layout, tableNumber: number): LeftOver[] {
  return table.rows.slice(firstRow).flatMap((cells, index) => {
    const text = rowInWords(cells)
    const where = placeInWords(tableNumber, firstRow + index)
    return text === '' ? [] : [{ where, text, why: 'The columns of the table are left out.' }]
  })
}

export const questionOfOther = (tableNumber: number, { what, hasActions }: OtherTable): Question => ({
  where: tableInWords(tableNumber),
  place: null,
  question: `The table seems to hold ${what}${hasActions ? '' : ', and no actions'}. Is it part of the plan?`,
  guess: hasActions
    ? 'Yes: its rows were read as actions. If it is not, leave its columns out below.'
    : 'No: its rows are listed with what is left over. If it is, say below what its columns hold.',
})
