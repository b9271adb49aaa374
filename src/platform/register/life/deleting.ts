import { createHash } from 'node:crypto'
import { may, type Person, seenBy } from '../../access/index.ts'
import { type Act, audit, canonical, type Json } from '../../audit/index.ts'
import { type Day, dayOf, inWords } from '../../calendar/index.ts'
import { constraintOf, type Db, name, type Queries, type Sql, sql, type Tx } from '../../db/index.ts'
import { Conflict, Forbidden } from '../../errors.ts'
import { takingTurns } from '../../turns.ts'
import { entryNameOf, shown } from '../field-words.ts'
import { againstChanging } from '../in-unit.ts'
import { type Item, type Register, shownFields } from '../model.ts'
import { severalOf } from '../several.ts'
import { findItem, seenRows, writeChanges } from '../store.ts'
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
  { registers, viewer }: { readonly registers: readonly Register[]; readonly viewer: Person },
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
  const { shown, isMore } = await whatLeads(db, register, item.id, registers, viewer)
  const unseen = isMore
    ? [
        `Something that you may not see leads to this ${singular}. Ask whoever gives people their roles here who may see it`,
      ]
    : []
  return [...late, ...shown.map((one) => `${one} to this ${singular}`), ...unseen]
}

async function addedOn(db: Queries, { key }: Register, id: string): Promise<Day | null> {
  const found = await db.maybe<{ at: Date }>(
    sql`select at from register.change where register = ${key} and item_id = ${id} and what = 'added' order by id desc limit 1`,
  )
  return found && dayOf(found.at)
}

interface Leading {
  /** What somebody is shown of it, as the beginning of a sentence that goes on with what it leads to. */
  readonly shown: readonly string[]
  /** Whether there is something that they are not shown. */
  readonly isMore: boolean
}

/**
 * What leads to an item: every reference that the database knows but for the item's own lists, and what was merged with it. Entries are named by their
 * register to whoever is shown one of them.
 */
async function whatLeads(
  db: Queries,
  register: Register,
  id: string,
  registers: readonly Register[],
  viewer: Person,
): Promise<Leading> {
  const found: string[] = []
  let isMore = false
  for (const column of await leadingColumns(db, register)) {
    const of = registers.find((one) => isOf(one, column))
    const rows = await leadingRows(db, column, id, of, viewer)
    if (rows.isShown)
      found.push(of ? `In the register of ${of.plural}, something leads` : 'Something that was done leads')
    isMore ||= rows.isHidden
  }
  if (await isMerged(db, id)) found.push('A merge leads')
  return { shown: [...new Set(found)], isMore }
}

/** Whether an item is part of a merge that stands: one that was taken back stands against nothing. */
const isMerged = async (db: Queries, id: string): Promise<boolean> =>
  (await db.maybe(
    sql`select 1 as one from register.merged where ${id} in (item_id, into_id) and undone_at is null limit 1`,
  )) !== null

/** Whether an item can be deleted: it was added today, and by now may have something against it; null where it never can be any more. */
export async function deletable(
  db: Queries,
  register: Register,
  id: string,
  today: Day,
): Promise<'can' | 'not yet' | null> {
  if (register.life.deleted.by !== 'kit' || (await addedOn(db, register, id)) !== today) return null
  if (await isMerged(db, id)) return 'not yet'
  for (const column of await leadingColumns(db, register)) {
    const { schema, table, column: called } = column
    const row = await db.maybe(sql`select 1 as one from ${name(schema, table)} where ${name(called)} = ${id} limit 1`)
    if (row) return 'not yet'
  }
  return 'can'
}

/** The columns that lead to items of a register, but for those of their own lists. */
async function leadingColumns(db: Queries, register: Register): Promise<readonly ForeignColumn[]> {
  const own = new Set(severalOf(register).map(({ links }) => links.table.join('.')))
  return (await referencesTo(db, register)).filter(({ schema, table }) => !own.has(`${schema}.${table}`))
}

/** Whether a column leads to an item in rows that somebody is shown, and in others. Rows of what is no register tell nothing of themselves. */
function leadingRows(
  db: Queries,
  { schema, table, column }: ForeignColumn,
  id: string,
  of: Register | undefined,
  viewer: Person,
): Promise<{ readonly isShown: boolean; readonly isHidden: boolean }> {
  return db.one(sql`
    select coalesce(bool_or(x.is_shown), false) as "isShown", coalesce(bool_or(not x.is_shown), false) as "isHidden" from (
      select distinct ${of ? isShownTo(of, `${schema}.${table}`, viewer) : sql`true`} as is_shown
      from ${name(schema, table)} as led where led.${name(column)} = ${id}) x`)
}

/** The condition that somebody is shown the entry of a register of which a row `led` of its table, or of a list of its, is. */
function isShownTo(register: Register, table: string, viewer: Person): Sql {
  if (!may(viewer, register.see)) return sql`false`
  const own = severalOf(register).find(({ links }) => links.table.join('.') === table)
  const itemId = own ? sql`led.${name(own.links.own)}` : sql`led.id`
  return sql`exists (select from ${name(...register.table)} as item where item.id = ${itemId} and ${seenBy(seenRows(register), viewer)})`
}

const isOf = (register: Register, { schema, table }: ForeignColumn): boolean =>
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
  { why, ...asked }: { readonly why: string; readonly registers: readonly Register[]; readonly viewer: Person },
): Promise<Deleted> {
  const { gone } = deletingOf(register)
  const work = async (tx: Tx) => {
    // Whoever begins to lead to it waits for this, and finds it gone.
    await tx.run(sql`select from ${name(...register.table)} where id = ${id} for update`)
    const item = await findItem(tx, register, id)
    if (!item) throw new Conflict(`This ${register.singular} is not there any more`)
    const against = await againstChanging(tx, act, register, item)
    if (against) throw new Forbidden(against.message)
    const obstacles = await deleteObstacles(tx, register, item, dayOf(act.at), asked)
    if (obstacles.length > 0) throw new Conflict(`It cannot be deleted. ${obstacles.join('. ')}`)
    const deleted = { id, ref: refOf(register, item), digest: await digestOf(register, item) }
    await remove(tx, act, register, deleted, why)
    await gone?.(tx, act, item)
    return deleted
  }
  try {
    return await db.deed(work)
  } catch (error) {
    if (isLedTo(error))
      throw new Conflict('It cannot be deleted. Something leads to it by now, or something that you may not see')
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
