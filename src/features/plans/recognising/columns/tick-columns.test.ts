import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { planOf, tableOf } from '../tables.fixture.ts'

const read = (headers: string, cells: string) =>
  planOf(tableOf(`Ref|Action|${headers}|Due`, `1.1|Write the policy|${cells}|June 2019`))

/** Headers, the cells below them, the owners and the status. */
const CASES: readonly (readonly [string, string, string, string | null])[] = [
  ['R|A|C|I', 'DRO|SIRO|HR|IT', 'DRO; SIRO', null],
  ['Owner|R|A|G', 'DRO||x|', 'DRO', 'A'],
  ['Owner|R|A|G|B', 'DRO|✓|||', 'DRO', 'R'],
  ['Owner|Open|Closed', 'DRO||✓', 'DRO', 'Closed'],
  ['Owner|Not started|In progress|Complete', 'DRO||x|', 'DRO', 'In progress'],
  ['DRO|SIRO|IT', '✓||x', 'DRO; IT', null],
  ['DRO|SIRO|IT', 'R|A|C', 'DRO; SIRO', null],
  ['Owner|DRO|SIRO', 'HR|✓|', 'HR', null],
  ['Owner|Open|Closed', 'DRO|May 2018|', 'DRO', null],
]

describe('columns of a matrix', () => {
  for (const [headers, cells, owners, status] of CASES)
    it(`say who does it and how it stands: ${headers}: ${cells}`, () => {
      const plan = read(headers, cells)
      const [action] = plan.recommendations.flatMap(({ actions }) => actions)
      assert.equal(action?.owners.join('; '), owners)
      assert.equal(action?.status, status)
      assert.equal(action?.ref, '1.1')
      assert.equal(plan.recommendations[0]?.ref, null)
    })

  it('are references where nothing else stands beside them', () => {
    const plan = planOf(tableOf('R|Recommendation|A|Action', '1|Publish|1.1|Write it', '2|Train|2.1|Hire'))
    assert.deepEqual(
      plan.recommendations.map(({ ref, actions }) => [ref, actions[0]?.ref]),
      [
        ['1', '1.1'],
        ['2', '2.1'],
      ],
    )
  })
})
