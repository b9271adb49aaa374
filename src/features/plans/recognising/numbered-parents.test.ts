import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Choices } from './model.ts'
import { actionsOf, planOf, tableOf } from './tables.fixture.ts'

const HEAD = 'Ref|Action|Lead|Date|Status'
const read = (rows: readonly string[], choices?: Choices) => planOf(tableOf(HEAD, ...rows), choices)
const told = (rows: readonly string[], choices?: Choices) =>
  read(rows, choices).recommendations.map(({ ref, text, actions }) => [ref, text, actions.map((one) => one.ref)])
const asked = (rows: readonly string[]) =>
  read(rows).questions.filter(({ question }) => question.startsWith('Are rows headings'))

describe('a row whose number those below carry on', () => {
  for (const [one, a, b, two, c] of [
    ['1', '1.1', '1.2', '2', '2.1'],
    ['R1', 'R1a', 'R1b', 'R2', 'R2a'],
    ['1.', '1(a)', '1(b)', '2.', '2(a)'],
    ['A1', 'A1.1', 'A1.2', 'A2', 'A2.1'],
  ] as const)
    it(`is a heading where nobody and no day stands beside it, and it is asked once: ${one}, ${a}`, () => {
      const rows = [
        `${one}|Keep it|||`,
        `${a}|Write|DRO|May 2019|`,
        `${b}|Agree|DRO|May 2019|`,
        `${two}|Sell it|||`,
        `${c}|Ask|DRO|May 2019|`,
      ]
      assert.deepEqual(
        told(rows).map(([, text, refs]) => [text, refs]),
        [
          ['Keep it', [a, b]],
          ['Sell it', [c]],
        ],
      )
      assert.deepEqual(
        asked(rows).map(({ places }) => places),
        [['t1r2', 't1r5']],
      )
      assert.equal(actionsOf(read(rows, { rows: { t1r2: 'action' } })).length, 4)
    })

  it('is an action where somebody or a day stands beside it, or no number carries it on', () => {
    for (const rows of [
      ['1|Keep it|DRO||', '1.1|Write|DRO|May 2019|'],
      ['1|Keep it||May 2019|', '1.1|Write|DRO|May 2019|'],
      ['1|Keep it|||', '2|Write|DRO|May 2019|'],
      ['1|Keep it|||', '10|Write|DRO|May 2019|'],
    ]) {
      assert.equal(actionsOf(read(rows)).length, 2)
      assert.deepEqual(asked(rows), [])
    }
  })
})
