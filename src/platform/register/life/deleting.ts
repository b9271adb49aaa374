import { createHash } from 'node:crypto'
import { type Act, audit, canonical, type Json } from '../../audit/index.ts'
import { type Day, dayOf, inWords } from '../../calendar/index.ts'
import { constraintOf, type Db, name, type Queries, sql, type Tx } from '../../db/index.ts'
import { Conflict, Forbidden } from '../../errors.ts'
import { takingTurns } from '../../turns.ts'
import { entryNameOf, shown } from '../field-words.ts'
import { againstChanging } from '../in-unit.ts'
import { type Item, type Register, shownFields } from '../model.ts'
import { severalOf } from '../several.ts'
import { findItem, writeChanges } from '../store.ts'
import type { Deleting } from './declared.ts'

/** How the kit deletes items of a register. Throws Conflict, with why, where it does not. */
export function deletingOf({ life: { deleted } }: Pick<Register, 'life'>): Extract<Deleting, { by: 'kit' }> {
  if (deleted.by === 'kit') return deleted
  throw new Conflict('This cannot be deleted', deleted.because)
}

/** What stands against deleting an item, in words; nothing where it is a mistake of today to which nothing leads. */
export async function deleteObstacles(
  db: Queries,
  register: Register,
  item: Pick<Item, 'id'>,
  today: Day,
  registers: readonly Register[],
): Promise<readonly string[]> {
  const added = await addedOn(db, register, item.id)
  const { life, singular } = register
  const instead = life.ended.by === 'nobody' ? '' : '. End it instead'
  const late =
    added === today
      ? []
      : [
          `${added ? `It was added on ${inWords(added)}` : 'It is not known on which day it was added'}: only what was added today by mistake can be deleted${instead}`,
        ]
  const leads = await whatLeads(db, register, item.id, registers)
  return [...late, ...leads.map((one) => `${one} to this ${singular}`)]
}

async function addedOn(db: Queries, { key }: Register, id: string): Promise<Day | null> {
  const found = await db.maybe<{ at: Date }>(
    sql`select at from register.change where register = ${key} and item_id = ${id} and what = 'added' order by id desc limit 1`,
  )
  return found && dayOf(found.at)
}

/** What leads to an item: every reference that the database knows but for the item's own lists, and what was merged with it. */
async function whatLeads(
  db: Queries,
  register: Register,
  id: string,
  registers: readonly Register[],
): Promise<readonly string[]> {
  const own = new Set(severalOf(register).map(({ links }) => links.table.join('.')))
  const found: string[] = []
  for (const { schema, table, column } of await referencesTo(db, register)) {
    if (own.has(`${schema}.${table}`)) continue
    const row = await db.maybe(sql`select 1 as one from ${name(schema, table)} where ${name(column)} = ${id} limit 1`)
    if (!row) continue
    const of = registers.find((one) => isOf(one, schema, table))
    found.push(of ? `In the register of ${of.plural}, something leads` : 'Something that was done leads')
  }
  if (await db.maybe(sql`select 1 as one from register.merged where ${id} in (item_id, into_id) limit 1`))
    found.push('A merge leads')
  return [...new Set(found)]
}

const isOf = (register: Register, schema: string, table: string): boolean =>
  [register.table, ...severalOf(register).map(({ links }) => links.table)].some(
    ([ownSchema, own]) => ownSchema === schema && own === table,
  )

interface ForeignColumn {
  readonly schema: string
  readonly table: string
  readonly column: string
}

/** The columns that name rows of a register's table, as the database knows them. */
export const referencesTo = (db: Queries, { table }: Pick<Register, 'table'>): Promise<ForeignColumn[]> =>
  db.many(sql`
    select n.nspname as schema, t.relname as "table", a.attname as "column"
    from pg_constraint c join pg_class t on t.oid = c.conrelid join pg_namespace n on n.oid = t.relnamespace
      join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
    where c.contype = 'f' and c.confrelid = to_regclass(${table.join('.')}) order by 1, 2, 3`)

export interface Deleted {
  readonly id: string
  readonly ref: string
  /** SHA-256 of what it said, in hexadecimal. */
  readonly digest: string
}

/** Deletes an item, for a reason: its reference and a digest of what it said stay. Throws Conflict where something stands against it. */
export async function deleteItem(
  db: Db,
  act: Act,
  register: Register,
  id: string,
  { why, registers }: { readonly why: string; readonly registers: readonly Register[] },
): Promise<Deleted> {
  const { gone } = deletingOf(register)
  const work = async (tx: Tx) => {
    // Whoever begins to lead to it waits for this, and finds it gone.
    await tx.run(sql`select from ${name(...register.table)} where id = ${id} for update`)
    const item = await findItem(tx, register, id)
    if (!item) throw new Conflict(`This ${register.singular} is not there any more`)
    const against = await againstChanging(tx, act, register, item)
    if (against) throw new Forbidden(against.message)
    const obstacles = await deleteObstacles(tx, register, item, dayOf(act.at), registers)
    if (obstacles.length > 0) throw new Conflict(`It cannot be deleted. ${obstacles.join('. ')}`)
    const deleted = { id, ref: refOf(register, item), digest: await digestOf(register, item) }
    await remove(tx, act, register, deleted, why)
    await gone?.(tx, act, item)
    return deleted
  }
  try {
    return await db.deed(work)
  } catch (error) {
    if (isLedTo(error)) throw new Conflict('It cannot be deleted. Something leads to it by now')
    throw error
  }
}

const isLedTo = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === '23503' && constraintOf(error) !== ''

/** What an item is referred to by: its number where it has one, else its identifier. */
function refOf(register: Register, item: Item): string {
  const field = shownFields(register).find(({ column }) => column === 'number')
  return (field && shown(field, item)) || item.id
}

async function digestOf(register: Register, item: Item): Promise<string> {
  const turn = takingTurns()
  const said: Record<string, Json> = { id: item.id, version: item.version }
  for (const field of shownFields(register)) {
    said[field.column] = shown(field, item)
    await turn()
  }
  return createHash('sha256').update(canonical(said)).digest('hex')
}

async function remove(tx: Tx, act: Act, register: Register, { id, ref, digest }: Deleted, why: string): Promise<void> {
  for (const { links } of severalOf(register))
    await tx.run(sql`delete from ${name(...links.table)} where ${name(links.own)} = ${id}`)
  await tx.run(sql`delete from register.planned_end where item_id = ${id}`)
  await tx.run(sql`delete from ${name(...register.table)} where id = ${id}`)
  const { singular, key } = register
  const entryId = await audit(tx, act, entryNameOf(register, 'deleted'), { kind: singular, id }, { ref, digest })
  const by = act.actor.kind === 'person' ? act.actor : null
  await tx.run(sql`
    insert into register.deleted (item_id, register, ref, digest, why, at, by_person_id, by_name, entry_id)
    values (${id}, ${key}, ${ref}, ${digest}, ${why}, ${act.at}, ${by?.id ?? null}, ${by?.name ?? null}, ${entryId})`)
  await writeChanges(tx, { register: key, at: act.at, by: act.actor, entryId, what: 'removed' }, [{ id, fields: {} }])
}
