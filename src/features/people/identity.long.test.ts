import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from '#platform/db/index.ts'
import { changeItem } from '#platform/register/index.ts'
import { type TestHouse, testHouse, type Visitor } from '../../../test/house.ts'
import { rooms } from '../../house.ts'
import { assets } from '../assets/registers.ts'
import { delegations } from './governance/registers.ts'
import { identityObstacles } from './identity.ts'
import { paths } from './paths.ts'
import { appointments, people, units } from './registers.ts'
import { roles } from './roles.ts'

const { permissions, personReferences } = rooms

const DRO = 'Departmental Records Officer'
const TODAY = { 'on-day': '21', 'on-month': '11', 'on-year': '2026' }
const whole = roles(permissions)
const ROOMS = ['people', 'plans', 'assessments', 'assets', 'risks', 'statements', 'reports', 'shares']

describe('people whom not everybody may change', () => {
  let test: TestHouse
  let kim: Visitor
  before(async () => {
    test = await testHouse()
    kim = await test.visitor('Head of KIM')
  })
  after(() => test.close())

  const rowOf = (id: string) =>
    test.db.one<{ version: number; email: string | null; externalId: string | null; leftOn: string | null }>(
      sql`select version, email, external_id as "externalId", left_on as "leftOn" from people.person where id = ${id}`,
    )
  const idOf = async (name: string) =>
    (await test.db.one<{ id: string }>(sql`select id from people.person where name = ${name}`)).id
  const unitOf = async (name: string) =>
    (await test.db.one<{ id: string }>(sql`select id from people.unit where name = ${name}`)).id
  const keyOf = async (name: string, ...allowed: string[]) => {
    const personId = await idOf(name)
    return test.key(personId, allowed)
  }
  const patch = async (token: string, id: string, values: object) =>
    test.server.inject({
      method: 'PATCH',
      url: `/api/v1${paths.person(id)}`,
      headers: { host: 'localhost', authorization: `Bearer ${token}` },
      payload: { version: (await rowOf(id)).version, ...values },
    })
  const CHANGES = [{ left_on: '2020-01-01' }, { email: 'taken@example.gov.uk' }, { external_id: '4711' }]
  const isRefused = async (id: string, token: string) => {
    const was = await rowOf(id)
    for (const change of CHANGES) {
      const { statusCode, body } = await patch(token, id, change)
      assert.equal(statusCode, 403, JSON.stringify(change))
      assert.match(body, /holds rights that you do not have/)
    }
    assert.deepEqual(await rowOf(id), was)
  }

  it('keep the address, number and last day of somebody who holds more than whoever changes them', async () => {
    const token = await keyOf('Head of KIM', 'people:read', 'people:change')
    const dro = await idOf(DRO)
    await isRefused(dro, token)
    assert.equal((await patch(token, dro, { grade: 'Grade 6' })).statusCode, 200)
    const form = { version: String((await rowOf(dro)).version), name: DRO, grade: 'Grade 7' }
    const refused = await kim.post(`${paths.person(dro)}/change`, { ...form, email: 'typed@example.gov.uk' })
    assert.equal(refused.status, 422)
    assert.match(refused.body, /value="typed@example.gov.uk"/)
    assert.match(refused.body, /holds rights that you do not have/)
    assert.equal((await rowOf(dro)).email, null)
    const own = await keyOf(DRO, 'people:read', 'people:change')
    await isRefused(dro, own)
    const administrator = await keyOf(DRO, 'people:read', 'people:change', 'accounts:administer')
    assert.equal((await patch(administrator, dro, { email: 'dro@example.gov.uk' })).statusCode, 200)
  })

  it('also of those who hold it later, act for somebody, have left, or hold it in another place', async () => {
    const token = await keyOf('Head of KIM', ...permissions.map(({ key }) => key))
    const { id: administer } = await test.db.one<{ id: string }>(
      sql`select id from people.role where name = 'Administrator'`,
    )
    const { id: reader } = await test.db.one<{ id: string }>(
      sql`select id from people.role where name = 'Local Information Manager'`,
    )
    const team = await unitOf('Knowledge and Information Management team')
    const hold = async (name: string, role: string, unit: string | null, from: string, left: string | null = null) => {
      const id = await test.add(people, { name })
      const appointment = await test.add(appointments, { person_id: id, role_id: role, unit_id: unit, from_on: from })
      await test.db.run(sql`update people.person set left_on = ${left} where id = ${id}`)
      return { id, appointment }
    }
    const soon = await hold('Soon an administrator', administer, null, '2027-01-01')
    const gone = await hold('Was an administrator', administer, null, '2020-01-01', '2026-01-01')
    const elsewhere = await hold('Elsewhere', reader, await unitOf('Example Inspection Agency'), '2020-01-01')
    const deputy = await test.add(people, { name: 'Deputy of one' })
    await test.add(delegations, { person_id: deputy, appointment_id: soon.appointment, from_on: '2027-02-01' })
    for (const id of [soon.id, gone.id, elsewhere.id, deputy]) await isRefused(id, token)
    const beside = await hold('Beside', reader, team, '2020-01-01')
    const free = await test.add(people, { name: 'Holds nothing' })
    const over = await hold('Held it once', administer, null, '2020-01-01')
    await changeItem(test.db, test.act(), appointments, over.appointment, 1, { until_on: '2020-12-31' })
    const { id: nothing } = await test.db.one<{ id: string }>(
      sql`insert into people.role (id, name, permissions) values (gen_random_uuid(), 'May do nothing', '{}') returning id`,
    )
    const plain = await hold('Fire warden', nothing, await unitOf('Example Inspection Agency'), '2020-01-01')
    for (const [index, { id }] of [beside, { id: free }, over, plain].entries()) {
      const values = { email: `a${index}@example.gov.uk`, external_id: `n${index}`, left_on: '2026-12-31' }
      assert.equal((await patch(token, id, values)).statusCode, 200, `${index}`)
    }
  })

  it('also of those who hold everywhere what whoever changes them holds in one unit', async () => {
    const team = await unitOf('Knowledge and Information Management team')
    const held = ['people:read', 'people:change']
    const clerk = async (name: string, reach: 'unit' | 'everywhere') => {
      const role = await test.add(whole, { name: `Role of ${name}`, reach, permissions: held })
      const id = await test.add(people, { name, unit_id: team })
      await test.add(appointments, { person_id: id, role_id: role, unit_id: team, from_on: '2020-01-01' })
      return id
    }
    const [local, wide] = [await clerk('Local clerk', 'unit'), await clerk('Wide clerk', 'everywhere')]
    await isRefused(wide, await keyOf('Local clerk', ...held))
    const token = await keyOf('Wide clerk', ...held)
    assert.equal((await patch(token, local, { email: 'local@example.gov.uk' })).statusCode, 200)
  })

  const isTied = async (id: string, token: string, changes: readonly object[] = CHANGES) => {
    const was = await rowOf(id)
    assert.ok(changes.length > 0)
    for (const change of changes) {
      const { statusCode, body } = await patch(token, id, change)
      assert.equal(statusCode, 403, JSON.stringify(change))
      assert.match(body, /Only somebody who may make appointments can change/)
    }
    assert.deepEqual(await rowOf(id), was)
  }

  it('keep an address and a number that were given once, from everybody but those who make appointments', async () => {
    const token = await keyOf('Head of KIM', 'people:read', 'people:change')
    const id = await test.add(people, { name: 'Nobody in particular' })
    const first = { email: 'first@example.gov.uk', external_id: '1' }
    assert.equal((await patch(token, id, first)).statusCode, 200)
    assert.equal((await patch(token, id, { ...first, grade: 'HEO' })).statusCode, 200, 'the same again')
    assert.equal((await patch(token, id, { grade: 'SEO' })).statusCode, 200, 'nothing is said of them')
    const asKim = await test.person('Head of KIM')
    const silent = await test.db.transaction((tx) =>
      identityObstacles(tx, [{ id, value: { grade: 'HEO' } }], test.act(asKim)),
    )
    assert.deepEqual(silent, [null], 'whoever does not say a column leaves it')
    const none = await test.add(people, { name: 'Without a number', clearance: 'ctc' })
    assert.equal((await patch(token, none, { external_id: '', email: '' })).statusCode, 200, 'none as before')
    for (const change of [
      { email: 'second@example.gov.uk' },
      { email: null },
      { external_id: '2' },
      { external_id: '' },
    ]) {
      const { statusCode, body } = await patch(token, id, change)
      assert.equal(statusCode, 403, JSON.stringify(change))
      assert.match(
        body,
        /Only somebody who may make appointments can change an email address or a number that was given/,
      )
    }
    for (const left of ['2026-12-31', null])
      assert.equal((await patch(token, id, { left_on: left })).statusCode, 200, 'whoever is bound to nothing leaves')
    const administrator = await keyOf('Administrator', 'people:read', 'people:change', 'accounts:administer')
    assert.equal((await patch(administrator, id, { email: 'second@example.gov.uk', external_id: '' })).statusCode, 200)
  })

  it('keep address, number and last day of those who own, handle or reported something, or have a clearance', async () => {
    const token = await keyOf('Head of KIM', ...permissions.map(({ key }) => key))
    const owner = await test.add(people, { name: 'Owns an asset' })
    await test.add(assets, { name: 'Owned by nobody else', owner_id: owner, unit_id: await unitOf('Policy Group') })
    await isTied(owner, token)
    const cleared = await test.add(people, { name: 'Cleared', clearance: 'ctc' })
    await isTied(cleared, token)
    const baseline = await test.add(people, { name: 'Baseline', clearance: 'bpss' })
    assert.equal(
      (await patch(token, baseline, { email: 'bpss@example.gov.uk', left_on: '2026-12-31' })).statusCode,
      200,
    )
    const reporter = await test.add(people, { name: 'Reported it' })
    await test.db.run(sql`
      insert into risks.incident_report (incident_id, person_id, at, title)
      select i.id, ${reporter}, ${test.act().at}, 'x' from risks.incident i where not exists (select from risks.incident_report r where r.incident_id = i.id) order by i.id limit 1`)
    await isTied(reporter, token)
    const claimer = await test.add(people, { name: 'Claimed it' })
    await test.db.run(sql`
      insert into plans.claim (id, action_id, claimed_on, at, by_person_id, status)
      select gen_random_uuid(), id, '2026-11-20', ${test.act().at}, ${claimer}, 'in-progress' from plans.action order by id limit 1`)
    await isTied(claimer, token)
    const doer = await test.add(people, { name: 'Owns an action' })
    await test.db.run(sql`
      insert into plans.owner (action_id, position, words, person_id) select id, 99, 'x', ${doer} from plans.action order by id limit 1`)
    await isTied(doer, token)
    const unit = await test.add(units, { name: 'Where an owner works', kind: 'team', parent_id: null })
    await test.db.run(sql`update people.person set unit_id = ${unit} where id = ${owner}`)
    const fields = { ...TODAY, why: 'Away with them', unit, body: 'Another body', rest: '', sure: 'yes' }
    const refused = await kim.post(paths.reorganiseAs('transfer-out'), fields)
    assert.equal(refused.status, 422)
    assert.match(refused.body, /Only somebody who may make appointments can change/)
    const administrator = await keyOf(DRO, 'people:read', 'people:change', 'accounts:administer')
    for (const change of CHANGES) assert.equal((await patch(administrator, owner, change)).statusCode, 200)
  })

  it('also of those who hear of breaches, or of what is overdue, in a role that gives no other right', async () => {
    const token = await keyOf('Assessor', 'people:read', 'people:change')
    await test.db.run(sql`
      update people.role set permissions = permissions || array['people:change'] where name = 'Assessor'`)
    for (const hears of ['hears_breaches', 'hears_overdue']) {
      const role = await test.add(whole, { name: `Role that ${hears}`, permissions: [], [hears]: 'yes' })
      const id = await test.add(people, { name: `Who ${hears}` })
      await test.add(appointments, { person_id: id, role_id: role, unit_id: null, from_on: '2020-01-01' })
      await isRefused(id, token)
    }
  })

  it('are tied by each reference that the rooms call a tie, and every reference is called one or a record', async () => {
    const found = await test.db.many<{ column: string }>(sql`
      select c.conrelid::regclass::text || '.' || a.attname as column from pg_constraint c
        join pg_attribute a on a.attrelid = c.conrelid and a.attnum = any (c.conkey)
      where c.contype = 'f' and c.confrelid = 'people.person'::regclass order by 1`)
    assert.deepEqual(
      personReferences.map(({ column }) => column).toSorted(),
      found.map(({ column }) => column),
      'say in the references of a room whether each column ties a person to something',
    )
    const columns = await test.db.many<{ column: string }>(sql`
      select n.nspname || '.' || c.relname || '.' || a.attname as column from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
      where c.relkind = 'r' and a.attnum > 0 and not a.attisdropped and a.attname ~ '(^|_)(person|owner|deputy|lead|handler|moderator)_ids?$'
        and n.nspname = any(${ROOMS}) order by 1`)
    const known: readonly string[] = found.map(({ column }) => column)
    assert.deepEqual(
      columns.filter(({ column }) => !known.includes(column)),
      [],
      'a column that names people refers to them',
    )
    const { words } = await test.db.one<{ words: string }>(
      sql`select pg_get_viewdef('people.personal_tie'::regclass) as words`,
    )
    const inView = [...words.matchAll(/'([a-z_]+\.[a-z_]+\.[a-z_]+)'/g)].map(([, column = '']) => column).toSorted()
    const ties = personReferences.filter(({ is }) => is === 'tie').map(({ column }) => column)
    assert.deepEqual(
      inView,
      [...ties, 'people.person.clearance'].toSorted(),
      'each tie is in the view, and nothing else',
    )
  })

  it('are not sent out with their unit either', async () => {
    const unit = await test.add(units, { name: 'Where somebody works', kind: 'team', parent_id: null })
    const dro = await idOf(DRO)
    await test.db.run(sql`update people.person set unit_id = ${unit} where id = ${dro}`)
    const fields = { ...TODAY, why: 'Away with them', unit, body: 'Another body', rest: '' }
    for (const sure of ['', 'yes']) {
      const { status, body } = await kim.post(paths.reorganiseAs('transfer-out'), { ...fields, sure })
      assert.equal(status, 422)
      assert.match(body, /holds rights that you do not have/)
    }
    assert.equal((await rowOf(dro)).leftOn, null)
  })
})
