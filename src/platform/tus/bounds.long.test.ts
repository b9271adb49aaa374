import assert from 'node:assert/strict'
import { randomBytes, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { type ClientRequest, request } from 'node:http'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { after, afterEach, before, describe, it } from 'node:test'
import { type TestHouse, testHouse, type Visitor } from '../../../test/house.ts'
import { sql } from '../db/index.ts'
import { NoRoom } from '../errors.ts'
import { beginUpload, bytesOf, openUpload, receive } from '../uploads/index.ts'
import { hold } from '../uploads/store.ts'

const CHIEF = 'Departmental Records Officer'
const OWNER = 'KIM Champion, Digital and Technology'
const READER = 'Executive committee member'
const FORM = 'application/offset+octet-stream'
const inBase64 = (text: string) => Buffer.from(text).toString('base64')
const bytes = (size: number) => new Uint8Array(randomBytes(size))

/** A house that takes little. */
const SETTINGS = { MUNIMENT_UPLOADS_OF_ONE: '12 MB', MUNIMENT_UPLOADS_OF_ALL: '15 MB', MUNIMENT_KEEP_FREE: '1 MB' }

describe('what uploads may take', () => {
  let test: TestHouse
  let base: string
  let chief: Visitor
  let owner: Visitor
  let reader: Visitor
  let claim: string
  before(async () => {
    test = await testHouse({ settings: SETTINGS })
    base = await test.server.listen({ port: 0, host: '127.0.0.1' })
    chief = await test.visitor(CHIEF)
    owner = await test.visitor(OWNER)
    reader = await test.visitor(READER)
    const found = await test.db.one<{ id: string }>(sql`
      select c.id from plans.claim c join plans.action a on a.id = c.action_id where a.ref = '1.4' and c.by_person_id is not null`)
    claim = found.id
  })
  after(() => test.close())
  afterEach(async () => {
    await test.db.run(sql`delete from uploads.upload`)
    for (const name of await lying()) await test.house.blobs.depot.remove(name)
  })

  const ask = (
    method: string,
    path: string,
    by: Visitor,
    headers: Record<string, string> = {},
    body?: Uint8Array<ArrayBuffer>,
  ) =>
    fetch(`${base}${path}`, {
      method,
      headers: { 'tus-resumable': '1.0.0', ...by.credentials, ...headers },
      body: body ?? null,
      redirect: 'manual',
    })
  const begin = (size: number, by = chief, more = '') =>
    ask('POST', '/uploads', by, {
      'upload-length': String(size),
      'upload-metadata': `purpose ${inBase64('plan-evidence')},filename ${inBase64('a.bin')}${more}`,
    })
  const begun = async (size: number, by = chief, more = '') => {
    const reply = await begin(size, by, more)
    assert.equal(reply.status, 201, await reply.text())
    return reply.headers.get('location') ?? ''
  }
  const send = (place: string, from: number, body: Uint8Array<ArrayBuffer>, by = chief) =>
    ask('PATCH', place, by, { 'upload-offset': String(from), 'content-type': FORM }, body)
  const offset = async (place: string) => Number((await ask('HEAD', place, chief)).headers.get('upload-offset'))
  const lying = async () => {
    const names: string[] = []
    for await (const { name } of test.house.blobs.depot.list('uploads')) names.push(name)
    return names
  }
  const landing = () => ({ db: test.db, blobs: test.house.blobs, config: test.house.config, now: test.house.now() })
  /** A request of which only some bytes have come. */
  const half = (place: string, from: number, some: Uint8Array, length = 5_000_000, by = chief): ClientRequest => {
    const asked = request(`${base}${place}`, {
      method: 'PATCH',
      headers: {
        ...by.credentials,
        'tus-resumable': '1.0.0',
        'upload-offset': String(from),
        'content-type': FORM,
        'content-length': String(length),
      },
    })
    asked.on('error', () => undefined)
    asked.write(some)
    return asked
  }
  const heldBy = async (count: number) => {
    for (;;) {
      const { held } = await test.db.one<{ held: number }>(
        sql`select count(*) as held from uploads.upload where held_until is not null`,
      )
      if (held === count) return
    }
  }

  it('is so many bytes of one person, and of everybody, by what was announced', async () => {
    await begun(8_000_000)
    const second = await begin(8_000_000)
    assert.equal(second.status, 507)
    assert.equal(second.headers.get('content-type')?.split(';')[0], 'application/problem+json')
    const { title, detail } = (await second.json()) as Record<string, string>
    assert.match(title ?? '', /^Your unfinished uploads would take more than 12 MB together$/)
    assert.match(detail ?? '', /Finish some of the others/)
    const theirs = `,for ${inBase64(claim)}`
    await begun(6_000_000, owner, theirs)
    const all = await begin(2_000_000, owner, theirs)
    assert.equal(all.status, 507)
    assert.match(await all.text(), /uploads of everybody would take more than 15 MB/)
  })

  it('is bounded for a file that comes with its form as well, in words on a page', async () => {
    await owner.get('/account')
    const file = { name: 'long.bin', bytes: Buffer.alloc(13_000_000) }
    const reply = await owner.upload(`/plans/claims/${claim}/evidence`, file, { audience: 'parties' })
    assert.equal(reply.status, 507)
    assert.match(reply.body, /Your unfinished uploads would take more than 12 MB together/)
    assert.deepEqual(await lying(), [])
    assert.deepEqual(await test.db.many(sql`select id from uploads.upload`), [])
  })

  it('is bounded as it comes where nobody said how long it is', async () => {
    const { id } = await test.person(CHIEF)
    const purpose = { name: 'plan-evidence', most: 100_000_000 }
    const upload = await beginUpload(landing(), id, purpose, { name: 'x', size: null, subject: null })
    await assert.rejects(
      receive(landing(), upload, 0, Readable.from([bytes(13_000_000)]), { most: 100_000_000 }),
      NoRoom,
    )
    assert.equal((await openUpload(landing(), upload.id, id)).received <= 12_000_000, true)
  })

  it('leaves room on the disk: asked before each piece, and said in words', async () => {
    const { depot } = test.house.blobs
    const room = depot.room.bind(depot)
    const place = await begun(6_000_000)
    try {
      const left = [5_500_000, 2_000_000]
      depot.room = async () => left.shift() ?? 5_500_000
      const reply = await send(place, 0, bytes(6_000_000))
      assert.equal(reply.status, 507)
      assert.match(await reply.text(), /There is no room for this file.*Muniment keeps 1 MB free/)
      assert.equal(await offset(place), 4 * 1024 * 1024, 'the first piece leaves a million and more, the second less')
      assert.equal((await lying()).length, 1)
      assert.equal((await begin(5_000_000, owner, `,for ${inBase64(claim)}`)).status, 507)
    } finally {
      depot.room = room
    }
    assert.equal((await send(place, 4 * 1024 * 1024, bytes(6_000_000 - 4 * 1024 * 1024))).status, 204)
  })

  it('is refused in words where the disk says that it is full', async () => {
    const full = async function* () {
      yield bytes(10)
      throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' })
    }
    const name = async () => ({ name: 'uploads/x/y', how: 'new' as const })
    await assert.rejects(test.house.blobs.depot.put(full(), name), NoRoom)
    assert.deepEqual(await lying(), [])
    assert.ok(Number(await test.house.blobs.depot.room()) > 1_000_000)
  })

  it('ends a week after it was begun, whatever still comes', async () => {
    const { id } = await test.person(CHIEF)
    const purpose = { name: 'plan-evidence', most: 100 }
    const start = test.house.now().getTime()
    const at = (hours: number) => ({ ...landing(), now: new Date(start + hours * 3_600_000) })
    const upload = await beginUpload(at(0), id, purpose, { name: 'x', size: 100, subject: null })
    for (let turn = 0; turn <= 8; turn++) {
      const now = await openUpload(at(turn * 20), upload.id, id)
      await receive(at(turn * 20), now, turn, Readable.from([bytes(1)]), { most: 100 })
    }
    assert.equal((await openUpload(at(160), upload.id, id)).expiresAt.getTime(), start + 7 * 24 * 3_600_000)
    await assert.rejects(openUpload(at(7 * 24), upload.id, id), /no such upload/)
  })

  it('is asked of the claim before a byte is kept', async () => {
    const named = `,for ${inBase64(claim)}`
    assert.equal((await begin(10, reader, named)).status, 403)
    assert.equal((await begin(10, reader)).status, 403)
    assert.equal((await begin(10, owner)).status, 403, 'an owner names the claim')
    assert.equal((await begin(10, owner, `,for ${inBase64(randomUUID())}`)).status, 404)
    const answers = `purpose ${inBase64('answer-evidence')}`
    const nothing = await ask('POST', '/uploads', reader, { 'upload-length': '1', 'upload-metadata': answers })
    assert.equal(nothing.status, 400)
    const gone = { 'upload-length': '1', 'upload-metadata': `${answers},for ${inBase64(`${randomUUID()}/A1`)}` }
    assert.equal((await ask('POST', '/uploads', chief, gone)).status, 404)
    await reader.get('/account')
    const file = { name: 'long.bin', bytes: Buffer.alloc(6_000_000) }
    const { depot } = test.house.blobs
    const put = depot.put.bind(depot)
    let puts = 0
    depot.put = (...given) => {
      puts += 1
      return put(...given)
    }
    try {
      assert.equal((await reader.upload(`/plans/claims/${claim}/evidence`, file, { audience: 'parties' })).status, 403)
    } finally {
      depot.put = put
    }
    assert.equal(puts, 0)
    assert.deepEqual(await test.db.many(sql`select id from uploads.upload`), [])
  })

  it('is for what it was sent for, and is given up where it may not be added after all', async () => {
    const { id: other } = await test.db.one<{ id: string }>(
      sql`select id from plans.claim where id <> ${claim} order by id limit 1`,
    )
    const place = await begun(3, chief, `,for ${inBase64(claim)}`)
    assert.equal((await send(place, 0, bytes(3))).status, 204)
    const form = { upload: place.split('/').at(-1) ?? '', audience: 'parties' }
    await chief.get('/account')
    await test.db.run(sql`update uploads.upload set subject = ${other}`)
    const elsewhere = await chief.post(`/plans/claims/${claim}/evidence`, form)
    assert.equal(elsewhere.status, 400)
    assert.equal((await lying()).length, 1)
    await test.db.run(sql`update uploads.upload set subject = ${claim}`)
    const { roles } = await test.db.one<{ roles: string[] }>(
      sql`select array(select id from people.role where 'plans:change' = any (permissions)) as roles`,
    )
    await test.db.run(sql`update people.role set permissions = array_remove(permissions, 'plans:change')`)
    try {
      assert.equal((await send(place, 3, bytes(1))).status, 403)
      assert.equal((await chief.post(`/plans/claims/${claim}/evidence`, form)).status, 403)
    } finally {
      await test.db.run(
        sql`update people.role set permissions = permissions || 'plans:change'::text where id = any (${roles}::uuid[])`,
      )
    }
    assert.deepEqual(await test.db.many(sql`select id from uploads.upload`), [])
    assert.deepEqual(await lying(), [])
  })

  it('is sent by one request at a time, and the others hear so before their bytes are read', async () => {
    const all = bytes(5_000_000)
    const place = await begun(all.length)
    const first = half(place, 0, all.subarray(0, 300_000))
    await heldBy(1)
    const second = half(place, 0, all.subarray(0, 10))
    const [reply] = await once(second, 'response')
    assert.equal(reply.statusCode, 409)
    assert.match((await buffer(reply)).toString(), /Another request is sending this upload/)
    second.destroy()
    first.end(all.subarray(300_000))
    const [done] = await once(first, 'response')
    assert.equal(done.statusCode, 204)
    await heldBy(0)
    const { id } = await test.person(CHIEF)
    const came = await openUpload(landing(), place.split('/').at(-1) ?? '', id)
    assert.ok((await buffer(bytesOf(landing(), came))).equals(Buffer.from(all)))
  })

  it('is held across processes, until whoever held it is gone', async () => {
    const place = await begun(10)
    const id = place.split('/').at(-1) ?? ''
    assert.equal(await hold(test.db, id, randomUUID()), 0)
    assert.equal(await hold(test.db, id, randomUUID()), null)
    assert.equal((await send(place, 0, bytes(10))).status, 409)
    await test.db.run(sql`update uploads.upload set held_until = clock_timestamp() - interval '1 second'`)
    assert.equal((await send(place, 0, bytes(10))).status, 204)
  })

  it('takes nothing more of a request that lost its hold', async () => {
    const { id } = await test.person(CHIEF)
    const purpose = { name: 'plan-evidence', most: 100 }
    const upload = await beginUpload(landing(), id, purpose, { name: 'x', size: 20, subject: null })
    const slow = async function* () {
      yield bytes(10)
      await test.db.run(sql`update uploads.upload set held_by = ${randomUUID()}`)
      yield bytes(10)
    }
    await assert.rejects(receive(landing(), upload, 0, slow(), { most: 100 }), /gone on meanwhile/)
    assert.equal((await openUpload(landing(), upload.id, id)).received, 0)
    assert.deepEqual(await lying(), [])
  })

  it('with a checksum takes nothing more once it was given up, and nothing of it lies there', async () => {
    const { id } = await test.person(CHIEF)
    const purpose = { name: 'plan-evidence', most: 12_000_000 }
    const upload = await beginUpload(landing(), id, purpose, { name: 'x', size: 12_000_000, subject: null })
    const checksum = { algorithm: 'sha256', digest: Buffer.alloc(32) } as const
    const slow = async function* () {
      yield bytes(5_000_000)
      assert.equal((await ask('DELETE', `/uploads/${upload.id}`, chief)).status, 204)
      yield bytes(5_000_000)
      assert.fail('more was taken')
    }
    await assert.rejects(receive(landing(), upload, 0, slow(), { most: purpose.most, checksum }), /gone on meanwhile/)
    assert.deepEqual(await lying(), [])
  })

  it('that was given up ends the line on which it comes', async () => {
    const { id } = await test.person(CHIEF)
    const purpose = { name: 'plan-evidence', most: 100 }
    const upload = await beginUpload(landing(), id, purpose, { name: 'x', size: 100, subject: null })
    const line = new Readable({ read: () => undefined })
    line.push(bytes(10))
    const checksum = { algorithm: 'sha256', digest: Buffer.alloc(32) } as const
    const receiving = receive(landing(), upload, 0, line, { most: 100, checksum, beat: 10 })
    const ended = assert.rejects(receiving, /gone on meanwhile/)
    await heldBy(1)
    assert.equal((await ask('DELETE', `/uploads/${upload.id}`, chief)).status, 204)
    await ended
    assert.equal(line.destroyed, true)
    assert.deepEqual(await lying(), [])
  })

  it('is given up where its form fails for another reason, and no page shows it again', async () => {
    const { depot } = test.house.blobs
    const room = depot.room.bind(depot)
    await owner.get('/account')
    const free = [9_000_000, 9_000_000]
    depot.room = async () => free.shift() ?? 0
    try {
      const file = { name: 'a.bin', bytes: Buffer.alloc(1_000) }
      const reply = await owner.upload(`/plans/claims/${claim}/evidence`, file, { audience: 'parties' })
      assert.equal(reply.status, 507)
      assert.match(reply.body, /There is no room for this file/)
    } finally {
      depot.room = room
    }
    assert.deepEqual(await test.db.many(sql`select id from uploads.upload`), [])
    assert.deepEqual(await lying(), [])
  })

  it('of one person come a few at once; the others wait, and other people’s do not', async () => {
    const places = await Promise.all(Array.from({ length: 5 }, () => begun(1_000)))
    const open = places.slice(0, 4).map((place) => half(place, 0, bytes(10), 1_000))
    await heldBy(4)
    const fifth = half(places[4] ?? '', 0, bytes(1_000), 1_000)
    const answered: number[] = []
    fifth.on('response', ({ statusCode }) => answered.push(statusCode ?? 0))
    await heldBy(5)
    const theirs = await begun(10, owner, `,for ${inBase64(claim)}`)
    assert.equal((await send(theirs, 0, bytes(10), owner)).status, 204)
    assert.deepEqual(answered, [])
    for (const one of open) one.destroy()
    if (answered.length === 0) await once(fifth, 'response')
    assert.deepEqual(answered, [204])
    await heldBy(0)
  })

  it('lets go of a line on which nothing comes any more, and keeps what came', async () => {
    const { id } = await test.person(CHIEF)
    const upload = await beginUpload(
      landing(),
      id,
      { name: 'plan-evidence', most: 100 },
      { name: 'x', size: 100, subject: null },
    )
    const line = new Readable({ read: () => undefined })
    line.push(bytes(10))
    await assert.rejects(receive(landing(), upload, 0, line, { most: 100, silence: 20 }), /broke off/)
    assert.equal(line.destroyed, true)
    assert.equal((await openUpload(landing(), upload.id, id)).received, 10)
    await heldBy(0)
  })

  it('joins small pieces, so that requests of one byte make no crowd of files', async () => {
    const all = bytes(600_030)
    const place = await begun(all.length)
    for (let from = 0; from < 30; from++) assert.equal((await send(place, from, all.slice(from, from + 1))).status, 204)
    assert.equal((await lying()).length, 1)
    assert.equal((await send(place, 30, all.slice(30, 300_000))).status, 204)
    assert.equal((await send(place, 300_000, all.slice(300_000))).status, 204)
    assert.deepEqual(await test.db.many(sql`select from_byte as "from", size from uploads.piece order by from_byte`), [
      { from: 0, size: 300_000 },
      { from: 300_000, size: 300_030 },
    ])
    const { id } = await test.person(CHIEF)
    const came = await openUpload(landing(), place.split('/').at(-1) ?? '', id)
    assert.ok((await buffer(bytesOf(landing(), came))).equals(Buffer.from(all)))
  })
})
