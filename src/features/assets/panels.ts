import { may, mayIn, type Person } from '#platform/access/index.ts'
import type { Day } from '#platform/calendar/index.ts'
import type { Queries } from '#platform/db/index.ts'
import type { Html } from '#platform/page/index.ts'
import { mayBeLedTo } from '#platform/register/index.ts'
import { checksOf } from './changing/store.ts'
import { agreementParts, assetParts, placeParts } from './panel-views.ts'
import { assetsIn, dutiesOn, entriesOf, needsOf, placesOf, sharedUnder, sharingOf, unitOf, usersOf } from './store.ts'
import { AGREEMENT, ASSET, PLACE } from './targets.ts'

export async function assetPanel(db: Queries, id: string, viewer: Person, today: Day): Promise<Html> {
  const [[entry], { unitId }, places, users, sharing, needs, duties, isOpen] = await Promise.all([
    entriesOf(db, [id]),
    unitOf(db, 'asset', id),
    placesOf(db, id),
    usersOf(db, id),
    sharingOf(db, id),
    needsOf(db, id),
    dutiesOn(db, id),
    mayBeLedTo(db, ASSET, id, today),
  ])
  const mays = { canAdd: isOpen && mayIn(viewer, 'assets:change', unitId), isOwn: entry?.ownerId === viewer.id }
  return assetParts(entry, { places, users, sharing, needs, duties }, mays)
}

export async function placePanel(db: Queries, id: string, viewer: Person, today: Day): Promise<Html> {
  const [assets, checks, { unitId }, isOpen] = await Promise.all([
    assetsIn(db, id),
    checksOf(db, id),
    unitOf(db, 'place', id),
    mayBeLedTo(db, PLACE, id, today),
  ])
  const canChange = mayIn(viewer, 'assets:change', unitId)
  return placeParts(id, assets, checks, { canAdd: isOpen && canChange, canChange })
}

export async function agreementPanel(db: Queries, id: string, viewer: Person, today: Day): Promise<Html> {
  const [shared, isOpen] = await Promise.all([sharedUnder(db, id), mayBeLedTo(db, AGREEMENT, id, today)])
  return agreementParts(id, shared, isOpen && may(viewer, 'assets:change'))
}
