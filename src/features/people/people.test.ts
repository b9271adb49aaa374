import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { makeKey } from '#platform/access/index.ts'
import { sql } from '#platform/db/index.ts'
import { readDocument } from '#platform/reading/index.ts'
import { makeOdf } from '../../../test/documents/make.ts'
import { type TestHouse, testHouse, type Visitor } from '../../../test/house.ts'
import { paths } from './paths.ts'
import { matchNames } from './store.ts'

describe('the registers of people', () => {
  let test: TestHouse
  before(async () => {
    test = await testHouse()
  })
  after(() => test.close())

  const dro = () => test.visitor('Departmental Records Officer')
  const unit = (name: string) =>
    test.db.one<{ id: string; version: number }>(sql`select id, version from people.unit where name = ${name}`)

  it('add an item with its history, and refuse what breaks a rule in words', async () => {
    const visitor = await dro()
    const { id: parent } = await unit('Policy Group')
    await visitor.get(`${paths.units}/add`)
    const { status, location = '' } = await visitor.post(`${paths.units}/add`, {
      name: 'Strategy division',
      kind: 'division',
      parent_id: parent,
    })
    assert.equal(status, 303)
    const page = await visitor.get(location)
    assert.match(page.body, /The unit was added/)
    assert.match(page.body, /Name: to “Strategy division”/)
    const again = await visitor.post(`${paths.units}/add`, {
      name: 'strategy DIVISION',
      kind: 'division',
      parent_id: parent,
    })
    assert.equal(again.status, 422)
    assert.match(again.body, /There is a unit with this name in the same place already/)
    assert.match(
      (await visitor.post(`${paths.units}/add`, { name: '', kind: 'nonsense' })).body,
      /Enter the name of the unit/,
    )
  })

  it('refuse a circle of units', async () => {
    const visitor = await dro()
    const [top, below] = [
      await unit('Department for Example Affairs'),
      await unit('Knowledge and Information Management team'),
    ]
    await visitor.get(`${paths.units}/${top.id}/change`)
    const { status, body } = await visitor.post(`${paths.units}/${top.id}/change`, {
      version: String(top.version),
      name: 'Department for Example Affairs',
      kind: 'core-department',
      parent_id: below.id,
    })
    assert.equal(status, 422)
    assert.match(body, /cannot be part of itself/)
  })

  it('tell the second of two people that the first has changed the item', async () => {
    const [one, two] = [await dro(), await dro()]
    const { id, version } = await unit('Example Heritage Commission')
    const fields = { version: String(version), kind: 'arms-length-body', parent_id: '' }
    await one.get(`${paths.units}/${id}/change`)
    await two.get(`${paths.units}/${id}/change`)
    assert.equal(
      (await one.post(`${paths.units}/${id}/change`, { ...fields, name: 'Heritage Commission' })).status,
      303,
    )
    const { status, body } = await two.post(`${paths.units}/${id}/change`, {
      ...fields,
      name: 'Commission for Heritage',
    })
    assert.equal(status, 409)
    assert.match(body, /Somebody else has changed this unit meanwhile/)
  })

  it('refuse two appointments of one person to one role at one time', async () => {
    const visitor = await dro()
    const { id: person } = await test.person('Assessor')
    const role = await test.db.one<{ id: string; unit: string }>(
      sql`select a.role_id as id, a.unit_id as unit from people.appointment a where a.person_id = ${person}`,
    )
    await visitor.get(`${paths.appointments}/add`)
    const { body } = await visitor.post(`${paths.appointments}/add`, {
      person_id: person,
      role_id: role.id,
      unit_id: role.unit,
      'from_on-day': '1',
      'from_on-month': '1',
      'from_on-year': '2026',
    })
    assert.match(body, /already holds this role in this unit at that time/)
  })

  it('leave as a file and come back from it', async () => {
    const visitor = await dro()
    for (const ending of ['csv', 'xlsx', 'ods']) {
      const { raw } = await visitor.get(`${paths.persons}.${ending}`)
      const [table] = (await readDocument(raw, `people.${ending}`)).blocks.filter((block) => block.type === 'table')
      assert.deepEqual(
        table?.rows[0]?.map((cell) => cell.paragraphs.join()),
        [
          'Name',
          'Email address',
          'Grade',
          'Works in',
          'What they know',
          'Security clearance',
          'Left on',
          'Number in the directory',
          'Identifier',
          'Version',
        ],
      )
      assert.equal(table?.rows.length, 10)
    }
  })

  const imported = async (visitor: Visitor, path: string, rows: string[][]): Promise<string> => {
    await visitor.get(`${path}/import`)
    const { status, location } = await visitor.upload(`${path}/import`, {
      name: 'people.ods',
      bytes: makeOdf('spreadsheet', [{ rows }]),
    })
    assert.equal(status, 303)
    return location ?? ''
  }

  it('neutralise what a spreadsheet would run, and restore it on the way back', async () => {
    const visitor = await dro()
    const rows = [
      ['Name', 'Grade', 'Shoe size'],
      ['=HYPERLINK("x")', 'SEO', '9'],
      ['', 'SEO', ''],
      ['+44', 'Duke', ''],
    ]
    await visitor.get(`${paths.persons}/import`)
    const action = await imported(visitor, paths.persons, rows)
    const preview = await visitor.get(action)
    assert.match(preview.body, /2 rows wait<[\s\S]*1 will be added</)
    assert.match(preview.body, /Shoe size/)
    assert.match(preview.body, /Enter the person’s name/)
    assert.equal((await visitor.post(action, {})).location, action)
    const left = await visitor.get(action)
    assert.match(left.body, /1 person added\. 2 rows wait here/)
    assert.match(left.body, /2 rows wait<[\s\S]*0 will be added</)
    assert.match(left.body, /<th scope="row"[^>]*>4<\/th>/)
    assert.match((await visitor.get(`${paths.persons}/import`)).body, /people\.ods.*2 rows/)
    const columns = { 'column-0': 'name', 'column-1': '', 'column-2': '' }
    assert.equal((await visitor.post(`${action}/columns`, columns)).status, 303)
    assert.equal((await visitor.post(action, {})).location, action)
    assert.equal((await visitor.post(`${action}/drop`, {})).status, 303)
    assert.equal((await visitor.get(action)).status, 404)
    assert.deepEqual(
      await test.db.many(sql`select name from people.person where name in ('+44', '') or name like 'HYPER%'`),
      [{ name: '+44' }],
    )
    assert.deepEqual(await test.db.many(sql`select name from people.person where name like '=%'`), [
      { name: '=HYPERLINK("x")' },
    ])
    const { raw } = await visitor.get(`${paths.persons}.csv`)
    assert.match(raw.toString(), /"'=HYPERLINK\(""x""\)"/)
  })

  it('take a department’s own columns as somebody says, and wait until the names in them are there', async () => {
    const visitor = await dro()
    const action = await imported(visitor, paths.units, [
      ['Business area', 'Sort', 'Reports to', 'Old code'],
      ['Archive team', 'Team', 'Policy Group', 'A1'],
      ['Map team', 'Team', 'Geography', 'A2'],
      ['Chart team', 'Team', 'geography', 'A3'],
      ['Odd team', 'Battalion', 'Policy Group', 'A4'],
    ])
    const first = await visitor.get(action)
    assert.match(first.body, /4 rows wait<[\s\S]*0 will be added</)
    assert.match(first.body, /These columns are left out: “Business area”; “Sort”; “Reports to”; “Old code”\./)
    assert.match(first.body, /Such as “Archive team”/)
    const twice = await visitor.post(`${action}/columns`, { 'column-0': 'name', 'column-3': 'name' })
    assert.equal(twice.status, 422)
    assert.match(twice.body, /Another column is taken as Name already/)
    assert.equal((await visitor.post(`${action}/columns`, { 'column-0': 'password' })).status, 422)
    const taken = { 'column-0': 'name', 'column-1': 'kind', 'column-2': 'parent_id', 'column-3': '' }
    assert.equal((await visitor.post(`${action}/columns`, taken)).status, 303)
    const second = await visitor.get(action)
    assert.match(second.body, /3 rows wait<[\s\S]*1 will be added</)
    assert.match(second.body, /There is no unit called “Geography”/)
    assert.match(second.body, /Add this unit/)
    assert.equal(second.body.match(/Add this unit/g)?.length, 1, 'one name, however it is written')
    await visitor.post(`${paths.units}/add`, { name: 'Geography', kind: 'directorate' })
    assert.equal((await visitor.post(`${action}/check`, {})).status, 303)
    assert.match((await visitor.get(action)).body, /1 row waits<[\s\S]*3 will be added</)
    const assessor = await test.visitor('Assessor')
    assert.equal((await assessor.get(action)).status, 403)
    const geography = await test.db.one<{ id: string }>(sql`select id from people.unit where name = 'Geography'`)
    await visitor.post(`${paths.units}/add`, { name: 'Chart team', kind: 'team', parent_id: geography.id })
    const refused = await visitor.post(action, {})
    assert.equal(refused.status, 422)
    assert.match(refused.body, /Nothing was saved: something has changed since you looked/)
    assert.match(refused.body, /2 will be added<[\s\S]*1 row changes nothing</)
    assert.equal(await test.db.maybe(sql`select from people.unit where name = 'Archive team'`), null)
    await test.db.run(sql`update people.unit set name = 'Another chart team' where name = 'Chart team'`)
    await visitor.post(`${paths.units}/add`, { name: 'Geography', kind: 'team', parent_id: geography.id })
    await visitor.post(`${action}/check`, {})
    const both = await visitor.get(action)
    assert.match(both.body, /There is more than one unit called “Geography”/)
    assert.doesNotMatch(both.body, /Names that lead nowhere yet/)
    await test.db.run(
      sql`update people.unit set name = 'Lower geography' where parent_id = ${geography.id} and name = 'Geography'`,
    )
    await visitor.post(`${action}/check`, {})
    const done = await visitor.post(action, {})
    assert.equal(done.status, 303)
    const under = await test.db.many<{ name: string; parent: string }>(
      sql`select u.name, p.name as parent from people.unit u join people.unit p on p.id = u.parent_id where u.name in ('Archive team', 'Map team', 'Chart team') order by u.name`,
    )
    assert.deepEqual(under, [
      { name: 'Archive team', parent: 'Policy Group' },
      { name: 'Chart team', parent: 'Geography' },
      { name: 'Map team', parent: 'Geography' },
    ])
  })

  it('sort, filter and keep views', async () => {
    const visitor = await dro()
    const { body } = await visitor.get(`${paths.units}?name=agency&sort=name&order=descending`)
    assert.match(body, /Example Inspection Agency/)
    assert.doesNotMatch(body, />Policy Group<\/a><\/th>/)
    await visitor.post('/views', {
      register: 'units',
      name: 'Agencies',
      query: '?kind=executive-agency',
      back: paths.units,
    })
    assert.match((await visitor.get(paths.units)).body, /href="\/people\/units\?kind=executive-agency">Agencies/)
    assert.doesNotMatch((await (await test.visitor('Assessor')).get(paths.units)).body, /Agencies</)
    assert.equal((await visitor.get(`${paths.units}?after=broken`)).status, 400)
  })

  it('do by their API what they do by their pages, under the same rules', async () => {
    const person = await test.person('Departmental Records Officer')
    const key = (permissions: string[]) =>
      test.db.transaction((tx) =>
        makeKey(tx, test.act(person), { name: 'test', personId: person.id, permissions, expiresOn: '2026-12-31' }),
      )
    const ask = async (token: string, method: 'GET' | 'POST' | 'PATCH', url: string, payload?: object) => {
      const reply = await test.server.inject({
        method,
        url,
        headers: { authorization: `Bearer ${token}`, host: 'localhost' },
        ...(payload ? { payload } : {}),
      })
      return {
        status: reply.statusCode,
        json: reply.json<{ id: string; version: number; name: string; title: string; items: { name: string }[] }>(),
      }
    }
    const reader = await key(['people:read'])
    const writer = await key(['people:read', 'people:change'])
    assert.ok(
      (await ask(reader, 'GET', `/api/v1${paths.units}`)).json.items.some(({ name }) => name === 'Policy Group'),
    )
    assert.equal((await ask(reader, 'POST', `/api/v1${paths.units}`, { name: 'X', kind: 'team' })).status, 403)
    const made = await ask(writer, 'POST', `/api/v1${paths.units}`, { name: 'Team of the API', kind: 'team' })
    assert.equal(made.status, 200)
    assert.equal(
      (await ask(writer, 'POST', `/api/v1${paths.units}`, { name: 'X', kind: 'team', colour: 'red' })).json.title,
      'There is no field “colour”',
    )
    const url = `/api/v1${paths.units}/${made.json.id}`
    assert.equal((await ask(writer, 'PATCH', url, { version: 1, name: 'Renamed' })).json.name, 'Renamed')
    assert.equal((await ask(writer, 'PATCH', url, { version: 1, name: 'Again' })).status, 409)
  })

  it('find the role that words mean before the person who holds it', async () => {
    const matches = await matchNames(test.db, ['DRO', 'departmental records officer', 'Nobody'])
    assert.deepEqual(
      [...matches].map(([words, { kind, name }]) => [words, kind, name]),
      [
        ['DRO', 'role', 'Departmental Records Officer'],
        ['departmental records officer', 'role', 'Departmental Records Officer'],
      ],
    )
  })
})
