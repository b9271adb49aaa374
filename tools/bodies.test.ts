import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { type Db, openPool, sql, type Tx } from '#platform/db/index.ts'
import { roomList } from '../src/house.ts'
import { type TestDatabase, testDatabase } from '../test/cluster.ts'
import { type Body, bodiesIn, CROSSING, crossings } from './bodies.ts'

/** Rooms that have schemas of their own: that of `audit` is the platform's. */
const PLATFORM = readdirSync(join(import.meta.dirname, '../src/platform'))
const rooms = roomList.filter(({ name }) => !PLATFORM.includes(name))

describe('the SQL that the database holds', () => {
  let database: TestDatabase
  let db: Db
  before(async () => {
    database = await testDatabase()
    db = openPool({ ...database.owner, max: 1 })
  })
  after(async () => {
    await db.close()
    await database.drop()
  })

  it('reaches into no room that its own does not say it uses, but where a reason is known', async () => {
    const bodies = await bodiesIn(db)
    for (const kind of ['view', 'function', 'trigger', 'policy', 'constraint', 'index', 'default'])
      assert.ok(
        bodies.some(({ what, words }) => what.startsWith(`the ${kind} `) && words !== ''),
        kind,
      )
    const found = crossings(bodies, rooms)
    assert.deepEqual(
      found.filter((one) => !(one in CROSSING)),
      [],
      'a room reads the schemas of rooms that it says it uses: let the other room say its part, and the house join it on',
    )
    assert.deepEqual(
      Object.keys(CROSSING).filter((one) => !found.includes(one)),
      [],
      'this reaches over no more: take it from the list',
    )
  })

  /** What is newly found once a migration has done something. */
  const afterwards = (migration: (tx: Tx) => Promise<unknown>): Promise<string[]> =>
    db
      .transaction(async (tx) => {
        await migration(tx)
        throw new Found(crossings(await bodiesIn(tx), rooms).filter((one) => !(one in CROSSING)))
      })
      .catch((error: unknown) => {
        if (error instanceof Found) return error.found
        throw error
      })

  it('is named where a migration makes something that reaches over', async () => {
    const cases: readonly (readonly [(tx: Tx) => Promise<unknown>, string[]])[] = [
      [
        (tx) => tx.run(sql`create view assets.zz as select id from statements.statement`),
        ['the view assets.zz reaches into statements'],
      ],
      [
        (tx) =>
          tx.run(
            sql`create or replace view people.belonging as select * from people.unit_belonging union all select 'shares', id, unit_id, name, null, null from shares.share`,
          ),
        ['the view people.belonging reaches into shares'],
      ],
      [
        (tx) =>
          tx.run(
            sql`create function statements.zz() returns void language plpgsql as $$ begin update plans.plan set title = 'x'; end $$`,
          ),
        ['the function statements.zz() reaches into plans'],
      ],
      [
        (tx) =>
          tx.run(sql`create function shares.zz() returns trigger language plpgsql as $$ begin return new; end $$;
            create trigger zz before update on plans.plan for each row execute function shares.zz()`),
        ['the trigger zz of plans.plan reaches into shares'],
      ],
      [
        (tx) => tx.run(sql`create policy zz on plans.plan using (exists (select from risks.risk))`),
        ['the policy zz of plans.plan reaches into risks'],
      ],
      [
        (tx) =>
          tx.run(sql`do $$ begin execute format('create view %I.zz as select from %I.risk', 'plans', 'risks'); end $$`),
        ['the view plans.zz reaches into risks'],
      ],
      [(tx) => tx.run(sql`create view risks.zz as select id from plans.plan`), []],
    ]
    for (const [migration, found] of cases) assert.deepEqual(await afterwards(migration), found)
  })

  it('is refused where it may reach anywhere, or says no schema', () => {
    const named = (words: string, schema = 'assets') => crossings([{ what: 'it', schema, words } satisfies Body], rooms)
    assert.deepEqual(named("begin execute 'select 1'; end"), ['it puts SQL together'])
    assert.deepEqual(named("SET search_path TO 'assets', 'risks'\nas $$ select from risk $$"), [
      'it reaches into risks',
    ])
    assert.deepEqual(named("select 'plans.plan'::regclass"), ['it reaches into plans'])
    assert.deepEqual(named('select from "risks"."risk"', 'access'), ['it reaches into risks'])
    assert.deepEqual(
      named('create trigger a before update on assets.asset for each row execute function assets.a()'),
      [],
    )
    assert.deepEqual(named('select 1 -- as plans.plan has it\n/* risks.risk */ from people.unit, assets.asset'), [])
  })
})

class Found extends Error {
  readonly found: string[]
  constructor(found: string[]) {
    super(found.join('\n'))
    this.found = found
  }
}
