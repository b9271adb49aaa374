import { namedRows } from '#features/people/index.ts'
import type { Act } from '#platform/audit/index.ts'
import type { Day } from '#platform/calendar/index.ts'
import { type Queries, type Sql, sql, type Tx } from '#platform/db/index.ts'
import { isHandled } from './handling.ts'

/** An incident as whoever reported it sees it: by the name that they gave it, and how far it is. */
export interface Reported {
  readonly id: string
  readonly number: number
  readonly title: string
  readonly at: Date
  readonly handler: string | null
  readonly closedOn: Day | null
  readonly unitId: string | null
}

/** Keeps who reported it. What a program or the system reports has nobody who would look. */
export async function keepReport(tx: Tx, { actor, at }: Act, incidentId: string, title: string): Promise<void> {
  if (actor.kind !== 'person') return
  await tx.run(sql`
    insert into risks.incident_report (incident_id, person_id, at, title) values (${incidentId}, ${actor.id}, ${at}, ${title})`)
}

const select = (db: Queries, today: Day, where: Sql): Promise<Reported[]> =>
  db.many(sql`
    select i.id, i.number, r.title, r.at, h.name as handler, i.closed_on as "closedOn", i.unit_id as "unitId"
    from risks.incident_report r join risks.incident i on i.id = r.incident_id left join ${namedRows('person')} h on h.id = i.handler_id and ${isHandled(sql`i`, today)}
    where ${where} order by r.at desc, r.incident_id limit 200`)

/** What somebody reported, the latest first; the last 200. */
export const reportsOf = (db: Queries, personId: string, today: Day): Promise<Reported[]> =>
  select(db, today, sql`r.person_id = ${personId}`)

/** One of them, or null where somebody else reported it. */
export async function reportOf(db: Queries, id: string, personId: string, today: Day): Promise<Reported | null> {
  const [found] = await select(db, today, sql`r.incident_id = ${id} and r.person_id = ${personId}`)
  return found ?? null
}
