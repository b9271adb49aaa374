import assert from 'node:assert/strict'
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { pino } from 'pino'
import { checkpointIn, evidence, verifyAudit } from '#platform/audit/index.ts'
import { sql } from '#platform/db/index.ts'
import { type TestHouse, testHouse } from '../../../test/house.ts'
import { auditJobs } from './jobs.ts'

interface Mailed {
  readonly address: string
  readonly subject: string
  readonly body: string
}

describe('the checkpoint of the day', () => {
  let test: TestHouse
  before(async () => {
    test = await testHouse()
    await test.db.run(
      sql`update people.person set email = 'dro@example.gov.uk' where name = 'Departmental Records Officer'`,
    )
  })
  after(() => test.close())

  const run = async (now: string, settings = {}) => {
    const [job] = auditJobs
    assert.ok(job)
    const config = { ...test.house.config, ...settings }
    await job.run({ db: test.db, config, log: pino({ level: 'silent' }), now: new Date(now), signal: undefined })
  }
  const kept = (folder = join(test.house.config.data, 'checkpoints')) => readdirSync(folder)
  const mailed = () =>
    test.db.many<Mailed>(
      sql`select address, subject, body from mail.message where kind = 'checkpoint' order by made_at, address`,
    )

  it('is made once a day, kept in the data folder and in the folder that is named, and mailed to whoever keeps records', async () => {
    const elsewhere = join(test.house.config.data, '..', `elsewhere-${process.pid}`)
    for (const now of ['2026-11-21T01:41:00Z', '2026-11-21T02:41:00Z', '2026-11-21T23:41:00Z'])
      await run(now, { checkpoints: elsewhere })
    assert.equal(kept().length, 1)
    assert.deepEqual(kept(elsewhere), kept())
    const [letter, ...more] = await mailed()
    assert.deepEqual([letter?.address, more], ['dro@example.gov.uk', []])
    const made = checkpointIn(readFileSync(join(elsewhere, kept(elsewhere)[0] ?? ''), 'utf8'))
    assert.ok(made)
    assert.deepEqual(checkpointIn(letter?.body ?? ''), made)
    assert.match(letter?.subject ?? '', new RegExp(`^Checkpoint of the audit log: ${made.size} entries$`))
    const { problems, covered } = await verifyAudit(
      test.db,
      await evidence({ ...test.house.config, checkpoints: elsewhere }),
    )
    assert.deepEqual([problems, covered], [[], made.size])
    rmSync(elsewhere, { recursive: true })
  })

  it('is made again on the next day, although nothing else was done', async () => {
    await run('2026-11-22T02:41:00Z')
    assert.equal(kept().length, 2)
    assert.equal((await mailed()).length, 2)
    assert.deepEqual((await verifyAudit(test.db, await evidence(test.house.config))).problems, [])
  })

  it('goes to nobody who has left, whose appointment is over, or whose role is not sent it; it is kept all the same', async () => {
    await test.db.run(sql`update people.person set left_on = '2026-11-22' where name = 'Departmental Records Officer'`)
    await test.db.run(
      sql`update people.person set email = 'siro@example.gov.uk' where name = 'Senior Information Risk Owner'`,
    )
    await run('2026-11-23T02:41:00Z')
    assert.equal(kept().length, 3)
    assert.equal((await mailed()).length, 2)
    await test.db.run(
      sql`update people.role set permissions = permissions || array['audit:keep'] where name = 'Senior Information Risk Owner'`,
    )
    await run('2026-11-24T02:41:00Z')
    assert.deepEqual(
      (await mailed()).map(({ address }) => address),
      ['dro@example.gov.uk', 'dro@example.gov.uk', 'siro@example.gov.uk'],
    )
  })

  it('is made and mailed although a place for it is gone, and the log says that it was', async () => {
    const file = join(test.house.config.data, 'a-file')
    writeFileSync(file, '')
    await run('2026-11-25T02:41:00Z', { checkpoints: file })
    assert.equal(kept().length, 5)
    const { facts } = await test.db.one<{ facts: { kept: number; failed: number; told: number } }>(
      sql`select facts from audit.entry where what = 'audit.checkpoint-made' order by at desc limit 1`,
    )
    assert.deepEqual([facts.kept, facts.failed, facts.told], [1, 1, 1])
  })
  it('is made again within the day until a place takes it, and mailed once', async () => {
    const file = join(test.house.config.data, 'another-file')
    writeFileSync(file, '')
    const made = async () =>
      (
        await test.db.one<{ made: number }>(
          sql`select count(*) as made from audit.entry where subject_id = '2026-11-27'`,
        )
      ).made
    const before = (await mailed()).length
    // Neither the data folder nor the one that is named takes anything.
    await run('2026-11-27T02:41:00Z', { checkpoints: file, data: file })
    assert.deepEqual([await made(), (await mailed()).length], [1, before + 1])
    await run('2026-11-27T03:41:00Z', { checkpoints: file, data: file })
    assert.deepEqual([await made(), (await mailed()).length], [1, before + 1])
    const files = kept().length
    await run('2026-11-27T04:41:00Z')
    assert.deepEqual([await made(), (await mailed()).length, kept().length], [2, before + 1, files + 1])
    await run('2026-11-27T05:41:00Z')
    assert.deepEqual([await made(), kept().length], [2, files + 1])
  })
})
