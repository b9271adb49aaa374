import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type BlockOf, makeDocx } from '../../../../../test/documents/make.ts'
import { readBytes } from '../../../../platform/reading/read.ts'
import type { Choices, ImportedPlan } from '../model/model.ts'
import { recognisePlan } from '../recognise.ts'
import { actionsOf } from '../tables.fixture.ts'

const HEADS = 'Ref,Action,Owner,Due,Status'
const ROWS = ['1,Write the policy,DRO,30/09/2018,Open', '2,Teach the policy,HR,31/10/2018,Open']
const csv = (lines: readonly string[], choices: Choices = {}) =>
  recognisePlan(readBytes(Buffer.from(lines.join('\n')), 'p.csv'), '2018-06-15', { asOf: '2018-05-01', ...choices })
const TABLE = `<table>${[HEADS, ...ROWS].map((row) => `<tr><td>${row.replaceAll(',', '<td>')}`).join('')}</table>`
const html = (body: string, choices: Choices = {}) =>
  recognisePlan(readBytes(Buffer.from(`<!doctype html>${body}`), 'p.html'), '2018-06-15', {
    asOf: '2018-05-01',
    ...choices,
  })
const named = ({ recommendations }: ImportedPlan) => recommendations.map(({ text }) => text)
const TITLE = 'Programme of the archive'

const OF_DOCUMENT = [
  'Owner: Keeper of the archive',
  'Version 2.1',
  'v0.9 draft',
  'OFFICIAL',
  'OFFICIAL – SENSITIVE [PERSONAL]',
  'Not protectively marked',
  'Draft',
  'FINAL VERSION',
  'Page 2 of 7',
  'Printed on 3 May 2018',
  'Exported 03/05/2018 09:15',
  'Downloaded from the portal',
  'Filters: overdue',
  'Sorted by lead',
  'Please return by 1 June 2018',
  'Send to archive@body.example',
  'Prepared for the Records Board',
  'Reporting period: Q3 2017/18',
  'Records Board - 3 May 2018',
  'Minutes (May 2018)',
  'Appendix B',
  'Annex 3: Detail',
  'Agenda item 4',
  'Key: L = late; T = in time',
  'Programme: Archive',
  'See also the plan for systems',
]
const OF_PLAN = ['Action plan', 'Actions', 'Open actions', 'Action log 2018', 'Completed actions', 'List of tasks']

describe('a line above the headers', () => {
  for (const line of [...OF_DOCUMENT, ...OF_PLAN])
    it(`tells of the document and nobody is asked: ${line}`, () => {
      for (const plan of [
        csv([`${TITLE},,,,`, `"${line}",,,,`, HEADS, ...ROWS]),
        html(`<h1>${TITLE}</h1><h2>${line}</h2>${TABLE}`),
      ]) {
        assert.deepEqual([plan.title, named(plan)], [TITLE, [null]])
        assert.equal(actionsOf(plan).length, 2)
        assert.deepEqual(
          plan.questions.filter(({ question }) => !question.startsWith('Does “Completed actions” say')),
          [],
        )
        assert.ok(plan.leftOver.some(({ text }) => text.includes(line)) || /^Minutes|20\d\d$/.test(line), line)
      }
    })

  for (const line of [
    'Department of Buildings',
    'Reading rooms',
    'Closed records',
    'Internal audit',
    'Version control',
  ])
    it(`may name the group of all rows, and it is asked once: ${line}`, () => {
      for (const [read, place] of [
        [(choices?: Choices) => csv([`${TITLE},,,,`, `${line},,,,`, HEADS, ...ROWS], choices), 't1r2'],
        [(choices?: Choices) => html(`<h1>${TITLE}</h1><h2>${line}</h2>${TABLE}`, choices), 'paragraph-2'],
      ] as const) {
        const plan = read()
        const question = `Does “${line}” name the recommendation or group of all rows?`
        assert.deepEqual(
          plan.questions.map((asked) => [asked.question, asked.place]),
          [[question, place]],
        )
        assert.deepEqual([plan.title, named(plan)], [TITLE, [null]])
        assert.deepEqual(plan.otherRows, [{ place, kind: 'other', words: line }])
        assert.ok(plan.leftOver.some(({ text }) => text === line))
        const group = read({ rows: { [place]: 'heading' } })
        assert.deepEqual([named(group), group.questions], [[line], []])
        const none = read({ rows: { [place]: 'other' } })
        assert.deepEqual([named(none), none.questions], [[null], []])
      }
    })

  it('is a group where another table has another', () => {
    const plan = html(`<h1>${TITLE}</h1><h2>Reading rooms</h2>${TABLE}<h2>Stores</h2>${TABLE}`)
    assert.deepEqual([named(plan), plan.questions], [['Reading rooms', 'Stores'], []])
    const labels = html(`<h1>${TITLE}</h1><h2>Branch: East</h2>${TABLE}<h2>Branch: West</h2>${TABLE}`)
    assert.deepEqual([named(labels), labels.questions], [['Branch: East', 'Branch: West'], []])
  })

  it('is a group where headings within the table are', () => {
    const plan = csv([
      `${TITLE},,,,`,
      'Reading rooms,,,,',
      HEADS,
      ...ROWS,
      'Stores,,,,',
      '3,Sweep them,DRO,30/09/2018,Open',
    ])
    assert.deepEqual([named(plan), plan.questions], [['Reading rooms', 'Stores'], []])
  })

  it('ends the group above it where it is a heading, and leaves it where it is a line of a page', () => {
    const ended = html(
      `<h1>${TITLE}</h1><h2>Recommendation 1: Govern</h2>${TABLE}<h2>Other actions</h2>${TABLE.replaceAll('policy', 'rule')}`,
    )
    assert.deepEqual(
      ended.recommendations.map(({ text, actions }) => [text, actions.length]),
      [
        ['Govern', 2],
        [null, 2],
      ],
    )
    const kept = csv([`${TITLE},,,,`, 'Recommendation 1: Govern,,,,', 'Page 1 of 2,,,,', HEADS, ...ROWS])
    assert.deepEqual(named(kept), ['Govern'])
  })

  it('below `Recommendation 1` is its words', () => {
    const plan = csv([`${TITLE},,,,`, 'Recommendation 1,,,,', 'The archive should have rules,,,,', HEADS, ...ROWS])
    assert.deepEqual(
      plan.recommendations.map(({ ref, text }) => [ref, text]),
      [['1', 'The archive should have rules']],
    )
  })
})

describe('the title of a plan', () => {
  it('is what plans are called where nothing else is', () => {
    for (const words of ['Action Plan', 'Action plan']) {
      const plan = html(`<h1>${words}</h1>${TABLE}`)
      assert.deepEqual([plan.title, named(plan), plan.questions, plan.leftOver], [words, [null], [], []])
    }
    const both = csv(['Action plan,,,,', `${TITLE},,,,`, HEADS, ...ROWS])
    assert.deepEqual([both.title, both.leftOver.map(({ text }) => text)], [TITLE, ['Action plan']])
  })

  it('is no protective marking, and what is styled as the title goes before what stands above it', () => {
    const table: BlockOf = { rows: [HEADS, ...ROWS].map((row) => row.split(',')) }
    for (const marking of ['OFFICIAL', 'OFFICIAL-SENSITIVE', 'Confidential']) {
      for (const first of [{ text: marking }, { heading: marking }]) {
        const plan = recognisePlan(readBytes(makeDocx([first, { title: TITLE }, table]), 'p.docx'), '2018-06-15')
        assert.deepEqual([plan.title, named(plan)], [TITLE, [null]])
        assert.ok(plan.leftOver.some(({ text }) => text === marking))
      }
      assert.equal(csv([`${marking},,,,`, `${TITLE},,,,`, HEADS, ...ROWS]).title, TITLE)
    }
    const plan = recognisePlan(
      readBytes(makeDocx([{ text: 'The Archive' }, { title: TITLE }, table]), 'p.docx'),
      '2018-06-15',
    )
    assert.deepEqual([plan.title, plan.leftOver.map(({ text }) => text)], [TITLE, ['The Archive']])
  })

  it('is the first of several that are styled as one', () => {
    const table: BlockOf = { rows: [HEADS, ...ROWS].map((row) => row.split(',')) }
    const bytes = makeDocx([{ title: TITLE }, { title: 'For the board' }, table])
    assert.equal(recognisePlan(readBytes(bytes, 'p.docx'), '2018-06-15').title, TITLE)
  })

  it('may be that of an appendix', () => {
    assert.equal(csv(['Appendix 1: Records action plan,,,,', HEADS, ...ROWS]).title, 'Appendix 1: Records action plan')
    assert.equal(csv(['Appendix 1,,,,', `${TITLE},,,,`, HEADS, ...ROWS]).title, TITLE)
  })
})
