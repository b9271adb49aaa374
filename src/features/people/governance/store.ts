import type { Day } from '#platform/calendar/index.ts'
import { type Queries, sql } from '#platform/db/index.ts'
import { FINDING, FINDING_FROM, type FindingRow } from './listing.ts'

export const findingOf = (db: Queries, id: string): Promise<FindingRow | null> =>
  db.maybe(sql`select ${FINDING} from ${FINDING_FROM} where f.id = ${id}`)

/** Until when and why a finding was accepted. */
export interface Accepted {
  readonly reason: string
  readonly untilOn: Day
  readonly at: Date
  readonly by: string | null
}

/** How often a finding was accepted, the latest first. */
export const acceptancesOf = (db: Queries, findingId: string): Promise<Accepted[]> =>
  db.many(sql`
    select a.reason, a.until_on as "untilOn", a.at, p.name as by from people.acceptance a left join people.person p on p.id = a.by_person_id
    where a.finding_id = ${findingId} order by a.at desc limit 50`)

const RIGHTS = sql`id, name, permissions, reach`

/** Roles with their permissions, by name. */
export const rolesOf = (db: Queries): Promise<RoleRights[]> =>
  db.many(sql`select ${RIGHTS} from people.role order by name limit 500`)

export const rightsOf = (db: Queries, id: string): Promise<RoleRights> =>
  db.one(sql`select ${RIGHTS} from people.role where id = ${id}`)

export interface RoleRights {
  readonly id: string
  readonly name: string
  readonly permissions: readonly string[]
  /** `everywhere`, or where its holders are appointed. */
  readonly reach: string | null
}
