import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { profile } from '../profiling/pool.ts'
import { STARTER } from '../releases/releases.ts'
import type { HashName, Row } from '../result.ts'

const onLinux = process.platform === 'linux'

async function rowsOf(
  root: string,
  more: { workers?: number; aloneFor?: number; hash?: HashName } = {},
): Promise<Row[]> {
  const rows: Row[] = []
  for await (const batch of profile([root], { signatures: STARTER, ...more })) rows.push(...batch)
  return rows
}

describe('a folder', () => {
  let root = ''
  let outside = ''
  before(() => {
    root = mkdtempSync(join(tmpdir(), 'muniment-walk-'))
    outside = mkdtempSync(join(tmpdir(), 'muniment-outside-'))
    writeFileSync(join(outside, 'secret.txt'), 'secret')
  })
  after(() => {
    for (const folder of [root, outside]) rmSync(folder, { recursive: true, force: true })
  })

  const place = (name: string): string => {
    const folder = join(root, name)
    mkdirSync(folder)
    return folder
  }

  it('is gone through in the order of names, folders among files, whatever number of workers there is', async () => {
    const folder = place('order')
    for (let index = 0; index < 200; index += 1) {
      mkdirSync(join(folder, `d${index % 7}`), { recursive: true })
      writeFileSync(join(folder, `d${index % 7}`, `f${index}.txt`), 'x')
    }
    writeFileSync(join(folder, 'a.gif'), Buffer.from('GIF89a;'))
    writeFileSync(join(folder, 'z.gif'), Buffer.from('GIF89a;'))
    const one = await rowsOf(folder)
    assert.equal(one.length, 202)
    assert.deepEqual(
      [one[0], one.at(-1)].map((row) => [row?.path.slice(folder.length), row?.puids]),
      [
        ['/a.gif', ['fmt/4']],
        ['/z.gif', ['fmt/4']],
      ],
    )
    for (const aloneFor of [0, 1, 5]) assert.deepEqual(await rowsOf(folder, { workers: 2, aloneFor }), one)
  })

  it('is gone through by one thread as long as others would take to start, and by them from then on', async () => {
    const folder = place('threads')
    for (let index = 0; index < 70; index += 1) writeFileSync(join(folder, `${index}.gif`), 'GIF89a;')
    let begun = 0
    const count = () => {
      begun += 1
    }
    process.on('worker', count)
    try {
      assert.equal((await rowsOf(folder, { workers: 2, aloneFor: 60_000 })).length, 70)
      assert.equal(begun, 0)
      assert.equal((await rowsOf(folder, { workers: 2, aloneFor: 0 })).length, 70)
      assert.equal(begun, 2)
      assert.deepEqual(await rowsOf(place('nothing'), { workers: 2, aloneFor: 0 }), [])
      assert.equal(begun, 2)
    } finally {
      process.off('worker', count)
    }
  })

  it('gives links and does not follow them, neither to files nor to folders nor in circles', async () => {
    const folder = place('links')
    symlinkSync(join(outside, 'secret.txt'), join(folder, 'file'))
    symlinkSync(outside, join(folder, 'folder'))
    symlinkSync(folder, join(folder, 'itself'))
    symlinkSync('/nowhere', join(folder, 'broken'))
    const rows = await rowsOf(folder, { hash: 'sha256' })
    assert.deepEqual(
      rows.map(({ kind, size, error }) => [kind, size, error]),
      Array(4).fill(['link', null, null]),
    )
    assert.ok(
      rows.every(({ warnings, hash }) => /recorded, not followed/.test(warnings[0] ?? '') && hash === undefined),
    )
  })

  if (onLinux)
    it('gives names that are not UTF-8 with their bytes, and warns of those that deceive', async () => {
      const folder = place('names')
      writeFileSync(Buffer.concat([Buffer.from(`${folder}/caf`), Buffer.from([0xe9]), Buffer.from('.gif')]), 'GIF89a;')
      writeFileSync(join(folder, 'invoice\u202egpj.exe'), 'MZ')
      writeFileSync(join(folder, 'con.txt'), 'x')
      writeFileSync(join(folder, 'ends with a dot.'), 'x')
      const rows = await rowsOf(folder, { workers: 2, aloneFor: 0, hash: 'md5' })
      const bytes = rows.find(({ pathBytes }) => pathBytes !== undefined)
      assert.deepEqual(bytes?.puids, ['fmt/4'])
      assert.ok(Buffer.from(bytes?.pathBytes ?? '', 'base64').includes(0xe9))
      const warned = (pattern: RegExp) =>
        rows.filter(({ warnings }) => warnings.some((one) => pattern.test(one))).length
      assert.deepEqual([/not UTF-8/, /direction/, /device/, /space or a dot/].map(warned), [1, 1, 1, 1])
    })

  if (onLinux)
    it('gives pipes and sockets without waiting for them', async () => {
      const folder = place('special')
      execFileSync('mkfifo', [join(folder, 'pipe')])
      const server = createServer().listen(join(folder, 'socket'))
      await new Promise((resolve) => server.once('listening', resolve))
      const rows = await rowsOf(folder)
      server.close()
      assert.deepEqual(
        rows.map(({ kind, error }) => [kind, error]),
        [
          ['pipe', 'It is a pipe and not a file: not opened'],
          ['socket', 'It is a socket and not a file: not opened'],
        ],
      )
    })

  if (process.getuid?.() !== 0 && process.platform !== 'win32')
    it('gives what may not be read with the reason', async () => {
      const folder = place('closed')
      writeFileSync(join(folder, 'file'), 'x')
      mkdirSync(join(folder, 'inner'))
      for (const name of ['file', 'inner']) chmodSync(join(folder, name), 0)
      const rows = await rowsOf(folder)
      for (const name of ['file', 'inner']) chmodSync(join(folder, name), 0o700)
      assert.deepEqual(
        rows.map(({ kind, error }) => [kind, error]),
        [
          ['file', 'Permission denied'],
          ['folder', 'Permission denied'],
        ],
      )
    })

  it('that is as deep as the system allows is gone through to its end', async () => {
    let folder = place('deep')
    for (let depth = 0; depth < 18; depth += 1) {
      folder = join(folder, 'n'.repeat(200))
      mkdirSync(folder)
    }
    writeFileSync(join(folder, 'end.gif'), 'GIF89a;')
    const [row, ...more] = await rowsOf(join(root, 'deep'))
    assert.equal(more.length, 0)
    assert.deepEqual(row?.puids, ['fmt/4'])
    assert.match(row?.warnings.join() ?? '', /longer than 260/)
  })

  it('gives empty files by their name, and digests of all', async () => {
    const folder = place('digests')
    writeFileSync(join(folder, 'a.txt'), '')
    writeFileSync(join(folder, 'b.txt'), 'abc')
    writeFileSync(join(folder, 'c.bin'), Buffer.alloc(3_000_000, 'abc'))
    const rows = await rowsOf(folder, { hash: 'sha256' })
    assert.deepEqual(
      rows.map(({ puids, outcome, hash }) => [puids.join(), outcome, hash?.slice(0, 8)]),
      [
        ['x-fmt/111', 'identified', 'e3b0c442'],
        ['x-fmt/111', 'identified', 'ba7816bf'],
        ['', 'unidentified', 'f4096a13'],
      ],
    )
    assert.deepEqual(rows[0]?.warnings, ['The file is empty'])
  })

  it('reads of a large file only where signatures look', async () => {
    const folder = place('large')
    writeFileSync(join(folder, 'large.gif'), 'GIF89a')
    truncateSync(join(folder, 'large.gif'), 20 * 2 ** 30)
    const before = process.memoryUsage().rss
    const started = performance.now()
    const [row] = await rowsOf(folder)
    assert.equal(row?.size, 20 * 2 ** 30)
    assert.ok(performance.now() - started < 5000)
    assert.ok(process.memoryUsage().rss - before < 100 * 2 ** 20)
  })

  it('that is not there is a row that says so', async () => {
    const rows = await rowsOf(join(root, 'absent'))
    assert.deepEqual(
      rows.map(({ error, size }) => [/no such file/.test(error ?? ''), size]),
      [[true, null]],
    )
  })
})
