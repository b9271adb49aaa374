import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { type TestDatabase, testDatabase } from '../../../test/cluster.ts'
import { unfoundIn } from '../../../test/tampering.ts'
import { readConfig } from '../config.ts'
import { Copying, type Db, openPool } from '../db/index.ts'
import {
  audit,
  auditMany,
  evidence,
  isAllWell,
  keepCheckpoint,
  makeCheckpoint,
  placeEntries,
  signingKey,
  verifyAudit,
} from './index.ts'

const at = new Date('2026-11-21T10:00:00.123Z')
const act = { actor: { kind: 'system' as const }, at, requestId: null }

describe('every column of the audit log and of its checkpoints', () => {
  const folder = mkdtempSync(join(tmpdir(), 'muniment-columns-'))
  const config = readConfig({ MUNIMENT_DATA: join(folder, 'data'), MUNIMENT_CHECKPOINTS: join(folder, 'elsewhere') })
  let database: TestDatabase
  let db: Db

  /** Entries with a place under a signed checkpoint, one that tells of many, and one that waits for its place. */
  before(async () => {
    database = await testDatabase()
    db = openPool(database.web)
    const write = () =>
      db.transaction((tx) => audit(tx, act, 'test.done', { kind: 'test', id: '1' }, { number: 1, text: 'é' }))
    const items = ['a', 'b', 'c'].map((id) => ({ subject: { kind: 'asset', id }, facts: { digest: id } }))
    await write()
    await db.transaction((tx) => auditMany(tx, act, 'assets.imported', { kind: 'run', id: 'r1' }, items))
    await placeEntries(db)
    const made = await makeCheckpoint(db, await signingKey(config), at)
    assert.ok(made)
    await keepCheckpoint(config, made)
    await write()
  })
  after(async () => {
    await db.close()
    await database.drop()
    rmSync(folder, { recursive: true, force: true })
  })

  it('is proven: whoever changes one with every right in the database is found', async () => {
    const owner = await Copying.open(database.superuser, 'writing')
    const known = await evidence(config)
    const unfound = await unfoundIn(
      owner,
      [
        { table: ['audit', 'entry'], where: 'id = (select entry_id from audit.place where position = 0)' },
        { table: ['audit', 'entry'], where: "what = 'assets.imported'" },
        { table: ['audit', 'place'], where: 'position = 0' },
        { table: ['audit', 'place'], where: 'position = 1' },
        { table: ['audit', 'checkpoint'], where: 'true' },
        { table: ['audit', 'item'], where: 'number = 0' },
        { table: ['audit', 'item'], where: 'number = 2' },
        { table: ['audit', 'unplaced'], where: 'true' },
      ],
      async () => !isAllWell(await verifyAudit(owner, known)),
    )
    await owner.close()
    assert.deepEqual(unfound, [])
  })
})
