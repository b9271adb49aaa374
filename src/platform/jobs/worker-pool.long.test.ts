import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { connect as connectTo, createServer, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { pino } from 'pino'
import { type TestDatabase, testDatabase } from '../../../test/cluster.ts'
import { jobOf } from '../../../test/job.ts'
import { until } from '../../../test/until.ts'
import { readConfig } from '../config.ts'
import { type Connect, type Db, openPool } from '../db/index.ts'
import { startWorker } from './index.ts'
import { WorkerPool } from './worker-pool.ts'

/** Between a client and the database: it lets nothing through from the moment that the worker asks to listen, until all is cut. */
class DeafWire {
  readonly #folder = mkdtempSync(join(tmpdir(), 'muniment-wire-'))
  readonly #sockets = new Set<Socket>()
  readonly #server: Server
  readonly #port: number
  hasHeard = false

  constructor({ host, port }: Connect) {
    this.#port = port ?? 5432
    this.#server = createServer((client) => this.#join(client, connectTo(`${host}/.s.PGSQL.${port}`)))
  }

  async open(): Promise<{ host: string }> {
    await new Promise<void>((resolve) => {
      this.#server.listen(join(this.#folder, `.s.PGSQL.${this.#port}`), resolve)
    })
    return { host: this.#folder }
  }

  #join(client: Socket, server: Socket): void {
    for (const socket of [client, server]) {
      this.#sockets.add(socket)
      socket.on('error', () => undefined)
    }
    let isDeaf = false
    client.on('data', (bytes) => {
      isDeaf ||= bytes.includes('LISTEN "jobs:insert"')
      this.hasHeard ||= isDeaf
      if (!isDeaf) server.write(bytes)
    })
    server.pipe(client)
    client.on('close', () => server.destroy())
  }

  cut(): void {
    for (const socket of this.#sockets) socket.destroy()
  }

  close(): void {
    this.cut()
    this.#server.close()
    rmSync(this.#folder, { recursive: true, force: true })
  }
}

describe('the connections of the queue', () => {
  let database: TestDatabase
  let db: Db
  before(async () => {
    database = await testDatabase()
    db = openPool(database.web)
  })
  after(async () => {
    await db.close()
    await database.drop()
  })

  // An error that nobody hears ends the process: the run of the tests tells of it, as a rejection that was not handled.
  it('may be lost while a worker that stops was beginning to listen', async () => {
    const wire = new DeafWire(database.web)
    const unheard: unknown[] = []
    const hear = (error: unknown) => void unheard.push(error)
    process.on('unhandledRejection', hear)
    try {
      const connect = { ...database.web, ...(await wire.open()) }
      const worker = await startWorker([jobOf('rest', async () => undefined)], connect, {
        db,
        config: readConfig({}),
        log: pino({ level: 'silent' }),
      })
      await until(() => wire.hasHeard, { what: 'the worker asks to listen', most: 10_000 })
      const stopped = worker.stop()
      await new Promise(setImmediate)
      wire.cut()
      await stopped
      await new Promise(setImmediate)
      assert.deepEqual(unheard, [])
    } finally {
      process.off('unhandledRejection', hear)
      wire.close()
    }
  })

  it('are given back once, and lent again', async () => {
    const pool = new WorkerPool({ ...database.web, max: 1 })
    const isBackTwice = await new Promise((resolve, reject) => {
      pool.connect((error, _client, release) => {
        if (error) return reject(error)
        release()
        release()
        resolve(true)
      })
    })
    assert.ok(isBackTwice)
    const client = await pool.connect()
    assert.deepEqual((await client.query('select 1 as one')).rows, [{ one: 1 }])
    client.release()
    await pool.end()
    const refused = await new Promise<Error | undefined>((resolve) => {
      pool.connect((error, _client, release) => {
        release()
        resolve(error)
      })
    })
    assert.match(String(refused), /after calling end/)
  })
})
