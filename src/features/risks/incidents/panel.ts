import { mayDo, type Person } from '#platform/access/index.ts'
import type { Day } from '#platform/calendar/index.ts'
import type { Queries } from '#platform/db/index.ts'
import type { Html } from '#platform/page/index.ts'
import { whoCanHandle } from './handling.ts'
import { INCIDENT } from './kind.ts'
import { type IncidentFacts, incidentFacts, logOf } from './store.ts'
import { leadOfIncident, logPart } from './views.ts'

/** What has to be done by when, and who can do it where nobody does. */
export async function incidentLead(db: Queries, id: string, viewer: Person, today: Day): Promise<Html> {
  const facts = await incidentFacts(db, id, today)
  return leadOfIncident(facts, facts.isWaiting ? await whoHandles(db, id, viewer, facts, today) : null)
}

/** What is said of an open incident that nobody handles: to whoever may, how; to others, who may. */
async function whoHandles(
  db: Queries,
  id: string,
  viewer: Person,
  { unitId, outside }: IncidentFacts,
  today: Day,
): Promise<string> {
  const given = outside === null ? '' : `It is given to ${outside}, whose right to handle incidents does not reach it. `
  const how = mayDo(viewer, INCIDENT, 'handle', { unitId })
    ? 'Nobody handles it yet. Choose “Change this incident” to say who does.'
    : await whoCanHandle(db, today, id)
  return `${given}${how}`
}

/** The log of what was done. */
export async function incidentPanel(db: Queries, id: string, viewer: Person, today: Day): Promise<Html> {
  const [facts, entries] = await Promise.all([incidentFacts(db, id, today), logOf(db, id)])
  return logPart(id, entries, mayDo(viewer, INCIDENT, 'handle', facts) && facts.isOpen)
}
