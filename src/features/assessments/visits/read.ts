import { type Block, cellText, type Table } from '#platform/reading/index.ts'
import type { FigureRow } from './model.ts'

const MEASURE = /^(measure|figure|statistic|indicator|what)$/i
const ITEM = /^(item|of|type|name|contributor|mailbox|category|who|label)$/i
const VALUE = /^(value|number|count|documents|files|items|size|total|amount)( .*|\(.*)?$/i

/** More rows than this are not figures of one unit. */
export const FIGURES_MOST = 2_000

/**
 * Figures from a document with a table: columns for the measure, what each number is of, and the number. A table without a measure takes
 * its caption, or the name of its sheet. Answers what is wrong instead.
 */
export function readFigures(blocks: readonly Block[]): FigureRow[] | string {
  const rows = blocks.filter((block): block is Table => block.type === 'table').flatMap(figuresIn)
  const wrong = rows.find((row) => typeof row === 'string')
  if (wrong !== undefined) return wrong
  const found = rows.filter((row) => typeof row !== 'string')
  if (found.length === 0)
    return 'No table has columns for what is measured, of what, and the number: call them Measure, Item and Value'
  return found.length > FIGURES_MOST ? `The file has more than ${FIGURES_MOST.toLocaleString('en-GB')} figures` : found
}

function figuresIn(table: Table): (FigureRow | string)[] {
  const cells = table.rows.map((row) => row.map((cell) => cellText(cell).trim()))
  const at = cells.findIndex((row) => row.some((cell) => ITEM.test(cell)) && row.some((cell) => VALUE.test(cell)))
  const header = cells[at]
  if (!header) return []
  const [measure, value] = [
    header.findIndex((cell) => MEASURE.test(cell)),
    header.findIndex((cell) => VALUE.test(cell)),
  ]
  const item = header.findIndex((cell, column) => ITEM.test(cell) && column !== measure && column !== value)
  return cells.slice(at + 1).flatMap((row, index): (FigureRow | string)[] => {
    if (row.every((cell) => cell === '')) return []
    const number = Number((row[value] ?? '').replaceAll(/[,\s]/g, ''))
    const name = (measure >= 0 ? row[measure] : table.caption) || 'Figures'
    if (row[value] === '' || !Number.isFinite(number) || number < 0)
      return [`Row ${at + index + 2}: “${(row[value] ?? '').slice(0, 40)}” is not a number of 0 or more`]
    return [{ measure: name.slice(0, 200), item: (row[item] ?? '').slice(0, 200) || '–', value: number }]
  })
}
