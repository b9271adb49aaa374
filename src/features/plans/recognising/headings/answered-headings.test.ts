import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { planOf, tableOf } from '../tables.fixture.ts'

const told = (html: string) =>
  planOf(html).recommendations.map(({ ref, text, commentary, actions }) => [
    ref,
    text,
    commentary,
    actions.map((action) => action.text).join('+'),
  ])
const head = (words: string) => `<h2>${words}</h2>`
const card = (words: string, action: string, label = 'Recommendation') =>
  tableOf(`${label}|${words}`, `Action|${action}`, 'Owner|DRO', 'Due|May 2019')
const BOTH = [
  ['1', 'Keep it', null, 'Write'],
  ['2', 'Sell it', null, 'Ask'],
]

describe('a heading that is only a number', () => {
  for (const [one, two] of [
    ['Recommendation 1', 'Recommendation 2'],
    ['R1', 'R2'],
    ['Rec. 1', 'Rec. 2'],
    ['Finding 1', 'Finding 2'],
  ] as const) {
    it(`gives it to what a card below names: ${one}`, () =>
      assert.deepEqual(told(head(one) + card('Keep it', 'Write') + head(two) + card('Sell it', 'Ask')), BOTH))

    it(`gives it to what a table below names: ${one}`, () => {
      const table = (words: string, action: string) =>
        tableOf('Recommendation|Action|Owner|Due', `${words}|${action}|DRO|May 2019`)
      assert.deepEqual(told(head(one) + table('Keep it', 'Write') + head(two) + table('Sell it', 'Ask')), BOTH)
    })

    it(`gives it where it stands in the first row of a card: ${one}`, () => {
      const titled = (words: string, rest: string) => rest.replace('<tr>', `<tr><td colspan="2">${words}</td></tr><tr>`)
      const html = titled(one, card('Keep it', 'Write')) + titled(two, card('Sell it', 'Ask'))
      assert.deepEqual(told(html), BOTH)
    })
  }

  it('gives it within a table, alone or across it, and nobody is asked', () => {
    const rows = ['Recommendation|Action|Owner|Due', 'Recommendation 1|||', 'Keep it|Write|DRO|May 2019']
    const more = ['Recommendation 2|||', 'Sell it|Ask|DRO|May 2019']
    const table = tableOf(...rows, ...more)
    const across = table.replace(
      /<td>(Recommendation \d)<\/td><td><\/td><td><\/td><td><\/td>/g,
      '<td colspan="4">$1</td>',
    )
    assert.notEqual(across, table)
    for (const html of [table, across]) {
      assert.deepEqual(told(html), BOTH)
      assert.deepEqual(
        planOf(html).questions.filter(({ where }) => where !== 'The document'),
        [],
      )
    }
  })

  it('gives it by the label of a card', () =>
    assert.deepEqual(
      told(card('Keep it', 'Write', 'Recommendation 1') + card('Sell it', 'Ask', 'Recommendation 2')),
      BOTH,
    ))

  it('gives it to a recommendation that a list above names, and makes none of the heading', () => {
    const list = tableOf('Recommendation|Action|Owner', 'Keep it||', 'Sell it||')
    const html =
      list + head('Recommendation 1') + card('Keep it', 'Write') + head('Recommendation 2') + card('Sell it', 'Ask')
    assert.deepEqual(told(html), BOTH)
  })

  it('keeps its paragraphs', () => {
    const [first] = told(`${head('Recommendation 1')}<p>It was lost.</p>${card('Keep it', 'Write')}`)
    assert.deepEqual(first, ['1', 'Keep it', 'It was lost.', 'Write'])
  })
})

describe('a heading with words over recommendations that tables name', () => {
  it('says them of the first, which takes its number', () =>
    assert.deepEqual(told(head('Finding 1 - No rule') + card('Keep it', 'Write')), [
      ['1', 'Keep it', 'Finding 1 - No rule', 'Write'],
    ]))

  const rows = ['Recommendation|Action|Owner|Due', 'Keep it|Write|DRO|May 2019', 'Sell it|Ask|DRO|May 2019']
  it('says them of each, and keeps its number where it is over several', () => {
    const html = head('Theme 1: People') + tableOf(...rows) + head('Theme 2: Places') + card('Buy it', 'Pay')
    assert.deepEqual(told(html), [
      [null, 'Keep it', 'Theme 1: People', 'Write'],
      [null, 'Sell it', 'Theme 1: People', 'Ask'],
      [null, 'Buy it', 'Theme 2: Places', 'Pay'],
    ])
  })

  it('gives way to numbers of the table’s own', () => {
    const own = tableOf('Ref|Recommendation|Action|Owner', '1.1|Keep it|Write|DRO', '1.2|Sell it|Ask|DRO')
    assert.deepEqual(told(head('Theme 1: People') + own), [
      ['1.1', 'Keep it', 'Theme 1: People', 'Write'],
      ['1.2', 'Sell it', 'Theme 1: People', 'Ask'],
    ])
  })

  it('stays the recommendation where it says one and the column is called otherwise', () => {
    const table = tableOf('Issue|Action|Owner|Due', 'No rule|Write|DRO|May 2019', 'Old rule|Burn it|DRO|May 2019')
    const [only, ...others] = planOf(head('Recommendation 1: Keep it') + table).recommendations
    assert.deepEqual([only?.ref, only?.text, others], ['1', 'Keep it', []])
    assert.deepEqual(
      only?.actions.map(({ commentary }) => commentary),
      ['Issue: No rule', 'Issue: Old rule'],
    )
  })
})
