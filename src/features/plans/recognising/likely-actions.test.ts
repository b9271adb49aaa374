import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { actionsOf, planOf, tableOf } from './tables.fixture.ts'

/** Headers, rows, and the words of the actions. */
const CASES: readonly (readonly [string, readonly string[], readonly string[]])[] = [
  [
    'Audit|Rec No|Recommendation|Priority|Management response|Owner|Due',
    ['Data security audit 2017|1|Adopt a policy|High|Agreed|DRO|June 2018'],
    ['Adopt a policy'],
  ],
  [
    'Audit title|Rec No|Recommendation|Management response|Owner|Due',
    ['Data security and governance audit 2017|1|Adopt a policy|Yes. We will|DRO|June 2018'],
    ['Adopt a policy'],
  ],
  [
    'Element of the standard|Ref|Current position|Agreed improvement|Owner|Due',
    ['Governance and leadership|1|Nobody is named|Name an owner|DRO|June 2018'],
    ['Name an owner'],
  ],
  [
    'Element|Response by the Department|Owner|Due',
    ['Governance of records|We will name an owner|DRO|June 2018'],
    ['We will name an owner'],
  ],
  ['Part|Words|Owner|Due', ['One|Adopt a policy for records|DRO|June 2018'], ['Adopt a policy for records']],
]

describe('a table without a column called action', () => {
  for (const [headers, rows, words] of CASES)
    it(`takes the likeliest for it, and asks: ${headers}`, () => {
      const plan = planOf(tableOf(headers, ...rows))
      assert.deepEqual(
        actionsOf(plan).map(({ text }) => text),
        words,
      )
      assert.ok(plan.tables[0]?.columns.find(({ field }) => field === 'action')?.guessed)
    })
})
