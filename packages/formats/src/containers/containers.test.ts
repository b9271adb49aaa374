import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { deflateRawSync } from 'node:zlib'
import fc from 'fast-check'
import { makeOle2, makeZip } from '../../test/make.ts'
import { WholeContent } from '../matching/content.ts'
import { BrokenContainer, type Container, headOf } from './entries.ts'
import { openOle2 } from './ole2/ole2.ts'
import { inflateUpTo } from './zip/inflate.ts'
import { openZip } from './zip/zip.ts'

const read = (container: Container, path: string, atMost = 1e6) =>
  headOf(container, path, atMost)?.toString('latin1') ?? null
const zip = (bytes: Buffer) => openZip(new WholeContent(bytes), () => true)
const ole2 = (bytes: Buffer) => openOle2(new WholeContent(bytes))

describe('inflating', () => {
  it('gives what was packed, at every level and however it was packed', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 3000 }),
        fc.nat(2000),
        fc.integer({ min: 0, max: 9 }),
        (noise, row, level) => {
          const bytes = Buffer.concat([Buffer.from(noise), Buffer.alloc(row, 'abcab'), Buffer.from(noise)])
          assert.ok(inflateUpTo(deflateRawSync(bytes, { level }), 1e6).equals(bytes))
          assert.ok(inflateUpTo(deflateRawSync(bytes, { level }), 100).equals(bytes.subarray(0, 100)))
        },
      ),
    )
  })

  it('stops at the limit, at the end and at a fault, and never throws', () => {
    const bomb = deflateRawSync(Buffer.alloc(50_000_000))
    assert.equal(inflateUpTo(bomb, 4000).length, 4000)
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (noise) => {
        assert.ok(inflateUpTo(noise, 5000).length <= 5000)
      }),
    )
    assert.equal(inflateUpTo(new Uint8Array(0), 10).length, 0)
  })
})

const PARTS = [
  { name: 'mimetype', bytes: Buffer.from('application/epub+zip'), isStored: true },
  { name: 'a/content.xml', bytes: Buffer.from('word '.repeat(2000)) },
]

describe('a ZIP file', () => {
  it('gives its entries, stored and deflated, and no more of them than is asked', () => {
    const opened = zip(makeZip(PARTS))
    assert.deepEqual([...opened.paths], ['mimetype', 'a/content.xml'])
    assert.equal(read(opened, 'mimetype'), 'application/epub+zip')
    assert.equal(read(opened, 'a/content.xml')?.length, 10_000)
    assert.equal(read(opened, 'a/content.xml', 12), 'word word wo')
    assert.equal(read(opened, 'absent'), null)
  })

  it('is opened with bytes before it, and with a comment after it', () => {
    const bytes = makeZip(PARTS)
    assert.equal(read(zip(Buffer.concat([Buffer.alloc(5000, 'x'), bytes])), 'mimetype'), 'application/epub+zip')
    assert.equal(read(zip(Buffer.concat([bytes, Buffer.alloc(30_000, 'x')])), 'mimetype'), 'application/epub+zip')
  })

  it('takes sizes and offsets from the 64-bit fields', () => {
    const bytes = makeZip([{ ...PARTS[0], name: 'mimetype', bytes: Buffer.from('wide'), isStored: true }])
    const entryAt = bytes.indexOf(Buffer.from('504b0102', 'hex'))
    const extra = Buffer.alloc(28)
    extra.writeUInt16LE(1, 0)
    extra.writeUInt16LE(24, 2)
    extra.writeBigUInt64LE(4n, 4)
    extra.writeBigUInt64LE(4n, 12)
    const entry = Buffer.from(bytes.subarray(entryAt, entryAt + 54))
    for (const at of [20, 24, 42]) entry.writeUInt32LE(0xffffffff, at)
    entry.writeUInt16LE(28, 30)
    const end = Buffer.from(bytes.subarray(entryAt + 54))
    end.writeUInt32LE(54 + 28, 12)
    assert.equal(read(zip(Buffer.concat([bytes.subarray(0, entryAt), entry, extra, end])), 'mimetype'), 'wide')
  })

  it('is broken without a directory, and never throws anything else', () => {
    assert.throws(() => zip(makeZip(PARTS).subarray(0, 60)), BrokenContainer)
    const bytes = makeZip(PARTS)
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { maxLength: 12 }), (changes) => {
        const changed = Buffer.from(bytes)
        for (const [at, value] of changes) changed[at] = value
        neverThrows(() => zip(changed))
      }),
    )
  })
})

function neverThrows(open: () => Container): void {
  try {
    const container = open()
    const longest = Math.max(0, ...[...container.paths].map((path) => headOf(container, path, 5000)?.length ?? 0))
    assert.ok(longest <= 5000)
  } catch (error) {
    assert.ok(error instanceof BrokenContainer, String(error))
  }
}

describe('an OLE2 file', () => {
  const bytes = makeOle2([
    { name: '\u0001CompObj', bytes: Buffer.from('Word.Document.8') },
    { name: 'WordDocument', bytes: Buffer.alloc(9000, 'w') },
  ])

  it('gives its streams by names without what stands around them', () => {
    const opened = ole2(bytes)
    assert.deepEqual([...opened.paths].toSorted(), ['CompObj', 'WordDocument'])
    assert.equal(read(opened, 'CompObj')?.slice(0, 15), 'Word.Document.8')
    assert.equal(read(opened, 'WordDocument', 700)?.length, 700)
  })

  it('ends where its chains go in circles', () => {
    const circle = Buffer.from(bytes)
    // Every sector follows itself.
    for (let sector = 0; sector < 128; sector += 1) circle.writeUInt32LE(sector, 512 + sector * 4)
    const started = performance.now()
    neverThrows(() => ole2(circle))
    assert.ok(performance.now() - started < 1000)
  })

  it('is broken where its directory goes in circles', () => {
    const circle = Buffer.from(bytes)
    const entryAt = circle.indexOf(Buffer.from('WordDocument', 'utf16le'))
    circle.writeUInt32LE(1, entryAt + 68)
    circle.writeUInt32LE(2, entryAt + 72)
    assert.throws(() => ole2(circle), BrokenContainer)
  })

  it('is broken, or read as far as it goes, whatever is changed', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { maxLength: 20 }), (changes) => {
        const changed = Buffer.from(bytes)
        for (const [at, value] of changes) changed[at] = value
        neverThrows(() => ole2(changed))
      }),
    )
    assert.throws(() => ole2(bytes.subarray(0, 100)), BrokenContainer)
  })
})
