import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import pg from 'pg'
import { NoRoom, Unavailable } from '../errors.ts'
import { isAway, told } from './lost.ts'

/** What a connection that cannot be made fails with. */
async function failureOf(connect: pg.ClientConfig): Promise<unknown> {
  const client = new pg.Client({ user: 'x', password: 'x', connectionTimeoutMillis: 2_000, ...connect })
  client.on('error', () => undefined)
  return client.connect().then(
    () => null,
    (error: unknown) => error,
  )
}

describe('whether the database is away', () => {
  it('is so where nobody listens, where nothing of that name is known, and where the other side hangs up', async () => {
    const rude = createServer((socket) => socket.destroy())
    await new Promise<void>((resolve) => rude.listen(0, '127.0.0.1', resolve))
    const address = rude.address()
    const port = typeof address === 'object' ? (address?.port ?? 0) : 0
    assert.equal(isAway(await failureOf({ host: '127.0.0.1', port })), true)
    await new Promise((resolve) => rude.close(resolve))
    const failures = [
      await failureOf({ host: '127.0.0.1', port }),
      await failureOf({ host: join(import.meta.dirname, 'no-such-folder') }),
      await failureOf({ host: 'database.invalid' }),
    ]
    for (const failure of failures) {
      assert.equal(isAway(failure), true, String(failure))
      assert.ok(told(failure) instanceof Unavailable)
    }
  })

  it('is not so where its disk is full, which is said in words', () => {
    const full = told(Object.assign(new Error('could not extend file'), { code: '53100' }))
    assert.ok(full instanceof NoRoom)
    assert.deepEqual([full.status, isAway(full)], [507, false])
  })

  it('is not so because a file or a program is missing', async () => {
    const noFile = await readFile(join(import.meta.dirname, 'no-such-file')).catch((error: unknown) => error)
    assert.ok(noFile instanceof Error)
    assert.equal(isAway(noFile), false)
    assert.equal(told(noFile), noFile)
    assert.equal(isAway(new AggregateError([noFile])), false)
    const noProgram = Object.assign(new Error('spawn nosuch ENOENT'), { code: 'ENOENT', syscall: 'spawn nosuch' })
    assert.equal(isAway(noProgram), false)
    const noPipe = Object.assign(new Error('EPIPE'), { code: 'EPIPE', syscall: 'open' })
    assert.equal(isAway(noPipe), false)
  })
})
