import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { actionsOf, planOf, tableOf } from '../tables.fixture.ts'

const of = (headers: string, ...rows: readonly string[]) => planOf(tableOf(headers, ...rows))
const named = (plan: ReturnType<typeof planOf>) =>
  plan.recommendations.map(({ ref, text, commentary }) => [ref, text, commentary])
const asked = (plan: ReturnType<typeof planOf>) => plan.questions.map(({ question, guess }) => `${question} ${guess}`)
const REST = 'Draft it|DRO|Dec 2018'

/** Words for what was found, and for what several recommendations serve. */
const BESIDE = [
  'Finding',
  'Observation',
  'Issue',
  'Weakness',
  'Risk',
  'Gap',
  'Area',
  'Theme',
  'Category',
  'Outcome',
  'Conclusion',
  'What we found',
]

describe('a column called recommendation', () => {
  for (const header of BESIDE)
    it(`holds the recommendations beside one called ${header}, which is kept with them`, () => {
      for (const left of [true, false]) {
        const pair = (one: string, two: string) => (left ? `${one}|${two}` : `${two}|${one}`)
        const plan = of(
          `Ref|${pair(header, 'Recommendation')}|Priority|Agreed action|Owner|Target date`,
          `1|${pair('There is no policy', 'Adopt a policy')}|High|${REST}`,
          `2|${pair('Staff do not know', 'Train staff')}|Low|${REST}`,
          `3|${pair('Nobody looks', 'Audit it')}|Low|${REST}`,
        )
        assert.deepEqual(named(plan), [
          ['1', 'Adopt a policy', `${header}: There is no policy`],
          ['2', 'Train staff', `${header}: Staff do not know`],
          ['3', 'Audit it', `${header}: Nobody looks`],
        ])
        assert.deepEqual(asked(plan), [])
        assert.equal(actionsOf(plan)[0]?.commentary, null)
      }
    })

  it('wins by any word for it, over several others', () => {
    for (const header of ['Recommendations', 'Audit recommendation', 'What we recommend', 'Rec', 'Recommendation made'])
      assert.deepEqual(
        named(
          of(
            `Finding|Risk/Implication|${header}|Management action|Owner|Due`,
            `No policy|Loss|Adopt one|${REST}`,
            `No locks|Theft|Buy some|${REST}`,
          ),
        ),
        [
          [null, 'Adopt one', 'Finding: No policy\nRisk/Implication: Loss'],
          [null, 'Buy some', 'Finding: No locks\nRisk/Implication: Theft'],
        ],
        header,
      )
  })

  it('holds them in a card, and to the right of the action, where that is asked', () => {
    const card = planOf(
      tableOf(
        'Finding|No policy',
        'Recommendation|Adopt one',
        'Action|Draft it',
        'Responsible officer|DRO',
        'Target date|Dec 2018',
      ),
    )
    assert.deepEqual([named(card), asked(card)], [[[null, 'Adopt one', 'Finding: No policy']], []])
    const right = of('Finding|Action|Owner|Recommendation', 'No policy|Write it|DRO|Adopt one')
    assert.deepEqual(named(right), [[null, 'Adopt one', 'Finding: No policy']])
    assert.deepEqual(asked(right), ['What does the column “Recommendation” hold? Recommendation'])
  })

  it('is what a theme that comes back without one goes on with', () => {
    const plan = of('Theme|Recommendation|Action', 'Rules|Adopt one|Draft it', 'Rules||Print it', 'Staff|Train|Book')
    assert.deepEqual(
      plan.recommendations.map(({ text, actions }) => [text, actions.length]),
      [
        ['Adopt one', 2],
        ['Train', 1],
      ],
    )
  })

  it('shares a finding that stands in one cell beside several', () => {
    const plan = planOf(
      '<table><tr><th>Finding<th>Recommendation<th>Action</tr><tr><td rowspan=2>None<td>Adopt one<td>Draft</tr>' +
        '<tr><td>Print one<td>Print</tr><tr><td>Few<td rowspan=2>Train<td>Book</tr><tr><td>Late<td>Hire</tr></table>',
    )
    assert.deepEqual(named(plan), [
      [null, 'Adopt one', 'Finding: None'],
      [null, 'Print one', 'Finding: None'],
      [null, 'Train', 'Finding: Few'],
    ])
    assert.deepEqual(
      actionsOf(plan).map(({ commentary }) => commentary),
      [null, null, null, 'Finding: Late'],
    )
  })

  it('is what is to be done where no column is called action, and what was found is its commentary', () => {
    const plan = of('Issue|Recommendation|Owner|Due', 'No policy|Adopt one|DRO|Dec 2018')
    assert.deepEqual(
      actionsOf(plan).map(({ text, commentary }) => [text, commentary]),
      [['Adopt one', 'Issue: No policy']],
    )
    assert.deepEqual(asked(plan), ['What does the column “Recommendation” hold? Action'])
    const grouped = of('Theme|Recommendation|Owner', 'Rules|Adopt one|DRO', 'Rules|Print one|DRO', 'Staff|Train|HR')
    assert.deepEqual(
      grouped.recommendations.map(({ text, actions }) => [text, actions.map((action) => action.text)]),
      [
        ['Rules', ['Adopt one', 'Print one']],
        ['Staff', ['Train']],
      ],
    )
  })

  it('leaves what is to be done to responses that say more than that they agree', () => {
    const read = (...responses: readonly string[]) =>
      actionsOf(
        of('Finding|Recommendation|Response|Owner', ...responses.map((words) => `None|Adopt one|${words}|DRO`)),
      ).map(({ text }) => text)
    assert.deepEqual(read('Agreed - policy to be written', 'Agreed - courses'), [
      'Agreed - policy to be written',
      'Agreed - courses',
    ])
    assert.deepEqual(read('Agreed', 'Accepted in full'), ['Adopt one', 'Adopt one'])
  })
})

describe('references of recommendations', () => {
  for (const [header, first, second, refs] of [
    ['Rec', 'i', 'ii', ['i', 'ii']],
    ['Rec', 'a', 'b', ['a', 'b']],
    ['Rec.', '(a)', '(b)', ['a', 'b']],
    ['Recs', 'IV', 'V', ['IV', 'V']],
    ['Rec', '1', '2', ['1', '2']],
    ['Para', '4.12', '5.3', ['4.12', '5.3']],
    ['Paragraph no', '12', '15', ['12', '15']],
    ['Report para ref', '4.12', '5.3', ['4.12', '5.3']],
  ] as const)
    it(`are ${first} and ${second} under ${header}`, () => {
      const plan = of(`${header}|Recommendation|Action|Owner`, `${first}|Adopt|Draft|DRO`, `${second}|Train|Book|HR`)
      assert.deepEqual(
        [plan.recommendations.map(({ ref, text }) => [ref, text]), asked(plan)],
        [
          [
            [refs[0], 'Adopt'],
            [refs[1], 'Train'],
          ],
          [],
        ],
      )
    })

  it('are letters only where they count up, and paragraphs only beside recommendations without references', () => {
    const graded = of('Rec|Recommendation|Action|Owner', 'M|Adopt|Draft|DRO', 'H|Train|Book|HR')
    assert.deepEqual(
      graded.recommendations.map(({ ref, text }) => [ref, text]),
      [
        [null, 'Adopt'],
        [null, 'Train'],
      ],
    )
    const numbered = of('Ref|Para|Recommendation|Action', '1|4.12|Adopt|Draft', '2|5.3|Train|Book')
    assert.ok(numbered.recommendations.every(({ ref }) => ref !== '4.12'))
    assert.match(actionsOf(numbered)[0]?.commentary ?? '', /Para: 4\.12/)
  })
})
