import type { Act } from '#platform/audit/index.ts'
import { type Connect, openPool } from '#platform/db/index.ts'
import { addShare, askForScanIn } from '../src/features/shares/deeds.ts'
import { scanShare, takeScan } from '../src/features/shares/scanning/scan.ts'

/** A process that begins a scan of a folder and never ends it, to be killed: says `held` once it is under way. */
const { connect, root } = JSON.parse(process.argv[2] ?? '') as { connect: Connect; root: string }
const db = openPool(connect)
const act: Act = { actor: { kind: 'system' }, at: new Date(), requestId: null }
const work = await db.transaction(async (tx) => {
  const id = await addShare(tx, act, { name: 'Killed', root, unitId: null, audience: 'all', keepYears: 7 })
  return takeScan(tx, new Date(), await askForScanIn(tx, act, id, false))
})
if (!work) throw new Error('Cannot take the scan that was asked for')
await scanShare(db, act, work, {
  workers: 1,
  now: () => new Date(),
  tell: () => {
    process.stdout.write(`held ${work.shareId}\n`)
    return new Promise(() => undefined)
  },
})
