import { bySystem } from '#platform/audit/index.ts'
import type { Job } from '#platform/jobs/index.ts'
import type { Belonging } from '#platform/room/index.ts'
import { forgetOldFeeds } from './feeding/deeds.ts'
import { checkAll } from './governance/check.ts'
import { endUnmappedNightly } from './groups.ts'
import { carryOut } from './reorganising/carrying-out.ts'

/** What the room does by itself. */
export const peopleJobs = (belongings: readonly Belonging[]): readonly Job[] => [
  {
    name: 'reorganise-units',
    does: 'Carries out reorganisations that were planned for today',
    every: '*/10 * * * *',
    run: async ({ db, config, log, now }) =>
      log.info(await carryOut(db, bySystem(now), belongings, config), 'planned reorganisations done'),
  },
  {
    name: 'forget-feeds',
    does: 'Forgets directory files that were not taken in',
    every: '27 3 * * *',
    catchUpHours: 20,
    run: async ({ db, log, now }) =>
      log.info({ forgotten: await forgetOldFeeds(db, now) }, 'rows of old feeds forgotten'),
  },
  {
    name: 'end-unmapped-roles',
    does: 'Ends roles whose directory group is gone',
    every: '3 0 * * *',
    catchUpHours: 20,
    run: async ({ db, now }) => db.deed((tx) => endUnmappedNightly(tx, bySystem(now))),
  },
  {
    name: 'check-roles',
    does: 'Checks appointments against the rules',
    every: '17 4 * * *',
    catchUpHours: 20,
    run: async ({ db, log, now }) => log.info(await checkAll(db, bySystem(now)), 'rules of governance asked'),
  },
]
