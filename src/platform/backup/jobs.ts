import { join } from 'node:path'
import { bySystem } from '../audit/index.ts'
import { collect, finishDestructions, openBlobs } from '../blobs/index.ts'
import { Conflict } from '../errors.ts'
import type { Job } from '../jobs/index.ts'
import { expireUploads } from '../uploads/index.ts'
import { keysName, writeKeys } from './keys.ts'

/** What looks after the store by itself. */
export const storeJobs: readonly Job[] = [
  {
    name: 'finish-destructions',
    does: 'Removes the bytes of files that were destroyed, where that was broken off',
    every: '*/5 * * * *',
    run: async ({ db, config, log }) => {
      const finished = await finishDestructions(db, await openBlobs(config, db))
      if (finished > 0) log.info({ finished }, 'destructions finished')
    },
  },
  {
    name: 'expire-uploads',
    does: 'Forgets files that were sent in part and never finished',
    every: '37 * * * *',
    run: async ({ db, config, log, now }) =>
      log.info(await expireUploads({ db, blobs: await openBlobs(config, db), now }), 'uploads ended'),
  },
  {
    name: 'collect-files',
    does: 'Removes kept files that nothing names any more',
    every: '47 2 * * *',
    run: async ({ db, config, log, now, signal }) => {
      try {
        log.info(await collect(db, await openBlobs(config, db), bySystem(now), { now, signal }), 'files collected')
      } catch (error) {
        // Trying again would find the same: somebody has to look.
        if (!(error instanceof Conflict)) throw error
        log.error({ reason: error.message, advice: error.advice }, 'files not collected')
      }
    },
  },
  {
    name: 'copy-keys',
    does: 'Copies the keys of encrypted files to where backups look for them',
    every: '*/10 * * * *',
    run: async ({ db, config, log, now }) => {
      const name = config.keyCopy === null ? null : await keysName(db)
      if (config.keyCopy === null || name === null) return
      await writeKeys(db, join(config.keyCopy, name), now)
      log.debug('keys copied')
    },
  },
]
