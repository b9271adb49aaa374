import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Person } from '#platform/access/index.ts'
import { sql, type Tx } from '#platform/db/index.ts'
import { newId } from '#platform/ids.ts'
import { addItem, changeItem } from '#platform/register/index.ts'
import { type TestHouse, testHouse } from '../../../test/house.ts'
import { rooms } from '../../house.ts'
import { appointments, people } from '../people/registers.ts'
import { roles } from '../people/roles.ts'
import { holderObstacles } from './holding.ts'
import { paths } from './paths.ts'
import { assets } from './registers.ts'

const SIRO = 'Senior Information Risk Owner'
const CHAMPION = 'KIM Champion, Digital and Technology'
const ASSESSOR = 'Assessor'
const { permissions } = rooms
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

  it('are not made so by themselves, who may not see what happened to the asset', async () => {
    const role = await test.add(roles(permissions), {
      name: 'Asset clerk',
      reach: 'everywhere',
      permissions: ['assets:read', 'assets:change'],
    })
    const clerkId = await test.add(people, { name: 'Clerk of assets' })
    await test.add(appointments, { person_id: clerkId, role_id: role, unit_id: null, from_on: '2026-01-01' })
    const clerk = await test.person('Clerk of assets')
    const [champion, assessor] = [await idOf(CHAMPION), await idOf(ASSESSOR)]
    const id = await test.add(assets, { name: 'Old records', owner_id: champion, deputy_id: null }, siro)
    const changeBy = async (person: Person, value: Parameters<TestHouse['add']>[1]) => {
      const { version } = await test.db.one<{ version: number }>(sql`select version from assets.asset where id = ${id}`)
      return changeItem(test.db, test.act(person), assets, id, version, value)
    }
    for (const field of ['owner_id', 'deputy_id']) {
      const outcome = await changeBy(clerk, { [field]: clerkId })
      assert.ok('message' in outcome)
      assert.match(outcome.message, /^Only somebody who may see incidents can make themselves/)
      assert.deepEqual([outcome.field, outcome.isOfRights], [field, true])
    }
    assert.ok('id' in (await changeBy(clerk, { deputy_id: assessor })), 'somebody else may be named')
    assert.ok('id' in (await changeBy(clerk, { why: 'Kept by law', deputy_id: null })), 'and nobody')
    assert.ok(
      'id' in (await addItem(test.db, test.act(clerk), assets, { name: 'New records', owner_id: clerkId })),
      'of a new one',
    )
    assert.ok('id' in (await changeBy(siro, { deputy_id: siro.id })), 'who may see them')
    assert.ok('id' in (await changeBy(siro, { deputy_id: clerkId })), 'by somebody who may see them')
    assert.ok('id' in (await changeBy(clerk, { owner_id: clerkId, deputy_id: null })), 'who sees them already')
  })

  it('cost no question where nobody is named for an asset that is there', async () => {
    const clerk = await test.person(ASSESSOR)
    const asked = () => Promise.reject(new Error('the database was asked'))
    const silent: Tx = { kind: 'transaction', many: asked, one: asked, maybe: asked, run: asked }
    const [added, kept] = [
      { id: null, value: { name: 'New records', owner_id: clerk.id } },
      { id: newId(0), value: { why: 'Kept by law' } },
    ]
    assert.deepEqual(await holderObstacles(silent, [added, kept], test.act(clerk)), [null, null])
    const named = { id: newId(0), value: { deputy_id: clerk.id } }
    await assert.rejects(holderObstacles(silent, [added, named], test.act(clerk)), /was asked/)
  })
})
