import { type Block, type Cell, cellLine, type Table } from '#platform/reading/index.ts'
import { capital, counted, inSentence, shortened } from '#platform/words.ts'
import { fieldOfHeader } from '../headers/headers.ts'
import { MOST_QUOTED, type Question } from '../model/model.ts'
import { columnInWords } from '../model/places.ts'

/** How far down headers may stand above cells that are coloured. */
const HEADERS_WITHIN = 6

/**
 * Reads colours as words where cells of a status have a colour and nothing else, as in many plans: `[Red]` for a red cell. Cells with
 * words are left as they are, and so is every column that is no status. It is asked once.
 */
export function withColours(blocks: readonly Block[]): {
  readonly blocks: readonly Block[]
  readonly questions: readonly Question[]
} {
  const found: Found[] = []
  let number = -1
  const read = blocks.map((block) => {
    if (block.type !== 'table') return block
    number += 1
    const columns = signalColumns(block)
    for (const column of columns) found.push({ table: block, number, column })
    return columns.size === 0 ? block : { ...block, rows: block.rows.map((row) => withWords(row, columns)) }
  })
  return { blocks: read, questions: found.length === 0 ? [] : [questionOf(found)] }
}

/** A column in which colours say how actions stand. */
interface Found {
  readonly table: Table
  readonly number: number
  readonly column: number
}

const withWords = (row: readonly Cell[], columns: ReadonlySet<number>): Cell[] =>
  row.map((cell, column) => {
    const { colour, ...rest } = cell
    return colour && columns.has(column) ? { ...rest, paragraphs: [`[${capital(colour)}]`] } : cell
  })

/** The columns of a table under a header of a status in which some cells have a colour and no words. */
function signalColumns({ rows }: Table): ReadonlySet<number> {
  const isStatus = (column: number) =>
    rows.slice(0, HEADERS_WITHIN).some((row) => fieldOfHeader(cellLine(row[column])) === 'status')
  const coloured = new Set(rows.flatMap((row) => row.flatMap(({ colour }, column) => (colour ? [column] : []))))
  return new Set([...coloured].filter(isStatus))
}

function questionOf(found: readonly Found[]): Question {
  const colours = found.flatMap(({ table, column }) => table.rows.flatMap((row) => row[column]?.colour ?? []))
  const headers = found.flatMap(
    ({ table, column }) => table.rows.map((row) => cellLine(row[column])).find((text) => text !== '') ?? [],
  )
  const quoted = [...new Set(headers)].map((header) => `“${shortened(header, MOST_QUOTED)}”`)
  const cells = counted(colours.length, 'cell has a colour', 'cells have a colour')
  return {
    where: inSentence(found.map(({ number, column }) => columnInWords(number, column))),
    place: null,
    question: `In ${inSentence(quoted)}, ${cells} and no words. Does the colour say how the action stands?`,
    guess: `Yes: it is read as ${inSentence([...new Set(colours)].map((colour) => `“[${capital(colour)}]”`))}.`,
  }
}
