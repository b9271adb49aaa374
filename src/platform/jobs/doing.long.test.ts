import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { pino } from 'pino'
import { z } from 'zod'
import { type TestDatabase, testDatabase } from '../../../test/cluster.ts'
import { letJobsBeDue } from '../../../test/due-jobs.ts'
import { jobOf } from '../../../test/job.ts'
import { until } from '../../../test/until.ts'
import { readConfig } from '../config.ts'
import { type Db, openPool, sql } from '../db/index.ts'
import { CannotStart } from '../errors.ts'
import {
  type AnyJob,
  askWith,
  CannotSucceed,
  findFailed,
  forgetExecutions,
  giveUp,
  jobHealth,
  jobStatus,
  nextDue,
  type PayloadContext,
  type PayloadJob,
  pauseWork,
  resumeWork,
  retry,
  startWorker,
} from './index.ts'
import { catchUp, crontabOf, scheduleInWords } from './schedule.ts'

const silent = pino({ level: 'silent' })
const config = readConfig({})
const act = { actor: { kind: 'system' as const }, at: new Date('2026-11-21T10:00:00Z'), requestId: null }
const Numbered = z.object({ number: z.number().int() })
type Numbered = z.infer<typeof Numbered>

describe('a job with a payload', () => {
  let database: TestDatabase
  let db: Db
  before(async () => {
    database = await testDatabase()
    db = openPool(database.web)
    const superuser = openPool({ ...database.superuser, max: 1 })
    await superuser.run(sql`create table public.effect (number integer, key text)`)
    await superuser.run(sql`grant select, insert on public.effect to muniment_app`)
    await superuser.close()
  })
  after(async () => {
    await db.close()
    await database.drop()
  })

  const withWorker = async (jobs: readonly AnyJob[], work: () => Promise<void>) => {
    const worker = await startWorker(jobs, database.web, { db, config, log: silent })
    try {
      await work()
    } finally {
      await worker.stop()
    }
  }
  const left = async () => (await db.many(sql`select id from graphile_worker._private_jobs`)).length
  const job = (
    name: string,
    run: (work: PayloadContext<Numbered>) => Promise<void>,
    facts: { tries?: number } = {},
  ): PayloadJob<Numbered> => ({ name, does: name, every: null, payload: Numbered, run, ...facts })
  const count = async (work: PayloadContext<Numbered>) =>
    work.once(async (tx) => {
      await tx.run(sql`insert into public.effect (number, key) values (${work.payload.number}, ${work.key})`)
    })
  const effects = () =>
    db.many<{ number: number; key: string }>(sql`select number, key from public.effect order by number, key`)

  it('is refused where it is asked for with one that does not fit, and nothing is asked for', async () => {
    await assert.rejects(
      db.transaction((tx) => askWith(tx, job('wrong', count), { number: 1.5 })),
      /number/,
    )
    assert.equal(await left(), 0)
  })

  it('fails for good at its first try where the payload in the queue does not fit, and says what does not', async () => {
    await db.run(sql`select graphile_worker.add_job('unfit', '{"number":"secret-value"}'::json)`)
    let runs = 0
    const unfit = job('unfit', async () => {
      runs += 1
    })
    await withWorker([unfit], () => until(async () => (await jobStatus(db, [unfit], new Date())).failed.length > 0))
    const [failed] = (await jobStatus(db, [unfit], new Date())).failed
    assert.deepEqual([runs, failed?.attempts, failed?.nextAt], [0, 1, null])
    assert.match(failed?.words ?? '', /^The payload does not fit: number: /)
    assert.doesNotMatch(failed?.words ?? '', /secret-value/)
    await giveUp(db, act, failed?.id ?? '', 'A mistake')
  })

  it('does its effects if and only if it is off the queue, also when the library’s own word never comes', async () => {
    const once = job('once', count)
    await db.transaction((tx) => askWith(tx, once, { number: 1 }))
    await withWorker([once], () => until(async () => (await left()) === 0))
    // A worker that was held for dead comes back when another has taken its job: what it does is undone.
    const late = job('late', async (work) => {
      await db.run(sql`update graphile_worker._private_jobs set locked_by = 'another' where locked_at is not null`)
      await count(work)
    })
    await db.transaction((tx) => askWith(tx, late, { number: 2 }))
    await withWorker([late], () => until(async () => (await executions('late')).length > 0))
    assert.deepEqual(
      (await effects()).map(({ number }) => number),
      [1],
    )
    assert.match((await executions('late'))[0]?.words ?? '', /taken from this worker/)
    assert.equal(await left(), 1)
    await db.run(sql`delete from graphile_worker._private_jobs`)
  })

  const executions = (name: string) =>
    db.many<{ outcome: string; words: string | null; attempt: number }>(
      sql`select outcome, words, attempt from jobs.execution where name = ${name} order by id`,
    )

  it('leaves no effect of a try that fails, and tells the outside the same key at the next', async () => {
    const keys: string[] = []
    const shaky = job('shaky', async (work) => {
      keys.push(work.key)
      await work.once(async (tx) => {
        await tx.run(sql`insert into public.effect (number, key) values (7, 'shaky')`)
        if (keys.length === 1) throw new CannotStart('Cannot reach postgres://app:hunter2@db/x')
      })
    })
    await db.transaction((tx) => askWith(tx, shaky, { number: 7 }))
    await withWorker([shaky], async () => {
      await until(async () => (await jobStatus(db, [shaky], new Date())).retrying.length === 1)
      const [retrying] = (await jobStatus(db, [shaky], new Date())).retrying
      assert.deepEqual(
        [retrying?.attempts, retrying?.maxAttempts, retrying?.words],
        [1, 25, 'Cannot reach postgres://***@db/x'],
      )
      assert.ok((retrying?.nextAt?.getTime() ?? 0) > Date.now() + 1_000, 'it is told when it is tried again')
      assert.deepEqual(
        (await effects()).filter(({ key }) => key === 'shaky'),
        [],
      )
      await letJobsBeDue(db)
      await until(async () => (await left()) === 0)
    })
    assert.equal(new Set(keys).size, 1)
    assert.equal(keys.length, 2)
    assert.deepEqual(
      (await executions('shaky')).map(({ outcome, attempt }) => [outcome, attempt]),
      [
        ['failed', 1],
        ['done', 2],
      ],
    )
    assert.equal((await effects()).filter(({ key }) => key === 'shaky').length, 1)
  })

  it('that failed for good is tried again, or given up with a reason; both are on record', async () => {
    let isMended = false
    const broken = job('broken', async (work) => {
      if (!isMended) throw new CannotSucceed('There is no such folder')
      await count(work)
    })
    await db.transaction((tx) => askWith(tx, broken, { number: 30 }))
    await db.transaction((tx) => askWith(tx, broken, { number: 31 }))
    await withWorker([broken], async () => {
      await until(async () => (await jobStatus(db, [broken], new Date())).failed.length === 2)
      const [first, second] = (await jobStatus(db, [broken], new Date())).failed
      assert.equal((await findFailed(db, first?.id ?? ''))?.words, 'There is no such folder')
      isMended = true
      await retry(db, act, first?.id ?? '')
      await giveUp(db, act, second?.id ?? '', 'The folder is gone')
      await until(async () => (await left()) === 0)
      await assert.rejects(retry(db, act, second?.id ?? ''), /has not failed for good/)
      await assert.rejects(giveUp(db, act, 'no number', 'x'), /has not failed for good/)
    })
    assert.deepEqual(
      (await effects()).filter(({ number }) => number >= 30).map(({ number }) => number),
      [30],
    )
    const { givenUp } = await jobStatus(db, [broken], new Date())
    assert.deepEqual([givenUp[0]?.name, givenUp[0]?.reason], ['broken', 'The folder is gone'])
    const entries = await db.many<{ what: string }>(
      sql`select what from audit.entry where subject_kind = 'job' order by id`,
    )
    assert.deepEqual(
      entries
        .map(({ what }) => what)
        .toSorted()
        .slice(-3),
      ['job.given-up', 'job.given-up', 'job.retried'],
    )
  })

  it('is not begun while the work is paused, and is when it is resumed; those who wait too long are told of', async () => {
    const calm = job('calm', count)
    assert.deepEqual(await jobHealth(db), { jobs: 'ok', oldestJobSeconds: 0 })
    await withWorker([calm], async () => {
      const workers = async () => (await jobStatus(db, [calm], new Date())).workers.length
      await until(async () => (await workers()) === 1)
      await pauseWork(db, act, 'Moving the server')
      await assert.rejects(pauseWork(db, act, 'Again'), /paused already/)
      await until(async () => (await workers()) === 0)
      await db.transaction((tx) => askWith(tx, calm, { number: 50 }))
      await db.run(sql`update graphile_worker._private_jobs set run_at = now() - interval '16 minutes'`)
      assert.equal(await left(), 1)
      const { jobs, oldestJobSeconds } = await jobHealth(db)
      assert.deepEqual([jobs, oldestJobSeconds >= 960], ['paused', true])
      const { paused, queues } = await jobStatus(db, [], new Date())
      assert.equal(paused?.reason, 'Moving the server')
      assert.deepEqual(
        queues.map(({ name, waiting, isKnown }) => [name, waiting, isKnown]),
        [['calm', 1, false]],
      )
      await resumeWork(db, act)
      assert.equal((await jobHealth(db)).jobs, 'late')
      await until(async () => (await workers()) === 1)
      await letJobsBeDue(db)
      await until(async () => (await left()) === 0)
      await assert.rejects(resumeWork(db, act), /not paused/)
    })
    assert.equal((await jobStatus(db, [calm], new Date())).workers.length, 0)
  })

  it('forgets how it ran a month ago, but for the last time', async () => {
    const before = (await executions('shaky')).length
    assert.equal(before, 2)
    await db.run(sql`delete from jobs.execution where name <> 'shaky'`)
    assert.equal(await forgetExecutions(db, new Date()), 0)
    assert.equal(await forgetExecutions(db, new Date(Date.now() + 32 * 86_400_000)), 1)
    assert.deepEqual(
      (await executions('shaky')).map(({ outcome }) => outcome),
      ['done'],
    )
  })
})

describe('the schedule', () => {
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
  const every = (name: string, cron: string, facts: { catchUpHours?: number } = {}) =>
    jobOf(name, undefined, { every: cron, ...facts })

  it('is told in plain English', () => {
    for (const [cron, words] of [
      ['* * * * *', 'Every minute'],
      ['*/5 * * * *', 'Every 5 minutes'],
      ['41 * * * *', 'Every hour at 41 minutes past'],
      ['7 4 * * *', 'Every day at 04:07 UTC'],
      ['0 7,19 * * *', 'Every day at 07:00 and 19:00 UTC'],
      ['15 7 * * 1', 'Every Monday at 07:15 UTC'],
      ['15 7 * * 1-5', 'From Monday to Friday at 07:15 UTC'],
      ['0 6 1 * *', 'On day 1 of each month at 06:00 UTC'],
      ['0 6 1 4 *', 'On day 1 of April at 06:00 UTC'],
      ['0 */6 * * *', 'Every 6 hours at 0 minutes past'],
      ['1-9 * * * *', 'By the schedule 1-9 * * * * (UTC)'],
      ['0 6 1 * 1', 'By the schedule 0 6 1 * 1 (UTC)'],
    ] as const)
      assert.equal(scheduleInWords(cron), words)
  })

  it('says when a job comes next, across a month, a leap day, and never', () => {
    assert.equal(nextDue('7 4 * * *', new Date('2026-11-30T04:07:00Z'))?.toISOString(), '2026-12-01T04:07:00.000Z')
    assert.equal(nextDue('7 4 * * *', new Date('2026-11-30T04:06:59Z'))?.toISOString(), '2026-11-30T04:07:00.000Z')
    assert.equal(nextDue('0 0 30 2 *', new Date('2026-11-30T04:07:00Z')), null)
  })

  const noted = (name: string, at: string) =>
    db.run(sql`
      insert into graphile_worker._private_known_crontabs (identifier, known_since, last_execution) values (${name}, ${at}, ${at})
      on conflict (identifier) do update set last_execution = excluded.last_execution`)
  const asked = async (now: string, ...jobs: AnyJob[]) => {
    const done = await Promise.all([1, 2, 3, 4].map(() => catchUp(db, jobs, new Date(now))))
    return done.flat()
  }

  it('makes up for a night that was missed once, however many workers begin at once and however many were missed', async () => {
    await noted('nightly', '2026-11-18T03:17:00Z')
    assert.deepEqual(await asked('2026-11-21T09:00:00Z', every('nightly', '17 3 * * *', { catchUpHours: 20 })), [
      'nightly',
    ])
    assert.deepEqual(await asked('2026-11-21T09:01:00Z', every('nightly', '17 3 * * *', { catchUpHours: 20 })), [])
    const waiting = await db.many(sql`select id from graphile_worker._private_jobs where key = 'nightly'`)
    assert.equal(waiting.length, 1)
  })

  it('leaves what was missed longer ago than the job says, and what is new here', async () => {
    await noted('hourly', '2026-11-18T03:41:00Z')
    assert.deepEqual(await asked('2026-11-21T09:00:00Z', every('hourly', '17 3 * * *')), [])
    assert.deepEqual(await asked('2026-11-21T09:00:00Z', every('unheard-of', '* * * * *')), [])
    // Begun again in the minute in which it was due, or a little later, it is not lost.
    assert.deepEqual(await asked('2026-11-21T03:17:30Z', every('hourly', '17 3 * * *')), ['hourly'])
  })

  it('does not run again when the clock is put back, and goes on after a clock that was a year ahead', async () => {
    await noted('daily', '2026-11-21T03:17:00Z')
    const daily = every('daily', '17 3 * * *', { catchUpHours: 20 })
    assert.deepEqual(await asked('2026-11-21T02:30:00Z', daily), [])
    assert.deepEqual(await asked('2026-11-21T03:17:10Z', daily), [])
    await noted('daily', '2027-11-21T03:17:00Z')
    assert.deepEqual(await asked('2026-11-21T12:00:00Z', daily), [])
    assert.deepEqual(await asked('2026-11-22T03:18:00Z', daily), ['daily'])
  })

  it('is handed to the clock with a key for each job, so that one that waits is enough', () => {
    assert.equal(crontabOf([every('a', '* * * * *'), jobOf('b')]), '* * * * * a ?jobKey=a')
  })
})
