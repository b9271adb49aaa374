import { bySystem } from '#platform/audit/index.ts'
import type { Job } from '#platform/jobs/index.ts'
import { chaseRisks } from './escalating/chasing.ts'
import { watchClocks } from './incidents/deeds.ts'

/** What the room does by itself. */
export const riskJobs: readonly Job[] = [
  {
    name: 'chase-risks',
    does: 'Reminds of risks that are due for review',
    every: '35 7 * * *',
    catchUpHours: 20,
    run: async ({ db, config, log, now }) =>
      log.info({ written: await chaseRisks(db, bySystem(now), config) }, 'letters on risks to be looked at written'),
  },
  {
    name: 'watch-incident-clocks',
    does: 'Warns before the 72 hours of a breach are over',
    every: '*/15 * * * *',
    run: async ({ db, config, log, now }) =>
      log.info({ written: await watchClocks(db, bySystem(now), config) }, 'letters on breaches to be notified written'),
  },
]
