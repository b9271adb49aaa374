import { cellText, type Table } from '#platform/reading/index.ts'

/** So many rows show what a column holds. */
const MOST_ROWS = 200

/** What stands in the filled cells of a column, from the row below its headers. */
export function valuesOf(table: Table, column: number, firstRow: number): string[] {
  return table.rows
    .slice(firstRow, firstRow + MOST_ROWS)
    .map((row) => row[column])
    .flatMap((cell) => (cell && cell.paragraphs.length > 0 ? [cellText(cell)] : []))
}
