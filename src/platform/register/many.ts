import { createHash } from 'node:crypto'
import { type Act, record } from '../audit/index.ts'
import { join, name, type Sql, sql, type Tx } from '../db/index.ts'
import { newId } from '../ids.ts'
import { differences } from './fields.ts'
import { type FieldValue, type Item, type Register, shownFields } from './model.ts'
import { type Change, findItems, kept, writeChanges } from './store.ts'

/** At most so many items are told of in one audit entry: what was and what is lies in memory meanwhile. */
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
    sql`select item.id from ${table} as item where item.id in (${which}) order by item.id for update`,
  )
  const changed: string[] = []
  for (const ids of parts(found.map(({ id }) => id))) {
    const before = await findItems(tx, register, ids)
    await tx.run(sql`update ${table} as item set ${setsOf(register, set)} where item.id = any(${ids}::uuid[])`)
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

function* parts(ids: readonly string[]): Generator<readonly string[]> {
  for (let from = 0; from < ids.length; from += MOST) yield ids.slice(from, from + MOST)
}

function setsOf({ fields }: Register, set: Readonly<Record<string, FieldValue | Sql>>): Sql {
  const sets = Object.entries(set).map(([column, to]) => {
    const field = fields.find((one) => one.column === column)
    if (!field) throw new Error(`Cannot change ${column}: the register does not declare it`)
    return sql`${name(column)} = ${isSql(to) ? to : kept(field, to)}`
  })
  // An update of nothing still runs the triggers that work something out.
  return join(sets.length > 0 ? sets : [sql`version = item.version`], sql`, `)
}

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
  const fields = [...new Set(changes.flatMap((one) => Object.keys(one.fields)))].toSorted()
  const key = register.plural.replaceAll(' ', '-')
  const subject = { kind: key, id: newId(act.at.getTime()) }
  const entryId = await record(tx, act, `${key}.${what}`, subject, { count: changes.length, fields, digest })
  await writeChanges(tx, { register: register.key, at: act.at, by: act.actor, entryId, what }, changes)
}
