import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { makeKey, objectKind } from '#platform/access/index.ts'
import { sql } from '#platform/db/index.ts'
import { makeOdf } from '../../../test/documents/make.ts'
import { type TestHouse, testHouse, type Visitor } from '../../../test/house.ts'
import { personWith } from '../../../test/person.ts'
import { findItem, type Register, seenItem } from './index.ts'
import { writtenBy } from './model.ts'

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
  rows: UNIT,
  about: '',
  named: ['name'],
  fields: [
    { kind: 'text', column: 'name', label: 'Name', required: 'Enter a name', sorted: true },
    { kind: 'text', column: 'external_id', label: 'Number', change: 'accounts:administer' },
  ],
  constraints: {},
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
    assert.equal((await kim.post(location, {})).status, 303)
    assert.equal(await clearanceOf('Somebody new'), null)
    const token = await test.db.transaction((tx) =>
      makeKey(tx, test.act(), { name: 'k', personId: id, permissions: ['people:change'], expiresOn: '2026-12-31' }),
    )
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
})
