import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { after, describe, it } from 'node:test'
import { ROOT, readConfig } from '../config.ts'
import { MissingFile, openBlobs } from './index.ts'

const BYTES = Buffer.alloc(200_000, 'kept')
const DIGEST = createHash('sha256').update(BYTES).digest()

describe('a process that is killed while it keeps a file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'muniment-killing-'))
  after(() => rmSync(folder, { recursive: true, force: true }))

  /** Keeps the file in a process that is killed after so many calls to the file system. Answers whether it came to its end. */
  function keepAndDie(data: string, calls: number): boolean {
    const script = `
      import { openBlobs } from '${ROOT}/src/platform/blobs/index.ts'
      import { readConfig } from '${ROOT}/src/platform/config.ts'
      const blobs = await openBlobs(readConfig())
      async function* pieces() { for (let n = 0; n < 4; n += 1) yield Buffer.alloc(50_000, 'kept') }
      await blobs.keep(pieces())
      process.stdout.write('kept')`
    const { stdout, signal, stderr } = spawnSync(
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
        env: {
          ...process.env,
          MUNIMENT_DATA: data,
          FILE_CALLS: join(folder, 'calls'),
          FILE_CALLS_BELOW: data,
          FILE_CALLS_KILL_AT: String(calls),
        },
      },
    )
    assert.ok(signal === 'SIGKILL' || stdout === 'kept', stderr)
    return stdout === 'kept'
  }

  it('leaves a whole file or none under its name, at every step, and the next one keeps it', async () => {
    let steps = 0
    for (let isOver = false; !isOver; ) {
      steps += 1
      const data = join(folder, `after ${steps}`)
      isOver = keepAndDie(data, steps)
      const store = await openBlobs(readConfig({ MUNIMENT_DATA: data }))
      const found = await buffer(store.read(DIGEST)).catch((error: unknown) => error)
      if (isOver) assert.ok(Buffer.isBuffer(found) && found.equals(BYTES))
      else assert.ok(found instanceof MissingFile || (Buffer.isBuffer(found) && found.equals(BYTES)), `step ${steps}`)
      assert.deepEqual((await store.keep(BYTES)).digest, DIGEST)
      assert.ok((await buffer(store.read(DIGEST))).equals(BYTES))
      await store.depot.clear(new Date(Date.now() + 1_000))
      const left: string[] = []
      for await (const { name } of store.depot.list()) left.push(name)
      assert.equal(left.length, 1, left.join())
    }
    // Folders, the bytes, their flush, the name, and the folders above it.
    assert.ok(steps > 8, String(steps))
    assert.ok(existsSync(join(folder, 'calls')) && readFileSync(join(folder, 'calls'), 'utf8').includes('"link"'))
  })
})
