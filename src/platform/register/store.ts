import { type Person, type SeenRows, type Subject, seenBy } from '../access/index.ts'
import type { Actor } from '../audit/index.ts'
import { instantFrom } from '../calendar/index.ts'
import { join, name, nothing, type Queries, type Sql, sql, type Tx } from '../db/index.ts'
import { fileIn } from './file-value.ts'
import type { FieldValue, Item, Register, RegisterField } from './model.ts'
import { fileColumns, hiddenFrom, referenceName, shownFields } from './model.ts'
import { refersElsewhere, selectSeveral, writeSeveral } from './several.ts'

const ITEM = 'item'
export const column = (field: string) => name(ITEM, field)

/** The columns of an item: its own, and the names of what it points to. */
export function selectItem(register: Register): Sql {
  const fields = shownFields(register)
  const own = fields.flatMap((field) => selectField(field))
  const names = fields.flatMap((field) =>
    field.kind === 'reference'
      ? [sql`${name(`to_${field.column}`, field.to.name)} as ${name(referenceName(field.column))}`]
      : [],
  )
  return join([sql`item.id`, sql`item.version`, ...own, ...names], sql`, `)
}

function selectField(field: RegisterField): Sql[] {
  if (field.kind === 'references') return selectSeveral(field)
  const own = column(field.column)
  if (field.kind !== 'file') return [own]
  const [called, size] = fileColumns(field.column).map(column)
  return [sql`encode(${own}, 'hex') || ' ' || ${size} || ' ' || ${called} as ${name(field.column)}`]
}

export function fromItems(register: Register): Sql {
  const { table } = register
  const joins = shownFields(register).flatMap((field) =>
    field.kind === 'reference'
      ? [
          sql` left join ${name(...field.to.table)} as ${name(`to_${field.column}`)} on ${name(`to_${field.column}`, 'id')} = ${column(field.column)}`,
        ]
      : [],
  )
  return sql`${name(...table)} as item${join(joins, nothing)}`
}

/** An item, for deeds: whoever may do them has been asked. */
export function findItem(db: Queries, register: Register, id: string): Promise<Item | null> {
  return db.maybe<Item>(sql`select ${selectItem(register)} from ${fromItems(register)} where item.id = ${id}`)
}

/** An item that somebody may read: any other is not there for them. */
export function seenItem(db: Queries, register: Register, id: string, viewer: Subject): Promise<Item | null> {
  return db.maybe<Item>(
    sql`select ${selectItem(register)} from ${fromItems(register)} where item.id = ${id} and ${seenBy(seenRows(register), viewer)}`,
  )
}

/** Which rows of its list, and so which items, somebody is shown. */
export const seenRows = ({ rows }: Register): SeenRows => (rows === 'every' ? rows : { of: rows, row: ITEM })

/** Items by their ids, in the order of the ids. */
export async function findItems(
  db: Queries,
  register: Register,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Item>> {
  const items = await db.many<Item>(
    sql`select ${selectItem(register)} from ${fromItems(register)} where item.id = any(${ids}::uuid[]) order by item.id`,
  )
  return new Map(items.map((item) => [item.id, item]))
}

export async function insertItem(
  tx: Tx,
  register: Register,
  id: string,
  value: Readonly<Record<string, FieldValue>>,
): Promise<void> {
  const own = register.fields.flatMap((field) => columnsOf(field, value[field.column]))
  const columns = join([sql`id`, ...own.map(([one]) => name(one))], sql`, `)
  const values = join([sql`${id}`, ...own.map(([, now]) => sql`${now}`)], sql`, `)
  await tx.run(sql`insert into ${name(...register.table)} (${columns}) values (${values})`)
  await writeSeveral(tx, register, [{ id, value }])
}

/** The columns of the register's table that hold a field, each with what it holds for a value. */
export function columnsOf(
  field: RegisterField,
  value: FieldValue | undefined,
): readonly (readonly [string, FieldValue | Date])[] {
  if (field.kind === 'references') return []
  if (field.kind !== 'file') return [[field.column, kept(field, value)]]
  const file = fileIn(value)
  const [called, size] = fileColumns(field.column)
  return [
    [field.column, file ? `\\x${file.digest}` : null],
    [called, file?.name ?? null],
    [size, file ? String(file.size) : null],
  ]
}

/** A value as its column holds it. */
function kept({ kind }: RegisterField, value: FieldValue | undefined): FieldValue | Date {
  if (kind === 'moment') return typeof value === 'string' && value !== '' ? instantFrom(value) : null
  return value ?? (kind === 'choices' ? [] : null)
}

/** Writes the item if nobody has changed it since that version was read. Where it stays as it was, so does its version. */
export async function updateItem(
  tx: Tx,
  register: Register,
  id: string,
  version: number,
  value: Readonly<Record<string, FieldValue>>,
): Promise<boolean> {
  const fields = register.fields.filter((field) => field.column in value)
  const given = fields
    .flatMap((field) => columnsOf(field, value[field.column]))
    .map(([one, now]) => ({ own: name(one), now }))
  const elsewhere = fields.flatMap((field) =>
    field.kind === 'references' ? [refersElsewhere(field, value[field.column] ?? null)] : [],
  )
  const differs = join(
    [sql`false`, ...given.map(({ own, now }) => sql`item.${own} is distinct from ${now}`), ...elsewhere],
    sql` or `,
  )
  const sets = [...given.map(({ own, now }) => sql`${own} = ${now}`), sql`version = item.version + (${differs})::int`]
  const written = await tx.run(
    sql`update ${name(...register.table)} as item set ${join(sets, sql`, `)} where item.id = ${id} and item.version = ${version}`,
  )
  if (written === 1) await writeSeveral(tx, register, [{ id, value }])
  return written === 1
}

export interface Change {
  readonly at: Date
  readonly byName: string | null
  readonly what: 'added' | 'changed' | 'removed' | 'planned' | 'unplanned' | 'merged' | 'parted'
  readonly fields: Readonly<Record<string, readonly [string, string]>>
}

/** The history of an item as somebody is shown it: what changed only in fields that they are not shown is not there for them. */
export function changesOf(db: Queries, register: Register, id: string, viewer: Person): Promise<Change[]> {
  const hidden = hiddenFrom(register, viewer)
  return db.many<Change>(sql`
    select c.at, c.by_name as "byName", c.what, c.fields - ${hidden}::text[] as fields
    from register.change c
    where c.register = ${register.key} and c.item_id = ${id} and (c.what <> 'changed' or c.fields = '{}' or c.fields - ${hidden}::text[] <> '{}')
    order by c.id desc limit 100`)
}

/** Adds a line to the history of each item, of one act. */
export async function writeChanges(
  tx: Tx,
  { register, at, by, entryId, what }: Telling,
  changes: readonly { readonly id: string; readonly fields: Change['fields'] }[],
): Promise<void> {
  const person = by.kind === 'person' ? by : null
  await tx.run(sql`
    insert into register.change (register, item_id, at, by_person_id, by_name, audit_entry_id, what, fields)
    select ${register}, n.id, ${at}, ${person?.id ?? null}::uuid, ${person?.name ?? null}, ${entryId}::uuid, ${what}, n.fields
    from jsonb_to_recordset(${JSON.stringify(changes)}) as n (id uuid, fields jsonb)`)
}

interface Telling {
  readonly register: string
  readonly at: Date
  readonly by: Actor
  readonly entryId: string
  readonly what: Change['what']
}
