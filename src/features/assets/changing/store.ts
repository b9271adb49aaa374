import { type Act, byOf, record } from '#platform/audit/index.ts'
import { type Db, type Queries, sql, type Tx } from '#platform/db/index.ts'
import { newId } from '#platform/ids.ts'
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
    from assets.change_check c left join people.person p on p.id = c.by_person_id where c.place_id = ${placeId} order by c.at desc limit 50`)
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
    await record(tx, act, 'place.checked', { kind: 'place', id: placeId }, { change, passed })
  })
  return passed
}

/** A place comes to a state for which a checklist is asked only once the newest answers to that are good. A new place may be put down as it is. */
export async function changeObstacle(
  tx: Tx,
  value: Readonly<Record<string, unknown>>,
  id: string | null,
): Promise<{ field: string; message: string } | null> {
  if (id === null || typeof value.state !== 'string') return null
  const before = await tx.maybe<{ state: string }>(sql`select state from assets.place where id = ${id}`)
  const change = before ? changeTo(value.state, before.state) : null
  if (!change) return null
  const newest = await tx.maybe<{ isPassed: boolean }>(
    // Answers are for one change: what was answered before the state changed last is used up.
    sql`select is_passed as "isPassed" from assets.change_check where place_id = ${id} and change = ${change}
      and at > coalesce((select max(c.at) from register.change c where c.register = 'places' and c.item_id = ${id} and c.what = 'changed' and c.fields ? 'state'), '-infinity')
      order by at desc, id desc limit 1`,
  )
  return newest?.isPassed
    ? null
    : {
        field: 'state',
        message: `Answer the checklist “${CHANGES[change].text}” first: it is on the page of the place`,
      }
}
