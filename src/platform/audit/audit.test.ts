import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import fc from 'fast-check'
import pg from 'pg'
import { type TestDatabase, testDatabase } from '../../../test/cluster.ts'
import { type Db, openPool, sql } from '../db/index.ts'
import {
  audit,
  type Checkpoint,
  canonical,
  leafHash,
  MerkleTree,
  makeCheckpoint,
  placeEntries,
  verifyAudit,
} from './index.ts'

describe('canonical JSON (RFC 8785)', () => {
  it('sorts keys by code units and writes numbers and text as the standard does', () => {
    assert.equal(
      canonical({ '€': 'Euro', '\r': 'Return', '1': 'One', ö: 'o', b: [1e21, 0.000001, -0, true, null] }),
      '{"\\r":"Return","1":"One","b":[1e+21,0.000001,0,true,null],"ö":"o","€":"Euro"}',
    )
  })
  it('does not depend on the order in which keys were written', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string(), fc.integer()),
        (value) => canonical(value) === canonical(Object.fromEntries(Object.entries(value).toReversed())),
      ),
    )
  })
})

describe('Merkle tree (RFC 6962)', () => {
  /** Inputs and roots of the standard's reference implementation. */
  const INPUTS = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f']
  const ROOTS = [
    '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
    'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
    'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
    'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
    '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
    'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
    '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
  ]
  it('gives the known roots', () => {
    const tree = new MerkleTree()
    INPUTS.forEach((input, index) => {
      tree.add(leafHash(Buffer.from(input, 'hex')))
      assert.equal(tree.root().toString('hex'), ROOTS[index])
    })
  })
})

describe('the audit log', () => {
  let database: TestDatabase
  let db: Db
  const at = new Date('2026-11-21T10:00:00.123Z')
  const act = { actor: { kind: 'system' as const }, at, requestId: 'r1' }
  before(async () => {
    database = await testDatabase()
    db = openPool(database.web)
  })
  after(async () => {
    await db.close()
    await database.drop()
  })

  const write = (what: string) =>
    db.transaction((tx) => audit(tx, act, what, { kind: 'test', id: '1' }, { number: 1, text: 'é' }))
  const asSuperuser = async (...texts: string[]) => {
    const client = new pg.Client(database.superuser)
    await client.connect()
    for (const text of texts) await client.query(text)
    await client.end()
  }

  it('writes nothing when the act fails', async () => {
    await assert.rejects(
      db.transaction(async (tx) => {
        await audit(tx, act, 'test.failed', { kind: 'test', id: '1' })
        throw new Error('the act failed')
      }),
      /the act failed/,
    )
    assert.equal((await db.one<{ count: number }>(sql`select count(*) as count from audit.entry`)).count, 0)
  })

  it('places what many writers wrote at once, each once, and verifies', async () => {
    await Promise.all(Array.from({ length: 40 }, (_, index) => write(`test.${index}`)))
    assert.deepEqual(
      (await Promise.all([placeEntries(db), placeEntries(db), placeEntries(db)])).reduce((sum, count) => sum + count),
      40,
    )
    const { placed, waiting, problems } = await verifyAudit(db)
    assert.deepEqual([placed, waiting, problems], [40, 0, []])
  })

  it('refuses the application to change or remove entries', async () => {
    for (const text of [
      sql`update audit.entry set what = 'x'`,
      sql`delete from audit.entry`,
      sql`truncate audit.place`,
    ])
      await assert.rejects(db.run(text), /permission denied/)
  })

  it('agrees with a checkpoint kept outside, and finds a log that was cut short or signed by another', async () => {
    const { privateKey: key, publicKey } = generateKeyPairSync('ed25519')
    const checkpoint = await makeCheckpoint(db, key, at)
    assert.ok(checkpoint)
    const found = (kept: Checkpoint | null, trusted = [publicKey]) =>
      verifyAudit(db, { outside: [{ from: 'one.json', isBesideData: false, checkpoint: kept }], trusted })
    const { problems, checkpointProblems, cannotKnow, covered } = await found(checkpoint)
    assert.deepEqual([problems, checkpointProblems, cannotKnow, covered], [[], [], [], 40])
    const other = generateKeyPairSync('ed25519')
    assert.match(
      (await found(checkpoint, [other.publicKey])).checkpointProblems.join(),
      /one\.json does not count: it is not signed/,
    )
    const forged = await makeCheckpoint(db, other.privateKey, at)
    assert.match(
      (await found(forged)).checkpointProblems.join(),
      /not signed by the key of this installation but by the key [0-9a-f]{16}/,
    )
    assert.match((await found({ ...checkpoint, size: 45 })).checkpointProblems.join(), /does not fit what it says/)
    assert.match(
      (await found({ ...checkpoint, publicKey: 'x' })).checkpointProblems.join(),
      /does not fit what it says/,
    )
    assert.match((await found(null)).checkpointProblems.join(), /is damaged \(it is not a checkpoint\)/)
  })

  it('finds an entry that somebody with every right has changed, and one that was taken out', async () => {
    await asSuperuser(
      'alter table audit.entry disable trigger all',
      "update audit.entry set what = 'test.forged' where what = 'test.7'",
    )
    assert.match((await verifyAudit(db)).problems.join('\n'), /has been changed/)
    await asSuperuser("update audit.entry set what = 'test.7' where what = 'test.forged'")
    assert.deepEqual((await verifyAudit(db)).problems, [])
    await asSuperuser('alter table audit.place disable trigger all', 'delete from audit.place where position = 5')
    const { problems } = await verifyAudit(db)
    assert.match(problems.join('\n'), /Place 5 is missing/)
    assert.match(problems.join('\n'), /does not agree with its checkpoint|no place in the log/)
  })
})
