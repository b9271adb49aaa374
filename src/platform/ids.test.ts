import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { isId, newId } from './ids.ts'

describe('identifiers', () => {
  it('are of version 7, begin with their time and keep their order also within a millisecond', () => {
    const now = Date.UTC(2027, 2, 4)
    const ids = Array.from({ length: 5_000 }, () => newId(now))
    assert.ok(ids.every(isId))
    assert.equal(new Set(ids).size, ids.length)
    assert.deepEqual(ids.toSorted(), ids)
    assert.match(ids[0] ?? '', /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab]/)
    assert.equal(Number.parseInt((ids[0] ?? '').replaceAll('-', '').slice(0, 12), 16), now)
    assert.notEqual(ids[0]?.slice(19), ids[1]?.slice(19))
  })
})
