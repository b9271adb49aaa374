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

describe('a column of Yes and No under words that may stand over days', () => {
  for (const header of ['Finished', 'Ended', 'Concluded'])
    it(`says whether the actions are complete: ${header}`, () => {
      for (const [yes, no] of [
        ['Yes', 'No'],
        ['Y', 'N'],
        ['\u2713', 'No'],
      ] as const) {
        const plan = read(header, yes, no)
        assert.deepEqual([claims(plan)[0], plan.questions], ['complete', []])
        assert.notEqual(claims(plan)[1], 'complete')
      }
    })

  for (const header of ['Signed off', 'Finish', 'Date finished', 'Closed on', 'Published'])
    it(`is asked about where they may mean something else: ${header}`, () =>
      assert.deepEqual(askedOf(read(header, 'Yes', 'No')), [header]))

  for (const begun of ['Begun', 'Commenced', 'Started'])
    for (const done of ['Finished', 'Ended', 'Completed'])
      it(`is heard before the one that says whether they were begun: ${begun}, ${done}`, () => {
        const plan = read(`${begun}|${done}`, 'Yes|Yes', 'Yes|No', 'No|No')
        assert.deepEqual(claims(plan), ['complete', 'in-progress', 'not-started'])
        assert.deepEqual(plan.questions, [])
      })

  it('is asked about where it contradicts the one called status', () => {
    const plan = read('Status|Finished', 'Open|Yes', 'Complete|Yes', 'Open|No')
    assert.deepEqual(claims(plan), ['in-progress', 'complete', 'in-progress'])
    assert.deepEqual(
      plan.questions.map(({ question }) => question),
      ['“Status” says “Open”, but “Finished” says “Yes”. Which is right?'],
    )
  })

  it('is commentary where another column says it, and this may mean something else', () => {
    for (const told of ['Completed', 'Finished'])
      assert.deepEqual(read(`${told}|Signed off`, 'Yes|No', 'No|No').questions, [], told)
    assert.deepEqual(read('Status|Signed off', 'Complete|No', 'Open|Yes').questions, [])
    assert.deepEqual(askedOf(read('Evidence', 'Yes', 'No')), [])
  })

  it('may hold other answers and ticks beside them', () => {
    for (const header of ['Finished', 'Ended'])
      for (const other of ['Partly', 'In progress', 'Not yet', 'TBC', 'N/A']) {
        const plan = read(header, 'Yes', 'No', other)
        assert.equal(claims(plan)[0], 'complete', other)
        assert.ok(
          plan.questions.every(({ question }) => question === `What does the status “${other}” say?`),
          other,
        )
      }
    assert.deepEqual(askedOf(read('Signed off', 'Yes', 'TBC')), ['Signed off'])
    assert.deepEqual(askedOf(read('Finish', 'x', 'x')), ['Finish'])
    assert.equal(read('Finished', 'x', 'x').questions.length, 1)
  })

  it('tells days as before', () => {
    assert.deepEqual(claims(read('Finished', '12/03/2018', '13/04/2018')), [null, null])
    assert.equal(read('Finish', '12/05/2018', '30/06/2018').tables[0]?.columns.at(-1)?.field, 'target')
  })
})

describe('a column of Yes and No that asks whether an action was closed out, or done in time', () => {
  for (const [header, yes, no] of [
    ['Closed out', 'closed', 'in-progress'],
    ['Action closed out', 'closed', 'in-progress'],
    ['Closed-out?', 'closed', 'in-progress'],
    ['Closed out Y/N', 'closed', 'in-progress'],
    ['Finished off', 'complete', 'in-progress'],
    ['Completed on time', 'complete', null],
    ['Delivered to schedule', 'complete', null],
  ] as const)
    it(`says how the actions stand: ${header}`, () => {
      const plan = read(header, 'Yes', 'No')
      assert.deepEqual(claims(plan), [yes, no])
      assert.deepEqual(
        plan.questions.map(({ question }) => question),
        no === null ? ['What does the status “No” say?'] : [],
      )
    })

  it('is asked about where something else than the action may be closed', () => {
    for (const header of ['Issue closed', 'Training completed', 'Finding closed?'])
      assert.deepEqual(askedOf(read(header, 'Yes', 'No')), [header])
    assert.deepEqual(askedOf(read('Status|Issue closed', 'Open|Yes', 'Open|No')), [])
  })

  it('is commentary beside a status where it may only say that it was late, and over days', () => {
    const beside = read('Status|Completed on time', 'Complete|No', 'In progress|No')
    assert.deepEqual([claims(beside), beside.questions], [['complete', 'in-progress'], []])
    assert.deepEqual(claims(read('Closed out', '12/03/2018', '13/04/2018')), [null, null])
    assert.deepEqual(claims(read('Out', 'Yes', 'No')), [null, null])
  })
})

describe('words beside a column of colours', () => {
  const CELLS = [
    'Green|In progress',
    'Green|Not started',
    'Amber|Not started',
    'Green|Complete',
    'Red|On hold',
    'Amber|In progress',
    'Blue|Complete',
  ]
  const SAID = ['in-progress', 'not-started', 'not-started', 'complete', 'on-hold', 'in-progress', 'complete']
  for (const header of ['Progress', 'Current position', 'Update', 'Stage', 'Status'])
    it(`are the statuses: ${header}`, () => {
      for (const rag of ['RAG', 'RAG status']) {
        const before = read(`${rag}|${header}`, ...CELLS)
        assert.deepEqual([claims(before), before.questions], [SAID, []])
      }
      const behind = read(`${header}|RAG`, ...CELLS.map((cell) => cell.split('|').toReversed().join('|')))
      assert.deepEqual([claims(behind), behind.questions], [SAID, []])
    })

  it('are taken for the statuses and asked about under another header', () => {
    for (const header of ['Comments', 'Where we are', 'Progress to date']) {
      const plan = read(`RAG|${header}`, ...CELLS)
      assert.deepEqual(claims(plan), SAID)
      assert.deepEqual(
        plan.questions.map(({ question, guess }) => [question, guess]),
        [[`What does the column “${header}” hold?`, 'Status']],
      )
    }
  })

  it('are heard before colours in a row, which count where no words stand', () => {
    const plan = read('Status|Progress', '[Amber]|Not started', 'G|', 'Green \u2191|On hold')
    assert.deepEqual([claims(plan), plan.questions], [['not-started', 'in-progress', 'on-hold'], []])
    const periods = read('Q1 RAG|Q2 RAG|Progress', 'Red|Amber|Not started', 'Red|Amber|On hold')
    assert.deepEqual(claims(periods), ['not-started', 'on-hold'])
    const shares = read('% complete|RAG', '50%|Amber', '100%|Blue')
    assert.deepEqual(
      actionsOf(shares).map(({ status }) => status),
      ['Amber', 'Blue'],
    )
    const latest = read('Q1 status|Q2 status', 'In progress|Green', 'Not started|Amber')
    assert.deepEqual(
      actionsOf(latest).map(({ status }) => status),
      ['Green', 'Amber'],
    )
  })

  it('are commentary where they say only how well it goes, where not every cell says a status, and beside words', () => {
    for (const [cells, asked] of [
      [['Green|On track', 'Amber|Delayed'], 0],
      [['Green|We wrote to the teams', 'Amber|In progress'], 1],
    ] as const) {
      const plan = read('RAG|Progress', ...cells)
      assert.deepEqual([claims(plan), plan.questions.length], [['in-progress', 'in-progress'], asked])
    }
    const worded = read('Status|Progress', 'Open|In progress', 'Open|Complete')
    assert.deepEqual(claims(worded), ['in-progress', 'in-progress'])
    assert.equal(askedOf(worded).length, 0)
    assert.deepEqual(askedOf(read('RAG|Previous progress', ...CELLS)), [])
  })
})
