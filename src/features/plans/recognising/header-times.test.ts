import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { statusOfRow } from '../statuses.ts'
import { fieldOfHeader } from './headers.ts'
import { actionsOf, planOf, tableOf } from './tables.fixture.ts'

const read = (...rows: readonly (readonly string[])[]) => planOf(tableOf(...rows.map((row) => row.join('|'))))
const HEAD = ['Ref', 'Action', 'Owner', 'Due']
const ROW = ['1.1', 'Write the policy', 'DRO', 'June 2019']
const beside = (headers: readonly string[], ...cells: readonly (readonly string[])[]) =>
  read([...HEAD, ...headers], ...cells.map((one) => [...ROW, ...one]))
const first = (plan: ReturnType<typeof read>) => {
  const [action] = actionsOf(plan)
  assert.ok(action)
  return action
}

/** Headers, the cells below them, the status that counts, and how many questions are asked. */
const STATUSES: readonly (readonly [string, string, string | null, number])[] = [
  ['RAG last month|RAG this month', 'Complete|Amber', 'Amber', 0],
  ['RAG this month|RAG last month', 'Amber|Complete', 'Amber', 0],
  ['RAG last month|RAG this month', 'Closed|Not started', 'Not started', 0],
  ['Previous status|Status|Target status', 'Complete|In progress|Complete', 'In progress', 0],
  ['Target status|RAG', 'Complete|A', 'A', 0],
  ['Planned status|Actual status', 'Complete|In progress', 'In progress', 0],
  ['Expected RAG|RAG', 'B|R', 'R', 0],
  ['Baseline status|Latest status', 'Not started|In progress', 'In progress', 0],
  ['Former status|Status now', 'Complete|On hold', 'On hold', 0],
  ['Prior RAG|RAG', 'B|A', 'A', 0],
  ['Old status|New status', 'Complete|In progress', 'In progress', 0],
  ['Original status|Status', 'Complete|In progress', 'In progress', 0],
  ['Previous RAG|Current RAG', 'B|R', 'R', 0],
  ['RAG|Current RAG', 'B|R', 'R', 1],
  ['RAG|Status', 'Red|Complete', 'Complete', 1],
  ['RAG|Status', 'Green|Complete', 'Complete', 0],
  ['RAG|Status', 'Amber|In progress', 'In progress', 0],
  ['RAG|Status', 'Red|Not started', 'Not started', 0],
  ['Delivery status|RAG status', 'Complete|Not started', 'Complete', 1],
  ['Status|Delivered', 'Complete|No', 'Complete', 1],
  ['Status|Delivered', 'In progress|No', 'In progress', 0],
  ['Status|Delivery status', 'Complete|Reopened', 'Complete', 1],
  ['Status Q1|Status Q2|Status Q3', 'Complete|Reopened|In progress', 'In progress', 1],
  ['Status Q1|Q2|Q3', 'Complete|Reopened|In progress', 'In progress', 1],
  ['Status Q1|Status Q2|Status Q3', 'In progress|In progress|In progress', 'In progress', 0],
  ['Jan RAG|Feb RAG|Mar RAG', 'Complete|Amber|Red', 'Red', 1],
  ['Mar RAG|Feb RAG|Jan RAG', 'Red|Amber|Complete', 'Red', 1],
  ['Jan RAG|Feb RAG|Mar RAG', 'Amber|Complete|', 'Complete', 1],
  ['Jan RAG|Feb RAG|Mar RAG', '|Complete|', 'Complete', 1],
  ['Oct RAG|Nov RAG|Dec RAG|Jan RAG', 'Blue|Amber|Amber|Red', 'Red', 1],
  ['RAG 2018|RAG 2017', 'Red|Complete', 'Red', 1],
  ['Week 2 status|Week 10 status', 'Complete|In progress', 'In progress', 1],
  ['Status 1|Status 2', 'Complete|In progress', 'In progress', 1],
  ['Status at 31/12/2017|Status at 31/03/2018', 'Complete|In progress', 'In progress', 1],
  ['Status at 31/03/2018|Status at 31/12/2017', 'In progress|Complete', 'In progress', 1],
  ['Status|Resolution', 'Done|Won’t Do', 'Done', 1],
  ['Status|Resolution', 'Done|Duplicate', 'Done', 1],
  ['Status|Resolution', 'Done|Fixed', 'Done', 0],
  ['Status|Resolution', 'Done|Done', 'Done', 0],
  ['Status|Reason for closure', 'Closed|Superseded', 'Closed', 1],
  ['Progress', 'Not started', 'Not started', 0],
  ['Progress', 'In progress', 'In progress', 0],
  ['Progress', 'Completed', 'Completed', 0],
  ['Progress', 'Work has begun in two teams', null, 1],
  ['Status|Date RAG changed', 'In progress|12 March 2018', 'In progress', 0],
  ['Status date|RAG', '12 March 2018|Amber', 'Amber', 0],
  ['RAG rationale|RAG', 'Complete|Amber', 'Amber', 1],
  ['RAG|Reason for status', 'Amber|Complete', 'Amber', 1],
  ['Status|Owner status', 'In progress|Complete', 'In progress', 1],
  ['Owner status', 'In progress', 'In progress', 0],
  ['Status against target', 'In progress', 'In progress', 0],
  ['Status since last review', 'In progress', 'In progress', 0],
  ['Status/reason', 'In progress', 'In progress', 0],
  ['Prev RAG|RAG', 'Complete|Red', 'Red', 0],
  ['Start status|Status', 'Not started|In progress', 'In progress', 0],
  ['Year-end RAG|RAG', 'B|A', 'A', 0],
  ['Progress|Stage', 'In progress|Closed', 'Closed', 1],
  ['Open/closed', 'Open', 'Open', 0],
  ['Target status', 'Complete', null, 1],
  ['Funding status', 'Complete', null, 1],
  ['Contract status', 'Closed', null, 1],
  ['Supplier status', 'Closed', null, 1],
  ['Dependency status', 'Closed', null, 1],
  ['Financial status', 'Complete', null, 1],
  ['Approval status', 'Complete', null, 1],
  ['Recruitment RAG', 'Blue', null, 1],
  ['Risk status', 'Closed', null, 1],
  ['Funding status|Status', 'Complete|In progress', 'In progress', 0],
  ['Recruitment RAG|Status', 'Blue|In progress', 'In progress', 0],
  ['Cost RAG|Time RAG|Overall RAG', 'Green|Amber|Red', 'Red', 0],
  ['Status|Overall RAG', 'In progress|Red', 'Red', 0],
  ['B/F status|C/F status', 'Complete|In progress', 'In progress', 0],
  ['C/F RAG|B/F RAG', 'Amber|Blue', 'Amber', 0],
  ['Action status', 'Complete', 'Complete', 0],
  ['Status of recommendation', 'Complete', 'Complete', 0],
  ['Project RAG', 'Blue', 'Blue', 0],
  ['Overall delivery status', 'Complete', 'Complete', 0],
  ['RAG (Red/Amber/Green)', 'Amber', 'Amber', 0],
  ['Status as at 31 March 2018', 'Complete', 'Complete', 0],
  ['Milestone status', 'Complete', null, 1],
  ['Last status', 'Complete', null, 1],
]

describe('columns that say how an action stands', () => {
  for (const [headers, cells, status, asked] of STATUSES)
    it(`count as ${status} under ${headers}: ${cells}`, () => {
      const plan = beside(headers.split('|'), cells.split('|'))
      const action = first(plan)
      assert.equal(action.status, status)
      assert.equal(plan.questions.length, asked, JSON.stringify(plan.questions, null, 1))
      const said = `${action.status}\n${action.commentary}`
      for (const cell of cells.split('|')) assert.ok(said.includes(cell), `${cell} is kept in ${said}`)
    })

  it('are asked about once for a table of periods, and once for each row that contradicts itself', () => {
    const months = beside(
      ['Jan RAG', 'Feb RAG'],
      ['Complete', 'Amber'],
      ['Amber', 'Red'],
      ['Not started', 'In progress'],
    )
    assert.deepEqual(
      months.questions.map(({ where, question, guess }) => [where, question, guess]),
      [
        [
          'Table 1, columns 5 and 6',
          'The columns “Jan RAG” and “Feb RAG” do not say the same. Which one says how the actions stand now?',
          'The latest that is filled in: “Feb RAG” before “Jan RAG”. The others are kept as commentary.',
        ],
      ],
    )
    const twice = beside(['RAG', 'Status'], ['Red', 'Complete'], ['Green', 'Complete'], ['Amber', 'Complete'])
    assert.deepEqual(
      twice.questions.map(({ place, question, guess }) => [place, question, guess]),
      [
        [
          't1r2',
          '“Status” says “Complete”, but “RAG” says “Red”. Which is right?',
          '“Complete”. The other is kept as commentary.',
        ],
        [
          't1r4',
          '“Status” says “Complete”, but “RAG” says “Amber”. Which is right?',
          '“Complete”. The other is kept as commentary.',
        ],
      ],
    )
  })

  it('claim nothing where only what was or shall be is said', () => {
    for (const word of [
      'Previous',
      'Last',
      'Former',
      'Prior',
      'Old',
      'Target',
      'Planned',
      'Expected',
      'Baseline',
      'Forecast',
    ])
      for (const noun of ['status', 'RAG', 'RAG rating', 'Action status', 'BRAG']) {
        const action = first(beside([`${word} ${noun}`], ['Complete']))
        assert.equal(statusOfRow(action), null, `${word} ${noun}`)
      }
  })
})

describe('columns beside the owner', () => {
  const OWNERS: readonly (readonly [string, string, readonly string[]])[] = [
    ['Previous owner', 'Jane Smith', ['DRO']],
    ['Former lead', 'Jane Smith', ['DRO']],
    ['Original owner', 'Jane Smith', ['DRO']],
    ['Old lead officer', 'Jane Smith', ['DRO']],
    ['Last owner', 'Jane Smith', ['DRO']],
    ['Owner comments', 'Work goes well', ['DRO']],
    ['Owner’s comments', 'Work goes well', ['DRO']],
    ['Lead comments', 'Work goes well', ['DRO']],
    ['Comments by owner', 'Work goes well', ['DRO']],
    ['Lead update', 'Work goes well', ['DRO']],
    ['Lead date', 'May 2018', ['DRO']],
    ['Date assigned', 'May 2018', ['DRO']],
    ['Owner score', '3', ['DRO']],
    ['Owner notes', 'Away in May', ['DRO']],
    ['Owner email', 'a@b.gov.uk', ['DRO']],
    ['Lead status', 'In progress', ['DRO']],
    ['Support lead', 'HR', ['DRO']],
    ['Lead department', 'HR', ['DRO', 'HR']],
    ['Evidence owner', 'HR', ['DRO']],
  ]
  for (const [header, cell, owners] of OWNERS)
    it(`make ${owners.length} owner${owners.length > 1 ? 's' : ''} with “${header}”`, () => {
      const action = first(beside([header], [cell]))
      assert.deepEqual(action.owners, owners)
      assert.equal(action.target?.text, 'June 2019')
      assert.ok(`${action.commentary}${action.status}${action.owners.join()}`.includes(cell))
    })

  it('are asked about where nobody else is named', () => {
    const plan = read(['Ref', 'Action', 'Previous owner'], ['1', 'Write it', 'Jane Smith'])
    assert.deepEqual(first(plan).owners, [])
    assert.deepEqual(
      plan.questions.filter(({ where }) => where !== 'The document').map(({ question }) => question),
      ['What does the column “Previous owner” hold?'],
    )
  })
})

describe('columns of other kinds that say when they speak', () => {
  it('let the current date, action, priority and verdict count', () => {
    const DATES = [
      ['Previous target date|Target date', 'May 2018|June 2019', 'June 2019'],
      ['Old date|New date', 'May 2018|June 2019', 'June 2019'],
      ['Former deadline|Deadline agreed', 'May 2018|June 2019', 'June 2019'],
      ['Initial due date|Due date', 'May 2018|June 2019', 'June 2019'],
      ['Last target date|Target date now', 'May 2018|June 2019', 'June 2019'],
      ['Baseline date|Target date', 'May 2018|June 2019', 'June 2019'],
    ] as const
    for (const [headers, cells, text] of DATES) {
      const plan = read(['Ref', 'Action', 'Owner', ...headers.split('|')], ['1', 'Do', 'DRO', ...cells.split('|')])
      assert.equal(first(plan).target?.text, text, headers)
      assert.deepEqual(plan.questions, [], headers)
    }
    const plan = read(
      ['Ref', 'Original action', 'Revised action', 'Owner', 'Previous priority', 'Priority', 'Old ref'],
      ['1', 'Write a policy', 'Write a strategy', 'DRO', 'Low', 'High', '7.2'],
    )
    const { text, priority, ref, predecessor } = first(plan)
    assert.deepEqual([text, priority, ref, predecessor], ['Write a strategy', 'High', '1', '7.2'])
    const judged = beside(['Status', 'Previous verdict', 'Verdict'], ['Complete', 'Accepted', 'Not accepted'])
    assert.equal(first(judged).verdict, 'Not accepted')
    assert.equal(first(beside(['Status', 'Previous verdict'], ['Complete', 'Accepted'])).verdict, undefined)
  })

  it('ask where only a previous date is filled in', () => {
    const plan = read(
      ['Ref', 'Action', 'Owner', 'Previous date', 'Target date'],
      ['1', 'Do it', 'DRO', 'May 2018', ''],
      ['2', 'Do that', 'DRO', 'May 2018', 'June 2019'],
    )
    assert.equal(first(plan).target?.text, 'May 2018')
    assert.deepEqual(
      plan.questions.map(({ place, question }) => [place, question]),
      [['t1r2', 'Does “May 2018” under “Previous date” still stand?']],
    )
  })

  it('are told by their headers', () => {
    const fields = {
      'Target score': 'commentary',
      'Target rating': 'commentary',
      'Target maturity level': 'commentary',
      'Target RAG': 'commentary',
      'Target risk score': 'commentary',
      'Date RAG changed': 'commentary',
      'Status date': 'commentary',
      'RAG rationale': 'commentary',
      'Status agreed by': 'commentary',
      'RAG trend': 'commentary',
      'Status explanation': 'commentary',
      'Status Q1': 'status',
      'RAG this month': 'status',
      'Previous owner': 'commentary',
      'Owner status': 'status',
      'Lead officer’s status': 'status',
      'Management response Agreed action': 'action',
      'Management response to the agreed action': 'response',
      'Last updated': 'updated',
      'Previous ref': 'predecessor',
      'Original target date': 'target',
      'Next action': 'action',
      'Planned action': 'action',
      'Target date': 'target',
      'Previous action': 'predecessor',
    }
    for (const [header, field] of Object.entries(fields)) assert.equal(fieldOfHeader(header), field, header)
  })
})
