import { may, type Person } from '#platform/access/index.ts'
import type { Day } from '#platform/calendar/index.ts'
import { type Queries, sql } from '#platform/db/index.ts'
import type { Html } from '#platform/page/index.ts'
import { mayBeLedTo, type ReferenceTarget } from '#platform/register/index.ts'
import type { RoomPermission } from '#platform/room/index.ts'
import { rightsList } from './governance/rights-views.ts'
import { rightsOf } from './governance/store.ts'
import { actingOf, brokenBy, held, reorganisedAs, unitsBelow } from './one-person.ts'
import { personParts, roleParts, unitParts } from './panel-views.ts'
import { PERSON, ROLE, UNIT } from './targets.ts'

export const personPanel = async (db: Queries, id: string, viewer: Person, today: Day): Promise<Html> =>
  personParts({
    id,
    broken: await brokenBy(db, id),
    appointments: await held(db, sql`a.person_id = ${id}`),
    acting: await actingOf(db, id),
    givesAccounts: may(viewer, 'accounts:administer'),
    canAppoint: await mayAppoint(db, PERSON, id, viewer, today),
  })

/** What a role may do, and who holds it. `permissions` are those of every room. */
export const rolePanel =
  (permissions: readonly RoomPermission[]) =>
  async (db: Queries, id: string, viewer: Person, today: Day): Promise<Html> =>
    roleParts(
      id,
      rightsList(await rightsOf(db, id), permissions),
      await held(db, sql`a.role_id = ${id}`),
      await mayAppoint(db, ROLE, id, viewer, today),
    )

export const unitPanel = async (db: Queries, id: string, viewer: Person, today: Day): Promise<Html> =>
  unitParts(
    id,
    await unitsBelow(db, id),
    await held(db, sql`a.unit_id = ${id}`),
    await reorganisedAs(db, id),
    await mayAppoint(db, UNIT, id, viewer, today),
  )

/** Whether somebody makes appointments, and one may lead there: to somebody who has not left, a role that is not retired, a unit that is open. */
const mayAppoint = async (db: Queries, to: ReferenceTarget, id: string, viewer: Person, today: Day): Promise<boolean> =>
  may(viewer, 'accounts:administer') && (await mayBeLedTo(db, to, id, today))
