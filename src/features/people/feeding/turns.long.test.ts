import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { type TestHouse, testHouse, type Visitor } from '../../../../test/house.ts'
import { inTurns } from '../../../../test/turns.ts'
import { paths } from '../paths.ts'

/** A feed may come again: what is compiled at its first time is no work of a request. */
const again = { again: true }

describe('feeds', () => {
  let test: TestHouse
  let dro: Visitor
  before(async () => {
    test = await testHouse()
    dro = await test.visitor('Departmental Records Officer')
  })
  after(() => test.close())

  it('let everybody have their turn, also the largest; one with more than a feed holds is refused', async () => {
    const officer = await test.person('Departmental Records Officer')
    const token = await test.key(officer.id, ['accounts:administer'])
    const post = (text: string) =>
      test.server.inject({
        method: 'POST',
        url: '/api/v1/people/feeds',
        headers: { host: 'localhost', authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        payload: text,
      })
    const resource = (index: number) => ({
      schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
      id: `2819c223-7f76-453a-919d-${index}`,
      meta: { resourceType: 'User', location: `https://example.com/v2/Users/${'x'.repeat(420)}/${index}` },
      userName: `user${index}@example.gov.uk`,
      name: { givenName: 'Barbara', familyName: `Jensen ${index}` },
      emails: [{ value: `user${index}@example.gov.uk`, type: 'work', primary: true }],
      active: true,
    })
    const listOf = (many: number, one: (index: number) => object) =>
      JSON.stringify({ Resources: Array.from({ length: many }, (_, index) => one(index)) })
    const full = listOf(5_000, resource)
    assert.ok(full.length > 3_800_000 && full.length < 4_000_000, String(full.length))
    assert.equal((await inTurns('a full body', () => post(full), again)).statusCode, 200)
    const named = (index: number) => ({ userName: `n${index}@x` })
    const many = await inTurns('many members', () => post(listOf(20_000, named)), again)
    assert.equal(many.statusCode, 200)
    const more = await post(listOf(20_001, named))
    assert.equal(more.statusCode, 413)
    assert.match(more.body, /A feed holds 20,000 people and units at most/)
    const { id } = JSON.parse(many.body) as { id: string }
    assert.equal((await inTurns('its preview', () => dro.get(paths.feed(id)), again)).status, 200)
    await dro.get(paths.feeds)
    const upload = (name: string, text: string) =>
      dro.upload(paths.feeds, { name, bytes: Buffer.from(text) }, { whole: 'no' })
    assert.equal((await inTurns('a file of JSON', () => upload('people.json', full), again)).status, 303)
    const rows = Array.from({ length: 19_999 }, (_, index) => `L${index},Long ${index},l${index}@example.gov.uk`)
    assert.equal(
      (await inTurns('a long table', () => upload('p.csv', `ID,Name,Email\n${rows.join('\n')}`), again)).status,
      303,
    )
    for (const [text, words] of [
      [full.padEnd(4_000_001), /longer than 4 MB/],
      [listOf(20_001, named), /A feed holds 20,000 people and units at most/],
      ['{', /not JSON/],
    ] as const) {
      const refused = await upload('people.json', text)
      assert.equal(refused.status, 422)
      assert.match(refused.body, words)
    }
  })
})
