import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Act } from '#platform/audit/index.ts'
import { ROOT } from '#platform/config.ts'
import { sql, type Tx } from '#platform/db/index.ts'
import { addShare } from './deeds.ts'
import { loadDroidCsv } from './droid/load.ts'

/** Loads the profile of a made-up department's shared drive, once. */
export async function loadExampleShare(tx: Tx, act: Act): Promise<void> {
  if (await tx.maybe(sql`select from shares.share limit 1`)) return
  const unit = await tx.maybe<{ id: string }>(
    sql`select id from people.unit where parent_id is not null order by name, id limit 1`,
  )
  const id = await addShare(tx, act, {
    name: 'Shared drive P',
    root: null,
    unitId: unit?.id ?? null,
    audience: 'all',
    keepYears: 7,
  })
  await loadDroidCsv(tx, act, id, readFileSync(join(ROOT, 'content/example/shared-drive.csv')))
}
