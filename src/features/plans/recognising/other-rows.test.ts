import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { readBytes } from '../../../platform/reading/read.ts'
import type { Choices } from './model.ts'
import { recognisePlan } from './recognise.ts'
import { actionsOf } from './tables.fixture.ts'

const csv = (lines: readonly string[], choices: Choices = {}) =>
  recognisePlan(readBytes(Buffer.from(lines.join('\n')), 'p.csv'), '2018-06-15', { asOf: '2018-05-01', ...choices })
const textsOf = (plan: ReturnType<typeof csv>) => actionsOf(plan).map(({ text }) => text)

const PLAN = [
  'Ref,Action,Owner,Due,Status',
  '1,Write the policy,DRO,June 2018,Complete',
  '2,Teach the policy,HR,July 2018,In progress',
]

describe('rows of a log that are no actions', () => {
  const log = [
    'Type,ID,Description,Owner,Due date,Status',
    'Action,A1,Write the plan,DRO,30/06/2018,Open',
    'Risk,R1,The supplier fails,CFO,,Open',
    'Issue,I1,No budget,CFO,30/04/2018,Closed',
    'Decision,D1,Use one store,SRO,,Closed',
    'Assumption,S1,Staff stay,HR,,Open',
    'Dependency,E1,The network,IT,,Open',
    'Action,A2,Close the old system,IT,31/05/2018,Closed',
  ]

  it('are left out and asked about once', () => {
    for (const header of ['Type', 'RAID type', 'Category', 'Item type']) {
      const plan = csv([log.join('\n').replace('Type', header)])
      assert.deepEqual(textsOf(plan), ['Write the plan', 'Close the old system'])
      assert.equal(plan.questions.filter(({ question }) => question.startsWith('Are only the rows')).length, 1)
      assert.equal(plan.otherRows.filter(({ kind }) => kind === 'other').length, 5)
      assert.ok(plan.leftOver.some(({ text }) => text.includes('The supplier fails')))
    }
  })

  it('are actions where somebody says so', () => {
    assert.deepEqual(textsOf(csv(log, { rows: { t1r4: 'action' } })), [
      'Write the plan',
      'No budget',
      'Close the old system',
    ])
    assert.deepEqual(textsOf(csv(log, { rows: { t1r2: 'other' } })), ['Close the old system'])
  })

  it('are none where the types are of something else', () => {
    for (const [one, other] of [
      ['Policy', 'Training'],
      ['Action', 'Training'],
      ['Risk', 'Issue'],
      ['Action', 'Action'],
    ])
      assert.equal(
        textsOf(csv(['Type,Ref,Action,Owner,Due', `${one},1,Write it,DRO,June 2018`, `${other},2,Do it,HR,June 2018`]))
          .length,
        2,
      )
  })
})

describe('rows at the foot of a table', () => {
  for (const foot of [
    'Notes,Dates agreed at the committee,,,',
    'Source,Internal audit 2017/18,,,',
    ',Produced by the records team,,,',
    'Key: G = on track; A = at risk,,,,',
    'Note: dates are those of the board,,,,',
    'Prepared by: Jane Smith,,,,',
  ])
    it(`are no actions and no recommendations: ${foot}`, () => {
      for (const lines of [[foot], [',,,,', foot], [foot, 'Source,Internal audit,,,']]) {
        const plan = csv([...PLAN, ...lines])
        assert.deepEqual(textsOf(plan), ['Write the policy', 'Teach the policy'])
        assert.deepEqual([plan.recommendations.length, plan.questions], [1, []])
        assert.ok(plan.leftOver.some(({ text }) => text.includes(/[\p{L}:=; ]{8,}/u.exec(foot)?.[0] ?? '-')))
      }
    })

  it('are asked about where they stand below a blank row and are not known', () => {
    const plan = csv([...PLAN, ',,,,', ',Please send comments to the team,,,'])
    assert.deepEqual(textsOf(plan), ['Write the policy', 'Teach the policy'])
    assert.deepEqual(
      plan.questions.map(({ question, place }) => [question, place]),
      [['Is this row an action?', 't1r5']],
    )
  })

  it('are actions where rows below them promise something, or they do', () => {
    assert.equal(textsOf(csv([...PLAN, 'Notes,Agree the dates,,,', '4,Do it,DRO,June 2018,'])).length, 4)
    assert.equal(textsOf(csv([...PLAN, 'N1,Note the decision,,,', '4,Do it,DRO,June 2018,'])).length, 4)
    assert.equal(textsOf(csv([...PLAN, '3,Source a supplier,,,'])).length, 3)
    assert.equal(textsOf(csv([...PLAN, ',Notes to be published,DRO,June 2018,'])).length, 3)
  })
})
