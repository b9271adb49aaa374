import { bySystem } from '#platform/audit/index.ts'
import type { Job } from '#platform/jobs/index.ts'
import { askProvider } from './asking.ts'

/** What the room does by itself. */
export const accountJobs: readonly Job[] = [
  {
    name: 'ask-provider',
    does: 'Asks the sign-in provider whether people’s groups still hold',
    every: '*/10 * * * *',
    run: async ({ db, config, log, now, signal }) => {
      if (!config.oidc) return
      log.info(await askProvider(db, bySystem(now), config.oidc, signal), 'the organisation’s provider was asked again')
    },
  },
]
