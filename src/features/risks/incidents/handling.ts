import { isPermittedIn, namedRows, PERSON, permittedIn, permittedOn } from '#features/people/index.ts'
import type { Day } from '#platform/calendar/index.ts'
import { type Queries, type Sql, sql } from '#platform/db/index.ts'
import type { ReferenceTarget } from '#platform/register/index.ts'
import { inSentence } from '#platform/words.ts'

const HANDLES = 'incidents:change'

/** Who may handle incidents of a unit on a day: by a right that holds there. Those of no unit are handled by a right that holds everywhere. A query for their ids. */
const handlersIn = (day: Day, unit: Sql): Sql => permittedIn(day, HANDLES, unit)

/** Who may handle one incident on a day: where it happened. A query for their ids. */
export const handlersOf = (day: Day, incidentId: string): Sql =>
  handlersIn(day, sql`(select i.unit_id from risks.incident i where i.id = ${incidentId})`)

/** Whom an incident is given to: somebody who can open it, change it and write in its log. Where its unit is not known yet, somebody who can in some unit. */
export const HANDLER: ReferenceTarget = {
  ...PERSON,
  fit: {
    ids: (day, unit) => (unit ? handlersIn(day, unit) : permittedOn(day, HANDLES)),
    of: 'unit_id',
    otherwise: 'may not handle this incident: choose somebody whose right to handle incidents reaches its unit',
  },
}

/** That an incident is in the hands of somebody who may handle it still, where it happened. `incident` is how the query calls its row. */
export const isHandled = (incident: Sql, today: Day): Sql =>
  sql`(${incident}.handler_id is not null and ${isPermittedIn(today, HANDLES, sql`${incident}.handler_id`, sql`${incident}.unit_id`)})`

/** Names of those who may handle an incident today; at most 10. */
export async function handlersToday(db: Queries, today: Day, incidentId: string): Promise<string[]> {
  const rows = await db.many<{ name: string }>(
    sql`select name from ${namedRows('person')} p where id in (${handlersOf(today, incidentId)}) order by name, id limit 10`,
  )
  return rows.map(({ name }) => name)
}

/** What is said of an incident that nobody handles to those who cannot. */
export async function whoCanHandle(db: Queries, today: Day, incidentId: string): Promise<string> {
  const names = await handlersToday(db, today, incidentId)
  return names.length === 0
    ? 'Nobody holds a role that handles it today. Tell whoever looks after this installation.'
    : `Nobody handles it yet. ${inSentence(names)} can.`
}
