import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { actionsOf, planOf, tableOf } from './tables.fixture.ts'

const PLAN = tableOf('Ref|Action|Owner|Due|RAG', '1|Write the policy|DRO|June 2019|Green')
const OTHERS: readonly (readonly [string, readonly string[]])[] = [
  ['people', ['Name|Role|Responsibility', 'Jane Smith|DRO|Keeps the retention schedule']],
  ['people', ['Role|Name', 'Senior Information Risk Owner|Jane Smith', 'DRO|Ali Patel']],
  ['people', ['Name|Role|Date|Signature', 'Jane Smith|SIRO|3 May 2018|JS']],
  ['people', ['Name|Organisation|Email', 'Jane Smith|HMRC|jane@example.org']],
  ['people', ['Name|Job title|Telephone', 'Jane Smith|Head of records|020 7946 0000']],
  ['roles', ['Role|Action', 'Keeper|Keeps the store', 'Reader|Asks for papers']],
  ['roles', ['Post|Duties', 'Keeper|Keeps the store']],
  ['approvals', ['Approved by|Date', 'The Board|3 May 2018']],
  ['versions of the document', ['Date|Version|Action|By', '3 May 2018|1.0|First written|Jane Smith']],
  ['versions of the document', ['Version|Date|Author|Changes', '1.0|3 May 2018|Jane|First issue of the plan']],
  ['versions of the document', ['Version no|Date of issue|Summary of changes', '1.0|3 May 2018|First issue']],
  ['words and their meanings', ['Term|Definition', 'IAO|Information asset owner']],
  ['words and their meanings', ['Abbreviation|Meaning', 'IAO|Information asset owner']],
  ['words and their meanings', ['Colour|Meaning', 'Red|Late', 'Green|On track']],
  ['words and their meanings', ['RAG status|Description', 'Red|Late', 'Blue|Complete']],
  ['words and their meanings', ['Red|Late', 'Amber|At risk', 'Blue|Complete']],
  ['measures', ['Measure|Target|Lead', 'Staff trained in records|95%|HR']],
  ['measures', ['KPI|Baseline|Target|Owner', 'Requests in time|80%|90%|FOI team']],
  ['counts', ['Status|Number', 'Complete|4', 'Overdue|2']],
  ['counts', ['Status|%', 'Complete|60', 'Overdue|40']],
  ['facts about the document', ['Title|Records plan', 'Version|2', 'Owner|Jane', 'Status|Final', 'Date|12 May 2018']],
  ['facts about the document', ['Document owner|Jane', 'Review date|May 2019']],
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
          [`The table seems to hold ${subject}, and no actions. Is it part of the plan?`],
        )
        const isHeaded = subject !== 'facts about the document' && rows[0] !== 'Red|Late'
        assert.equal(plan.leftOver.length, rows.length - (isHeaded ? 1 : 0))
        const kept = JSON.stringify(plan)
        for (const words of rows.join('|').split('|')) assert.ok(kept.includes(words), words)
      }
    })

  it('are sheets that explain the others, by their name', () => {
    const sheet = (name: string) =>
      `<table><caption>${name}</caption><tr><td>Column<td>What to write</tr><tr><td>Owner<td>Who answers for it</tr></table>`
    for (const name of [
      'Guidance',
      'Instructions',
      'Read me',
      'How to complete this plan',
      'Lists',
      '2. Guidance notes',
    ]) {
      const plan = planOf(PLAN + sheet(name))
      assert.deepEqual(
        actionsOf(plan).map(({ text }) => text),
        ['Write the policy'],
      )
      assert.deepEqual(plan.questions, [])
      assert.ok(plan.leftOver.some(({ text }) => text === 'Owner · Who answers for it'))
    }
    assert.notDeepEqual(planOf(PLAN + sheet('S')).questions, [])
    const named = PLAN.replace('<table>', '<table><caption>Lists</caption>')
    assert.equal(actionsOf(planOf(PLAN + named)).length, 2)
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
        PLAN +
          tableOf(
            headers,
            headers
              .split('|')
              .map((_, column) => `Write policy ${column}`)
              .join('|'),
          ),
      )
      assert.ok(!plan.questions.some(({ question }) => question.includes('part of the plan')), headers)
      assert.equal(actionsOf(plan).length, 2, headers)
    }
  })

  it('do not date a plan by their rows, unless these tell of the document', () => {
    const control = tableOf('Title|Records plan', 'Version|2', 'Date|12 May 2018', 'Author|Jane')
    assert.deepEqual([planOf(control + PLAN).asOf, planOf(control + PLAN).isDated], ['2018-05-12', true])
  })
})
