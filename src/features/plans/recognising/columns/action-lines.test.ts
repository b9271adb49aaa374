import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { planOf } from '../tables.fixture.ts'

const read = (html: string) => planOf(`<h2>Recommendation 1: Publish a strategy</h2>${html}`)
const told = (plan: ReturnType<typeof read>) =>
  plan.recommendations.flatMap(({ actions }) =>
    actions.map(({ ref, text, owners, target, status }) =>
      [ref, text, owners.join('; '), target?.text ?? null, status].join(' | '),
    ),
  )

const FULL = '1.1 | Publish an information strategy | Director of Collections | June 2018 | In progress'

/** What stands below the heading, and its actions: reference, words, owners, target and status. */
const CASES: readonly (readonly [string, readonly string[]])[] = [
  [
    '<p>Action 1.1: Publish an information strategy. Owner: Director of Collections. Target: June 2018. Status: In progress.</p>',
    [FULL],
  ],
  [
    '<p>Action 1.1 – Publish an information strategy</p><p>Owner: Director of Collections</p><p>Target: June 2018</p><p>Status: In progress</p>',
    [FULL],
  ],
  [
    '<h3>Action 1.1: Publish an information strategy</h3><p>Owner: Director of Collections; Target date: June 2018; RAG: In progress</p>',
    [FULL],
  ],
  ['<p>1.1 Publish a strategy. Lead: DRO. Deadline: June 2018</p>', ['1.1 | Publish a strategy | DRO | June 2018 | ']],
  [
    '<p>1.1 Publish a strategy. Lead: DRO. Deadline: June 2018</p><p>1.2 Train the staff. Lead: HR. Deadline: July 2018</p>',
    ['1.1 | Publish a strategy | DRO | June 2018 | ', '1.2 | Train the staff | HR | July 2018 | '],
  ],
  [
    '<dl><dt>Action<dd>Publish a strategy<dt>Owner<dd>DRO<dt>Due<dd>June 2018<dt>Action<dd>Train the staff<dt>Owner<dd>HR<dt>Due<dd>July 2018</dl>',
    [' | Publish a strategy | DRO | June 2018 | ', ' | Train the staff | HR | July 2018 | '],
  ],
  [
    '<ul><li>Publish a strategy. Owner: DRO. Due: June 2018<li>Train the staff. Owner: HR. Due: July 2018</ul>',
    [' | Publish a strategy | DRO | June 2018 | ', ' | Train the staff | HR | July 2018 | '],
  ],
  ['<p>Action 1.1: Agree the plan: what, who and when.</p>', ['1.1 | Agree the plan: what, who and when. |  |  | ']],
  ['<p>Publish a strategy and train everybody.</p>', []],
  ['<ul><li>Publish a strategy (DRO, June 2018)</ul>', []],
  ['<p>Document control. Owner: DRO. Target: June 2018</p>', []],
  ['<p>The owner: somebody who was there. Nothing else.</p>', []],
  ['<p>1.1 Publish a strategy. We will tell everybody: it matters.</p>', []],
]

describe('actions in lines', () => {
  for (const [html, actions] of CASES)
    it(`are read, and asked about: ${html}`, () => {
      const plan = read(html)
      assert.deepEqual(told(plan), actions)
      assert.equal(plan.questions.length, 1, JSON.stringify(plan.questions))
      assert.match(plan.questions[0]?.question ?? '', actions.length > 0 ? /Is each an action/ : /No action was found/)
      const said = JSON.stringify(plan)
      const words = html.replace(/<[^>]*>/g, ' ').match(/\p{L}{4,}/gu) ?? []
      assert.deepEqual(
        words.filter((word) => !said.includes(word)),
        [],
        'every word is kept',
      )
    })

  it('leave tables as they are', () => {
    const plan = read(
      '<table><tr><td>Ref<td>Action<td>Owner<tr><td>1.1<td>Publish it. Owner: HR. Due: June 2018<td>DRO</table>',
    )
    assert.deepEqual(told(plan), ['1.1 | Publish it. Owner: HR. Due: June 2018 | DRO | Due: June 2018 | '])
    assert.deepEqual(
      plan.questions.map(({ question }) => question),
      ['The action says “Due: June 2018” and has no target date. Is that its date?'],
    )
  })
})
