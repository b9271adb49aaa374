import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { type TestDatabase, testDatabase } from '../../../test/cluster.ts'
import { ROOT } from '../config.ts'
import { Busy } from '../errors.ts'
import { constraintOf, type Db, isUndone, openPool, sql, type Tx, takeTurn, takeTurnOf } from './index.ts'

describe('transactions that are in the way of each other', () => {
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

  const lock = (tx: Tx, one: number) => tx.run(sql`select pg_advisory_xact_lock(77, ${one}::int)`)

  /** Two that take the same two locks the other way round, each having one of them. Answers how often each was begun, and what became of it. */
  async function crossed(begin: Db['deed']) {
    const tries = [0, 0]
    const both = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    const outcomes = await Promise.allSettled(
      [0, 1].map((own) =>
        begin(async (tx) => {
          tries[own] = (tries[own] ?? 0) + 1
          await lock(tx, own)
          both[own]?.resolve()
          await Promise.all(both.map(({ promise }) => promise))
          await lock(tx, 1 - own)
          return own
        }),
      ),
    )
    return { tries, outcomes }
  }

  it('are both done where a deed can be done again', async () => {
    const { tries, outcomes } = await crossed((work) => db.deed(work))
    assert.deepEqual(outcomes, [
      { status: 'fulfilled', value: 0 },
      { status: 'fulfilled', value: 1 },
    ])
    assert.deepEqual(
      tries.toSorted((a, b) => a - b),
      [1, 2],
    )
  })

  it('fail in words where they cannot: somebody else is in the way', async () => {
    const { tries, outcomes } = await crossed((work) => db.transaction(work))
    assert.deepEqual(tries, [1, 1])
    const [failed, ...others] = outcomes.flatMap((one): unknown[] => (one.status === 'rejected' ? [one.reason] : []))
    assert.deepEqual(others, [])
    assert.ok(failed instanceof Busy && isUndone(failed))
    assert.equal(failed.message, 'Somebody else is changing the same things')
  })

  it('are tried three times and no more', async () => {
    let tries = 0
    const serial = sql`do $$ begin raise exception 'in the way' using errcode = '40001'; end $$`
    const work = (tx: Tx) => {
      tries += 1
      return tx.run(serial)
    }
    await assert.rejects(db.deed(work), Busy)
    assert.equal(tries, 3)
    const broken = (tx: Tx) => {
      tries += 1
      return tx.run(sql`select 1 / 0`)
    }
    await assert.rejects(db.deed(broken), /division by zero/)
    assert.equal(tries, 4)
  })

  it('are tried once more where a rule refuses them at their end', async () => {
    const refused = async (isWaiting: boolean) => {
      let tries = 0
      const failed = await db
        .deed(async (tx) => {
          tries += 1
          await tx.run(
            sql`create temp table checked (n int primary key deferrable initially ${isWaiting ? sql`deferred` : sql`immediate`}) on commit drop`,
          )
          await tx.run(sql`insert into checked values (1)`)
          await tx.run(sql`insert into checked values (1)`)
        })
        .catch(constraintOf)
      return [failed, tries]
    }
    assert.deepEqual(await refused(true), ['checked_pkey', 2])
    assert.deepEqual(await refused(false), ['checked_pkey', 1])
  })

  it('take turns by name in one place, so that there is one order', async () => {
    const named = /pg_advisory_xact_lock(?:_shared)?\(hashtext/
    const src = join(ROOT, 'src')
    const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter(
      (file) => file.endsWith('.ts') && !file.endsWith('.test.ts'),
    )
    assert.ok(files.length > 500)
    assert.deepEqual(
      files.filter((file) => named.test(readFileSync(join(src, file), 'utf8'))),
      [],
    )
    const made = await db.many<{ name: string }>(
      sql`select pronamespace::regnamespace || '.' || proname as name from pg_proc where prosrc ~ ${named.source} order by 1`,
    )
    assert.deepEqual(made, [{ name: 'muniment.take_turn' }])
  })

  it('take their turns in one order, and none behind a later one', async () => {
    const inOrder = (work: (tx: Tx) => Promise<unknown>) => db.transaction(work).then(() => 'taken', String)
    const late = /the turn “people.finding” is taken behind “people.end”/
    assert.match(
      await inOrder(async (tx) => {
        await takeTurn(tx, 'people.end')
        await takeTurnOf(tx, 'people.finding', ['a'])
      }),
      late,
    )
    const taken = inOrder(async (tx) => {
      await takeTurnOf(tx, 'people.finding', ['b', 'a', 'a'])
      await takeTurn(tx, 'people.end')
      await takeTurnOf(tx, 'people.finding', ['a'])
    })
    assert.equal(await taken, 'taken', 'what is held is not waited for')
    const wider = await inOrder(async (tx) => {
      await takeTurnOf(tx, 'people.finding', ['a'])
      await takeTurn(tx, 'people.end')
      await takeTurnOf(tx, 'people.finding', ['a', 'b'])
    })
    assert.match(wider, late)
    const widened = await inOrder(async (tx) => {
      await takeTurnOf(tx, 'people.finding', ['a'])
      await takeTurn(tx, 'people.finding')
    })
    assert.match(widened, /the turn “people.finding” is shared already/, 'two that do so wait for each other')
    const undone = inOrder(async (tx) => {
      await tx.run(sql`savepoint ahead`)
      await takeTurn(tx, 'people.end')
      await tx.run(sql`rollback to savepoint ahead`)
      await takeTurn(tx, 'people.finding')
    })
    assert.equal(await undone, 'taken', 'what was undone is not held')
    assert.match(await inOrder((tx) => takeTurn(tx, 'people.everything')), /there is no turn “people.everything”/)
  })
})
