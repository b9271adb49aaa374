import { type Cell, cellLine, EMPTY_CELL, type Table } from '#platform/reading/index.ts'
import { HEADERS_WITHIN } from './header-rows.ts'
import { fieldOfHeader, isExactHeader, plainHeader } from './headers.ts'
import { openingOf } from './wording.ts'

const FEWEST_LABELS = 3
/** So many of the labels must be known ones. */
const MOST = 0.75

const fieldOf = (cell: Cell | undefined) => fieldOfHeader(cellLine(cell))

/** A card below a row of its own that says what it is about, such as `Recommendation 1`: those words, and the card without them. */
export function titledCard(table: Table): { readonly words: string; readonly card: Table } | null {
  const at = table.rows.findIndex((cells) => cells.some((cell) => cellLine(cell) !== ''))
  const [first, ...others] = (table.rows[at] ?? []).filter((cell) => cellLine(cell) !== '')
  const words = cellLine(first)
  if (!first || others.length > 0 || (fieldOf(first) !== null && openingOf(words, null)?.isNamed !== true)) return null
  const card = { ...table, rows: table.rows.slice(at + 1) }
  return upright(card) === card ? null : { words, card }
}

/** A card with its labels down the side, or beside their values in several columns, laid on its side so that labels become headers. */
export function upright(table: Table): Table {
  const pairs = pairsOf(table)
  if (pairs) {
    const rows = [pairs.map(([label]) => label), pairs.map(([, value]) => value)]
    return { ...table, rows, headerRows: 1 }
  }
  const known = (cells: readonly (Cell | undefined)[]) =>
    new Set(cells.map(fieldOf).filter((field) => field !== null)).size
  const labels = known(table.rows.map(([label]) => label))
  const across = table.rows.slice(0, HEADERS_WITHIN)
  const isForm =
    labels >= FEWEST_LABELS &&
    labels >= table.rows.length / 2 &&
    known(across[0] ?? []) < 2 &&
    across.every((row) => known(row) < FEWEST_LABELS) &&
    table.rows.every((row) => row.every((cell) => !cell.coveredBy))
  if (!isForm) return table
  const width = table.rows[0]?.length ?? 0
  const rows = Array.from({ length: width }, (_, column) => table.rows.map((row): Cell => row[column] ?? EMPTY_CELL))
  return { ...table, rows, headerRows: 1 }
}

/** The labels of a card and the cells beside them, where rows hold two pairs or more: `Ref | 1 | Priority | High`. Null where it is none. */
function pairsOf({ rows }: Table): readonly (readonly [Cell, Cell])[] | null {
  const lines = rows.map((row) => withoutEmptyEnd(row.filter((cell) => !cell.coveredBy)))
  const filled = lines.filter((line) => line.length > 0)
  if (filled.length < 2 || filled.every((line) => line.length < 4)) return null
  if (filled[0]?.every((cell) => fieldOf(cell) !== null)) return null
  const pairs = filled.flatMap((line) =>
    Array.from({ length: Math.ceil(line.length / 2) }, (_, at): readonly [Cell, Cell] => [
      line[2 * at] ?? EMPTY_CELL,
      line[2 * at + 1] ?? EMPTY_CELL,
    ]),
  )
  const told = pairs.filter(([label, value]) => cellLine(label) !== '' || cellLine(value) !== '')
  const labels = told.map(([label]) => plainHeader(cellLine(label)))
  const known = new Set(told.flatMap(([label]) => fieldOf(label) ?? []))
  const areLabels = told.filter(([label]) => fieldOf(label) !== null).length >= told.length * MOST
  const areValues = told.filter(([, value]) => isExactHeader(cellLine(value))).length <= told.length / 3
  const isCard =
    areLabels &&
    areValues &&
    known.size >= FEWEST_LABELS &&
    known.has('action') &&
    !labels.includes('') &&
    new Set(labels).size === labels.length
  return isCard ? told : null
}

function withoutEmptyEnd(line: readonly Cell[]): readonly Cell[] {
  return line.slice(0, line.findLastIndex((cell) => cellLine(cell) !== '') + 1)
}
