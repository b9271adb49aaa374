import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Status } from '../../model.ts'
import { statusOfRow } from '../../statuses.ts'
import { actionsOf, planOf, tableOf } from '../tables.fixture.ts'

const read = (headers: string, ...cells: readonly string[]) => {
  const rows = cells.map((cell, row) => `${row + 1}|Write part ${row + 1}|DRO|June 2019|${cell}`)
  const plan = planOf(`<p>12 June 2018</p>${tableOf(`Ref|Action|Owner|Due|${headers}`, ...rows)}`)
  const asked = plan.questions.filter(({ question }) => /stands beside/.test(question))
  return {
    claims: actionsOf(plan).map(statusOfRow),
    asked,
    places: asked.flatMap(({ places, place }) => places ?? place ?? []),
    all: plan.questions.length,
    actions: actionsOf(plan),
  }
}
/** A row that says nothing beside its colour, so that those with a doubt are told from it. */
const placesOf = (count: number) => Array.from({ length: count }, (_, row) => `t1r${row + 2}`)

type Row = readonly [cells: string, claim: Status]
/** Columns beside a colour, or Yes and No, and what is guessed of rows that are all in doubt. */
const IN_DOUBT: readonly (readonly [string, readonly Row[]])[] = [
  [
    'RAG|% complete',
    [
      ['Amber|100%', 'complete'],
      ['Green|0%', 'not-started'],
      ['Green|100', 'complete'],
      ['Blue|50%', 'in-progress'],
    ],
  ],
  [
    '% complete|RAG',
    [
      ['100%|Red', 'complete'],
      ['0|Amber', 'not-started'],
    ],
  ],
  [
    'RAG|Date completed',
    [
      ['Green|3 May 2018', 'complete'],
      ['[Amber]|12/05/2018', 'complete'],
      ['Green|1 August 2018', 'in-progress'],
    ],
  ],
  [
    'Complete?|Notes',
    [
      ['No|Done 3 May', 'complete'],
      ['No|Superseded by 12', 'superseded'],
      ['N|Cancelled', 'superseded'],
      ['No|Not started', 'not-started'],
      ['Yes|Not started', 'not-started'],
      ['Yes|We wrote to the teams', 'complete'],
    ],
  ],
  [
    'Complete?|% complete',
    [
      ['No|100%', 'complete'],
      ['No|0%', 'not-started'],
    ],
  ],
  [
    'RAG|Comments',
    [
      ['Amber|Update March: published on the intranet', 'complete'],
      ['Green|Status: closed', 'closed'],
      ['Amber|Complete: policy signed off', 'complete'],
      ['Green|Q4: not started', 'not-started'],
      ['Green|Not started. HR is short of staff.', 'not-started'],
      ['Amber|No longer required', 'superseded'],
      ['Amber|Deferred to 2019/20', 'on-hold'],
      ['Green \u2191|Complete', 'complete'],
      ['Blue|On hold', 'on-hold'],
    ],
  ],
  [
    'RAG|Comments',
    [
      ['Amber|Delivered and embedded', 'complete'],
      ['Amber|Paused until the new supplier starts', 'on-hold'],
      ['Amber|Now business as usual', 'in-progress'],
      ['Green|We wrote to the teams', 'in-progress'],
      ['Green|Complete the policy', 'in-progress'],
      ['Green|Training: not started', 'in-progress'],
      ['Green|Delivered to HR only, legal outstanding', 'in-progress'],
    ],
  ],
  [
    'RAG|Signed off',
    [
      ['Green|Yes', 'complete'],
      ['Green|3 May 2018', 'complete'],
    ],
  ],
  ['RAG|Board minute', [['Green|3 May 2018', 'in-progress']]],
  [
    'RAG|Next steps',
    [
      ['Green|None - closed', 'closed'],
      ['Red|Complete - none', 'complete'],
    ],
  ],
  ['RAG|Next Steps/Issues', [['Green|Closed', 'closed']]],
  ['RAG|Further action required', [['Amber|None – complete', 'complete']]],
  [
    'RAG|Risks/issues',
    [
      ['Green|None - delivered', 'complete'],
      ['Amber|Action cancelled', 'superseded'],
    ],
  ],
  ['RAG|Resources', [['Green|None needed: closed', 'closed']]],
  [
    'RAG|Revised date',
    [
      ['Green|n/a - complete', 'complete'],
      ['Amber|Withdrawn', 'superseded'],
    ],
  ],
  [
    'RAG|Audit opinion',
    [
      ['Green|Implemented', 'complete'],
      ['Amber|Superseded', 'superseded'],
      ['Green|Verified', 'in-progress'],
    ],
  ],
  [
    'RAG|Sign-off',
    [
      ['Green|Jane Smith', 'in-progress'],
      ['Amber|Head of Policy', 'in-progress'],
    ],
  ],
  [
    'Complete?|Score',
    [
      ['No|4/4', 'in-progress'],
      ['No|3 of 3', 'in-progress'],
      ['No|0', 'in-progress'],
    ],
  ],
]

describe('a colour, or Yes or No, beside what may say how far an action is', () => {
  for (const [headers, rows] of IN_DOUBT)
    it(`is asked about once, and what stands beside it is the guess: ${headers}: ${rows[0]?.[0]}`, () => {
      const { claims, asked, places } = read(headers, ...rows.map(([cells]) => cells))
      assert.deepEqual(
        claims,
        rows.map(([, claim]) => claim),
      )
      assert.equal(asked.length, 1, JSON.stringify(asked))
      assert.deepEqual(places, placesOf(rows.length))
    })

  it('says how the rows are read, and keeps the words', () => {
    const { asked, actions } = read('RAG|Comments', 'Amber|Complete', 'Green|Done', 'Red|We wrote to HR', 'Green|')
    assert.deepEqual(
      asked.map(({ where, question, guess, field }) => [where, question, guess, field]),
      [
        [
          'Table 1, column “RAG”, 3 rows',
          'A colour, or Yes or No, says little of how far an action is. In these rows other columns may say it: “Amber” stands beside “Complete” under “Comments”, for one. Are the rows read as they are meant?',
          'Yes: 2 as “Complete” and 1 as the status says. The statuses are kept as they are written.',
          'status',
        ],
      ],
    )
    assert.deepEqual([actions[0]?.status, actions[0]?.commentary], ['Amber', 'Complete'])
  })

  it('is asked about for one row, too', () => {
    const { asked } = read('RAG|Comments', 'Green|', 'Amber|Not started')
    assert.deepEqual(
      asked.map(({ question, guess, place, places }) => [question, guess, place, places]),
      [
        [
          'A colour, or Yes or No, says little of how far an action is. Here “Amber” stands beside “Not started” under “Comments”. How far is the action?',
          '“Not started”. The status is kept as it is written.',
          't1r3',
          undefined,
        ],
      ],
    )
  })

  it('guesses nothing where some cells say that it is over and others that it is not', () => {
    const { claims, places } = read('RAG|% complete|Comments', 'Green|100%|Not started', 'Green||')
    assert.deepEqual([claims, places], [['in-progress', 'in-progress'], ['t1r2']])
  })

  it('is not asked about where every other cell is empty, agrees, or speaks of something else', () => {
    for (const [headers, cells] of [
      ['RAG|Comments', 'Amber|In progress'],
      ['RAG|Comments', 'Amber|Delayed'],
      ['RAG|Comments', 'Green|On track'],
      ['RAG|Comments', 'Green|Amber'],
      ['RAG|Comments', 'Green|'],
      ['RAG|Comments', 'Red|In progress. We wrote to HR.'],
      ['RAG|Comments', 'Amber|Will be completed in July 2018'],
      ['RAG|Comments', 'Blue|Closed'],
      ['RAG|Comments', 'Blue|Started 3 May 2018'],
      ['RAG|Comments', 'Green|TBC'],
      ['RAG|% complete', 'Green|50%'],
      ['RAG|Date completed', 'Red|-'],
      ['RAG|Date raised', 'Green|3 May 2018'],
      ['RAG|Status date', 'Green|3 May 2018'],
      ['RAG|Next meeting', 'Green|3 August 2018'],
      ['RAG|Next steps', 'Green|None'],
      ['RAG|Next steps', 'Green|Publish the policy'],
      ['RAG|Resources', 'Green|1 FTE'],
      ['RAG|Success measure', 'Green|Published'],
      ['RAG|Target outcome', 'Green|In place'],
      ['RAG|Responsibility support', 'Green|Legal'],
      ['RAG|Revised date', 'Green|n/a'],
      ['RAG|Audit opinion', 'Green|Partially implemented'],
      ['RAG|Audit opinion', 'Green|Not implemented'],
      ['RAG|Audit opinion', 'Blue|Not implemented'],
      ['RAG|Validated?', 'Amber|N'],
      ['RAG|Budget', 'Green|Agreed with finance'],
      ['RAG|Amount', 'Green|1,200'],
      ['RAG|Department', 'Green|Finance'],
      ['RAG|Sponsor', 'Green|Jane Smith'],
      ['RAG|Previous RAG', 'Green|Blue'],
      ['RAG|Published', 'Green|No'],
      ['Complete?|Date completed', 'Yes|3 May 2018'],
      ['Complete?|Notes', 'Yes|Completed May 2018'],
    ] as const) {
      const { asked } = read(headers, cells, cells)
      assert.deepEqual(asked, [], `${headers}: ${cells}`)
    }
  })

  it('is read as the key of the document tells it from what is done, but not against words that are known', () => {
    const key = '<p>Key: Blue = complete; Green = on track; Amber = at risk</p>'
    const rows = ['1|Write it|DRO|Amber|We wrote to them', '2|Sell it|DRO|Green|Not started']
    const { questions, ...plan } = planOf(tableOf('Ref|Action|Owner|RAG|Comments', ...rows) + key)
    assert.deepEqual(actionsOf({ ...plan, questions }).map(statusOfRow), ['in-progress', 'not-started'])
    assert.deepEqual(
      questions.map(({ place }) => place),
      ['t1r3'],
    )
    const other = planOf(tableOf('Ref|Action|Owner|RAG|Comments', ...rows) + key.replace('Blue = complete; ', ''))
    assert.equal(other.questions.filter(({ places }) => places?.length === 2).length, 1)
  })

  it('is asked about together with a column that says something of it and is not known for certain', () => {
    const cells = ['Green|Closed by the Board', 'Amber|Stop']
    const { asked, all } = read('RAG|Decision', ...cells)
    assert.equal(all, 1)
    assert.equal(
      asked[0]?.guess,
      'Yes: 1 as “Closed” and 1 as the status says. The statuses are kept as they are written, and “Decision” as commentary.',
    )
    const rows = cells.map((cell, row) => `${row + 1}|Write part ${row + 1}|DRO|June 2019|${cell}`)
    const columns = { 0: ['ref', 'action', 'owner', 'target', 'status', 'commentary'] } as const
    const chosen = planOf(`<p>12 June 2018</p>${tableOf('Ref|Action|Owner|Due|RAG|Decision', ...rows)}`, { columns })
    assert.deepEqual(
      chosen.questions.map(({ guess }) => guess),
      ['Yes: 1 as “Closed” and 1 as the status says. The statuses are kept as they are written.'],
    )
  })

  it('leaves the question of a column that says nothing of it', () => {
    const { all, asked } = read('RAG|Decision|Forum', 'Green|Closed by the Board|3', 'Amber|Stop|4')
    assert.deepEqual([all, asked.length], [2, 1])
  })

  it('stands beside a column before the action that says what it belongs to', () => {
    const rows = ['Records management|1|Write it|DRO|Green', 'Complete|2|Sell it|DRO|Green']
    const { questions } = planOf(tableOf('Audit|Ref|Action|Owner|RAG', ...rows))
    assert.deepEqual(
      questions.map(({ place }) => place),
      ['t1r3'],
    )
  })

  it('leaves the day of the column that has one, where the revised date says that the action is over', () => {
    const plan = read('Revised date|RAG', 'n/a - complete|Green')
    assert.equal(plan.actions[0]?.target?.text, 'June 2019')
    assert.match(plan.actions[0]?.commentary ?? '', /Revised date: n\/a - complete/)
    assert.equal(read('Revised date|Status', 'n/a - complete|In progress').asked.length, 1)
    assert.equal(read('Revised date|Status', 'n/a - complete|Complete').all, 0)
  })

  it('is heard in rows that go on with an action above them', () => {
    const rows = ['1|Write it|DRO|Amber|', '||||Complete']
    const plan = planOf(tableOf('Ref|Action|Owner|RAG|Comments', ...rows))
    assert.deepEqual(actionsOf(plan).map(statusOfRow), ['complete'])
  })
})

describe('a status in words beside a day on which the action was done', () => {
  it('is asked about where it says that the action is not over, and stands', () => {
    const { claims, asked } = read('Status|Date completed', 'In progress|3 May 2018', 'Complete|3 May 2018')
    assert.deepEqual(claims, ['in-progress', 'complete'])
    assert.deepEqual(
      asked.map(({ question, place, guess }) => [question, place, guess]),
      [
        [
          'Here “In progress” stands beside “3 May 2018” under “Date completed”. How far is the action?',
          't1r2',
          '“In progress”. The status is kept as it is written.',
        ],
      ],
    )
    assert.deepEqual(read('Status|Date completed', 'In progress|3 August 2018').asked, [])
    assert.deepEqual(read('Status|Date completed', 'Superseded|3 May 2018').asked, [])
  })
})
