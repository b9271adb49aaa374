import { pino } from 'pino'
import { readConfig } from '#platform/config.ts'
import { type Connect, openPool } from '#platform/db/index.ts'
import { startWorker } from '#platform/jobs/index.ts'
import { slowDeeds } from './slow-deeds.ts'

/** A worker in a process of its own, to be killed in the middle of a job. */
const connect = JSON.parse(process.argv[2] ?? '') as Connect
const given = { db: openPool(connect), config: readConfig({}), log: pino({ level: 'silent' }) }
await startWorker([slowDeeds], connect, given)
