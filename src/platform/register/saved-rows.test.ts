import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { paths } from '#features/assets/paths.ts'
import { assets } from '#features/assets/registers.ts'
import { sql } from '#platform/db/index.ts'
import { readRowsOf } from '#platform/reading/read.ts'
import { type TestHouse, testHouse, type Visitor } from '../../../test/house.ts'
import { asAnswer } from './answering.ts'
import { byCommand } from './importing.ts'
import { sheetOf, takeSheet } from './index.ts'

describe('an import of which a part was saved', () => {
  let test: TestHouse
  let dro: Visitor
  before(async () => {
    test = await testHouse()
    dro = await test.visitor('Departmental Records Officer')
  })
  after(() => test.close())

  const HEAD = 'Name,What it is,Owner (IAO)\n'
  const upload = async (rows: string) => {
    await dro.get(`${paths.assets}/import`)
    const bytes = Buffer.from(`${HEAD}${rows}`)
    const { location = '' } = await dro.upload(`${paths.assets}/import`, { name: 'assets.csv', bytes })
    return location
  }
  const shown = async (location: string, what = 'waiting') => {
    const { body } = await dro.get(`${location}?show=${what}`)
    return body.replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ')
  }
  const saidOf = (name: string) =>
    test.db.many<{ says: string }>(sql`select what as says from assets.asset where name = ${name} order by id`)

  it('keeps the duplicate of a row that it added waiting, also after it was checked again', async () => {
    const location = await upload(
      'Minutes twice,First words,\nMinutes twice,Other words,\nminutes TWICE,Third words,\n',
    )
    assert.match(await shown(location), /This is a duplicate of row 2: .*This is a duplicate of row 2: /)
    await dro.agree(location)
    for (const again of [false, true]) {
      if (again) await dro.post(`${location}/check`, {})
      const text = await shown(location)
      assert.match(text, /2 rows wait 0 will be updated 0 will be added 0 rows change nothing/)
      assert.match(
        text,
        /This is a duplicate of row 2, which has been saved: .*duplicate of row 2, which has been saved: /,
      )
      await dro.agree(location)
      assert.deepEqual(await saidOf('Minutes twice'), [{ says: 'First words' }])
    }
  })

  it('keeps it waiting where the row before updated or changed nothing, and where it waited for something else', async () => {
    await test.add(assets, { name: 'Files twice', what: 'Old words' })
    await test.add(assets, { name: 'Maps twice', what: 'Old words' })
    const location = await upload(
      'Files twice,First words,\nFiles twice,Other words,\nMaps twice,Old words,\nMaps twice,Other words,\nPlans twice,First words,\nPlans twice,Other words,Nobody Known\n',
    )
    assert.match(await shown(location), /3 rows wait 1 will be updated 1 will be added 1 row changes nothing/)
    await dro.agree(location)
    await dro.get(`${location}/rows/7`)
    await dro.post(`${location}/rows/7`, { 'cell-0': 'Plans twice', 'cell-1': 'Other words', 'cell-2': '' })
    const text = await shown(location)
    assert.match(text, /3 rows wait 0 will be updated/)
    for (const row of [2, 4, 6]) assert.match(text, new RegExp(`duplicate of row ${row}, which has been saved`))
    await dro.agree(location)
    for (const [name, says] of [
      ['Files twice', 'First words'],
      ['Maps twice', 'Old words'],
      ['Plans twice', 'First words'],
    ] as const)
      assert.deepEqual(await saidOf(name), [{ says }])
  })

  it('says what was saved and what was not, with one count for what is left', async () => {
    const location = await upload('Saved in parts,First words,\nSaved in parts,Other words,\nLost,,Nobody Known\n')
    assert.match(
      await shown(location),
      /Nothing has been saved yet\. Of 3 rows: 2 rows wait 0 will be updated 1 will be/,
    )
    await dro.agree(location)
    const text = await shown(location)
    assert.match(text, /1 asset added\. 2 rows are left here/)
    assert.match(
      text,
      /The other rows of this file have been saved\. Of the 2 rows left, nothing has been saved yet: 2 rows wait/,
    )
  })

  it('lets a person say that a row is meant to change what another added, and shows what would change first', async () => {
    const location = await upload('Meant twice,First words,\nMeant twice,Other words,\nMeant twice,Third words,\n')
    const before = await dro.get(`${location}/rows/3`)
    assert.doesNotMatch(before.body, /is meant to change it/, 'nothing is saved that it could change')
    assert.equal((await dro.post(`${location}/rows/3/change-saved`, { saved: '2' })).status, 404)
    await dro.agree(location)
    assert.match((await dro.get(`${location}/rows/3`)).body, /Let row 3 change what row 2 saved/)
    assert.equal((await dro.post(`${location}/rows/3/change-saved`, { saved: '4' })).status, 404)
    const other = await test.visitor('Head of KIM')
    assert.equal((await other.post(`${location}/rows/3/change-saved`, { saved: '2' })).status, 404)
    assert.match(await shown(location), /2 rows wait 0 will be updated/)
    assert.equal((await dro.post(`${location}/rows/3/change-saved`, { saved: '2' })).status, 303)
    assert.match(await shown(location), /1 row waits 1 will be updated/)
    assert.match(await shown(location, 'updated'), /What it is: from “First words” to “Other words”/)
    assert.deepEqual(await saidOf('Meant twice'), [{ says: 'First words' }])
    assert.equal((await dro.post(`${location}/rows/4/change-saved`, { saved: '2' })).status, 303)
    assert.match(await shown(location), /1 row waits 1 will be updated/, 'two rows at once change nothing')
    assert.match(await shown(location), /This is a duplicate of row 3: /)
    await dro.agree(location)
    assert.deepEqual(await saidOf('Meant twice'), [{ says: 'Other words' }])
    assert.match(await shown(location), /1 row waits .*duplicate of row 3, which has been saved/)
    await dro.agree(location)
    assert.deepEqual(await saidOf('Meant twice'), [{ says: 'Other words' }])
  })

  it('of more rows than are taken in at once knows a duplicate in another part, by whatever way it comes', async () => {
    const rows = Array.from({ length: 2_100 }, (_, index) => `Part ${index},First words,`)
    const file = [...rows, 'Part 7,Other words,'].join('\n')
    const sheet = sheetOf(assets, readRowsOf(Buffer.from(`${HEAD}${file}\n`), 'a.csv'))
    assert.ok(sheet)
    for (const [added, unchanged] of [
      [2_100, 0],
      [0, 2_100],
    ] as const) {
      const { outcomes } = await takeSheet(test.db, byCommand(assets, test.act()), sheet, false)
      const answer = asAnswer(outcomes)
      assert.deepEqual([answer.added, answer.updated, answer.unchanged], [added, 0, unchanged])
      assert.deepEqual(answer.waiting, [
        { row: 2_102, why: 'This is a duplicate of row 9: both are about the same asset' },
      ])
      assert.deepEqual(await saidOf('Part 7'), [{ says: 'First words' }])
    }
  })

  it('shows as an update what somebody else added meanwhile, and does nothing of it before that was seen', async () => {
    const location = await upload('Added by two,Of the file,\n')
    const { body } = await dro.get(location)
    assert.match(body, />1 will be added</)
    await test.add(assets, { name: 'Added by two', what: 'Of somebody else' })
    const seen = /name="seen" value="([^"]*)"/.exec(body)?.[1] ?? ''
    const { status, body: anew } = await dro.post(location, { seen })
    assert.equal(status, 422)
    assert.match(anew, />1 will be updated</)
    assert.match(anew, /from “Of somebody else” to “Of the file”/)
    assert.deepEqual(await saidOf('Added by two'), [{ says: 'Of somebody else' }])
    await dro.agree(location)
    assert.deepEqual(await saidOf('Added by two'), [{ says: 'Of the file' }])
  })
})
