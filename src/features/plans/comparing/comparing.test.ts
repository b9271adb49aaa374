import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { asTheReader } from '#platform/access/index.ts'
import { drawnWithin, lineChart } from '#platform/charts/index.ts'
import { sql } from '#platform/db/index.ts'
import { type TestHouse, testHouse, type Visitor } from '../../../../test/house.ts'
import { paths } from '../paths.ts'
import { burnUp, changeCounts, ownerFigures, unitFigures } from './store.ts'
import { share } from './views/frame.ts'

const TODAY = '2026-11-21'

describe('comparing', () => {
  let test: TestHouse
  let reader: Visitor
  before(async () => {
    test = await testHouse()
    reader = await test.visitor('Executive committee member')
    await test.db.run(sql`
      update plans.action set unit_id = (select id from people.unit where name = 'Policy Group') where ref like '3.%'`)
    await test.db.run(sql`update plans.action set unit_id = null where ref = '4.3'`)
  })
  after(() => test.close())

  it('tells small numbers as they are', () => {
    assert.equal(share(3, 7), '3 of 7')
    assert.equal(share(3, 10), '30% (3 of 10)')
    assert.equal(share(0, 0), '–')
  })

  it('lays units side by side, and counts what belongs to none', async () => {
    const units = await unitFigures(test.db, TODAY, null)
    assert.deepEqual(
      units.map(({ unit, actions, open, overdue, slipped, medianAge, judged, accepted }) => [
        unit,
        [actions, open, overdue, slipped, medianAge, judged, accepted],
      ]),
      [
        ['Department for Example Affairs', [10, 8, 3, 1, 205, 2, 1]],
        ['Policy Group', [3, 2, 0, 0, 205, 0, 0]],
        [null, [1, 1, 0, 0, 205, 0, 0]],
      ],
    )
    const page = (await reader.get(paths.compareUnits)).body
    assert.match(page, /1 of 2/)
    assert.match(page, /10% \(1 of 10\)/)
    assert.match((await reader.get(`${paths.compareUnits}/table.csv`)).body, /Policy Group,3,2,0,0,205,0,0/)
  })

  it('counts promises, dates and what was finished, month by month', async () => {
    const points = await burnUp(test.db, null, TODAY, 36)
    const at = (month: string) => points.find((one) => one.month === month)
    assert.deepEqual(at('2026-04-01'), { month: '2026-04-01', promised: 14, finished: 1, planned: 1 })
    assert.equal(at('2026-11-01')?.finished, 3)
    assert.ok(points.length > 12)
    assert.ok(points.every((one, index) => index === 0 || one.planned >= (points[index - 1]?.planned ?? 0)))
    const page = (await reader.get(paths.portfolio)).body
    assert.match(page, /Promised, due and finished/)
    assert.match(page, /21% \(3 of 14\)/)
  })

  it('tells what changed between two days, and nothing before or after', async () => {
    const counts = await changeCounts(test.db, null, '2026-09-30', '2026-10-31')
    assert.deepEqual([counts.claims, counts.verdicts, counts.refused, counts.dates, counts.commentary], [1, 2, 1, 0, 1])
    assert.equal((await changeCounts(test.db, null, '2026-07-09', '2026-07-10')).slipped, 1)
    const days = 'from-day=9&from-month=7&from-year=2026&to-day=10&to-month=7&to-year=2026'
    const page = (await reader.get(`${paths.changes}?${days}`)).body
    assert.match(page, /Target date moved 92 days later/)
    assert.doesNotMatch(page, /Verdict:/)
    const backwards = days.replace('from-day=9', 'from-day=19')
    assert.equal((await reader.get(`${paths.changes}?${backwards}`)).status, 422)
    assert.equal((await reader.get(`${paths.changes}?plan=01a1fcf2-f643-7a3a-b1e7-9d4f44938249`)).status, 404)
    const file = (await reader.get(`${paths.changes}/table.csv?${days}`)).body
    assert.match(file, /Target date moved 92 days later/)
    assert.match(file, /Days later,Days earlier\r\n/)
    assert.match(file, /,92,\r\n/)
  })

  it('shows what an owner carries', async () => {
    const { id } = await test.db.one<{ id: string }>(sql`select id from people.role where short_name = 'DRO'`)
    const figures = await ownerFigures(test.db, 'role', id, TODAY)
    const counted = await test.db.one<{ open: number }>(sql`
      select count(*) as open from plans.action a where not is_finished and exists (select from plans.owner o where o.action_id = a.id and o.role_id = ${id})`)
    assert.equal(figures?.open, counted.open)
    const page = (await reader.get(paths.owner('role', id))).body
    assert.match(page, /What comes due in each month/)
    assert.equal((await reader.get(paths.owner('team', id))).status, 404)
    assert.equal((await reader.get(paths.owner('person', id))).status, 404)
  })

  it('draws lines with their names apart', () => {
    const chart = lineChart({
      from: drawnWithin(asTheReader('a test'), null),
      id: 'x',
      title: 'T',
      description: 'D',
      points: ['one', 'two'],
      series: [
        { name: 'A', colour: 'blue', values: [1, 2] },
        { name: 'B', colour: 'red', values: [1, 2] },
        { name: 'C', colour: 'green', values: [null, null] },
      ],
    }).markup
    const heights = [...chart.matchAll(/y="([\d.]+)" font-size="14"/g)].map(([, y]) => Number(y))
    assert.equal(new Set(heights).size, 3)
    assert.doesNotMatch(chart, /NaN/)
  })
})
