type Column = `${string}.${string}.${string}`

/**
 * A column, by its schema, table and name, that names people. Each room says of each of its own whether it is a tie, by which somebody sees, is asked or
 * is told something, or a record that gives nothing; the house joins them on. Ties are rows of the view `people.personal_tie` under the column's name.
 */
export type PersonReference =
  | { readonly column: Column; readonly is: 'tie' }
  | { readonly column: Column; readonly is: 'record'; readonly why: string }

export const tiesOf = (...columns: readonly Column[]): PersonReference[] =>
  columns.map((column) => ({ column, is: 'tie' }))

export const recordsOf = (why: string, ...columns: readonly Column[]): PersonReference[] =>
  columns.map((column) => ({ column, is: 'record', why }))
