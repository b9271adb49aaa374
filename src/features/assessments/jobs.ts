import { bySystem } from '#platform/audit/index.ts'
import type { Job } from '#platform/jobs/index.ts'
import { writeInvitations, writeReminders } from './reminding/deeds.ts'

/** What the room does by itself. */
export const assessmentJobs: readonly Job[] = [
  {
    name: 'remind-of-assessments',
    does: 'Reminds units of assessments that are due',
    every: '10 7 * * *',
    catchUpHours: 20,
    run: async ({ db, config, log, now }) =>
      log.info({ written: await writeReminders(db, bySystem(now), config) }, 'reminders of assessments written'),
  },
  {
    name: 'invite-rescoring',
    does: 'Invites units to score again what was put right',
    every: '20 7 * * *',
    catchUpHours: 20,
    run: async ({ db, config, log, now }) =>
      log.info({ invited: await writeInvitations(db, bySystem(now), config) }, 'units invited to score again'),
  },
]
