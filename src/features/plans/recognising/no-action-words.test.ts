import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Choices } from './model.ts'
import { actionsOf, planOf, tableOf } from './tables.fixture.ts'

const HEAD = 'Ref|Requirement|Current position|Action required|Owner|Due'
const read = (cells: readonly string[], beside = '|', choices?: Choices) =>
  planOf(
    tableOf(
      HEAD,
      '1|Policy|Out of date|Write a policy|DRO|June 2019',
      ...cells.map((cell, index) => `${index + 2}|Training ${index}|Compliant|${cell}|${beside}`),
    ),
    choices,
  )
const texts = (plan: ReturnType<typeof planOf>) => actionsOf(plan).map(({ text }) => text)
const asked = (plan: ReturnType<typeof planOf>) => plan.questions.map(({ question, guess }) => `${question} ${guess}`)

const NONE = [
  'None required',
  'None needed',
  'None at present',
  'None at this time',
  'None identified',
  'None necessary.',
  'None planned',
  'None currently required',
  'No actions identified',
  'No improvement needed',
  'No further improvements are considered necessary at this stage',
  'No change',
  'No changes required',
  'Nothing identified to date',
  'Nothing at the moment',
  'None required - compliant',
  'None required as the policy is in force',
]
const TAKEN_OUT = [
  'Withdrawn',
  'Action withdrawn',
  'Number not used',
  'No longer required',
  'This action has been superseded',
]
const ACTIONS = [
  'None of the teams has a policy: write one',
  'No changes are to be made without approval: set up a board',
  'Nothing is required of staff yet, so write guidance',
  'Withdrawn guidance is to be archived',
  'Change the schedule',
  'Identify what is needed',
]

describe('cells that say that there is no action', () => {
  for (const cell of [...NONE, ...TAKEN_OUT])
    it(`make none where nobody and no day stands beside them, and it is asked: ${cell}`, () => {
      const plan = read([cell])
      assert.deepEqual(texts(plan), ['Write a policy'])
      assert.deepEqual(asked(plan), [`The row says “${cell}”. Is there an action? No: none was made.`])
      assert.deepEqual(texts(read([cell], '|', { rows: { t1r3: 'action' } })), ['Write a policy', cell])
    })

  for (const beside of ['HR|', '|July 2019'])
    it(`are kept and asked about where somebody or some day stands beside them: ${beside}`, () => {
      const plan = read(['None required'], beside)
      assert.deepEqual(texts(plan), ['Write a policy', 'None required'])
      assert.deepEqual(asked(plan), [
        'The row says “None required”. Is there an action? Yes: the words were recorded as the action.',
      ])
      assert.deepEqual(texts(read(['Withdrawn'], beside)), ['Write a policy'])
    })

  for (const cell of ACTIONS)
    it(`leave actions that begin in such words: ${cell}`, () => {
      const plan = read([cell])
      assert.deepEqual(texts(plan), ['Write a policy', cell])
      assert.deepEqual(asked(plan), [])
    })

  it('leave one behind which something is still to do', () => {
    assert.deepEqual(texts(read(['None required, but train the staff'])).length, 2)
  })

  it('are asked about once, however they say it', () => {
    const plan = read(['None', 'Nil', 'N/A', '-', 'None', 'None required', 'Not agreed'])
    assert.deepEqual(
      plan.questions.map(({ question, places }) => [question, places?.length ?? 1]),
      [
        ['The rows say “None”, “Nil”, “N/A”, “-” and “None required”. Is there an action?', 6],
        ['The row says “Not agreed”. Is there an action?', 1],
      ],
    )
  })

  it('are one question for each table', () => {
    const table = tableOf('Ref|Action|Owner|Due', '1|Write|DRO|June 2019', '2|None||', '3|Nil||')
    assert.equal(planOf(`${table}<p>And</p>${table}`).questions.length, 2)
  })
})
