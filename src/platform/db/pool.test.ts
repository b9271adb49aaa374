import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import { after, before, describe, it } from 'node:test'
import { setImmediate as immediately, setTimeout as pause } from 'node:timers/promises'
import { type TestDatabase, testDatabase } from '../../../test/cluster.ts'
import { Unavailable } from '../errors.ts'
import { type Db, openPool, type Sql, sql } from './index.ts'

const numbers = (many: number) => sql`select n from generate_series(1, ${many}::int) as n order by n`
/** Fails at the seventh row. */
const breaking = sql`select 1 / (7 - n) as one from generate_series(1, 20) as n`
const killMine = sql`select pg_terminate_backend(pid) from pg_stat_activity
  where usename = current_user and datname = current_database() and pid <> pg_backend_pid()`

/** What may go wrong while somebody reads, after so many batches. */
const ENDINGS: Readonly<Record<string, (db: Db, other: Db, batches: number) => Promise<void>>> = {
  'breaks off': async (db, _other, batches) => {
    let seen = 0
    if (batches === 0) return
    for await (const _ of db.batches(numbers(10), 2)) if (++seen === batches) break
  },
  throws: async (db, _other, batches) => {
    let seen = 0
    await assert.rejects(async () => {
      if (batches === 0) throw new Error('mine')
      for await (const _ of db.batches(numbers(10), 2)) if (++seen === batches) throw new Error('mine')
    }, /mine/)
  },
  aborts: async (db, _other, batches) => {
    const stop = new AbortController()
    let seen = 0
    if (batches === 0) stop.abort(new Error('enough'))
    await assert.rejects(async () => {
      for await (const _ of db.batches(numbers(10), 2, stop.signal))
        if (++seen === batches) stop.abort(new Error('enough'))
    }, /enough/)
  },
  'returns and throws at the iterator': async (db, _other, batches) => {
    for (const end of ['return', 'throw'] as const) {
      const iterator = db.batches(numbers(10), 2)[Symbol.asyncIterator]()
      for (let seen = 0; seen < batches; seen += 1) await iterator.next()
      if (end === 'return') await iterator.return?.()
      else await assert.rejects(async () => iterator.throw?.(new Error('mine')), /mine/)
    }
  },
  'destroys a stream of it': async (db, _other, batches) => {
    const stream = Readable.from(db.batches(numbers(10), 2), { highWaterMark: 1 })
    for (let seen = 0; seen < batches; seen += 1) await stream.iterator({ destroyOnReturn: false }).next()
    stream.destroy()
  },
  'meets an error of the server': async (db, _other, batches) => {
    await assert.rejects(async () => {
      for await (const _ of db.batches(breaking, Math.max(1, batches)));
    }, /division by zero/)
  },
  'loses its connection': async (db, other, batches) => {
    let seen = 0
    const read = async () => {
      for await (const _ of db.batches(numbers(40), 2)) if (++seen === batches) await other.many(killMine)
    }
    if (batches === 0) await read()
    else await assert.rejects(read, Unavailable)
  },
}

describe('the pool', () => {
  let database: TestDatabase
  let db: Db
  let other: Db
  before(async () => {
    database = await testDatabase()
    db = openPool({ ...database.web, max: 1 })
    other = openPool({ ...database.web, max: 1 })
    const owner = openPool(database.owner)
    await owner.run(sql`create table public.kept (n int)`)
    await owner.run(sql`grant all on public.kept to muniment_app`)
    await owner.close()
  })
  after(async () => {
    await db.close()
    await other.close()
    await database.drop()
  })

  /** The one connection of the pool writes, reads what is new, and stands in no transaction. */
  async function isWell(asked = db): Promise<void> {
    const { n } = await other.one<{ n: number }>(sql`select coalesce(max(n), 0) + 1 as n from public.kept`)
    await other.run(sql`insert into public.kept values (${n})`)
    await asked.run(sql`insert into public.kept values (${n + 1})`)
    assert.deepEqual(await asked.one(sql`select max(n) as n from public.kept`), { n: n + 1 })
    assert.deepEqual(await asked.one(sql`select count(*) as open from pg_cursors where name <> ''`), { open: 0 })
    // The pool closes a connection that was broken off; its process at the server hears of that a moment later.
    await until(sql`select not exists (select from pg_stat_activity
      where datname = current_database() and state like 'idle in transaction%') as is`)
  }

  /** Asks until one row says so. */
  async function until(question: Sql): Promise<void> {
    for (const begun = Date.now(); Date.now() - begun < 20_000; await pause(10))
      if ((await other.many<{ is: boolean }>(question)).some(({ is }) => is)) return
    assert.fail('not within 20 s')
  }

  for (const [ending, end] of Object.entries(ENDINGS))
    it(`is well after a reader of batches ${ending}, whenever that is`, async () => {
      for (let batches = 0; batches <= 5; batches += 1) {
        await end(db, other, batches)
        await isWell()
      }
    })

  it('lets go at once of a question that takes long when the reader aborts', async () => {
    const stop = new AbortController()
    const started = Date.now()
    const reading = assert.rejects(async () => {
      for await (const _ of db.batches(sql`select pg_sleep(20)`, 1, stop.signal));
    }, /enough/)
    await until(sql`select wait_event = 'PgSleep' as is from pg_stat_activity where datname = current_database()`)
    stop.abort(new Error('enough'))
    await reading
    await db.run(sql`select 1`)
    assert.ok(Date.now() - started < 5_000)
  })

  it('lets a reader go who aborts while others have every connection, and gives on what comes free', async () => {
    const [held, free] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    const holding = db.transaction(async (tx) => {
      await tx.run(sql`select 1`)
      held.resolve()
      await free.promise
    })
    await held.promise
    const stop = new AbortController()
    const reading = assert.rejects(async () => {
      for await (const _ of db.batches(numbers(10), 2, stop.signal)) assert.fail('rows came after all')
    }, /enough/)
    await immediately()
    stop.abort(new Error('enough'))
    await reading
    free.resolve()
    await holding
    await isWell()
  })

  it('lets a reader go who aborts while others read as many lists as there may be', async () => {
    const lone = openPool({ ...database.web, max: 1 })
    const iterator = lone.batches(numbers(10), 2)[Symbol.asyncIterator]()
    await iterator.next()
    const stop = new AbortController()
    const reading = assert.rejects(async () => {
      for await (const _ of lone.batches(numbers(10), 2, stop.signal)) assert.fail('rows came after all')
    }, /enough/)
    stop.abort(new Error('enough'))
    await reading
    await iterator.return?.()
    await lone.close()
  })

  /** Work with a pool of one connection that waits so many milliseconds for whoever reads. */
  async function withPatience(patience: number, work: (impatient: Db) => Promise<void>): Promise<void> {
    const impatient = openPool({ ...database.web, max: 1 }, { patience })
    await work(impatient)
    await impatient.close()
  }

  it('is well after a reader of batches who never asks on, whenever that is', () =>
    withPatience(300, async (impatient) => {
      for (let batches = 0; batches <= 5; batches += 1) {
        const iterator = impatient.batches(numbers(10), 2)[Symbol.asyncIterator]()
        for (let seen = 0; seen < batches; seen += 1) await iterator.next()
        await isWell(impatient)
      }
    }))

  it('tells a reader that was too slow, and gives no rows of another moment', () =>
    withPatience(300, async (impatient) => {
      const iterator = impatient.batches(numbers(10), 2)[Symbol.asyncIterator]()
      await iterator.next()
      await isWell(impatient)
      await assert.rejects(iterator.next(), /nobody asked for the next rows in time/)
      await isWell(impatient)
    }))

  it('leaves connections to others, however many read and ask meanwhile', async () => {
    const four = openPool({ ...database.web, max: 4 })
    const readers = Array.from({ length: 12 }, async () => {
      let seen = 0
      for await (const _ of four.batches(numbers(10), 2))
        seen += (await four.one<{ one: number }>(sql`select 1 as one`)).one
      return seen
    })
    assert.deepEqual(await Promise.all(readers), Array(12).fill(5))
    await four.close()
  })

  it('undoes a transaction whose work throws, whatever it still asks, and refuses what is asked later', async () => {
    const late: (() => Promise<unknown>)[] = []
    const write = (n: number) => sql`insert into public.kept values (${n})`
    await assert.rejects(
      db.transaction(async (tx) => {
        late.push(() => tx.run(write(-1)))
        await Promise.all([
          tx.run(write(-2)),
          tx.run(sql`select 1 / 0`),
          tx.run(write(-3)).catch(() => 0),
          tx.run(write(-4)).catch(() => 0),
        ])
      }),
      /division by zero/,
    )
    await assert.rejects(async () => late[0]?.(), /the transaction is over/)
    await isWell()
    assert.deepEqual(await db.one(sql`select count(*) as found from public.kept where n < 0`), { found: 0 })
  })

  it('calls nothing saved that PostgreSQL undid: a failure kept quiet about fails the transaction', async () => {
    await assert.rejects(
      db.transaction(async (tx) => {
        await tx.run(sql`insert into public.kept values (-5)`)
        await tx.run(sql`select 1 / 0`).catch(() => undefined)
      }),
      /all of it was undone/,
    )
    await isWell()
  })

  it('keeps what the work asked and did not wait for', async () => {
    await db.transaction(async (tx) => {
      void tx.run(sql`insert into public.kept values (-6)`)
      void tx.run(sql`insert into public.kept values (-7)`)
    })
    assert.deepEqual(await db.many(sql`delete from public.kept where n < 0 returning n`), [{ n: -6 }, { n: -7 }])
    await isWell()
  })

  it('undoes all of it where what the work did not wait for fails', async () => {
    await assert.rejects(
      db.transaction(async (tx) => {
        void tx.run(sql`insert into public.kept values (-8)`)
        void tx.run(sql`select 1 / 0`).catch(() => undefined)
      }),
      /all of it was undone/,
    )
    await isWell()
    assert.deepEqual(await db.one(sql`select count(*) as found from public.kept where n < 0`), { found: 0 })
  })

  it('is well after a transaction loses its connection, and after one that somebody began by hand', async () => {
    await assert.rejects(
      db.transaction(async (tx) => {
        await tx.run(sql`select 1`)
        await other.many(killMine)
        await tx.run(sql`select 1`)
      }),
      Unavailable,
    )
    await isWell()
    await db.run(sql`begin`)
    await isWell()
  })
})
