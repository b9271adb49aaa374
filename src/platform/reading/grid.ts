import type { SignalColour } from './colours.ts'
import { type Cell, EMPTY_CELL, type Hidden, type Table } from './model.ts'
import { LIMITS, tooMuch } from './problem.ts'

/** What a reader knows of one cell when it meets it. */
export interface Placed {
  readonly paragraphs: readonly string[]
  readonly list?: boolean
  readonly columns?: number
  readonly rows?: number
  /** Told of cells without words only: words say more than their colour. */
  readonly colour?: SignalColour | null
  readonly isStruck?: boolean
}

/** Builds a rectangular table from cells as they come, with those that span rows and columns. */
export class Grid {
  readonly #rows: (Cell | undefined)[][] = []
  #cells = 0
  #row = -1
  readonly #hiddenRows = new Set<number>()
  readonly #hiddenColumns: { readonly from: number; readonly to: number }[] = []
  #isHidden = false

  /** Starts a row; the grid keeps the places that cells above reach down to. */
  startRow(): void {
    this.#row += 1
    if (this.#row >= LIMITS.rows) throw tooMuch('rows in one table', LIMITS.rows)
    this.#rows[this.#row] ??= []
  }

  /** Says that the current row is not shown. */
  hideRow(): void {
    this.#hiddenRows.add(this.#row)
  }

  /** Says that columns are not shown, from one to another that counts too. */
  hideColumns(from: number, to: number): void {
    this.#hiddenColumns.push({ from, to })
  }

  /** Says that nothing of the table is shown. */
  hide(): void {
    this.#isHidden = true
  }

  get currentRow(): number {
    return this.#row
  }

  /** The first free column of the current row, from a column on. */
  freeColumn(from = 0): number {
    const row = this.#rows[this.#row] ?? []
    let column = from
    while (row[column] !== undefined) column += 1
    return column
  }

  /** Whether no cell reaches over this place of the current row. */
  isFree(column: number): boolean {
    return this.#rows[this.#row]?.[column] === undefined
  }

  /** Puts a cell at the first free place of the row, or at a given column. Answers the column after it. */
  add(cell: Placed, at = this.freeColumn()): number {
    const columns = Math.max(1, Math.min(cell.columns ?? 1, LIMITS.columns + 1))
    const rows = Math.max(1, Math.min(cell.rows ?? 1, LIMITS.rows))
    if (at + columns > LIMITS.columns) throw tooMuch('columns', LIMITS.columns)
    this.#cells += columns * rows
    if (this.#cells > LIMITS.cells) throw tooMuch('cells in one table', LIMITS.cells)
    for (let down = 0; down < rows; down += 1) this.#fill(cell, this.#row + down, at, columns, down === 0)
    return at + columns
  }

  #fill(cell: Placed, rowIndex: number, at: number, columns: number, isTop: boolean): void {
    this.#rows[rowIndex] ??= []
    const row = this.#rows[rowIndex]
    for (let across = 0; across < columns; across += 1) {
      const isOrigin = isTop && across === 0
      const coveredBy = isOrigin ? null : { row: this.#row, column: at }
      row[at + across] = isOrigin ? originOf(cell) : { ...EMPTY_CELL, coveredBy }
    }
  }

  /** Lets the cell that begins at or covers the place above reach one row further down. */
  extendDown(column: number, columns: number): void {
    const above = this.#rows[this.#row - 1]?.[column]
    const origin = above?.coveredBy ?? { row: this.#row - 1, column }
    const row = this.#rows[this.#row]
    if (!row || !above) return
    for (let across = 0; across < columns; across += 1) row[column + across] = { ...EMPTY_CELL, coveredBy: origin }
  }

  /** Leaves so many places of the row blank, as far as a table may reach at all. */
  leaveBlank(count: number): void {
    for (let left = count; left > 0; left -= 1) {
      const column = this.freeColumn()
      if (column >= LIMITS.columns) return
      this.add({ paragraphs: [] }, column)
    }
  }

  /** Copies the current row, if anything stands in it, into so many rows below. */
  repeatRow(copies: number): void {
    const row = this.#rows[this.#row] ?? []
    if (!row.some((cell) => cell && cell.paragraphs.length > 0)) return
    const isHidden = this.#hiddenRows.has(this.#row)
    for (let left = copies; left > 0; left -= 1) {
      this.startRow()
      if (isHidden) this.hideRow()
      this.#cells += row.length
      if (this.#cells > LIMITS.cells) throw tooMuch('cells in one table', LIMITS.cells)
      this.#rows[this.#row] = [...row]
    }
  }

  /** The table, with short rows filled up and empty rows and columns at the edges left out. */
  table(caption: string | null, headerRows: number): Table {
    const rows = this.#rows.slice(0, this.#row + 1)
    const hasText = (cell: Cell | undefined) => cell !== undefined && cell.paragraphs.length > 0
    const width = rows.reduce((widest, row) => Math.max(widest, row.findLastIndex(hasText) + 1), 0)
    const height = rows.findLastIndex((row) => row.some(hasText)) + 1
    const full = rows
      .slice(0, height)
      .map((row) => Array.from({ length: width }, (_, column) => row[column] ?? EMPTY_CELL))
    const hidden = this.#hiddenOf(full)
    return {
      type: 'table',
      caption,
      rows: full,
      headerRows: Math.min(headerRows, height),
      ...(hidden.isWhole || hidden.rows.length > 0 || hidden.columns.length > 0 ? { hidden } : {}),
    }
  }

  /** What is not shown, as far as words stand there. */
  #hiddenOf(rows: readonly (readonly Cell[])[]): Hidden {
    const isFilled = (cell: Cell | undefined) => cell !== undefined && cell.paragraphs.length > 0
    const columns = (rows[0] ?? []).flatMap((_, column) =>
      this.#hiddenColumns.some(({ from, to }) => column >= from && column <= to) &&
      rows.some((row) => isFilled(row[column]))
        ? [column]
        : [],
    )
    const filled = rows.flatMap((row, index) => (this.#hiddenRows.has(index) && row.some(isFilled) ? [index] : []))
    return { isWhole: this.#isHidden && rows.length > 0, rows: filled, columns }
  }
}

function originOf({ paragraphs, list = false, colour, isStruck }: Placed): Cell {
  if (paragraphs.length > 0) return { paragraphs, list, coveredBy: null }
  return { ...EMPTY_CELL, ...(colour ? { colour } : {}), ...(isStruck ? { isStruck } : {}) }
}

/** Lines of text as paragraphs: trimmed, inner space folded, empty ones left out. */
export function paragraphsOf(text: string): string[] {
  return text
    .split(/\r\n|[\r\n\u2028\u2029]/)
    .map(tidy)
    .filter((line) => line !== '')
}

/** Folds white space and drops control characters; words stay as they are. */
export function tidy(text: string): string {
  return text
    .replace(/[\p{Cc}\u200b\ufeff]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
}
