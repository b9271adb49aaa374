import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Day } from '#platform/calendar/index.ts'
import { lateAfter } from './model.ts'

test('a deliverable is late after its day, but for one that is finished, on hold, or was due before its plan’s own day', () => {
  const [before, own, later] = ['2016-03-31', '2016-04-01', '2016-06-30'] as [Day, Day, Day]
  const due = (latest: Day | null, status: 'in-progress' | 'on-hold' = 'in-progress', isFinished = false) =>
    lateAfter({ isFinished, status, latest }, own)
  assert.equal(due(later), later)
  assert.equal(due(own), own)
  assert.equal(due(before), null)
  assert.equal(due(null), null)
  assert.equal(due(later, 'on-hold'), null)
  assert.equal(due(later, 'in-progress', true), null)
})
