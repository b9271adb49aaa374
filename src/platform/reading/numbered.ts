import { tooMuch } from './problem.ts'

/** A row of a table with its number in the file, as a spreadsheet shows it. */
export interface NumberedRow {
  readonly number: number
  readonly cells: readonly string[]
}

const MOST_ROWS = 200_000
const MOST_CELLS = 4_000_000
export const MOST_COLUMNS = 200

/** Puts the rows of one table together: those in which nothing stands are left out, and their numbers with them. */
export class NumberedRows {
  readonly all: NumberedRow[] = []
  #cells = 0

  add(number: number, cells: readonly string[]): void {
    const width = cells.findLastIndex((text) => text.trim() !== '') + 1
    if (width === 0) return
    if (width > MOST_COLUMNS) throw tooMuch('columns', MOST_COLUMNS)
    this.#cells += width
    if (this.all.length >= MOST_ROWS) throw tooMuch('rows in one table', MOST_ROWS)
    if (this.#cells > MOST_CELLS) throw tooMuch('cells in one table', MOST_CELLS)
    this.all.push({ number, cells: cells.slice(0, width) })
  }
}
