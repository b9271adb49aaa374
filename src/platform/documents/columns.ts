import { type Measured, measured } from './advances.ts'
import { CELL } from './looks.ts'
import type { PaperBlock } from './model.ts'

export type PaperTable = Extract<PaperBlock, { type: 'table' }>

/** Type in tables, in points: as small as can be read comfortably on paper, and no smaller. */
export const TYPE = { usual: 9, smaller: 8.25, least: 7.5 } as const

/** Programs differ in how they draw letters: nothing is made to fit to the hair. */
const SPARE = 1.05
const BOLDER = 1.1
const PADDING = 2 * CELL.wide + 1
/** No column is made wider than this for the sake of long texts: lines of more are hard to read. */
const COMFORT_MOST = 200
/** Text of one such line is comfortable in a column that is so much narrower, being broken into several: the root of both. */
const COMFORT = 22

/** What a column needs, in points at a size of one point. */
export interface Need extends Measured {
  readonly share: number
}

/** What each column of a table needs, by its heading and every cell. */
export function needsOf({ columns, rows }: PaperTable): Need[] {
  return columns.map(({ text, share = 1 }, column) => {
    let line = 0
    let word = measured(text).word * BOLDER
    for (const row of rows) {
      const cell = measured(row[column] ?? '')
      if (cell.line > line) line = cell.line
      if (cell.word > word) word = cell.word
    }
    return { line, word, share }
  })
}

interface Widths {
  /** With which no word is broken. */
  readonly least: number
  /** With which long texts are read well. */
  readonly comfort: number
  /** With which nothing goes on a second line. */
  readonly full: number
}

function widthsAt({ line, word }: Need, size: number): Widths {
  const least = word * size * SPARE + PADDING
  const full = Math.max(least, line * size * SPARE + PADDING)
  const comfort = Math.max(least, Math.min(full, COMFORT_MOST, Math.sqrt(COMFORT * line * size) + PADDING))
  return { least, comfort, full }
}

const sumOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0)

/** Some columns of a table with their widths, in points, and the size of its type. */
export interface Fit {
  readonly size: number
  readonly columns: readonly number[]
  readonly widths: readonly number[]
}

/**
 * A table in one piece at a size of type; null where its words would break, or be squeezed into less than their comfort divided by `squeeze`.
 */
export function fitAt(needs: readonly Need[], size: number, width: number, squeeze: number): Fit | null {
  const wanted = needs.map((need) => widthsAt(need, size))
  const least = sumOf(wanted.map((one) => one.least))
  const comfort = sumOf(wanted.map((one) => one.comfort))
  if (least > width || comfort > width * squeeze) return null
  const columns = needs.map((_, column) => column)
  if (comfort <= width) return { size, columns, widths: spread(wanted, needs, width) }
  const part = comfort === least ? 0 : (width - least) / (comfort - least)
  return { size, columns, widths: wanted.map((one) => one.least + (one.comfort - one.least) * part) }
}

/** Room that is left goes by their shares to the columns whose texts would otherwise be broken into lines, and then to all. */
function spread(wanted: readonly Widths[], needs: readonly Need[], width: number): number[] {
  const widths = wanted.map(({ comfort }) => comfort)
  for (let left = width - sumOf(widths); left > 0.5; left = width - sumOf(widths)) {
    const hungry = widths.map((one, column) => one < (wanted[column]?.full ?? 0) - 0.01)
    const isAll = !hungry.includes(true)
    const weigh = (column: number) => (isAll || hungry[column] ? (needs[column]?.share ?? 1) : 0)
    const whole = sumOf(needs.map((_, column) => weigh(column)))
    for (const [column, one] of widths.entries()) {
      const more = one + (left * weigh(column)) / whole
      widths[column] = isAll ? more : Math.min(more, Math.max(one, wanted[column]?.full ?? 0))
    }
    if (isAll) break
  }
  return widths
}

/** How a table stands on a page that is as wide as it may be: in one piece while it can be read, else in several that repeat the first column. */
export function fitsOf(needs: readonly Need[], width: number, isOnePiece = false): Fit[] {
  const whole =
    fitAt(needs, TYPE.usual, width, 1.15) ??
    fitAt(needs, TYPE.smaller, width, 1) ??
    fitAt(needs, TYPE.least, width, 1.4)
  if (whole) return [whole]
  return isOnePiece ? [squeezed(needs, width)] : parted(needs, width)
}

/** A table that must stay in one piece: where its words do not fit, each column has its part of what there is. */
function squeezed(needs: readonly Need[], width: number): Fit {
  const size = TYPE.least
  const whole = fitAt(needs, size, width, Number.POSITIVE_INFINITY)
  if (whole) return whole
  const least = needs.map((need) => widthsAt(need, size).least)
  return { size, columns: needs.map((_, column) => column), widths: least.map((one) => (one / sumOf(least)) * width) }
}

function parted(needs: readonly Need[], width: number): Fit[] {
  const size = TYPE.least
  const wanted = needs.map((need) => widthsAt(need, size))
  const [first] = wanted
  if (!first || needs.length === 1) return [{ size, columns: needs.map((_, column) => column), widths: [width] }]
  const own = Math.max(Math.min(first.least, width / 2), Math.min(first.comfort, width / 3))
  const room = width - own
  const parts: number[][] = []
  let used = Number.POSITIVE_INFINITY
  for (const [column, { comfort }] of wanted.entries()) {
    if (column === 0) continue
    if (used + comfort > room) {
      parts.push([])
      used = 0
    }
    parts.at(-1)?.push(column)
    used += comfort
  }
  return parts.map((columns) => {
    const some = columns.flatMap((column) => wanted[column] ?? [])
    const narrow = some.map((one) => ({ ...one, comfort: Math.min(one.comfort, room) }))
    const shares = columns.flatMap((column) => needs[column] ?? [])
    return { size, columns: [0, ...columns], widths: [own, ...spread(narrow, shares, room)] }
  })
}
