import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { addDays } from '#platform/calendar/index.ts'
import { type DueAction, isDigestDue } from './model.ts'

const DUE = '2026-11-02'
const action: DueAction = {
  personId: 'p',
  id: 'a',
  ref: '1.1',
  text: 'Do it',
  planTitle: 'A plan',
  due: DUE,
  verdict: null,
  count: 1,
}
/** Days from the target date, before it negative, on which a person is told who looks every day. */
const toldOn = (daysBefore: number, frequency: 'as-due' = 'as-due') =>
  Array.from({ length: 160 }, (_, day) => day - 40).filter((day) => {
    const today = addDays(DUE, day)
    return isDigestDue({ frequency, daysBefore }, [action], today, today, false)
  })

describe('when somebody is told of an action that is due', () => {
  it('is so many days before, on the day, and after it on days 1, 7, 30, 60 and so on', () => {
    assert.deepEqual(toldOn(14), [-14, 0, 1, 7, 30, 60, 90])
    assert.deepEqual(toldOn(3), [-3, 0, 1, 7, 30, 60, 90])
  })

  it('is the working day after, where a day that tells falls on a weekend', () => {
    const monday = addDays(DUE, 7)
    const saturday = addDays(DUE, 5)
    const choices = { frequency: 'as-due', daysBefore: 14 } as const
    const due = (on: string) => [{ ...action, due: on }]
    assert.equal(isDigestDue(choices, due(saturday), monday, saturday, true), true)
    assert.equal(isDigestDue(choices, due(addDays(saturday, -1)), monday, saturday, true), true, 'the first day after')
    assert.equal(isDigestDue(choices, due(addDays(saturday, -2)), monday, saturday, true), false)
  })
})
