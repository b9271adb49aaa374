import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { type TestDatabase, testDatabase } from '../../../test/cluster.ts'
import { type Counted, countedRun, prepareCounting } from '../../../test/counted-work.ts'
import { type Db, openPool, sql } from '../db/index.ts'
import { askForRun, doNextRun, findRun, openRuns, resumeRun, stopRun } from './index.ts'
import { type ItemsRun, itemRuns } from './items.ts'
import { progressInWords, speedOf } from './model.ts'
import { refusalsOf } from './store.ts'

const act = { actor: { kind: 'system' as const }, at: new Date('2026-11-21T10:00:00Z'), requestId: null }

/** What is told of an error that nobody foresaw, with where it happened but for the line. */
const THROWN = 'Something went wrong that Muniment has no words for (Error at test/counted-work.ts)'
const withoutLine = (words: string | null | undefined) => words?.replace(/:\d+\)$/, ')')

describe('a run over many items', () => {
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

  const now = () => act.at
  const asked = (payload: Partial<Counted>, run: ItemsRun<number, Counted> = countedRun) =>
    db.transaction((tx) => askForRun(tx, act, run, { of: 0, throwsAt: [], refusesAt: [], ...payload }))
  const work = (run: ItemsRun<number, Counted> = countedRun, signal?: AbortSignal) =>
    doNextRun([run], { db, act, now, signal })
  const numbers = async () =>
    (await db.many<{ number: number }>(sql`select number from public.effect order by number`)).map(
      ({ number }) => number,
    )
  const clear = () => db.run(sql`delete from public.effect`)
  const upTo = (last: number) => Array.from({ length: last }, (_, index) => index + 1)
  /** Counts, and does something after the item. */
  const meanwhile = (after: number, deed: () => Promise<unknown>): ItemsRun<number, Counted> => ({
    ...countedRun,
    take: async (tx, given, payload, items, turn) => {
      const outcome = await countedRun.take(tx, given, payload, items, turn)
      if (items.some(({ item }) => item === after)) await deed()
      return outcome
    },
  })

  it('does them in batches, each with one audit entry, and tells how far it is', async () => {
    const id = await asked({ of: 120, refusesAt: [7, 119] })
    assert.deepEqual(
      (await openRuns(db)).map((run) => [run.id, run.state, run.title]),
      [[id, 'waiting', 'Counting to 120']],
    )
    assert.equal(await work(), 'finished')
    assert.equal(await work(), null)
    assert.deepEqual(
      await numbers(),
      upTo(120).filter((number) => number !== 7 && number !== 119),
    )
    const run = await findRun(db, id)
    assert.deepEqual(
      [run?.state, run?.done, run?.expected, run?.refused, run?.said],
      ['finished', 120, 120, 2, 'Counted to 120'],
    )
    assert.deepEqual(await refusalsOf(db, id, 10), [
      { item: '000000007', why: 'It is odd' },
      { item: '000000119', why: 'It is odd' },
    ])
    const entries = await db.many<{ what: string; count: number | null }>(sql`
      select what, (facts->'list'->>'count')::integer as count from audit.entry where subject_kind = 'run' and subject_id = ${id} order by id`)
    assert.deepEqual(
      entries.map(({ what, count }) => `${what} ${count}`).toSorted((one, other) => one.localeCompare(other)),
      ['run.asked null', 'run.finished null', 'test.counted 19', 'test.counted 49', 'test.counted 50'],
    )
    await clear()
  })

  it('refuses what throws alone, with the reason and no secret, and does all the others of its batch', async () => {
    const id = await asked({ of: 100, throwsAt: [60, 100] })
    assert.equal(await work(), 'finished')
    assert.deepEqual(
      await numbers(),
      upTo(99).filter((number) => number !== 60),
    )
    assert.deepEqual(
      (await refusalsOf(db, id, 10)).map(({ why }) => withoutLine(why)),
      [THROWN, THROWN],
    )
    assert.equal((await findRun(db, id))?.done, 100)
    await clear()
  })

  it('fails where item after item throws, and goes on behind them when somebody says so', async () => {
    const id = await asked({ of: 100, throwsAt: upTo(40).map((number) => number + 10) })
    assert.equal(await work(), 'failed')
    const run = await findRun(db, id)
    assert.deepEqual([run?.state, run?.refused, withoutLine(run?.error)], ['failed', 20, THROWN])
    assert.deepEqual(await numbers(), upTo(10))
    await resumeRun(db, act, id)
    assert.equal(await work(), 'finished')
    assert.deepEqual(await numbers(), [...upTo(10), ...upTo(50).map((number) => number + 50)])
    assert.equal((await findRun(db, id))?.refused, 40)
    await clear()
  })

  it('stops after its batch when a person says so, and goes on from there', async () => {
    const id = await asked({ of: 2_000 })
    const stopping: Promise<void>[] = []
    const outcome = await work(
      meanwhile(60, async () => {
        // It waits for the batch, which holds the run.
        stopping.push(stopRun(db, act, id))
      }),
    )
    await Promise.all(stopping)
    const run = await findRun(db, id)
    assert.deepEqual([outcome, run?.state], ['stopped', 'stopped'])
    const done = run?.done ?? 0
    assert.ok(done >= 100 && done < 2_000, `${done}`)
    assert.deepEqual(await numbers(), upTo(done))
    await assert.rejects(stopRun(db, act, id), /ended already/)
    await resumeRun(db, act, id)
    assert.equal(await work(), 'finished')
    assert.deepEqual(await numbers(), upTo(2_000))
    await assert.rejects(resumeRun(db, act, id), /has finished/)
    await clear()
  })

  it('that waits stops at once', async () => {
    const id = await asked({ of: 10 })
    await stopRun(db, act, id)
    assert.equal((await findRun(db, id))?.state, 'stopped')
    assert.equal(await work(), null)
    await resumeRun(db, act, id)
    assert.equal((await findRun(db, id))?.state, 'waiting')
    assert.equal(await work(), 'finished')
    await clear()
  })

  it('is put back when its process ends, and goes on with the next', async () => {
    const id = await asked({ of: 200 })
    const over = new AbortController()
    assert.equal(
      await work(
        meanwhile(60, async () => over.abort()),
        over.signal,
      ),
      'put-back',
    )
    assert.deepEqual([(await findRun(db, id))?.state, (await numbers()).length], ['waiting', 100])
    assert.equal(await work(), 'finished')
    assert.deepEqual(await numbers(), upTo(200))
    await clear()
  })

  it('that nobody works on is left, is taken up, and writes nothing more for whoever lost it', async () => {
    const id = await asked({ of: 200 })
    const first = await db.transaction((tx) => itemRuns.takeUp(tx, now()))
    assert.ok(first)
    assert.equal((await findRun(db, id))?.state, 'left')
    let taken: string | null = null
    // Another takes it up while this one is between two batches: its turn is over.
    const outcome = await work({
      ...countedRun,
      next: async (tx, payload, after, most) => countedRun.next(tx, payload, after, most),
      count: async (tx, payload) => {
        taken = 'counting'
        await tx.run(sql`update runs.run set turn = turn + 1 where id = ${id}`)
        return payload.of
      },
    })
    assert.deepEqual([taken, outcome], ['counting', 'taken'])
    assert.deepEqual(await numbers(), [])
    assert.equal(await work(), 'finished')
    assert.deepEqual(await numbers(), upTo(200))
    await clear()
  })

  it('is worked on by one of many who ask at once', async () => {
    const id = await asked({ of: 300 })
    const outcomes = await Promise.all([1, 2, 3].map(() => work()))
    // The others find it taken, or nothing to do, as they come.
    assert.equal(outcomes.filter((outcome) => outcome === 'finished').length, 1)
    assert.equal(outcomes.filter((outcome) => outcome === null || outcome === 'taken').length, 2)
    assert.deepEqual(await numbers(), upTo(300))
    assert.equal((await findRun(db, id))?.done, 300)
    await clear()
  })

  it('that nothing here knows, or whose payload does not fit any more, fails in words; one that does not fit is not begun', async () => {
    const strange = await asked({ of: 1 }, { ...countedRun, kind: 'test.strange' })
    assert.equal(await work(), 'failed')
    assert.equal((await findRun(db, strange))?.error, 'Nothing here knows what test.strange is')
    const old = await asked({ of: 1 })
    await db.run(sql`update runs.run set payload = '{}' where id = ${old}`)
    assert.equal(await work(), 'failed')
    assert.equal((await findRun(db, old))?.error, 'What it is to do does not fit any more')
    await assert.rejects(asked({ of: 1.5 }), /of/)
  })

  it('fails where a batch leaves an item out', async () => {
    const id = await asked({ of: 3 })
    const careless = { ...countedRun, take: async () => ({ done: [] }) }
    assert.equal(await work(careless), 'finished')
    assert.equal((await findRun(db, id))?.refused, 3, 'each of them is refused, and none is said to be done')
  })
})

describe('how far a run is', () => {
  const run = { done: 300_000, expected: 900_000, refused: 12, workedMs: 600_000, state: 'running' as const }
  it('is told with its speed and the time left', () => {
    assert.equal(
      progressInWords(run),
      '300,000 of 900,000 done, 12 of them refused, 500 a second, about 20 minutes left',
    )
    assert.equal(progressInWords({ ...run, state: 'stopped', refused: 0 }), '300,000 of 900,000 done, 500 a second')
    assert.equal(progressInWords({ ...run, expected: null, refused: 0, done: 10 }), '10 done, 1 a minute')
    assert.equal(progressInWords({ ...run, done: 0, refused: 0 }), '0 of 900,000 done')
    assert.equal(speedOf({ done: 5, workedMs: 0 }), null)
  })
})
