import type { Day } from '#platform/calendar/index.ts'
import { dayOfInstant, type Queries, type Sql, sql } from '#platform/db/index.ts'
import { type AssetRow, entriesOf } from '../store.ts'

/** Assets that are shown for one new owner. */
const MOST = 500

interface Came {
  readonly id: string
  readonly from: string
  readonly on: Day
}

/** An asset that came to somebody from another owner, with its entry. */
export interface Handover extends Came {
  readonly entry: AssetRow
}

/** Assets that came to a person from another owner, and that they have not confirmed since, the newest first. */
export function handovers(db: Queries, personId: string): Promise<Came[]> {
  return db.many(sql`
    select a.id, c.owner as from, c.day as on ${cameFrom(personId)}
    order by c.day desc, a.name limit ${MOST}`)
}

/** The last time that each asset `a` of somebody was given to another owner, as `c`, where they have not confirmed it since. */
const givenSince = (personId: string): Sql => sql`
  from assets.asset a cross join lateral (
    select fields->'owner_id'->>0 as owner, ${dayOfInstant(sql`at`)} as day, by_person_id from register.change
    where register = 'assets' and item_id = a.id and fields ? 'owner_id' order by id desc limit 1) c
  where a.owner_id = ${personId} and a.ended_on is null and not coalesce(a.confirmed_by = ${personId} and a.confirmed_on >= c.day, false)`

/** The assets `a` that came to a person and that they have not confirmed since, each with from whom and when as `c`. */
export const cameFrom = (personId: string): Sql => sql`${givenSince(personId)} and c.owner <> ''`

/** The assets `a` that somebody else made a person's, that had no owner, and that they have not confirmed since. */
export const givenTo = (personId: string): Sql =>
  sql`${givenSince(personId)} and c.owner = '' and c.by_person_id <> ${personId}`

/** Assets that came to a person, each with its entry. */
export async function cameTo(db: Queries, personId: string): Promise<Handover[]> {
  const came = await handovers(db, personId)
  const found = await entriesOf(
    db,
    came.map(({ id }) => id),
  )
  const byId = new Map(found.map((entry) => [entry.id, entry]))
  return came.flatMap((one) => {
    const entry = byId.get(one.id)
    return entry ? [{ ...one, entry }] : []
  })
}
