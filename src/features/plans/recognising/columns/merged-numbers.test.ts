import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { ImportedPlan } from '../model/model.ts'
import { planOf, tableOf } from '../tables.fixture.ts'

/** Rows below a number that is merged over all of them, and over the words beside it where there are some. */
const merged = (number: string, texts: readonly string[], words: string | null = null): string =>
  texts
    .map((text, index) => {
      const over = [number, ...(words === null ? [] : [words])].map((one) => `<td rowspan=${texts.length}>${one}</td>`)
      return `<tr>${index === 0 ? over.join('') : ''}<td>${text}</td><td>DRO</td><td>June 2018</td></tr>`
    })
    .join('')
const table = (headers: readonly string[], ...rows: readonly string[]) =>
  `<table><tr>${headers.map((header) => `<th>${header}</th>`).join('')}</tr>${rows.join('')}</table>`
const heads = (header: string) => [header, 'Action', 'Owner', 'Due']
const GROUPS = [merged('1', ['Write the policy', 'Publish it']), merged('2', ['Train staff'])]
const told = ({ recommendations }: ImportedPlan) =>
  recommendations.map(({ ref, text, actions }) => [ref, text, actions.map((one) => [one.ref, one.text])])

describe('a number whose cell is merged over several actions', () => {
  for (const header of ['No.', 'No', 'Number', 'Ref', '#', 'Item'])
    it(`is that of their group: ${header}`, () => {
      assert.deepEqual(told(planOf(table(heads(header), ...GROUPS))), [
        [
          '1',
          null,
          [
            [null, 'Write the policy'],
            [null, 'Publish it'],
          ],
        ],
        ['2', null, [[null, 'Train staff']]],
      ])
    })

  it('goes with the words that are merged beside it, and leaves the actions their own references', () => {
    const actions = [
      [null, 'Write the policy'],
      [null, 'Publish it'],
    ]
    for (const header of ['Recommendation', 'Objective', 'Theme']) {
      const rows = merged('1', ['Write the policy', 'Publish it'], 'Have a policy')
      const plan = planOf(table(['No.', header, 'Action', 'Owner', 'Due'], rows))
      assert.deepEqual(told(plan), [['1', 'Have a policy', actions]], header)
    }
    const own = '<tr><td rowspan=2>1<td>1a<td>Write<td>DRO<tr><td>1b<td>Print<td>DRO'
    assert.deepEqual(told(planOf(table(['No.', 'Ref', 'Action', 'Owner'], own))), [
      [
        '1',
        null,
        [
          ['1a', 'Write'],
          ['1b', 'Print'],
        ],
      ],
    ])
  })

  it('stays the action’s where it is called so, comes back, or a row names the recommendation', () => {
    const refs = (html: string) => planOf(html).recommendations.flatMap(({ actions }) => actions.map(({ ref }) => ref))
    assert.deepEqual(refs(table(heads('Action no.'), ...GROUPS)), ['1', '1', '2'])
    assert.deepEqual(refs(table(heads('No.'), ...GROUPS, merged('1', ['Buy boxes']))), ['1', '1', '2', '1'])
    const named = table(heads('No.'), '<tr><td colspan=4>Recommendation 7: Have a policy', ...GROUPS)
    assert.deepEqual(refs(named), ['1', '1', '2'])
    assert.deepEqual(planOf(named).recommendations[0]?.ref, '7')
    const one = '<tr><td rowspan=2>1<td rowspan=2>Write<td>DRO<td>June 2018<tr><td>HR<td>'
    assert.deepEqual(refs(table(heads('No.'), one)), ['1'], 'one action over two rows')
  })

  it('stands below a heading that has another, which is said of each', () => {
    for (const heading of ['Strand A – People', 'Theme 5: People']) {
      const plan = planOf(`<h2>${heading}</h2>${table(heads('No.'), ...GROUPS)}`)
      assert.deepEqual(
        plan.recommendations.map(({ ref, commentary, actions }) => [ref, commentary, actions.length]),
        [
          ['1', heading, 2],
          ['2', heading, 1],
        ],
      )
    }
  })
})

describe('a heading with a letter directly above a table', () => {
  const rows = tableOf('Ref|Action|Owner|Due', '1|Write|DRO|June 2018', '2|Print|HR|July 2018')
  const read = (html: string) => {
    const { recommendations, leftOver, questions, title } = planOf(html)
    return { named: recommendations.map(({ ref, text }) => [ref, text]), leftOver, questions, title }
  }
  for (const words of ['Strand A – People', 'Strand A: People', 'Pillar A. People', 'Work stream A - People'])
    for (const open of ['h2', 'h3', 'b'])
      it(`names what stands in it: <${open}>${words}`, () => {
        const { named, leftOver, title } = read(`<${open}>${words}</${open}>${rows}`)
        assert.deepEqual([named, leftOver, title], [[['A', 'People']], [], 'Plan 2018-19'])
      })

  it('names what stands in it as a plain line only beside another, and is asked about alone', () => {
    const [first, second] = [`<p>Strand A – People</p>${rows}`, `<p>Strand B – Places</p>${rows}`]
    assert.deepEqual(read(first + second).named, [
      ['A', 'People'],
      ['B', 'Places'],
    ])
    const { named, questions } = read(first)
    assert.deepEqual(
      [named, questions.map(({ question }) => question)],
      [[[null, null]], ['Does “Strand A – People” name the recommendation or group of all rows?']],
    )
    assert.deepEqual(read(`<p>Strand I: People</p>${rows}<p>Strand II: Places</p>${rows}`).named, [
      ['I', 'People'],
      ['II', 'Places'],
    ])
  })

  it('names the first as the second, and no part of any document', () => {
    assert.deepEqual(read(`<h2>Strand A</h2>${rows}<h2>Strand B – Places</h2>${rows}`).named, [
      ['A', null],
      ['B', 'Places'],
    ])
    assert.deepEqual(read(`<h2>Part A – People</h2>${rows}`).named, [[null, null]])
    assert.deepEqual(read(`<h2>Priority actions</h2>${rows}`).named, [[null, null]])
  })

  it('is asked about where its number is a word', () => {
    const { questions } = read(`<h2>Pillar one: People</h2>${rows}`)
    assert.ok(
      questions.some(({ question }) => question.startsWith('Does “Pillar one: People” name the recommendation')),
    )
  })
})
