import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { actionsOf, planOf, tableOf } from '../tables.fixture.ts'

/** Headers, rows, the target dates that are read, and what is asked of columns. */
const CASES: readonly (readonly [string, readonly string[], readonly (string | null)[], readonly string[]])[] = [
  [
    'Action|Target|Date|Owner',
    ['Train|95% of staff|Dec 2018|HR', 'Adopt|Policy in place|Sept 2018|DRO'],
    ['Dec 2018', 'Sept 2018'],
    ['Target'],
  ],
  ['Action|Target|Deadline|Owner', ['Train|95% of staff|Dec 2018|HR'], ['Dec 2018'], ['Target']],
  [
    'Action|Target|Timescale|Owner',
    ['Answer|90% in 20 days|Dec 2018|HR', 'Train|80% by 2019|Sept 2018|DRO', 'Map|All units mapped|Oct 2018|IT'],
    ['Dec 2018', 'Sept 2018', 'Oct 2018'],
    ['Target'],
  ],
  [
    'Action|Targets|Owner|Date',
    ['Train|100|HR|12/01/2019', 'Adopt|95|DRO|30/03/2019'],
    ['12/01/2019', '30/03/2019'],
    ['Targets'],
  ],
  [
    'Action|Target|Completion date',
    ['Train|All staff|Dec 2018', 'Adopt|In use|Mar 2019'],
    ['Dec 2018', 'Mar 2019'],
    [],
  ],
  ['Action|Target|Owner', ['Train|95% of staff|HR', 'Adopt|In use|DRO'], [null, null], ['Target']],
  [
    'Action|Lead|Timescale|Date',
    ['Train|HR|Short|Dec 2018', 'Adopt|DRO|Medium to long term|Mar 2019'],
    ['Dec 2018', 'Mar 2019'],
    ['Timescale'],
  ],
  ['Action|Lead|When|Date', ['Train|HR|TBC|12/01/2018', 'Adopt|DRO|TBC|12/01/2018'], ['TBC', 'TBC'], []],
  ['Action|Target|Revised target', ['Train|TBC|Dec 2018', 'Adopt|TBC|'], ['Dec 2018', 'TBC'], []],
  ['Action|Target|Due', ['Train|Dec 2018|', 'Adopt|Mar 2019|'], ['Dec 2018', 'Mar 2019'], []],
]

describe('a column of aims', () => {
  for (const [headers, rows, targets, asked] of CASES)
    it(`promises no day: ${headers}: ${rows[0]}`, () => {
      const plan = planOf(tableOf(headers, ...rows))
      const actions = actionsOf(plan)
      assert.deepEqual(
        actions.map(({ target }) => target?.text ?? null),
        targets,
      )
      assert.deepEqual(
        plan.questions.map(({ question, guess }) => `${question} ${guess}`),
        asked.map((header) => `What does the column “${header}” hold? Commentary`),
      )
      for (const header of asked) assert.ok(actions.every(({ commentary }) => commentary?.startsWith(`${header}: `)))
    })
})
