import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { planOf, tableOf } from '../tables.fixture.ts'
import { leadingRef } from './refs.ts'

const read = (...parts: readonly string[]) =>
  planOf(parts.map((part) => (part.includes('|') ? tableOf(...part.split('\n')) : `<p>${part}</p>`)).join(''))
const told = (plan: ReturnType<typeof read>) =>
  plan.recommendations.map(({ ref, actions }) => `${ref}: ${actions.map(({ text }) => text).join(', ')}`)
const asked = (plan: ReturnType<typeof read>) =>
  plan.questions.filter(({ question }) => /come.? back/.test(question)).map(({ where, question }) => [where, question])

/** What it is called, the parts of the document, its recommendations with their actions, and whether it is asked about numbers. */
const CASES: readonly (readonly [string, readonly string[], readonly string[], number])[] = [
  [
    'audits whose name stands in the first row only',
    [
      'Audit|Rec|Pri|Agreed action\nRM 2016/17|1|H|Publish a policy\n|2|H|Train the staff\n|3|M|Review the policy\nFOI 2017/18|1|H|Hire an officer\n|2|H|Write a log\n|3|M|Report each month\nDQ|4|H|Check the data',
    ],
    [
      '1: Publish a policy',
      '2: Train the staff',
      '3: Review the policy',
      '1: Hire an officer',
      '2: Write a log',
      '3: Report each month',
      '4: Check the data',
    ],
    0,
  ],
  [
    'audits whose name stands in each row',
    ['Report|Rec no|Action\nRM|1|Publish it\nRM|1|Print it\nFOI|1|Hire\nFOI|2|Log\nRM|2|Bind it'],
    ['1: Publish it, Print it', '1: Hire', '2: Log', '2: Bind it'],
    0,
  ],
  [
    'an audit that comes back',
    ['Audit|Rec no|Action\nRM|1|Publish it\nFOI|1|Hire\nRM|1|Print it'],
    ['1: Publish it, Print it', '1: Hire'],
    0,
  ],
  [
    'an unknown first column beside numbers that start again',
    ['Exercise|Rec no|Action\nRM|1|Publish it\nRM|2|Print it\nFOI|1|Hire\nFOI|2|Log'],
    ['1: Publish it', '2: Print it', '1: Hire', '2: Log'],
    0,
  ],
  [
    'an unknown first column beside one recommendation',
    ['Site|Rec no|Action\nLondon|1|Publish it\nLeeds|1|Print it\nLondon|2|Hire\nLeeds|2|Log'],
    ['1: Publish it, Print it', '2: Hire, Log'],
    0,
  ],
  [
    'a reference that is said twice in turn',
    ['Ref|Action\n1.1|A one\n1.1|B one\n2.1|C one'],
    ['1: A one, B one', '2: C one'],
    0,
  ],
  [
    'a number that comes back',
    ['Rec|Action\n1|Publish it\n2|Train\n1|Adopt it'],
    ['1: Publish it', '2: Train', '1: Adopt it'],
    1,
  ],
  [
    'a number that goes on',
    ['Rec|Action\n1|Publish it\n1|Adopt it\n2|Train'],
    ['1: Publish it, Adopt it', '2: Train'],
    0,
  ],
  [
    'numbers that start again below a paragraph',
    ['Rec|Action\n1|A one\n2|B one', 'Audit two', 'Rec|Action\n1|C one\n2|D one'],
    ['1: A one', '2: B one', '1: C one', '2: D one'],
    1,
  ],
  [
    'numbers that start again in the next table',
    ['Rec no|Action\nR1|A one\nR2|B one', 'Rec no|Action\nR1|C one\nR2|D one'],
    ['R1: A one', 'R2: B one', 'R1: C one', 'R2: D one'],
    1,
  ],
  [
    'a list of recommendations that stands before their actions',
    [
      'Rec no|Recommendation|Action\n1|Publish a policy|\n2|Train everybody|',
      'Rec no|Action\n1|Write it\n1|Print it\n2|Hire a trainer',
    ],
    ['1: Write it, Print it', '2: Hire a trainer'],
    0,
  ],
  [
    'words that are said again in each row',
    ['Rec no|Recommendation|Action\n1|Publish|Write it\n2|Train|Hire\n1|Publish|Print it'],
    ['1: Write it, Print it', '2: Hire'],
    0,
  ],
  [
    'words that are said only the first time',
    ['Rec no|Recommendation|Action\n1|Publish|Write it\n2|Train|Hire\n1||Print it'],
    ['1: Write it, Print it', '2: Hire'],
    1,
  ],
  [
    'other words below the same number',
    ['Rec no|Recommendation|Action\n1|Publish|Write it\n2|Train|Hire\n1|Count|Print it'],
    ['1: Write it', '2: Hire', '1: Print it'],
    0,
  ],
  [
    'references that are no bare numbers',
    ['Rec no|Action\nRM/1|A one\nRM/2|B one\nRM/1|C one'],
    ['RM/1: A one, C one', 'RM/2: B one'],
    0,
  ],
  [
    'groups of references that start again',
    ['Ref|Action\n1.1|A one\n1.2|B one\n2.1|C one', 'Audit two', 'Ref|Action\n1.1|D one\n2.1|E one'],
    ['1: A one, B one', '2: C one', '1: D one', '2: E one'],
    1,
  ],
  [
    'groups of references out of order',
    ['Ref|Action\n1.1|A one\n2.1|B one\n1.2|C one\n2.2|D one'],
    ['1: A one, C one', '2: B one, D one'],
    0,
  ],
]

describe('numbers of recommendations that come back', () => {
  for (const [name, parts, recommendations, questions] of CASES)
    it(`are read for ${name}`, () => {
      const plan = read(...parts)
      assert.deepEqual(told(plan), recommendations)
      assert.equal(asked(plan).length, questions, JSON.stringify(plan.questions, null, 1))
    })

  it('say where they start again, and of which audit they are', () => {
    assert.deepEqual(asked(read('Rec|Action\n1|Publish it\n2|Train\n1|Adopt it\n2|Stop')), [
      [
        'Table 1, row 4',
        'The number “1” comes back after others. Do the numbers of the recommendations start again there?',
      ],
    ])
    const plan = read('Audit|Rec|Action\nRM|1|Publish it\n|2|Print it\nFOI|1|Hire')
    assert.deepEqual(
      plan.recommendations.map(({ commentary }) => commentary),
      ['Audit: RM', 'Audit: RM', 'Audit: FOI'],
    )
  })
})

describe('a list that runs on in the words of an action', () => {
  it('gives the action no reference', () => {
    for (const [words, ref, text] of [
      ['1. Buy 2. Install 3. Test', null, '1. Buy 2. Install 3. Test'],
      ['1) Buy it; 2) install it', null, '1) Buy it; 2) install it'],
      ['a) Buy b) Install', null, 'a) Buy b) Install'],
      ['(i) Buy (ii) Install', null, '(i) Buy (ii) Install'],
      ['1. Buy the store', '1', 'Buy the store'],
      ['2. Install 3. Test', '2', 'Install 3. Test'],
      ['1. Buy 2 stores', '1', 'Buy 2 stores'],
    ] as const)
      assert.deepEqual(leadingRef(words), { ref, text }, words)
  })
})
