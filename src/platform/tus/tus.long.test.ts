import assert from 'node:assert/strict'
import { createHash, randomBytes } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { request } from 'node:http'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { after, before, describe, it } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { type TestHouse, testHouse, type Visitor } from '../../../test/house.ts'
import { until } from '../../../test/until.ts'
import { sql } from '../db/index.ts'
import { bytesOf, expireUploads, openUpload } from '../uploads/index.ts'
import { checksumIn, metadataIn } from './protocol.ts'

const PURPOSE = 'plan-evidence'
const inBase64 = (text: string) => Buffer.from(text).toString('base64')

describe('an upload in pieces', () => {
  let test: TestHouse
  let base: string
  let officer: Visitor
  let other: Visitor
  let personId: string
  before(async () => {
    test = await testHouse()
    base = await test.server.listen({ port: 0, host: '127.0.0.1' })
    officer = await test.visitor('Departmental Records Officer')
    other = await test.visitor('Executive committee member')
    personId = (await test.person('Departmental Records Officer')).id
  })
  after(() => test.close())

  const ask = (
    method: string,
    path: string,
    headers: Record<string, string> = {},
    body: Uint8Array<ArrayBuffer> | null = null,
    by: Visitor = officer,
  ) =>
    fetch(`${base}${path}`, {
      method,
      headers: { 'tus-resumable': '1.0.0', ...by.credentials, ...headers },
      body,
      redirect: 'manual',
    })
  const begin = async (size: number, name = 'a file.bin', by = officer) => {
    const reply = await ask(
      'POST',
      '/uploads',
      {
        'upload-length': String(size),
        'upload-metadata': `purpose ${inBase64(PURPOSE)},filename ${inBase64(name)}`,
      },
      null,
      by,
    )
    assert.equal(reply.status, 201, await reply.text())
    assert.equal(reply.headers.get('tus-resumable'), '1.0.0')
    assert.ok(reply.headers.get('upload-expires'))
    return reply.headers.get('location') ?? ''
  }
  const send = (
    place: string,
    from: number,
    bytes: Uint8Array<ArrayBuffer>,
    more: Record<string, string> = {},
    by = officer,
  ) =>
    ask(
      'PATCH',
      place,
      { 'upload-offset': String(from), 'content-type': 'application/offset+octet-stream', ...more },
      bytes,
      by,
    )
  const offset = async (place: string) => Number((await ask('HEAD', place)).headers.get('upload-offset'))
  const landing = () => ({ db: test.db, blobs: test.house.blobs, now: test.house.now() })
  const cameAs = async (place: string) =>
    buffer(bytesOf(landing(), await openUpload(landing(), place.split('/').at(-1) ?? '', personId)))
  const bytes = (size: number) => new Uint8Array(randomBytes(size))
  const sum = (algorithm: string, of: Uint8Array) => `${algorithm} ${createHash(algorithm).update(of).digest('base64')}`

  it('says what it can', async () => {
    const { status, headers } = await ask('OPTIONS', '/uploads')
    assert.equal(status, 204)
    assert.equal(headers.get('tus-version'), '1.0.0')
    assert.equal(headers.get('tus-extension'), 'creation,expiration,termination,checksum')
    assert.equal(headers.get('tus-checksum-algorithm'), 'sha1,sha256')
    assert.ok(Number(headers.get('tus-max-size')) >= 2_000_000_000)
    for (const [method, path] of [
      ['POST', '/uploads'],
      ['HEAD', '/uploads/x'],
      ['PATCH', '/uploads/x'],
      ['DELETE', '/uploads/x'],
    ] as const) {
      const reply = await ask(method, path, {
        'tus-resumable': '0.2.2',
        ...(method === 'PATCH' ? { 'content-type': 'application/offset+octet-stream' } : {}),
      })
      assert.deepEqual([reply.status, reply.headers.get('tus-version')], [412, '1.0.0'], method)
    }
  })

  it('says which content type it takes where another comes', async () => {
    const place = await begin(3)
    for (const type of [
      'application/octet-stream',
      'text/plain',
      'application/x-www-form-urlencoded',
      'application/json',
    ]) {
      const reply = await ask('PATCH', place, { 'upload-offset': '0', 'content-type': type }, bytes(3))
      assert.deepEqual([type, reply.status], [type, 415])
      assert.match(await reply.text(), /Send bytes as application\/offset\+octet-stream/)
    }
    assert.equal(await offset(place), 0)
  })

  it('comes whole, whatever its pieces, and lies sealed till then', async () => {
    const all = bytes(9_500_000)
    const place = await begin(all.length)
    for (const [from, to] of [
      [0, 1],
      [1, 5_000_000],
      [5_000_000, 5_000_000],
      [5_000_000, 9_500_000],
    ] as const) {
      const reply = await send(place, from, all.slice(from, to))
      assert.deepEqual([reply.status, reply.headers.get('upload-offset')], [204, String(to)])
    }
    assert.ok((await cameAs(place)).equals(all))
    const folder = join(test.house.config.data, 'blobs', 'uploads')
    const lying = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((one) => one.length > 40)
    assert.ok(lying.length >= 4)
    for (const name of lying)
      assert.equal(readFileSync(join(folder, name)).includes(Buffer.from(all.subarray(10, 60))), false)
    assert.equal((await ask('DELETE', place)).status, 204)
    assert.equal((await ask('HEAD', place)).status, 404)
    assert.deepEqual(
      readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((one) => one.length > 40),
      [],
    )
  })

  it('takes nothing from another place, nor more than was said, nor something else', async () => {
    const place = await begin(100)
    assert.equal((await send(place, 1, bytes(10))).status, 409)
    assert.equal((await send(place, 0, bytes(101))).status, 413)
    assert.equal(await offset(place), 0)
    assert.equal((await send(place, 0, bytes(10), { 'content-type': 'application/json' })).status >= 400, true)
    assert.equal((await send(place, 0, bytes(10), { 'upload-offset': '-1' })).status, 400)
    assert.equal((await send(place, 0, bytes(100))).status, 204)
    assert.equal((await send(place, 0, bytes(100))).status, 409)
  })

  it('is taken with its checksum or not at all', async () => {
    const place = await begin(6_000_000)
    const all = bytes(6_000_000)
    assert.equal((await send(place, 0, all, { 'upload-checksum': sum('sha256', bytes(10)) })).status, 460)
    assert.equal(await offset(place), 0)
    assert.equal((await send(place, 0, all, { 'upload-checksum': 'crc32 AAAA' })).status, 400)
    assert.equal(
      (await send(place, 0, all.slice(0, 10), { 'upload-checksum': sum('sha1', all.slice(0, 10)) })).status,
      204,
    )
    assert.equal(
      (await send(place, 10, all.slice(10), { 'upload-checksum': sum('sha256', all.slice(10)) })).status,
      204,
    )
    assert.ok((await cameAs(place)).equals(Buffer.from(all)))
  })

  it('keeps what has come when the line breaks, and goes on from there', async () => {
    const all = bytes(10_000_000)
    const place = await begin(all.length)
    await new Promise<void>((broke) => {
      const asked = request(`${base}${place}`, {
        method: 'PATCH',
        headers: {
          ...officer.credentials,
          'tus-resumable': '1.0.0',
          'upload-offset': '0',
          'content-type': 'application/offset+octet-stream',
          'content-length': String(all.length),
        },
      })
      asked.on('error', () => broke())
      asked.write(
        Buffer.from(all.slice(0, 6_000_000)),
        () => void pause(300).then(() => asked.destroy(new Error('cut'))),
      )
    })
    const from = 6_000_000
    await until(async () => (await offset(place)) === from, { what: 'all that was sent is kept', most: 10_000 })
    assert.equal((await send(place, from, all.slice(from))).status, 204)
    assert.ok((await cameAs(place)).equals(Buffer.from(all)))
  })

  it('of two requests at once takes one', async () => {
    const all = bytes(3_000_000)
    const place = await begin(all.length)
    const replies = await Promise.all([1, 2, 3].map(() => send(place, 0, all)))
    assert.deepEqual(
      replies.map(({ status }) => status).toSorted((a, b) => a - b),
      [204, 409, 409],
    )
    assert.ok((await cameAs(place)).equals(Buffer.from(all)))
  })

  it('belongs to its person: to others it looks like none', async () => {
    const place = await begin(10)
    const none = '/uploads/01a1fcf2-f643-7a3a-b1e7-9d4f44938249'
    for (const method of ['HEAD', 'DELETE']) {
      const [theirs, nothing] = await Promise.all([place, none].map((path) => ask(method, path, {}, null, other)))
      assert.deepEqual([theirs?.status, await theirs?.text()], [nothing?.status, await nothing?.text()])
      assert.equal(theirs?.status, 404)
    }
    const [theirs, nothing] = await Promise.all([place, none].map((path) => send(path, 0, bytes(10), {}, other)))
    assert.deepEqual([theirs?.status, await theirs?.text()], [404, await nothing?.text()])
    assert.equal(await offset(place), 0)
    const anonymous = await fetch(`${base}${place}`, {
      method: 'HEAD',
      headers: { 'tus-resumable': '1.0.0' },
      redirect: 'manual',
    })
    assert.equal(anonymous.status, 401)
  })

  it('begins only with a permission, a length within the limit, and the token of this installation', async () => {
    const metadata = { 'upload-metadata': `purpose ${inBase64(PURPOSE)}` }
    const tries: readonly (readonly [number, Record<string, string>, Visitor?])[] = [
      [413, { ...metadata, 'upload-length': '4000000001' }],
      [400, metadata],
      [400, { ...metadata, 'upload-length': 'ten' }],
      [403, { 'upload-metadata': `purpose ${inBase64('nothing')}`, 'upload-length': '1' }],
      [400, { 'upload-metadata': 'a b c', 'upload-length': '1' }],
      [400, { ...metadata, 'upload-length': '1', 'x-csrf-token': 'forged' }],
    ]
    for (const [status, headers] of tries)
      assert.equal((await ask('POST', '/uploads', headers)).status, status, JSON.stringify(headers))
    await test.db.run(
      sql`update people.role set permissions = array_remove(permissions, 'plans:read') where name = 'Executive committee member'`,
    )
    const refused = await ask('POST', '/uploads', { ...metadata, 'upload-length': '1' }, null, other)
    assert.equal(refused.status, 403)
  })

  it('ends by itself, with its pieces, and not before', async () => {
    const place = await begin(100)
    await send(place, 0, bytes(50))
    assert.equal((await expireUploads(landing())).uploads, 0)
    test.setNow('2026-11-22T09:00:01Z')
    const later = await test.visitor('Departmental Records Officer')
    assert.equal((await ask('HEAD', place, {}, null, later)).status, 404)
    assert.ok((await expireUploads(landing())).uploads > 0)
    const left: string[] = []
    for await (const { name } of test.house.blobs.depot.list('uploads')) left.push(name)
    assert.deepEqual(left, [])
    test.setNow('2026-11-21T09:00:00Z')
  })

  it('goes beside fifty others', async () => {
    const files = await Promise.all(
      Array.from({ length: 50 }, async () => {
        const all = bytes(500_000)
        const place = await begin(all.length)
        assert.equal((await send(place, 0, all.slice(0, 200_000))).status, 204)
        assert.equal((await send(place, 200_000, all.slice(200_000))).status, 204)
        return { all, place }
      }),
    )
    for (const { all, place } of files) assert.ok((await cameAs(place)).equals(Buffer.from(all)))
    const many = await Promise.all(
      Array.from({ length: 60 }, () =>
        ask('POST', '/uploads', { 'upload-length': '1', 'upload-metadata': `purpose ${inBase64(PURPOSE)}` }),
      ),
    )
    assert.ok(many.some(({ status }) => status === 429))
    await test.db.run(sql`delete from uploads.upload`)
  })
})

describe('headers of tus', () => {
  it('are read, or refused', () => {
    assert.deepEqual(
      [...metadataIn(`a ${inBase64('é')},b`)],
      [
        ['a', 'é'],
        ['b', ''],
      ],
    )
    assert.deepEqual([...metadataIn(undefined)], [])
    for (const wrong of ['a b c', 'é x', 'a !', 'a YQ==,a YQ=='])
      assert.throws(() => metadataIn(wrong), /cannot be read/)
    assert.equal(checksumIn(undefined), null)
    for (const wrong of ['md5 AA==', 'sha1 AA==', 'sha256']) assert.throws(() => checksumIn(wrong), /Upload-Checksum/)
  })
})
