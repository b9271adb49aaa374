import type { Readable } from 'node:stream'
import type { Act } from '#platform/audit/index.ts'
import type { Db } from '#platform/db/index.ts'
import { addShare } from '../deeds.ts'
import { loadDroidCsv } from '../droid/load.ts'
import { shareNamed } from '../store.ts'

/** Loads a profile that DROID made into the share of a name, which is added where there is none. Nothing is added where the file cannot be read: throws BadRequest. */
export function loadProfile(
  db: Db,
  act: Act,
  name: string,
  csv: Readable,
): Promise<{ readonly files: number; readonly number: number }> {
  return db.transaction(async (tx) => {
    const id =
      (await shareNamed(tx, name)) ??
      (await addShare(tx, act, { name, root: null, unitId: null, audience: 'all', keepYears: 7 }))
    return loadDroidCsv(tx, act, id, csv)
  })
}
