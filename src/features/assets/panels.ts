import { may, mayIn, type Person } from '#platform/access/index.ts'
import type { Queries } from '#platform/db/index.ts'
import type { Html } from '#platform/page/index.ts'
import { checksOf } from './changing/store.ts'
import { agreementParts, assetParts, placeParts } from './panel-views.ts'
import { assetsIn, dutiesOn, entriesOf, needsOf, placesOf, sharedUnder, sharingOf, unitOf, usersOf } from './store.ts'

export async function assetPanel(db: Queries, id: string, viewer: Person): Promise<Html> {
  const [[entry], { unitId }, places, users, sharing, needs, duties] = await Promise.all([
    entriesOf(db, [id]),
    unitOf(db, 'asset', id),
    placesOf(db, id),
    usersOf(db, id),
    sharingOf(db, id),
    needsOf(db, id),
    dutiesOn(db, id),
  ])
  const mays = { canChange: mayIn(viewer, 'assets:change', unitId), isOwn: entry?.ownerId === viewer.id }
  return assetParts(entry, { places, users, sharing, needs, duties }, mays)
}

export const placePanel = async (db: Queries, id: string, viewer: Person): Promise<Html> =>
  placeParts(
    id,
    ...(await Promise.all([assetsIn(db, id), checksOf(db, id)])),
    mayIn(viewer, 'assets:change', (await unitOf(db, 'place', id)).unitId),
  )

export const agreementPanel = async (db: Queries, id: string, viewer: Person): Promise<Html> =>
  agreementParts(id, await sharedUnder(db, id), may(viewer, 'assets:change'))
