import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { type TestDatabase, testDatabase } from '../../../test/cluster.ts'
import { type Db, openPool, sql } from '../db/index.ts'
import { beginAttempt, takeAttempt } from './identities.ts'
import { endKey, findKey, keysOf, makeKey } from './keys.ts'
import {
  csrfToken,
  digestOf,
  endSession,
  findSession,
  forgetOldSessions,
  isCsrfToken,
  leaveNotice,
  newToken,
  startSession,
} from './sessions.ts'

const at = (time: string) => new Date(`2026-11-${time}Z`)
const COUNT = sql`select count(*) from audit.entry where what = 'key.ended'`
const START = at('21T09:00:00')

describe('a session', () => {
  let database: TestDatabase
  let db: Db
  before(async () => {
    database = await testDatabase()
    db = openPool({ ...database.web, max: 2 })
  })
  after(async () => {
    await db.close()
    await database.drop()
  })
  const begin = (person = randomUUID()) => db.transaction((tx) => startSession(tx, person, START, 'A test'))

  it('ends eight hours after it was last used', async () => {
    const token = await begin()
    assert.ok(await findSession(db, token, at('21T16:59:59')))
    assert.ok(await findSession(db, token, at('22T00:59:58')))
    assert.equal(await findSession(db, token, at('22T08:59:58')), null)
    const other = await begin()
    assert.equal(await findSession(db, other, at('21T17:00:00')), null)
  })

  it('ends a day after it began, however often it is used', async () => {
    const token = await begin()
    for (const time of ['21T15:00:00', '21T22:00:00', '22T05:00:00', '22T08:59:59'])
      assert.ok(await findSession(db, token, at(time)), time)
    assert.equal(await findSession(db, token, at('22T09:00:00')), null)
  })

  it('ends on the day that it was given, where that is before the longest', async () => {
    for (const [latest, lasts] of [
      [at('21T12:00:00'), at('21T12:00:00')],
      [at('22T09:00:00'), at('22T09:00:00')],
      [at('23T09:00:00'), at('22T09:00:00')],
      [null, at('22T09:00:00')],
    ] as const) {
      const token = await db.transaction((tx) => startSession(tx, randomUUID(), START, 'A test', latest))
      await db.run(sql`update access.session set seen_at = ${lasts} where token_digest = ${digestOf(token)}`)
      assert.ok(await findSession(db, token, new Date(lasts.getTime() - 1)), `${latest?.toISOString()}`)
      assert.equal(await findSession(db, token, lasts), null, `${latest?.toISOString()}`)
    }
  })

  it('is written down as seen a minute after it last was, and not with each page', async () => {
    const token = await begin()
    const seenAt = async (time: string) => {
      assert.ok(await findSession(db, token, at(time)))
      const { seen } = await db.one<{ seen: Date }>(
        sql`select seen_at as seen from access.session where token_digest = ${digestOf(token)}`,
      )
      return seen.toISOString()
    }
    assert.equal(await seenAt('21T09:00:59'), '2026-11-21T09:00:00.000Z')
    assert.equal(await seenAt('21T09:01:00.000'), '2026-11-21T09:00:00.000Z')
    assert.equal(await seenAt('21T09:01:00.001'), '2026-11-21T09:01:00.001Z')
    assert.equal(await seenAt('21T09:02:00.001'), '2026-11-21T09:01:00.001Z')
  })

  it('carries what its next page says, until that is taken away', async () => {
    const token = await begin()
    const notice = async () => (await findSession(db, token, START))?.notice
    assert.equal(await notice(), null)
    for (const isDone of [true, false]) {
      await leaveNotice(db, digestOf(token), { text: 'The plan was saved', isDone })
      assert.deepEqual(await notice(), { text: 'The plan was saved', isDone })
    }
    await leaveNotice(db, digestOf(token), null)
    assert.equal(await notice(), null)
  })

  it('is known by its own token, and not once it was ended', async () => {
    const person = randomUUID()
    const token = await begin(person)
    assert.equal((await findSession(db, token, START))?.personId, person)
    assert.equal(await findSession(db, newToken(), START), null)
    const found = await findSession(db, token, START)
    assert.ok(found)
    await endSession(db, found.digest, at('21T09:10:00'))
    assert.equal(await findSession(db, token, at('21T09:10:01')), null)
  })

  it('protects its forms by a token that nobody else’s session has', async () => {
    const [own, other] = [newToken(), newToken()]
    assert.equal(isCsrfToken(csrfToken(own), own), true)
    assert.equal(isCsrfToken(csrfToken(other), own), false)
    assert.equal(isCsrfToken('', own), false)
    assert.equal(isCsrfToken(`${csrfToken(own)}a`, own), false)
    assert.ok(own.length >= 43, '32 bytes')
  })

  it('is forgotten a month after it expired', async () => {
    const token = await begin()
    await forgetOldSessions(db, at('30T09:00:00'))
    assert.ok(await findSession(db, token, START))
    assert.ok((await forgetOldSessions(db, new Date('2026-12-22T09:00:01Z'))) > 0)
    assert.equal(await findSession(db, token, START), null)
  })

  it('is begun elsewhere by an attempt, which its own browser uses once within a quarter of an hour', async () => {
    const attempt = { verifier: 'v', nonce: 'n', next: '/plans' }
    const begun = async () => {
      const state = newToken()
      await beginAttempt(db, state, 'mine', attempt, START)
      return state
    }
    const state = await begun()
    assert.equal(await takeAttempt(db, state, 'another', START), null)
    assert.equal(await takeAttempt(db, newToken(), 'mine', START), null)
    assert.deepEqual(await takeAttempt(db, state, 'mine', at('21T09:15:00')), attempt)
    assert.equal(await takeAttempt(db, state, 'mine', START), null, 'it is used up')
    assert.equal(await takeAttempt(db, await begun(), 'mine', at('21T09:15:00.001')), null)
    const late = await begun()
    const kept = async (time: string) => {
      await beginAttempt(db, newToken(), 'other', attempt, at(time))
      return (await db.one<{ count: number }>(sql`select count(*) from access.attempt where begun_at = ${START}`)).count
    }
    assert.ok((await kept('21T09:15:00')) > 0)
    assert.equal(await kept('21T09:15:00.001'), 0, 'old ones are forgotten')
    assert.equal(await takeAttempt(db, late, 'mine', START), null)
  })

  it('or a key lasts until its last day, and ends for its own person only', async () => {
    const act = { actor: { kind: 'system' as const }, at: START, requestId: null }
    const [person, other] = [randomUUID(), randomUUID()]
    const token = await db.transaction((tx) =>
      makeKey(tx, act, { name: 'A test', personId: person, permissions: ['plans:read'], expiresOn: '2026-12-21' }),
    )
    assert.deepEqual(await findKey(db, token, '2026-12-21'), { personId: person, permissions: ['plans:read'] })
    assert.equal(await findKey(db, token, '2026-12-22'), null)
    assert.equal(await findKey(db, `${token}a`, '2026-12-21'), null)
    const [{ id } = { id: '' }] = await keysOf(db, person)
    const entries = async () => (await db.one<{ count: number }>(COUNT)).count
    const before = await entries()
    await endKey(db, act, id, other)
    assert.ok(await findKey(db, token, '2026-12-21'))
    assert.equal(await entries(), before)
    await endKey(db, act, id, person)
    assert.equal(await findKey(db, token, '2026-12-21'), null)
    assert.equal(await entries(), before + 1)
    assert.deepEqual(await keysOf(db, person), [])
    await endKey(db, act, id, person)
    assert.equal(await entries(), before + 1)
  })
})
