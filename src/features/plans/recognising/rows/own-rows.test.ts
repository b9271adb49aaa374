import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { statusOfRow } from '../../statuses.ts'
import type { Choices } from '../model/model.ts'
import { actionsOf, planOf, tableOf } from '../tables.fixture.ts'

const read = (rows: readonly string[], choices?: Choices) => planOf(tableOf(...rows), choices)
const actions = (rows: readonly string[], choices?: Choices) =>
  actionsOf(read(rows, choices)).map((action) => [
    action.text,
    action.owners.join('+'),
    action.target?.text ?? null,
    statusOfRow(action),
  ])
const without = (rows: readonly string[]) =>
  read(rows).otherRows.flatMap(({ place, kind }) => (kind === 'without' ? [place] : []))

describe('a row that has no words for an action, and a name of its own', () => {
  const tables: readonly (readonly [string, readonly string[]])[] = [
    ['Standard of proof|Action|Owner|Date|Status', ['Training|Teach|HR|Dec 2018|', 'Storage||||Complete']],
    ['Duty|Met?|Action needed|Who|When', ['Staff taught|No|Teach|HR|Dec 2018', 'Files destroyed|Yes|||June 2018']],
    ['Branch|Action|Owner|Date|RAG', ['Money|Teach|HR|Dec 2018|', 'Homes||Head of Homes||Green']],
    ['Branch|Action|Owner|Date|RAG', ['Money|Teach|HR|Dec 2018|', 'Homes||||']],
    ['Part|Verdict|Action|Owner|Date', ['2 Rules|A|Teach|HR|Dec 2018', '3 Training|G|||']],
    ['Part|Action|Owner|Date', ['1. People|Teach|HR|Dec 2018', '2. Machines|||']],
    ['Owner|Action|Date|Status', ['HR|Teach|Dec 2018|', 'IT|||Complete']],
    ['Action|Owner|Date|Duty|RAG', ['Teach|HR|Dec 2018|Training|', '|||Storage|Green']],
    ['Ref|Question|Action|Owner|Date', ['1|Is it so?|Teach|HR|Dec 2018', '2|Are they?|||']],
  ]
  for (const [head, rows] of tables)
    it(`says nothing of the action above, and is listed: ${head} / ${rows[1]}`, () => {
      const end = rows[0]?.replace(/^\d/, '4').replace('Teach', 'Write').replace('Training', 'Rules') ?? ''
      const all = [head, ...rows, end]
      assert.deepEqual(
        actions(all).map(([text, owner, date, status]) => [text, owner, date, status === 'complete']),
        [
          ['Teach', 'HR', 'Dec 2018', false],
          ['Write', 'HR', 'Dec 2018', false],
        ],
      )
      assert.deepEqual(without(all), ['t1r3'])
      const plan = read(all)
      const kept = [
        ...plan.leftOver.map(({ text }) => text),
        ...plan.recommendations.map((one) => `${one.text} ${one.commentary}`),
      ]
      for (const cell of (rows[1] ?? '').split('|').filter(Boolean))
        assert.ok(
          kept.some((text) => text.includes(cell)),
          cell,
        )
    })

  it('is no heading for the rows below it, which name themselves', () => {
    const rows = ['Branch|Action|Owner|Date', 'Money|Teach|HR|Dec 2018', 'Homes|||', 'Roads|Mend|IT|Dec 2018']
    assert.deepEqual(
      read(rows).recommendations.map(({ text }) => text),
      [null],
    )
    const heading = ['Branch|Action|Owner|Date', 'Money|Teach|HR|Dec 2018', 'NORTH|||', 'Roads|Mend|IT|Dec 2018']
    assert.deepEqual(
      read(heading).recommendations.map(({ text }) => text),
      [null, 'NORTH'],
    )
    const over = ['Branch|Action|Owner|Date', 'Money|Teach|HR|Dec 2018', 'Homes|||', '|Mend|IT|Dec 2018']
    assert.deepEqual(
      read(over).recommendations.map(({ text }) => text),
      [null, 'Homes'],
    )
  })

  it('ends the action above, so that what follows does not go on with that', () => {
    const rows = ['Branch|Action|Owner|Date', 'Money|Teach|HR|Dec 2018', 'Homes||IT|', '||Board|']
    assert.deepEqual(actions(rows), [['Teach', 'HR', 'Dec 2018', null]])
    assert.deepEqual(without(rows), ['t1r3', 't1r4'])
  })

  it('is asked about once where an owner and a date stand in it, and is an action where somebody says so', () => {
    const rows = ['Branch|Action|Owner|Date', 'Money|Teach|HR|Dec 2018', 'Homes||IT|June 2018', 'Roads||IT|June 2018']
    const asked = read(rows).questions.filter(({ question }) =>
      question.startsWith('Are rows actions that have an owner'),
    )
    assert.deepEqual(
      asked.map(({ places }) => places),
      [['t1r3', 't1r4']],
    )
    assert.deepEqual(actions(rows, { rows: { t1r3: 'action' } })[1]?.slice(0, 3), ['Homes', 'IT', 'June 2018'])
    assert.equal(actions(rows, { rows: { t1r2: 'without' } }).length, 0)
  })
})

describe('a row that goes on with the one above', () => {
  it('names nothing: owners, and words in small letters, are added', () => {
    assert.deepEqual(actions(['Action|Owner|Date', 'Teach|HR|Dec 2018', '|IT|', '|Board|']), [
      ['Teach', 'HR+IT+Board', 'Dec 2018', null],
    ])
    const rows = ['Notes|Action|Owner|Date', 'It was begun|Teach|HR|Dec 2018', 'and goes on well|||']
    assert.match(actionsOf(read(rows))[0]?.commentary ?? '', /goes on well/)
  })

  it('has more words beside a reference that it lacks', () => {
    const rows = ['Ref|Notes|Action|Owner|Date', '1|It was begun|Teach|HR|Dec 2018', '|It goes on|||']
    assert.match(actionsOf(read(rows))[0]?.commentary ?? '', /It goes on/)
    assert.deepEqual(without(rows), [])
  })
})

describe('a recommendation without an action', () => {
  it('is none itself by its number, by an answer, or by how an area is judged', () => {
    for (const rows of [
      ['Standard|Verdict|Action|Owner|Date', '1.2|Partly|Teach|HR|Dec 2018', '1.3|Fully met|||'],
      ['Area|RAG|Action|Owner|Date', 'Rules|Amber|Teach|HR|Dec 2018', 'Storage|Green|||'],
    ]) {
      assert.deepEqual(
        actions(rows).map(([text]) => text),
        ['Teach'],
      )
      assert.deepEqual(without(rows), ['t1r3'])
    }
  })

  it('is asked about once for a table', () => {
    const rows = ['Recommendation|Action|Owner|Date', 'Rule|Teach|HR|Dec 2018', 'Sell||IT|May 2019', 'Buy||IT|May 2019']
    const { questions } = read(rows)
    assert.equal(questions.filter(({ question }) => question.startsWith('The cell for the action is empty')).length, 1)
  })
})
