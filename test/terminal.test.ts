import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { ROOT } from '#platform/config.ts'

describe('what commands print of strangers’ words', () => {
  const folder = mkdtempSync(join(tmpdir(), 'muniment-terminal-'))
  after(() => rmSync(folder, { recursive: true, force: true }))
  const printed = (...args: string[]): string => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [join(ROOT, 'src/cli.ts'), ...args], {
      encoding: 'utf8',
      env: { ...process.env, MUNIMENT_DATA: join(folder, 'data') },
    })
    assert.equal(status, 0, stderr)
    return stdout
  }

  it('are names of files that forge no line; JSON has them as they are', () => {
    const path = join(folder, 'a\u001b[2J\npasswd: fmt.txt')
    writeFileSync(path, 'words')
    const lines = printed('identify', path).trimEnd().split('\n')
    assert.ok(lines[0]?.includes('a\\u001b[2J\\npasswd: fmt.txt: '), lines[0])
    assert.ok(lines.slice(1).every((line) => line.startsWith('  ')))
    assert.equal(JSON.parse(printed('identify', '--json', path)).path, path)
    assert.ok(printed('identify', '--csv', path).includes('\u001b[2J\n'))
  })

  it('are subjects, names and texts of mail', () => {
    const path = join(folder, 'a.eml')
    const subject = `=?utf-8?B?${Buffer.from('Hi\u001b]0;x\u0007').toString('base64')}?=`
    writeFileSync(
      path,
      `From: a@example.org\r\nTo: b@example.org\r\nSubject: ${subject}\r\n\r\none\r\n\u001b[31mtwo\r\n`,
    )
    const text = printed('mail', 'read', path)
    assert.doesNotMatch(text, /[^\P{Cc}\n]/u)
    assert.match(text, /one\n\\u001b\[31mtwo/)
  })
})
