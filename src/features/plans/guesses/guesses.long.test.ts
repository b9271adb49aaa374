import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from '#platform/db/index.ts'
import { type TestHouse, testHouse, type Visitor } from '../../../../test/house.ts'
import { sentBy } from '../../../../test/sent-form.ts'
import { paths } from '../paths.ts'

const DATE = { 'asOf-day': '1', 'asOf-month': '4', 'asOf-year': '2016' }
const textOf = (body: string) => body.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')
const TABLE = [
  'Ref\tAction\tOwner\tDue\tStatus',
  'U1\tWrite the policy\tIT & Records Team\t06/18\tBlorfix',
  'U2\tMove the boxes\tIT & Records Team\t30 June 2018\tBlorfix',
  'U3\tCount the boxes\tVacant post\t30 June 2018\t',
]

describe('guesses that nobody answered', () => {
  let test: TestHouse
  let dro: Visitor
  let plan: string
  before(async () => {
    test = await testHouse()
    dro = await test.visitor('Departmental Records Officer')
    await dro.get(paths.imports)
    const location = (await dro.post(paths.imports, { table: TABLE.join('\n') })).location ?? ''
    await dro.post(`${location}/date`, DATE)
    const { body } = await dro.get(location)
    assert.match(textOf(body), /4 guesses to check/)
    plan = (await dro.post(location, { ...sentBy(body), title: 'Guessed', deed: '' })).location ?? ''
  })
  after(() => test.close())

  const page = async () => textOf((await dro.get(`${plan}/guesses`)).body)
  const idOf = async (ref: string) =>
    (await test.db.one<{ id: string }>(sql`select id from plans.action where ref = ${ref}`)).id

  it('are told on the page of the plan, which leads to their actions', async () => {
    const { body } = await dro.get(plan)
    assert.match(textOf(body), /4 guesses were not answered when the document was imported: check them/)
    assert.match(body, new RegExp(`href="${plan}/guesses"`))
    const guesses = (await dro.get(`${plan}/guesses`)).body
    for (const ref of ['U1', 'U2', 'U3']) assert.match(guesses, new RegExp(paths.action(await idOf(ref))), ref)
    assert.match(textOf(guesses), /When is “06\/18”\?/)
  })

  it('close when somebody says on the action what was asked, and not by anything else', async () => {
    const id = await idOf('U1')
    const reading = `${paths.action(id)}/reading`
    const form = sentBy((await dro.get(reading)).body)
    test.setNow('2026-11-21T09:05:00Z')
    const comment = sentBy((await dro.get(paths.commentary(id))).body)
    assert.equal((await dro.post(paths.commentary(id), { ...comment, text: 'More' })).status, 303)
    assert.match(await page(), /When is “06\/18”\?/)
    assert.equal((await dro.post(reading, { ...form, reading: '1' })).status, 303)
    assert.doesNotMatch(await page(), /When is “06\/18”\?/)
    assert.match(await page(), /What does the status “Blorfix” say\?/)
    assert.match(textOf((await dro.get(plan)).body), /3 guesses were not answered/)
  })

  it('close when somebody finds them right, on record, once', async () => {
    const { body } = await dro.get(`${plan}/guesses`)
    const guess = /name="guess" value="([^"]+)"/.exec(body)?.[1] ?? ''
    assert.equal((await dro.post(`${plan}/guesses`, { guess })).status, 303)
    await dro.post(`${plan}/guesses`, { guess })
    const settled = await test.db.one<{ count: number }>(
      sql`select count(*)::integer as count from audit.entry where what = 'guess.settled'`,
    )
    assert.equal(settled.count, 1)
    assert.match(textOf((await dro.get(plan)).body), /2 guesses were not answered/)
    assert.equal((await dro.post(`${plan}/guesses`, { guess: 'x' })).status, 404)
    assert.equal((await dro.post(`${plan}/guesses`, { guess: '00000000-0000-7000-8000-000000000000' })).status, 404)
  })

  it('may be read and not answered by whoever may not change plans', async () => {
    const siro = await test.visitor('Senior Information Risk Owner')
    assert.equal((await siro.get(`${plan}/guesses`)).status, 200)
  })

  it('are not asked twice by a new version, which brings its own', async () => {
    const bytes = Buffer.from([...TABLE, 'U4\tSell the boxes\tDRO\t07/18\t'].join('\n'))
    await dro.get(`${plan}/versions`)
    const { location = '' } = await dro.upload(`${plan}/versions`, { name: 'plan.txt', bytes })
    await dro.post(`${location}/date`, DATE)
    const sent = { ...sentBy((await dro.get(location)).body), into: plan.split('/').at(-1) ?? '', deed: '' }
    const { location: to = '' } = await dro.post(location, sent)
    assert.match(to, /compare/)
    assert.equal((await dro.post(to, sentBy((await dro.get(to)).body))).location, plan)
    assert.match(await page(), /When is “07\/18”\?/)
    assert.equal((await page()).split('What does the status “Blorfix” say').length, 2)
  })
})
