import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { makeOdf, makeXlsx } from '../../../../../test/documents/make.ts'
import { readBytes } from '../../../../platform/reading/read.ts'
import { recognisePlan } from '../recognise.ts'
import { planOf, tableOf } from '../tables.fixture.ts'

const TODAY = '2018-06-15'
const plain = (rows: readonly string[]) => rows.map((row) => row.split('|'))
const html = (...rows: readonly string[]) => planOf(tableOf(...rows))
const HEAD = 'Ref|Action|Owner|Due|Status'
const ROWS = [HEAD, '1.1|Write it|DRO|June 2019|Complete', '1.2|Teach it|HR|July 2019|In progress']
const textsOf = (plan: ReturnType<typeof html>) =>
  plan.recommendations.flatMap(({ actions }) => actions.map(({ text }) => text))

describe('rows at the foot that tell of the plan', () => {
  const AT_FOOT = [
    '|Programme status|||Complete',
    '|Overall assessment|||Complete',
    '|Plan completion|||100%',
    '|Implemented: 3 of 7|||43%',
    '|KPI: actions completed on time|||85%',
    '|Overall delivery confidence|||Green',
    '|Summary|||Amber',
    '|RAG summary|||Amber',
    'Total recs: 7||Implemented: 3||43%',
    '9 on track, 3 late||||',
    '|9 on track, 3 late|||',
  ]
  for (const row of AT_FOOT)
    it(`are left out, and asked about unless they can be nothing else: ${row}`, () => {
      const plan = html(...ROWS, row)
      assert.deepEqual(textsOf(plan), ['Write it', 'Teach it'])
      assert.deepEqual(
        plan.leftOver.map(({ text }) => text),
        [row.split('|').filter(Boolean).join(' · ')],
      )
      assert.equal(plan.recommendations.length, 1)
    })

  for (const row of [
    '1.3|Summary|||Complete',
    '|Publish it|HR||Complete',
    '|Publish it||June 2019|Complete',
    '|Publish the list of what is held|||Complete',
    '|1.3 Publish it|||Complete',
  ])
    it(`stay actions where they may be: ${row}`, () => {
      assert.equal(textsOf(html(...ROWS, row)).length, 3)
    })

  it('are asked about', () => {
    assert.deepEqual(
      html(...ROWS, '|Publish it|||Complete').questions.map(({ question }) => question),
      ['Does this row count the rows around it, or is it an action?'],
    )
    assert.equal(textsOf(html(...ROWS, '|Publish it|||Complete', '1.3|Count it|HR|June 2019|Complete')).length, 4)
  })
})

describe('rows that count other rows', () => {
  const TOTALS = [
    '|TOTAL|||100%',
    'TOTAL||||100%',
    '|Total:||2|50%',
    '|Overall|||100%',
    '|Overall|||60%',
    '|Programme total|||100% complete',
    '|Grand total|||2 of 2',
    '|Sub-total|2||',
    '|Actions complete|||100%',
    '|Actions completed|||1',
    '|Overall progress|||Complete',
    '|Overall status|||Amber',
    '|Overall RAG|||A',
    '|Number of actions|||1 of 1 complete',
    '|No. of recommendations||4|1 of 4 implemented',
    '|% complete|||50%',
    '|Average completion|||50%',
    '|Closed actions|||1/2',
    'Total implemented|||1|0',
    '|Total for Finance|||50%',
    '|Count of open actions|||1',
    '|Percentage complete|||50',
    '|In progress|||1',
    '|||Total|100%',
    '||Total|2|',
    '|Red||3|',
  ]
  for (const row of TOTALS)
    it(`are no actions: ${row}`, () => {
      const plan = html(...ROWS, row)
      assert.deepEqual(textsOf(plan), ['Write it', 'Teach it'])
      assert.equal(plan.recommendations.flatMap(({ actions }) => actions)[1]?.commentary, null)
      assert.deepEqual(
        plan.leftOver.map(({ where, text }) => [where, text]),
        [['Table 1, row 4', row.split('|').filter(Boolean).join(' · ')]],
      )
      assert.deepEqual(
        plan.otherRows.map(({ place, kind }) => [place, kind]),
        [['t1r4', 'total']],
      )
    })

  it('are asked about where their words may be an action', () => {
    const plan = html(...ROWS, '|Total rewrite of the policy|||50%')
    assert.deepEqual(
      plan.questions.map(({ place, question, guess }) => [place, question, guess]),
      [['t1r4', 'Does this row count the rows around it, or is it an action?', 'It counts them, so it was left out.']],
    )
  })

  const ACTIONS = [
    '9|Total|DRO|June 2019|Complete',
    '9|Total|||2',
    '|Total rewrite of the policy|DRO|June 2019|50%',
    '|Total rewrite of the policy|||Complete',
    '|Overall review of the file plan|||Complete',
    '|Complete the file plan|||50%',
    '|Number the files of the registry|||',
    '1.3|Number of staff trained|||50%',
    '|Close open actions of the audit||June 2019|50%',
    '|Write it all again|||100%',
  ]
  for (const row of ACTIONS) it(`are not these: ${row}`, () => assert.equal(textsOf(html(...ROWS, row)).length, 3))

  it('are found in workbooks, documents and the feet of web pages', () => {
    const rows = plain([...ROWS, '|Overall|||60%'])
    const odt = plain([...ROWS, '|Number of recommendations||4|1 of 4 implemented'])
    for (const bytes of [makeXlsx(rows), makeOdf('text', [{ rows: odt }])])
      assert.deepEqual(textsOf(recognisePlan(readBytes(bytes, 'p'), TODAY)), ['Write it', 'Teach it'])
    const foot =
      '<table><thead><tr><th>Ref</th><th>Action</th><th>Done</th><th>Open</th></tr></thead><tbody><tr><td>1</td><td>Do it</td><td>Yes</td><td></td></tr></tbody><tfoot><tr><td colspan=2>Total implemented</td><td>1</td><td>0</td></tr></tfoot></table>'
    const plan = recognisePlan(readBytes(Buffer.from(`<!doctype html><h1>Plan</h1>${foot}`), 'p.html'), TODAY)
    assert.deepEqual(textsOf(plan), ['Do it'])
    assert.equal(plan.leftOver.map(({ text }) => text).join(), 'Total implemented · 1 · 0')
    assert.equal(plan.recommendations[0]?.actions[0]?.commentary ?? null, null)
  })

  it('are actions where a person says so', () => {
    const document = readBytes(makeXlsx(plain([...ROWS, '|Overall|||60%'])), 'p')
    assert.equal(textsOf(recognisePlan(document, TODAY, { rows: { t1r4: 'action' } })).length, 3)
    const other = recognisePlan(document, TODAY, { rows: { t1r3: 'total' } })
    assert.deepEqual(textsOf(other), ['Write it'])
  })
})
