import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { actionsOf, planOf, tableOf } from './tables.fixture.ts'

const read = (before: string, headers: string, ...rows: readonly string[]) => {
  const lines = rows.map((row, index) => `${index + 1}|Write the policy|DRO|${row}`)
  return planOf(before + tableOf(`Ref|Action|Owner|${headers}`, ...lines))
}

/** Headers, the cells below them, the words of the target that stands, and how many questions are asked. */
const REVISED: readonly (readonly [string, string, string, number])[] = [
  ['Original target|Revised target 1|Revised target 2', 'March 2018|June 2018|September 2018', 'September 2018', 1],
  ['Original target|Revised target 1|Revised target 2', 'March 2018|June 2018|', 'June 2018', 0],
  ['Original target|Revised target 1|Revised target 2', 'March 2018||', 'March 2018', 0],
  ['Revised target 2|Revised target 1|Original', 'September 2018|June 2018|March 2018', 'September 2018', 2],
  ['Revised due date (1)|Revised due date (2)', 'June 2018|September 2018', 'September 2018', 1],
  [
    'Due|1st revised date|2nd revised date|3rd revised date',
    'May 2018|June 2018|July 2018|August 2018',
    'August 2018',
    1,
  ],
  ['Due|1st revised date|2nd revised date|3rd revised date', 'May 2018|June 2018|July 2018|', 'July 2018', 1],
  ['Due|First revised date|Second revised date', 'May 2018|June 2018|July 2018', 'July 2018', 1],
  ['Due|Target (1st revision)|Target (2nd revision)', 'May 2018|June 2018|July 2018', 'July 2018', 1],
  ['Due|Further revised date|Revised date', 'May 2018|July 2018|June 2018', 'July 2018', 1],
  ['Due|Latest date|Revised date', 'May 2018|July 2018|June 2018', 'July 2018', 1],
  ['Due|Revised date|Forecast date', 'May 2018|June 2018|July 2018', 'July 2018', 1],
  ['Due|Revised date|Forecast date', 'May 2018|June 2018|June 2018', 'June 2018', 0],
  ['Due|Revised date|Second revised date', 'May 2018|June 2018|No change', 'June 2018', 1],
  ['Due|Previous revised date|Revised date', 'May 2018|June 2018|July 2018', 'July 2018', 0],
  ['Due|Revised date|Revised date', 'May 2018|June 2018|July 2018', 'July 2018', 1],
  ['Due|Extended date', 'May 2018|July 2018', 'July 2018', 0],
  ['Due|Due date 2', 'May 2018|July 2018', 'July 2018', 0],
  ['Due|Revised date Sept 2017|Revised date Dec 2017', 'May 2018|June 2018|July 2018', 'July 2018', 1],
  ['Due|Revised date Dec 2017|Revised date Sept 2017', 'May 2018|July 2018|June 2018', 'July 2018', 1],
  ['Completion date|Due', 'June 2019|May 2019', 'May 2019', 0],
  ['Due|Revised date', 'May 2018|June 2018', 'June 2018', 0],
]

/** What stands above, headers, the cells below them, and what is asked of completion. */
const COMPLETION: readonly (readonly [string, string, string, string | null])[] = [
  ['', 'Due|Date completed', 'March 2018|12/05/2018', 'Date completed'],
  ['', 'Due|Date achieved', 'March 2018|12 May 2018', 'Date achieved'],
  ['', 'Due|Signed off date', 'March 2018|12 May 2018', 'Signed off date'],
  ['', 'Due|Closed date', 'March 2018|12/05/2018', 'Closed date'],
  ['', 'Due|Date closed', 'March 2018|12/05/2018', 'Date closed'],
  ['', 'Due|Actual completion date', 'March 2018|12/05/2018', 'Actual completion date'],
  ['', 'Due|Actual', 'March 2018|12/05/2018', 'Actual'],
  ['', 'Due|Closed', 'March 2018|12/05/2018', 'Closed'],
  ['', 'Due|Completed', 'March 2018|12/05/2018', 'Completed'],
  ['', 'Due|Completion date', 'March 2018|12/05/2018', 'Completion date'],
  ['', 'Completion date|Due', '12/05/2018|March 2018', 'Completion date'],
  ['', 'Due|Date implemented', 'March 2018|May 2018', 'Date implemented'],
  ['', 'Due|Implemented on', 'March 2018|May 2018', 'Implemented on'],
  ['', 'Completion date', '12/05/2018', null],
  ['', 'Due|Date completed', 'March 2018|12/05/2019', null],
  ['', 'Due|Date completed', 'March 2018|', null],
  ['', 'Due|Date completed', 'March 2018|n/a', null],
  ['', 'Due|Date completed|Status', 'March 2018|12/05/2018|Complete', null],
  ['', 'Due|Date completed|Status', 'March 2018|12/05/2018|', 'Date completed'],
  ['', 'Due|Date raised', 'March 2018|12/05/2018', null],
  ['', 'Due|Actual start', 'March 2018|12/05/2018', null],
  ['<h2>Closed actions</h2>', 'Closed by', 'Jane Smith', 'Closed actions'],
  ['<h2>Completed recommendations</h2>', 'Due', 'March 2018', 'Completed recommendations'],
  ['<h2>Actions resolved</h2>', 'Due', 'March 2018', 'Actions resolved'],
  ['<h2>Closed actions</h2>', 'Status', 'Complete', null],
  ['<h2>Closed records</h2>', 'Due', 'March 2018', null],
]

describe('columns of days', () => {
  for (const [headers, cells, target, asked] of REVISED)
    it(`promise ${target} under ${headers}: ${cells}`, () => {
      const plan = read('', headers, cells)
      const [action] = actionsOf(plan)
      assert.equal(action?.target?.text, target)
      assert.equal(plan.questions.length, asked, JSON.stringify(plan.questions, null, 1))
      const said = `${action?.target?.text}\n${action?.commentary}`
      for (const cell of cells.split('|')) assert.ok(said.includes(cell), `${cell} is kept in ${said}`)
    })

  for (const [before, headers, cells, asked] of COMPLETION)
    it(`ask of completion: ${before} ${headers}: ${cells}: ${asked}`, () => {
      const plan = read(before, headers, cells, cells)
      const questions = plan.questions
        .map(({ question }) => question)
        .filter((question) => !question.endsWith('name the recommendation or group of all rows?'))
      assert.equal(questions.length, asked === null ? 0 : 1, questions.join('\n'))
      if (asked !== null) assert.match(questions[0] ?? '', new RegExp(`“${asked}” say`))
      const status = headers.endsWith('Status') ? cells.split('|').at(-1) || null : null
      assert.deepEqual(
        actionsOf(plan).map((action) => action.status),
        [status, status],
      )
    })
})
