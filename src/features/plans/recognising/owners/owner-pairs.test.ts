import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { actionsOf, planOf, tableOf } from '../tables.fixture.ts'
import { readOwners } from './owners.ts'

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

describe('a column of people as a list exports them', () => {
  const owners = (...cells: readonly string[]) => {
    const plan = planOf(tableOf('Action|Owner|Due', ...cells.map((cell, at) => `Act ${at}|${cell}|May 2019`)))
    return { owners: actionsOf(plan).map((action) => action.owners.join(' + ')), asked: plan.questions }
  }

  it('holds one owner in each entry, whatever the names are', () => {
    const { owners: read, asked } = owners(
      'Brown, Sue;#12;#Patel, Ali;#15',
      'van der Berg, Pieter;#9',
      "O'Neill, Siobhan;#4;#McKay, Rory;#8",
      'de Souza, Ana;#7;#Brown, Sue;#12',
      'Mc Donald, Iain;#2',
      '14;#Brown-Smith, Sue Anne',
      'Records, Archives and Information;#30',
    )
    assert.deepEqual(read, [
      'Brown, Sue + Patel, Ali',
      'van der Berg, Pieter',
      "O'Neill, Siobhan + McKay, Rory",
      'de Souza, Ana + Brown, Sue',
      'Mc Donald, Iain',
      'Brown-Smith, Sue Anne',
      'Records, Archives and Information',
    ])
    assert.deepEqual(asked, [])
  })

  it('is read alike and asked about once where nothing numbers the names', () => {
    const { owners: read, asked } = owners(
      'Brown, Sue',
      'van der Berg, Pieter',
      'de Souza, Ana',
      'Mc Donald, Iain',
      'Brown, Sue; Patel, Ali',
    )
    assert.deepEqual(read.slice(1), [
      'van der Berg, Pieter',
      'de Souza, Ana',
      'Mc Donald, Iain',
      'Brown, Sue + Patel, Ali',
    ])
    assert.equal(asked.length, 1, JSON.stringify(asked))
  })
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
