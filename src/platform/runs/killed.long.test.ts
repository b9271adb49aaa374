import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { type TestDatabase, testDatabase } from '../../../test/cluster.ts'
import { countedJob, countedRun, prepareCounting } from '../../../test/counted-work.ts'
import { until } from '../../../test/until.ts'
import { placeEntries, verifyAudit } from '../audit/index.ts'
import { ROOT } from '../config.ts'
import { type Db, openPool, sql } from '../db/index.ts'
import { ask, askWith } from '../jobs/index.ts'
import { askForRun, findRun, RUN_JOB } from './index.ts'

const JOBS = 200
const ITEMS = 20_000
const KILLS = 12

describe('a worker that is killed again and again', () => {
  let database: TestDatabase
  let db: Db
  before(async () => {
    database = await testDatabase()
    db = openPool(database.web)
    await prepareCounting(database.superuser)
  })
  after(async () => {
    await db.close()
    await database.drop()
  })

  const begin = async () => {
    const child = spawn(
      process.execPath,
      [
        '--disable-warning=ExperimentalWarning',
        join(ROOT, 'test/working-process.ts'),
        JSON.stringify({ connect: database.web }),
      ],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    )
    await once(child.stdout, 'data')
    return {
      kill: async () => {
        const gone = once(child, 'exit')
        child.kill('SIGKILL')
        await gone
      },
    }
  }
  const figures = () =>
    db.one<{ jobs: number; items: number; left: number }>(sql`
      select count(*) filter (where what = 'job') as jobs, count(*) filter (where what = 'item') as items,
        (select count(*) from graphile_worker._private_jobs) as left from public.effect`)

  it('does every job and every item of a run exactly once', async (t) => {
    const act = { actor: { kind: 'system' as const }, at: new Date(), requestId: null }
    // A slower machine finds work at each kill as well: the jobs come in portions, the run is as long as it is.
    const runId = await db.transaction((tx) =>
      askForRun(tx, act, countedRun, { of: ITEMS, throwsAt: [], refusesAt: [] }),
    )
    let asked = 0
    const portion = Math.ceil(JOBS / KILLS)
    const moments: string[] = []
    let isCutOff = false
    for (let kill = 0; kill < KILLS; kill += 1) {
      const upTo = Math.min(JOBS, asked + portion)
      await db.transaction(async (tx) => {
        // As the clock does each minute: a job that was cut off 25 times has failed for good until then.
        await ask(tx, RUN_JOB)
        for (let number = asked; number < upTo; number += 1) await askWith(tx, countedJob, { number })
      })
      asked = upTo
      const before = (await figures()).items
      const worker = await begin()
      // Some are killed at any moment, some as soon as they have done a part: a busy machine does none of the run in the time of the others.
      if (kill % 3 === 2)
        await until(async () => (await figures()).items > before || before === ITEMS, { what: 'a part is done' })
      else await pause(Math.floor(Math.random() * 400))
      await worker.kill()
      const { jobs, items } = await figures()
      moments.push(`${jobs}/${items}`)
      isCutOff ||= items > 0 && items < ITEMS
    }
    assert.equal(asked, JOBS)
    assert.ok(isCutOff, 'it was killed in the middle of the run')
    t.diagnostic(`jobs and items done at each kill: ${moments.join(' ')}`)
    const last = await begin()
    const isOver = async () => {
      const { jobs, items, left } = await figures()
      // Also what was superseded is off the queue.
      return left === 0 && jobs === JOBS && items === ITEMS && (await findRun(db, runId))?.state === 'finished'
    }
    await until(isOver, { what: 'everything is done', most: 240_000 })
    await last.kill()
    assert.equal((await figures()).left, 0, 'nothing is left in the queue')
    const rows = await db.many<{ what: string; count: number; distinct: number; from: number; to: number }>(sql`
      select what, count(*) as count, count(distinct number) as distinct, min(number) as from, max(number) as to from public.effect group by what order by what`)
    assert.deepEqual(rows, [
      { what: 'item', count: ITEMS, distinct: ITEMS, from: 1, to: ITEMS },
      { what: 'job', count: JOBS, distinct: JOBS, from: 0, to: JOBS - 1 },
    ])
    const run = await findRun(db, runId)
    assert.deepEqual([run?.state, run?.done, run?.refused], ['finished', ITEMS, 0])
    await placeEntries(db)
    assert.deepEqual((await verifyAudit(db)).problems, [])
    const { told } = await db.one<{ told: number }>(
      sql`select count(distinct subject_id) as told from audit.item where subject_kind = 'number'`,
    )
    assert.equal(told, ITEMS)
  })
})
