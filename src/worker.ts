import { pino } from 'pino'
import { readConfig } from '#platform/config.ts'
import { openDatabase } from '#platform/db/index.ts'
import { startWorker } from '#platform/jobs/index.ts'
import { refuseDamagedData } from './data-folder.ts'
import { rooms } from './house.ts'
import { outlast } from './outlast.ts'
import { runUntilStopped } from './run-until-stopped.ts'

/** A worker process alone: it runs jobs, and others may run beside it. */
await runUntilStopped(async (opened) => {
  const config = readConfig()
  await refuseDamagedData(config)
  const log = pino({ level: config.logLevel, base: { name: 'muniment-worker' } })
  const database = await openDatabase(config, { supervise: false, say: (line) => log.info(line) })
  opened({ end: () => database.close(), most: 30_000 })
  const worker = await outlast(() => startWorker(rooms.jobs, database.connect, { db: database.db, config, log }), {
    say: (line) => log.warn(line),
  })
  opened({ end: () => worker.stop(), most: 8_000 })
  log.info('working')
})
