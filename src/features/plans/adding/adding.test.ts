import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from '#platform/db/index.ts'
import { type TestHouse, testHouse } from '../../../../test/house.ts'
import { paths } from '../paths.ts'

describe('adding to a plan by hand', () => {
  let test: TestHouse
  before(async () => {
    test = await testHouse()
  })
  after(() => test.close())

  it('makes a recommendation, and an action with its owner, date and occurrences', async () => {
    const dro = await test.visitor('Departmental Records Officer')
    const { id: planId } = await test.db.one<{ id: string }>(sql`select id from plans.plan`)
    await dro.get(paths.addRecommendation(planId))
    assert.equal((await dro.post(paths.addRecommendation(planId), { ref: '5' })).status, 422)
    const { location = '' } = await dro.post(paths.addRecommendation(planId), {
      ref: '5',
      text: 'Look after paper too.',
    })
    const recommendation = location.split('/').at(-1) ?? ''
    assert.match((await dro.get(location)).body, /Look after paper too/)
    const { id: role } = await test.db.one<{ id: string }>(sql`select id from people.role where short_name = 'DRO'`)
    const action = {
      ref: '5.1',
      text: 'Count the boxes',
      owner: `role ${role}`,
      unit: '',
      priority: 'High',
      target: 'Quarterly from January 2027',
    }
    assert.equal((await dro.post(paths.addAction(recommendation), { ...action, text: '' })).status, 422)
    const { location: made = '' } = await dro.post(paths.addAction(recommendation), action)
    assert.match((await dro.get(made)).body, /Count the boxes/)
    const stored = await test.db.one(sql`
      select a.target_kind as kind, a.priority_rank as rank, a.source, (select count(*) from plans.deliverable d where d.action_id = a.id)::int > 1 as occurrences,
        (select role_id from plans.owner o where o.action_id = a.id) as owner
      from plans.action a where a.ref = '5.1'`)
    assert.deepEqual(stored, { kind: 'recurring', rank: 1, source: null, occurrences: true, owner: role })
    const reader = await test.visitor('Assessor')
    assert.equal((await reader.get(paths.addAction(recommendation))).status, 403)
  })
})
