import { may, mayIn, type Person } from '#platform/access/index.ts'
import type { Day } from '#platform/calendar/index.ts'
import type { Queries } from '#platform/db/index.ts'
import type { Html } from '#platform/page/index.ts'
import { mayBeLedTo } from '#platform/register/index.ts'
import { actionsOf, controlsOf, escalationsOf, heldIn, incidentsOf, linksOf, ratingsOf, riskFacts } from './one-risk.ts'
import { leadOfRisk, partsOfRisk } from './risk-views.ts'
import { RISK } from './targets.ts'

/** What stands above a risk on its page. */
export const riskLead = async (db: Queries, id: string, viewer: Person, today: Day): Promise<Html> =>
  leadOfRisk(id, await riskFacts(db, id, viewer.id, today), await mayChange(db, id, viewer))

/** Whether somebody may change a risk where it is held. */
const mayChange = async (db: Queries, id: string, viewer: Person): Promise<boolean> =>
  mayIn(viewer, 'risks:change', await heldIn(db, id))

/** What stands below a risk on its page. What the shared drives hold of a format is told to those who may see it there. */
export async function riskPanel(db: Queries, id: string, viewer: Person, today: Day): Promise<Html> {
  const [controls, actions, links, incidents, escalations, ratings] = await Promise.all([
    controlsOf(db, id),
    actionsOf(db, id),
    linksOf(db, id),
    may(viewer, 'incidents:read') ? incidentsOf(db, id, viewer) : null,
    escalationsOf(db, id),
    ratingsOf(db, id),
  ])
  const isOpen = await mayBeLedTo(db, RISK, id, today)
  const mays = { add: isOpen && (await mayChange(db, id, viewer)), seeShares: may(viewer, 'shares:read') }
  return partsOfRisk(id, { controls, actions, links, incidents, escalations, ratings }, mays)
}
