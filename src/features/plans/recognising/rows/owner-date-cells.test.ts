import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Value } from '../model/model.ts'
import { KnownNames } from '../owners/known-names.ts'
import { actionsOf, planOf, tableOf } from '../tables.fixture.ts'
import { placeOwnersWithDates } from './owner-date-cells.ts'

const of = (...cells: readonly string[]) =>
  planOf(tableOf('Action|Owner/Date|Status', ...cells.map((cell, at) => `Action ${at}|${cell}|Open`)))
const told = (plan: ReturnType<typeof planOf>) =>
  actionsOf(plan).map(({ owners, target }) => `${owners.join('; ')} / ${target?.text ?? ''}`)
const aboutCells = (plan: ReturnType<typeof planOf>) =>
  plan.questions.filter(({ question }) => question.startsWith('The column “Owner/Date” has words'))

/** The lines of a cell, and whom and when they are read to say. */
const READ: readonly (readonly [string, string])[] = [
  ['Head of Legal<br>In two months', 'Head of Legal / In two months'],
  ['IT<br>In six weeks', 'IT / In six weeks'],
  ['Permanent Secretary<br>Annual review each June', 'Permanent Secretary / Annual review each June'],
  ['HR<br>During 2018-19', 'HR / During 2018-19'],
  ['Legal<br>Each financial year end', 'Legal / Each financial year end'],
  ['DPO / rolling programme', 'DPO / rolling programme'],
  ['HR / business as usual', 'HR / business as usual'],
  ['Head of Audit (Risk) / weekly', 'Head of Audit (Risk) / weekly'],
  ['Head of HR (annual (next due June 2018))', 'Head of HR / annual (next due June 2018)'],
  ['Head of<br>KIM<br>June 2018', 'Head of KIM / June 2018'],
  ['Annual Review Team<br>June 2018', 'Annual Review Team / June 2018'],
  ['HR<br>-', 'HR / '],
  ['HR<br>Now', 'HR / Now'],
  ['HR<br>31/06/2018', 'HR / 31/06/2018'],
  ['Lead: DRO; Support: HR<br>June 2018', 'DRO; HR / June 2018'],
  ['Head of Information (paper)<br>June 2018', 'Head of Information (paper) / June 2018'],
]

/** Cells in which words stand that nobody knows, that may be either, or that do not go together; the words are quoted. */
const ASKED: readonly (readonly [string, string])[] = [
  ['IT Director<br>Next board meeting', 'Next board meeting'],
  ['Head of HR, next board meeting', 'Head of HR, next board meeting'],
  ['Head of HR (next board meeting)', 'Head of HR (next board meeting)'],
  ['Board meeting<br>Records Manager', 'Board meeting'],
  ['Head of IT<br>June Board', 'June Board'],
  ['Head of IT<br>Annual Review Team', 'Annual Review Team'],
  ['Head of IT<br>Phase 2', 'Phase 2'],
  ['Head of IT<br>Audit Committee, 14 June 2018', 'Head of IT / Audit Committee, 14 June 2018'],
  ['Head of IT<br>See action 3', 'See action 3'],
  ['Head of IT<br>3, 4 and 5 March 2018', '3, 4 and 5 March 2018'],
  ['HR / June 2018 and Sept 2018', 'HR / June 2018 and Sept 2018'],
  ['Head of IT to deliver by June 2018', 'Head of IT to deliver by June 2018'],
  ['HR / Phase 2 by June 2018', 'HR / Phase 2 by June 2018'],
  ['Head of HR / ARAC June 2018', 'Head of HR / ARAC June 2018'],
  ['Jane Smith (until June 2018)', 'Jane Smith (until June 2018)'],
  ['Digital Futures', 'Digital Futures'],
]

describe('a cell with an owner and a time', () => {
  for (const [cell, read] of READ)
    it(`is parted where each part is known: ${cell}`, () => {
      const plan = of(cell)
      assert.deepEqual([told(plan), aboutCells(plan)], [[read], []])
    })

  for (const [cell, words] of ASKED)
    it(`is kept as written and asked about where a part is not: ${cell}`, () => {
      const plan = of(cell)
      const [action] = actionsOf(plan)
      assert.equal(action?.commentary, `Owner/Date: ${cell.replaceAll('<br>', '\n')}`)
      assert.deepEqual(
        [told(plan), aboutCells(plan).map(({ question }) => question)],
        [
          [' / '],
          [
            `The column “Owner/Date” has words that may say who does an action or when it is due, such as “${words}”. Who does these actions, and when are they due?`,
          ],
        ],
      )
    })

  it('is asked about once for a table', () => {
    const plan = of('HR<br>Next board meeting', 'IT<br>June 2018', 'IT<br>Phase 2', 'Digital Futures')
    assert.deepEqual(told(plan), [' / ', 'IT / June 2018', ' / ', ' / '])
    assert.deepEqual(
      aboutCells(plan).map(({ places }) => places),
      [['t1r2', 't1r4', 't1r5']],
    )
  })

  it('names as its owner what stands beside a date and may be a name, and that is asked', () => {
    const plan = of('Digital Futures<br>In six weeks', 'Sam / June 2018', 'Board meeting / June 2018')
    assert.deepEqual(told(plan), ['Digital Futures / In six weeks', 'Sam / June 2018', ' / '])
    assert.deepEqual(
      aboutCells(plan).map(({ question, guess, places = [] }) => [question, guess, places.length]),
      [
        [
          'The column “Owner/Date” has words beside dates that may be names, such as “Digital Futures”. Do they say who does these actions?',
          'Yes: they are recorded as the owners.',
          2,
        ],
        [
          'The column “Owner/Date” has words that may say who does an action or when it is due, such as “Board meeting”. Who does these actions, and when are they due?',
          'It is not known, so neither is recorded. The cells are kept as they are written, with the commentary.',
          0,
        ],
      ],
    )
  })

  it('is asked about where another column holds owners or dates, too', () => {
    const plan = planOf(tableOf('Action|Owner/Date|Due', 'Train|HR / June 2018|May 2018'), {
      columns: { 0: ['action', 'owner-and-target', 'target'] },
    })
    assert.deepEqual(told(plan), ['HR / May 2018'])
    assert.equal(aboutCells(plan).length, 1)
  })

  it('names whom the registers know', () => {
    const place = (names: readonly string[]) => {
      const paragraphs = ['Head of IT', 'Monthly Board']
      const cell: Value = { column: 1, header: 'Owner/Date', paragraphs, list: false, own: true }
      const values = new Map([['owner-and-target' as const, [cell]]])
      placeOwnersWithDates(values, new KnownNames(names))
      return [...values.keys()]
    }
    assert.deepEqual([place([]), place(['Monthly Board'])], [['commentary'], ['owner']])
  })

  it('is not weighed line by line where it is long', () => {
    const plan = of(Array.from({ length: 3000 }, () => 'Annual review, June by the Board').join('<br>'))
    assert.deepEqual([told(plan), aboutCells(plan).length], [[' / '], 1])
  })
})

describe('a cell of owners alone', () => {
  it('does not take a time in a line below somebody for an owner, and asks once', () => {
    const rows = ['Head of IT<br>In six weeks', 'Legal<br>Each financial year end', 'DRO<br>Weekly', 'HR']
    const plan = planOf(tableOf('Action|Owner', ...rows.map((cell, at) => `Act ${at}|${cell}`)))
    assert.deepEqual(
      actionsOf(plan).map(({ owners }) => owners),
      [['Head of IT'], ['Legal'], ['DRO'], ['HR']],
    )
    assert.deepEqual(
      plan.questions.map(({ question }) => question),
      ['Are dates below the owners, such as “In six weeks”, those on which the actions are due?'],
    )
  })
})
