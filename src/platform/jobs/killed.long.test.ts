import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { pino } from 'pino'
import { type TestDatabase, testDatabase } from '../../../test/cluster.ts'
import { DEEDS, slowDeeds } from '../../../test/slow-deeds.ts'
import { ROOT, readConfig } from '../config.ts'
import { type Db, openPool, sql } from '../db/index.ts'
import { ask, startWorker } from './index.ts'

describe('a job whose worker is killed', () => {
  let database: TestDatabase
  let db: Db
  before(async () => {
    database = await testDatabase()
    const owner = openPool({ ...database.superuser, max: 1 })
    // No key: whatever was done twice would stand twice.
    await owner.run(sql`create table public.deed (number integer, worker integer)`)
    await owner.run(sql`grant select, insert on public.deed to muniment_app`)
    await owner.close()
    db = openPool(database.web)
  })
  after(async () => {
    await db.close()
    await database.drop()
  })

  const done = () =>
    db.one<{ deeds: number; numbers: number; workers: number }>(
      sql`select count(*) as deeds, count(distinct number) as numbers, count(distinct worker) as workers from public.deed`,
    )
  async function until(isSo: (found: Awaited<ReturnType<typeof done>>) => boolean, most: number): Promise<number> {
    for (const begun = Date.now(); Date.now() - begun < most; await pause(20))
      if (isSo(await done())) return Date.now() - begun
    return assert.fail(`not within ${most} ms: ${JSON.stringify(await done())}`)
  }

  it('is taken up by another within seconds, where it was left, and each deed stands once', async () => {
    const child = spawn(process.execPath, [join(ROOT, 'test/held-job.ts'), JSON.stringify(database.web)], {
      cwd: ROOT,
      stdio: 'ignore',
    })
    await db.transaction((tx) => ask(tx, slowDeeds.name))
    await until(({ deeds }) => deeds >= 5, 30_000)
    const given = { db, config: readConfig({}), log: pino({ level: 'silent' }) }
    const other = await startWorker([slowDeeds], database.web, given)
    await until(({ deeds }) => deeds >= 10, 30_000)
    assert.equal((await done()).workers, 1, 'a job of a worker that lives is left to it')
    child.kill('SIGKILL')
    await once(child, 'exit')
    const left = (await done()).deeds
    assert.ok(left < DEEDS, 'it was killed in the middle')
    await until(({ workers }) => workers === 2, 12_000)
    await until(({ deeds }) => deeds === DEEDS, 30_000)
    await other.stop()
    assert.deepEqual(await done(), { deeds: DEEDS, numbers: DEEDS, workers: 2 })
  })
})
