import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { Places } from './places.ts'

describe('places for so many at once', () => {
  it('are given in the order in which they were asked for', async () => {
    const places = new Places(1)
    await places.take()
    const order: string[] = []
    const waiting = ['first', 'second'].map(async (name) => {
      await places.take()
      order.push(name)
    })
    places.leave()
    await waiting[0]
    assert.deepEqual(order, ['first'])
    places.leave()
    await waiting[1]
    assert.deepEqual(order, ['first', 'second'])
  })

  it('are not kept for whoever has given up, before or while they waited', async () => {
    const places = new Places(1)
    await assert.rejects(places.take(AbortSignal.abort(new Error('too late'))), /too late/)
    await places.take()
    const stop = new AbortController()
    const given = assert.rejects(places.take(stop.signal), /enough/)
    const behind = places.take(new AbortController().signal)
    stop.abort(new Error('enough'))
    await given
    places.leave()
    await behind
    places.leave()
    await places.take()
  })

  it('hears nothing of a signal once the place is taken', async () => {
    const places = new Places(1)
    await places.take()
    const stop = new AbortController()
    const taken = places.take(stop.signal)
    const behind = places.take()
    places.leave()
    await taken
    stop.abort()
    places.leave()
    await assert.doesNotReject(behind)
  })
})
