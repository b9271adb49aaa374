import { people, units } from '../registers.ts'
import type { Fields } from './units.ts'

/** What fields of people and units are called, by their columns. */
export const LABELS = new Map([...people.fields, ...units.fields].map(({ column, label }) => [column, label]))

/** A change as rows of a table: one for each field. */
export const rowsOf = (what: string, { name, row, fields }: { name: string; row: number | null; fields: Fields }) => {
  const changes = Object.entries(fields)
  return changes.length === 0
    ? [[what, name, row, null, null, null]]
    : changes.map(([column, [before, now]]) => [what, name, row, LABELS.get(column) ?? column, before, now])
}
