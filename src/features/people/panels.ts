import { may, type Person } from '#platform/access/index.ts'
import { type Queries, sql } from '#platform/db/index.ts'
import type { Html } from '#platform/page/index.ts'
import { openRole } from './governance/retiring.ts'
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

export const rolePanel = async (db: Queries, id: string, viewer: Person): Promise<Html> =>
  roleParts(
    id,
    await held(db, sql`a.role_id = ${id}`),
    may(viewer, 'accounts:administer') && (await openRole(db, id)) !== null,
  )

export const unitPanel = async (db: Queries, id: string): Promise<Html> =>
  unitParts(await unitsBelow(db, id), await held(db, sql`a.unit_id = ${id}`), await reorganisedAs(db, id))
