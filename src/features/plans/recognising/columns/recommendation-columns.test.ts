import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { actionsOf, planOf, tableOf } from '../tables.fixture.ts'

const of = (headers: string, ...rows: readonly string[]) => planOf(tableOf(headers, ...rows))
const named = (plan: ReturnType<typeof planOf>) => plan.recommendations.map(({ text }) => text)
const asked = (plan: ReturnType<typeof planOf>) => plan.questions.map(({ question, guess }) => [question, guess])

/** Headers to the right of the action, and what stands below each. */
const BEHIND = [
  ['Risks', 'Staff may leave', 'None', 'Commentary'],
  ['Issue', 'Waits for the board', 'No budget is left', 'Commentary'],
  ['Issues', 'The supplier is late', 'None', 'Commentary'],
  ['Outcome', 'Rules are used in all branches', 'Staff know them', 'Commentary'],
  ['Findings', 'Seen in May', 'Seen in June', 'Commentary'],
  ['Goal', '95%', '80%', 'Commentary'],
  ['Requirement', 'Mandatory', 'Advisory', 'Commentary'],
  ['Recommendation', 'Close', 'Extend to June', 'Commentary'],
  ['Category', 'Policy', 'Training', 'Commentary'],
  ['Theme', 'Governance', 'People', 'Commentary'],
  ['Area', 'Stores', 'Reading rooms', 'Commentary'],
  ['Workstream', 'Digital', 'Paper', 'Commentary'],
  ['Objective', 'To keep what matters', 'To know it', 'Commentary'],
  ['Risk', 'High', 'Low', 'Priority'],
  ['Risk', 'H', 'M', 'Priority'],
] as const

describe('columns of what an action answers', () => {
  for (const [header, first, second, guess] of BEHIND)
    it(`are asked about once to the right of the action, and name nothing: ${header}: ${first}`, () => {
      for (const between of ['', '|Status'])
        for (const plan of [
          of(
            `Action|Lead|Due${between}|${header}`,
            `Write it|DRO|30/09/2018${between && '|Open'}|${first}`,
            `Teach it|HR|31/10/2018${between && '|Open'}|${second}`,
          ),
        ]) {
          assert.deepEqual(named(plan), [null])
          assert.deepEqual(asked(plan), [[`What does the column “${header}” hold?`, guess]])
          for (const [index, words] of [first, second].entries()) {
            const action = actionsOf(plan)[index]
            const kept = guess === 'Priority' ? action?.priority : action?.commentary
            assert.ok(kept?.includes(words), `${words} in ${kept}`)
          }
        }
    })

  it('are asked about where grades or answers stand in them, wherever they stand', () => {
    for (const [header, first, second, guess] of [
      ['Risk', 'High', 'Medium', 'Priority'],
      ['Issue', 'Yes', 'No', 'Commentary'],
      ['Risks', 'None', 'None', 'Commentary'],
      ['Category', 'Essential', 'Desirable', 'Commentary'],
      ['Recommendation', 'Closed', 'Open', 'Commentary'],
    ] as const) {
      const plan = of(`Ref|${header}|Action|Lead`, `1|${first}|Write it|DRO`, `2|${second}|Teach it|HR`)
      assert.deepEqual(named(plan), [null], header)
      assert.deepEqual(asked(plan), [[`What does the column “${header}” hold?`, guess]])
    }
    const known = of('Risk|Action|Priority', 'High|Write it|1', 'Low|Teach it|2')
    assert.deepEqual(asked(known), [['What does the column “Risk” hold?', 'Commentary']])
  })

  it('are sure to the left of the action, and then others are commentary without a question', () => {
    for (const header of ['Risk', 'Issue', 'Outcome', 'Theme', 'Recommendation', 'Area']) {
      const plan = of(`${header}|Action|Lead`, 'Papers are lost|Write it|DRO', 'Nobody knows|Teach it|HR')
      assert.deepEqual([named(plan), plan.questions], [['Papers are lost', 'Nobody knows'], []])
    }
    const both = of(
      'Recommendation|Action|Lead|Risks',
      'Have rules|Write it|DRO|Staff may leave',
      'Teach|Teach it|HR|None',
    )
    assert.deepEqual([named(both), both.questions], [['Have rules', 'Teach'], []])
    assert.match(actionsOf(both)[0]?.commentary ?? '', /Staff may leave/)
    const response = 'Agreed. We will do so in time.'
    const unsure = of(
      'Audit|Rec No|Recommendation|Priority|Management response|Responsible officer',
      `Audit of the archive 2018|1|Have rules|High|${response}|DRO`,
      `Audit of the archive 2018|2|Teach them|Low|${response}|HR`,
    )
    assert.deepEqual(named(unsure), ['Have rules', 'Teach them'])
    const numbers = of('Rec|Action|Lead', '1|Write it|DRO', '2|Teach it|HR')
    assert.deepEqual([numbers.recommendations.map(({ ref }) => ref), numbers.questions], [['1', '2'], []])
  })
})

describe('a column called Item', () => {
  it('holds references only where references stand in it', () => {
    for (const [one, two] of [
      ['1', '2'],
      ['A1', 'A2'],
      ['4.1', '4.2'],
    ]) {
      const plan = of('Item|Action|Owner', `${one}|Write it|DRO`, `${two}|Teach it|HR`)
      assert.deepEqual([actionsOf(plan).map(({ ref }) => ref), plan.questions], [[one, two], []])
    }
  })

  it('is commentary and asked about where words stand in it', () => {
    const plan = of('Item|Action|Owner', 'Policy|Write it|DRO', 'Training|Teach it|HR')
    assert.deepEqual(asked(plan), [['What does the column “Item” hold?', 'Commentary']])
    assert.deepEqual(
      actionsOf(plan).map(({ ref, text, commentary }) => [ref, text, commentary]),
      [
        [null, 'Write it', 'Item: Policy'],
        [null, 'Teach it', 'Item: Training'],
      ],
    )
  })

  it('opens another matter in a row without an action, which goes on with none above', () => {
    for (const [one, two] of [
      ['Policy', 'Training'],
      ['1. Policy', '2. Training'],
    ]) {
      const plan = of('Item|Discussion|Action', `${one}|It was long|Write it`, `${two}|It was noted|`)
      assert.deepEqual(
        actionsOf(plan).map(({ text, commentary }) => [text, commentary?.includes('noted')]),
        [['Write it', false]],
      )
      assert.ok(plan.leftOver.some(({ text }) => text === `Item: ${two}\nDiscussion: It was noted`))
      assert.deepEqual(
        plan.otherRows.map(({ place, kind }) => [place, kind]),
        [['t1r3', 'without']],
      )
    }
  })

  it('is the action, and asked about, where no other column is', () => {
    const plan = of('Item|Owner|Due', 'Write the rules|DRO|June 2018', 'Teach the rules|HR|July 2018')
    assert.deepEqual(asked(plan), [['What does the column “Item” hold?', 'Action']])
    assert.deepEqual(
      actionsOf(plan).map(({ text }) => text),
      ['Write the rules', 'Teach the rules'],
    )
  })
})
