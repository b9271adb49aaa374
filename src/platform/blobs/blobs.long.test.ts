import assert from 'node:assert/strict'
import { createHash, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { after, before, describe, it } from 'node:test'
import { TestBucket } from '../../../test/bucket.ts'
import { type TestDatabase, testDatabase } from '../../../test/cluster.ts'
import { type Act, placeEntries, verifyAudit } from '../audit/index.ts'
import { readConfig } from '../config.ts'
import { type Db, openPool, sql } from '../db/index.ts'
import {
  type BlobStore,
  beginDestruction,
  changeMaster,
  collect,
  destroy,
  finishDestructions,
  type KeptSealed,
  nameFile,
  openBlobs,
  SPARED_HOURS,
} from './index.ts'
import { ChangedFile, LockedGroup, MissingFile } from './model.ts'

const act: Act = { actor: { kind: 'command' }, at: new Date('2026-11-21T09:00:00Z'), requestId: null }
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest()

async function* streamOf(bytes: Uint8Array, step = 100_000): AsyncIterable<Uint8Array> {
  for (let from = 0; from < bytes.length; from += step) yield bytes.subarray(from, from + step)
}

async function* breakingAfter(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  yield* streamOf(bytes)
  throw new Error('the line broke')
}

for (const kind of ['disk', 'bucket'] as const)
  describe(`kept files, in a ${kind === 'disk' ? 'folder' : 'bucket'}`, () => {
    const data = mkdtempSync(join(tmpdir(), 'muniment-blobs-'))
    let bucket: TestBucket
    let database: TestDatabase
    let db: Db
    let store: BlobStore
    let group: string
    before(async () => {
      bucket = await TestBucket.open()
      database = await testDatabase()
      db = openPool({ ...database.web, max: 6 })
      const config = readConfig({ MUNIMENT_DATA: data, LOG_LEVEL: 'silent' })
      store = await openBlobs({ ...config, objects: kind === 'disk' ? null : bucket.settings }, db)
      group = await db.transaction((tx) => store.makeGroup(tx, 'a test'))
    })
    after(async () => {
      await db.close()
      await database.drop()
      await bucket.close()
      rmSync(data, { recursive: true, force: true })
    })
    const named = async (bytes: Uint8Array) => {
      const kept = await store.keep(bytes)
      await db.transaction((tx) => nameFile(tx, kept))
      return kept
    }
    const sealedIn = async (of: string, bytes: Uint8Array): Promise<KeptSealed> => {
      const kept = await store.seal(of, streamOf(bytes))
      await db.transaction((tx) => nameFile(tx, kept))
      return kept
    }
    const newGroup = () => db.transaction((tx) => store.makeGroup(tx, 'another test'))
    const names = async () => {
      const found: string[] = []
      for await (const { name } of store.depot.list()) found.push(name)
      return found
    }
    /** The path of what lies under some digest or address, behind the store's back. */
    const pathOf = (hex: string): string => {
      const root = kind === 'disk' ? join(data, 'blobs') : bucket.folder
      const found = readdirSync(root, { recursive: true, encoding: 'utf8' }).find((name) =>
        kind === 'disk' ? name.endsWith(hex) : name.endsWith(`${hex}._S3rver_object`),
      )
      assert.ok(found, `${hex} lies somewhere`)
      return join(root, found)
    }
    const read = (digest: Uint8Array, options = {}) => buffer(store.read(digest, options))

    it('come back as they went, and the same bytes are one file', async () => {
      for (const bytes of [Buffer.alloc(0), Buffer.from('words'), randomBytes(3_000_000), randomBytes(9_000_000)]) {
        const before = (await names()).length
        const first = await store.keep(bytes)
        const second = await store.keep(streamOf(bytes))
        assert.deepEqual(first, second)
        assert.deepEqual(first, { digest: sha256(bytes), size: bytes.length })
        assert.ok((await read(first.digest)).equals(bytes))
        const [from, to] = [Math.floor(bytes.length / 3), Math.floor(bytes.length / 2)]
        assert.ok((await read(first.digest, { range: { from, to } })).equals(bytes.subarray(from, to)))
        assert.equal((await names()).length, before + 1)
      }
    })

    it('are sealed with the key of a group, and come back in ranges too', async () => {
      for (const size of [0, 1, 65_536, 65_537, 3_000_000, 9_000_000]) {
        const bytes = randomBytes(size)
        const kept = await sealedIn(group, bytes)
        assert.deepEqual(kept.digest, sha256(bytes))
        assert.ok((await read(kept.digest, { group })).equals(bytes))
        const range = { from: Math.floor(size / 3), to: Math.floor(size / 3) + 70_000 }
        assert.ok((await read(kept.digest, { group, range })).equals(bytes.subarray(range.from, range.to)))
        const lying = readFileSync(pathOf(kept.address.toString('hex')))
        if (size > 100) assert.equal(lying.includes(bytes.subarray(0, 64)), false)
      }
    })

    it('refuse a range that no file has in the same words, sealed or in the open', async () => {
      const bytes = Buffer.from('some words')
      const [open, shut] = [await store.keep(bytes), await sealedIn(group, bytes)]
      for (const [from, to] of [
        [-5, 3],
        [1.5, 3],
        [0, 2.5],
        [Number.NaN, 3],
        [0, Number.NaN],
        [0, -1],
        [0, Number.POSITIVE_INFINITY],
      ] as const)
        for (const reading of [
          read(open.digest, { range: { from, to } }),
          read(shut.digest, { group, range: { from, to } }),
        ])
          await assert.rejects(reading, (error: unknown) => {
            assert.ok(error instanceof RangeError)
            assert.equal(
              error.message,
              `There are no bytes from ${from} to ${to}: both have to be whole numbers, 0 or more`,
            )
            return true
          })
      for (const range of [
        { from: 4, to: 4 },
        { from: 5, to: 2 },
        { from: 10, to: 20 },
        { from: 8, to: 20 },
      ])
        for (const came of [await read(open.digest, { range }), await read(shut.digest, { group, range })])
          assert.ok(came.equals(bytes.subarray(range.from, Math.max(range.from, range.to))), JSON.stringify(range))
    })

    it('are one inside a group and do not show that another group has them', async () => {
      const bytes = randomBytes(1_000)
      const [one, again] = [await sealedIn(group, bytes), await sealedIn(group, bytes)]
      assert.deepEqual(one, again)
      const elsewhere = await sealedIn(await newGroup(), bytes)
      assert.deepEqual(one.digest, elsewhere.digest)
      assert.equal(one.address.equals(elsewhere.address), false)
      const hex = one.digest.toString('hex')
      assert.equal((await names()).join().includes(hex), false)
      assert.equal(
        readFileSync(pathOf(one.address.toString('hex'))).equals(
          readFileSync(pathOf(elsewhere.address.toString('hex'))),
        ),
        false,
      )
    })

    it('that are too long, or break off, leave nothing', async () => {
      const before = await names()
      for (const size of [1_001, 9_000_000]) {
        const bytes = randomBytes(size)
        await assert.rejects(store.keep(streamOf(bytes), { most: size - 1 }), /larger than/)
        await assert.rejects(store.seal(group, streamOf(bytes), { most: size - 1 }), /larger than/)
        await assert.rejects(store.keep(breakingAfter(bytes)), /the line broke/)
        await assert.rejects(store.seal(group, breakingAfter(bytes)), /the line broke/)
        await assert.rejects(store.keepAs({ digest: sha256(Buffer.from('other')), size }, streamOf(bytes)), ChangedFile)
      }
      assert.deepEqual(await names(), before)
      assert.equal((await store.keep(streamOf(Buffer.alloc(1_000)), { most: 1_000 })).size, 1_000)
    })

    it('that are not there are told by the stream', async () => {
      await assert.rejects(read(sha256(Buffer.from('never kept'))), MissingFile)
      await assert.rejects(read(sha256(Buffer.from('never kept')), { group }), MissingFile)
    })

    it('that were changed behind its back are not handed out as whole', async () => {
      const bytes = randomBytes(200_000)
      const open = await store.keep(bytes)
      const path = pathOf(open.digest.toString('hex'))
      const before = readFileSync(path)
      writeFileSync(path, randomBytes(200_000))
      await assert.rejects(read(open.digest), ChangedFile)
      writeFileSync(path, before)
      assert.ok((await read(open.digest)).equals(bytes))
      const { address, digest } = await sealedIn(group, bytes)
      const sealedPath = pathOf(address.toString('hex'))
      const lying = readFileSync(sealedPath)
      const chunk = 65_536 + 16
      const swapped = Buffer.concat([
        lying.subarray(0, 40),
        lying.subarray(40 + chunk, 40 + 2 * chunk),
        lying.subarray(40, 40 + chunk),
        lying.subarray(40 + 2 * chunk),
      ])
      const flipped = Buffer.from(lying)
      flipped[100] = (flipped[100] ?? 0) ^ 1
      for (const spoilt of [swapped, flipped]) {
        writeFileSync(sealedPath, spoilt)
        await assert.rejects(read(digest, { group }), ChangedFile)
        await assert.rejects(read(digest, { group, range: { from: 0, to: 100 } }), ChangedFile)
      }
      writeFileSync(sealedPath, lying)
      // A range that lies before the cut is not given either.
      truncateSync(sealedPath, 40 + 2 * chunk)
      await assert.rejects(read(digest, { group, range: { from: 0, to: 10 } }), kind === 'disk' ? ChangedFile : /./)
      writeFileSync(sealedPath, lying)
      assert.ok((await read(digest, { group })).equals(bytes))
    })

    it('that were spoilt are mended by keeping them again', async () => {
      const bytes = randomBytes(200_000)
      const open = await store.keep(bytes)
      const { address, digest } = await sealedIn(group, bytes)
      for (const hex of [open.digest, address].map((one) => one.toString('hex')))
        writeFileSync(pathOf(hex), randomBytes(200_000))
      await store.keep(bytes)
      await store.seal(group, streamOf(bytes))
      assert.ok((await read(open.digest)).equals(bytes))
      assert.ok((await read(digest, { group })).equals(bytes))
    })

    it('are written by two at once, and are whole', async () => {
      for (const size of [1_000, 12_000_000]) {
        const bytes = randomBytes(size)
        const open = await Promise.all([1, 2, 3].map(() => store.keep(streamOf(bytes))))
        const shut = await Promise.all([1, 2, 3].map(() => store.seal(group, streamOf(bytes))))
        assert.equal(new Set([...open, ...shut].map(({ digest }) => digest.toString('hex'))).size, 1)
        await db.transaction((tx) => nameFile(tx, shut[0] as KeptSealed))
        assert.ok((await read(sha256(bytes))).equals(bytes))
        assert.ok((await read(sha256(bytes), { group })).equals(bytes))
      }
      assert.deepEqual(
        (await names()).filter((name) => name.startsWith('incoming')),
        [],
      )
    })

    it('are destroyed with a reason, a proof and an entry of the log', async () => {
      const bytes = randomBytes(5_000)
      const { digest } = await named(bytes)
      for (const unseen of ['', ' ', '\u200b', '\u2060 \n', '\u00ad\u3164'])
        await assert.rejects(destroy(db, store, act, { digest }, unseen), /Say why/)
      const { id, files, bytes: size, proof } = await destroy(db, store, act, { digest }, 'kept by mistake')
      assert.deepEqual([files, size], [1, 5_000])
      assert.deepEqual(proof, sha256(Buffer.from(`${digest.toString('hex')} 5000\n`)))
      await assert.rejects(read(digest), MissingFile)
      await assert.rejects(destroy(db, store, act, { digest }, 'again'), /destroyed already/)
      await assert.rejects(destroy(db, store, act, { digest: sha256(Buffer.from('x')) }, 'none'), /no such file/)
      const entry = await db.one<{ facts: Record<string, unknown> }>(
        sql`select facts from audit.entry where what = 'file.destroyed' and facts->>'destruction' = ${id}`,
      )
      assert.equal(entry.facts.proof, proof.toString('hex'))
      const row = await db.one<{ why: string; isRemoved: boolean }>(
        sql`select why, removed_at is not null as "isRemoved" from blobs.destruction where id = ${id}`,
      )
      assert.deepEqual(row, { why: 'kept by mistake', isRemoved: true })
      for (const change of [
        sql`delete from blobs.destruction where id = ${id}`,
        sql`update blobs.destruction set why = 'other' where id = ${id}`,
      ])
        await assert.rejects(db.run(change), /stays on record|permission denied/)
      await placeEntries(db)
      assert.deepEqual((await verifyAudit(db, { outside: [], trusted: [] }, act.at)).problems, [])
      await named(bytes)
      assert.ok((await read(digest)).equals(bytes), 'kept again, it is there again')
    })

    it('end with the key of their group, for whoever reads later, and a reader under way gets all or an error', async () => {
      const doomed = await newGroup()
      const bytes = randomBytes(6_000_000)
      const { digest } = await sealedIn(doomed, bytes)
      await sealedIn(doomed, randomBytes(10))
      const reading = store.read(digest, { group: doomed })
      const [first] = (await once(reading, 'data')) as [Buffer]
      reading.pause()
      const done = await destroy(db, store, act, { group: doomed }, 'its time has come')
      assert.deepEqual([done.files, done.bytes], [2, 6_000_010])
      const rest = await buffer(reading).catch(() => null)
      if (rest) assert.ok(Buffer.concat([first, rest]).equals(bytes))
      await assert.rejects(read(digest, { group: doomed }), LockedGroup)
      await assert.rejects(store.seal(doomed, Buffer.from('more')), LockedGroup)
      assert.equal((await names()).join().includes(doomed), false)
      assert.equal(await db.maybe(sql`select group_id from blobs.group_key where group_id = ${doomed}`), null)
      await assert.rejects(
        db.run(sql`insert into blobs.group_key (group_id, master, wrapped) values (${doomed}, 'x', '\\x00')`),
        /takes no key/,
      )
      await assert.rejects(
        db.run(sql`update blobs.object_group set destroyed_at = null where id = ${doomed}`),
        /does not come back/,
      )
      await assert.rejects(destroy(db, store, act, { group: doomed }, 'again'), /destroyed already/)
    })

    it('of a group that ends while they are written are not named', async () => {
      const doomed = await newGroup()
      const kept = await store.seal(doomed, Buffer.from('in time'))
      await destroy(db, store, act, { group: doomed }, 'meanwhile')
      await assert.rejects(
        db.transaction((tx) => nameFile(tx, kept)),
        LockedGroup,
      )
      async function* slowly(): AsyncIterable<Uint8Array> {
        yield Buffer.from('first')
        await destroy(db, store, act, { group: other }, 'meanwhile')
        yield Buffer.from('second')
      }
      const other = await newGroup()
      await assert.rejects(store.seal(other, slowly()), LockedGroup)
      assert.equal((await names()).join().includes(other), false)
    })

    it('whose end was decided and not finished are finished later', async () => {
      const doomed = await newGroup()
      const one = await sealedIn(doomed, randomBytes(10))
      const { digest } = await named(randomBytes(10))
      const single = await sealedIn(group, randomBytes(11))
      await db.transaction(async (tx) => {
        await beginDestruction(tx, act, { group: doomed }, 'as agreed')
        await beginDestruction(tx, act, { digest }, 'as agreed')
        await beginDestruction(tx, act, { digest: single.digest, group }, 'as agreed')
      })
      assert.equal(await finishDestructions(db, store), 3)
      assert.equal(await finishDestructions(db, store), 0)
      const left = (await names()).join()
      for (const bytes of [one.address, digest, single.address])
        assert.equal(left.includes(bytes.toString('hex')), false)
    })

    it('are collected where no row names them, once they are older than the longest upload', async () => {
      const wanted = await named(randomBytes(100))
      const wantedSealed = await sealedIn(group, randomBytes(100))
      const left = await store.keep(randomBytes(101))
      const leftSealed = await store.seal(group, randomBytes(101))
      const again = await store.keep(randomBytes(102))
      const later = new Date(Date.now() + (SPARED_HOURS + 1) * 3_600_000)
      const run = (now: Date) => collect(db, store, act, { now, acceptsMany: true })
      await run(new Date())
      await read(left.digest)
      // All have come a moment ago by the clock of the database.
      await run(later)
      await read(left.digest)
      await db.run(sql`update blobs.arrival set at = at - interval '3 days'`)
      // Somebody keeps it again, and has not come to its row yet.
      await store.keep(await read(again.digest))
      const { files } = await run(later)
      assert.ok(files >= 2)
      await assert.rejects(read(left.digest), MissingFile)
      await assert.rejects(read(leftSealed.digest, { group }), MissingFile)
      await read(again.digest)
      await read(wanted.digest)
      await read(wantedSealed.digest, { group })
    })

    it('are not collected where the database does not know most of them', async () => {
      for (let number = 0; number < 101; number += 1) await store.keep(Buffer.from(`nobody’s ${number}`))
      await db.run(sql`update blobs.arrival set at = at - interval '3 days'`)
      const later = new Date(Date.now() + (SPARED_HOURS + 1) * 3_600_000)
      const before = await names()
      await assert.rejects(collect(db, store, act, { now: later }), /No row of this database names/)
      assert.deepEqual(await names(), before)
      assert.ok((await collect(db, store, act, { now: later, acceptsMany: true })).files > 100)
    })

    it('stay readable when the master key changes, also where that was broken off', async () => {
      const bytes = randomBytes(100)
      const { digest } = await sealedIn(group, bytes)
      const before = await store.masters.current()
      await store.masters.renew()
      assert.ok((await read(digest, { group })).equals(bytes), 'after the new key came')
      const changed = await changeMaster(db, store.masters, false, async () => undefined)
      assert.ok(changed >= 1)
      assert.notEqual(await store.masters.current(), before)
      assert.ok((await read(digest, { group })).equals(bytes))
      assert.equal(
        readFileSync(join(data, 'secrets', 'master-key'), 'utf8')
          .trim()
          .split('\n').length,
        1,
      )
    })

    it('cannot be read with another master key, and say so', async () => {
      const { digest } = await sealedIn(group, Buffer.from('secret'))
      const other = await openBlobs(
        {
          ...readConfig({ MUNIMENT_DATA: data, MUNIMENT_MASTER_KEY: randomBytes(32).toString('base64') }),
          objects: kind === 'disk' ? null : bucket.settings,
        },
        db,
      )
      await assert.rejects(buffer(other.read(digest, { group })), /The master key [0-9a-f]{16} is not here/)
    })

    if (kind === 'bucket')
      it('are not kept where the bucket fails half-way, and are when it is asked again', async () => {
        const bytes = randomBytes(17_000_000)
        for (const [what, mishap] of [
          [
            'a part',
            ({ method, url }) => (method === 'PUT' && url.searchParams.get('partNumber') === '3' ? 500 : null),
          ],
          [
            'a line',
            ({ method, url }) => (method === 'PUT' && url.searchParams.get('partNumber') === '2' ? 'cut' : null),
          ],
          ['the end', ({ method, url }) => (method === 'POST' && url.searchParams.has('uploadId') ? 500 : null)],
          ['the copy', ({ method, url }) => (method === 'PUT' && !url.search.includes('partNumber') ? 503 : null)],
        ] as const satisfies readonly (readonly [string, TestBucket['mishap']])[]) {
          bucket.mishap = mishap
          await assert.rejects(store.keep(streamOf(bytes)), Error, what)
          bucket.mishap = () => null
          await assert.rejects(read(sha256(bytes)), MissingFile, what)
          assert.deepEqual(
            (await names()).filter((name) => name.startsWith('incoming')),
            [],
            what,
          )
        }
        assert.ok((await read((await store.keep(streamOf(bytes))).digest)).equals(bytes))
      })
  })
