import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from '#platform/db/index.ts'
import { addItem, changeItem } from '#platform/register/index.ts'
import { type TestHouse, testHouse, type Visitor } from '../../../../test/house.ts'
import { rooms } from '../../../house.ts'
import { duties } from '../../assets/link-registers.ts'
import { assets } from '../../assets/registers.ts'
import { paths } from '../paths.ts'
import { appointments, people } from '../registers.ts'
import { roles } from '../roles.ts'
import { findPerson } from '../store.ts'
import { checkAll } from './check.ts'
import { coursesDone, delegations, incompatibilities } from './registers.ts'

const { permissions } = rooms

const TODAY = '2026-11-21'

describe('rules of governance', () => {
  let test: TestHouse
  let dro: Visitor
  before(async () => {
    test = await testHouse()
    dro = await test.visitor('Departmental Records Officer')
  })
  after(() => test.close())

  const idOf = async (table: 'person' | 'role' | 'unit', name: string) => {
    const from = { person: sql`people.person`, role: sql`people.role`, unit: sql`people.unit` }[table]
    return (await test.db.one<{ id: string }>(sql`select id from ${from} where name = ${name}`)).id
  }
  const findings = (kind: string) =>
    test.db.many<{ id: string; explanation: string; goneOn: string | null }>(
      sql`select id, explanation, gone_on as "goneOn" from people.finding where kind = ${kind} order by found_on, explanation`,
    )
  const open = async (kind: string) =>
    (await findings(kind)).filter(({ goneOn }) => goneOn === null).map(({ explanation }) => explanation)
  const person = (name: string, grade: string | null) => test.add(people, { name, grade })
  const appoint = async (
    personId: string,
    role: string,
    unit: string | null,
    from = '2026-01-01',
    until: string | null = null,
  ) =>
    test.add(appointments, {
      person_id: personId,
      role_id: await idOf('role', role),
      unit_id: unit ? await idOf('unit', unit) : null,
      from_on: from,
      until_on: until,
    })

  it('say what will be broken by what begins later, and from when', async () => {
    const ahead = async () => (await dro.get(paths.findings)).body.match(/govuk-inset-text[\s\S]*?<\/div>/)?.[0] ?? ''
    assert.equal(await ahead(), '')
    const low = await person('Ahead of Today', 'EO')
    const id = await appoint(low, 'KIM Champion', 'Policy Group', '2027-03-01')
    const told = await ahead()
    assert.match(told, /1 will be broken from 1 March 2027:/)
    assert.match(told, /Ahead of Today/)
    await test.db.run(sql`update people.appointment set from_on = '2027-04-05' where id = ${id}`)
    assert.match(await ahead(), /1 will be broken from 5 April 2027:/)
    await test.db.run(
      sql`update people.appointment set from_on = '2026-01-01', until_on = '2026-01-02' where id = ${id}`,
    )
    assert.equal(await ahead(), '')
  })

  it('close each role of what roles may do until it is opened', async () => {
    const { body } = await dro.get(paths.rights)
    const closed = [
      ...body.matchAll(/<details class="govuk-details"(?! open)[^>]*>\s*<summary[^>]*>\s*<span[^>]*>\s*([^<]+?)\s*</g),
    ].map(([, name]) => name)
    const names = await test.db.many<{ name: string }>(sql`select name from people.role`)
    assert.ok(names.length > 5)
    for (const { name } of names) assert.ok(closed.includes(name), name)
    assert.doesNotMatch(body, /<table/)
  })

  it('say from the first day where a role that must be filled is vacant', async () => {
    assert.deepEqual(await open('vacant'), [
      'Nobody is KIM Champion of Corporate Services Group.',
      'Nobody is KIM Champion of Example Heritage Commission.',
      'Nobody is KIM Champion of Example Inspection Agency.',
      'Nobody is KIM Champion of Policy Group.',
    ])
    assert.match((await dro.get(paths.home)).body, /Vacant/)
    assert.match((await dro.get('/')).body, /4 roles that must be filled are vacant/)
  })

  it('are asked at an appointment: who fills a vacancy ends it, and a grade that is too low is named', async () => {
    const low = await person('A junior colleague', 'HEO')
    const id = await appoint(low, 'KIM Champion', 'Policy Group')
    assert.ok(!(await open('vacant')).some((one) => one.includes('Policy Group')))
    assert.deepEqual(await open('grade'), [
      'A junior colleague is KIM Champion, Policy Group, which asks for SCS 1 or above; their grade is HEO.',
    ])
    const item = await test.db.one<{ version: number }>(sql`select version from people.person where id = ${low}`)
    await changeItem(test.db, test.act(), people, low, item.version, { name: 'A junior colleague', grade: 'SCS 2' })
    assert.deepEqual(await open('grade'), [])
    const { version } = await test.db.one<{ version: number }>(
      sql`select version from people.appointment where id = ${id}`,
    )
    await changeItem(test.db, test.act(), appointments, id, version, { until_on: '2026-11-20' })
    assert.deepEqual(
      (await open('vacant')).filter((one) => one.includes('Policy')),
      ['Nobody is KIM Champion of Policy Group. The last one was A junior colleague, until 20 November 2026.'],
    )
  })

  it('show who is who: also a role whose time ran out, until somebody holds it again', async () => {
    const was = await person('Was an owner', 'SCS 1')
    await appoint(was, 'Information Asset Owner', 'Example Heritage Commission', '2026-01-01', '2026-11-20')
    await appoint(was, 'Information Asset Owner', 'Corporate Services Group', '2020-01-01', '2021-11-20')
    const home = await dro.get(paths.home)
    assert.equal([...home.body.matchAll(/Was an owner, until/g)].length, 1)
    assert.match(home.body, /Expired[\s\S]{0,90}Was an owner, until 20 November 2026/)
    await appoint(was, 'Information Asset Owner', 'Example Heritage Commission', '2026-11-21')
    assert.doesNotMatch((await dro.get(paths.home)).body, /Was an owner, until/)
  })

  it('name a conflict of interest with its reason, and both appointments', async () => {
    const both = await person('Somebody with two hats', 'SCS 3')
    await appoint(both, 'Senior Information Risk Owner', 'Policy Group')
    assert.deepEqual(await open('incompatible'), [])
    await appoint(both, 'Information Asset Owner', 'Policy Group')
    assert.deepEqual(await open('incompatible'), [
      'Somebody with two hats is Senior Information Risk Owner, Policy Group and Information Asset Owner, Policy Group. Whoever answers for risk on the board cannot also own the assets whose risk is judged.',
    ])
  })

  it('are asked when a rule changes, and tell apart one person from one unit', async () => {
    const [champion, lim] = [await idOf('role', 'KIM Champion'), await idOf('role', 'Local Information Manager')]
    const two = await person('Champion here and manager there', 'SCS 1')
    await appoint(two, 'KIM Champion', 'Corporate Services Group')
    await appoint(two, 'Local Information Manager', 'Example Heritage Commission')
    const rule = { role_id: champion, other_role_id: lim, why: 'A test.', ended_on: null }
    const id = await test.add(incompatibilities, { ...rule, scope: 'unit' })
    const told = async () => (await open('incompatible')).filter((one) => one.startsWith('Champion here'))
    assert.deepEqual(await told(), [])
    await changeItem(test.db, test.act(), incompatibilities, id, 1, { ...rule, scope: 'person' })
    assert.equal((await told()).length, 1)
    await changeItem(test.db, test.act(), incompatibilities, id, 2, {
      ...rule,
      scope: 'person',
      ended_on: TODAY,
      ended_why: 'A test.',
    })
    assert.deepEqual(await told(), [])
    const twice = await addItem(test.db, test.act(), incompatibilities, {
      role_id: await idOf('role', 'Information Asset Owner'),
      other_role_id: await idOf('role', 'Senior Information Risk Owner'),
      scope: 'person',
      why: 'Again',
    })
    assert.ok('message' in twice && twice.message === 'There is a rule on these two roles already')
  })

  it('do not let a role be delegated too far down, and let whoever acts do what the role may', async () => {
    const champion = await idOf('person', 'KIM Champion, Digital and Technology')
    const { id: appointment } = await test.db.one<{ id: string }>(
      sql`select id from people.appointment where person_id = ${champion}`,
    )
    const deputy = await person('A deputy', 'Grade 7')
    assert.equal((await findPerson(test.db, deputy, TODAY))?.reach.size, 0)
    const own = await addItem(test.db, test.act(), delegations, {
      appointment_id: appointment,
      person_id: champion,
      from_on: TODAY,
    })
    assert.ok('message' in own && own.message === 'Nobody acts for themselves')
    const id = await test.add(delegations, {
      appointment_id: appointment,
      person_id: deputy,
      from_on: TODAY,
      until_on: '2026-12-01',
      reason: 'Leave',
    })
    assert.deepEqual(await open('delegate'), [
      'A deputy acts as KIM Champion, Digital and Technology Directorate, which asks for SCS 1 or above; their grade is Grade 7.',
    ])
    assert.ok((await findPerson(test.db, deputy, TODAY))?.reach.has('assessments:answer'))
    assert.equal((await findPerson(test.db, deputy, '2026-12-02'))?.reach.size, 0)
    await changeItem(test.db, test.act(), delegations, id, 1, {
      until_on: TODAY,
      from_on: TODAY,
      appointment_id: appointment,
      person_id: deputy,
    })
    assert.match((await dro.get(paths.person(deputy))).body, /Acts for/)
  })

  it('name training that is missing or has run out', async () => {
    const register = roles(permissions)
    const lim = await idOf('role', 'Local Information Manager')
    const item = await test.db.one<Record<string, unknown> & { version: number }>(
      sql`select version, name, permissions from people.role where id = ${lim}`,
    )
    await changeItem(test.db, test.act(), register, lim, item.version, { training: 'Records basics\nHandling mail' })
    const holder = await idOf('person', 'Local Information Manager, Inspection Agency')
    const told = async () => (await open('training')).filter((one) => one.startsWith('Local Information Manager'))
    assert.equal((await told()).length, 2)
    await test.add(coursesDone, {
      person_id: holder,
      course: 'records BASICS',
      done_on: '2026-01-05',
      expires_on: null,
    })
    assert.equal((await told()).length, 1)
    await test.add(coursesDone, {
      person_id: holder,
      course: 'Handling mail',
      done_on: '2024-01-05',
      expires_on: '2026-01-05',
    })
    assert.deepEqual(await told(), [
      'Local Information Manager, Inspection Agency is Local Information Manager, for which “Handling mail” is asked: what they did ran out on 5 January 2026.',
    ])
  })

  it('name those who have left and still hold a role, at night too', async () => {
    const gone = await person('Somebody who leaves', 'Grade 6')
    await appoint(gone, 'Head of Knowledge and Information Management', null)
    await test.db.run(sql`update people.person set left_on = '2026-11-01' where id = ${gone}`)
    assert.deepEqual(await open('left'), [])
    await test.db.run(sql`update people.person set left_on = ${TODAY} where id = ${gone}`)
    assert.deepEqual(await checkAll(test.db, test.act()), { found: 0, gone: 0 }, 'the last day is one of theirs')
    await test.db.run(sql`update people.person set left_on = '2026-11-01' where id = ${gone}`)
    const { found } = await checkAll(test.db, test.act())
    assert.equal(found, 1)
    assert.deepEqual(await open('left'), [
      'Somebody who leaves left on 1 November 2026 and is still Head of Knowledge and Information Management.',
    ])
    assert.deepEqual(await checkAll(test.db, test.act()), { found: 0, gone: 0 })
  })

  it('bear a finding for a time with a reason, and no longer', async () => {
    const [first] = (await findings('incompatible')).filter(({ goneOn }) => goneOn === null)
    const path = paths.finding(first?.id ?? '')
    const day = (value: string) => {
      const [year = '', month = '', date = ''] = value.split('-')
      return { 'until-day': date, 'until-month': month, 'until-year': year }
    }
    assert.equal((await dro.post(path, { reason: '', ...day('2027-01-31') })).status, 422)
    assert.match((await dro.post(path, { reason: 'x', ...day('2026-11-21') })).body, /The day must be after today/)
    assert.match((await dro.post(path, { reason: 'x', ...day('2028-01-01') })).body, /for a year at most/)
    assert.equal((await dro.post(path, { reason: 'Until the post is filled', ...day('2027-01-31') })).status, 303)
    assert.match((await dro.get(path)).body, /Accepted until 31 January 2027/)
    assert.doesNotMatch((await dro.get(`${paths.findings}?state=open&kind=incompatible`)).body, /two hats/)
    test.setNow('2027-02-01T09:00:00Z')
    const later = await test.visitor('Departmental Records Officer')
    assert.match((await later.get(`${paths.findings}?state=open&kind=incompatible`)).body, /two hats/)
    test.setNow('2026-11-21T09:00:00Z')
    const siro = await test.visitor('Senior Information Risk Owner')
    assert.equal((await siro.get(path)).status, 200)
    assert.equal((await siro.post(path, { reason: 'x', ...day('2027-01-31') })).status, 403)
  })

  it('are beside one page that says to everybody what each role may do, as the routes say it', async () => {
    const committee = await test.visitor('Executive committee member')
    const { body } = await committee.get(paths.rights)
    assert.match(body, /Judge claims, for actions that they do not own/)
    assert.doesNotMatch(body, /:id/, 'an address by itself leads nowhere')
    const addresses = (await committee.get(`${paths.rights}/addresses.csv`)).body
    assert.match(addresses, /Something you can do,\/assessments\/units\/:id\/final\r?\n/)
    assert.match(addresses, /Page,\/people\/reorganise\r?\n/)
    assert.match(addresses, /"For programs, with a key",\/api\/v1\/people\/units\r?\n/)
    const table = (await committee.get(`${paths.rights}/table.csv`)).body
    assert.match(
      table,
      /Assessor,assessments:moderate,"Moderate assessments, but not of units in which they work",In the whole body,.*\/assessments\/units\/:id\/moderate/,
    )
    assert.doesNotMatch(table, /Executive committee member,plans:change/)
  })

  it('have a directory of experts, and bodies with their members and meetings', async () => {
    await test.add(people, { name: 'A cataloguer', grade: 'SEO', expertise: 'PRONOM, digital continuity' })
    assert.match((await dro.get(`${paths.experts}?words=continuity`)).body, /A cataloguer/)
    assert.doesNotMatch((await dro.get(`${paths.experts}?words=horses`)).body, /A cataloguer/)
    const made = await dro.post(`${paths.bodies}/add`, {
      name: 'Information board',
      kind: 'board',
      terms: 'Looks after information.',
    })
    assert.equal(made.status, 303)
    const body = made.location?.split('/').at(-1) ?? ''
    const siro = await idOf('person', 'Senior Information Risk Owner')
    const from = { 'from_on-day': '1', 'from_on-month': '4', 'from_on-year': '2026' }
    assert.equal(
      (await dro.post(`${paths.memberships}/add`, { person_id: siro, body_id: body, capacity: 'chair', ...from }))
        .status,
      303,
    )
    assert.match(
      (await dro.post(`${paths.memberships}/add`, { person_id: siro, body_id: body, capacity: 'chair', ...from })).body,
      /sits on this body in this capacity/,
    )
    const shown = await dro.get(`${paths.bodies}/${body}`)
    assert.match(shown.body, /Senior Information Risk Owner/)
    assert.match(shown.body, /Chair/)
  })

  it('name somebody who holds two roles for one asset that do not go together, and who owns what their office forbids', async () => {
    const { id: asset } = await test.db.one<{ id: string }>(
      sql`select id from assets.asset where name = 'Policy files'`,
    )
    const owner = await idOf('person', 'Information Asset Owner, Policy Group')
    const [iao, lim] = [await idOf('role', 'Information Asset Owner'), await idOf('role', 'Local Information Manager')]
    const duty = { asset_id: asset, person_id: owner, role_id: lim, from_on: '2026-01-01', until_on: null }
    const id = await test.add(duties, duty)
    assert.deepEqual(
      (await open('incompatible')).filter((one) => one.includes('Policy files')),
      [],
    )
    await test.add(incompatibilities, {
      role_id: lim,
      other_role_id: iao,
      scope: 'asset',
      why: 'Nobody checks themselves.',
      ended_on: null,
    })
    const told = async () => (await open('incompatible')).filter((one) => one.includes('Nobody checks themselves'))
    assert.deepEqual(await told(), [
      'Information Asset Owner, Policy Group is Local Information Manager and Information Asset Owner for “Policy files”. Nobody checks themselves.',
    ])
    await changeItem(test.db, test.act(), duties, id, 1, { until_on: '2026-11-20' })
    assert.deepEqual(await told(), [])

    const siro = await idOf('person', 'Senior Information Risk Owner')
    const about = async () => (await open('incompatible')).filter((one) => one.includes('Policy files'))
    const give = async (ownerId: string) => {
      const { version } = await test.db.one<{ version: number }>(
        sql`select version from assets.asset where id = ${asset}`,
      )
      await changeItem(test.db, test.act(), assets, asset, version, { owner_id: ownerId })
    }
    await give(siro)
    assert.deepEqual(await about(), [
      'Senior Information Risk Owner is Information Asset Owner for “Policy files”, and Senior Information Risk Owner. Whoever answers for risk on the board cannot also own the assets whose risk is judged.',
    ])
    const office = await appoint(siro, 'Information Asset Owner', 'Policy Group', '2026-11-01')
    const both = (await open('incompatible')).filter((one) => one.startsWith('Senior Information Risk Owner'))
    assert.equal(both.length, 1, 'named once: by the appointments')
    assert.doesNotMatch(both[0] ?? '', /Policy files/)
    await changeItem(test.db, test.act(), appointments, office, 1, { until_on: '2026-11-20' })
    assert.equal((await about()).length, 1)
    await give(owner)
    assert.deepEqual(await about(), [])
  })

  it('leave nobody a retired role that they were to hold later, for the house or for one asset', async () => {
    const made = (text: ReturnType<typeof sql>) => test.db.one<{ id: string }>(text)
    const { id: role } = await made(
      sql`insert into people.role (id, name) values (gen_random_uuid(), 'Role that ends') returning id`,
    )
    const { id: person } = await made(
      sql`insert into people.person (id, name) values (gen_random_uuid(), 'Somebody who comes later') returning id`,
    )
    await test.db.run(sql`
      insert into people.appointment (id, person_id, role_id, from_on) values (gen_random_uuid(), ${person}, ${role}, '2027-01-10')`)
    await test.db.run(sql`
      insert into assets.duty (id, asset_id, person_id, role_id, from_on)
      select gen_random_uuid(), id, ${person}, ${role}, '2027-01-10' from assets.asset order by id limit 1`)
    await dro.get(paths.retire(role))
    assert.equal((await dro.post(paths.retire(role), {})).status, 303)
    for (const table of [sql`people.appointment`, sql`assets.duty`])
      assert.deepEqual(
        await test.db.many(sql`select from_on as "from", until_on as until from ${table} where person_id = ${person}`),
        [{ from: '2027-01-10', until: '2027-01-09' }],
      )
  })

  it('let no role be retired on which people or assets still stand, and hand them over in one deed', async () => {
    const [iao, lim] = [await idOf('role', 'Information Asset Owner'), await idOf('role', 'Local Information Manager')]
    const { version } = await test.db.one<{ version: number }>(sql`select version from people.role where id = ${iao}`)
    const register = roles(permissions)
    const refused = await changeItem(test.db, test.act(), register, iao, version, { ended_on: TODAY })
    assert.ok('message' in refused)
    assert.match(
      refused.message,
      /people are appointed to it, and it is held for “.+” and \d+ more\. Use “Retire this role”/,
    )
    await test.db.run(sql`update people.role set ended_on = '2026-11-01' where id = ${iao}`)
    await checkAll(test.db, test.act())
    assert.ok(
      (await open('retired')).some((one) =>
        /^Information Asset Owner, Policy Group is still Information Asset Owner for “.+”.*, which was retired on 1 November 2026\.$/.test(
          one,
        ),
      ),
    )
    assert.ok(
      (await open('retired')).includes(
        'Somebody with two hats is still Information Asset Owner, which was retired on 1 November 2026.',
      ),
    )
    await test.db.run(sql`update people.role set ended_on = null where id = ${iao}`)

    const page = await dro.get(paths.retire(iao))
    assert.match(page.body, /It is held for “/)
    assert.match(page.body, /Which role takes over/)
    assert.equal(
      (await dro.post(paths.retire(iao), { heir: lim, 'on-day': '1', 'on-month': '1', 'on-year': '2030' })).status,
      422,
    )
    const owner = await idOf('person', 'Information Asset Owner, Policy Group')
    assert.equal((await dro.post(paths.retire(iao), { heir: lim })).status, 303)
    assert.equal((await dro.post(paths.retire(iao), { heir: lim })).status, 404)
    const held = await test.db.many(sql`
      select r.name, a.from_on as "from", a.until_on as until from people.appointment a join people.role r on r.id = a.role_id where a.person_id = ${owner} order by a.from_on`)
    assert.deepEqual(held, [
      { name: 'Information Asset Owner', from: '2015-04-01', until: TODAY },
      { name: 'Local Information Manager', from: '2026-11-22', until: null },
    ])
    const things = await test.db.many(
      sql`select thing from people.held_thing where person_id = ${owner} and role_id = ${lim} and until_on is null order by 1`,
    )
    assert.deepEqual(things, [{ thing: 'Inspection case files' }, { thing: 'Policy files' }])
    await checkAll(test.db, test.act())
    assert.deepEqual(await open('retired'), [])
    const again = await addItem(test.db, test.act(), appointments, {
      person_id: owner,
      role_id: iao,
      from_on: '2026-12-01',
    })
    assert.ok('message' in again && again.message.startsWith('Information Asset Owner was retired on 21 November 2026'))
  })
})
