import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { statusOfRow } from '../statuses.ts'
import { actionsOf, planOf, tableOf } from './tables.fixture.ts'

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
    ['Open?|Closed?', 'No|No'],
    ['Open?|Closed?', 'Yes|Yes'],
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
