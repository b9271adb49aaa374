import { type Day, inWords } from '#platform/calendar/index.ts'
import { join, type Queries, type Sql, sql } from '#platform/db/index.ts'
import { type Html, html, link } from '#platform/page/index.ts'
import { paths } from '../paths.ts'
import { breaches, FINDING_KINDS, type FindingKind } from './rules.ts'

interface Breach {
  readonly key: string
  readonly kind: FindingKind
  readonly explanation: string
  /** The finding, where it is one already: what begins later becomes one on its day. */
  readonly findingId: string | null
  readonly from: Day
}

/** Days on which something begins for a person, at most so many. */
const MOST_DAYS = 12

/** Today, and the days ahead on which an appointment of theirs, a delegation or a duty begins. */
async function daysAhead(db: Queries, personId: string, today: Day): Promise<readonly Day[]> {
  const rows = await db.many<{ on: Day }>(sql`
    select distinct greatest(from_on, ${today}::date) as on from (
      select from_on, until_on from people.appointment where person_id = ${personId}
      union all select from_on, until_on from people.delegation where person_id = ${personId}
      union all select from_on, until_on from people.held_thing where person_id = ${personId} and from_on is not null) x
    where coalesce(until_on >= ${today}, true) order by 1 limit ${MOST_DAYS}`)
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

/** What stands against a rule in an appointment, said on its own page as soon as it is saved. */
export async function againstAppointment(db: Queries, id: string, today: Day): Promise<Html> {
  const one = await db.maybe<{ personId: string; roleId: string; from: Day }>(sql`
    select person_id as "personId", role_id as "roleId", from_on as from from people.appointment
    where id = ${id} and coalesce(until_on >= ${today}, true)`)
  if (!one) return html``
  const which = sql`b.day >= ${one.from} and (b.key like ${`%${id}%`} or b.kind not in ('grade', 'delegate', 'left') and ${aboutRole(sql`${one.roleId}::uuid`)})`
  return said(await breachesAhead(db, one.personId, today, which), today)
}

/** The same of a delegation, on its page. */
export async function againstDelegation(db: Queries, id: string, today: Day): Promise<Html> {
  const one = await db.maybe<{ personId: string; appointmentId: string; roleId: string }>(sql`
    select d.person_id as "personId", d.appointment_id as "appointmentId", a.role_id as "roleId" from people.delegation d join people.appointment a on a.id = d.appointment_id
    where d.id = ${id} and coalesce(d.until_on >= ${today}, true)`)
  if (!one) return html``
  const which = sql`(b.key like ${`%${one.appointmentId}%`} or b.kind = 'training' and b.role_id = ${one.roleId})`
  return said(await breachesAhead(db, one.personId, today, which), today)
}

/** The same of people who answer for a thing, such as the owner of an asset, in the roles that they hold for things. */
export async function againstHolders(db: Queries, personIds: readonly (string | null)[], today: Day): Promise<Html> {
  const ids = [...new Set(personIds.filter((id) => id !== null))]
  const held = sql`exists (select from people.held_thing t where t.person_id = b.person_id and ${aboutRole(sql`t.role_id`)})`
  const found = await Promise.all(ids.map((id) => breachesAhead(db, id, today, held)))
  return said(found.flat(), today)
}

function said(found: readonly Breach[], today: Day): Html {
  if (found.length === 0) return html``
  const lines = found
    .toSorted((a, b) => (a.from < b.from ? -1 : 1))
    .map(({ kind, explanation, findingId, from }) => {
      const rule = findingId ? link(paths.finding(findingId), FINDING_KINDS[kind]) : FINDING_KINDS[kind]
      return html`<li>${rule}${from > today ? `, from ${inWords(from)}` : ''}: ${explanation}</li>`
    })
  return html`<div class="govuk-inset-text"><h2 class="govuk-heading-s">Broken rules</h2><ul class="govuk-list govuk-list--bullet">${lines}</ul></div>`
}
