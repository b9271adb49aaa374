import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { locations } from '#features/assets/link-registers.ts'
import { boxes, places } from '#features/assets/place-registers.ts'
import { assetRegisters, assets } from '#features/assets/registers.ts'
import { bodies, memberships } from '#features/people/governance/bodies.ts'
import { incidents } from '#features/risks/incidents/register.ts'
import { keptWithin, type Permission, type Person, theHouse } from '#platform/access/index.ts'
import { sql } from '#platform/db/index.ts'
import { Forbidden } from '#platform/errors.ts'
import { changeItem, findItem, type Register, seenItem } from '#platform/register/index.ts'
import { type TestHouse, testHouse, type Visitor } from '../../../../test/house.ts'
import { personWith } from '../../../../test/person.ts'
import { rooms } from '../../../house.ts'
import { compared } from './compared.ts'
import { deletable, deleteItem, deleteObstacles } from './deleting.ts'
import { endDue, endItem, plannedEnd } from './ending.ts'
import { endSent, whySent } from './forms.ts'
import { leadingHere } from './leading.ts'
import { leadsTo, mergeOf } from './merged.ts'
import { mergeItems, rehearseMerge } from './merging.ts'
import { partItems, partObstacles } from './parting.ts'

const { registers } = rooms
const TODAY = '2026-11-21'

describe('the end of an item', () => {
  let test: TestHouse
  before(async () => {
    test = await testHouse()
  })
  after(() => test.close())

  const versionOf = async (id: string) =>
    (await test.db.one<{ version: number }>(sql`select version from assets.asset where id = ${id}`)).version
  const change = async (id: string, value: Parameters<typeof changeItem>[5]) =>
    changeItem(test.db, test.act(), assets, id, await versionOf(id), value)

  it('takes from programs the reasons and days that the forms take', () => {
    assert.deepEqual(endSent({ why: ' Sold\u200b\r\nby us ' }, TODAY), { on: TODAY, why: 'Sold\nby us' })
    assert.deepEqual(endSent({ on: ' 2026-11-25', why: 'Later' }, TODAY), { on: '2026-11-25', why: 'Later' })
    for (const why of [undefined, '', ' ', '\u200b']) {
      assert.throws(() => whySent({ why }), { status: 400, message: /Say why/ })
      assert.throws(() => endSent({ why }, TODAY), { status: 400, message: /Say why/ })
    }
    assert.throws(() => whySent({ why: 'x'.repeat(2_001) }), { status: 400, message: /2,000 characters or less/ })
    assert.throws(() => endSent({ on: '25/11/2026', why: 'x' }, TODAY), { status: 400, message: /YYYY-MM-DD/ })
    assert.throws(() => endSent({ on: '9999-12-31', why: 'x' }, TODAY), {
      status: 400,
      message: /between 1800 and 2300/,
    })
  })

  it('has a day and a reason, which go together in forms too', async () => {
    const id = await test.add(assets, { name: 'Day and reason' })
    for (const [value, field, words] of [
      [{ ended_on: TODAY }, 'ended_why', /Enter why it ended/],
      [{ ended_why: 'x' }, 'ended_on', /Enter the day/],
      [{ ended_on: '2026-11-22', ended_why: 'x' }, 'ended_on', /cannot be a day to come.*End this asset/],
    ] as const) {
      const saved = await change(id, value)
      assert.ok('message' in saved, JSON.stringify(value))
      assert.equal(saved.field, field)
      assert.match(saved.message, words)
    }
    assert.ok('id' in (await change(id, { ended_on: TODAY, ended_why: 'x' })))
    assert.ok('id' in (await change(id, { name: 'Another name' })), 'what ended can be put right')
    const half = await change(id, { ended_on: null })
    assert.ok('message' in half)
    assert.ok('id' in (await change(id, { ended_on: null, ended_why: null })), 'an end can be taken back')
  })

  it('that is known when something begins needs no reason', async () => {
    const { id: person_id } = await test.person('Departmental Records Officer')
    const body_id = await test.add(bodies, { name: 'With members', kind: 'board' })
    const until_on = '2027-03-31'
    const member = { person_id, body_id, capacity: 'member', from_on: TODAY, until_on }
    assert.ok(await test.add(memberships, member))
  })

  it('is not offered nor taken for new references, and stays where it is referred to', async () => {
    const ended = await test.add(assets, { name: 'Ends with references' })
    const place_id = await test.add(places, { name: 'Its place', kind: 'system', state: 'live' })
    const there = await test.add(locations, { asset_id: ended, place_id, use: 'master' })
    assert.ok('id' in (await endItem(test.db, test.act(), assets, ended, { on: TODAY, why: 'x' })))
    await assert.rejects(
      test.add(locations, { asset_id: ended, place_id, use: 'copy' }),
      /Ends with references ended on 21 November 2026: choose another asset/,
    )
    const { version } = await test.db.one<{ version: number }>(
      sql`select version from assets.location where id = ${there}`,
    )
    assert.ok('id' in (await changeItem(test.db, test.act(), locations, there, version, { note: 'Still there' })))
  })

  it('offers nothing new, and a form that names it by its address says why it is not chosen', async () => {
    const dro = await test.visitor('Departmental Records Officer')
    const [ended, open] = [
      await test.add(assets, { name: 'Offers nothing' }),
      await test.add(assets, { name: 'Offers links' }),
    ]
    const add = /href="[^"]*\/add\?asset_id=/
    assert.match((await dro.get(`/assets/assets/${ended}`)).body, add)
    assert.ok('id' in (await endItem(test.db, test.act(), assets, ended, { on: TODAY, why: 'x' })))
    assert.doesNotMatch((await dro.get(`/assets/assets/${ended}`)).body, add)
    const formOf = async (id: string) => (await dro.get(`/assets/kept/add?asset_id=${id}`)).body
    const why = /Offers nothing ended on 21 November 2026: choose another asset/
    assert.match(await formOf(ended), why)
    assert.doesNotMatch(await formOf(ended), /<option[^>]* selected[^>]*>Offers/)
    assert.match(await formOf(open), /<option[^>]* selected[^>]*>Offers links/)
    assert.doesNotMatch(await formOf(open), /choose another asset/)
    const many = sql`insert into assets.asset (id, name) select gen_random_uuid(), 'Many ' || n from generate_series(1, 300) n`
    await test.db.run(many)
    assert.match(await formOf(ended), why)
    assert.doesNotMatch(await formOf(ended), /value="Offers nothing"/)
    assert.match(await formOf(open), /value="Offers links"/)
  })

  it('of a place, an agreement or a risk leaves nothing to add to it', async () => {
    const dro = await test.visitor('Departmental Records Officer')
    const named = (key: string) => {
      const register = registers.find((one) => one.key === key)
      assert.ok(register)
      return register
    }
    const ends = async (register: Register, id: string, end: Parameters<typeof changeItem>[5]) => {
      const add = new RegExp(`href="[^"]*/add\\?\\w+=${id}"`)
      assert.match((await dro.get(`${register.path}/${id}`)).body, add, register.key)
      const item = await findItem(test.db, register, id)
      const saved = await changeItem(test.db, test.act(), register, id, item?.version ?? 0, end)
      assert.ok('id' in saved, JSON.stringify(saved))
      assert.doesNotMatch((await dro.get(`${register.path}/${id}`)).body, add, register.key)
    }
    const agreement = await test.add(named('agreements'), { partner: 'P', purpose: 'Q', kind: 'law' })
    await ends(named('agreements'), agreement, { until_on: '2026-11-20', ended_why: 'x' })
    const risk = await test.db.one<{ id: string }>(
      sql`select id from risks.risk where closed_on is null order by id limit 1`,
    )
    await ends(named('risks'), risk.id, { closed_on: TODAY, closed_why: 'x' })
    const place = await test.add(places, { name: 'Was switched off', kind: 'system', state: 'procuring' })
    const add = new RegExp(`href="[^"]*/add\\?place_id=${place}"`)
    assert.match((await dro.get(`/assets/places/${place}`)).body, add)
    await test.db.run(sql`update assets.place set state = 'decommissioned' where id = ${place}`)
    const gone = (await dro.get(`/assets/places/${place}`)).body
    assert.doesNotMatch(gone, add)
    assert.match(gone, /Answer the checklist before it changes/, 'it may go live again')
    const form = (await dro.get(`/assets/kept/add?place_id=${place}`)).body
    assert.match(form, /Was switched off is decommissioned: choose another place/)
  })

  it('is checked with what leads to it, as far as it is shown and has not ended itself', async () => {
    const dro = await test.visitor('Departmental Records Officer')
    const asset_id = await test.add(assets, { name: 'Led to' })
    const check = async () => (await dro.post(`/assets/assets/${asset_id}/end`, { on: TODAY, why: 'x' })).body
    assert.match(await check(), /Nothing leads to it/)
    const place_id = await test.add(places, { name: 'A store', kind: 'system', state: 'live' })
    const use = await test.add(locations, { asset_id, place_id, use: 'master' })
    assert.match(await check(), new RegExp(`Places of assets: 1<[\\s\\S]*href="/assets/kept/${use}"`))
    const asked = (viewer: Person) =>
      leadingHere(test.db, assets, asset_id, registers, { person: viewer, today: TODAY })
    assert.deepEqual(
      (await asked(theHouse(TODAY)))?.map(({ count }) => count),
      [1],
    )
    assert.deepEqual(await asked(personWith([])), [])
    assert.ok('id' in (await endItem(test.db, test.act(), locations, use, { on: '2026-11-20', why: 'x' })))
    assert.match(await check(), /Nothing leads to it/)
    await test.db.run(sql`
      with made as (insert into assets.place (id, name, kind, state) select gen_random_uuid(), 'Store ' || n, 'system', 'live' from generate_series(1, 22) n returning id)
      insert into assets.location (id, asset_id, place_id, use) select gen_random_uuid(), ${asset_id}, id, 'copy' from made`)
    assert.match(await check(), /and 2 others/)
  })

  it('waits beside the item, and says what stood against it when its day came', async () => {
    const body = await test.add(bodies, { name: 'To be wound up', kind: 'board' })
    await endItem(test.db, test.act(), bodies, body, { on: '2026-11-23', why: 'x' })
    await endItem(test.db, test.act(), bodies, body, { on: '2026-11-24', why: 'Wound up' })
    const planned = await plannedEnd(test.db, body)
    assert.deepEqual([planned?.on, planned?.why], ['2026-11-24', 'Wound up'], 'the last that was said counts')
    const onDay = (day: string) => ({ ...test.act(), at: new Date(`${day}T00:05:00Z`) })
    // Nothing of a room stands against the end of a body: one that does is put beside it.
    const refusing: Register = {
      ...bodies,
      obstacles: async (_tx, given) =>
        given.map(() => ({ field: 'ended_on', message: 'Its papers are not handed over' })),
    }
    assert.equal(await endDue(test.db, onDay('2026-11-23'), [refusing]), 0)
    assert.equal((await plannedEnd(test.db, body))?.obstacle, null)
    assert.equal(await endDue(test.db, onDay('2026-11-24'), [refusing]), 0)
    assert.equal((await plannedEnd(test.db, body))?.obstacle, 'Its papers are not handed over')
    assert.equal(await endDue(test.db, onDay('2026-11-25'), registers), 1)
    assert.equal(await plannedEnd(test.db, body), null)
    const { on } = await test.db.one<{ on: string }>(sql`select ended_on as on from people.body where id = ${body}`)
    assert.equal(on, '2026-11-24', 'the day that was said')
    assert.equal(await endDue(test.db, onDay('2026-11-26'), registers), 0)
  })

  it('that waits is taken back where the item has ended by its form before, so that it can be opened again', async () => {
    const body = await test.add(bodies, { name: 'Ended by its form', kind: 'board' })
    await endItem(test.db, test.act(), bodies, body, { on: '2026-11-24', why: 'Later' })
    const byForm = async (version: number, value: Parameters<typeof changeItem>[5]) =>
      assert.ok('id' in (await changeItem(test.db, test.act(), bodies, body, version, value)))
    await byForm(1, { ended_on: TODAY, ended_why: 'Now' })
    const onDay = (day: string) => ({ ...test.act(), at: new Date(`${day}T00:05:00Z`) })
    assert.equal(await endDue(test.db, onDay('2026-11-24'), registers), 0)
    assert.equal(await plannedEnd(test.db, body), null)
    await byForm(2, { ended_on: null, ended_why: null })
    assert.equal(await endDue(test.db, onDay('2026-11-25'), registers), 0)
    const { on } = await test.db.one<{ on: string | null }>(
      sql`select ended_on as on from people.body where id = ${body}`,
    )
    assert.equal(on, null)
  })
})

describe('merging two items', () => {
  let test: TestHouse
  let visitor: Visitor
  before(async () => {
    test = await testHouse()
    visitor = await test.visitor('Departmental Records Officer')
  })
  after(() => test.close())

  let made = 0
  const asset = (name: string) => {
    made += 1
    return test.add(assets, { name: `${name} ${made}` })
  }
  const place = () => {
    made += 1
    return test.add(places, { name: `Place ${made}`, kind: 'system', state: 'live' })
  }
  const asked = (from: string, into: string, register: Register = assets) => ({
    register,
    from,
    into,
    registers,
    person: theHouse(TODAY),
  })
  const merge = (from: string, into: string) => mergeItems(test.db, test.act(), asked(from, into))

  it('says in words what stands against it, and does nothing then', async () => {
    const [from, into, place_id] = [await asset('A'), await asset('B'), await place()]
    await test.add(locations, { asset_id: from, place_id, use: 'master' })
    const other = await test.add(locations, { asset_id: from, place_id: await place(), use: 'master' })
    await test.add(locations, { asset_id: into, place_id, use: 'master' })
    const found = await merge(from, into)
    assert.equal(found.isDone, false)
    assert.deepEqual(
      found.obstacles.map((one) => one.replace(/^.*?: /, '')),
      ['The asset is kept there in this way already'],
    )
    const { id } = await test.db.one<{ id: string }>(
      sql`select asset_id as id from assets.location where id = ${other}`,
    )
    assert.equal(id, from)
    const same = await rehearseMerge(test.db, test.act(), asked(from, from))
    assert.match(same.obstacles.join(), /this is the same/)
    await endItem(test.db, test.act(), assets, into, { on: TODAY, why: 'x' })
    assert.match((await merge(from, into)).obstacles.join(), /has ended: choose one that has not/)
    await assert.rejects(merge(from, '01a1fcf2-f643-7a3a-b1e7-9d4f44938249'), /There is no such asset/)
  })

  it('does not offer the one that goes, nor take its name', async () => {
    const [from, into] = [await asset('Goes'), await asset('Stays')]
    const page = await visitor.get(`/assets/assets/${from}/merge`)
    assert.doesNotMatch(page.body, new RegExp(`value="${from}"`))
    assert.match(page.body, new RegExp(`value="${into}"`))
    const refused = await visitor.post(`/assets/assets/${from}/merge`, { into: from })
    assert.equal(refused.status, 422)
    const many = sql`insert into assets.asset (id, name) select gen_random_uuid(), 'Many ' || n from generate_series(1, 300) n`
    await test.db.run(many)
    const { name } = await test.db.one<{ name: string }>(sql`select name from assets.asset where id = ${from}`)
    const typed = await visitor.post(`/assets/assets/${from}/merge`, { into: name })
    assert.deepEqual([typed.status, /Choose another asset: this is the same/.test(typed.body)], [422, true])
  })

  it('lays both side by side, and says what is not carried over', async () => {
    const unit = await test.db.one<{ id: string }>(sql`select id from people.unit order by id limit 1`)
    const owner = await test.person('Departmental Records Officer')
    const [one, other] = [
      await test.add(assets, { name: 'Minutes', what: 'Papers', owner_id: owner.id, unit_id: unit.id }),
      await test.add(assets, { name: 'Minutes, too', retention: 'Class 7', unit_id: unit.id }),
    ]
    const { body } = await visitor.get(`/assets/assets/${one}/merge?into=${other}`)
    assert.match(body, /is not carried over: Name, What it is and Owner \(IAO\)\./)
    assert.match(body, /Papers<\/td><td[^>]*>–<\/td><td[^>]*>Not carried over/)
    assert.match(body, />–<\/td><td[^>]*>Class 7<\/td><td[^>]*>–</)
    assert.match(body, />The same is in both</)
    const [item, into] = [await seenItem(test.db, assets, one, owner), await seenItem(test.db, assets, other, owner)]
    assert.ok(item && into)
    assert.ok(!compared(assets, into, into).some(({ isLost }) => isLost))
    assert.deepEqual(
      compared({ ...assets, fields: assets.fields.filter(({ column }) => column !== 'owner_id') }, item, into)
        .filter(({ isLost }) => isLost)
        .map(({ label }) => label),
      ['Name', 'What it is'],
      'what somebody is not shown is not compared',
    )
  })

  it('leads on however often what it was merged into was merged, and is changed no more', async () => {
    const [a, b, c] = [await asset('A'), await asset('B'), await asset('C')]
    const { isDone } = await merge(a, b)
    assert.ok(isDone)
    assert.match((await merge(a, c)).obstacles.join(), /was merged into another already/)
    assert.match((await merge(c, a)).obstacles.join(), /was merged into another: choose that one/)
    assert.ok((await merge(b, c)).isDone)
    assert.equal(await leadsTo(test.db, a), c)
    for (const address of [`/assets/assets/${a}`, `/assets/assets/${a}/flow`, `/assets/assets/${a}/change`]) {
      const { status, location } = await visitor.get(address)
      assert.deepEqual([status, location], [303, address.replace(a, c)])
    }
    const { version } = await test.db.one<{ version: number }>(sql`select version from assets.asset where id = ${a}`)
    const saved = await changeItem(test.db, test.act(), assets, a, version, { name: 'x' })
    assert.ok('message' in saved && /was merged into another/.test(saved.message))
    await assert.rejects(test.add(locations, { asset_id: a, place_id: await place(), use: 'copy' }), /merged|ended on/)
    await assert.rejects(
      partItems(test.db, test.act(), { register: assets, id: a, person: theHouse(TODAY), registers }),
      /was merged itself: take that back first/,
    )
  })

  it('moves each of several references, and is taken back only while nothing of it was changed', async () => {
    const [from, into, other] = [await place(), await place(), await place()]
    const agreement = assetRegisters.find(({ key }) => key === 'agreements')
    assert.ok(agreement)
    const id = await test.add(agreement, {
      partner: 'P',
      purpose: 'Q',
      kind: 'law',
      place_ids: [from, into, other],
    })
    const placesOf = async () =>
      (
        await test.db.many<{ id: string }>(
          sql`select place_id as id from assets.agreement_place where agreement_id = ${id} order by 1`,
        )
      ).map((one) => one.id)
    const done = await mergeItems(test.db, test.act(), asked(from, into, places))
    assert.deepEqual(done.obstacles, [])
    assert.deepEqual(await placesOf(), [into, other].toSorted())
    const back = { register: places, id: from, person: theHouse(TODAY), registers }
    assert.equal(await partItems(test.db, test.act(), back), 1)
    assert.deepEqual(await placesOf(), [from, into, other].toSorted())
    await mergeItems(test.db, test.act(), asked(from, into, places))
    const { version } = await test.db.one<{ version: number }>(
      sql`select version from assets.agreement where id = ${id}`,
    )
    await changeItem(test.db, test.act(), agreement, id, version, { purpose: 'Another' })
    await assert.rejects(partItems(test.db, test.act(), back), /cannot be taken back. “P – Another” was changed since/)
    assert.match(
      (await visitor.get(`/assets/places/${from}/merge`)).body,
      /It cannot be taken back:<[\s\S]*was changed since/,
    )
  })

  it('is for whoever may change all that leads there, and says no more of it to others', async () => {
    const [from, into] = [await asset('A'), await asset('B')]
    await test.add(incidents, { title: 'Lost', aware_at: '2026-11-20T09:00', asset_id: from })
    const person = await test.person('Departmental Records Officer')
    const without = keptWithin(
      person,
      [...person.reach.keys()].filter((one) => !one.startsWith('incidents')),
    )
    const found = await rehearseMerge(test.db, test.act(), { ...asked(from, into), person: without })
    assert.equal(found.obstacles.length, 1)
    assert.match(found.obstacles.join(), /do not have permission to change everything that leads to it/)
    assert.deepEqual(found.moves, [])
  })

  it('is taken back by whoever may change all that moved, and what moved is not named to others', async () => {
    const [from, into] = [await asset('A'), await asset('B')]
    const incident = await test.add(incidents, {
      title: 'Lost on a train',
      aware_at: '2026-11-20T09:00',
      asset_id: from,
    })
    await merge(from, into)
    const { version } = await test.db.one<{ version: number }>(
      sql`select version from risks.incident where id = ${incident}`,
    )
    await changeItem(test.db, test.act(), incidents, incident, version, { title: 'Lost on a train to Leeds' })
    const person = await test.person('Departmental Records Officer')
    const keysWithout = (begin: string) => [...person.reach.keys()].filter((one) => !one.startsWith(begin))
    const back = { register: assets, id: from, registers }
    const without = keptWithin(person, keysWithout('incidents'))
    await assert.rejects(partItems(test.db, test.act(), { ...back, person: without }), (error: Error) => {
      assert.ok(error instanceof Forbidden)
      assert.doesNotMatch(error.message, /Leeds/)
      return /do not have permission to change everything that moved/.test(error.message)
    })
    const found = await mergeOf(test.db, from)
    assert.ok(found)
    const against = (who: Person) => partObstacles(test.db, found, { person: who, registers })
    assert.deepEqual((await against(without)).length, 1)
    assert.doesNotMatch((await against(without)).join(), /Leeds/)
    assert.match((await against(theHouse(TODAY))).join(), /“.*Leeds” was changed since/)
  })

  it('moves thousands by a few statements, with one audit entry', async () => {
    const [from, into] = [
      await test.add(bodies, { name: 'From', kind: 'board' }),
      await test.add(bodies, { name: 'Into', kind: 'board' }),
    ]
    const { count } = await test.db.one<{ count: number }>(sql`
      with many as (insert into people.meeting (id, body_id, held_on) select gen_random_uuid(), ${from}, '1990-01-01'::date + n from generate_series(1, 6000) n returning 1)
      select count(*) as count from many`)
    assert.equal(count, 6000)
    const entries = async () => (await test.db.one<{ n: number }>(sql`select count(*) as n from audit.entry`)).n
    const before = await entries()
    const done = await mergeItems(test.db, test.act(), asked(from, into, bodies))
    assert.ok(done.isDone, done.obstacles.join())
    assert.equal(await entries(), before + 1)
    const { n } = await test.db.one<{ n: number }>(
      sql`select count(*) as n from register.change where register = 'meetings' and fields -> 'body_id' ->> 1 = 'Into'`,
    )
    assert.equal(n, 6000, 'each is told')
    const back = { register: bodies, id: from, person: theHouse(TODAY), registers }
    assert.equal(await partItems(test.db, test.act(), back), 6000)
  })
})

describe('deleting an item', () => {
  let test: TestHouse
  before(async () => {
    test = await testHouse()
  })
  after(() => test.close())

  it('is refused where something leads to it, named by its register alone, and where it was merged', async () => {
    const asset_id = await test.add(assets, { name: 'Led to' })
    const place_id = await test.add(places, { name: 'Leads', kind: 'system', state: 'live' })
    await test.add(locations, { asset_id, place_id, use: 'master' })
    const why = { why: 'x', registers, viewer: theHouse(TODAY) }
    await assert.rejects(
      deleteItem(test.db, test.act(), assets, asset_id, why),
      /In the register of places of assets, something leads to this asset/,
    )
    const [from, into] = [await test.add(assets, { name: 'M1' }), await test.add(assets, { name: 'M2' })]
    await mergeItems(test.db, test.act(), { register: assets, from, into, registers, person: theHouse(TODAY) })
    for (const id of [from, into])
      await assert.rejects(deleteItem(test.db, test.act(), assets, id, why), /A merge leads to this asset/)
    assert.deepEqual(
      await deleteObstacles(test.db, boxes, { id: from }, TODAY, { registers, viewer: theHouse(TODAY) }),
      [
        'It is not known on which day it was added: only what was added today by mistake can be deleted. End it instead',
        'A merge leads to this box',
      ],
    )
  })

  it('can be done again once a merge was taken back', async () => {
    const why = { why: 'x', registers, viewer: theHouse(TODAY) }
    const [from, into] = [await test.add(assets, { name: 'M3' }), await test.add(assets, { name: 'M4' })]
    await mergeItems(test.db, test.act(), { register: assets, from, into, registers, person: theHouse(TODAY) })
    assert.equal(await deletable(test.db, assets, into, TODAY), 'not yet')
    await partItems(test.db, test.act(), { register: assets, id: from, person: theHouse(TODAY), registers })
    for (const id of [from, into]) assert.equal((await deleteItem(test.db, test.act(), assets, id, why)).id, id)
  })

  it('is offered only where it can be done', async () => {
    const dro = await test.visitor('Departmental Records Officer')
    const id = await test.add(assets, { name: 'Added today' })
    const linkOf = async () => {
      const { body } = await dro.get(`/assets/assets/${id}`)
      return new RegExp(`href="/assets/assets/${id}/delete"[^>]*>([^<]*)<`).exec(body)?.[1] ?? null
    }
    assert.equal(await linkOf(), 'Delete this asset')
    const place_id = await test.add(places, { name: 'Leads there', kind: 'system', state: 'live' })
    const led = await test.add(locations, { asset_id: id, place_id, use: 'master' })
    assert.equal(await linkOf(), 'Why this asset cannot be deleted')
    assert.match((await dro.get(`/assets/assets/${id}/delete`)).body, /<h1[^>]*>Why this asset cannot be deleted</)
    await deleteItem(test.db, test.act(), locations, led, { why: 'x', registers, viewer: theHouse(TODAY) })
    assert.equal(await linkOf(), 'Delete this asset')
    assert.equal(await deletable(test.db, assets, id, '2026-11-22'), null)
    test.setNow('2026-11-22T09:00:00Z')
    assert.equal(await linkOf(), null)
    test.setNow('2026-11-21T09:00:00Z')
  })

  it('says to whoever may not see what leads to it that there is something, and nothing of what it is', async () => {
    const asset = await test.add(assets, { name: 'Was in an incident' })
    const incident = { title: 'Lost with it', personal: 'no', aware_at: '2026-11-20T09:00' }
    await test.add(incidents, { ...incident, asset_id: asset })
    const told = (viewer: Person) => deleteObstacles(test.db, assets, { id: asset }, TODAY, { registers, viewer })
    const named = 'In the register of incidents, something leads to this asset'
    const unseen =
      'Something that you may not see leads to this asset. Ask whoever gives people their roles here who may see it'
    const everywhere = (...keys: Permission[]) =>
      personWith([], { reach: new Map(keys.map((key) => [key, 'everywhere' as const])) })
    assert.deepEqual(await told(everywhere('assets:change', 'incidents:read')), [named])
    assert.deepEqual(await told(everywhere('assets:change')), [unseen])
    const elsewhere = personWith([], { reach: new Map([['incidents:read', [asset]]]) })
    assert.deepEqual(await told(elsewhere), [unseen], 'a right that does not reach it')
    const place = await test.add(places, { name: 'Where it lay', kind: 'system', state: 'live' })
    await test.add(locations, { asset_id: asset, place_id: place, use: 'master' })
    const ofPlaces = 'In the register of places of assets, something leads to this asset'
    assert.deepEqual((await told(everywhere('assets:read'))).toSorted(), [ofPlaces, unseen].toSorted())
    const viewer = everywhere('assets:read')
    await assert.rejects(deleteItem(test.db, test.act(), assets, asset, { why: 'x', registers, viewer }), (error) => {
      assert.ok(error instanceof Error)
      assert.match(error.message, /that you may not see/)
      assert.doesNotMatch(error.message, /incident/)
      return true
    })
  })

  it('takes its own lists with it, and leaves a report of the day without it', async () => {
    const body = await test.add(bodies, { name: 'A mistake', kind: 'board' })
    const person = await test.person('Departmental Records Officer')
    const member = await test.add(memberships, {
      person_id: person.id,
      body_id: body,
      capacity: 'member',
      from_on: TODAY,
    })
    await deleteItem(test.db, test.act(), memberships, member, { why: 'x', registers, viewer: theHouse(TODAY) })
    await deleteItem(test.db, test.act(), bodies, body, { why: 'x', registers, viewer: theHouse(TODAY) })
    const { count } = await test.db.one<{ count: number }>(sql`
      select count(*) as count from past.of(null::people.body, 'people.body', '2026-11-22') b where b.id = ${body}`)
    assert.equal(count, 0)
  })

  it('says why a register does not do it', async () => {
    const id = await test.add(incidents, { title: 'Kept', aware_at: '2026-11-20T09:00' })
    await assert.rejects(
      deleteItem(test.db, test.act(), incidents, id, { why: 'x', registers, viewer: theHouse(TODAY) }),
      {
        advice: /article 33\(5\)/,
      },
    )
  })
})
