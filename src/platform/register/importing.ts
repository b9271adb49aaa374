import type { Act } from '../audit/index.ts'
import type { Db, Queries } from '../db/index.ts'
import { sql } from '../db/index.ts'
import { restored } from '../exports/index.ts'
import type { Values } from '../form/index.ts'
import { newId } from '../ids.ts'
import { type Cell, cellText, type ReadDocument } from '../reading/index.ts'
import { itemForm, referencesOf, resolveReferences } from './fields.ts'
import type { FieldValue, Register, RegisterField } from './model.ts'
import { addIn, problemOf } from './save.ts'
import type { PreviewRow } from './views.ts'

const plain = (text: string) =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

/** The rows of a document's first table as a register would take them, each with what is wrong with it. */
export async function previewRows(
  db: Queries,
  register: Register,
  document: ReadDocument,
): Promise<{ rows: PreviewRow[]; unknown: string[] }> {
  const table = document.blocks.find((block) => block.type === 'table')
  const [head = [], ...body] = table?.rows ?? []
  const columns = head.map((cell) =>
    register.fields.find((field) => [plain(field.label), plain(field.column)].includes(plain(cellText(cell)))),
  )
  const unknown = head.flatMap((cell, index) =>
    columns[index] || cell.paragraphs.length === 0 ? [] : [cellText(cell)],
  )
  const known = { form: itemForm(register, await referencesOf(db, register)) }
  const rows: PreviewRow[] = []
  for (const [index, cells] of body.entries()) {
    if (cells.every((cell) => cell.paragraphs.length === 0)) continue
    const values = rowValues(columns, cells)
    const read = known.form.read(await byId(db, register, asForm(register, values)))
    const problems = read.errors.map(({ message }) => message)
    const references = read.ok ? (await resolveReferences(db, register, asNamed(register, values))).problems : []
    rows.push({ number: index + 2, values, problems: [...problems, ...references.map(({ message }) => message)] })
  }
  return { rows, unknown }
}

function rowValues(columns: readonly (RegisterField | undefined)[], cells: readonly Cell[]): Record<string, string> {
  return Object.fromEntries(
    columns.flatMap((field, index) =>
      field && cells[index] ? [[field.column, restored(cellText(cells[index])).trim()]] : [],
    ),
  )
}

/** Answers that people read become the ones that forms send. */
function asForm(register: Register, values: Readonly<Record<string, string>>): Values {
  return Object.fromEntries(
    register.fields.map((field) => {
      const text = values[field.column] ?? ''
      if (field.kind === 'choice') return [field.column, optionFor(field, text)]
      if (field.kind === 'choices')
        return [field.column, text === '' ? [] : text.split(/,\s*/).map((one) => optionFor(field, one))]
      return [field.column, text]
    }),
  )
}

function optionFor(
  { options }: { readonly options: readonly { readonly value: string; readonly text: string }[] },
  text: string,
): string {
  return options.find((option) => plain(option.text) === plain(text) || option.value === text)?.value ?? text
}

const asNamed = (register: Register, values: Readonly<Record<string, string>>): Record<string, FieldValue> =>
  Object.fromEntries(register.fields.map(({ column }) => [column, values[column] ?? null]))

/** References chosen from a list are read by id, so names are looked up first. */
async function byId(db: Queries, register: Register, values: Values): Promise<Values> {
  const given = Object.fromEntries(Object.entries(values).map(([key, value]) => [key, (value ?? null) as FieldValue]))
  const { value } = await resolveReferences(db, register, given)
  const references = register.fields.filter(({ kind }) => kind === 'reference').map(({ column }) => column)
  return {
    ...values,
    ...Object.fromEntries(references.map((column) => [column, (value[column] as string | null) ?? ''])),
  }
}

/** Keeps the rows until somebody says yes. */
export async function keepImport(
  db: Db,
  register: Register,
  act: Act,
  fileName: string,
  rows: readonly PreviewRow[],
): Promise<string> {
  const id = newId(act.at.getTime())
  const by = act.actor.kind === 'person' ? act.actor.id : null
  await db.run(
    sql`insert into register.import (id, register, person_id, file_name, at, rows) values (${id}, ${register.key}, ${by}, ${fileName}, ${act.at}, ${JSON.stringify(rows)})`,
  )
  return id
}

/** Adds the rows of a kept import that nothing stands against, all of them or none. Answers how many. */
export async function runImport(
  db: Db,
  register: Register,
  act: Act,
  importId: string,
): Promise<{ added: number } | { message: string }> {
  const by = act.actor.kind === 'person' ? act.actor.id : null
  try {
    return await db.transaction(async (tx) => {
      const kept = await tx.maybe<{ rows: PreviewRow[] }>(
        sql`delete from register.import where id = ${importId} and register = ${register.key} and person_id is not distinct from ${by} returning rows`,
      )
      if (!kept) return { message: 'This import has been done already, or was started by somebody else' }
      const good = kept.rows.filter(({ problems }) => problems.length === 0)
      const form = itemForm(register, await referencesOf(tx, register))
      for (const { values, number } of good) {
        const read = form.read(await byId(tx, register, asForm(register, values)))
        if (!read.ok) throw new RowProblem(number, read.errors.map(({ message }) => message).join('. '))
        const { value } = await resolveReferences(tx, register, read.value)
        await addIn(tx, act, register, value).catch((error: unknown) => {
          const problem = problemOf(register, error)
          throw problem ? new RowProblem(number, problem.message) : error
        })
      }
      return { added: good.length }
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
