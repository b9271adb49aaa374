import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { sql } from '#platform/db/index.ts'
import { testHouse } from '../../../../test/house.ts'
import { overdueOn } from '../model.ts'
import { paths } from '../paths.ts'

describe('an action that has no date of its own', () => {
  it('says the same last day on the plan, its timeline and its own page, where a deliverable has one', async () => {
    const test = await testHouse()
    try {
      const { id, planId } = await test.db.one<{ id: string; planId: string }>(sql`
        update plans.action set target_text = null, target_kind = 'unset', target_earliest = null, target_latest = null,
          status = 'in-progress', verdict = null, deliverable_due = '2027-01-31' where ref = '1.1' returning id, plan_id as "planId"`)
      const dro = await test.visitor('Departmental Records Officer')
      const told = 'No date of its own: a deliverable is due by 31 January 2027'
      for (const path of [paths.plan(planId), paths.timeline(planId), paths.action(id), paths.actions])
        assert.ok((await dro.get(path)).body.includes(told), path)
      assert.match((await dro.get(paths.action(id))).body, /Not overdue: a deliverable is due by 31 January 2027\./)
    } finally {
      await test.close()
    }
  })

  it('says of its last day that it is one only where it is its own', () => {
    const standing = { kind: 'by', latest: '2027-01-31', status: 'in-progress', verdict: null } as const
    assert.match(
      overdueOn({ ...standing, deliverableDue: '2027-02-28' }, '2027-01-01').why,
      /the last day is 31 January/,
    )
  })
})
