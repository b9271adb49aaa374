import { pino } from 'pino'
import { readConfig } from '#platform/config.ts'
import { type Connect, openPool } from '#platform/db/index.ts'
import { startWorker } from '#platform/jobs/index.ts'
import { runJobs } from '#platform/runs/index.ts'
import { countedJob, countedRun } from './counted-work.ts'

/** A worker process, to be killed at any moment: says `working` once it is. */
const { connect } = JSON.parse(process.argv[2] ?? '') as { connect: Connect }
const db = openPool(connect)
await startWorker(
  [countedJob, ...runJobs([countedRun])],
  connect,
  { db, config: readConfig({}), log: pino({ level: 'silent' }) },
  50,
)
process.stdout.write('working\n')
