import { bySystem } from '#platform/audit/index.ts'
import type { Job } from '#platform/jobs/index.ts'
import { chaseReviews } from './reviewing/chasing.ts'

/** What the room does by itself. */
export const assetJobs: readonly Job[] = [
  {
    name: 'chase-asset-reviews',
    does: 'Reminds owners to confirm their information assets',
    every: '15 7 * * *',
    catchUpHours: 20,
    run: async ({ db, config, log, now }) =>
      log.info(
        { written: await chaseReviews(db, bySystem(now), config) },
        'letters of reviews of information assets written',
      ),
  },
]
