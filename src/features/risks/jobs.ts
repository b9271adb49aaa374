import type { Job } from '#platform/jobs/index.ts'
import { watchClocks } from './incidents/deeds.ts'

/** What the room does by itself. */
export const riskJobs: readonly Job[] = [
  {
    name: 'watch-incident-clocks',
    every: '*/15 * * * *',
    run: async ({ db, config, log, now }) =>
      log.info(
        { written: await watchClocks(db, { actor: { kind: 'system' }, at: now, requestId: null }, config) },
        'letters on breaches to be notified written',
      ),
  },
]
