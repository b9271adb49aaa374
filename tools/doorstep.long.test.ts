import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { after, beforeEach, describe, it } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { ROOT } from '#platform/config.ts'

/** A checkout of the doorstep alone, with an npm of its own that says when it was called and takes a moment. */
const root = mkdtempSync(join(tmpdir(), 'muniment-doorstep-'))
const calls = join(root, 'npm-calls')
const lock = join(root, '.installing')
const stamp = join(root, 'node_modules/.installed-for')

beforeEach(() => {
  for (const name of readdirSync(root)) rmSync(join(root, name), { recursive: true, force: true })
  mkdirSync(join(root, 'bin'))
  for (const name of ['run.mjs', 'install.mjs', 'alone.mjs', 'starter.mjs', 'prepare.mjs', 'muniment.mjs'])
    cpSync(join(ROOT, 'bin', name), join(root, 'bin', name))
  writeFileSync(join(root, 'package-lock.json'), '{"packages":{"":{}}}')
  writeFileSync(join(root, 'package.json'), '{"type":"module"}')
  writeFileSync(join(root, 'hello.ts'), `process.stdout.write('hello')`)
  mkdirSync(join(root, 'path'))
  const npm = join(root, 'path/npm')
  writeFileSync(
    npm,
    `#!/bin/sh\nrm -rf node_modules\necho "$*" >> '${calls}'\nsleep \${NPM_TAKES:-0.7}\nmkdir -p node_modules\n`,
  )
  chmodSync(npm, 0o755)
  writeFileSync(calls, '')
})
after(() => rmSync(root, { recursive: true, force: true }))

function command(takes = '0.7') {
  const child = spawn(process.execPath, [join(root, 'bin/run.mjs'), 'hello.ts'], {
    env: { ...process.env, PATH: `${join(root, 'path')}${delimiter}${process.env.PATH}`, NPM_TAKES: takes },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let [out, error] = ['', '']
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (error += chunk.toString()))
  const ended = once(child, 'close').then(([status]) => ({ status, out, error }))
  return { child, ended }
}
const installs = () => readFileSync(calls, 'utf8').split('\n').filter(Boolean).length

describe('the doorstep', { skip: process.platform === 'win32' }, () => {
  it('installs once however many commands find the dependencies missing, and every command runs', async () => {
    const all = await Promise.all([1, 2, 3, 4].map(() => command().ended))
    assert.deepEqual(
      all.map(({ status, out }) => [status, out]),
      Array(4).fill([0, 'hello']),
    )
    assert.equal(installs(), 1)
    assert.equal(all.filter(({ error }) => /another command: waiting/.test(error)).length, 3)
    assert.equal(existsSync(lock), false)
  })

  it('installs once again after an upgrade, and not at all when nothing changed', async () => {
    await command().ended
    await command().ended
    assert.equal(installs(), 1)
    writeFileSync(join(root, 'package-lock.json'), '{"packages":{"":{},"node_modules/new":{"version":"1.0.0"}}}')
    const all = await Promise.all([1, 2, 3].map(() => command().ended))
    assert.deepEqual(
      all.map(({ status }) => status),
      [0, 0, 0],
    )
    assert.equal(installs(), 2)
  })

  it('takes over from one that was killed at it, and from one that left nothing but its name', async () => {
    const first = command('30')
    for (let waited = 0; installs() === 0 && waited < 10_000; waited += 20) await pause(20)
    first.child.kill('SIGKILL')
    const both = await Promise.all([command().ended, command().ended])
    assert.deepEqual(
      both.map(({ status }) => status),
      [0, 0],
    )
    assert.equal(installs(), 2)
    rmSync(stamp)
    rmSync(join(root, 'node_modules'), { recursive: true })
    writeFileSync(lock, JSON.stringify({ pid: 2 ** 22 + 1, host: hostname() }))
    assert.equal((await command().ended).status, 0)
    assert.equal(installs(), 3)
  })

  it('installs again where a power cut left a stamp that says nothing', async () => {
    await command().ended
    writeFileSync(stamp, '\0'.repeat(64))
    assert.equal((await command().ended).status, 0)
    assert.equal(installs(), 2)
  })
})
