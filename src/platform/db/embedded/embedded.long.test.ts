import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { testDatabase } from '../../../../test/cluster.ts'
import { ROOT, readConfig } from '../../config.ts'
import { CannotStart } from '../../errors.ts'
import { checkRole, openDatabase, openPool, sql } from '../index.ts'

const quiet = () => undefined

describe('the embedded database', () => {
  const data = mkdtempSync(join(tmpdir(), 'muniment-data-'))
  chmodSync(data, 0o755)
  const config = readConfig({ MUNIMENT_DATA: data })
  const open = () => openDatabase(config, { supervise: true, say: quiet })
  after(() => rmSync(data, { recursive: true, force: true }))

  it('is made, migrated once, and reached as a role that owns nothing', async () => {
    const first = await open()
    assert.ok(first.migrated.length >= 3)
    await checkRole(first.db)
    await assert.rejects(first.db.run(sql`create table public.mine (id int)`), /permission denied/)
    await first.close()
    const second = await open()
    assert.deepEqual(second.migrated, [])
    await second.close()
  })

  it('keeps its socket and its secrets to itself', () => {
    assert.equal(statSync(join(data, 'database-secrets.json')).mode & 0o777, 0o600)
    assert.equal(statSync(join(data, 'pg', '18')).mode & 0o077, 0)
  })

  it('refuses a second that wants to look after the same folder, and lets a command use it', async () => {
    const first = await open()
    await assert.rejects(
      open(),
      (error: unknown) =>
        error instanceof CannotStart && /already runs on the data folder .*process \d+/.test(error.message),
    )
    const command = await openDatabase(config, { supervise: false, say: quiet })
    assert.deepEqual(await command.db.one(sql`select 1 as one`), { one: 1 })
    await command.close()
    assert.deepEqual(await first.db.one(sql`select 1 as one`), { one: 1 })
    await first.close()
  })

  it('simply starts after it was killed, and has kept what was confirmed', async () => {
    const script = `
      import { readConfig } from '${ROOT}/src/platform/config.ts'
      import { openDatabase, sql } from '${ROOT}/src/platform/db/index.ts'
      const { db } = await openDatabase(readConfig(), { supervise: true, say: () => undefined })
      await db.run(sql\`insert into muniment.installation (is_example) values (true)\`)
      process.stdout.write('written')
      setInterval(() => undefined, 1000)`
    const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
      env: { ...process.env, MUNIMENT_DATA: data },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    await once(child.stdout, 'data')
    child.kill('SIGKILL')
    await once(child, 'exit')
    const again = await open()
    assert.deepEqual(await again.db.one(sql`select is_example as example from muniment.installation`), {
      example: true,
    })
    await again.close()
  })
})

describe('the wrong role', () => {
  it('is refused in words: a superuser, an owner, a stranger', async () => {
    const database = await testDatabase()
    for (const [connect, why] of [
      [database.superuser, /is a superuser/],
      [database.owner, /owns tables/],
    ] as const) {
      const db = openPool(connect)
      await assert.rejects(checkRole(db), why)
      await db.close()
    }
    await database.drop()
  })
})
