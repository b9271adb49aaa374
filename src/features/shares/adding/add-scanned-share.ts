import { askIn } from '#features/people/index.ts'
import type { Act } from '#platform/audit/index.ts'
import type { Db } from '#platform/db/index.ts'
import { addShare, askForScanIn, type ShareFields } from '../deeds.ts'

/** Adds a share and asks for its first scan, with digests. Answers the id of the share. */
export function addScannedShare(db: Db, act: Act, share: ShareFields): Promise<string> {
  return db.transaction(async (tx) => {
    await askIn(tx, act, 'shares:manage', share.unitId)
    const id = await addShare(tx, act, share)
    await askForScanIn(tx, act, id, true)
    return id
  })
}
