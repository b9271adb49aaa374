import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { actionsOf, planOf, tableOf } from '../tables.fixture.ts'

/** Headers, the first rows, what the first action promises, what is kept as commentary, and what is asked. */
const CASES: readonly (readonly [string, readonly string[], string | null, string | null, string | null])[] = [
  ['Date|Action|Owner|Status', ['12/01/2018|Train|DRO|Open'], null, 'Date: 12/01/2018', 'Date'],
  ['Date|Action|Owner|Status', ['12/01/2019|Train|DRO|Open'], null, 'Date: 12/01/2019', 'Date'],
  ['No|Date|Action|By whom|Done', ['1|12/01/2018|Train|DRO|Yes'], null, 'Date: 12/01/2018', 'Date'],
  ['Action|Date|Owner|Status', ['Train|12/01/2019|DRO|Open'], null, 'Date: 12/01/2019', 'Date'],
  ['Date|Action|Owner|Due|Status', ['12/01/2018|Train|DRO||Closed'], null, 'Date: 12/01/2018', null],
  ['Action|Owner|Due|Date', ['Train|DRO||12/01/2019'], null, 'Date: 12/01/2019', null],
  ['Date|Action|Owner|Date', ['12/01/2018|Train|DRO|May 2019'], 'May 2019', 'Date: 12/01/2018', null],
  ['Action|Owner|Date|Notes', ['Train|DRO|12/05/2018|', 'Tell|DRO|June 2017|'], null, 'Date: 12/05/2018', 'Date'],
  ['Action|Owner|Date|Notes', ['Train|DRO|12/05/2018|', 'Tell|DRO|June 2019|'], '12/05/2018', null, null],
  ['Action|Owner|Dates|Notes', ['Train|DRO|Ongoing|'], 'Ongoing', null, null],
  [
    'Action|Owner|Date (dd/mm/yyyy)',
    ['Train|DRO|12/05/2018'],
    null,
    'Date (dd/mm/yyyy): 12/05/2018',
    'Date (dd/mm/yyyy)',
  ],
  ['Action|Date|Status', ['Train|30/09/2018|Open'], '30/09/2018', null, null],
  ['Action|Owner|Target|Date', ['Train|DRO|All staff told|June 2018'], 'June 2018', 'Target: All staff told', null],
  ['Action|Owner|Target|Date', ['Train|DRO|May 2018|June 2018'], 'May 2018', 'Date: June 2018', null],
]

describe('a column called Date', () => {
  for (const [headers, rows, target, commentary, asked] of CASES)
    it(`promises ${target} under ${headers}: ${rows[0]}`, () => {
      const plan = planOf(tableOf(headers, ...rows))
      const [action] = actionsOf(plan)
      assert.equal(action?.target?.text ?? null, target)
      assert.equal(action?.commentary ?? null, commentary)
      assert.deepEqual(
        plan.questions.map(({ question }) => question),
        asked === null ? [] : [`What does the column “${asked}” hold?`],
      )
    })

  it('promises days that were to come on the day of the plan, however long ago that was', () => {
    const headers = 'Action|Owner|Date'
    const [action] = actionsOf(planOf(tableOf(headers, 'Train|DRO|May 2014'), { asOf: '2014-01-06' }))
    assert.equal(action?.target?.text, 'May 2014')
  })
})
