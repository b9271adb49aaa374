import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { ImportedPlan } from '../model/model.ts'
import { actionsOf, planOf, tableOf } from '../tables.fixture.ts'

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

const questionUnder = (header: string) =>
  `A cell under “${header}” stands beside several actions. Does it hold the reference of each of them, or of their recommendation?`
const refs = (plan: ImportedPlan) => actionsOf(plan).map(({ ref }) => ref)

describe('a number whose cell is merged over several actions', () => {
  for (const header of ['No.', 'No', 'Number', 'Ref', '#', 'Item'])
    it(`is that of each of them, and is asked about once, where nothing says whose it is: ${header}`, () => {
      const plan = planOf(table(heads(header), ...GROUPS))
      const actions = [
        ['1', 'Write the policy'],
        ['1', 'Publish it'],
        ['2', 'Train staff'],
      ]
      assert.deepEqual(told(plan), [[null, null, actions]])
      assert.deepEqual(plan.questions, [
        {
          where: 'Table 1, column 1',
          place: null,
          question: questionUnder(header),
          guess: 'Of each of them: the actions keep it.',
        },
      ])
    })

  it('is that of their group, and is not asked about, once a person says so', () => {
    const fields = ['recommendation-ref', 'action', 'owner', 'target'] as const
    const plan = planOf(table(heads('No.'), ...GROUPS), { columns: { 0: fields } })
    assert.deepEqual(
      [plan.recommendations.map(({ ref }) => ref), refs(plan), plan.questions],
      [['1', '2'], [null, null, null], []],
    )
  })

  it('goes with the words that are merged beside it, and leaves the actions their own references', () => {
    const actions = [
      [null, 'Write the policy'],
      [null, 'Publish it'],
    ]
    for (const header of ['Recommendation', 'Objective', 'Theme']) {
      const rows = merged('1', ['Write the policy', 'Publish it'], 'Have a policy')
      const plan = planOf(table(['No.', header, 'Action', 'Owner', 'Due'], rows))
      assert.deepEqual([told(plan), plan.questions], [[['1', 'Have a policy', actions]], []], header)
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

  it('is that of their group where each action has a reference before its words', () => {
    const numbered = planOf(table(heads('No.'), merged('1', ['1.1 Write', '1.2 Print']), merged('2', ['2.1 Train'])))
    assert.deepEqual(
      told(numbered).map(([ref]) => ref),
      ['1', '2'],
    )
    assert.deepEqual([refs(numbered), numbered.questions], [['1.1', '1.2', '2.1'], []])
    const some = planOf(table(heads('No.'), merged('1', ['1.1 Write', 'Print it']), merged('2', ['Train staff'])))
    assert.deepEqual(refs(some), ['1', '1', '2'])
  })

  it('stays the action’s where it is called so, comes back, or a row names the recommendation', () => {
    const plain = (html: string) => {
      const plan = planOf(html)
      assert.deepEqual(plan.questions, [])
      return refs(plan)
    }
    assert.deepEqual(plain(table(heads('Action no.'), ...GROUPS)), ['1', '1', '2'])
    assert.deepEqual(plain(table(heads('No.'), ...GROUPS, merged('1', ['Buy boxes']))), ['1', '1', '2', '1'])
    const named = table(heads('No.'), '<tr><td colspan=4>Recommendation 7: Have a policy', ...GROUPS)
    assert.deepEqual(plain(named), ['1', '1', '2'])
    assert.deepEqual(planOf(named).recommendations[0]?.ref, '7')
    const one = '<tr><td rowspan=2>1<td rowspan=2>Write<td>DRO<td>June 2018<tr><td>HR<td>'
    assert.deepEqual(plain(table(heads('No.'), one)), ['1'], 'one action over two rows')
  })

  it('leaves the heading above it what it names', () => {
    for (const [heading, ref, text] of [
      ['Strand A – People', 'A', 'People'],
      ['Theme 5: People', '5', 'People'],
      ['2. Records management', '2', 'Records management'],
    ] as const) {
      const rows = table(heads('Ref'), merged('2.1', ['Agree labels', 'Apply labels']), merged('2.2', ['Find formats']))
      const plan = planOf(`<h2>${heading}</h2>${rows}`)
      assert.deepEqual(
        plan.recommendations.map((one) => [one.ref, one.text]),
        [[ref, text]],
      )
      assert.deepEqual([refs(plan), plan.leftOver], [['2.1', '2.1', '2.2'], []])
      assert.deepEqual(
        plan.questions.map(({ question }) => question),
        [questionUnder('Ref')],
      )
    }
  })

  it('leaves a heading within the table the rows below it', () => {
    const heading = '<tr><td colspan=4>Records management</td></tr>'
    const rows = [heading, merged('2.1', ['Agree labels', 'Apply labels']), merged('2.2', ['Find formats'])]
    const plan = planOf(table(heads('Ref'), ...rows))
    assert.deepEqual(
      told(plan).map(([, text]) => text),
      ['Records management'],
    )
    assert.deepEqual([refs(plan), plan.leftOver], [['2.1', '2.1', '2.2'], []])
  })
})

describe('a heading above actions of other recommendations', () => {
  const rows = table(heads('Rec no'), merged('2.1', ['Agree labels', 'Apply labels']), merged('2.2', ['Find formats']))
  const left = (html: string) => planOf(html).leftOver.map(({ text, why }) => [text, why])

  it('is listed with a reason that says so', () => {
    const why = 'The actions below it belong to other recommendations.'
    assert.deepEqual(left(`<h2>2. Records management</h2>${rows}`), [['2 Records management', why]])
    const below = `<h2>2. Records</h2><h3>Recommendation 4: Keep records</h3>${table(heads('Ref'), merged('1', ['Write']))}`
    assert.deepEqual(left(below), [['2 Records', why]])
  })

  it('is not what an earlier or higher heading without any actions is', () => {
    const why = 'It has no actions.'
    const alone = left(`<h2>7. Leadership</h2><p>All is well.</p><h2>2. Records management</h2>${rows}`)
    assert.deepEqual(alone[0], ['7 Leadership\nAll is well.', why])
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
