import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { pino } from 'pino'
import { makeKey } from '#platform/access/index.ts'
import { readConfig } from '#platform/config.ts'
import { sql } from '#platform/db/index.ts'
import { buildServer } from '#platform/web/index.ts'
import { rooms } from '../src/house.ts'
import { breaches } from '../tools/check-imports.ts'
import { type TestHouse, testHouse } from './house.ts'

const { permissions, routes } = rooms

/** What anybody may ask. Everything else needs somebody signed in, and most a permission. */
const PUBLIC = [
  'GET /sign-in',
  'POST /sign-in',
  'POST /sign-in/example',
  'GET /sign-in/first-account',
  'GET /sign-in/organisation',
  'GET /sign-in/organisation/back',
  'POST /sign-in/first-account',
  'GET /plans/chasing/stop',
  'POST /plans/chasing/stop',
  'GET /plans/calendar/:token',
  'GET /plans/published/:slug',
  'GET /plans/published/:slug.csv',
  'GET /plans/published/:slug.ods',
  'GET /plans/published/:slug.xlsx',
  'GET /help',
  'GET /accessibility',
  'GET /api',
]
const SIGNED_IN = [
  'GET /',
  'POST /sign-out',
  'GET /people/what-roles-may',
  'GET /people/what-roles-may/addresses.csv',
  'GET /people/what-roles-may/addresses.ods',
  'GET /people/what-roles-may/addresses.xlsx',
  'GET /people/what-roles-may/table.csv',
  'GET /people/what-roles-may/table.ods',
  'GET /people/what-roles-may/table.xlsx',
  'GET /account',
  'GET /account/password',
  'POST /account/password',
  'GET /account/keys.csv',
  'GET /account/keys.ods',
  'GET /account/keys.xlsx',
  'POST /account/keys',
  'GET /account/sessions.csv',
  'GET /account/sessions.ods',
  'GET /account/sessions.xlsx',
  'POST /account/sessions/end',
  'POST /account/keys/end',
  'GET /risks/breaches/:id',
  'GET /risks/report-an-incident',
  'POST /risks/report-an-incident',
  'GET /risks/reported',
  'GET /risks/reported/:id',
  'GET /statements/mine',
  'GET /statements/mine/table.csv',
  'GET /statements/mine/table.ods',
  'GET /statements/mine/table.xlsx',
  'GET /statements/answers/:id',
  'GET /statements/answers/:id/table.csv',
  'GET /statements/answers/:id/table.ods',
  'GET /statements/answers/:id/table.xlsx',
  'POST /statements/answers/:id',
  'POST /statements/answers/:id/countersign',
  'POST /views',
  'OPTIONS /uploads',
  'POST /uploads',
  'HEAD /uploads/:id',
  'PATCH /uploads/:id',
  'DELETE /uploads/:id',
  'POST /uploads/:id',
  'POST /views/remove',
]

const nameOf = ({ method, path }: { method: string; path: string }) => `${method} ${path}`
const sample = (path: string) => path.replace(/:(id|place|number)/g, '01a1fcf2-f643-7a3a-b1e7-9d4f44938249')

describe('every route', () => {
  let test: TestHouse
  before(async () => {
    test = await testHouse()
  })
  after(() => test.close())

  it('says who may call it, in a permission that the house knows', () => {
    const known = new Set<string>(permissions.map(({ key }) => key))
    assert.deepEqual(
      routes
        .filter(({ admits }) => admits === 'public')
        .map(nameOf)
        .toSorted(),
      PUBLIC.toSorted(),
    )
    assert.deepEqual(
      routes
        .filter(({ admits }) => admits === 'signed-in')
        .map(nameOf)
        .toSorted(),
      SIGNED_IN.toSorted(),
    )
    for (const route of routes)
      assert.ok(['public', 'signed-in'].includes(route.admits) || known.has(route.admits), nameOf(route))
  })

  it('stands once', () => assert.equal(new Set(routes.map(nameOf)).size, routes.length))

  it('turns away whoever is not signed in', async () => {
    for (const route of routes.filter(({ admits }) => admits !== 'public')) {
      const reply = await test.server.inject({
        method: route.method,
        url: sample(route.path),
        headers: { host: 'localhost' },
      })
      if (route.path.startsWith('/api/')) assert.equal(reply.statusCode, 401, nameOf(route))
      else assert.match(`${reply.statusCode} ${reply.headers.location}`, /^303 \/sign-in/, nameOf(route))
    }
  })

  it('turns away whoever lacks its permission, before it looks at what was sent', async () => {
    const reader = await test.visitor('Executive committee member')
    const own = (await test.person('Executive committee member')).reach
    const closed = routes.filter(
      ({ admits, path }) =>
        !['public', 'signed-in'].includes(admits) && !own.has(admits as never) && !path.startsWith('/api/'),
    )
    assert.ok(closed.length > 20)
    for (const route of closed) {
      const { status } =
        route.method === 'GET' ? await reader.get(sample(route.path)) : await reader.post(sample(route.path), {})
      assert.equal(status, 403, nameOf(route))
    }
  })

  it('refuses a deed without the token that forms carry', async () => {
    const visitor = await test.visitor('Departmental Records Officer')
    const { reach: own } = await test.person('Departmental Records Officer')
    const open = routes.filter(
      ({ method, path, admits }) =>
        method === 'POST' && !path.startsWith('/api/') && (own.has(admits as never) || admits === 'signed-in'),
    )
    assert.ok(open.length > 20)
    for (const route of open) {
      const { status } = await visitor.post(sample(route.path), { _csrf: 'forged' })
      // What speaks a protocol takes no form at all.
      assert.equal(status, route.isProtocol ? 415 : 400, nameOf(route))
    }
  })

  it('answers an unknown id as it answers an unknown page', async () => {
    const visitor = await test.visitor('Departmental Records Officer')
    const { reach: own } = await test.person('Departmental Records Officer')
    for (const route of routes.filter(
      ({ method, path, admits }) =>
        method === 'GET' && path.includes(':id') && !path.startsWith('/api/') && own.has(admits as never),
    )) {
      assert.equal((await visitor.get(sample(route.path))).status, 404, nameOf(route))
      assert.equal((await visitor.get(route.path.replace(/:(id|place)/g, 'nonsense'))).status, 404, nameOf(route))
    }
  })

  it('leaves seven doors in the navigation, and shows one that lies behind another where that is shut', async () => {
    const doors = async (name: string, path = '/') => {
      const { body } = await (await test.visitor(name)).get(path)
      const navigation = /<nav[\s\S]*?<\/nav>/.exec(body)?.[0] ?? ''
      return [...navigation.matchAll(/<a [^>]*>(?:\s|<strong[^>]*>)*([^<]+?)\s*</g)].map(([, text]) => text ?? '')
    }
    const all = ['Home', 'Action plans', 'Assessments', 'Information', 'Risks', 'Reports', 'People', 'Your account']
    assert.deepEqual(await doors('Departmental Records Officer'), all)
    const { body } = await (await test.visitor('Departmental Records Officer')).get('/shares')
    assert.match(body, /href="\/assets" aria-current="true"/)
    const jobs = await (await test.visitor('Administrator')).get('/administration/jobs')
    assert.match(jobs.body, /href="\/administration\/jobs" aria-current="true"/, 'where there is room for it')
    assert.doesNotMatch(jobs.body, /href="\/people" aria-current/)
    await test.db.run(
      sql`update people.role set permissions = array_remove(permissions, 'assets:read') where name = 'Local Information Manager'`,
    )
    assert.ok((await doors('Local Information Manager, Inspection Agency')).includes('Shared drives'))
  })

  it('is described in the API document if it answers JSON', async () => {
    const { body } = await (await test.visitor()).get('/api/openapi.json')
    const document: { openapi: string; paths: Record<string, Record<string, unknown>> } = JSON.parse(body)
    assert.equal(document.openapi, '3.1.0')
    for (const { method, path } of routes.filter((route) => route.path.startsWith('/api/v1'))) {
      assert.ok(document.paths[path.replace(/:(\w+)/g, '{$1}')]?.[method.toLowerCase()], `${method} ${path}`)
    }
  })
})

describe('the web process', () => {
  let test: TestHouse
  before(async () => {
    test = await testHouse()
  })
  after(() => test.close())

  it('says that it is well', async () => {
    const { status, body } = await (await test.visitor()).get('/health')
    assert.equal(status, 200)
    assert.equal(JSON.parse(body).status, 'ok')
  })

  it('sends pages with a strict policy and without the permission to keep them', async () => {
    const { headers } = await (await test.visitor()).get('/sign-in')
    assert.match(String(headers['content-security-policy']), /default-src 'none'.*frame-ancestors 'none'/)
    assert.doesNotMatch(String(headers['content-security-policy']), /unsafe/)
    assert.equal(headers['cache-control'], 'no-store')
    assert.equal(headers['x-content-type-options'], 'nosniff')
    // A room has the same first words in its address as the style sheets of the house.
    const officer = await test.visitor('Departmental Records Officer')
    for (const path of [
      '/assets',
      '/assets/agreements',
      '/assets/assets/add',
      '/assets/none/none',
      '/api/v1/assets/agreements',
    ])
      assert.equal((await officer.get(path)).headers['cache-control'], 'no-store', path)
    for (const path of ['/assets/x/%E0%A4%A', '/%zz', `/assets/x/${'a'.repeat(201)}`, `/${'a'.repeat(9_000)}`]) {
      const unreadable = await officer.get(path)
      assert.ok([400, 404, 414].includes(unreadable.status), `${unreadable.status}`)
      assert.equal(unreadable.headers['cache-control'], 'no-store', path)
      assert.ok(unreadable.headers['content-security-policy'], path)
      assert.doesNotMatch(unreadable.body, /%E0|%zz|aaaaaaaaa/)
    }
    const sheet = /\/assets\/[0-9a-f]{12}\/muniment\.css/.exec((await officer.get('/')).body)?.[0] ?? ''
    assert.match(String((await officer.get(sheet)).headers['cache-control']), /immutable/)
  })

  it('answers the example under the names of this machine only', async () => {
    const { status } = await (await test.visitor()).get('/sign-in', { host: 'evil.example' })
    assert.equal(status, 421)
  })

  it('sends people on to their own pages only, once they have signed in', async () => {
    const visitor = await test.visitor()
    for (const next of [
      'https://evil.example',
      '//evil.example',
      '/\\evil.example',
      '/\t/evil.example',
      '/.//evil.example',
    ]) {
      await visitor.get('/sign-in')
      const { location } = await visitor.post('/sign-in/example', { person: (await test.person('Assessor')).id, next })
      assert.equal(location, '/')
    }
  })

  it('has nothing at an address with a NUL in it, and keeps no text with one', async () => {
    const visitor = await test.visitor('Departmental Records Officer')
    for (const path of [
      '/plans/%00',
      '/plans/actions?words=a%00b',
      '/people/units/%00/change',
      '/%00',
      '/api/v1/units/%00',
      '/plans/calendar/%00',
    ])
      assert.equal((await visitor.get(path)).status, 404, path)
    const refused = await visitor.post('/people/units/add', { name: 'A\0B', kind: 'team' })
    assert.equal(refused.status, 400)
    assert.match(refused.body, /has a NUL character in it/)
  })

  it('refuses what is no form and no text, and does not take it for a fault of its own', async () => {
    const send = (type: string, payload: string, url = '/people/units/add') =>
      test.server.inject({ method: 'POST', url, headers: { host: 'localhost', 'content-type': type }, payload })
    const border = 'multipart/form-data; boundary=b'
    for (const [type, payload] of [
      ['multipart/form-data', 'person=x'],
      ['multipart/form-data; boundary=', 'person=x'],
      [border, '--b\r\ncontent-disposition: form-data; name="person"\r\n\r\nx'],
      [border, 'nothing of the kind'],
      [border, '--b\r\ncontent-disposition: form-data; name="a\0b"\r\n\r\nx\r\n--b--\r\n'],
      ['application/json', '{"name":'],
      ['application/x-www-form-urlencoded', 'a%00=b'],
    ] as const) {
      const { statusCode } = await send(type, payload, '/sign-in/example')
      assert.equal(statusCode, 400, `${type} ${payload}`)
    }
    const dro = await test.person('Departmental Records Officer')
    const token = await test.db.transaction((tx) =>
      makeKey(tx, test.act(dro), {
        name: 'feed',
        personId: dro.id,
        permissions: ['accounts:administer'],
        expiresOn: '2027-01-31',
      }),
    )
    for (const [text, words] of [
      ['\ud800', /half a character/],
      ['a\udc00b', /half a character/],
      ['\0', /a NUL character/],
    ] as const)
      for (const value of [{ Resources: [{ userName: 'x', displayName: text }] }, { [text]: 1 }, [[text]]]) {
        const reply = await test.server.inject({
          method: 'POST',
          url: '/api/v1/people/feeds',
          headers: { host: 'localhost', authorization: `Bearer ${token}`, 'content-type': 'application/json' },
          payload: JSON.stringify(value),
        })
        assert.equal(reply.statusCode, 400, JSON.stringify(value))
        assert.match(reply.body, words)
      }
  })

  it('takes the cookie away when somebody signs out over https', async () => {
    const secure = await testHouse({ settings: { MUNIMENT_URL: 'https://muniment.example.gov.uk' } })
    const visitor = await secure.visitor('Assessor')
    const reply = await visitor.post('/sign-out', {})
    const [cookie] = [reply.headers['set-cookie']].flat()
    assert.match(String(cookie), /^__Host-muniment-session=;.*Path=\/.*Expires=Thu, 01 Jan 1970.*Secure/)
    assert.equal((await visitor.get('/')).status, 303)
    await secure.close()
  })

  it('believes a proxy about where a request comes from only as far as it was told', async () => {
    const seenBy = async (proxies: string, forwarded: string) => {
      const config = { ...test.house.config, proxies: readConfig({ MUNIMENT_TRUST_PROXY: proxies }).proxies }
      const server = await buildServer({ ...test.house, config }, [], pino({ level: 'silent' }))
      server.addHook('onRequest', async (request, reply) => void reply.header('x-seen', request.ip))
      const { headers } = await server.inject({
        url: '/health',
        remoteAddress: '10.0.0.4',
        headers: { host: 'localhost', 'x-forwarded-for': forwarded },
      })
      await server.close()
      return headers['x-seen']
    }
    const spoofed = '203.0.113.9, 198.51.100.7'
    assert.equal(await seenBy('no', spoofed), '10.0.0.4')
    assert.equal(await seenBy('1', spoofed), '198.51.100.7')
    assert.equal(await seenBy('2', spoofed), '203.0.113.9')
    assert.equal(await seenBy('10.0.0.0/8', spoofed), '198.51.100.7')
    assert.equal(await seenBy('10.0.0.4, 198.51.100.7', spoofed), '203.0.113.9')
    assert.equal(await seenBy('192.168.0.1', spoofed), '10.0.0.4')
  })

  it('writes what was asked into its log without what lets people in', async () => {
    const lines: string[] = []
    const server = await buildServer(
      test.house,
      routes,
      pino({ level: 'info' }, { write: (line) => void lines.push(line) }),
    )
    const token = 'q3Vx0c2lLmFb9v8u7t6s5r4q3p2o1n0mZ-_aB'
    const id = '01a1fcf2-f643-7a3a-b1e7-9d4f44938249'
    for (const url of [
      `/plans/calendar/${token}`,
      `/plans/calendar/${token}/`,
      `/nowhere/${token}?code=${token}`,
      `/plans/${id}`,
      `/plans/chasing/stop?token=${token}`,
    ])
      await server.inject({ url, headers: { host: 'localhost' } })
    await server.close()
    assert.equal(lines.length, 5)
    assert.ok(!lines.join().includes(token))
    assert.match(lines.join(), new RegExp(`"path":"/plans/${id}"`))
    assert.match(lines.join(), /"path":"\/plans\/calendar\/…"/)
  })

  it('ends a session for good', async () => {
    const visitor = await test.visitor('Assessor')
    assert.equal((await visitor.get('/')).status, 200)
    await visitor.post('/sign-out', {})
    assert.equal((await visitor.get('/')).status, 303)
  })

  it('lets nobody in who has left', async () => {
    const visitor = await test.visitor('Assessor')
    test.setNow('2026-11-21T12:00:00Z')
    const dro = await test.visitor('Departmental Records Officer')
    const { id } = await test.person('Assessor')
    await dro.get(`/people/people/${id}/change`)
    const { status } = await dro.post(`/people/people/${id}/change`, {
      version: '1',
      name: 'Assessor',
      email: '',
      grade: 'SEO',
      'left_on-day': '20',
      'left_on-month': '11',
      'left_on-year': '2026',
    })
    assert.equal(status, 303)
    assert.equal((await visitor.get('/')).status, 303)
  })
})

describe('the walls of the house', () => {
  it('stand: imports run one way, rooms are entered by their doors, and speak their own schemas', () =>
    assert.deepEqual(breaches(), []))
})
