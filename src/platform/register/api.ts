import { momentOf } from '../calendar/index.ts'
import type { Queries } from '../db/index.ts'
import { BadRequest, Conflict, Forbidden } from '../errors.ts'
import type { Values } from '../form/index.ts'
import { PAGE_SIZE, readPage, readState } from '../listing/index.ts'
import { LIMITS, type NumberedRow } from '../reading/index.ts'
import { takingTurns } from '../turns.ts'
import { get, json, MANY_ENTRIES, type PersonRequest, patch, post, type Route } from '../web/index.ts'
import { asAnswer } from './answering.ts'
import { formField, itemForm, resolveReferences } from './fields.ts'
import { fileIn, fileInFull, fileOf } from './file-value.ts'
import { fileAsJson } from './file-views.ts'
import { importer, takeSheet } from './importing.ts'
import { listingOf } from './listing.ts'
import { existing } from './lookup.ts'
import {
  answersOf,
  type FieldValue,
  type Item,
  type Problem,
  type Register,
  type RegisterField,
  readBy,
  shownFields,
  writtenBy,
} from './model.ts'
import { addItem, changeItem } from './save.ts'
import { joinedNames, MOST_REFERENCES } from './several.ts'
import { type Sheet, sheetOf } from './sheet.ts'
import { findItem } from './store.ts'

/** The JSON API of a register: the same deeds, with the same rules, as its pages. */
export function apiRoutes(register: Register): Route[] {
  const path = `/api/v1${register.path}`
  return [
    listRoute(register, path),
    get(`${path}/:id`, register.see, async (asked) => json(await asShown(asked, register)), {
      api: { summary: `Read one of the ${register.plural}`, tag: register.plural, answer: itemSchema(register) },
    }),
    addRoute(register, path),
    importRoute(register, path),
    changeRoute(register, path),
  ]
}

function listRoute(register: Register, path: string): Route {
  const { plural, see } = register
  const list = {
    type: 'object',
    properties: {
      items: { type: 'array', items: itemSchema(register), maxItems: PAGE_SIZE },
      next: { type: ['string', 'null'] },
    },
  }
  return get(
    path,
    see,
    async ({ db, query: asked, today, person }) => {
      const own = readBy(register, person)
      const shown = listingOf(own)
      const page = await readPage(db, shown, readState(shown, asked), { today, person })
      return json({ items: page.rows.map((row) => asJson(own, row)), next: page.next })
    },
    { api: { summary: `List ${plural}`, tag: plural, query: queryOf(register), answer: list } },
  )
}

/** What a list can be asked: its filters, its order, and where to go on. */
function queryOf(register: Register) {
  const { filters, columns } = listingOf(register)
  const sorts = columns.filter(({ sort }) => sort).map(({ key }) => key)
  return Object.fromEntries([
    ...filters.map(({ key, label }) => [key, { description: label, schema: { type: 'string' } }]),
    ['sort', { description: 'Column to sort by', schema: { enum: sorts } }],
    ['order', { description: 'Direction', schema: { enum: ['ascending', 'descending'] } }],
    ['after', { description: 'Place in the list, from `next` of the page before', schema: { type: 'string' } }],
  ])
}

const bodyOf = ({ fields }: Register) => ({
  type: 'object',
  properties: properties(fields, 'sent'),
  additionalProperties: false,
})

function addRoute(register: Register, path: string): Route {
  const { plural } = register
  return post(
    path,
    register.change,
    async (asked) => {
      const { db, act, person } = asked
      const own = writtenBy(register, person)
      const saved = await addItem(db, act, own, await valueFrom(db, own, asked.json, null))
      if ('message' in saved) throw refusalOf(saved)
      const shown = readBy(register, person)
      const item = await findItem(db, shown, saved.id)
      return json(item ? asJson(shown, item) : { id: saved.id })
    },
    { api: { summary: `Add to the ${plural}`, tag: plural, body: bodyOf(register), answer: itemSchema(register) } },
  )
}

function changeRoute(register: Register, path: string): Route {
  const { plural } = register
  const body = bodyOf(register)
  return patch(
    `${path}/:id`,
    register.change,
    async (asked) => {
      const { db, act, person, json: sent } = asked
      const own = writtenBy(register, person)
      const before = await existing(asked, register)
      const version = (sent as { version?: unknown } | null)?.version
      if (!isVersion(version)) throw new BadRequest('Give the version that you read')
      const saved = await changeItem(db, act, own, before.id, version, await valueFrom(db, own, sent, before))
      if ('message' in saved) throw refusalOf(saved)
      return json(await asShown(asked, register))
    },
    {
      api: {
        summary: `Change one of the ${plural}`,
        tag: plural,
        body: { ...body, properties: { ...body.properties, version: { type: 'integer' } }, required: ['version'] },
        answer: itemSchema(register),
      },
    },
  )
}

const refusalOf = ({ message, isOfRights }: Problem) => (isOfRights ? new Forbidden(message) : new Conflict(message))

/** Rows that are sent are taken in as those of a file are: by what is asked there, and with the same answers. */
function importRoute(register: Register, path: string): Route {
  const { plural } = register
  const row = {
    type: 'object',
    additionalProperties: { type: ['string', 'number', 'boolean', 'array', 'object', 'null'] },
  }
  const waits = { type: 'object', properties: { row: { type: 'integer' }, why: { type: 'string' } } }
  const counts = ['rows', 'added', 'updated', 'unchanged'].map((one) => [one, { type: 'integer' }] as const)
  const description =
    'Each with the same fields, by their columns or labels, and with `id` and `version` where they are known'
  return post(
    `${path}/import`,
    register.change,
    async ({ db, act, person, json: sent, isGone }) => {
      const importing = importer(register, act, person, isGone)
      const { sheet, isDry } = await sheetSent(importing.register, sent)
      return json(asAnswer((await takeSheet(db, importing, sheet, isDry)).outcomes))
    },
    {
      most: MANY_ENTRIES,
      api: {
        summary: `Add and update ${plural}, many at once; with \`dry_run\` only say what would be done. One import of a person is worked on at a time. Where the line breaks while it is worked on, nothing is saved`,
        tag: plural,
        body: {
          type: 'object',
          properties: { rows: { type: 'array', items: row, description }, dry_run: { type: 'boolean' } },
          required: ['rows'],
          additionalProperties: false,
        },
        answer: {
          type: 'object',
          properties: { ...Object.fromEntries(counts), waiting: { type: 'array', items: waits } },
        },
      },
    },
  )
}

const isPlain = (row: unknown): row is Readonly<Record<string, unknown>> =>
  typeof row === 'object' && row !== null && !Array.isArray(row)

/** Rows as programs send them, numbered from 1. */
async function sheetSent(register: Register, sent: unknown): Promise<{ sheet: Sheet; isDry: boolean }> {
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
      cells: headers.map((header, place) => asCell(fields[place], row[header])),
    })
    await turn()
  }
  const sheet = sheetOf(register, [{ number: 0, cells: headers }, ...numbered]) ?? { headers, columns: [], rows: [] }
  const stranger = headers.find((_, index) => !sheet.columns[index])
  if (stranger !== undefined) throw new BadRequest(`There is no field “${stranger}”`)
  return { sheet, isDry }
}

function asCell(field: RegisterField | undefined, value: unknown): string {
  // What nothing can be is written out, and refused: as nothing it would empty the field.
  const isOther = typeof value === 'boolean' || (typeof value === 'object' && value?.constructor === Object)
  if (field?.kind === 'file' && isOther) return fileInFull({ digest: '', name: '', size: 0, ...(value as object) })
  const text = isOther ? JSON.stringify(value) : asText(value)
  if (typeof text === 'string') return text
  return field?.kind === 'references' ? joinedNames(text) : text.join(', ')
}

type Side = 'sent' | 'answered'

function properties(fields: readonly RegisterField[], side: Side): Record<string, object> {
  return Object.fromEntries(
    fields.map((field) => [field.column, { description: field.label, ...schemaOf(field, side) }]),
  )
}

function schemaOf(field: RegisterField, side: Side): object {
  const type = field.required ? 'string' : ['string', 'null']
  const answers = answersOf(field)?.map(({ value }) => value)
  if (answers && field.kind === 'choices') return { type: 'array', items: { enum: answers } }
  const either = field.kind === 'yes-no' && side === 'sent' ? [true, false] : []
  if (answers) return { enum: [...answers, ...either, ...(field.required ? [] : [null])] }
  if (field.kind === 'day') return { type, format: 'date' }
  if (field.kind === 'moment') return { type, format: 'date-time' }
  if (field.kind === 'number')
    return { type: field.required ? 'integer' : ['integer', 'null'], minimum: field.least, maximum: field.most }
  if (field.kind === 'file') return { ...FILE_SCHEMA, ...(side === 'sent' ? { description: FILE_SENT } : {}) }
  if (field.kind === 'references')
    return { type: 'array', items: { type: 'string', format: 'uuid' }, maxItems: MOST_REFERENCES }
  if (field.kind === 'decimal') return formField(field, {}).schema
  return field.kind === 'reference' ? { type, format: 'uuid' } : { type }
}

function itemSchema(register: Register): object {
  return {
    type: 'object',
    properties: {
      id: { type: 'string', format: 'uuid' },
      version: { type: 'integer' },
      ...properties(shownFields(register), 'answered'),
    },
  }
}

function asJson(register: Register, item: Item): object {
  return {
    id: item.id,
    version: item.version,
    ...Object.fromEntries(
      shownFields(register).map(({ kind, column }) => [
        column,
        kind === 'file' ? fileAsJson(register, column, item) : (item[column] ?? null),
      ]),
    ),
  }
}

/** An item as somebody is shown it. */
async function asShown(asked: PersonRequest, register: Register): Promise<object> {
  const own = readBy(register, asked.person)
  return asJson(own, await existing(asked, own))
}

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
  if (stranger) throw new BadRequest(`There is no field “${stranger}”`)
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

const FILE_SENT = 'A file is added on the page of the entry. Send null to remove it, or what was read to leave it'

const FILE_SCHEMA = {
  type: ['object', 'null'],
  properties: {
    name: { type: 'string' },
    size: { type: 'integer' },
    digest: { type: 'string', description: 'SHA-256, in hexadecimal' },
    href: { type: 'string' },
  },
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
  if (value !== null && value !== there) throw new BadRequest(`${label}: a file is added on the page of the entry`)
  if (value === null && required) throw new BadRequest(required)
  return { [column]: value as FieldValue }
}

const digestIn = (value: unknown): string | null => {
  const { digest } = (value ?? {}) as { digest?: unknown }
  return typeof digest === 'string' ? digest : null
}

/** A value as a form would send it. Throws BadRequest for what the field cannot be, such as an object for a text. */
function asSent(field: RegisterField, value: unknown): string | string[] {
  if (typeof value === 'boolean' && field.kind === 'yes-no') return value ? 'yes' : 'no'
  if (typeof value === 'boolean' || (typeof value === 'object' && value?.constructor === Object))
    throw new BadRequest(`${field.label} cannot be ${JSON.stringify(value).slice(0, 100)}`)
  return asText(value)
}

/** A version as the database counts them. */
const isVersion = (version: unknown): version is number =>
  typeof version === 'number' && Number.isInteger(version) && version >= 0 && version < 2 ** 31
