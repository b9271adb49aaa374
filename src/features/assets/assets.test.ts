import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { readConfig } from '#platform/config.ts'
import { sql } from '#platform/db/index.ts'
import { addItem, changeItem, type Register } from '#platform/register/index.ts'
import { type TestHouse, testHouse, type Visitor } from '../../../test/house.ts'
import { sentBy } from '../../../test/sent-form.ts'
import { appointments, people } from '../people/registers.ts'
import { checklist, isPassed } from './changing/checklist.ts'
import { dependencies, locations, sharing, uses } from './link-registers.ts'
import { type AssetFacts, CHANGES, type Change, changeTo, completeness } from './model.ts'
import { flowOf } from './overview/flow.ts'
import { paths } from './paths.ts'
import { places } from './place-registers.ts'
import { agreements, assets } from './registers.ts'
import { chaseReviews } from './reviewing/chasing.ts'

const BARE: AssetFacts = {
  what: null,
  why: null,
  ownerId: null,
  unitId: null,
  personalData: null,
  lawfulBasis: null,
  marking: null,
  retention: null,
  isVital: null,
  recoveryHours: null,
  formats: null,
  publication: null,
  places: 0,
  confirmedOn: null,
}

describe('the completeness of an entry', () => {
  it('is counted over what is asked of that entry', () => {
    assert.equal(completeness(BARE).percent, 0)
    const full: AssetFacts = {
      ...BARE,
      what: 'a',
      why: 'b',
      ownerId: 'c',
      unitId: 'd',
      personalData: 'none',
      marking: 'official',
      retention: 'e',
      isVital: 'no',
      formats: 'f',
      publication: 'no',
      places: 1,
      confirmedOn: '2026-01-01',
    }
    assert.deepEqual(completeness(full), { percent: 100, missing: [] })
    assert.deepEqual(completeness({ ...full, personalData: 'special', isVital: 'yes' }), {
      percent: 86,
      missing: ['the lawful basis', 'how soon it must be back'],
    })
    assert.deepEqual(completeness({ ...full, isVital: 'yes', recoveryHours: 0 }).missing, [])
    assert.deepEqual(completeness({ ...full, places: 0 }), { percent: 92, missing: ['where it lives'] })
  })
})

describe('the life of a place', () => {
  it('asks a checklist where information could be lost', () => {
    assert.equal(changeTo('procuring', 'planned'), 'procure')
    assert.equal(changeTo('live', 'procuring'), 'go-live')
    assert.equal(changeTo('live', 'planned'), 'go-live')
    assert.equal(changeTo('live', 'decommissioned'), 'go-live')
    assert.equal(changeTo('live', 'migrating'), null)
    assert.equal(changeTo('migrating', 'live'), 'migrate')
    assert.equal(changeTo('decommissioned', 'read-only'), 'switch-off')
    assert.equal(changeTo('decommissioned', 'decommissioned'), null)
    assert.equal(changeTo('read-only', 'live'), null)
  })

  it('is held up only by questions that must be yes', () => {
    for (const change of Object.keys(CHANGES) as Change[]) {
      const questions = checklist(change)
      assert.ok(questions.length > 2, change)
      const answers = Object.fromEntries(questions.map(({ code, must }) => [code, must ? 'yes' : 'no']))
      assert.equal(isPassed(change, answers), true)
      for (const { code, must } of questions) {
        assert.equal(isPassed(change, { ...answers, [code]: 'no' }), !must)
        assert.equal(isPassed(change, { ...answers, [code]: 'n/a' }), true)
      }
      assert.equal(isPassed(change, {}), false)
    }
  })
})

describe('the register of information assets', () => {
  let test: TestHouse
  let dro: Visitor
  before(async () => {
    test = await testHouse()
    dro = await test.visitor('Departmental Records Officer')
  })
  after(() => test.close())

  const tables = {
    asset: sql`assets.asset`,
    place: sql`assets.place`,
    unit: sql`people.unit`,
    person: sql`people.person`,
    dependency: sql`assets.dependency`,
  }
  const idOf = async (table: 'asset' | 'place' | 'unit' | 'person', name: string) =>
    (await test.db.one<{ id: string }>(sql`select id from ${tables[table]} where name = ${name}`)).id
  const versionOf = async (table: keyof typeof tables, id: string) =>
    (await test.db.one<{ version: number }>(sql`select version from ${tables[table]} where id = ${id}`)).version
  const tried = (register: Register, value: Parameters<TestHouse['add']>[1]) =>
    addItem(test.db, test.act(), register, value)

  it('finds entries by their words, says what is missing, and can be downloaded', async () => {
    const found = await dro.get(`${paths.assets}?words=${encodeURIComponent('submissions decisions')}`)
    assert.match(found.body, /Policy files/)
    assert.doesNotMatch(found.body, /Staff records/)
    const gaps = await dro.get(`${paths.gaps}?gap=retention`)
    assert.match(gaps.body, /Staff records/)
    assert.doesNotMatch(gaps.body, /Policy files/)
    for (const value of ['constructor', 'nonsense'])
      assert.match((await dro.get(`${paths.gaps}?gap=${value}`)).body, /Policy files/, value)
    const csv = await dro.get(`${paths.gaps}.csv?gap=basis`)
    assert.match(csv.body, /Policy files/)
    assert.doesNotMatch(csv.body, /Inspection case files/)
    assert.match((await dro.get('/')).body, /information assets have no owner/)
  })

  it('shows on the page of an asset where it lives, who uses it, with whom it is shared and what it needs', async () => {
    const { body } = await dro.get(paths.asset(await idOf('asset', 'Inspection case files')))
    for (const text of [
      'Casework system',
      'Policy Group',
      'Another inspectorate',
      'depends on',
      'Its owner has not confirmed it yet',
    ])
      assert.ok(body.includes(text), text)
    const place = await dro.get(paths.place(await idOf('place', 'Basement store')))
    assert.match(place.body, /Staff records/)
    assert.match(place.body, /Switch off/)
  })

  it('tells in the history of an asset what was changed in the order of its fields', async () => {
    const id = await test.add(assets, { name: 'Ledgers', why: 'The law asks', what: 'Old books' })
    const { body } = await (await test.visitor('Departmental Records Officer')).get(`${paths.assets}/${id}`)
    const history = body.slice(body.indexOf('>History<'))
    const order = ['Name: “Ledgers”', 'What it is: “Old books”', 'Why it is held: “The law asks”']
    const places = order.map((words) => history.indexOf(words))
    assert.ok(!places.includes(-1), history.slice(0, 600))
    assert.deepEqual(
      places,
      places.toSorted((one, other) => one - other),
    )
  })

  it('adds a tie from the page of what is tied, also where there are too many to choose from', async () => {
    const id = await idOf('asset', 'Staff records')
    assert.ok((await dro.get(paths.asset(id))).body.includes(`${paths.locations}/add?asset_id=${id}`))
    const form = await dro.get(`${paths.locations}/add?asset_id=${id}&place_id=nonsense&use=copy`)
    assert.equal(form.status, 200)
    assert.match(form.body, new RegExp(`value="${id}" selected`))
    assert.doesNotMatch(form.body, /nonsense|value="copy" selected/)
    await test.db.run(
      sql`insert into assets.asset (id, name) select gen_random_uuid(), 'More ' || n from generate_series(1, 200) n`,
    )
    assert.match((await dro.get(`${paths.locations}/add?asset_id=${id}`)).body, /value="Staff records"/)
    await test.db.run(sql`update assets.asset set ended_on = '2026-01-01' where name like 'More %'`)
    assert.doesNotMatch((await dro.get(`${paths.gaps}?gap=owner`)).body, /More 1/)
  })

  it('refuses a dependency that leads back to where it began, however far round', async () => {
    const unit_id = await idOf('unit', 'Policy Group')
    const [a, b, c] = [
      await test.add(assets, { name: 'A', unit_id }),
      await test.add(assets, { name: 'B', unit_id }),
      await test.add(assets, { name: 'C', unit_id }),
    ]
    await test.add(dependencies, { asset_id: a, on_asset_id: b, why: 'x' })
    const second = await test.add(dependencies, { asset_id: b, on_asset_id: c, why: 'x' })
    for (const value of [
      { asset_id: c, on_asset_id: a, why: 'x' },
      { asset_id: a, on_asset_id: a, why: 'x' },
    ]) {
      const saved = await tried(dependencies, value)
      assert.ok('message' in saved && saved.field === 'on_asset_id', JSON.stringify(saved))
      assert.match(saved.message, /cannot depend on itself/)
    }
    await changeItem(test.db, test.act(), dependencies, second, await versionOf('dependency', second), {
      ended_on: '2026-11-20',
      ended_why: 'A test.',
    })
    await test.add(dependencies, { asset_id: c, on_asset_id: a, why: 'x' })
    const again = await changeItem(test.db, test.act(), dependencies, second, await versionOf('dependency', second), {
      asset_id: b,
      on_asset_id: c,
      why: 'x',
      ended_on: null,
      ended_why: null,
    })
    assert.ok('message' in again, 'a dependency that ended cannot come back as a circle')
  })

  it('lets a place change its state once the checklist is good, and once for each checklist', async () => {
    const id = await test.add(places, { name: 'A new system', kind: 'system', state: 'planned' })
    const to = async (state: string) => {
      const { version } = await test.db.one<{ version: number }>(sql`select version from assets.place where id = ${id}`)
      return dro.post(`${paths.place(id)}/change`, {
        version: String(version),
        name: 'A new system',
        kind: 'system',
        state,
      })
    }
    const stateNow = async () =>
      (await test.db.one<{ state: string }>(sql`select state from assets.place where id = ${id}`)).state
    const answer = (change: Change, given: 'yes' | 'no') =>
      dro.post(paths.check(id, change), Object.fromEntries(checklist(change).map(({ code }) => [code, given])))
    const refused = await to('live')
    assert.equal(refused.status, 422)
    assert.match(refused.body, /Answer the checklist “Go live” first/)
    assert.equal((await dro.post(paths.check(id, 'go-live'), {})).status, 422)
    assert.equal((await answer('go-live', 'no')).status, 303)
    assert.equal((await to('live')).status, 422)
    await answer('go-live', 'yes')
    assert.equal((await to('live')).status, 303)
    assert.equal(await stateNow(), 'live')
    test.setNow('2026-11-21T10:00:00Z')
    await answer('switch-off', 'yes')
    test.setNow('2026-11-21T10:01:00Z')
    assert.equal((await to('decommissioned')).status, 303)
    test.setNow('2026-11-21T10:02:00Z')
    assert.equal((await to('live')).status, 422, 'the answers of the first time are used up')
    assert.equal(await stateNow(), 'decommissioned')
    assert.equal((await dro.get(paths.check(id, 'burn-down'))).status, 404)
    await assert.rejects(test.db.run(sql`update assets.change_check set is_passed = true`))
  })

  it('follows an asset outward, step by step, and stops at what fits a picture', async () => {
    const asset = { id: await idOf('asset', 'Register of inspected bodies'), name: 'Register of inspected bodies' }
    const one = await flowOf(test.db, asset, 1)
    assert.deepEqual(one.links.map(({ words }) => words).toSorted(), ['depends on', 'is copied to', 'is kept in'])
    assert.equal(Math.max(...one.nodes.map(({ steps }) => steps)), 1)
    const two = await flowOf(test.db, asset, 2)
    const old = two.nodes.find(({ name }) => name === 'Old casework database')
    assert.equal(old?.steps, 2)
    assert.equal(two.links.filter(({ words }) => words === 'depends on').length, 1, 'a link is drawn once')
    assert.equal(two.isCut, false)
    const { body } = await dro.get(`${paths.flow(asset.id)}?steps=2`)
    assert.match(body, /Is exchanged with/)
    assert.match(body, /<svg/)
    const csv = await dro.get(`${paths.flow(asset.id)}/table.csv?steps=1`)
    assert.equal(csv.body.trim().split('\n').length, 4)

    const hub = await test.add(assets, { name: 'A hub' })
    await test.db.run(sql`
      insert into assets.place (id, name, kind, state) select gen_random_uuid(), 'Many ' || n, 'system', 'live' from generate_series(1, 601) n`)
    await test.db.run(sql`
      insert into assets.location (id, asset_id, place_id, use) select gen_random_uuid(), ${hub}, id, 'copy' from assets.place where name like 'Many %' and name <> 'Many 601'`)
    const full = await flowOf(test.db, { id: hub, name: 'A hub' }, 3)
    assert.deepEqual([full.links.length, full.isCut], [600, false])
    await test.add(locations, { asset_id: hub, place_id: await idOf('place', 'Many 601'), use: 'copy' })
    const cut = await flowOf(test.db, { id: hub, name: 'A hub' }, 3)
    assert.deepEqual([cut.links.length, cut.isCut], [600, true])
    assert.match((await dro.get(paths.flow(hub))).body, /more than fits a picture/)
  })

  it('takes no part in what ended', async () => {
    const id = await test.add(assets, { name: 'What moved on' })
    const place_id = await idOf('place', 'Records system')
    const unit_id = await idOf('unit', 'Policy Group')
    const agreement_id = await test.add(agreements, { partner: 'A partner', purpose: 'Research', kind: 'contract' })
    for (const [register, value] of [
      [locations, { place_id, use: 'master' }],
      [uses, { unit_id, purpose: 'Nothing more' }],
      [sharing, { agreement_id, direction: 'out' }],
    ] as const)
      await test.add(register, { asset_id: id, ...value, ended_on: '2026-01-01', ended_why: 'A test.' })
    assert.deepEqual((await flowOf(test.db, { id, name: '' }, 2)).links, [])
    const backwards = await tried(agreements, {
      partner: 'A partner',
      purpose: 'Too short',
      kind: 'contract',
      from_on: '2026-02-01',
      until_on: '2026-01-01',
    })
    assert.deepEqual('field' in backwards && backwards.field, 'until_on')
  })

  it('is reviewed: owners confirm what they saw, and attest once all of theirs is confirmed', async () => {
    const name = 'Information Asset Owner, Policy Group'
    const owner = await test.visitor(name)
    const person = await idOf('person', name)
    const empty = await dro.post(paths.reviews, { name: '' })
    assert.equal(empty.status, 422)
    const past = await dro.post(paths.reviews, {
      name: 'Too late',
      'due-day': '1',
      'due-month': '1',
      'due-year': '2026',
    })
    assert.match(past.body, /must be today or later/)
    assert.equal((await owner.post(paths.reviews, { name: 'Mine' })).status, 403)
    const due = { 'due-day': '20', 'due-month': '12', 'due-year': '2026' }
    const begun = await dro.post(paths.reviews, { name: 'Autumn 2026', ...due })
    assert.equal(begun.status, 303)
    assert.equal((await dro.post(paths.reviews, { name: 'Another', ...due })).status, 409)
    assert.match((await owner.get('/')).body, /2 information assets of yours are to be confirmed by 20 December 2026/)

    const ids = await Promise.all(['Inspection case files', 'Policy files'].map((one) => idOf('asset', one)))
    const confirm = async (id: string, version: number, who = owner) =>
      who.post(paths.confirm(id), { version: String(version) })
    assert.equal((await owner.post(paths.attest, {})).status, 409)
    for (const id of ids) {
      const version = await versionOf('asset', id)
      assert.equal((await confirm(id, version - 1)).status, 409, 'not the version that they saw')
      assert.equal((await confirm(id, version, dro)).status, 403, 'not theirs')
      assert.equal((await confirm(id, version)).status, 303)
    }
    const first = ids[0] ?? ''
    const edit = async (by: string, what: string) =>
      changeItem(test.db, test.act(await test.person(by)), assets, first, await versionOf('asset', first), { what })
    await edit('Departmental Records Officer', 'Changed by somebody else')
    assert.match((await owner.get('/')).body, /1 information asset of yours is to be confirmed/)
    assert.equal((await owner.post(paths.attest, {})).status, 409)
    assert.equal((await confirm(first, await versionOf('asset', first))).status, 303)
    await edit(name, 'Put right by its owner')
    assert.match((await owner.get('/')).body, /Attest for your information assets/)
    assert.match((await owner.get(paths.mine)).body, /I answer for it/)
    assert.equal((await owner.post(paths.attest, { note: 'All read' })).status, 303)
    await edit('Departmental Records Officer', 'Changed after it was attested')
    const { open } = await test.db.one<{ open: number }>(
      sql`select count(*) as open from assets.review_asset where confirmed_at is null and owner_id = ${person}`,
    )
    assert.equal(open, 0, 'what was attested stays')
    assert.equal((await confirm(first, await versionOf('asset', first))).status, 303)
    assert.equal((await owner.post(paths.attest, {})).status, 409)
    assert.doesNotMatch((await owner.get('/')).body, /Attest for your/)
    const review = begun.location ?? ''
    const table = await dro.get(`${review.split('?')[0]}/table.csv`)
    assert.match(table.body, /Information Asset Owner, Policy Group.*,2,2,2026-11-21T/)
    const acts = await test.db.many<{ what: string }>(
      sql`select what from audit.entry where actor_id = ${person} and what in ('asset.confirmed', 'assets.attested') order by at, id`,
    )
    assert.deepEqual(
      acts.map(({ what }) => what),
      ['asset.confirmed', 'asset.confirmed', 'asset.confirmed', 'assets.attested', 'asset.confirmed'],
    )
    await dro.post(`${review.split('?')[0]}/close`, {})
    assert.match((await dro.get(paths.reviews)).body, /Closed on 21 November 2026/)
    assert.equal((await dro.post(`${review.split('?')[0]}/close`, {})).status, 409)
    assert.doesNotMatch((await owner.get(paths.mine)).body, /It is right/)
    assert.equal((await dro.post(paths.reviews, { name: 'The next one', ...due })).status, 303)
    assert.match((await owner.get(paths.mine)).body, /It is right/, 'each review asks anew, on the same day too')
  })

  it('hands an asset over: its new owner is led through it until they confirm it', async () => {
    const name = 'KIM Champion, Digital and Technology'
    const visitor = await test.visitor(name)
    assert.match((await visitor.get(paths.handover)).body, /Nothing is waiting/)
    const hand = async (asset: string, to: string) => {
      const id = await idOf('asset', asset)
      const saved = await changeItem(test.db, test.act(), assets, id, await versionOf('asset', id), {
        owner_id: await idOf('person', to),
      })
      assert.ok('id' in saved)
      return id
    }
    const own = await test.add(assets, { name: 'Mine from the beginning', owner_id: await idOf('person', name) })
    await hand('A hub', name)
    assert.match((await visitor.get(paths.handover)).body, /Nothing is waiting/, 'nobody owned it before')
    const id = await hand('Policy files', name)
    assert.match((await visitor.get('/')).body, /1 information asset came to you from another owner/)
    const { body } = await visitor.get(paths.handover)
    assert.match(body, /Policy files[\s\S]*Information Asset Owner, Policy Group[\s\S]*a deputy/)
    assert.ok(!body.includes(own))
    assert.match((await visitor.get(paths.mine)).body, /1 asset came to you/)
    await visitor.post(paths.confirm(id), { version: String(await versionOf('asset', id)) })
    assert.match((await visitor.get(paths.handover)).body, /Nothing is waiting/)
    assert.doesNotMatch((await visitor.get('/')).body, /came to you/)
    await hand('Policy files', 'Information Asset Owner, Policy Group')
  })

  it('chases owners before and after the last day, and tells whoever began the review who is overdue', async () => {
    const config = readConfig({ MUNIMENT_DATA: '/tmp/muniment-none', LOG_LEVEL: 'silent' })
    const owner = 'Information Asset Owner, Policy Group'
    await test.db.run(
      sql`update people.person set email = id || '@example.gov.uk' where name in (${owner}, 'Departmental Records Officer')`,
    )
    const on = (at: string) =>
      chaseReviews(test.db, { actor: { kind: 'system' }, at: new Date(at), requestId: null }, config)
    const subjects = async () =>
      (
        await test.db.many<{ subject: string }>(
          sql`select subject from mail.message where kind = 'asset-review' order by made_at, subject`,
        )
      ).map(({ subject }) => subject)
    // Begun on a Saturday, to be done by Sunday 20 December: told on the working days that follow.
    assert.equal(await on('2026-11-22T08:00:00Z'), 0)
    assert.equal(await on('2026-11-23T08:00:00Z'), 1)
    assert.equal(await on('2026-11-23T09:00:00Z'), 0, 'once a day')
    assert.equal(await on('2026-12-01T08:00:00Z'), 0)
    assert.equal(await on('2026-12-07T08:00:00Z'), 1)
    const please = 'The next one: please confirm your information assets by 20 December 2026'
    assert.deepEqual(await subjects(), [please, please])
    assert.equal(await on('2026-12-21T08:00:00Z'), 2)
    // It goes up: to whoever hears what is overdue in the unit of the asset, or else in the one nearest above it.
    const [siro, champion] = ['Senior Information Risk Owner', 'Champion of the group']
    await test.db.run(sql`update people.person set email = id || '@example.gov.uk' where name = ${siro}`)
    const role = await test.db.one<{ id: string }>(sql`select id from people.role where name = 'KIM Champion'`)
    const person_id = await test.add(people, { name: champion, email: 'champion@example.gov.uk', grade: 'SCS 1' })
    const unit_id = await idOf('unit', 'Policy Group')
    await test.add(appointments, { person_id, role_id: role.id, unit_id, from_on: '2026-12-01', until_on: null })
    const told = (name: string) =>
      test.db.many<{ body: string }>(
        sql`select body from mail.message m join people.person p on p.id = m.person_id where kind = 'asset-review' and p.name = ${name}`,
      )
    assert.equal(await on('2026-12-22T08:00:00Z'), 0)
    assert.deepEqual([...(await told(champion)), ...(await told(siro))], [], 'not in the first week')
    assert.equal(await on('2026-12-29T08:00:00Z'), 4, 'the Monday was a bank holiday')
    for (const name of [champion, siro])
      assert.match((await told(name))[0]?.body ?? '', /1 owner of information assets in your area has not attested/)
    assert.deepEqual((await subjects()).slice(2, 4), [
      'The next one: 2 owners are overdue',
      'The next one: the last day has passed',
    ])
    await test.db.run(sql`
      insert into assets.attestation (id, review_id, owner_id, words, at)
      select gen_random_uuid(), (select id from assets.review where closed_on is null), id, 'x', now() from people.person where name = ${owner}`)
    assert.equal(
      await on('2027-01-04T08:00:00Z'),
      1,
      'the other has no address and no unit; who began the review is told',
    )
    assert.equal((await subjects()).at(-1), 'The next one: 1 owner is overdue')
    await test.db.run(sql`update assets.review set closed_on = '2027-01-12' where closed_on is null`)
    assert.equal(await on('2027-01-18T08:00:00Z'), 0)
  })

  it('filters by a part of a name where there are too many owners to choose from', async () => {
    const owner = await idOf('person', 'Information Asset Owner, Policy Group')
    assert.match((await dro.get(paths.assets)).body, /<select[^>]*name="owner_id"/)
    assert.doesNotMatch((await dro.get(`${paths.assets}?owner_id=asset owner`)).body, /Staff records/, 'by hand, too')
    await test.db.run(
      sql`insert into people.person (id, name) select gen_random_uuid(), 'Colleague 100% ' || n from generate_series(1, 200) n`,
    )
    const list = await dro.get(`${paths.assets}?owner_id=${owner}`)
    assert.match(list.body, /<input[^>]*name="owner_id"[^>]*value="Information Asset Owner, Policy Group"/)
    assert.match(list.body, /Policy files/)
    const part = await dro.get(`${paths.assets}?owner_id=ASSET OWNER, pol`)
    assert.match(part.body, /Policy files/)
    assert.doesNotMatch(part.body, /Staff records/)
    assert.doesNotMatch((await dro.get(`${paths.assets}?owner_id=100_`)).body, /Policy files/)
  })

  it('has its owners and deputies named by those who may, and by nobody else who changes it', async () => {
    const id = await idOf('asset', 'Policy files')
    const [{ id: other }, officer] = [await test.person('Assessor'), await test.person('Departmental Records Officer')]
    const namedNow = () =>
      test.db.one<{ owner: string | null; deputy: string | null; version: number }>(
        sql`select owner_id as owner, deputy_id as deputy, version from assets.asset where id = ${id}`,
      )
    const before = await namedNow()
    const siro = await test.visitor('Senior Information Risk Owner')
    assert.match((await siro.get(`${paths.asset(id)}/change`)).body, /name="owner_id"[\s\S]*name="deputy_id"/)
    const mayAll = ['assets:read', 'assets:change', 'assets:appoint'] as const
    const keyOf = (permissions: readonly string[]) => test.key(officer.id, permissions)
    const patch = async (token: string, values: object) => {
      const { statusCode, body } = await test.server.inject({
        method: 'PATCH',
        url: `/api/v1${paths.asset(id)}`,
        headers: { host: 'localhost', authorization: `Bearer ${token}` },
        payload: { version: (await namedNow()).version, ...values },
      })
      return { statusCode, body }
    }
    const narrow = await keyOf(mayAll.slice(0, 2))
    for (const column of ['owner_id', 'deputy_id'])
      assert.equal((await patch(narrow, { [column]: other })).statusCode, 400, column)
    assert.equal((await patch(narrow, { formats: 'ODT' })).statusCode, 200, 'the rest')
    assert.match((await dro.get('/')).body, /information assets? ha(?:s|ve) no owner/)
    await test.db.run(sql`update people.role set permissions = array_remove(permissions, 'assets:appoint')`)
    assert.doesNotMatch((await dro.get('/')).body, /information assets? ha(?:s|ve) no owner/)
    for (const page of [`${paths.asset(id)}/change`, `${paths.assets}/add`]) {
      const { status, body } = await dro.get(page)
      assert.equal(status, 200)
      assert.doesNotMatch(body, /name="(?:owner|deputy)_id"/, page)
    }
    const form = {
      version: String((await namedNow()).version),
      name: 'Policy files',
      owner_id: other,
      deputy_id: other,
    }
    assert.equal((await dro.post(`${paths.asset(id)}/change`, form)).status, 303)
    await dro.get(`${paths.assets}/import`)
    const { location = '' } = await dro.upload(`${paths.assets}/import`, {
      name: 'assets.csv',
      bytes: Buffer.from('Name,Owner (IAO),Deputy\nNamed by nobody,Assessor,Assessor\n'),
    })
    const check = await dro.get(location)
    assert.match(check.body, /“Owner \(IAO\)”, which you do not have permission to change/)
    assert.equal((await dro.post(location, sentBy(check.body))).status, 303)
    const { owner, deputy } = await namedNow()
    assert.deepEqual([owner, deputy], [before.owner, before.deputy])
    const added = await test.db.one<{ owner: string | null; deputy: string | null }>(
      sql`select owner_id as owner, deputy_id as deputy from assets.asset where name = 'Named by nobody'`,
    )
    assert.deepEqual(added, { owner: null, deputy: null })
  })

  it('is closed to those who may not see it', async () => {
    const nobody = await test.visitor()
    assert.equal((await nobody.get(paths.home)).status, 303)
    await test.db.run(sql`update people.role set permissions = array_remove(permissions, 'assets:change')`)
    for (const path of [`${paths.assets}/add`, paths.check(await idOf('place', 'Basement store'), 'migrate')])
      assert.equal((await dro.get(path)).status, 403)
    assert.doesNotMatch((await dro.get(paths.asset(await idOf('asset', 'Policy files')))).body, />Add</)
    await test.db.run(sql`update people.role set permissions = array_remove(permissions, 'assets:read')`)
    for (const path of [paths.home, paths.assets, paths.gaps, paths.mine, `${paths.assets}.csv`])
      assert.equal((await dro.get(path)).status, 403, path)
    assert.doesNotMatch((await dro.get('/')).body, /href="\/assets"/)
  })
})
