import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { readConfig } from '#platform/config.ts'
import { sql } from '#platform/db/index.ts'
import { addItem, changeItem } from '#platform/register/index.ts'
import { type TestHouse, testHouse } from '../../../../test/house.ts'
import { rooms } from '../../../house.ts'
import { duties } from '../../assets/link-registers.ts'
import { assets } from '../../assets/registers.ts'
import { people } from '../../people/registers.ts'
import { roles } from '../../people/roles.ts'
import { clockObstacle } from '../model.ts'
import { paths } from '../paths.ts'
import { watchClocks } from './deeds.ts'
import { incidents } from './register.ts'

const { permissions } = rooms

const SIRO = 'Senior Information Risk Owner'
const OWNER = 'Information Asset Owner, Policy Group'
const DEPUTY = 'Assessor'
const ACTS = 'KIM Champion, Digital and Technology'
const config = readConfig({ MUNIMENT_DATA: '/tmp/muniment-none', LOG_LEVEL: 'silent' })

describe('moving the clock of a breach', () => {
  type Clock = Parameters<typeof clockObstacle>[0]
  const before: Clock = { awareAt: new Date('2026-11-20T09:00:00Z'), personal: 'unknown', why: null }
  const field = (after: Partial<Clock>, was: Partial<Clock> = {}) =>
    clockObstacle({ ...before, ...was }, { ...before, ...was, ...after })?.field ?? null

  it('asks for a reason of its own, and a first answer moves nothing', () => {
    assert.equal(field({}), null)
    assert.equal(field({ awareAt: new Date('2026-11-20T10:00:00Z') }), 'clock_why')
    assert.equal(field({ personal: 'no' }), 'clock_why')
    assert.equal(field({ personal: 'no', why: 'It was a test' }), null)
    assert.equal(field({ personal: 'no' }, { personal: null }), null)
    assert.equal(field({ personal: 'no' }, { why: 'The last one' }), 'clock_why', 'the last reason is not this one')
    assert.equal(field({ personal: 'no', why: 'Another' }, { why: 'The last one' }), null)
  })
})

describe('a breach', () => {
  let test: TestHouse
  before(async () => {
    test = await testHouse()
    await test.db.run(
      sql`update people.person set email = 'p' || replace(id::text, '-', '') || '@example.gov.uk' where name = any(${[SIRO, OWNER, DEPUTY, ACTS]})`,
    )
    await test.db.run(sql`update risks.incident set personal = 'no'`)
  })
  after(() => test.close())

  const personId = async (name: string) => (await test.person(name)).id
  const assetId = async () =>
    (
      await test.db.one<{ id: string }>(sql`
        update assets.asset set owner_id = ${await personId(OWNER)}, deputy_id = ${await personId(DEPUTY)} where name = 'Inspection case files' returning id`)
    ).id
  const add = (value: Parameters<TestHouse['add']>[1]) =>
    test.add(incidents, { title: 'Lost', aware_at: '2026-11-21T08:00', ...value })
  const version = async (id: string) =>
    (await test.db.one<{ version: number }>(sql`select version from risks.incident where id = ${id}`)).version
  const change = async (id: string, value: Parameters<TestHouse['add']>[1]) =>
    changeItem(test.db, test.act(), incidents, id, await version(id), value)
  const told = async (id: string) =>
    (
      await test.db.many<{ told: string }>(sql`
        select p.name || ': ' || m.subject as told from mail.message m join people.person p on p.id = m.person_id
        where m.key like ${`incident-breach ${id} %`} order by 1`)
    ).map((one) => one.told.replace(/incident \d+/, 'incident N'))
  const KNOWN = 'Breach of personal data: incident N'
  const POSSIBLE = 'Possible breach of personal data: incident N'

  it('is heard of by the SIRO when it is reported, and by nobody when it is none', async () => {
    const reader = await test.visitor('Executive committee member')
    const report = {
      title: 'A folder was left on a train',
      what: 'It was handed in.',
      'aware-day': '21',
      'aware-month': '11',
      'aware-year': '2026',
      'aware-time': '8:30',
      unit: '',
    }
    await reader.get(paths.report)
    assert.equal((await reader.post(paths.report, { ...report, personal: 'no' })).status, 303)
    const none = await test.db.one<{ id: string }>(sql`select id from risks.incident where title = ${report.title}`)
    assert.deepEqual(await told(none.id), [])
    assert.equal((await reader.post(paths.report, { ...report, title: 'Another', personal: 'yes' })).status, 303)
    const { id } = await test.db.one<{ id: string }>(sql`select id from risks.incident where title = 'Another'`)
    assert.deepEqual(await told(id), [`${SIRO}: ${KNOWN}`])
    const { body } = await test.db.one<{ body: string }>(
      sql`select body from mail.message where key like ${`incident-breach ${id} %`}`,
    )
    assert.doesNotMatch(body, /Another|train/, 'by its number alone')
    assert.match(
      (await (await test.visitor(SIRO)).get('/')).body,
      /To be notified or decided by 24 November 2026 at 8:30am: Another</,
      'whoever may see incidents reads what it is',
    )
  })

  it('is heard of when an incident becomes one, once as possible and once as known', async () => {
    const id = await add({ title: 'Becomes', personal: 'no' })
    assert.deepEqual(await told(id), [])
    await change(id, { personal: 'unknown', clock_why: 'Nobody has looked at the list yet' })
    assert.deepEqual(await told(id), [`${SIRO}: ${POSSIBLE}`])
    await change(id, { personal: 'yes', clock_why: 'There are names on the list' })
    await change(id, { what: 'Said again' })
    assert.deepEqual(await told(id), [`${SIRO}: ${KNOWN}`, `${SIRO}: ${POSSIBLE}`])
  })

  it('is heard of by the owner of the asset and the deputy, also when it is linked later or somebody comes after', async () => {
    const id = await add({ title: 'Linked later', personal: 'yes' })
    assert.deepEqual(await told(id), [`${SIRO}: ${KNOWN}`])
    const asset = await assetId()
    const owner = await test.visitor(OWNER)
    assert.doesNotMatch((await owner.get('/')).body, /Breach of personal data/)
    await change(id, { asset_id: asset })
    assert.deepEqual(await told(id), [`${DEPUTY}: ${KNOWN}`, `${OWNER}: ${KNOWN}`, `${SIRO}: ${KNOWN}`])
    const { body } = await owner.get('/')
    const [, href = ''] =
      /href="([^"]+)"[^>]*>Breach of personal data: incident \d+, about “Inspection case files”/.exec(body) ?? []
    assert.equal(href, paths.breach(id))
    assert.equal((await owner.get(href)).status, 200)
    // The SIRO is away, and somebody acts; the asset gets another deputy.
    const { id: appointment } = await test.db.one<{ id: string }>(
      sql`select a.id from people.appointment a where a.person_id = ${await personId(SIRO)}`,
    )
    await test.db.run(sql`
      insert into people.delegation (id, appointment_id, person_id, from_on) values (gen_random_uuid(), ${appointment}, ${await personId(ACTS)}, '2026-11-20')`)
    await watchClocks(test.db, test.act(), config)
    assert.deepEqual(await told(id), [
      `${DEPUTY}: ${KNOWN}`,
      `${OWNER}: ${KNOWN}`,
      `${ACTS}: ${KNOWN}`,
      `${SIRO}: ${KNOWN}`,
    ])
    await watchClocks(test.db, test.act(), config)
    assert.equal((await told(id)).length, 4, 'each once')
    await change(id, { closed_on: '2026-11-21', lessons: 'x', harm: 'unlikely', not_notified_why: 'x' })
    assert.doesNotMatch((await owner.get('/')).body, /Breach of personal data: incident \d+, about/)
    assert.match((await owner.get(paths.breach(id))).body, /No notification needed[\s\S]*Closed on 21 November 2026/)
  })

  it('is told to the owner of the asset and the SIRO, each once, where it is linked and notified in one save', async () => {
    const asset = await assetId()
    const [owner, siro] = await Promise.all([test.visitor(OWNER), test.visitor(SIRO)])
    const notified = { asset_id: asset, notified_at: '2026-11-21T08:30', personal: 'yes' }
    const fresh = await add({ title: 'Notified at once', ...notified })
    const linked = await add({ title: 'Known before', personal: 'yes' })
    await change(linked, notified)
    for (const id of [fresh, linked]) {
      const both = (await told(id)).filter((one) => one.startsWith(SIRO) || one.startsWith(OWNER))
      assert.deepEqual(both, [`${OWNER}: ${KNOWN}`, `${SIRO}: ${KNOWN}`])
      const { body } = await test.db.one<{ body: string }>(
        sql`select body from mail.message where key like ${`incident-breach ${id} %`} and person_id = ${await personId(OWNER)}`,
      )
      assert.match(body, /The Information Commissioner has been notified\./)
      assert.doesNotMatch(body, /must be notified/)
      await change(id, { what: 'Said again' })
      assert.equal((await told(id)).filter((one) => one.startsWith(OWNER)).length, 1)
    }
    const home = (await owner.get('/')).body
    for (const id of [fresh, linked])
      assert.match(
        home,
        new RegExp(
          `href="${paths.breach(id)}"[^>]*>Breach of personal data: incident \\d+, about “Inspection case files”. The Information Commissioner has been notified<`,
        ),
      )
    const siros = (await siro.get('/')).body
    assert.match(siros, />The Information Commissioner has been notified: Notified at once</)
    assert.doesNotMatch(siros, /Known before/, 'the SIRO heard of it while its clock ran')
    test.setNow('2026-11-29T09:00:00Z')
    assert.doesNotMatch((await owner.get('/')).body, /has been notified/)
    test.setNow('2026-11-21T09:00:00Z')
    for (const id of [fresh, linked]) await change(id, { closed_on: '2026-11-21', lessons: 'x', harm: 'risk' })
    assert.doesNotMatch((await owner.get('/')).body, /has been notified/)
  })

  it('shows whoever hears of it what they have to know, and nothing more, and nobody else', async () => {
    const id = await add({
      title: 'A file was left behind',
      what: 'On the <late> train',
      personal: 'yes',
      asset_id: await assetId(),
      handler_id: await personId('Departmental Records Officer'),
      lessons: 'Not for everybody',
      containment: 'Kept to the handlers',
    })
    const owner = await test.visitor(OWNER)
    assert.equal((await owner.get(paths.incident(id))).status, 403, 'they see no incidents')
    const { status, body } = await owner.get(paths.breach(id))
    assert.equal(status, 200)
    for (const told of [
      /<h1[^>]*>[\s\S]*Breach of personal data: incident \d+/,
      /A file was left behind/,
      /On the &lt;late&gt; train/,
      /21 November 2026 at 8:00am/,
      /Not notified yet/,
      /by 24 November 2026 at 8:00am/,
      /Departmental Records Officer/,
    ])
      assert.match(body, told)
    assert.doesNotMatch(body, /Not for everybody|Kept to the handlers|risks\/incidents/)
    const stranger = await test.visitor('Executive committee member')
    assert.equal((await stranger.get(paths.breach(id))).status, 404)
    assert.equal((await owner.get(paths.breach('none'))).status, 404)
    const { body: letter } = await test.db.one<{ body: string }>(
      sql`select body from mail.message where key like ${`incident-breach ${id} %`} and person_id = ${await personId(OWNER)}`,
    )
    assert.match(letter, /(?:https?:\/\/[^\s/]+|\{address\})\/risks\/breaches\//)
    assert.ok(letter.includes(paths.breach(id)))
    const asset = `/assets/assets/${await assetId()}`
    const underWay = (page: string) => /Breaches under way<[\s\S]*?<\/ul>/.exec(page)?.[0] ?? ''
    assert.ok(
      underWay((await owner.get(asset)).body).includes(`href="${paths.breach(id)}"`),
      'on the page of the asset',
    )
    const reader = (await (await test.visitor('Departmental Records Officer')).get(asset)).body
    assert.ok(underWay(reader).includes(`href="${paths.incident(id)}"`))
    assert.equal(underWay((await stranger.get(asset)).body), '')
    await change(id, { handler_id: null })
    assert.match((await owner.get(paths.breach(id))).body, /Nobody yet/)
    const { body: handlers } = await (await test.visitor('Departmental Records Officer')).get('/')
    assert.match(handlers, /\d+ incidents have nobody handling them|1 incident has nobody handling it/)
    await test.db.run(sql`update assets.asset set owner_id = null where name = 'Inspection case files'`)
    assert.equal((await owner.get(paths.breach(id))).status, 404, 'who hears of it no more')
  })

  it('is not shown to whoever makes themselves owner, deputy or duty holder of its asset without the right to see incidents', async () => {
    const reach = 'everywhere'
    const clerkMay = ['assets:read', 'assets:change', 'assets:appoint', 'risks:read', 'people:read']
    const role = await test.add(roles(permissions), { name: 'Asset clerk', reach, permissions: clerkMay })
    const person = await test.add(people, { name: 'Clerk of assets' })
    await test.db.run(sql`
      insert into people.appointment (id, person_id, role_id, from_on) values (gen_random_uuid(), ${person}, ${role}, '2026-01-01')`)
    const keyOf = (personId: string, allowed: string[]) => test.key(personId, allowed)
    const token = await keyOf(person, clerkMay)
    const asset = await assetId()
    const id = await add({ title: 'From before', personal: 'yes', asset_id: asset })
    const patch = async (by: string, values: object, of = asset) =>
      test.server.inject({
        method: 'PATCH',
        url: `/api/v1/assets/assets/${of}`,
        headers: { host: 'localhost', authorization: `Bearer ${by}` },
        payload: {
          version: (await test.db.one<{ version: number }>(sql`select version from assets.asset where id = ${of}`))
            .version,
          ...values,
        },
      })
    const clerk = await test.visitor('Clerk of assets')
    for (const column of ['owner_id', 'deputy_id']) {
      const { statusCode, body } = await patch(token, { [column]: person })
      assert.equal(statusCode, 403, column)
      assert.match(body, /Only somebody who may see incidents can make themselves, or whom they act for, the owner or/)
    }
    const led = await test.db.one<{ id: string; appointment: string }>(sql`
      select p.id, a.id as appointment from people.person p join people.appointment a on a.person_id = p.id and a.until_on is null
      where p.name <> 'Clerk of assets' and not exists (select from assets.asset s where p.id in (s.owner_id, s.deputy_id)) order by p.name limit 1`)
    for (const from of ['2026-01-01', '2027-01-01']) {
      await test.db.run(sql`insert into people.delegation (id, appointment_id, person_id, from_on, until_on)
        values (gen_random_uuid(), ${led.appointment}, ${person}, ${from}, '2027-06-30')`)
      const { statusCode, body } = await patch(token, { owner_id: led.id })
      assert.equal(statusCode, 403, `whom they act for from ${from}`)
      assert.match(body, /or whom they act for/)
      await test.db.run(
        sql`update people.delegation set until_on = from_on where person_id = ${person} and from_on < '2027-01-01'`,
      )
    }
    const { version: now } = await test.db.one<{ version: number }>(
      sql`select version from assets.asset where id = ${asset}`,
    )
    const form = await clerk.post(`/assets/assets/${asset}/change`, {
      version: String(now),
      name: 'Inspection case files',
      owner_id: person,
    })
    assert.equal(form.status, 422)
    assert.match(form.body, /Only somebody who may see incidents/)
    const { id: duty } = await test.db.one<{ id: string }>(sql`select id from people.role order by name limit 1`)
    const held = { asset_id: asset, person_id: person, role_id: duty, from_on: '2026-01-01' }
    await test.add(duties, held, await test.person('Clerk of assets'))
    assert.equal((await clerk.get(paths.breach(id))).status, 404)
    assert.doesNotMatch((await clerk.get('/')).body, /Breach of personal data: incident/)
    assert.doesNotMatch((await clerk.get(`/assets/assets/${asset}`)).body, /Breaches under way/)
    assert.deepEqual(
      (await told(id)).filter((one) => one.startsWith('Clerk')),
      [],
    )
    const other = await personId(ACTS)
    assert.equal((await patch(token, { deputy_id: other, name: 'Inspection case files' })).statusCode, 200, 'others')
    const own = { name: 'New and their own', owner_id: person }
    const fresh = await test.add(assets, own, await test.person('Clerk of assets'))
    const fromOwner = { owner_id: null, deputy_id: person }
    assert.equal((await patch(token, fromOwner, fresh)).statusCode, 200, 'theirs already')
    const dro = (await test.person('Departmental Records Officer')).id
    const narrow = await keyOf(dro, clerkMay)
    assert.equal((await patch(narrow, { owner_id: dro })).statusCode, 403, 'a key that may not see incidents')
    const wide = await keyOf(dro, [...clerkMay, 'incidents:read'])
    assert.equal((await patch(wide, { owner_id: dro })).statusCode, 200)
  })

  it('is reported without telling what is planned for units to those who are not shown it', async () => {
    const role = await test.add(roles(permissions), {
      name: 'Plain reader',
      permissions: ['assets:read', 'assets:change'],
    })
    const person = await test.add(people, { name: 'Plain reader' })
    await test.db.run(sql`
      insert into people.appointment (id, person_id, role_id, from_on) values (gen_random_uuid(), ${person}, ${role}, '2026-01-01')`)
    await test.db.run(
      sql`insert into people.unit (id, name, kind, closed_on) values (gen_random_uuid(), 'Closes soon', 'team', '2027-03-01')`,
    )
    const shown = (await (await test.visitor('Executive committee member')).get(paths.report)).body
    assert.match(shown, /Closes soon \(closes on 1 March 2027\)/)
    const { body } = await (await test.visitor('Plain reader')).get(paths.report)
    assert.match(body, />\s*Closes soon\s*</)
    const asset = (await (await test.visitor('Plain reader')).get('/assets/assets/add')).body
    assert.match(asset, />\s*Closes soon\s*</, 'also in the form of a register')
  })

  it('leads a role that only hears of breaches to what it may see', async () => {
    const id = await add({ title: 'Heard by a role', personal: 'unknown' })
    await test.db.run(sql`
      update people.role set hears_breaches = 'yes' where id in (select role_id from people.appointment where person_id = ${await personId(OWNER)})`)
    const owner = await test.visitor(OWNER)
    const { body } = await owner.get('/')
    assert.ok(body.includes(`href="${paths.breach(id)}"`))
    assert.doesNotMatch(body, /href="\/risks\/incidents\//)
    assert.match((await owner.get(paths.breach(id))).body, /Possible breach of personal data: incident \d+/)
  })

  it('is taken back in a letter, once, when it turns out to be none, and told anew when it is one after all', async () => {
    const id = await add({ title: 'Turns out', personal: 'unknown' })
    const heard = async () =>
      (
        await test.db.many<{ subject: string }>(sql`
          select subject from mail.message where person_id = ${await personId(SIRO)} and (key like ${`incident-breach ${id} %`} or key like ${`incident-none ${id} %`}) order by made_at, id`)
      ).map(({ subject }) => subject.replace(/incident \d+/, 'incident N'))
    await change(id, { personal: 'no', clock_why: 'There are no names on it' })
    await change(id, { what: 'Said again' })
    assert.deepEqual((await heard()).toSorted(), ['No breach of personal data: incident N', POSSIBLE])
    assert.equal((await (await test.visitor(SIRO)).get(paths.breach(id))).status, 404)
    await change(id, { personal: 'yes', clock_why: 'There are names on the back' })
    await watchClocks(test.db, test.act(), config)
    assert.deepEqual((await heard()).toSorted(), [KNOWN, 'No breach of personal data: incident N', POSSIBLE])
    await change(id, { personal: 'no', clock_why: 'They are of a novel' })
    assert.equal((await heard()).length, 4)
    await change(id, { personal: 'yes', clock_why: 'And of a reader' })
    assert.equal((await heard()).length, 5, 'each time that it changes')
    const none = await add({ title: 'Never was', personal: 'no' })
    await change(none, { what: 'Nothing' })
    assert.deepEqual(await told(none), [])
  })

  it('was not noticed, nor anything done about it, in the future', async () => {
    for (const column of ['aware_at', 'happened_at', 'contained_at', 'notified_at', 'told_people_at']) {
      const saved = await addItem(test.db, test.act(), incidents, {
        title: 'x',
        aware_at: '2026-11-21T08:00',
        [column]: '2026-11-21T09:01',
      })
      assert.ok('field' in saved && saved.field === column, column)
    }
    const early = await addItem(test.db, test.act(), incidents, {
      title: 'x',
      aware_at: '2026-11-21T08:00',
      happened_at: '2026-11-21T08:01',
    })
    assert.ok('field' in early && early.field === 'happened_at')
    const reader = await test.visitor('Executive committee member')
    const asked = await reader.get(paths.report)
    assert.match(asked.body, /When did we become aware of it\?/, 'in the words of the answer')
    const { status, body } = await reader.post(paths.report, {
      title: 'Tomorrow',
      what: 'x',
      'aware-day': '21',
      'aware-month': '11',
      'aware-year': '2026',
      'aware-time': '9:01',
      personal: 'yes',
      unit: '',
    })
    assert.equal(status, 422)
    assert.match(body, /The time we became aware cannot be in the future/)
    assert.match(body, /value="Tomorrow"/)
  })

  it('shows in its history why its clock was moved', async () => {
    const dro = await test.visitor('Departmental Records Officer')
    const id = await add({ title: 'Moved', personal: 'yes' })
    const moved = await change(id, { aware_at: '2026-11-21T07:00' })
    assert.ok('field' in moved && moved.field === 'clock_why')
    const partial = await change(id, { personal: 'no' })
    assert.ok('field' in partial && partial.field === 'clock_why', 'also when only that is given')
    assert.ok('id' in (await change(id, { aware_at: '2026-11-21T07:00', clock_why: 'The guard called at seven' })))
    const again = await change(id, { personal: 'no', clock_why: 'The guard called at seven' })
    assert.ok('field' in again && again.field === 'clock_why')
    assert.equal(again.message, 'Enter a new reason: the one shown is for the last change')
    const { body } = await dro.get(paths.incident(id))
    assert.match(
      body,
      /We became aware: from “21 November 2026 at 8:00am” to “21 November 2026 at 7:00am”[\s\S]*“The guard called at seven”/,
    )
    assert.ok('id' in (await change(id, { what: 'Nothing of the clock' })))
  })

  it('is confirmed with its number, and shown later to whoever reported it and nobody else', async () => {
    const reader = await test.visitor('Executive committee member')
    const report = {
      title: 'A letter went astray',
      what: 'To number 7 instead of 17.',
      'aware-day': '21',
      'aware-month': '11',
      'aware-year': '2026',
      'aware-time': '8:00',
      personal: 'no',
      unit: '',
    }
    const { location = '' } = await reader.post(paths.report, report)
    const { id, number } = await test.db.one<{ id: string; number: number }>(
      sql`select id, number from risks.incident where title = 'A letter went astray'`,
    )
    assert.equal(location, paths.reported(id))
    const { body } = await reader.get(location)
    assert.match(body, /<h1 class="govuk-panel__title">\s*Incident reported/)
    assert.match(body, new RegExp(`Its number is<br><strong>${number}</strong>`))
    assert.match(body, /What happens next[\s\S]*will handle it: [^<]*Departmental Records Officer/)
    assert.match(body, /Nobody has taken it up yet/)
    assert.doesNotMatch(body, /href="\/risks\/incidents/)
    await change(id, {
      title: 'A letter of Jane Doe went astray',
      what: 'What was found',
      handler_id: await personId('Departmental Records Officer'),
    })
    const later = (await reader.get(location)).body
    assert.match(later, /Departmental Records Officer is handling it/)
    assert.match(later, /A letter went astray/)
    assert.doesNotMatch(later, /Jane Doe|What was found/, 'what handlers wrote is not for them')
    const list = (await reader.get(paths.reportedOnes)).body
    assert.ok(list.includes(`href="${location}"`))
    assert.match((await reader.get(paths.report)).body, /See what you have reported/)
    const other = await test.visitor(OWNER)
    assert.equal((await other.get(location)).status, 404)
    assert.doesNotMatch((await other.get(paths.reportedOnes)).body, /went astray/)
    assert.doesNotMatch((await other.get(paths.report)).body, /See what you have reported/)
    await change(id, { closed_on: '2026-11-21', lessons: 'Check the number' })
    assert.match((await reader.get(location)).body, /Closed on 21 November 2026/)
  })
})
