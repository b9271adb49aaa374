import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { statusOfRow } from '../../statuses.ts'
import { readHeaders } from '../columns/header-readings.ts'
import type { ColumnField } from '../model/model.ts'
import { actionsOf, planOf, tableOf } from '../tables.fixture.ts'

/** What stands under one header beside an action and its owner, what its column is, and whether it is asked about. */
function under(header: string, cell: string, others: string = 'Action|Owner') {
  const first = others.split('|').map((_, index) => `${index + 1} words of the row`)
  const plan = planOf(tableOf(`${others}|${header}`, `${first.join('|')}|${cell}`, `${first.join('|')} more|`))
  const column = plan.tables[0]?.columns.at(-1)
  const asked = plan.questions.map(({ question }) => question)
  return {
    plan,
    column,
    isAsked: asked.some((question) => question.includes(`“${header}”`)),
    action: actionsOf(plan)[0],
  }
}

const DAYS = [
  'Escalation date|Proposed new date|Response due|Date of finding|Date of inspection|Date notified|Committee date|Kick-off date',
  'Go live date|Date approved|Date of approval|Date validated|Date of entry|Date entered|Reporting date|Date sent|Cut-off date',
  'Contract end date|Training date|Finish variance|Days to deadline|Due in|When reviewed|Monitoring (who/when/how)',
  'Success criteria (by when)|Completion criteria|Lead date|Target achieved|Deadline extended?|Review due|Finish line',
  'Date of board|Panel date|Date tested|Due diligence|Time spent|Target audience date|Completion|Board deadline|Funding deadline',
]
  .join('|')
  .split('|')

const STATUSES = [
  'Deadline met?|Met target?|Target met?|Training complete?|Funding complete?|Risk closed?|Finding closed?',
  'Is the response complete?|Report status|Milestone status|Funding status|Deadline RAG|Due date RAG|Review status|Meeting status',
  'Board RAG|Status of funding|Staff status|Is the training done?|Risk closed (Y/N)|Evidence complete Yes/No|Finding closed: yes or no',
]
  .join('|')
  .split('|')

const SEVERAL = [
  'Owner and date|Who/When|Management Action Plan (Owner & Date)|Action and timescale|Priority/timescale|Lead & deadline',
  'Owner/Due|Agreed action / responsible officer / date|Status and date|Cost/Owner|Action - owner - date|Status & update|Progress/Status',
  'Target date with owner|Owner, priority',
]
  .join('|')
  .split('|')

describe('a header that only contains the word for a kind of column', () => {
  for (const header of DAYS)
    it(`promises no day, and is asked about: ${header}`, () => {
      const { column, isAsked, action } = under(header, '12/05/2018')
      assert.equal(action?.target, null)
      assert.deepEqual([column?.field, isAsked], ['commentary', true])
      assert.match(action?.commentary ?? '', /12\/05\/2018/)
    })

  for (const header of STATUSES)
    it(`claims nothing, and is asked about: ${header}`, () => {
      const { column, isAsked, action } = under(header, /\?|Y/.test(header) ? 'Yes' : 'Complete')
      assert.equal(action && statusOfRow(action), null)
      assert.deepEqual([column?.field, isAsked], ['commentary', true])
    })

  for (const header of SEVERAL)
    it(`is asked about where it names several kinds: ${header}`, () => {
      const { column, isAsked, action } = under(header, 'Head of Governance, 30 Sept 2018')
      assert.deepEqual([action?.owners.join(), action?.target, action?.status], ['2 words of the row', null, null])
      assert.deepEqual([column?.field, isAsked], ['commentary', true])
    })

  it('does not beat one that is sure', () => {
    for (const header of ['Response due', 'Proposed new date', 'Escalation date', 'Board deadline']) {
      const { action } = under(header, '12/05/2018', 'Action|Owner|Deadline')
      assert.equal(action?.target?.text, '3 words of the row', header)
      const plan = planOf(tableOf(`Action|${header}|Due date`, 'Publish|12/05/2018|'))
      assert.equal(actionsOf(plan)[0]?.target, null, header)
    }
    assert.equal(under('Proposed new date', '1 May 2019', 'Action|Owner|Deadline').isAsked, true)
  })

  it('is not asked about where it is called by the day of a deed', () => {
    const plan = planOf(
      tableOf(
        'Task Name|Progress|Assigned To|Due date|Completed Date',
        'Publish policy|Completed|Jane Smith||28/03/2018',
      ),
    )
    const [action] = actionsOf(plan)
    assert.deepEqual([action?.target, action && statusOfRow(action)], [null, 'complete'])
    assert.deepEqual(plan.questions, [])
  })

  it('is judged with the words over its band, where it may be any date', () => {
    assert.deepEqual(readHeaders(['Escalation', 'Date']), { field: 'target', isSure: false, isOfSeveral: false })
    assert.deepEqual(readHeaders(['Monitoring', 'Due date']), { field: 'target', isSure: true, isOfSeveral: false })
  })

  it('stands in for no reference', () => {
    const plan = planOf(tableOf('Ref|Action|Risk ref', '|Publish|R7'))
    assert.equal(actionsOf(plan)[0]?.ref, null)
  })

  it('is answered by the mapping of the columns', () => {
    const table = tableOf('Action|Owner|Escalation date', 'Publish|DRO|12/05/2018')
    const plan = planOf(table, { columns: { 0: ['action', 'owner', 'target'] } })
    assert.equal(actionsOf(plan)[0]?.target?.text, '12/05/2018')
    assert.deepEqual(plan.questions, [])
  })
})

/** Headers that are sure, and the kind of their column. */
const SURE: readonly (readonly [string, ColumnField, string])[] = [
  [
    'Target|Due|Deadline|By when|Timescales|Revised target date|New deadline|Agreed implementation date|Agreed date|Target date (month/year)|Original completion date|Date for implementation|Timescale for completion|Anticipated completion date|Due date (dd/mm/yyyy)|Deadline 2018/19|By when?|Date actions will be completed|When will the action be done?|Action deadline|Revised date (if applicable)',
    'target',
    '12/05/2019',
  ],
  [
    'Status|RAG|Current status|RAG (Red/Amber/Green)|Status at 31 March 2018|Week 2 status|Completion %|% completion|Completion (%)|% complete|Closed?|Is the action complete?|Implemented Y/N|Overall RAG rating|Status this month|Action closed?|Has this been delivered?',
    'status',
    'Complete',
  ],
  [
    'Owner|Lead officer|Responsible person(s)|Action owner|Who is responsible for the action?|Owner (name and team)|Accountable executive|Assigned to|By whom?|Lead department',
    'owner',
    'DRO',
  ],
  ['Priority (H/M/L)|Risk rating|Action priority|Priority level', 'priority', 'High'],
  ['Ref|Action number|Item no.|Ref no|Unique ID', 'ref', '1.1'],
]

describe('a header of which every word belongs to the kind of its column', () => {
  for (const [headers, field, cell] of SURE)
    for (const header of headers.split('|'))
      it(`is sure: ${header}`, () => {
        const { column } = under(header, cell, field === 'owner' ? 'Action|Comments' : 'Action|Owner')
        assert.deepEqual([column?.field, column?.guessed], [field, false])
      })
})

/** Words that make something else of the word for a kind of column. */
const QUALIFIERS =
  'escalation funding supplier training committee contract evidence cut-off reporting inspection system recruitment budget procurement dependency risk finding meeting approval legal audit board ministerial parliamentary publication consultation investigation complaint testing migration archive storage software vendor invoice payment travel holiday insurance lease licence warranty retention disposal transfer appraisal selection survey interview workshop conference newsletter appointment probation maternity strategy policy guidance equality security privacy breach incident'.split(
    ' ',
  )
const KINDS: readonly (readonly [string, ColumnField, string])[] = [
  ['date', 'target', '12/05/2018'],
  ['target', 'target', '12/05/2018'],
  ['deadline', 'target', '12/05/2018'],
  ['due date', 'target', '12/05/2018'],
  ['completion date', 'target', '12/05/2018'],
  ['timescale', 'target', '12/05/2018'],
  ['status', 'status', 'Complete'],
  ['RAG', 'status', 'Complete'],
  ['complete?', 'status', 'Yes'],
  ['closed (Y/N)', 'status', 'Yes'],
  ['owner', 'owner', 'DRO'],
  ['lead officer', 'owner', 'DRO'],
  ['action', 'action', 'Do it well and soon'],
  ['ref', 'ref', '1.1'],
  ['response', 'response', 'Agreed'],
  ['priority', 'priority', 'High'],
]

describe('a sure word with another beside it', () => {
  it('is never read as if the other were not there', () => {
    assert.ok(new Set(QUALIFIERS).size >= 60)
    const others: Partial<Record<ColumnField, string>> = {
      owner: 'Action|Comments',
      action: 'Ref|Owner',
      ref: 'Action|Owner',
    }
    fc.assert(
      fc.property(
        fc.constantFrom(...QUALIFIERS),
        fc.constantFrom(...KINDS),
        fc.boolean(),
        (qualifier, [word, field, cell], isBehind) => {
          fc.pre(!isBehind || !/\?|\(/.test(word))
          const header = isBehind ? `${word} of ${qualifier}` : `${qualifier} ${word}`
          const { column, isAsked } = under(header, cell, others[field])
          assert.ok(column?.field !== field || isAsked, `${header} is read as ${column?.field} without a question`)
        },
      ),
      { numRuns: 1500 },
    )
  })
})
