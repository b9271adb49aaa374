import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after, describe, it } from 'node:test'
import { signingKey } from '#platform/audit/index.ts'
import { openBlobs } from '#platform/blobs/index.ts'
import { readConfig } from '#platform/config.ts'
import { CannotStart } from '#platform/errors.ts'
import { refuseDamagedData } from './data-folder.ts'

describe('a start on a damaged data folder', () => {
  const home = mkdtempSync(join(tmpdir(), 'muniment-data-folder-'))
  after(() => rmSync(home, { recursive: true, force: true }))
  const fresh = () => join(mkdtempSync(join(home, 'x-')), 'data')
  const refusal = (data: string, settings: NodeJS.ProcessEnv = {}) =>
    refuseDamagedData(readConfig({ MUNIMENT_DATA: data, ...settings })).then(
      () => '',
      (error: unknown) => {
        assert.ok(error instanceof CannotStart, String(error))
        return error.message
      },
    )

  it('tells each damaged file in one line with what to do', async () => {
    const cases: readonly (readonly [string, string, RegExp])[] = [
      ['audit-key.pem', 'x', /audit-key\.pem is not a key\. Put it back/],
      ['audit-key.pem', '\0'.repeat(119), /audit-key\.pem is filled with NUL bytes\. Put it back/],
      ['audit-key.pem', '', /audit-key\.pem is empty\. Put it back/],
      ['secrets/master-key', '', /master-key is empty\. Put it back/],
      ['secrets/master-key', 'abc', /master-key is not a key of 32 bytes in base64\. Put it back/],
      ['secrets', 'a file', /secrets is not a folder.*Move it away/],
      ['blobs', 'a file', /blobs is not a folder.*Move it away/],
      ['checkpoints', 'a file', /checkpoints is not a folder.*Move it away/],
      ['formats', 'a file', /formats is not a folder.*Move it away/],
    ]
    for (const [name, left, told] of cases) {
      const data = fresh()
      const path = join(data, name)
      mkdirSync(dirname(path), { recursive: true })
      writeFileSync(path, left)
      const message = await refusal(data)
      assert.match(message, told)
      const more = name === 'secrets' ? 2 : 1
      assert.equal(message.split('\n').length, more, message)
    }
    const other = fresh()
    mkdirSync(join(other, 'audit-key.pem'), { recursive: true })
    assert.match(await refusal(other), /audit-key\.pem is a folder/)
    assert.match(await refusal(fresh(), { MUNIMENT_MASTER_KEY: 'abc' }), /MUNIMENT_MASTER_KEY is not a key/)
  })

  it('tells all that is damaged at once, and makes nothing', async () => {
    const data = fresh()
    mkdirSync(join(data, 'secrets'), { recursive: true })
    writeFileSync(join(data, 'audit-key.pem'), 'x')
    writeFileSync(join(data, 'secrets/master-key'), 'abc')
    assert.equal((await refusal(data)).split('\n').length, 2)
    const absent = fresh()
    assert.equal(await refusal(absent), '', 'what is not there yet is made later')
    assert.equal(existsSync(absent), false)
  })

  it('opens where they are whole', async () => {
    const data = fresh()
    const config = readConfig({ MUNIMENT_DATA: data })
    await signingKey(config)
    await (await openBlobs(config)).masters.current()
    assert.equal(await refusal(data), '')
  })

  it('is refused by the web, the worker and npm start alike', () => {
    const data = fresh()
    mkdirSync(data)
    writeFileSync(join(data, 'audit-key.pem'), 'x')
    for (const process_ of ['start.ts', 'web.ts', 'worker.ts']) {
      const { status, stdout, stderr } = spawnSync(process.execPath, [join(import.meta.dirname, process_)], {
        env: { ...process.env, MUNIMENT_DATA: data, PORT: '4917' },
        encoding: 'utf8',
        timeout: 60_000,
      })
      assert.equal(status, 1, stdout)
      assert.match(stderr.trim(), /^Cannot .*audit-key\.pem is not a key\..*$/)
    }
    assert.equal(existsSync(join(data, 'pg')), false)
  })
})
