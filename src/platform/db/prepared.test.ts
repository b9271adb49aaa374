import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { type TestHouse, testHouse } from '../../../test/house.ts'
import { type Db, prepared, sql } from './index.ts'

describe('a statement that is prepared', () => {
  let test: TestHouse
  before(async () => {
    test = await testHouse({ withExample: false })
  })
  after(() => test.close())

  const asked = (value: number) => prepared(sql`select ${value}::integer + ${1}::integer as sum`)
  const kept = (db: Pick<Db, 'many'>) =>
    db.many<{ name: string }>(
      sql`select name from pg_prepared_statements where statement like 'select $1::integer + %' order by name`,
    )

  it('is prepared once by a connection, and answers for the values of each time', async () => {
    await test.db.transaction(async (tx) => {
      assert.deepEqual(await kept(tx), [])
      for (const value of [1, 2, 40]) assert.deepEqual(await tx.one(asked(value)), { sum: value + 1 })
      assert.equal((await kept(tx)).length, 1)
    })
  })

  it('has one name for one text, and none where it stands in another statement', () => {
    assert.equal(asked(1).compile().name, asked(2).compile().name)
    assert.notEqual(asked(1).compile().name, prepared(sql`select ${1}::integer`).compile().name)
    assert.deepEqual(sql`select (${asked(1)})`.compile(), {
      text: 'select (select $1::integer + $2::integer as sum)',
      values: [1, 1],
    })
  })

  it('goes on after the transaction that prepared it was undone', async () => {
    const again = prepared(sql`select ${'a'}::text || ${'b'}::text as both`)
    await assert.rejects(
      test.db.transaction(async (tx) => {
        assert.deepEqual(await tx.one(again), { both: 'ab' })
        await tx.run(sql`select 1 / 0`)
      }),
      /division by zero/,
    )
    const all = await Promise.all(Array.from({ length: 12 }, () => test.db.one(again)))
    assert.deepEqual(
      all,
      Array.from({ length: 12 }, () => ({ both: 'ab' })),
    )
  })
})
