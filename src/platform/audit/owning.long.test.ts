import assert from 'node:assert/strict'
import { createPublicKey, generateKeyPairSync } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, afterEach, beforeEach, describe, it } from 'node:test'
import pg from 'pg'
import { type TestDatabase, testDatabase } from '../../../test/cluster.ts'
import { readConfig } from '../config.ts'
import { type Db, openPool } from '../db/index.ts'
import { hashEntry } from './entry.ts'
import {
  audit,
  auditInWords,
  type Checkpoint,
  evidence,
  fingerprint,
  installationKey,
  isAllWell,
  keepCheckpoint,
  makeCheckpoint,
  placeEntries,
  signingKey,
  verifyAudit,
} from './index.ts'
import { spkiOf } from './key.ts'

const at = new Date('2026-11-21T10:00:00.123Z')
const act = { actor: { kind: 'system' as const }, at, requestId: null }

describe('an audit log whose database belongs to somebody who would change it', () => {
  const folder = mkdtempSync(join(tmpdir(), 'muniment-owning-'))
  const config = readConfig({ MUNIMENT_DATA: join(folder, 'data'), MUNIMENT_CHECKPOINTS: join(folder, 'elsewhere') })
  let database: TestDatabase
  let db: Db
  let owner: pg.Client

  const write = async (count: number, what = 'test.done') => {
    for (let number = 0; number < count; number += 1)
      await db.transaction((tx) =>
        audit(tx, { ...act, at: new Date(at.getTime() + number) }, what, { kind: 'test', id: '1' }, { number }),
      )
    await placeEntries(db)
  }
  const checkpoint = async (): Promise<Checkpoint> => {
    const made = await makeCheckpoint(db, await signingKey(config), at)
    assert.ok(made)
    assert.deepEqual((await keepCheckpoint(config, made)).failed, [])
    return made
  }
  const verified = async () => verifyAudit(db, await evidence(config))
  const problems = async () => (await verified()).problems.join('\n')
  const checkpointProblems = async () => (await verified()).checkpointProblems.join('\n')

  /** Ten entries, a checkpoint over them, and the owner of the database with no trigger in the way. */
  beforeEach(async () => {
    database = await testDatabase()
    db = openPool(database.web)
    owner = new pg.Client(database.owner)
    await owner.connect()
    for (const table of ['entry', 'place', 'checkpoint', 'unplaced'])
      await owner.query(`alter table audit.${table} disable trigger user`)
    await write(10)
    await checkpoint()
  })
  afterEach(async () => {
    await owner.end()
    await db.close()
    await database.drop()
    rmSync(config.data, { recursive: true, force: true })
    rmSync(join(folder, 'elsewhere'), { recursive: true, force: true })
  })
  after(() => rmSync(folder, { recursive: true, force: true }))

  it('finds an entry that was put in later with a date before the checkpoint, or in the future', async () => {
    const day = 24 * 3_600_000
    const put = (when: Date) =>
      db.transaction((tx) => audit(tx, { ...act, at: when }, 'risk.accepted', { kind: 'test', id: '2' }, {}))
    await put(new Date(at.getTime() - day + 60_000))
    await placeEntries(db)
    assert.equal(await problems(), '', 'an act may take long')
    await put(new Date(at.getTime() - day - 60_000))
    await placeEntries(db)
    assert.match(
      await problems(),
      /^Entry \S+ at place 11 is dated .* but it was put into the log after the checkpoint/,
    )
    // A later checkpoint covers it, and does not make its date so.
    await checkpoint()
    assert.match(await problems(), /^Entry \S+ at place 11 /)
    await put(new Date(at.getTime() + 2 * day))
    await placeEntries(db)
    const { problems: found } = await verifyAudit(db, await evidence(config), at)
    assert.match(found.join('\n'), /at place 12 is dated .*, which is in the future/)
  })

  /** Writes entry, leaf and place anew, so that each agrees with the others: what only a checkpoint tells. */
  async function rewrite(position: number, what: string): Promise<void> {
    const { rows } = await owner.query<{ id: string; at: Date; facts: { number: number } }>(
      'select e.id, e.at, e.facts from audit.place p join audit.entry e on e.id = p.entry_id where p.position = $1',
      [position],
    )
    const [row] = rows
    assert.ok(row)
    const leaf = hashEntry({
      id: row.id,
      at: row.at,
      actor: act.actor,
      what,
      subject: { kind: 'test', id: '1' },
      requestId: null,
      facts: row.facts,
    })
    await owner.query('update audit.entry set what = $1, leaf = $2 where id = $3', [what, leaf, row.id])
    await owner.query('update audit.place set leaf = $1 where position = $2', [leaf, position])
  }
  const cut = async (from: number) => {
    await owner.query(
      'with gone as (delete from audit.place where position >= $1 returning entry_id) select from gone',
      [from],
    )
    await owner.query('delete from audit.entry e where not exists (select from audit.place p where p.entry_id = e.id)')
  }

  const tamperings: readonly (readonly [string, () => Promise<unknown>, RegExp])[] = [
    [
      'changes an entry',
      () => owner.query("update audit.entry set what = 'x' where facts->>'number' = '3'"),
      /has been changed/,
    ],
    [
      'moves the instant of an entry by a microsecond',
      () => owner.query("update audit.entry set at = at + interval '1 microsecond' where facts->>'number' = '3'"),
      /^Entry \S+ at place 3 has been changed\.$/,
    ],
    [
      'moves the instant of an entry to where no clock goes',
      () => owner.query("update audit.entry set at = 'infinity' where facts->>'number' = '9'"),
      /^Entry \S+ at place 9 has been changed\.$/,
    ],
    [
      'moves the instant of an entry further than the program counts',
      () => owner.query("update audit.entry set at = '290000-01-01' where facts->>'number' = '9'"),
      /^Entry \S+ at place 9 has been changed\.$/,
    ],
    [
      'changes a number of an entry by less than the program reads',
      () =>
        owner.query(`update audit.entry set facts = '{"number": 3.00000000000000000001}' where facts->>'number' = '3'`),
      /^Entry \S+ at place 3 has been changed\.$/,
    ],
    [
      'gives an act of the system to a person',
      async () => {
        await owner.query('alter table audit.entry drop constraint entry_check')
        await owner.query("update audit.entry set actor_id = id where facts->>'number' = '3'")
      },
      /^Entry \S+ at place 3 has been changed\.$/,
    ],
    [
      'changes an entry with its leaf and its place',
      () => rewrite(3, 'test.forged'),
      /up to place 10 does not agree with the checkpoint/,
    ],
    [
      'changes an entry with its leaf, and not its place',
      async () => {
        const { rows } = await owner.query<{ leaf: Buffer }>('select leaf from audit.place where position = 3')
        await rewrite(3, 'test.forged')
        await owner.query('update audit.place set leaf = $1 where position = 3', [rows[0]?.leaf])
      },
      /^Entry \S+ at place 3 has been changed\.$/,
    ],
    [
      'takes an entry out with its place',
      async () => {
        await owner.query('delete from audit.place where position = 4')
        await owner.query("delete from audit.entry where facts->>'number' = '4'")
      },
      /Place 4 is missing/,
    ],
    [
      'takes an entry out and closes the gap',
      async () => {
        await owner.query('delete from audit.place where position = 4')
        await owner.query("delete from audit.entry where facts->>'number' = '4'")
        await owner.query('update audit.place set position = position - 1 where position > 4')
      },
      /speaks of 10 entries, but the log has only 9/,
    ],
    [
      'takes the entry of a place away',
      async () => {
        await owner.query('alter table audit.place drop constraint place_entry_id_fkey')
        await owner.query("delete from audit.entry where facts->>'number' = '4'")
      },
      /The entry at place 4 has been taken out/,
    ],
    [
      'takes away only a place',
      () => owner.query('delete from audit.place where position = 9'),
      /1 entry has no place/,
    ],
    [
      'puts an entry in',
      async () => {
        await write(1, 'test.forged')
        await owner.query('update audit.place set position = -1 where position = 10').catch(() => undefined)
        await owner.query('alter table audit.place drop constraint place_pkey, drop constraint place_position_check')
        await owner.query(
          'update audit.place set position = case position when 10 then 5 else position + 1 end where position >= 5',
        )
      },
      /up to place 10 does not agree with the checkpoint/,
    ],
    [
      'cuts the end off',
      () => cut(8),
      /2026-11-21T100000Z-10\.json .*speaks of 10 entries, but the log has only 8: it has been cut short, or an old backup restored/,
    ],
    [
      'cuts the end off with the checkpoints in the database',
      async () => {
        await cut(8)
        await owner.query('delete from audit.checkpoint')
        assert.equal(await checkpointProblems(), '', 'that the log is shorter says it all')
      },
      /speaks of 10 entries, but the log has only 8/,
    ],
    [
      'cuts the end off and fills it again',
      async () => {
        await cut(8)
        await write(4, 'test.other')
      },
      /up to place 10 does not agree with the checkpoint/,
    ],
    [
      'writes the whole log anew, and takes the checkpoints in the database away',
      async () => {
        for (let position = 0; position < 10; position += 1) await rewrite(position, 'test.invented')
        await owner.query('delete from audit.checkpoint')
      },
      /up to place 10 does not agree with the checkpoint/,
    ],
    [
      'writes the whole log anew, and signs it with another key',
      async () => {
        for (let position = 0; position < 10; position += 1) await rewrite(position, 'test.invented')
        await owner.query('delete from audit.checkpoint')
        await makeCheckpoint(db, generateKeyPairSync('ed25519').privateKey, at)
        assert.match(await checkpointProblems(), /in the database does not count: it is not signed by the key of this/)
      },
      /up to place 10 does not agree with the checkpoint/,
    ],
  ]
  for (const [what, tamper, told] of tamperings)
    it(`is found: who ${what}`, async () => {
      assert.equal(await problems(), '')
      await tamper()
      assert.match(await problems(), told)
    })

  const tamperingsWithCheckpoints: readonly (readonly [string, () => Promise<unknown>, RegExp])[] = [
    [
      'takes a checkpoint in the database away',
      () => owner.query('delete from audit.checkpoint'),
      /has no checkpoint of 10 entries any more/,
    ],
    [
      'changes the root of a checkpoint',
      () => owner.query("update audit.checkpoint set root = sha256('x')"),
      /does not count: its signature does not fit/,
    ],
    [
      'changes the time of a checkpoint',
      () => owner.query("update audit.checkpoint set made_at = made_at - interval '1 day'"),
      /does not count: its signature does not fit/,
    ],
    [
      'moves the time of a checkpoint by a microsecond',
      () => owner.query("update audit.checkpoint set made_at = made_at + interval '1 microsecond'"),
      /does not count: its signature does not fit/,
    ],
    ...Object.entries({
      '': 'it is empty',
      ['\0'.repeat(400)]: 'it is filled with NUL bytes',
      '{"origin":': 'it cannot be read as a checkpoint',
    }).map(([left, damage]): readonly [string, () => Promise<unknown>, RegExp] => [
      `leaves of a kept checkpoint what can be said so: ${damage}`,
      async () => {
        const [name = ''] = readdirSync(join(folder, 'elsewhere'))
        writeFileSync(join(folder, 'elsewhere', name), left)
      },
      new RegExp(`^The checkpoint \\S+ in the folder \\S+ does not count: it is damaged \\(${damage}\\)\\.$`),
    ]),
    [
      'changes what a kept checkpoint says',
      async () => {
        const [name = ''] = readdirSync(join(folder, 'elsewhere'))
        const path = join(folder, 'elsewhere', name)
        writeFileSync(path, readFileSync(path, 'utf8').replace('"size": 10', '"size": 9'))
      },
      /does not count: its signature does not fit/,
    ],
  ]
  for (const [what, tamper, told] of tamperingsWithCheckpoints)
    it(`is found, and not said of the log: who ${what}`, async () => {
      assert.equal(await checkpointProblems(), '')
      await tamper()
      assert.match(await checkpointProblems(), told)
      assert.equal(await problems(), '')
    })

  it('says what it cannot know while no checkpoint is kept outside, also of one that was cut or written anew', async () => {
    rmSync(join(folder, 'elsewhere'), { recursive: true })
    rmSync(join(config.data, 'checkpoints'), { recursive: true })
    await owner.query('delete from audit.checkpoint')
    await cut(8)
    const { problems: none, cannotKnow, covered } = await verified()
    assert.deepEqual([none, covered, cannotKnow.length], [[], 0, 1])
    await makeCheckpoint(db, await signingKey(config), at)
    const { covered: still } = await verified()
    assert.equal(still, 0, 'a checkpoint in the database alone covers nothing: it goes where the database goes')
    assert.match(cannotKnow.join(), /cut short at its end, rolled back to an old backup, or written anew as a whole/)
  })

  it('says that a data folder takes its checkpoints back with it, and how much is newer than every checkpoint', async () => {
    rmSync(join(folder, 'elsewhere'), { recursive: true })
    await write(3)
    const { problems: none, cannotKnow, covered, placed } = await verified()
    assert.deepEqual([none, covered, placed, cannotKnow.length], [[], 10, 13, 2])
    assert.match(cannotKnow.join('\n'), /rolled back with it[\s\S]*The last 3 entries are newer/)
  })

  it('tells a log that is whole from a checkpoint that is damaged, in words', async () => {
    const verdict = async () => auditInWords(await verified())
    assert.equal((await verdict())[0], 'The audit log is whole.')
    for (const place of [join(folder, 'elsewhere'), join(config.data, 'checkpoints')])
      for (const name of readdirSync(place)) writeFileSync(join(place, name), '')
    const [first, ...lines] = await verdict()
    assert.equal(first, 'The audit log is whole as far as can be told.')
    assert.match(lines.join('\n'), /^Checkpoints that are not as they were made/)
    assert.equal(lines.filter((line) => /does not count: it is damaged \(it is empty\)/.test(line)).length, 2)
    assert.equal(isAllWell(await verified()), false)
    await owner.query("update audit.entry set what = 'x' where facts->>'number' = '3'")
    assert.equal((await verdict())[0], 'The audit log is NOT whole:')
  })

  it('says that the data folder takes its checkpoints back with it, where the one from elsewhere is damaged', async () => {
    const [name = ''] = readdirSync(join(folder, 'elsewhere'))
    writeFileSync(join(folder, 'elsewhere', name), '')
    const { covered, cannotKnow } = await verified()
    assert.equal(covered, 10)
    assert.match(cannotKnow.join(), /rolled back with it/)
  })

  it('counts milliseconds in the database from now on, as it is hashed', async () => {
    await owner.query('alter table audit.entry enable trigger user')
    await owner.query(`insert into audit.entry (id, at, actor_kind, what, subject_kind, subject_id, facts, leaf)
      values (gen_random_uuid(), '2026-11-21 10:00:00.123987Z', 'system', 'test.exact', 'test', '1', '{}', sha256('x'))`)
    const { rows } = await owner.query(
      "select extract(microseconds from at)::integer as us from audit.entry where what = 'test.exact'",
    )
    assert.deepEqual(rows, [{ us: 123_000 }])
  })

  it('is compared with checkpoints that somebody brings, also in the words of the message they came in', async () => {
    const kept = await checkpoint()
    const mailed = join(folder, 'message.txt')
    writeFileSync(mailed, `Keep this message.\n\n${JSON.stringify(kept, null, 2)}\n-- \nThe records team\n`)
    rmSync(join(folder, 'elsewhere'), { recursive: true })
    rmSync(join(config.data, 'checkpoints'), { recursive: true })
    const compared = async () => verifyAudit(db, await evidence(config, { files: [mailed] }))
    const whole = await compared()
    assert.deepEqual([whole.problems, whole.cannotKnow, whole.covered], [[], [], 10])
    await owner.query('delete from audit.checkpoint')
    await cut(7)
    assert.match((await compared()).problems.join(), /message\.txt speaks of 10 entries, but the log has only 7/)
    await assert.rejects(evidence(config, { files: [join(folder, 'none')] }), /Cannot read/)
    writeFileSync(mailed, 'Keep this message.')
    await assert.rejects(evidence(config, { files: [mailed] }), /is not a checkpoint/)
  })

  it('is found: a key that took the place of the installation’s, unless the old one is brought', async () => {
    const old = createPublicKey(await signingKey(config))
    const file = join(folder, 'old.pem')
    writeFileSync(file, old.export({ type: 'spki', format: 'pem' }))
    rmSync(config.auditKey)
    assert.equal(await installationKey(config), null, 'verifying makes no key')
    assert.match(
      await checkpointProblems(),
      new RegExp(`not signed by the key of this installation but by the key ${fingerprint(old)}`),
    )
    assert.equal(existsSync(config.auditKey), false)
    assert.equal((await verified()).covered, 0, 'what a stranger signed covers nothing')
    assert.notEqual(spkiOf(createPublicKey(await signingKey(config))), spkiOf(old))
    assert.match(
      await checkpointProblems(),
      /10\.json .* does not count: it is not signed by the key of this installation/,
    )
    assert.match(
      await checkpointProblems(),
      /in the database does not count: it is not signed by the key of this installation/,
    )
    const trusting = await verifyAudit(db, await evidence(config, { keys: [file] }))
    assert.deepEqual([trusting.problems, trusting.checkpointProblems, trusting.covered], [[], [], 10])
    await assert.rejects(evidence(config, { keys: [join(folder, 'none')] }), /Cannot read/)
    writeFileSync(file, 'no key')
    await assert.rejects(evidence(config, { keys: [file] }), /is not a public key of an installation/)
  })

  it('has one key, however many ask for it at once, for its owner’s eyes', async () => {
    rmSync(config.auditKey)
    const keys = await Promise.all(Array.from({ length: 6 }, () => signingKey(config)))
    assert.deepEqual(
      keys.map((key) => keys[0]?.equals(key)),
      Array.from({ length: 6 }, () => true),
    )
    assert.equal(statSync(config.auditKey).mode & 0o777, 0o600)
    assert.deepEqual(readdirSync(config.data).toSorted(), ['audit-key.pem', 'checkpoints'])
  })

  it('keeps a checkpoint where it can, and says where it could not', async () => {
    const made = await checkpoint()
    writeFileSync(join(folder, 'file'), '')
    const { kept, failed } = await keepCheckpoint({ ...config, checkpoints: join(folder, 'file') }, made)
    assert.deepEqual([kept.length, failed.length], [1, 1])
    assert.match(failed.join(), /file \(/)
  })
})
