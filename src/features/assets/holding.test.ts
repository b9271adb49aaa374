import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Person } from '#platform/access/index.ts'
import { sql } from '#platform/db/index.ts'
import { addItem, changeItem } from '#platform/register/index.ts'
import { type TestHouse, testHouse } from '../../../test/house.ts'
import { paths } from './paths.ts'
import { assets } from './registers.ts'

const SIRO = 'Senior Information Risk Owner'
const CHAMPION = 'KIM Champion, Digital and Technology'
const ASSESSOR = 'Assessor'
const BOTH = 'The owner and the deputy must be different people'

describe('the owner and the deputy of an asset', () => {
  let test: TestHouse
  let siro: Person
  before(async () => {
    test = await testHouse()
    siro = await test.person(SIRO)
  })
  after(() => test.close())

  const idOf = async (name: string) => (await test.person(name)).id
  const change = async (id: string, value: Parameters<TestHouse['add']>[1]) => {
    const { version } = await test.db.one<{ version: number }>(sql`select version from assets.asset where id = ${id}`)
    return changeItem(test.db, test.act(siro), assets, id, version, value)
  }

  it('are two people, whichever is given, and whichever was there before', async () => {
    const [champion, assessor] = [await idOf(CHAMPION), await idOf(ASSESSOR)]
    const twice = { owner_id: champion, deputy_id: champion }
    const refused = await addItem(test.db, test.act(siro), assets, { name: 'Staff records', ...twice })
    assert.deepEqual(refused, { field: 'deputy_id', message: BOTH })
    const added = await test.add(assets, { name: 'Staff records', owner_id: champion, deputy_id: assessor }, siro)
    assert.deepEqual(await change(added, { deputy_id: champion }), { field: 'deputy_id', message: BOTH })
    assert.deepEqual(await change(added, { owner_id: assessor }), { field: 'owner_id', message: BOTH })
    assert.ok('id' in (await change(added, { owner_id: assessor, deputy_id: champion })), 'they may change places')
    assert.ok('id' in (await change(added, { owner_id: null, deputy_id: null })), 'nobody is not one person')
    await test.db.run(sql`update assets.asset set owner_id = ${champion}, deputy_id = ${champion} where id = ${added}`)
    assert.ok('id' in (await change(added, { why: 'Kept by law' })), 'what stood so does not stop other changes')
    const visitor = await test.visitor(SIRO)
    const form = await visitor.post(`/assets/assets/${added}/change`, {
      version: String(
        (await test.db.one<{ version: number }>(sql`select version from assets.asset where id = ${added}`)).version,
      ),
      name: 'Staff records',
      ...twice,
    })
    assert.equal(form.status, 422)
    assert.ok(form.body.includes(BOTH))
  })

  it('is told to the owner on their first page until they confirm the entry', async () => {
    await test.db.run(sql`update assets.asset set owner_id = null, deputy_id = null`)
    const added = await test.add(assets, { name: 'Pay records' }, siro)
    const champion = await test.visitor(CHAMPION)
    const line = 'You are now the owner of Pay records: confirm its entry'
    assert.ok(!(await champion.get('/')).body.includes(line))
    await change(added, { owner_id: await idOf(CHAMPION) })
    const home = (await champion.get('/')).body
    assert.ok(home.includes(line))
    assert.match(home, new RegExp(`href="${paths.mine}"[^>]*>${line}`))
    const second = await test.add(assets, { name: 'Leave records', owner_id: await idOf(CHAMPION) }, siro)
    assert.match(
      (await champion.get('/')).body,
      /2 information assets that you are now the owner of are to be confirmed/,
    )
    await champion.get(paths.mine)
    for (const id of [added, second]) {
      const { version } = await test.db.one<{ version: number }>(sql`select version from assets.asset where id = ${id}`)
      assert.equal((await champion.post(paths.confirm(id), { version: String(version) })).status, 303)
    }
    assert.doesNotMatch((await champion.get('/')).body, /now the owner of/)
    await change(added, { owner_id: await idOf(ASSESSOR) })
    const assessor = (await (await test.visitor(ASSESSOR)).get('/')).body
    assert.match(assessor, /1 information asset came to you from another owner/)
    assert.doesNotMatch(assessor, /now the owner of/, 'said once')
    await test.add(assets, { name: 'Board papers', owner_id: await idOf(SIRO) }, siro)
    assert.doesNotMatch((await (await test.visitor(SIRO)).get('/')).body, /now the owner of/, 'who named themselves')
  })
})
