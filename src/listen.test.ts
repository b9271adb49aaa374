import assert from 'node:assert/strict'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, describe, it } from 'node:test'
import Fastify from 'fastify'
import { CannotStart } from '#platform/errors.ts'
import { listen, patienceWith, tryPort } from './listen.ts'

describe('opening the port', () => {
  const opened: { close(): unknown }[] = []
  after(() => {
    for (const one of opened) one.close()
  })
  const earlier = async (): Promise<readonly [Server, number]> => {
    const server = createServer()
    opened.push(server)
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    return [server, (server.address() as AddressInfo).port]
  }
  const said: string[] = []
  const at = (port: number, patience: number) => ({
    port,
    host: '127.0.0.1',
    patience,
    say: (line: string) => void said.push(line),
  })

  it('waits for whoever still has it, and says so once', async () => {
    const [first, port] = await earlier()
    const second = Fastify()
    opened.push(second)
    await listen(second, {
      ...at(port, 20_000),
      say: (line) => {
        said.push(line)
        first.close()
      },
    })
    assert.deepEqual(said, [`Port ${port} is still in use: waiting for it …`])
    assert.equal((second.server.address() as AddressInfo).port, port)
  })

  it('says what to do when that is over, at once where there is nothing to wait for', async () => {
    const [, port] = await earlier()
    const begun = Date.now()
    const refused = (error: unknown) =>
      error instanceof CannotStart && /another program uses port \d+.*PORT=3001/.test(error.message)
    await assert.rejects(listen(Fastify(), at(port, patienceWith({ databaseUrl: null }))), refused)
    assert.ok(Date.now() - begun < 2_000)
    await assert.rejects(listen(Fastify(), at(port, 300)), refused)
    assert.equal(patienceWith({ databaseUrl: 'postgres://x' }), 20_000)
  })

  it('is tried before anything is made, and left again', async () => {
    const [first, port] = await earlier()
    await assert.rejects(tryPort(at(port, 0)), CannotStart)
    await assert.rejects(tryPort(at(port, 150)), CannotStart)
    await new Promise<void>((resolve) => first.close(() => resolve()))
    await tryPort(at(port, 0))
    const next = Fastify()
    opened.push(next)
    await listen(next, at(port, 0))
  })

  it('says so of an address that is not of this machine', async () => {
    await assert.rejects(
      listen(Fastify(), { ...at(4_999, 5_000), host: '192.0.2.1' }),
      (error) => error instanceof CannotStart && /Cannot listen on port 4999/.test(error.message),
    )
  })
})
