import type { Person } from '../../access/index.ts'
import { type Act, audit } from '../../audit/index.ts'
import { type Db, type Queries, sql, type Tx } from '../../db/index.ts'
import { Conflict, Forbidden } from '../../errors.ts'
import { takingTurns } from '../../turns.ts'
import { afterMany, within } from '../at-end.ts'
import { entryNameOf, titleOf } from '../field-words.ts'
import { againstChanging } from '../in-unit.ts'
import { parts, writeEach } from '../many.ts'
import type { Register } from '../model.ts'
import { findItem, findItems, writeChanges } from '../store.ts'
import { type Merge, mergedAmong, mergeOf } from './merged.ts'
import { type Moved, type MovedOf, movedCount } from './moved.ts'
import { type MoveKept, movesOf, tellEach } from './moved-store.ts'
import { MOST_NAMED, mayChangeAll } from './moving.ts'

/** Said where somebody may not change, or see, all that moved: nothing of what it is. */
const NOT_ALL =
  'You do not have permission to change everything that moved. Ask somebody who may, such as whoever looks after this register'

/** Whether somebody may change all that a merge moved, in the fields that it wrote. */
async function mayMoveBack(
  db: Queries,
  person: Person,
  kept: readonly (readonly [Register, readonly MoveKept[]])[],
): Promise<boolean> {
  for (const [register, own] of kept) {
    const written = new Set(own.flatMap(({ before }) => Object.keys(before)))
    const fields = register.fields.filter(({ column }) => written.has(column))
    const ids = sql`select unnest(${own.map(({ id }) => id)}::uuid[])`
    if (!(await mayChangeAll(db, person, register, fields, ids))) return false
  }
  return true
}

/**
 * What stands against taking a merge back, in words: something that it changed has been changed since, or is gone. Whoever may not change all of
 * it is told that alone.
 */
export async function partObstacles(
  db: Queries,
  merge: Merge,
  { person, registers }: Pick<PartAsked, 'person' | 'registers'>,
): Promise<readonly string[]> {
  const moves = byRegister(await movesOf(db, merge.id), registers)
  if (!(await mayMoveBack(db, person, moves))) return [NOT_ALL]
  const found: string[] = []
  const later = await mergedAmong(db, [merge.intoId])
  if (later.size > 0) found.push('What it was merged into was merged itself: take that back first')
  for (const [register, kept] of moves) {
    for (const own of parts(kept)) {
      const now = await findItems(
        db,
        register,
        own.map(({ id }) => id),
      )
      for (const { id, version } of own) {
        const item = now.get(id)
        if (!item) found.push(`One of the ${register.plural} that moved is not there any more`)
        else if (item.version !== version) found.push(`“${titleOf(register, item)}” was changed since`)
        if (found.length >= MOST_NAMED) return found
      }
    }
  }
  return found
}

function byRegister(
  kept: readonly MoveKept[],
  registers: readonly Register[],
): readonly (readonly [Register, MoveKept[]])[] {
  return registers.flatMap((register) => {
    const own = kept.filter(({ key }) => key === register.key)
    return own.length > 0 ? [[register, own] as const] : []
  })
}

interface PartAsked {
  readonly register: Register
  readonly id: string
  readonly person: Person
  readonly registers: readonly Register[]
}

/** Takes a merge back: what moved leads again to where it led. Throws Conflict where something was changed since. Answers how many moved back. */
export async function partItems(db: Db, act: Act, asked: PartAsked): Promise<number> {
  const { register, id, registers } = asked
  return db.deed(async (tx) => {
    const merge = await mergeOf(tx, id)
    if (!merge) throw new Conflict('This was not merged, or the merge was taken back')
    for (const item of (await findItems(tx, register, [merge.itemId, merge.intoId])).values()) {
      const against = await againstChanging(tx, act, register, item)
      if (against) throw new Forbidden(against.message)
    }
    await tx.run(sql`select from register.merged where id = ${merge.id} for no key update`)
    const obstacles = await partObstacles(tx, merge, asked)
    if (obstacles.includes(NOT_ALL)) throw new Forbidden(NOT_ALL)
    if (obstacles.length > 0) throw new Conflict(`The merge cannot be taken back. ${obstacles.join('. ')}`)
    const kept = byRegister(await movesOf(tx, merge.id), registers)
    const moves: Pick<MovedOf, 'register' | 'moved'>[] = []
    for (const [of, own] of kept) moves.push({ register: of, moved: await moveBack(tx, of, own) })
    await tell(tx, act, { register, merge, moves })
    return movedCount(moves, id)
  })
}

async function moveBack(tx: Tx, register: Register, kept: readonly MoveKept[]): Promise<Moved[]> {
  const turn = takingTurns()
  const moved: Moved[] = []
  const beforeOf = new Map(kept.map(({ id, before }) => [id, before]))
  for (const ids of parts(kept.map(({ id }) => id))) {
    const now = await findItems(tx, register, ids)
    const writes = [...now.values()].map(({ id, version }) => ({ id, version, value: beforeOf.get(id) ?? {} }))
    const tried = await within(tx, register, () => writeEach(tx, register, now, writes))
    if ('problem' in tried) throw new Conflict(`The merge cannot be taken back. ${tried.problem}`)
    for (const [id, fields] of tried.done) moved.push({ id, name: '', version: 0, before: {}, fields })
    await turn()
  }
  return moved
}

async function tell(
  tx: Tx,
  act: Act,
  {
    register,
    merge,
    moves,
  }: { register: Register; merge: Merge; moves: readonly Pick<MovedOf, 'register' | 'moved'>[] },
): Promise<void> {
  const subject = { kind: register.singular, id: merge.itemId }
  const facts = { from: merge.intoId, count: movedCount(moves, merge.itemId) }
  const entryId = await audit(tx, act, entryNameOf(register, 'parted'), subject, facts)
  await tx.run(
    sql`update register.merged set undone_at = ${act.at}, undone_entry_id = ${entryId} where id = ${merge.id}`,
  )
  await tellEach(tx, act, moves, entryId)
  const item = await findItem(tx, register, merge.itemId)
  const telling = { register: register.key, at: act.at, by: act.actor, entryId, what: 'parted' } as const
  const called = item ? titleOf(register, item) : merge.itemId
  await writeChanges(tx, telling, [{ id: merge.intoId, fields: { 'No longer one with this': ['', called] } }])
  for (const { register: of, moved } of moves) await afterMany(tx, act, of, moved)
}
