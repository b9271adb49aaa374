import { bySystem } from '#platform/audit/index.ts'
import type { Job } from '#platform/jobs/index.ts'
import { checkpointOfDay } from './checkpoints.ts'

export const auditJobs: readonly Job[] = [
  {
    // Asked for every hour, so that a machine that sleeps at night has its checkpoint too; made once a day.
    name: 'make-checkpoint',
    does: 'Keeps a signed checkpoint of the audit log',
    every: '41 * * * *',
    run: async ({ db, config, log, now }) => {
      const made = await checkpointOfDay(db, bySystem(now), config)
      if (!made) return
      const { size, kept, failed, told } = made
      log.info({ size, kept, told }, 'checkpoint of the audit log made')
      if (failed.length > 0) log.error({ failed }, 'checkpoint of the audit log could not be kept everywhere')
      if (told === 0) log.warn('nobody with an email address holds a role that is sent checkpoints (audit:keep)')
    },
  },
]
