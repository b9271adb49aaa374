import type { Day } from '#platform/calendar/index.ts'
import { type Queries, sql } from '#platform/db/index.ts'

export interface Member {
  readonly personId: string
  readonly person: string
  readonly capacity: string
  readonly fromOn: Day
  readonly untilOn: Day | null
}

/** Who sits and sat on a body, those of today first. */
export const membersOf = (db: Queries, id: string): Promise<Member[]> =>
  db.many(sql`
      select m.person_id as "personId", p.name as person, m.capacity, m.from_on as "fromOn", m.until_on as "untilOn"
      from people.membership m join people.person p on p.id = m.person_id where m.body_id = ${id}
      order by m.until_on desc nulls first, array_position('{chair,deputy,secretary,member,observer}'::text[], m.capacity), p.name limit 200`)

export interface Meeting {
  readonly id: string
  readonly heldOn: Day
  readonly subject: string | null
}

/** When a body met, the latest first. */
export const meetingsOf = (db: Queries, id: string): Promise<Meeting[]> =>
  db.many(
    sql`select id, held_on as "heldOn", subject from people.meeting where body_id = ${id} order by held_on desc limit 24`,
  )
