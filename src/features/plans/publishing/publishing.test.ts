import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from '#platform/db/index.ts'
import { type TestHouse, testHouse, type Visitor } from '../../../../test/house.ts'
import { paths } from '../paths.ts'
import { slugOf } from './model.ts'

describe('a published plan', () => {
  let test: TestHouse
  let dro: Visitor
  let planId: string
  before(async () => {
    test = await testHouse()
    dro = await test.visitor('Departmental Records Officer')
    planId = (await test.db.one<{ id: string }>(sql`select id from plans.plan`)).id
    await dro.get(paths.publish(planId))
  })
  after(() => test.close())

  it('is read by anybody, with the chosen fields and no names of people', async () => {
    const { id } = await test.person('Senior Information Risk Owner')
    await test.db.run(sql`update people.person set name = 'Jo Example' where id = ${id}`)
    await test.db.run(sql`
      update plans.owner set role_id = null, person_id = ${id} where action_id = (select id from plans.action where ref = '1.3')`)
    await test.db.run(sql`
      update plans.owner set role_id = null, person_id = null, words = 'IT and Records team' where action_id = (select id from plans.action where ref = '1.4')`)
    const stranger = await test.visitor()
    const slug = slugOf('Information management action plan 2026-27')
    assert.equal(slug, 'information-management-action-plan-2026-27')
    assert.equal((await stranger.get(paths.published(slug))).status, 404)
    const fields = { fields: ['owners', 'status'], introduction: 'What we promised.' }
    assert.equal((await dro.post(paths.publish(planId), fields)).status, 303)
    const page = await stranger.get(paths.published(slug))
    assert.equal(page.status, 200)
    assert.match(page.body, /What we promised\./)
    assert.match(page.body, /A named official/)
    assert.match(page.body, /Somebody else/)
    assert.doesNotMatch(page.body, /IT and Records team/)
    assert.doesNotMatch(page.body, /Jo Example|End June 2026|Half of the directorates|\/plans\/actions\//)
    const csv = (await stranger.get(`${paths.published(slug)}.csv`)).body
    assert.match(csv, /^\ufeffRecommendation,Ref,Action,Owner,Status\r\n/)
    assert.doesNotMatch(csv, /Jo Example/)
  })

  it('is published anew with other fields, and taken back', async () => {
    const stranger = await test.visitor()
    const slug = slugOf('Information management action plan 2026-27')
    assert.equal((await dro.post(paths.publish(planId), { fields: 'minister' })).status, 422)
    await test.db.run(sql`
      update plans.action set target_text = '30 Feb 2027', target_kind = 'day', target_earliest = '2027-02-28', target_latest = '2027-02-28' where ref = '1.4'`)
    await dro.post(paths.publish(planId), { fields: 'target', introduction: '' })
    assert.match(
      (await stranger.get(paths.published(slug))).body,
      /30 Feb 2027<br><span class="m-meta">Read as: 28 February 2027/,
    )
    assert.match((await stranger.get(`${paths.published(slug)}.csv`)).body, /30 Feb 2027 \(28 February 2027\)/)
    assert.match((await stranger.get(paths.published(slug))).body, /End June 2026|End September 2026/)
    assert.equal((await dro.post(`${paths.publish(planId)}/end`, {})).status, 303)
    assert.equal((await stranger.get(paths.published(slug))).status, 404)
    assert.equal((await stranger.get(`${paths.published(slug)}.csv`)).status, 404)
    const reader = await test.visitor('Executive committee member')
    assert.equal((await reader.get(paths.publish(planId))).status, 403)
  })

  it('is offered for publishing, and its owners for matching, only to those who may do it', async () => {
    await test.db.run(sql`
      update plans.owner set role_id = null, person_id = null where action_id = (select id from plans.action where ref = '1.2')`)
    const mine = (await dro.get(paths.plan(planId))).body
    assert.ok(mine.includes(`href="${paths.publish(planId)}"`))
    assert.ok(mine.includes(`href="${paths.owners(planId)}"`))
    const assessor = await test.visitor('Assessor')
    for (const path of [paths.plan(planId), paths.timeline(planId), paths.report(planId)]) {
      const { status, body } = await assessor.get(path)
      assert.equal(status, 200)
      assert.ok(!body.includes(`href="${paths.publish(planId)}"`), path)
      assert.ok(!body.includes(`href="${paths.owners(planId)}"`), path)
    }
    assert.equal((await assessor.get(paths.publish(planId))).status, 403)
  })
})
