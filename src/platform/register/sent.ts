import { momentOf } from '../calendar/index.ts'
import type { Queries } from '../db/index.ts'
import { BadRequest } from '../errors.ts'
import type { Values } from '../form/index.ts'
import { LIMITS, type NumberedRow } from '../reading/index.ts'
import { takingTurns } from '../turns.ts'
import { shortened } from '../words.ts'
import { itemForm, resolveReferences } from './fields.ts'
import { fileIn, fileInFull, fileOf } from './file-value.ts'
import type { FieldValue, Item, Register, RegisterField } from './model.ts'
import { joinedNames } from './several.ts'
import { type Sheet, sheetOf } from './sheet.ts'

const isPlain = (row: unknown): row is Readonly<Record<string, unknown>> =>
  typeof row === 'object' && row !== null && !Array.isArray(row)

/** Rows as programs send them, numbered from 1. */
export async function sheetSent(register: Register, sent: unknown): Promise<{ sheet: Sheet; isDry: boolean }> {
  const { rows, dry_run: isDry = false } = (sent ?? {}) as { rows?: unknown; dry_run?: unknown }
  if (!Array.isArray(rows) || typeof isDry !== 'boolean') throw new BadRequest('Send rows, as a list of objects')
  // The keys of a long text would be each of its letters.
  const headers = isPlain(rows[0]) ? Object.keys(rows[0]) : []
  if (headers.length > LIMITS.columns) throw new BadRequest(`Row 1 gives more than ${LIMITS.columns} fields`)
  const all = headers.toSorted().join('\n')
  const { columns } = sheetOf(register, [{ number: 0, cells: headers }]) ?? { columns: [] }
  const fields = columns.map((column) => register.fields.find((field) => field.column === column))
  const turn = takingTurns()
  const numbered: NumberedRow[] = []
  for (const [index, row] of rows.entries()) {
    if (!isPlain(row) || Object.keys(row).toSorted().join('\n') !== all)
      throw new BadRequest(`Row ${index + 1} does not give the same fields as row 1`)
    numbered.push({
      number: index + 1,
      cells: headers.map((header, place) => asCell(fields[place], row[header], index + 1)),
    })
    await turn()
  }
  const sheet = sheetOf(register, [{ number: 0, cells: headers }, ...numbered]) ?? { headers, columns: [], rows: [] }
  const stranger = headers.find((_, index) => !sheet.columns[index])
  if (stranger !== undefined) throw noField(stranger)
  return { sheet, isDry }
}

function asCell(field: RegisterField | undefined, value: unknown, row: number): string {
  // What nothing can be is written out, and refused: as nothing it would empty the field.
  const isOther = typeof value === 'boolean' || (typeof value === 'object' && value?.constructor === Object)
  if (field?.kind === 'file' && isOther) return fileInFull({ digest: '', name: '', size: 0, ...(value as object) })
  const isList = field !== undefined && Array.isArray(value) && !isSeveral(field)
  if (isList || (field?.kind === 'text' && !isText(value)))
    throw new BadRequest(`Row ${row}: ${cannotBe(field, value)}`)
  const text = isOther ? JSON.stringify(value) : asText(value)
  if (typeof text === 'string') return text
  return field?.kind === 'references' ? joinedNames(text) : text.join(', ')
}

/** Whether a value is words, or nothing: a list, an object or yes and no are none. */
const isText = (value: unknown): boolean => typeof value !== 'boolean' && (typeof value !== 'object' || value === null)

const cannotBe = ({ label }: RegisterField, value: unknown): string =>
  `${label} cannot be ${shortened(JSON.stringify(value), 100)}`

const noField = (name: string): BadRequest => new BadRequest(`There is no field “${shortened(name, 100)}”`)

/** Reads what was sent by the form's rules; what was not sent stays as it is. */
export async function valueFrom(
  db: Queries,
  register: Register,
  sent: unknown,
  before: Item | null,
): Promise<Record<string, FieldValue>> {
  if (typeof sent !== 'object' || sent === null || Array.isArray(sent)) throw new BadRequest('Send a JSON object')
  const known = new Set([...register.fields.map(({ column }) => column), 'version'])
  const stranger = Object.keys(sent).find((key) => !known.has(key))
  if (stranger !== undefined) throw noField(stranger)
  const all: Record<string, unknown> = { ...before, ...sent }
  const values: Values = Object.fromEntries(
    register.fields.map((field) => [field.column, field.kind === 'file' ? '' : asSent(field, all[field.column])]),
  )
  const read = itemForm(register, {}).read(values)
  if (!read.ok) throw new BadRequest(read.errors.map(({ message }) => message).join('. '))
  const { value, problems } = await resolveReferences(db, register, read.value)
  if (problems.length > 0) throw new BadRequest(problems.map(({ message }) => message).join('. '))
  return { ...value, ...fileSent(register, sent as Record<string, unknown>, before) }
}

function asText(value: unknown): string | string[] {
  if (Array.isArray(value)) return value.map(String)
  if (value instanceof Date) return momentOf(value)
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}

/** What programs say of the file of an item: it stays, or it goes. Throws BadRequest for another, and where there must be one. */
function fileSent(
  register: Register,
  sent: Readonly<Record<string, unknown>>,
  before: Item | null,
): Record<string, FieldValue> {
  const field = fileOf(register)
  if (!field) return {}
  const { column, label, required } = field
  const there = before?.[column] ?? null
  const given = column in sent ? sent[column] : undefined
  const isAsRead = digestIn(given) !== null && digestIn(given) === fileIn(there)?.digest
  const value = given === undefined || isAsRead ? there : given === '' ? null : given
  if (value !== null && value !== there)
    throw new BadRequest(`${label}: a file is added on the page of the entry, or put to its own address`)
  if (value === null && required) throw new BadRequest(required)
  return { [column]: value as FieldValue }
}

const digestIn = (value: unknown): string | null => {
  const { digest } = (value ?? {}) as { digest?: unknown }
  return typeof digest === 'string' ? digest : null
}

const isSeveral = ({ kind }: RegisterField): boolean => kind === 'choices' || kind === 'references'

/** A value as a form would send it. Throws BadRequest for what the field cannot be, such as an object for a text. */
function asSent(field: RegisterField, value: unknown): string | string[] {
  if (typeof value === 'boolean' && field.kind === 'yes-no') return value ? 'yes' : 'no'
  const isList = Array.isArray(value) && (!isSeveral(field) || value.some((one) => typeof one !== 'string'))
  if (isList || typeof value === 'boolean' || (typeof value === 'object' && value?.constructor === Object))
    throw new BadRequest(cannotBe(field, value))
  return asText(value)
}
