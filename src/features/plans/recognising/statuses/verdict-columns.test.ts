import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { statusOfRow, verdictOfRow } from '../../statuses.ts'
import type { Choices } from '../model/model.ts'
import { actionsOf, planOf as fixturePlan, tableOf as fixtureTable, planOf, tableOf } from '../tables.fixture.ts'

const CELLS = ['Implemented', 'Not implemented', 'Partially implemented']
const read = (header: string, cells: readonly string[] = CELLS, choices?: Choices) =>
  planOf(
    tableOf(
      `Ref|Action|Owner|Due|${header}`,
      ...cells.map((cell, row) => `${row + 1}|Write part ${row + 1} of it|DRO|June 2019|${cell}`),
    ),
    choices,
  )

const OF_ASSESSOR = [
  'Internal audit assessment',
  'Follow-up finding',
  'Audit opinion',
  'Audit conclusion',
  'IA follow up result',
  'Findings at follow-up',
  'Verification outcome',
  'Assessor’s verdict',
]

describe('what an assessor says where no column says how actions stand', () => {
  for (const header of OF_ASSESSOR)
    it(`is asked about once, and claims nothing: ${header}`, () => {
      const plan = read(header)
      assert.deepEqual(
        plan.questions.map(({ question }) => question),
        [`Do the words under “${header}” say whether the actions are complete?`],
      )
      assert.equal(plan.questions[0]?.where, 'Table 1, column 5')
      assert.deepEqual(actionsOf(plan).map(statusOfRow), [null, null, null])
      assert.deepEqual(
        actionsOf(plan).map(({ verdict }) => verdict),
        CELLS,
      )
    })

  it('claims where a person says that it does', () => {
    const columns = { 0: ['ref', 'action', 'owner', 'target', 'status'] } as const
    const plan = read('Internal audit assessment', CELLS, { columns })
    assert.deepEqual(actionsOf(plan).map(statusOfRow), ['complete', null, 'in-progress'])
    const verdicts = { 0: ['ref', 'action', 'owner', 'target', 'verdict'] } as const
    assert.deepEqual(read('Internal audit assessment', CELLS, { columns: verdicts }).questions, [])
  })

  it('is a verdict beside a status, and asks nothing while no cell is filled', () => {
    assert.deepEqual(read('Status|Audit opinion', ['Complete|Verified', 'Open|Not verified']).questions, [])
    assert.deepEqual(read('Internal audit assessment', ['', '']).questions, [])
  })

  it('is asked about once for tables with the same headers', () => {
    const table = tableOf('Action|Owner|Audit opinion', 'Write it|DRO|Implemented')
    assert.equal(planOf(table + table).questions[0]?.where, 'Tables 1, 2, column 3')
    assert.equal(planOf(table + table).questions.length, 1)
  })
})

describe('yes and no of whether somebody has checked', () => {
  const HEADERS = [
    'Validated?',
    'Verified?',
    'Verified (Y/N)',
    'Validated',
    'Verified by audit?',
    'Checked?',
    'Audited?',
  ]
  for (const header of HEADERS)
    it(`gives no verdict beside a colour, and is asked about once: ${header}`, () => {
      const plan = read(`RAG|${header}`, ['Green|Y', 'Amber|N', 'Red|No'])
      assert.equal(plan.questions.length, 1, JSON.stringify(plan.questions))
      assert.match(plan.questions[0]?.question ?? '', /“Green” stands beside “Y”/)
      assert.deepEqual(actionsOf(plan).map(verdictOfRow), [null, null, null])
    })

  it('accepts what is said to be done, and a No beside it is asked about once', () => {
    const plan = read('Status|Validated?', ['Complete|Y', 'Complete|N', 'Closed|No - evidence awaited', 'Open|N'])
    assert.deepEqual(actionsOf(plan).map(verdictOfRow), ['accepted', null, null, null])
    assert.deepEqual(
      plan.questions.map(({ places, field, guess }) => [places, field, guess]),
      [
        [
          ['t1r3', 't1r4'],
          'verdict',
          'It is not known, so no verdict is recorded for these rows. The words are kept as commentary.',
        ],
      ],
    )
  })

  it('says in words, too, only that nobody has checked', () => {
    for (const words of ['Not verified', 'Not yet validated', 'Unverified', 'To be verified', 'Awaiting verification'])
      assert.equal(verdictOfRow({ status: 'Complete', verdict: words }), null, words)
    for (const words of ['Not accepted', 'Not met', 'No evidence seen', 'Not implemented'])
      assert.equal(verdictOfRow({ status: 'Complete', verdict: words }), 'not-accepted', words)
    assert.equal(verdictOfRow({ status: 'In progress', verdict: 'Yes' }), null)
  })
})

describe('columns that judge', () => {
  it('make no recommendations of their words', () => {
    for (const header of ['Follow-up finding', 'Outcome', 'Finding', 'Standard', 'Gap'])
      for (const cells of [CELLS, ['Met', 'Not met'], ['Complete', 'Open']]) {
        const plan = read(header, cells)
        assert.deepEqual(
          plan.recommendations.map(({ text }) => text),
          [null],
          header,
        )
        assert.ok(
          plan.questions.some(({ question }) => question.includes(`“${header}”`)),
          header,
        )
        assert.ok(JSON.stringify(plan.recommendations).includes(cells[1] ?? ''), header)
      }
  })

  it('are asked about where they may be recommendations, behind the action', () => {
    const plan = read('Finding', ['Records are kept nowhere', 'Nobody was trained'])
    assert.deepEqual(
      plan.recommendations.map(({ text }) => text),
      [null],
    )
    assert.deepEqual(
      plan.questions.map(({ question, guess }) => [question, guess]),
      [['What does the column “Finding” hold?', 'Commentary']],
    )
  })

  it('make no recommendation of what was found later, in words', () => {
    const plan = read('Follow-up finding', ['We saw the policy', 'We saw no policy'])
    assert.equal(plan.recommendations.length, 1)
    assert.match(actionsOf(plan)[1]?.commentary ?? '', /We saw no policy/)
  })
})

describe('whether a recommendation is accepted', () => {
  for (const header of ['Accepted', 'Accepted?', 'Accepted (Y/N)', 'Recommendation accepted?', 'Accepted/Rejected'])
    it(`is a response: ${header}`, () => {
      const { tables, recommendations } = planOf(
        tableOf(`No|Recommendation|${header}|Action|Owner|Status`, '1|Write it|No|Write a note|DRO|Open'),
      )
      assert.equal(tables[0]?.columns[2]?.field, 'response')
      assert.equal(recommendations[0]?.text, 'Write it')
      assert.equal(recommendations[0]?.actions[0]?.text, 'Write a note')
    })
})

describe('columns that name who judges', () => {
  for (const [headers, cells] of [
    ['Auditor', 'Jane Smith'],
    ['Verified by', 'Jane Smith'],
    ['Verified by|Verified date', 'Jane Smith|3 May 2018'],
  ] as const)
    it(`hold no verdict: ${headers}`, () => {
      const plan = fixturePlan(fixtureTable(`Ref|Action|Owner|Status|${headers}`, `1|Write it|DRO|Complete|${cells}`))
      const [action] = plan.recommendations.flatMap(({ actions }) => actions)
      assert.equal(action?.verdict, undefined)
      assert.deepEqual(plan.questions, [])
      for (const cell of cells.split('|')) assert.ok(action?.commentary?.includes(cell))
    })
})
