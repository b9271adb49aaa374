import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { actionsOf, planOf, tableOf } from '../tables.fixture.ts'
import { ownerWithDate } from './owners-with-dates.ts'

/** The words of a cell, the owner and the date in them; nothing where they cannot be told. */
const LINES: readonly (readonly [string, string, string] | readonly [string])[] = [
  ['Records Manager / 30 June 2018', 'Records Manager', '30 June 2018'],
  ['HR (by Dec 2018)', 'HR', 'by Dec 2018'],
  ['IT - March 2019', 'IT', 'March 2019'],
  ['IT – end March 2019', 'IT', 'end March 2019'],
  ['DRO, June 2018', 'DRO', 'June 2018'],
  ['SIRO by Sept 2018', 'SIRO', 'by Sept 2018'],
  ['Legal: Oct 2018', 'Legal', 'Oct 2018'],
  ['CE 30/6/18', 'CE', '30/6/18'],
  ['Head of HR | Q3 2018', 'Head of HR', 'Q3 2018'],
  ['Jane Smith, Head of HR / March 2019', 'Jane Smith, Head of HR', 'March 2019'],
  ['30/6/18 - CE', 'CE', '30/6/18'],
  ['By 30 June 2018: Records Manager', 'Records Manager', 'By 30 June 2018'],
  ['SIRO / ongoing', 'SIRO', 'ongoing'],
  ['DRO / TBC', 'DRO', 'TBC'],
  ['Dec 2018', '', 'Dec 2018'],
  ['HR (each quarter)', 'HR', 'each quarter'],
  ['IT; monthly until March 2019', 'IT', 'monthly until March 2019'],
  ['CIO / from April 2018', 'CIO', 'from April 2018'],
  ['Head of Estates / before the move', 'Head of Estates', 'before the move'],
  ['Head of HR / 3 months after approval', 'Head of HR', '3 months after approval'],
  ['IT / completed May 2018', 'IT', 'completed May 2018'],
  ['Estates – subject to funding', 'Estates', 'subject to funding'],
  ['Jane Smith, Head of HR / every six months', 'Jane Smith, Head of HR', 'every six months'],
  ['Records Manager / Done', 'Records Manager', 'Done'],
  ['Legal: as soon as the contract is signed', 'Legal', 'as soon as the contract is signed'],
  ['SIRO ongoing', 'SIRO', 'ongoing'],
  ['Head of IT when SharePoint is live', 'Head of IT', 'when SharePoint is live'],
  ['Quarterly / Audit Committee', 'Audit Committee', 'Quarterly'],
  ['Within six months - Head of IT', 'Head of IT', 'Within six months'],
  ['Quarterly from July 2018', '', 'Quarterly from July 2018'],
  ['Annually each March', '', 'Annually each March'],
  ['Within six months', '', 'Within six months'],
  ['When SharePoint is live', '', 'When SharePoint is live'],
  ['Complete', '', 'Complete'],
  ['Implemented', '', 'Implemented'],
  ['Quarterly, from July 2018', '', 'Quarterly, from July 2018'],
  ['Quarterly (Head of HR)', 'Head of HR', 'Quarterly'],
  ['Ongoing, DRO', 'DRO', 'Ongoing'],
  ['Quarterly; from July 2018', '', 'Quarterly; from July 2018'],
  ['Twice a year', '', 'Twice a year'],
  ['In progress', '', 'In progress'],
  ['Annual Review Team'],
  ['Head of Quarterly Reporting'],
  ['Complete Solutions Ltd'],
  ['Monthly Returns Clerk'],
  ['Director of Change'],
  ['April Jones'],
  ['Year End Team'],
  ['Jane Smith (from June 2018)'],
  ['Once the roof is mended / Estates'],
  ['HR / June 2018 and Sept 2018'],
  ['Jane May'],
  ['Team 2'],
  ['Jane Smith (until June 2018)'],
  ['Jane Smith from June 2018'],
]

describe('a line with an owner and a date', () => {
  for (const [words, owner, date] of LINES)
    it(`is parted where that is sure: ${words}`, () =>
      assert.deepEqual(ownerWithDate(words), owner === undefined ? null : { owner, date }))
})

const of = (headers: string, ...rows: readonly string[]) => planOf(tableOf(headers, ...rows))
const told = (plan: ReturnType<typeof planOf>) =>
  actionsOf(plan).map(({ owners, target }) => `${owners.join(';')} / ${target?.text ?? ''}`)
const asked = (plan: ReturnType<typeof planOf>) => plan.questions.map(({ question, guess }) => `${question} ${guess}`)

describe('a column of owners with their dates', () => {
  for (const header of [
    'Responsible officer / Timescale',
    'Owner/Date',
    'Lead / Deadline',
    'Responsibility & timescale',
    'Owner and date',
    'By whom and when',
    'Who, by when',
    'Action owner / due date',
    'Lead officer (and target date)',
    'Deadline and lead',
  ])
    it(`is both, and is asked about once: ${header}`, () => {
      const plan = of(
        `Action|${header.replace('&', '&amp;')}|Status`,
        'Train|HR / Dec 2018|Open',
        'Adopt|<p>DRO</p><p>June 2018</p>|Open',
        'Buy|IT|Open',
      )
      assert.deepEqual(told(plan), ['HR / Dec 2018', 'DRO / June 2018', 'IT / '])
      assert.deepEqual(asked(plan), [`What does the column “${header}” hold? Owner and target date`])
    })

  it('has times that are no days below or beside the owners', () => {
    const plan = of(
      'Action|Owner/Date',
      'Publish|Information Governance Manager<br>Quarterly from July 2018',
      'Review|DRO<br>Annually each March',
      'Move|<p>Estates</p><p>Within six months</p>',
      'Buy|Head of IT<br>When SharePoint<br>is live',
      'Test|IT<br>Complete',
      'Write|DPO<br>Implemented',
      'Train|HR<br>Within<br>six months',
      'Plan|Annual Review Team<br>June 2018',
    )
    assert.deepEqual(told(plan), [
      'Information Governance Manager / Quarterly from July 2018',
      'DRO / Annually each March',
      'Estates / Within six months',
      'Head of IT / When SharePoint is live',
      'IT / Complete',
      'DPO / Implemented',
      'HR / Within six months',
      'Annual Review Team / June 2018',
    ])
  })

  it('is never the action', () => {
    const plan = of(
      'Recommendation|Management comment|Responsible officer / Timescale',
      'Adopt a policy|Agreed|Records Manager / 30 June 2018',
    )
    assert.deepEqual(
      actionsOf(plan).map(({ text, owners }) => [text, owners]),
      [['Adopt a policy', ['Records Manager']]],
    )
  })

  it('keeps a cell that cannot be parted as commentary', () => {
    const [action] = actionsOf(of('Action|Owner/Date', 'Train|HR / June 2018 and Sept 2018', 'Buy|IT / May 2019'))
    assert.deepEqual(
      [action?.owners, action?.target, action?.commentary],
      [[], null, 'Owner/Date: HR / June 2018 and Sept 2018'],
    )
  })

  it('is none beside a day on which something was done, or beside another column of owners', () => {
    for (const headers of [
      'Action|Date raised / by whom',
      'Action|Lead|Owner/Date',
      'Action|Previous owner and date',
    ]) {
      const fields = of(headers, 'Train|HR, May 2018|HR, May 2018').tables[0]?.columns.map(({ field }) => field) ?? []
      assert.deepEqual([fields[0], fields.includes('owner-and-target')], ['action', false], headers)
    }
  })

  it('can be one that is called owner alone, where no other column holds dates', () => {
    const rows = ['Train|HR (by Dec 2018)', 'Buy|IT - March 2019', 'Adopt|DRO']
    const plan = of('Action|Owner', ...rows)
    assert.deepEqual(told(plan), ['HR / by Dec 2018', 'IT / March 2019', 'DRO / '])
    assert.deepEqual(asked(plan), ['What does the column “Owner” hold? Owner and target date'])
    const due = of('Action|Owner|Due', ...rows.map((row) => `${row}|May 2019`))
    assert.equal(due.questions.length, 1)
    assert.match(asked(due)[0] ?? '', /and other cells hold dates beside the owners/)
    assert.deepEqual(due.questions[0]?.places, ['t1r2', 't1r3'])
  })

  it('is read as such where a person says so', () => {
    const plan = planOf(tableOf('Action|Who', 'Train|HR (by Dec 2018)'), {
      columns: { 0: ['action', 'owner-and-target'] },
    })
    assert.deepEqual(told(plan), ['HR / by Dec 2018'])
  })
})
