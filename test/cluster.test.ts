import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import pg from 'pg'
import { ROOT } from '#platform/config.ts'
import { type TestDatabase, testDatabase } from './cluster.ts'

describe('two runs of tests in one project', () => {
  let own: TestDatabase
  let superuser: pg.Client
  before(async () => {
    own = await testDatabase()
    superuser = new pg.Client(own.superuser)
    await superuser.connect()
  })
  after(async () => {
    await superuser.end()
    await own.drop()
  })

  const exists = async (name: string) =>
    (await superuser.query('select from pg_database where datname = $1', [name])).rowCount === 1

  it('leave each other their databases and the server, and clear up after one that is no more', async () => {
    const { pid: gone } = spawnSync(process.execPath, ['--version'])
    const left = `test_${gone}_1`
    await superuser.query(`create database "${left}"`)
    const other = `
      const { stopTestCluster, testDatabase } = await import(${JSON.stringify(join(import.meta.dirname, 'cluster.ts'))})
      const database = await testDatabase()
      console.log(database.name)
      await database.drop()
      await stopTestCluster()`
    const said = execFileSync(
      process.execPath,
      ['--disable-warning=ExperimentalWarning', '--input-type=module', '--eval', other],
      { cwd: ROOT, encoding: 'utf8', env: { ...process.env, NODE_OPTIONS: '', NODE_TEST_CONTEXT: '' } },
    )
    assert.match(said, /^test_\d+_1\n$/)
    assert.equal(await exists(own.name), true)
    assert.equal(await exists(said.trim()), false)
    assert.equal(await exists(left), false)
  })
})
