import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { nextIn, type Step, standOf } from './model.ts'

/** What of a step the rules look at. */
const step = (answer: boolean | null, answered: number, isAsked = true): Step =>
  ({ answer: answer === null ? null : { isConfirmed: answer }, result: { answered }, isAsked }) as unknown as Step

const MISSING = step(null, 0)
const ANSWERED = step(true, 1)
const TO_CONFIRM = step(false, 1)
const LOCKED = step(null, 0, false)
const LOCKED_ANSWERED = step(true, 1, false)

describe('an answer', () => {
  it('counts, waits to be confirmed, or is missing', () => {
    assert.equal(standOf(ANSWERED), 'answered')
    assert.equal(standOf(TO_CONFIRM), 'to-confirm')
    assert.equal(standOf(step(false, 0)), 'to-confirm')
    assert.equal(standOf(MISSING), 'missing')
    assert.equal(standOf(step(true, 0)), 'missing', 'a value that says nothing')
    assert.equal(standOf(step(null, 1)), 'answered', 'what follows from others')
  })
})

describe('where a section is gone on with', () => {
  it('is its first question that can be answered and is not', () => {
    for (const [steps, at] of [
      [[MISSING, MISSING], 0],
      [[ANSWERED, MISSING], 1],
      [[ANSWERED, TO_CONFIRM, MISSING], 1],
      [[LOCKED, ANSWERED, MISSING], 2],
      [[LOCKED, LOCKED_ANSWERED, ANSWERED], 2],
      [[LOCKED, LOCKED_ANSWERED], 0],
      [[ANSWERED, ANSWERED], 0],
    ] as const)
      assert.equal(nextIn(steps), steps[at], steps.map(standOf).join())
    assert.equal(nextIn([]), undefined)
  })
})
