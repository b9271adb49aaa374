import assert from 'node:assert/strict'
import { once } from 'node:events'
import { type ClientRequest, request } from 'node:http'
import { text } from 'node:stream/consumers'
import { after, before, describe, it } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { pino } from 'pino'
import { type TestHouse, testHouse, type Visitor } from '../../../test/house.ts'
import { until } from '../../../test/until.ts'
import { rooms } from '../../house.ts'
import { formIn, jsonIn } from './parsers.ts'
import { buildServer } from './server.ts'

const { routes } = rooms

const CHIEF = 'Departmental Records Officer'
const READER = 'Executive committee member'
const FORM = { 'content-type': 'application/x-www-form-urlencoded' }
const JSON_TYPE = { 'content-type': 'application/json' }
const PARTS = { 'content-type': 'multipart/form-data; boundary=b' }
const MB = 1_000_000
const field = (name: string, value: string) =>
  `--b\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`
const fileHead = '--b\r\ncontent-disposition: form-data; name="file"; filename="a.csv"\r\n\r\n'

type Headers = Readonly<Record<string, string>>
interface Told {
  readonly status: number
  readonly headers: Readonly<Record<string, unknown>>
  readonly body: string
}

/** Begins a request of which more may come. A body whose length is not said comes in chunks. */
function begin(base: string, path: string, headers: Headers, some: string): ClientRequest {
  const asked = request(`${base}${path}`, { method: 'POST', headers, agent: false })
  asked.on('error', () => undefined)
  asked.write(some)
  return asked
}

/** What is answered to it, whether or not the rest comes. */
async function told(asked: ClientRequest): Promise<Told> {
  const [reply] = await once(asked, 'response')
  const body = await text(reply)
  asked.destroy()
  return { status: reply.statusCode, headers: reply.headers, body }
}

describe('the body of a request', () => {
  let test: TestHouse
  let base: string
  let chief: Visitor
  let reader: Visitor
  let key: string
  before(async () => {
    test = await testHouse()
    base = await test.server.listen({ port: 0, host: '127.0.0.1' })
    chief = await test.visitor(CHIEF)
    reader = await test.visitor(READER)
    const officer = await test.person(CHIEF)
    key = await test.key(officer.id, ['people:read', 'people:change', 'accounts:administer'])
    await chief.get('/account')
    await reader.get('/account')
  })
  after(() => test.close())

  const half = (path: string, headers: Headers, some = 'x') => told(begin(base, path, headers, some))
  const whole = (path: string, headers: Headers, body: string) => {
    const asked = begin(base, path, headers, body)
    asked.end()
    return told(asked)
  }

  it('is not read of whoever may not send it: the answer comes before it', async () => {
    const anonymous = await half('/plans/import', PARTS, field('a', 'x'))
    assert.equal(anonymous.status, 303)
    assert.equal(anonymous.headers.location, '/sign-in')
    assert.equal((await half('/api/v1/people/units', JSON_TYPE, '[[[[')).status, 401)
    assert.equal((await half('/plans/import', { ...PARTS, ...reader.credentials }, field('a', 'x'))).status, 403)
    assert.equal((await half('/uploads', JSON_TYPE)).status, 303)
  })

  it('is not read where nothing is, whoever asks', async () => {
    for (const kind of [JSON_TYPE, FORM, PARTS]) {
      assert.equal((await half('/nothing/here', { ...kind, ...chief.credentials })).status, 404)
      assert.equal((await half('/api/v1/nothing', { ...kind, authorization: `Bearer ${key}` })).status, 404)
      assert.equal((await half('/health', kind)).status, 404)
    }
  })

  it('is of the kinds that a route takes, and no other is read', async () => {
    for (const by of [{}, chief.credentials]) {
      const parts = await half('/sign-in/example', { ...PARTS, ...by }, field('a', 'x'))
      assert.equal(parts.status, 400)
      assert.match(parts.body, /This form takes no file/)
    }
    assert.equal((await half('/sign-in/example', { 'content-type': 'text/plain' })).status, 400)
    assert.equal((await half('/sign-in/example', { 'content-type': 'application/offset+octet-stream' })).status, 400)
    const other = await half('/api/v1/people/units', { ...FORM, authorization: `Bearer ${key}` })
    assert.equal(other.status, 415)
    assert.equal(JSON.parse(other.body).title, 'Send JSON')
  })

  it('is as long as the route takes it, whether its length is announced or not', async () => {
    const cases: [string, Headers, number, RegExp][] = [
      ['/sign-in/example', FORM, 16_000, /longer than 16 kB/],
      ['/sign-in', FORM, 16_000, /longer than 16 kB/],
      ['/views', { ...FORM, ...chief.credentials }, MB, /longer than 1 MB/],
      ['/api/v1/people/units', { ...JSON_TYPE, authorization: `Bearer ${key}` }, 256_000, /longer than 256 kB/],
      ['/api/v1/people/feeds', { ...JSON_TYPE, authorization: `Bearer ${key}` }, 4 * MB, /longer than 4 MB/],
    ]
    for (const [path, headers, most, words] of cases) {
      const announced = await half(path, { ...headers, 'content-length': String(most + 1) })
      assert.equal(announced.status, 413, path)
      assert.match(announced.body, words)
      const chunked = await half(path, headers, 'x'.repeat(most + 1))
      assert.equal(chunked.status, 413, path)
      assert.match(chunked.body, words)
      assert.notEqual((await whole(path, headers, 'x'.repeat(most))).status, 413, path)
    }
  })

  it('has so many fields at most, where a form has no row for each of a long list', async () => {
    const many = Array.from({ length: 2_001 }, (_, index) => `n${index}`).join('&')
    const over = await whole('/views', { ...FORM, ...chief.credentials }, many)
    assert.equal(over.status, 413)
    assert.match(over.body, /more than 2,000 fields/)
    const campaign = '/assessments/campaigns/01a1fcf2-f643-7a3a-b1e7-9d4f44938249/units'
    assert.equal((await whole(campaign, { ...FORM, ...chief.credentials }, many)).status, 404)
    assert.deepEqual(
      { ...formIn('a=1&b=%zz&a=2&__proto__=x&c', 5) },
      JSON.parse('{"a":["1","2"],"b":"%zz","__proto__":"x","c":""}'),
    )
    assert.throws(() => formIn('a&b&c', 2), /more than 2 fields/)
  })

  it('of a form with a file has fields of 4 MB together, and its token before the file', async () => {
    const path = '/plans/import'
    const headers = { ...PARTS, cookie: chief.credentials.cookie }
    const token = field('_csrf', chief.credentials['x-csrf-token'])
    const long = 'x'.repeat(1_600_000)
    const sum = `${token}${['a', 'b', 'c'].map((name) => field(name, long)).join('')}--b--\r\n`
    const over = await whole(path, headers, sum)
    assert.equal(over.status, 413)
    assert.match(over.body, /longer than 4 MB/)
    assert.equal((await whole(path, headers, `${token}${field('a', 'x'.repeat(4 * MB + 1))}--b--\r\n`)).status, 413)
    const csv = 'Ref,Action\r\n1,Do it\r\n'
    const late = await whole(path, headers, `${fileHead}${csv}${token}--b--\r\n`)
    assert.equal(late.status, 400)
    assert.match(late.body, /expired or came from another site/)
    assert.equal((await whole(path, headers, `${token}${fileHead}${csv}--b--\r\n`)).status, 303)
    assert.equal((await whole(path, { ...headers, ...chief.credentials }, `${fileHead}${csv}--b--\r\n`)).status, 303)
  })

  it('as JSON is not deeper than can be meant, and names no prototype', async () => {
    const send = (body: string) => whole('/api/v1/people/units', { ...JSON_TYPE, authorization: `Bearer ${key}` }, body)
    for (const [body, title] of [
      ['['.repeat(100_000), 'The JSON is too deep'],
      ['{"name": ', 'What was sent is not JSON'],
      ['{"name": "X", "__proto__": {}}', 'What was sent has the name __proto__ in it'],
    ]) {
      const reply = await send(body ?? '')
      assert.equal(reply.status, 400)
      assert.equal(JSON.parse(reply.body).title, title)
    }
    assert.deepEqual(jsonIn(`{"a": "${'['.repeat(100)}\\"${'{'.repeat(100)}"}`), {
      a: `${'['.repeat(100)}"${'{'.repeat(100)}`,
    })
    assert.throws(() => jsonIn('[]'.repeat(2)), /is not JSON/)
    // Commas and brackets in words are no values.
    assert.deepEqual(jsonIn(`["${',[{'.repeat(50_000)}"]`), [',[{'.repeat(50_000)])
    for (const many of ['{},', '0,', '"a",', '[[0]],']) {
      const text = (values: number) => `[${many.repeat(values)}0]`
      assert.throws(() => jsonIn(text(120_000)), { status: 413, message: /more than 120,000 values/ })
      assert.ok(Array.isArray(jsonIn(text(30_000))))
    }
    const named = (names: number) =>
      `{${Array.from({ length: names }, (_, index) => `"n${index}": {"a": [1, 2], "b": 0}`).join()}}`
    assert.equal(Object.keys(jsonIn(named(1_000)) as object).length, 1_000)
    for (const text of [named(1_001), `[${named(1_001)}]`, `{"a": ${named(1_001)}}`])
      assert.throws(() => jsonIn(text), { status: 413, message: /more than 1,000 names/ })
    assert.ok(Array.isArray(jsonIn(`[${Array.from({ length: 5_000 }, () => '{"a": 1, "b": 2}').join()}]`)))
  })

  it('as JSON has objects that begin alike: of names that are all different no more than are read in one turn', () => {
    const listOf = (objects: number, each: number, nameOf: (index: number) => string) => {
      const one = (place: number) =>
        `{${Array.from({ length: each }, (_, index) => `"${nameOf(place * each + index)}" \n: "a,b"`).join()}}`
      return `[${Array.from({ length: objects }, (_, place) => one(place)).join()}]`
    }
    const all = (index: number) => `n${index}`
    for (const [objects, each] of [
      [119, 999],
      [11_900, 9],
      [39_000, 2],
      [5_001, 1],
    ] as const)
      assert.throws(() => jsonIn(listOf(objects, each, all)), { status: 413, message: /too many different names/ })
    assert.throws(() => jsonIn(`[${'{"a":'.repeat(40)}${'}'.repeat(40)}, ${listOf(5_000, 1, all)}]`), {
      status: 413,
      message: /too many different names/,
    })
    const orders = listOf(11_900, 9, (index) => `n${(index * 7919) % 101}`)
    assert.equal((jsonIn(orders) as object[]).length, 11_900)
    assert.throws(() => jsonIn(listOf(11_900, 9, (index) => `n${(index * index) % 997}`)), { status: 413 })
    assert.equal((jsonIn(listOf(5_000, 1, all)) as object[]).length, 5_000)
    assert.equal((jsonIn(listOf(17_000, 6, (index) => `n${index % 6}`)) as object[]).length, 17_000)
    // A word is no name, nor is one in a list, whatever follows in it.
    const words = `["${Array.from({ length: 9_000 }, (_, index) => `n${index}\\": 1`).join('","')}"]`
    assert.equal((jsonIn(words) as string[]).length, 9_000)
  })

  it('has rows that are objects, or is refused before they are looked into', async () => {
    const send = (rows: unknown) =>
      whole('/api/v1/people/units/import', { ...JSON_TYPE, authorization: `Bearer ${key}` }, JSON.stringify({ rows }))
    for (const rows of [['x'.repeat(3_900_000)], [['a']], [7], [null], [{ name: 'A', kind: 'team' }, 'x']]) {
      const started = process.threadCpuUsage()
      const { status, body } = await send(rows)
      assert.equal(status, 400, body)
      assert.match(body, /does not give the same fields as row 1/)
      const { user } = process.threadCpuUsage(started)
      assert.ok(user < 1_000_000, `${user / 1000} ms`)
    }
  })

  it('of one person is in memory a few at once, and the others’ are still taken', async () => {
    const headers = { ...PARTS, ...chief.credentials, 'content-length': String(25 * MB) }
    const path = '/plans/import'
    const open = Array.from({ length: 6 }, () => begin(base, path, headers, field('a', 'x')))
    try {
      // Whoever is let in hears nothing until all has come; the others are told at once.
      const refused: Told[] = []
      const enough = Promise.withResolvers<void>()
      for (const asked of open)
        told(asked).then(
          (answer) => refused.push(answer) === 2 && enough.resolve(),
          () => undefined,
        )
      await enough.promise
      for (const { status, headers: said, body } of refused) {
        assert.equal(status, 429)
        assert.ok(Number(said['retry-after']) > 0)
        assert.match(body, /You send too much at once[\s\S]*Wait until some of it has come/)
      }
      assert.equal(refused.length, 2)
      const owner = await test.visitor('Head of KIM')
      await owner.get('/plans/import')
      const theirs = await owner.upload(path, { name: 'a.csv', bytes: Buffer.from('Ref,Action\n1,Do it\n') })
      assert.equal(theirs.status, 303)
    } finally {
      for (const one of open) one.destroy()
    }
    for (;;) {
      const again = await chief.upload(path, { name: 'a.csv', bytes: Buffer.from('Ref,Action\n1,Do it\n') })
      if (again.status === 303) break
      assert.equal(again.status, 429)
    }
  })

  it('of those who are not signed in keeps nobody out: the slowest line gives way, and those signed in are counted apart', async () => {
    const slow = { ...FORM, 'content-length': '16000' }
    const open = Array.from({ length: 540 }, () => begin(base, '/sign-in/example', slow, 'x'))
    const gone: number[] = []
    for (const asked of open) asked.on('response', ({ statusCode }) => gone.push(statusCode ?? 0))
    try {
      await until(() => gone.length >= 8)
      // Lines give way, and nobody is told to come again later.
      assert.deepEqual([...new Set(gone)], [408])
      for (const path of ['/sign-in/example', '/sign-in']) assert.equal((await whole(path, FORM, 'a=b')).status, 400)
      const theirs = await chief.post('/views', {})
      assert.ok(![408, 429, 503].includes(theirs.status), String(theirs.status))
    } finally {
      for (const asked of open) asked.destroy()
    }
  })

  it('does not count as a try to sign in before it has come', async () => {
    const open = Array.from({ length: 40 }, () => begin(base, '/sign-in', { ...FORM, 'content-length': '100' }, 'x'))
    const statuses: number[] = []
    for (const asked of open) asked.on('response', ({ statusCode }) => statuses.push(statusCode ?? 0))
    try {
      assert.notEqual((await whole('/sign-in', FORM, 'a=b')).status, 429)
      assert.deepEqual(statuses, [])
    } finally {
      for (const asked of open) asked.destroy()
    }
  })
})

describe('a body that does not come', () => {
  let test: TestHouse
  let server: FastifyInstance
  let base: string
  let chief: Visitor
  before(async () => {
    test = await testHouse()
    const patience = { silence: 200, whole: 600, document: 900 }
    server = await buildServer(test.house, routes, pino({ level: 'silent' }), patience)
    base = await server.listen({ port: 0, host: '127.0.0.1' })
    chief = await test.visitor(CHIEF)
    await chief.get('/account')
  })
  after(async () => {
    await server.close()
    await test.close()
  })

  /** How many milliseconds a line stays open on which a byte comes so often, and the status that it ends with. */
  const lasting = async (path: string, headers: Headers, some: string, every: number | null, at = base) => {
    const begun = performance.now()
    const asked = begin(at, path, headers, some)
    const statuses: number[] = []
    asked.on('response', (reply) => {
      statuses.push(reply.statusCode ?? 0)
      reply.resume()
      reply.on('error', () => undefined)
    })
    const dripping = every === null ? undefined : setInterval(() => asked.write('x'), every)
    const [socket] = await once(asked, 'socket')
    if (!socket.destroyed) await new Promise((resolve) => socket.once('close', resolve))
    clearInterval(dripping)
    return { milliseconds: performance.now() - begun, status: statuses[0] ?? null }
  }

  it('is waited for no longer: neither where nothing comes nor where it drips', async () => {
    const form = { ...FORM, ...chief.credentials, 'content-length': '1000' }
    const dripping = await lasting('/views', form, 'x', 20)
    assert.equal(dripping.status, 408)
    assert.ok(dripping.milliseconds >= 600, String(dripping.milliseconds))
    const open = await lasting('/sign-in/example', { ...FORM, 'content-length': '1000' }, 'x', 20)
    assert.equal(open.status, 408)
  })

  it('of somebody who is not signed in is waited for a short while only, also where it is refused', async () => {
    const patience = { silence: 5_000, whole: 20_000, document: 20_000, stranger: 300 }
    const hasty = await buildServer(test.house, routes, pino({ level: 'silent' }), patience)
    const at = await hasty.listen({ port: 0, host: '127.0.0.1' })
    try {
      const form = { ...FORM, 'content-length': '1000' }
      const asked = ['/sign-in/example', '/views', '/nothing/here'].map((path) => lasting(path, form, 'x', 20, at))
      const ended = await Promise.all(asked)
      assert.deepEqual(
        ended.map(({ status }) => status),
        [408, 303, 404],
      )
      for (const { milliseconds } of ended) assert.ok(milliseconds < 5_000, String(milliseconds))
      // Whoever is signed in is waited for as long as before.
      const theirs = begin(at, '/views', { ...form, ...chief.credentials }, 'x')
      const finished = begin(at, '/sign-in/example', form, 'x')
      assert.equal((await told(finished)).status, 408)
      theirs.end('y'.repeat(999))
      assert.notEqual((await told(theirs)).status, 408)
    } finally {
      await hasty.close()
    }
  })

  it('of a form with a document may take longer, and not for ever', async () => {
    const parts = { ...PARTS, ...chief.credentials }
    const { milliseconds } = await lasting('/plans/import', parts, `${fileHead}x`, 20)
    assert.ok(milliseconds >= 900, String(milliseconds))
  })

  it('is given up after a silence, with a document or without one, and not only when the whole has taken too long', async () => {
    // Far apart, so that a busy machine does not take one for the other.
    const patience = { silence: 200, whole: 60_000, document: 60_000 }
    const steady = await buildServer(test.house, routes, pino({ level: 'silent' }), patience)
    const at = await steady.listen({ port: 0, host: '127.0.0.1' })
    try {
      const form = { ...FORM, ...chief.credentials, 'content-length': '1000' }
      const silent = await lasting('/views', form, 'x', null, at)
      assert.equal(silent.status, 408)
      const withDocument = await lasting('/plans/import', { ...PARTS, ...chief.credentials }, `${fileHead}x`, null, at)
      for (const { milliseconds } of [silent, withDocument]) assert.ok(milliseconds < 30_000, String(milliseconds))
    } finally {
      await steady.close()
    }
  })

  it('is not waited for after its answer either', async () => {
    for (const every of [null, 20]) {
      const refused = await lasting('/nothing/here', JSON_TYPE, '[', every)
      assert.equal(refused.status, 404)
    }
  })
})
