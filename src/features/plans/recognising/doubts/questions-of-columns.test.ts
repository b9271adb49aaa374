import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { planOf, tableOf } from '../tables.fixture.ts'

const askedOf = (headers: string, ...cells: readonly string[]) =>
  planOf(tableOf(`Ref|Action|Owner|${headers}`, ...cells.map((cell, row) => `${row + 1}|Write it|DRO|${cell}`)), {
    asOf: '2018-05-01',
  }).questions

const MONTHS = 'Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Jan|Feb|Mar'

describe('questions of columns', () => {
  it('are asked once of a run of months or quarters', () => {
    const ofMonths = askedOf(MONTHS, 'x|||||||||||', '|x||||||||||')
    assert.deepEqual(ofMonths, [
      {
        where: 'Table 1, columns 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14 and 15',
        place: null,
        question: 'What do the columns “Apr” to “Mar” hold?',
        guess: 'Target date, where the column is ticked',
      },
    ])
    const ofQuarters = askedOf('Q1|Q2|Q3|Q4', '£5|£6||', '|£1||£2')
    assert.deepEqual(
      ofQuarters.map(({ question, guess }) => [question, guess]),
      [['What do the columns “Q1” to “Q4” hold?', 'Commentary']],
    )
  })

  it('are asked once of columns of which nothing is read, and by themselves of those that may promise', () => {
    const asked = askedOf('Cost|Volume|Escalation date|Path', '£5|3|May 2019|Folder one', '£6|4|June 2019|Folder two')
    assert.deepEqual(
      asked.map(({ where, question, guess }) => [where, question, guess]),
      [
        ['Table 1, columns 4, 5 and 7', 'What do the columns “Cost”, “Volume” and “Path” hold?', 'Commentary'],
        ['Table 1, column 6', 'What does the column “Escalation date” hold?', 'Commentary'],
      ],
    )
    assert.deepEqual(
      askedOf('Cost', '£5').map(({ question }) => question),
      ['What does the column “Cost” hold?'],
    )
  })

  it('are asked once of a table without headers', () => {
    const rows = [
      '1|Write the policy of the whole department|DRO|June 2019|Open',
      '2|Train all of its staff|HR|June 2019|Open',
    ]
    const { questions } = planOf(tableOf(...rows) + tableOf(...rows))
    assert.deepEqual(questions, [
      {
        where: 'Table 1, columns 1, 2, 3, 4 and 5',
        place: null,
        question: 'The table has no headers. What do its columns hold?',
        guess: 'In this order: action’s reference, action, owner, target date and status.',
      },
    ])
  })
})
