import { type Cell, cellLine, type Table } from '#platform/reading/index.ts'
import { isExactHeader } from '../headers/headers.ts'
import type { ColumnField, Layout } from '../model/model.ts'
import { type ReadDate, waitsForDate } from '../words/dating.ts'
import { isRef } from '../words/refs.ts'
import { isStatusWord } from '../words/wording.ts'

/** How the tables of a plan were understood, for those that go on with them on the next page and have no headers. */
export class TablesBefore {
  readonly #readDate: ReadDate
  readonly #byWidth = new Map<number, Layout>()
  /** Tables that were left out beside the plan. */
  readonly #beside = new Map<number, Layout>()
  #last: Layout | null = null

  constructor(readDate: ReadDate) {
    this.#readDate = readDate
  }

  /** Whether a table of the plan had so many columns. */
  has = (width: number): boolean => this.#byWidth.has(width)

  add(layout: Layout): void {
    this.#byWidth.set(layout.columns.length, layout)
    this.#beside.delete(layout.columns.length)
    this.#last = layout
  }

  /** Keeps how a table beside the plan was left out, for the next page of it. */
  addBeside(layout: Layout): void {
    this.#beside.set(layout.columns.length, layout)
  }

  /** Whether the first row of a table is one of the plan's, by two cells or more that stand where those of the plan do. */
  goesOnIn({ rows }: Table): boolean {
    if ((rows[0] ?? []).filter((cell) => isExactHeader(cellLine(cell))).length > 1) return false
    const same = this.#byWidth.get(rows[0]?.length ?? 0)
    const [fits = []] = same ? fittingCells(rows.slice(0, 1), same, this.#readDate) : []
    return fits.filter(Boolean).length > 1
  }

  /** How the last table was understood that has as many columns, or whose last columns may be blank in this one. */
  find(table: Table): Layout | null {
    const width = table.rows[0]?.length ?? 0
    const same = this.#byWidth.get(width)
    const beside = this.#beside.get(width)
    if (same && beside) return fittingCells(table.rows, same, this.#readDate).flat().includes(true) ? same : beside
    if (same || !this.#last || this.#last.columns.length < width) return same ?? null
    const shorter = { ...this.#last, columns: this.#last.columns.slice(0, width) }
    const fits = fittingCells(table.rows, shorter, this.#readDate).flat()
    return fits.length > 0 && !fits.includes(false) ? shorter : null
  }
}

/** For each filled cell in the columns of references, days and statuses, row by row, whether it is one. */
export function fittingCells(
  rows: readonly (readonly Cell[])[],
  { columns }: Pick<Layout, 'columns'>,
  readDate: ReadDate,
): boolean[][] {
  const fits: Partial<Record<ColumnField, (words: string) => boolean>> = {
    ref: isRef,
    target: (words) => readDate(words).kind !== 'unset' || waitsForDate(readDate(words)),
    status: isStatusWord,
  }
  return rows.map((cells) =>
    columns.flatMap(({ field }, column) => {
      const text = cellLine(cells[column])
      const test = fits[field]
      return test && text !== '' ? [test(text)] : []
    }),
  )
}
