import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from '#platform/db/index.ts'
import { type TestHouse, testHouse, type Visitor } from '../../../../test/house.ts'
import { paths } from '../paths.ts'

const IAO = 'Information Asset Owner, Policy Group'
const CHAMPION = 'KIM Champion, Digital and Technology'
const ASSESSOR = 'Assessor'
const due = { 'due-day': '18', 'due-month': '12', 'due-year': '2026' }

describe('a round that asks owners of information assets', () => {
  let test: TestHouse
  let dro: Visitor
  before(async () => {
    test = await testHouse()
    dro = await test.visitor('Departmental Records Officer')
    await test.db.run(sql`update assets.asset set owner_id = null, deputy_id = null`)
    for (const name of [IAO, CHAMPION]) await own(name)
  })
  after(() => test.close())

  const own = async (name: string) =>
    test.db.run(sql`
      update assets.asset set owner_id = ${(await test.person(name)).id}
      where id = (select id from assets.asset where owner_id is null and ended_on is null order by name limit 1)`)
  const roleId = async (name: string) =>
    (await test.db.one<{ id: string }>(sql`select id from people.role where name = ${name}`)).id
  const askedIn = async (round: string) =>
    (
      await test.db.many<{ said: string }>(sql`
        select p.name || ': ' || o.name as said from statements.statement s join statements.round r on r.id = s.round_id
          join people.person p on p.id = s.person_id join people.role o on o.id = s.role_id where r.name = ${round} order by 1`)
    ).map(({ said }) => said)

  it('reaches each of them once, with or without an appointment, and those who become owners later', async () => {
    const form = (await dro.get(paths.issue('iao-return'))).body
    assert.match(form, /value="owners" checked/, 'the form asks for them')
    assert.match(
      form,
      /Owners of information assets[\s\S]*2 owners, also without an appointment as Information Asset Owner/,
    )
    const roles = ['owners', await roleId('Information Asset Owner')]
    const issued = await dro.post(paths.issue('iao-return'), { name: 'Returns', ...due, roles, counter: '' })
    assert.equal(issued.status, 303)
    const both = [`${IAO}: Information Asset Owner`, `${CHAMPION}: Information Asset Owner`]
    assert.deepEqual(await askedIn('Returns'), both)
    const champion = await test.visitor(CHAMPION)
    assert.match((await champion.get('/')).body, /Annual return of Information Asset Owners: to be submitted by/)
    assert.match((await champion.get('/statements/mine')).body, /data-label="As"[^>]*>Owner of [A-Z]/)
    const round = issued.location ?? ''
    assert.equal((await dro.post(`${round}/issue-since`, {})).status, 303)
    assert.deepEqual(await askedIn('Returns'), both, 'nobody twice')
    await own(ASSESSOR)
    await dro.post(`${round}/issue-since`, {})
    assert.deepEqual(await askedIn('Returns'), [`${ASSESSOR}: Information Asset Owner`, ...both])
  })

  it('may ask them alone, and asks nobody who owns nothing any more', async () => {
    await test.db.run(
      sql`update assets.asset set ended_on = '2026-11-01' where owner_id = ${(await test.person(ASSESSOR)).id}`,
    )
    await dro.post(paths.issue('iao-return'), { name: 'Alone', ...due, roles: 'owners', counter: '' })
    assert.deepEqual(await askedIn('Alone'), [
      `${IAO}: Information Asset Owner`,
      `${CHAMPION}: Information Asset Owner`,
    ])
  })

  it('is not offered for a form about units, nor where no role is that of owners', async () => {
    const about = paths.issue('directors-assurance')
    assert.doesNotMatch((await dro.get(about)).body, /value="owners"/)
    assert.equal((await dro.post(about, { name: 'x', ...due, roles: 'owners', counter: '' })).status, 422)
    await test.db.run(sql`update people.role set asset_part = null`)
    assert.doesNotMatch((await dro.get(paths.issue('iao-return'))).body, /value="owners"/)
  })
})
