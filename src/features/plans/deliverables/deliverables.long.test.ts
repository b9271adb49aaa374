import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from '#platform/db/index.ts'
import { type TestHouse, testHouse } from '../../../../test/house.ts'
import { sendForm } from '../../../../test/sent-form.ts'
import { addActionIn } from '../adding/deeds.ts'
import { interpretDate, occurrencesOf, partsOf, recurrenceOf } from '../dates/index.ts'
import { paths } from '../paths.ts'
import { progressReport } from '../reports/report.ts'
import { reportFigures } from '../reports/store.ts'
import { wantedBy } from './model.ts'
import { planDeliverables, planOccurrences } from './plan.ts'

describe('promises that come round, and several in one', () => {
  let test: TestHouse
  before(async () => {
    test = await testHouse()
  })
  after(() => test.close())
  const actionId = async (ref: string) =>
    (await test.db.one<{ id: string }>(sql`select id from plans.action where ref = ${ref}`)).id
  const due = async (ref: string) =>
    test.db.many<{ id: string; latest: string; status: string }>(sql`
      select d.id, d.latest, d.status from plans.deliverable d join plans.action a on a.id = d.action_id
      where a.ref = ${ref} and d.withdrawn_at is null order by d.latest`)

  it('are told from their words', () => {
    const text = 'in October 2016 and at 6 monthly intervals'
    const rule = recurrenceOf(text, '2016-04-01')
    assert.deepEqual(rule, { every: { amount: 6, unit: 'month' } })
    assert.ok(rule)
    const bounds = { earliest: '2016-10-01', latest: null } as const
    assert.deepEqual(
      occurrencesOf(rule, bounds, '2016-04-01', '2018-01-01').map(({ earliest, latest }) => [earliest, latest]),
      [
        ['2016-10-01', '2016-10-31'],
        ['2017-04-01', '2017-04-30'],
        ['2017-10-01', '2017-10-31'],
      ],
    )
    assert.equal(recurrenceOf('by March 2017', '2016-04-01'), null)
    assert.equal(
      occurrencesOf(
        { every: { amount: 1, unit: 'day' } },
        { earliest: '2000-01-01', latest: null },
        '2000-01-01',
        '2026-01-01',
      ).length,
      60,
    )
    assert.deepEqual(
      partsOf('Deliver A by end March 2016. Support B by April 2016.', '2016-01-01').map(({ text: words, latest }) => [
        words,
        latest,
      ]),
      [
        ['Deliver A by end March 2016.', '2016-03-31'],
        ['Support B by April 2016.', '2016-04-30'],
      ],
    )
    assert.deepEqual(partsOf('End March 2016', '2016-01-01'), [])
  })

  it('are told from the items of a list, however it is marked, also where one says no day yet', () => {
    const parts = (text: string) => partsOf(text, '2026-04-01').map(({ text: words, latest }) => [words, latest])
    const [one, two] = ['2027-05-01', '2027-06-01']
    for (const text of [
      '(a) 1 May 2027 (b) 1 June 2027',
      '(a) 1 May 2027, (b) 1 June 2027',
      '(i) 1 May 2027 (ii) 1 June 2027',
    ])
      assert.deepEqual(
        parts(text).map(([, latest]) => latest),
        [one, two],
        text,
      )
    for (const text of [
      '1. 1 May 2027 2. 1 June 2027',
      'a) 1 May 2027 b) 1 June 2027',
      '(a): 1 May 2027; (b): 1 June 2027',
    ])
      assert.deepEqual(
        parts(text).map(([, latest]) => latest),
        [one, two],
        text,
      )
    assert.deepEqual(parts('(a) May 2027 and (b) TBC'), [
      ['(a) May 2027', '2027-05-31'],
      ['(b) TBC', null],
    ])
    assert.deepEqual(parts('(a) TBC (b) to be agreed'), [])
    assert.deepEqual(parts('1 May 2027'), [])
  })

  it('are told from the words of the action where its target date does not tell them', () => {
    const wanted = (text: string, action: string) =>
      wantedBy({ ...interpretDate(text, '2026-04-01'), setOn: '2026-04-01' }, action, '2026-04-01').map((one) => [
        one.text,
        one.latest,
      ])
    assert.deepEqual(wanted('various', 'Guide: first draft by end January 2027, final by Easter 2027'), [
      ['Guide: first draft by end January 2027', '2027-01-31'],
      ['final by Easter 2027', '2027-03-29'],
    ])
    assert.deepEqual(wanted('', 'Close what was due by March 2015 and by March 2016'), [])
    assert.deepEqual(wanted('30 June 2027', 'Write the guide by the end of the project'), [])
    assert.deepEqual(wanted('(a) May 2027 and (b) TBC', '(a) Write the guide (b) publish it'), [
      ['(a) Write the guide', '2027-05-31'],
      ['(b) publish it', null],
    ])
  })

  it('keep the deadline that their own words say, whatever else stands in them, and no day that was past', () => {
    const latest = (text: string, target: string) =>
      wantedBy({ ...interpretDate(target, '2026-10-01'), setOn: '2026-10-01' }, text, '2026-10-01').map((one) => [
        one.earliest,
        one.latest,
      ])
    for (const item of [
      'pilot by end January 2027',
      'draft in force by 31 January 2027',
      'roll-out in Leeds by January 2027',
    ])
      assert.deepEqual(
        latest(`(a) ${item} (b) all staff by June 2027`, 'Q1 2027-28'),
        [
          [null, '2027-01-31'],
          [null, '2027-06-30'],
        ],
        item,
      )
    assert.deepEqual(latest('(a) review the pilot of Leeds by 2016 (b) all staff by June 2027', 'Q1 2027-28'), [
      ['2027-04-01', '2027-06-30'],
      [null, '2027-06-30'],
    ])
  })

  it('become dated occurrences when the plan is imported, a year ahead, each once', async () => {
    assert.deepEqual(
      (await due('1.3')).map(({ latest }) => latest),
      ['2026-07-31', '2027-01-31', '2027-07-31'],
    )
    assert.equal(await planOccurrences(test.db, test.act()), 0)
    test.setNow('2027-02-02T09:00:00Z')
    assert.equal(await planOccurrences(test.db, test.act()), 1)
    assert.equal((await due('1.3')).length, 4)
  })

  it('have each its own claim and verdict, and an open one makes the action overdue', async () => {
    const id = await actionId('1.3')
    const siro = await test.visitor('Senior Information Risk Owner')
    const [july, january] = await due('1.3')
    assert.ok(july && january)
    // The plan is of April 2026: what was due in July counts, though the plan came here later.
    assert.match((await siro.get(paths.action(id))).body, /one of its deliverables was due by 31 July 2026/)
    await siro.get(paths.deliverableClaim(july.id))
    const early = { status: 'complete', 'on-day': '31', 'on-month': '7', 'on-year': '2026', note: 'Reported in July.' }
    assert.equal((await siro.post(paths.deliverableClaim(july.id), early)).status, 303)
    assert.match((await siro.get(paths.action(id))).body, /one of its deliverables was due by 31 January 2027/)
    assert.match(
      JSON.stringify(await progressReport(test.db, { planIds: null, title: 'x' }, '2027-02-02')),
      /Report the state of the register/,
    )
    await siro.get(paths.deliverableClaim(january.id))
    assert.equal((await siro.post(paths.deliverableClaim(january.id), {})).status, 422)
    const claim = {
      status: 'complete',
      'on-day': '1',
      'on-month': '2',
      'on-year': '2027',
      note: 'Reported on 30 January.',
    }
    assert.equal((await siro.post(paths.deliverableClaim(january.id), claim)).status, 303)
    assert.equal((await siro.post(paths.deliverableVerdict(january.id), {})).status, 403)
    const after = (await siro.get(paths.action(id))).body
    assert.doesNotMatch(after, /one of its deliverables/)
    assert.match(after, /The claim waits for a verdict/)
    const assessor = await test.visitor('Assessor')
    const page = (await assessor.get(paths.deliverableVerdict(january.id))).body
    assert.match(page, /Reported on 30 January\./)
    const claimId = /name="claim" value="([^"]+)"/.exec(page)?.[1] ?? ''
    const verdict = {
      claim: claimId,
      verdict: 'accepted',
      'on-day': '2',
      'on-month': '2',
      'on-year': '2027',
      note: 'The minutes say so.',
    }
    assert.equal((await assessor.post(paths.deliverableVerdict(january.id), verdict)).status, 303)
    assert.equal((await assessor.post(paths.deliverableVerdict(january.id), verdict)).status, 409)
    assert.equal((await assessor.post(paths.deliverableClaim(january.id), claim)).status, 403)
    // The claim on an occurrence says nothing of the action as a whole.
    const whole = await test.db.one(
      sql`select status, verdict, is_finished as finished from plans.action where id = ${id}`,
    )
    assert.deepEqual(whole, { status: 'unclaimed', verdict: null, finished: false })
  })

  it('are withdrawn when the words change, but not where somebody has claimed', async () => {
    const id = await actionId('1.3')
    const dro = await test.visitor('Departmental Records Officer')
    await dro.get(paths.target(id))
    await sendForm(dro, paths.target(id), {
      text: 'First draft by May 2027. Final by end June 2027.',
      checked: 'First draft by May 2027. Final by end June 2027.',
      reason: 'The committee wants two papers.',
    })
    assert.deepEqual(
      (await due('1.3')).map(({ latest, status }) => [latest, status]),
      [
        ['2026-07-31', 'complete'],
        ['2027-01-31', 'complete'],
        ['2027-05-31', 'unclaimed'],
        ['2027-06-30', 'unclaimed'],
      ],
    )
    assert.equal((await dro.post(paths.deliverables(id), { text: 'A slide', target: 'some time' })).status, 422)
    assert.equal((await dro.post(paths.deliverables(id), { text: 'A slide', target: '3 May 2027' })).status, 303)
    assert.match((await dro.get(paths.action(id))).body, /A slide/)
  })

  it('are made of a list in an action’s cell, whatever stands between its items', async () => {
    const dro = await test.visitor('Departmental Records Officer')
    await dro.get(paths.imports)
    const table = 'Ref\tAction\tDue\n77.1\t(a) Draft a policy / (b) Train staff\t1 May 2028'
    const { location = '' } = await dro.post(paths.imports, { table })
    const details = { title: 'A list', unit: '', into: '', 'asOf-day': '1', 'asOf-month': '4', 'asOf-year': '2026' }
    await dro.post(location, details)
    await dro.post(location, details)
    const texts = await test.db.many<{ text: string }>(sql`
      select d.text from plans.deliverable d join plans.action a on a.id = d.action_id where a.ref = '77.1' order by d.text`)
    assert.deepEqual(
      texts.map(({ text }) => text),
      ['(a) Draft a policy', '(b) Train staff'],
    )
  })

  it('are made of a list also where no date can be read, and get the day that is set later', async () => {
    const dro = await test.visitor('Departmental Records Officer')
    await dro.get(paths.imports)
    const rows = [
      '78.1\t(a) Draft a policy; (b) Train staff by 1 May 2028\t',
      '78.2\t(a) Name owners (b) Tell them\tTBC',
    ]
    const { location = '' } = await dro.post(paths.imports, { table: ['Ref\tAction\tDue', ...rows].join('\n') })
    const details = { title: 'Undated', unit: '', into: '', 'asOf-day': '1', 'asOf-month': '4', 'asOf-year': '2026' }
    await dro.post(location, details)
    await dro.post(location, details)
    const parts = async (ref: string) =>
      (
        await test.db.many<{ text: string; latest: string | null; kind: string }>(sql`
          select d.text, d.latest, d.target_kind as kind from plans.deliverable d join plans.action a on a.id = d.action_id
          where a.ref = ${ref} and d.withdrawn_at is null order by d.text`)
      ).map(({ text, latest, kind }) => [text, latest, kind])
    assert.deepEqual(await parts('78.1'), [
      ['(a) Draft a policy', null, 'unset'],
      ['(b) Train staff by 1 May 2028', '2028-05-01', 'by'],
    ])
    assert.deepEqual(await parts('78.2'), [
      ['(a) Name owners', null, 'unset'],
      ['(b) Tell them', null, 'unset'],
    ])
    const id = await actionId('78.2')
    assert.match((await dro.get(paths.action(id))).body, /Name owners/)
    await dro.get(paths.target(id))
    await sendForm(dro, paths.target(id), { text: '31 May 2028', checked: '31 May 2028', reason: 'Set.' })
    assert.deepEqual(await parts('78.2'), [
      ['(a) Name owners', '2028-05-31', 'day'],
      ['(b) Tell them', '2028-05-31', 'day'],
    ])
  })

  it('keep the days of the action’s own words where its target cell is empty, counted from the day of the plan', async () => {
    test.setNow('2026-11-23T09:00:00Z')
    const dro = await test.visitor('Departmental Records Officer')
    await dro.get(paths.imports)
    const rows = [
      'First draft by 1 May 2018, final by 1 July 2018',
      '(i) outline by end March 2018; (ii) text by end June 2018',
      '(a) Draft the schedule by May 2018 (b) publish it by June 2018',
      '1. scope by April 2018 2. build by June 2018',
      'In two steps: 1) scope by April 2018, 2) build',
      'Do what section 1. says and 2. by June 2018',
    ]
    const table = ['Ref\tAction\tDue', ...rows.map((text, index) => `80.${index + 1}\t${text}\t`)].join('\n')
    const { location = '' } = await dro.post(paths.imports, { table })
    const details = { title: 'Own days', unit: '', into: '', 'asOf-day': '1', 'asOf-month': '1', 'asOf-year': '2018' }
    await dro.post(location, details)
    await dro.post(location, details)
    const days = await Promise.all(
      rows.map(async (_, index) => (await due(`80.${index + 1}`)).map(({ latest }) => latest)),
    )
    assert.deepEqual(days, [
      ['2018-05-01', '2018-07-01'],
      ['2018-03-31', '2018-06-30'],
      ['2018-05-31', '2018-06-30'],
      ['2018-04-30', '2018-06-30'],
      ['2018-04-30', null],
      [],
    ])
    assert.match((await dro.get(paths.action(await actionId('80.1')))).body, /due by 1 May 2018/)
  })

  it('count from the day of the later version that brought an action without a target date', async () => {
    test.setNow('2026-11-23T09:00:00Z')
    const at = test.act().at
    const { planId } = await test.db.one<{ planId: string }>(
      sql`select plan_id as "planId" from plans.action where ref = '80.1'`,
    )
    const { id } = await test.db.one<{ id: string }>(sql`
      with version as (
        insert into plans.revision (id, plan_id, revised_on, at, file_name, counts)
        values (gen_random_uuid(), ${planId}, '2018-03-01', ${at}, 'v2.docx', '{}') returning plan_id)
      insert into plans.action (id, plan_id, recommendation_id, position, ref, text, made_at)
      select gen_random_uuid(), v.plan_id, a.recommendation_id, 900, '80.9', 'First draft by 1 May 2018, final by 1 July 2018', ${at}
      from version v join plans.action a on a.plan_id = v.plan_id and a.ref = '80.1' returning id`)
    await test.db.transaction((tx) => planDeliverables(tx, test.act(), [id]))
    assert.deepEqual(
      (await due('80.9')).map(({ latest }) => latest),
      ['2018-05-01', '2018-07-01'],
    )
  })

  it('count from the day of the plan, not from the day on which it was imported', async () => {
    test.setNow('2026-11-23T09:00:00Z')
    const dro = await test.visitor('Departmental Records Officer')
    await dro.get(paths.imports)
    const table = 'Ref\tAction\tDue\n79.1\tPublish the guides\t(i) Aug 2026 (ii) Oct 2026 (iii) 15 January 2027'
    const { location = '' } = await dro.post(paths.imports, { table })
    const details = { title: 'Guides', unit: '', into: '', 'asOf-day': '3', 'asOf-month': '9', 'asOf-year': '2026' }
    await dro.post(location, details)
    await dro.post(location, details)
    assert.deepEqual(
      (await due('79.1')).map(({ latest }) => latest),
      ['2026-08-31', '2026-10-31', '2027-01-15'],
    )
    const id = await actionId('79.1')
    const action = (await dro.get(paths.action(id))).body
    assert.match(action, /Overdue by 23 days: one of its deliverables was due by 31 October 2026/)
    assert.equal(action.match(/Not counted: due before 3 September 2026/g)?.length, 1)
    const { planId } = await test.db.one<{ planId: string }>(
      sql`select plan_id as "planId" from plans.action where id = ${id}`,
    )
    const quarter = { from: '2027-01-01', to: '2027-03-31' } as const
    assert.equal((await reportFigures(test.db, [planId], '2026-11-23', quarter)).overdue, 1)
    assert.equal((await reportFigures(test.db, [planId], '2026-10-31', quarter)).overdue, 0)
    const homeId = (
      await test.db.one<{ id: string }>(sql`select recommendation_id as id from plans.action where id = ${id}`)
    ).id
    const target = '(i) Oct 2026 (ii) 15 January 2027'
    const other = { ref: '79.2', text: 'Publish the others', owner: null, unitId: null, priority: null, target }
    const officer = await test.person('Departmental Records Officer')
    const made = await test.db.transaction((tx) => addActionIn(tx, test.act(officer), homeId, other))
    assert.deepEqual(await test.db.one(sql`select deliverable_due as due from plans.action where id = ${made}`), {
      due: '2027-01-15',
    })
  })
})
