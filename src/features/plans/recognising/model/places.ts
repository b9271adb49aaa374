/** A row's place as actions keep it, from its table and row that count from 0: `t2r5`. */
export const placeOf = (row: number, { tableNumber }: { readonly tableNumber: number }): string =>
  `t${tableNumber + 1}r${row + 1}`

/** The table of such a place, counted from 0. */
export const tableOfPlace = (place: string): number => Number(/^t(\d+)r/.exec(place)?.[1] ?? 0) - 1

/** The row of an action's place, of which it may be a part: `t2r5` of `t2r5.3`. */
export const rowOfPlace = (place: string): string => place.split('.')[0] ?? place

/** A table as people read of it: `Table 2`. */
export const tableInWords = (table: number): string => `Table ${table + 1}`

/** `Table 2, column 3`. */
export const columnInWords = (table: number, column: number): string => `${tableInWords(table)}, column ${column + 1}`

/** `Table 2, row 5`, `Table 2, row 5, column 3`. */
export function placeInWords(table: number, row: number, column?: number): string {
  const place = `${tableInWords(table)}, row ${row + 1}`
  return column === undefined ? place : `${place}, column ${column + 1}`
}

/** An action's place as people read it: `t2r5.3` is `Table 2, row 5, part 3`, `paragraph-3` is `Paragraph 3`. */
export function actionPlaceInWords(place: string): string {
  const paragraph = /^paragraph-(\d+)$/.exec(place)?.[1]
  if (paragraph) return `Paragraph ${paragraph}`
  const named = /^table-(\d+)$/.exec(place)?.[1]
  if (named) return `The name of table ${named}`
  const [, table, row, part] = /^t(\d+)r(\d+)(?:\.(\d+))?$/.exec(place) ?? []
  if (!table || !row) return 'An action added by hand'
  return `Table ${table}, row ${row}${part ? `, part ${part}` : ''}`
}

/** The place of a recommendation that is first named there, fit for an address: `table-2-row-5`. */
export const recommendationPlace = (where: string): string => where.toLowerCase().replace(/[^a-z0-9]+/g, '-')

/** Gives each recommendation of a document its place, also several that are first named in one row. */
export class RecommendationPlaces {
  readonly #taken = new Map<string, number>()

  of(where: string): string {
    const place = recommendationPlace(where)
    const before = this.#taken.get(where) ?? 0
    this.#taken.set(where, before + 1)
    return before === 0 ? place : `${place}-${before + 1}`
  }
}
