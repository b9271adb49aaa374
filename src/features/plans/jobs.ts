import type { Act } from '#platform/audit/index.ts'
import { dayOf } from '#platform/calendar/index.ts'
import type { Job } from '#platform/jobs/index.ts'
import { planOccurrences } from './deliverables/plan.ts'
import { raiseEscalations } from './escalations/deeds.ts'
import { forgetOldImports } from './importing/store.ts'

const bySystem = (at: Date): Act => ({ actor: { kind: 'system' }, at, requestId: null })

/** What the room does by itself. */
export const planJobs: readonly Job[] = [
  {
    name: 'forget-imports',
    every: '27 3 * * *',
    run: async ({ db, log, now }) => log.info({ forgotten: await forgetOldImports(db, now) }, 'old imports forgotten'),
  },
  {
    name: 'raise-escalations',
    every: '7 4 * * *',
    run: async ({ db, log, now }) =>
      log.info({ raised: await raiseEscalations(db, bySystem(now), dayOf(now)) }, 'escalation rules asked'),
  },
  {
    name: 'plan-occurrences',
    every: '37 3 * * *',
    run: async ({ db, log, now }) =>
      log.info({ planned: await planOccurrences(db, bySystem(now)) }, 'occurrences planned'),
  },
]
