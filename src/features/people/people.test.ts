import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from '#platform/db/index.ts'
import { readDocument } from '#platform/reading/index.ts'
import { makeOdf } from '../../../test/documents/make.ts'
import { type TestHouse, testHouse, type Visitor } from '../../../test/house.ts'
import { paths } from './paths.ts'
import { people, units } from './registers.ts'
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
    assert.match(page.body, /Name: “Strategy division”/)
    assert.match((await visitor.get(paths.units)).body, /<caption[^>]*>\s*Units\s*</)
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

  it('offer an appointment on the page of a person, a role and a unit, to whoever may make one, and while one may lead there', async () => {
    const [officer, other] = [await dro(), await test.visitor('KIM Champion, Digital and Technology')]
    const { id } = await test.person('Assessor')
    const role = await test.db.one<{ id: string }>(
      sql`select id from people.role where name = 'Local Information Manager'`,
    )
    const policy = await unit('Policy Group')
    for (const [path, column, one] of [
      [paths.person(id), 'person_id', id],
      [paths.role(role.id), 'role_id', role.id],
      [paths.unit(policy.id), 'unit_id', policy.id],
    ] as const) {
      const address = `${paths.appointments}/add?${column}=${one}`
      assert.ok((await officer.get(path)).body.includes(`href="${address}">Add an appointment`), path)
      assert.ok(!(await other.get(path)).body.includes(address), path)
      assert.match((await officer.get(address)).body, new RegExp(`value="${one}" selected|value="${one}"[^>]*selected`))
    }
    await test.db.run(sql`update people.person set left_on = '2026-11-20' where id = ${id}`)
    assert.ok(!(await officer.get(paths.person(id))).body.includes('/add?person_id='))
    await test.db.run(sql`update people.person set left_on = null where id = ${id}`)
  })

  it('have one link to retire a role, and to close, part or merge a unit', async () => {
    const officer = await dro()
    const role = await test.db.one<{ id: string }>(
      sql`select id from people.role where name = 'Local Information Manager'`,
    )
    const body = (await officer.get(paths.role(role.id))).body
    assert.deepEqual(
      [...body.matchAll(/>(Retire [^<]*)</g)].map(([, text]) => text),
      ['Retire this role'],
    )
    const policy = await unit('Policy Group')
    const links = [
      ...(await officer.get(paths.unit(policy.id))).body.matchAll(new RegExp(`href="${paths.reorganise}">`, 'g')),
    ]
    assert.equal(links.length, 1)
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
    assert.equal((await visitor.agree(action)).location, action)
    const left = await visitor.get(action)
    assert.match(left.body, /1 person added\. 2 rows are left here/)
    assert.match(left.body, /2 rows wait<[\s\S]*0 will be added</)
    assert.match(left.body, /<th scope="row"[^>]*>4<\/th>/)
    assert.match((await visitor.get(`${paths.persons}/import`)).body, /people\.ods.*2 rows/)
    const columns = { 'column-0': 'name', 'column-1': '', 'column-2': '' }
    assert.equal((await visitor.post(`${action}/columns`, columns)).status, 303)
    assert.equal((await visitor.agree(action)).location, action)
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
    const refused = await visitor.agree(action)
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
    const done = await visitor.agree(action)
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

  it('take many at once by their API, and say of each that waits why', async () => {
    const { id } = await test.person('Departmental Records Officer')
    const token = await test.key(id, ['people:change'])
    const send = async (payload: object) => {
      const { statusCode, json } = await test.server.inject({
        method: 'POST',
        url: `/api/v1${paths.persons}/import`,
        headers: { host: 'localhost', authorization: `Bearer ${token}` },
        payload,
      })
      return { statusCode, body: json() }
    }
    const rows = [
      { name: 'Ada Many', email: 'ada.many@example.gov.uk', grade: 'SEO' },
      { name: 'Bob Many', email: 'no address', grade: null },
    ]
    const waiting = [{ row: 2, why: 'Enter an email address in the correct format, like name@example.gov.uk' }]
    const answer = { rows: 2, added: 1, updated: 0, unchanged: 0, waiting }
    assert.deepEqual((await send({ rows, dry_run: true })).body, answer)
    assert.deepEqual((await send({ rows })).body, answer)
    assert.deepEqual((await send({ rows })).body, { ...answer, added: 0, unchanged: 1 })
    const updated = (await send({ rows: [{ email: 'ada.many@example.gov.uk', grade: 'Grade 7' }] })).body
    assert.deepEqual([updated.updated, updated.waiting], [1, []])
    for (const wrong of [{}, { rows: 'all' }, { rows: [{ name: 'X' }, { grade: 'SEO' }] }, { rows: [{ shoe: '9' }] }])
      assert.equal((await send(wrong)).statusCode, 400)
    for (const name of [['a', 'b'], { x: 1 }, false, []]) {
      const refused = await send({
        rows: [
          { name: 'Right', grade: null },
          { name, grade: null },
        ],
      })
      assert.deepEqual([refused.statusCode, refused.body.title], [400, `Row 2: Name cannot be ${JSON.stringify(name)}`])
    }
    assert.equal((await send({ rows: [{ name: 'Listed grade', grade: ['SEO'] }] })).statusCode, 400)
    assert.equal(
      await test.db.maybe(sql`select from people.person where name in ('a, b', 'Right', 'Listed grade')`),
      null,
    )
    const long = await send({ rows: [{ name: 'X', ['y'.repeat(500_000)]: '' }] })
    assert.deepEqual([long.statusCode, long.body.title.length < 200], [400, true])
    const wide = Object.fromEntries(Array.from({ length: 201 }, (_, index) => [`f${index}`, '']))
    const { statusCode, body } = await send({ rows: [wide] })
    assert.deepEqual([statusCode, body.title], [400, 'Row 1 gives more than 200 fields'])
  })

  it('let a row that waits be put right, page through many, and save only what was shown', async () => {
    const visitor = await dro()
    const many = Array.from({ length: 60 }, (_, index) => [`Many ${index}`, 'SEO'])
    const action = await imported(visitor, paths.persons, [['Name', 'Grade'], ...many, ['Wrong', 'Duke']])
    const first = await visitor.get(`${action}?show=added`)
    assert.match(first.body, /1 row waits<[\s\S]*60 will be added</)
    assert.match(first.body, /Many 49<[\s\S]*show=added&(?:amp;)?after=51"/)
    assert.match((await visitor.get(`${action}?show=added&after=51`)).body, /Many 50<[\s\S]*Many 59</)
    const row = await visitor.get(`${action}/rows/62`)
    assert.match(row.body, /It waits because: “Duke” is not one of the answers for Grade/)
    assert.equal((await visitor.get(`${action}/rows/2`)).status, 404)
    assert.equal((await visitor.get(`${action}/rows/99999999999`)).status, 404)
    assert.equal((await visitor.post(`${action}/rows/62`, { 'cell-0': 'Right', 'cell-1': 'Grade 6' })).status, 303)
    const mended = await visitor.get(action)
    assert.match(mended.body, /0 rows wait<[\s\S]*61 will be added</)
    const stale = await visitor.post(action, { seen: 'another' })
    assert.equal(stale.status, 422)
    assert.equal((await visitor.agree(action)).location, paths.persons)
    assert.ok(await test.db.maybe(sql`select from people.person where name = 'Right' and grade = 'Grade 6'`))
    const id = action.split('/').at(-1)
    assert.deepEqual(await test.db.many(sql`select from register.import_row where import_id = ${id}`), [])
    const other = await imported(visitor, paths.persons, [
      ['Name', 'Grade'],
      ['Right', 'SEO'],
    ])
    assert.match((await visitor.get(other)).body, /Grade: from “Grade 6” to “SEO”/)
    assert.match((await visitor.get(`${other}?show=unchanged&after=x`)).body, /0 rows change nothing/)
    await visitor.post(`${other}/drop`, {})
  })

  it('do by their API what they do by their pages, under the same rules', async () => {
    const person = await test.person('Departmental Records Officer')
    const key = (permissions: string[]) => test.key(person.id, permissions)
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

  it('refuse units that would lie deeper than fifty levels, in the form and from a file, and move deep branches as one', async () => {
    const visitor = await dro()
    const top = await unit('Policy Group')
    const chain = async (name: string, levels: number) => {
      await test.db.run(sql`
        insert into people.unit (id, name, kind, parent_id)
        select (lpad(to_hex(n), 8, '0') || '-' || left(md5(${name}), 4) || '-7000-8000-000000000000')::uuid, ${name} || ' ' || n, 'team',
          case when n > 1 then (lpad(to_hex(n - 1), 8, '0') || '-' || left(md5(${name}), 4) || '-7000-8000-000000000000')::uuid end
        from generate_series(1, ${levels}::integer) n`)
      return unit(`${name} 1`)
    }
    await assert.rejects(chain('Too long', 51), /fifty levels/)
    const first = await chain('Deep', 49)
    const move = (parent: string, version: number) =>
      visitor.post(`${paths.units}/${first.id}/change`, {
        name: 'Deep 1',
        kind: 'team',
        parent_id: parent,
        version: String(version),
      })
    await visitor.get(`${paths.units}/${first.id}/change`)
    const above = await test.db.one<{ id: string }>(
      sql`select id from people.unit where parent_id is null and name <> 'Deep 1' limit 1`,
    )
    assert.notEqual(above.id, top.id)
    const refused = await move(top.id, 1)
    assert.equal(refused.status, 422)
    assert.match(refused.body, /Units can lie in 50 levels at most/)
    assert.equal((await move(above.id, 1)).status, 303)
    const rows = [...Array(60)].map((_, n) => ({
      name: `Row ${n}`,
      kind: 'team',
      parent_id: n > 0 ? `Row ${n - 1}` : '',
    }))
    const { id: personId } = await test.person('Departmental Records Officer')
    const token = await test.key(personId, ['people:change'])
    const sent = await test.server.inject({
      method: 'POST',
      url: '/api/v1/people/units/import',
      headers: { host: 'localhost', authorization: `Bearer ${token}` },
      payload: { rows },
    })
    assert.equal(sent.json().added, 50, sent.body)
    assert.deepEqual([sent.json().waiting[0].row, sent.json().waiting.length], [51, 10])
    assert.match(sent.json().waiting[0].why, /Units can lie in 50 levels at most/)
  })

  it('stand with those appointed in them alone, though two have one name, and say where not all are shown', async () => {
    const visitor = await dro()
    const person = await test.add(people, { name: 'Only one of two' })
    const parents = await test.db.many<{ id: string }>(
      sql`select id from people.unit where closed_on is null order by id limit 2`,
    )
    const [one] = await Promise.all(
      parents.map(({ id }) => test.add(units, { name: 'Twice', kind: 'team', parent_id: id, closed_on: null })),
    )
    const role = await test.db.one<{ id: string }>(sql`select id from people.role order by name limit 1`)
    await test.db.run(sql`
      insert into people.appointment (id, person_id, role_id, unit_id, from_on)
      values (gen_random_uuid(), ${person}, ${role.id}, ${one}, '2026-01-01')`)
    const home = (await visitor.get(paths.home)).body
    assert.equal(home.split('Only one of two').length, 2, 'once')
    assert.doesNotMatch(home, / shown\./)
    await test.db.run(sql`
      with crowd as (
        insert into people.person (id, name) select gen_random_uuid(), 'Crowd ' || n from generate_series(1, 2100) n returning id)
      insert into people.appointment (id, person_id, role_id, unit_id, from_on)
      select gen_random_uuid(), id, ${role.id}, ${one}, '2026-01-01' from crowd`)
    assert.match((await visitor.get(paths.home)).body, /2,000 of 2,\d{3} appointments are shown/)
  })

  it('say how many units are not shown, and take a name typed where there are too many to choose from', async () => {
    const visitor = await dro()
    await test.db.run(sql`
      insert into people.unit (id, name, kind) select gen_random_uuid(), 'Office ' || n, 'team' from generate_series(1, 2400) n`)
    const { all } = await test.db.one<{ all: number }>(
      sql`select count(*)::integer as all from people.unit where closed_on is null`,
    )
    const home = (await visitor.get(paths.home)).body
    assert.ok(home.includes(`2,000 of ${all.toLocaleString('en-GB')} units are shown`))
    assert.match(home, /See all units/)
    const form = (await visitor.get(paths.reorganiseAs('move'))).body
    assert.match(form, /<input[^>]*name="unit"/)
    assert.ok(!form.includes('Office 7<'))
    const asked = { 'on-day': '21', 'on-month': '11', 'on-year': '2026', why: 'Moved', parent: 'policy group' }
    const wrong = await visitor.post(paths.reorganiseAs('move'), { ...asked, unit: 'Offic 2399' })
    assert.equal(wrong.status, 422)
    assert.match(wrong.body, /Nothing to choose from is called “Offic 2399”/)
    assert.match(wrong.body, /value="policy group"/)
    const near = await visitor.post(paths.reorganiseAs('move'), { ...asked, unit: 'ice 2399' })
    assert.match(near.body, /Did you mean “Office 2399”/)
    const preview = await visitor.post(paths.reorganiseAs('move'), { ...asked, unit: 'OFFICE 2399' })
    assert.match(preview.body, /Check what will change/)
    const done = await visitor.post(paths.reorganiseAs('move'), { ...asked, unit: 'OFFICE 2399', sure: 'yes' })
    assert.equal(done.status, 303)
    const moved = await test.db.one<{ parent: string }>(
      sql`select p.name as parent from people.unit u join people.unit p on p.id = u.parent_id where u.name = 'Office 2399'`,
    )
    assert.equal(moved.parent, 'Policy Group')
    for (const path of ['/plans', '/risks'])
      assert.match((await visitor.get(path)).body, /<input[^>]*name="unit"/, path)
    assert.match((await visitor.get('/risks?unit=Nowhere')).body, /Nothing to choose from is called “Nowhere”/)
    assert.equal((await visitor.get('/plans?unit=Office')).status, 200)
  })
})
