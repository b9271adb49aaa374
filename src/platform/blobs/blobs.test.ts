import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { after, before, describe, it } from 'node:test'
import S3rver from 's3rver'
import { openBlobs } from './index.ts'
import type { BlobStore } from './model.ts'

describe('kept files', () => {
  const folder = mkdtempSync(join(tmpdir(), 'muniment-blobs-'))
  const service = new S3rver({
    port: 0,
    address: '127.0.0.1',
    silent: true,
    directory: join(folder, 'objects'),
    configureBuckets: [{ name: 'muniment', configs: [] }],
  })
  const stores: { disk?: BlobStore; objects?: BlobStore } = {}
  const earlier = { ...process.env }
  before(async () => {
    process.env.AWS_ACCESS_KEY_ID = 'S3RVER'
    process.env.AWS_SECRET_ACCESS_KEY = 'S3RVER'
    const { port } = await service.run()
    const data = join(folder, 'data')
    stores.disk = await openBlobs({ data, objects: null })
    stores.objects = await openBlobs({
      data,
      objects: { bucket: 'muniment', endpoint: `http://127.0.0.1:${port}`, region: 'eu-west-2' },
    })
  })
  after(async () => {
    process.env = earlier
    await service.close()
    rmSync(folder, { recursive: true, force: true })
  })

  for (const kind of ['disk', 'objects'] as const) {
    const store = () => {
      const found = stores[kind]
      assert.ok(found)
      return found
    }
    it(`come back as they went, from ${kind}, and the same bytes are one file`, async () => {
      for (const bytes of [Buffer.alloc(0), Buffer.from('words'), Buffer.alloc(3_000_000, 7)]) {
        const first = await store().keep(bytes)
        const second = await store().keep(bytes)
        assert.deepEqual(first, second)
        assert.deepEqual(first.digest, createHash('sha256').update(bytes).digest())
        assert.ok((await buffer(store().read(first.digest))).equals(bytes))
      }
    })

    it(`that are not there are told by the stream, from ${kind}`, async () => {
      await assert.rejects(buffer(store().read(createHash('sha256').update('never kept').digest())))
    })
  }

  it('that were changed behind its back are not handed out as whole, from objects', async () => {
    const { digest } = await (stores.objects as BlobStore).keep(Buffer.from('true words'))
    const hex = digest.toString('hex')
    const place = join(folder, 'objects', 'muniment', hex.slice(0, 2), hex.slice(2, 4))
    const file = readdirSync(place).find((name) => name.endsWith('_object'))
    assert.ok(file)
    writeFileSync(join(place, file), 'fake words')
    await assert.rejects(buffer((stores.objects as BlobStore).read(digest)), /not what it was/)
  })
})
