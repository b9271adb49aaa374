import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { signingKey } from '../../audit/index.ts'
import { readConfig } from '../../config.ts'
import { CannotStart } from '../../errors.ts'
import { openDatabase, sql } from '../index.ts'
import { unprivilegedAccount } from './account.ts'

describe('what a power cut may have left', () => {
  const data = mkdtempSync(join(tmpdir(), 'muniment-damage-'))
  chmodSync(data, 0o755)
  after(() => rmSync(data, { recursive: true, force: true }))
  const config = readConfig({ MUNIMENT_DATA: data })
  const secrets = join(data, 'database-secrets.json')
  const folder = join(data, 'pg/18')
  const said: string[] = []
  const open = () => openDatabase(config, { supervise: true, say: (line) => said.push(line) })
  /** One line that says which file, what is wrong and what to do. */
  const isOneLine = (file: string, damage: RegExp, advice: RegExp) => (error: unknown) => {
    assert.ok(error instanceof CannotStart, String(error))
    assert.equal(error.message.includes('\n'), false)
    assert.ok(error.message.includes(file))
    assert.match(error.message, damage)
    assert.match(error.message, advice)
    return true
  }

  it('opens by itself while nothing of value is there: empty secrets, a database that was never finished', async () => {
    writeFileSync(secrets, '')
    mkdirSync(join(folder, 'base/1'), { recursive: true })
    writeFileSync(join(folder, 'PG_VERSION'), '')
    const first = await open()
    await first.db.run(sql`insert into muniment.installation (is_example) values (false)`)
    await first.close()
    assert.match(said.join(), /is empty\. There is no database yet, so it is made anew/)
  })

  it('says in one line that a folder stands where the passwords are kept', async () => {
    const kept = readFileSync(secrets, 'utf8')
    rmSync(secrets)
    mkdirSync(secrets)
    await assert.rejects(open(), isOneLine(secrets, /is a folder/, /Move it away/))
    rmSync(secrets, { recursive: true })
    writeFileSync(secrets, kept, { mode: 0o600 })
  })

  it('writes the settings of the database again', async () => {
    writeFileSync(
      join(folder, 'postgresql.conf'),
      readFileSync(join(folder, 'postgresql.conf'), 'utf8') + '\0'.repeat(4096),
    )
    writeFileSync(join(folder, 'pg_hba.conf'), '')
    const again = await open()
    assert.deepEqual(await again.db.one(sql`select is_example as example from muniment.installation`), {
      example: false,
    })
    await again.close()
    assert.match(said.join(), /postgresql\.conf was filled with NUL bytes\. It is written anew/)
  })

  it('starts beside locks that name no process, or one that is something else now, as in a container that began anew', async () => {
    const account = unprivilegedAccount()
    const stranger = spawn('sleep', ['60'], { ...(account ? { uid: account.uid, gid: account.gid } : {}), cwd: '/' })
    await once(stranger, 'spawn')
    const locks = [join(folder, 'postmaster.pid'), join(data, 'pg/run/.s.PGSQL.5432.lock')]
    try {
      for (const left of [
        '',
        '\0'.repeat(90),
        `${stranger.pid}\n${folder}\n1795384516\n5432\n${join(data, 'pg/run')}\n`,
      ]) {
        const long = new Date(Date.now() - 60_000)
        for (const file of locks) {
          writeFileSync(file, left)
          chmodSync(file, 0o666)
          utimesSync(file, long, long)
        }
        said.length = 0
        const begun = Date.now()
        await (await open()).close()
        assert.ok(Date.now() - begun < 15_000)
        for (const file of locks)
          assert.ok(
            said.some((line) => line.startsWith(`${file} was left by a database`)),
            file,
          )
      }
      assert.equal(stranger.exitCode, null, 'the other process is left alone')
    } finally {
      stranger.kill()
    }
  })

  it('says in one line which secrets are damaged and what to do, and that works', async () => {
    for (const left of [
      '',
      '\0'.repeat(200),
      '{"superuser":',
      '{"superuser":"x","owner":"y","web":"z","port":5432}',
      ...[99_999_999, 0, -1].map((port) => JSON.stringify({ ...JSON.parse(readFileSync(secrets, 'utf8')), port })),
    ]) {
      writeFileSync(secrets, left)
      await assert.rejects(
        open(),
        isOneLine(secrets, /is (empty|filled with NUL bytes|not what Muniment wrote)/, /delete it and start again/),
      )
    }
    rmSync(secrets)
    const again = await open()
    assert.deepEqual(await again.db.one(sql`select is_example as example from muniment.installation`), {
      example: false,
    })
    await again.close()
  })

  it('says so where the passwords are those of another database', async () => {
    writeFileSync(secrets, readFileSync(secrets, 'utf8').replace(/"superuser":"[0-9a-f]{4}/, '"superuser":"0000'))
    await assert.rejects(open(), isOneLine(secrets, /does not know the passwords/, /delete the file and start again/))
    rmSync(secrets)
  })

  it('never makes a database anew in the place of one that held something', async () => {
    for (const [name, left, damage] of [
      ['global/pg_control', '', /its file global\/pg_control is empty/],
      ['global/pg_control', '\0'.repeat(8192), /its file global\/pg_control is filled with NUL bytes/],
      ['global/pg_control', 'x'.repeat(296), /its file global\/pg_control is cut short/],
      ['global/pg_control', null, /its file global\/pg_control is missing/],
      ['PG_VERSION', '', /its file PG_VERSION is empty/],
      ['PG_VERSION', '\0\0\0', /its file PG_VERSION is filled with NUL bytes/],
      ['PG_VERSION', 'eighteen', /its file PG_VERSION is not what PostgreSQL wrote/],
      ['PG_VERSION', null, /its file PG_VERSION is missing/],
    ] as const) {
      const path = join(folder, name)
      const kept = readFileSync(path)
      if (left === null) renameSync(path, `${path}.away`)
      else writeFileSync(path, left)
      await assert.rejects(open(), isOneLine(folder, damage, /backup/))
      if (left === null) renameSync(`${path}.away`, path)
      else writeFileSync(path, kept)
    }
    const again = await open()
    await again.close()
  })

  it('makes no new database where one was: its folder is empty, or half of it is gone', async () => {
    const away = `${folder}.away`
    renameSync(folder, away)
    for (const left of [[], ['base/1'], ['global', 'pg_wal']]) {
      for (const one of ['', ...left]) mkdirSync(join(folder, one), { recursive: true })
      await assert.rejects(open(), isOneLine(folder, /is gone \(its file global\/pg_control is missing\)/, /backup/))
      rmSync(folder, { recursive: true })
    }
    renameSync(away, folder)
    await (await open()).close()
  })

  it('says in one line that the write-ahead log is gone or damaged', async () => {
    const wal = join(folder, 'pg_wal')
    const away = join(data, 'wal-away')
    const segments = readdirSync(wal).filter((name) => name.length === 24)
    mkdirSync(away)
    for (const name of segments) cpSync(join(wal, name), join(away, name), { preserveTimestamps: true })
    for (const name of segments) rmSync(join(wal, name))
    await assert.rejects(open(), isOneLine(folder, /its folder pg_wal has no part of the write-ahead log/, /backup/))
    for (const name of segments) writeFileSync(join(wal, name), Buffer.alloc(16 * 1024 * 1024), { mode: 0o666 })
    for (const name of segments) chmodSync(join(wal, name), 0o666)
    const begun = Date.now()
    try {
      await assert.rejects(
        open(),
        isOneLine(folder, /PostgreSQL says: “could not locate a valid checkpoint record/, /backup/),
      )
      assert.ok(Date.now() - begun < 15_000, String(Date.now() - begun))
    } finally {
      for (const name of segments) writeFileSync(join(wal, name), readFileSync(join(away, name)))
    }
    await (await open()).close()
  })

  it('tells whose settings it empties, and keeps what was left of them', async () => {
    const own = join(folder, 'postgresql.auto.conf')
    const left = `work_mem = '5MB'\n${'\0'.repeat(200)}`
    writeFileSync(own, left)
    said.length = 0
    const again = await open()
    await again.close()
    assert.match(said.join('\n'), /postgresql\.auto\.conf was filled with NUL bytes\. It is emptied.*ALTER SYSTEM/)
    const [kept = ''] = readdirSync(folder).filter((name) => name.startsWith('postgresql.auto.conf.damaged-'))
    assert.equal(readFileSync(join(folder, kept), 'utf8'), left)
    said.length = 0
    await (await open()).close()
    assert.doesNotMatch(said.join('\n'), /NUL/)
  })

  it('says in one line that the signing key is damaged, and makes no other in its place', async () => {
    const file = join(data, 'audit-key.pem')
    const key = await signingKey({ auditKey: file })
    assert.ok(key.equals(await signingKey({ auditKey: file })))
    for (const left of ['', '\0'.repeat(119), 'no key']) {
      writeFileSync(file, left)
      await assert.rejects(
        signingKey({ auditKey: file }),
        isOneLine(file, /is (empty|filled with NUL bytes|not a key)/, /backup/),
      )
      assert.equal(readFileSync(file, 'utf8'), left)
    }
  })
})
