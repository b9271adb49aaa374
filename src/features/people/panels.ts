import { may, type Person } from '#platform/access/index.ts'
import { type Queries, sql } from '#platform/db/index.ts'
import type { Html } from '#platform/page/index.ts'
import type { RoomPermission } from '#platform/room/index.ts'
import { openRole } from './governance/retiring.ts'
import { rightsList } from './governance/rights-views.ts'
import { rightsOf } from './governance/store.ts'
import { actingOf, brokenBy, held, reorganisedAs, unitsBelow } from './one-person.ts'
import { personParts, roleParts, unitParts } from './panel-views.ts'

export const personPanel = async (db: Queries, id: string, viewer: Person): Promise<Html> =>
  personParts({
    id,
    broken: await brokenBy(db, id),
    appointments: await held(db, sql`a.person_id = ${id}`),
    acting: await actingOf(db, id),
    givesAccounts: may(viewer, 'accounts:administer'),
  })

/** What a role may do, and who holds it. `permissions` are those of every room. */
export const rolePanel =
  (permissions: readonly RoomPermission[]) =>
  async (db: Queries, id: string, viewer: Person): Promise<Html> =>
    roleParts(
      id,
      rightsList(await rightsOf(db, id), permissions),
      await held(db, sql`a.role_id = ${id}`),
      may(viewer, 'accounts:administer') && (await openRole(db, id)) !== null,
    )

export const unitPanel = async (db: Queries, id: string): Promise<Html> =>
  unitParts(await unitsBelow(db, id), await held(db, sql`a.unit_id = ${id}`), await reorganisedAs(db, id))
