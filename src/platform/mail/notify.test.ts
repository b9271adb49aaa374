import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { after, before, describe, it } from 'node:test'
import { notifyTransport } from './notify.ts'
import { notifyToken } from './notify-api.ts'

const SERVICE = '11111111-2222-3333-4444-555555555555'
const SECRET = '66666666-7777-8888-9999-000000000000'
const KEY = `a_name-with-hyphens-${SERVICE}-${SECRET}`
const LETTER = { id: 'm1', to: 'somebody@example.gov.uk', subject: 'Größe', body: 'Read “this”', stopUrl: null }

describe('GOV.UK Notify', () => {
  const asked: { method: string; url: string; headers: IncomingHttpHeaders; body: string }[] = []
  let answer: { status: number; body: string } | null = null
  const reply = async (request: IncomingMessage, response: ServerResponse) => {
    const { method = '', url = '', headers } = request
    asked.push({ method, url, headers, body: await text(request) })
    if (answer) response.writeHead(answer.status, { 'content-type': 'application/json' }).end(answer.body)
    else request.socket.destroy()
  }
  const server = createServer((request, response) => void reply(request, response))
  before(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)))
  after(() => new Promise((resolve) => server.close(resolve)))

  const transport = () => {
    const { port } = server.address() as AddressInfo
    return notifyTransport({ key: KEY, templateId: 't1', url: `http://127.0.0.1:${port}` })
  }

  it('is asked with a token that the key signs: its service and the time, by HMAC with SHA-256', () => {
    const [head = '', claims = '', signature, ...rest] = notifyToken(KEY, new Date('2026-11-21T09:00:00.400Z')).split(
      '.',
    )
    const read = (part: string): unknown => JSON.parse(Buffer.from(part, 'base64url').toString())
    assert.deepEqual(rest, [])
    assert.deepEqual(read(head), { typ: 'JWT', alg: 'HS256' })
    assert.deepEqual(read(claims), { iss: SERVICE, iat: 1_795_251_600 })
    assert.equal(signature, createHmac('sha256', SECRET).update(`${head}.${claims}`).digest('base64url'))
  })

  it('is told the template, the address and what the message says, and answers with its id', async () => {
    answer = { status: 201, body: '{"id":"n1"}' }
    assert.deepEqual(await transport().send(LETTER), { kind: 'sent', providerId: 'n1' })
    const { method, url, headers, body } = asked.at(-1) ?? assert.fail('nothing was asked')
    assert.deepEqual([method, url, headers['content-type']], ['POST', '/v2/notifications/email', 'application/json'])
    assert.match(headers.authorization ?? '', /^Bearer [\w-]+\.[\w-]+\.[\w-]+$/)
    assert.deepEqual(JSON.parse(body), {
      template_id: 't1',
      email_address: LETTER.to,
      personalisation: { subject: LETTER.subject, body: LETTER.body },
      reference: 'm1',
    })
    await transport().send({ ...LETTER, stopUrl: 'https://example.gov.uk/stop' })
    assert.equal(JSON.parse(asked.at(-1)?.body ?? '{}').one_click_unsubscribe_url, 'https://example.gov.uk/stop')
  })

  it('fails what is refused for good, tells an address that is wrong, and puts off everything else', async () => {
    const wrongAddress = '{"errors":[{"error":"ValidationError","message":"email_address Not a valid email address"}]}'
    const cases = [
      [400, wrongAddress, 'bounced'],
      [400, '{"errors":[{"message":"Missing personalisation"}]}', 'failed'],
      [403, '{"errors":[{"message":"Invalid token"}]}', 'later'],
      [429, '{"errors":[{"message":"Exceeded rate limit"}]}', 'later'],
      [500, 'no JSON', 'later'],
      [302, '', 'later'],
    ] as const
    for (const [status, body, kind] of cases) {
      answer = { status, body }
      const outcome = await transport().send(LETTER)
      assert.equal(outcome.kind, kind, `${status} ${body}`)
      assert.equal('why' in outcome ? outcome.why : '', `Another server refused it (${status})`)
    }
  })

  it('puts off what it cannot take because it breaks off, and says why', async () => {
    answer = null
    const outcome = await transport().send(LETTER)
    assert.equal(outcome.kind, 'later')
    assert.match('why' in outcome ? outcome.why : '', /^The connection to another computer or program broke off/)
  })

  it('says which messages have bounced, and passes over those that it does not tell of', async () => {
    answer = { status: 200, body: '{"id":"n1","status":"permanent-failure"}' }
    assert.deepEqual(
      (await transport().bouncesOf?.(['n 1']))?.map(({ providerId }) => providerId),
      ['n 1'],
    )
    assert.equal(asked.at(-1)?.url, '/v2/notifications/n%201')
    for (const other of [
      { status: 200, body: '{"status":"delivered"}' },
      { status: 404, body: '{"status":"permanent-failure"}' },
      { status: 200, body: 'null' },
    ]) {
      answer = other
      assert.deepEqual(await transport().bouncesOf?.(['n1']), [])
    }
  })

  it('is reached through a proxy that the environment names', async () => {
    const { port } = server.address() as AddressInfo
    const before = process.env.HTTP_PROXY
    process.env.HTTP_PROXY = `http://127.0.0.1:${port}`
    try {
      answer = { status: 201, body: '{"id":"n2"}' }
      const through = notifyTransport({ key: KEY, templateId: 't1', url: 'http://notify.example' })
      assert.deepEqual(await through.send(LETTER), { kind: 'sent', providerId: 'n2' })
      assert.equal(asked.at(-1)?.url, 'http://notify.example/v2/notifications/email')
    } finally {
      if (before === undefined) delete process.env.HTTP_PROXY
      else process.env.HTTP_PROXY = before
    }
  })
})
