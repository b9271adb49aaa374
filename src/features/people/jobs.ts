import type { Act } from '#platform/audit/index.ts'
import type { Job } from '#platform/jobs/index.ts'
import { checkAll } from './governance/check.ts'

const bySystem = (at: Date): Act => ({ actor: { kind: 'system' }, at, requestId: null })

/** What the room does by itself. */
export const peopleJobs: readonly Job[] = [
  {
    name: 'check-roles',
    every: '17 4 * * *',
    run: async ({ db, log, now }) => log.info(await checkAll(db, bySystem(now)), 'rules of governance asked'),
  },
]
