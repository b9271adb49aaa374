import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { may } from '#platform/access/index.ts'
import { sql } from '#platform/db/index.ts'

import { type TestHouse, testHouse } from '../../../test/house.ts'
import { rooms } from '../../house.ts'
import { bodies, memberships } from './governance/bodies.ts'
import { delegations } from './governance/registers.ts'
import { identityObstacle } from './identity.ts'
import { appointments, people, units } from './registers.ts'
import { movingObstacles } from './reorganising/moving.ts'
import { raisingObstacle } from './reorganising/reaching.ts'
import { roles } from './roles.ts'
import { findPerson } from './store.ts'

const [YESTERDAY, TODAY, TOMORROW] = ['2026-11-20', '2026-11-21', '2026-11-22'] as const

describe('the last day on which somebody holds something', () => {
  let test: TestHouse
  let team: string
  let reader: string
  let wide: string
  before(async () => {
    test = await testHouse()
    team = await test.add(units, { name: 'Team of last days', kind: 'team', parent_id: null })
    reader = await role('Reader of last days', 'unit', ['plans:read'])
    wide = await role('Clerk of last days', 'everywhere', ['people:read', 'people:change'])
  })
  after(() => test.close())

  const role = (name: string, reach: 'unit' | 'everywhere', permissions: string[]) =>
    test.add(roles(rooms.permissions), { name, reach, permissions })
  const appoint = (person: string, roleId: string, unit: string | null, until: string | null = null) =>
    test.add(appointments, {
      person_id: person,
      role_id: roleId,
      unit_id: unit,
      from_on: '2026-01-01',
      until_on: until,
    })
  /** Somebody who holds a role in a unit until a day. */
  const holder = async (name: string, until: string | null, roleId = reader, unit: string | null = team) => {
    const id = await test.add(people, { name })
    return { id, appointment: await appoint(id, roleId, unit, until) }
  }
  /** Somebody who acts for another until a day. */
  const acting = async (name: string, appointment: string, until: string) => {
    const id = await test.add(people, { name })
    await test.add(delegations, { person_id: id, appointment_id: appointment, from_on: '2026-01-01', until_on: until })
    return id
  }
  const reads = async (id: string, day: string) => {
    const found = await findPerson(test.db, id, day)
    return found && may(found, 'plans:read')
  }

  it('gives them their rights, and the day after it does not', async () => {
    const { id, appointment } = await holder('Appointed until today', TODAY)
    assert.deepEqual([await reads(id, TODAY), await reads(id, TOMORROW)], [true, false])
    const deputy = await acting('Acts until yesterday', appointment, YESTERDAY)
    assert.deepEqual([await reads(deputy, YESTERDAY), await reads(deputy, TODAY)], [true, false])
    const lasting = await holder('Appointed for good', null)
    const day = await acting('Acts until today', lasting.appointment, TODAY)
    assert.deepEqual([await reads(day, TODAY), await reads(day, TOMORROW)], [true, false])
    const ended = await acting('Acts for one whose appointment ends', appointment, TOMORROW)
    assert.deepEqual([await reads(ended, TODAY), await reads(ended, TOMORROW)], [true, false])
    const leaver = await holder('Leaves today', null)
    await test.db.run(sql`update people.person set left_on = ${TODAY} where id = ${leaver.id}`)
    assert.deepEqual([await reads(leaver.id, TODAY), await reads(leaver.id, TOMORROW)], [true, null])
  })

  it('begins with the first: the day before it there is nothing', async () => {
    const id = await test.add(people, { name: 'Begins today' })
    await test.add(appointments, { person_id: id, role_id: reader, unit_id: team, from_on: TODAY })
    assert.deepEqual([await reads(id, YESTERDAY), await reads(id, TODAY)], [false, true])
    const lasting = await holder('Lets others act', null)
    const deputy = await test.add(people, { name: 'Acts from today' })
    await test.add(delegations, { person_id: deputy, appointment_id: lasting.appointment, from_on: TODAY })
    assert.deepEqual([await reads(deputy, YESTERDAY), await reads(deputy, TODAY)], [false, true])
    const coming = await test.add(people, { name: 'Is appointed from today' })
    const later = await test.add(appointments, { person_id: coming, role_id: reader, unit_id: team, from_on: TODAY })
    const early = await test.add(people, { name: 'Acts before there is anything to act in' })
    await test.add(delegations, { person_id: early, appointment_id: later, from_on: '2026-01-01' })
    assert.deepEqual([await reads(early, YESTERDAY), await reads(early, TODAY)], [false, true])
    const member = await test.add(people, { name: 'Sits on a body from today' })
    const body = await test.add(bodies, { name: 'Body of last days', kind: 'working-group' })
    await test.add(memberships, {
      body_id: body,
      person_id: member,
      capacity: 'member',
      from_on: TODAY,
      until_on: TODAY,
    })
    const sits = async (day: string) => (await findPerson(test.db, member, day))?.groupIds.length
    assert.deepEqual([await sits(YESTERDAY), await sits(TODAY), await sits(TOMORROW)], [0, 1, 0])
  })

  it('ties them to what they sit on, and the day after it does not', async () => {
    const clerk = await holder('Clerk of ties', null, wide)
    const asClerk = await findPerson(test.db, clerk.id, TODAY)
    assert.ok(asClerk)
    const body = await test.add(bodies, { name: 'Body of ties', kind: 'working-group' })
    const against = async (name: string, until: string) => {
      const id = await test.add(people, { name })
      await test.add(memberships, {
        body_id: body,
        person_id: id,
        capacity: 'member',
        from_on: '2026-01-01',
        until_on: until,
      })
      return test.db.transaction((tx) => identityObstacle(tx, test.act(asClerk), sql`select ${id}::uuid`))
    }
    assert.match((await against('Sits until today', TODAY)) ?? '', /owned, handled, claimed or was reported by/)
    assert.equal(await against('Sat until yesterday', YESTERDAY), null)
  })

  it('keeps who they are from those who have no such right, and the day after it does not', async () => {
    const clerk = await holder('Clerk of identities', null, wide)
    const asClerk = await findPerson(test.db, clerk.id, TODAY)
    assert.ok(asClerk)
    const against = (id: string) =>
      test.db.transaction((tx) => identityObstacle(tx, test.act(asClerk), sql`select ${id}::uuid`))
    const until = await holder('Reader until today', TODAY)
    const was = await holder('Reader until yesterday', YESTERDAY)
    assert.match((await against(until.id)) ?? '', /Reader until today holds rights that you do not have/)
    assert.equal(await against(was.id), null)
    const lasting = await holder('Reader for good', null)
    const acts = await acting('Acts for them until today', lasting.appointment, TODAY)
    const acted = await acting('Acted for them until yesterday', lasting.appointment, YESTERDAY)
    assert.match((await against(acts)) ?? '', /holds rights that you do not have/)
    assert.equal(await against(acted), null)
    const ends = await holder('Reader who ends', null)
    const ofLast = await acting('Acts for one who ended', ends.appointment, TOMORROW)
    await test.db.run(sql`update people.appointment set until_on = ${YESTERDAY} where id = ${ends.appointment}`)
    assert.equal(await against(ofLast), null)
  })

  it('are asked about once for many units that each move below another one', async () => {
    const clerk = await holder('Clerk of many units', null, wide)
    const asClerk = await findPerson(test.db, clerk.id, TODAY)
    assert.ok(asClerk)
    const made = await test.db.many<{ id: string }>(sql`
      insert into people.unit (id, name, kind) select gen_random_uuid(), 'Turned ' || n, 'team' from generate_series(1, 200) n returning id`)
    const given = made.slice(100).map(({ id }, place) => ({ id, value: { parent_id: made[place]?.id ?? null } }))
    const statements = await test.db.transaction(async (tx) => {
      const asked = { count: 0 }
      const counting = new Proxy(tx, {
        get: (of, name) => {
          const value: unknown = Reflect.get(of, name)
          if (typeof value !== 'function') return value
          return (...args: unknown[]) => {
            asked.count += 1
            return Reflect.apply(value, of, args)
          }
        },
      })
      assert.deepEqual(
        await movingObstacles(counting, given, test.act(asClerk)),
        given.map(() => null),
      )
      return asked.count
    })
    assert.ok(statements < 10, `${statements} statements`)
  })

  it('keeps their unit where it is for those who may not appoint, and the day after it does not', async () => {
    const clerk = await holder('Clerk of units', null, wide)
    const asClerk = await findPerson(test.db, clerk.id, TODAY)
    assert.ok(asClerk)
    const above = await test.add(units, { name: 'Above all teams', kind: 'directorate', parent_id: null })
    const against = (unit: string) =>
      test.db.transaction((tx) => raisingObstacle(tx, test.act(asClerk), sql`select ${unit}::uuid`, above))
    const unit = async (name: string) => test.add(units, { name, kind: 'team', parent_id: null })
    const [until, was, group, ended] = [
      await unit('Until today'),
      await unit('Until yesterday'),
      await unit('Of a group'),
      await unit('Of a group that ended'),
    ]
    await holder('In a unit until today', TODAY, reader, until)
    await holder('In a unit until yesterday', YESTERDAY, reader, was)
    const grouped = async (unitId: string, on: string | null) =>
      test.db.run(sql`insert into people.group_role (id, group_name, role_id, unit_id, ended_on)
        values (gen_random_uuid(), ${`group ${unitId}`}, ${reader}, ${unitId}, ${on})`)
    await grouped(group, TOMORROW)
    await grouped(ended, TODAY)
    for (const [unitId, isKept] of [
      [until, true],
      [was, false],
      [group, true],
      [ended, false],
    ] as const)
      assert.equal((await against(unitId)) !== null, isKept, unitId)
  })

  it('is asked where they hold it: a right in one unit is none in another, and less than one everywhere', async () => {
    const other = await test.add(units, { name: 'Another team', kind: 'team', parent_id: null })
    const local = await role('Local reader', 'unit', ['plans:read'])
    const mixed = await holder('Clerk of both', null, wide)
    await appoint(mixed.id, local, other)
    const asMixed = await findPerson(test.db, mixed.id, TODAY)
    assert.ok(asMixed)
    const against = (id: string) =>
      test.db.transaction((tx) => identityObstacle(tx, test.act(asMixed), sql`select ${id}::uuid`))
    const here = await holder('Reads here', null, local, other)
    const there = await holder('Reads there', null, local, team)
    const whole = { id: await test.add(people, { name: 'Reads wherever' }) }
    // Of before a unit was asked for.
    await test.db.run(sql`
      insert into people.appointment (id, person_id, role_id, from_on) values (gen_random_uuid(), ${whole.id}, ${local}, '2026-01-01')`)
    assert.equal(await against(here.id), null, 'the same right in the same unit')
    assert.match((await against(there.id)) ?? '', /Reads there holds rights/, 'in a unit where they hold another')
    assert.match((await against(whole.id)) ?? '', /Reads wherever holds rights/, 'appointed in no unit')
    const judge = await role('Local judge', 'unit', ['plans:judge'])
    const judges = await holder('Judges here', null, judge, other)
    assert.match((await against(judges.id)) ?? '', /Judges here holds rights/, 'a right that they hold nowhere')
  })
})
