import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { readBytes } from '#platform/reading/index.ts'
import type { Choices } from '../model/model.ts'
import { recognisePlan } from '../recognise.ts'
import { tableOf } from '../tables.fixture.ts'

const ACTIONS = tableOf('Action|Owner|Due', 'Write|DRO|June 2019', 'Train|HR|June 2019')
const read = (html: string, choices?: Choices) =>
  recognisePlan(readBytes(Buffer.from(`<!doctype html>${html}`), 'p.html'), '2018-06-15', choices)
const told = (html: string) => read(html).recommendations.map(({ ref, text }) => [ref, text])

describe('a title that opens with the number of a section, a part or a principle', () => {
  for (const title of [
    'Section 46 Code of Practice: improvement plan',
    'Section 31 partnership: records action plan',
    'Part 2: Records management action plan',
    'Principle 7 improvement plan',
    'Section 46 action plan 2018',
    'Section 46 Code of Practice',
    'Part 3: Review of records',
    'Section 5 report, June',
  ])
    it(`is the title: ${title}`, () => {
      for (const html of [
        `<h1>${title}</h1>${ACTIONS}`,
        `<h1>${title}</h1><p>Written for the Board.</p>${ACTIONS}`,
        tableOf(`${title}||`, 'Action|Owner|Due', 'Write|DRO|June 2019', 'Train|HR|June 2019'),
      ]) {
        assert.equal(read(html).title, title)
        assert.deepEqual(told(html), [[null, null]], html)
      }
    })

  it('takes nothing of the groups and the day below it', () => {
    const html = `<h1>Section 46 Code of Practice: plan</h1><p>1 June 2018</p><h2>People</h2>${ACTIONS}<h2>Systems</h2>${ACTIONS}`
    assert.deepEqual(told(html), [
      [null, 'People'],
      [null, 'Systems'],
    ])
    assert.equal(read(html).recommendations[0]?.commentary, null)
    assert.equal(read(html).asOf, '2018-06-01')
  })

  it('is the title above sections of the plan where it is of an Act or a code', () => {
    const html = `<h1>Section 46 Code of Practice: plan</h1><h2>Section 1: People</h2>${ACTIONS}<h2>Section 2: Systems</h2>${ACTIONS}`
    assert.equal(read(html).title, 'Section 46 Code of Practice: plan')
    assert.deepEqual(told(html), [
      ['1', 'People'],
      ['2', 'Systems'],
    ])
  })

  it('names a group where others do, where it says what to do, and where it is a recommendation', () => {
    for (const [html, expected] of [
      [
        `<h1>Section 1: Review of policies</h1>${ACTIONS}<h1>Section 2: Review of systems</h1>${ACTIONS}`,
        [
          ['1', 'Review of policies'],
          ['2', 'Review of systems'],
        ],
      ],
      [`<h1>Section 1: Review policies</h1>${ACTIONS}`, [['1', 'Review policies']]],
      [`<h1>Part 1: People</h1>${ACTIONS}`, [['1', 'People']]],
      [`<h1>Recommendation 1: Review the plan</h1>${ACTIONS}`, [['1', 'Review the plan']]],
    ] as const)
      assert.deepEqual(told(html), expected)
  })

  it('gives no number to a heading that names a section of an Act or a code', () => {
    for (const heading of ['Section 46 of the Freedom of Information Act', 'Section 46 Code of Practice'])
      assert.deepEqual(told(`<h1>Records plan</h1><h2>${heading}</h2>${ACTIONS}<h2>Systems</h2>${ACTIONS}`), [
        [null, heading],
        [null, 'Systems'],
      ])
  })
})

describe('a heading alone above everything that only numbers a part or a section', () => {
  const asks = (html: string) =>
    read(html).questions.filter(({ question }) => question.includes('the title of the plan?'))

  for (const heading of ['Part 2: Improving records', 'Section 4: Storage', 'Part 1 People', 'Section 3 – Systems'])
    it(`is asked about, and is the title where somebody says so: ${heading}`, () => {
      for (const html of [
        `<h1>${heading}</h1>${ACTIONS}`,
        `<h1>${heading}</h1><p>For the Board.</p><h2>Recommendation 1: Act</h2>${ACTIONS}`,
        `<h2>${heading}</h2>${ACTIONS}`,
        tableOf(`${heading}||`, 'Action|Owner|Due', 'Write|DRO|June 2019', 'Train|HR|June 2019'),
      ]) {
        const [question, ...others] = asks(html)
        assert.deepEqual(others, [])
        assert.ok(question?.question.includes(heading), html)
        const place = question?.place ?? ''
        assert.ok(read(html).otherRows.some((row) => row.place === place && row.kind === 'heading'))
        const said = read(html, { rows: { [place]: 'other' } })
        assert.equal(said.title, heading)
        assert.ok(!said.questions.some((one) => one.question.includes('the title of the plan?')))
        assert.ok(!said.recommendations.some(({ text }) => text !== null && heading.includes(text)))
        const kept = read(html, { rows: { [place]: 'heading' } })
        assert.deepEqual([kept.title === heading, kept.questions.length], [false, read(html).questions.length - 1])
      }
    })

  it('is not where others of its kind stand below it, a title above it, or it names a plan', () => {
    for (const html of [
      `<h1>Part 1: People</h1>${ACTIONS}<h1>Part 2: Systems</h1>${ACTIONS}`,
      `<h1>Records plan</h1><h2>Part 1: People</h2>${ACTIONS}`,
      `<h1>Part 2: Records management action plan</h1>${ACTIONS}`,
      `<h1>Recommendation 1: Review the plan</h1>${ACTIONS}`,
    ])
      assert.deepEqual(asks(html), [], html)
  })
})
