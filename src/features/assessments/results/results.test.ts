import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from '#platform/db/index.ts'
import { type TestHouse, testHouse, type Visitor } from '../../../../test/house.ts'
import { paths } from '../paths.ts'
import { compile } from '../scoring/compile.ts'
import { frameworkOf } from '../scoring/read.ts'
import { partsOf } from './model.ts'
import { league, unitScores } from './store.ts'

describe('the heat map and the league table', () => {
  let test: TestHouse
  let dro: Visitor
  let id = ''
  before(async () => {
    test = await testHouse()
    dro = await test.visitor('Departmental Records Officer')
    id = (
      await test.db.one<{ id: string }>(
        sql`select id from assessments.campaign where name = 'Knowledge management benchmark, last year'`,
      )
    ).id
  })
  after(() => test.close())

  const set = (unit: string, score: number, most = 5) =>
    test.db.run(sql`
      update assessments.standing set own = ${score}, moderated = ${score}, most = ${most} where part = '*'
        and participant_id = (select id from assessments.participant where campaign_id = ${id} and unit_name = ${unit})`)
  const UNITS = [
    'Corporate Services Group',
    'Digital and Technology Directorate',
    'Policy Group',
    'Example Inspection Agency',
    'Example Heritage Commission',
  ]

  it('give one shade to what has one rank, and never a lighter one to what stands higher', async () => {
    // 3.3333 is where a shade ends: what looks like 3.33 stands on one side of it.
    const scores = [3.3349, 3.3251, 3.3333, 3.34, 0.83]
    for (const [index, unit] of UNITS.entries()) await set(unit, scores[index] ?? 0)
    const ranks = await league(test.db, id, '*', 100)
    const { body } = await dro.get(paths.heatMap(id))
    const shades = new Map(
      [
        ...body.matchAll(
          /class="m-way"[^>]*aria-label="([^"]+)">.*?<\/a><rect[^>]*fill="(#[0-9a-f]{6})"[^>]*\/?>.*?<text[^>]*>([^<]+)<\/text>/gs,
        ),
      ].map(([, unit = '', fill = '', text = '']) => [unit, { fill, text }]),
    )
    assert.equal(shades.size, 5)
    assert.deepEqual(
      ranks.map(({ rank }) => rank),
      [1, 2, 2, 2, 5],
    )
    const ORDER = ['#f3f2f1', '#d2e2f1', '#8eb8dc', '#1d70b8', '#144e81', '#0b2c49']
    const dark = ranks.map(({ unit }) => ORDER.indexOf(shades.get(unit)?.fill ?? ''))
    assert.deepEqual(
      dark,
      dark.toSorted((a, b) => b - a),
    )
    for (const [index, one] of ranks.entries())
      for (const [other, two] of ranks.entries()) if (one.rank === two.rank) assert.equal(dark[index], dark[other])
    const table = (await dro.get(paths.league(id))).body
    for (const { unit } of ranks) {
      const text = shades.get(unit)?.text ?? ''
      assert.match(table, new RegExp(`${unit}</a></t[hd]>\\s*<td[^>]*>${text} `), `${unit} ${text}`)
    }
  })

  it('go by what could be had, where less applied to one unit than to another', async () => {
    await set('Policy Group', 18, 20)
    await set('Digital and Technology Directorate', 22, 25)
    const rows = await league(test.db, id, '*', 100)
    assert.deepEqual(
      rows.slice(0, 2).map(({ unit }) => unit),
      ['Policy Group', 'Digital and Technology Directorate'],
    )
    const units = await unitScores(test.db, id, { limit: 10 })
    const share = (name: string) => units.find(({ unit }) => unit === name)?.scores['*']?.share
    assert.equal(share('Policy Group'), 0.9)
    assert.equal(share('Digital and Technology Directorate'), 0.88)
    assert.match((await dro.get(paths.league(id))).body, /18 of 20/)
    assert.match((await dro.get(paths.heatMap(id))).body, />18 of 20</)
  })

  it('weigh the points of sections as the engine does', () => {
    const { framework } = frameworkOf({
      key: 't',
      version: '1',
      name: 'T',
      scales: { main: { points: { least: 0, most: 10 } } },
      scale: 'main',
      rules: { section: 'points', overall: 'points' },
      sections: [
        { code: 'A', name: 'A', weight: 3, questions: [{ code: 'A1', text: '?', weight: 2 }] },
        { code: 'B', name: 'B', questions: [{ code: 'B1', text: '?' }] },
      ],
    })
    assert.ok(framework)
    assert.deepEqual(
      partsOf(compile(framework)).map(({ most }) => most),
      [70, 20, 10],
    )
  })
})
