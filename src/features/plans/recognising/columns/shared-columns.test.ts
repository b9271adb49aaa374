import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { statusOfRow } from '../../statuses.ts'
import { actionsOf, planOf, tableOf } from '../tables.fixture.ts'

const fieldsOf = (plan: ReturnType<typeof planOf>) =>
  plan.tables[0]?.columns.map(({ field, guessed }) => `${field}${guessed ? '?' : ''}`).join(' ')

describe('several columns of actions', () => {
  it('are asked about, and what remains to be done is the action', () => {
    const plan = planOf(tableOf('Ref|Dept action (May 2017)|Remaining action|Owner', '1|Write policy|Publish it|DRO'))
    assert.equal(fieldsOf(plan), 'ref commentary? action owner')
    assert.equal(actionsOf(plan)[0]?.text, 'Publish it')
    assert.equal(
      fieldsOf(planOf(tableOf('Ref|Action|Mitigation|Owner', '1|Write policy|Publish it|DRO'))),
      'ref action action? owner',
    )
    assert.equal(fieldsOf(planOf(tableOf('Ref|Previous action|Action', '4|2.1|Publish it'))), 'ref predecessor action')
  })

  it('have their aim in the one whose words come back', () => {
    const rows = ['Reduce paper|Scan files|DRO|June 2018', 'Reduce paper|Train staff|HR|June 2018']
    const plan = planOf(tableOf('What|How|Who|When', ...rows))
    assert.equal(fieldsOf(plan), 'objective? action? owner target')
    assert.deepEqual(
      actionsOf(plan).map(({ text }) => text),
      ['Scan files', 'Train staff'],
    )
    const each = planOf(tableOf('What|How|Who', 'Reduce paper|Scan files|DRO', 'Improve email|Train staff|HR'))
    assert.equal(fieldsOf(each), 'action action? owner')
  })
})

describe('columns of the milestones of an action', () => {
  it('give it no day, no status and no other actions', () => {
    const plan = planOf(
      tableOf(
        'Ref|Action|Owner|Milestone|Milestone due|Milestone status',
        '1|Adopt policy|DRO|Draft|March 2018|Complete',
        '|||Consult|April 2018|In progress',
      ),
    )
    assert.equal(fieldsOf(plan), 'ref action owner commentary? commentary? commentary?')
    const [action, ...others] = actionsOf(plan)
    assert.deepEqual([others, action?.target, action && statusOfRow(action)], [[], null, null])
    assert.match(action?.commentary ?? '', /Milestone: Draft[\s\S]*Milestone: Consult/)
    const blank = planOf(tableOf('Ref|Action|Status|Milestone status', '1|Adopt policy||Complete'))
    assert.equal(actionsOf(blank)[0]?.status, null)
  })

  it('have owners of their own', () => {
    const plan = planOf(tableOf('Ref|Action|Owner|Milestone owner', '1|Adopt policy|DRO|SIRO'))
    assert.deepEqual(actionsOf(plan)[0]?.owners, ['DRO'])
  })

  it('are those of the action where no other column holds it', () =>
    assert.equal(
      fieldsOf(planOf(tableOf('Ref|Milestone|Owner|Milestone due|Milestone status', '1|Draft|DRO|May 2019|Complete'))),
      'ref action owner target status',
    ))
})

describe('several columns of recommendations', () => {
  it('are a reference and its words, and each action keeps its own', () => {
    const rows = ['Reg 17|Records were not kept|Audit records', 'Reg 17|No policy|Write policy']
    const plan = planOf(tableOf('Regulation|CQC finding|Action', ...rows))
    assert.equal(fieldsOf(plan), 'recommendation-ref? recommendation action')
    assert.deepEqual(
      plan.recommendations.map(({ ref, text, actions }) => [ref, text, actions.length]),
      [
        ['Reg 17', 'Records were not kept', 1],
        ['Reg 17', 'No policy', 1],
      ],
    )
  })

  it('are an aim and its findings where the first come back', () => {
    const rows = ['Good care|Records were not kept|Audit records', 'Good care|No policy|Write policy']
    const plan = planOf(tableOf('Regulation|Finding|Action', ...rows))
    assert.equal(fieldsOf(plan), 'objective? recommendation action')
    assert.deepEqual(
      plan.recommendations.map(({ text }) => text),
      ['Records were not kept', 'No policy'],
    )
  })
})

describe('short headers of exports', () => {
  it('are an open or closed action, and the key of an issue before its number', () => {
    const plan = planOf(tableOf('Summary|Issue key|Issue id|O/C', 'Write it|REC-12|10423|C', 'Do it|REC-13|10424|O'))
    assert.deepEqual(
      actionsOf(plan).map((action) => [action.ref, statusOfRow(action)]),
      [
        ['REC-12', 'closed'],
        ['REC-13', 'in-progress'],
      ],
    )
    assert.deepEqual(plan.questions, [])
  })
})
