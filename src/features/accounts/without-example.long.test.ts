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

  it('lets an account rest after ten wrong passwords', async () => {
    const visitor = await test.visitor()
    await visitor.get('/sign-in')
    for (let attempt = 0; attempt < 10; attempt += 1)
      await visitor.post('/sign-in', { name: 'first', password: 'wrong' })
    assert.equal((await visitor.post('/sign-in', { name: 'first', password: 'four words that differ' })).status, 422)
    test.setNow('2026-11-21T09:20:00Z')
    assert.equal((await visitor.post('/sign-in', { name: 'first', password: 'four words that differ' })).status, 303)
  })
})
