import assert from 'node:assert/strict'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, describe, it, mock } from 'node:test'
import Provider from 'oidc-provider'
import { appoint } from '#features/people/index.ts'
import { saveAccount } from '#platform/access/index.ts'
import type { OidcSettings } from '#platform/config.ts'
import { sql } from '#platform/db/index.ts'
import { changeItem } from '#platform/register/index.ts'
import { type TestHouse, testHouse, Visitor } from '../../../test/house.ts'
import { groupRoles } from '../people/governance/registers.ts'
import { askProvider, opened, sealed } from './asking.ts'

interface Account {
  readonly email: string
  readonly verified: boolean
  readonly groups: readonly string[]
}

const BACK = 'http://localhost:3000/sign-in/organisation/back'

/** A real provider in this process, with accounts that a test gives it. */
class Organisation {
  readonly accounts = new Map<string, Account>()
  issuer = ''
  /** Changes the claims of each identity token on its way, as somebody between it and us would: the signature stays what it was. */
  forge: ((claims: Record<string, unknown>) => void) | null = null
  /** Whether it gives tokens that outlive a sign-in. */
  refreshes = false
  #server: Server | null = null

  async open(): Promise<void> {
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    this.issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const provider = new Provider(this.issuer, {
      clients: [
        {
          client_id: 'muniment',
          client_secret: 'a secret of the test',
          redirect_uris: [BACK],
          grant_types: ['authorization_code', 'refresh_token'],
        },
      ],
      issueRefreshToken: async () => this.refreshes,
      claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['groups'] },
      conformIdTokenClaims: false,
      cookies: { keys: ['a key of the test'] },
      pkce: { required: () => true },
      findAccount: (_context, id) => {
        const account = this.accounts.get(id)
        return account
          ? {
              accountId: id,
              claims: () => ({
                sub: id,
                email: account.email,
                email_verified: account.verified,
                groups: [...account.groups],
              }),
            }
          : undefined
      },
    })
    provider.on('server_error', (_context, error) => process.stderr.write(`${error.message}\n`))
    const answer = provider.callback()
    server.on('request', (request, reply) => {
      const end = reply.end.bind(reply) as (body: string) => typeof reply
      if (this.forge && request.url === '/token')
        reply.end = (body: unknown) => {
          const text = this.#forged(String(body))
          reply.setHeader('content-length', Buffer.byteLength(text))
          return end(text)
        }
      void answer(request, reply)
    })
    this.#server = server
  }

  #forged(body: string): string {
    const tokens = JSON.parse(body) as { id_token: string }
    const [head, payload = '', signature] = tokens.id_token.split('.')
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString())
    this.forge?.(claims)
    const changed = Buffer.from(JSON.stringify(claims)).toString('base64url')
    return JSON.stringify({ ...tokens, id_token: [head, changed, signature].join('.') })
  }

  close(): void {
    this.#server?.closeAllConnections()
    this.#server?.close()
  }

  /** Signs in there as somebody, as a browser would, and answers the address that leads back. */
  async signIn(address: string, account: string): Promise<string> {
    const cookies = new Map<string, string>()
    let [url, form]: [string, URLSearchParams | null] = [address, null]
    for (let steps = 0; steps < 20; steps += 1) {
      const reply: Response = await fetch(url, {
        redirect: 'manual',
        headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
        ...(form ? { method: 'POST', body: form } : {}),
      })
      for (const line of reply.headers.getSetCookie()) {
        const [name = '', value = ''] = (line.split(';')[0] ?? '').split('=')
        cookies.set(name, value)
      }
      const location = reply.headers.get('location')
      if (location) {
        if (location.startsWith(BACK)) return location.slice('http://localhost:3000'.length)
        ;[url, form] = [new URL(location, url).href, null]
        continue
      }
      const page = await reply.text()
      const action = /<form[^>]*action="([^"]+)"/.exec(page)?.[1]
      const prompt = /name="prompt" value="([^"]+)"/.exec(page)?.[1]
      if (!action || !prompt) throw new Error(`the provider answered ${reply.status}: ${page.slice(0, 300)}`)
      url = new URL(action, url).href
      form = new URLSearchParams({ prompt, login: account, password: 'any' })
    }
    throw new Error('the provider sends us in circles')
  }
}

describe('signing in with the organisation', () => {
  const organisation = new Organisation()
  let test: TestHouse
  let unitId = ''
  before(async () => {
    // The provider tells developers at length that it is one for developers.
    for (const say of ['warn', 'info'] as const) mock.method(console, say, () => undefined)
    await organisation.open()
    test = await testHouse({
      withExample: false,
      settings: {
        MUNIMENT_OIDC_ISSUER: organisation.issuer,
        MUNIMENT_OIDC_CLIENT_ID: 'muniment',
        MUNIMENT_OIDC_CLIENT_SECRET: 'a secret of the test',
      },
    })
    for (const [name, email] of [
      ['Records Officer', 'dro@example.gov.uk'],
      ['Somebody who left', 'left@example.gov.uk'],
      ['Champion', 'champion@example.gov.uk'],
    ])
      await test.db.run(sql`insert into people.person (id, name, email) values (gen_random_uuid(), ${name}, ${email})`)
    await test.db.run(sql`update people.person set left_on = '2026-11-20' where email = 'left@example.gov.uk'`)
    unitId = (
      await test.db.one<{ id: string }>(
        sql`insert into people.unit (id, name, kind) values (gen_random_uuid(), 'Estates', 'directorate') returning id`,
      )
    ).id
    organisation.accounts.set('1', { email: 'DRO@example.gov.uk', verified: true, groups: [] })
    organisation.accounts.set('2', { email: 'dro@example.gov.uk', verified: true, groups: [] })
    organisation.accounts.set('3', { email: 'champion@example.gov.uk', verified: false, groups: [] })
    organisation.accounts.set('4', { email: 'left@example.gov.uk', verified: true, groups: [] })
    organisation.accounts.set('5', { email: 'stranger@example.gov.uk', verified: true, groups: [] })
  })
  after(async () => {
    await test.close()
    organisation.close()
    mock.restoreAll()
  })

  const begin = async (next = '/') => {
    const visitor = new Visitor(test.server)
    await visitor.get('/sign-in')
    const { location = '' } = await visitor.get(`/sign-in/organisation?next=${encodeURIComponent(next)}`)
    return { visitor, location }
  }
  const signIn = async (account: string, next?: string) => {
    const { visitor, location } = await begin(next)
    return { visitor, reply: await visitor.get(await organisation.signIn(location, account)) }
  }

  it('asks with code, PKCE and a nonce', async () => {
    const { location } = await begin()
    const { searchParams: asked } = new URL(location)
    assert.equal(asked.get('response_type'), 'code')
    assert.equal(asked.get('code_challenge_method'), 'S256')
    assert.equal(asked.get('redirect_uri'), BACK)
    for (const name of ['code_challenge', 'state', 'nonce']) assert.ok((asked.get(name) ?? '').length > 20, name)
    assert.match((await new Visitor(test.server).get('/sign-in')).body, /Sign in with your organisation/)
  })

  it('lets in whom the provider names by a verified address, and knows them by their subject from then on', async () => {
    const { visitor, reply } = await signIn('1', '/account')
    assert.deepEqual([reply.status, reply.location], [303, '/account'])
    const account = await visitor.get('/account')
    assert.match(account.body, /Records Officer/)
    assert.match(account.body, /Your organisation/)
    organisation.accounts.set('1', { email: 'new.name@example.gov.uk', verified: true, groups: [] })
    assert.equal((await signIn('1')).reply.status, 303)
    // Another subject with the address that is taken is somebody else.
    const other = await signIn('2')
    assert.equal(other.reply.status, 403)
    assert.match(other.reply.body, /belongs to another account/)
  })

  it('lets in nobody whose address is not verified, who has left, or who is not known here', async () => {
    assert.match((await signIn('3')).reply.body, /does not say which address is yours/)
    assert.match((await signIn('4')).reply.body, /You have left/)
    const stranger = await signIn('5')
    assert.equal(stranger.reply.status, 403)
    assert.match(stranger.reply.body, /Nobody here has the address stranger@example\.gov\.uk/)
    assert.equal((await stranger.visitor.get('/account')).status, 303)
  })

  it('believes no identity token whose signature is not the provider’s', async () => {
    organisation.forge = (claims) => Object.assign(claims, { groups: ['Administrators'] })
    const { visitor, reply } = await signIn('1')
    organisation.forge = null
    assert.equal(reply.status, 401)
    assert.match(reply.body, /Signing in did not work/)
    assert.equal((await visitor.get('/account')).status, 303)
    assert.equal((await signIn('1')).reply.status, 303)
  })

  it('takes an answer once, in the browser that asked, and no other', async () => {
    const { visitor, location } = await begin()
    const back = await organisation.signIn(location, '1')
    const thief = new Visitor(test.server)
    await thief.get('/sign-in')
    assert.equal((await thief.get(back)).status, 401)
    assert.equal((await visitor.get(back)).status, 303)
    const { visitor: again, location: second } = await begin()
    const answer = await organisation.signIn(second, '1')
    assert.equal((await again.get(answer.replace(/code=[^&]+/, 'code=forged'))).status, 401)
    assert.equal((await again.get(answer)).status, 401)
    assert.equal((await again.get('/sign-in/organisation/back')).status, 401)
    const { visitor: denied, location: third } = await begin()
    const state = new URL(third).searchParams.get('state')
    const refused = await denied.get(
      `/sign-in/organisation/back?error=access_denied&state=${state}&iss=${encodeURIComponent(organisation.issuer)}`,
    )
    assert.match(refused.body, /access_denied/)
  })

  it('forgets an attempt that took too long, and sends nobody elsewhere afterwards', async () => {
    const { visitor, location } = await begin()
    const back = await organisation.signIn(location, '1')
    test.setNow('2026-11-21T09:16:00Z')
    assert.equal((await visitor.get(back)).status, 401)
    test.setNow('2026-11-21T09:00:00Z')
    assert.equal((await signIn('1', '//evil.example')).reply.location, '/')
  })

  it('follows groups of the directory with appointments, and ends those that it made', async () => {
    organisation.accounts.set('3', {
      email: 'champion@example.gov.uk',
      verified: true,
      groups: ['KIM-Champions', 'Cyclists'],
    })
    await test.db.run(sql`
      insert into people.group_role (id, group_name, role_id, unit_id) select gen_random_uuid(), 'KIM-Champions', id, ${unitId} from people.role where name = 'KIM Champion'`)
    const { visitor } = await signIn('3')
    assert.match((await visitor.get('/account')).body, /Appointed: KIM Champion/)
    assert.equal((await visitor.get('/assessments')).status, 200)
    await test.db.run(sql`
      insert into people.appointment (id, person_id, role_id, from_on) select gen_random_uuid(), p.id, r.id, '2026-01-01' from people.person p, people.role r
      where p.email = 'champion@example.gov.uk' and r.name = 'Assessor'`)
    await signIn('3')
    const held = () =>
      test.db.many<{ role: string; until: string | null; source: string | null }>(sql`
        select r.name as role, a.until_on as until, a.source from people.appointment a join people.role r on r.id = a.role_id join people.person p on p.id = a.person_id
        where p.email = 'champion@example.gov.uk' order by r.name`)
    assert.deepEqual(await held(), [
      { role: 'Assessor', until: null, source: null },
      { role: 'KIM Champion', until: null, source: 'directory' },
    ])
    test.setNow('2026-11-23T09:00:00Z')
    organisation.accounts.set('3', { email: 'champion@example.gov.uk', verified: true, groups: ['Cyclists'] })
    const { visitor: later } = await signIn('3')
    assert.deepEqual(await held(), [
      { role: 'Assessor', until: null, source: null },
      { role: 'KIM Champion', until: '2026-11-22', source: 'directory' },
    ])
    assert.match((await later.get('/account')).body, /Appointed: Assessor/)
    test.setNow('2026-11-21T09:00:00Z')
  })

  const settings = (): OidcSettings => {
    assert.ok(test.house.config.oidc)
    return test.house.config.oidc
  }
  const kim = (groups: readonly string[]) =>
    organisation.accounts.set('3', { email: 'champion@example.gov.uk', verified: true, groups })
  const today = async () =>
    (
      await test.db.many<{ from: string; until: string | null }>(sql`
        select a.from_on as from, a.until_on as until from people.appointment a join people.person p on p.id = a.person_id
        where p.email = 'champion@example.gov.uk' and a.source = 'directory' and a.from_on >= '2026-11-24' order by a.from_on, until_on nulls last`)
    ).map(({ from, until }) => `${from} ${until ?? 'open'}`)
  const ask = () => askProvider(test.db, test.act(), settings())

  it('ends a role on the day its group is gone, also one that began today, with every session, at the next sign-in', async () => {
    test.setNow('2026-11-24T09:00:00Z')
    kim(['KIM-Champions'])
    const { visitor } = await signIn('3')
    assert.equal((await visitor.get('/assessments')).status, 200)
    assert.deepEqual(await today(), ['2026-11-24 open'])
    kim([])
    const { visitor: later } = await signIn('3')
    assert.deepEqual(await today(), ['2026-11-24 2026-11-23'], 'it holds on no day')
    assert.doesNotMatch((await later.get('/account')).body, /KIM Champion/)
    assert.equal((await visitor.get('/account')).status, 303, 'the session of before has ended')
    kim(['KIM-Champions'])
    await signIn('3')
    assert.deepEqual(await today(), ['2026-11-24 2026-11-23', '2026-11-24 open'], 'given again on the same day')
  })

  it('ends them without any sign-in, as soon as the provider is asked again', async () => {
    const { visitor } = await signIn('3')
    const { asked } = await ask()
    assert.ok(asked > 0)
    assert.equal((await visitor.get('/assessments')).status, 200, 'nothing changed')
    kim(['Cyclists'])
    await ask()
    assert.deepEqual(await today(), ['2026-11-24 2026-11-23', '2026-11-24 2026-11-23'])
    assert.equal((await visitor.get('/account')).status, 303)
    const { what } = await test.db.one<{ what: string }>(
      sql`select what from audit.entry where what like 'appointments.%' order by id desc limit 1`,
    )
    assert.equal(what, 'appointments.taken-back')
  })

  it('asks with a refresh token when the other one ran out, and whom the provider does not know any more has nothing left', async () => {
    organisation.refreshes = true
    kim(['KIM-Champions'])
    const { visitor } = await signIn('3')
    const kept = async () =>
      (
        await test.db.one<{ tokens: Buffer | null }>(
          sql`select i.tokens from access.identity i join people.person p on p.id = i.person_id where p.email = 'champion@example.gov.uk'`,
        )
      ).tokens
    const tokens = opened(settings(), (await kept()) ?? Buffer.alloc(0))
    assert.ok(tokens?.refresh)
    assert.equal((await kept())?.includes(tokens.access), false, 'they are sealed')
    assert.equal(opened({ ...settings(), clientSecret: 'another' }, (await kept()) ?? Buffer.alloc(0)), null)
    await test.db.run(sql`
      update access.identity i set tokens = ${sealed(settings(), { ...tokens, accessUntil: 0 })} from people.person p where p.id = i.person_id and p.email = 'champion@example.gov.uk'`)
    await ask()
    assert.equal((await visitor.get('/assessments')).status, 200)
    assert.ok((opened(settings(), (await kept()) ?? Buffer.alloc(0))?.accessUntil ?? 0) > Date.now())
    organisation.accounts.delete('3')
    assert.equal((await ask()).gone, 1)
    assert.equal((await visitor.get('/account')).status, 303)
    assert.equal(
      (await today()).some((line) => line.endsWith('open')),
      false,
    )
    assert.equal(await kept(), null)
    organisation.refreshes = false
  })

  it('changes nothing while the provider does not answer, and lets no session outlive the day', async () => {
    kim(['KIM-Champions'])
    const { visitor } = await signIn('3')
    await test.db.run(sql`update access.identity set tokens = tokens`)
    const down = { ...settings(), issuer: 'http://127.0.0.1:9' }
    await test.db.run(sql`update access.identity set issuer = 'http://127.0.0.1:9'`)
    assert.deepEqual(await askProvider(test.db, test.act(), down), { asked: 0, gone: 0, silent: 0 })
    await test.db.run(sql`update access.identity set issuer = ${settings().issuer}`)
    assert.equal((await visitor.get('/assessments')).status, 200)
    for (const at of ['2026-11-24T16:00:00Z', '2026-11-24T23:59:00Z']) {
      test.setNow(at)
      assert.equal((await visitor.get('/account')).status, 200, at)
    }
    test.setNow('2026-11-25T00:00:00Z')
    assert.equal((await visitor.get('/account')).status, 303)
    test.setNow('2026-11-24T09:00:00Z')
  })

  it('ends a role at once when no group is appointed to it here any more', async () => {
    kim(['KIM-Champions'])
    const { visitor } = await signIn('3')
    const { id, version } = await test.db.one<{ id: string; version: number }>(
      sql`select id, version from people.group_role where group_name = 'KIM-Champions'`,
    )
    const saved = await changeItem(test.db, test.act(), groupRoles, id, version, {
      ended_on: '2026-11-24',
      ended_why: 'A test.',
    })
    assert.ok('id' in saved)
    assert.equal(
      (await today()).some((line) => line.endsWith('open')),
      false,
    )
    assert.equal((await visitor.get('/account')).status, 303)
    test.setNow('2026-11-21T09:00:00Z')
  })

  it('shows where somebody is signed in, and ends one of their sessions and nobody else’s', async () => {
    const [{ visitor: one }, { visitor: two }] = [await signIn('1'), await signIn('1')]
    const { visitor: other } = await signIn('3')
    const ids = [...(await two.get('/account')).body.matchAll(/name="id" value="([0-9a-f]{64})"/g)].map(
      ([, id = '']) => id,
    )
    assert.ok(ids.length >= 1)
    await other.get('/account')
    for (const id of ids) assert.equal((await other.post('/account/sessions/end', { id })).status, 303)
    assert.equal((await one.get('/account')).status, 200)
    for (const id of ids) await two.post('/account/sessions/end', { id })
    assert.equal((await one.get('/account')).status, 303)
    assert.equal((await two.get('/account')).status, 200)
  })

  it('lets administrators in with a password when it is down, and tells the other ones', async () => {
    const settings = { MUNIMENT_OIDC_ISSUER: 'http://127.0.0.1:9', MUNIMENT_OIDC_CLIENT_ID: 'muniment' }
    for (const [passwords, plainStatus] of [
      ['administrators', 422],
      ['everybody', 303],
    ] as const) {
      const down = await testHouse({
        withExample: false,
        settings: { ...settings, MUNIMENT_OIDC_PASSWORDS: passwords },
      })
      const ids = await down.db.transaction(async (tx) => {
        const made: string[] = []
        for (const [name, role] of [
          ['Chief', 'Departmental Records Officer'],
          ['Other chief', 'Administrator'],
          ['Reader', 'Assessor'],
        ] as const) {
          const id = await appoint(tx, down.act(), {
            name,
            email: `${name.replace(' ', '.')}@example.gov.uk`,
            role,
            fromOn: '2026-01-01',
          })
          await saveAccount(tx, down.act(), { personId: id, signInName: name, password: 'a long enough password' })
          made.push(id)
        }
        return made
      })
      const enter = async (name: string) => {
        const visitor = new Visitor(down.server)
        await visitor.get('/sign-in')
        return visitor.post('/sign-in', { name, password: 'a long enough password', next: '/' })
      }
      assert.equal((await enter('Chief')).status, 303)
      const told = await down.db.many(sql`select person_id as id, subject from mail.message where kind = 'security'`)
      assert.deepEqual(told, [{ id: ids[1], subject: 'Chief signed in with a password' }])
      const { count } = await down.db.one<{ count: number }>(
        sql`select count(*) from audit.entry where what = 'sign-in.past-organisation' and actor_id = ${ids[0] ?? ''}`,
      )
      assert.equal(count, 1)
      const reader = await enter('Reader')
      assert.equal(reader.status, plainStatus)
      if (plainStatus === 422) assert.match(reader.body, /Sign in with your organisation: passwords are for those/)
      await down.close()
    }
  })

  it('says so when the organisation cannot be reached, and leaves the password for those who have one', async () => {
    const down = await testHouse({
      withExample: false,
      settings: { MUNIMENT_OIDC_ISSUER: 'http://127.0.0.1:9', MUNIMENT_OIDC_CLIENT_ID: 'muniment' },
    })
    const visitor = new Visitor(down.server)
    assert.match((await visitor.get('/sign-in')).body, /With a password/)
    const { status, body } = await visitor.get('/sign-in/organisation')
    assert.equal(status, 503)
    assert.match(body, /sign-in cannot be reached/)
    await down.close()
  })
})
