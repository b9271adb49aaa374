import assert from 'node:assert/strict'
import { createHash, randomBytes } from 'node:crypto'
import { Readable } from 'node:stream'
import { after, before, describe, it } from 'node:test'
import { agreements } from '#features/assets/registers.ts'
import { makeKey } from '#platform/access/index.ts'
import { sql } from '#platform/db/index.ts'
import { type TestHouse, testHouse } from '../../../test/house.ts'

describe('files of registers for programs', () => {
  let test: TestHouse
  let writing: string
  let reading: string
  before(async () => {
    test = await testHouse()
    const { id: personId } = await test.person('Departmental Records Officer')
    const key = (permissions: readonly string[]) =>
      test.db.transaction((tx) =>
        makeKey(tx, test.act(), { name: 'programs', personId, permissions, expiresOn: '2027-01-31' }),
      )
    writing = await key(['assets:read', 'assets:change'])
    reading = await key(['assets:read'])
  })
  after(() => test.close())

  const call = (
    method: 'GET' | 'PUT' | 'DELETE' | 'POST',
    url: string,
    {
      token = writing,
      bytes,
      type = 'application/octet-stream',
    }: { token?: string; bytes?: Buffer | Readable; type?: string } = {},
  ) =>
    test.server.inject({
      method,
      url: `/api/v1${url}`,
      headers: { host: 'localhost', authorization: `Bearer ${token}`, ...(bytes ? { 'content-type': type } : {}) },
      ...(bytes ? { payload: bytes } : {}),
    })
  let made = 0
  const agreement = async () => {
    made += 1
    const id = await test.add(agreements, { partner: `Partner ${made}`, purpose: 'Files', kind: 'law' })
    return { id, path: `/assets/agreements/${id}`, file: `/assets/agreements/${id}/files/document` }
  }
  const documentOf = async (path: string) => (await call('GET', path)).json<{ document: unknown }>().document
  const uploads = async () => (await test.db.one<{ n: number }>(sql`select count(*) as n from uploads.upload`)).n

  it('are put, read, replaced and removed, each told in the history', async () => {
    const { id, path, file } = await agreement()
    assert.equal((await call('GET', file)).statusCode, 404)
    const first = randomBytes(9_000_000)
    const put = await call('PUT', `${file}?name=Signed%20%C3%A4.pdf`, { bytes: Readable.from([first]) })
    assert.equal(put.statusCode, 200, put.body)
    const digest = createHash('sha256').update(first).digest('hex')
    assert.deepEqual(put.json<{ document: unknown }>().document, {
      name: 'Signed ä.pdf',
      size: first.length,
      digest,
      href: `/api/v1${file}`,
    })
    const got = await call('GET', file, { token: reading })
    assert.ok(got.rawPayload.equals(first))
    assert.match(String(got.headers['content-disposition']), /^attachment; filename\*=UTF-8''Signed%20%C3%A4\.pdf$/)
    assert.equal(got.headers['content-type'], 'application/octet-stream')
    const second = Buffer.from('another')
    assert.equal((await call('PUT', `${file}?name=B.txt&version=2`, { bytes: second })).statusCode, 200)
    assert.ok((await call('GET', file)).rawPayload.equals(second))
    assert.equal((await call('PUT', `${file}?name=C.txt&version=2`, { bytes: second })).statusCode, 409)
    assert.equal((await call('DELETE', `${file}?version=2`)).statusCode, 409)
    assert.equal((await call('DELETE', file)).statusCode, 200)
    assert.equal(await documentOf(path), null)
    assert.equal((await call('DELETE', file)).statusCode, 404)
    assert.equal(await uploads(), 0, 'no upload is left')
    const lines = await test.db.many<{ to: string }>(sql`
      select fields -> 'document' ->> 1 as to from register.change where item_id = ${id} and what = 'changed' order by id`)
    assert.deepEqual(
      lines.map(({ to }) => to.replace(/ \(.*/, '')),
      ['Signed ä.pdf', 'B.txt', ''],
    )
  })

  it('are refused without a name, empty, too long, of another kind, or of a field that takes none', async () => {
    const { path, file } = await agreement()
    const bytes = Buffer.from('x')
    const cases = [
      [await call('PUT', file, { bytes }), 400, /what the file is called/],
      [await call('PUT', `${file}?name=${'x'.repeat(256)}`, { bytes }), 400, /name of the file is too long/],
      [await call('PUT', `${file}?name=x&version=one`, { bytes }), 400, /whole number/],
      [await call('PUT', `${file}?name=x`), 400, /empty/],
      [
        await call('PUT', `${file}?name=x`, { bytes: Buffer.from('{}'), type: 'application/json' }),
        415,
        /octet-stream|bytes of the file/,
      ],
      [await call('PUT', `${path}/files/partner?name=x`, { bytes }), 404, /Cannot find/],
      [await call('PUT', `/assets/boxes/${path.slice(-36)}/files/document?name=x`, { bytes }), 404, /Cannot find/],
      [await call('POST', '/assets/agreements', { bytes }), 415, /Send JSON/],
      [await call('PUT', `${file}?name=x`, { bytes, token: reading }), 403, /permission/],
      [await call('DELETE', file, { token: reading }), 403, /permission/],
      [await call('GET', file, { token: 'muniment_nothing' }), 401, /Sign in/],
    ] as const
    for (const [reply, status, words] of cases) {
      assert.equal(reply.statusCode, status, reply.body)
      assert.match(reply.body, words)
    }
    assert.equal(await documentOf(path), null)
    assert.equal(await uploads(), 0)
  })

  it('are bounded by the bytes that come, whatever was announced', async () => {
    const { path, file } = await agreement()
    const part = Buffer.alloc(1_000_000, 'x')
    let sent = 0
    const long = Readable.from(
      (function* parts() {
        for (; sent < 200; sent += 1) yield part
      })(),
    )
    const announced = await call('PUT', `${file}?name=long`, { bytes: Buffer.alloc(100_000_001) })
    assert.equal(announced.statusCode, 413, announced.body)
    // Whoever sends more than they said is cut off in the middle: their line may break before they read the answer.
    const status = await call('PUT', `${file}?name=long`, { bytes: long }).then(
      ({ statusCode }) => statusCode,
      () => 413,
    )
    assert.equal(status, 413)
    assert.ok(sent < 150, `${sent} MB were read of a file that may have 100`)
    assert.equal(await documentOf(path), null)
    assert.equal(await uploads(), 0)
  })

  it('are in the document of the API', async () => {
    const reply = await test.server.inject({ method: 'GET', url: '/api/openapi.json', headers: { host: 'localhost' } })
    const { paths } = reply.json<{ paths: Record<string, Record<string, unknown>> }>()
    const of = paths['/api/v1/assets/agreements/{id}/files/{column}'] ?? {}
    assert.deepEqual(Object.keys(of).toSorted(), ['delete', 'get', 'put'])
    const bytes = /"content":\{"application\/octet-stream"/
    assert.match(JSON.stringify(of.put), /"requestBody":\{"required":true,"content":\{"application\/octet-stream"/)
    assert.match(JSON.stringify(of.get), bytes)
    assert.match(JSON.stringify(of.put), /"name":"name","in":"query"/)
  })
})
