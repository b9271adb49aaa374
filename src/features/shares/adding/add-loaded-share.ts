import { askIn } from '#features/people/index.ts'
import type { Act } from '#platform/audit/index.ts'
import type { Db } from '#platform/db/index.ts'
import { addShare, type ShareFields } from '../deeds.ts'
import { loadDroidCsv } from '../droid/load.ts'

/** Adds a share with the profile that DROID made of it. Nothing is added where the file cannot be read: throws BadRequest. */
export function addLoadedShare(
  db: Db,
  act: Act,
  share: Omit<ShareFields, 'root'>,
  csv: Buffer,
): Promise<{ readonly id: string; readonly files: number }> {
  return db.transaction(async (tx) => {
    await askIn(tx, act, 'shares:manage', share.unitId)
    const id = await addShare(tx, act, { ...share, root: null })
    const { files } = await loadDroidCsv(tx, act, id, csv)
    return { id, files }
  })
}
