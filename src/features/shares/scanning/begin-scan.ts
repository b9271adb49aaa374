import type { Act } from '#platform/audit/index.ts'
import type { Db } from '#platform/db/index.ts'
import { addShare, askForScanIn } from '../deeds.ts'
import { type ScanWork, takeScan } from './scan.ts'

/** A folder that is to be scanned: of a share that is known, or of one that is added with this name. */
export interface ScannedFolder {
  readonly shareId: string | null
  readonly name: string
  readonly root: string
}

/** Asks for a scan of a folder and takes it, for whoever scans in their own process. Null where another process has taken it. */
export function beginScan(db: Db, act: Act, folder: ScannedFolder, withDigests: boolean): Promise<ScanWork | null> {
  const { shareId, name, root } = folder
  return db.transaction(async (tx) => {
    const id = shareId ?? (await addShare(tx, act, { name, root, unitId: null, audience: 'all', keepYears: 7 }))
    return takeScan(tx, new Date(), await askForScanIn(tx, act, id, withDigests))
  })
}
