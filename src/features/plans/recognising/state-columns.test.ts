import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Status } from '../model.ts'
import { statusOfRow } from '../statuses.ts'
import { actionsOf, planOf, tableOf } from './tables.fixture.ts'

const read = (header: string, ...cells: readonly string[]) =>
  planOf(
    tableOf(`Ref|Action|Owner|Due|${header}`, ...cells.map((cell, row) => `${row + 1}|Write it|DRO|June 2018|${cell}`)),
  )
const claims = (plan: ReturnType<typeof read>) => actionsOf(plan).map((action) => statusOfRow(action))
const askedOf = (plan: ReturnType<typeof read>) =>
  plan.questions.flatMap(({ question }) => /^What does the column “(.*)” hold/.exec(question)?.[1] ?? [])
const LONG =
  ' The policy was drafted with the teams, was put to the board, and is on the intranet for everybody to read.'

describe('a column that is called status', () => {
  const CELLS: readonly (readonly [string, Status | null])[] = [
    ['Completed 12/03/2018', 'complete'],
    ['Complete (3 March 2018)', 'complete'],
    ['Done 1 February 2018', 'complete'],
    ['Delayed until 12 July 2018', 'in-progress'],
    ['Due for completion 3 July 2018', null],
  ]
  for (const header of ['Status', 'Current status', 'RAG', 'Completed'])
    it(`keeps its claims beside days: ${header}`, () => {
      const plan = read(header, ...CELLS.map(([cell]) => cell))
      assert.equal(plan.tables[0]?.columns.at(-1)?.field, 'status')
      assert.deepEqual(
        claims(plan),
        CELLS.map(([, claim]) => claim),
      )
      assert.deepEqual(claims(read(header, 'Completed 12/03/2018')), ['complete'])
    })

  it('keeps its claims beside sentences', () => {
    const plan = read('Status', `Complete.${LONG}`, 'Complete', `In progress.${LONG}`)
    assert.equal(plan.tables[0]?.columns.at(-1)?.field, 'status')
    assert.equal(claims(plan)[1], 'complete')
  })

  it('is asked about where nothing below it can be a status', () => {
    const prose = read('Status', `The teams met.${LONG}`, `Nobody came.${LONG}`)
    assert.deepEqual([claims(prose), askedOf(prose)], [[null, null], ['Status']])
    const days = read('Status', '12/05/2018', 'n/a', '3 May 2018')
    assert.deepEqual([claims(days), askedOf(days)], [[null, null, null], ['Status']])
  })
})

describe('a column that holds statuses under another name, where none is called status', () => {
  const COLUMNS: readonly (readonly [string, readonly string[]])[] = [
    ['Progress', ['Complete', 'Policy drafted', 'Not started']],
    ['Progress (RAG)', ['Green - policy adopted', 'Amber']],
    ['Progress', ['Green - policy adopted', 'Amber - late']],
    ['Current position', ['Drafted', 'Implemented', 'Implemented May 18']],
    ['Comments', ['COMPLETE', 'CLOSED']],
    ['Comments', ['Closed. No more to do', 'We go on']],
    ['Notes', ['Nothing yet', 'Implemented']],
  ]
  for (const [header, cells] of COLUMNS)
    it(`is asked about once: ${header}: ${cells.join('; ')}`, () => {
      const plan = read(header, ...cells)
      assert.deepEqual(askedOf(plan), [header])
      assert.deepEqual(
        claims(plan),
        cells.map(() => null),
      )
    })

  it('is not asked about where its words say nothing of it, or another column does', () => {
    assert.deepEqual(askedOf(read('Comments', 'We wrote to the teams', 'Yes', 'A closed store is open again')), [])
    const beside = planOf(tableOf('Action|Owner|Comments|Status', 'Write it|DRO|Complete|In progress'))
    assert.deepEqual([askedOf(beside), claims(beside)], [[], ['in-progress']])
  })

  it('is not asked about beside one that may be a status', () => {
    const plan = planOf(tableOf('Action|Funding status|Notes', 'Write it|Agreed|Closed'))
    assert.deepEqual(askedOf(plan), ['Funding status'])
  })

  it('is asked about together with others, the latest first', () => {
    const SEVERAL: readonly (readonly [string, readonly string[], string])[] = [
      ['Notes|Comments', ['Late|Closed', 'Closed|Closed'], '“Notes” and “Comments”'],
      [
        'Position at Dec 2017|Position at June 2018',
        ['In progress|Complete', 'Complete|Complete'],
        '“Position at June 2018” and “Position at Dec 2017”',
      ],
      [
        'RAYG|Force position|HMICFRS position',
        ['Green|Complete|Open', 'Red|Open|Open'],
        '“RAYG”, “Force position” and “HMICFRS position”',
      ],
    ]
    for (const [headers, cells, named] of SEVERAL) {
      const rows = cells.map((cell, row) => `${row + 1}|Write part ${row + 1}|DRO|${cell}`)
      const plan = planOf(tableOf(`Ref|Action|Owner|${headers}`, ...rows))
      assert.deepEqual(
        plan.questions.map(({ question }) => question),
        [`Which of the columns ${named} says how the actions stand?`],
      )
      assert.deepEqual(claims(plan), [null, null])
      assert.match(plan.questions[0]?.where ?? '', /^Table 1, columns 4(?:,| and) 5/)
    }
  })
})

describe('a column of progress that is full of statuses', () => {
  for (const [header, cells, expected] of [
    [
      'Progress',
      ['In progress', 'Done', 'Not started', 'In progress - two floors done', 'Complete'],
      ['in-progress', 'complete', 'not-started', 'in-progress', 'complete'],
    ],
    ['Progress to date', ['In progress', 'Complete', 'Not started'], ['in-progress', 'complete', 'not-started']],
    ['Progress update', ['Complete', 'Closed', 'On hold'], ['complete', 'closed', 'on-hold']],
    [
      'Latest position',
      ['Complete', 'Ongoing. Draft with the board', 'Open'],
      ['complete', 'in-progress', 'in-progress'],
    ],
    ['Progress so far', ['Done', 'Done', 'We wrote to the teams', 'Done'], ['complete', 'complete', null, 'complete']],
  ] as const)
    it(`is taken for one and asked about: ${header}: ${cells.join('; ')}`, () => {
      const plan = read(header, ...cells)
      assert.deepEqual([askedOf(plan), claims(plan)], [[header], expected])
      assert.equal(plan.questions.find(({ question }) => question.includes(`“${header}”`))?.guess, 'Status')
    })

  it('is commentary where most say more, or the header says nothing of progress', () => {
    for (const [header, cells] of [
      ['Progress to date', ['We wrote to all', 'Complete', 'Teams were told of it']],
      ['Progress to date', ['Complete - on the intranet', 'Done - with the board', 'Complete']],
      ['Progress to date', ['Complete', `In progress.${LONG}${LONG}`, 'Complete']],
      ['Comments', ['In progress', 'Complete', 'Not started']],
    ] as const)
      assert.deepEqual(claims(read(header, ...cells)), [null, null, null])
  })
})
