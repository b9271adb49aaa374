import { momentOf } from '../calendar/index.ts'
import type { Queries } from '../db/index.ts'
import { BadRequest, Conflict, Forbidden, NotFound } from '../errors.ts'
import type { Values } from '../form/index.ts'
import { isId } from '../ids.ts'
import { PAGE_SIZE, readPage, readState } from '../listing/index.ts'
import { type AskedBy, get, json, patch, post, type Route } from '../web/index.ts'
import { itemForm, resolveReferences } from './fields.ts'
import { listingOf } from './listing.ts'
import {
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
import { findItem, seenItem } from './store.ts'

/** The JSON API of a register: the same deeds, with the same rules, as its pages. */
export function apiRoutes(register: Register): Route[] {
  const path = `/api/v1${register.path}`
  const listing = listingOf(register)
  const item = itemSchema(register)
  const body = { type: 'object', properties: properties(register.fields), additionalProperties: false }
  const tag = register.plural
  const query = Object.fromEntries([
    ...listing.filters.map(({ key, label }) => [key, { description: label, schema: { type: 'string' } }]),
    [
      'sort',
      {
        description: 'Column to sort by',
        schema: { enum: listing.columns.filter(({ sort }) => sort).map(({ key }) => key) },
      },
    ],
    ['order', { description: 'Direction', schema: { enum: ['ascending', 'descending'] } }],
    ['after', { description: 'Place in the list, from `next` of the page before', schema: { type: 'string' } }],
  ])
  const list = {
    type: 'object',
    properties: { items: { type: 'array', items: item, maxItems: PAGE_SIZE }, next: { type: ['string', 'null'] } },
  }
  return [
    get(
      path,
      register.see,
      async ({ db, query: asked, today, person }) => {
        const own = readBy(register, person)
        const shown = listingOf(own)
        const page = await readPage(db, shown, readState(shown, asked), { today, person })
        return json({ items: page.rows.map((row) => asJson(own, row)), next: page.next })
      },
      { api: { summary: `List ${register.plural}`, tag, query, answer: list } },
    ),
    get(`${path}/:id`, register.see, async (asked) => json(await asShown(asked, register)), {
      api: { summary: `Read one of the ${register.plural}`, tag, answer: item },
    }),
    post(
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
      { api: { summary: `Add to the ${register.plural}`, tag, body, answer: item } },
    ),
    patch(
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
          summary: `Change one of the ${register.plural}`,
          tag,
          body: { ...body, properties: { ...body.properties, version: { type: 'integer' } }, required: ['version'] },
          answer: item,
        },
      },
    ),
  ]
}

const refusalOf = ({ message, isOfRights }: Problem) => (isOfRights ? new Forbidden(message) : new Conflict(message))

function properties(fields: readonly RegisterField[]): Record<string, object> {
  return Object.fromEntries(fields.map((field) => [field.column, { description: field.label, ...schemaOf(field) }]))
}

function schemaOf(field: RegisterField): object {
  const type = field.required ? 'string' : ['string', 'null']
  if (field.kind === 'choice')
    return { enum: [...field.options.map(({ value }) => value), ...(field.required ? [] : [null])] }
  if (field.kind === 'choices') return { type: 'array', items: { enum: field.options.map(({ value }) => value) } }
  if (field.kind === 'day') return { type, format: 'date' }
  if (field.kind === 'moment') return { type, format: 'date-time' }
  if (field.kind === 'number')
    return { type: field.required ? 'integer' : ['integer', 'null'], minimum: field.least, maximum: field.most }
  return field.kind === 'reference' ? { type, format: 'uuid' } : { type }
}

function itemSchema(register: Register): object {
  return {
    type: 'object',
    properties: {
      id: { type: 'string', format: 'uuid' },
      version: { type: 'integer' },
      ...properties(shownFields(register)),
    },
  }
}

function asJson(register: Register, item: Item): object {
  return {
    id: item.id,
    version: item.version,
    ...Object.fromEntries(shownFields(register).map(({ column }) => [column, item[column] ?? null])),
  }
}

/** An item as somebody is shown it. */
async function asShown(asked: AskedBy, register: Register): Promise<object> {
  const own = readBy(register, asked.person)
  return asJson(own, await existing(asked, own))
}

async function existing(
  { db, params: { id = '' }, person }: Pick<AskedBy, 'db' | 'params' | 'person'>,
  register: Register,
): Promise<Item> {
  const item = isId(id) ? await seenItem(db, register, id, person) : null
  if (!item) throw new NotFound(`There is no such ${register.singular}`)
  return item
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
  const values: Values = Object.fromEntries(register.fields.map(({ column }) => [column, asText(all[column])]))
  const read = itemForm(register, {}).read(values)
  if (!read.ok) throw new BadRequest(read.errors.map(({ message }) => message).join('. '))
  const { value, problems } = await resolveReferences(db, register, read.value)
  if (problems.length > 0) throw new BadRequest(problems.map(({ message }) => message).join('. '))
  return value
}

function asText(value: unknown): string | string[] {
  if (Array.isArray(value)) return value.map(String)
  if (value instanceof Date) return momentOf(value)
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}

/** A version as the database counts them. */
const isVersion = (version: unknown): version is number =>
  typeof version === 'number' && Number.isInteger(version) && version >= 0 && version < 2 ** 31
