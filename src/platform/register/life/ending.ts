import { type Act, audit } from '../../audit/index.ts'
import { type Day, dayOf, inWords } from '../../calendar/index.ts'
import { type Db, type Queries, sql, type Tx } from '../../db/index.ts'
import { Conflict, Forbidden } from '../../errors.ts'
import { NO_ID } from '../../ids.ts'
import { entryNameOf } from '../field-words.ts'
import { againstChanging } from '../in-unit.ts'
import type { Item, Problem, Register } from '../model.ts'
import { changeIn, withRules } from '../save.ts'
import { findItem, writeChanges } from '../store.ts'
import type { KitEnding } from './declared.ts'
import { isOver, kitEnding, standsInField } from './end-rules.ts'
import { mergedAmong } from './merged.ts'

/** An end as somebody gives it: the day, and why. */
export interface End {
  readonly on: Day
  readonly why: string
}

/** What became of it: it stands, or waits for its day. */
export type Ended = { readonly id: string; readonly waits: boolean } | Problem

/** An end that waits for its day. */
export interface PlannedEnd extends End {
  readonly byName: string | null
  /** What stood against it when its day came; null where nothing has yet. */
  readonly obstacle: string | null
}

export const plannedEnd = (db: Queries, itemId: string): Promise<PlannedEnd | null> =>
  db.maybe<PlannedEnd>(
    sql`select on_day as "on", why, by_name as "byName", obstacle from register.planned_end where item_id = ${itemId}`,
  )

/** The kit's way of ending items of a register. Throws Conflict where it has none. */
export function endingOf(register: Register): KitEnding {
  const ending = kitEnding(register)
  const { ended } = register.life
  if (ending) return ending
  throw ended.by === 'room'
    ? new Conflict(`A ${register.singular} is ended on its page: ${ended.deed.text}`)
    : new Conflict(ended.by === 'nobody' ? ended.because : '')
}

/** Ends an item on a day, for a reason: at once, or where nobody would compare a day to come, when it comes. */
export async function endItem(db: Db, act: Act, register: Register, id: string, end: End): Promise<Ended> {
  const ending = endingOf(register)
  return withRules(register, () =>
    db.deed(async (tx) => {
      const item = await openItem(tx, act, register, ending, id)
      const against = await againstChanging(tx, act, register, item)
      if (against) return against
      const waits = end.on > dayOf(act.at) && !standsInField(ending)
      if (waits) await plan(tx, act, register, id, end)
      else await writeEnd(tx, act, register, item, end)
      return { id, waits }
    }),
  )
}

/** What was to end is not there, or has ended by now in another way: an end that waits has nothing left to do. */
class NothingToEnd extends Conflict {}

/** An item that has not ended, held. */
async function openItem(tx: Tx, act: Act, register: Register, ending: KitEnding, id: string): Promise<Item> {
  const item = await findItem(tx, register, id)
  if (!item) throw new NothingToEnd(`This ${register.singular} is not there any more`)
  if (isOver(ending, item, dayOf(act.at)) || (await mergedAmong(tx, [id])).has(id))
    throw new NothingToEnd(`This ${register.singular} has ended already`)
  return item
}

async function writeEnd(tx: Tx, act: Act, register: Register, item: Item, { on, why }: End): Promise<void> {
  const ending = endingOf(register)
  await dropPlan(tx, item.id)
  const value = { [ending.on]: on, [ending.why]: why }
  await changeIn(tx, act, register, { id: item.id, version: item.version, value })
}

async function plan(tx: Tx, act: Act, register: Register, id: string, { on, why }: End): Promise<void> {
  const by = act.actor.kind === 'person' ? act.actor : null
  await tx.run(sql`
    insert into register.planned_end (item_id, register, on_day, why, at, by_person_id, by_name)
    values (${id}, ${register.key}, ${on}, ${why}, ${act.at}, ${by?.id ?? null}, ${by?.name ?? null})
    on conflict (item_id) do update set on_day = excluded.on_day, why = excluded.why, at = excluded.at, by_person_id = excluded.by_person_id, by_name = excluded.by_name, obstacle = null`)
  await tell(tx, act, register, id, 'planned', { 'To end on': ['', inWords(on)], Why: ['', why] })
}

async function tell(
  tx: Tx,
  act: Act,
  register: Register,
  id: string,
  what: 'planned' | 'unplanned',
  fields: Readonly<Record<string, readonly [string, string]>>,
): Promise<void> {
  const entryId = await audit(tx, act, entryNameOf(register, `end-${what}`), { kind: register.singular, id }, { what })
  await writeChanges(tx, { register: register.key, at: act.at, by: act.actor, entryId, what }, [{ id, fields }])
}

/** An end that waited is forgotten: answers whether there was one. */
const dropPlan = async (tx: Tx, id: string): Promise<boolean> =>
  (await tx.run(sql`delete from register.planned_end where item_id = ${id}`)) > 0

/** Takes an end back that waits for its day. */
export async function unplanEnd(db: Db, act: Act, register: Register, id: string): Promise<void> {
  await db.deed(async (tx) => {
    const item = await findItem(tx, register, id)
    const against = item && (await againstChanging(tx, act, register, item))
    if (against) throw new Forbidden(against.message)
    if (!(await dropPlan(tx, id))) throw new Conflict('No end waits for its day any more')
    await tell(tx, act, register, id, 'unplanned', {})
  })
}

/** So many ends whose day has come are read at once. */
const AT_ONCE = 200

/**
 * Ends what waited for this day, each by itself. What stands against one is kept beside it, and it is tried again on the next; where the item has
 * ended in another way, the end that waited is taken back. Answers how many ended.
 */
export async function endDue(db: Db, act: Act, registers: readonly Register[]): Promise<number> {
  const today = dayOf(act.at)
  let [ended, after] = [0, NO_ID]
  for (;;) {
    const due = await db.many<{ id: string; key: string; on: Day; why: string }>(sql`
      select item_id as id, register as key, on_day as "on", why from register.planned_end
      where on_day <= ${today} and item_id > ${after} order by item_id limit ${AT_ONCE}`)
    for (const { id, key, ...end } of due) {
      const register = registers.find((one) => one.key === key)
      if (register && (await endOne(db, act, register, id, end))) ended += 1
    }
    if (due.length < AT_ONCE) return ended
    after = due.at(-1)?.id ?? after
  }
}

async function endOne(db: Db, act: Act, register: Register, id: string, end: End): Promise<boolean> {
  const stood = await endItem(db, act, register, id, end).then(
    (done) => ('message' in done ? done : null),
    (error: unknown) => {
      if (error instanceof Conflict) return error
      throw error
    },
  )
  if (stood instanceof NothingToEnd) await unplanEnd(db, act, register, id)
  else if (stood) await db.run(sql`update register.planned_end set obstacle = ${stood.message} where item_id = ${id}`)
  return stood === null
}
