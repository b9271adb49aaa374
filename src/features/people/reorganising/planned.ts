import type { Day } from '#platform/calendar/index.ts'
import { type Queries, sql, type Tx, takeTurn } from '#platform/db/index.ts'
import type { Kind, Reorganisation } from './model.ts'

export interface Planned {
  readonly id: string
  readonly kind: Kind
  readonly on: Day
  readonly why: string
  readonly what: Reorganisation
  readonly state: 'waiting' | 'done' | 'withdrawn' | 'refused'
  readonly at: Date
  readonly byId: string | null
  readonly by: string | null
  readonly endedWhy: string | null
  readonly reorganisationId: string | null
}

const PLANNED = sql`
  r.id, r.kind, r.on_day as on, r.why, r.what, r.state, r.at, r.by_person_id as "byId", p.name as by, r.ended_why as "endedWhy", r.reorganisation_id as "reorganisationId"`
const FROM = sql`people.planned_reorganisation r left join people.person p on p.id = r.by_person_id`

/** What waits for its day, in the order in which it will be done; at most 500. */
export function waiting(db: Queries): Promise<Planned[]> {
  return db.many(sql`select ${PLANNED} from ${FROM} where r.state = 'waiting' order by r.on_day, r.at, r.id limit 500`)
}

/** What waits, and what could not be done and nobody has put away yet. */
export function unfinished(db: Queries): Promise<Planned[]> {
  return db.many(
    sql`select ${PLANNED} from ${FROM} where r.state in ('waiting', 'refused') order by r.on_day, r.at, r.id limit 500`,
  )
}

export function findPlanned(db: Queries, id: string): Promise<Planned | null> {
  return db.maybe(sql`select ${PLANNED} from ${FROM} where r.id = ${id}`)
}

/** Reorganisations are done, and gone through, one after the other: whoever comes second waits until this transaction ends. */
export async function inTurn(tx: Tx): Promise<void> {
  await takeTurn(tx, 'people.reorganising')
}

/** One that still waits, held until the transaction ends; null where it does not wait any more. */
export function heldWaiting(tx: Tx, id: string): Promise<Planned | null> {
  return tx.maybe(sql`select ${PLANNED} from ${FROM} where r.id = ${id} and r.state = 'waiting' for update of r`)
}
