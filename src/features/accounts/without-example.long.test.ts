import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from '#platform/db/index.ts'
import { type TestHouse, testHouse } from '../../../test/house.ts'
import { makeFirstAccountCode } from './index.ts'

describe('an installation without the example', () => {
  let test: TestHouse
  before(async () => {
    test = await testHouse({ withExample: false })
  })
  after(() => test.close())

  it('is opened by the code that the start prints, once, and then by passwords', async () => {
    const code = await makeFirstAccountCode(test.db)
    const visitor = await test.visitor()
    await visitor.get(`/sign-in/first-account?code=${code}`)
    const account = { person: 'First person', name: 'first', password: 'four words that differ' }
    assert.equal((await visitor.post('/sign-in/first-account', { ...account, code: 'wrong' })).status, 403)
    assert.equal((await visitor.post('/sign-in/first-account', { ...account, code, password: 'short' })).status, 422)
    assert.equal((await visitor.post('/sign-in/first-account', { ...account, code })).status, 303)
    assert.match((await visitor.get('/')).body, /First person/)
    const second = await test.visitor()
    assert.equal((await second.get('/sign-in/first-account')).status, 404)
    await second.get('/sign-in')
    assert.match(
      (await second.post('/sign-in', { name: 'first', password: 'not the right words' })).body,
      /The sign-in name or the password is wrong/,
    )
    assert.equal(
      (await second.post('/sign-in', { name: 'FIRST', password: account.password, next: '/plans' })).location,
      '/plans',
    )
    await second.get('/account')
    assert.equal(
      (await second.post('/sign-in/example', { person: (await test.person('First person')).id })).status,
      404,
    )
  })

  it('lets people change their own password, which signs them out everywhere else', async () => {
    const enter = async (password: string) => {
      const visitor = await test.visitor()
      await visitor.get('/sign-in')
      const { status } = await visitor.post('/sign-in', { name: 'first', password })
      if (status === 303) await visitor.get('/account')
      return { visitor, status }
    }
    const [{ visitor }, { visitor: elsewhere }] = [
      await enter('four words that differ'),
      await enter('four words that differ'),
    ]
    assert.match((await visitor.get('/account')).body, /href="\/account\/password"/)
    const change = (current: string, password: string) => visitor.post('/account/password', { current, password })
    for (const [current, password, why] of [
      ['', 'blue kettle marches north', /Enter your current password/],
      ['not the one', 'blue kettle marches north', /The current password is wrong/],
      ['four words that differ', 'four words that differ', /must differ from the current one/],
      ['four words that differ', 'short', /must be 14 characters or more/],
      ['four words that differ', 'Password1234567!', /harder to guess/],
      ['four words that differ', 'first.first.first', /harder to guess/],
    ] as const) {
      const refused = await change(current, password)
      assert.equal(refused.status, 422)
      assert.match(refused.body, why)
      assert.ok(!refused.body.includes(password))
    }
    const done = await change('four words that differ', 'blue kettle marches north')
    assert.deepEqual([done.status, done.location], [303, '/account'])
    assert.match((await visitor.get('/account')).body, /signed out everywhere else/)
    assert.equal((await elsewhere.get('/account')).status, 303)
    assert.equal((await enter('four words that differ')).status, 422)
    assert.equal((await enter('blue kettle marches north')).status, 303)
    const { count } = await test.db.one<{ count: number }>(
      sql`select count(*) from audit.entry where what = 'account.password-changed'`,
    )
    assert.equal(count, 1)
    await visitor.get('/account/password')
    assert.equal((await change('blue kettle marches north', 'four words that differ')).status, 303)
  })

  it('has no password to change where there is none, such as in the example', async () => {
    const example = await testHouse()
    const visitor = await example.visitor('Assessor')
    assert.equal((await visitor.get('/account/password')).status, 404)
    assert.doesNotMatch((await visitor.get('/account')).body, /Change your password/)
    await example.close()
  })

  it('makes keys that end', async () => {
    const visitor = await test.visitor()
    await visitor.get('/sign-in')
    await visitor.post('/sign-in', { name: 'first', password: 'four words that differ' })
    await visitor.get('/account')
    const key = { name: 'A dashboard', permissions: 'plans:read' }
    assert.match((await visitor.post('/account/keys', key)).body, /Select when the key ends/)
    assert.equal((await visitor.post('/account/keys', { ...key, days: '5000' })).status, 422)
    const { body } = await visitor.post('/account/keys', { ...key, days: '30' })
    const [token = ''] = /muniment_[\w-]+/.exec(body) ?? []
    const ask = async () =>
      (
        await test.server.inject({
          url: '/api/v1/plans',
          headers: { host: 'localhost', authorization: `Bearer ${token}` },
        })
      ).statusCode
    assert.match((await visitor.get('/account')).body, /21 December 2026/)
    test.setNow('2026-12-21T09:00:00Z')
    assert.equal(await ask(), 200)
    await visitor.get('/sign-in')
    await visitor.post('/sign-in', { name: 'first', password: 'four words that differ' })
    assert.match((await visitor.get('/')).body, /Your key for the API “A dashboard” ends on 21 December 2026/)
    test.setNow('2026-12-22T09:00:00Z')
    assert.equal(await ask(), 401)
    test.setNow('2026-11-21T09:00:00Z')
  })

  describe('where somebody guesses', () => {
    const RIGHT = 'four words that differ'
    const WAITING = /After too many tries you have to wait 15 minutes/
    /** Signs in by the forms of a browser, from an address. */
    const tries = async (cookies = new Map<string, string>()) => {
      const ask = async (remoteAddress: string, payload?: string) => {
        const reply = await test.server.inject({
          method: payload === undefined ? 'GET' : 'POST',
          url: '/sign-in',
          remoteAddress,
          headers: {
            host: 'localhost',
            cookie: [...cookies].map(([key, value]) => `${key}=${value}`).join('; '),
            ...(payload === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
          },
          ...(payload === undefined ? {} : { payload }),
        })
        for (const { name, value } of reply.cookies) cookies.set(name, value)
        return reply
      }
      const { body } = await ask('10.9.9.9')
      const csrf = /name="_csrf" value="([^"]+)"/.exec(body)?.[1] ?? ''
      assert.notEqual(csrf, '')
      const send = (address: string, name: string, password: string) =>
        ask(address, new URLSearchParams({ _csrf: csrf, name, password }).toString())
      return { cookies, send }
    }

    it('makes that address wait for that name, and nobody else; tries meanwhile do not make it longer', async () => {
      const guesser = await tries()
      const told = await guesser.send('10.0.0.1', 'first', 'wrong')
      for (let attempt = 1; attempt < 10; attempt += 1) await guesser.send('10.0.0.1', 'first', 'wrong')
      const shut = await guesser.send('10.0.0.1', 'first', RIGHT)
      assert.equal(shut.statusCode, 422)
      assert.match(shut.body, WAITING)
      const strange = await guesser.send('10.0.0.1', 'nobody of this name', 'wrong')
      const errorOf = (body: string) => /id="name-error"[^>]*>([\s\S]*?)<\/p>/.exec(body)?.[1]
      assert.ok(errorOf(shut.body))
      assert.deepEqual([errorOf(told.body), errorOf(strange.body)], [errorOf(shut.body), errorOf(shut.body)])
      assert.equal((await guesser.send('10.0.0.2', 'first', RIGHT)).statusCode, 303)
      test.setNow('2026-11-21T09:10:00Z')
      const again = await tries()
      assert.equal((await again.send('10.0.0.1', 'first', 'wrong')).statusCode, 422)
      test.setNow('2026-11-21T09:16:00Z')
      assert.equal((await again.send('10.0.0.1', 'first', RIGHT)).statusCode, 303)
    })

    it('keeps nobody out by sixty addresses, and after a hundred failures only browsers that are not known', async () => {
      const mine = await tries()
      assert.equal((await mine.send('10.1.0.1', 'first', RIGHT)).statusCode, 303)
      const [known, token = ''] = [...mine.cookies].find(([name]) => name === 'muniment-known') ?? []
      assert.ok(known)
      const guesser = await tries()
      const guess = async (from: number, to: number) => {
        for (let each = from; each < to; each += 1) await guesser.send(`10.2.0.${each}`, 'FIRST', 'wrong')
      }
      await guess(0, 60)
      const other = await tries()
      assert.equal((await other.send('10.3.0.1', 'first', RIGHT)).statusCode, 303)
      await guess(0, 100)
      assert.equal((await (await tries()).send('10.3.0.2', 'first', RIGHT)).statusCode, 422)
      const back = await tries(new Map([['muniment-known', 'not the token']]))
      assert.equal((await back.send('10.3.0.3', 'first', RIGHT)).statusCode, 422)
      const own = await tries(new Map([['muniment-known', token]]))
      assert.equal((await own.send('10.3.0.4', 'first', RIGHT)).statusCode, 303)
    })

    it('makes a known browser wait for its own failures', async () => {
      const mine = await tries()
      assert.equal((await mine.send('10.4.0.1', 'first', RIGHT)).statusCode, 303)
      const own = await tries(new Map([['muniment-known', mine.cookies.get('muniment-known') ?? '']]))
      for (let attempt = 0; attempt < 10; attempt += 1) await own.send(`10.4.1.${attempt}`, 'first', 'wrong')
      assert.equal((await own.send('10.4.2.1', 'first', RIGHT)).statusCode, 422)
    })
  })
})
