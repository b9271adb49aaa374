import type { Act } from '../audit/index.ts'
import { type Db, type Queries, sql } from '../db/index.ts'
import { restored } from '../exports/index.ts'
import type { Values } from '../form/index.ts'
import { newId } from '../ids.ts'
import { cellText, type ReadDocument } from '../reading/index.ts'
import { takingTurns } from '../turns.ts'
import { itemForm, lookUp, theOne } from './fields.ts'
import type { FieldValue, ReferenceTarget, Register } from './model.ts'
import { addQuietly, problemOf } from './save.ts'

/** A table as it was read, and how each of its columns is taken: a field's column, or null where it is left out. */
export interface Sheet {
  readonly headers: readonly string[]
  readonly rows: readonly (readonly string[])[]
  readonly columns: readonly (string | null)[]
  /** The rows' numbers in the file; without them they follow the headers one by one. */
  readonly numbers?: readonly number[]
}

export interface PreviewRow {
  /** The row's number in the file, from 1 for the headers. */
  readonly number: number
  /** Its place among the rows that are kept. */
  readonly index: number
  /** As the file has them, by the fields' columns. */
  readonly values: Readonly<Record<string, string>>
  readonly problems: readonly string[]
  /** As it would be saved; null where something stands against that. */
  readonly value: Readonly<Record<string, FieldValue>> | null
}

/** A name that leads to nothing yet. */
export interface UnknownName {
  readonly to: ReferenceTarget
  readonly name: string
  readonly rows: number
}

export interface Preview {
  readonly rows: readonly PreviewRow[]
  readonly unknown: readonly UnknownName[]
}

const plain = (text: string) =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

/** The first table of a document, with its columns taken as their headers say; null where it has none with rows. */
export function sheetOf(register: Register, document: ReadDocument): Sheet | null {
  const table = document.blocks.find((block) => block.type === 'table')
  const [head = [], ...body] = table?.rows ?? []
  const headers = head.map((cell) => cellText(cell).trim())
  const rows = body.map((cells) => cells.map((cell) => restored(cellText(cell)).trim()))
  if (rows.every((cells) => cells.every((text) => text === ''))) return null
  const taken = new Set<string>()
  const columns = headers.map((header) => {
    const field = register.fields.find(({ label, column }) => [plain(label), plain(column)].includes(plain(header)))
    if (!field || taken.has(field.column)) return null
    taken.add(field.column)
    return field.column
  })
  return { headers, rows, columns }
}

/** The headers of columns that are left out. */
export const leftOut = ({ headers, columns }: Sheet): string[] =>
  headers.filter((header, index) => header !== '' && !columns[index])

/** The rows as the register would take them, each with what is wrong with it. Names are looked up once for each field. */
export async function preview(db: Queries, register: Register, sheet: Sheet): Promise<Preview> {
  const given = sheet.rows
    .map((cells, index) => ({
      number: sheet.numbers?.[index] ?? index + 2,
      index,
      values: valuesOf(sheet.columns, cells),
      cells,
    }))
    .filter(({ cells }) => cells.some((text) => text !== ''))
  const form = itemForm(register, {})
  const references = await Promise.all(
    register.fields.flatMap((field) => {
      if (field.kind !== 'reference') return []
      const { column, to } = field
      const names = given.flatMap(({ values }) => values[column] || [])
      return [lookUp(db, to, names).then((found) => ({ column, to, found }))]
    }),
  )
  const unknown = new Map<string, UnknownName>()
  const turn = takingTurns()
  const rows: PreviewRow[] = []
  for (const { number, index, values } of given) {
    const read = form.read(asForm(register, values))
    const problems = read.errors.map(({ message }) => message)
    const value: Record<string, FieldValue> = read.ok ? { ...read.value } : {}
    for (const { to, column, found } of references) {
      const text = values[column]
      if (!text) continue
      const one = theOne(to, text, found)
      if ('id' in one) value[column] = one.id
      else problems.push(one.message)
      if ('id' in one || !one.isUnknown) continue
      const key = `${to.singular} ${text.toLowerCase()}`
      unknown.set(key, { to, name: unknown.get(key)?.name ?? text, rows: (unknown.get(key)?.rows ?? 0) + 1 })
    }
    rows.push({ number, index, values, problems, value: problems.length === 0 ? value : null })
    await turn()
  }
  return { rows, unknown: [...unknown.values()].toSorted((a, b) => b.rows - a.rows || (a.name < b.name ? -1 : 1)) }
}

const valuesOf = (columns: Sheet['columns'], cells: readonly string[]): Record<string, string> =>
  Object.fromEntries(columns.flatMap((column, index) => (column ? [[column, cells[index] ?? '']] : [])))

/** Answers that people read become the ones that forms send. */
function asForm(register: Register, values: Readonly<Record<string, string>>): Values {
  return Object.fromEntries(
    register.fields.map((field) => {
      const text = values[field.column] ?? ''
      if (field.kind === 'choice') return [field.column, optionFor(field, text)]
      if (field.kind === 'choices') return [field.column, optionsFor(field, text)]
      return [field.column, text]
    }),
  )
}

interface Options {
  readonly options: readonly { readonly value: string; readonly text: string }[]
}

/** The answers of a list with commas between them. An answer may have commas of its own: the longest that fits is taken. */
function optionsFor({ options }: Options, text: string): string[] {
  const longestFirst = options.toSorted((a, b) => b.text.length - a.text.length)
  const found: string[] = []
  for (let rest = text.trim(); rest !== ''; ) {
    const low = rest.toLowerCase()
    const option = longestFirst.find(({ text: words }) => {
      const after = low.slice(words.length).trimStart()
      return low.startsWith(words.toLowerCase()) && (after === '' || after.startsWith(','))
    })
    const part = option ? rest.slice(0, option.text.length) : (rest.split(',')[0] ?? rest)
    found.push(option?.value ?? optionFor({ options }, part.trim()))
    rest = rest
      .slice(part.length)
      .replace(/^\s*,\s*/, '')
      .trim()
  }
  return found
}

function optionFor({ options }: Options, text: string): string {
  return options.find((option) => plain(option.text) === plain(text) || option.value === text)?.value ?? text
}

const byOf = ({ actor }: Act) => (actor.kind === 'person' ? actor.id : null)

/** Keeps what was read until somebody says yes. */
export async function keepImport(
  db: Db,
  register: Register,
  act: Act,
  fileName: string,
  sheet: Sheet,
): Promise<string> {
  const id = newId(act.at.getTime())
  await db.run(
    sql`insert into register.import (id, register, person_id, file_name, at, sheet) values (${id}, ${register.key}, ${byOf(act)}, ${fileName}, ${act.at}, ${JSON.stringify(sheet)})`,
  )
  return id
}

/** An import that waits, of whoever started it. */
export function findImport(
  db: Queries,
  register: Register,
  act: Act,
  id: string,
): Promise<{ fileName: string; sheet: Sheet } | null> {
  return db.maybe(
    sql`select file_name as "fileName", sheet from register.import where id = ${id} and register = ${register.key} and person_id is not distinct from ${byOf(act)}`,
  )
}

/** Takes the columns of a waiting import in another way. */
export async function takeColumns(
  db: Db,
  register: Register,
  act: Act,
  id: string,
  columns: Sheet['columns'],
): Promise<void> {
  await db.run(sql`
    update register.import set sheet = jsonb_set(sheet, '{columns}', ${JSON.stringify(columns)}::jsonb)
    where id = ${id} and register = ${register.key} and person_id is not distinct from ${byOf(act)}`)
}

/** Imports of somebody into a register that wait, the newest first. */
export function waitingImports(
  db: Queries,
  register: Register,
  act: Act,
): Promise<{ id: string; fileName: string; at: Date; rows: number }[]> {
  return db.many(sql`
    select id, file_name as "fileName", at, jsonb_array_length(sheet->'rows') as rows from register.import
    where register = ${register.key} and person_id is not distinct from ${byOf(act)} order by id desc limit 20`)
}

/** Forgets an import: its rows are not wanted. */
export async function dropImport(db: Db, register: Register, act: Act, id: string): Promise<void> {
  await db.run(
    sql`delete from register.import where id = ${id} and register = ${register.key} and person_id is not distinct from ${byOf(act)}`,
  )
}

/**
 * Adds the rows of a kept import that nothing stands against, all of them or none. The others go on waiting. Answers how many were added and
 * how many are left.
 */
export async function runImport(
  db: Db,
  register: Register,
  act: Act,
  importId: string,
): Promise<{ added: number; left: number } | { message: string }> {
  try {
    return await db.transaction(async (tx) => {
      const kept = await tx.maybe<{ sheet: Sheet }>(
        sql`select sheet from register.import where id = ${importId} and register = ${register.key} and person_id is not distinct from ${byOf(act)} for update`,
      )
      if (!kept) return { message: 'This import has been done already, or was started by somebody else' }
      const { rows } = await preview(tx, register, kept.sheet)
      const left = rows.filter(({ value }) => value === null)
      const added: string[] = []
      for (const { value, number } of rows) {
        if (!value) continue
        const { id } = await addQuietly(tx, act, register, value).catch((error: unknown) => {
          const problem = problemOf(register, error)
          throw problem ? new RowProblem(number, problem.message) : error
        })
        added.push(id)
      }
      const rest: Sheet = {
        ...kept.sheet,
        rows: left.map(({ index }) => kept.sheet.rows[index] ?? []),
        numbers: left.map(({ number }) => number),
      }
      await tx.run(
        left.length === 0
          ? sql`delete from register.import where id = ${importId}`
          : sql`update register.import set sheet = ${JSON.stringify(rest)}::jsonb where id = ${importId}`,
      )
      if (added.length > 0) await register.saved?.(tx, act, added)
      return { added: added.length, left: left.length }
    })
  } catch (error) {
    if (error instanceof RowProblem) return { message: `Nothing was added. Row ${error.row}: ${error.message}` }
    throw error
  }
}

class RowProblem extends Error {
  readonly row: number
  constructor(row: number, message: string) {
    super(message)
    this.row = row
  }
}
