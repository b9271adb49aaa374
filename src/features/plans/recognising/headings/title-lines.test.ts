import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { readBytes } from '#platform/reading/index.ts'
import { recognisePlan } from '../recognise.ts'
import { tableOf } from '../tables.fixture.ts'

const ROWS = ['Rec|Recommendation|Action|Owner|Due', '1|Adopt|Write|DRO|June 2019', '2|Train|Train them|DRO|June 2019']
const TABLE = tableOf(...ROWS)
const ACTIONS = tableOf('Action|Owner|Due', 'Write|DRO|June 2019')
const read = (html: string) => recognisePlan(readBytes(Buffer.from(`<!doctype html>${html}`), 'p.html'), '2018-06-15')
const NAME = 'Information Management Assessment: action plan'
const leftOf = (html: string) => read(html).leftOver.map(({ text, why }) => [text, why])

describe('the title below the name of a body', () => {
  it('is the line that names a plan', () => {
    for (const body of [
      'Department of Culture',
      'Cabinet Office',
      'The National Archives',
      'Kent County Council',
      'Her Majesty’s Courts Service',
    ])
      for (const html of [
        `<h1>${body}</h1><h1>${NAME}</h1>${TABLE}`,
        `<h1>${body}</h1><h2>${NAME}</h2>${TABLE}`,
        `<p>${body}</p><p>${NAME}</p>${TABLE}`,
        `<h1>${body}</h1><h2>${NAME}</h2><p>This plan says what we shall do.</p>${ACTIONS}`,
        tableOf(`${body}||||`, `${NAME}||||`, ...ROWS),
      ]) {
        assert.equal(read(html).title, NAME, html)
        assert.deepEqual(leftOf(html)[0], [body, 'It stands above the title.'])
        assert.ok(!read(html).questions.some(({ question }) => /group/.test(question)))
      }
  })

  it('is the line that names a plan or a programme by its years, also below the names of parts of the body', () => {
    const [body, part, plan] = [
      'Department for Example Affairs',
      'Information Governance',
      'Improvement plan 2018 to 2020',
    ]
    for (const lines of [
      [body, part, plan],
      [body, part, 'Records and archives', plan],
      [body, plan],
      [body, part, NAME],
      ['Records Team', 'Annual work programme 2018/19'],
      ['Information Governance Unit', 'Delivery plan 2018-19'],
    ])
      for (const html of [
        ...['h1', 'h2'].map((tag) => lines.map((line) => `<${tag}>${line}</${tag}>`).join('') + ACTIONS),
        ...['span', 'b'].map((tag) => lines.map((line) => `<p><${tag}>${line}</${tag}></p>`).join('') + ACTIONS),
        tableOf(...lines.map((line) => `${line}||`), 'Action|Owner|Due', 'Write|DRO|June 2019'),
      ]) {
        assert.equal(read(html).title, lines.at(-1), html)
        assert.deepEqual(
          new Set(leftOf(html).map(([text, why]) => `${text}: ${why}`)),
          new Set(lines.slice(0, -1).map((line) => `${line}: It stands above the title.`)),
        )
      }
  })

  it('stays the body where the line below names no plan, or another plan stands below', () => {
    for (const [html, title] of [
      [`<h1>Cabinet Office</h1><h2>Plan for IT</h2>${ACTIONS}<h2>Plan for HR</h2>${ACTIONS}`, 'Cabinet Office'],
      [`<h1>Cabinet Office</h1><h2>Information management</h2>${TABLE}`, 'Cabinet Office'],
      [`<h1>Cabinet Office</h1><p>Introduction to it.</p><h2>${NAME}</h2>${TABLE}`, 'Cabinet Office'],
      [`<h1>Cabinet Office</h1><h2>Action plan</h2>${TABLE}`, 'Cabinet Office'],
      [`<h1>Cabinet Office</h1><h2>Improvement plan</h2>${TABLE}`, 'Cabinet Office'],
      [`<p>Cabinet Office</p><p>Modernisation programme</p>${TABLE}`, 'Cabinet Office'],
      [`<p>Cabinet Office</p><p>Records</p><p>Stores.</p><p>${NAME}</p>${TABLE}`, 'Cabinet Office'],
      [`<p>Cabinet Office</p><p>Records</p><p>Files</p><p>Stores</p><p>${NAME}</p>${TABLE}`, 'Cabinet Office'],
      [`<p>A new start</p><p>Records</p><p>${NAME}</p>${TABLE}`, 'A new start'],
      [`<h1>Records improvement programme</h1><h2>${NAME}</h2>${TABLE}`, 'Records improvement programme'],
      [`<h1>Plan of the Cabinet Office</h1><h2>${NAME}</h2>${TABLE}`, 'Plan of the Cabinet Office'],
    ] as const)
      assert.equal(read(html).title, title, html)
  })
})

describe('a line with a label that says that it is the title', () => {
  it('gives the title, or else tells of the document, and nothing of each recommendation', () => {
    for (const label of ['Report title', 'Title', 'Title of the report', 'Plan name', 'Document title'])
      for (const html of [
        tableOf(`${label}: Review of records||||`, ...ROWS),
        tableOf(`${label}:|Review of records|||`, ...ROWS),
        `<p>${label}: Review of records</p>${TABLE}`,
      ]) {
        const plan = read(html)
        assert.equal(plan.title, 'Review of records', html)
        assert.deepEqual(
          plan.recommendations.map(({ commentary }) => commentary),
          [null, null],
        )
        assert.deepEqual(plan.leftOver, [])
      }
    const second = tableOf('Records plan||||', 'Report title: Review of records||||', ...ROWS)
    assert.equal(read(second).title, 'Records plan')
    assert.deepEqual(leftOf(second), [['Report title: Review of records', 'It tells of the document.']])
  })

  it('names a report where several stand in the document', () => {
    const several = ['A', 'B'].map((name) => tableOf(`Report title: ${name}||||`, ...ROWS)).join('')
    assert.deepEqual(
      read(several).recommendations.map(({ commentary }) => commentary),
      ['Report title: A', 'Report title: A', 'Report title: B', 'Report title: B'],
    )
  })
})
