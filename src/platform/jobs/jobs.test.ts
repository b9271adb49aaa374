import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { pino } from 'pino'
import { type TestDatabase, testDatabase } from '../../../test/cluster.ts'
import { readConfig } from '../config.ts'
import { type Db, openPool } from '../db/index.ts'
import { ask, type Job, startWorker } from './index.ts'

describe('jobs', () => {
  let database: TestDatabase
  let db: Db
  before(async () => {
    database = await testDatabase()
    db = openPool(database.web)
  })
  after(async () => {
    await db.close()
    await database.drop()
  })

  it('run if and only if the transaction that asks for them commits, and once for many who ask', async () => {
    const done: string[] = []
    const finished = Promise.withResolvers<void>()
    const job = (name: string): Job => ({
      name,
      every: null,
      run: async () => {
        done.push(name)
        if (name === 'last') finished.resolve()
      },
    })
    await assert.rejects(
      db.transaction(async (tx) => {
        await ask(tx, 'undone')
        throw new Error('undone')
      }),
      /undone/,
    )
    for (let time = 0; time < 3; time += 1) await db.transaction((tx) => ask(tx, 'asked'))
    const worker = await startWorker([job('asked'), job('undone'), job('last')], database.web, {
      db,
      config: readConfig({}),
      log: pino({ level: 'silent' }),
    })
    await db.transaction((tx) => ask(tx, 'last'))
    await finished.promise
    await worker.stop()
    assert.deepEqual(done.toSorted(), ['asked', 'last'])
  })
})
