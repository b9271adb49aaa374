import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { scaleLinear as reference } from 'd3-scale'
import fc from 'fast-check'
import { scaleLinear } from './scale.ts'

const number = fc.oneof(
  fc.integer({ min: -1_000_000, max: 1_000_000 }),
  fc.double({ min: -10_000, max: 10_000, noNaN: true }),
  fc.constantFrom(0, 0.1, 0.3, 1, 5, 99.9, 100),
)
/** `-0` and `0` are one place. */
const plain = (values: readonly number[]) => values.map((value) => value + 0)

describe('a scale', () => {
  it('places and marks numbers to the last digit as d3-scale does', () => {
    fc.assert(
      fc.property(
        fc.tuple(number, number),
        fc.tuple(number, number),
        number,
        fc.integer({ min: 2, max: 12 }),
        (ends, range, value, count) => {
          const domain: [number, number] = [Math.min(...ends), Math.max(...ends)]
          // Nearer ends than numbers have digits for are of no chart.
          fc.pre(domain[0] === domain[1] || domain[1] - domain[0] > 1e-9)
          const [own, other] = [scaleLinear(domain, range), reference(domain, range)]
          assert.equal(own(value), other(value))
          assert.deepEqual(plain(own.ticks(count)), plain(other.ticks(count)))
          const [ownNice, otherNice] = [own.nice(count), other.copy().nice(count)]
          assert.equal(ownNice(value), otherNice(value))
          assert.deepEqual(plain(ownNice.ticks(count)), plain(otherNice.ticks(count)))
        },
      ),
      { numRuns: 3_000 },
    )
  })

  it('marks round numbers', () => {
    assert.deepEqual(scaleLinear([0, 97], [0, 1]).ticks(5), [0, 20, 40, 60, 80])
    assert.deepEqual(scaleLinear([0, 1], [0, 1]).ticks(5), [0, 0.2, 0.4, 0.6, 0.8, 1])
    assert.equal(scaleLinear([0, 97], [0, 300]).nice(5)(100), 300)
    assert.deepEqual([scaleLinear([4, 4], [0, 10])(4), scaleLinear([4, 4], [0, 10]).ticks(5)], [5, [4]])
  })
})
