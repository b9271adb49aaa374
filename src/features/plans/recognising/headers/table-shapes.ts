import { type Block, type Cell, cellLine, EMPTY_CELL, type Table } from '#platform/reading/index.ts'
import type { Choices, LaidOut, TableShape } from '../model/model.ts'

/** A table of the document itself, however much of it is changed before it is read. */
export interface SourceTable extends Table {
  /** Its number from 0 among the tables of the document. */
  readonly source?: number
  /** How somebody said that it is laid out. */
  readonly said?: TableShape
}

/** The blocks with tables that know their number and what was said of their shape. */
export function withShapes(blocks: readonly Block[], shapes: Choices['shapes']): readonly Block[] {
  let number = -1
  return blocks.map((block): Block | SourceTable => {
    if (block.type !== 'table') return block
    number += 1
    const said = shapes?.[number]
    return { ...block, source: number, ...(said ? { said } : {}) }
  })
}

/** How a table was read, by what became of it: a card is laid on its side. */
export const shapeOf = ({ source, rows }: SourceTable, isCard: boolean): { readonly laidOut?: LaidOut } =>
  source === undefined ? {} : { laidOut: { source, shape: isCard ? 'card' : 'rows', front: frontOf(rows) } }

/** So many rows, and characters of each, tell a table by its first column. */
const MOST_FRONT = { rows: 20, characters: 40 }

const frontOf = (rows: Table['rows']): string =>
  rows
    .slice(0, MOST_FRONT.rows)
    .map(([first]) => cellLine(first).toLowerCase().slice(0, MOST_FRONT.characters))
    .join('\n')

/** A table that somebody says is a card: the words of each first cell are a header, and those beside it and below it, up to the next, its value. */
export function saidCard(table: Table): Table {
  const fields: { readonly label: Cell; readonly value: Cell }[] = []
  for (const [label = EMPTY_CELL, ...beside] of table.rows) {
    const value = beside.reduce(joined, EMPTY_CELL)
    const last = fields.at(-1)
    if (cellLine(label) === '' && last) fields[fields.length - 1] = { ...last, value: joined(last.value, value) }
    else if (cellLine(label) !== '' || cellLine(value) !== '') fields.push({ label: plain(label), value })
  }
  return { ...table, rows: [fields.map(({ label }) => label), fields.map(({ value }) => value)], headerRows: 1 }
}

/** A cell by itself: what it was merged with stands elsewhere now. */
const plain = (cell: Cell): Cell => ({ ...cell, coveredBy: null })

const joined = (one: Cell, other: Cell): Cell =>
  other.paragraphs.length === 0
    ? plain(one)
    : one.paragraphs.length === 0
      ? plain(other)
      : { ...plain(one), paragraphs: [...one.paragraphs, ...other.paragraphs] }
