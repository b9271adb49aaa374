import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { actionsOf, planOf, tableOf } from '../tables.fixture.ts'

const DATED = '<p>12 June 2018</p>'
const read = (...rows: readonly string[]) => planOf(`${DATED}${tableOf(...rows)}`)
const fieldsOf = ({ tables }: ReturnType<typeof read>) => tables[0]?.columns.map(({ field }) => field)
const askedOf = ({ questions }: ReturnType<typeof read>) => questions.map(({ question, guess }) => [question, guess])
const groupsOf = ({ recommendations }: ReturnType<typeof read>) =>
  recommendations.map(({ text, actions }) => [text, ...actions.map((action) => action.text)])

const THEMES = ['Governance|Write the policy|DPO|May 2019', 'Training|Teach all|HR|May 2019', '|Test all|HR|June 2019']

describe('a column called priority that holds names', () => {
  for (const header of ['Priority', 'Priorities', 'Strategic priority', 'Corporate priorities', 'Priority theme'])
    it(`is what the actions below each name serve, and is asked once: ${header}`, () => {
      const plan = read(`${header}|Action|Owner|Due`, ...THEMES)
      assert.deepEqual(askedOf(plan), [[`What does the column “${header}” hold?`, 'Recommendation']])
      assert.deepEqual(groupsOf(plan), [
        ['Governance', 'Write the policy'],
        ['Training', 'Teach all', 'Test all'],
      ])
      assert.deepEqual(
        actionsOf(plan).map(({ priority }) => priority),
        [null, null, null],
      )
    })

  it('is so too where it speaks of actions and another column holds those', () => {
    const plan = read('Priority action|Tasks|Owner|Due', ...THEMES)
    assert.deepEqual(askedOf(plan), [['What does the column “Priority action” hold?', 'Recommendation']])
    assert.deepEqual(groupsOf(plan)[1], ['Training', 'Teach all', 'Test all'])
  })

  for (const header of ['Priority action', 'Priority actions for 2018/19', 'Priority'])
    it(`is the action where no other column can be: ${header}`, () => {
      const plan = read(`${header}|Owner|Due`, 'Write the policy|DPO|May 2019', 'Teach all|HR|May 2019')
      assert.deepEqual(askedOf(plan), [[`What does the column “${header}” hold?`, 'Action']])
      assert.deepEqual(
        actionsOf(plan).map(({ text }) => text),
        ['Write the policy', 'Teach all'],
      )
    })

  it('is the action where its header says so and nothing else is called action', () => {
    const plan = read(
      'Priority actions|Why this matters|Owner|Due',
      'Write the policy|Nobody knows what to keep and what to destroy|DPO|May 2019',
      'Teach all|Many new people came in the last two years|HR|May 2019',
    )
    assert.deepEqual(fieldsOf(plan), ['action', 'commentary', 'owner', 'target'])
  })

  it('is what recommendations serve where those stand beside it', () => {
    const plan = read(
      'Priority|Recommendation|Action|Owner|Due',
      'Governance|Say who answers|Write the policy|DPO|May 2019',
      'Training|Make staff able|Teach all|HR|May 2019',
    )
    assert.deepEqual(
      plan.recommendations.map(({ text, commentary }) => [text, commentary]),
      [
        ['Say who answers', 'Priority: Governance'],
        ['Make staff able', 'Priority: Training'],
      ],
    )
    assert.equal(plan.questions.length, 1)
  })

  it('is asked about once for all tables that have it', () => {
    const table = (name: string) =>
      tableOf('Priority|Action|Owner|Due', `${name}|Write the policy of ${name}|DPO|May 2019`)
    const plan = planOf(`${DATED}${table('Governance')}<p>And so on.</p>${table('Systems')}`)
    assert.equal(plan.questions.length, 1)
    assert.match(plan.questions[0]?.where ?? '', /^Tables 1, 2, column 1$/)
  })

  it('is none beside a column of grades, and why something is one is no name', () => {
    const plan = read('Priority area|Priority|Action|Owner', 'Governance|High|Write the policy|DPO')
    assert.deepEqual(plan.questions, [])
    assert.equal(actionsOf(plan)[0]?.priority, 'High')
    assert.deepEqual(
      fieldsOf(read('Reason for priority|Action|Owner', 'The ICO said so|Write it|DPO'))?.[0],
      'commentary',
    )
  })

  it('is commentary behind the action', () => {
    const plan = read('Action|Priority|Owner|Due', 'Write the policy|Governance|DPO|May 2019', 'Teach|Training|HR|Soon')
    assert.equal(fieldsOf(plan)?.[1], 'commentary')
    assert.deepEqual(actionsOf(plan)[0]?.commentary, 'Priority: Governance')
    assert.equal(plan.questions.filter(({ question }) => question.includes('“Priority”')).length, 1)
  })

  it('keeps the number of each name', () => {
    const plan = read(
      'Priority|Action|Owner|Due',
      'Priority 1: Governance|Write the policy|DPO|May 2019',
      '2. High quality records|Teach all|HR|May 2019',
    )
    assert.deepEqual(
      plan.recommendations.map(({ ref, text }) => [ref, text]),
      [
        ['1', 'Governance'],
        ['2', 'High quality records'],
      ],
    )
  })
})

describe('a column called priority that holds grades', () => {
  const GRADES: readonly (readonly string[])[] = [
    ['High', 'Medium', 'Low'],
    ['H', 'M', 'L'],
    ['1', '2', '3'],
    ['P1', 'P2', 'P3'],
    ['Priority 1', 'Priority 2', 'Priority 1'],
    ['A', 'B', 'C'],
    ['Must', 'Should', 'Could'],
    ['Must have', 'Should have', 'Won’t have this time'],
    ['Urgent', 'Not urgent', 'Routine'],
    ['Red', 'Amber', 'Green'],
    ['Essential', 'Desirable', ''],
    ['Fundamental', 'Significant', 'Merits attention'],
    ['High – ICO deadline', 'Medium (linked to audit)', 'Low: housekeeping'],
    ['1 - High', '2 – Medium', 'P1 Critical'],
    ['Statutory duty (High)', 'Medium/High', 'Very low'],
    ['Quick win', 'Short term', 'Long-term'],
    ['Immediate', 'Within 3 months', 'Within a year'],
    ['Category A', 'Level 2', 'Tier one'],
    ['**', '***', '*'],
    ['TBC', 'High', 'n/a'],
    ['High', 'Medium', 'As the board decides'],
    ['', '', ''],
    ['TBC', 'None', 'Complete'],
  ]
  for (const grades of GRADES)
    it(`is the priority and is not asked about: ${grades.join(', ') || 'none'}`, () => {
      const plan = read('Priority|Action|Owner|Due', ...grades.map((grade, at) => `${grade}|Do it ${at}|HR|May 2019`))
      assert.deepEqual(plan.questions, [])
      assert.deepEqual(
        actionsOf(plan).map(({ priority }) => priority ?? ''),
        grades,
      )
    })

  it('is asked about where most of its cells hold other words', () => {
    const rows = ['High', 'Governance', 'Training', 'Records'].map((one, at) => `${one}|Do it ${at}|HR|May 2019`)
    const plan = read('Priority|Action|Owner|Due', ...rows)
    assert.deepEqual(askedOf(plan), [['What does the column “Priority” hold?', 'Priority']])
  })

  it('is commentary where nothing in it is a grade and its header does not say priority', () => {
    const plan = read('Importance|Action|Owner|Due', 'Staff must know what to keep|Teach all|HR|May 2019')
    assert.deepEqual(askedOf(plan), [['What does the column “Importance” hold?', 'Commentary']])
    assert.deepEqual(actionsOf(plan)[0]?.priority, null)
  })
})
