import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { type Sql, sql } from '#platform/db/index.ts'

import { type TestHouse, testHouse } from '../../../test/house.ts'
import { rooms } from '../../house.ts'
import { delegations } from './governance/registers.ts'
import {
  APPOINTED_EVER,
  appointmentsOn,
  delegationsOn,
  hasLeft,
  hasNotLeft,
  holdsByGroup,
  inForce,
  mailedOn,
  notOver,
  presentOn,
} from './in-force.ts'
import { joinName, leftJoinName, nameByKey, namedRows } from './names.ts'
import { appointments, people, units } from './registers.ts'
import { roles } from './roles.ts'
import { unitIdsAbove, unitIdsBelow } from './units-around.ts'

const [BEFORE, FIRST, LAST, AFTER] = ['2026-02-28', '2026-03-01', '2026-03-31', '2026-04-01'] as const
const DAYS = [BEFORE, FIRST, LAST, AFTER] as const

describe('what people offers to the questions of its neighbours', () => {
  let test: TestHouse
  let ids: Readonly<
    Record<'top' | 'middle' | 'bottom' | 'beside' | 'role' | 'staying' | 'acting' | 'leaving' | 'mailed', string>
  >
  let held: Readonly<Record<'ended' | 'endless', string>>
  before(async () => {
    test = await testHouse()
    const unit = (name: string, parent_id: string | null) => test.add(units, { name, kind: 'team', parent_id })
    const top = await unit('Top of the tree', null)
    const middle = await unit('Middle of the tree', top)
    ids = {
      top,
      middle,
      bottom: await unit('Bottom of the tree', middle),
      beside: await unit('Beside the middle', top),
      role: await test.add(roles(rooms.permissions), { name: 'Holder of days', short_name: 'HD', permissions: [] }),
      staying: await test.add(people, { name: 'Staying Person', unit_id: top }),
      leaving: await test.add(people, { name: 'Leaving Person', left_on: LAST, email: 'leaving@example.gov.uk' }),
      acting: await test.add(people, { name: 'Acting Person' }),
      mailed: await test.add(people, { name: 'Mailed Person', email: 'mailed@example.gov.uk' }),
    }
    const appoint = (person_id: string, until_on: string | null) =>
      test.add(appointments, { person_id, role_id: ids.role, unit_id: middle, from_on: FIRST, until_on })
    held = { ended: await appoint(ids.leaving, LAST), endless: await appoint(ids.staying, null) }
    const { endless } = held
    await test.add(delegations, { person_id: ids.mailed, appointment_id: endless, from_on: FIRST, until_on: LAST })
    await test.add(delegations, { person_id: ids.acting, appointment_id: endless, from_on: FIRST, until_on: null })
  })
  after(() => test.close())

  /** The answers of a column of text, in order. */
  const texts = async (query: Sql) => (await test.db.many<{ t: string }>(query)).map(({ t }) => t)
  /** The same on the day before the first, the first, the last and the day after it. */
  const onEach = (query: (day: string) => Sql) => Promise.all(DAYS.map((day) => texts(query(day))))
  const [ENDED, ENDLESS] = ['Leaving Person', 'Staying Person']
  const whose = sql`a.role_id = ${sql`(select id from people.role where name = 'Holder of days')`} order by 1`

  it('holds on its first and last day, and not before or after them; without a last day for good', async () => {
    const found = await onEach(
      (day) => sql`select ${nameByKey('person', 'a.person_id')} as t from ${appointmentsOn(day)} a where ${whose}`,
    )
    assert.deepEqual(found, [[], [ENDED, ENDLESS], [ENDED, ENDLESS], [ENDLESS]])
    const same = await onEach(
      (day) => sql`select p.name as t from people.appointment a join people.person p on p.id = a.person_id
        where ${inForce('a', day)} and ${whose}`,
    )
    assert.deepEqual(same, found)
  })

  it('is not over before it has begun, nor on its last day', async () => {
    const found = await onEach(
      (day) =>
        sql`select ${nameByKey('person', 'a.person_id')} as t from people.appointment a where ${notOver(sql`a`, day)} and ${whose}`,
    )
    assert.deepEqual(found, [[ENDED, ENDLESS], [ENDED, ENDLESS], [ENDED, ENDLESS], [ENDLESS]])
  })

  it('gives appointments and delegations with what they are of', async () => {
    assert.deepEqual(
      await test.db.many(
        sql`select a.id, a.person_id, a.role_id, a.unit_id, a.from_on from ${appointmentsOn(AFTER)} a where ${whose}`,
      ),
      [{ id: held.endless, person_id: ids.staying, role_id: ids.role, unit_id: ids.middle, from_on: FIRST }],
    )
    const acting = await onEach(
      (day) =>
        sql`select ${nameByKey('person', 'd.person_id')} as t from ${delegationsOn(day)} d where d.appointment_id = ${held.endless} order by 1`,
    )
    const both = ['Acting Person', 'Mailed Person']
    assert.deepEqual(acting, [[], both, both, ['Acting Person']])
    assert.equal((await test.db.many(sql`select from ${APPOINTED_EVER} a where a.role_id = ${ids.role}`)).length, 2)
  })

  it('has people there on their last day, and mails those who have an address', async () => {
    const mine = sql`p.id in (${ids.staying}, ${ids.leaving}, ${ids.mailed}) order by 1`
    const present = await onEach((day) => sql`select p.name as t from ${presentOn(day)} p where ${mine}`)
    const all = [ENDED, 'Mailed Person', ENDLESS]
    assert.deepEqual(present, [all, all, all, all.slice(1)])
    const same = await onEach(
      (day) => sql`select p.name as t from people.person p where ${hasNotLeft('p', day)} and ${mine}`,
    )
    assert.deepEqual(same, present)
    const gone = await onEach(
      (day) => sql`select p.name as t from people.person p where ${hasLeft('p', day)} and ${mine}`,
    )
    assert.deepEqual(gone, [[], [], [], [ENDED]])
    const mailed = await onEach((day) => sql`select p.email as t from ${mailedOn(day)} p where ${mine}`)
    const [leaving, stays] = ['leaving@example.gov.uk', 'mailed@example.gov.uk']
    assert.deepEqual(mailed, [[leaving, stays], [leaving, stays], [leaving, stays], [stays]])
    assert.deepEqual(
      await texts(sql`select p.unit_id::text as t from ${presentOn(LAST)} p where p.id = ${ids.staying}`),
      [ids.top],
    )
  })

  it('knows a role from a directory as long as it has no last day', async () => {
    const holds = async (id: string) =>
      (await test.db.one<{ holds: boolean }>(sql`select ${holdsByGroup(sql`${id}::uuid`)} as holds`)).holds
    assert.equal(await holds(ids.staying), false)
    await test.db.run(sql`update people.appointment set source = 'directory' where role_id = ${ids.role}`)
    assert.deepEqual(
      [await holds(ids.staying), await holds(ids.leaving), await holds(ids.mailed)],
      [true, false, false],
    )
  })

  it('goes down and up the tree from a unit, which is one of them, and not to its sides', async () => {
    const line = (query: Sql) =>
      texts(sql`select u.name as t from ${namedRows('unit')} u where u.id in (${query}) order by 1`)
    const [top, middle, bottom, beside] = [
      'Top of the tree',
      'Middle of the tree',
      'Bottom of the tree',
      'Beside the middle',
    ]
    assert.deepEqual(await line(unitIdsBelow(ids.middle)), [bottom, middle])
    assert.deepEqual(await line(unitIdsBelow(ids.top)), [beside, bottom, middle, top])
    assert.deepEqual(await line(unitIdsBelow(ids.bottom)), [bottom])
    assert.deepEqual(await line(unitIdsAbove(ids.middle)), [middle, top])
    assert.deepEqual(await line(unitIdsAbove(ids.top)), [top])
    const each = await texts(sql`
      select u.name || ': ' || (select count(*) from (${unitIdsAbove(sql`u.id`)}) up) as t
      from ${namedRows('unit')} u where u.id in (${unitIdsBelow(ids.top)}) order by 1`)
    assert.deepEqual(each, [`${beside}: 2`, `${bottom}: 3`, `${middle}: 2`, `${top}: 1`])
  })

  it('gives the name for a column, and leaves a row that names nothing out or in', async () => {
    const rows = sql`(values (1, ${ids.role}::uuid), (2, null)) as x (place, role_id)`
    const role = { name: 'Holder of days', short: 'HD' }
    const columns = sql`r.name, r.short_name as short`
    assert.deepEqual(await test.db.many(sql`select ${columns} from ${rows} ${joinName('role', 'r', 'x.role_id')}`), [
      role,
    ])
    assert.deepEqual(
      await test.db.many(
        sql`select ${columns} from ${rows} ${leftJoinName('role', 'r', sql`x.role_id`)} order by x.place`,
      ),
      [role, { name: null, short: null }],
    )
    assert.deepEqual(
      await test.db.many(sql`select ${nameByKey('role', 'x.role_id')} as name from ${rows} order by x.place`),
      [{ name: role.name }, { name: null }],
    )
  })
})
