import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { pino } from 'pino'
import { findPerson } from '#features/people/index.ts'
import { makeKey, type Person } from '#platform/access/index.ts'
import type { Act } from '#platform/audit/index.ts'
import { dayOf } from '#platform/calendar/index.ts'
import { readConfig } from '#platform/config.ts'
import { type Db, openPool, sql } from '#platform/db/index.ts'
import { addItem, type Register } from '#platform/register/index.ts'
import { buildServer } from '#platform/web/index.ts'
import { rooms } from '../src/house.ts'
import { type House, houseOver, openHouse } from '../src/open-house.ts'
import { type TestDatabase, testDatabase } from './cluster.ts'

const { routes } = rooms

/** A whole house on a database of its own, with a clock that stands still unless it is moved. */
export interface TestHouse {
  readonly house: House
  readonly db: Db
  readonly database: TestDatabase
  readonly server: FastifyInstance
  /** Moves the clock. */
  setNow(now: string): void
  person(name: string): Promise<Person>
  act(person?: Person): Act
  /** Adds something to a register, by the system or by somebody, and answers its id. Throws what its rules say against it. */
  add(register: Register, value: Parameters<typeof addItem>[3], by?: Person): Promise<string>
  /** Makes a key for programs of somebody, which holds until the end of 2026, and answers its token. */
  key(personId: string, permissions: readonly string[]): Promise<string>
  visitor(name?: string): Promise<Visitor>
  close(): Promise<void>
}

const USUAL_NOW = '2026-11-21T09:00:00Z'
const furnished = new Map<boolean, Promise<string>>()

/** A database with the example department in it, or without, furnished once and then copied: most tests begin with one. */
function furnishedDatabase(withExample: boolean): Promise<string> {
  const there = furnished.get(withExample) ?? furnish(withExample)
  furnished.set(withExample, there)
  return there
}

async function furnish(withExample: boolean): Promise<string> {
  const database = await testDatabase()
  const db = openPool({ ...database.web, max: 2 })
  const data = mkdtempSync(join(tmpdir(), 'muniment-test-'))
  const config = readConfig({ MUNIMENT_DATA: data, LOG_LEVEL: 'silent' })
  const now = () => new Date(USUAL_NOW)
  await openHouse({ config, db, withExample, say: () => undefined, now })
  await db.close()
  rmSync(data, { recursive: true, force: true })
  return database.name
}

export async function testHouse({
  withExample = true,
  now = USUAL_NOW,
  settings = {},
}: {
  withExample?: boolean
  now?: string
  /** What the environment sets beside the usual. */
  settings?: Readonly<Record<string, string>>
} = {}): Promise<TestHouse> {
  let clock = new Date(now)
  const isUsual = now === USUAL_NOW
  const database = await testDatabase(isUsual ? await furnishedDatabase(withExample) : undefined)
  const db = openPool({ ...database.web, max: 6 })
  const data = mkdtempSync(join(tmpdir(), 'muniment-test-'))
  const config = readConfig({ MUNIMENT_DATA: data, LOG_LEVEL: 'silent', ...settings })
  const own = { config, db, now: () => clock }
  const house = isUsual
    ? await houseOver({ ...own, isExample: withExample })
    : await openHouse({ ...own, withExample, say: () => undefined })
  const server = await buildServer(house, routes, pino({ level: 'silent' }))
  await server.ready()
  const test: TestHouse = {
    house,
    db,
    database,
    server,
    setNow: (moved) => {
      clock = new Date(moved)
    },
    async person(name) {
      const { id } = await db.one<{ id: string }>(sql`select id from people.person where name = ${name}`)
      const person = await findPerson(db, id, dayOf(clock))
      if (!person) throw new Error(`there is no ${name}`)
      return person
    },
    act: (person) => ({
      actor: person ? { kind: 'person', id: person.id, name: person.name } : { kind: 'system' },
      at: clock,
      requestId: null,
    }),
    key: (personId, permissions) =>
      db.transaction((tx) =>
        makeKey(tx, test.act(), { name: 'A test', personId, permissions, expiresOn: '2026-12-31' }),
      ),
    async add(register, value, by) {
      const saved = await addItem(db, test.act(by), register, value)
      if (!('id' in saved)) throw new Error(`${register.singular} was not added: ${JSON.stringify(saved)}`)
      return saved.id
    },
    visitor: async (name) => {
      const visitor = new Visitor(server)
      if (name) await visitor.signIn((await test.person(name)).id)
      return visitor
    },
    async close() {
      await server.close()
      await db.close()
      await database.drop()
      rmSync(data, { recursive: true, force: true })
    },
  }
  return test
}

interface Reply {
  readonly status: number
  readonly body: string
  readonly raw: Buffer
  readonly location: string | undefined
  readonly headers: Readonly<Record<string, unknown>>
}

/** Somebody with a browser's manners: keeps cookies, and sends the token that forms carry. */
export class Visitor {
  readonly #server: FastifyInstance
  readonly #cookies = new Map<string, string>()
  #token = ''

  constructor(server: FastifyInstance) {
    this.#server = server
  }

  async signIn(personId: string): Promise<void> {
    await this.get('/sign-in')
    const { status } = await this.post('/sign-in/example', { person: personId, next: '/' })
    if (status !== 303) throw new Error(`cannot sign in: ${status}`)
    await this.get('/account')
  }

  /** What a program sends in this person's name: their cookies, and the token against forgery. */
  get credentials(): { readonly cookie: string; readonly 'x-csrf-token': string } {
    return {
      cookie: [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; '),
      'x-csrf-token': this.#token,
    }
  }

  get(url: string, headers: Record<string, string> = {}): Promise<Reply> {
    return this.#ask({ method: 'GET', url, headers })
  }

  /** Says yes to what a page shows before it is done: sends its form, with what it was typed beside. */
  async agree(path: string): Promise<Reply> {
    const { body } = await this.get(path)
    return this.post(path, { seen: /name="seen" value="([^"]*)"/.exec(body)?.[1] ?? '' })
  }

  post(url: string, fields: Readonly<Record<string, string | readonly string[]>>): Promise<Reply> {
    const form = new URLSearchParams({ _csrf: this.#token })
    for (const [name, value] of Object.entries(fields))
      for (const one of typeof value === 'string' ? [value] : value) form.append(name, one)
    return this.#ask({
      method: 'POST',
      url,
      payload: form.toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    })
  }

  upload(
    url: string,
    file: { name: string; bytes: Uint8Array },
    fields: Readonly<Record<string, string>> = {},
  ): Promise<Reply> {
    const border = 'border-of-the-parts'
    const parts = Object.entries({ _csrf: this.#token, ...fields }).map(
      ([name, value]) => `--${border}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
    )
    const head = `${parts.join('')}--${border}\r\ncontent-disposition: form-data; name="file"; filename="${file.name}"\r\ncontent-type: application/octet-stream\r\n\r\n`
    const payload = Buffer.concat([Buffer.from(head), file.bytes, Buffer.from(`\r\n--${border}--\r\n`)])
    return this.#ask({
      method: 'POST',
      url,
      payload,
      headers: { 'content-type': `multipart/form-data; boundary=${border}` },
    })
  }

  async #ask(request: {
    method: 'GET' | 'POST'
    url: string
    payload?: string | Buffer
    headers: Record<string, string>
  }): Promise<Reply> {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const reply = await this.#server.inject({
      ...request,
      headers: { host: 'localhost', ...(cookie ? { cookie } : {}), ...request.headers },
    })
    for (const { name, value } of reply.cookies) {
      if (value) this.#cookies.set(name, value)
      else this.#cookies.delete(name)
    }
    this.#token = /name="_csrf" value="([^"]+)"/.exec(reply.body)?.[1] ?? this.#token
    return {
      status: reply.statusCode,
      body: reply.body,
      raw: reply.rawPayload,
      location: reply.headers.location,
      headers: reply.headers,
    }
  }
}
