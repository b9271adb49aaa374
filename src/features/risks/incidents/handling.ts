import { PERSON, permittedIn, permittedOn } from '#features/people/index.ts'
import type { Day } from '#platform/calendar/index.ts'
import { type Queries, type Sql, sql } from '#platform/db/index.ts'
import type { ReferenceTarget } from '#platform/register/index.ts'
import { inSentence } from '#platform/words.ts'

/** Who may handle incidents on a day, as a query for their ids. */
export const handlersOn = (day: Day): Sql => permittedOn(day, 'incidents:change')

/** Who may handle one incident on a day: where it happened. A query for their ids. */
export const handlersOf = (day: Day, incidentId: string): Sql =>
  permittedIn(day, 'incidents:change', sql`(select i.unit_id from risks.incident i where i.id = ${incidentId})`)

/** Whom an incident is given to: somebody who can open it, change it and write in its log. */
export const HANDLER: ReferenceTarget = {
  ...PERSON,
  fit: {
    ids: handlersOn,
    otherwise: 'may not handle incidents: choose somebody whose role lets them',
  },
}

/** That an incident is in the hands of somebody who may handle incidents still. `incident` is how the query calls its row. */
export const isHandled = (incident: Sql, today: Day): Sql =>
  sql`coalesce(${incident}.handler_id in (${handlersOn(today)}), false)`

/** Names of those who may handle incidents today; at most 10. */
export async function handlersToday(db: Queries, today: Day): Promise<string[]> {
  const rows = await db.many<{ name: string }>(
    sql`select name from people.person where id in (${handlersOn(today)}) order by name, id limit 10`,
  )
  return rows.map(({ name }) => name)
}

/** What is said of an incident that nobody handles to those who cannot. */
export async function whoCanHandle(db: Queries, today: Day): Promise<string> {
  const names = await handlersToday(db, today)
  return names.length === 0
    ? 'Nobody holds a role that handles incidents today. Tell whoever looks after this installation.'
    : `Nobody handles it yet. ${inSentence(names)} can.`
}
