import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from '#platform/db/index.ts'
import { type TestHouse, testHouse, type Visitor } from '../../../../test/house.ts'

describe('a health check that nobody leads', () => {
  let test: TestHouse
  let assessor: Visitor
  let id: string
  let path: string
  before(async () => {
    test = await testHouse()
    assessor = await test.visitor('Assessor')
    const found = await test.db.one<{ id: string }>(sql`
      select p.id from assessments.participant p join assessments.campaign c on c.id = p.campaign_id join assessments.framework f on f.id = c.framework_id
      where f.kind = 'health-check' and c.state = 'open' and p.state = 'answering' and p.lead_id is null order by p.id limit 1`)
    id = found.id
    path = `/assessments/units/${id}`
  })
  after(() => test.close())

  const leadOf = async () =>
    (
      await test.db.one<{ lead: string | null }>(
        sql`select lead_id as lead from assessments.participant where id = ${id}`,
      )
    ).lead

  it('is led by whom a visitor names, once', async () => {
    const page = await assessor.get(path)
    assert.ok(page.body.includes(`href="${path}/lead">Name a lead<`))
    const form = await assessor.get(`${path}/lead`)
    assert.equal(form.status, 200)
    assert.equal((await assessor.post(`${path}/lead`, { lead: '' })).status, 422)
    assert.equal(await leadOf(), null)
    const lead = (await test.person('Assessor')).id
    assert.match(form.body, new RegExp(`value="${lead}"`))
    const done = await assessor.post(`${path}/lead`, { lead })
    assert.deepEqual([done.status, done.location], [303, path])
    assert.equal(await leadOf(), lead)
    assert.ok(!(await assessor.get(path)).body.includes('Name a lead'))
    assert.equal((await assessor.get(`${path}/lead`)).status, 403)
    const { n } = await test.db.one<{ n: number }>(
      sql`select count(*) as n from audit.entry where what = 'participant.lead-named' and subject_id = ${id}`,
    )
    assert.equal(n, 1)
  })

  it('gets its lead from nobody who does not visit, and an assessment from those who run it', async () => {
    await test.db.run(sql`update assessments.participant set lead_id = null where id = ${id}`)
    const champion = await test.visitor('KIM Champion, Digital and Technology')
    assert.notEqual((await champion.get(`${path}/lead`)).status, 200)
    assert.notEqual((await champion.post(`${path}/lead`, { lead: (await test.person('Assessor')).id })).status, 303)
    const other = await test.db.one<{ id: string }>(sql`
      select p.id from assessments.participant p join assessments.campaign c on c.id = p.campaign_id join assessments.framework f on f.id = c.framework_id
      where f.kind = 'assessment' and c.state = 'open' and p.state = 'answering' order by p.id limit 1`)
    await test.db.run(sql`update assessments.participant set lead_id = null where id = ${other.id}`)
    assert.notEqual((await assessor.get(`/assessments/units/${other.id}/lead`)).status, 200)
    assert.equal(await leadOf(), null)
  })
})
