import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { readBytes } from '../../../../platform/reading/read.ts'
import type { ImportedPlan } from '../model/model.ts'
import { recognisePlan } from '../recognise.ts'
import { actionsOf, planOf } from '../tables.fixture.ts'

const csv = (...lines: readonly string[]) =>
  recognisePlan(readBytes(Buffer.from(lines.join('\n')), 'p.csv'), '2018-06-15', { asOf: '2018-05-01' })
const named = ({ recommendations }: ImportedPlan) => recommendations.map(({ ref, text }) => [ref, text])
const row = (...cells: readonly string[]) => `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`
const over = (tag: string, ...cells: readonly (readonly [string, number])[]) =>
  `<tr>${cells.map(([words, span]) => `<${tag} colspan=${span}><b>${words}</b></${tag}>`).join('')}</tr>`

describe('groups of columns above the headers', () => {
  const heads = row('Ref', 'Action', 'Lead', 'Deadline', 'RAG')
  const body = row('1', 'Write the policy', 'DRO', 'June 2018', 'Green')
  const BANDS = [
    [
      ['Action plan', 3],
      ['Monitoring', 2],
    ],
    [
      ['Planned', 3],
      ['Delivery', 2],
    ],
    [
      ['Aim 1: Compliance', 2],
      ['Delivery', 2],
      ['Monitoring', 1],
    ],
    [
      ['Identification', 2],
      ['For completion by auditee', 3],
    ],
  ] as const
  for (const band of BANDS)
    it(`belong to the headers: ${band.map(([words]) => words).join(' | ')}`, () => {
      for (const html of [
        `<table>${over('td', ...band)}${heads}${body}</table>`,
        `<table><thead>${over('th', ...band)}${heads}</thead><tbody>${body}</tbody></table>`,
        `<table>${over('td', ...band)}${heads}${body}${over('td', ...band)}${heads}${body.replace('1', '2')}</table>`,
      ]) {
        const plan = planOf(html)
        assert.deepEqual(named(plan), [[null, null]])
        assert.equal(plan.title, 'Plan 2018-19')
        assert.deepEqual([...new Set(actionsOf(plan).map(({ text }) => text))], ['Write the policy'])
        const listed = band.map(([words]) => words).join(' · ')
        assert.ok(plan.leftOver.some(({ text }) => text === listed))
      }
    })

  it('are no recommendations and no title in a file of values', () => {
    for (const band of ['Finding,,Response,,', 'Identification,,For completion by auditee,,']) {
      const plan = csv(band, 'Ref,Issue,Action,Owner,Due', '1,No policy,Write it,DRO,June 2018')
      assert.deepEqual([plan.title, named(plan)], [null, [['1', 'No policy']]])
    }
    const years = planOf(
      `<table>${over('td', ['Strategic aim 1: Compliance', 2], ['Year', 3])}${row('Action', 'Lead', '17/18', '18/19', '19/20')}${row('Write it', 'DRO', 'X', '', '')}</table>`,
    )
    assert.deepEqual(named(years), [[null, null]])
  })

  it('leave a title and a date above them as they are', () => {
    const plan = csv(
      'Records plan',
      'Action plan,,,Monitoring,',
      'Ref,Action,Owner,Due,RAG',
      '1,Write it,DRO,June 2018,G',
    )
    assert.equal(plan.title, 'Records plan')
    assert.equal(actionsOf(plan).length, 1)
  })
})

describe('names of audits and reports above and between rows', () => {
  const heads = 'No,Recommendation,Action,Owner,Due'
  const rows = ['1,Check the data,Write checks,DRO,30/06/2018', '2,Mend the data,Mend them,DRO,30/06/2018']
  const other = '1,Have a policy,Write a policy,HR,30/07/2018'
  const told = ({ recommendations }: ImportedPlan) =>
    recommendations.map(({ ref, text, commentary, actions }) => [ref, text, commentary, actions.length])

  for (const [first, second] of [
    ['Audit: Data Quality (Limited)', 'Audit: Records (Reasonable)'],
    ['Report - Data', 'Report - Records'],
    ['Directorate: Digital', 'Directorate: Estates'],
  ] as const)
    it(`are the groups of their rows: ${first}`, () => {
      const said = [
        ['1', 'Check the data', first, 1],
        ['2', 'Mend the data', first, 1],
        ['1', 'Have a policy', second, 1],
      ]
      for (const between of [[second, heads], ['', second, heads], [second], ['', `${second},,,,`]]) {
        const plan = csv(`${first},,,,`, heads, ...rows, ...between, other)
        assert.deepEqual(told(plan), said, between.join(' / '))
        assert.deepEqual([plan.title, plan.leftOver], [null, []])
      }
    })

  it('open recommendations where no column does', () => {
    const plan = csv(
      'Audit: Data,,,',
      'No,Action,Owner,Due',
      '1,Write it,DRO,30/06/2018',
      'Audit: Records,,,',
      '1,Do it,HR,30/06/2018',
    )
    assert.deepEqual(
      plan.recommendations.map(({ text, actions }) => [text, actions.length]),
      [
        ['Audit: Data', 1],
        ['Audit: Records', 1],
      ],
    )
  })

  it('part the numbers of recommendations that are themselves to be done', () => {
    const plan = csv(
      'Audit: Data (Limited),,,,',
      'Rec,Priority,Recommendation,Resp officer,Impl date',
      '1,H,Document the controls,CFO,30/06/18',
      '',
      'Audit: Records (Reasonable),,,,',
      'Rec,Priority,Recommendation,Resp officer,Impl date',
      '1,H,Approve the schedule,DRO,31/07/18',
    )
    assert.deepEqual(
      plan.recommendations.map(({ ref, commentary, actions }) => [ref, commentary, actions.map(({ text }) => text)]),
      [
        ['1', 'Audit: Data (Limited)', ['Document the controls']],
        ['1', 'Audit: Records (Reasonable)', ['Approve the schedule']],
      ],
    )
  })

  it('are none where they only say when', () => {
    const plan = csv(
      'Ref,Action,Owner,Due',
      'Progress update – May 2017',
      '1,Write it,DRO,30/06/2018',
      'Progress update – April 2018',
      '2,Teach it,DRO,30/06/2018',
    )
    assert.deepEqual(named(plan), [[null, null]])
  })

  it('are none where they are the words of actions', () => {
    const plan = csv('Action,Owner,Due', 'Goal: write it,,', 'Goal: teach it,,')
    assert.deepEqual(
      actionsOf(plan).map(({ text }) => text),
      ['Goal: write it', 'Goal: teach it'],
    )
  })

  for (const title of ['Internal Audit – Records – Action plan', 'Audit: Records', 'Inspection – Records 2018'])
    it(`are what the whole is about where only one stands above the headers: ${title}`, () => {
      const plain = csv(`${title},,,`, 'Ref,Action,Owner,Due', '1,Write it,DRO,30/06/2018')
      assert.deepEqual([plain.title, named(plain), plain.leftOver], [title, [[null, null]], []])
      const beside = csv(`${title},,,,`, heads, ...rows)
      assert.deepEqual(
        [beside.title, told(beside)],
        [
          title,
          [
            ['1', 'Check the data', null, 1],
            ['2', 'Mend the data', null, 1],
          ],
        ],
      )
    })

  it('are groups where audits of two kinds stand above rows of their own', () => {
    const second = ['External audit: Records', heads, other]
    const [first] = told(csv('Internal audit: Data,,,,', heads, ...rows, ...second))
    assert.deepEqual(first, ['1', 'Check the data', 'Internal audit: Data', 1])
  })

  it('are none where both stand above the same headers', () => {
    const plan = csv('Audit: Records,,,,', 'Report: 12,,,,', heads, ...rows)
    assert.equal(plan.title, 'Audit: Records')
    assert.deepEqual(
      told(plan).map(([, , commentary]) => commentary),
      [null, null],
    )
  })

  it('are none where a label stands once and names no audit', () => {
    const plan = csv('Plan: Records,,,,', heads, ...rows)
    assert.equal(plan.title, 'Plan: Records')
  })
})

describe('labels above the headers', () => {
  it('tell the title, the day and what else is known of the document, and name no columns', () => {
    const lines = [
      'Plan name,Records improvement',
      'Plan ID,Xy12',
      'Date of export,14/06/2018',
      '',
      'Task ID,Task name,Bucket name,Progress,Assigned to,Due date',
      'A1,Write it,To do,Not started,DRO,30/09/2018',
    ]
    const plan = recognisePlan(readBytes(Buffer.from(lines.join('\n')), 'p.csv'), '2018-06-15')
    assert.deepEqual(
      [plan.title, plan.isDated, plan.asOf, actionsOf(plan).length],
      ['Records improvement', true, '2018-06-14', 1],
    )
    assert.deepEqual(
      plan.leftOver.map(({ text, why }) => [text, why]),
      [
        ['Plan ID · Xy12', 'It tells of the document.'],
        ['Date of export · 14/06/2018', 'It tells of the document.'],
      ],
    )
  })
})
