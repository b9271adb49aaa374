import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { pino } from 'pino'
import { countedRun } from '../../../test/counted-work.ts'
import { type TestHouse, testHouse, Visitor } from '../../../test/house.ts'
import { rooms } from '../../house.ts'
import { sql } from '../db/index.ts'
import { buildServer } from '../web/index.ts'
import { askForRun, runRoutes } from './index.ts'

const { routes } = rooms

describe('the page of a run', () => {
  let test: TestHouse
  let id: string
  const visitors = new Map<string, Visitor>()
  let server: Awaited<ReturnType<typeof buildServer>>
  const as = async (name: string) => {
    const known = visitors.get(name)
    if (known) return known
    const visitor = new Visitor(server)
    await visitor.signIn((await test.person(name)).id)
    visitors.set(name, visitor)
    return visitor
  }
  before(async () => {
    test = await testHouse()
    const nameOf = async () => 'Somebody <b>'
    server = await buildServer(test.house, [...routes, ...runRoutes([countedRun], nameOf)], pino({ level: 'silent' }))
    await server.ready()
    const person = await test.person('Departmental Records Officer')
    id = await test.db.transaction((tx) =>
      askForRun(tx, test.act(person), countedRun, { of: 200, throwsAt: [], refusesAt: [] }),
    )
  })
  after(async () => {
    await server.close()
    await test.close()
  })
  const path = () => `/runs/test.count/${id}`
  const page = async (query = '') => (await (await as('Departmental Records Officer')).get(`${path()}${query}`)).body

  it('shows how far it is, who asked, what it said last and what it refused, without a script', async () => {
    await test.db.run(
      sql`update runs.run set expected = 200, done = 50, refused = 1, worked_ms = 10000, said = 'Counted to 50' where id = ${id}`,
    )
    await test.db.run(sql`insert into runs.refusal (run_id, item, why, at) values (${id}, '7', 'It is <odd>', now())`)
    const body = await page()
    for (const words of [
      '<progress class="m-progress" max="100" value="25"',
      '50 of 200 done, 1 of them refused, 5 a second',
      'by Somebody &lt;b&gt;',
      'Counted to 50',
      'It is &lt;odd&gt;',
      'See how far it is now',
    ])
      assert.ok(body.includes(words), words)
  })

  it('loads itself again only when it is told to, while the run is open, and can be told to stop', async () => {
    assert.doesNotMatch(await page(), /http-equiv="refresh"/)
    const body = await page('?refresh=yes')
    assert.match(body, /<meta http-equiv="refresh" content="10">/)
    assert.match(body, /Stop loading it again/)
  })

  it('is of those who may see its kind, and of no other run', async () => {
    const other = await as('Executive committee member')
    assert.equal((await other.get(path())).status, 403)
    assert.equal((await other.post(`${path()}/stop`, {})).status, 403)
    const administrator = await as('Departmental Records Officer')
    for (const wrong of ['x', '0198f3a2-1111-7abc-8def-0123456789ab'])
      assert.equal((await administrator.get(`/runs/test.count/${wrong}`)).status, 404)
    await test.db.run(sql`update runs.run set kind = 'test.other' where id = ${id}`)
    assert.equal((await administrator.get(path())).status, 404)
    await test.db.run(sql`update runs.run set kind = 'test.count' where id = ${id}`)
  })

  it('stops the run and lets it go on, once each', async () => {
    const administrator = await as('Departmental Records Officer')
    assert.equal((await administrator.post(`${path()}/stop`, {})).status, 303)
    const stopped = await page('?refresh=yes')
    assert.match(stopped, /Stopped/)
    assert.doesNotMatch(stopped, /http-equiv="refresh"/)
    assert.equal((await administrator.post(`${path()}/stop`, {})).status, 409)
    assert.match(stopped, /Go on/)
    assert.equal((await administrator.post(`${path()}/resume`, {})).status, 303)
    assert.equal((await administrator.post(`${path()}/resume`, {})).status, 409)
    assert.match(await page(), /Waiting/)
  })
})
