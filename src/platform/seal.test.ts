import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { cases } from '../../test/same-cases.ts'
import { addressOf, BrokenSeal, CHUNK, HEAD, keyDigest, sealed, sealedSize, sizeInside, unsealed } from './seal.ts'

const key = randomBytes(32)
const TAG = 16

async function* cutAnywhere(bytes: Uint8Array, pieces: readonly number[]): AsyncIterable<Uint8Array> {
  let from = 0
  for (const length of pieces) {
    yield bytes.subarray(from, from + length)
    from += length
  }
  yield bytes.subarray(from)
}

const seal = (bytes: Uint8Array, pieces: readonly number[] = []): Promise<Buffer> =>
  buffer(sealed(key, cutAnywhere(bytes, pieces)))

const open = (lying: Buffer, range?: { from: number; to: number }, by: Uint8Array = key): Promise<Buffer> =>
  buffer(unsealed(by, ({ from, to }) => cutAnywhere(lying.subarray(from, to), [1, 70_000, 3]), lying.length, range))

/** Sizes where something changes: nothing, one byte, and either side of a chunk's border. */
const SIZES = [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK - 1, 2 * CHUNK, 2 * CHUNK + 1, 3 * CHUNK + 17]

describe('a sealed file', () => {
  it('comes back as it went, whatever its size and however it is cut', async () => {
    for (const size of SIZES)
      for (const pieces of [[], [1], [CHUNK], [CHUNK - 1, 2], [7, CHUNK, CHUNK]]) {
        const bytes = randomBytes(size)
        const lying = await seal(bytes, pieces)
        assert.equal(lying.length, sealedSize(size))
        assert.equal(sizeInside(lying.length), size)
        assert.ok((await open(lying)).equals(bytes), `${size} cut at ${pieces.join()}`)
        if (size > 32) assert.equal(lying.includes(bytes.subarray(0, 32)), false)
      }
  })

  it('gives any range, at the borders of chunks too', async () => {
    const files = await Promise.all(
      SIZES.map(async (size) => {
        const bytes = randomBytes(size)
        return { bytes, lying: await seal(bytes) }
      }),
    )
    const near = fc
      .tuple(fc.constantFrom(0, CHUNK, 2 * CHUNK, 3 * CHUNK), fc.integer({ min: -3, max: 3 }))
      .map(([border, off]) => Math.max(0, border + off))
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...files),
        fc.oneof(near, fc.nat(4 * CHUNK)),
        fc.oneof(near, fc.nat(4 * CHUNK)),
        async ({ bytes, lying }, from, to) => {
          assert.ok((await open(lying, { from, to })).equals(bytes.subarray(from, Math.max(from, to))))
        },
      ),
      cases(300),
    )
  })

  it('does not open with another key', async () => {
    await assert.rejects(open(await seal(randomBytes(100)), undefined, randomBytes(32)), BrokenSeal)
  })

  it('does not open where any byte was changed', async () => {
    const lying = await seal(randomBytes(CHUNK + 100))
    const places = [0, 7, 8, HEAD - 1, HEAD, HEAD + CHUNK - 1, HEAD + CHUNK, HEAD + CHUNK + TAG, lying.length - 1]
    for (const at of places) {
      const spoilt = Buffer.from(lying)
      spoilt[at] = (spoilt[at] ?? 0) ^ 1
      await assert.rejects(open(spoilt), BrokenSeal, `byte ${at}`)
    }
  })

  it('does not open with chunks in another order, left out, twice, or of another file', async () => {
    const lying = await seal(randomBytes(3 * CHUNK + 5))
    const other = await seal(randomBytes(3 * CHUNK + 5))
    const at = (from: Buffer, number: number) =>
      from.subarray(HEAD + number * (CHUNK + TAG), HEAD + (number + 1) * (CHUNK + TAG))
    const head = lying.subarray(0, HEAD)
    const of = (...chunks: Buffer[]) => Buffer.concat([head, ...chunks])
    const [one, two, three, four] = [0, 1, 2, 3].map((number) => at(lying, number)) as [Buffer, Buffer, Buffer, Buffer]
    assert.ok((await open(of(one, two, three, four))).length > 0)
    for (const wrong of [
      of(two, one, three, four),
      of(one, three, four),
      of(one, two, two, three, four),
      of(one, two, three, at(other, 3)),
      Buffer.concat([other.subarray(0, HEAD), one, two, three, four]),
    ])
      await assert.rejects(open(wrong), BrokenSeal)
    for (const range of [{ from: CHUNK, to: CHUNK + 10 }])
      await assert.rejects(open(of(one, three, two, four), range), BrokenSeal)
  })

  it('does not open cut short, at the border of a chunk or anywhere, nor with more at its end', async () => {
    const lying = await seal(randomBytes(2 * CHUNK + 5))
    const borders = [HEAD + CHUNK + TAG, HEAD + 2 * (CHUNK + TAG)]
    for (const length of [0, 1, HEAD - 1, HEAD, HEAD + TAG, ...borders, lying.length - 1])
      await assert.rejects(open(lying.subarray(0, length)), BrokenSeal, `cut to ${length}`)
    await assert.rejects(open(Buffer.concat([lying, Buffer.alloc(1)])), BrokenSeal)
    await assert.rejects(open(Buffer.concat([lying, lying.subarray(HEAD)])), BrokenSeal)
  })

  it('is told short where fewer bytes come than lie there', async () => {
    const lying = await seal(randomBytes(2 * CHUNK + 5))
    const stops = unsealed(
      key,
      ({ from, to }) => cutAnywhere(lying.subarray(from, Math.min(to, HEAD + CHUNK + TAG)), []),
      lying.length,
    )
    await assert.rejects(buffer(stops), BrokenSeal)
  })

  it('is other bytes each time, and lies elsewhere in another group', async () => {
    const bytes = randomBytes(100)
    assert.equal((await seal(bytes)).equals(await seal(bytes)), false)
    assert.equal(addressOf(key, bytes).equals(addressOf(randomBytes(32), bytes)), false)
    assert.ok(addressOf(key, bytes).equals(addressOf(key, bytes)))
    assert.equal(keyDigest(key).equals(key), false)
  })

  it('has a length that tells its size, or is no sealed file', () => {
    fc.assert(fc.property(fc.nat(10 * CHUNK), (size) => assert.equal(sizeInside(sealedSize(size)), size)))
    for (const length of [0, HEAD, HEAD + TAG - 1, HEAD + CHUNK + TAG + 1, HEAD + CHUNK + TAG + TAG])
      assert.equal(sizeInside(length), null, String(length))
  })
})
