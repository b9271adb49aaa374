import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { actionsOf, planOf, tableOf } from '../tables.fixture.ts'

const of = (headers: string, ...rows: readonly string[]) => planOf(tableOf(headers, ...rows))
const texts = (plan: ReturnType<typeof planOf>) => actionsOf(plan).map(({ text }) => text)

describe('a column of answers to recommendations', () => {
  for (const header of [
    'Government position',
    'Cabinet decision',
    'Council position',
    'Department’s position',
    'Accepted / Partially accepted / Not accepted',
    'Executive decision',
    'Board view',
    'Minister',
    'Decision',
  ])
    it(`is the response, whoever its header says answers: ${header}`, () => {
      const plan = of(
        `No|Recommendation|${header}|Action|Owner|Due`,
        '1|Adopt a policy|Agreed|Draft it|DRO|Sept 2018',
        '2|Buy a system|Not accepted|||',
        '3|Sell it|Rejected|Too costly|N/A|N/A',
        '4|Train|Accepted in part, with changes|Book|HR|Dec 2018',
        '5|Read|Noted|Nothing further||',
      )
      assert.deepEqual(texts(plan), ['Draft it', 'Book'])
      assert.deepEqual(
        plan.questions.flatMap(({ question, guess }) => (question.includes('column') ? [`${question} ${guess}`] : [])),
        [`What does the column “${header}” hold? Response to the recommendation`],
      )
      assert.match(plan.recommendations[2]?.commentary ?? '', /: Rejected\nAction: Too costly/)
    })

  it('leaves no action of a recommendation that is declined and is itself to be done', () =>
    assert.deepEqual(
      texts(of('No|Recommendation|Executive decision|Lead', '1|Adopt|Accept|DRO', '2|Buy a system|Reject|')),
      ['Adopt'],
    ))

  it('is none where other words stand among the answers, where nothing is answered, or where an assessor speaks', () => {
    for (const [headers, row, field] of [
      ['Recommendation|Note|Action', 'Adopt|Agreed by all|Draft it', 'response'],
      ['Recommendation|Remark|Action', 'Adopt|Seen in May|Draft it', 'commentary'],
      ['Action|Funding status|Notes', 'Draft it|Agreed|Closed', 'commentary'],
      ['Recommendation|Auditor conclusion|Action', 'Adopt|Accepted|Draft it', 'verdict'],
      ['Recommendation|Checked|Action', 'Adopt|Yes|Draft it', 'commentary'],
    ] as const)
      assert.equal(of(headers, row).tables[0]?.columns[1]?.field, field, headers)
  })
})

describe('words that say that nothing will be done', () => {
  for (const words of [
    'No action will be taken',
    'No further action to be taken',
    'Nothing further',
    'Nothing to be done',
    'Nothing more required',
    'Will not be taken forward',
    'No action has been taken',
  ])
    it(`are no action: ${words}`, () => {
      const plan = of('Ref|Action|Owner', `1|${words}|DRO`, '2|Train|HR')
      assert.deepEqual(texts(plan), ['Train'])
      assert.equal(plan.questions.length, 1)
    })

  for (const words of ['No action plan exists: write one', 'Nothing is lost: build a store', 'Note what is not taken'])
    it(`are not found in other words: ${words}`, () =>
      assert.deepEqual(texts(of('Ref|Action|Owner', `1|${words}|DRO`)), [words]))
})
