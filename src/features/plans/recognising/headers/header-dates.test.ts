import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { actionsOf, planOf, tableOf } from '../tables.fixture.ts'

const read = (headers: string, cells: string) =>
  planOf(tableOf(`Ref|Action|Owner|${headers}`, `1|Write it|DRO|${cells}`))

/** Headers of days, the target that is read below them, and whether they are asked about. */
const ALONE: readonly (readonly [string, string | null, boolean])[] = [
  ['Publication date', null, true],
  ['Date of publication', null, true],
  ['Date of Board', null, true],
  ['Board date', null, true],
  ['Committee meeting date', null, true],
  ['Approval date', null, true],
  ['Go-live date', null, true],
  ['Training date', null, true],
  ['Date', 'June 2019', false],
  ['Due date', 'June 2019', false],
  ['Target date for action', 'June 2019', false],
  ['Action date', 'June 2019', false],
  ['Original date', 'June 2019', false],
  ['Agreed date', 'June 2019', false],
  ['Expected publication date', null, true],
  ['Date for completion', 'June 2019', false],
  ['Date (DD/MM/YY)', 'June 2019', false],
]

describe('days that a header does not promise', () => {
  for (const [header, target, isAsked] of ALONE)
    it(`are ${target ? 'targets' : 'none'}${isAsked ? ', and asked about' : ''}: ${header}`, () => {
      const plan = read(header, 'June 2019')
      assert.equal(actionsOf(plan)[0]?.target?.text ?? null, target)
      assert.deepEqual(
        plan.questions.map(({ question }) => question),
        isAsked ? [`What does the column “${header}” hold?`] : [],
      )
      assert.ok(JSON.stringify(plan.recommendations).includes('June 2019'))
    })

  it('are commentary beside a target, also where that is empty', () => {
    for (const header of ['Publication date', 'Go-live date', 'Date of Board']) {
      const [both] = actionsOf(read(`${header}|Due date`, 'May 2019|June 2019'))
      assert.equal(both?.target?.text, 'June 2019')
      assert.match(both?.commentary ?? '', /May 2019/)
      assert.equal(actionsOf(read(`${header}|Due date`, 'May 2019|'))[0]?.target, null)
      assert.deepEqual(read(`${header}|Due date`, 'May 2019|').questions, [])
    }
  })
})
