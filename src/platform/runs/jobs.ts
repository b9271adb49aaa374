import { bySystem } from '../audit/index.ts'
import type { Job } from '../jobs/index.ts'
import { RUN_JOB } from './deeds.ts'
import { doNextRun, type ItemsRun } from './items.ts'

/** Works on the runs that were asked for, and takes over what another process left. */
export function runJobs(kinds: readonly ItemsRun[]): readonly Job[] {
  return [
    {
      name: RUN_JOB,
      does: 'Goes on with long work over many items',
      every: '* * * * *',
      run: async ({ db, log, signal }) => {
        const now = () => new Date()
        const act = bySystem(now())
        while (!signal?.aborted) {
          const outcome = await doNextRun(kinds, { db, act, now, signal })
          if (outcome === null) return
          log.info({ outcome }, 'worked on a run')
        }
      },
    },
  ]
}
