import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Permission, Reach } from '#platform/access/index.ts'
import { name, sql } from '#platform/db/index.ts'
import { findItem, inUnitOf, type Register, rightProblems } from '#platform/register/index.ts'
import { appointments, people, units } from '../src/features/people/registers.ts'
import { roles } from '../src/features/people/roles.ts'
import { rooms } from '../src/house.ts'
import { chance } from './chance.ts'
import { type TestHouse, testHouse, type Visitor } from './house.ts'
import { personWith } from './person.ts'

const { registers, permissions } = rooms
/** Those of which the right to change them can be kept to a unit. */
const kept = registers.filter(({ unit }) => unit.by !== 'any')

interface Row {
  readonly id: string
  readonly version: number
}

describe('rights that are kept to a unit', () => {
  let test: TestHouse
  let own: Visitor
  let token: string
  let personId: string
  let here: string
  let there: string
  /** One item of each register that belongs to another unit, or to none. */
  const outside = new Map<string, Row>()

  const api = async (method: 'GET' | 'POST' | 'PATCH' | 'DELETE', url: string, payload?: object) => {
    const headers = { host: 'localhost', authorization: `Bearer ${token}` }
    const reply = await test.server.inject({ method, url: `/api/v1${url}`, headers, ...(payload ? { payload } : {}) })
    return { status: reply.statusCode, json: reply.json<Record<string, unknown>>(), body: reply.body }
  }

  before(async () => {
    test = await testHouse()
    const top = await test.db.one<{ id: string }>(sql`select id from people.unit where parent_id is null`)
    here = await test.add(units, { name: 'Office of Here', kind: 'team', parent_id: top.id })
    there = await test.add(units, { name: 'Office of There', kind: 'team', parent_id: top.id })
    const inUnits = permissions.filter(({ holds }) => !('isNeverKept' in holds)).map(({ key }) => key)
    const role = await test.add(roles(permissions), { name: 'Does all here', permissions: inUnits, reach: 'unit' })
    personId = await test.add(people, { name: 'Keeper of Here', unit_id: here })
    await test.add(appointments, { person_id: personId, role_id: role, unit_id: here, from_on: '2026-01-01' })
    own = await test.visitor('Keeper of Here')
    token = await test.key(personId, inUnits)
    await furnishElsewhere(role)
    const person = await test.person('Keeper of Here')
    for (const register of kept) {
      const row = await test.db.maybe<Row>(sql`
        select id, version from ${name(...register.table)} as item
        where not ${inUnitOf(register, person, register.change, 'item')} order by id limit 1`)
      if (row) outside.set(register.key, row)
    }
  })
  after(() => test.close())

  /** What the example department has none of. */
  async function furnishElsewhere(role: string): Promise<void> {
    const of = (key: string) => registers.find((one) => one.key === key) ?? assert.fail(key)
    const other = await test.add(people, { name: 'Somebody of There', unit_id: there })
    const asset = await test.add(of('assets'), { name: 'Files of There', unit_id: there })
    const place = await test.add(of('places'), {
      name: 'Store of There',
      kind: 'paper-store',
      state: 'live',
      unit_id: there,
    })
    const body = await test.add(of('bodies'), { name: 'Board of There', kind: 'board', unit_id: there })
    await test.add(of('bodies'), { name: 'Other board of There', kind: 'board', unit_id: there })
    await test.add(of('boxes'), { number: 'B1', series: 'S', place_id: place })
    await test.add(of('duties'), { asset_id: asset, person_id: other, role_id: role, from_on: '2026-01-01' })
    await test.add(of('courses-done'), { person_id: other, course: 'Records', done_on: '2026-01-01' })
    await test.add(of('memberships'), { body_id: body, person_id: other, capacity: 'member', from_on: '2026-01-01' })
    await test.add(of('meetings'), { body_id: body, held_on: '2026-01-01' })
  }

  const each = (work: (register: Register, row: Row) => Promise<void>) => async () => {
    for (const register of kept) {
      const row = outside.get(register.key)
      if (row) await work(register, row)
    }
  }

  it('are tried on every register that the example has entries of', () => {
    const without = kept.filter(({ key }) => !outside.has(key)).map(({ key }) => key)
    assert.deepEqual(without, [])
  })

  it(
    'change nothing elsewhere by a page, which shows no button for it',
    each(async (register, { id }) => {
      const path = `${register.path}/${id}`
      const shown = await own.get(path)
      const isOpen = register.rows === 'every'
      assert.equal(shown.status, isOpen ? 200 : 404, path)
      assert.doesNotMatch(shown.body, new RegExp(`href="${path}/(change|end|merge|delete)"`), path)
      for (const at of [
        'change',
        ...(register.life.ended.by === 'kit' ? ['end'] : []),
        ...(register.life.merged.by === 'kit' ? ['merge'] : []),
        ...(register.life.deleted.by === 'kit' ? ['delete'] : []),
      ]) {
        assert.equal((await own.get(`${path}/${at}`)).status, isOpen ? 403 : 404, `${path}/${at}`)
        assert.equal(
          (await own.post(`${path}/${at}`, { version: '1', why: 'x', sure: 'yes' })).status,
          isOpen ? 403 : 404,
          `${path}/${at}`,
        )
      }
    }),
  )

  it(
    'change nothing elsewhere by the API, and end, merge and delete nothing',
    each(async (register, { id, version }) => {
      const path = `${register.path}/${id}`
      const refused = register.rows === 'every' ? 403 : 404
      const text = register.fields.find(({ kind, change }) => kind === 'text' && change === undefined)?.column
      assert.equal(
        (await api('PATCH', path, { version, ...(text ? { [text]: 'Otherwise' } : {}) })).status,
        refused,
        path,
      )
      if (register.life.ended.by === 'kit')
        assert.equal((await api('POST', `${path}/end`, { why: 'x' })).status, refused, path)
      if (register.life.deleted.by === 'kit')
        assert.equal((await api('DELETE', path, { why: 'x' })).status, refused, path)
      if (register.life.merged.by === 'kit') {
        const other = await test.db.one<Row>(
          sql`select id, version from ${name(...register.table)} where id <> ${id} limit 1`,
        )
        assert.equal((await api('POST', `${path}/merge`, { into: other.id })).status, refused, path)
      }
    }),
  )

  it(
    'leave a row of an import waiting, with the reason',
    each(async (register, { id }) => {
      const text = register.fields.find(({ kind, change }) => kind === 'text' && change === undefined)
      if (!text) return
      const { json, status } = await api('POST', `${register.path}/import`, {
        rows: [{ id, [text.column]: 'Otherwise' }],
      })
      assert.equal(status, 200, JSON.stringify(json))
      assert.equal(json.updated, 0, register.key)
      assert.equal((json.waiting as { why: string }[]).length, 1, register.key)
    }),
  )

  it('add nothing elsewhere, and keep what was typed', async () => {
    const form = (await own.get('/assets/assets/add')).body
    assert.match(form, new RegExp(`value="${here}"`))
    assert.doesNotMatch(form, new RegExp(`<option value="${there}"`))
    for (const [index, unit] of [there, ''].entries()) {
      const { status, body } = await own.post('/assets/assets/add', { name: `Elsewhere ${index}`, unit_id: unit })
      assert.equal(status, 422)
      assert.match(body, new RegExp(`value="Elsewhere ${index}"`))
    }
    assert.equal((await api('POST', '/assets/assets', { name: 'By program', unit_id: there })).status, 403)
    assert.equal((await api('POST', '/assets/assets', { name: 'By program', unit_id: here })).status, 200)
  })

  it('show an incident of the own unit, and no other: not in the list, on the page, by the API or at home', async () => {
    const incidents = registers.find(({ key }) => key === 'incidents') ?? assert.fail()
    const about = { aware_at: '2026-11-20T09:00', personal: 'yes' }
    const mine = await test.add(incidents, { ...about, title: 'Letter of Here', unit_id: here })
    const other = await test.add(incidents, { ...about, title: 'Letter of There', unit_id: there })
    const list = (await own.get(incidents.path)).body
    assert.match(list, /Letter of Here/)
    assert.doesNotMatch(list, /Letter of There/)
    assert.equal((await own.get(`${incidents.path}/${mine}`)).status, 200)
    assert.equal((await own.get(`${incidents.path}/${other}`)).status, 404)
    assert.equal((await own.post(`${incidents.path}/${other}/log`, { words: 'x' })).status, 404)
    assert.equal((await api('GET', `${incidents.path}/${other}`)).status, 404)
    const home = (await own.get('/')).body
    assert.match(home, /Letter of Here/)
    assert.doesNotMatch(home, /Letter of There/)
  })

  it('let anybody report an incident of another unit, and see what they reported', async () => {
    const { status, location = '' } = await own.post('/risks/report-an-incident', {
      title: 'Seen elsewhere',
      what: 'A file lay about',
      'aware-day': '20',
      'aware-month': '11',
      'aware-year': '2026',
      'aware-time': '9am',
      personal: 'no',
      unit: there,
    })
    assert.equal(status, 303)
    const shown = await own.get(location)
    assert.match(shown.body, /Seen elsewhere/)
    assert.doesNotMatch(shown.body, /See everything about the incident/)
  })

  it('are asked the same by the condition and by the deed, of random units', async () => {
    const next = chance(7)
    const all = (await test.db.many<{ id: string }>(sql`select id from people.unit`)).map(({ id }) => id)
    assert.ok(kept.length > 15)
    for (const register of kept) {
      const { unit, change } = register
      if (unit.by === 'any') continue
      const reach = new Map<Permission, Reach>([[change, all.filter(() => next() < 0.5)]])
      const person = personWith([], { reach })
      const asked = { ...register, unit: { ...unit, acting: () => Promise.resolve(person) } }
      const rows = await test.db.many<{ id: string; isAllowed: boolean }>(sql`
        select id, ${inUnitOf(register, person, change, 'item')} as "isAllowed" from ${name(...register.table)} as item order by id limit 50`)
      assert.ok(rows.length > 0, register.key)
      await test.db.transaction(async (tx) => {
        for (const { id, isAllowed } of rows) {
          const [problem] = await rightProblems(tx, test.act(), asked, [
            { id, before: await findItem(tx, register, id), value: {} },
          ])
          assert.equal(problem === null, isAllowed, `${register.key} ${id}`)
        }
      })
    }
  })
})
