import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { actionsOf, planOf, tableOf } from '../tables.fixture.ts'

const textsOf = (...rows: readonly string[]) => actionsOf(planOf(tableOf(...rows))).map(({ text }) => text)

describe('a table without headers', () => {
  it('keeps its first action where a number goes on below, or a whole day stands beside it', () => {
    const rows = [
      '1|Draft policy|Records Manager|30/09/2018|In progress',
      '2|Train all of the staff|Records Manager|31/10/2018|In progress',
      '3|Publish the list of what is held|DRO|30 November 2018|Complete',
    ]
    assert.equal(textsOf(...rows).length, 3)
    assert.equal(planOf(tableOf(...rows)).questions.length, 1)
    assert.equal(textsOf(...rows.map((row) => row.replaceAll(/\|3[01][^|]+/g, '|TBC'))).length, 3)
    assert.equal(textsOf(...rows.map((row) => row.replace(/^\d\|/, ''))).length, 3)
  })

  it('is not taken for headers by an update and a status', () => {
    const rows = ['Update the register of assets|HR|Complete', 'Update the list of systems|HR|In progress']
    assert.deepEqual(textsOf(...rows), ['Update the register of assets', 'Update the list of systems'])
  })
})

describe('headers', () => {
  it('stay so where days, numbers or states head columns of something else', () => {
    for (const headers of ['Ref|Action|31/03/2018|30/06/2018', '2018|Action|Owner|Complete'])
      assert.deepEqual(textsOf(headers, 'A|Draft policy|Open|Yes', 'B|Teach people|Open|No'), [
        'Draft policy',
        'Teach people',
      ])
    assert.deepEqual(textsOf('Action|Owner|Complete', 'Draft policy|HR|Complete', 'Teach people|HR|Ongoing').length, 2)
  })
})
