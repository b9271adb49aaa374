import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from '#platform/db/index.ts'

import { type TestHouse, testHouse, type Visitor } from '../../../../test/house.ts'
import { rooms } from '../../../house.ts'
import { assets } from '../../assets/registers.ts'
import { paths } from '../paths.ts'
import { units } from '../registers.ts'
import { roles } from '../roles.ts'

const DAY = { 'on-day': '1', 'on-month': '2', 'on-year': '2027' }
const MANAGER = 'Local Information Manager, Digital and Technology'

describe('a split that is planned', () => {
  let test: TestHouse
  let dro: Visitor
  before(async () => {
    test = await testHouse()
    dro = await test.visitor('Departmental Records Officer')
  })
  after(() => test.close())

  const split = (unit: string, more: Record<string, string> = {}) =>
    dro.post(paths.reorganiseAs('split'), {
      why: 'A decision',
      unit,
      names: 'North part\nSouth part',
      kind: 'team',
      heir: 'first',
      ...DAY,
      ...more,
    })
  const choice = (body: string, id: string) =>
    new RegExp(`<select[^>]*id="place-assets-${id}"[\\s\\S]*?</select>`).exec(body)?.[0] ?? ''

  it('names each item that moves and where it goes, to those who may reorganise', async () => {
    const unit = await test.add(units, { name: 'Divided', kind: 'team', parent_id: null })
    const [one, other] = [
      await test.add(assets, { name: 'Northern files', unit_id: unit }),
      await test.add(assets, { name: 'Southern files', unit_id: unit }),
    ]
    const place = { [`place-assets-${other}`]: 'new:1' }
    const preview = (await split(unit, place)).body
    for (const id of [one, other]) {
      assert.match(choice(preview, id), /selected/)
      assert.doesNotMatch(choice(preview, id), />\s*Choose\s*</, 'it would go to the first unit')
    }
    const { location = '' } = await split(unit, { ...place, sure: 'yes' })
    const page = (await dro.get(location)).body
    assert.match(page, /Northern files<[\s\S]*?Divided<[\s\S]*?Moves to North part</)
    assert.match(page, /Southern files<[\s\S]*?Divided<[\s\S]*?Moves to South part</)
    const siro = await (await test.visitor('Senior Information Risk Owner')).get(location)
    assert.match(siro.body, /2 information assets|1 information asset/)
    assert.doesNotMatch(siro.body, /Northern files/, 'names can be confidential')
    assert.match(siro.body, /Some items may not be shown to you/)
  })

  it('says how many items stay with a unit that goes on, and names them to those who may reorganise', async () => {
    const unit = await test.add(units, { name: 'Going on', kind: 'team', parent_id: null })
    const [stays, goes] = [
      await test.add(assets, { name: 'Files that stay', unit_id: unit }),
      await test.add(assets, { name: 'Files that go', unit_id: unit }),
    ]
    const fields = { names: 'East part', heir: 'itself', [`place-assets-${goes}`]: 'new:0' }
    assert.match((await split(unit, fields)).body, new RegExp(`place-assets-${stays}`))
    const { location = '' } = await split(unit, { ...fields, sure: 'yes' })
    const page = (await dro.get(location)).body
    assert.match(page, /1 item stays with Going on\./)
    assert.match(page, /Files that stay<[\s\S]*?Going on<[\s\S]*?Stays with Going on</)
    assert.match(page, /Files that go<[\s\S]*?Going on<[\s\S]*?Moves to East part</)
    assert.doesNotMatch(page, /Ask whoever planned it/)
    assert.doesNotMatch(page, /may not be shown/, 'they see every item')
    const siro = (await (await test.visitor('Senior Information Risk Owner')).get(location)).body
    assert.match(siro, /1 item stays with Going on\./)
    assert.doesNotMatch(siro, /Files that stay|Files that go/, 'names can be confidential')
    await test.db.run(
      sql`update people.role set permissions = array_remove(permissions, 'incidents:read') where name = ${'Departmental Records Officer'}`,
    )
    const planner = (await dro.get(location)).body
    assert.match(planner, /Some items may not be shown to you, because of your role\./)
    assert.doesNotMatch(planner, /Ask whoever planned it/, 'they planned it')
    await test.db.run(
      sql`update people.role set permissions = permissions || 'incidents:read'::text where name = ${'Departmental Records Officer'}`,
    )
  })

  it('stands on the first pages of those who are appointed in the unit, until it is withdrawn', async () => {
    const { name, unitId, unit } = await test.db.one<{ name: string; unitId: string; unit: string }>(sql`
      select p.name, u.id as "unitId", u.name as unit from people.appointment a join people.person p on p.id = a.person_id
        join people.unit u on u.id = a.unit_id join people.role r on r.id = a.role_id and r.name = 'Local Information Manager'
      where coalesce(u.closed_on is null, true) order by p.name limit 1`)
    const manager = await test.visitor(name)
    const line = `${unit} is split into North part, South part, and closes on 1 February 2027`
    assert.ok(!(await manager.get('/')).body.includes(line))
    const { location = '' } = await split(unitId, { sure: 'yes' })
    const home = (await manager.get('/')).body
    assert.ok(home.includes(line), MANAGER)
    assert.ok(home.includes(`href="${location.split('?')[0]}"`))
    const other = await test.visitor('Assessor')
    assert.ok(!(await other.get('/')).body.includes(line))
    assert.equal((await dro.post(location, { why: 'Not now' })).status, 303)
    assert.ok(!(await manager.get('/')).body.includes(line))
  })

  it('says before its form what somebody cannot move, and whose role lets them', async () => {
    const form = paths.reorganiseAs('split')
    assert.doesNotMatch((await dro.get(form)).body, /You cannot reorganise/)
    const administrator = await test.visitor('Administrator')
    const { body } = await administrator.get(form)
    assert.match(
      body,
      /You cannot reorganise a unit that has any of these, because you do not have the right to move them: [^<]*items that you may not see\. Holders of these roles can move all of it: [^<]*Departmental Records Officer/,
    )
    assert.ok(body.indexOf('You cannot reorganise') < body.indexOf('name="why"'), 'before the form')
    assert.doesNotMatch((await administrator.get(paths.reorganiseAs('move'))).body, /You cannot reorganise/)
    await test.db.run(sql`update people.role set permissions = array_remove(permissions, 'incidents:change')`)
    assert.match((await administrator.get(form)).body, /Nobody’s role lets them move all of it/)
    await test.add(roles(rooms.permissions), {
      name: 'Reorganiser',
      reach: 'everywhere',
      permissions: rooms.permissions.map(({ key }) => key),
    })
    assert.match((await administrator.get(form)).body, /Holders of these roles can move all of it: Reorganiser\./)
  })
})
