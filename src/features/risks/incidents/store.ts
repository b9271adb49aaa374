import { leftJoinName, namedRows } from '#features/people/index.ts'
import type { Day } from '#platform/calendar/index.ts'
import { type Queries, sql } from '#platform/db/index.ts'
import { isHandled } from './handling.ts'
import { peopleNotTold } from './telling.ts'

export interface IncidentFacts {
  readonly unitId: string | null
  readonly clock: string
  readonly notifyBy: Date | null
  readonly personal: string | null
  readonly isOpen: boolean
  /** Open, and handled by nobody. */
  readonly isWaiting: boolean
  readonly isUntold: boolean
  /** The name of somebody to whom it is given and who may not handle it: any more, or in its unit; null where there is none. */
  readonly outside: string | null
}

export const incidentFacts = (db: Queries, id: string, today: Day): Promise<IncidentFacts> =>
  db.one(sql`
    select unit_id as "unitId", clock, notify_by as "notifyBy", personal, closed_on is null as "isOpen", closed_on is null and not ${isHandled(sql`incident`, today)} as "isWaiting",
      ${peopleNotTold(sql`incident`)} as "isUntold",
      (select p.name from ${namedRows('person')} p where p.id = incident.handler_id and incident.closed_on is null and not ${isHandled(sql`incident`, today)}) as outside
    from risks.incident where id = ${id}`)

export interface LogEntry {
  readonly at: Date
  readonly words: string
  readonly by: string | null
}

/** What was done about an incident, the newest first. */
export const logOf = (db: Queries, id: string): Promise<LogEntry[]> =>
  db.many(sql`
    select e.at, e.words, p.name as by from risks.incident_entry e ${leftJoinName('person', 'p', 'e.by_person_id')}
    where e.incident_id = ${id} order by e.at desc, e.id desc limit 500`)
