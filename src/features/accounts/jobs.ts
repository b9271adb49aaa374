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
      const act = { actor: { kind: 'system' } as const, at: now, requestId: null }
      log.info(await askProvider(db, act, config.oidc, signal), 'the organisation’s provider was asked again')
    },
  },
]
