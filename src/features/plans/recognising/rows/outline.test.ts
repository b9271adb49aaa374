import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { statusOfRow } from '../../statuses.ts'
import type { Choices } from '../model/model.ts'
import { actionsOf, planOf, tableOf } from '../tables.fixture.ts'

const HEAD = 'WBS|Task Name|Duration|Start|Finish|Predecessors|Resource Names|% Complete'
const ROWS = [
  '1|Information strategy|60 days|01/02/18|30/04/18||Jane Smith|40%',
  '1.1|Draft the strategy|20 days|01/02/18|28/02/18||DRO[50%];SIRO|100%',
  '1.2|Approval|40 days|01/03/18|30/04/18|||0%',
  '1.2.1|Ask the board|20 days|01/03/18|Fri 30/03/18|2|HR,Finance,"Smith, Jane"[50%]|0%',
  '1.3|Publish the strategy|1 day|30/04/18|30 April 2018 17:00||Jane Smith[25%],Records team|0%',
  '10|Training|10 days|01/05/18|30/06/18|||0%',
  '10.1|Train everybody|10 days|01/05/18|30/06/18|3|Records team|0%',
  '11|Close|1 day|01/07/18|01/07/18||DRO|0%',
]
const told = (rows: readonly string[], choices?: Choices) =>
  planOf(tableOf(...rows), choices).recommendations.map(({ ref, actions }) => [
    ref,
    actions.map((action) => `${action.ref} ${action.owners.join('+')}`),
  ])

describe('a list of a project’s tasks', () => {
  const plan = planOf(tableOf(HEAD, ...ROWS))

  it('has headings where one task sums up others, and each task under its own', () =>
    assert.deepEqual(told([HEAD, ...ROWS]), [
      ['1', ['1.1 DRO+SIRO', '1.3 Jane Smith+Records team']],
      ['1.2', ['1.2.1 HR+Finance+Smith, Jane']],
      ['10', ['10.1 Records team']],
      [null, ['11 DRO']],
    ]))

  it('asks nothing, and lists the headings', () => {
    assert.deepEqual(plan.questions, [])
    assert.deepEqual(
      plan.otherRows.map(({ place, kind }) => [place, kind]),
      [
        ['t1r2', 'heading'],
        ['t1r4', 'heading'],
        ['t1r7', 'heading'],
      ],
    )
  })

  it('keeps what is said of a task that sums up others, and of which it is a part', () => {
    const [first, second] = plan.recommendations
    for (const words of ['Jane Smith', '% Complete: 40%', 'Finish: 30/04/18'])
      assert.ok(first?.commentary?.includes(words))
    assert.match(second?.commentary ?? '', /^Part of: 1 Information strategy/)
  })

  it('reads its dates, shares and counts', () => {
    assert.deepEqual(
      actionsOf(plan).map((action) => [action.target?.latest, statusOfRow(action)]),
      [
        ['2018-02-28', 'complete'],
        ['2018-04-30', 'not-started'],
        ['2018-03-30', 'not-started'],
        ['2018-06-30', 'not-started'],
        ['2018-07-01', 'not-started'],
      ],
    )
    assert.equal(actionsOf(plan)[0]?.ownersCell, 'DRO[50%];SIRO')
    assert.match(actionsOf(plan)[2]?.commentary ?? '', /Predecessors: 2/)
  })

  it('can have a heading read as an action', () =>
    assert.deepEqual(told([HEAD, ...ROWS], { rows: { t1r4: 'action' } })[0], [
      '1',
      ['1.1 DRO+SIRO', '1.2 ', '1.2.1 HR+Finance+Smith, Jane', '1.3 Jane Smith+Records team'],
    ]))

  it('tells headings by the level of an outline, by its number, and below a project’s own 0', () => {
    const rows = ['1|Strategy|1|', '2|Draft it|2|DRO', '3|Publish it|2|SIRO', '4|Training|1|HR']
    const wanted = [
      ['1', ['2 DRO', '3 SIRO']],
      [null, ['4 HR']],
    ]
    assert.deepEqual(told(['ID|Name|Outline Level|Resource Names', ...rows]), wanted)
    assert.deepEqual(
      told(['ID|Task Mode|Task Name|Outline Level|Resource Names', ...rows.map((row) => row.replace('|', '|Auto|'))]),
      wanted,
    )
    const zero = told(['Outline Number|Task Name|Resource Names', '0|Project|', '1|Draft it|DRO', '2|Close it|HR'])
    assert.deepEqual(zero, [['0', ['1 DRO', '2 HR']]])
    const bare = told(['No|Task|Predecessors|Finish', '1|Strategy||', '1.1|Draft it||1/5/18', '2|Tell it|1.1|1/6/18'])
    assert.deepEqual(
      bare.map(([ref]) => ref),
      ['1', null],
    )
  })

  it('belongs to the heading above it where no task is above', () => {
    const { recommendations } = planOf(`<h2>Recommendation 7: Be ready</h2>${tableOf(HEAD, ...ROWS)}`)
    assert.deepEqual(
      recommendations.find(({ ref }) => ref === '7')?.actions.map(({ ref }) => ref),
      ['11'],
    )
  })

  it('leaves other tables as they are', () => {
    assert.deepEqual(told(['WBS|Task Name|Owner', '1|Write it|DRO', '1|Tell it|SIRO']), [[null, ['1 DRO', '1 SIRO']]])
    const named = told(['WBS|Recommendation|Task Name|Owner', '1|Be ready|Write it|DRO', '1.1|Be ready|Tell it|SIRO'])
    assert.equal(named.flatMap(([, actions]) => actions).length, 2)
    assert.deepEqual(told(['Ref|Action|Owner', '1|Write it|DRO', '1.1|Tell it|SIRO']), [[null, ['1 DRO', '1.1 SIRO']]])
    const { questions } = planOf(tableOf('Ref|Action|Resources|Owner', '1|Write it|£5k|DRO'))
    assert.deepEqual(
      questions.map(({ question }) => question),
      ['What does the column “Resources” hold?'],
    )
  })
})
