import { createHash } from 'node:crypto'
import { type Act, audit, canonical } from '../audit/index.ts'
import { join, name, type Sql, sql, type Tx } from '../db/index.ts'
import { newId } from '../ids.ts'
import { takingTurns } from '../turns.ts'
import { differences } from './field-words.ts'
import { type FieldValue, type Item, type Register, shownFields } from './model.ts'
import { writeSeveral } from './several.ts'
import { type Change, columnsOf, findItems, writeChanges } from './store.ts'

/** At most so many items are told of in one audit entry, and a room is told of at once: what was and what is lies in memory meanwhile. */
const MOST = 5_000

/**
 * Changes many items as one deed of a room, such as a reorganisation: each that becomes another has its version counted on and a line in its
 * history, and one audit entry tells how many there were, with a digest of what changed.
 *
 * `which` is a query that gives the `id` of each. `set` says what declared fields become: a value for all, or SQL over the `item`. With nothing
 * set, what the database works out of them is worked out again. What the room knows to stand against it, the room has asked before; the
 * constraints of the database stand. The room's `saved` is not called. Answers the ids of those that changed.
 */
export async function changeMany(
  tx: Tx,
  act: Act,
  register: Register,
  { which, set }: { readonly which: Sql; readonly set: Readonly<Record<string, FieldValue | Sql>> },
): Promise<readonly string[]> {
  const table = name(...register.table)
  const found = await tx.many<{ id: string }>(
    sql`select item.id from ${table} as item where item.id in (${which}) order by item.id for no key update`,
  )
  const changed: string[] = []
  for (const ids of parts(found.map(({ id }) => id))) {
    const before = await findItems(tx, register, ids)
    await tx.run(sql`update ${table} as item set ${setsOf(register, set)} where item.id = any(${ids}::uuid[])`)
    await writeSeveral(
      tx,
      register,
      ids.map((id) => ({ id, value: valuesOf(set) })),
    )
    const changes = changesOf(register, before, await findItems(tx, register, ids))
    if (changes.length === 0) continue
    await tx.run(
      sql`update ${table} as item set version = item.version + 1 where item.id = any(${changes.map(({ id }) => id)}::uuid[])`,
    )
    await tellOfMany(tx, act, register, 'changed', changes)
    for (const { id } of changes) changed.push(id)
  }
  return changed
}

/**
 * Adds many items as one deed of a room, each with the first line of its history, and one audit entry. `rows` is a query that gives the columns
 * in their order, without ids; a row that a constraint stands against is left out. The room's `saved` is not called. Answers the ids.
 */
export async function addMany(
  tx: Tx,
  act: Act,
  register: Register,
  { columns, rows }: { readonly columns: readonly string[]; readonly rows: Sql },
): Promise<readonly string[]> {
  const added = await tx.many<{ id: string }>(sql`
    insert into ${name(...register.table)} (id, ${join(
      columns.map((column) => name(column)),
      sql`, `,
    )})
    select gen_random_uuid(), n.* from (${rows}) n on conflict do nothing returning id`)
  const all = added.map(({ id }) => id).toSorted()
  for (const ids of parts(all))
    await tellOfMany(tx, act, register, 'added', changesOf(register, new Map(), await findItems(tx, register, ids)))
  return all
}

/** One of many items that become different things: its version as it was read, or null for a new one, and its declared fields that are given. */
export interface ItemWrite {
  readonly id: string
  readonly version: number | null
  readonly value: Readonly<Record<string, FieldValue>>
}

/**
 * Adds and changes items, each to its own values, in a few statements however many there are, and answers what became of each by its id, as the
 * history keeps it. One that was changed since its version was read is left as it is, and is not among them. History and audit entry are left
 * to whoever calls it (`tellOfEach`).
 */
export async function writeEach(
  tx: Tx,
  register: Register,
  before: ReadonlyMap<string, Item>,
  writes: readonly ItemWrite[],
): Promise<ReadonlyMap<string, Change['fields']>> {
  const [added, changed] = [
    writes.filter(({ version }) => version === null),
    writes.filter((one) => one.version !== null),
  ]
  const ids = [...(await insertEach(tx, register, added)), ...(await updateEach(tx, register, changed))]
  const after = await findItems(tx, register, ids)
  return new Map(
    ids.map((id) => {
      const [old, item] = [before.get(id) ?? null, after.get(id)]
      if (!item) throw new Error(`Cannot find the ${register.singular} that was just written`)
      return [id, differences(register.fields, old, item)]
    }),
  )
}

const asRecords = ({ fields }: Register, writes: readonly ItemWrite[]): string =>
  JSON.stringify(
    writes.map(({ id, version, value }) => {
      const given = fields.filter(({ column }) => version === null || column in value)
      const columns = given.flatMap((field) => columnsOf(field, value[field.column]))
      return { ...Object.fromEntries(columns), id, version }
    }),
  )

async function insertEach(tx: Tx, register: Register, writes: readonly ItemWrite[]): Promise<readonly string[]> {
  if (writes.length === 0) return []
  const table = name(...register.table)
  const columns = join([sql`id`, ...ownColumns(register).map((column) => name(column))], sql`, `)
  await tx.run(sql`
    insert into ${table} (${columns}) select ${columns} from jsonb_populate_recordset(null::${table}, ${asRecords(register, writes)}::jsonb)`)
  await writeSeveral(tx, register, writes)
  return writes.map(({ id }) => id)
}

const ownColumns = ({ fields }: Register): string[] =>
  fields.flatMap((field) => columnsOf(field, null).map(([column]) => column))

async function updateEach(tx: Tx, register: Register, writes: readonly ItemWrite[]): Promise<readonly string[]> {
  const given = new Set(writes.flatMap(({ value }) => Object.keys(value)))
  if (given.size === 0) return []
  const sets = register.fields
    .filter(({ column }) => given.has(column))
    .flatMap((field) => columnsOf(field, null))
    .map(([column]) => sql`${name(column)} = g.${name(column)}`)
  const table = name(...register.table)
  const changed = await tx.many<{ id: string }>(sql`
    update ${table} as item set ${join([...sets, sql`version = item.version + 1`], sql`, `)}
    from (
      select n.* from jsonb_array_elements(${asRecords(register, writes)}::jsonb) given (body)
        join ${table} i on i.id = (given.body ->> 'id')::uuid and i.version = (given.body ->> 'version')::int
        cross join lateral jsonb_populate_record(i, given.body) n) g
    where item.id = g.id and item.version = g.version returning item.id`)
  const ids = new Set(changed.map(({ id }) => id))
  await writeSeveral(
    tx,
    register,
    writes.filter(({ id }) => ids.has(id)),
  )
  return [...ids]
}

/** An item that was written by `writeEach`, with the line of its history. */
export interface Told extends ItemChange {
  readonly what: 'added' | 'changed'
}

/** Tells of all that one deed wrote: one audit entry with how many there were and a digest of what changed, and the history of each. */
export async function tellOfEach(
  tx: Tx,
  act: Act,
  register: Register,
  how: string,
  told: readonly Told[],
): Promise<void> {
  const turn = takingTurns()
  const hash = createHash('sha256')
  for (const one of told) {
    hash.update(`${canonical({ id: one.id, what: one.what, fields: one.fields })}\n`)
    await turn()
  }
  const added = told.filter(({ what }) => what === 'added').length
  const facts = { added, changed: told.length - added, digest: hash.digest('hex') }
  const entryId = await recordOfMany(tx, act, register, how, told, facts)
  for (const what of ['added', 'changed'] as const) {
    const telling = { register: register.key, at: act.at, by: act.actor, entryId, what }
    const lines = told.filter((one) => one.what === what)
    await writeManyChanges(tx, telling, lines)
  }
}

/** So many lines of history, or other rows beside items, are written by one statement. */
export const AT_ONCE = 1_000

/** Adds a line to the history of each item, of one act, however many there are. */
export async function writeManyChanges(...[tx, telling, changes]: Parameters<typeof writeChanges>): Promise<void> {
  const turn = takingTurns()
  for (const some of parts(changes, AT_ONCE)) {
    await writeChanges(tx, telling, some)
    await turn()
  }
}

/** Items or their ids in parts that one statement is asked about: the driver writes each id out in one turn, once for each place that it stands at. */
export function* parts<Each>(all: readonly Each[], most = MOST): Generator<readonly Each[]> {
  for (let from = 0; from < all.length; from += most) yield all.slice(from, from + most)
}

function setsOf({ fields }: Register, set: Readonly<Record<string, FieldValue | Sql>>): Sql {
  const sets = Object.entries(set).flatMap(([column, to]) => {
    const field = fields.find((one) => one.column === column)
    if (!field) throw new Error(`Cannot change ${column}: the register does not declare it`)
    const own = columnsOf(field, isSql(to) ? null : to)
    if (!isSql(to)) return own.map(([one, now]) => sql`${name(one)} = ${now}`)
    if (own.length !== 1) throw new Error(`Cannot change ${column} by SQL: it is not one column`)
    return [sql`${name(column)} = ${to}`]
  })
  // An update of nothing still runs the triggers that work something out.
  return join(sets.length > 0 ? sets : [sql`version = item.version`], sql`, `)
}

const valuesOf = (set: Readonly<Record<string, FieldValue | Sql>>): Record<string, FieldValue> =>
  Object.fromEntries(Object.entries(set).flatMap(([column, to]) => (isSql(to) ? [] : [[column, to]])))

const isSql = (to: FieldValue | Sql): to is Sql => to !== null && typeof to === 'object' && 'compile' in to

interface ItemChange {
  readonly id: string
  readonly fields: Change['fields']
}

/** What changed in each item, of what people give and of what the room works out. */
function changesOf(
  register: Register,
  before: ReadonlyMap<string, Item>,
  after: ReadonlyMap<string, Item>,
): ItemChange[] {
  return [...after].flatMap(([id, item]) => {
    const old = before.get(id) ?? null
    const fields = differences(old ? shownFields(register) : register.fields, old, item)
    return old && Object.keys(fields).length === 0 ? [] : [{ id, fields }]
  })
}

async function tellOfMany(
  tx: Tx,
  act: Act,
  register: Register,
  what: Change['what'],
  changes: readonly ItemChange[],
): Promise<void> {
  const digest = createHash('sha256').update(JSON.stringify(changes)).digest('hex')
  const entryId = await recordOfMany(tx, act, register, what, changes, { digest })
  await writeChanges(tx, { register: register.key, at: act.at, by: act.actor, entryId, what }, changes)
}

/** The one audit entry of many items, with how many there were, and the fields that changed in any. Answers its id. */
function recordOfMany(
  tx: Tx,
  act: Act,
  { plural }: Register,
  how: string,
  changes: readonly ItemChange[],
  facts: Readonly<Record<string, string | number>>,
): Promise<string> {
  const kind = plural.replaceAll(' ', '-')
  const fields = [...new Set(changes.flatMap((one) => Object.keys(one.fields)))].toSorted()
  const subject = { kind, id: newId(act.at.getTime()) }
  return audit(tx, act, `${kind}.${how}`, subject, { count: changes.length, fields, ...facts })
}
