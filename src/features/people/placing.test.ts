import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from '#platform/db/index.ts'
import { changeItem } from '#platform/register/index.ts'
import { type TestHouse, testHouse, type Visitor } from '../../../test/house.ts'
import { rooms } from '../../house.ts'
import { groupRoles } from './governance/registers.ts'
import { paths } from './paths.ts'
import { appointments, people } from './registers.ts'
import { roles } from './roles.ts'

const WHY = /Select the unit: the rights of .Handles here. hold in the unit of the appointment, and what belongs to it/
const ROLES = roles(rooms.permissions)

describe('an appointment without a unit, in a role whose rights hold in units', () => {
  let test: TestHouse
  let dro: Visitor
  let top: string
  let kept: string
  let wide: string
  let someone: string

  const appoint = (value: Parameters<TestHouse['add']>[1]) =>
    test.add(appointments, { person_id: someone, from_on: '2026-01-01', ...value })
  const change = async (register: typeof appointments, id: string, value: Parameters<TestHouse['add']>[1]) => {
    const { version } = await test.db.one<{ version: number }>(
      register === ROLES
        ? sql`select version from people.role where id = ${id}`
        : sql`select version from people.appointment where id = ${id}`,
    )
    return changeItem(test.db, test.act(), register, id, version, value)
  }
  /** One of before this was asked. */
  const old = async (personId: string, roleId: string, untilOn: string | null = null) => {
    const { id } = await test.db.one<{ id: string }>(sql`
      insert into people.appointment (id, person_id, role_id, from_on, until_on) values (gen_random_uuid(), ${personId}, ${roleId}, '2026-01-01', ${untilOn}) returning id`)
    return id
  }
  const homeLine = async () => Number(/(\d+) appointments? names? no unit/.exec((await dro.get('/')).body)?.[1] ?? 0)

  before(async () => {
    test = await testHouse()
    dro = await test.visitor('Departmental Records Officer')
    top = (await test.db.one<{ id: string }>(sql`select id from people.unit where parent_id is null`)).id
    const permissions = ['people:read', 'incidents:read', 'incidents:change']
    kept = await test.add(ROLES, { name: 'Handles here', permissions, reach: 'unit' })
    wide = await test.add(ROLES, { name: 'Handles everywhere', permissions, reach: 'everywhere' })
    someone = await test.add(people, { name: 'Somebody without a unit' })
  })
  after(() => test.close())

  it('is refused by the form, by a file and by the API, with the reason', async () => {
    const sent = { person_id: someone, role_id: kept, 'from_on-day': '1', 'from_on-month': '1', 'from_on-year': '2026' }
    const { status, body } = await dro.post(`${paths.appointments}/add`, sent)
    assert.equal(status, 422)
    assert.match(body, WHY)
    const row = {
      person_id: await test.add(people, { name: 'By program' }),
      role_id: kept,
      unit_id: null as string | null,
      from_on: '2026-01-01',
    }
    const { id: droId } = await test.person('Departmental Records Officer')
    const token = await test.key(droId, ['people:read', 'people:change', 'accounts:administer'])
    const post = (url: string, payload: object) =>
      test.server.inject({
        method: 'POST',
        url: `/api/v1${paths.appointments}${url}`,
        headers: { authorization: `Bearer ${token}` },
        payload,
      })
    const added = await post('', row)
    assert.equal(added.statusCode, 409)
    assert.match(added.body, WHY)
    const taken = await post('/import', { rows: [row, { ...row, unit_id: top }] })
    assert.equal(taken.statusCode, 200, taken.body)
    const { added: count, waiting } = taken.json<{ added: number; waiting: { why: string }[] }>()
    assert.equal(count, 1)
    assert.match(waiting.map(({ why }) => why).join(), WHY)
  })

  it('is taken where the rights hold everywhere, or it is over', async () => {
    assert.ok(await appoint({ role_id: wide }))
    assert.ok(await appoint({ role_id: kept, until_on: '2026-02-01' }))
    assert.ok(await appoint({ role_id: kept, unit_id: top, from_on: '2026-03-01' }))
  })

  it('does not come by a change either: of the unit, of the role or of the last day', async () => {
    const [other, third] = [await test.add(people, { name: 'Second' }), await test.add(people, { name: 'Third' })]
    const placed = await appoint({ person_id: other, role_id: kept, unit_id: top })
    const broad = await appoint({ person_id: other, role_id: wide })
    const over = await old(third, kept, '2026-02-01')
    const tries = [
      await change(appointments, placed, { unit_id: null }),
      await change(appointments, broad, { role_id: kept }),
      await change(appointments, over, { until_on: null }),
    ]
    for (const saved of tries) assert.match('message' in saved ? saved.message : '', WHY)
  })

  it('stays as it was where it was there before, and is listed for whoever makes appointments', async () => {
    const [holder, earlier] = [await test.add(people, { name: 'From before' }), await homeLine()]
    const id = await old(holder, kept)
    assert.equal((await test.person('From before')).reach.get('incidents:change'), 'everywhere')
    assert.equal(await homeLine(), earlier + 1)
    const href = /href="([^"]*)"[^>]*>\d+ appointments? names? no unit/.exec((await dro.get('/')).body)?.[1] ?? ''
    const list = (await dro.get(href)).body
    assert.match(list, /From before/)
    assert.doesNotMatch(list, /Somebody without a unit/)
    const page = `${paths.appointments}/${id}`
    assert.match((await dro.get(page)).body, /names no unit, so the rights of the role hold everywhere/)
    assert.ok('id' in (await change(appointments, id, { until_on: '2027-01-01' })))
    assert.equal(await homeLine(), earlier + 1)
    assert.ok('id' in (await change(appointments, id, { unit_id: top })))
    assert.equal(await homeLine(), earlier)
    assert.doesNotMatch((await dro.get(page)).body, /names no unit/)
    const reader = await test.visitor('KIM Champion, Digital and Technology')
    await old(holder, kept, null)
    assert.doesNotMatch((await reader.get('/')).body, /names? no unit/)
  })

  it('is not made by a group of the directory', async () => {
    await assert.rejects(test.add(groupRoles, { group_name: 'All staff', role_id: kept }), WHY)
    assert.ok(await test.add(groupRoles, { group_name: 'All staff', role_id: kept, unit_id: top }))
    assert.ok(await test.add(groupRoles, { group_name: 'Others', role_id: wide }))
  })

  it('is not left by a role that is kept to units from now on, nor by one that takes over from another', async () => {
    const holder = await test.add(people, { name: 'Holds it everywhere' })
    const permissions = ['people:read', 'incidents:read']
    const role = await test.add(ROLES, { name: 'Was everywhere', permissions, reach: 'everywhere' })
    const id = await appoint({ person_id: holder, role_id: role })
    for (const reach of ['unit', null]) {
      const saved = await change(ROLES, role, { reach })
      assert.match('message' in saved ? saved.message : '', /appointed to this role.*without a unit/)
    }
    const retired = await dro.post(paths.retire(role), { heir: kept })
    assert.equal(retired.status, 409)
    assert.match(retired.body, /appointed to this role without a unit/)
    assert.ok('id' in (await change(appointments, id, { unit_id: top })))
    assert.ok('id' in (await change(ROLES, role, { reach: 'unit' })))
    assert.equal((await dro.post(paths.retire(role), { heir: kept })).status, 303)
  })
})
