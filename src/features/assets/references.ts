import { type PersonReference, recordsOf, tiesOf } from '#platform/room/index.ts'

/** Every column of the room that names a person, and whether it ties them to something. */
export const references: readonly PersonReference[] = [
  ...tiesOf(
    'assets.asset.owner_id',
    'assets.asset.deputy_id',
    'assets.place.owner_id',
    'assets.agreement.owner_id',
    'assets.duty.person_id',
    'assets.review_asset.owner_id',
  ),
  ...recordsOf(
    'They record who confirmed or decided something',
    'assets.asset.confirmed_by',
    'assets.attestation.owner_id',
    'assets.change_check.by_person_id',
    'assets.review.opened_by',
    'assets.review_asset.confirmed_by',
  ),
]
