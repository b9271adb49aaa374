import { availableParallelism } from 'node:os'
import { bySystem } from '#platform/audit/index.ts'
import type { Job } from '#platform/jobs/index.ts'
import { SCAN_JOB } from './deeds.ts'
import { scanShare, takeScan } from './scanning/scan.ts'

/** What the room does by itself: it scans what was asked for, and takes over what another process left. */
export const shareJobs: readonly Job[] = [
  {
    name: SCAN_JOB,
    does: 'Scans shared drives',
    every: '*/5 * * * *',
    run: async ({ db, log, signal }) => {
      const now = () => new Date()
      const next = () => db.transaction((tx) => takeScan(tx, now()))
      for (let work = await next(); work && !signal?.aborted; work = await next()) {
        const outcome = await scanShare(db, bySystem(now()), work, {
          workers: Math.max(1, Math.min(4, availableParallelism() - 1)),
          now,
          signal,
          goesOn: true,
        })
        log.info({ share: work.shareName, scan: work.number, outcome }, 'share scanned')
      }
    },
  },
]
