import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { objectKind } from '#platform/access/index.ts'
import { sql } from '#platform/db/index.ts'
import { makeOdf } from '../../../test/documents/make.ts'
import { type TestHouse, testHouse, type Visitor } from '../../../test/house.ts'
import { personWith } from '../../../test/person.ts'
import { findItem, type Register, type RegisterField, seenItem } from './index.ts'
import { listingOf } from './listing.ts'
import { hiddenFrom, readBy, writtenBy } from './model.ts'

const UNIT = objectKind({ key: 'units', shape: { table: ['people', 'unit'], facts: { id: 'id' } } }, ({ worksIn }) => ({
  deeds: { read: { allow: worksIn('id') } },
}))

/** Units, but each seen only by those who work in it; the register of units shows every one. */
const HIDDEN: Register = {
  key: 'hidden',
  singular: 'unit',
  plural: 'units',
  table: ['people', 'unit'],
  path: '/hidden',
  see: 'people:read',
  change: 'people:change',
  unit: { by: 'any', because: 'it is about what is seen' },
  rows: UNIT,
  about: '',
  named: ['name'],
  keys: [['name']],
  fields: [
    { kind: 'text', column: 'name', label: 'Name', required: 'Enter a name', sorted: true },
    { kind: 'text', column: 'external_id', label: 'Number', change: 'accounts:administer' },
  ],
  constraints: {},
  life: {
    ended: { by: 'nobody', because: 'It is a test.' },
    merged: { by: 'nobody', because: 'It is a test.' },
    deleted: { by: 'nobody', because: 'It is a test.' },
  },
}

describe('what a register shows and lets write', () => {
  let test: TestHouse
  let kim: Visitor
  let dro: Visitor
  before(async () => {
    test = await testHouse()
    ;[kim, dro] = await Promise.all([test.visitor('Head of KIM'), test.visitor('Departmental Records Officer')])
  })
  after(() => test.close())

  const clearanceOf = async (name: string) =>
    (await test.db.one<{ clearance: string | null }>(sql`select clearance from people.person where name = ${name}`))
      .clearance

  it('is an item only for those whom its rule lets read it', async () => {
    const [own, other] = await test.db.many<{ id: string }>(sql`select id from people.unit order by name, id limit 2`)
    assert.ok(own && other)
    const viewer = personWith(['people:read'], { unitIds: [own.id] })
    assert.equal((await seenItem(test.db, HIDDEN, own.id, viewer))?.id, own.id)
    assert.equal(await seenItem(test.db, HIDDEN, other.id, viewer), null)
    assert.equal((await findItem(test.db, HIDDEN, other.id))?.id, other.id)
  })

  it('has no field for those who may not write it', () => {
    const columns = (...permissions: string[]) =>
      writtenBy(HIDDEN, personWith(permissions)).fields.map(({ column }) => column)
    assert.deepEqual(columns('people:change'), ['name'])
    assert.deepEqual(columns('people:change', 'accounts:administer'), ['name', 'external_id'])
  })

  it('lets nobody without the permission set a clearance: by form, file or API', async () => {
    const { id, version } = await test.db.one<{ id: string; version: number }>(
      sql`select id, version from people.person where name = 'Head of KIM'`,
    )
    const path = `/people/people/${id}`
    assert.doesNotMatch((await kim.get(`${path}/change`)).body, /Security clearance/)
    assert.match((await dro.get(`${path}/change`)).body, /Security clearance/)
    const form = { version: String(version), name: 'Head of KIM', grade: 'Grade 6', clearance: 'dv' }
    await kim.post(`${path}/change`, form)
    assert.equal(await clearanceOf('Head of KIM'), null)
    await kim.get('/people/people/import')
    const rows = [
      ['Name', 'Security clearance'],
      ['Somebody new', 'Developed Vetting (DV)'],
    ]
    const { location = '' } = await kim.upload('/people/people/import', {
      name: 'people.ods',
      bytes: makeOdf('spreadsheet', [{ rows }]),
    })
    await kim.get(location)
    assert.equal((await kim.agree(location)).status, 303)
    assert.equal(await clearanceOf('Somebody new'), null)
    const token = await test.key(id, ['people:change'])
    const { statusCode } = await test.server.inject({
      method: 'PATCH',
      url: `/api/v1${path}`,
      headers: { host: 'localhost', authorization: `Bearer ${token}` },
      payload: { version: version + 1, clearance: 'dv' },
    })
    assert.equal(statusCode, 400)
    assert.equal(await clearanceOf('Head of KIM'), null)
    const now = await test.db.one<{ version: number }>(sql`select version from people.person where id = ${id}`)
    await dro.post(`${path}/change`, { ...form, version: String(now.version) })
    assert.equal(await clearanceOf('Head of KIM'), 'dv')
  })

  it('shows a field that asks for a permission to be read to nobody else: in lists, filters, orders and forms', () => {
    const clearance: RegisterField = {
      kind: 'choice',
      column: 'kind',
      label: 'Kind',
      options: [{ value: 'team', text: 'Team' }],
      see: 'accounts:administer',
      sorted: true,
      filtered: true,
    }
    const hidden: Register = {
      ...HIDDEN,
      fields: [...HIDDEN.fields, clearance],
      facts: [{ ...clearance, column: 'id' }],
    }
    const shownTo = (...permissions: string[]) => {
      const viewer = personWith(permissions)
      const { columns, filters } = listingOf(readBy(hidden, viewer))
      return [
        columns.map(({ key }) => key),
        filters.map(({ key }) => key),
        writtenBy(hidden, viewer).fields.map(({ column }) => column),
        hiddenFrom(hidden, viewer),
      ]
    }
    assert.deepEqual(shownTo('people:read', 'people:change'), [
      ['name', 'external_id', 'id', 'version'],
      [],
      ['name'],
      ['kind', 'id'],
    ])
    assert.deepEqual(shownTo('accounts:administer'), [
      ['name', 'external_id', 'kind', 'id', 'id', 'version'],
      ['kind', 'id'],
      ['name', 'external_id', 'kind'],
      [],
    ])
  })

  it('shows a clearance to nobody else: on no page, in no list, download, answer of the API or history', async () => {
    const { id } = await test.db.one<{ id: string }>(sql`select id from people.person where name = 'Assessor'`)
    const path = `/people/people/${id}`
    const versionOf = async () =>
      (await test.db.one<{ version: number }>(sql`select version from people.person where id = ${id}`)).version
    const name = 'Assessor'
    await dro.post(`${path}/change`, { version: String(await versionOf()), name, grade: 'SEO', clearance: 'dv' })
    await dro.post(`${path}/change`, { version: String(await versionOf()), name, grade: 'Grade 7', clearance: 'sc' })
    const key = async (personName: string, permissions: readonly string[]) => {
      const personId = (await test.person(personName)).id
      return test.key(personId, permissions)
    }
    const ask = async (token: string, method: 'GET' | 'PATCH', url: string, payload?: object) => {
      const headers = { host: 'localhost', authorization: `Bearer ${token}` }
      return (await test.server.inject({ method, url: `/api/v1${url}`, headers, ...(payload ? { payload } : {}) })).body
    }
    const told = /clearance|Vetting|\b(?:SC|DV)\b|"(?:sc|dv)"/i
    const exco = await test.visitor('Executive committee member')
    const pages = (visitor: Visitor) =>
      Promise.all(
        [path, '/people/people', '/people/people?clearance=sc', '/people/people.csv', '/people/people.json'].map(
          async (url) => (await visitor.get(url)).body,
        ),
      )
    for (const visitor of [exco, kim]) {
      const shown = await pages(visitor)
      assert.equal(shown.length, 5)
      for (const body of shown) assert.doesNotMatch(body, told)
    }
    for (const url of [`${path}/change`, '/people/people/add', '/people/people/import'])
      assert.doesNotMatch((await kim.get(url)).body, told, url)
    const small = await key('Head of KIM', ['people:read', 'people:change'])
    for (const answer of [
      await ask(small, 'GET', path),
      await ask(small, 'GET', '/people/people'),
      await ask(small, 'PATCH', path, { version: await versionOf(), grade: 'SEO' }),
    ]) {
      assert.match(answer, /"name":"/)
      assert.doesNotMatch(answer, told)
    }
    // A key shows no more than it may, whoever's it is.
    assert.doesNotMatch(await ask(await key('Departmental Records Officer', ['people:read']), 'GET', path), told)
    const [own = '', , , csv = ''] = await pages(dro)
    assert.match(own, /Security clearance: from “Developed Vetting \(DV\)” to “Security Check \(SC\)”/)
    assert.match(csv, /Security Check \(SC\)/)
    const whole = await key('Departmental Records Officer', ['people:read', 'accounts:administer'])
    assert.match(await ask(whole, 'GET', path), /"clearance":"sc"/)
    // What changed in nothing else is not there at all.
    await dro.post(`${path}/change`, { version: String(await versionOf()), name, grade: 'SEO', clearance: 'ctc' })
    const changes = (body: string) => body.match(/moj-timeline__item/g)?.length ?? 0
    assert.equal(changes((await dro.get(path)).body) - changes((await exco.get(path)).body), 2)
  })
})
