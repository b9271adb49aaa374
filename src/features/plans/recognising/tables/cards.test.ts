import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Choices } from '../model/model.ts'
import { actionsOf, planOf, tableOf } from '../tables.fixture.ts'

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

const upright = (action: string, ...others: readonly string[]) =>
  tableOf(`Action|${action}`, 'Owner|HR', 'Target date|July 2018', 'Status|Not started', ...others)
const told = (html: string) => {
  const plan = planOf(html)
  const actions = actionsOf(plan).map(({ ref, text, owners, target, status }) => [
    ref,
    text,
    owners.join(),
    target?.text,
    status,
  ])
  return { actions, questions: plan.questions, leftOver: plan.leftOver }
}

describe('cards with labels down their side', () => {
  for (const action of [
    'Update the asset register',
    'Review progress',
    'Report progress to the Board',
    'Appoint a lead',
    'Nominate responsible officers',
    'Agree target dates with suppliers',
    'Check status of contracts',
  ])
    it(`are one action where its words hold one of a header: ${action}`, () => {
      const expected = { actions: [[null, action, 'HR', 'July 2018', 'Not started']], questions: [], leftOver: [] }
      assert.deepEqual(told(upright(action)), expected)
    })

  it('are no tables below headers of several words, however their rows begin', () => {
    const plan = planOf(
      tableOf(
        'Action|Responsible manager|Completion by date',
        'Update the register|HR|July 2018',
        'Report progress|DRO|July 2018',
        'Check status|DRO|July 2018',
        'Agree target dates|DRO|July 2018',
      ),
    )
    assert.deepEqual(
      actionsOf(plan).map(({ text }) => text),
      ['Update the register', 'Report progress', 'Check status', 'Agree target dates'],
    )
  })

  const across = (number: number) =>
    upright('Write it').replace('<table>', `<table><tr><td colspan=2>Action ${number}</td></tr>`)
  for (const [name, of] of [
    ['a heading', (number: number) => `<h2>Action ${number}</h2>${upright('Write it')}`],
    ['a bold line', (number: number) => `<p><b>Action ${number}</b></p>${upright('Write it')}`],
    ['a line', (number: number) => `<p>Action ${number}</p>${upright('Write it')}`],
    ['a row across', across],
  ] as const)
    it(`take the number that stands alone above them: ${name}`, () =>
      assert.deepEqual(told(of(1) + of(2)), {
        actions: ['1', '2'].map((ref) => [ref, 'Write it', 'HR', 'July 2018', 'Not started']),
        questions: [],
        leftOver: [],
      }))

  it('keep a number of their own, and leave the one above them over', () => {
    const { actions, leftOver } = told(`<h2>Action 1</h2>${upright('Write it', 'Ref|A7')}`)
    assert.deepEqual(actions.flat()[0], 'A7')
    assert.deepEqual(
      leftOver.map(({ text }) => text),
      ['Action 1'],
    )
  })

  it('are no key of their colours', () => {
    const { questions } = told(['Green', 'Blue'].map((colour) => upright('Write it', `RAG|${colour}`)).join(''))
    assert.ok(!questions.some(({ question }) => question.includes('key')), JSON.stringify(questions))
  })
})

describe('a table of which somebody says what it is', () => {
  const strange = tableOf(
    'Deed|Keep the deeds dry',
    'Person|HR',
    'Moment|July 2018',
    'Comment|Late|but sure',
    '|and more',
  )
  const fields = (html: string, choices?: Choices) =>
    planOf(html, choices).tables.map(({ columns, laidOut }) => [laidOut?.shape, ...columns.map(({ header }) => header)])
  const LABELS = ['Deed', 'Person', 'Moment', 'Comment']

  it('is one action on a card, though nothing shows that it is one', () => {
    const shapes = { 0: 'card' } as const
    assert.equal(fields(strange)[0]?.[0], 'rows')
    assert.deepEqual(fields(strange, { shapes }), [['card', ...LABELS]])
    const columns = { 0: ['action', 'owner', 'target', 'commentary'] } as const
    const [action, ...others] = actionsOf(planOf(strange, { shapes, columns }))
    assert.deepEqual(
      [action?.text, action?.owners, action?.target?.text, action?.commentary, others.length],
      ['Keep the deeds dry', ['HR'], 'July 2018', 'Late\nbut sure\nand more', 0],
    )
  })

  it('is one action on a card also where it would stand beside the plan, below a row that says what it is, or has merged cells', () => {
    const plan = tableOf(
      'Ref|Action|Owner|Due|Status',
      '1|Write it|DRO|June 2018|Open',
      '2|Tell all|DRO|June 2018|Open',
    )
    assert.deepEqual(fields(plan + strange, { shapes: { 1: 'card' } })[1], ['card', ...LABELS])
    const titled = strange.replace('<table>', '<table><tr><td colspan=3>Recommendation 3</td></tr>')
    assert.deepEqual(fields(titled, { shapes: { 0: 'card' } }), [['card', ...LABELS]])
    const merged =
      '<table><tr><td>Deed<td colspan=2>Keep it</tr><tr><td rowspan=2>Person<td>HR<td>IT</tr><tr><td>DRO</tr></table>'
    const columns = { 0: ['action', 'owner'] } as const
    assert.deepEqual(
      actionsOf(planOf(merged, { shapes: { 0: 'card' }, columns })).map(({ text, owners }) => [text, owners]),
      [['Keep it', ['HR', 'IT', 'DRO']]],
    )
  })

  it('is a table of rows, though it looks like a card', () => {
    const html = `<h2>Action 1</h2>${upright('Write it')}`
    assert.equal(fields(html)[0]?.[0], 'card')
    const plan = planOf(html, { shapes: { 0: 'rows' } })
    assert.deepEqual(
      plan.tables.map(({ laidOut, columns }) => [laidOut?.shape, columns.length]),
      [['rows', 2]],
    )
    assert.equal(actionsOf(plan).length + plan.otherRows.length, 4 - Number(plan.tables[0]?.headerRow === 0))
    assert.equal(fields(card(1), { shapes: { 0: 'rows' } })[0]?.[0], 'rows')
  })

  it('stays a card with several actions beside one another where it was one', () => {
    const several = tableOf('Action|Write it|Tell all', 'Owner|HR|DRO', 'Due|July 2018|May 2018', 'Status|Open|Open')
    for (const choices of [{}, { shapes: { 0: 'card' } }] as const)
      assert.deepEqual(
        actionsOf(planOf(several, choices)).map(({ text }) => text),
        ['Write it', 'Tell all'],
      )
  })

  it('is counted among the tables of the document itself', () => {
    const lines = '<p>Action 1: Buy a safe. Owner: DRO. Target: June 2018</p>'
    const { tables } = planOf(lines + strange, { shapes: { 0: 'card' } })
    assert.deepEqual(
      tables.map(({ laidOut }) => laidOut),
      [undefined, { source: 0, shape: 'card', front: 'deed\nperson\nmoment\ncomment\n' }],
    )
  })
})
