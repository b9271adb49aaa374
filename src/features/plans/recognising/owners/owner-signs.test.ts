import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { actionsOf, planOf, tableOf } from '../tables.fixture.ts'
import { KnownNames, NO_NAMES } from './known-names.ts'
import { OwnerReader } from './owner-reader.ts'

const read = (headers: string, ...rows: readonly string[]) => {
  const plan = planOf(tableOf(headers, ...rows))
  return { plan, actions: actionsOf(plan) }
}
/** Rows as `1.1 DRO`: the owners of each, and the questions. */
const owners = (...rows: readonly string[]) => {
  const { plan, actions } = read(
    'Ref|Action|Owner|Due',
    ...rows.map((row) => row.replace(/^(\S+) (.*)$/s, '$1|Do thing $1|$2|June 2019')),
  )
  return {
    owners: actions.map((action) => action.owners),
    asked: plan.questions.map(({ question, guess }) => `${question} ${guess}`),
  }
}

describe('signs that name another row', () => {
  const CASES: readonly (readonly [readonly string[], readonly string[], number])[] = [
    [['1.1 DRO', '1.3 SIRO', '1.4 DRO', '1.5 As 1.3'], ['SIRO'], 1],
    [['1.1 DRO', '1.2 As above', '1.3 SIRO', '1.4 DRO', '1.5 As 1.3'], ['SIRO'], 2],
    [['1.1 DRO', '1.6 As 9.9'], [], 1],
    [['1.1 DRO', '1.3 SIRO', '1.4 DRO', '1.7 as action 1.3'], ['SIRO'], 1],
    [['4.1 SIRO', '4.2 DRO', '4.3 As above', '4.4 As 4.1'], ['SIRO'], 2],
    [['2.1 A. Patel', '2.2 Vacant', '2.3 As 2.1'], ['A. Patel'], 2],
    [['B1 Facilities Manager', 'B2 n/a', 'C1 DRO', 'C2 As B1'], ['Facilities Manager'], 1],
    [['B1 Facilities Manager', 'C1 DRO', 'C2 B1'], ['Facilities Manager'], 1],
    [['1.1 DRO', '1.3 SIRO', '1.4 DRO', '1.5 see 1.3'], ['SIRO'], 1],
    [['1.1 DRO', '1.3 SIRO', '1.4 DRO', '1.5 (as 1.3)'], ['SIRO'], 1],
    [['1.1 DRO', '1.3 SIRO', '1.4 DRO', '1.5 [1.3]'], ['SIRO'], 1],
    [['1.1 DRO', '1.3 SIRO', '1.4 DRO', '1.5 1.3'], ['SIRO'], 1],
    [['1.1 DRO', '1.4 HR', '1.5 9.3'], [], 1],
    [['R3 SIRO', 'R4 DRO', 'R5 As R3'], ['SIRO'], 1],
    [['1.3 SIRO', '1.4 HR', '1.5 DRO', '1.6 As 1.3, 1.4'], ['SIRO', 'HR'], 1],
    [['1.3 SIRO', '1.4 HR', '1.5 DRO', '1.6 As 1.3 and 1.4'], ['SIRO', 'HR'], 1],
    [['1.3 SIRO', '1.4 HR', '1.5 DRO', '1.6 As 1.3, 9.4'], ['SIRO'], 1],
    [['1.3 SIRO', '1.4 DRO', '1.5 As 1.3 and HR'], ['SIRO', 'HR'], 1],
    [['1.3 SIRO', '1.4 DRO', '1.5 As 1.3<br>HR'], ['SIRO', 'HR'], 1],
    [['1.3 SIRO', '1.4 As above<br>HR'], ['SIRO', 'HR'], 1],
    [['1.3 SIRO', '1.4 DRO', '1.5 Same as 1.3.'], ['SIRO'], 1],
    [['1.3 SIRO', '1.4 DRO', '1.5 As per action 1.3'], ['SIRO'], 1],
    [['4.9a SIRO', '4.9b DRO', '5.1 As 4.9a'], ['SIRO'], 1],
    [['1.1 DRO', '1.2 As 1st Line Team'], ['As 1st Line Team'], 0],
    [['1.1 DRO', '1.2 G7'], ['G7'], 0],
  ]
  for (const [rows, last, asked] of CASES)
    it(`mean ${last.join(' and ') || 'nobody'} at the end of ${rows.join('; ')}`, () => {
      const told = owners(...rows)
      assert.deepEqual(told.owners.at(-1), last)
      assert.equal(told.asked.length, asked, told.asked.join('\n'))
    })

  it('say in the question whom they were taken to mean', () => {
    assert.deepEqual(owners('1.1 DRO', '1.2 SIRO', '1.3 As 1.1', '1.4 As 9.9', '1.5 As above').asked, [
      'Does “As 1.1” mean the owners of 1.1? Yes. One owner: DRO',
      'Does “As 9.9” mean the owners of 9.9? No row above has the reference 9.9, so nobody was recorded for it.',
      'Does “As above” mean the owners of the row above? No owner stands above, so nobody was recorded.',
    ])
  })

  it('name recommendations too, where those have the references', () => {
    const { actions } = read(
      'Rec no|Recommendation|Action|Owner',
      'R1|Govern it|Write it|SIRO',
      'R2|Teach it|Teach it|DRO',
      'R3|Close it|Close it|As R1',
    )
    assert.deepEqual(actions.at(-1)?.owners, ['SIRO'])
  })

  it('are read in each column of owners by itself', () => {
    const { actions, plan } = read(
      'Ref|Action|Lead|Deputy lead',
      '1a|Do it|DRO|HR',
      '1b|Do that|SIRO|Legal',
      '1c|Do this|Comms|IT',
      '1d|Do more|↑|As 1b',
    )
    assert.deepEqual(actions.at(-1)?.owners, ['Comms', 'Legal'])
    assert.equal(actions.at(-1)?.ownersCell, '↑\nAs 1b')
    assert.equal(plan.questions.filter(({ where }) => !where.includes('column')).length, 2)
  })

  it('let a person say of the whole row who owns it, or of one column', () => {
    const reader = new OwnerReader(NO_NAMES, { '↑\nAs 1b': ['Somebody'], 'As 1c': ['Another'] })
    const cell = (column: number, words: string) => ({ column, paragraphs: [words] })
    assert.deepEqual(reader.readRow([cell(2, '↑'), cell(3, 'As 1b')], 'Row', 't1r2').said.owners, ['Somebody'])
    assert.deepEqual(reader.readRow([cell(2, 'DRO'), cell(3, 'As 1c')], 'Row', 't1r3').said.owners, ['DRO', 'Another'])
  })
})

describe('cells that name nobody for certain', () => {
  const ASKED = [
    'Unassigned',
    'Nobody',
    'No one yet',
    'To be appointed',
    'Not yet assigned',
    'Recruitment underway',
    'Awaiting appointment',
    '?',
    'DRO?',
    'HR (TBC)',
    'See note 2',
    'Refer to annex B',
    'Jane Smith (left)',
    'Was Jane Smith now John Brown',
    'Jane Smith -> John Brown',
    'Jane Smith → John Brown',
    'Jane Smith until June then John Brown',
    'Formerly Jane Smith',
    'Ex-DRO',
    'John Brown from June 2018',
    'Lead: DRO; Support: HR',
    'DRO (A) SIRO (R)',
    'A: DRO R: KIM team',
    'Done',
    'In progress',
    '30 June 2019',
    'June 2019',
    'Vacant',
  ]
  for (const words of ASKED)
    it(`ask about “${words}”, once, and keep the words`, () => {
      const reader = new OwnerReader(NO_NAMES, {})
      const { owners: told, ownersCell } = reader.read([words], 'Row 1', 't1r1')
      reader.read([words], 'Row 2', 't1r2')
      assert.equal(reader.questions.length, 1, JSON.stringify(reader.questions))
      assert.equal(ownersCell ?? told.join('\n'), words)
    })

  const CERTAIN = [
    'DRO',
    'Head of Recruitment',
    'Recruitment Team',
    'Jane Smith (Head of Records)',
    'Head of Records (acting)',
    'Interim DRO',
    'All staff',
    'Information Asset Owners',
    'HR (with Legal)',
    'Leaving Care Team',
    'Net Zero Delivery Board',
    'Director of Open Government',
    'New Prisons Programme',
    'Change Board',
    'Head of Assigned Risk',
    'Appointments Commission',
    'Mark Green',
  ]
  for (const words of CERTAIN)
    it(`do not include “${words}”`, () => {
      const reader = new OwnerReader(NO_NAMES, {})
      assert.ok(reader.read([words], 'Row 1', 't1r1').owners.length > 0)
      assert.deepEqual(reader.questions, [])
    })

  it('do not include a name that a register knows', () => {
    const reader = new OwnerReader(new KnownNames(['Then and Now Team']), {})
    reader.read(['Then and Now Team'], 'Row 1', 't1r1')
    assert.deepEqual(reader.questions, [])
  })

  it('tell the owners of labels from the labels', () => {
    const told = (words: string) => new OwnerReader(NO_NAMES, {}).read([words], 'Row', 't1r1').owners
    assert.deepEqual(told('Lead: DRO; Support: HR'), ['DRO', 'HR'])
    assert.deepEqual(told('DRO (A) SIRO (R)'), ['DRO', 'SIRO'])
    assert.deepEqual(told('A: DRO R: KIM team C: Legal'), ['DRO', 'KIM team'])
  })
})
