import { type Cell, cellLine, type Table } from '#platform/reading/index.ts'
import type { Layout } from './columns.ts'
import { type ReadDate, waitsForDate } from './dating.ts'
import type { ColumnField } from './model.ts'
import { isRef } from './refs.ts'
import { isStatusWord } from './wording.ts'

/** How the tables of a plan were understood, for those that go on with them on the next page and have no headers. */
export class TablesBefore {
  readonly #readDate: ReadDate
  readonly #byWidth = new Map<number, Layout>()
  #last: Layout | null = null

  constructor(readDate: ReadDate) {
    this.#readDate = readDate
  }

  has = (width: number): boolean => this.#byWidth.has(width)

  add(layout: Layout): void {
    this.#byWidth.set(layout.columns.length, layout)
    this.#last = layout
  }

  /** How the last table was understood that has as many columns, or whose last columns may be blank in this one. */
  find(table: Table): Layout | null {
    const width = table.rows[0]?.length ?? 0
    const same = this.#byWidth.get(width)
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
