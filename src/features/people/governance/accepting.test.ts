import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from '#platform/db/index.ts'
import { changeItem } from '#platform/register/index.ts'
import { type TestHouse, testHouse } from '../../../../test/house.ts'
import { assets } from '../../assets/registers.ts'
import { risks } from '../../risks/registers.ts'
import { paths } from '../paths.ts'
import { appointments, people } from '../registers.ts'
import { roles } from '../roles.ts'
import { acceptObstacle } from './accepting.ts'
import { accept } from './check.ts'
import { coursesDone, delegations } from './registers.ts'

const HEAD = 'Head of KIM'
const DRO = 'Departmental Records Officer'

describe('whoever accepts', () => {
  let test: TestHouse
  before(async () => {
    test = await testHouse()
  })
  after(() => test.close())

  const id = async (table: 'person' | 'role' | 'unit', name: string) => {
    const from = { person: sql`people.person`, role: sql`people.role`, unit: sql`people.unit` }[table]
    return (await test.db.one<{ id: string }>(sql`select id from ${from} where name = ${name}`)).id
  }
  const finding = async (name: string, kind: string) =>
    (
      await test.db.one<{ id: string }>(
        sql`select f.id from people.finding f join people.person p on p.id = f.person_id where p.name = ${name} and f.kind = ${kind} and f.gone_on is null`,
      )
    ).id
  const form = { reason: 'It can be borne', 'until-day': '1', 'until-month': '3', 'until-year': '2027' }

  it('a finding is not the one it is about, nor acts for them', async () => {
    assert.equal(acceptObstacle('somebody else'), null)
    await test.add(appointments, {
      person_id: await id('person', HEAD),
      role_id: await id('role', 'Executive committee member'),
      unit_id: null,
      from_on: '2026-11-01',
      until_on: null,
    })
    const found = await finding(HEAD, 'grade')
    const head = await test.visitor(HEAD)
    const page = await head.get(paths.finding(found))
    assert.match(page.body, /This finding is about you: somebody else has to accept it/)
    assert.doesNotMatch(page.body, /Accept this finding/)
    assert.equal((await head.post(paths.finding(found), form)).status, 403)
    const own = test.act(await test.person(HEAD))
    await assert.rejects(accept(test.db, own, found, { reason: 'x', untilOn: '2027-01-01' }), /about you/)
    const insert = (by: string) =>
      test.db.run(sql`
        insert into people.acceptance (id, finding_id, reason, until_on, at, by_person_id) values (gen_random_uuid(), ${found}, 'x', '2027-01-01', ${test.act().at}, ${by})`)
    await assert.rejects(insert(await id('person', HEAD)), /acceptance_own|themselves/)
    // The DRO acts for the head of KIM until the day before, and then on the day.
    const { id: appointment } = await test.db.one<{ id: string }>(sql`
      select a.id from people.appointment a where a.person_id = ${await id('person', HEAD)} order by a.from_on limit 1`)
    const acting = await test.add(delegations, {
      person_id: await id('person', DRO),
      appointment_id: appointment,
      from_on: '2026-11-01',
      until_on: '2026-11-21',
    })
    const dro = await test.visitor(DRO)
    assert.match((await dro.get(paths.finding(found))).body, /You act for the person whom this finding is about/)
    assert.equal((await dro.post(paths.finding(found), form)).status, 403)
    await assert.rejects(insert(await id('person', DRO)), /themselves/)
    await changeItem(test.db, test.act(), delegations, acting, 1, { until_on: '2026-11-20' })
    assert.equal((await dro.post(paths.finding(found), form)).status, 303)
  })

  it('a risk beyond the appetite is not its owner, nor acts for its owner', async () => {
    const title = 'Old case files cannot be opened any more'
    const { id: risk, version } = await test.db.one<{ id: string; version: number }>(sql`
      update risks.risk set owner_id = ${await id('person', HEAD)}, response = 'treat' where title = ${title} and beyond = 'yes' returning id, version`)
    const by = async (name: string) => test.act(await test.person(name))
    const refused = await changeItem(test.db, await by(HEAD), risks, risk, version, { response: 'tolerate' })
    assert.ok('field' in refused && refused.field === 'response')
    assert.ok('id' in (await changeItem(test.db, await by(HEAD), risks, risk, version, { response: 'transfer' })))
    const other = await changeItem(test.db, await by(DRO), risks, risk, version + 1, { response: 'tolerate' })
    assert.ok('id' in other)
    const kept = { response: 'tolerate', cause: 'Said again', owner_id: await id('person', HEAD) }
    assert.ok('id' in (await changeItem(test.db, await by(HEAD), risks, risk, version + 2, kept)))
    const within = await test.db.one<{ id: string; version: number }>(sql`
      update risks.risk set owner_id = ${await id('person', HEAD)}, response = 'treat' where beyond = 'no' and id = (
        select id from risks.risk where beyond = 'no' and closed_on is null order by number limit 1) returning id, version`)
    const borne = await changeItem(test.db, await by(HEAD), risks, within.id, within.version, { response: 'tolerate' })
    assert.ok('id' in borne, 'what is within the appetite is theirs to bear')
  })

  it('is told at once of what stands against a rule in an appointment, today or from its first day on', async () => {
    const dro = await test.visitor(DRO)
    const low = await test.add(people, { name: 'Too Low', grade: 'EO' })
    const role = await id('role', 'Senior Information Risk Owner')
    const appointed = async (year: string) => {
      const { location = '' } = await dro.post(`${paths.appointments}/add`, {
        person_id: low,
        role_id: role,
        unit_id: '',
        'from_on-day': '1',
        'from_on-month': '2',
        'from_on-year': year,
      })
      return { location, body: (await dro.get(location)).body }
    }
    const ahead = await appointed('2027')
    assert.match(
      ahead.body,
      /Grade too low, from 1 February 2027: Too Low is Senior Information Risk Owner, which asks for SCS 2/,
    )
    assert.doesNotMatch(ahead.body, /href="\/people\/findings\/[0-9a-f]/)
    await test.db.run(sql`update people.appointment set until_on = '2027-03-01' where person_id = ${low}`)
    await test.db.run(
      sql`update people.appointment set from_on = '2026-11-01', until_on = null where person_id = ${low}`,
    )
    await changeItem(test.db, test.act(), appointments, ahead.location.split('/').at(-1) ?? '', 1, { until_on: null })
    const { body } = await dro.get(ahead.location)
    const href = /href="(\/people\/findings\/[0-9a-f-]{36})">Grade too low<\/a>: Too Low is/.exec(body)?.[1] ?? ''
    assert.equal((await dro.get(href)).status, 200)
    // Two roles that do not go together: the later one says so, and so does the earlier from then on.
    const able = await test.add(people, { name: 'Able', grade: 'SCS 3' })
    const rule = await test.db.one<{ roleId: string; otherId: string }>(
      sql`select role_id as "roleId", other_role_id as "otherId" from people.incompatibility where scope = 'person' order by id limit 1`,
    )
    const unit_id = await id('unit', 'Policy Group')
    const one = await test.add(appointments, { person_id: able, role_id: rule.roleId, unit_id, from_on: '2026-01-01' })
    assert.doesNotMatch((await dro.get(`${paths.appointments}/${one}`)).body, /Conflict of interest/)
    const two = await test.add(appointments, { person_id: able, role_id: rule.otherId, unit_id, from_on: '2027-01-01' })
    for (const appointment of [one, two])
      assert.match(
        (await dro.get(`${paths.appointments}/${appointment}`)).body,
        /Conflict of interest, from 1 January 2027/,
      )
  })

  it('owns an asset and is asked the rules of an owner, from the form and from an import', async () => {
    const dro = await test.visitor(DRO)
    const low = await test.add(people, { name: 'Owns Much', grade: 'EO' })
    const owner = await test.db.one<{ id: string; version: number }>(
      sql`select id, version from people.role where asset_part = 'owner'`,
    )
    await changeItem(test.db, test.act(), roles([]), owner.id, owner.version, { training: 'Owning information' })
    const of = async (name: string) =>
      (
        await test.db.many<{ kind: string }>(sql`
          select f.kind from people.finding f join people.person p on p.id = f.person_id where p.name = ${name} and f.gone_on is null order by 1`)
      ).map(({ kind }) => kind)
    const asset = await test.add(assets, { name: 'A new asset', owner_id: low })
    assert.deepEqual(await of('Owns Much'), ['grade', 'training'])
    const { body } = await dro.get(`/assets/assets/${asset}`)
    assert.match(
      body,
      /Grade too low<\/a>: Owns Much is Information Asset Owner for “A new asset”, which asks for SCS 1/,
    )
    assert.match(
      body,
      /Training missing<\/a>: Owns Much is Information Asset Owner for “A new asset”, for which “Owning information”/,
    )
    await test.add(coursesDone, {
      person_id: low,
      course: 'Owning information',
      done_on: '2026-11-01',
      expires_on: null,
    })
    assert.deepEqual(await of('Owns Much'), ['grade'])
    await changeItem(test.db, test.act(), assets, asset, 1, { owner_id: null })
    assert.deepEqual(await of('Owns Much'), [])
    await dro.get('/assets/assets/import')
    const bytes = Buffer.from('Name,Owner (IAO)\nFrom a sheet,Owns Much\n')
    const { location = '' } = await dro.upload('/assets/assets/import', { name: 'a.csv', bytes })
    assert.equal((await dro.agree(location)).status, 303)
    assert.deepEqual(await of('Owns Much'), ['grade'])
    await test.db.run(sql`update people.person set grade = 'SCS 1' where id = ${low}`)
    const { version } = await test.db.one<{ version: number }>(sql`select version from people.person where id = ${low}`)
    await changeItem(test.db, test.act(), people, low, version, { grade: 'SCS 2' })
    assert.deepEqual(await of('Owns Much'), [])
  })
})
