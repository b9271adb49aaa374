import { type Subject, seenBy } from '../access/index.ts'
import { type Queries, type Sql, sql } from '../db/index.ts'
import { isId } from '../ids.ts'
import { isSame, isSameWords, itemValue, type ReadCell } from './cells.ts'
import { lookUp, nameKey, theOne } from './fields.ts'
import { type FieldValue, type Item, isLeading, type Register, type RegisterField, shownFields } from './model.ts'
import { namesIn } from './several.ts'
import { type FileRow, ID } from './sheet.ts'
import { column, fromItems, seenRows, selectItem } from './store.ts'

/** An item that rows of a file may be about, and whether whoever imports may see it. */
export type Candidate = Item & { readonly isSeen: boolean }

interface Lookup<Found> {
  get(key: string): Found | undefined
}

/** What names of a batch of rows lead to, for each field that is a reference, and how its cells are read. */
export interface Names {
  readonly found: Lookup<Lookup<readonly string[]>>
  readonly readers: ReadonlyMap<string, ReadCell>
}

/** Every name that a batch of rows gives, looked up once for each field. */
export async function namesOf(db: Queries, register: Register, rows: readonly FileRow[]) {
  const found = new Map<string, ReadonlyMap<string, readonly string[]>>()
  for (const field of register.fields) {
    if (!isLeading(field)) continue
    const given = [...new Set(rows.flatMap(({ cells }) => namesGiven(field, cells[field.column] ?? '')))]
    if (given.length > 0) found.set(field.column, await lookUp(db, field.to, given))
  }
  return found
}

/** The names that a cell gives: one, or of a field that leads to several each of them. */
export const namesGiven = ({ kind }: RegisterField, text: string): readonly string[] =>
  kind === 'references' ? namesIn(text) : text === '' ? [] : [text]

/** What rows are about: an item, nothing that is there, or why that cannot be told. */
export type Match = { readonly item: Item | null } | { readonly why: string }

/** Finds which item each row of a batch is about: by its id, else by the register's keys. A few queries, however many rows there are. */
export async function matcher(
  db: Queries,
  register: Register,
  viewer: Subject,
  rows: readonly FileRow[],
  names: Names,
): Promise<(row: FileRow) => Match> {
  const candidates = await candidatesOf(db, register, viewer, rows, names)
  return (row) => {
    const id = row.cells[ID] ?? ''
    return id === '' ? byKey(register, names, candidates, row) : byId(register, candidates, id)
  }
}

class Candidates {
  readonly #byId = new Map<string, Candidate>()
  readonly #byFirst = new Map<string, Map<string, Candidate[]>>()

  constructor(register: Register, items: readonly Candidate[]) {
    for (const item of items) this.#byId.set(item.id, item)
    for (const field of firstFields(register)) {
      const places = new Map<string, Candidate[]>()
      for (const item of this.#byId.values()) {
        const place = placeOf(field, item)
        if (place !== '') places.set(place, [...(places.get(place) ?? []), item])
      }
      this.#byFirst.set(field.column, places)
    }
  }

  ofId = (id: string): Candidate | undefined => this.#byId.get(id.toLowerCase())

  ofFirst = (first: string, places: readonly string[]): readonly Candidate[] =>
    places.flatMap((place) => this.#byFirst.get(first)?.get(place) ?? [])
}

/** By what items are found that have a value of a key's first column: what it refers to, or its words. */
const placeOf = (field: RegisterField, item: Item): string => {
  const value = itemValue(field, item)
  if (typeof value !== 'string') return ''
  return field.kind === 'reference' ? value : nameKey(value)
}

const fieldOf = (register: Register, one: string | undefined): RegisterField | undefined =>
  shownFields(register).find((field) => field.column === one)

const firstFields = (register: Register): RegisterField[] =>
  [...new Set(register.keys.map(([first]) => first))].flatMap((first) => fieldOf(register, first) ?? [])

/** The places at which items of a row's cell would be found. */
function placesOf(field: RegisterField, text: string, names: Names): readonly string[] {
  if (text === '') return []
  return field.kind === 'reference' ? (names.found.get(field.column)?.get(nameKey(text)) ?? []) : [nameKey(text)]
}

async function candidatesOf(
  db: Queries,
  register: Register,
  viewer: Subject,
  rows: readonly FileRow[],
  names: Names,
): Promise<Candidates> {
  const ids = rows.flatMap(({ cells }) => (isId(cells[ID] ?? '') ? [(cells[ID] ?? '').toLowerCase()] : []))
  const items = ids.length > 0 ? await candidatesWhere(db, register, viewer, sql`item.id = any(${ids}::uuid[])`) : []
  const unnamed = rows.filter(({ cells }) => (cells[ID] ?? '') === '')
  for (const field of firstFields(register)) {
    const places = [...new Set(unnamed.flatMap(({ cells }) => placesOf(field, cells[field.column] ?? '', names)))]
    if (places.length > 0) items.push(...(await candidatesWhere(db, register, viewer, firstIs(field, places))))
  }
  return new Candidates(register, items)
}

function firstIs(field: RegisterField, places: readonly string[]): Sql {
  const own = column(field.column)
  if (field.kind === 'reference') return sql`${own} = any(${places}::uuid[])`
  const written = [...new Set(places.flatMap((place) => [place, place.normalize('NFD')]))]
  return field.kind === 'text' ? sql`lower(${own}) = any(${written})` : sql`${own}::text = any(${written})`
}

const candidatesWhere = (db: Queries, register: Register, viewer: Subject, where: Sql): Promise<Candidate[]> =>
  db.many(sql`
    select ${selectItem(register)}, coalesce(${seenBy(seenRows(register), viewer)}, false) as "isSeen"
    from ${fromItems(register)} where ${where}`)

function byId({ singular }: Register, candidates: Candidates, id: string): Match {
  const item = isId(id) ? candidates.ofId(id) : undefined
  return item?.isSeen ? { item } : { why: `There is no ${singular} with the identifier “${id}”` }
}

/** What is said where a key belongs to something that whoever imports may not see: nothing of it. */
const NEUTRAL = 'This row cannot be taken in. Ask whoever looks after this register'

function byKey(register: Register, names: Names, candidates: Candidates, row: FileRow): Match {
  for (const [place, key] of register.keys.entries()) {
    const [first = ''] = key
    const field = fieldOf(register, first)
    const text = row.cells[first] ?? ''
    if (!field || text === '') continue
    const stronger = register.keys.slice(0, place)
    const alike = candidates
      .ofFirst(first, placesOf(field, text, names))
      .filter((item) => key.every((one) => says(register, names, item, row, one)))
      .filter((item) => stronger.every(([one = '']) => !contradicts(register, item, row, one)))
    const [item, another] = meantOf(register, alike, row)
    if (another) return { why: several(register, key) }
    if (item) return item.isSeen ? { item } : { why: NEUTRAL }
    // A fact is worked out: nothing can be added under it.
    if (!register.fields.includes(field))
      return { why: `There is no ${register.singular} whose ${field.label} is ${text}` }
  }
  return { item: null }
}

/** Whether a row and an item both give a stronger key, and not the same. */
function contradicts(register: Register, item: Item, row: FileRow, one: string): boolean {
  const field = fieldOf(register, one)
  const text = row.cells[one] ?? ''
  return field !== undefined && text !== '' && item[one] !== null && !isSameWords(field, item, text)
}

/** Whether a row says what the item has in a column of its key; a column that is not there says nothing. */
function says(register: Register, { found, readers }: Names, item: Item, row: FileRow, one: string): boolean {
  const field = fieldOf(register, one)
  const text = row.cells[one]
  if (!field || text === undefined || isSameWords(field, item, text)) return true
  if (text === '') return false
  if (field.kind === 'reference') return (found.get(one)?.get(nameKey(text)) ?? []).includes(String(item[one]))
  const read = readers.get(one)?.(text)
  return read !== undefined && 'value' in read && field.kind !== 'text' && isSame(field, item, read.value)
}

/** Of several items with one key: what ended as the row says, else what is open. */
function meantOf({ ended }: Register, alike: readonly Candidate[], row: FileRow): readonly Candidate[] {
  if (!ended || alike.length < 2) return alike
  const given = row.cells[ended] ?? ''
  const meantOnes = alike.filter((item) => (item[ended] === null) === (given === ''))
  return meantOnes.length > 0 ? meantOnes : alike
}

function several(register: Register, key: readonly string[]): string {
  const labels = key.flatMap((one) => fieldOf(register, one)?.label ?? [])
  return `More than one of the ${register.plural} has this ${labels.join(' and ')}. Say which by its identifier, as the export gives it`
}

const WHICH_ONE = '. Give its identifier instead of its name'

/** The value of a cell: what a name leads to, or what the form reads. */
export function valueIn(
  field: RegisterField,
  text: string,
  { found, readers }: Names,
): { readonly value: FieldValue } | { readonly error: string; readonly unknown?: readonly string[] } {
  const read = readers.get(field.column)?.(text) ?? { error: '' }
  if (!isLeading(field) || 'error' in read || text === '') return read
  const led = namesGiven(field, text).map((given) => ({
    given,
    one: theOne(field.to, given, found.get(field.column) ?? new Map()),
  }))
  const wrong = led.flatMap(({ given, one }) => ('id' in one ? [] : [{ given, ...one }]))
  if (wrong.length > 0) {
    const error = wrong.map(({ message, isUnknown }) => `${message}${isUnknown ? '' : WHICH_ONE}`).join('. ')
    return { error, unknown: wrong.flatMap(({ given, isUnknown }) => (isUnknown ? [given] : [])) }
  }
  const ids = [...new Set(led.flatMap(({ one }) => ('id' in one ? [one.id] : [])))]
  return { value: field.kind === 'references' ? ids : (ids[0] ?? null) }
}

/** Fields that were changed since a version that a file was made of, each with how it was then, by the items' ids. */
export async function changedSince(
  db: Queries,
  { key }: Register,
  stale: readonly { readonly id: string; readonly by: number }[],
): Promise<ReadonlyMap<string, ReadonlyMap<string, string>>> {
  if (stale.length === 0) return new Map()
  const rows = await db.many<{ id: string; fields: Readonly<Record<string, readonly [string, string]>> }>(sql`
    select n.id, h.fields from jsonb_to_recordset(${JSON.stringify(stale)}) as n (id uuid, by int) cross join lateral (
      select c.id as place, c.fields from register.change c
      where c.register = ${key} and c.item_id = n.id and c.what = 'changed' order by c.id desc limit n.by) h
    order by n.id, h.place desc`)
  const found = new Map<string, Map<string, string>>()
  for (const { id, fields } of rows) {
    const changed = found.get(id) ?? new Map<string, string>()
    // The oldest comes last, and says how it was.
    for (const [one, [before]] of Object.entries(fields)) changed.set(one, before)
    found.set(id, changed)
  }
  return found
}
