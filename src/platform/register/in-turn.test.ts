import assert from 'node:assert/strict'
import { once } from 'node:events'
import { request } from 'node:http'
import { after, before, describe, it } from 'node:test'
import { type TestHouse, testHouse } from '../../../test/house.ts'
import { until } from '../../../test/until.ts'
import type { Person } from '../access/index.ts'
import { sql } from '../db/index.ts'
import { inTurn, waitingOf } from './in-turn.ts'

describe('imports', () => {
  it('are worked on one at a time of one person, and few of everybody', async () => {
    const gates = new Map<string, () => void>()
    const begun: string[] = []
    const work = (who: string, name: string) =>
      inTurn(who, async () => {
        begun.push(name)
        await new Promise<void>((resolve) => gates.set(name, resolve))
      })
    const first = [work('a', 'a1'), work('a', 'a2'), work('b', 'b1'), work('c', 'c1')]
    await until(() => begun.length >= 2)
    assert.deepEqual(begun, ['a1', 'b1'])
    gates.get('b1')?.()
    await until(() => begun.length >= 3)
    assert.deepEqual(begun, ['a1', 'b1', 'c1'])
    gates.get('a1')?.()
    await until(() => begun.length >= 4)
    gates.get('a2')?.()
    gates.get('c1')?.()
    await Promise.all(first)
    assert.equal(waitingOf('a'), 0)
  })

  it('are refused where some of the same person wait already, also after one that failed', async () => {
    const { promise: over, resolve: end } = Promise.withResolvers<void>()
    const failing = inTurn('a', async () => {
      throw new Error('failed')
    })
    await assert.rejects(failing, /failed/)
    const three = [1, 2, 3].map(() => inTurn('a', () => over))
    await assert.rejects(
      inTurn('a', () => over),
      { status: 503, message: '3 of your imports are being worked on' },
    )
    end()
    await Promise.all(three)
  })
})

describe('an import by the API', () => {
  let test: TestHouse
  let base: string
  let officer: Person
  let headers: Record<string, string>
  before(async () => {
    test = await testHouse()
    base = await test.server.listen({ port: 0, host: '127.0.0.1' })
    officer = await test.person('Departmental Records Officer')
    const key = await test.key(officer.id, ['people:read', 'people:change', 'accounts:administer'])
    headers = { 'content-type': 'application/json', authorization: `Bearer ${key}` }
  })
  after(() => test.close())

  const send = (name: string) => {
    const asked = request(`${base}/api/v1/people/units/import`, { method: 'POST', headers, agent: false })
    asked.on('error', () => undefined)
    asked.end(JSON.stringify({ rows: [{ name, kind: 'Team' }] }))
    return asked
  }
  const named = async (name: string) => (await test.db.many(sql`select from people.unit where name = ${name}`)).length

  it('waits for its turn, and is given up where whoever sent it has gone meanwhile', async () => {
    const { promise: over, resolve: end } = Promise.withResolvers<void>()
    const held = inTurn(officer.id, () => over)
    const gone = send('A unit that nobody waits for')
    await until(() => waitingOf(officer.id) === 1)
    const stays = send('A unit that somebody waits for')
    await until(() => waitingOf(officer.id) === 2)
    const refused = send('One too many')
    const [reply] = await once(refused, 'response')
    assert.equal(reply.statusCode, 503)
    const sockets = () =>
      new Promise<number>((resolve) => test.server.server.getConnections((_, count) => resolve(count)))
    const before = await sockets()
    gone.destroy()
    await until(async () => (await sockets()) < before)
    end()
    await held
    const [answer] = await once(stays, 'response')
    assert.equal(answer.statusCode, 200)
    answer.resume()
    assert.equal(await named('A unit that nobody waits for'), 0)
    assert.equal(await named('A unit that somebody waits for'), 1)
    assert.equal(await named('One too many'), 0)
  })
})
