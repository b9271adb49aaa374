import type { Act } from '#platform/audit/index.ts'
import type { Day } from '#platform/calendar/index.ts'
import { type Queries, type Sql, sql, type Tx } from '#platform/db/index.ts'

/** An incident as whoever reported it sees it: by the name that they gave it, and how far it is. */
export interface Reported {
  readonly id: string
  readonly number: number
  readonly title: string
  readonly at: Date
  readonly handler: string | null
  readonly closedOn: Day | null
}

/** Keeps who reported it. What a program or the system reports has nobody who would look. */
export async function keepReport(tx: Tx, { actor, at }: Act, incidentId: string, title: string): Promise<void> {
  if (actor.kind !== 'person') return
  await tx.run(sql`
    insert into risks.incident_report (incident_id, person_id, at, title) values (${incidentId}, ${actor.id}, ${at}, ${title})`)
}

const select = (db: Queries, where: Sql): Promise<Reported[]> =>
  db.many(sql`
    select i.id, i.number, r.title, r.at, h.name as handler, i.closed_on as "closedOn"
    from risks.incident_report r join risks.incident i on i.id = r.incident_id left join people.person h on h.id = i.handler_id
    where ${where} order by r.at desc, r.incident_id limit 200`)

/** What somebody reported, the latest first; the last 200. */
export const reportsOf = (db: Queries, personId: string): Promise<Reported[]> =>
  select(db, sql`r.person_id = ${personId}`)

/** One of them, or null where somebody else reported it. */
export async function reportOf(db: Queries, id: string, personId: string): Promise<Reported | null> {
  const [found] = await select(db, sql`r.incident_id = ${id} and r.person_id = ${personId}`)
  return found ?? null
}

/** Names of those whose roles let them handle incidents today; at most 10. */
export async function handlersToday(db: Queries, today: Day): Promise<string[]> {
  const rows = await db.many<{ name: string }>(sql`
    select p.name from people.person p where coalesce(p.left_on >= ${today}, true) and exists (
      select from people.appointment a join people.role r on r.id = a.role_id
      where a.person_id = p.id and 'incidents:change' = any (r.permissions) and a.from_on <= ${today} and coalesce(a.until_on >= ${today}, true))
    order by p.name, p.id limit 10`)
  return rows.map(({ name }) => name)
}
