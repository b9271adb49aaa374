import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { actionsOf, planOf, tableOf } from './tables.fixture.ts'

const PLAN = tableOf('Ref|Action|Owner|Due|RAG', '1|Write the policy|DRO|June 2019|Green')
const OTHERS: readonly (readonly [string, readonly string[]])[] = [
  ['people and their roles', ['Name|Role|Responsibility', 'Jane Smith|DRO|Keeps the retention schedule']],
  ['people and their roles', ['Role|Name', 'Senior Information Risk Owner|Jane Smith', 'DRO|Ali Patel']],
  ['people and their roles', ['Name|Role|Date|Signature', 'Jane Smith|SIRO|3 May 2018|JS']],
  ['people and their roles', ['Name|Organisation|Email', 'Jane Smith|HMRC|jane@example.org']],
  ['people and their roles', ['Name|Job title|Telephone', 'Jane Smith|Head of records|020 7946 0000']],
  ['approvals', ['Approved by|Date', 'The Board|3 May 2018']],
  ['the versions of the document', ['Version|Date|Author|Changes', '1.0|3 May 2018|Jane|First issue of the plan']],
  ['the versions of the document', ['Version no|Date of issue|Summary of changes', '1.0|3 May 2018|First issue']],
  ['words or colours and what they mean', ['Term|Definition', 'IAO|Information asset owner']],
  ['words or colours and what they mean', ['Abbreviation|Meaning', 'IAO|Information asset owner']],
  ['words or colours and what they mean', ['Colour|Meaning', 'Red|Late', 'Green|On track']],
  ['words or colours and what they mean', ['RAG status|Description', 'Red|Late', 'Green|Complete']],
  ['words or colours and what they mean', ['Red|Late', 'Amber|At risk', 'Green|Complete']],
  ['measures and their targets', ['Measure|Target|Lead', 'Staff trained in records|95%|HR']],
  ['measures and their targets', ['KPI|Baseline|Target|Owner', 'Requests in time|80%|90%|FOI team']],
  ['counts', ['Status|Number', 'Complete|4', 'Overdue|2']],
  ['the document itself', ['Title|Records plan', 'Version|2', 'Owner|Jane', 'Status|Final', 'Date|12 May 2018']],
  ['the document itself', ['Document owner|Jane', 'Review date|May 2019']],
]

describe('tables that hold no actions', () => {
  for (const [subject, rows] of OTHERS)
    it(`are left out and asked about: ${rows[0]}`, () => {
      for (const html of [tableOf(...rows) + PLAN, PLAN + tableOf(...rows)]) {
        const plan = planOf(html)
        assert.deepEqual(
          actionsOf(plan).map(({ text, status }) => [text, status]),
          [['Write the policy', 'Green']],
        )
        assert.deepEqual(
          plan.questions.map(({ question }) => question),
          [`Does this table hold actions? It seems to be of ${subject}.`],
        )
        const kept = JSON.stringify(plan)
        for (const words of rows.join('|').split('|')) assert.ok(kept.includes(words), words)
      }
    })

  it('are read where somebody says what their columns hold', () => {
    const plan = planOf(tableOf('Role|Name', 'Write the policy|Jane') + PLAN, {
      columns: { 0: ['action', 'owner'] },
      headerRows: { 0: 0 },
    })
    assert.deepEqual(
      actionsOf(plan).map(({ text, owners }) => [text, owners]),
      [
        ['Write the policy', ['Jane']],
        ['Write the policy', ['DRO']],
      ],
    )
  })

  it('are none of those that a plan may have', () => {
    for (const headers of [
      'Name|Assigned to|Due date|Completed',
      'Measure|Lead|Deadline|Status',
      'Issue|Action|Date',
      'Action|Owner',
      'Recommendation|Response|Date',
      'Ref|Description|Owner|Status',
      'What|Who|When',
      'Objective|Lead|Date',
    ]) {
      const plan = planOf(
        tableOf(
          headers,
          headers
            .split('|')
            .map((_, column) => `Write policy ${column}`)
            .join('|'),
        ),
      )
      assert.ok(!plan.questions.some(({ question }) => question.startsWith('Does this table')), headers)
      assert.equal(actionsOf(plan).length, 1, headers)
    }
  })

  it('do not date a plan by their rows, unless these tell of the document', () => {
    const control = tableOf('Title|Records plan', 'Version|2', 'Date|12 May 2018', 'Author|Jane')
    assert.deepEqual([planOf(control + PLAN).asOf, planOf(control + PLAN).isDated], ['2018-05-12', true])
  })
})
