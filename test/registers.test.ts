import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { routes } from '../src/house.ts'
import { type TestHouse, testHouse, type Visitor } from './house.ts'

/** The address of each register: what changes under the API is one. */
const REGISTERS = routes
  .filter(({ method, path }) => method === 'PATCH' && path.startsWith('/api/v1/'))
  .map(({ path }) => path.replace('/api/v1', '').replace('/:id', ''))

describe('every register', () => {
  let test: TestHouse
  let dro: Visitor
  before(async () => {
    test = await testHouse()
    dro = await test.visitor('Departmental Records Officer')
  })
  after(() => test.close())

  it('leaves as a file and can be taken in again from it, with nothing that is not understood', async () => {
    assert.ok(REGISTERS.length > 25)
    const told: string[] = []
    for (const [index, path] of REGISTERS.entries()) {
      const ending = ['csv', 'xlsx', 'ods'][index % 3] ?? 'csv'
      const { raw, status } = await dro.get(`${path}.${ending}`)
      assert.equal(status, 200, path)
      await dro.get(`${path}/import`)
      const { location, body } = await dro.upload(`${path}/import`, { name: `all.${ending}`, bytes: raw })
      if (!location) {
        assert.match(body, /has no table with rows/, path)
        assert.match((await dro.get(path)).body, /No [a-z ]+ match|>0 /, `${path} is empty`)
        continue
      }
      const preview = await dro.get(location)
      assert.match(preview.body, /[1-9]\d* can be added and 0 cannot/, `${path}.${ending}`)
      told.push(path)
    }
    assert.ok(told.length > 15, `${told.length} registers of the example have entries`)
  })
})
