import { asTheReader } from '../access/index.ts'
import { BadRequest, Conflict, Forbidden } from '../errors.ts'
import { PAGE_SIZE, readPage, readState } from '../listing/index.ts'
import { get, json, MANY_ENTRIES, type PersonRequest, patch, post, type Route } from '../web/index.ts'
import { asAnswer } from './answering.ts'
import { itemSchema, properties } from './api-schemas.ts'
import { fileApi } from './file-api.ts'
import { fileAsJson } from './file-views.ts'
import { importer, takeSheet } from './importing.ts'
import { listingOf } from './listing.ts'
import { existing } from './lookup.ts'
import { type Item, type Problem, type Register, readBy, shownFields, writtenBy } from './model.ts'
import { addItem, changeItem } from './save.ts'
import { sheetSent, valueFrom } from './sent.ts'
import { findItem } from './store.ts'

/** The JSON API of a register: the same deeds, with the same rules, as its pages. */
export function apiRoutes(register: Register): Route[] {
  const path = `/api/v1${register.path}`
  return [
    listRoute(register, path),
    get(`${path}/:id`, register.see, async (asked) => json(await asShown(asked, register)), {
      api: {
        seenBy: asTheReader('the register'),
        summary: `Read one of the ${register.plural}`,
        tag: register.plural,
        answer: itemSchema(register),
      },
    }),
    addRoute(register, path),
    importRoute(register, path),
    changeRoute(register, path),
    ...fileApi(register, (asked) => asShown(asked, register)),
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
    {
      api: {
        seenBy: asTheReader('the register'),
        summary: `List ${plural}`,
        tag: plural,
        query: queryOf(register),
        answer: list,
      },
    },
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
    {
      api: {
        seenBy: asTheReader('the register'),
        summary: `Add to the ${plural}`,
        tag: plural,
        body: bodyOf(register),
        answer: itemSchema(register),
      },
    },
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
        seenBy: asTheReader('the register'),
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
        seenBy: asTheReader('the register'),
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

/** A version as the database counts them. */
const isVersion = (version: unknown): version is number =>
  typeof version === 'number' && Number.isInteger(version) && version >= 0 && version < 2 ** 31
