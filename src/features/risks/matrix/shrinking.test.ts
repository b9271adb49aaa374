import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from '#platform/db/index.ts'
import { changeItem } from '#platform/register/index.ts'
import { type TestHouse, testHouse, type Visitor } from '../../../../test/house.ts'
import { sentBy } from '../../../../test/sent-form.ts'
import { fewerObstacle, newRanks } from '../model.ts'
import { paths } from '../paths.ts'
import { risks } from '../registers.ts'
import { matrixOf } from '../store.ts'
import { bandsLost, matrixWithout } from './fewer.ts'
import { shrink } from './shrinking.ts'

const STEPS = [1, 2, 3, 4, 5].map((rank) => ({ id: `s${rank}`, rank, name: `Step ${rank}` }))

describe('removing levels from a scale', () => {
  it('ranks what is left anew from 1', () => {
    assert.deepEqual(
      [...newRanks(STEPS.toReversed(), new Map([['s3', 's2']]))],
      [
        ['s1', 1],
        ['s2', 2],
        ['s4', 3],
        ['s5', 4],
      ],
    )
  })

  it('is refused where a step would become itself, or one that is taken out, or nothing is left', () => {
    const stands = (...fewer: [string, string][]) => fewerObstacle(STEPS, new Map(fewer))?.stepId ?? null
    assert.equal(stands(['s5', 's4']), null)
    assert.equal(stands(['s5', 's5']), 's5')
    assert.equal(stands(['s5', 's4'], ['s4', 's3']), 's5')
    assert.equal(stands(['s5', 's9']), 's5')
    assert.equal(stands(['s5', 's1'], ['s4', 's1'], ['s3', 's1']), null)
    assert.equal(stands(['s5', 's1'], ['s4', 's1'], ['s3', 's1'], ['s2', 's1']), 's5')
  })
})

describe('the matrix as it becomes', () => {
  const band = (id: string) => ({ id, rank: 1, name: id, colour: 'red' as const, meaning: null })
  const levels = STEPS.slice(0, 3).map((one) => ({ ...one, meaning: null }))
  const cells = new Map(
    levels.flatMap((l) => levels.map((i) => [`${l.id} ${i.id}`, l.id === 's1' ? 'a' : 'b'] as const)),
  )
  const matrix = { likelihoods: levels, impacts: levels, bands: [band('a'), band('b'), band('never')], cells }

  it('has the levels that are left, renumbered, and says which bands are gone by it', () => {
    const after = matrixWithout(matrix, { likelihoods: new Map([['s1', 's2']]), impacts: new Map() })
    assert.deepEqual(
      after.likelihoods.map(({ id, rank }) => [id, rank]),
      [
        ['s2', 1],
        ['s3', 2],
      ],
    )
    assert.equal(after.impacts.length, 3)
    assert.deepEqual(
      bandsLost(matrix, after).map(({ id }) => id),
      ['a'],
      'not what no cell had before',
    )
  })
})

describe('a matrix that shrinks', () => {
  let test: TestHouse
  let dro: Visitor
  before(async () => {
    test = await testHouse()
    dro = await test.visitor('Departmental Records Officer')
  })
  after(() => test.close())

  const step = async (scale: 'likelihood' | 'impact', rank: number) =>
    (
      await test.db.one<{ id: string }>(
        sql`select id from ${scale === 'impact' ? sql`risks.impact` : sql`risks.likelihood`} where rank = ${rank} and ended_on is null`,
      )
    ).id
  const risk = async (title: string, likelihood: number, impact: number, more: Record<string, string> = {}) =>
    test.add(risks, {
      title,
      unit_id: (await test.db.one<{ id: string }>(sql`select id from people.unit where name = 'Policy Group'`)).id,
      likelihood_id: await step('likelihood', likelihood),
      impact_id: await step('impact', impact),
      ...more,
    })
  const outside = () =>
    test.db.one<{ count: number }>(sql`
      select count(*) from risks.risk r where exists (select from risks.likelihood l where l.ended_on is not null and l.id in (r.likelihood_id, r.inherent_likelihood_id, r.target_likelihood_id))
        or exists (select from risks.impact i where i.ended_on is not null and i.id in (r.impact_id, r.inherent_impact_id, r.target_impact_id))
        or r.likelihood_id is not null and r.band_id is null`)

  it('goes from five by five to four by four, with a preview, and keeps the history', async () => {
    const [grave, middle, closed] = [
      await risk('Grave', 5, 5, {
        inherent_likelihood_id: await step('likelihood', 5),
        inherent_impact_id: await step('impact', 5),
      }),
      await risk('In the middle', 3, 3, {
        target_likelihood_id: await step('likelihood', 1),
        target_impact_id: await step('impact', 3),
      }),
      await risk('Closed long ago', 5, 3, { closed_on: '2026-11-01', closed_why: 'Gone' }),
    ]
    // One that stands on a step that is taken out only as it was before any control.
    await risk('Was in the middle', 1, 1, {
      inherent_likelihood_id: await step('likelihood', 1),
      inherent_impact_id: await step('impact', 3),
    })
    const [l5, l4, i3, i2] = [
      await step('likelihood', 5),
      await step('likelihood', 4),
      await step('impact', 3),
      await step('impact', 2),
    ]
    const fields = { [`step-${l5}`]: l4, [`step-${i3}`]: i2, why: 'The board uses four steps' }
    assert.equal((await dro.post(paths.shrink, { why: 'x' })).status, 422)
    assert.match((await dro.get(paths.shrink)).body, /every risk at that level moves to the level you choose/)
    const loop = await dro.post(paths.shrink, { ...fields, [`step-${l4}`]: l5 })
    assert.equal(loop.status, 422)
    assert.match(loop.body, /Choose another level for Likely: you are also removing Almost certain/)
    assert.match(loop.body, /The board uses four steps<\/textarea>/)
    const preview = await dro.post(paths.shrink, fields)
    const back = await dro.post(paths.shrink, { ...sentBy(preview.body), 'go-back': 'yes' })
    assert.equal(back.status, 200)
    const filled = sentBy(back.body)
    for (const [name, value] of Object.entries(fields)) assert.deepEqual(filled[name], [value], name)
    assert.equal(preview.status, 200)
    assert.match(preview.body, /Grave[\s\S]*Almost certain, severe: Very high \(25\)[\s\S]*Likely, severe[\s\S]*\(16\)/)
    assert.match(preview.body, /In the middle[\s\S]*\(9\)[\s\S]*\(6\)/)
    assert.match(preview.body, /Inherent: Likely, severe \(25 becomes 16\)/)
    assert.match(preview.body, /Target: /)
    assert.match(preview.body, /Nothing has been changed yet/)
    assert.match(preview.body, /The matrix as it becomes/)
    assert.match(preview.body, /4 Likely[\s\S]*3 Possible/, 'with its new ranks')
    assert.doesNotMatch(preview.body, /No cell is “/, 'each band has a cell still')
    assert.equal((await matrixOf(test.db)).likelihoods.length, 5)
    const reader = await test.visitor('Executive committee member')
    assert.equal((await reader.post(paths.shrink, { ...fields, sure: 'yes' })).status, 403)
    const done = await dro.post(paths.shrink, { ...fields, sure: 'yes' })
    assert.equal(done.status, 303)
    const matrix = await matrixOf(test.db)
    assert.deepEqual(
      [matrix.likelihoods.map(({ rank }) => rank), matrix.impacts.map(({ rank }) => rank)],
      [
        [1, 2, 3, 4],
        [1, 2, 3, 4],
      ],
    )
    assert.equal((await outside()).count, 0)
    const scores = await test.db.many<{ title: string; score: number }>(
      sql`select title, score from risks.risk where id in (${grave}, ${middle}, ${closed}) order by title`,
    )
    assert.deepEqual(scores, [
      { title: 'Closed long ago', score: 8 },
      { title: 'Grave', score: 16 },
      { title: 'In the middle', score: 6 },
    ])
    const kinds = await test.db.many<{ kind: string }>(
      sql`select kind from risks.rating where risk_id = ${closed} and kind = 'rescaled'`,
    )
    assert.deepEqual(kinds, [], 'what is closed stays as it was when it was closed')
    const page = await dro.get(paths.risk(grave))
    assert.match(page.body, /Likelihood now: from “5 Almost certain” to “4 Likely”/)
    assert.match(page.body, /The matrix has other levels[\s\S]*The board uses four steps[\s\S]*First judged/)
    assert.match(page.body, /Very high \(25\)/, 'how it stood stays as it was judged')
    const looked = await dro.get(paths.matrix)
    assert.doesNotMatch(looked.body, /changed since it was loaded/)
    assert.match(looked.body, /Likelihood: “Almost certain” became “Likely”; Impact: “Moderate” became “Minor”/)
    assert.equal([...looked.body.matchAll(/id="cell-\d-\d"/g)].length, 16)
    const form = await dro.get(`${paths.risks}/add`)
    assert.doesNotMatch(form.body, /Almost certain/)
    assert.equal((await dro.post(paths.shrink, { ...fields, sure: 'yes' })).status, 422, 'what is gone is gone')
  })

  it('says before it shrinks which bands no cell has any more, and whose appetite names one', async () => {
    const { likelihoods, bands } = await matrixOf(test.db)
    const [top, below] = [likelihoods.at(-1), likelihoods.at(-2)]
    const very = bands.at(-1)
    assert.ok(top && below && very)
    await test.db.transaction(async (tx) => {
      await tx.run(
        sql`update risks.cell set band_id = ${bands[0]?.id ?? ''} where band_id = ${very.id} and likelihood_id <> ${top.id}`,
      )
      await tx.run(sql`update risks.cell set band_id = ${very.id} where likelihood_id = ${top.id}`)
    })
    const { name } = await test.db.one<{ name: string }>(
      sql`update risks.category set appetite_id = ${very.id} where id = (select id from risks.category where ended_on is null order by name limit 1) returning name`,
    )
    const { body } = await dro.post(paths.shrink, { [`step-${top.id}`]: below.id, why: 'x' })
    assert.match(body, new RegExp(`No cell is “${very.name}” any more: change the bands of the cells`))
    assert.ok(body.includes(`The appetite for “${name}” is “${very.name}”`))
    assert.equal([...body.matchAll(/No cell is “/g)].length, 1)
  })

  it('is no movement of risks: both days are told on one scale', async () => {
    const csv = await dro.get(`${paths.movement}.csv?on=2026-11-21`)
    assert.match(csv.body, /Grave,Policy Group,16,.*,16,.*,Same/)
    test.setNow('2026-11-28T09:00:00Z')
    dro = await test.visitor('Departmental Records Officer')
    const id = await risk('Later', 4, 4)
    const matrix = await matrixOf(test.db)
    const [i4, i3] = [matrix.impacts[3]?.id ?? '', matrix.impacts[2]?.id ?? '']
    await shrink(
      test.db,
      test.act(await test.person('Departmental Records Officer')),
      { likelihoods: new Map(), impacts: new Map([[i4, i3]]) },
      'Three',
    )
    const again = await dro.get(`${paths.movement}.csv?on=2026-11-22`)
    assert.match(again.body, /Grave,Policy Group,12,.*,12,.*,Same/, 'over two changes of the matrix')
    const { score } = await test.db.one<{ score: number }>(sql`select score from risks.risk where id = ${id}`)
    assert.equal(score, 12)
    assert.equal((await outside()).count, 0)
  })

  it('takes no risk on a step that is gone, from wherever it comes', async () => {
    const { id: gone } = await test.db.one<{ id: string }>(
      sql`select id from risks.impact where ended_on is not null order by rank limit 1`,
    )
    const { id, version } = await test.db.one<{ id: string; version: number }>(
      sql`select id, version from risks.risk where title = 'Grave'`,
    )
    for (const column of ['impact_id', 'inherent_impact_id', 'target_impact_id']) {
      const saved = await changeItem(test.db, test.act(), risks, id, version, { [column]: gone })
      assert.ok('message' in saved && /removed from the matrix/.test(saved.message), column)
    }
    await assert.rejects(
      test.db.run(sql`update risks.risk set impact_id = ${gone} where id = ${id}`),
      /outside the matrix/,
    )
  })
})
