import { createHash } from 'node:crypto'
import type { Person } from '../../access/index.ts'
import { type Act, audit, canonical } from '../../audit/index.ts'
import { dayOf } from '../../calendar/index.ts'
import { type Db, name, type Queries, sql, type Tx } from '../../db/index.ts'
import { Conflict, Forbidden } from '../../errors.ts'
import { newId } from '../../ids.ts'
import { takingTurns } from '../../turns.ts'
import { afterMany, within } from '../at-end.ts'
import { itemValue } from '../cells.ts'
import { entryNameOf, titleOf } from '../field-words.ts'
import { againstChanging } from '../in-unit.ts'
import { writeEach } from '../many.ts'
import type { FieldValue, Item, Register } from '../model.ts'
import { findItem, seenItem, writeChanges } from '../store.ts'
import type { Merging } from './declared.ts'
import { isOver, kitEnding } from './end-rules.ts'
import { mergedAmong } from './merged.ts'
import { type MergeFound, type Moved, type MovedOf, movedCount } from './moved.ts'
import { keepMoves, tellEach } from './moved-store.ts'
import { leadingRegisters, leadingTo, mayChangeAll, moveOf } from './moving.ts'

/** What is to become one, by whom, and what may lead to it. */
export interface MergeAsked {
  readonly register: Register
  readonly from: string
  readonly into: string
  readonly person: Person
  readonly registers: readonly Register[]
}

/** How the kit merges items of a register. Throws Conflict, with why, where it does not. */
export function mergingOf({ life: { merged }, singular }: Register): Extract<Merging, { by: 'kit' }> {
  if (merged.by === 'kit') return merged
  throw merged.by === 'room'
    ? new Conflict(`This ${singular} is merged in another way: ${merged.deed.text}`)
    : new Conflict('This cannot be merged', merged.because)
}

/** What a merge would do: it is carried out, and undone. */
export async function rehearseMerge(db: Db, act: Act, asked: MergeAsked): Promise<MergeFound> {
  return db.deed(async (tx) => {
    await tx.run(sql`savepoint rehearsal`)
    const found = await carryOut(tx, act, asked)
    await tx.run(sql`rollback to savepoint rehearsal`)
    return found
  })
}

/**
 * Lets two items become one, as one deed: one audit entry with how many others moved and a digest of them, and a line of history for each. Where something
 * stands against it, or `seen` is not the digest of what it does, nothing is done.
 */
export async function mergeItems(
  db: Db,
  act: Act,
  asked: MergeAsked,
  seen?: string,
): Promise<MergeFound & { readonly isDone: boolean }> {
  return db.deed(async (tx) => {
    await tx.run(sql`savepoint merging`)
    const found = await carryOut(tx, act, asked)
    const isDone = found.obstacles.length === 0 && (seen === undefined || seen === found.digest)
    if (isDone) await tellOfMerge(tx, act, asked, found)
    else await tx.run(sql`rollback to savepoint merging`)
    return { ...found, isDone }
  })
}

async function carryOut(tx: Tx, act: Act, asked: MergeAsked): Promise<MergeFound> {
  const { register, person, registers } = asked
  const [from, into] = await both(tx, asked)
  for (const item of [from, into]) {
    const against = await againstChanging(tx, act, register, item)
    if (against) throw new Forbidden(against.message)
  }
  const obstacles = [...(await standingAgainst(tx, act, register, from, into))]
  const moves: MovedOf[] = []
  if (obstacles.length > 0) return { from, into, moves, obstacles, digest: '' }
  for (const [leading, fields] of leadingRegisters(register, registers)) {
    if (!(await mayChangeAll(tx, person, leading, fields, leadingTo(leading, fields, from.id)))) {
      obstacles.push(NOT_ALL)
      continue
    }
    const moved = await moveOf(tx, act, leading, fields, { from: from.id, into: into.id })
    obstacles.push(...moved.obstacles)
    if (moved.moved.length > 0) moves.push(moved)
  }
  const own = obstacles.length > 0 ? null : await endMerged(tx, act, register, from, into)
  if (own && 'problem' in own) obstacles.push(own.problem)
  const all = own && 'moved' in own ? joined(register, moves, own.moved) : moves
  return { from, into, moves: all, obstacles, digest: await digestOf(from, into, all) }
}

/** Said where somebody may not change, or see, all that leads there: nothing of what it is. */
const NOT_ALL =
  'You do not have permission to change everything that leads to it. Ask somebody who may, such as whoever looks after this register'

/** Both items, held, in the order of their ids so that two merges never wait for each other. Throws Conflict where one is not there for whoever asks. */
async function both(tx: Tx, { register, from, into, person }: MergeAsked): Promise<readonly [Item, Item]> {
  await tx.many(
    sql`select id from ${name(...register.table)} where id = any(${[from, into]}::uuid[]) order by id for no key update`,
  )
  const items = [await seenItem(tx, register, from, person), await seenItem(tx, register, into, person)] as const
  if (!items[0] || !items[1]) throw new Conflict(`There is no such ${register.singular}`)
  return [items[0], items[1]]
}

/** Said where an item would be merged into itself. */
export const sameAgain = ({ singular }: Register): string => `Choose another ${singular}: this is the same`

async function standingAgainst(tx: Tx, act: Act, register: Register, from: Item, into: Item): Promise<string[]> {
  if (from.id === into.id) return [sameAgain(register)]
  const merged = await mergedAmong(tx, [from.id, into.id])
  const ending = kitEnding(register)
  const called = (item: Item) => `“${titleOf(register, item)}”`
  if (merged.has(from.id)) return [`${called(from)} was merged into another already`]
  if (merged.has(into.id)) return [`${called(into)} was merged into another: choose that one`]
  const isGone = ending ? isOver(ending, into, dayOf(act.at)) : await isEndedByRoom(tx, register, into, act)
  return isGone ? [`${called(into)} has ended: choose one that has not`] : []
}

async function isEndedByRoom(db: Queries, { life: { ended }, table }: Register, { id }: Item, act: Act) {
  if (ended.by !== 'room') return false
  return (
    (await db.maybe(
      sql`select 1 as one from ${name(...table)} as item where item.id = ${id} and ${ended.isEnded(dayOf(act.at))}`,
    )) !== null
  )
}

/** The merged item itself ends, where it has not yet. What its room asks before it ends is not asked: nothing leads to it any more. */
async function endMerged(
  tx: Tx,
  act: Act,
  register: Register,
  before: Item,
  into: Item,
): Promise<{ readonly moved: readonly Moved[] } | { readonly problem: string }> {
  const today = dayOf(act.at)
  const ending = kitEnding(register)
  // What had ended already keeps its day and its reason.
  if (ending && isOver(ending, before, today)) return { moved: [] }
  const item = (await findItem(tx, register, before.id)) ?? before
  const value = becoming(register, today, titleOf(register, into))
  const writes = [{ id: item.id, version: item.version, value }]
  const tried = await within(tx, register, () => writeEach(tx, register, new Map([[item.id, item]]), writes))
  if ('problem' in tried) return tried
  const own = {
    id: item.id,
    name: titleOf(register, item),
    version: item.version + 1,
    before: valuesOf(register, item, value),
    fields: tried.done.get(item.id) ?? {},
  }
  return { moved: [own] }
}

function becoming(register: Register, today: string, into: string): Readonly<Record<string, FieldValue>> {
  const ending = kitEnding(register)
  if (ending) return { [ending.on]: today, [ending.why]: `Merged into ${into}`.slice(0, 2_000) }
  return mergingOf(register).becomes?.(today, into.slice(0, 1_900)) ?? {}
}

const valuesOf = (
  { fields }: Register,
  item: Item,
  of: Readonly<Record<string, unknown>>,
): Record<string, FieldValue> =>
  Object.fromEntries(fields.flatMap((field) => (field.column in of ? [[field.column, itemValue(field, item)]] : [])))

/** What moved, with the merged item itself among the items of its register: it may have led to itself, and then is written twice. */
function joined(register: Register, moves: readonly MovedOf[], own: readonly Moved[]): readonly MovedOf[] {
  if (own.length === 0) return moves
  const there = moves.find((one) => one.register.key === register.key)
  const ids = new Map((there?.moved ?? []).map((one) => [one.id, one]))
  for (const one of own) {
    const before = ids.get(one.id)
    const both = before && { before: { ...one.before, ...before.before }, fields: { ...before.fields, ...one.fields } }
    ids.set(one.id, { ...one, ...both })
  }
  const others = moves.filter((one) => one !== there)
  return [...others, { register, moved: [...ids.values()], obstacles: [] }]
}

async function digestOf(from: Item, into: Item, moves: readonly MovedOf[]): Promise<string> {
  const turn = takingTurns()
  const hash = createHash('sha256').update(`${from.id} ${into.id}\n`)
  for (const { register, moved } of moves)
    for (const { id, fields } of moved) {
      hash.update(`${canonical({ register: register.key, id, fields })}\n`)
      await turn()
    }
  return hash.digest('hex')
}

async function tellOfMerge(tx: Tx, act: Act, asked: MergeAsked, found: MergeFound): Promise<void> {
  const { register } = asked
  const { from, into, moves, digest } = found
  const facts = { into: into.id, count: movedCount(moves, from.id), digest }
  const entryId = await audit(tx, act, entryNameOf(register, 'merged'), { kind: register.singular, id: from.id }, facts)
  const id = newId(act.at.getTime())
  const by = act.actor.kind === 'person' ? act.actor : null
  await tx.run(sql`delete from register.planned_end where item_id = ${from.id}`)
  await tx.run(sql`
    insert into register.merged (id, register, item_id, into_id, at, by_person_id, by_name, entry_id)
    values (${id}, ${register.key}, ${from.id}, ${into.id}, ${act.at}, ${by?.id ?? null}, ${by?.name ?? null}, ${entryId})`)
  await tellEach(tx, act, moves, entryId)
  for (const { register: of, moved } of moves) await keepMoves(tx, id, of, moved)
  const telling = { register: register.key, at: act.at, by: act.actor, entryId, what: 'merged' } as const
  await writeChanges(tx, telling, [{ id: into.id, fields: { 'Merged into this': ['', titleOf(register, from)] } }])
  for (const { register: of, moved } of moves) await afterMany(tx, act, of, moved)
}
