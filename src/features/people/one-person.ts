import type { Day } from '#platform/calendar/index.ts'
import { type Queries, type Sql, sql } from '#platform/db/index.ts'
import type { FindingKind } from './governance/model.ts'
import type { Kind } from './reorganising/model.ts'

export interface Held {
  readonly personId: string
  readonly person: string
  readonly roleId: string
  readonly role: string
  readonly unitId: string | null
  readonly unit: string | null
  readonly fromOn: Day
  readonly untilOn: Day | null
}

/** Appointments, those that hold first. */
export function held(db: Queries, where: Sql): Promise<Held[]> {
  return db.many<Held>(sql`
    select a.person_id as "personId", p.name as person, a.role_id as "roleId", r.name as role, a.unit_id as "unitId", u.name as unit,
      a.from_on as "fromOn", a.until_on as "untilOn"
    from people.appointment a join people.person p on p.id = a.person_id join people.role r on r.id = a.role_id
      left join people.unit u on u.id = a.unit_id
    where ${where} order by a.until_on desc nulls first, a.from_on desc, a.id limit 100`)
}

export interface Broken {
  readonly id: string
  readonly kind: FindingKind
  readonly explanation: string
}

/** Rules that are broken in a person’s appointments. */
export const brokenBy = (db: Queries, personId: string): Promise<Broken[]> =>
  db.many(
    sql`select id, kind, explanation from people.finding where person_id = ${personId} and gone_on is null order by found_on, id limit 50`,
  )

export interface Acting {
  readonly person: string
  readonly personId: string
  readonly role: string
  readonly own: boolean
  readonly fromOn: string
  readonly untilOn: string | null
}

/** For whom a person acts, and who acts for them. */
export const actingOf = (db: Queries, personId: string): Promise<Acting[]> =>
  db.many(sql`
    select case when d.person_id = ${personId} then h.name else p.name end as person, case when d.person_id = ${personId} then h.id else p.id end as "personId",
      r.name as role, d.person_id = ${personId} as own, d.from_on as "fromOn", d.until_on as "untilOn"
    from people.delegation d join people.appointment a on a.id = d.appointment_id join people.role r on r.id = a.role_id
      join people.person p on p.id = d.person_id join people.person h on h.id = a.person_id
    where d.person_id = ${personId} or a.person_id = ${personId} order by d.until_on desc nulls first, d.from_on desc limit 50`)

export interface Reorganised {
  readonly id: string
  readonly kind: Kind
  readonly on: string
  readonly others: string | null
}

/** How a unit was reorganised, the latest first. */
export const reorganisedAs = (db: Queries, unitId: string): Promise<Reorganised[]> =>
  db.many(sql`
    select r.id, r.kind, r.happened_on as on,
      (select string_agg(distinct o.name, ', ') from people.reorganised_unit o where o.reorganisation_id = r.id and o.unit_id <> ${unitId}) as others
    from people.reorganisation r where r.id in (select reorganisation_id from people.reorganised_unit where unit_id = ${unitId}) order by r.happened_on desc limit 50`)

export const unitsBelow = (db: Queries, id: string): Promise<{ id: string; name: string }[]> =>
  db.many(sql`select id, name from people.unit where parent_id = ${id} order by name, id limit 200`)
