import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from '#platform/db/index.ts'
import { newId } from '#platform/ids.ts'
import { paths as peoplePaths } from '../src/features/people/paths.ts'
import { paths } from '../src/features/plans/paths.ts'
import { type TestHouse, testHouse, type Visitor } from './house.ts'

describe('what is gone, or is somebody else’s', () => {
  let test: TestHouse
  let dro: Visitor
  let other: Visitor
  before(async () => {
    test = await testHouse()
    dro = await test.visitor('Departmental Records Officer')
    other = await test.visitor('Head of KIM')
  })
  after(() => test.close())

  const counted = async (table: 'import' | 'mapping' | 'view', id: string) => {
    const tables = { import: sql`plans.import`, mapping: sql`plans.mapping`, view: sql`register.view` }
    return (await test.db.one<{ many: number }>(sql`select count(*) as many from ${tables[table]} where id = ${id}`))
      .many
  }

  it('is not said to be discarded: an import of a plan', async () => {
    const { location = '' } = await dro.post(paths.imports, { table: 'Ref\tAction\n1\tWrite it' })
    const id = location.split('?')[0]?.split('/')[3] ?? ''
    assert.equal(await counted('import', id), 1)
    assert.equal((await other.post(paths.importDiscard(id), {})).status, 404)
    assert.equal(await counted('import', id), 1)
    assert.equal((await dro.post(paths.importDiscard(id), {})).status, 303)
    assert.equal(await counted('import', id), 0)
    for (const gone of [id, newId(), 'no-id']) assert.equal((await dro.post(paths.importDiscard(gone), {})).status, 404)
  })

  it('is not said to be dropped: an import into a register', async () => {
    const file = { name: 'units.csv', bytes: Buffer.from('Name,Kind\nNew,team\n') }
    const { location = '' } = await dro.upload(`${peoplePaths.units}/import`, file)
    assert.equal((await other.post(`${location}/drop`, {})).status, 404)
    assert.equal((await dro.get(location)).status, 200)
    assert.equal((await dro.post(`${location}/drop`, {})).status, 303)
    assert.equal((await dro.post(`${location}/drop`, {})).status, 404)
  })

  it('is not said to be removed: a view of a list, and how tables are read', async () => {
    await dro.post('/views', { register: 'units', name: 'Mine', query: '?sort=name', back: '/people/units' })
    const { id } = await test.db.one<{ id: string }>(sql`select id from register.view where name = 'Mine'`)
    assert.equal((await other.post('/views/remove', { id, back: '/people/units' })).status, 404)
    assert.equal(await counted('view', id), 1)
    assert.equal((await dro.post('/views/remove', { id, back: '/people/units' })).status, 303)
    assert.equal((await dro.post('/views/remove', { id, back: '/people/units' })).status, 404)
    for (const gone of [newId(), 'no-id']) assert.equal((await dro.post(paths.mappingRemove, { id: gone })).status, 404)
  })
})
