import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { type TestHouse, testHouse, type Visitor } from '../../../test/house.ts'
import { rooms } from '../../house.ts'
import { sql } from '../db/index.ts'

const { routes } = rooms

/** Numbers that no column of whole numbers holds, and what is none. */
const NUMBERS = ['1e400', '1e300', '1e19', '99999999999', '-1e400', 'NaN', '0x7fffffffff', '1.5']
const NAMES = [
  'from',
  'after',
  'before',
  'page',
  'version',
  'edition',
  'steps',
  'number',
  'days',
  'least',
  'most',
  'year',
]
const CURSORS = ['["1e400","x"]', '["", "00000000-0000-0000-0000-000000000000"]', '["2026-99-99","y"]'].map((text) =>
  Buffer.from(text).toString('base64url'),
)

describe('values that nobody types', () => {
  let test: TestHouse
  let chief: Visitor
  before(async () => {
    test = await testHouse()
    chief = await test.visitor('Departmental Records Officer')
  })
  after(() => test.close())

  const failing = async (ask: (path: string) => Promise<{ status: number }>, method: 'GET' | 'POST') => {
    const paths = routes.filter((route) => route.method === method && !route.path.includes(':')).map(({ path }) => path)
    assert.ok(paths.length > 30)
    const failed: string[] = []
    for (const path of paths) {
      const { status } = await ask(path)
      if (status >= 500) failed.push(`${path}: ${status}`)
    }
    return failed
  }
  const all = (number: string) => Object.fromEntries(NAMES.map((name) => [name, number]))

  it('in an address are no fault of ours', async () => {
    for (const number of NUMBERS.slice(0, 3))
      assert.deepEqual(
        await failing((path) => chief.get(`${path}?${new URLSearchParams(all(number)).toString()}`), 'GET'),
        [],
        number,
      )
    for (const cursor of CURSORS)
      for (const side of ['after', 'before'])
        assert.deepEqual(await failing((path) => chief.get(`${path}?${side}=${cursor}`), 'GET'), [], cursor)
  })

  it('in a form are no fault of ours', async () => {
    await chief.get('/account')
    const kept = new Set(['/sign-out', '/sign-in/example', '/sign-in'])
    const post = async (path: string, number: string) =>
      kept.has(path) ? { status: 200 } : chief.post(path, all(number))
    for (const number of NUMBERS.slice(0, 3))
      assert.deepEqual(await failing((path) => post(path, number), 'POST'), [], number)
  })

  it('on a check page show its first page', async () => {
    const [likelihood, other] = await test.db.many<{ id: string }>(
      sql`select id from risks.likelihood order by rank limit 2`,
    )
    const { id: unit } = await test.db.one<{ id: string }>(sql`select id from people.unit where name = 'Policy Group'`)
    const heir = {
      unit,
      names: 'Spin off one\nSpin off two',
      kind: 'team',
      heir: 'itself',
      why: 'Because',
      on: '2026-11-21',
    }
    await chief.get('/account')
    for (const from of NUMBERS) {
      const matrix = await chief.post('/risks/matrix/fewer-steps', {
        [`step-${likelihood?.id}`]: other?.id ?? '',
        why: 'Fewer',
        from,
      })
      assert.equal(matrix.status, 200, matrix.body)
      assert.match(matrix.body, /What each risk becomes/)
      const split = await chief.post('/people/reorganise/split', { ...heir, from })
      assert.equal(split.status, 200)
      assert.match(split.body, /Check what will change/)
    }
  })

  it('as JSON are no form, whatever the token', async () => {
    const { id: claim } = await test.db.one<{ id: string }>(sql`
      select c.id from plans.claim c join plans.action a on a.id = c.action_id where a.ref = '1.4' and c.by_person_id is not null`)
    const { id: participant } = await test.db.one<{ id: string }>(
      sql`select id from assessments.participant order by id limit 1`,
    )
    await chief.get('/account')
    const paths = [
      `/plans/claims/${claim}/evidence`,
      `/assessments/units/${participant}/questions/A1`,
      ...routes.filter((one) => one.method === 'POST' && !/:|^\/api|^\/sign/.test(one.path)).map(({ path }) => path),
    ]
    for (const path of paths)
      for (const sent of [{ note: 5 }, { url: null }, { url: [1, 2] }, [], 5, 'text']) {
        const reply = await test.server.inject({
          method: 'POST',
          url: path,
          headers: {
            ...chief.credentials,
            host: 'localhost',
            'content-type': 'application/json',
            'tus-resumable': '1.0.0',
          },
          payload: JSON.stringify(sent),
        })
        // Uploads are no form at all, and say which type of content they take.
        const refusal = path === '/uploads' ? 415 : 400
        assert.equal(reply.statusCode, refusal, `${path} ${JSON.stringify(sent)}: ${reply.statusCode}`)
      }
  })
})
