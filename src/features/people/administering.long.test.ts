import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import { openPool, sql } from '#platform/db/index.ts'
import { changeItem, findItem, type Register } from '#platform/register/index.ts'
import { type TestHouse, testHouse, type Visitor } from '../../../test/house.ts'
import { rooms } from '../../house.ts'
import { keepAdministrator, LAST_ADMINISTRATOR, NOBODY_SIGNS_IN } from './administering.ts'
import { applyFeed, keepFeed } from './feeding/deeds.ts'
import { delegations, groupRoles } from './governance/registers.ts'
import { endUnmappedNightly, followGroups } from './groups.ts'
import { paths } from './paths.ts'
import { appointments, people, units } from './registers.ts'
import { roles } from './roles.ts'
import { findPerson } from './store.ts'

const { permissions } = rooms

const DRO = 'Departmental Records Officer'
const TODAY = { 'on-day': '21', 'on-month': '11', 'on-year': '2026' }
const whole = roles(permissions)

describe('the last person who administers accounts', () => {
  let test: TestHouse
  let dro: Visitor
  let droId: string
  let appointment: string
  let roleId: string
  before(async () => {
    test = await testHouse()
    const one = await test.db.one<{ id: string; person: string; role: string }>(sql`
      select a.id, a.person_id as person, a.role_id as role from people.appointment a join people.person p on p.id = a.person_id where p.name = ${DRO}`)
    // The example has two: with one of them gone the other is the last.
    await test.db.run(sql`
      update people.appointment set until_on = '2026-11-01' where person_id = (select id from people.person where name = 'Administrator')`)
    droId = one.person
    appointment = one.id
    roleId = one.role
  })
  after(() => test.close())
  beforeEach(async () => {
    dro = await test.visitor(DRO)
  })

  const change = async (register: Register, id: string, value: Parameters<TestHouse['add']>[1], isDone = false) => {
    const { version = 0 } = (await findItem(test.db, register, id)) ?? {}
    const saved = await changeItem(test.db, test.act(await test.person(DRO)), register, id, version, value)
    if (isDone) assert.ok('id' in saved, JSON.stringify(saved))
    else assert.equal('message' in saved ? saved.message : '', LAST_ADMINISTRATOR, JSON.stringify(value))
    return saved
  }
  const stays = async () =>
    assert.ok((await findPerson(test.db, droId, '2030-01-01'))?.reach.has('accounts:administer'))

  it('does not leave, nor come to an end, today or later, by any register', async () => {
    for (const left of ['2026-11-20', '2026-11-21', '2027-06-30']) await change(people, droId, { left_on: left })
    for (const until of ['2026-11-20', '2027-06-30']) await change(appointments, appointment, { until_on: until })
    await change(appointments, appointment, { from_on: '2027-01-01' })
    await change(appointments, appointment, { from_on: '2015-05-01' }, true)
    const { id: other } = await test.db.one<{ id: string }>(sql`select id from people.role where name = 'Assessor'`)
    await change(appointments, appointment, { role_id: other })
    await change(whole, roleId, { permissions: ['people:read', 'people:change'] })
    const form = await dro.post(`${paths.person(droId)}/change`, {
      version: String(
        (await test.db.one<{ version: number }>(sql`select version from people.person where id = ${droId}`)).version,
      ),
      name: DRO,
      grade: 'Grade 7',
      'left_on-day': '1',
      'left_on-month': '1',
      'left_on-year': '2020',
    })
    assert.equal(form.status, 422)
    assert.match(form.body, /Nobody would be left who may give accounts/)
    await stays()
  })

  it('does not end by retiring their role, unless one takes over that may do the same', async () => {
    const roleNamed = async (name: string) =>
      (await test.db.one<{ id: string }>(sql`select id from people.role where name = ${name}`)).id
    for (const heir of ['', await roleNamed('Assessor')]) {
      const refused = await dro.post(paths.retire(roleId), { heir })
      assert.equal(refused.status, 422)
      assert.match(refused.body, /Nobody would be left who may give accounts/)
    }
    await stays()
    const successor = await test.add(whole, {
      name: 'Administers next',
      permissions: ['accounts:administer'],
      reach: 'everywhere',
    })
    const role = await test.add(whole, {
      name: 'To be retired',
      permissions: ['accounts:administer'],
      reach: 'everywhere',
    })
    const holder = await test.add(people, { name: 'Holds what is retired' })
    await test.add(appointments, { person_id: holder, role_id: role, unit_id: null, from_on: '2020-01-01' })
    assert.equal((await dro.post(paths.retire(role), { heir: successor })).status, 303)
    await test.db.run(
      sql`update people.appointment set until_on = '2026-11-22' where person_id = ${holder} and until_on is null`,
    )
  })

  it('does not go out with their unit, by their own hand', async () => {
    const unit = await test.add(units, { name: 'Unit of the last one', kind: 'team', parent_id: null })
    await test.db.run(sql`update people.person set unit_id = ${unit} where id = ${droId}`)
    const fields = { ...TODAY, why: 'Away', unit, body: 'Another body', rest: '', sure: 'yes' }
    const refused = await dro.post(paths.reorganiseAs('transfer-out'), fields)
    assert.equal(refused.status, 422)
    assert.match(refused.body, /Nobody would be left who may give accounts/)
    await test.db.run(sql`update people.appointment set unit_id = ${unit} where id = ${appointment}`)
    assert.equal((await dro.post(paths.reorganiseAs('transfer-out'), fields)).status, 422)
    const parted = { ...fields, names: 'New home', kind: 'team', heir: 'first' }
    assert.equal((await dro.post(paths.reorganiseAs('split'), parted)).status, 303, 'moving on is no end')
    await stays()
    const { unit: now } = await test.db.one<{ unit: string }>(
      sql`select u.name as unit from people.appointment a join people.unit u on u.id = a.unit_id where a.person_id = ${droId} and a.until_on is null`,
    )
    assert.equal(now, 'New home')
  })

  it('is not ended by a feed that does not name them, or says that they have left', async () => {
    await test.db.run(sql`update people.person set external_id = 'E1' where id = ${droId}`)
    const act = test.act(await test.person(DRO))
    const fed = (externalId: string, isActive: boolean) => ({
      row: 2,
      externalId,
      name: isActive ? 'Somebody else' : DRO,
      email: null,
      grade: null,
      unit: null,
      isActive,
      leftOn: null,
    })
    for (const [rows, isWhole] of [
      [[fed('E2', true)], true],
      [[fed('E1', false)], false],
    ] as const) {
      const id = await keepFeed(test.db, act, { name: 'feed', rows: { people: rows, units: [] }, isWhole })
      await assert.rejects(applyFeed(test.db, act, id, true), (error: Error) =>
        error.message.includes(LAST_ADMINISTRATOR),
      )
    }
    await stays()
  })

  it('is not ended by a directory, which takes everything else back and says so in the log', async () => {
    const kim = (await test.person('Head of KIM')).id
    const { id: assessor } = await test.db.one<{ id: string }>(sql`select id from people.role where name = 'Assessor'`)
    const mapped = await test.add(groupRoles, { group_name: 'Admins', role_id: roleId, unit_id: null })
    await test.add(groupRoles, { group_name: 'Judges', role_id: assessor, unit_id: null })
    const act = { ...test.act(), actor: { kind: 'person', id: kim, name: '' } } as const
    const follow = (...groups: string[]) => test.db.transaction((tx) => followGroups(tx, act, kim, groups))
    await follow('Admins', 'Judges')
    // Now somebody else may administer, and the first one gives it up.
    const { id: own } = await test.db.one<{ id: string }>(
      sql`select id from people.appointment where person_id = ${droId} and until_on is null`,
    )
    await change(appointments, own, { until_on: '2026-11-21' }, true)
    await follow()
    const { reach } = await test.person('Head of KIM')
    assert.ok(reach.has('accounts:administer'))
    assert.ok(!reach.has('plans:judge'), 'the other group is taken back')
    const { kept } = await test.db.one<{ kept: number }>(
      sql`select count(*) as kept from audit.entry where what = 'administrator.kept'`,
    )
    assert.equal(kept, 1)
    await change(groupRoles, mapped, { ended_on: '2026-11-21', ended_why: 'A test.' })
    // What the register refuses, time can still do: a mapping that ends on a day that was named before.
    await test.db.run(sql`update people.group_role set ended_on = '2026-11-22' where id = ${mapped}`)
    test.setNow('2026-11-23T00:10:00Z')
    await test.db.transaction((tx) => endUnmappedNightly(tx, test.act()))
    assert.ok((await test.person('Head of KIM')).reach.has('accounts:administer'))
    await test.db.run(sql`update people.appointment set until_on = null where id = ${own}`)
    await follow()
    assert.ok(!(await test.person('Head of KIM')).reach.has('accounts:administer'), 'with another one it ends')
    test.setNow('2026-11-21T09:00:00Z')
  })

  it('does not end where two of them are ended at one time, by two who do not see each other', async () => {
    const one = await test.add(people, { name: 'One of two' })
    const held = await test.add(appointments, { person_id: one, role_id: roleId, unit_id: null, from_on: '2020-01-01' })
    const { id: own } = await test.db.one<{ id: string }>(
      sql`select id from people.appointment where person_id = ${droId} and until_on is null`,
    )
    const second = openPool({ ...test.database.web, max: 1 })
    const end = (db: typeof test.db, id: string, meanwhile: () => Promise<void>) =>
      db.transaction(async (tx) => {
        await tx.run(sql`update people.appointment set until_on = '2026-12-31' where id = ${id}`)
        await keepAdministrator(tx)
        await meanwhile()
      })
    const isWaitedFor = async (): Promise<boolean> =>
      (
        await test.db.one<{ is: boolean }>(
          sql`select exists (select from pg_locks where locktype = 'advisory' and not granted and database = (select oid from pg_database where datname = current_database())) as is`,
        )
      ).is
    const ended: Promise<void>[] = []
    // The second one asks while the first has asked and is not over yet.
    const first = end(test.db, held, async () => {
      let isOver = false
      const other = end(second, own, async () => undefined).finally(() => {
        isOver = true
      })
      ended.push(other)
      other.catch(() => undefined)
      while (!isOver && !(await isWaitedFor()));
    })
    await first
    ended.push(first)
    const outcomes = (await Promise.allSettled(ended)).map(({ status }) => status).toSorted()
    assert.deepEqual(outcomes, ['fulfilled', 'rejected'])
    await test.db.run(sql`update people.appointment set until_on = null where id in (${held}, ${own})`)
    await test.db.run(sql`update people.appointment set until_on = '2026-11-20' where id = ${held}`)
  })

  it('ends when somebody else holds the right without a day between, also by acting for them', async () => {
    const next = await test.add(people, { name: 'Next administrator' })
    const { id: own } = await test.db.one<{ id: string }>(
      sql`select id from people.appointment where person_id = ${droId} and until_on is null`,
    )
    const coming = await test.add(appointments, {
      person_id: next,
      role_id: roleId,
      unit_id: null,
      from_on: '2027-01-02',
    })
    await change(appointments, own, { until_on: '2026-12-31' })
    await change(appointments, coming, { from_on: '2027-01-01' }, true)
    await change(appointments, own, { until_on: '2026-12-31' }, true)
    const deputy = await test.add(people, { name: 'Acts for the next' })
    const acting = await test.add(delegations, { person_id: deputy, appointment_id: coming, from_on: '2027-01-01' })
    await change(people, next, { left_on: '2027-03-01' }, true)
    await change(delegations, acting, { until_on: '2027-05-01' })
    await change(appointments, coming, { until_on: '2027-04-01' })
    await change(people, next, { left_on: null }, true)
    await change(delegations, acting, { until_on: '2027-05-01' }, true)
  })
})

describe('the last person who administers accounts and can sign in', () => {
  let test: TestHouse
  let own: { id: string; person: string; version: number }
  let assessor: string
  before(async () => {
    test = await testHouse()
    // A house that is no example: one administrator, who has a password.
    await test.db.run(sql`
      update people.appointment set until_on = '2026-11-01' where person_id = (select id from people.person where name = 'Administrator')`)
    own = await test.db.one(sql`
      select a.id, a.person_id as person, a.version from people.appointment a join people.person p on p.id = a.person_id where p.name = ${DRO}`)
    assessor = (await test.db.one<{ id: string }>(sql`select id from people.person where name = 'Assessor'`)).id
    const superuser = openPool({ ...test.database.superuser, max: 1 })
    await superuser.run(sql`update muniment.installation set is_example = false`)
    await superuser.run(sql`update people.person set email = null where id = ${assessor}`)
    await superuser.close()
    await giveAccount(own.person)
  })
  after(() => test.close())

  const giveAccount = (id: string, name = id) =>
    test.db.run(sql`insert into access.account (person_id, sign_in_name, password_hash) values (${id}, ${name}, 'x')`)
  /** The appointment handed to the assessor and undone again: what is said against it, or null. */
  const handedOver = async (): Promise<string | null> => {
    const said = Promise.withResolvers<string | null>()
    await test.db
      .transaction(async (tx) => {
        await tx.run(sql`update people.appointment set person_id = ${assessor} where id = ${own.id}`)
        await keepAdministrator(tx)
        said.resolve(null)
        throw new Error('undone')
      })
      .catch((error: Error) => said.resolve(error.message))
    return said.promise
  }

  it('does not hand it to somebody who has no way to sign in, and hands it to somebody who has', async () => {
    assert.equal(await handedOver(), NOBODY_SIGNS_IN)
    const saved = await changeItem(test.db, test.act(await test.person(DRO)), appointments, own.id, own.version, {
      person_id: assessor,
    })
    assert.deepEqual(saved, { field: 'until_on', message: NOBODY_SIGNS_IN })
    await giveAccount(assessor)
    assert.equal(await handedOver(), null)
    await test.db.run(sql`update access.account set disabled_at = now() where person_id = ${assessor}`)
    assert.equal(await handedOver(), NOBODY_SIGNS_IN)
  })

  it('hands it to an email address where people sign in with a provider, and keeps the last such address', async () => {
    await test.db.run(sql`update people.person set email = 'assessor@example.gov.uk' where id = ${assessor}`)
    assert.equal(await handedOver(), NOBODY_SIGNS_IN)
    await test.db.run(sql`
      insert into access.identity (issuer, subject, person_id, linked_at, seen_at) values ('https://idp.example', 's', ${own.person}, now(), now())`)
    assert.equal(await handedOver(), null)
    await test.db.run(sql`update people.person set email = 'dro@example.gov.uk' where id = ${own.person}`)
    await test.db.run(sql`update access.account set disabled_at = now()`)
    await assert.rejects(
      test.db.run(sql`update people.person set email = null where id = ${own.person}`),
      /nobody who can sign in would administer accounts/,
    )
  })

  it('does not stand against changes where nobody of them could sign in before', async () => {
    await test.db.run(sql`delete from access.identity`)
    assert.equal(await handedOver(), null)
  })
})
