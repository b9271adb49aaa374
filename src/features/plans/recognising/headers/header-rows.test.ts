import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { readBytes } from '../../../../platform/reading/read.ts'
import { recognisePlan } from '../recognise.ts'
import { actionsOf, planOf } from '../tables.fixture.ts'

const TODAY = '2018-06-15'
const csv = (...rows: readonly string[]) =>
  recognisePlan(readBytes(Buffer.from(`${rows.map((row) => row.replaceAll('|', ',')).join('\n')}\n`), 'p.csv'), TODAY)
const th = (...cells: readonly string[]) => `<tr>${cells.map((cell) => `<th>${cell}</th>`).join('')}</tr>`
const td = (...cells: readonly string[]) => `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`
const HEADS = ['Ref', 'Action', 'Owner', 'Target date', 'Status'] as const
const ROW = td('1.1', 'Write it', 'DRO', 'June 2019', 'In progress')

describe('rows of headers', () => {
  it('end before a heading across the table, whatever it is marked as', () => {
    const heading = '<tr><th colspan=5>High priority</th></tr>'
    for (const table of [
      `<thead>${th(...HEADS)}</thead><tbody>${heading}${ROW}</tbody>`,
      `<thead>${th(...HEADS)}${heading}</thead><tbody>${ROW}</tbody>`,
      `${th(...HEADS)}${heading}${ROW}`,
      `${th(...HEADS)}${th('High priority', '', '', '', '')}${ROW}`,
    ]) {
      const plan = planOf(`<table>${table}</table>`)
      const [action] = actionsOf(plan)
      assert.deepEqual(
        [action?.ref, action?.text, action?.owners, action?.target?.text, action?.status],
        ['1.1', 'Write it', ['DRO'], 'June 2019', 'In progress'],
      )
      assert.deepEqual(
        plan.recommendations.map(({ text }) => text),
        ['High priority'],
      )
    }
  })

  it('end before a first action that is marked as a header', () => {
    const plan = planOf(
      `<table>${th(...HEADS)}${th('1.1', 'Write it', 'DRO', 'June 2019', 'In progress')}${td('1.2', 'Teach it', 'HR', 'May 2019', '')}</table>`,
    )
    assert.deepEqual(
      actionsOf(plan).map(({ ref, text }) => [ref, text]),
      [
        ['1.1', 'Write it'],
        ['1.2', 'Teach it'],
      ],
    )
  })

  it('go on in a second row under merged headers', () => {
    const plan = planOf(
      `<table><thead><tr><th rowspan=2>Action</th><th colspan=2>Timescale</th><th colspan=2>Progress</th></tr>${th('Original', 'Revised', '% complete', 'RAG')}</thead>${td('Write it', 'May 2018', 'June 2019', '50%', 'Amber')}</table>`,
    )
    const [action] = actionsOf(plan)
    assert.deepEqual([action?.target?.text, action?.status], ['June 2019', 'Amber'])
  })

  it('go on in a second row under blank headers, where a file keeps no merged cells', () => {
    for (const second of ['|||Original|Revised|% complete|RAG', '|||Original|Revised||RAG']) {
      const plan = csv(
        'Ref|Action|Owner|Timescale||Progress|',
        second,
        '1.1|Write the policy|DRO|May 2018|June 2019|50%|Amber',
        '1.2|Teach the policy|HR|May 2018||100%|Blue',
      )
      assert.deepEqual(
        actionsOf(plan).map(({ ref, target, status }) => [ref, target?.text, status]),
        [
          ['1.1', 'June 2019', 'Amber'],
          ['1.2', 'May 2018', 'Blue'],
        ],
        second,
      )
      assert.deepEqual(plan.leftOver, [])
    }
    const quarters = csv(
      'Ref|Action|Owner|Previous quarter||This quarter|',
      '|||RAG|Comment|RAG|Comment',
      '1|Write the policy|DRO|Complete|Well|Amber|Not well',
    )
    assert.equal(actionsOf(quarters)[0]?.status, 'Amber')
  })

  it('are one where the row below is an action', () => {
    for (const rows of [
      ['Ref|Action|Owner||', '|Write it|DRO|May 2019|Open'],
      ['Ref|Action|Owner|Due|', '1|Write it|DRO|May 2019|Well'],
      ['Action||Owner|Due', 'Write it|Now|DRO|May 2019'],
    ]) {
      const plan = csv(...rows)
      assert.equal(actionsOf(plan)[0]?.text, 'Write it', rows.join(' / '))
      assert.deepEqual(actionsOf(plan)[0]?.owners, ['DRO'])
    }
  })

  it('are one where a single word stands below a blank one', () => {
    const plan = csv('Ref|Action|Owner|Progress||', '||||Comments|', '1|Write it|DRO|Well||')
    assert.equal(actionsOf(plan)[0]?.commentary, 'Progress: Well')
    assert.deepEqual(
      plan.leftOver.map(({ text }) => text),
      ['Comments'],
    )
  })

  it('say by their last words what stands below them: the response that a recommendation had', () => {
    const head =
      '<thead><tr><th rowspan=2>Recommendation</th><th colspan=3>Management response</th><th rowspan=2>Auditor’s view</th></tr>'
    const merged = `${head}${th('Agreed action', 'Responsible officer', 'Implementation date')}</thead>`
    const first = '<td rowspan=2>The department should keep a full list of its systems and of who owns them.</td>'
    const rows = `<tr>${first}<td>Write the list</td><td>DRO</td><td>June 2019</td><td>Accepted</td></tr>${td('Publish the list', 'Head of IT', 'July 2019', '')}`
    const plan = planOf(`<table>${merged}${rows}</table>`)
    assert.equal(plan.recommendations.length, 1)
    assert.deepEqual(
      actionsOf(plan).map(({ text, owners, target }) => [text, owners, target?.text]),
      [
        ['Write the list', ['DRO'], 'June 2019'],
        ['Publish the list', ['Head of IT'], 'July 2019'],
      ],
    )
    const flat = csv(
      'Recommendation|Management response|||Auditor’s view',
      '|Agreed action|Responsible officer|Implementation date|',
      'Keep a list of systems|Write the list|DRO|June 2019|Accepted',
      '|Publish the list|Head of IT|July 2019|',
    )
    assert.deepEqual(
      actionsOf(flat).map(({ text }) => text),
      ['Write the list', 'Publish the list'],
    )
  })
})

describe('a document of tables without an action', () => {
  it('asks where its actions are', () => {
    const plan = planOf(`<table>${td('Name', 'Colour')}${td('x', 'y')}</table>`)
    assert.equal(
      actionsOf(plan).length === 0,
      plan.questions.some(({ question }) => question.startsWith('No action was found')),
    )
    const none = planOf(`<table>${th(...HEADS)}</table>`)
    assert.deepEqual(actionsOf(none), [])
    assert.deepEqual(
      none.questions.map(({ where, question }) => [where, question]),
      [
        [
          'The tables',
          'No action was found in the tables of this document. Which row holds the headers, and which column the actions?',
        ],
      ],
    )
    assert.ok(
      !planOf(`<table>${th(...HEADS)}${ROW}</table>`).questions.some(({ question }) =>
        question.startsWith('No action'),
      ),
    )
  })
})

describe('tables without headers', () => {
  const rest = ['2|Review access|HR|31/10/2018|Complete', '3|Train staff|DRO|30/11/2018|Not started']
  for (const first of [
    '1|Draft policy|Records Manager|30/09/2018|In progress',
    '1|Update register|HR|30/09/2018|Complete',
    'R1|Draft policy|Records Manager|Ongoing|In progress',
    '|Draft policy|Records Manager|30 September 2018|In progress',
    '|Draft policy|Records Manager|Ongoing|Not started',
  ])
    it(`lose no action to a row of words that headers have too: ${first}`, () => {
      const rows = [first, ...rest.map((row) => (first.startsWith('R') ? `R${row}` : row))]
      const plan = planOf(`<table>${rows.map((row) => td(...row.split('|'))).join('')}</table>`)
      assert.deepEqual(
        actionsOf(plan).map(({ text }) => text),
        [first.split('|')[1], 'Review access', 'Train staff'],
      )
      assert.deepEqual(
        plan.questions.map(({ question }) => question),
        ['The table has no headers. What do its columns hold?'],
      )
    })

  it('are not those whose headers have a day, numbers or a status among them', () => {
    for (const [heads, row] of [
      ['Action|Owner|31 March 2018', 'Write it|DRO|Drafted'],
      ['Ref|Action|Owner|Complete', '1|Write it|DRO|Yes'],
      ['Action|Owner|1|2', 'Write it|DRO|2|4'],
      ['Action|In progress|Complete', 'Write it||x'],
      ['Ref|Action|Started|Closed', '1|Write it|Yes|No'],
    ] as const) {
      const plan = planOf(`<table>${td(...heads.split('|'))}${td(...row.split('|'))}</table>`)
      assert.deepEqual([plan.tables[0]?.headerRow, actionsOf(plan).map(({ text }) => text)], [0, ['Write it']], heads)
    }
  })
})
