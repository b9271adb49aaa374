import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { makeZip } from '../../test/make.ts'
import { Identifier } from '../identify.ts'
import { STARTER } from '../releases/releases.ts'
import { loadRelease } from '../signatures/load.ts'
import { Examiner } from './examine.ts'
import { examineStream } from './examine-stream.ts'

const identifier = new Identifier(loadRelease(STARTER))
const odt = (more: number) =>
  makeZip([
    { name: 'mimetype', bytes: Buffer.from('application/vnd.oasis.opendocument.text'), isStored: true },
    { name: 'Pictures/1.png', bytes: randomBytes(more), isStored: true },
    { name: 'content.xml', bytes: Buffer.from('<office:document-content office:version="1.2"/>') },
    { name: 'META-INF/manifest.xml', bytes: Buffer.from('<manifest:manifest manifest:version="1.2"/>') },
  ])

async function* inPieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  // One buffer for every piece, as a reader may use it.
  const piece = Buffer.alloc(size)
  for (let at = 0; at < bytes.length; at += size) {
    const length = Math.min(size, bytes.length - at)
    piece.set(bytes.subarray(at, at + length))
    yield piece.subarray(0, length)
  }
}

describe('what comes in pieces', () => {
  const folder = mkdtempSync(join(tmpdir(), 'formats-stream-'))
  after(() => rmSync(folder, { recursive: true, force: true }))
  const spooled = () => readdirSync(tmpdir()).filter((name) => /^formats-[0-9a-f]{8}-/.test(name))

  it('is told as the file that it is, whatever its pieces, in memory and beyond it', async () => {
    const examiner = new Examiner(identifier, { hash: 'sha256' })
    for (const [name, bytes] of [
      ['small.odt', odt(10)],
      ['large.odt', odt(3_000_000)],
      ['named wrongly.doc', odt(1_048_576)],
      ['empty.pdf', Buffer.alloc(0)],
      ['rubbish', randomBytes(200_000)],
    ] as const) {
      const at = join(folder, name)
      writeFileSync(at, bytes)
      const entry = { at, path: name, name, isUtf8: true, kind: 'file', error: null } as const
      const wanted = { ...examiner.examine(entry, null), modifiedAt: null, createdAt: null, ownerId: null }
      for (const size of [1000, 65_536, 5_000_000]) {
        const row = await examineStream(inPieces(bytes, size), identifier, { name, hash: 'sha256' })
        assert.deepEqual(row, wanted, `${name} by ${size}`)
      }
    }
    assert.deepEqual(spooled(), [])
  })

  it('leaves nothing where it breaks off', async () => {
    async function* breaking() {
      yield* inPieces(odt(3_000_000), 65_536)
      throw new Error('the line broke')
    }
    await assert.rejects(examineStream(breaking(), identifier, { name: 'large.odt' }), /the line broke/)
    assert.deepEqual(spooled(), [])
  })
})
