import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { unzipSync } from 'fflate'
import { verifyAudit } from '#platform/audit/index.ts'
import { sql } from '#platform/db/index.ts'
import { type TestHouse, testHouse } from '../../../../test/house.ts'
import { paths } from '../paths.ts'
import { raiseEscalations } from './deeds.ts'

const DRO = 'Departmental Records Officer'

describe('escalations', () => {
  let test: TestHouse
  before(async () => {
    test = await testHouse()
  })
  after(() => test.close())
  const raised = () =>
    test.db.many(sql`
      select a.ref, r.name as rule, e.occasion from plans.escalation e join plans.escalation_rule r on r.id = e.rule_id
        join plans.action a on a.id = e.action_id order by a.ref, r.name`)

  it('are raised by the rules, each occasion once, also by two processes at once', async () => {
    const found = await Promise.all([1, 2].map(() => raiseEscalations(test.db, test.act(), '2026-11-21')))
    assert.equal(
      found.reduce((sum, count) => sum + count, 0),
      (await raised()).length,
    )
    assert.deepEqual(await raised(), [
      { ref: '1.1', rule: 'Overdue for a month', occasion: '2026-09-30' },
      { ref: '1.3', rule: 'Overdue for a month', occasion: '2026-07-31' },
      { ref: '1.3', rule: 'Overdue for a quarter', occasion: '2026-07-31' },
      { ref: '2.1', rule: 'Overdue for a month', occasion: '2026-09-30' },
    ])
    assert.equal(await raiseEscalations(test.db, test.act(), '2026-11-22'), 0)
    assert.equal(await raiseEscalations(test.db, test.act(), '2027-01-05'), 2)
    assert.match(JSON.stringify(await raised()), /Overdue for a quarter/)
  })

  it('come with a letter that names the role, who holds it, and what is asked', async () => {
    const dro = await test.visitor(DRO)
    assert.match((await dro.get(`${paths.escalations}?state=unsent`)).body, /Overdue for a quarter/)
    const { id } = await test.db.one<{ id: string }>(
      sql`select e.id from plans.escalation e join plans.action a on a.id = e.action_id where a.ref = '2.1' order by e.at, e.id limit 1`,
    )
    const page = (await dro.get(paths.escalation(id))).body
    assert.match(page, /To: Head of KIM, Head of Knowledge and Information Management/)
    assert.match(page, /has been escalated to you, as our rules say\./)
    await test.db.run(sql`
      update plans.owner set person_id = null, role_id = (select id from people.role where short_name = 'SIRO')
      where action_id = (select action_id from plans.escalation where id = ${id})`)
    assert.match((await dro.get(paths.escalation(id))).body, /<t[dh][^>]*>Senior Information Risk Owner/, 'in full')
    assert.match(page, /Please answer by 5 December 2026\.[\s\S]*Signed: _+ +Date: _+/)
    const { raw } = await dro.get(`${paths.escalationLetter(id)}.odt`)
    assert.match(Buffer.from(unzipSync(raw)['styles.xml'] ?? []).toString(), /print-orientation="portrait"/)
    assert.equal((await dro.post(`${paths.escalation(id)}/sent`, {})).status, 303)
    assert.equal((await dro.post(`${paths.escalation(id)}/sent`, {})).status, 409)
    const head = await test.visitor('Head of KIM')
    assert.match((await head.get('/')).body, /1 action has been escalated to you/)
    const own = `${paths.escalations}?state=sent&role=me`
    assert.ok((await head.get('/')).body.includes(own.replace('&', '&amp;')))
    assert.ok((await head.get(own)).body.includes(`href="${paths.escalation(id)}"`))
    assert.ok(!(await dro.get(own)).body.includes(`href="${paths.escalation(id)}"`), 'it went to another role')
    const { action } = await test.db.one<{ action: string }>(
      sql`select action_id as action from plans.escalation where id = ${id}`,
    )
    assert.match((await dro.get(paths.action(action))).body, /Escalated to/)
    assert.equal((await dro.post(paths.escalation(id), { note: '' })).status, 422)
    assert.equal((await dro.post(paths.escalation(id), { note: 'The team gets two more people.' })).status, 303)
    assert.equal((await dro.post(paths.escalation(id), { note: 'Again.' })).status, 409)
    // Settled, it comes back only if there is a new occasion.
    assert.equal(await raiseEscalations(test.db, test.act(), '2027-01-06'), 0)
  })

  it('follow rules that people change, with a number that must be one', async () => {
    const dro = await test.visitor(DRO)
    await dro.get(`${paths.escalationRules}/add`)
    const { id: role } = await test.db.one<{ id: string }>(sql`select id from people.role where short_name = 'SIRO'`)
    const rule = { name: 'Slipped at all', kind: 'slipped', role_id: role }
    const wrong = await dro.post(`${paths.escalationRules}/add`, { ...rule, threshold: 'many' })
    assert.equal(wrong.status, 422)
    assert.match(wrong.body, /must be a whole number between 1 and 3650/)
    assert.equal((await dro.post(`${paths.escalationRules}/add`, { ...rule, threshold: '1' })).status, 303)
    await dro.get(paths.escalations)
    await dro.post(paths.escalationLook, {})
    assert.match(JSON.stringify(await raised()), /Slipped at all/)
    const reader = await test.visitor('Executive committee member')
    await reader.get(paths.escalations)
    assert.equal((await reader.post(paths.escalationLook, {})).status, 403)
    assert.deepEqual((await verifyAudit(test.db)).problems, [])
  })
})
