import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { statusOfRow } from '../statuses.ts'
import { actionsOf, planOf, tableOf } from './tables.fixture.ts'

const read = (headers: string, ...cells: readonly string[]) => {
  const rows = cells.map((cell, row) => `${row + 1}|Write part ${row + 1}|DRO|June 2019|${cell}`)
  const plan = planOf(tableOf(`Ref|Action|Owner|Due|${headers}`, ...rows))
  return {
    claims: actionsOf(plan).map(statusOfRow),
    asked: plan.questions.map(({ question, guess, places, place }) => ({ question, guess, places, place })),
  }
}

describe('a status in words beside commentary that says another one', () => {
  const cases = [
    ['In progress|Not started', 'not-started'],
    ['On track|Not started', 'not-started'],
    ['In progress|On hold', 'on-hold'],
    ['Delayed|Not started', 'not-started'],
    ['Open|Not started', 'not-started'],
    ['Not started|In progress', 'in-progress'],
    ['In progress|Done', 'in-progress'],
    ['Complete|Not started', 'complete'],
  ] as const
  for (const [cells, claim] of cases)
    it(`is asked about: ${cells}`, () => {
      const { claims, asked } = read('Status|Comments', cells)
      assert.deepEqual(claims, [claim])
      assert.equal(asked.length, 1)
      assert.match(asked[0]?.question ?? '', /^The status is .* but the commentary says .* Which is right\?$/)
      const isStatus = asked[0]?.guess.startsWith(`“${cells.split('|')[0]}”`)
      assert.equal(isStatus, claim === 'complete' || cells === 'In progress|Done')
    })

  it('says in how many rows which is the guess', () => {
    const { asked } = read('Status|Comments', 'In progress|Not started', 'Complete|Not started', 'Open|On hold')
    assert.deepEqual(
      asked.map(({ guess }) => guess),
      ['The commentary in 2 rows and the status in 1. The others are kept as they are written.'],
    )
  })

  it('is not where more than a status is said, or where both may be', () => {
    for (const cells of [
      'In progress|Not started. We wait.',
      'On hold|Not started',
      'In progress|Late',
      'Open|Ongoing',
    ])
      assert.deepEqual(read('Status|Comments', cells).asked, [], cells)
  })
})

describe('statuses that go on behind their first words', () => {
  const CELLS = [
    'Complete, report sent to SIRO',
    'Done, sent 3 May',
    'Complete \u2013 issued to all staff',
    'Complete. New cabinets bought.',
    'Complete; first meeting held on 2 May',
  ]
  it('are asked about once for the column, and those words are the guess', () => {
    const { claims, asked } = read('Status', ...CELLS, 'In progress')
    assert.deepEqual(claims, [...CELLS.map(() => 'complete'), 'in-progress'])
    assert.deepEqual(
      asked.map(({ question, guess, places }) => [question, guess, places?.length]),
      [
        [
          `Statuses such as “${CELLS[0]}” say more behind their first words. Do they say what those words say?`,
          'Yes: that one says “Complete”, and the others what they open with.',
          CELLS.length,
        ],
      ],
    )
  })

  it('are asked about for one row, too', () => {
    const { asked } = read('Status', 'Complete, report sent to SIRO')
    assert.deepEqual(
      asked.map(({ question, guess }) => [question, guess]),
      [
        [
          'What does the status “Complete, report sent to SIRO” say?',
          '“Complete”. The words behind it are taken for an explanation.',
        ],
      ],
    )
  })

  for (const cell of [
    'Complete, pending sign-off',
    'Complete - but training outstanding',
    'Closed, reopened in May',
    'Done (HR only)',
    'Complete, 50% of staff trained',
    'Done, to be signed off',
    'Complete. To circulate to staff',
    'In progress, completed the first draft',
    'Complete, sent out June 2030',
    'Complete: is it so?',
    'Yes, the teams met them',
  ])
    it(`claim nothing where what follows may take them back: ${cell}`, () => {
      const { claims, asked } = read('Status', cell)
      assert.deepEqual(claims, [null])
      assert.equal(asked[0]?.guess, 'It will not be recorded as a claim. It is kept as commentary.')
    })
})
