import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Choices } from '../model/model.ts'
import { actionsOf, planOf, tableOf } from '../tables.fixture.ts'

const HEAD = 'Ref|Action|Lead|Date|Status'
const read = (rows: readonly string[], choices?: Choices) => planOf(tableOf(HEAD, ...rows), choices)
const told = (rows: readonly string[], choices?: Choices) =>
  read(rows, choices).recommendations.map(({ ref, text, actions }) => [ref, text, actions.map((one) => one.ref)])
/** A reference without brackets round the whole of it. */
const bare = (ref: string) => ref.replace(/^\((.*)\)$/, '$1')
const asked = (rows: readonly string[]) =>
  read(rows).questions.filter(({ question }) => question.startsWith('Are rows headings'))

describe('a row whose number those below carry on', () => {
  for (const [one, a, b, two, c] of [
    ['1', '1.1', '1.2', '2', '2.1'],
    ['R1', 'R1a', 'R1b', 'R2', 'R2a'],
    ['1.', '1(a)', '1(b)', '2.', '2(a)'],
    ['A1', 'A1.1', 'A1.2', 'A2', 'A2.1'],
    ['A', 'A1', 'A2', 'B', 'B1'],
    ['H', 'H1', 'H2', 'I', 'I1'],
    ['A', 'A.1', 'A.2', 'B', 'B.1'],
    ['A.', 'A-1', 'A-2', 'B.', 'B-1'],
    ['1.0', '1.1', '1.2', '2.0', '2.1'],
    ['1.00', '1.01', '1.02', '2.00', '2.01'],
    ['1', 'a', 'b', '2', 'a'],
    ['1', 'A', 'B', '2', 'A'],
    ['1.', '(i)', '(ii)', '2.', '(i)'],
    ['R1', 'a', 'b', 'R2', 'a'],
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
          ['Keep it', [a, b].map(bare)],
          ['Sell it', [c].map(bare)],
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
      ['A|Keep it|DRO||', 'A1|Write|DRO|May 2019|'],
      ['1.0|Keep it||May 2019|', '1.1|Write|DRO|May 2019|'],
      ['1.0|Keep it|||', '2.1|Write|DRO|May 2019|'],
      ['1|Keep it|DRO||', 'a|Write|DRO|May 2019|'],
      ['1|Keep it|||', 'b|Write|DRO|May 2019|'],
      ['A|Keep it|||', 'B1|Write|DRO|May 2019|'],
      ['H1|Keep it|||', 'I|Write|DRO|May 2019|'],
    ]) {
      assert.equal(actionsOf(read(rows)).length, 2)
      assert.deepEqual(asked(rows), [])
    }
  })

  it('is an action where no row has an owner or a date, unless its whole number is carried on', () => {
    for (const rows of [
      ['1.0|Keep it', '1.1|Write'],
      ['A|Keep it', 'A1|Write'],
      ['1|Keep it', 'a|Write'],
    ]) {
      const plan = planOf(tableOf('Ref|Action', ...rows))
      assert.equal(actionsOf(plan).length, 2, rows.join())
      const unfilled = planOf(tableOf(HEAD, ...rows.map((row) => `${row}|||Complete`)))
      assert.equal(actionsOf(unfilled).length, 2, rows.join())
    }
  })

  it('opens no recommendation without words beside it', () => {
    const rows = ['1.0|Keep it|||', '1.1|Write|DRO|May 2019|', '1.2|Agree|DRO||']
    assert.deepEqual(told(rows), [['1.0', 'Keep it', ['1.1', '1.2']]])
  })
})

describe('a heading above a row whose number those below carry on', () => {
  const FULL = 'DRO|May 2019|'
  const all = (rows: readonly string[]) =>
    read(rows).recommendations.map(({ ref, text, commentary, actions }) => [
      ref,
      text,
      commentary,
      actions.map((one) => one.ref).join(),
    ])

  it('is said of it, and opens nothing that stays empty', () => {
    const rows = ['Theme 2: Storage||||', 'R3|Clear it|||', `R3.1|Sort|${FULL}`, `R3.2|Move|${FULL}`]
    assert.deepEqual(all(rows), [['R3', 'Clear it', 'Part of: Theme 2: Storage', 'R3.1,R3.2']])
    assert.deepEqual(read(rows).leftOver, [])
  })

  it('keeps the rows below it that stand under no such number', () => {
    const rows = [
      'R1|Plan|||',
      `R1.1|Ask|${FULL}`,
      'Theme 2: Storage||||',
      'R3|Clear it|||',
      `R3.1|Sort|${FULL}`,
      `R4|Tell|${FULL}`,
    ]
    assert.deepEqual(all(rows), [
      ['R1', 'Plan', null, 'R1.1'],
      ['2', 'Storage', null, 'R4'],
      ['R3', 'Clear it', 'Part of: Theme 2: Storage', 'R3.1'],
    ])
  })
})
