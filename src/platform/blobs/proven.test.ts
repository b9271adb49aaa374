import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, afterEach, before, beforeEach, describe, it } from 'node:test'
import { type TestDatabase, testDatabase } from '../../../test/cluster.ts'
import { unfoundIn } from '../../../test/tampering.ts'
import { type Act, audit } from '../audit/index.ts'
import { readConfig } from '../config.ts'
import { Copying, type Db, openPool, sql } from '../db/index.ts'
import { destroy, nameFile, openBlobs, verifyDestructions } from './index.ts'

const act: Act = { actor: { kind: 'command' }, at: new Date('2026-11-21T09:00:00.123Z'), requestId: null }

describe('what is on record as destroyed', () => {
  const data = mkdtempSync(join(tmpdir(), 'muniment-proven-'))
  let database: TestDatabase
  let db: Db
  let owner: Copying
  let sealed = ''

  /** A file in the open, one of a group, and a group. */
  before(async () => {
    database = await testDatabase()
    db = openPool(database.web)
    const store = await openBlobs(readConfig({ MUNIMENT_DATA: data, LOG_LEVEL: 'silent' }), db)
    const [stays, goes] = await db.transaction(async (tx) => [
      await store.makeGroup(tx, 'stays'),
      await store.makeGroup(tx, 'goes'),
    ])
    assert.ok(stays && goes)
    const keep = async (group: string | null) => {
      const bytes = Buffer.from('what is kept')
      const kept = group === null ? await store.keep(bytes) : await store.seal(group, bytes)
      await db.transaction((tx) => nameFile(tx, kept))
      return kept.digest
    }
    const [open, single] = [await keep(null), await keep(stays)]
    await keep(goes)
    await destroy(db, store, act, { digest: open }, 'kept by mistake')
    sealed = (await destroy(db, store, act, { digest: single, group: stays }, 'alone')).id
    await destroy(db, store, act, { group: goes }, 'its time has come')
  })
  after(async () => {
    await db.close()
    await database.drop()
    rmSync(data, { recursive: true, force: true })
  })
  beforeEach(async () => {
    owner = await Copying.open(database.superuser, 'writing')
  })
  afterEach(() => owner.close())

  it('is proven in every column by the log, but for those of the database’s own clock', async () => {
    const table = ['blobs', 'destruction'] as const
    const unfound = await unfoundIn(
      owner,
      [
        { table, where: `id = '${sealed}'` },
        { table, where: 'group_id is null' },
        { table, where: 'digest is null' },
      ],
      async () => (await verifyDestructions(owner)).problems.length > 0,
    )
    // When arrivals count as later, and when the bytes were gone: neither is said of it anywhere.
    assert.deepEqual(unfound, [
      'blobs.destruction.begun_at',
      'blobs.destruction.removed_at',
      'blobs.destruction.removed_at taken away',
    ])
  })

  it('says which it is that was changed, taken away or put in, and of what', async () => {
    await owner.script(
      "set session_replication_role = 'replica'; alter table blobs.destruction drop constraint destruction_check",
    )
    for (const [text, told] of [
      [
        "update blobs.destruction set why = 'another' where group_id is null",
        /^The destruction \S+ is not .* \(why\)\.$/,
      ],
      ['update blobs.destruction set digest = null where group_id is not null and digest is not null', /\(what\)/],
      [
        'delete from blobs.destruction where group_id is null',
        /^The log tells of the destruction \S+, and there is none/,
      ],
      [
        'insert into blobs.destruction select gen_random_uuid(), group_id, digest, why, at, begun_at, files, bytes, proof, removed_at from blobs.destruction where group_id is null',
        /^The audit log has no entry of the destruction \S+\.$/,
      ],
    ] as const) {
      await owner.script(`savepoint before; ${text}`)
      assert.match((await verifyDestructions(owner)).problems.join('\n'), told)
      await owner.script('rollback to before')
    }
  })

  it('and was done again after a restore is said to be known from the copy of the keys alone', async () => {
    const { id } = await db.one<{ id: string }>(sql`
      insert into blobs.destruction (id, group_id, digest, why, at, files, bytes, proof)
      select gen_random_uuid(), group_id, digest, 'before', at, files, bytes, proof from blobs.destruction where id = ${sealed} returning id`)
    assert.match((await verifyDestructions(db)).problems.join(), /has no entry/)
    await db.transaction((tx) =>
      audit(tx, act, 'keys.brought', { kind: 'store', id: 'keys' }, { keys: 0, destroyedAgain: [id] }),
    )
    const { problems, cannotKnow } = await verifyDestructions(db)
    assert.deepEqual(problems, [])
    assert.match(cannotKnow.join(), /^1 destruction was done again after a restore/)
  })
})
