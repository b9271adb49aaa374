import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { type TestHouse, testHouse } from '../../../test/house.ts'
import { inTurns } from '../../../test/turns.ts'
import { rooms } from '../../house.ts'
import { isOfApi, type Route } from './route.ts'

const listOf = (many: number, one: (index: number) => string) =>
  `[${Array.from({ length: many }, (_, index) => one(index)).join()}]`
const names = (many: number, from = 0) => Array.from({ length: many }, (_, index) => `"n${from + index}":1`).join()

/** What takes long to read or to look into, in a body of so many bytes. */
const BODIES: readonly (readonly [what: string, of: (bytes: number) => string])[] = [
  ['one long text', (bytes) => `{"name":"${'x'.repeat(bytes - 11)}"}`],
  ['a long list in a field', (bytes) => `{"name":${listOf(Math.min(118_000, bytes / 8), (index) => `"${index}"`)}}`],
  ['names that all differ', (bytes) => `{"rows":${listOf(bytes / 1_700, (index) => `{${names(100, index * 100)}}`)}}`],
  ['as many names as may differ', () => `{"rows":${listOf(5, (index) => `{${names(990, index * 990)}}`)}}`],
  ['many rows', (bytes) => `{"rows":${listOf(Math.min(59_000, bytes / 20), (index) => `{"name":"x${index}"}`)}}`],
  [
    'a row with a long list',
    (bytes) => `{"rows":[{"name":${listOf(Math.min(100_000, bytes / 8), (index) => `${index}`)}}]}`,
  ],
  [
    'a member with many addresses',
    (bytes) => `{"Resources":[{"emails":${listOf(Math.min(55_000, bytes / 20), (index) => `{"value":"x${index}"}`)}}]}`,
  ],
  [
    'a member with many schemas',
    (bytes) => `{"Resources":[{"schemas":${listOf(Math.min(118_000, bytes / 12), (index) => `"x${index}"`)}}]}`,
  ],
]

describe('the largest JSON that a route takes', () => {
  let test: TestHouse
  let key: string
  before(async () => {
    test = await testHouse()
    const officer = await test.person('Departmental Records Officer')
    key = await test.key(officer.id, ['people:read', 'people:change', 'accounts:administer'])
  })
  after(() => test.close())

  const send = async ({ method, path }: Route, payload: string) => {
    const url = path.replaceAll(/:\w+/g, '01a1fcf2-f643-7a3a-b1e7-9d4f44938249')
    const headers = { host: 'localhost', authorization: `Bearer ${key}`, 'content-type': 'application/json' }
    return (await test.server.inject({ method, url, headers, payload })).statusCode
  }
  const routes = rooms.routes.filter(
    (route) => isOfApi(route) && route.method !== 'GET' && /\/people\/(?:units|feeds)\b/.test(route.path),
  )

  it('is asked of a register, of its import and of a directory', () => {
    assert.deepEqual(routes.map(({ method, path }) => `${method} ${path}`).toSorted(), [
      'PATCH /api/v1/people/units/:id',
      'POST /api/v1/people/feeds',
      'POST /api/v1/people/units',
      'POST /api/v1/people/units/import',
    ])
  })

  for (const [what, of] of BODIES)
    it(`lets everybody have their turn, with ${what}`, async () => {
      for (const route of routes) {
        const text = of(route.most.bytes)
        assert.ok(text.length <= route.most.bytes, `${text.length} bytes`)
        const status = await inTurns(`${route.path}: ${what}`, () => send(route, text), { again: true })
        assert.ok(status < 500, `${route.path}: ${status}`)
      }
    })
})
