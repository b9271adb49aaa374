import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { verifyAudit } from '#platform/audit/index.ts'
import { Copying, type Queries, sql } from '#platform/db/index.ts'
import { type TestHouse, testHouse, type Visitor } from '../../../../test/house.ts'
import { saidLess, unfoundIn } from '../../../../test/tampering.ts'
import { paths } from '../paths.ts'
import { reviewPoints } from './model.ts'
import { everReviewed, verifyRounds } from './verifying.ts'

const OWNER = 'KIM Champion, Digital and Technology'

describe('reviews of a plan', () => {
  let test: TestHouse
  let dro: Visitor
  let planId: string
  before(async () => {
    test = await testHouse()
    dro = await test.visitor('Departmental Records Officer')
    planId = (await test.db.one<{ id: string }>(sql`select id from plans.plan`)).id
    await dro.get(paths.rounds(planId))
  })
  after(() => test.close())
  const rounds = () =>
    test.db.many<{ id: string; name: string; due: string; state: string }>(sql`
      select id, name, due_on as due, case when closed_at is not null then 'closed' when opened_at is not null then 'open' else 'planned' end as state
      from plans.round where plan_id = ${planId} and dropped_at is null order by due_on`)

  it('are planned six and twelve months after publication', async () => {
    assert.deepEqual(
      reviewPoints('2026-04-30').map(({ dueOn }) => dueOn),
      ['2026-10-30', '2027-04-30'],
    )
    assert.deepEqual(
      (await rounds()).map(({ state }) => state),
      ['planned', 'planned'],
    )
    assert.match(
      (await dro.get('/')).body,
      /Review after 6 months” of Information management action plan 2026-27 was due on 30 October 2026, 22 days ago/,
    )
    assert.equal((await dro.post(paths.rounds(planId), { name: '' })).status, 422)
  })

  it('begin with what is open, one at a time, and follow who has updated', async () => {
    const [first, second] = await rounds()
    assert.ok(first && second)
    test.setNow('2026-11-21T10:00:00Z')
    assert.equal((await dro.post(`${paths.round(first.id)}/open`, {})).status, 303)
    assert.equal((await dro.post(`${paths.round(first.id)}/open`, {})).status, 409)
    assert.equal((await dro.post(`${paths.round(second.id)}/open`, {})).status, 409)
    assert.equal((await dro.post(`${paths.round(first.id)}/drop`, {})).status, 409)
    const page = (await dro.get(paths.round(first.id))).body
    assert.match(page, /11<\/span><span class="m-count__label">actions were open when it began/)
    const owner = await test.visitor(OWNER)
    assert.match((await owner.get('/')).body, /wants? an update for a review/)
    const { id } = await test.db.one<{ id: string }>(sql`select id from plans.action where ref = '2.4'`)
    await owner.get(paths.claim(id))
    const claim = { status: 'in-progress', 'on-day': '21', 'on-month': '11', 'on-year': '2026', note: '' }
    assert.equal((await owner.post(paths.claim(id), claim)).status, 303)
    assert.match(
      (await dro.get(paths.round(first.id))).body,
      /1<\/span><span class="m-count__label">updated by their owners since/,
    )
  })

  it('count what an owner who leaves in the middle leaves behind', async () => {
    const [first] = await rounds()
    const ownerless = async () =>
      Number(
        /(\d+)<\/span><span class="m-count__label">have no owner/.exec(
          (await dro.get(paths.round(first?.id ?? ''))).body,
        )?.[1],
      )
    const earlier = await ownerless()
    const { id } = await test.person('Senior Information Risk Owner')
    await test.db.run(sql`update people.person set left_on = '2026-11-20' where id = ${id}`)
    assert.ok((await ownerless()) > earlier)
    await test.db.run(sql`update people.person set left_on = null where id = ${id}`)
  })

  it('end with a report that is frozen by its digest, and the next one begins with what is still open', async () => {
    const [first, second] = await rounds()
    assert.ok(first && second)
    assert.equal((await dro.post(`${paths.round(first.id)}/close`, {})).status, 303)
    assert.equal((await dro.post(`${paths.round(first.id)}/close`, {})).status, 409)
    const page = (await dro.get(paths.round(first.id))).body
    const before = await dro.get(`${paths.round(first.id)}/report.odt`)
    assert.ok(page.includes(createHash('sha256').update(before.raw).digest('hex')))
    const { id } = await test.db.one<{ id: string }>(sql`select id from plans.action where ref = '2.4'`)
    const owner = await test.visitor(OWNER)
    await owner.get(paths.claim(id))
    const claim = { status: 'complete', 'on-day': '21', 'on-month': '11', 'on-year': '2026', note: '' }
    await owner.post(paths.claim(id), claim)
    const later = await dro.get(`${paths.round(first.id)}/report.odt`)
    assert.ok(before.raw.equals(later.raw))
    await assert.rejects(test.db.run(sql`update plans.round set name = 'x' where id = ${first.id}`), /only read/)
    await dro.post(`${paths.round(second.id)}/open`, {})
    const { count } = await test.db.one<{ count: number }>(
      sql`select count(*) as count from plans.round_action where round_id = ${second.id}`,
    )
    assert.equal(count, 10)
    await dro.post(`${paths.round(second.id)}/close`, {})
    assert.deepEqual(
      (await rounds()).map(({ name, state }) => [name, state]),
      [
        ['Review after 6 months', 'closed'],
        ['Review after 12 months', 'closed'],
        ['Next review', 'planned'],
      ].toSorted((a, b) => (a[0] === 'Next review' ? 1 : b[0] === 'Next review' ? -1 : 0)),
    )
    assert.deepEqual((await verifyAudit(test.db)).problems, [])
  })

  it('have frozen reports that are compared with their files and with the log', async () => {
    const verify = (db: Queries = test.db) => verifyRounds(db, test.house.blobs, planId)
    const [whole] = await verify()
    assert.deepEqual(whole?.problems, [])
    for (const [text, told] of [
      [
        "update plans.round_report set digest = (select digest from plans.round_report where ending = 'html' limit 1) where ending = 'odt'",
        /The file odt is not the one that the log names/,
      ],
      ["delete from plans.round_report where ending = 'odt'", /names a file odt, but there is none/],
      [
        "update audit.entry set facts = facts || '{\"reports\": {}}' where what = 'round.closed'",
        /The entry of its close .* has been changed[\s\S]*The log knows of no file/,
      ],
      [
        "delete from audit.place; delete from audit.unplaced; delete from audit.entry where what = 'round.closed'",
        /no entry of its close/,
      ],
      [
        'drop index plans.round_open; update plans.round set closed_at = null',
        /stands as open[\s\S]*\(review: closed at\)/,
      ],
      [
        "update plans.round set opened_at = opened_at - interval '1 day'",
        /The log dates its opening 21 November 2026.*, and its row 20 November 2026/,
      ],
      ['update plans.round set closed_by = null', /The log names somebody else for its close/],
      [
        "update audit.entry set facts = facts || '{\"x\": 1}' where what = 'round.opened'",
        /entry of its opening .* has been changed/,
      ],
      [
        'delete from plans.round_action; delete from plans.round_report; delete from plans.round',
        /There is no such review any more/,
      ],
    ] as const) {
      const owner = await Copying.open(test.database.owner, 'writing')
      await owner.script(
        'alter table plans.round_report disable trigger user; alter table plans.round_action disable trigger user; alter table plans.round disable trigger user; alter table audit.entry disable trigger user; alter table audit.place disable trigger user; alter table audit.place drop constraint place_entry_id_fkey; alter table audit.unplaced drop constraint unplaced_entry_id_fkey; alter table register.change drop constraint change_audit_entry_id_fkey',
      )
      await owner.script(text)
      assert.match((await verify(owner)).flatMap(({ problems }) => problems).join('\n'), told, text)
      await owner.close()
    }
  })
  it('are found by the log where the plan is gone', async () => {
    const ids = async (db: Queries) => {
      const found: string[] = []
      for await (const id of everReviewed(db)) found.push(id)
      return found
    }
    assert.deepEqual(await ids(test.db), [planId])
    const owner = await Copying.open(test.database.superuser, 'writing')
    await owner.script('set session_replication_role = replica; delete from plans.round; delete from plans.plan')
    const gone = await ids(owner)
    const [verdict] = await verifyRounds(owner, test.house.blobs, planId)
    await owner.close()
    assert.deepEqual(gone, [planId])
    assert.deepEqual(verdict?.problems, ['There is no such review any more.'])
  })
  const closedRound = async () => {
    const { id } = await test.db.one<{ id: string }>(
      sql`select id from plans.round where plan_id = ${planId} and closed_at is not null order by due_on limit 1`,
    )
    return id
  }

  it('are proven in every column once they are closed, and with how actions stood when they began', async () => {
    const id = await closedRound()
    const owner = await Copying.open(test.database.superuser, 'writing')
    const unfound = await unfoundIn(
      owner,
      [
        { table: ['plans', 'round'], where: `id = '${id}'` },
        {
          table: ['plans', 'round_action'],
          where: `round_id = '${id}' and action_id = (select max(action_id::text)::uuid from plans.round_action where round_id = '${id}')`,
        },
        { table: ['plans', 'round_report'], where: `round_id = '${id}' and ending = 'odt'` },
      ],
      async () => (await verifyRounds(owner, test.house.blobs, planId)).some(({ problems }) => problems.length > 0),
    )
    await owner.close()
    assert.deepEqual(unfound, [])
  })

  it('that were closed when the log said less are compared as far as it goes, which is said', async () => {
    const id = await closedRound()
    const owner = await Copying.open(test.database.superuser, 'writing')
    await saidLess(owner, 'round.closed', planId, 'stands')
    const verdict = (await verifyRounds(owner, test.house.blobs, planId)).find((one) => one.id === id)
    await owner.close()
    assert.deepEqual(verdict?.problems, [])
    assert.match(verdict?.cannotKnow.join() ?? '', /Nobody can know .*: review: name, .*figures.*actions: status/)
    assert.doesNotMatch(verdict?.cannotKnow.join() ?? '', /review: (opened|closed|dropped)/)
  })
})
