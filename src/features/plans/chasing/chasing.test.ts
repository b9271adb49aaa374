import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, describe, it } from 'node:test'
import { SMTPServer } from 'smtp-server'
import { addDays, iCalendar } from '#platform/calendar/index.ts'
import { readConfig } from '#platform/config.ts'
import { sql } from '#platform/db/index.ts'
import { sendWaiting, type Transport, transportOf } from '#platform/mail/index.ts'
import { type TestHouse, testHouse } from '../../../../test/house.ts'
import { paths } from '../paths.ts'
import { withheldFrom, writeDigests } from './digests.ts'
import { type DueAction, isDigestDue } from './model.ts'

const CONFIG = { publicUrl: 'https://muniment.example.gov.uk', port: 3000, bankHolidays: null }

interface Got {
  readonly to: string
  readonly text: string
}

/** A mail server that refuses one address for good. */
async function mailServer(): Promise<{ url: string; got: Got[]; close: () => Promise<void> }> {
  const got: Got[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onRcptTo: ({ address }, _session, done) =>
      done(address.startsWith('gone') ? Object.assign(new Error('No such user'), { responseCode: 550 }) : null),
    onData: (stream, session, done) => {
      let text = ''
      stream.on('data', (piece: Buffer) => {
        text += piece.toString()
      })
      stream.on('end', () => {
        got.push({ to: session.envelope.rcptTo[0]?.address ?? '', text })
        done()
      })
    },
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.server.address() as AddressInfo
  return {
    url: `smtp://127.0.0.1:${port}`,
    got,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

describe('chasing', () => {
  let test: TestHouse
  before(async () => {
    test = await testHouse()
    await test.db.run(sql`update people.person set email = 'p' || replace(id::text, '-', '') || '@example.gov.uk'`)
  })
  after(() => test.close())

  const act = (day: string) => ({ ...test.act(), at: new Date(`${day}T07:00:00Z`) })
  const sending = (transport: Transport, day = '2026-12-17') => ({
    transport,
    address: 'https://muniment.example.gov.uk',
    now: () => new Date(`${day}T07:05:00Z`),
    withheld: (db: Parameters<typeof withheldFrom>[0], personId: string, kind: string) =>
      withheldFrom(db, personId, kind, day),
  })
  const states = () =>
    test.db.many<{ state: string; count: number }>(
      sql`select state, count(*) as count from mail.message group by state order by state`,
    )
  const smtp = async (url: string) => {
    const transport = await transportOf(
      readConfig({ MUNIMENT_SMTP_URL: url, MUNIMENT_MAIL_FROM: 'Records <records@example.gov.uk>' }),
    )
    assert.ok(transport)
    return transport
  }

  it('tells on the day that is chosen, on the first working day after it, and again while it is late', () => {
    const due = (day: string) => [{ due: day } as DueAction]
    const choices = { frequency: 'as-due', daysBefore: 14 } as const
    const isDue = (day: string, today: string, since = today) => isDigestDue(choices, due(day), today, since, false)
    assert.ok(isDue('2026-12-15', '2026-12-01'))
    assert.ok(!isDue('2026-12-15', '2026-12-02'))
    assert.ok(isDue('2026-12-15', '2026-12-15'))
    for (const late of [1, 7, 30, 60]) assert.ok(isDue('2026-12-15', addDays('2026-12-15', late)), String(late))
    assert.ok(!isDue('2026-12-15', addDays('2026-12-15', 8)))
    // Fourteen days before is a Saturday: it is told on Monday.
    assert.ok(isDue('2026-12-19', '2026-12-07', '2026-12-05'))
    assert.ok(!isDigestDue({ ...choices, frequency: 'weekly' }, due('2026-12-15'), '2026-12-01', '2026-12-01', false))
    assert.ok(!isDigestDue({ ...choices, frequency: 'never' }, due('2026-12-15'), '2026-12-15', '2026-12-15', true))
  })

  it('writes each digest of a day once, also by two runs at once, and none on days off', async () => {
    assert.equal(await writeDigests(test.db, act('2026-12-25'), CONFIG), 0)
    const counts = await Promise.all([1, 2].map(() => writeDigests(test.db, act('2026-12-17'), CONFIG)))
    const { count } = await test.db.one<{ count: number }>(sql`select count(*) as count from mail.message`)
    assert.ok(count >= 2)
    assert.equal(
      counts.reduce((sum, one) => sum + one, 0),
      count,
    )
    assert.equal(await writeDigests(test.db, act('2026-12-17'), CONFIG), 0)
    const { body } = await test.db.one<{ body: string }>(
      sql`select m.body from mail.message m join people.person p on p.id = m.person_id where p.name = 'Senior Information Risk Owner'`,
    )
    assert.match(body, /Due within 14 days\n\n\* 1\.2 Name an owner and a deputy/)
    assert.match(body, /https:\/\/muniment\.example\.gov\.uk\/plans\/actions\//)
  })

  it('keeps everything while the mail server is down, and sends each once when it is back', async () => {
    const down = await smtp('smtp://127.0.0.1:1')
    const first = await sendWaiting(test.db, sending(down))
    down.close()
    assert.equal(first.sent, 0)
    assert.ok(first.later >= 1)
    const waiting = (await states()).find(({ state }) => state === 'waiting')?.count ?? 0
    const server = await mailServer()
    const up = await smtp(server.url)
    try {
      // Two workers a day later; one person has left, one has lost access, one has stopped the mail, one address is gone.
      const names = await test.db.many<{ id: string; name: string }>(
        sql`select distinct p.id, p.name from mail.message m join people.person p on p.id = m.person_id order by p.name`,
      )
      assert.ok(names.length >= 3)
      const [left, access, stopped] = names
      assert.ok(left && access && stopped)
      await test.db.run(sql`update people.person set left_on = '2026-12-17' where id = ${left.id}`)
      await test.db.run(sql`update people.appointment set until_on = '2026-12-16' where person_id = ${access.id}`)
      await test.db.run(sql`update plans.chase set frequency = 'never' where person_id = ${stopped.id}`)
      const day = '2026-12-18'
      const both = await Promise.all([1, 2].map(() => sendWaiting(test.db, sending(up, day))))
      const sum = (key: 'sent' | 'withheld') => both.reduce((all, one) => all + one[key], 0)
      assert.equal(sum('withheld'), 3)
      assert.equal(sum('sent') + sum('withheld'), waiting)
      assert.equal(server.got.length, sum('sent'))
      assert.equal(new Set(server.got.map(({ to }) => to)).size, server.got.length)
      for (const { text } of server.got) {
        assert.match(text, /List-Unsubscribe-Post: List-Unsubscribe=One-Click/)
        assert.match(text, /Message-ID: <[0-9a-f-]+@muniment>/)
      }
      await test.db.run(sql`update people.person set left_on = null where id = ${left.id}`)
      await test.db.run(sql`update people.appointment set until_on = null where person_id = ${access.id}`)
    } finally {
      up.close()
      await server.close()
    }
  })

  it('shows what bounced, and does not write to that address again', async () => {
    const server = await mailServer()
    const transport = await smtp(server.url)
    try {
      const { id } = await test.person('Senior Information Risk Owner')
      await test.db.run(sql`update people.person set email = 'gone@example.gov.uk' where id = ${id}`)
      await test.db.run(sql`update plans.chase set frequency = 'weekly'`)
      assert.ok((await writeDigests(test.db, act('2027-01-04'), CONFIG)) >= 1)
      const sent = await sendWaiting(test.db, sending(transport, '2027-01-04'))
      assert.equal(sent.bounced, 1)
      await writeDigests(test.db, act('2027-01-11'), CONFIG)
      await sendWaiting(test.db, sending(transport, '2027-01-11'))
      assert.ok(!server.got.some(({ to }) => to.startsWith('gone')))
      const dro = await test.visitor('Departmental Records Officer')
      const log = (await dro.get(paths.chasingLog)).body
      assert.match(log, /Bounced/)
      assert.match(log, /Mail to this address has bounced before/)
      assert.equal((await (await test.visitor('Assessor')).get(paths.chasingLog)).status, 403)
    } finally {
      transport.close()
      await server.close()
    }
  })

  it('goes out by GOV.UK Notify too, and asks it what bounced', async () => {
    const asked: { url: string; body: { email_address?: string; reference?: string } }[] = []
    const server = createServer((request, response) => {
      let text = ''
      request.on('data', (piece: Buffer) => {
        text += piece.toString()
      })
      request.on('end', () => {
        const body = text ? JSON.parse(text) : {}
        asked.push({ url: request.url ?? '', body })
        response.setHeader('content-type', 'application/json')
        if (request.method === 'GET') return response.end(JSON.stringify({ id: 'n1', status: 'permanent-failure' }))
        response.statusCode = asked.length === 1 ? 500 : 201
        return response.end(JSON.stringify(asked.length === 1 ? { errors: [] } : { id: 'n1' }))
      })
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    const key = 'team-11111111-2222-3333-4444-555555555555-66666666-7777-8888-9999-000000000000'
    const transport = await transportOf(
      readConfig({
        MUNIMENT_NOTIFY_KEY: key,
        MUNIMENT_NOTIFY_TEMPLATE: '99999999-8888-4777-8666-555555555555',
        MUNIMENT_NOTIFY_URL: `http://127.0.0.1:${port}`,
      }),
    )
    assert.ok(transport)
    try {
      const letter = {
        id: 'm1',
        to: 'somebody@example.gov.uk',
        subject: 'S',
        body: 'B',
        stopUrl: 'https://example.gov.uk/stop',
      }
      assert.equal((await transport.send(letter)).kind, 'later')
      assert.deepEqual(await transport.send(letter), { kind: 'sent', providerId: 'n1' })
      assert.deepEqual([asked[1]?.body.email_address, asked[1]?.body.reference], ['somebody@example.gov.uk', 'm1'])
      assert.deepEqual(
        (await transport.bouncesOf?.(['n1']))?.map(({ providerId }) => providerId),
        ['n1'],
      )
    } finally {
      await new Promise((resolve) => server.close(resolve))
    }
  })

  it('is chosen by each person, and stopped with one click by whoever holds the link', async () => {
    const owner = await test.visitor('KIM Champion, Digital and Technology')
    await owner.get(paths.chasing)
    assert.equal((await owner.post(paths.chasing, { frequency: 'weekly', daysBefore: '0' })).status, 422)
    assert.equal((await owner.post(paths.chasing, { frequency: 'weekly', daysBefore: '7' })).status, 303)
    const { id } = await test.person('KIM Champion, Digital and Technology')
    const { token } = await test.db.one<{ token: string }>(
      sql`select stop_token as token from plans.chase where person_id = ${id}`,
    )
    const stranger = await test.visitor()
    assert.match((await stranger.get(`${paths.chasingStop}?token=${token}`)).body, /Stop the messages/)
    const before = await test.db.one(sql`select frequency from plans.chase where person_id = ${id}`)
    assert.deepEqual(before, { frequency: 'weekly' })
    assert.equal((await stranger.post(`${paths.chasingStop}?token=wrong`, {})).status, 404)
    const parts = '--b\r\ncontent-disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--b--\r\n'
    const clicks = [
      ['multipart/form-data; boundary=b', parts],
      ['application/x-www-form-urlencoded', 'List-Unsubscribe=One-Click'],
    ] as const
    for (const [type, payload] of clicks) {
      await owner.post(paths.chasing, { frequency: 'weekly', daysBefore: '7' })
      const { own } = await test.db.one<{ own: string }>(
        sql`select stop_token as own from plans.chase where person_id = ${id}`,
      )
      const click = await test.server.inject({
        method: 'POST',
        url: `${paths.chasingStop}?token=${own}`,
        headers: { host: 'localhost', 'content-type': type },
        payload,
      })
      assert.equal(click.statusCode, 200, type)
      assert.deepEqual(await test.db.one(sql`select frequency from plans.chase where person_id = ${id}`), {
        frequency: 'never',
      })
    }
  })

  it('stands in calendars, for as long as their person may see it', async () => {
    const owner = await test.visitor('Senior Information Risk Owner')
    await owner.get(paths.chasing)
    const made = await owner.post(paths.feeds, { plan: '' })
    const url = /<code>http:\/\/localhost:\d+([^<]+)<\/code>/.exec(made.body)?.[1] ?? ''
    const stranger = await test.visitor()
    const feed = await stranger.get(url)
    assert.equal(feed.headers['content-type'], 'text/calendar; charset=utf-8')
    assert.match(feed.body, /BEGIN:VEVENT[\s\S]*DTSTART;VALUE=DATE:20261231\r\nDTEND;VALUE=DATE:20270101/)
    for (const line of feed.body.split('\r\n')) assert.ok(Buffer.byteLength(line) <= 75, line)
    assert.equal((await stranger.get(paths.feed('unknown'))).status, 404)
    const { id } = await test.person('Senior Information Risk Owner')
    await test.db.run(sql`update people.appointment set until_on = '2026-11-20' where person_id = ${id}`)
    assert.equal((await stranger.get(url)).status, 404)
    await test.db.run(sql`update people.appointment set until_on = null where person_id = ${id}`)
    await owner.get(paths.chasing)
    const { feedId } = await test.db.one<{ feedId: string }>(sql`select id as "feedId" from plans.feed`)
    await owner.post(paths.feedEnd, { id: feedId })
    assert.equal((await stranger.get(url)).status, 404)
    assert.match(iCalendar('a, b; c\\', []), /NAME:a\\, b\\; c\\\\/)
  })
})
