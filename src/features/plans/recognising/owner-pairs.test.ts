import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { readOwners } from './owners.ts'
import { actionsOf, planOf, tableOf } from './tables.fixture.ts'

const ASKED: readonly (readonly [string, readonly string[], readonly string[]])[] = [
  ['HR & Estates', ['HR & Estates'], ['HR', 'Estates']],
  ['Finance & IT', ['Finance & IT'], ['Finance', 'IT']],
  ['HR & IT', ['HR & IT'], ['HR', 'IT']],
  ['FOI & Records', ['FOI & Records'], ['FOI', 'Records']],
  ['Corporate Services & IT', ['Corporate Services & IT'], ['Corporate Services', 'IT']],
  ['HR, IT & Legal', ['HR', 'IT', 'Legal'], ['HR', 'IT & Legal']],
  ['HR & Estates / SIRO', ['HR & Estates', 'SIRO'], ['HR', 'Estates', 'SIRO']],
]
const ONE = [
  'Policy & Strategy',
  'Director of HR & Estates',
  'Head of Finance & IT',
  'Records & IT Manager',
  'IT & Digital',
  'R&D',
]

describe('two parts of the house with a sign between them', () => {
  for (const [cell, owners, other] of ASKED)
    it(`are asked about where one has a short name: ${cell}`, () =>
      assert.deepEqual(readOwners([cell]), { owners, other }))
  for (const cell of ONE)
    it(`are one where they are one part, or what somebody is for: ${cell}`, () =>
      assert.deepEqual(readOwners([cell]), { owners: [cell], other: null }))
})

describe('a column of surnames and first names', () => {
  const read = (...cells: readonly string[]) =>
    planOf(tableOf('Action|Assigned To|Due', ...cells.map((cell, index) => `Do thing ${index}|${cell}|June 2019`)))
  it('is asked about once, and each is one owner', () => {
    const plan = read('Brown, Sue', 'James, David', 'Smith, Jane', 'Brown, Sue', 'Grant, Rose')
    assert.deepEqual(
      actionsOf(plan).map(({ owners }) => owners.join(';')),
      ['Brown, Sue', 'James, David', 'Smith, Jane', 'Brown, Sue', 'Grant, Rose'],
    )
    const said = plan.questions.map(({ question, guess, places }) => [question, guess, places])
    assert.deepEqual(said, [
      [
        'Is each of the names such as “Brown, Sue” one person, with the surname first?',
        'Yes: each is recorded as one owner.',
        ['t1r2', 't1r3', 't1r5', 't1r6'],
      ],
    ])
  })
  it('is asked about with both ways to read it where only one cell is in doubt', () => {
    const [question, ...others] = read('Brown, Sue', 'Brown, Sue').questions
    assert.deepEqual(others, [])
    assert.deepEqual(question?.owners?.ways, [['Brown, Sue'], ['Brown', 'Sue']])
  })
  it('is none where parts of the house are named', () => {
    assert.equal(read('Finance, Legal', 'Estates, Procurement').questions.length, 2)
  })
})
