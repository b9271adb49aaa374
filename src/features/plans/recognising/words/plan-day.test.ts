import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { readBytes } from '../../../../platform/reading/read.ts'
import { statusOfRow } from '../../statuses.ts'
import type { ImportedPlan } from '../model/model.ts'
import { recognisePlan } from '../recognise.ts'
import { actionsOf, tableOf } from '../tables.fixture.ts'

const TODAY = '2018-06-15'
const ROWS = tableOf('Ref|Action|Owner|Due', '1|Write the policy|DRO|in 6 months')
const html = (...lines: readonly string[]) =>
  recognisePlan(readBytes(Buffer.from(`<!doctype html>${lines.join('')}`), 'p.html'), TODAY)
const csv = (...lines: readonly string[]) =>
  recognisePlan(
    readBytes(
      Buffer.from([...lines, 'Ref,Action,Owner,Due', '1,Write the policy,DRO,in 6 months'].join('\n')),
      'p.csv',
    ),
    TODAY,
  )
const asksDay = ({ questions }: ImportedPlan) =>
  questions.filter(({ question }) => /date of the plan/.test(question)).length
const dayOf = (plan: ImportedPlan) => (plan.isDated ? plan.asOf : null)

const CERTAIN: readonly (readonly [readonly string[], string])[] = [
  [['<h1>Action plan: Public Records Act 1958 compliance, May 2018</h1>'], '2018-05-31'],
  [['<h1>Audit progress report – 31 May 2018</h1>', '<h2>Audits of 2016-17</h2>'], '2018-05-31'],
  [
    ['<h1>Treasury Minutes Progress Report: May 2018</h1>', '<h2>Fifteenth Report of Session 2016-17: Culture</h2>'],
    '2018-05-31',
  ],
  [
    [
      '<h1>Treasury Minutes</h1>',
      '<p>Audit and Risk Committee, 14 June 2018</p>',
      '<p>This report covers audits in 2016/17 and 2017/18.</p>',
    ],
    '2018-06-14',
  ],
  [
    ['<h1>Information plan</h1>', '<p>Version 2.1, 14 June 2018. Supports the Information Strategy 2015-20.</p>'],
    '2018-06-14',
  ],
  [
    ['<h1>Internal Audit Plan 2016/17 – follow-up of actions</h1>', '<p>Audit Committee 14 June 2018</p>'],
    '2018-06-14',
  ],
  [['<h1>Records action plan (May 2018)</h1>'], '2018-05-31'],
  [['<h1>Records action plan May 2018</h1>'], '2018-05-31'],
  [['<h1>Records action plan: 3/5/2018</h1>'], '2018-05-03'],
  [['<h1>Plan as at 31 March 2018</h1>'], '2018-03-31'],
  [['<h1>Outstanding recommendations as at 31 March 2018</h1>'], '2018-03-31'],
  [['<h1>Open audit actions: position at 31 March 2018</h1>'], '2018-03-31'],
  [['<h1>Action plan, last updated 3 May 2018</h1>'], '2018-05-03'],
  [['<h1>Action plan approved on 3 May 2018 by the Board</h1>'], '2018-05-03'],
  [['<h1>Records plan</h1>', '<p>Data correct at 12 May 2018</p>'], '2018-05-12'],
  [['<h1>Records plan</h1>', '<p>Correct as of: 12 May 2018</p>'], '2018-05-12'],
  [['<h1>Records plan</h1>', '<p>All information is accurate as at 12/05/2018.</p>'], '2018-05-12'],
  [['<h1>Records plan</h1>', '<p>Last refreshed 12 May 2018</p>'], '2018-05-12'],
  [['<h1>Records plan</h1>', '<p>Date of report: 12 May 2018</p>'], '2018-05-12'],
  [['<h1>Records plan</h1>', '<p>May 2018 update</p>'], '2018-05-31'],
  [['<h1>Records plan</h1>', '<p>12 May 2018 progress update</p>'], '2018-05-12'],
  [['<h1>Records plan</h1>', '<p>Position as at 14 June 2018</p>'], '2018-06-14'],
  [
    ['<h1>Records plan</h1>', '<p>Version 0.4 DRAFT. Prepared by the Information Team. Position at 14 May 2018</p>'],
    '2018-05-14',
  ],
  [['<h1>Records plan</h1>', '<p>For the Board; Status as at 14 May 2018. Owner: Head of Records.</p>'], '2018-05-14'],
  [['<h1>Records plan</h1>', '<p>Owned by the Head of Records. Last updated 14 May 2018</p>'], '2018-05-14'],
  [['<h1>Plan for the Data Protection Act 2018</h1>', '<p>Agreed by the Board on 3 May 2018</p>'], '2018-05-03'],
]

const ASKED: readonly (readonly string[])[] = [
  ['<h1>Public Records (Scotland) Act 2011 improvement plan</h1>'],
  ['<h1>Section 46 Code of Practice 2021 gap analysis</h1>'],
  ['<h1>Windows 2012 migration: actions</h1>'],
  ['<h1>Action plan in response to the IMA report of March 2016</h1>'],
  ['<h1>Action plan following the inspection of 12 March 2018</h1>'],
  ['<h1>Action plan: inspection of 12 March 2018</h1>'],
  ['<h1>Action plan for the Mandate 2017-2022</h1>'],
  ['<h1>Plan 2018</h1>'],
  ['<h1>Plan 2018-19</h1>'],
  ['<h1>2018-19 information action plan</h1>'],
  ['<h1>Records plan</h1>', '<p>2018-19</p>'],
  ['<h1>Action plan</h1>', '<p>Review: 12 March 2018</p>'],
  ['<h1>Action plan</h1>', '<p>Report of the visit of 12 March 2018</p>'],
  ['<h1>Action plan</h1>', '<p>Issued in response to the notice of 12 March 2018</p>'],
  ['<h1>ISO 15489:2016 records plan</h1>'],
  ['<h1>Action plan to meet the UK GDPR by May 2018</h1>'],
  ['<h1>Action plan – next review 3 May 2018</h1>'],
  ['<h1>Inspection report, May 2018</h1>'],
  ['<h1>Records plan</h1>', '<p>The inspectors came twice. On 14 May 2018</p>'],
  ['<h1>Records plan</h1>', '<p>Prepared by the Information Team. Position at 14 May 2019</p>'],
  ['<h1>Records plan</h1>', '<p>It answers the inspectors. Position at the visit of 14 May 2018</p>'],
  ['<h1>Action plan after the visit, 12 March 2018</h1>'],
  ['<h1>Plan for the Regulations of 3 May 2018</h1>'],
  ['<h1>Action plan, September 2019</h1>'],
  ['<h1>Records plan</h1>', '<p>Board meeting 12 January 2018</p>'],
  ['<h1>Records plan</h1>', '<p>Final report issued 12 January 2018</p>'],
  ['<h1>Records plan</h1>', '<p>Report published on 12 January 2018</p>'],
  ['<h1>Records plan</h1>', '<p>As at 31 May 2019</p>'],
  ['<h1>Records plan as at 31 May 2019</h1>'],
  ['<h1>Records plan</h1>', '<p>Published 16 June 2018</p>'],
  ['<h1>Records plan</h1>', '<p>Progress update – July 2018</p>'],
  ['<h1>Records plan</h1>', '<p>Data correct at 12 May 2019</p>'],
  ['<h1>GDPR readiness action plan (25 May 2018)</h1>'],
  ['<h1>Transition plan, 29 March 2018</h1>'],
  ['<h1>Records action plan (02/13/2018)</h1>'],
  ['<h1>Records plan</h1>', '<p>Published: 02/13/2018</p>'],
]

describe('the day that a plan speaks from', () => {
  for (const [lines, day] of CERTAIN)
    it(`is certain in ${lines.join(' ')}`, () => {
      const plan = html(...lines, ROWS)
      assert.deepEqual([dayOf(plan), asksDay(plan)], [day, 0])
      assert.notEqual(actionsOf(plan)[0]?.target?.kind, 'unset')
    })

  for (const lines of ASKED)
    it(`is asked of ${lines.join(' ')}`, () => {
      const plan = html(...lines, ROWS)
      assert.deepEqual([dayOf(plan), asksDay(plan)], [null, 1])
      assert.equal(actionsOf(plan)[0]?.target?.kind, 'unset')
    })

  it('is asked of the lines above the headers of a file of values', () => {
    for (const line of ['Action plan - Public Records Act 1958', '"Strategy 2015-20, reviewed by Board 14 June 2018"'])
      assert.deepEqual([dayOf(csv(line)), asksDay(csv(line))], [null, 1], line)
    assert.equal(dayOf(csv('Action plan', '14 June 2018')), '2018-06-14')
    assert.equal(dayOf(csv('"Action plan, 14 June 2018"')), '2018-06-14')
  })

  it('may be the financial year of the plan where nothing is counted from it', () => {
    const rows = tableOf('Ref|Action|Due', '1|Write it|30 June 2018')
    for (const [title, day] of [
      ['Action Plan 2016-2017', '2016-04-01'],
      ['2017/18 records action plan', '2017-04-01'],
      ['Action plan for 2017-18', '2017-04-01'],
    ]) {
      const plan = html(`<h1>${title}</h1>`, rows)
      assert.deepEqual([dayOf(plan), plan.questions], [day, []], title)
    }
    assert.equal(asksDay(html('<h1>Public Records (Scotland) Act 2011 improvement plan</h1>', rows)), 1)
  })

  it('is asked where a year of one number stands beside the word plan, and what was done in it is no claim of its first day', () => {
    const rows = tableOf('Ref|Action|Due|Status', '1|Write it|30 June 2018|Completed 12 May 2018')
    for (const title of [
      'Plan 2018',
      'Service plan 2018',
      '2018 records action plan',
      'Action plan 2018 progress update',
    ]) {
      const plan = html(`<h1>${title}</h1>`, rows)
      assert.deepEqual([dayOf(plan), asksDay(plan)], [null, 1], title)
      assert.ok(plan.questions[0]?.guess.startsWith(`“${title}” may say it`), title)
      assert.equal(actionsOf(plan)[0]?.target?.latest, '2018-06-30')
    }
  })

  it('is asked where dates lack their year in the plan of a financial year, and they are read within it', () => {
    const plan = html(
      '<h1>Plan 2018-19</h1>',
      tableOf('Ref|Action|Due', '1|Write it|March', '2|Teach it|Q2', '3|Do it|June 2018'),
    )
    assert.deepEqual(
      actionsOf(plan).map(({ target }) => target?.latest),
      ['2019-03-31', '2018-09-30', '2018-06-30'],
    )
    assert.deepEqual([plan.asOf, plan.isDated, asksDay(plan)], ['2018-04-01', true, 1])
    for (const words of ['immediately', 'next month', 'in 3 months', 'next quarter']) {
      const other = html('<h1>Plan 2018-19</h1>', tableOf('Ref|Action|Due', `1|Write it|${words}`))
      assert.deepEqual([dayOf(other), asksDay(other)], [null, 1], words)
    }
    const calendar = html('<h1>Plan 2018</h1>', tableOf('Ref|Action|Due', '1|Write it|March'))
    assert.deepEqual([dayOf(calendar), asksDay(calendar), actionsOf(calendar)[0]?.target?.kind], [null, 1, 'unset'])
  })

  it('is never one to come, by which what is still to be done would count as done', () => {
    const rows = tableOf('Ref|Action|Due|Status', '1|Write it|Dec 2018|Completed 12/03/2019')
    for (const words of ['As at 31 May 2019', 'Last updated: 31 May 2019', 'Published 1 June 2019']) {
      const plan = html('<h1>Records plan</h1>', `<p>${words}</p>`, rows)
      assert.deepEqual([dayOf(plan), actionsOf(plan).map(statusOfRow)], [null, [null]], words)
      assert.match(plan.questions[0]?.guess ?? '', /2019” names a day that is still to come\./)
    }
    const below = html('<h1>Recommendation 1: Adopt a policy</h1>', '<p>Progress update – May 2019</p>', rows)
    assert.deepEqual(actionsOf(below).map(statusOfRow), [null])
    const month = html('<h1>Records plan</h1>', '<p>Update: June 2018</p>', rows.replace('12/03/2019', '20/06/2018'))
    assert.deepEqual([dayOf(month), actionsOf(month).map(statusOfRow)], ['2018-06-30', [null]])
  })

  it('is asked with the words that may say it', () => {
    const plan = html('<h1>Action plan following the inspection of 12 March 2018</h1>', ROWS)
    assert.match(plan.questions[0]?.guess ?? '', /“Action plan following the inspection of 12 March 2018”/)
  })
})
