import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { type ClientRequest, get as httpGet } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, describe, it } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { pino } from 'pino'
import { type TestHouse, testHouse } from '../../../test/house.ts'
import { everybody } from '../access/index.ts'
import { sql } from '../db/index.ts'
import { sheet } from '../exports/index.ts'
import { buildServer, feed, file } from './index.ts'

describe('downloads that the browser breaks off', () => {
  let test: TestHouse
  let server: Awaited<ReturnType<typeof buildServer>>
  let port = 0
  let kept: Buffer
  before(async () => {
    test = await testHouse()
    kept = (await test.house.blobs.keep(Buffer.alloc(8_000_000, 7))).digest
    const rows = () =>
      test.db.batches<{ n: number; text: string }>(sql`
      select n, repeat('x', 200) as text from generate_series(1, 200000) as n order by n`)
    async function* cells() {
      for await (const batch of rows()) yield batch.map(({ n, text }) => [n, text])
    }
    const routes = [
      feed('/rows.csv', everybody('they are made up'), async () =>
        file('rows.csv', 'text/csv', await sheet('csv', { title: 'rows', headers: ['n', 'text'], batches: cells() })),
      ),
      feed('/kept', everybody('it is made up'), async ({ blobs }) =>
        file('kept', 'application/octet-stream', blobs.read(kept)),
      ),
    ]
    server = await buildServer(test.house, routes, pino({ level: 'silent' }))
    await server.listen({ port: 0, host: '127.0.0.1' })
    port = (server.server.address() as AddressInfo).port
  })
  after(async () => {
    await server.close()
    await test.close()
  })

  /** Asks, and goes away: before there is an answer, or after so many chunks of it. */
  function breakOff(path: string, chunks: number): Promise<void> {
    const gone = Promise.withResolvers<void>()
    const request: ClientRequest = httpGet({ port, path, host: '127.0.0.1', agent: false }, (answer) => {
      let seen = 0
      answer.on('error', () => undefined)
      answer.on('data', () => {
        seen += 1
        if (seen >= chunks) request.destroy()
      })
    })
    request.on('error', () => undefined)
    request.on('close', () => gone.resolve())
    if (chunks === 0)
      request.on('socket', (socket) => socket.on('connect', () => setImmediate(() => request.destroy())))
    return gone.promise
  }

  it('leave no transaction, connection or file open behind them', { skip: process.platform !== 'linux' }, async () => {
    const handles = () => readdirSync('/proc/self/fd').length
    await breakOff('/rows.csv', 1)
    const before = handles()
    for (const path of ['/rows.csv', '/kept'])
      await Promise.all(Array.from({ length: 24 }, (_, index) => breakOff(path, index % 4)))
    const left = () =>
      test.db.one<{ open: number }>(sql`
      select count(*) as open from pg_stat_activity where datname = current_database() and state like 'idle in transaction%'`)
    for (let waited = 0; (await left()).open > 0 && waited < 5_000; waited += 50) await pause(50)
    assert.deepEqual(await left(), { open: 0 })
    for (let waited = 0; handles() > before + 8 && waited < 5_000; waited += 50) await pause(50)
    assert.ok(handles() <= before + 8, `${before} handles became ${handles()}`)
    await Promise.all(
      Array.from({ length: 12 }, () => test.db.run(sql`create temporary table if not exists mine (n int)`)),
    )
  })
})
