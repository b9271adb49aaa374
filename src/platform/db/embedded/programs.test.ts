import assert from 'node:assert/strict'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { copyWhole } from './programs.ts'

describe('a copy of the programs', () => {
  const folder = mkdtempSync(join(tmpdir(), 'muniment-programs-'))
  after(() => rmSync(folder, { recursive: true, force: true }))
  const from = join(folder, 'native')
  const to = join(folder, 'programs-18')

  it('is whole or not there, also over what a crash left of an earlier one', () => {
    mkdirSync(join(from, 'bin'), { recursive: true })
    writeFileSync(join(from, 'bin/postgres'), 'program')
    chmodSync(join(from, 'bin/postgres'), 0o755)
    symlinkSync('postgres', join(from, 'bin/postmaster'))
    mkdirSync(join(to, 'share'), { recursive: true })
    mkdirSync(join(`${to}.making-${process.pid}`, 'bin'), { recursive: true })
    writeFileSync(join(`${to}.making-${process.pid}`, 'bin/other'), '')
    copyWhole(from, to)
    assert.deepEqual(readdirSync(folder).toSorted(), ['native', 'programs-18'])
    assert.equal(existsSync(join(to, 'share')), false)
    assert.deepEqual(readdirSync(join(to, 'bin')).toSorted(), ['postgres', 'postmaster'])
    assert.equal(readFileSync(join(to, 'bin/postgres'), 'utf8'), 'program')
    assert.equal(statSync(join(to, 'bin/postgres')).mode & 0o777, 0o755)
    assert.equal(readlinkSync(join(to, 'bin/postmaster')), 'postgres')
  })
})
