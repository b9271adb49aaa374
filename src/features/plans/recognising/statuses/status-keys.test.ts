import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { statusOfRow } from '../../statuses.ts'
import { actionsOf, planOf, tableOf } from '../tables.fixture.ts'
import { keyIn } from './key-pairs.ts'

/** A plan with a column of these statuses under a header. */
const withStatuses = (statuses: readonly string[], header = 'RAG', ...foot: readonly string[]) =>
  tableOf(
    `Ref|Action|Owner|Due|${header}`,
    ...statuses.map((status, at) => `${at + 1}|Write policy ${at + 1}|DRO|Dec 2018|${status}`),
    ...foot,
  )
const line = (words: string) => `<p>${words}</p>`
const read = (html: string) => {
  const plan = planOf(html, { asOf: '2018-06-01' })
  return {
    claims: actionsOf(plan).map(statusOfRow),
    asked: plan.questions.filter(({ question }) => /document says|document’s key/.test(question)),
    others: plan.questions.filter(({ question }) => /status|column/i.test(question) && !/document/.test(question)),
  }
}
const DONE = ['not-started', 'complete'] as const

/** Keys by which red is not started and green is complete. */
const KEYS: readonly (readonly [string, string])[] = [
  ['above', line('Key: R = not started, A = in progress, G = complete') + withStatuses(['R', 'G'])],
  ['below', withStatuses(['R', 'G']) + line('Key: R = not started; A = in progress; G = complete.')],
  ['of colours', line('BRAG: Red = not started; Amber = at risk; Green = done') + withStatuses(['R', 'G'])],
  ['without a label', line('Red = not started; Amber = at risk; Green = complete') + withStatuses(['Red', 'Green'])],
  ['in brackets', line('RAG: Red (not started), Amber (at risk), Green (complete)') + withStatuses(['Red', 'Green'])],
  ['the other way round', line('Complete (green), Under way (amber), Not started (red)') + withStatuses(['R', 'G'])],
  ['in lines', ['RAG key', 'Red – not started', 'Green – complete'].map(line).join('') + withStatuses(['R', 'G'])],
  ['in sentences', line('Green means complete. Red means not started.') + withStatuses(['Red', 'Green'])],
  ['in a table', tableOf('Colour|Meaning', 'Red|Not started', 'Green|Completed') + withStatuses(['Red', 'Green'])],
  [
    'in a table of three columns',
    tableOf('Colour|Code|Meaning', 'Red|R|Not started', 'Green|G|Action complete and evidence seen') +
      withStatuses(['R', 'G']),
  ],
  ['across a table', tableOf('Red|Green', 'Not started|Complete') + withStatuses(['Red', 'Green'])],
  ['in the cells of a row', tableOf('R = Not started|G = Complete') + withStatuses(['R', 'G'])],
  ['at the foot', withStatuses(['R', 'G'], 'RAG', 'Key: G = Complete, R = Not started||||')],
  ['in rows at the foot', withStatuses(['R', 'G'], 'RAG', 'Key||||', 'G|Complete|||', 'R|Not started|||')],
  ['in the header', withStatuses(['Red', 'Green'], 'RAG (Green = complete, Amber = in progress, Red = not started)')],
]

describe('the key of a document', () => {
  for (const [where, html] of KEYS)
    it(`says what the statuses mean, which is asked once: ${where}`, () => {
      const { claims, asked, others } = read(html)
      assert.deepEqual(claims.slice(0, 2), DONE)
      assert.equal(asked.length, 1)
      assert.deepEqual(asked[0]?.places?.length, 2)
      assert.match(asked[0]?.guess ?? '', /^Yes: “R.*“Not started” and “G.*“Complete”\.$/)
      assert.deepEqual(others, where.includes('cells of a row') ? others : others.filter(({ place }) => place !== null))
    })

  it('counts for cells that have only a colour', () => {
    const colours =
      '<tr><td bgcolor="red"></td><td>Not started</td></tr><tr><td bgcolor="green"></td><td>Complete</td></tr>'
    const cells = ['red', 'green'].map(
      (colour) => `<tr><td>1<td>Write policy ${colour}<td>DRO<td>Dec 2018<td bgcolor="${colour}"></td></tr>`,
    )
    const plan = `<table><tr><td>Ref<td>Action<td>Owner<td>Due<td>RAG</tr>${cells.join('')}</table>`
    for (const key of [`<table>${colours}</table>`, line('Key: R = not started, G = complete')])
      assert.deepEqual(read(key + plan).claims, DONE)
  })

  it('counts for a sign with an arrow or with words behind it', () => {
    const { claims, asked } = read(
      line('Key: G = complete, A = late') + withStatuses(['G ↑', 'Green - policy adopted', 'G - draft with SIRO', 'A']),
    )
    assert.deepEqual(claims, ['complete', 'complete', null, 'in-progress'])
    assert.equal(asked.length, 1)
  })

  it('says what letters and numbers mean that nobody else knows', () => {
    for (const [key, statuses] of [
      ['Status codes: 1 = not started, 2 = under way, 3 = complete', ['1', '3']],
      ['Key: NS = not started; IP = in progress; C = complete', ['NS', 'C']],
    ] as const) {
      const { claims, asked, others } = read(line(key) + withStatuses(statuses, 'Status'))
      assert.deepEqual([claims, asked.length, others], [DONE, 1, []])
    }
  })

  it('is not asked about where it says what is usually meant', () => {
    for (const key of [
      'Key: R = late; A = at risk of being late; G = on course to be completed on time; B = completed',
      'RAG: Green: on track to deliver by the due date. Amber: some slippage. Red: will not be delivered. Blue: delivered',
      'Priority key: R = to be completed this month, G = completed when possible, B = not started',
      'Note: IT is to lead on storage; HR is to train.',
    ]) {
      const { claims, asked } = read(line(key) + withStatuses(['R', 'A', 'G', 'B']))
      assert.deepEqual([claims, asked], [['in-progress', 'in-progress', 'in-progress', 'complete'], []], key)
    }
  })

  it('claims nothing where it says several things, or leaves out a sign for what is done', () => {
    const several = read(line('Key: G = complete or on track, A = late') + withStatuses(['G', 'A']))
    assert.deepEqual([several.claims, several.asked.length], [[null, 'in-progress'], 1])
    assert.match(several.asked[0]?.guess ?? '', /“G” claims nothing/)
    const missing = read(line('Key: G = complete, A = in progress') + withStatuses(['B', 'A']))
    assert.deepEqual([missing.claims, missing.asked.length, missing.others], [[null, 'in-progress'], 1, []])
    assert.match(missing.asked[0]?.question ?? '', /does not say what “B” means/)
  })

  it('is kept where it stood in a header', () => {
    const header = 'Status (NS = not started, C = complete)'
    const plan = planOf(withStatuses(['NS', 'C'], header))
    assert.deepEqual(plan.tables[0]?.columns[4], { header: 'Status', field: 'status', guessed: false })
    assert.ok(plan.leftOver.some(({ text }) => text === header))
  })

  it('is told from other words', () => {
    for (const words of [
      'Note: the plan is to be read with the IT strategy.',
      'A - Smith; B - Jones',
      'Priority: H = high, M = medium, L = low',
      'Ref 1: policy; Ref 2: training',
      'Owner: IT - storage',
    ])
      assert.equal(keyIn(words), null, words)
  })
})
