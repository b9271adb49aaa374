import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { readerWith } from '#platform/access/index.ts'
import { sql } from '#platform/db/index.ts'
import { told } from '#platform/documents/index.ts'
import { type TestHouse, testHouse } from '../../../test/house.ts'
import { incidents } from './incidents/register.ts'
import { sections } from './sections.ts'

describe('the incidents of a report', () => {
  let test: TestHouse
  before(async () => {
    test = await testHouse()
    await test.db.run(
      sql`update risks.incident set aware_at = '2026-01-05', happened_at = null, personal = 'no', people_affected = null`,
    )
  })
  after(() => test.close())

  const affected = async () => {
    const section = sections.find(({ key }) => key === 'risks.incidents')
    assert.ok(section)
    const span = { from: '2026-11-01', to: '2026-11-30' }
    const blocks = await told(section, test.db, span, { today: '2026-11-21', reader: readerWith([], '2026-11-21') })
    const items = blocks.flatMap((one) => (one.type === 'list' ? one.items : []))
    return items.filter((one) => one.includes('affected'))
  }
  const add = (title: string, people: string | null, personal = 'yes') =>
    test.add(incidents, { title, aware_at: '2026-11-21T08:00', personal, people_affected: people })

  it('tell how many people were affected, and of which breaches that is not said', async () => {
    await add('A letter', '2')
    assert.deepEqual(await affected(), ['2 people were affected'])
    await add('A list', null)
    assert.deepEqual(await affected(), ['2 people were affected in 1 of 2 breaches; the other does not say yet'])
    await add('A leak of water', '3', 'no')
    const others = async () => (await affected()).slice(1)
    assert.deepEqual(await others(), ['3 people were affected by other incidents'])
    await add('A loss of power', null, 'no')
    assert.deepEqual(await others(), ['3 people were affected in 1 of 2 other incidents; the other does not say'])
  })
})
