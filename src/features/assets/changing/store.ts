import { leftJoinName } from '#features/people/index.ts'
import { type Act, audit, byOf } from '#platform/audit/index.ts'
import { type Db, type Queries, sql, type Tx } from '#platform/db/index.ts'
import { newId } from '#platform/ids.ts'
import type { Given, Problem } from '#platform/register/index.ts'
import { CHANGES, type Change, changeTo } from '../model.ts'
import { isPassed } from './checklist.ts'

export interface ChangeCheck {
  readonly id: string
  readonly change: Change
  readonly answers: Readonly<Record<string, string>>
  readonly isPassed: boolean
  readonly note: string | null
  readonly at: Date
  readonly by: string | null
}

export function checksOf(db: Queries, placeId: string): Promise<ChangeCheck[]> {
  return db.many(sql`
    select c.id, c.change, c.answers, c.is_passed as "isPassed", c.note, c.at, p.name as by
    from assets.change_check c ${leftJoinName('person', 'p', 'c.by_person_id')} where c.place_id = ${placeId} order by c.at desc limit 50`)
}

export async function answerCheck(
  db: Db,
  act: Act,
  placeId: string,
  change: Change,
  answers: Readonly<Record<string, string>>,
  note: string | null,
): Promise<boolean> {
  const passed = isPassed(change, answers)
  const by = byOf(act)
  await db.transaction(async (tx) => {
    await tx.run(sql`
      insert into assets.change_check (id, place_id, change, answers, is_passed, note, at, by_person_id)
      values (${newId(act.at.getTime())}, ${placeId}, ${change}, ${JSON.stringify(answers)}, ${passed}, ${note}, ${act.at}, ${by})`)
    await audit(tx, act, 'place.checked', { kind: 'place', id: placeId }, { change, passed })
  })
  return passed
}

/** A place comes to a state for which a checklist is asked only once the newest answers to that are good. A new place may be put down as it is. */
export async function changeObstacles(tx: Tx, given: readonly Given[]): Promise<(Problem | null)[]> {
  const ids = given.flatMap(({ id }) => id ?? [])
  const places = await tx.many<{ id: string; state: string }>(
    sql`select id, state from assets.place where id = any(${ids}::uuid[])`,
  )
  const stateOf = new Map(places.map(({ id, state }) => [id, state]))
  const changes = given.map(({ id, value }) => {
    const before = id === null ? undefined : stateOf.get(id)
    return before !== undefined && typeof value.state === 'string' ? changeTo(value.state, before) : null
  })
  const asked = given.flatMap(({ id }, index) =>
    id !== null && changes[index] ? [{ id, change: changes[index] }] : [],
  )
  const passed = asked.length === 0 ? new Set<string>() : await passedOf(tx, asked)
  return given.map(({ id }, index) => {
    const change = changes[index]
    if (!change || id === null || passed.has(`${id} ${change}`)) return null
    const message = `Answer the checklist “${CHANGES[change].text}” first: it is on the page of the place`
    return { field: 'state', message }
  })
}

/** The changes whose newest answers are good, each as a place and a change. Answers are for one change: what was answered before the state changed last is used up. */
async function passedOf(tx: Tx, asked: readonly { readonly id: string; readonly change: Change }[]) {
  const rows = await tx.many<{ key: string }>(sql`
    select n.id || ' ' || n.change as key from jsonb_to_recordset(${JSON.stringify(asked)}) as n (id uuid, change text) cross join lateral (
      select c.is_passed from assets.change_check c where c.place_id = n.id and c.change = n.change
        and c.at > coalesce((select max(h.at) from register.change h where h.register = 'places' and h.item_id = n.id and h.what = 'changed' and h.fields ? 'state'), '-infinity')
      order by c.at desc, c.id desc limit 1) newest
    where newest.is_passed`)
  return new Set(rows.map(({ key }) => key))
}

export const placeOf = (db: Queries, id: string): Promise<{ id: string; name: string } | null> =>
  db.maybe(sql`select id, name from assets.place where id = ${id}`)
