import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type BlockOf, makeDocx, makeOdf } from '../../../../../test/documents/make.ts'
import { readBytes } from '../../../../platform/reading/read.ts'
import { recognisePlan } from '../recognise.ts'

const table = (number: number): BlockOf => ({
  rows: [
    ['Recommendation', 'Ref', 'Action', 'Owner', 'Due', 'Status'],
    [`R${number}. Govern part ${number}`, `${number}.1`, 'Write it', 'DRO', 'June 2019', 'Open'],
    [`R${number}b. Teach part ${number}`, `${number}.2`, 'Teach it', 'DRO', 'June 2019', 'Open'],
  ],
})
const actions = (number: number): BlockOf => ({
  rows: [
    ['Ref', 'Action', 'Owner'],
    [`${number}.1`, 'Write it', 'DRO'],
  ],
})
const FORMATS = ['docx', 'odt'] as const
const readAs = (format: (typeof FORMATS)[number], ...blocks: readonly BlockOf[]) => {
  const bytes = format === 'docx' ? makeDocx(blocks) : makeOdf('text', blocks)
  return recognisePlan(readBytes(bytes, 'p'), '2019-05-01')
}
const updated = ({ recommendations }: ReturnType<typeof recognisePlan>) => recommendations.map((one) => one.updated)
const commentary = ({ recommendations }: ReturnType<typeof recognisePlan>) =>
  recommendations.map((one) => one.commentary)

describe('words below a table', () => {
  it('that say a day between tables speak of what stands below, are asked about, and date no plan', () => {
    const line = 'Position at 31 March 2019'
    for (const format of FORMATS)
      for (const between of [{ text: line }, { heading: line }]) {
        const plan = readAs(format, { title: 'Our plan' }, table(1), between, table(2))
        assert.equal(plan.isDated, false)
        assert.deepEqual(updated(plan), [null, null, '2019-03-31', '2019-03-31'])
        assert.deepEqual(plan.questions.map(({ where, question, guess }) => [where, question, guess]).slice(1), [
          [
            'Paragraph 3',
            '“Position at 31 March 2019” stands between two tables. Does it speak of what stands below it?',
            'Yes: what stands below was as it says on 31 March 2019, and what stands above was not dated by it.',
          ],
        ])
      }
  })

  it('that say a day before another that does are left over', () => {
    const said = [{ text: 'Position at 31 March 2019' }, { text: 'Position at 30 April 2019' }]
    for (const format of FORMATS) {
      const plan = readAs(format, { title: 'Our plan' }, table(1), ...said, table(2))
      assert.deepEqual(updated(plan), [null, null, '2019-04-30', '2019-04-30'])
      assert.deepEqual(
        plan.leftOver.map(({ text }) => text),
        ['Position at 31 March 2019'],
      )
    }
  })

  it('that say a day before a heading speak of nothing that is known, and are left over', () => {
    const heading = { heading: 'Recommendation 7: Do more' }
    for (const format of FORMATS) {
      const plan = readAs(
        format,
        { title: 'Our plan 2018-19' },
        table(1),
        { text: 'Position at 31 March 2019' },
        heading,
        actions(7),
      )
      assert.deepEqual(updated(plan), [null, null, null])
      assert.deepEqual(
        plan.leftOver.map(({ text }) => text),
        ['Position at 31 March 2019'],
      )
    }
  })

  it('that say a day behind the last table, or before the first, speak of all', () => {
    for (const place of [
      [table(1), table(2), { text: 'Last updated 31 March 2019' }],
      [{ text: 'Position at 31 March 2019' }, table(1), table(2)],
    ]) {
      const plan = readAs('odt', { title: 'Our plan' }, ...place)
      assert.equal(plan.asOf, '2019-03-31')
      assert.deepEqual(updated(plan), ['2019-03-31', '2019-03-31', '2019-03-31', '2019-03-31'])
      assert.deepEqual(plan.questions, [])
    }
  })

  it('are left over, and no commentary of the last recommendation of the table', () => {
    for (const words of ['Dropped', 'Key: R is red, A is amber', 'Prepared by the DRO', 'This plan was agreed by all'])
      for (const place of [
        [table(1), { text: words }, table(2)],
        [table(1), table(2), { text: words }],
      ])
        for (const format of FORMATS) {
          const plan = readAs(format, { title: 'Our plan 2018-19' }, ...place)
          assert.deepEqual(commentary(plan), [null, null, null, null])
          assert.deepEqual(
            plan.leftOver.map(({ text, why }) => [text, why]),
            [[words, 'It stands below a table.']],
          )
        }
  })

  it('belong to the recommendation whose heading stands above, and it is asked once', () => {
    const section = (number: number, ...below: readonly BlockOf[]) => [
      { heading: `Recommendation ${number}` },
      { text: `Do thing ${number}` },
      actions(number),
      ...below,
    ]
    const plan = readAs(
      'docx',
      { title: 'Our plan 2018-19' },
      ...section(1, { text: 'This went well.' }),
      ...section(2, { text: 'This went badly.' }),
      ...section(3, { text: 'Key: R is red' }),
    )
    assert.deepEqual(commentary(plan), ['This went well.', 'This went badly.', null])
    assert.deepEqual(
      plan.leftOver.map(({ text }) => text),
      ['Key: R is red'],
    )
    assert.deepEqual(
      plan.questions.map(({ where, question }) => [where, question]),
      [
        [
          'Paragraph 5',
          'Do the paragraphs that stand below tables, such as “This went well.”, belong to the recommendation above them?',
        ],
      ],
    )
  })

  it('that are said above a table under a heading are commentary as before', () => {
    const plan = readAs(
      'docx',
      { title: 'Our plan 2018-19' },
      { heading: 'Recommendation 1' },
      { text: 'Do it' },
      { text: 'Progress update – May 2017' },
      { text: 'It goes well.' },
      actions(1),
      { heading: 'Recommendation 2' },
      { text: 'Do that' },
      { text: 'It goes badly.' },
      actions(2),
    )
    assert.deepEqual(commentary(plan), ['It goes well.', 'It goes badly.'])
    assert.deepEqual(updated(plan), ['2017-05-31', null])
    assert.deepEqual(plan.questions, [])
  })
})

describe('the date of a plan', () => {
  it('is read from a line under a recommendation that stands between tables', () => {
    for (const opening of [{ heading: 'Recommendation 2' }, { text: 'Recommendation 2: Do that' }])
      for (const format of FORMATS) {
        const update = { text: 'Progress update – May 2017' }
        const plan = readAs(format, { title: 'Our plan' }, actions(1), opening, update, actions(2))
        const asked = plan.questions.filter(({ question }) => !question.startsWith('Does “Recommendation 2: Do that”'))
        assert.deepEqual([plan.asOf, plan.isDated, asked], ['2017-05-31', true, []])
      }
  })
})

describe('the title and the date of a plan', () => {
  it('are both read from one line', () => {
    for (const line of [
      'Records plan, as at 31 March 2019',
      'Records plan as at 31 March 2019',
      'Plan as at 31 March 2019',
      'Records plan (as at 31 March 2019)',
      'Records plan – position at 31 March 2019',
    ])
      for (const html of [`<h1>${line}</h1>`, `<p>${line}</p>`, `<p><b>${line}</b></p>`, `<title>${line}</title>`]) {
        const rows =
          '<table><tr><th>Ref</th><th>Action</th><th>Owner</th></tr><tr><td>1</td><td>Do it</td><td>DRO</td></tr></table>'
        const plan = recognisePlan(
          readBytes(Buffer.from(`<!doctype html><html>${html}${rows}`), 'p.html'),
          '2019-05-01',
        )
        assert.deepEqual([plan.title, plan.asOf, plan.isDated], [line, '2019-03-31', true], html)
        assert.deepEqual(plan.leftOver, [], html)
      }
  })
})
