import { bySystem } from '#platform/audit/index.ts'
import type { Job } from '#platform/jobs/index.ts'
import { chaseStatements } from './chasing.ts'

/** What the room does by itself. */
export const statementJobs: readonly Job[] = [
  {
    name: 'chase-statements',
    does: 'Reminds of statements that are due',
    every: '25 7 * * *',
    catchUpHours: 20,
    run: async ({ db, config, log, now }) =>
      log.info({ written: await chaseStatements(db, bySystem(now), config) }, 'letters on statements written'),
  },
]
