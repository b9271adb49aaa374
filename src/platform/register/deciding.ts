import { isSame, written } from './cells.ts'
import { titleOf } from './field-words.ts'
import { type Match, type Names, valueIn } from './matching.ts'
import { type FieldValue, type Item, isLeading, type Register, type RegisterField, shownFields } from './model.ts'
import { type FileRow, meant, VERSION } from './sheet.ts'

/** A name that leads to nothing yet. */
export interface UnknownName {
  readonly path: string
  readonly singular: string
  readonly name: string
}

/** What a row of a file comes to, before anything is written. */
export type Decision =
  | {
      readonly kind: 'waiting'
      readonly item: Item | null
      readonly why: readonly string[]
      readonly unknown: readonly UnknownName[]
      /** Whether it may come to something else once other rows of the file are there. */
      readonly again: boolean
    }
  | { readonly kind: 'unchanged'; readonly item: Item }
  | { readonly kind: 'updated'; readonly item: Item; readonly value: Readonly<Record<string, FieldValue>> }
  | { readonly kind: 'added'; readonly value: Readonly<Record<string, FieldValue>> }

/** Fields of an item that were changed since the file was made, each with how it was then. */
export type Since = ReadonlyMap<string, string>

/** What becomes of a row: pure, from what it says, what it is about, and what its names lead to. */
export function decide(
  register: Register,
  row: FileRow,
  match: Match,
  names: Names,
  since: Since | undefined,
): Decision {
  if ('why' in match) return waiting(null, [...row.problems, match.why])
  const { item } = match
  const problems = [...row.problems, ...(item ? versionProblem(row, item) : [])]
  const read = item ? changesIn(register, row, item, names, since) : valuesIn(register, row, names)
  const why = [...problems, ...read.problems]
  if (why.length > 0) return { ...waiting(item, why), unknown: read.unknown, again: isOwn(register, read.unknown) }
  if (!item) return { kind: 'added', value: read.value }
  return Object.keys(read.value).length === 0
    ? { kind: 'unchanged', item }
    : { kind: 'updated', item, value: read.value }
}

export const waiting = (item: Item | null, why: readonly string[]) =>
  ({ kind: 'waiting', item, why, unknown: [], again: false }) as const

const isOwn = ({ path }: Register, unknown: readonly UnknownName[]) => unknown.some((one) => one.path === path)

/** The version of the item that the file was made of; null where it says none. */
export const versionOf = ({ cells }: FileRow): number | null => {
  const text = cells[VERSION] ?? ''
  return /^\d{1,9}$/.test(text) ? Number(text) : null
}

function versionProblem(row: FileRow, { version }: Item): string[] {
  const text = row.cells[VERSION] ?? ''
  const given = versionOf(row)
  if (text === '' || (given !== null && given >= 1 && given <= version)) return []
  return [`“${text}” is not a version of it: leave that cell as the export has it, or empty`]
}

interface ReadRow {
  readonly value: Record<string, FieldValue>
  readonly problems: string[]
  readonly unknown: UnknownName[]
}

function valuesIn(register: Register, { cells }: FileRow, names: Names): ReadRow {
  const read: ReadRow = { value: {}, problems: [], unknown: [] }
  for (const field of register.fields) take(read, field, cells[field.column] ?? '', names)
  return read
}

function take(read: ReadRow, field: RegisterField, text: string, names: Names): void {
  const one = valueIn(field, text, names)
  if ('value' in one) {
    read.value[field.column] = one.value
    return
  }
  read.problems.push(one.error)
  if (!isLeading(field)) return
  const { path, singular } = field.to
  for (const name of one.unknown ?? []) read.unknown.push({ path, singular, name })
}

/** What a row changes in its item. Only cells that say something else than the export would are read. */
function changesIn(
  register: Register,
  { cells }: FileRow,
  item: Item,
  names: Names,
  since: Since | undefined,
): ReadRow {
  const read: ReadRow = { value: {}, problems: [], unknown: [] }
  for (const field of register.fields) {
    const text = cells[field.column]
    if (text === undefined || text === written(field, item)) continue
    const before = since?.get(field.column)
    // As it was when the file was made: whoever sends it did not touch it.
    if (before !== undefined && meant(before) === text) continue
    const one: ReadRow = { value: {}, problems: [], unknown: [] }
    take(one, field, text, names)
    const value = one.value[field.column]
    if (value !== undefined && isSame(field, item, value)) continue
    if (before !== undefined) read.problems.push(conflict(field, item, text))
    else {
      Object.assign(read.value, one.value)
      read.problems.push(...one.problems)
      read.unknown.push(...one.unknown)
    }
  }
  return read
}

function conflict(field: RegisterField, item: Item, text: string): string {
  const now = written(field, item)
  return `“${field.label}” was changed to ${now === '' ? 'nothing' : `“${now}”`} after this file was made, and the file says ${text === '' ? 'nothing' : `“${text}”`}. Nothing was overwritten`
}

/** What the item of a row is called: as it is, or as the row would have it. */
export function nameOfRow(register: Register, item: Item | null, { cells }: FileRow): string {
  if (item) return titleOf(register, item)
  return register.named.map((column) => cells[column] ?? '').join(' – ')
}

/** By what two new rows of one file are told to be about the same; null where an item that has ended may share it. */
export function keyOfNew(
  register: Register,
  { cells }: FileRow,
  value: Readonly<Record<string, FieldValue>>,
): string | null {
  if (register.ended && (cells[register.ended] ?? '') !== '') return null
  const key = register.keys.find(([first = '']) => (cells[first] ?? '') !== '')
  if (!key) return null
  const isReference = (column: string) =>
    shownFields(register).some((field) => field.column === column && field.kind === 'reference')
  return JSON.stringify(
    key.map((column) => (isReference(column) ? value[column] : String(value[column] ?? '').toLowerCase())).concat(key),
  )
}
