import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import fc from 'fast-check'
import pg from 'pg'
import { type TestDatabase, testDatabase } from '../../../test/cluster.ts'
import { type Db, openPool, sql } from '../db/index.ts'
import {
  audit,
  auditMany,
  flawOf,
  leafHash,
  MerkleTree,
  type Proof,
  placeEntries,
  proofsOf,
  verifyAudit,
} from './index.ts'
import { inclusionProof, rootFrom } from './merkle.ts'

describe('proofs of inclusion (RFC 6962, section 2.1.1)', () => {
  const tree = (size: number) => {
    const leaves = Array.from({ length: size }, (_, index) => leafHash(String(index)))
    const whole = new MerkleTree()
    for (const leaf of leaves) whole.add(leaf)
    return { leaves, root: whole.root() }
  }

  it('lead every leaf of every small tree to its root, and to no other place or with any other leaf', async () => {
    for (let size = 1; size <= 33; size += 1) {
      const { leaves, root } = tree(size)
      for (const [index, leaf] of leaves.entries()) {
        const { path } = await inclusionProof(leaves, index, size)
        assert.deepEqual(rootFrom(leaf, index, size, path), root)
        assert.notDeepEqual(rootFrom(leafHash('other'), index, size, path), root)
        if (size > 1) assert.notDeepEqual(rootFrom(leaf, (index + 1) % size, size, path), root)
        assert.equal(rootFrom(leaf, index, size, [...path, root]), null)
      }
    }
  })

  it('hold for trees of any size, with no more hashes than the logarithm', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 3_000 }), fc.nat(), async (size, any) => {
        const { leaves, root } = tree(size)
        const index = any % size
        const { path } = await inclusionProof(leaves, index, size)
        assert.deepEqual(rootFrom(leaves[index] ?? root, index, size, path), root)
        assert.ok(path.length <= Math.ceil(Math.log2(size)))
      }),
      { numRuns: 20 },
    )
  })

  it('give the paths of the standard’s example of seven leaves', async () => {
    const { leaves } = tree(7)
    const { path } = await inclusionProof(leaves, 6, 7)
    assert.equal(path.length, 2, 'the way of d6 is [i, k]')
  })
})

describe('an audit entry for many', () => {
  let database: TestDatabase
  let db: Db
  const act = { actor: { kind: 'system' as const }, at: new Date('2026-11-21T10:00:00.123Z'), requestId: null }
  const items = (count: number) =>
    Array.from({ length: count }, (_, index) => ({
      subject: { kind: 'asset', id: `a${index}` },
      facts: { digest: `d${index}`, ö: index },
    }))
  before(async () => {
    database = await testDatabase()
    db = openPool(database.web)
    await db.transaction((tx) =>
      auditMany(tx, act, 'assets.imported', { kind: 'run', id: 'r1' }, items(700), { run: 'r1' }),
    )
    await db.transaction((tx) =>
      audit(
        tx,
        { ...act, at: new Date('2026-11-21T11:00:00Z') },
        'asset.changed',
        { kind: 'asset', id: 'a5' },
        { list: 'no list' },
      ),
    )
    await placeEntries(db)
  })
  after(async () => {
    await db.close()
    await database.drop()
  })
  const asSuperuser = async (...texts: string[]) => {
    const client = new pg.Client(database.superuser)
    await client.connect()
    for (const text of texts) await client.query(text)
    await client.end()
  }

  it('is one, tells how many and their root, and stands or falls with the act', async () => {
    const { count } = await db.one<{ count: number }>(sql`select count(*) as count from audit.entry`)
    assert.equal(count, 2)
    const { facts } = await db.one<{ facts: { run: string; list: { count: number; root: string } } }>(
      sql`select facts from audit.entry where what = 'assets.imported'`,
    )
    assert.deepEqual([facts.run, facts.list.count, facts.list.root.length], ['r1', 700, 64])
    await assert.rejects(
      db.transaction(async (tx) => {
        await auditMany(tx, act, 'assets.imported', { kind: 'run', id: 'r2' }, items(3))
        throw new Error('undone')
      }),
    )
    assert.equal((await db.one<{ count: number }>(sql`select count(*) as count from audit.item`)).count, 700)
  })

  it('lets each item be found and proven, without the database and not if anything is changed', async () => {
    const proofs = JSON.parse(JSON.stringify(await proofsOf(db, { kind: 'asset', id: 'a5' })), (key, value) =>
      key === 'at' ? new Date(value as string) : value,
    ) as Proof[]
    assert.deepEqual(
      proofs.map(({ entry, item }) => [entry.what, item?.inList.index]),
      [
        ['asset.changed', undefined],
        ['assets.imported', 5],
      ],
    )
    assert.deepEqual(proofs.map(flawOf), [null, null])
    const [plain, many] = proofs
    assert.ok(plain && many?.item && many.inLog)
    assert.match(flawOf({ ...many, item: { ...many.item, facts: { digest: 'other' } } }) ?? '', /not in the list/)
    assert.match(
      flawOf({ ...many, item: { ...many.item, inList: { ...many.item.inList, index: 6 } } }) ?? '',
      /not in the list/,
    )
    assert.match(
      flawOf({ ...many, item: { ...many.item, inList: { ...many.item.inList, size: 699 } } }) ?? '',
      /of that length/,
    )
    assert.match(flawOf({ ...plain, item: many.item }) ?? '', /of that length/)
    assert.match(flawOf({ ...many, entry: { ...many.entry, what: 'x' } }) ?? '', /its place in the log/)
    assert.deepEqual(await proofsOf(db, { kind: 'asset', id: 'a999' }), [])
  })

  it('is refused to be changed, and found out where it was', async () => {
    await assert.rejects(db.run(sql`update audit.item set facts = '{}'`), /permission denied/)
    assert.deepEqual((await verifyAudit(db)).problems, [])
    await asSuperuser('alter table audit.item disable trigger user')
    for (const [change, back] of [
      [
        `update audit.item set facts = '{"digest":"x"}' where number = 3`,
        `update audit.item set facts = '{"digest":"d3","ö":3}' where number = 3`,
      ],
      [
        'update audit.item set number = 9999 where number = 699',
        'update audit.item set number = 699 where number = 9999',
      ],
    ] as const) {
      await asSuperuser(change)
      assert.match((await verifyAudit(db)).problems.join(), /The list of entry \S+ has been changed/)
      await asSuperuser(back)
    }
    await asSuperuser('delete from audit.item where number = 699')
    assert.match((await verifyAudit(db)).problems.join(), /The list of entry \S+ has been changed/)
    await asSuperuser('delete from audit.item')
    assert.match((await verifyAudit(db)).problems.join(), /The list of entry \S+ has been changed/)
    const { id } = await db.one<{ id: string }>(sql`select id from audit.entry where what = 'asset.changed'`)
    await db.run(
      sql`insert into audit.item (entry_id, number, subject_kind, subject_id, facts) values (${id}, 0, 'asset', 'a5', '{}')`,
    )
    assert.equal((await verifyAudit(db)).problems.length, 2, 'one list is gone, another was made up')
  })
})
