import { restored } from '../exports/index.ts'
import { clean } from '../form/index.ts'
import type { NumberedRow } from '../reading/index.ts'
import { type Register, type RegisterField, shownFields } from './model.ts'

/** What a column of a file says beside fields: which item a row is about, and the version of it that the file was made of. */
export const ID = 'id'
export const VERSION = 'version'
export const ID_LABEL = 'Identifier'
export const VERSION_LABEL = 'Version'

/** The first row of a table, and how each of its columns is taken: a field's column, `id`, `version`, or null where it is left out. */
export interface Columns {
  readonly headers: readonly string[]
  readonly columns: readonly (string | null)[]
}

/** A table as it was read: its rows carry their numbers in the file. */
export interface Sheet extends Columns {
  readonly rows: readonly NumberedRow[]
  /** What was done with other rows of the same file before; without it, nothing was. */
  readonly earlier?: Earlier
}

/** Rows of the same file that were saved before these. */
export interface Earlier {
  readonly importId: string
  /** Rows that somebody said are meant to change what another row saved: that row's number by theirs. */
  readonly meant: ReadonlyMap<number, number>
}

/** Words as headers and answers are compared: letters and figures in small letters, accents as parts of their letters. */
export const plain = (text: string): string =>
  text
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

/** A cell as it is meant: an apostrophe against formulas taken away, ends trimmed, accents as parts of their letters. */
export const meant = (text: string): string => clean(restored(text.trim())).normalize('NFC')

/** What may be taken from a file: the fields that are asked, and facts by which items are known. */
export const takenFields = (register: Register): readonly RegisterField[] =>
  shownFields(register).filter((field) => register.fields.includes(field) || isKeyFact(register, field))

const isKeyFact = ({ fields, keys }: Register, field: RegisterField): boolean =>
  !fields.includes(field) && keys.some(([first]) => first === field.column)

/** The table, with its columns taken as its first row calls them; null where there is none. */
export function sheetOf(register: Register, table: readonly NumberedRow[]): Sheet | null {
  const [head, ...rows] = table
  if (!head) return null
  const headers = head.cells.map(meant)
  const taken = new Set<string>()
  const columns = headers.map((header) => {
    const column = columnOf(register, header)
    if (column === null || taken.has(column)) return null
    taken.add(column)
    return column
  })
  return { headers, columns, rows }
}

function columnOf(register: Register, header: string): string | null {
  const called = plain(header)
  if (called === '') return null
  const field = takenFields(register).find(({ label, column }) => [plain(label), plain(column)].includes(called))
  if (field) return field.column
  if (called === plain(ID_LABEL) || called === ID) return ID
  return called === plain(VERSION_LABEL) ? VERSION : null
}

/** Columns that are left out, each with why. `register` is the whole of it, also what somebody may not write. */
export function leftOut(register: Register, { headers, columns }: Columns): string[] {
  return headers.flatMap((header, index) => {
    if (header === '' || columns[index]) return []
    const column = columnOf(register, header) ?? factOf(register, header)
    if (column === null) return [`“${header}”`]
    if (columns.includes(column)) return [`“${header}”, which another column gives already`]
    if (register.fields.some((field) => field.column === column && (field.change ?? field.see) !== undefined))
      return [`“${header}”, which you do not have permission to change`]
    return [`“${header}”${factOf(register, header) ? ', which Muniment works out' : ''}`]
  })
}

const factOf = ({ facts = [] }: Register, header: string): string | null =>
  facts.find(({ label, column }) => [plain(label), plain(column)].includes(plain(header)))?.column ?? null

/** A row by what its cells mean: only the columns that are there. */
export interface FileRow {
  readonly number: number
  readonly cells: Readonly<Record<string, string>>
  /** What is wrong with the row before its words are looked at. */
  readonly problems: readonly string[]
}

/** How rows of a table are read, by its columns. */
export function rowReader({ headers, columns }: Columns): (row: NumberedRow) => FileRow {
  const twins = headers.flatMap((header, index) => {
    const first = headers.findIndex((other) => header !== '' && plain(other) === plain(header))
    return first < index && !columns[index] && columns[first] ? [[first, index] as const] : []
  })
  return ({ number, cells }) => {
    const all = cells.map(meant)
    const taken = columns.flatMap((column, index) => (column ? [[column, all[index] ?? ''] as const] : []))
    const problems = twins.flatMap(([first, second]) =>
      (all[first] ?? '') === (all[second] ?? '')
        ? []
        : [`Two columns are called “${headers[first]}”, and they do not say the same`],
    )
    if (all.slice(headers.length).some((text) => text !== ''))
      problems.push('The row has more cells than the table has columns. Check that commas stand in quotation marks')
    return { number, cells: Object.fromEntries(taken), problems }
  }
}
