import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { isExact } from './numbers.ts'

describe('numbers in a text of JSON', () => {
  it('are read to the last digit where the program wrote them, however the database writes them down', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (number) =>
        isExact(JSON.stringify({ number, list: [number, 'text'] })),
      ),
    )
    for (const text of [
      '1000000000000000000000',
      '0.30000000000000004',
      '0.000000100000000000000',
      '-120.5000000000000000',
    ])
      assert.equal(isExact(`{"n": ${text}}`), true, text)
  })

  it('are told where they have more digits than it reads', () => {
    for (const text of [
      '1.00000000000000000001',
      '9007199254740993',
      '-0.1000000000000000000001',
      `1${'0'.repeat(400)}`,
    ])
      assert.equal(isExact(`{"a": "b", "n": [${text}]}`), false, text)
  })

  it('are not looked for in texts', () => {
    assert.equal(isExact(String.raw`{"n\"9007199254740993": "\\ \" 9007199254740993"}`), true)
  })
})
