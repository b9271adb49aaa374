import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Choices } from '../model/model.ts'
import { actionsOf, planOf, tableOf } from '../tables.fixture.ts'

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
/** Words that begin so, and go on in ways that no list holds. */
const OPENINGS = [
  'None - policy in place',
  'None - already in place',
  'None (compliant)',
  'None, fully met',
  'None foreseen',
  'No training required',
  'No controls required',
  'There are no actions required',
  'Not needed',
  'Not proportionate at our size',
  'Nothing arose',
  'Never applied here',
  'N/A for this body',
  '(none found)',
  'Nobody has asked',
  'Neither is in scope',
  'Closed files review',
]
/** Those of a log that keeps the owner and the status of what was taken out. */
const TAKEN_OUT_BY = [
  'Withdrawn June 2018',
  'Withdrawn by board',
  'Superseded by action 4',
  'Cancelled (see 4)',
  'Action 4 deleted at the board of June',
  'Merged with 3',
  'Duplicate of 2',
  'Replaced by R7 of the new plan',
  'Closed - see the board paper',
  'Void: raised twice',
]
/** Such words may go on with something to do. */
const UNLIKELY = [
  'None of the teams has a policy: write one',
  'No changes are to be made without approval: set up a board',
  'Nothing is required of staff yet, so write guidance',
  'Withdrawn guidance is to be archived',
  'No longer keep the old forms',
]
const ACTIONS = [
  'Note the policy',
  'Nominate a lead',
  'Notify all staff',
  'Normalise the names of files',
  'Not later than June 2019, write the policy',
  'No later than June 2019, write the policy',
  'No 10 store cleared',
  'Not only train but test',
  'Non-compliant systems replaced',
  'Close the store',
  'Cancel the contract',
  'Withdraw the old forms',
  'Delete what is due',
  'Duplicate the database',
  'Voice recordings listed',
  'Change the schedule',
  'Identify what is needed',
]

describe('cells that say that there is no action', () => {
  for (const cell of [...NONE, ...TAKEN_OUT, ...OPENINGS, ...TAKEN_OUT_BY])
    it(`make none where nobody and no day stands beside them, and it is asked: ${cell}`, () => {
      const plan = read([cell])
      assert.deepEqual(texts(plan), ['Write a policy'])
      assert.deepEqual(asked(plan), [`The row says “${cell}”. Is there an action? No: none was made.`])
      const said = read([cell], '|', { rows: { t1r3: 'action' } })
      assert.deepEqual([texts(said), said.questions], [['Write a policy', cell], []])
    })

  for (const cell of TAKEN_OUT_BY)
    it(`make none whatever stands beside them where a log keeps only the number: ${cell}`, () => {
      const plan = planOf(
        tableOf('Ref|Action|Owner|Due|Status', '1|Write|DRO|June 2019|Open', `2|${cell}|HR|July 2019|Closed`),
      )
      assert.deepEqual(texts(plan), ['Write'])
      assert.equal(plan.questions.length, 1)
    })

  for (const cell of OPENINGS)
    it(`are kept and asked about once where somebody and some day stands beside them: ${cell}`, () => {
      const plan = read([cell, 'None required', cell], 'HR|July 2019')
      assert.equal(texts(plan).length, 4)
      assert.deepEqual(
        plan.questions.map(({ guess, places }) => [guess, places?.length]),
        [['Yes: the words were recorded as the action.', 3]],
      )
    })

  for (const cell of UNLIKELY)
    it(`are kept where they go on with what may be to do, and it is asked: ${cell}`, () => {
      const plan = read([cell])
      assert.deepEqual(texts(plan), ['Write a policy', cell])
      assert.deepEqual(asked(plan), [
        `The row says “${cell}”. Is there an action? Yes: the words were recorded as the action.`,
      ])
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
      assert.deepEqual(
        asked(plan).filter((question) => !question.includes('has no target date. Is that its date?')),
        [],
      )
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

  it('are quoted only so far', () => {
    const plan = read(Array.from({ length: 30 }, (_, at) => `None: reason ${at}`))
    assert.equal(plan.questions.length, 1)
    assert.match(plan.questions[0]?.question ?? '', /“None: reason 7”, and others like it\. Is there an action\?$/)
    assert.equal(plan.questions[0]?.places?.length, 30)
    assert.ok(read([`None ${'x'.repeat(900)}`]).questions.every(({ question }) => question.length < 300))
  })

  it('are one question for each table', () => {
    const table = tableOf('Ref|Action|Owner|Due', '1|Write|DRO|June 2019', '2|None||', '3|Nil||')
    assert.equal(planOf(`${table}<p>And</p>${table}`).questions.length, 2)
  })
})
