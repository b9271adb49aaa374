import { may, type Person } from '#platform/access/index.ts'
import type { Day } from '#platform/calendar/index.ts'
import type { Queries } from '#platform/db/index.ts'
import type { Html } from '#platform/page/index.ts'
import type { PanelBeside } from '#platform/register/index.ts'
import { type OwnerKind, ownerActions } from './comparing/store.ts'
import { ownedPart } from './neighbour-views.ts'
import { PLANS_SEEN } from './seeing.ts'

const SHOWN = 20

/** Open actions on the pages of people, by name or through a role that they hold today, and of roles. */
export const besidePeople: readonly PanelBeside[] = [
  { of: 'people', seenBy: PLANS_SEEN, show: (db, id, viewer, today) => ownedActions(db, 'person', id, viewer, today) },
  { of: 'roles', seenBy: PLANS_SEEN, show: (db, id, viewer, today) => ownedActions(db, 'role', id, viewer, today) },
]

async function ownedActions(
  db: Queries,
  kind: OwnerKind,
  id: string,
  viewer: Person,
  today: Day,
): Promise<Html | null> {
  if (!may(viewer, 'plans:read')) return null
  const found = await ownerActions(db, kind, id, today, SHOWN)
  return found.length === 0 ? null : ownedPart(kind, id, found)
}
