import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import fc from 'fast-check'
import { sql } from '#platform/db/index.ts'
import { type TestHouse, testHouse, type Visitor } from '../../../test/house.ts'
import { sendForm } from '../../../test/sent-form.ts'
import { KINDS } from './dates/index.ts'
import { lostDays } from './lost-days.ts'
import { type DatedTarget, lostDay } from './model.ts'
import { paths } from './paths.ts'
import { progressReport } from './reports/report.ts'

const textOf = (body: string) => body.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')

describe('a last day that is taken away', () => {
  let test: TestHouse
  let dro: Visitor
  let id: string
  let plan: string
  before(async () => {
    test = await testHouse()
    dro = await test.visitor('Departmental Records Officer')
    const found = await test.db.one<{ id: string; plan: string }>(
      sql`select id, plan_id as plan from plans.action where ref = '2.1'`,
    )
    id = found.id
    plan = found.plan
    await dro.get(paths.target(id))
    const set = { text: '3 April 2027', checked: '3 April 2027', reason: 'Agreed' }
    assert.equal((await sendForm(dro, paths.target(id), set)).status, 303)
  })
  after(() => test.close())

  const standing = () =>
    test.db.one(
      sql`select target_text as text, target_kind as kind, target_latest as latest from plans.action where id = ${id}`,
    )

  it('is told with the reading of the new words before anything is saved, and again where they are typed anew', async () => {
    const was = await standing()
    const first = await sendForm(dro, paths.target(id), { text: 'not before end of May 2027', reason: 'The supplier' })
    assert.equal(first.status, 200)
    assert.match(textOf(first.body), /Check how “not before end of May 2027” is read/)
    assert.match(textOf(first.body), /takes away the last day, 3 April 2027: the action can no longer be overdue/)
    assert.match(first.body, /value="not before end of May 2027"/)
    assert.match(first.body, />The supplier<\/textarea>/)
    assert.deepEqual(await standing(), was)
    const other = { text: '30 April 2027', checked: 'not before end of May 2027', reason: 'The supplier' }
    const second = await sendForm(dro, paths.target(id), other)
    assert.equal(second.status, 200)
    assert.match(textOf(second.body), /The last day moves from 3 April 2027: 27 days later\./)
    assert.deepEqual(await standing(), was)
    const bad = await sendForm(dro, paths.target(id), { ...other, checked: other.text, reading: '17' })
    assert.equal(bad.status, 422)
    assert.match(bad.body, /Select how the date is read/)
  })

  it('is saved as somebody says that the words are read', async () => {
    const own = { reading: 'own', kind: 'by', 'latest-day': '31', 'latest-month': '5', 'latest-year': '2027' }
    const said = { text: 'May or so', checked: 'May or so', reason: 'x', ...own }
    assert.equal((await sendForm(dro, paths.target(id), said)).status, 303)
    assert.deepEqual(await standing(), { text: 'May or so', kind: 'by', latest: '2027-05-31' })
  })

  it('is in the report, in the figures, in a filter and on the page of the action', async () => {
    const text = 'when the moon is blue'
    assert.equal((await sendForm(dro, paths.target(id), { text, checked: text, reason: 'Never' })).status, 303)
    assert.match(textOf((await dro.get(paths.action(id))).body), /The last day was taken away: it was 31 May 2027/)
    assert.match(textOf((await dro.get(paths.plan(plan))).body), /1 target date was taken away/)
    const listed = (await dro.get(`${paths.actions}.csv?plan=${plan}&verdict=lost`)).body.trim().split('\r\n')
    assert.deepEqual(
      listed.slice(1).map((line) => line.split(',')[0]),
      ['2.1'],
    )
    const report = async (day: string) =>
      JSON.stringify((await progressReport(test.db, { planIds: [plan], title: 'p' }, day)).blocks)
    const told = await report('2026-11-21')
    assert.match(told, /1 target date was taken away: 2\.1, was 31 May 2027/)
    assert.match(told, /when the moon is blue/)
    assert.doesNotMatch(await report('2026-11-20'), /was taken away: 2\.1/)
  })

  it('is none any more when there is a day again', async () => {
    const text = '30 June 2027'
    await sendForm(dro, paths.target(id), { text, checked: text, reason: 'Found' })
    assert.doesNotMatch(textOf((await dro.get(paths.action(id))).body), /was taken away/)
    assert.doesNotMatch(textOf((await dro.get(paths.plan(plan))).body), /taken away/)
  })

  it('is told of many actions at once before they are changed', async () => {
    const { version } = await test.db.one<{ version: number }>(sql`select version from plans.action where id = ${id}`)
    const sent = {
      action: id,
      [`version ${id}`]: String(version),
      target: 'ongoing',
      reason: 'So',
      owner: '',
      unit: '',
    }
    const first = await dro.post(paths.many, sent)
    assert.equal(first.status, 200)
    assert.match(textOf(first.body), /“ongoing” is read as: Ongoing ?\./)
    assert.match(textOf(first.body), /takes away the last day of 1 action,/)
    assert.match(first.body, new RegExp(`value="${id}" checked`))
    assert.equal(((await standing()) as { text: string }).text, '30 June 2027')
    assert.equal((await dro.post(paths.many, { ...sent, checked: 'ongoing' })).status, 303)
    assert.equal(((await standing()) as { text: string }).text, 'ongoing')
  })

  it('is the same in the program and in the database, whatever an action’s dates were', async () => {
    const actions = await test.db.many<{ id: string }>(sql`select id from plans.action order by id limit 12`)
    const day = { kind: 'by', latest: '2027-01-31' } as const
    const none = { kind: 'ongoing', latest: null } as const
    const known = [
      [{ ...day, cause: 'change' } as const, { ...none, cause: 'correction' } as const],
      [{ ...day, cause: 'first' } as const, { ...none, cause: 'change' } as const],
    ]
    const sampled = fc.sample(
      fc.array(
        fc.record({
          kind: fc.constantFrom(...KINDS),
          latest: fc.constantFrom(null, '2027-01-31', '2027-02-28'),
          cause: fc.constantFrom('first', 'change', 'correction', 'milestone'),
        }),
        { minLength: 1, maxLength: 5 },
      ),
      actions.length - known.length,
    )
    const histories = [...known, ...sampled]
    const rows = histories.flatMap((history, index) => history.map((one) => ({ ...one, action: actions[index]?.id })))
    for (const [index, { action, kind, latest, cause }] of rows.entries())
      await test.db.run(sql`
        insert into plans.target (id, action_id, set_on, at, cause, text, kind, latest, why, alternatives, reason)
        values (gen_random_uuid(), ${action}, '2026-11-22', ${new Date(Date.UTC(2026, 10, 22, 9, 0, index))}, ${cause}, 'x', ${kind}, ${latest}, 'y', '[]', ${cause === 'first' ? null : 'z'})`)
    const all = await test.db.many<DatedTarget & { action: string }>(
      sql`select action_id as action, kind, latest, cause from plans.target order by set_on desc, at desc, id desc`,
    )
    const expected = [...Map.groupBy(all, ({ action }) => action)].flatMap(([action, targets]) => {
      const day = lostDay(targets)
      return day ? [{ action, day }] : []
    })
    const found = await test.db.many<{ action: string; day: string }>(
      sql`select action_id as action, was_on as day from (${lostDays('2026-11-22', sql`select id from plans.action`)}) l`,
    )
    const sorted = (list: readonly { action: string }[]) => list.toSorted((a, b) => (a.action < b.action ? -1 : 1))
    assert.deepEqual(sorted(found), sorted(expected))
  })
})
