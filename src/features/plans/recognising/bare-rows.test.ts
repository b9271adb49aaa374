import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Choices } from './model.ts'
import { placesOf } from './questions.ts'
import { actionsOf, planOf, tableOf } from './tables.fixture.ts'

const HEAD = 'Ref|Action|Owner|Due|Status'
const COUNT = 12
const ORDINARY = Array.from({ length: COUNT }, (_, at) => `${at + 1}|Write policy number ${at + 1}|DRO|June 2019|Open`)
const withoutRef = (row: string) => row.slice(row.indexOf('|') + 1)

/** What stands alone in a row of a table in one way or another, with the words that it may be about. */
const ODD: readonly ((about: string) => string)[] = [
  ...[
    'None foreseen|No training required|No controls required|Not needed|There are no actions required|Nothing arose',
    'None - policy in place|None (compliant)|None, fully met|Never applied|Nobody has asked|n/a for us|N/A|nil|no|-|—|…|?|???',
    'Withdrawn|Withdrawn June 2018|Withdrawn by board|Superseded by action 4|Closed|Cancelled at the board|Void|Merged with 3',
    'See annex B|see below|as above|Ditto|TBC|tbd|To follow|Awaiting the board|Continued|(continued)|cont’d|End|END|Total|Subtotal',
    'Ratings used:|What the colours mean|Red – overdue|G = good|Key|Legend|Note|Notes: see over|* subject to money|NB dates may slip',
    'Version 2.1|Page 2 of 3|OFFICIAL|Source: audit|Prepared by: DRO|12/06/2019|June 2019|Q4|50%|£5k|1|A|iv|Jane Smith|DRO|Complete',
    'and all stores|to be read with the annex|of the estate|Thank you|Actions|Owner|http://example.org|Yes|Agreed|OK|Done',
  ].flatMap((line) => line.split('|').map((words) => () => words)),
  (about) => about,
  (about) => about.toUpperCase(),
  (about) => about.toLowerCase(),
  (about) => `${about}.`,
  (about) => `${about}:`,
  (about) => `(${about})`,
  (about) => `“${about}”`,
  (about) => `${about} – no change`,
  (about) => `Recommendation 7 ${about}`,
  (about) => `R7 ${about}`,
  (about) => `Theme 7 ${about}`,
  (about) => `Part B ${about}`,
  (about) => `Section 7: ${about}`,
  (about) => `No ${about}`,
  (about) => `No ${about} required`,
  (about) => `Superseded: ${about}`,
  (about) => `e.g. ${about}`,
  (about) =>
    `Keep ${about} in mind throughout the year, as the auditors said at length in their second report to the committee.`,
]
const ABOUT = ['Storage', 'The old store', 'Records of the board, 1990 to 2004', 'Training and awareness']
const CELLS = [...new Set(ODD.flatMap((form) => ABOUT.map(form)))]

const read = (cell: string, at: number, hasRefs: boolean, choices?: Choices) => {
  const rows = [...ORDINARY.slice(0, at), `|${cell}|||`, ...ORDINARY.slice(at)]
  return planOf(tableOf(...[HEAD, ...rows].map((row) => (hasRefs ? row : withoutRef(row)))), choices)
}

describe('a row in which nothing stands of what most others have', () => {
  it('has many forms', () => assert.ok(ODD.length > 80 && CELLS.length > 150))

  for (const hasRefs of [true, false])
    for (const at of [0, 5, COUNT])
      it(`is no action without a question, ${at} rows down, ${hasRefs ? 'with' : 'without'} references`, () => {
        for (const cell of CELLS) {
          const plan = read(cell, at, hasRefs)
          const place = `t1r${at + 2}`
          const rows = new Set(actionsOf(plan).map((action) => action.place.replace(/\..*/, '')))
          const isAsked = plan.questions.some((one) => placesOf(one).some((of) => of.replace(/\..*/, '') === place))
          assert.ok(isAsked || !rows.has(place), `silent action: ${cell}`)
          const whole = actionsOf(plan).filter(
            (one) => one.place !== place && one.text.startsWith('Write policy number'),
          )
          assert.equal(whole.length, COUNT, `others lost: ${cell}`)
          assert.ok(isAsked || whole.every(({ text }) => !text.includes('\n')), `silently added: ${cell}`)
        }
      })

  it('is asked once for a table, and no more where somebody says what it is', () => {
    const bare = ['|Clear the old store, then sell it.|||', '|Sell what is left of it, and tell all.|||']
    const plan = planOf(tableOf(HEAD, ...ORDINARY, ...bare, ...ORDINARY))
    assert.deepEqual(
      plan.questions.map(({ where, question, guess, places }) => [where, question, guess, places]),
      [
        [
          'Table 1, row 14',
          'Rows 14 and 15, such as “Clear the old store, then sell it.”, have no owner, date or status. Most rows have one. Are they actions?',
          'Yes: they were recorded as actions.',
          ['t1r14', 't1r15'],
        ],
      ],
    )
    for (const kind of ['action', 'heading', 'more', 'other'] as const)
      assert.deepEqual(
        read('Clear the old store, then sell it.', 5, true, { rows: { t1r7: kind } }).questions,
        [],
        kind,
      )
  })

  it('can be the end of the action above it', () => {
    const [, , , , above] = actionsOf(read('Clear the store.', 5, true, { rows: { t1r7: 'more' } }))
    assert.equal(above?.text, 'Write policy number 5\nClear the store.')
    assert.deepEqual(
      read('and all stores', 5, false).otherRows.map(({ place, kind }) => [place, kind]),
      [['t1r7', 'more']],
    )
    assert.equal(actionsOf(read('and all stores', 5, false, { rows: { t1r7: 'action' } })).length, COUNT + 1)
  })

  it('may be numbered as the others are', () => {
    const plan = planOf(tableOf(HEAD, ...ORDINARY, '13|Scope of the review|||'))
    assert.deepEqual(plan.questions.map(placesOf), [['t1r14']])
  })
})

describe('a row that is an action without a question', () => {
  const questionsOf = (...rows: readonly string[]) =>
    planOf(tableOf(...rows)).questions.filter((one) => placesOf(one).length > 0).length
  const two = (row: string) => [row.replace('#', 'One'), row.replace('#', 'Two')]

  it('has one of what the others have', () => {
    for (const beside of ['DRO||', '|June 2019|', '||Open', '|TBC|', 'TBC||'])
      assert.equal(questionsOf(HEAD, ...ORDINARY, `13|Clear the store|${beside}`), 0, beside)
    for (const [header, cell] of [
      ['Management response', 'We will'],
      ['Evidence', 'Minutes of the board'],
      ['Internal audit verdict', 'Met'],
    ] as const)
      assert.equal(
        questionsOf(`Ref|Action|Owner|${header}`, ...two(`1|# is done|DRO|${cell}`), `3|Clear it||${cell}`),
        0,
        header,
      )
  })

  it('does not where its cells hold nothing that reads as such', () => {
    const commented = [...two('1|# is done|DRO|'), '3|Clear it||As the board said']
    assert.ok(questionsOf('Ref|Action|Owner|Comments', ...commented) > 0)
    for (const beside of ['-||', 'n/a||', '|-|', 'Nobody||', 'None|n/a|-'])
      assert.ok(questionsOf(HEAD, ...ORDINARY, `13|Clear the store|${beside}`) > 0, beside)
  })

  it('stands in a table whose other rows have none of it, or go on under the same reference or owner', () => {
    assert.equal(questionsOf('Ref|Action|Owner|Due', ...two('1|# is done||'), '3|Clear it||'), 0)
    assert.equal(questionsOf('Ref|Action', ...two('1|# is done'), '3|Clear it'), 0)
    assert.equal(
      questionsOf('Ref|Action|Owner|Due', ...two('1|# is done||'), '3|Clear it|DRO|', '4|Sell it||', '5|Ask||'),
      0,
    )
    assert.equal(questionsOf(HEAD, ...ORDINARY, '12|Clear the store|||'), 0)
  })

  it('is asked where half of the others have what it has not, also where all that they have is a reference', () => {
    const half = [...two('1|# is done|DRO|'), '3|Clear it||', '4|Sell it||']
    assert.ok(
      questionsOf('Ref|Action|Owner|Due', ...half.map((row, at) => row.replace(/^\d/, String(at + 1))), '|Ask||') > 0,
    )
    const someOwners = [...two('1|# is done|DRO|'), '3|Clear it||', '4|Sell it||', '5|Ask||']
    assert.ok(
      questionsOf('Ref|Action|Owner|Due', ...someOwners.map((row, at) => row.replace(/^\d/, String(at + 1)))) > 0,
    )
    assert.ok(questionsOf('Ref|Action|Owner|Due', '1|One||', '2|Two||', '|Ask all of them.||') > 0)
    assert.equal(questionsOf('Ref|Action|Owner|Due', '1|One|DRO|', '2|Two||'), 0)
  })

  it('is asked by what other actions have, of which rows that say that there is none are none', () => {
    const none = ['3', '4', '5'].map((ref) => `${ref}|None||`)
    const { questions } = planOf(
      tableOf('Ref|Action|Owner|Due', '1|One is done|DRO|', '2|Two is done|DRO|', ...none, '6|Clear it||'),
    )
    const bare = questions.filter(({ question }) => question.includes('has no owner or date.'))
    assert.deepEqual(bare.map(placesOf), [['t1r7']])
  })

  it('is each of a long plan of ordinary rows', () => {
    const rows = Array.from({ length: 200 }, (_, at) => {
      const [owner, due, status] = [at % 3 ? 'DRO' : '', at % 4 ? 'June 2019' : '', at % 5 ? 'Open' : '']
      return `${at + 1}|Write policy ${at + 1}|${owner}|${due}|${owner || due ? status : 'Open'}`
    })
    assert.equal(questionsOf(HEAD, ...rows), 0)
  })
})

describe('the question of rows that lack what most others have', () => {
  const asked = (...rows: readonly string[]) => planOf(tableOf(...rows)).questions
  const one = (head: string, row: string) => asked(head, ...two('Write the # policy', head), row)[0]
  const two = (words: string, head: string) =>
    ['first', 'second', 'third'].map((which, at) =>
      [at + 1, words.replace('#', which), ...head.split('|').slice(2).map(beside)].join('|'),
    )
  const beside = (header: string) => (header === 'Due' ? 'June 2019' : header === 'Status' ? 'Open' : 'DRO')

  it('names the row, its words and what it has not', () => {
    for (const [head, lacked] of [
      ['Ref|Action|Owner|Due|Status', 'owner, date or status'],
      ['Ref|Action|Status|Due|Owner', 'owner, date or status'],
      ['Ref|Action|Owner', 'owner'],
      ['Ref|Action|Due', 'date'],
      ['Ref|Action|Owner|Management response', 'owner or response'],
      ['Ref|Action|Owner|Evidence', 'owner or evidence'],
    ] as const)
      assert.deepEqual(
        [one(head, '4|Refresh the induction')].map((all) => [all?.question, all?.guess, all?.place]),
        [
          [
            `Row 5, “Refresh the induction”, has no ${lacked}. Most rows have one. Is it an action?`,
            'Yes: it was recorded as an action.',
            't1r5',
          ],
        ],
        head,
      )
  })

  it('says so of a reference where nothing else is there to have', () => {
    const [only] = asked('Ref|Action|Owner|Due', '1|One||', '2|Two||', '|Ask all of them.||')
    assert.equal(only?.question, 'Row 4, “Ask all of them.”, has no reference. Most rows have one. Is it an action?')
  })

  it('counts them where they are many, and says where they lack different things', () => {
    const many = Array.from({ length: 8 }, (_, at) => `${at + 13}|Clear store ${at + 1}|||`)
    const [counted] = asked(HEAD, ...ORDINARY, ...many)
    assert.match(
      counted?.question ?? '',
      /^8 rows, such as “Clear store 1”, have no owner, date or status\. .*Are they/,
    )
    assert.equal(counted?.places?.length, 8)
    const [mixed] = asked(
      HEAD,
      ...ORDINARY,
      '|Move the|DRO|June 2019|Open',
      '13|maps|DRO|June 2019|Open',
      '14|Sell it|||',
    )
    assert.equal(
      mixed?.question,
      'Rows 14 and 16, such as “Move the”, each lack one of these: reference, owner, date or status. Most rows have one. Are they actions?',
    )
  })
})

describe('a row without a reference that is torn from the next', () => {
  const placesAsked = (...rows: readonly string[]) =>
    planOf(tableOf(HEAD, ...rows))
      .questions.flatMap(placesOf)
      .toSorted()
  const torn = (words: string, end: string, ref: number) => [
    `|${words}|DRO|June 2019|Open`,
    `${ref}|${end}|DRO|June 2019|Open`,
  ]

  it('is asked about, also where another row has one word', () => {
    assert.deepEqual(placesAsked(...ORDINARY, ...torn('Move the maps and all plans', 'stores', 13)), ['t1r14'])
    assert.deepEqual(
      placesAsked(...ORDINARY, '13|Train|DRO|June 2019|Open', ...torn('Publish guidance on Records', 'Management', 14)),
      ['t1r15'],
    )
  })

  it('is asked about together with another', () => {
    const pairs = [
      ...torn('Publish guidance on Records', 'Management', 13),
      ...torn('Sell maps in Upper', 'Wickham', 14),
    ]
    assert.deepEqual(placesAsked(...ORDINARY, ...pairs), ['t1r14', 't1r16'])
  })

  it('is an action where most rows are as short, many have no reference, or the next has none', () => {
    const short = Array.from({ length: COUNT }, (_, at) => `${at + 1}|Train|DRO|June 2019|Open`)
    assert.deepEqual(placesAsked(...short, ...torn('Sell maps in Upper', 'Wickham', 13)), [])
    assert.deepEqual(placesAsked(...ORDINARY, '|Sell maps|DRO|June 2019|Open', '|Wickham|DRO|June 2019|Open'), [])
    const pairs = Array.from({ length: 4 }, (_, at) => torn('Sell the maps', 'and plans of it', 13 + at)).flat()
    assert.deepEqual(placesAsked(...ORDINARY.slice(0, 3), ...pairs), [])
  })
})

describe('a row with a status and neither a number, an owner nor a date, where most rows have them', () => {
  const rows = ['1|Write the policy|DRO|June 2019|Green', '2|Write the guide|HR|May 2019|Amber']
  const asked = (...all: readonly string[]) =>
    planOf(tableOf('No|Action|Owner|Due|RAG', ...all)).questions.map(({ question }) => question)

  it('is asked about', () => {
    assert.deepEqual(asked('|Level 1|||Green', ...rows), [
      'Row 2, “Level 1”, has no reference, owner or date. Most rows have one. Is it an action?',
    ])
  })

  it('is not where it has a number, an owner or a day, or where others have none', () => {
    for (const row of ['3|Keep a list|||Green', '|Keep a list|DRO||Green', '|Keep a list||June 2019|Green'])
      assert.deepEqual(asked(row, ...rows), [], row)
    assert.deepEqual(asked('|Keep a list|||Green', '|Write it|HR||Red', '|Sell it|HR||Red'), [])
  })
})
