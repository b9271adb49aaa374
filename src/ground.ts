import { personName } from '#features/people/index.ts'
import { forgetOldSessions, forgetOldTries } from '#platform/access/index.ts'
import { bySystem, placeEntries } from '#platform/audit/index.ts'
import { storeJobs } from '#platform/backup/index.ts'
import { forgetExecutions } from '#platform/jobs/index.ts'
import { viewRoutes } from '#platform/listing/index.ts'
import { endDue } from '#platform/register/index.ts'
import type { Room } from '#platform/room/index.ts'
import { runJobs, runRoutes } from '#platform/runs/index.ts'
import { tusRoutes } from '#platform/tus/index.ts'

/** What the ground floor has of its own: views of lists, uploads and runs for every room, and what it tidies up. */
export const ground: Room = {
  name: 'ground',
  routes: ({ runKinds, largeFiles }) => [...runRoutes(runKinds, personName), ...viewRoutes, ...tusRoutes(largeFiles)],
  jobs: ({ runKinds, registers }) => [
    {
      name: 'place-audit-entries',
      does: 'Gives new entries of the audit log their place',
      every: '* * * * *',
      run: async ({ db, log }) => log.debug({ placed: await placeEntries(db) }, 'audit entries placed'),
    },
    {
      name: 'forget-sessions',
      does: 'Forgets sessions that have ended',
      every: '17 3 * * *',
      catchUpHours: 20,
      run: async ({ db, log, now }) =>
        log.info(
          { forgotten: await forgetOldSessions(db, now), tries: await forgetOldTries(db, now) },
          'old sessions and tries to sign in forgotten',
        ),
    },
    {
      name: 'forget-executions',
      does: 'Forgets what old jobs did',
      every: '57 3 * * *',
      catchUpHours: 20,
      run: async ({ db, log, now }) =>
        log.info({ forgotten: await forgetExecutions(db, now) }, 'how jobs ran a month ago is forgotten'),
    },
    {
      name: 'end-register-items',
      does: 'Ends entries of registers on the day for which their end waits',
      every: '5 0 * * *',
      catchUpHours: 20,
      run: async ({ db, log, now }) =>
        log.info({ ended: await endDue(db, bySystem(now), registers) }, 'entries of registers ended'),
    },
    ...runJobs(runKinds),
    ...storeJobs,
  ],
}
