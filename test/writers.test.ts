import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { type Sql, sql, type Tx } from '#platform/db/index.ts'
import { newId } from '#platform/ids.ts'
import { checkRules } from '../src/features/people/governance/check.ts'
import { type TestHouse, testHouse } from './house.ts'

describe('saves of different things', () => {
  let test: TestHouse
  before(async () => {
    test = await testHouse()
  })
  after(() => test.close())

  /** Does the work in a transaction that stays open until it is told to end; answers how that is told. */
  async function open(work: (tx: Tx) => Promise<unknown>): Promise<() => Promise<void>> {
    const [done, goOn] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    const ended = test.db.transaction(async (tx) => {
      await tx.run(sql`set local lock_timeout = '1500ms'`)
      await work(tx)
      done.resolve()
      await goOn.promise
    })
    ended.catch(done.reject)
    await done.promise
    return async () => {
      goOn.resolve()
      await ended
    }
  }
  const ids = async (query: Sql) => (await test.db.many<{ id: string }>(query)).map(({ id }) => id)

  interface Line {
    readonly name: string
    readonly constraint: string
    readonly things: () => Promise<string[]>
    /** Puts the first thing behind the second. */
    readonly put: (tx: Tx, first: string, second: string) => Promise<unknown>
  }
  const LINES: readonly Line[] = [
    {
      name: 'dependencies of assets',
      constraint: 'dependency_circle',
      things: () =>
        ids(
          sql`insert into assets.asset (id, name) select gen_random_uuid(), 'Ring ' || gen_random_uuid() from generate_series(1, 6) n returning id`,
        ),
      put: (tx, first, second) =>
        tx.run(
          sql`insert into assets.dependency (id, asset_id, on_asset_id, why) values (${newId()}, ${first}, ${second}, 'Test')`,
        ),
    },
    {
      name: 'units',
      constraint: 'unit_circle',
      things: () =>
        ids(
          sql`insert into people.unit (id, name, kind) select gen_random_uuid(), 'Ring ' || gen_random_uuid(), u.kind from generate_series(1, 6) n, (select kind from people.unit limit 1) u returning id`,
        ),
      put: (tx, first, second) => tx.run(sql`update people.unit set parent_id = ${second} where id = ${first}`),
    },
    {
      name: 'milestones',
      constraint: 'milestone_circle',
      things: () =>
        ids(
          sql`insert into plans.milestone (id, plan_id, name, made_at) select gen_random_uuid(), p.id, 'Ring ' || gen_random_uuid(), now() from generate_series(1, 6) n, (select id from plans.plan limit 1) p returning id`,
        ),
      put: (tx, first, second) =>
        tx.run(sql`update plans.milestone set follows_id = ${second}, follows_days = 1 where id = ${first}`),
    },
    {
      name: 'the lineage of actions',
      constraint: 'lineage_circle',
      things: () => ids(sql`select id from plans.action order by id limit 6`),
      put: (tx, first, second) =>
        tx.run(
          sql`insert into plans.lineage (id, kind, action_id, earlier_action_id, at) values (${newId()}, 'reiterates', ${first}, ${second}, now())`,
        ),
    },
  ]

  for (const { name, constraint, things, put } of LINES) {
    it(`do not wait for one another: ${name}`, async () => {
      const [a = '', b = '', c = '', d = ''] = await things().then((all) => all.toReversed())
      const over: string[] = []
      const end = await open((tx) => put(tx, a, b))
      await (await open((tx) => put(tx, c, d)))()
      over.push('second')
      await end()
      over.push('first')
      assert.deepEqual(over, ['second', 'first'])
    })

    it(`close no circle together, however long: ${name}`, async () => {
      await test.db.run(sql`update plans.lineage set ended_at = now() where ended_at is null`)
      const [a = '', b = '', c = ''] = await things()
      const first = await open((tx) => put(tx, a, b))
      const second = await open((tx) => put(tx, b, c))
      const third = await open((tx) => put(tx, c, a))
      await third()
      await first()
      await assert.rejects(second(), { constraint })
      await assert.rejects(
        test.db.transaction((tx) => put(tx, b, c)),
        { constraint },
        'and at once where it is seen',
      )
    })
  }

  it('do not wait for one another: rules asked of different people, and do of the same', async () => {
    const [one = '', other = ''] = await ids(sql`select id from people.person order by id limit 2`)
    const asked = (personIds: readonly string[]) => (tx: Tx) => checkRules(tx, test.act(), '2026-11-21', { personIds })
    const end = await open(asked([one]))
    await (await open(asked([other])))()
    await assert.rejects(open(asked([other, one])), { code: '55P03' })
    await assert.rejects(
      open((tx) => checkRules(tx, test.act(), '2026-11-21')),
      { code: '55P03' },
      'everything is asked of alone',
    )
    await end()
  })
})
