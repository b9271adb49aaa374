import { may } from '#platform/access/index.ts'
import { type Act, audit, byOf } from '#platform/audit/index.ts'
import { type Db, sql } from '#platform/db/index.ts'
import { Conflict, Forbidden } from '#platform/errors.ts'
import { newId } from '#platform/ids.ts'
import type { Belonging } from '#platform/room/index.ts'
import { actingPerson } from '../acting.ts'
import type { Reorganisation } from './model.ts'
import type { Planned } from './planned.ts'
import { goThrough, undone } from './rehearsing.ts'

/** Keeps a reorganisation until its day. */
export function plan(db: Db, act: Act, what: Reorganisation): Promise<string> {
  const id = newId(act.at.getTime())
  return db.deed(async (tx) => {
    await tx.run(sql`
      insert into people.planned_reorganisation (id, kind, on_day, why, what, at, by_person_id)
      values (${id}, ${what.kind}, ${what.on}, ${what.why}, ${JSON.stringify(what)}, ${act.at}, ${byOf(act)})`)
    await audit(
      tx,
      act,
      'reorganisation.planned',
      { kind: 'planned-reorganisation', id },
      { on: what.on, kind: what.kind, before: what.before.map((unit) => unit.id) },
    )
    return id
  })
}

/** What stands against withdrawing what waits: that whoever wants to did not plan it, and could not have. Null where nothing does. */
export async function withdrawObstacle(
  db: Db,
  act: Act,
  all: readonly Belonging[],
  { id, byId, state, what }: Planned,
): Promise<string | null> {
  if (state !== 'waiting' || (byId !== null && byId === byOf(act))) return null
  if (may(await actingPerson(db, act), 'accounts:administer')) return null
  const { problem, open } = await undone(db, async (tx) => {
    await tx.run(
      sql`update people.planned_reorganisation set state = 'withdrawn', ended_at = ${act.at} where id = ${id}`,
    )
    return goThrough(tx, act, all, what, { limit: 1, offset: 0 })
  })
  return open > 0 || problem?.isOfRights
    ? 'Only whoever planned it, or somebody who has the right to do all of it, can withdraw it'
    : null
}

/** Withdraws what waits, or puts away what could not be done. @throws Forbidden */
export async function withdraw(
  db: Db,
  act: Act,
  all: readonly Belonging[],
  { planned, why }: { readonly planned: Planned; readonly why: string },
): Promise<void> {
  const against = await withdrawObstacle(db, act, all, planned)
  if (against) throw new Forbidden(against)
  const { id } = planned
  await db.deed(async (tx) => {
    const done = await tx.run(sql`
      update people.planned_reorganisation set state = 'withdrawn', ended_at = ${act.at}, ended_why = ${why}, ended_by = ${byOf(act)}
      where id = ${id} and state in ('waiting', 'refused')`)
    if (done === 0) throw new Conflict('This reorganisation has been done or withdrawn already')
    await audit(tx, act, 'reorganisation.withdrawn', { kind: 'planned-reorganisation', id })
  })
}
