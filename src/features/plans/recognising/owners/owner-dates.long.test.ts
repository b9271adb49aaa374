import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { actionsOf, planOf, tableOf } from '../tables.fixture.ts'

describe('days below owners', () => {
  it('name nobody, and are asked about once for the column', () => {
    const rows = [
      '1|Train|<p>DRO</p><p>30 September 2018</p>',
      '2|Tell|<p>HR</p><p>31/10/2018</p>',
      '3|Do|<p>DRO</p><p>SIRO</p>',
    ]
    const plan = planOf(tableOf('Ref|Action|Owner', ...rows))
    const actions = actionsOf(plan)
    assert.deepEqual(
      actions.map(({ owners }) => owners),
      [['DRO'], ['HR'], ['DRO', 'SIRO']],
    )
    assert.deepEqual(
      actions.map(({ ownersCell, target }) => [ownersCell, target]),
      [
        ['DRO\n30 September 2018', null],
        ['HR\n31/10/2018', null],
        [undefined, null],
      ],
    )
    assert.deepEqual(
      plan.questions.map(({ where, question, places }) => [where, question, places]),
      [
        [
          'Table 1, column 3',
          'Are dates below the owners, such as “30 September 2018”, those on which the actions are due?',
          ['t1r2', 't1r3'],
        ],
      ],
    )
  })
})

describe('a very long cell of owners', () => {
  it('is one owner as it is written, and asked about', () => {
    const cell = 'A &amp; B, '.repeat(4000).trim()
    const plan = planOf(tableOf('Ref|Action|Owner', `1|Train|${cell}`))
    assert.deepEqual(actionsOf(plan)[0]?.owners, [cell.replaceAll('&amp;', '&')])
    assert.match(plan.questions[0]?.question ?? '', /is too long to tell owners apart/)
    const list = Array.from({ length: 30 }, (_, index) => `Head of Branch ${index + 1}`)
    assert.equal(actionsOf(planOf(tableOf('Ref|Action|Owner', `1|Train|${list.join('; ')}`)))[0]?.owners.length, 30)
  })
})
