import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { audit } from '#platform/audit/index.ts'
import { name, openPool, sql } from '#platform/db/index.ts'
import { type TestHouse, testHouse } from '../../../test/house.ts'
import { asOf, asRecorded, endOf, recordBegan } from './index.ts'
import { askedOfThen, type Relations } from './model.ts'

const RELATIONS: Relations = {
  all: new Set(['people.unit', 'people.role', 'plans.claim', 'shares.share']),
  kept: new Map([
    ['people.unit', { recordedAt: null }],
    ['people.role', { recordedAt: null }],
    ['plans.claim', { recordedAt: 'at' }],
  ]),
}
const AT = new Date('2026-12-02T00:00:00Z')

describe('a question of a past day', () => {
  const asked = (query: ReturnType<typeof sql>) => {
    const { query: then, needs, ofNow } = askedOfThen(query, AT, RELATIONS)
    return { ...then.compile(), needs, ofNow }
  }

  it('is asked of the tables as they stood, whatever they are called in it', () => {
    assert.deepEqual(asked(sql`select u.name from people.unit u where u.id = ${'x'}`), {
      text: 'select u.name from "pg_temp"."people.unit" u where u.id = $1',
      values: ['x'],
      needs: ['people.unit'],
      ofNow: [],
    })
    const text = (query: ReturnType<typeof sql>) => asked(query).text
    assert.match(text(sql`select id from people.unit where true`), /"people\.unit" as "unit" where true$/)
    assert.match(text(sql`select id from people.unit`), /from "pg_temp"\."people\.unit" as "unit"$/)
    assert.match(text(sql`(select id from people.unit) union select 1`), /as "unit"\) union/)
    assert.match(
      text(sql`select id from ${name('people', 'unit')} as "to_unit"`),
      /from "pg_temp"\."people\.unit" as "to_unit"$/,
    )
    assert.match(
      text(sql`select * from plans.claim where action_id = 1`),
      /from \(select \* from plans\.claim where at < \$1::timestamptz\) as "claim" where action_id = 1$/,
    )
    assert.match(
      text(sql`select * from people.unit u, people.role r`),
      /from "pg_temp"\."people\.unit" u, "pg_temp"\."people\.role" r$/,
    )
  })

  it('leaves words in quotes, columns and types alone, and tells what it could only ask of today', () => {
    for (const query of [
      sql`select 'people.unit', 'it''s people.unit'`,
      sql`select unit.name, people.unit.name`,
      sql`select null::people.unit`,
    ])
      assert.equal(asked(query).text, query.compile().text)
    const { text, ofNow } = asked(sql`select s.name from shares.share s join people.unit u on u.id = s.unit_id`)
    assert.deepEqual(ofNow, ['shares.share'])
    assert.match(text, /from shares\.share s join "pg_temp"\."people\.unit" u/)
  })

  it('gives each value where it stood, also where it is asked for twice', () => {
    const { text, values } = asked(
      sql`select ${1}, ${2} from plans.claim c where c.a = ${3} and c.b in (select action_id from plans.claim d where d.x = ${4})`,
    )
    assert.deepEqual(values, [1, 2, AT, 3, AT, 4])
    assert.match(
      text,
      /select \$1, \$2 from \(select \* from plans\.claim where at < \$3::timestamptz\) c where c\.a = \$4 and/,
    )
  })
})

describe('the record of a past day', () => {
  let test: TestHouse
  before(async () => {
    test = await testHouse()
  })
  after(() => test.close())

  const rename = async (at: string, called: string) => {
    test.setNow(at)
    await test.db.transaction(async (tx) => {
      await tx.run(
        sql`update people.unit set name = ${called} where name = any(${['Policy Group', 'First', 'Second', 'Third']})`,
      )
      await audit(tx, test.act(), 'unit.renamed', { kind: 'unit', id: 'x' })
    })
  }
  const names = async (on: string, today: string) => {
    const { found, note } = await asRecorded(test.db, { on, today }, (db) =>
      db.many<{ name: string }>(
        sql`select name from people.unit u where name in ('Policy Group', 'First', 'Second', 'Third')`,
      ),
    )
    assert.ok(found && note === null)
    return found.map((one) => one.name)
  }

  it('ends with the day in the United Kingdom, in summer and in winter', async () => {
    await rename('2027-01-10T23:59:59.999Z', 'First')
    await rename('2027-01-11T00:00:00Z', 'Second')
    await rename('2027-07-01T22:59:59.999Z', 'First')
    await rename('2027-07-01T23:00:00Z', 'Third')
    assert.deepEqual(await names('2027-01-09', '2027-08-01'), ['Policy Group'])
    assert.deepEqual(await names('2027-01-10', '2027-08-01'), ['First'])
    assert.deepEqual(await names('2027-01-11', '2027-08-01'), ['Second'])
    assert.deepEqual(await names('2027-07-01', '2027-08-01'), ['First'])
    assert.deepEqual(await names('2027-07-02', '2027-08-01'), ['Third'])
    assert.deepEqual(await names('2027-07-01', '2027-07-01'), ['Third'], 'a day that has not ended is asked of now')
    assert.equal(endOf('2027-07-01').toISOString(), '2027-07-01T23:00:00.000Z')
  })

  it('keeps one way for an act that writes twice, none for one that leaves a row as it was, and the end of a row that goes', async () => {
    const versions = () =>
      test.db.one<{ n: number }>(sql`select count(*) as n from past.version where relation = 'plans.owner'`)
    const { n } = await versions()
    const [owner] = await test.db.many<{ actionId: string; position: number }>(
      sql`select action_id as "actionId", position from plans.owner order by 1, 2 limit 1`,
    )
    assert.ok(owner)
    const own = sql`action_id = ${owner.actionId} and position = ${owner.position}`
    test.setNow('2027-09-01T12:00:00Z')
    await test.db.transaction(async (tx) => {
      await tx.run(sql`update plans.owner set words = words where ${own}`)
      await audit(tx, test.act(), 'owner.kept', { kind: 'owner', id: 'x' })
    })
    assert.equal((await versions()).n, n)
    test.setNow('2027-09-02T12:00:00Z')
    await test.db.transaction(async (tx) => {
      await tx.run(sql`update plans.owner set words = 'Between' where ${own}`)
      await tx.run(sql`delete from plans.owner where ${own}`)
      await audit(tx, test.act(), 'owner.gone', { kind: 'owner', id: 'x' })
    })
    const there = async (on: string) => {
      const { found } = await asRecorded(test.db, { on, today: '2028-01-01' }, (then) =>
        then.many(sql`select from plans.owner where ${own}`),
      )
      return found?.length
    }
    assert.deepEqual([await there('2027-09-01'), await there('2027-09-02')], [1, 0])
    const { rows } = await test.db.one<{ rows: number }>(
      sql`select count(*) as rows from ${asOf(['plans', 'owner'], endOf('2027-09-02'))} o where o.action_id is null`,
    )
    assert.equal(rows, 0, 'a row that is gone leaves none')
    const row = await test.db.one<{ words: string }>(
      sql`select words from ${asOf(['plans', 'owner'], endOf('2027-09-01'))} o where ${own}`,
    )
    assert.notEqual(row.words, 'Between')
  })

  it('is not changed by an act that began earlier and ended later', async () => {
    await rename('2027-10-02T12:00:00Z', 'First')
    await rename('2027-10-01T12:00:00Z', 'Second')
    assert.deepEqual(await names('2027-10-01', '2028-01-01'), ['Third'])
    assert.deepEqual(await names('2027-10-02', '2028-01-01'), ['Second'])
  })

  it('is read in batches as well, and by many questions at once', async () => {
    const { found, note } = await asRecorded(test.db, { on: '2027-01-10', today: '2028-01-01' }, async (then) => {
      const sizes: number[] = []
      for await (const batch of then.batches<{ id: string }>(sql`select id from people.unit order by id`, 3))
        sizes.push(batch.length)
      const [units, people] = await Promise.all([
        then.one<{ n: number }>(sql`select count(*) as n from people.unit`),
        then.one<{ n: number }>(sql`select count(*) as n from people.person p join people.unit u on true`),
      ])
      return { sizes, units: units.n, people: people.n }
    })
    assert.ok(found && note === null)
    assert.equal(
      found.sizes.reduce((sum, size) => sum + size, 0),
      found.units,
    )
    assert.ok(found.sizes.length > 1 && found.people > found.units)
  })

  it('is that of today, and says so, for a table of which it is known only since later', async () => {
    const owner = openPool({ ...test.database.owner, max: 1 })
    await owner.run(sql`update past.kept set since = '2027-03-01' where relation = 'people.unit'`)
    const days: string[] = []
    const ask = (on: string) =>
      asRecorded(test.db, { on, today: '2028-01-01' }, (then, day) => {
        days.push(day)
        return then.many<{ name: string }>(
          sql`select name from people.unit u where name in ('Policy Group', 'First', 'Second', 'Third')`,
        )
      })
    const before = await ask('2027-02-28')
    assert.equal(
      before.note,
      'What follows is what is on record today, 1 January 2028, and not what was on record on 28 February 2027.',
    )
    assert.equal(days.at(-1), '2028-01-01', 'rows of today are judged by today')
    assert.equal((await ask('2027-03-01')).note, null)
    assert.equal(days.at(-1), '2027-03-01')
    await owner.run(sql`update past.kept set since = '-infinity' where relation = 'people.unit'`)
    await owner.close()
  })

  it('is not asked of a day before the record began', async () => {
    const ask = (on: string) => asRecorded(test.db, { on, today: '2028-01-01' }, () => Promise.resolve('asked'))
    assert.deepEqual(await ask('2026-11-20'), {
      found: null,
      note: 'The record began on 21 November 2026. Nothing can be said of 20 November 2026.',
    })
    assert.deepEqual(await ask('2026-11-21'), { found: 'asked', note: null })
    assert.equal(await recordBegan(test.db), '2026-11-21')
  })

  it('is written by nobody but the tables themselves', async () => {
    for (const statement of [
      sql`update past.version set from_at = now()`,
      sql`delete from past.version`,
      sql`insert into past.version (relation, item, from_at) values ('people.unit', 'x', now())`,
      sql`update past.kept set since = now()`,
    ])
      await assert.rejects(test.db.run(statement), /permission denied/)
    await asRecorded(test.db, { on: '2027-01-01', today: '2028-01-01' }, async (then) => {
      await assert.rejects(then.run(sql`update people.unit set name = 'x'`), /past does not change/)
      await assert.rejects(
        then.transaction(() => Promise.resolve()),
        /past does not change/,
      )
    })
  })
})
