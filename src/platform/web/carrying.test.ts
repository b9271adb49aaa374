import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { FastifyRequest } from 'fastify'
import { AnnouncedBodies, mostInMemory } from './carrying.ts'
import { page } from './reply.ts'
import { get, post, type Route } from './route.ts'

describe('bodies on their way', () => {
  it('are counted for each and for all, and given back', () => {
    const announced = new AnnouncedBodies({ ofOne: 10, ofAll: 15 })
    const back = announced.take('a', 10)
    assert.throws(() => announced.take('a', 1), { status: 429 })
    const other = announced.take('b', 5)
    assert.throws(() => announced.take('c', 1), { status: 503 })
    assert.deepEqual([announced.bytes.ofAll, announced.bytes.senders], [15, 2])
    back()
    other()
    assert.deepEqual([announced.bytes.ofAll, announced.bytes.senders], [0, 0], 'nobody is remembered who sends nothing')
    announced.take('a', 10)
  })

  const request = (headers: Readonly<Record<string, string>>) => ({ headers }) as unknown as FastifyRequest
  const view = async () => page({ title: 'T', content: '' as never })
  const form = post('/a', 'a:change', view)
  const document: Route = { ...post('/b', 'a:change', view), takesFile: true }
  const large = { ...document, takesLarge: {} } as unknown as Route
  const parts = { 'content-type': 'multipart/form-data; boundary=b' }

  it('are in memory as long as they say, and no longer than their route takes them', () => {
    assert.equal(mostInMemory(form, request({ 'content-length': '12' })), 12)
    assert.equal(mostInMemory(form, request({ 'content-length': '5000000' })), 1_000_000)
    assert.equal(mostInMemory(form, request({ 'transfer-encoding': 'chunked' })), 1_000_000, 'whoever says nothing')
    assert.equal(mostInMemory(get('/a', 'a:read', view), request({})), 0)
  })

  it('are in memory with their document, but for a large one, which never is', () => {
    const [of, withLarge] = [document, large].map((route) =>
      mostInMemory(route, request({ ...parts, 'transfer-encoding': 'chunked' })),
    )
    assert.deepEqual([of, withLarge], [29_000_000, 4_000_000])
  })
})
