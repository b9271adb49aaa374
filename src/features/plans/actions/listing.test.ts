import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { type Sql, sql } from '#platform/db/index.ts'
import { address, readPage, readState } from '#platform/listing/index.ts'
import { type TestHouse, testHouse } from '../../../../test/house.ts'
import { isDueBetween, isOverdue } from '../conditions.ts'
import { lostDays } from '../lost-days.ts'
import { ownedByPerson, ownsAny } from '../owners-in-words.ts'
import { figuresOf } from '../store.ts'
import { actionListing } from './listing.ts'

const TODAY = '2026-11-21'

describe('the list of actions, asked cheaply', () => {
  let test: TestHouse
  before(async () => {
    test = await testHouse()
  })
  after(() => test.close())

  const ids = async (query: Sql) => (await test.db.many<{ id: string }>(query)).map(({ id }) => id).toSorted()

  it('counts what it shows, whichever filter is asked for', async () => {
    const listing = actionListing(TODAY)
    const { countedFrom, ...asShown } = listing
    assert.ok(countedFrom)
    const context = { today: TODAY, person: await test.person('Departmental Records Officer') }
    const answers = await Promise.all(
      listing.filters.map(async ({ key, kind, options }) => {
        const typed = kind === 'day' ? ['2026-11-20', '2027-03-31'] : ['records', '"records management"']
        const values = kind === 'choice' ? ((await options?.(test.db, context)) ?? []).map(({ value }) => value) : typed
        return values.map((value) => ({ [key]: value }))
      }),
    )
    const counts = new Set<number>()
    for (const query of [{}, ...answers.flat()]) {
      const state = readState(listing, query)
      const [cheap, whole] = await Promise.all([listing, asShown].map((one) => readPage(test.db, one, state, context)))
      assert.deepEqual(cheap, whole, address(state))
      counts.add(cheap?.count ?? -1)
    }
    assert.ok(counts.size > 3, 'filters show different numbers of rows')
  })

  it('offers as owners those people who own an action by name or by a role of today', async () => {
    const [person, role] = await Promise.all(
      ['person', 'role'].map((table) =>
        test.db.one<{ id: string }>(sql`
        select id from people.${table === 'person' ? sql`person` : sql`role`} order by id limit 1`),
      ),
    )
    const action = await test.db.one<{ id: string }>(sql`select id from plans.action order by id limit 1`)
    await test.db.run(sql`
      insert into plans.owner (action_id, position, words, person_id) values (${action.id}, 90, 'By name', ${person?.id})`)
    await test.db.run(sql`
      insert into plans.owner (action_id, position, words, role_id) values (${action.id}, 91, 'By role', ${role?.id})`)
    for (const day of [TODAY, '1990-01-01']) {
      const owning = await ids(sql`select p.id from people.person p where ${ownsAny(sql`p.id`, day)}`)
      const all = await ids(sql`select p.id from people.person p where exists (${ownedByPerson(sql`p.id`, day)})`)
      assert.deepEqual(owning, all)
      assert.ok(owning.includes(person?.id ?? ''))
    }
    const everybody = await ids(sql`select id from people.person`)
    const owning = await ids(sql`select p.id from people.person p where ${ownsAny(sql`p.id`, TODAY)}`)
    assert.ok(owning.length > 1 && owning.length < everybody.length)
  })

  it('counts of one plan what lost its last day in that plan', async () => {
    await test.db.run(sql`
      insert into plans.target (id, action_id, set_on, at, text, kind, earliest, latest, why, alternatives, cause, reason)
      select gen_random_uuid(), a.id, ${TODAY}, '2026-11-21T08:00:00Z', 'ongoing', 'ongoing', null, null, 'It goes on', '[]', 'change', 'It never ends'
      from plans.action a where a.target_latest is not null order by a.id limit 3`)
    const lost = await test.db.many<{ planId: string; count: number }>(sql`
      select a.plan_id as "planId", count(*) as count from (${lostDays(TODAY, sql`select id from plans.action`)}) l
      join plans.action a on a.id = l.action_id group by 1`)
    assert.ok(lost.length > 0)
    const plans = await ids(sql`select id from plans.plan`)
    assert.ok(plans.length > 0)
    for (const plan of plans) {
      const { lost: told } = await figuresOf(test.db, plan, TODAY)
      assert.equal(told, lost.find(({ planId }) => planId === plan)?.count ?? 0)
    }
  })

  it('finds what is overdue and what is due by the index of days', async () => {
    for (const condition of [isOverdue(TODAY), isDueBetween(TODAY, '2026-12-19')]) {
      const plan = await test.db.transaction(async (tx) => {
        await tx.run(sql`set local enable_seqscan = off`)
        return tx.many<{ 'QUERY PLAN': string }>(sql`explain select from plans.action a where ${condition}`)
      })
      const lines = plan.map((line) => line['QUERY PLAN']).join('\n')
      assert.match(lines, /action_overdue[\s\S]*Index Cond: .*overdue_after/)
    }
  })
})
