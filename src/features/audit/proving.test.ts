import assert from 'node:assert/strict'
import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, it, mock } from 'node:test'
import { Command } from 'commander'
import pg from 'pg'
import {
  audit,
  auditMany,
  type Checkpoint,
  flawOf,
  keepCheckpoint,
  makeCheckpoint,
  type Proof,
  placeEntries,
  signingKey,
} from '#platform/audit/index.ts'
import { hashRow } from '#platform/audit/log.ts'
import type { CommandContext } from '#platform/commands.ts'
import { sql } from '#platform/db/index.ts'
import { type TestHouse, testHouse } from '../../../test/house.ts'
import { auditCommands } from './commands.ts'

const SUBJECT = { kind: 'box', id: 'b7' } as const
const GONE = { kind: 'box', id: 'gone' } as const

describe('a proof out of the audit log', () => {
  let test: TestHouse
  let owner: pg.Client
  before(async () => {
    test = await testHouse({ withExample: false })
    owner = new pg.Client(test.database.owner)
    await owner.connect()
    for (const table of ['entry', 'place', 'checkpoint', 'item'])
      await owner.query(`alter table audit.${table} disable trigger user`)
    await test.db.transaction((tx) => audit(tx, test.act(), 'box.opened', GONE, {}))
    await write('box.opened', 3)
    await test.db.transaction((tx) =>
      auditMany(tx, test.act(), 'boxes.moved', { kind: 'run', id: 'r' }, [
        { subject: { kind: 'box', id: 'b6' }, facts: {} },
        { subject: SUBJECT, facts: { to: 'cellar' } },
      ]),
    )
  })
  after(async () => {
    await owner.end()
    await test.close()
  })

  const write = async (what: string, count: number) => {
    for (let number = 0; number < count; number++)
      await test.db.transaction((tx) => audit(tx, test.act(), what, SUBJECT, { number }))
    await placeEntries(test.db)
  }
  const checkpoint = async (): Promise<Checkpoint> => {
    const made = await makeCheckpoint(test.db, await signingKey(test.house.config), test.house.now())
    assert.ok(made)
    await keepCheckpoint(test.house.config, made)
    return made
  }
  /** What a command prints, and how it ends. */
  const proveOf = async (id: string, ...args: string[]) => {
    const program = new Command().exitOverride()
    const context: CommandContext = { db: test.db, blobs: test.house.blobs, config: test.house.config, act: test.act() }
    auditCommands(program, (work) => work(context))
    const said = { out: '', error: '' }
    const before = process.exitCode
    const kept = (name: 'stdout' | 'stderr', into: 'out' | 'error') => {
      const stream = process[name]
      const write = stream.write.bind(stream)
      return mock.method(stream, 'write', (text: string) => {
        // Whoever tells how the tests go writes meanwhile too: marks alone.
        if (/^[.X\s]*$/.test(text)) return write(text)
        said[into] += text
        return true
      })
    }
    const [out, error] = [kept('stdout', 'out'), kept('stderr', 'error')]
    try {
      const message = await program
        .parseAsync(['node', 'muniment', 'audit', 'prove', SUBJECT.kind, id, ...args])
        .then(() => '', String)
      return { ...said, message, status: process.exitCode ?? 0 }
    } finally {
      out.mock.restore()
      error.mock.restore()
      process.exitCode = before
    }
  }
  const prove = async (...args: string[]) => {
    const { message, ...said } = await proveOf(SUBJECT.id, ...args)
    if (message) throw new Error(message)
    return said
  }
  const proofs = async (): Promise<Proof[]> =>
    JSON.parse((await prove('--json')).out, (key, value) => (key === 'at' ? new Date(String(value)) : value))

  it('goes only as far as the log is the one that was signed, and says so', async () => {
    const { out, status } = await prove()
    const lines = out.split('\n').filter((line) => line.includes('box'))
    assert.equal(lines.length, 4)
    for (const line of lines)
      assert.match(
        line,
        /^Proven only as far as this log is the one that was signed, because no checkpoint speaks of it: /,
      )
    assert.equal(status, 0)
    assert.deepEqual(
      (await proofs()).map(({ inLog }) => inLog?.checkpoint),
      [null, null, null, null],
    )
  })

  it('carries the signed root that it leads to, and can be checked without the database', async () => {
    const made = await checkpoint()
    await write('box.closed', 1)
    const { out, status } = await prove()
    assert.equal(status, 0)
    assert.equal(out.match(/^Proven: .* by the checkpoint of 21 November 2026/gm)?.length, 4)
    assert.equal(out.match(/^Proven only as far as .* box\.closed/gm)?.length, 1)
    const [newest, ...signed] = await proofs()
    assert.equal(newest?.inLog?.checkpoint, null)
    assert.equal(signed.length, 4)
    for (const proof of signed) {
      assert.deepEqual(proof.inLog?.checkpoint, made)
      assert.deepEqual([proof.inLog?.size, proof.inLog?.root, flawOf(proof)], [made.size, made.root, null])
    }
    const [one] = signed
    assert.ok(one?.inLog)
    const root = '0'.repeat(64)
    const forged = { ...one, inLog: { ...one.inLog, checkpoint: { ...made, root } } }
    assert.match(flawOf(forged) ?? '', /signature of the checkpoint/)
    const shorter = { ...one, inLog: { ...one.inLog, size: made.size + 1 } }
    assert.match(flawOf(shorter) ?? '', /not at its place|does not agree/)
  })

  it('says how many there are where it shows fewer', async () => {
    const { out, error, status } = await prove('--most', '2')
    assert.equal(out.match(/^Proven/gm)?.length, 2)
    assert.match(error, /Only the latest 2 of 5 are shown: for all of them say --most 5/)
    assert.equal(status, 0)
    assert.equal((await prove('--most', '5')).error, '')
    assert.equal(JSON.parse((await prove('--most', '1', '--json')).out).length, 1)
    await assert.rejects(prove('--most', '1e9'), /whole number/)
  })

  it('says that the log is not whole where nothing is left of a thing', async () => {
    const { id } = GONE
    const whole = await proveOf('never')
    assert.match(whole.message, /The audit log tells nothing of the box never$/)
    assert.match(whole.out, /^The audit log is whole/)
    const entries = "from audit.entry where subject_id = 'gone'"
    await owner.query(`create temporary table taken as select * ${entries}`)
    await owner.query(
      `create temporary table left_place as select * from audit.place where entry_id in (select id ${entries})`,
    )
    await owner.query(`delete from audit.place where entry_id in (select id ${entries})`)
    await owner.query(`delete ${entries}`)
    for (const args of [[], ['--json']]) {
      const { message, out, error } = await proveOf(id, ...args)
      assert.match(message, /The audit log is not whole: entries about it may have been taken out/)
      assert.match(args.length === 0 ? out : error, /^The audit log is NOT whole:\n- /)
    }
    await owner.query('insert into audit.entry select * from taken')
    await owner.query('insert into audit.place select * from left_place')
  })

  it('does not hold in a log that was written anew around it, with every hash worked out again', async () => {
    const { id } = await test.db.one<{ id: string }>(
      sql`select id from audit.entry where what = 'box.opened' and facts ->> 'number' = '1'`,
    )
    const other = { ...(await proofs()).find(({ entry }) => entry.id === id)?.entry }
    const facts = { number: 99 }
    const leaf = hashRow({ ...(other as Parameters<typeof hashRow>[0]), facts })
    await owner.query('update audit.entry set facts = $2, leaf = $3 where id = $1', [id, JSON.stringify(facts), leaf])
    await owner.query('update audit.place set leaf = $2 where entry_id = $1', [id, leaf])
    const { out, status } = await prove()
    assert.equal(status, 1)
    assert.doesNotMatch(out, /^Proven/m)
    assert.match(out, /^NOT proven: The log does not agree with the checkpoint that was signed/m)
    assert.match(out, /^NOT proven: The audit log is not whole\. .*box\.closed/m)
    assert.match(out, /The audit log is NOT whole/)
    assert.ok((await proofs()).some((proof) => flawOf(proof) !== null))
    assert.equal((await prove('--json')).status, 1)
    await owner.query('delete from audit.checkpoint')
    assert.equal((await prove()).status, 1, 'the one that is kept outside still tells')
    const folder = join(test.house.config.data, 'checkpoints')
    assert.ok(readdirSync(folder).length > 0)
    rmSync(folder, { recursive: true })
    const without = await prove()
    assert.doesNotMatch(without.out, /^Proven:/m)
    assert.match(without.out, /^Proven only as far as/m)
  })
})
