import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { folderObstacle } from './deeds.ts'

describe('which folder can be profiled', () => {
  const top = mkdtempSync(join(tmpdir(), 'muniment-folders-'))
  const at = (...path: string[]) => join(top, ...path)
  for (const folder of ['open/team/deep', 'opened', 'closed']) mkdirSync(at(folder), { recursive: true })
  writeFileSync(at('open/file.txt'), 'a file')
  symlinkSync(at('closed'), at('open/way-out'))
  symlinkSync(at('open/team'), at('closed/way-in'))
  symlinkSync(at('open'), at('open-too'))
  after(() => rmSync(top, { recursive: true }))

  const FREE = null
  const OUTSIDE = 'It must lie in a folder that the operator opened to Muniment'
  const NOT_A_FOLDER = 'It must be a folder on the server'
  const NOWHERE = 'There is no such folder on the server'
  for (const [folder, allowed, why] of [
    ['open', ['open'], FREE],
    ['open/team', ['open'], FREE],
    ['open/team/deep', ['open'], FREE],
    ['open/team', ['closed', 'open'], FREE],
    ['open/team', ['closed'], OUTSIDE],
    ['open/team', [], OUTSIDE],
    ['open', ['open/team'], OUTSIDE],
    ['opened', ['open'], OUTSIDE],
    ['open/way-out', ['open'], OUTSIDE],
    ['open/../closed', ['open'], OUTSIDE],
    ['closed/way-in', ['open'], FREE],
    ['open/team', ['open-too'], FREE],
    ['open', ['nowhere'], OUTSIDE],
    ['open/file.txt', ['open'], NOT_A_FOLDER],
    ['open/nowhere', ['open'], NOWHERE],
  ] as const)
    it(`${folder}, where ${allowed.join(' and ') || 'nothing'} is open`, () => {
      assert.equal(
        folderObstacle(
          `${top}/${folder}`,
          allowed.map((root) => at(root)),
        ),
        why,
      )
    })

  it('is any where the whole server is open', () => {
    assert.equal(folderObstacle(top, ['/']), null)
    assert.equal(folderObstacle('/', ['/']), null)
  })
})
