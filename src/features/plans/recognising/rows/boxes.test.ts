import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { statusOfRow } from '../../statuses.ts'
import type { Choices } from '../model/model.ts'
import { actionsOf, planOf, tableOf } from '../tables.fixture.ts'

const TICKS = 'Do the ticks and crosses in the cells of actions say that these are complete?'
const read = (cell: string, status = '', choices?: Choices) =>
  planOf(tableOf('Ref|Action|Owner|Due|Status', `1|${cell}|DRO|June 2019|${status}`), choices)

/** A cell of an action, the actions that it names, and whether ticks are asked about. */
const CASES: readonly (readonly [string, readonly string[], boolean])[] = [
  ['☐ Draft the policy ☑ Train staff ☒ Publish it', ['Draft the policy', 'Train staff', 'Publish it'], true],
  ['[ ] Draft the policy [x] Train staff', ['Draft the policy', 'Train staff'], true],
  ['[ ] Draft the policy [ ] Train staff', ['Draft the policy', 'Train staff'], false],
  ['<p>☐ Draft the policy</p><p>☑ Train staff</p>', ['Draft the policy', 'Train staff'], true],
  ['Draft the policy ☑ Train staff ☐', ['Draft the policy', 'Train staff'], true],
  ['Publish: ☐ the policy; ☐ the guidance', ['Publish: the policy', 'Publish: the guidance'], false],
  ['<p>Complete</p><p>☐ the policy</p><p>✔️ the guidance</p>', ['Complete: the policy', 'Complete: the guidance'], true],
  ['☑ Publish the policy', ['Publish the policy'], true],
  ['☐ Publish the policy', ['Publish the policy'], false],
  ['Publish the policy ✓', ['Publish the policy'], true],
  ['Publish the policy by [ ]', ['Publish the policy by [ ]'], false],
  ['Publish [x] and [1]', ['Publish [x] and [1]'], false],
  ['Yes ☐ No ☑', ['Yes ☐ No ☑'], false],
]

describe('boxes in the cell of an action', () => {
  for (const [cell, texts, isAsked] of CASES)
    it(`tell what is to be done, and claim nothing: ${cell}`, () => {
      const plan = read(cell)
      const actions = actionsOf(plan)
      assert.deepEqual(
        actions.map(({ text }) => text),
        texts,
      )
      assert.deepEqual(
        actions.map(statusOfRow),
        texts.map(() => null),
      )
      assert.deepEqual(
        actions.map(({ ref }) => ref),
        texts.map(() => '1'),
      )
      const questions = plan.questions.map(({ question }) => question)
      assert.equal(questions.includes(TICKS), isAsked)
      assert.equal(
        questions.some((question) => /Is each an action of its own/.test(question)),
        texts.length > 1,
      )
    })

  it('are kept as commentary, and the ticked ones are led to', () => {
    const plan = read('☐ Draft the policy ☑ Train staff ☒ Publish it')
    assert.deepEqual(
      actionsOf(plan).map(({ commentary }) => commentary),
      ['Box: ☐', 'Box: ☑', 'Box: ☒'],
    )
    assert.deepEqual(plan.questions.find(({ question }) => question === TICKS)?.places, ['t1r2.2', 't1r2.3'])
  })

  it('are not asked about beside a status', () => {
    const plan = read('☑ Publish the policy', 'Complete')
    assert.deepEqual(plan.questions, [])
    assert.equal(actionsOf(plan)[0]?.commentary, 'Box: ☑')
  })

  it('are one action as it is written where a person says so', () => {
    const cell = '☐ Draft the policy ☑ Train staff'
    assert.deepEqual(
      actionsOf(read(cell, '', { parts: { t1r2: 'one' } })).map(({ text }) => text),
      [cell],
    )
    assert.equal(actionsOf(read(cell, '', { parts: { t1r2: 'each' } })).length, 2)
  })
})
