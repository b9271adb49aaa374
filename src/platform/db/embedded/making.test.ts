import assert from 'node:assert/strict'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, it } from 'node:test'
import { makeDatabase } from './making.ts'

describe('making a database', { skip: process.platform === 'win32' }, () => {
  let home: string
  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'muniment-making-'))
  })
  afterEach(() => rmSync(home, { recursive: true, force: true }))

  /** A program in place of initdb: it counts how often it was run, makes the folder that it is given, and does `then`. */
  async function make(then: string): Promise<number> {
    const initdb = join(home, 'initdb')
    writeFileSync(initdb, `#!/bin/sh\necho run >> ${home}/runs\nmkdir -p "$2"\n${then}\n`)
    chmodSync(initdb, 0o755)
    const kept = join(home, 'pg')
    mkdirSync(kept, { recursive: true })
    const secrets = { superuser: 'x', owner: 'x', web: 'x', port: 5432 }
    await makeDatabase({
      folder: join(kept, '18'),
      programs: { initdb, postgres: '', home: '' },
      account: null,
      secrets,
    })
    return runs()
  }
  const runs = () => readFileSync(join(home, 'runs'), 'utf8').trim().split('\n').length

  it('begins again where something ends it, or a server that it runs', async () => {
    assert.equal(await make(`[ "$(wc -l < ${home}/runs)" -ge 2 ] || kill -9 $$`), 2)
    assert.ok(existsSync(join(home, 'pg', '18')))
    rmSync(join(home, 'pg'), { recursive: true })
    rmSync(join(home, 'runs'))
    assert.equal(await make(`[ "$(wc -l < ${home}/runs)" -ge 3 ] || { echo Killed >&2; exit 1; }`), 3)
  })

  it('is refused in words where that happens again and again, and leaves nothing', async () => {
    await assert.rejects(make('kill -9 $$'), /^CannotStart: Cannot make the database: initdb was ended by SIGKILL\.$/)
    assert.equal(runs(), 3)
    assert.deepEqual(readdirSync(join(home, 'pg')), [])
  })

  it('is refused at once where the program says why', async () => {
    await assert.rejects(
      make('echo "no room on the disk" >&2; exit 1'),
      /Cannot make the database: no room on the disk$/,
    )
    assert.equal(runs(), 1)
  })
})
