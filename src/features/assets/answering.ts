import { inForce, joinName } from '#features/people/index.ts'
import type { Day } from '#platform/calendar/index.ts'
import { type Queries, type Sql, sql } from '#platform/db/index.ts'

/** So many are shown beside a person or a role. */
const SHOWN = 20

/** Who answers for an asset that is held today, as what, and in which role. */
const HOLDINGS = (today: Day) => sql`(
  select a.owner_id as person_id, a.id, a.name, 'Owner' as how, 1 as place, (select id from people.role where asset_part = 'owner') as role_id from assets.asset a where a.ended_on is null
  union all
  select a.deputy_id, a.id, a.name, 'Deputy', 2, (select id from people.role where asset_part = 'deputy') from assets.asset a where a.ended_on is null
  union all
  select d.person_id, a.id, a.name, r.name, 3, d.role_id from assets.duty d join assets.asset a on a.id = d.asset_id and a.ended_on is null ${joinName('role', 'r', 'd.role_id')}
    where ${inForce('d', today)})`

export interface Held {
  readonly id: string
  readonly name: string
  readonly how: string
  readonly personId: string
  readonly person: string
  readonly all: number
}

/** Who answers for which assets, owners first; `which` says of which rows `h` it is asked. */
export const answeredBy = (db: Queries, which: Sql, today: Day): Promise<Held[]> =>
  db.many(sql`
    select h.id, h.name, h.how, p.id as "personId", p.name as person, count(*) over () as all
    from ${HOLDINGS(today)} h ${joinName('person', 'p', 'h.person_id')} where ${which} order by h.place, h.name, h.id, p.name, p.id limit ${SHOWN}`)

/** The assets that a finding of governance is about: those for which the person holds its role, where no appointment says so. */
export const answeredInFinding = (db: Queries, id: string, today: Day): Promise<Pick<Held, 'id' | 'name' | 'how'>[]> =>
  db.many(sql`
        select h.id, h.name, h.how from people.finding f
          join ${HOLDINGS(today)} h on h.person_id = f.person_id and (h.role_id = f.role_id or f.kind = 'incompatible' and exists (
            select from people.incompatibility i where starts_with(f.key, 'incompatible ' || i.id) and h.role_id in (i.role_id, i.other_role_id)))
        where f.id = ${id} order by h.place, h.name, h.id limit ${SHOWN}`)
