import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { statusOfRow } from '../statuses.ts'

const under = (header: string | undefined, status: string) =>
  statusOfRow({ status, saidOn: '2018-06-01', ...(header === undefined ? {} : { statusHeader: header }) })

describe('Yes and No', () => {
  const YES = ['Yes', 'yes.', 'Y', 'true', '✓', '☑', '✔️']
  const NO = ['No', 'n', 'FALSE', 'no.']
  for (const [headers, yes, no] of [
    [
      [
        'Done?',
        'Is the action complete? (Y/N)',
        'Has it been fully implemented?',
        'Done yet?',
        'Actions completed',
        'Implemented? (Yes/No/Partially)',
        'Implemented (Y/N/P)',
        'Complete? Yes / No / In progress',
        'Has it been done? (Yes, no or partly)',
        'Delivered (please state yes/no/not yet)',
        'Achieved? (Yes/Partially/No)',
        'Met',
      ],
      'complete',
      'in-progress',
    ],
    [['Completed on time', 'Was it delivered on schedule? (Y/N)', 'Actioned within deadline'], 'complete', null],
    [
      [
        'Closed out',
        'Action closed-out?',
        'Closed out Y/N',
        'Closed?',
        'Closed (Y/N)',
        'Closed? (Y/N/NA)',
        'Has this recommendation been closed?',
      ],
      'closed',
      'in-progress',
    ],
    [['Not complete?', 'Not delivered (Y/N)', 'Is it not yet done?'], 'in-progress', null],
    [
      ['Open?', 'Still open? Y/N', 'On track?', 'Overdue?', 'In progress (yes/no)', 'Outstanding? (Yes/No/Not known)'],
      'in-progress',
      null,
    ],
    [['Started? Y/N', 'Has work begun?', 'Started? (Yes/No/Partially)'], 'in-progress', 'not-started'],
    [
      [
        'RAG',
        'Status',
        'Status Y/N',
        'Yes/No/Partially',
        'Complete or open? (Yes/No/Partly)',
        'Not open?',
        'In place?',
        undefined,
      ],
      null,
      null,
    ],
  ] as const) {
    assert.ok(headers.length > 1)
    for (const header of headers)
      it(`answer what “${header ?? 'no header'}” asks`, () => {
        for (const cell of YES) assert.equal(under(header, cell), yes, cell)
        for (const cell of NO) assert.equal(under(header, cell), no, cell)
      })
  }

  it('are no answers within other words', () => {
    assert.equal(under('RAG', 'Green'), 'in-progress')
    assert.equal(under('Open?', 'Completed'), 'complete')
    assert.equal(under('Closed', '12/03/18'), 'closed')
    assert.equal(under('Complete', '12 March 2018'), 'complete')
    assert.equal(under('Open', '12/03/18'), null)
  })

  it('are no answers of several questions at once, nor of none', () => {
    assert.equal(under('Not complete or open?', 'Yes'), null)
    assert.equal(under('Not?', 'Yes'), null)
    assert.equal(under('Y/N', 'Yes'), null)
    assert.equal(under('Complete or on track?', 'Yes'), null)
  })
})

describe('other cells', () => {
  it('answer the header above them', () => {
    assert.deepEqual(
      ['O', 'o', 'C', 'x'].map((cell) => under('O/C', cell)),
      ['in-progress', 'in-progress', 'closed', null],
    )
    assert.equal(under('Other', 'O'), null)
    assert.deepEqual(
      ['12/03/18', '12/03/19'].map((cell) => under('Met', cell)),
      ['complete', null],
    )
  })

  it('are shares of what is done where the header counts', () => {
    const shares: Readonly<Record<string, string | null>> = {
      '0': 'not-started',
      '0.4': 'in-progress',
      '.5': 'in-progress',
      '0.99': 'in-progress',
      '2': 'in-progress',
      '50': 'in-progress',
      '99': 'in-progress',
      '100': 'complete',
      '100.0': 'complete',
      '1': null,
      '101': null,
      '150': null,
      Half: null,
    }
    assert.deepEqual(Object.fromEntries(Object.keys(shares).map((cell) => [cell, under('% complete', cell)])), shares)
    assert.equal(under('Complete', '50'), null)
  })
})
