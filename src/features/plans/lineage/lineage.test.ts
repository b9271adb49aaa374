import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from '#platform/db/index.ts'
import { type TestHouse, testHouse } from '../../../../test/house.ts'
import { addActionIn, addRecommendationIn } from '../adding/deeds.ts'
import { savePlan } from '../importing/save-plan.ts'
import { paths } from '../paths.ts'
import { recognisePlan } from '../recognising/recognise.ts'
import { CIRCLE, linkTo } from './deeds.ts'
import { lineageOf } from './store.ts'
import { lengthInWords } from './views.ts'

const DRO = 'Departmental Records Officer'

describe('where a matter comes from', () => {
  let test: TestHouse
  let earlier: string
  let later: string
  before(async () => {
    test = await testHouse()
    const rows = (year: string, ref: string) => [
      { type: 'heading' as const, level: 0, text: `Plan of ${year}`, number: null },
      {
        type: 'table' as const,
        caption: null,
        headerRows: 1,
        rows: [
          ['Recommendation number', 'Recommendation', 'Ref', 'Action', 'Target date', 'Status'],
          [
            ref,
            'Name an owner for every shared drive',
            `${ref}.1`,
            'Ask every directorate who owns its drives',
            `May ${year}`,
            'In progress',
          ],
        ].map((cells) => cells.map((text) => ({ paragraphs: [text], list: false, coveredBy: null }))),
      },
    ]
    for (const [year, ref] of [
      ['2021', 'R7'],
      ['2024', 'Q2'],
    ] as const) {
      const document = { format: 'html' as const, title: null, changedOn: null, warnings: [], blocks: rows(year, ref) }
      await savePlan(test.db, test.act(), recognisePlan(document, `${year}-02-01`, { asOf: `${year}-02-01` }), {
        importId: null,
        title: `Plan of ${year}`,
        unitId: null,
        fileName: `plan-${year}.docx`,
        digest: null,
      })
    }
    const id = async (ref: string) =>
      (await test.db.one<{ id: string }>(sql`select id from plans.recommendation where ref = ${ref}`)).id
    ;[earlier, later] = [await id('R7'), await id('Q2')]
  })
  after(() => test.close())

  it('is said in the browser, from what is like it, and shows how long the matter has been open', async () => {
    const dro = await test.visitor(DRO)
    const ask = paths.lineage('recommendation', later)
    const page = (await dro.get(ask)).body
    assert.match(page, new RegExp(`value="recommendation ${earlier}"`))
    assert.equal((await dro.post(ask, { kind: 'reiterates' })).status, 422)
    const { status } = await dro.post(ask, { kind: 'reiterates', earlier: `recommendation ${earlier}`, note: '' })
    assert.equal(status, 303)
    const shown = (await dro.get(paths.recommendation(later))).body
    assert.match(shown, /known since 1 February 2021: <strong>5 years/)
    assert.match(shown, /What became of it before/)
    assert.match(shown, /R7\.1/)
    assert.match((await dro.get(paths.recommendation(earlier))).body, /Reiterated by/)
    const { id } = await test.db.one<{ id: string }>(sql`select id from plans.action where ref = 'Q2.1'`)
    assert.match((await dro.get(paths.action(id))).body, /It was read from plan-2024\.docx, at table 1, row 2/)
  })

  it('never closes a circle, however long, nor when two people close it together', async () => {
    const link = (from: string, to: string) =>
      linkTo(test.db, test.act(), {
        kind: 'supersedes',
        subject: { kind: 'recommendation', id: from },
        earlier: { kind: 'recommendation', id: to },
        note: null,
      })
    assert.equal(await link(earlier, later), CIRCLE)
    assert.equal(await link(later, later), CIRCLE)
    const [a, b] = await test.db.many<{ id: string }>(
      sql`select id from plans.recommendation where ref in ('1', '2') order by ref`,
    )
    assert.ok(a && b)
    const both = await Promise.all([link(a.id, b.id), link(b.id, a.id)])
    assert.deepEqual(both.filter((problem) => problem === null).length, 1)
  })

  it('can be taken back, and stays on record', async () => {
    const dro = await test.visitor(DRO)
    const lineage = await lineageOf(test.db, { kind: 'recommendation', id: later })
    const [own] = lineage?.ancestors ?? []
    assert.ok(own)
    await dro.get(paths.recommendation(later))
    assert.equal((await dro.post(paths.lineageEnd, { id: own.linkId })).status, 303)
    assert.equal((await dro.post(paths.lineageEnd, { id: own.linkId })).status, 404)
    assert.deepEqual((await lineageOf(test.db, { kind: 'recommendation', id: later }))?.ancestors, [])
    const kept = await test.db.one<{ count: number }>(
      sql`select count(*) as count from plans.lineage where id = ${own.linkId}`,
    )
    assert.equal(kept.count, 1)
  })

  it('says lengths of time as people do', () => {
    assert.equal(lengthInWords('2026-01-01', '2026-01-02'), '1 day')
    assert.equal(lengthInWords('2026-01-01', '2026-07-01'), '5 months')
    assert.equal(lengthInWords('2021-02-01', '2026-11-21'), '5 years')
  })

  it('is said of what was made here, and is not the document of its plan', async () => {
    const dro = await test.visitor('Departmental Records Officer')
    const act = test.act(await test.person('Departmental Records Officer'))
    const { planId, file, planOn } = await test.db.one<{ planId: string; file: string; planOn: string }>(
      sql`select id as "planId", source_name as file, plan_on as "planOn" from plans.plan where source_name is not null order by id limit 1`,
    )
    const origin = { words: 'what an assessment of Estates found', path: '/assessments/units/x/findings' }
    const recommendation = await test.db.transaction((tx) =>
      addRecommendationIn(tx, act, planId, { ref: null, text: 'From a finding', origin }),
    )
    const action = await test.db.transaction((tx) =>
      addActionIn(tx, act, recommendation, {
        ref: null,
        text: 'Do it',
        priority: null,
        target: null,
        owner: null,
        unitId: null,
      }),
    )
    for (const path of [`/plans/recommendations/${recommendation}`, `/plans/actions/${action}`]) {
      const { body } = await dro.get(path)
      assert.match(body, /It was made here 21 November 2026.*, by Departmental Records Officer\./, path)
      assert.match(
        body,
        /comes from <a class="govuk-link" href="\/assessments\/units\/x\/findings">what an assessment of Estates found<\/a>/,
        path,
      )
      assert.ok(!body.includes(`read from ${file}`), path)
    }
    const made = await lineageOf(test.db, { kind: 'recommendation', id: recommendation })
    assert.deepEqual([made?.provenance.sourceName, made?.openSince], [null, '2026-11-21'])
    const { read } = await test.db.one<{ read: string }>(
      sql`select id as read from plans.recommendation where plan_id = ${planId} and source is not null order by position limit 1`,
    )
    const imported = await lineageOf(test.db, { kind: 'recommendation', id: read })
    assert.deepEqual([imported?.provenance.sourceName, imported?.provenance.planOn], [file, planOn])
  })
})
