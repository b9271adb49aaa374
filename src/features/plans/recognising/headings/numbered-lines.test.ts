import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { actionsOf, planOf, tableOf } from '../tables.fixture.ts'

const ROWS = [
  'Ref|Action|Owner|Due|Status',
  '1|Draft policy|DRO|30/09/2018|In progress',
  '2|Train staff|HR|31/12/2018|Not started',
]
const PLAN = tableOf(...ROWS)
const above = (row: string) => PLAN.replace('<table>', `<table><tr>${row}</tr>`)
const WAYS = {
  paragraph: (words: string) => `<p>${words}</p>${PLAN}`,
  'bold line': (words: string) => `<p><b>${words}</b></p>${PLAN}`,
  heading: (words: string) => `<h2>${words}</h2>${PLAN}`,
  'row of one cell': (words: string) => above(`<td>${words}<td><td><td><td>`),
  'row across': (words: string) => above(`<td colspan=5>${words}</td>`),
}
const groups = (html: string) => {
  const { recommendations, questions } = planOf(html)
  const found = recommendations.map(({ ref, text, actions }) => [ref, text, actions.length])
  return { found, asked: questions.map(({ question }) => question) }
}
const NONE = [[null, null, 2]]

describe('lines with numbers above a table', () => {
  for (const words of [
    '3 actions are complete and 9 are in progress.',
    '1 complete, 1 in progress, 1 not started',
    '7 of the 12 actions are complete.',
    '5 open, 7 closed',
    'Priority: 1 – High, 2 – Medium, 3 – Low',
    'Priority 1 = high, Priority 2 = medium, Priority 3 = low',
    '1 – High, 2 – Medium, 3 – Low',
    '1: high; 2: medium; 3: low',
    '1 – not started; 2 – under way; 3 – completed',
  ])
    it(`open no recommendation where they count or explain, and nobody is asked whether they do: ${words}`, () => {
      for (const [way, of] of Object.entries(WAYS)) {
        const { found, asked } = groups(of(words))
        assert.deepEqual(found, NONE, way)
        assert.ok(!asked.some((one) => one.includes('recommendation')), way)
      }
    })

  for (const words of [
    'Recommendations 1 to 4 are closed.',
    'Recommendations 1, 2 and 3 are closed.',
    'Recommendation 5 was closed in March 2018.',
    'Priority 1 actions are shown in bold.',
    'Goal 1 of the Corporate Plan applies.',
    'Section 3 shows the actions.',
    'R1 and R2 are closed.',
    '2.2 The full plan is set out below.',
    '2 The full plan is set out below.',
  ])
    it(`open none where they go on from their number: ${words}`, () => {
      for (const [way, of] of Object.entries(WAYS)) assert.deepEqual(groups(of(words)).found, NONE, way)
    })

  it('are asked about once where they may open one', () => {
    const line = '2.2 The full plan is set out below.'
    const { asked } = groups(`<p>${line}</p>${PLAN}<p>4.1 The other plan is set out below.</p>${PLAN}`)
    assert.deepEqual(asked, [`Does “${line}” name the recommendation or group of all rows?`])
    const plan = planOf(`<p>${line}</p>${PLAN}`, { rows: { 'paragraph-2': 'heading' } })
    assert.deepEqual(
      plan.recommendations.map(({ ref, text }) => [ref, text]),
      [['2.2', 'The full plan is set out below.']],
    )
  })

  it('are asked about where they go on from another without a table, and heard beside other headings', () => {
    const { found, asked } = groups(`<h2>Theme 1: Records</h2>${PLAN}<p>1. Some words.</p><p>2. More words.</p>${PLAN}`)
    assert.deepEqual(found, [['1', 'Records', 4]])
    assert.equal(asked.filter((one) => one.includes('2. More words.')).length, 1)
  })

  it('are the recommendations that a table below them names by their numbers', () => {
    const list = '<p>1 The department should keep it</p><p>2 The department should teach it</p>'
    const { found, asked } = groups(list + tableOf('Recommendation|Action|Owner', '1|Write it|DRO', '2|Train staff|HR'))
    assert.deepEqual(found, [
      ['1', 'The department should keep it', 1],
      ['2', 'The department should teach it', 1],
    ])
    assert.deepEqual(asked, [])
  })

  const asking = (words: string) => `Does “${words}” name the recommendation or group of all rows?`

  it('open one with a number alone, in other looks than plain ones with a mark behind it, or with others of their kind over tables of their own', () => {
    for (const [words, ref, text] of [
      ['Recommendation 4', '4', null],
      ['Recommendation 4: Keep it', '4', 'Keep it'],
      ['3. The department should keep it', '3', 'The department should keep it'],
      ['Priority 1 – Better records', '1', 'Better records'],
    ] as const)
      for (const [way, of] of Object.entries(WAYS))
        if (way !== 'paragraph' || text === null)
          assert.deepEqual(groups(of(words)), { found: [[ref, text, 2]], asked: [] }, `${way}: ${words}`)
    for (const [one = '', two = ''] of [
      ['Recommendation 4: Keep it', 'Recommendation 9: The store is full.'],
      ['3. Keep it', '7. Write a policy'],
      ['Priority A: must be done', 'Priority B: if money allows.'],
    ])
      for (const way of [WAYS.paragraph, WAYS['bold line']]) {
        const { found, asked } = groups(way(one) + way(two))
        assert.deepEqual([found.map(([, , count]) => count), asked], [[2, 2], []], one)
      }
  })

  it('are asked about once where one stands alone as a plain line, and open one unless somebody says no where they ask for something', () => {
    for (const [words, ref, text] of [
      ['Recommendation 4: Keep it', '4', 'Keep it'],
      ['Recommendation 4: Better records', '4', 'Better records'],
      ['3. The department should keep it.', '3', 'The department should keep it.'],
      ['Goal 2: Close the store', '2', 'Close the store'],
      ['4. Write a policy', '4', 'Write a policy'],
    ] as const) {
      assert.deepEqual(groups(WAYS.paragraph(words)), { found: [[ref, text, 2]], asked: [asking(words)] })
      const said = planOf(WAYS.paragraph(words), { rows: { 'paragraph-2': 'other' } })
      assert.deepEqual([said.recommendations.map((one) => one.ref), said.questions], [[null], []])
      const labelled = groups(`<p>${words}</p><h2>Actions</h2>${PLAN}`)
      assert.deepEqual([labelled.found, labelled.asked], [[[ref, text, 2]], [asking(words)]])
    }
  })

  it('are asked about, and open none until somebody says so, where they only tell', () => {
    for (const words of [
      '3. The Board agreed this plan on 4 May 2018.',
      '2 The table shows all open actions',
      'Priority A: must be done this year.',
      'Goal 2: everything is closed',
      'Recommendation 6 – no further work is planned.',
      'Recommendation 6: no further work',
      'Priority 1 – Better records',
    ]) {
      assert.deepEqual(groups(WAYS.paragraph(words)), { found: NONE, asked: [asking(words)] })
      const said = planOf(WAYS.paragraph(words), { rows: { 'paragraph-2': 'heading' } })
      assert.ok(said.recommendations.every(({ ref }) => ref !== null) && said.questions.length === 0)
    }
    for (const words of [
      '3. The Board agreed this plan on 4 May 2018.',
      'Recommendation 6 – no further work is planned.',
    ])
      for (const [way, of] of Object.entries(WAYS)) {
        const { found, asked } = groups(of(words))
        assert.deepEqual([found, asked.length], [NONE, 1], way)
      }
    assert.deepEqual(groups(WAYS.paragraph('4. Appendix')), { found: NONE, asked: [] })
  })

  it('say what letters and numbers mean where the next of their kind stands in the same line', () => {
    for (const words of [
      'Priority A: must be done this year. Priority B: if money allows.',
      'Priority 1: must be done this year. Priority 2: only if there is money for it.',
      'Priority I: urgent. Priority II: this year.',
    ]) {
      for (const [way, of] of Object.entries(WAYS)) assert.deepEqual(groups(of(words)), { found: NONE, asked: [] }, way)
      const beside = tableOf('Recommendation|Action|Owner', 'Keep it|Write it|DRO', 'Teach it|Train staff|HR')
      const plan = planOf(`<p>${words}</p>${beside}`)
      assert.deepEqual(
        [plan.recommendations.map(({ commentary }) => commentary), plan.leftOver.map(({ text }) => text)],
        [[null, null], [words]],
      )
    }
  })

  it('stand without a question where a table names them, or where nothing is below them', () => {
    const named = tableOf('Recommendation|Action|Owner', '3|Write it|DRO', '3|Train staff|HR')
    for (const list of ['<p>Recommendation 2: Teach it</p>', ''])
      assert.deepEqual(groups(`${list}<p>Recommendation 3: Keep it</p>${named}`), {
        found: [...(list ? [['2', 'Teach it', 0]] : []), ['3', 'Keep it', 2]],
        asked: [],
      })
    const ended = groups(`<p>Recommendation 3: Keep it</p><h2>What we do about money</h2>${PLAN}`)
    assert.deepEqual(ended.found[0], ['3', 'Keep it', 0])
  })

  it('open one with others with the next number over tables of their own', () => {
    const pairs = [
      ['1 The department should keep it', '2 The department should teach it'],
      ['Goal 1 of the strategy', 'Goal 2 of the strategy'],
      ['Priority 1: High', 'Priority 2: Medium'],
    ]
    for (const [one = '', two = ''] of pairs) {
      const { found, asked } = groups(`<p>${one}</p>${PLAN}<p>${two}</p>${PLAN}`)
      assert.deepEqual(
        [found.map(([ref, , count]) => [ref, count]), asked],
        [
          [
            ['1', 2],
            ['2', 2],
          ],
          [],
        ],
        one,
      )
    }
  })

  it('explain levels where one stands below another without a table', () => {
    const lines = ['Priority 1 – High', 'Priority 2 – Medium', 'Priority 3 – Low']
    assert.deepEqual(groups(`${lines.map((line) => `<p>${line}</p>`).join('')}${PLAN}`), { found: NONE, asked: [] })
    const rows = lines.map((line) => `<tr><td>${line}<td><td><td><td></tr>`).join('')
    assert.deepEqual(groups(PLAN.replace('<table>', `<table>${rows}`)).found, NONE)
  })

  it('are no commentary of the recommendations that a column names', () => {
    const plan = planOf(
      `<p>Priority: 1 – High, 2 – Medium, 3 – Low</p>${tableOf('Recommendation|Action|Owner', 'Keep it|Write it|DRO', 'Teach it|Train staff|HR')}`,
    )
    assert.deepEqual(
      plan.recommendations.map(({ text, commentary }) => [text, commentary]),
      [
        ['Keep it', null],
        ['Teach it', null],
      ],
    )
    assert.equal(actionsOf(plan).length, 2)
    assert.deepEqual(
      plan.leftOver.map(({ text }) => text),
      ['Priority: 1 – High, 2 – Medium, 3 – Low'],
    )
  })
})
