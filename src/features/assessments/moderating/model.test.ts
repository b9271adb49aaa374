import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { awaitsReply, finalObstacles, replyBy } from './model.ts'
import type { Moderation } from './store.ts'

const AT = new Date('2026-11-01T09:00:00Z')
const on = (day: string) => new Date(`${day}T09:00:00Z`)
const judged = (outcome: Moderation['outcome'], replies = 0) =>
  ({ outcome, at: AT, replies: Array.from({ length: replies }) }) as unknown as Moderation

describe('a changed score', () => {
  it('waits ten days for the unit’s reply, or until it has replied', () => {
    assert.equal(replyBy({ at: AT }), '2026-11-11')
    assert.equal(awaitsReply(judged('changed'), on('2026-11-10')), true)
    assert.equal(awaitsReply(judged('changed'), on('2026-11-11')), false)
    assert.equal(awaitsReply(judged('changed', 1), on('2026-11-10')), false)
    assert.equal(awaitsReply(judged('agreed'), on('2026-11-10')), false)
  })
})

describe('scores become final', () => {
  const kinds = (latest: readonly Moderation[], answers: number, day = '2026-11-10') =>
    finalObstacles(latest, answers, on(day)).map(
      ({ kind, words }) => `${kind}: ${words.replace(/[^\d]*(\d*).*/, '$1')}`,
    )

  it('once every answer is judged, every question settled and the unit heard', () => {
    assert.deepEqual(kinds([judged('agreed'), judged('changed', 1)], 2), [])
    assert.deepEqual(kinds([], 0), [])
    assert.deepEqual(kinds([judged('agreed')], 3), ['unjudged: 2'])
    assert.deepEqual(kinds([judged('agreed'), judged('agreed')], 1), [])
    assert.deepEqual(kinds([judged('asked'), judged('asked'), judged('agreed')], 3), ['asked: 2'])
    assert.deepEqual(kinds([judged('changed')], 1), ['reply: 1'])
    assert.deepEqual(kinds([judged('changed')], 1, '2026-11-11'), [])
    assert.deepEqual(kinds([judged('changed'), judged('asked')], 3), ['unjudged: 1', 'asked: 1', 'reply: 1'])
  })
})
