import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { RowMeter } from './metering.ts'

const seen = (...chunks: readonly string[]) => {
  const meter = new RowMeter()
  for (const chunk of chunks) meter.add(Buffer.from(chunk))
  return meter.seen
}
const written = (rows: readonly string[]) => rows.map((row) => `${row}\n`).join('')
const row = fc.string({ unit: 'grapheme', maxLength: 12 }).filter((text) => !text.includes('\n'))

describe('the digest of rows', () => {
  it('of one row is its SHA-256, and of none is nothing', () => {
    assert.deepEqual(seen('one\trow\n'), { rows: 1, content: createHash('sha256').update('one\trow').digest('hex') })
    assert.deepEqual(seen(), { rows: 0, content: '0'.repeat(64) })
  })

  it('does not depend on their order, or on where they are cut', () => {
    fc.assert(
      fc.property(fc.array(row, { maxLength: 20 }), fc.nat(), (rows, at) => {
        const text = Buffer.from(written(rows))
        const cut = at % (text.length + 1)
        const meter = new RowMeter()
        meter.add(text.subarray(0, cut))
        meter.add(text.subarray(cut))
        assert.deepEqual(meter.seen, seen(written(rows.toReversed())))
        assert.equal(meter.seen.rows, rows.length)
      }),
    )
  })

  it('changes with any row that is changed, put in, taken out or there twice', () => {
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 20 }), row, (rows, other) => {
        const { content } = seen(written(rows))
        assert.notEqual(seen(written([...rows, other])).content, content)
        assert.notEqual(seen(written(rows.slice(1))).content, content)
        assert.notEqual(seen(written([...rows, ...rows])).content, content)
        if (other !== rows[0]) assert.notEqual(seen(written([other, ...rows.slice(1)])).content, content)
      }),
    )
  })
})
