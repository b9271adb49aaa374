import { type PersonReference, recordsOf } from '#platform/room/index.ts'

/** Every column of the room that names a person, and whether it ties them to something. */
export const references: readonly PersonReference[] = [
  ...recordsOf(
    'They record who began something',
    'shares.policy.loaded_by',
    'shares.scan.asked_by',
    'shares.share.made_by',
  ),
]
