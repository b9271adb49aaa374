import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from '#platform/db/index.ts'
import { type TestHouse, testHouse, type Visitor } from '../../../../test/house.ts'
import { sentBy } from '../../../../test/sent-form.ts'
import { paths } from '../paths.ts'

const DATE = { 'asOf-day': '1', 'asOf-month': '4', 'asOf-year': '2026' }
const textOf = (body: string) => body.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')

describe('what the actions of an import promise', () => {
  let test: TestHouse
  let dro: Visitor
  let location: string
  before(async () => {
    test = await testHouse()
    dro = await test.visitor('Departmental Records Officer')
    await dro.get(paths.imports)
    const table = [
      'Ref\tAction\tOwner\tDue',
      'P1\t(a) Write the guide (b) publish it (c) train staff\tDRO\t(a) 1 May 2027 (b) 1 June 2027 (c) TBC',
      'P2\tGuide: first draft by end January 2027, final by Easter 2027\tDRO\tvarious',
      'P3\tReport to the board\tDRO\tMarch and September each year',
      'P4\tKeep the register\tDRO\t30 June 2027',
    ].join('\n')
    location = (await dro.post(paths.imports, { table })).location ?? ''
    await dro.post(`${location}/date`, DATE)
  })
  after(() => test.close())

  it('is shown under them before it is saved, and is what is saved', async () => {
    const { body } = await dro.get(location)
    const page = textOf(body)
    assert.match(
      page,
      /3 deliverables: \(a\) Write the guide: 1 May 2027 \(b\) publish it: 1 June 2027 \(c\) train staff: No date set/i,
    )
    assert.match(
      page,
      /2 deliverables: Guide: first draft by end January 2027: By 31 January 2027 final by Easter 2027: By 29 March 2027/,
    )
    assert.equal(page.split(/\d deliverables?:/).length, 3)
    const done = await dro.post(location, { ...sentBy(body), title: 'Promises', deed: '' })
    const planId = done.location?.split('/').at(-1)
    const made = await test.db.many<{ ref: string; text: string; latest: string | null }>(sql`
      select a.ref, d.text, d.latest from plans.deliverable d join plans.action a on a.id = d.action_id
      where a.plan_id = ${planId} and d.kind = 'part' order by a.ref, d.latest nulls last`)
    assert.deepEqual(
      made.map(({ ref, latest }) => [ref, latest]),
      [
        ['P1', '2027-05-01'],
        ['P1', '2027-06-01'],
        ['P1', null],
        ['P2', '2027-01-31'],
        ['P2', '2027-03-29'],
      ],
    )
    const { id } = await test.db.one<{ id: string }>(
      sql`select id from plans.action where plan_id = ${planId} and ref = 'P1'`,
    )
    const action = textOf((await dro.get(paths.action(id))).body)
    assert.match(action, /each is that of a deliverable of its own/)
    assert.doesNotMatch(action, /the first and the last of them are kept/)
  })

  it('and comes round is shown with its first two times', async () => {
    await dro.get(paths.imports)
    const table = 'Ref\tAction\tOwner\tDue\nP3\tReport to the board\tDRO\tMarch and September each year'
    const other = (await dro.post(paths.imports, { table })).location ?? ''
    await dro.post(`${other}/date`, DATE)
    assert.match(
      textOf((await dro.get(other)).body),
      /March and September each year Recurring[^–]*September 2026, then March 2027/,
    )
  })

  it('by a day that stands only in their words is their target date, until somebody says otherwise', async () => {
    await dro.get(paths.imports)
    const table = [
      'Ref\tAction\tOwner\tDue',
      'W1\tWrite the guide by 30 June 2027\tDRO\t',
      'W2\tComplete the audit no later than end of September 2027\tDRO\t',
      'W3\ti. Scope – March 2027 ii. Build – June 2027 iii. Test – July 2027\tDRO\t',
    ].join('\n')
    const other = (await dro.post(paths.imports, { table })).location ?? ''
    await dro.post(`${other}/date`, DATE)
    assert.match(
      textOf((await dro.get(other)).body),
      /1 guess to check .* such as “by 30 June 2027”, and have no target dates/,
    )
    const row = paths.importRow(other.split('/').at(-1) ?? '', 't1r3')
    const form = sentBy((await dro.get(row)).body)
    assert.deepEqual(form.target, ['no later than end of September 2027'])
    assert.equal((await dro.post(row, { ...form, target: '' })).status, 303)
    const { body } = await dro.get(other)
    assert.match(textOf(body), /1 guess to check/)
    const done = await dro.post(other, { ...sentBy(body), title: 'In words', deed: '' })
    const made = await test.db.many(sql`
      select a.ref, a.target_text as said, a.target_latest as latest, array(
        select d.text || ': ' || d.latest from plans.deliverable d where d.action_id = a.id order by d.latest) as parts
      from plans.action a where a.plan_id = ${done.location?.split('/').at(-1)} order by a.ref`)
    assert.deepEqual(made, [
      { ref: 'W1', said: 'by 30 June 2027', latest: '2027-06-30', parts: [] },
      { ref: 'W2', said: null, latest: null, parts: [] },
      {
        ref: 'W3',
        said: 'i. March 2027; ii. June 2027; iii. July 2027',
        latest: '2027-07-31',
        parts: [
          'i. Scope – March 2027: 2027-03-31',
          'ii. Build – June 2027: 2027-06-30',
          'iii. Test – July 2027: 2027-07-31',
        ],
      },
    ])
    assert.match(textOf((await dro.get(`${done.location}/guesses`)).body), /such as “by 30 June 2027”/)
  })
})
