import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { makeHostile } from '../test/make-hostile.ts'

const PEAK = join(import.meta.dirname, '../test/identify-peak.ts')
/** What the README promises for one thread, in MiB; and what one file may take. */
const PROMISED = 200
const SLOWEST_MS = 10_000

const TOLD: Readonly<Record<string, string>> = {
  'list-in-circles.doc': 'fmt/111',
  'lists-of-everything.doc': 'fmt/111',
  'directory-in-circles.doc': 'fmt/111',
  'directory-of-everything.doc': 'fmt/111',
  'zeroes.doc': 'fmt/111',
  'bombs.docx': 'fmt/189',
  'packed.docx': 'fmt/189',
  'stored.docx': 'fmt/189',
}

describe('files that are made to harm', () => {
  let folder = ''
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'muniment-hostile-'))
    makeHostile(folder, 300)
  })
  after(() => rmSync(folder, { recursive: true, force: true }))

  for (const [words, limit] of [
    ['64 KiB of each end', '65536'],
    ['all of them', '0'],
  ] as const)
    it(`take no more memory or time than others where ${words} is looked at`, () => {
      const { stdout, stderr, status } = spawnSync(
        process.execPath,
        ['--disable-warning=ExperimentalWarning', PEAK, folder, limit],
        { encoding: 'utf8' },
      )
      assert.equal(status, 0, stderr)
      const { told, slowest, mebibytes } = JSON.parse(stdout) as {
        told: Record<string, string>
        slowest: number
        mebibytes: number
      }
      for (const [name, puids] of Object.entries(TOLD)) assert.equal(told[name], puids, name)
      assert.ok(mebibytes < PROMISED, `it took ${Math.round(mebibytes)} MiB`)
      assert.ok(slowest < SLOWEST_MS, `a file took ${Math.round(slowest)} ms`)
    })
})
