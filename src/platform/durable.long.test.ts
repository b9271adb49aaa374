import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { ROOT } from './config.ts'
import { createDurably, damageOf, makeFolderDurably, readKept, writeDurably } from './durable.ts'

const folder = mkdtempSync(join(tmpdir(), 'muniment-durable-'))
chmodSync(folder, 0o755)
after(() => rmSync(folder, { recursive: true, force: true }))

describe('files that outlast a power cut', () => {
  // A mode that the usual mask takes away from: only what sets it by itself has it.
  it('are written whole, with the mode that was asked for, and leave nothing beside them', async () => {
    const file = join(folder, 'deep/er/secret')
    await writeDurably(file, 'one', { mode: 0o666 })
    await writeDurably(file, 'two', { mode: 0o666 })
    assert.equal(await readKept(file), 'two')
    if (process.platform !== 'win32') assert.equal(statSync(file).mode & 0o777, 0o666)
    assert.deepEqual(readdirSync(join(folder, 'deep/er')), ['secret'])
    assert.equal(await makeFolderDurably(join(folder, 'deep')), false)
  })

  it('are made once by however many make them at the same time', async () => {
    const file = join(folder, 'once')
    const made = await Promise.all(Array.from({ length: 8 }, (_, n) => createDurably(file, String(n))))
    assert.equal(made.filter(Boolean).length, 1)
    assert.equal(readFileSync(file, 'utf8'), String(made.indexOf(true)))
    assert.deepEqual(
      readdirSync(folder).filter((name) => name.endsWith('.part')),
      [],
    )
  })

  it('leave the old one where the new one cannot be written', async () => {
    await writeDurably(join(folder, 'taken'), 'old')
    await assert.rejects(writeDurably(join(folder, 'taken/below'), 'new'))
    assert.equal(await readKept(join(folder, 'taken')), 'old')
  })

  it('are told from what a power cut leaves', async () => {
    assert.equal(await readKept(join(folder, 'nowhere')), null)
    for (const [bytes, damage] of [
      ['', 'empty'],
      [' \n', 'empty'],
      ['\0\0\0', 'filled with NUL bytes'],
      ['half of it\0\0', 'filled with NUL bytes'],
      ['whole', null],
    ] as const) {
      assert.equal(damageOf(Buffer.from(bytes)), damage)
      writeFileSync(join(folder, 'left'), bytes)
      assert.deepEqual(await readKept(join(folder, 'left')), damage ? { damage } : bytes)
    }
  })
})

interface Call {
  readonly name: string
  readonly path: string
  readonly to?: string
}

/** What a program does to the files of a folder, call by call, in the order in which it does it. */
function callsOf(script: string, data: string): Call[] {
  const traced = join(folder, `${randomUUID()}.calls`)
  const { status, stderr } = spawnSync(
    process.execPath,
    [
      '--disable-warning=ExperimentalWarning',
      '--import',
      join(ROOT, 'test/file-calls.ts'),
      '--input-type=module',
      '--eval',
      script,
    ],
    {
      encoding: 'utf8',
      cwd: ROOT,
      env: { ...process.env, MUNIMENT_DATA: data, FILE_CALLS: traced, FILE_CALLS_BELOW: join(data, '..') },
    },
  )
  assert.equal(status, 0, stderr)
  return readFileSync(traced, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
}

/** PostgreSQL looks after its own files; what it says in its log and its socket need not last. */
const isItsOwn = (path: string) => /\/pg\/(18\/|18\.making|run|postgres\.log|programs)/.test(path)

/** Every name under which something could be relied on that is not yet on the disk, if the power failed just then. */
function unsafe(calls: readonly Call[]): string[] {
  const found: string[] = []
  const flushed = new Set<string>()
  const unsettled = new Map<string, string>()
  for (const [index, { name, path, to }] of calls.entries()) {
    if (isItsOwn(path) || (to !== undefined && isItsOwn(to))) continue
    if (name === 'write') {
      flushed.delete(path)
      if (!path.endsWith('.part')) found.push(`${path} is written in its place`)
    }
    if (name === 'sync') {
      flushed.add(path)
      for (const [settled, home] of unsettled) if (home === path) unsettled.delete(settled)
    }
    if (name === 'rename' || name === 'link') {
      if (!flushed.has(path)) found.push(`${to} gets its name before its bytes are on the disk`)
      if (to !== undefined) unsettled.set(to, join(to, '..'))
    }
    if (name === 'mkdir') unsettled.set(path, join(path, '..'))
    const next = calls[index + 1]
    if (next?.name === 'write' || next === undefined)
      for (const [settled] of unsettled) {
        found.push(`${settled} is relied on before its folder is on the disk`)
        unsettled.delete(settled)
      }
  }
  return found
}

describe('what a start writes', () => {
  const SCRIPT = `
    import { readConfig } from '${ROOT}/src/platform/config.ts'
    import { openDatabase } from '${ROOT}/src/platform/db/index.ts'
    import { openBlobs } from '${ROOT}/src/platform/blobs/index.ts'
    import { writeDurably } from '${ROOT}/src/platform/durable.ts'
    import { signingKey } from '${ROOT}/src/platform/audit/index.ts'
    const config = readConfig()
    const database = await openDatabase(config, { supervise: true, say: () => undefined })
    const blobs = await openBlobs(config)
    for (const words of ['one', 'two', 'one']) await blobs.keep(Buffer.from(words))
    await writeDurably(config.data + '/checkpoint.json', 'signed')
    await signingKey(config)
    await database.close()
    process.exit(0)`

  it('is on the disk, whole and under its name, before anything relies on it', () => {
    const data = join(folder, 'house/data')
    mkdirSync(join(folder, 'house'))
    const calls = callsOf(SCRIPT, data)
    const named = calls.flatMap(({ name, to }) =>
      (name === 'rename' || name === 'link') && to ? [to.slice(data.length + 1)] : [],
    )
    for (const file of [/^database-secrets\.json$/, /^audit-key\.pem$/, /^blobs\/..\/..\/[0-9a-f]{64}$/, /^pg\/18$/])
      assert.ok(
        named.some((name) => file.test(name)),
        `${file} among ${named.join()}`,
      )
    assert.deepEqual(unsafe(calls), [])
  })

  it('and the test would see a start that writes in haste', () => {
    const home = join(folder, 'hasty/home')
    mkdirSync(join(folder, 'hasty'))
    const hasty = callsOf(
      `import { mkdirSync, renameSync, writeFileSync } from 'node:fs'
       mkdirSync('${home}')
       writeFileSync('${home}/secrets', 'x')
       writeFileSync('${home}/.a.part', 'x')
       renameSync('${home}/.a.part', '${home}/key')`,
      home,
    )
    assert.deepEqual(unsafe(hasty), [
      `${home} is relied on before its folder is on the disk`,
      `${home}/secrets is written in its place`,
      `${home}/key gets its name before its bytes are on the disk`,
      `${home}/key is relied on before its folder is on the disk`,
    ])
  })
})
