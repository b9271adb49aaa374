import { bySystem } from '#platform/audit/index.ts'
import { dayOf } from '#platform/calendar/index.ts'
import { addressIn } from '#platform/config.ts'
import type { Queries } from '#platform/db/index.ts'
import type { Job } from '#platform/jobs/index.ts'
import { findBounces, sendWaiting, transportOf } from '#platform/mail/index.ts'
import { withheldFrom, writeDigests } from './chasing/digests.ts'
import { planOccurrences } from './deliverables/plan.ts'
import { raiseEscalations } from './escalations/deeds.ts'
import { forgetOldImports } from './importing/store.ts'

/** What the room does by itself. */
export const planJobs: readonly Job[] = [
  {
    name: 'forget-imports',
    does: 'Forgets imports of plans that nobody finished',
    every: '27 3 * * *',
    catchUpHours: 20,
    run: async ({ db, log, now }) => log.info({ forgotten: await forgetOldImports(db, now) }, 'old imports forgotten'),
  },
  {
    name: 'raise-escalations',
    does: 'Escalates actions by the rules',
    every: '7 4 * * *',
    catchUpHours: 20,
    run: async ({ db, log, now }) =>
      log.info({ raised: await raiseEscalations(db, bySystem(now), dayOf(now)) }, 'escalation rules asked'),
  },
  {
    name: 'plan-occurrences',
    does: 'Adds the next dates of actions that recur',
    every: '37 3 * * *',
    catchUpHours: 20,
    run: async ({ db, log, now }) =>
      log.info({ planned: await planOccurrences(db, bySystem(now)) }, 'occurrences planned'),
  },
  {
    name: 'write-digests',
    does: 'Writes reminders to owners of actions',
    every: '0 7 * * *',
    catchUpHours: 20,
    run: async ({ db, config, log, now }) =>
      log.info({ written: await writeDigests(db, bySystem(now), config) }, 'digests written'),
  },
  {
    name: 'send-mail',
    does: 'Sends the messages that wait',
    every: '*/5 * * * *',
    run: async ({ db, config, log, signal }) => {
      const transport = await transportOf(config)
      if (!transport) return
      try {
        const withheld = (tx: Queries, personId: string, kind: string) =>
          withheldFrom(tx, personId, kind, dayOf(new Date()))
        const sent = await sendWaiting(db, {
          transport,
          address: addressIn(config),
          now: () => new Date(),
          withheld,
          signal,
        })
        if (Object.values(sent).some((count) => count > 0)) log.info({ ...sent, by: transport.name }, 'mail sent')
      } finally {
        transport.close()
      }
    },
  },
  {
    name: 'find-bounces',
    does: 'Asks which messages did not arrive',
    every: '47 * * * *',
    run: async ({ db, config, log, now }) => {
      const transport = await transportOf(config)
      if (!transport) return
      const bounced = await findBounces(db, transport, now)
      transport.close()
      if (bounced > 0) log.warn({ bounced }, 'mail bounced')
    },
  },
]
