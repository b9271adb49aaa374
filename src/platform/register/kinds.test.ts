import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { assets, places } from '#features/assets/registers.ts'
import { makeKey } from '#platform/access/index.ts'
import { readRows } from '#platform/reading/index.ts'
import { type TestHouse, testHouse, type Visitor } from '../../../test/house.ts'
import { sentBy } from '../../../test/sent-form.ts'
import { byCommand, findItem, type Register, sheetOf, takeSheet } from './index.ts'

describe('kinds of fields', () => {
  let test: TestHouse
  let dro: Visitor
  let token = ''
  before(async () => {
    test = await testHouse()
    dro = await test.visitor('Departmental Records Officer')
    const person = await test.person('Departmental Records Officer')
    token = await test.db.transaction((tx) =>
      makeKey(tx, test.act(person), {
        name: 'programs',
        personId: person.id,
        permissions: ['assets:read', 'assets:change'],
        expiresOn: '2027-01-31',
      }),
    )
  })
  after(() => test.close())

  const call = async (method: 'GET' | 'POST' | 'PATCH', path: string, sent?: object) => {
    const reply = await test.server.inject({
      method,
      url: `/api/v1${path}`,
      headers: { host: 'localhost', authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(sent ? { payload: JSON.stringify(sent) } : {}),
    })
    return { status: reply.statusCode, body: reply.json<Record<string, unknown>>() }
  }
  const formOf = async (path: string) =>
    sentBy(
      /<form method="post" action="[^"]*\/(?:change|add)"[\s\S]*?<\/form>/.exec((await dro.get(path)).body)?.[0] ?? '',
    )
  const columnOf = async (register: Register, id: string, column: string) =>
    (await findItem(test.db, register, id))?.[column]
  /** What becomes of one cell of a file that says which item it is about. */
  const taken = async (register: Register, id: string, header: string, cell: string) => {
    const file = Buffer.from(`Identifier,${header}\n${id},"${cell.replaceAll('"', '""')}"\n`)
    const read = sheetOf(register, await readRows(file, 'one.csv'))
    assert.ok(read)
    const { outcomes } = await takeSheet(test.db, byCommand(register, test.act()), read, false)
    assert.equal(outcomes.length, 1)
    return outcomes[0]
  }
  const schemas = async (path: string, method: 'patch' | 'get') => {
    const reply = await test.server.inject({ method: 'GET', url: '/api/openapi.json', headers: { host: 'localhost' } })
    const { paths } = reply.json<{ paths: Record<string, Record<string, unknown>> }>()
    return JSON.stringify(paths[path]?.[method])
  }
  const anAsset = () => test.add(assets, { name: `Asset ${Math.random()}` })
  const aPlace = () => test.add(places, { name: `Place ${Math.random()}`, kind: 'system', state: 'live' })

  it('yes or no is asked, taken back, filtered, exported, imported and sent as such', async () => {
    const id = await anAsset()
    const path = `${assets.path}/${id}`
    const asked = (await dro.get(`${path}/change`)).body
    assert.match(asked, /type="radio" value="yes"[\s\S]*type="radio" value="no"[\s\S]*Not answered/)
    const save = async (is_vital: string) =>
      dro.post(`${path}/change`, { ...(await formOf(`${path}/change`)), is_vital })
    assert.equal((await save('yes')).status, 303)
    assert.match((await dro.get(path)).body, /Vital record\s*<\/dt>[\s\S]{0,80}Yes/)
    const refused = await save('perhaps')
    assert.equal(refused.status, 422)
    assert.match(refused.body, /govuk-error-message[\s\S]{0,200}is not one of the answers for Vital record/)
    assert.equal((await save('')).status, 303)
    assert.equal(await columnOf(assets, id, 'is_vital'), null)
    for (const [cell, kept] of [
      ['TRUE', 'yes'],
      ['n', 'no'],
      ['1', 'yes'],
      ['False', 'no'],
      ['Yes', 'yes'],
      ['', null],
    ] as const) {
      assert.equal((await taken(assets, id, 'Vital record', cell))?.outcome, 'updated', cell)
      assert.equal(await columnOf(assets, id, 'is_vital'), kept, cell)
    }
    assert.match(String((await taken(assets, id, 'Vital record', 'maybe'))?.why), /not one of the answers/)
    const { version } = (await call('GET', path)).body
    assert.equal((await call('PATCH', path, { version, is_vital: true })).body.is_vital, 'yes')
    const again = await call('PATCH', path, { version: Number(version) + 1, is_vital: 'no' })
    assert.equal(again.body.is_vital, 'no')
    assert.equal((await call('PATCH', path, { version: again.body.version, what: true })).status, 400)
    assert.equal((await call('PATCH', path, { version: again.body.version, is_vital: { a: 1 } })).status, 400)
    assert.equal((await call('PATCH', path, { version: again.body.version, is_vital: null })).body.is_vital, null)
    assert.match((await dro.get(`${assets.path}?is_vital=yes`)).body, /Selected filters[\s\S]*Vital record/)
    assert.match((await dro.get(path)).body, /Vital record: from “Yes” to “No”/)
    assert.match(await schemas(`/api/v1${assets.path}/{id}`, 'patch'), /"is_vital":\{[^}]*"yes","no",true,false,null/)
  })

  it('a marking is one of those of the government, sorted and filtered by their order', async () => {
    const ids = new Map<string, string>()
    for (const marking of ['top-secret', 'official', 'secret', 'official-sensitive'])
      ids.set(marking, await test.add(assets, { name: `Marked ${marking}`, marking }))
    const none = await test.add(assets, { name: 'Marked with none' })
    const listed = async (query: string) => {
      const found: string[] = []
      let after = ''
      do {
        const { body } = await call('GET', `${assets.path}?${query}${after ? `&after=${after}` : ''}`)
        found.push(...(body.items as { id: string }[]).map((one) => one.id))
        after = typeof body.next === 'string' ? body.next : ''
      } while (after)
      return found.filter((id) => id === none || [...ids.values()].includes(id))
    }
    const inOrder = ['official', 'official-sensitive', 'secret', 'top-secret'].map((one) => ids.get(one))
    assert.deepEqual(await listed('sort=marking'), [none, ...inOrder])
    assert.deepEqual(await listed('sort=marking&order=descending'), [none, ...inOrder].toReversed())
    assert.deepEqual(await listed('sort=marking&marking=secret'), [ids.get('secret')])
    assert.deepEqual(await listed('sort=marking&marking=from-official-sensitive'), inOrder.slice(1))
    assert.deepEqual(await listed('sort=marking&marking=from-nothing'), [])
    assert.match((await dro.get(`${assets.path}?marking=from-secret`)).body, /SECRET or higher/)
    for (const cell of ['Official - Sensitive', 'OFFICIAL-SENSITIVE', 'official-sensitive', 'official sensitive']) {
      await taken(assets, none, 'Protective marking', cell)
      assert.equal(await columnOf(assets, none, 'marking'), 'official-sensitive', cell)
      await taken(assets, none, 'Protective marking', '')
      assert.equal(await columnOf(assets, none, 'marking'), null)
    }
    assert.match(
      String((await taken(assets, none, 'Protective marking', 'CONFIDENTIAL'))?.why),
      /“CONFIDENTIAL” is not one/,
    )
  })

  it('a decimal has its places and its unit, wherever it is written and read', async () => {
    const id = await aPlace()
    const path = `${places.path}/${id}`
    const save = async (fields: Record<string, string>) =>
      dro.post(`${path}/change`, { ...(await formOf(`${path}/change`)), ...fields })
    const asked = (await dro.get(`${path}/change`)).body
    assert.match(asked, /govuk-input__prefix"[^>]*>£<[\s\S]*govuk-input__suffix"[^>]*>TB</)
    assert.match(asked, /Licences, hosting, storage and support/)
    assert.equal((await save({ yearly_cost: '£1,250.5', volume_tb: '0.125' })).status, 303)
    const shown = (await dro.get(path)).body
    assert.match(shown, /£1,250\.50[\s\S]*0\.125 TB/)
    assert.equal((await save({ yearly_cost: '£1,300' })).status, 303)
    assert.match((await dro.get(path)).body, /Cost a year: from “£1,250\.50” to “£1,300”/)
    const refused = await save({ yearly_cost: '1.005', volume_tb: 'much' })
    assert.equal(refused.status, 422)
    assert.match(refused.body, /id="yearly_cost-error"[\s\S]{0,200}no more than 2 digits after the point/)
    assert.match(refused.body, /id="volume_tb-error"[\s\S]{0,200}Volume must be a number/)
    assert.match(refused.body, /value="1\.005"/)
    assert.equal((await taken(places, id, 'Cost a year', '1300'))?.outcome, 'unchanged')
    assert.equal((await taken(places, id, 'Cost a year', '£1,300.00'))?.outcome, 'unchanged')
    assert.equal((await taken(places, id, 'Volume', '0.30000000000000004'))?.outcome, 'updated')
    assert.equal(await columnOf(places, id, 'volume_tb'), 0.3)
    await taken(places, id, 'Volume', '1.25E-1')
    assert.equal(await columnOf(places, id, 'volume_tb'), 0.125)
    assert.match(String((await taken(places, id, 'Volume', '0.12345'))?.why), /no more than 3 digits/)
    const { body } = await call('GET', path)
    assert.deepEqual([body.yearly_cost, body.volume_tb], [1300, 0.125])
    assert.equal((await call('PATCH', path, { version: body.version, yearly_cost: 99.9 })).body.yearly_cost, 99.9)
    assert.equal((await call('PATCH', path, { version: Number(body.version) + 1, yearly_cost: -1 })).status, 400)
    assert.match(
      await schemas(`/api/v1${places.path}/{id}`, 'get'),
      /"yearly_cost":\{[^}]*"type":\["number","null"\],"minimum":0/,
    )
    const costs = async (query: string) =>
      (
        (await call('GET', `${places.path}?${query}`)).body.items as { id: string; yearly_cost: number | null }[]
      ).filter((one) => one.yearly_cost !== null)
    const found = await costs('sort=yearly_cost&yearly_cost-from=50&yearly_cost-to=£96,000.00')
    assert.deepEqual(
      found.map((one) => one.yearly_cost),
      [99.9, 96_000],
    )
    assert.equal((await costs('yearly_cost-from=nothing')).length, 3)
    assert.match(
      (await dro.get(`${places.path}?yearly_cost-from=50`)).body,
      /Cost a year: at least[\s\S]*govuk-input__prefix/,
    )
    const csv = (await dro.get(`${places.path}.csv?yearly_cost-to=100`)).body
    assert.match(csv, /,99\.9,0\.125,/)
  })
})
