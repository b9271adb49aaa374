import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from '#platform/db/index.ts'
import { changeItem } from '#platform/register/index.ts'
import { type TestHouse, testHouse } from '../../../../test/house.ts'
import { paths } from '../paths.ts'
import { incidents } from './register.ts'

const DRO = 'Departmental Records Officer'
const SIRO = 'Senior Information Risk Owner'
const MEMBER = 'Executive committee member'
const ACTS = 'KIM Champion, Digital and Technology'

describe('who handles an incident', () => {
  let test: TestHouse
  before(async () => {
    test = await testHouse()
    await test.db.run(sql`update risks.incident set closed_on = '2026-11-20', lessons = 'x', personal = 'no'`)
  })
  after(() => test.close())

  const idOf = async (name: string) => (await test.person(name)).id
  const add = (value: Parameters<TestHouse['add']>[1]) =>
    test.add(incidents, { aware_at: '2026-11-21T08:00', ...value })
  const change = async (id: string, value: Parameters<TestHouse['add']>[1]) => {
    const { version } = await test.db.one<{ version: number }>(sql`select version from risks.incident where id = ${id}`)
    return changeItem(test.db, test.act(), incidents, id, version, value)
  }
  const choices = (page: string) => /<select[^>]*id="handler_id"[\s\S]*?<\/select>/.exec(page)?.[0] ?? ''

  it('is somebody who may open and change it, and nobody else is offered or taken', async () => {
    const id = await add({ title: 'A bag was lost', personal: 'no' })
    const dro = await test.visitor(DRO)
    const offered = choices((await dro.get(`${paths.incident(id)}/change`)).body)
    assert.match(offered, new RegExp(DRO))
    assert.doesNotMatch(offered, new RegExp(MEMBER))
    assert.doesNotMatch(offered, new RegExp(SIRO), 'who sees incidents and cannot change them')
    for (const name of [MEMBER, SIRO]) {
      const saved = await change(id, { handler_id: await idOf(name) })
      assert.deepEqual(saved, {
        field: 'handler_id',
        message: `${name} may not handle this incident: choose somebody whose right to handle incidents reaches its unit`,
      })
    }
    assert.ok('id' in (await change(id, { handler_id: await idOf(DRO) })))
  })

  it('is somebody who acts for whoever may, for as long as they do', async () => {
    const id = await add({ title: 'A van was lost', personal: 'no' })
    const acts = await idOf(ACTS)
    assert.ok('field' in (await change(id, { handler_id: acts })))
    const { id: appointment } = await test.db.one<{ id: string }>(
      sql`select id from people.appointment where person_id = ${await idOf(DRO)}`,
    )
    await test.db.run(sql`
      insert into people.delegation (id, appointment_id, person_id, from_on) values (gen_random_uuid(), ${appointment}, ${acts}, '2026-11-20')`)
    assert.ok('id' in (await change(id, { handler_id: acts })))
    assert.match((await (await test.visitor(ACTS)).get('/')).body, /You handle incident \d+: A van was lost</)
    const dro = await test.visitor(DRO)
    const unhandled = `${paths.incidents}?standing=unhandled`
    assert.doesNotMatch((await dro.get(unhandled)).body, /A van was lost/)
    await test.db.run(sql`update people.delegation set until_on = '2026-11-20' where person_id = ${acts}`)
    assert.match((await dro.get(unhandled)).body, /A van was lost/, 'the incident waits again')
    assert.match((await dro.get('/')).body, /1 incident has nobody handling it/)
    assert.match((await dro.get(paths.incident(id))).body, /Nobody handles it yet/)
    assert.ok('id' in (await change(id, { title: 'A van was found' })), 'what it says already may stay')
    assert.match(choices((await dro.get(`${paths.incident(id)}/change`)).body), new RegExp(ACTS))
  })

  it('reads on their first page what they handle, until it is closed, with the day where the clock runs', async () => {
    const id = await add({ title: 'A box was lost', personal: 'no', handler_id: await idOf(DRO) })
    const dro = await test.visitor(DRO)
    const link = `href="${paths.incident(id)}"`
    const line = async () => new RegExp(`${link}[^>]*>([^<]*)<`).exec((await dro.get('/')).body)?.[1]
    assert.match((await line()) ?? '', /^You handle incident \d+: A box was lost$/)
    await change(id, { personal: 'yes', clock_why: 'There are names on it' })
    assert.match(
      (await line()) ?? '',
      /^You handle incident \d+: To be notified or decided by 24 November 2026 at 8:00am: A box was lost$/,
    )
    await change(id, { closed_on: '2026-11-21', lessons: 'x', harm: 'unlikely', not_notified_why: 'It was empty' })
    assert.equal(await line(), undefined)
  })

  it('is named to those who see that nobody does, and cannot themselves', async () => {
    const id = await add({ title: 'A case was lost', personal: 'yes' })
    const siro = (await (await test.visitor(SIRO)).get(paths.incident(id))).body
    assert.match(siro, /Nobody handles it yet\. Departmental Records Officer[^<]* can\./)
    await change(id, { handler_id: await idOf(DRO) })
    assert.doesNotMatch((await (await test.visitor(SIRO)).get(paths.incident(id))).body, /Nobody handles it yet/)
  })

  it('asks why nobody has to be notified when that is said, and keeps what was typed', async () => {
    const id = await add({ title: 'A note was lost', personal: 'yes' })
    const refused = await change(id, { harm: 'unlikely' })
    assert.deepEqual(refused, { field: 'not_notified_why', message: 'Enter why nobody had to be notified' })
    await test.db.run(sql`update risks.incident set harm = 'unlikely' where id = ${id}`)
    assert.ok('id' in (await change(id, { unit_id: null })), 'a reorganisation is not stopped by what was said before')
    assert.ok('id' in (await change(id, { not_notified_why: 'It was empty' })))
    const { body } = await (await test.visitor(DRO)).get(paths.incident(id))
    assert.doesNotMatch(body, /is to be notified by/)
  })

  it('leaves the first pages of those who hear of a breach once it is notified', async () => {
    const owner = 'Information Asset Owner, Policy Group'
    const asset = await test.db.one<{ id: string; name: string }>(sql`
      update assets.asset set owner_id = ${await idOf(owner)} where name = 'Inspection case files' returning id, name`)
    const id = await add({ title: 'A list was lost', personal: 'yes', asset_id: asset.id })
    const visitor = await test.visitor(owner)
    assert.ok((await visitor.get('/')).body.includes(`href="${paths.breach(id)}"`))
    assert.match((await visitor.get(paths.breach(id))).body, new RegExp(asset.name))
    await change(id, { notified_at: '2026-11-21T08:30' })
    assert.ok(!(await visitor.get('/')).body.includes(`href="${paths.breach(id)}"`))
    assert.match((await visitor.get(paths.breach(id))).body, /Notified in time/)
    // Where the risk to the people is high, it stands there until they have been told.
    await change(id, { harm: 'high' })
    assert.match((await visitor.get('/')).body, /The people have not been told yet/)
    const handler = await test.visitor(DRO)
    assert.match((await handler.get('/')).body, /The people have not been told yet/)
    assert.match((await handler.get(paths.incident(id))).body, /The people have not been told yet\./)
    const siro = await test.visitor(SIRO)
    assert.match((await siro.get('/')).body, /The people have not been told yet/, 'who hears of every breach')
    await change(id, { told_people_at: '2026-11-21T08:40' })
    assert.doesNotMatch((await siro.get('/')).body, /The people have not been told yet/)
    assert.doesNotMatch((await visitor.get('/')).body, /The people have not been told yet/)
    assert.doesNotMatch((await handler.get('/')).body, /The people have not been told yet/)
    assert.doesNotMatch((await handler.get(paths.incident(id))).body, /The people have not been told yet/)
  })
})
