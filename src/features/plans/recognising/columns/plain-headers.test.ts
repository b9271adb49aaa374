import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { actionsOf, planOf, tableOf } from '../tables.fixture.ts'

const read = (headers: string, ...rows: readonly string[]) => {
  const { tables, ...plan } = planOf(`<p>12 June 2018</p>${tableOf(headers, ...rows)}`)
  return {
    fields: tables[0]?.columns.map(({ field }) => field),
    asked: plan.questions.map(({ question, guess }) => [question, guess]),
    actions: actionsOf({ tables, ...plan }),
  }
}

describe('headers of ordinary trackers', () => {
  it('are known where they name a start, an end, who helps and how it goes', () => {
    const headers = 'No|Action|Responsibility Lead|Responsibility Support|Timescale Start|Timescale End|Status'
    const plan = read(headers, '1|Write it|DRO|HR|1 July 2018|31 December 2018|Open')
    assert.deepEqual(plan.fields, ['ref', 'action', 'owner', 'owner', 'commentary', 'target', 'status'])
    assert.deepEqual(plan.asked, [])
    assert.equal(plan.actions[0]?.target?.latest, '2018-12-31')
    assert.deepEqual(plan.actions[0]?.owners, ['DRO', 'HR'])
  })

  for (const header of [
    'Est. completion',
    'Estimated completion date',
    'Target closure date',
    'Anticipated completion',
  ])
    it(`promise a day: ${header}`, () => {
      const plan = read(`Ref|Improvement|Owner|${header}|Status`, '1|Write the policy|DRO|31 December 2018|Open')
      assert.deepEqual([plan.fields?.[1], plan.fields?.[3], plan.asked], ['action', 'target', []])
    })

  it('propose a day, which is the guess where there is no other and commentary where there is', () => {
    const alone = read('Ref|Action|Owner|Proposed date', '1|Write it|DRO|31 December 2018')
    assert.deepEqual(alone.asked, [['What does the column “Proposed date” hold?', 'Target date']])
    const beside = read('Ref|Action|Owner|Due|Proposed date', '1|Write it|DRO|30 June 2018|31 December 2018')
    assert.equal(beside.actions[0]?.target?.latest, '2018-06-30')
  })

  it('ask one question where the recommendation is what is to be done, and none for its number', () => {
    const plan = read(
      'Audit|Rec No|Recommendation|Management response|Owner|Due date|Status|Comment',
      'Records|RM1|Approve a schedule|Agreed|DRO|June 2019|Open|Draft with the Board',
      'Privacy|DP1|Log what is assessed|Agreed|DPO|June 2019|Open|No change',
    )
    assert.deepEqual(plan.asked, [['What does the column “Recommendation” hold?', 'Action']])
    assert.deepEqual(
      plan.actions.map(({ ref }) => ref),
      ['RM1', 'DP1'],
    )
  })
})
