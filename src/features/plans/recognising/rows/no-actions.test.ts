import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Choices } from '../model/model.ts'
import { actionsOf, planOf, tableOf } from '../tables.fixture.ts'

const read = (rows: readonly string[], choices?: Choices) => planOf(tableOf(...rows), choices)
const HEAD = 'Rec|Recommendation|Response|Action|Owner|Due'

/** What stands under `Action` in the second row, and the words of its action: null where there is none. */
const CELLS: readonly (readonly [string, string | null, boolean])[] = [
  ['Not agreed', null, true],
  ['Not accepted - see response', null, true],
  ['Rejected', null, true],
  ['None', null, true],
  ['N/A', null, true],
  ['No action required', null, true],
  ['No further action', null, true],
  ['Nil return – nothing to do', null, true],
  ['Nothing further required', null, true],
  [
    'Nothing to do with the old store until it is surveyed: survey it',
    'Nothing to do with the old store until it is surveyed: survey it',
    true,
  ],
  ['TBC', 'TBC', true],
  ['To be agreed', 'To be agreed', true],
  ['As above', 'Write the policy', true],
  ['Ditto', 'Write the policy', true],
  ['See 1', 'See 1', true],
  ['See response', 'See response', true],
  ['None of the teams has a policy: write one', 'None of the teams has a policy: write one', true],
  ['Train the staff', 'Train the staff', false],
  ['Not agreed targets are to be listed', 'Not agreed targets are to be listed', true],
]

describe('cells that may hold no action', () => {
  for (const [cell, text, isAsked] of CELLS)
    it(`are read as ${text}: ${cell}`, () => {
      const plan = read([HEAD, '1|Publish|Agreed|Write the policy|DRO|June 2019', `2|Train|Noted|${cell}|HR|July 2019`])
      const [, action] = actionsOf(plan)
      assert.equal(action?.text ?? null, text)
      const asked = plan.questions.map(({ question }) => question)
      assert.deepEqual(asked, isAsked ? [`The row says “${cell}”. Is there an action?`] : [])
      assert.ok(JSON.stringify(plan).includes('July 2019'))
    })

  it('are an action where a person says so', () => {
    const plan = read([HEAD, '1|Publish|Agreed|None|DRO|June 2019'], { rows: { t1r2: 'action' } })
    assert.equal(actionsOf(plan)[0]?.text, 'None')
  })

  it('are asked about once for the same words', () => {
    const plan = read([HEAD, '1|Publish|Agreed|TBC|DRO|June 2019', '2|Train|Agreed|TBC|HR|July 2019'])
    assert.equal(plan.questions.length, 1)
    assert.deepEqual(plan.questions[0]?.places, ['t1r2', 't1r3'])
  })
})

describe('a row without an action among others that have one', () => {
  it('is left over by its own reference and words, and what stands beside it is kept with its reference', () => {
    for (const words of ['No action required', 'None', 'n/a', 'Not agreed']) {
      const plan = read([
        'Ref|Action|Owner|Due|Comments',
        'A1|Write the policy|DRO|June 2019|',
        'A2|Train the staff|HR|July 2019|',
        `A13|${words}||| Covered by A2`,
      ])
      assert.equal(actionsOf(plan).length, 2)
      const said = plan.recommendations.map(({ commentary }) => commentary ?? '').join('')
      assert.equal(said, 'A13 – Comments: Covered by A2')
      assert.ok(
        plan.leftOver.some(({ where, text }) => where === 'Table 1, row 4' && text === `A13\n${words}`),
        JSON.stringify(plan.leftOver),
      )
      assert.ok(JSON.stringify(plan).includes('Covered by A2'))
    }
  })
})

describe('recommendations that are declined', () => {
  it('make no action of their own words', () => {
    for (const response of ['Not agreed', 'Rejected', 'No']) {
      const plan = read([
        'No|Recommendation|Management response|Owner|Due',
        `1|Publish the whole policy|${response}|DRO|June 2019`,
        '2|Train everybody who joins|Agreed|DRO|June 2019',
      ])
      assert.deepEqual(
        actionsOf(plan).map(({ text }) => text),
        ['Train everybody who joins'],
        response,
      )
      assert.ok(plan.questions.some(({ question }) => question === `The row says “${response}”. Is there an action?`))
      assert.ok(JSON.stringify(plan).includes('Publish the whole policy'))
    }
  })

  it('keep another action that is named', () => {
    const plan = read([HEAD, '1|Publish|Not agreed|Write a note instead|DRO|June 2019'])
    assert.equal(actionsOf(plan)[0]?.text, 'Write a note instead')
    assert.deepEqual(plan.questions, [])
  })

  it('make none where the cell for the action says none', () => {
    const plan = read(['Rec|Recommendation|Accepted Y/N|Action|Owner|Due', '1|Publish|N|None||'])
    assert.deepEqual(actionsOf(plan), [])
    assert.equal(plan.recommendations[0]?.text, 'Publish')
  })
  it('are listed with the other rows, to be changed, and can be said to decline', () => {
    const rows = [HEAD, '1|Publish|Agreed|None|DRO|June 2019', '2|Train|Agreed|Train people|HR|July 2019']
    const declined = { place: 't1r2', kind: 'declined', words: '1 · Publish · Agreed · None · DRO · June 2019' }
    assert.deepEqual(read(rows).otherRows, [declined])
    assert.equal(read(rows).questions[0]?.place, 't1r2')
    const both = read(rows, { rows: { t1r2: 'declined', t1r3: 'declined' } })
    assert.deepEqual(actionsOf(both), [])
    assert.deepEqual(
      both.otherRows.map(({ place, kind }) => [place, kind]),
      [
        ['t1r2', 'declined'],
        ['t1r3', 'declined'],
      ],
    )
    assert.ok(both.questions.every(({ question }) => !question.includes('Is there an action')))
    assert.ok(JSON.stringify(both).includes('Train people'))
  })
})

describe('responses that decline', () => {
  const AGREED = '1. Write rules|Yes|Write them|DRO|June 2018'
  const plain = (header: string, row: string, choices?: Choices) =>
    read([`Recommendation|${header}|Agreed action|Owner|Due`, AGREED, row], choices)

  for (const [header, said, words, owner] of [
    ['Response', 'Not agreed', 'There is no money', ''],
    ['Response', 'Rejected', 'There is no money', 'N/A'],
    ['Response', 'Not accepted', 'The present store will do', '-'],
    ['Response', 'Not agreed - too dear', 'There is no money', ''],
    ['Response', 'The recommendation is not supported.', 'There is no money', ''],
    ['Management response', 'Disagree: it costs too much', 'See response', 'None'],
    ['Agreed Y/N', 'N', 'There is no money', ''],
    ['Agreed?', 'No', 'There is no money', 'n/a'],
    ['Response', 'Rejected', 'There is no money', 'No one'],
    ['Response', 'Not agreed', 'The present store will do', 'No owner'],
    ['Response', 'Agreed', 'N/A - see response', ''],
  ] as const)
    it(`make no action of the words beside them: ${header}: ${said}: ${words}`, () => {
      const plan = plain(header, `2. Buy a store|${said}|${words}|${owner}|${owner}`)
      assert.deepEqual(
        actionsOf(plan).map(({ text }) => text),
        ['Write them'],
      )
      assert.equal(plan.questions.length, 1)
      assert.match(plan.questions[0]?.question ?? '', /Is there an action\?$/)
      assert.ok(plan.recommendations[1]?.commentary?.includes(said))
      const isNone = words.startsWith('N/A')
      assert.equal(plan.recommendations[1]?.commentary?.includes(words), !isNone)
      assert.equal(
        plan.leftOver.some(({ text }) => text === words),
        isNone,
      )
      const chosen = plain(header, `2. Buy a store|${said}|${words}|${owner}|${owner}`, { rows: { t1r3: 'action' } })
      assert.equal(actionsOf(chosen)[1]?.text, words)
    })

  it('leave an action that somebody is to do, and words that do not decline', () => {
    for (const row of [
      '2. Buy a store|Not agreed|Look at the present store|DRO|',
      '2. Buy a store|Not agreed|Look at the present store||June 2018',
      '2. Buy a store|No longer needed as such|Look at the present store||',
      '2. Buy a store|Partly agreed|Look at the present store||',
    ])
      assert.equal(actionsOf(plain('Response', row))[1]?.text, 'Look at the present store', row)
  })
})
