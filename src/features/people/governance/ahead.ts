import type { Day } from '#platform/calendar/index.ts'
import { join, type Queries, type Sql, sql } from '#platform/db/index.ts'
import type { Html } from '#platform/page/index.ts'
import { notOver } from '../in-force.ts'
import type { Breach } from './model.ts'
import { breaches } from './rules.ts'
import { againstPart, aheadOf } from './views.ts'

/** Days on which something begins for a person, at most so many. */
const MOST_DAYS = 12

/** Today, and the days ahead on which an appointment of theirs, a delegation or a duty begins. */
async function daysAhead(db: Queries, personId: string, today: Day): Promise<readonly Day[]> {
  const rows = await db.many<{ on: Day }>(sql`
    select distinct greatest(from_on, ${today}::date) as on from (
      select from_on, until_on from people.appointment where person_id = ${personId}
      union all select from_on, until_on from people.delegation where person_id = ${personId}
      union all select from_on, until_on from people.held_thing where person_id = ${personId} and from_on is not null) x
    where ${notOver('x', today)} order by 1 limit ${MOST_DAYS}`)
  return [...new Set([today, ...rows.map(({ on }) => on)])]
}

/** What stands against a rule in what a person holds, today or from a day ahead on. `which` says of which rows `b` it is asked. */
async function breachesAhead(db: Queries, personId: string, today: Day, which: Sql): Promise<Breach[]> {
  const days = await daysAhead(db, personId, today)
  const asked = days.map(
    (day) => sql`select b.*, ${day}::date as day from (${breaches(day, { personIds: [personId] })}) b`,
  )
  return db.many(sql`
    select distinct on (b.key) b.key, b.kind, b.explanation, f.id as "findingId", b.day as from
    from (${join(asked, sql` union all `)}) b left join people.finding f on f.key = b.key and f.gone_on is null
    where b.person_id = ${personId} and ${which} order by b.key, b.day`)
}

const aboutRole = (roleId: Sql) => sql`(b.role_id = ${roleId} or b.kind = 'incompatible' and exists (
  select from people.incompatibility i where b.key like 'incompatible ' || i.id || ' %' and ${roleId} in (i.role_id, i.other_role_id)))`

/** Days ahead that are looked at, and broken rules that are named, on one page. */
const MOST_AHEAD = { days: 12, named: 50 } as const

/** Rules that an appointment, a delegation or a duty will break that begins later, said before the rules that are broken today. */
export async function aheadPart(db: Queries, today: Day): Promise<Html> {
  const starts = await db.many<{ on: Day; personIds: string[] }>(sql`
    select from_on as on, array_agg(distinct person_id) as "personIds" from (
      select from_on, person_id from people.appointment
      union all select from_on, person_id from people.delegation
      union all select from_on, person_id from people.held_thing where from_on is not null) x
    where from_on > ${today} group by 1 order by 1 limit ${MOST_AHEAD.days}`)
  if (starts.length === 0) return aheadOf([])
  const asked = starts.map(
    ({ on, personIds }) => sql`select b.*, ${on}::date as day from (${breaches(on, { personIds })}) b`,
  )
  const found = await db.many<Breach & { readonly all: number }>(sql`
    select b.kind, b.key, b.explanation, null as "findingId", b.day as from, count(*) over () as all from (
      select distinct on (b.key) b.* from (${join(asked, sql` union all `)}) b
      where b.person_id is not null and not exists (select from people.finding f where f.key = b.key and f.gone_on is null) order by b.key, b.day) b
    order by b.day, b.key limit ${MOST_AHEAD.named}`)
  return aheadOf(found)
}

/** What stands against a rule in an appointment, said on its own page as soon as it is saved. */
export async function againstAppointment(db: Queries, id: string, today: Day): Promise<Html> {
  const one = await db.maybe<{ personId: string; roleId: string; from: Day }>(sql`
    select person_id as "personId", role_id as "roleId", from_on as from from people.appointment
    where id = ${id} and ${notOver('appointment', today)}`)
  if (!one) return againstPart([], today)
  const which = sql`b.day >= ${one.from} and (b.key like ${`%${id}%`} or b.kind not in ('grade', 'delegate', 'left') and ${aboutRole(sql`${one.roleId}::uuid`)})`
  return againstPart(await breachesAhead(db, one.personId, today, which), today)
}

/** The same of a delegation, on its page. */
export async function againstDelegation(db: Queries, id: string, today: Day): Promise<Html> {
  const one = await db.maybe<{ personId: string; appointmentId: string; roleId: string }>(sql`
    select d.person_id as "personId", d.appointment_id as "appointmentId", a.role_id as "roleId" from people.delegation d join people.appointment a on a.id = d.appointment_id
    where d.id = ${id} and ${notOver('d', today)}`)
  if (!one) return againstPart([], today)
  const which = sql`(b.key like ${`%${one.appointmentId}%`} or b.kind = 'training' and b.role_id = ${one.roleId})`
  return againstPart(await breachesAhead(db, one.personId, today, which), today)
}

/** The same of people who answer for a thing, such as the owner of an asset, in the roles that they hold for things. */
export async function againstHolders(db: Queries, personIds: readonly (string | null)[], today: Day): Promise<Html> {
  const ids = [...new Set(personIds.filter((id) => id !== null))]
  const held = sql`exists (select from people.held_thing t where t.person_id = b.person_id and ${aboutRole(sql`t.role_id`)})`
  const found = await Promise.all(ids.map((id) => breachesAhead(db, id, today, held)))
  return againstPart(found.flat(), today)
}
