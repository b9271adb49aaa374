import { type Block, type Cell, cellLine, EMPTY_CELL, type Table } from '#platform/reading/index.ts'
import { HEADERS_WITHIN } from '../headers/header-rows.ts'
import { fieldOfHeader, isExactHeader, plainHeader } from '../headers/headers.ts'
import { type SourceTable, saidCard } from '../headers/table-shapes.ts'
import { refOf } from '../words/refs.ts'
import { openingOf } from '../words/wording.ts'

const FEWEST_LABELS = 3
/** So many of the labels must be known ones. */
const MOST = 0.75

const fieldOf = (cell: Cell | undefined) => fieldOfHeader(cellLine(cell))

/** A card below a row of its own that says what it is about, such as `Recommendation 1`: those words, and the card without them. */
export function titledCard(table: SourceTable): { readonly words: string; readonly card: Table } | null {
  const at = table.rows.findIndex((cells) => cells.some((cell) => cellLine(cell) !== ''))
  const [first, ...others] = (table.rows[at] ?? []).filter((cell) => cellLine(cell) !== '')
  const words = cellLine(first)
  const isTitle = fieldOf(first) === null || cellNumber(words) !== null || openingOf(words, null)?.isNamed === true
  if (!first || others.length > 0 || !isTitle) return null
  const card = { ...table, rows: table.rows.slice(at + 1) }
  return upright(card) === card ? null : { words, card }
}

/** A reference that says that it is the action's own: `Action 1`. */
const OF_ACTION = /^(?:action|task|item)\b/i

/**
 * The blocks with the number of an action that stands alone above its card, as a line or as a row across it, put into the card, where
 * this has none of its own.
 */
export function withCardNumbers(blocks: readonly Block[]): readonly Block[] {
  const read = [...blocks]
  blocks.forEach((block, index) => {
    if (block.type !== 'table') return
    const titled = titledCard(block)
    const above = blocks[index - 1]
    const inTable = titled !== null ? cellNumber(titled.words) : null
    if (titled && inTable) read[index] = withNumber(titled.card, inTable)
    if (titled || !above || above.type === 'table' || above.number !== null || upright(block) === block) return
    const number = cellNumber(above.text)
    const numbered = number === null ? block : withNumber(block, number)
    if (numbered === block) return
    read[index] = numbered
    read[index - 1] = { ...above, text: '' }
  })
  return read
}

const cellNumber = (words: string): string | null => (OF_ACTION.test(words) ? refOf(words) : null)

/** The card with a last row for its number, unless a row says it already. */
function withNumber(card: Table, number: string): Table {
  if (card.rows.some((row) => row.some((cell, at) => at % 2 === 0 && fieldOf(cell) === 'ref'))) return card
  const width = card.rows[0]?.length ?? 0
  const words = ['Ref', number]
  const row = Array.from(
    { length: width },
    (_, at): Cell => (words[at] ? { ...EMPTY_CELL, paragraphs: [words[at]] } : EMPTY_CELL),
  )
  return { ...card, rows: [...card.rows, row] }
}

/** A card with its labels down the side, or beside their values in several columns, laid on its side so that labels become headers. */
export function upright(table: SourceTable): Table {
  if (table.said === 'rows') return table
  const recognised = recognisedCard(table)
  return recognised === table && table.said === 'card' ? saidCard(table) : recognised
}

function recognisedCard(table: Table): Table {
  const pairs = pairsOf(table)
  if (pairs) {
    const rows = [pairs.map(([label]) => label), pairs.map(([, value]) => value)]
    return { ...table, rows, headerRows: 1 }
  }
  const labels = known(table.rows.map(([label]) => label))
  const isForm =
    labels >= FEWEST_LABELS &&
    labels >= table.rows.length / 2 &&
    !hasHeadersAcross(table) &&
    table.rows.every((row) => row.every((cell) => !cell.coveredBy))
  if (!isForm) return table
  const width = table.rows[0]?.length ?? 0
  const rows = Array.from({ length: width }, (_, column) => table.rows.map((row): Cell => row[column] ?? EMPTY_CELL))
  return { ...table, rows, headerRows: 1 }
}

const known = (cells: readonly (Cell | undefined)[]): number =>
  new Set(cells.flatMap((cell) => fieldOf(cell) ?? [])).size
const isExact = (cell: Cell | undefined): boolean => isExactHeader(cellLine(cell))

/**
 * Whether the first row, or another near the top, is one of headers. Where all labels down the side are headers beyond doubt, a word of one
 * within a value makes none of it: `Action | Update the register`.
 */
function hasHeadersAcross({ rows }: Table): boolean {
  const labels = rows.flatMap(([label]) => (cellLine(label) === '' ? [] : [label]))
  const areSure =
    labels.filter(isExact).length >= labels.length * MOST && known(labels.filter(isExact)) >= FEWEST_LABELS
  const across = rows.slice(0, HEADERS_WITHIN)
  const told = (row: readonly Cell[]) => known(areSure ? row.filter((cell, at) => at === 0 || isExact(cell)) : row)
  return told(across[0] ?? []) >= 2 || across.some((row) => told(row) >= FEWEST_LABELS)
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
