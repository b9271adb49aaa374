import assert from 'node:assert/strict'
import { Socket } from 'node:net'
import { after, before, describe, it } from 'node:test'
import { type TestDatabase, testDatabase } from '../../../test/cluster.ts'
import { type Db, openPool, prepared, type Queries, sql } from './index.ts'

describe('a question that is asked for somebody', () => {
  let database: TestDatabase
  let db: Db
  before(async () => {
    database = await testDatabase()
    // The driver takes what makes a connection; its types say the connection itself.
    const stream = (() => new Counted()) as unknown as NonNullable<typeof database.web.stream>
    db = openPool({ ...database.web, max: 1, stream })
    const owner = openPool(database.owner)
    await owner.run(sql`create table public.said (n int, constraint once unique (n) deferrable initially deferred)`)
    await owner.run(sql`grant all on public.said to muniment_app`)
    await owner.close()
  })
  after(async () => {
    await db.close()
    await database.drop()
  })

  const whose = (asked: Queries) =>
    asked.one<{ told: string | null }>(sql`select nullif(current_setting('muniment.viewer', true), '') as told`)

  it('is told who asks, and the connection forgets them with the answer', async () => {
    const long = `"${"é\\'".repeat(5_000)}"`
    for (const told of ['{"kind":"person"}', long]) {
      assert.deepEqual(await whose(db.as(told)), { told })
      assert.deepEqual(await whose(db), { told: null })
    }
  })

  it('goes out as one message, with values or without', async () => {
    await whose(db.as('x'))
    Counted.sent = 0
    await whose(db.as('x'))
    assert.equal(Counted.sent, 1)
    await db.as('x').many(sql`select n from generate_series(1, ${3}::int) n`)
    assert.equal(Counted.sent, 2)
  })

  it('answers rows, how many there are, and how many were written, of itself alone', async () => {
    assert.deepEqual(await db.as('x').many(sql`select n from generate_series(1, ${3}::int) n`), [
      { n: 1 },
      { n: 2 },
      { n: 3 },
    ])
    assert.deepEqual(await db.as('x').many(sql`select n from public.said`), [])
    assert.equal(await db.as('x').maybe(sql`select n from public.said`), null)
    assert.equal(await db.as('x').run(sql`insert into public.said select generate_series(1, ${4}::int)`), 4)
    assert.equal(await db.as('x').run(sql`delete from public.said`), 4)
  })

  it('is a transaction: what fails, or is refused at its end, is undone and forgotten', async () => {
    await assert.rejects(db.as('x').many(sql`select 1 / ${0}::int`), /division by zero/)
    assert.deepEqual(await whose(db), { told: null })
    await assert.rejects(db.as('x').run(sql`insert into public.said values (1), (1)`), /once/)
    assert.deepEqual(await db.many(sql`select n from public.said`), [])
    await assert.rejects(db.as('x').many(sql`select nonsense`), /nonsense/)
    assert.deepEqual(await whose(db.as('y')), { told: 'y' })
    assert.deepEqual(await whose(db), { told: null })
  })

  it('may be prepared, also when it could not be the first time', async () => {
    const asked = prepared(sql`select n + ${1}::int as next from public.later`)
    await assert.rejects(db.as('x').many(asked), /later/)
    const owner = openPool(database.owner)
    await owner.run(sql`create table public.later as select 1 as n`)
    await owner.run(sql`grant all on public.later to muniment_app`)
    await owner.close()
    for (let times = 0; times < 2; times += 1) assert.deepEqual(await db.as('x').many(asked), [{ next: 2 }])
    assert.deepEqual(await db.many(asked), [{ next: 2 }])
  })
})

/** A connection that counts how often something is sent. */
class Counted extends Socket {
  static sent = 0
  override _write(...sent: Parameters<Socket['_write']>): void {
    Counted.sent += 1
    super._write(...sent)
  }
  override _writev(...sent: Parameters<NonNullable<Socket['_writev']>>): void {
    Counted.sent += 1
    super._writev?.(...sent)
  }
}
