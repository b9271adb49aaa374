import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from '#platform/db/index.ts'
import { type TestHouse, testHouse } from '../../../test/house.ts'

describe('the page of an item', () => {
  let test: TestHouse
  before(async () => {
    test = await testHouse()
  })
  after(() => test.close())

  it('shows what is filled in, and folds what is not with how much it is', async () => {
    const dro = await test.visitor('Departmental Records Officer')
    const { id } = await test.db.one<{ id: string }>(sql`select id from risks.incident limit 1`)
    const { body } = await dro.get(`/risks/incidents/${id}`)
    assert.doesNotMatch(body, /Not given/)
    const [, many = '', folded = ''] =
      /<details[\s\S]*?Not filled in \((\d+)\)[\s\S]*?<ul[^>]*>([\s\S]*?)<\/ul>/.exec(body) ?? []
    const labels = [...folded.matchAll(/<li>([^<]*)<\/li>/g)].map(([, label]) => label)
    assert.equal(labels.length, Number(many))
    assert.ok(labels.includes('What was learned'))
    const shown = [...body.matchAll(/summary-list__key">\s*([^<]*?)\s*</g)].map(([, label]) => label)
    assert.ok(shown.length > 3)
    assert.deepEqual(
      labels.filter((label) => shown.includes(label)),
      [],
    )
    await test.db.run(sql`update risks.incident set lessons = 'Check the address' where id = ${id}`)
    const again = (await dro.get(`/risks/incidents/${id}`)).body
    assert.match(again, new RegExp(`Not filled in \\(${Number(many) - 1}\\)`))
    assert.match(again, /summary-list__key">\s*What was learned/)
  })
})
