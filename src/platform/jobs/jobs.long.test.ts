import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import pg from 'pg'
import { pino } from 'pino'
import { z } from 'zod'
import { type TestDatabase, testDatabase } from '../../../test/cluster.ts'
import { letJobsBeDue } from '../../../test/due-jobs.ts'
import { jobOf } from '../../../test/job.ts'
import { until } from '../../../test/until.ts'
import { readConfig } from '../config.ts'
import { type Db, openPool, sql } from '../db/index.ts'
import { Alive } from './alive.ts'
import { ask, askWith, findFailed, giveUp, jobStatus, type PayloadJob, retry, startWorker } from './index.ts'
import { CannotSucceed } from './job.ts'

const silent = pino({ level: 'silent' })
const config = readConfig({})

type Ask = (this: pg.Client, ...words: unknown[]) => Promise<unknown>

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

  it('have workers that say by one question at a time that they live', async (t) => {
    let [under, most, questions] = [0, 0, 0]
    const asked = Object.getOwnPropertyDescriptor(pg.Client.prototype, 'query')?.value as Ask
    t.mock.method(pg.Client.prototype, 'query', async function query(this: pg.Client, ...words: unknown[]) {
      under += 1
      questions += 1
      most = Math.max(most, under)
      try {
        return await asked.apply(this, words)
      } finally {
        under -= 1
      }
    })
    const alive = new Alive(database.web, silent, 5)
    const names = Array.from({ length: 20 }, (_, at) => `worker ${at}`)
    await until(async () => questions > 0)
    await Promise.all(names.map((name) => alive.add(name)))
    await Promise.all(names.slice(0, 10).map((name) => alive.remove(name)))
    await alive.end()
    t.mock.restoreAll()
    assert.ok(questions > 60)
    assert.equal(most, 1)
    assert.deepEqual(await db.many(sql`select from jobs.worker where name like 'worker %'`), [])
  })

  it('run if and only if the transaction that asks for them commits, and once for many who ask', async () => {
    const done: string[] = []
    const finished = Promise.withResolvers<void>()
    const job = (name: string) =>
      jobOf(name, async () => {
        done.push(name)
        if (name === 'last') finished.resolve()
      })
    await assert.rejects(
      db.transaction(async (tx) => {
        await ask(tx, 'undone')
        throw new Error('undone')
      }),
      /undone/,
    )
    for (let time = 0; time < 3; time += 1) await db.transaction((tx) => ask(tx, 'asked'))
    const jobs = [job('asked'), job('undone'), job('last')]
    const worker = await startWorker(jobs, database.web, { db, config, log: silent })
    await db.transaction((tx) => ask(tx, 'last'))
    await finished.promise
    await worker.stop()
    assert.deepEqual(done.toSorted(), ['asked', 'last'])
  })

  const waiting = async (name: string) =>
    (await db.many(sql`select id from graphile_worker._private_jobs where key = ${name}`)).length

  const takenBy = (name: string, worker: string) =>
    db.run(
      sql`update graphile_worker._private_jobs set locked_by = ${worker}, locked_at = now(), attempts = 1 where key = ${name}`,
    )
  const isFree = (name: string) => async () =>
    (await db.many(sql`select id from graphile_worker._private_jobs where key = ${name} and locked_at is not null`))
      .length === 0

  /** Waits until so many sessions have looked for jobs of the dead, so many times more than they had. */
  async function looked(sessions: number, times: number): Promise<void> {
    const looks = new Map<number, Set<number>>()
    await until(async () => {
      const rows = await db.many<{ pid: number; at: Date }>(sql`
        select pid, query_start as at from pg_stat_activity where datname = current_database() and state = 'idle'
          and application_name = 'muniment worker alive' and query like '%locked_by as name%'`)
      for (const { pid, at } of rows) looks.set(pid, (looks.get(pid) ?? new Set()).add(at.getTime()))
      return [...looks.values()].filter(({ size }) => size > times).length >= sessions
    })
  }

  it('of a worker that died are done by another, and those of one that lives are left to it', async () => {
    const done: string[] = []
    const jobs = ['of-the-dead', 'of-the-living'].map((name) => jobOf(name, async () => void done.push(name)))
    for (const { name } of jobs) await db.transaction((tx) => ask(tx, name))
    await takenBy('of-the-dead', 'pool-dead')
    await takenBy('of-the-living', 'pool-living')
    const living = new Alive(database.web, silent, 40)
    await living.add('pool-living')
    const worker = await startWorker(jobs, database.web, { db, config, log: silent }, 60)
    await until(isFree('of-the-dead'))
    await letJobsBeDue(db)
    await until(async () => (await waiting('of-the-dead')) === 0)
    // Cut off together, the living says again that it lives before anybody takes it for dead.
    await db.many(sql`select pg_terminate_backend(pid) from pg_stat_activity
      where application_name = 'muniment worker alive' and datname = current_database()`)
    await looked(2, 3)
    assert.deepEqual(done, ['of-the-dead'])
    await living.end()
    await until(isFree('of-the-living'))
    await letJobsBeDue(db)
    await until(async () => (await waiting('of-the-living')) === 0)
    await worker.stop()
    assert.deepEqual(done, ['of-the-dead', 'of-the-living'])
  })

  it('are not freed on one look: whoever has just lost the database may say again that it lives', async () => {
    await db.transaction((tx) => ask(tx, 'late'))
    await db.run(sql`
      update graphile_worker._private_jobs set locked_by = 'pool-late', locked_at = now() where key = 'late'`)
    const looking = new Alive(database.web, silent, 600)
    await looked(1, 0)
    const late = new Alive(database.web, silent, 600)
    await late.add('pool-late')
    await looked(2, 2)
    const locked = () => db.many(sql`select locked_by as by from graphile_worker._private_jobs where key = 'late'`)
    assert.deepEqual(await locked(), [{ by: 'pool-late' }])
    await late.end()
    await until(async () => JSON.stringify(await locked()) === '[{"by":null}]')
    await looking.end()
  })

  const queued = (name: string) =>
    db.many<{ id: string; key: string | null; attempts: number; most: number; worker: string | null }>(sql`
      select j.id::text as id, j.key, j.attempts, j.max_attempts as most, j.locked_by as worker
      from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
      where t.identifier = ${name} order by j.id`)
  const failedOf = async (name: string) =>
    (await jobStatus(db, [], new Date())).failed.filter((one) => one.name === name)

  it('that were asked for again while a worker had them that died are no failures, and leave the queue', async () => {
    await db.transaction((tx) => ask(tx, 'superseded'))
    // Its first try failed, so that a reason stands there as well.
    await db.run(sql`update graphile_worker._private_jobs set last_error = 'No' where key = 'superseded'`)
    await takenBy('superseded', 'pool-killed')
    await db.transaction((tx) => ask(tx, 'superseded'))
    await takenBy('superseded', 'pool-killed-next')
    await db.transaction((tx) => ask(tx, 'superseded'))
    const [first, second, third] = await queued('superseded')
    assert.deepEqual(
      [first, second, third].map((one) => [one?.key, one?.attempts, one?.worker]),
      [
        [null, 25, 'pool-killed'],
        [null, 25, 'pool-killed-next'],
        ['superseded', 0, null],
      ],
    )
    await db.run(
      sql`update graphile_worker._private_jobs set locked_by = null, locked_at = null where id = ${first?.id}`,
    )
    // In a restored database another job had this number once, and failed for good.
    await db.run(sql`
      insert into jobs.execution (name, job_id, attempt, began_at, ended_at, outcome, words)
      values ('of-old', ${first?.id}, 25, now() - interval '1 year', now() - interval '1 year', 'failed', 'No')`)
    assert.deepEqual(await failedOf('superseded'), [], 'nobody needs to decide on it')
    assert.equal(await findFailed(db, first?.id ?? ''), null)
    const looking = new Alive(database.web, silent, 40)
    await until(async () => (await queued('superseded')).length === 1)
    await looking.end()
    assert.deepEqual(
      (await queued('superseded')).map(({ id }) => id),
      [third?.id],
    )
    await db.run(sql`delete from graphile_worker._private_jobs where key = 'superseded'`)
  })

  it('that failed while they were asked for again leave the queue: the later one tells how it went', async () => {
    const begun = Promise.withResolvers<void>()
    const goOn = Promise.withResolvers<void>()
    let runs = 0
    const job = jobOf('overtaken', async () => {
      runs += 1
      if (runs > 1) return
      begun.resolve()
      await goOn.promise
      throw new Error('no')
    })
    const worker = await startWorker([job], database.web, { db, config, log: silent }, 60)
    await db.transaction((tx) => ask(tx, 'overtaken'))
    await begun.promise
    await db.transaction((tx) => ask(tx, 'overtaken'))
    goOn.resolve()
    await until(async () => (await queued('overtaken')).length === 0)
    await worker.stop()
    assert.equal(runs, 2)
  })

  it('that failed for good stay for somebody to decide, also when they are asked for again', async () => {
    const failing = jobOf('failed', async () => {
      throw new CannotSucceed('no')
    })
    await db.transaction((tx) => ask(tx, 'failed'))
    await db.run(sql`update graphile_worker._private_jobs set max_attempts = 1 where key = 'failed'`)
    const first = await startWorker([failing], database.web, { db, config, log: silent }, 60)
    await until(async () => (await failedOf('failed')).length === 1)
    await first.stop()
    await db.transaction((tx) => ask(tx, 'failed'))
    const [old] = await queued('failed')
    assert.deepEqual([old?.key, old?.attempts, old?.most], [null, 1, 1])
    const looking = new Alive(database.web, silent, 40)
    await looked(1, 3)
    await looking.end()
    assert.deepEqual(
      (await failedOf('failed')).map(({ id, words }) => [id, words]),
      [[old?.id, 'no']],
    )
    // Tried again it is a job like others, which is not taken for superseded.
    const act = { actor: { kind: 'system' as const }, at: new Date(), requestId: null }
    await retry(db, act, old?.id ?? '')
    assert.notEqual((await queued('failed'))[0]?.key, null)
    await db.run(sql`update graphile_worker._private_jobs set attempts = max_attempts where id = ${old?.id}`)
    assert.equal((await failedOf('failed')).length, 1, 'cut off as often as it is tried, it has failed for good')
    await giveUp(db, act, old?.id ?? '', 'Enough')
    await db.run(sql`delete from graphile_worker._private_jobs where key = 'failed'`)
  })

  it('with a payload and no key of their own have failed for good when they were cut off at each try', async () => {
    const one: PayloadJob<{ number: number }> = {
      name: 'cut-off-often',
      does: 'cut-off-often',
      every: null,
      payload: z.object({ number: z.number() }),
      run: async () => undefined,
    }
    for (const number of [1, 2]) await db.transaction((tx) => askWith(tx, one, { number }))
    await db.run(sql`
      update graphile_worker._private_jobs set attempts = max_attempts where id = any(${(await queued(one.name)).map(({ id }) => id)}::bigint[])`)
    const looking = new Alive(database.web, silent, 40)
    await looked(1, 3)
    await looking.end()
    assert.equal((await failedOf(one.name)).length, 2)
    await db.run(sql`delete from graphile_worker._private_jobs`)
  })

  it('are done when the database comes back: those under way again, those asked for later in their turn', async () => {
    const begun = Promise.withResolvers<void>()
    const goOn = Promise.withResolvers<void>()
    let runs = 0
    const job = jobOf('cut-off', async () => {
      runs += 1
      begun.resolve()
      await goOn.promise
    })
    const said: string[] = []
    const log = pino({ level: 'warn' }, { write: (line: string) => said.push(line) })
    const worker = await startWorker([job], database.web, { db, config, log }, 60)
    await db.transaction((tx) => ask(tx, 'cut-off'))
    await begun.promise
    const superuser = openPool({ ...database.superuser, max: 1 })
    // The database lets nobody in while the job ends, so that its end cannot be written down.
    await superuser.run(sql`update pg_database set datallowconn = false where datname = current_database()`)
    await superuser.run(sql`select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid()`)
    goOn.resolve()
    await until(async () => said.some((line) => line.includes('has ended by itself')))
    await superuser.run(sql`update pg_database set datallowconn = true where datname = current_database()`)
    await superuser.close()
    await until(() => isFree('cut-off')().catch(() => false))
    await letJobsBeDue(db)
    await until(async () => (await waiting('cut-off')) === 0)
    assert.equal(runs, 2)
    await db.transaction((tx) => ask(tx, 'cut-off'))
    await until(async () => (await waiting('cut-off')) === 0)
    await worker.stop()
  })

  /** A log that is kept, as lines that were parsed. */
  function keptLog() {
    const lines: { level: number; msg: string; said?: string; reason?: string; job?: string; attempt?: number }[] = []
    const log = pino({ level: 'trace' }, { write: (line: string) => void lines.push(JSON.parse(line)) })
    return { lines, log }
  }

  it('say in the log, in words and nowhere else, that the database went away under them', async (t) => {
    const { lines, log } = keptLog()
    const shown: string[] = []
    // Where `console.trace`, `error` and `warn` go.
    t.mock.method(process.stderr, 'write', (text: string) => shown.push(String(text)) > 0)
    const worker = await startWorker([], database.web, { db, config, log }, 60)
    const isToldOf = (words: string) => lines.some(({ msg }) => msg === words)
    const superuser = openPool({ ...database.superuser, max: 1 })
    // The database lets nobody in, so that whoever looks for work fails.
    await superuser.run(sql`update pg_database set datallowconn = false where datname = current_database()`)
    await superuser.run(sql`select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid()`)
    await until(async () => isToldOf('the worker has ended by itself and is started again'))
    await superuser.run(sql`update pg_database set datallowconn = true where datname = current_database()`)
    await superuser.close()
    // The house's own connections were cut off too.
    await until(async () => (await waiting('nothing').catch(() => 1)) === 0)
    await worker.stop()
    assert.ok(isToldOf('the job queue has lost the database') || isToldOf('the job queue says'))
    assert.deepEqual(shown, [])
    console.error('what is said elsewhere')
    t.mock.restoreAll()
    assert.deepEqual(shown, ['what is said elsewhere\n'], 'the console of everybody else is left alone')
    const loud = lines.filter(
      ({ level, said = '', msg, reason = '' }) => level > 30 && /\n|node_modules/.test(said + msg + reason),
    )
    assert.deepEqual(loud, [])
  })

  it('that fail are told in the log with their reason, and tried again', async () => {
    const { lines, log } = keptLog()
    let runs = 0
    const job = jobOf('failing', async () => {
      runs += 1
      if (runs === 1) throw new Error('the mail server said no')
    })
    const worker = await startWorker([job], database.web, { db, config, log }, 60)
    await db.transaction((tx) => ask(tx, 'failing'))
    await until(async () =>
      lines.some(
        ({ msg, job: name, attempt }) =>
          msg === 'a job failed and is tried again' && name === 'failing' && attempt === 1,
      ),
    )
    await until(isFree('failing'))
    await letJobsBeDue(db)
    await until(async () => (await waiting('failing')) === 0)
    await worker.stop()
    assert.equal(runs, 2)
  })
})
