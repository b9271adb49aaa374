import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { readerWith } from '#platform/access/index.ts'
import type { Day } from '#platform/calendar/index.ts'
import { sql } from '#platform/db/index.ts'
import { told } from '#platform/documents/index.ts'
import { type TestHouse, testHouse } from '../../../test/house.ts'
import { closeCampaign, openCampaign, publishResults } from './campaigns/deeds.ts'
import { WHOLE } from './results/model.ts'
import { summaries } from './results/store.ts'
import { sections } from './sections.ts'

const LAST = 'Knowledge management benchmark, last year'
const THIS = 'Knowledge management benchmark, this year'

describe('what reports say of assessments', () => {
  let test: TestHouse
  before(async () => {
    test = await testHouse()
  })
  after(() => test.close())

  const idOf = async (name: string) =>
    (await test.db.one<{ id: string }>(sql`select id from assessments.campaign where name = ${name}`)).id
  async function said(from: Day, to: Day, today: Day) {
    const [section] = sections
    assert.ok(section)
    const blocks = await told(section, test.db, { from, to }, { today, reader: readerWith([], today) })
    return blocks.map((one) => (one.type === 'paragraph' ? one.text : one.type === 'table' ? one.caption : one.type))
  }
  const summaryOf = (name: string) => new RegExp(`${name}, to be answered by .*: \\d units? (?:is|are) final`)

  it('is of the period: what was published in it, else that nothing was, and the last results before', async () => {
    const [none, open, ...rest] = await said('2026-04-01', '2026-11-21', '2026-11-21')
    assert.match(
      none ?? '',
      /^No results were published since 21 November 2026, when the record began\. The last are of 11 December 2025: /,
    )
    assert.match(none ?? '', summaryOf(LAST))
    assert.equal(open, `Under way on 21 November 2026: ${THIS}; Health checks, this year.`)
    assert.deepEqual(rest, [], 'no table of another period')
  })

  it('names a campaign that was closed in the period and not published', async () => {
    test.setNow('2026-12-20T10:00:00Z')
    await closeCampaign(test.db, test.act(), await idOf(THIS))
    const words = await said('2026-11-01', '2026-12-31', '2026-12-31')
    assert.ok(words.includes(`Closed, with results that were not published: ${THIS} (closed on 20 December 2026).`))
    assert.ok(words.includes('Under way on 31 December 2026: Health checks, this year.'))
    const later = await said('2027-01-01', '2027-01-05', '2027-01-05')
    assert.ok(!later.some((one) => one.includes(THIS)), 'it was closed before this period')
  })

  it('tells results in the period in which they were published, and not in those before or after it', async () => {
    test.setNow('2027-01-10T23:30:00Z')
    const id = await idOf(THIS)
    await publishResults(test.db, test.act(), id, true)
    test.setNow('2027-03-01T10:00:00Z')
    const inTime = await said('2027-01-10', '2027-01-10', '2027-03-01')
    assert.match(inTime[0] ?? '', /^What follows is what is on record today, 1 March 2027/)
    assert.match(inTime[1] ?? '', summaryOf(THIS))
    assert.equal(inTime[2], 'Its results were published on 10 January 2027.')
    assert.equal(inTime[3], `Units by their score: ${THIS}`)
    assert.ok(!inTime.some((one) => one.includes(LAST)))
    const before = await said('2026-11-01', '2027-01-09', '2027-03-01')
    assert.match(
      before[1] ?? '',
      /^No results were published since 21 November 2026, when the record began\. The last are of 11 December 2025/,
    )
    assert.ok(before.includes(`Closed, with results that were not published: ${THIS} (closed on 20 December 2026).`))
    const between = await said('2027-01-01', '2027-01-09', '2027-03-01')
    assert.ok(!between.some((one) => one.includes(THIS)), 'closed before it, published after it')
    const open = await said('2026-11-25', '2026-12-10', '2027-03-01')
    assert.equal(open.at(-1), `Under way on 10 December 2026: ${THIS}; Health checks, this year.`)
    const after = await said('2027-01-11', '2027-02-01', '2027-03-01')
    assert.match(after[1] ?? '', /^No results were published in this period\. The last are of 10 January 2027/)
  })

  it('tells no score of a unit that has not handed in its answers', async () => {
    const unit = await test.db.one<{ id: string; name: string }>(sql`
      select p.id, p.unit_name as name from assessments.participant p where p.campaign_id = ${await idOf(THIS)} and p.state = 'answering'`)
    await test.db.run(
      sql`update assessments.standing set own = 4.9, level = 'Leading' where participant_id = ${unit.id} and part = '*'`,
    )
    const [section] = sections
    assert.ok(section)
    const today = '2027-03-01'
    const span = { from: '2027-01-10', to: '2027-01-10' }
    const blocks = await told(section, test.db, span, { today, reader: readerWith([], today) })
    const rows = blocks.flatMap((one) => (one.type === 'table' ? one.rows : []))
    const row = rows.find(([name]) => name === unit.name)
    assert.deepEqual(row?.slice(1, 3), ['', ''])
  })

  it('forgets the day of results that are taken back, and says that a campaign of then was under way', async () => {
    const id = await idOf(THIS)
    await publishResults(test.db, test.act(), id, false)
    await openCampaign(test.db, test.act(), id)
    const words = await said('2027-01-01', '2027-03-01', '2027-03-01')
    assert.match(words[0] ?? '', /The last are of 11 December 2025/)
    assert.equal(words[1], `Under way on 1 March 2027: ${THIS}; Health checks, this year.`)
  })

  it('gives a middle score from three units on', async () => {
    const id = await idOf(LAST)
    const whole = async () => (await summaries(test.db, id)).find(({ part }) => part === WHOLE)
    assert.equal((await whole())?.units, 5)
    assert.ok((await whole())?.median)
    const leave = (most: number) =>
      test.db.run(sql`
        update assessments.participant set state = case when id in (
          select p.id from assessments.participant p where p.campaign_id = ${id} order by p.id limit ${most}) then 'final' else 'submitted' end
        where campaign_id = ${id}`)
    await leave(3)
    assert.ok((await whole())?.median)
    await leave(2)
    assert.deepEqual([(await whole())?.units, (await whole())?.median], [2, null])
    assert.match(
      (await said('2027-02-01', '2027-03-01', '2027-03-01'))[0] ?? '',
      /2 units are final, scores go from [\d.]+ to [\d.]+, and/,
    )
    await leave(1)
    assert.match(
      (await said('2027-02-01', '2027-03-01', '2027-03-01'))[0] ?? '',
      /1 unit is final, the score is [\d.]+, and/,
    )
  })
})
