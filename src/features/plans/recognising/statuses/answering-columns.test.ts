import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { statusOfRow } from '../../statuses.ts'
import { actionsOf, planOf, tableOf } from '../tables.fixture.ts'

const read = (headers: string, cells: string) => {
  const plan = planOf(tableOf(`Ref|Action|Owner|Due|${headers}`, `1|Write it|DRO|Dec 2018|${cells}`))
  return { claim: actionsOf(plan).map(statusOfRow)[0], asked: plan.questions.map(({ question }) => question) }
}

describe('answers below several headers that ask', () => {
  for (const [headers, cells, claim] of [
    ['Started?|Completed?', 'Yes|Yes', 'complete'],
    ['Started?|Completed?', 'Yes|No', 'in-progress'],
    ['Started?|Completed?', 'No|No', 'not-started'],
    ['Started?|Completed?', '|Yes', 'complete'],
    ['Started?|Completed?', 'No|', 'not-started'],
    ['Completed?|Started?', 'No|No', 'not-started'],
    ['Completed?|Started?', 'Yes|Yes', 'complete'],
    ['Started?|On track?|Completed?', 'Y|Y|N', 'in-progress'],
    ['Started?|On track?|Completed?', 'Y|N|Y', 'complete'],
    ['Started?|On track?|Completed?', 'Y|Y|Y', 'complete'],
    ['Open?|Closed?', 'Yes|No', 'in-progress'],
    ['Open?|Closed?', 'No|Yes', 'closed'],
    ['Completed?|Closed?', 'Yes|Yes', 'complete'],
    ['Completed?|Closed?', 'Yes|No', 'complete'],
    ['Completed?|Closed?', 'No|No', 'in-progress'],
    ['Begun?|Finished?', 'Yes|Yes', 'complete'],
    ['Begun?|Finished?', 'Yes|No', 'in-progress'],
    ['Begun?|Finished?', 'No|No', 'not-started'],
    ['Commenced?|Completed?', 'No|No', 'not-started'],
    ['Initiated?|Delivered?', 'Y|N', 'in-progress'],
    ['Has work begun?|Has it been finished?', 'N|N', 'not-started'],
    ['Work started (Y/N)|Work completed (Y/N)', 'Y|Y', 'complete'],
    ['Actioned?|Closed?', 'Yes|Yes', 'complete'],
    ['Underway?|Done?', 'Yes|No', 'in-progress'],
    ['Underway?|Concluded?', 'Y|Y', 'complete'],
    ['In progress?|Done?', 'Yes|Yes', 'complete'],
    ['Concluded?|Underway?', 'Y|Y', 'complete'],
    ['Status|Closed?', 'Complete|Yes', 'complete'],
    ['Status|Closed out', 'Complete|No', 'complete'],
    ['Status|Closed?', 'Superseded|Yes', 'superseded'],
    ['Status|Done?', 'Not started|No', 'not-started'],
    ['Status|Done?', 'On hold|No', 'on-hold'],
    ['Status|Done?', 'In progress|No', 'in-progress'],
    ['Status|Done?', 'Complete|Yes', 'complete'],
  ] as const)
    it(`are compared each below its own: ${headers}: ${cells}`, () => {
      assert.deepEqual(read(headers, cells), { claim, asked: [] })
    })

  for (const [headers, cells] of [
    ['Started?|Completed?', 'No|Yes'],
    ['Completed?|Closed?', 'No|Yes'],
    ['Begun?|Finished?', 'No|Yes'],
    ['Implemented?|Delivered?', 'Yes|No'],
    ['Open?|Closed?', 'No|No'],
    ['Open?|Closed?', 'Yes|Yes'],
    ['Still in progress?|Done?', 'Yes|Yes'],
    ['Underway?|Concluded?', 'N|N'],
    ['Status|Closed?', 'In progress|Yes'],
    ['Status|Closed out', 'Closed|No'],
    ['Status|Done?', 'Complete|No'],
    ['Status|Done?', 'Not started|Yes'],
    ['Status|Done?', 'In progress|Yes'],
    ['Status|Done?', 'On track|Yes'],
  ] as const)
    it(`are asked about where both cannot be right: ${headers}: ${cells}`, () => {
      const { asked } = read(headers, cells)
      assert.equal(asked.length, 1, asked.join('; '))
      assert.match(asked[0] ?? '', /says “.*Which is right\?$/)
    })
})

describe('answers that cannot both be right', () => {
  it('are asked about once for a table', () => {
    const rows = ['No|Yes', 'Yes|Yes', 'No|Yes', 'No|Yes'].map(
      (cells, at) => `${at + 1}|Write ${at}|DRO|Dec 2018|${cells}`,
    )
    const { questions } = planOf(tableOf('Ref|Action|Owner|Due|Completed?|Closed?', ...rows))
    assert.deepEqual(
      questions.map(({ places }) => places),
      [['t1r2', 't1r4', 't1r5']],
    )
  })
})

describe('a column of Yes and No', () => {
  it('below a word that may be said of a document is asked about, and taken for how the actions stand', () => {
    const rows = ['Yes', 'No', 'Yes'].map((cell, at) => `${at + 1}|Write ${at}|DRO|Dec 2018|${cell}`)
    const plan = planOf(tableOf('Ref|Action|Owner|Due|Launched?', ...rows))
    assert.deepEqual(plan.tables[0]?.columns[4], { header: 'Launched?', field: 'status', guessed: true })
  })
})

describe('a header that offers its answers', () => {
  for (const header of [
    'Implemented? (Yes/No/Partially)',
    'Implemented (Y/N/P)',
    'Complete? Yes / No / In progress',
    'Done? Y/N/Partial',
    'Complete (yes / no / ongoing)',
    'Delivered? (Yes/No/Not yet)',
  ])
    it(`asks what its cells answer: ${header}`, () => {
      const claims = ['Yes', 'No', 'Partially'].map((cell) => read(header, cell))
      const expected = ['complete', 'in-progress', 'in-progress'].map((claim) => ({ claim, asked: [] }))
      assert.deepEqual(claims, expected)
    })
})
