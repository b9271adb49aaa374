import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { actionsOf, planOf, tableOf } from './tables.fixture.ts'

const card = (number: number) =>
  tableOf(
    `Ref|${number}|Priority|High`,
    `Recommendation|Have rule ${number}|Accepted|Yes`,
    `Action|Write rule ${number}|Owner|DRO`,
    'Due|30/09/2018|Status|Complete',
  )
const merged = (number: number) =>
  `<table><tr><td>Ref<td>${number}<td>Priority<td>High</tr><tr><td>Recommendation:<td colspan=3>Have rule ${number}</tr><tr><td>Action:<td colspan=3>Write rule ${number}</tr><tr><td>Owner<td>DRO<td>Due<td>30/09/2018</tr><tr><td>Status<td>Complete<td>Comments<td></tr></table>`

describe('cards with labels beside their values in several columns', () => {
  for (const [name, of] of [
    ['of four cells in each row', card],
    ['with merged cells', merged],
  ] as const)
    it(`are one action each: ${name}`, () => {
      const plan = planOf(of(1) + of(2))
      assert.deepEqual(
        plan.recommendations.map(({ text }) => text),
        ['Have rule 1', 'Have rule 2'],
      )
      assert.deepEqual(
        actionsOf(plan).map(({ ref, text, owners, priority, status, target }) => [
          ref,
          text,
          owners,
          priority,
          status,
          target?.latest,
        ]),
        [1, 2].map((number) => [`${number}`, `Write rule ${number}`, ['DRO'], 'High', 'Complete', '2018-09-30']),
      )
      assert.deepEqual([plan.leftOver, plan.questions], [[], []])
    })

  it('are no tables with headers above, however short', () => {
    for (const rows of [
      ['Action|Owner|Due|Status', 'Write it|DRO|June 2018|Open'],
      ['Ref|Action|Owner|Due', '1|Write it|DRO|June 2018'],
      ['Action|Owner|Comments|Status', 'Write it|DRO|Complete|In progress'],
      ['Ref|Action|Ref|Owner', '1|Write it|2|DRO'],
    ])
      assert.deepEqual(
        actionsOf(planOf(tableOf(...rows))).map(({ text }) => text),
        ['Write it'],
      )
  })
})
