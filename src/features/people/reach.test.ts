import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { IN_UNIT } from '#platform/access/index.ts'
import type { Day } from '#platform/calendar/index.ts'
import { sql } from '#platform/db/index.ts'
import { newId } from '#platform/ids.ts'

import { changeItem } from '#platform/register/index.ts'
import { type TestHouse, testHouse } from '../../../test/house.ts'
import { rooms } from '../../house.ts'
import { bodies, memberships } from './governance/bodies.ts'
import { delegations } from './governance/registers.ts'
import { paths } from './paths.ts'
import { appointments, people, units } from './registers.ts'
import { roles } from './roles.ts'
import { findPerson } from './store.ts'

const TODAY: Day = '2026-11-21'
const READ = 'things:read'
const CHANGE = 'things:change'

describe('what somebody may do, and where', () => {
  let test: TestHouse
  let department: string
  const unit = (name: string, parent: string | null) => test.add(units, { name, kind: 'team', parent_id: parent })
  const role = async (name: string, permissions: readonly string[], reach: 'unit' | 'everywhere' | null) =>
    test.add(
      roles(
        [READ, CHANGE].map((key) => ({
          key: key as `${string}:${string}`,
          means: key,
          room: 'Things',
          holds: IN_UNIT,
        })),
      ),
      {
        name,
        permissions,
        reach,
      },
    )
  const person = (name: string, clearance: string | null = null) => test.add(people, { name, clearance })
  const appoint = (personId: string, roleId: string, unitId: string | null, untilOn: Day | null = null) =>
    test.add(appointments, {
      person_id: personId,
      role_id: roleId,
      unit_id: unitId,
      from_on: '2026-01-01',
      until_on: untilOn,
    })
  const found = async (id: string, on: Day = TODAY) => {
    const one = await findPerson(test.db, id, on)
    assert.ok(one)
    return one
  }
  const sorted = (ids: readonly string[] | string | undefined) =>
    typeof ids === 'object' ? ids.toSorted((one, other) => one.localeCompare(other)) : ids

  before(async () => {
    test = await testHouse()
    department = (await test.db.one<{ id: string }>(sql`select id from people.unit where parent_id is null`)).id
  })
  after(() => test.close())

  it('is not kept to a unit where it is a right to appoint, by no way in', async () => {
    const dro = await test.visitor('Departmental Records Officer')
    const { permissions } = rooms
    const own = roles(permissions)
    const form = (await dro.get(`${paths.roles}/add`)).body
    assert.match(
      form.replace(/<[^>]*>\s*/g, ' ').replace(/\s+/g, ' '),
      /Give accounts, change roles and make appointments In the whole body: a role that has it cannot be kept to a unit, because whoever/,
    )
    const why = /Select “Everywhere”: the role may “Give accounts, change roles and make appointments”/
    for (const [index, reach] of ['unit', ''].entries()) {
      const sent = { name: `Appoints ${index}`, permissions: ['people:read', 'accounts:administer'], reach }
      const { status, body } = await dro.post(`${paths.roles}/add`, sent)
      assert.equal(status, 422)
      assert.match(body, why)
      const { id, version } = await test.db.one<{ id: string; version: number }>(
        sql`select id, version from people.role where name = 'Administrator'`,
      )
      const saved = await changeItem(test.db, test.act(), own, id, version, {
        permissions: ['accounts:administer'],
        reach: reach || null,
      })
      assert.ok('message' in saved && saved.field === 'reach')
      await assert.rejects(
        test.add(own, { name: 'More', permissions: ['accounts:administer'], reach: reach || null }),
        why,
      )
    }
    assert.ok(await test.add(own, { name: 'Appoints all', permissions: ['accounts:administer'], reach: 'everywhere' }))
    assert.ok(await test.add(own, { name: 'Reads here', permissions: ['people:read'], reach: 'unit' }))
    const file = 'Title,May,Where its rights hold\nBy file,"Give accounts, change roles and make appointments",unit\n'
    const { location = '' } = await dro.upload(`${paths.roles}/import`, { name: 'r.csv', bytes: Buffer.from(file) })
    assert.match((await dro.get(location)).body, /Select “Everywhere”|cannot be kept to a unit/)
  })

  it('holds in the unit of the appointment and all below it, and nowhere beside it', async () => {
    const top = await unit('Top', department)
    const [left, right] = [await unit('Left', top), await unit('Right', top)]
    const leaf = await unit('Leaf', left)
    const reader = await role('Reader here', [READ], 'unit')
    const one = await person('One')
    await appoint(one, reader, left)
    const { reach, unitIds, unitsAbove } = await found(one)
    assert.deepEqual([...reach.keys()], [READ])
    assert.deepEqual(sorted(reach.get(READ)), sorted([left, leaf]))
    assert.deepEqual(unitIds, [left])
    assert.deepEqual(sorted(unitsAbove), sorted([left, top, department]))
    await appoint(one, reader, right)
    assert.deepEqual(sorted((await found(one)).reach.get(READ)), sorted([left, leaf, right]))
  })

  it('holds everywhere where the role says so, or the appointment is in no unit, and then the narrower one adds nothing', async () => {
    const team = await unit('Team', department)
    const [here, everywhere] = [
      await role('Changes here', [READ, CHANGE], null),
      await role('Reads everywhere', [READ], 'everywhere'),
    ]
    const one = await person('Two')
    await appoint(one, here, team)
    await appoint(one, everywhere, team)
    const { reach } = await found(one)
    assert.equal(reach.get(READ), 'everywhere')
    assert.deepEqual(reach.get(CHANGE), [team])
    const other = await person('Three')
    // Nobody is appointed in this way any more: such appointments are of before that was asked.
    await test.db.run(sql`
      insert into people.appointment (id, person_id, role_id, from_on) values (${newId()}, ${other}, ${here}, '2026-01-01')`)
    assert.equal((await found(other)).reach.get(CHANGE), 'everywhere')
  })

  it('comes with acting for somebody, where and for as long as the appointment holds', async () => {
    const team = await unit('Acting team', department)
    const reader = await role('Reader to act for', [READ], 'unit')
    const [holder, deputy] = [await person('Four'), await person('Five')]
    const appointment = await appoint(holder, reader, team, '2026-11-30')
    await test.add(delegations, {
      appointment_id: appointment,
      person_id: deputy,
      from_on: TODAY,
      until_on: '2026-12-31',
      reason: 'Leave',
    })
    assert.deepEqual((await found(deputy)).reach.get(READ), [team])
    assert.deepEqual((await found(deputy)).unitIds, [team])
    assert.equal((await found(deputy, '2026-11-20')).reach.size, 0)
    assert.equal((await found(deputy, '2026-12-01')).reach.size, 0)
  })

  it('comes with acting for somebody to the last day of it, though the appointment goes on', async () => {
    const team = await unit('Team that goes on', department)
    const reader = await role('Reader that goes on', [READ], 'unit')
    const [holder, deputy] = [await person('Eight'), await person('Nine')]
    const appointment = await appoint(holder, reader, team)
    await test.add(delegations, {
      appointment_id: appointment,
      person_id: deputy,
      from_on: '2026-11-01',
      until_on: TODAY,
      reason: 'Leave',
    })
    assert.deepEqual((await found(deputy)).reach.get(READ), [team])
    assert.equal((await found(deputy, '2026-11-22')).reach.size, 0)
    assert.deepEqual((await found(holder, '2026-11-22')).reach.get(READ), [team])
  })

  it('knows the bodies that somebody belongs to today, and the markings that their clearance covers', async () => {
    const board = await test.add(bodies, { name: `Board ${newId()}`, kind: 'board' })
    const [plain, vetted] = [await person('Six'), await person('Seven', 'sc')]
    await test.add(memberships, {
      body_id: board,
      person_id: plain,
      capacity: 'member',
      from_on: '2026-02-01',
      until_on: '2026-11-21',
    })
    assert.deepEqual((await found(plain)).groupIds, [board])
    assert.deepEqual((await found(plain, '2026-11-22')).groupIds, [])
    assert.deepEqual((await found(plain)).markings, ['official', 'official-sensitive'])
    assert.deepEqual((await found(vetted)).markings, ['official', 'official-sensitive', 'secret'])
  })
})
