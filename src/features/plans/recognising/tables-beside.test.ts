import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { ColumnField } from './model/model.ts'
import { actionsOf, planOf, tableOf } from './tables.fixture.ts'

const PLAN = tableOf('Ref|Action|Owner|Due', '1|Write the policy|DRO|June 2019')

/** Headers of tables that hold no actions, a row below them, and what they hold. */
const OTHERS: readonly (readonly [string, string, string])[] = [
  ['Risk|Owner|Score|Mitigation', 'Loss of staff|SIRO|12|Train others', 'risks'],
  ['ID|Risk description|Likelihood|Impact|Mitigating actions|Owner', '1|Loss|3|4|Back up|DRO', 'risks'],
  ['Risk ID|Risk|RAG|Owner', '1|Loss|Red|DRO', 'risks'],
  ['Stakeholder|Interest|Owner', 'The public|High|DRO', 'stakeholders'],
  ['Benefit|Measure|Owner', 'Fewer losses|Count them|DRO', 'benefits'],
  ['Decision|Date|Made by', 'Approve the budget|June 2018|Board', 'decisions'],
  ['No|Decision made|Date', '1|Approve|June 2018', 'decisions'],
  ['Issue|Severity|Raised by|Owner', 'No room|High|DRO|SIRO', 'issues'],
  ['Assumption|Owner', 'There is money|SIRO', 'assumptions'],
  ['Dependency|Owner|Date', 'The new building|DRO|May 2019', 'dependencies'],
  ['Lesson learned|Owner', 'Begin early|DRO', 'lessons'],
  ['Version|Date|Author|Summary of changes', '0.1|May 2018|DRO|First draft', 'versions of the document'],
  ['Name|Role|Email', 'Jane Smith|DRO|jane@example.gov.uk', 'people'],
  ['Acronym|Meaning', 'DRO|Departmental Records Officer', 'words and their meanings'],
]

describe('a table beside a plan', () => {
  for (const [headers, row, what] of OTHERS)
    it(`holds ${what} and no actions, and is asked about: ${headers}`, () => {
      for (const html of [`${PLAN}<h2>More</h2>${tableOf(headers, row)}`, `${tableOf(headers, row)}${PLAN}`]) {
        const plan = planOf(html)
        assert.deepEqual(
          actionsOf(plan).map(({ text }) => text),
          ['Write the policy'],
        )
        assert.deepEqual(
          plan.questions.map(({ question }) => question),
          [`The table seems to hold ${what}, and no actions. Is it part of the plan?`],
        )
        assert.ok(plan.leftOver.some(({ text }) => text === row.replaceAll('|', ' · ')))
      }
    })

  it('is read where a person says what its columns hold, and stays left out where they say so', () => {
    const html = PLAN + tableOf('Risk|Owner|Score|Mitigation', 'Loss of staff|SIRO|12|Train others')
    const fields: readonly ColumnField[] = ['recommendation', 'owner', 'commentary', 'action']
    const read = planOf(html, { columns: { 1: fields } })
    assert.deepEqual(
      actionsOf(read).map(({ text }) => text),
      ['Write the policy', 'Train others'],
    )
    assert.deepEqual(read.questions, [])
    const left = planOf(html, { columns: { 1: fields.map(() => 'leave-out') } })
    assert.equal(actionsOf(left).length, 1)
    assert.deepEqual(left.questions, [])
    assert.equal(left.leftOver.filter(({ text }) => text.includes('Train others')).length, 1)
  })

  it('is part of the plan where it has a column of actions', () => {
    for (const [headers, isAsked] of [
      ['Risk|Score|Action|Owner', true],
      ['Finding|Risk|Action|Impact', false],
      ['Risk|Priority|Action|Owner', false],
      ['Recommendation|Email|Lesson|Owner', false],
      ['Issue|Impact|Agreed action|Owner', false],
    ] as const) {
      const plan = planOf(PLAN + tableOf(headers, 'Some words here|More words|Train others|DRO'))
      assert.equal(actionsOf(plan).length, 2, headers)
      assert.equal(
        plan.questions.some(({ question }) => /Is it part of the plan/.test(question)),
        isAsked,
        headers,
      )
    }
    assert.equal(actionsOf(planOf(PLAN + PLAN.replace('Write', 'Tell'))).length, 2)
  })

  it('does not part a plan from its next page', () => {
    const [headers = '', row = ''] = OTHERS.find(([, , what]) => what === 'decisions') ?? []
    const plan = planOf(PLAN + tableOf(headers, row) + tableOf('2|Train everybody|SIRO|July 2019'))
    assert.deepEqual(
      actionsOf(plan).map(({ owners }) => owners),
      [['DRO'], ['SIRO']],
    )
  })

  it('is read by itself where it is all that the document has', () => {
    const plan = planOf(tableOf('Risk|Owner|Score|Mitigation|Due', 'Loss of staff|SIRO|12|Train others|June 2019'))
    assert.deepEqual(
      actionsOf(plan).map(({ text }) => text),
      ['Train others'],
    )
  })
})
