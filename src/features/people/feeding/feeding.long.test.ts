import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from '#platform/db/index.ts'
import { readDocument } from '#platform/reading/index.ts'
import { type TestHouse, testHouse, type Visitor } from '../../../../test/house.ts'
import { paths } from '../paths.ts'
import { compare } from './compare.ts'
import { forgetOldFeeds } from './deeds.ts'
import { type Fed, type FedPerson, fedFromScim, fedFromTable } from './model.ts'

const TODAY = '2026-11-21'
const person = (changes: Partial<FedPerson>): FedPerson => ({
  row: 2,
  externalId: null,
  name: 'Somebody',
  email: null,
  grade: null,
  unit: null,
  isActive: true,
  leftOn: null,
  ...changes,
})

describe('a feed', () => {
  const table = async (text: string) => fedFromTable(await readDocument(Buffer.from(text), 'feed.csv'))

  it('is read from a table of people, whatever the staff system calls its columns', async () => {
    const fed = await table(
      'Employee number,Full name,E-mail,Department,Grade,Status,Leaving date,Shoe size\n7,Ann Example,ann@example.gov.uk,Policy Group,SEO,Active,,9\n8,Bob Example,,,,Inactive,31/10/2026,\n',
    )
    assert.deepEqual(fed?.people, [
      person({
        row: 2,
        externalId: '7',
        name: 'Ann Example',
        email: 'ann@example.gov.uk',
        grade: 'SEO',
        unit: 'Policy Group',
      }),
      person({ row: 3, externalId: '8', name: 'Bob Example', isActive: false, leftOn: '2026-10-31' }),
    ])
    assert.equal(await table('A,B\n1,2\n'), null)
  })

  it('is read from a table of units', async () => {
    const fed = await table('Name,Type,Part of,ID\nPensions,Directorate or group,Department for Example Affairs,U1\n')
    assert.deepEqual(fed, {
      people: [],
      units: [
        {
          row: 2,
          externalId: 'U1',
          name: 'Pensions',
          kind: 'Directorate or group',
          parent: 'Department for Example Affairs',
        },
      ],
    })
  })

  it('is read from SCIM, with people and units together', async () => {
    const fed = await fedFromScim({
      schemas: ['urn:ietf:params:scim:api:messages:2.0:ListResponse'],
      Resources: [
        {
          meta: { resourceType: 'OrganizationalUnit' },
          externalId: 'U1',
          displayName: 'Pensions',
          parent: 'Policy Group',
        },
        {
          id: 'x',
          userName: 'ann',
          name: { givenName: 'Ann', familyName: 'Example' },
          emails: [{ value: 'other@example.gov.uk' }, { value: 'ann@example.gov.uk', primary: true }],
          active: false,
          'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User': { employeeNumber: '7', department: 'U1' },
          somethingElse: true,
        },
      ],
    })
    assert.deepEqual(fed?.units, [{ row: 1, externalId: 'U1', name: 'Pensions', kind: null, parent: 'Policy Group' }])
    assert.deepEqual(fed?.people, [
      person({
        row: 2,
        externalId: '7',
        name: 'Ann Example',
        email: 'ann@example.gov.uk',
        unit: 'U1',
        isActive: false,
      }),
    ])
    assert.equal(
      (await fedFromScim({ Resources: [{ displayName: 'A\u0000nn\n  Example' }] }))?.people[0]?.name,
      'Ann Example',
    )
    assert.equal(await fedFromScim({ users: [] }), null)
    assert.equal(await fedFromScim({ Resources: [{ active: 'yes' }] }), null)
  })
})

describe('feeds of people and units', () => {
  let test: TestHouse
  let dro: Visitor
  before(async () => {
    test = await testHouse()
    dro = await test.visitor('Departmental Records Officer')
  })
  after(() => test.close())

  const send = async (text: string, whole: 'yes' | 'no', name = 'feed.csv') => {
    await dro.get(paths.feeds)
    const { status, location = '' } = await dro.upload(paths.feeds, { name, bytes: Buffer.from(text) }, { whole })
    assert.equal(status, 303)
    return location
  }
  const apply = (feed: string, accept = '') => dro.post(`${feed}/apply`, { accept })
  const found = (name: string) =>
    test.db.maybe<{
      id: string
      email: string | null
      unit: string | null
      left: string | null
      number: string | null
    }>(sql`
      select p.id, p.email, u.name as unit, p.left_on as left, p.external_id as number from people.person p left join people.unit u on u.id = p.unit_id where p.name = ${name}`)

  it('show what would change, name what is wrong in each row, and lose nothing', async () => {
    const feed = await send(
      [
        'Number,Name,Email,Unit,Grade,Employee number',
        ',Ann Example,ann@example.gov.uk,Policy Group,SEO,7',
        ',Bob Example,bob@example.gov.uk,Nowhere,SEO,8',
        ',,nobody@example.gov.uk,,,9',
        ',Cat Example,,,,',
        ',Dan Example,ann@example.gov.uk,,,10',
        ',Eve Example,not an address,,,11',
        ',Fay Example,fay@example.gov.uk,,Duke,12',
      ].join('\n'),
      'no',
    )
    const { body } = await dro.get(feed)
    for (const words of [
      'There is no unit, or more than one, called “Nowhere”',
      'They have no name',
      'They have neither a number nor an address',
      'Another row has the same address already',
      '“not an address” is not an email address',
      '“Duke” is not a grade',
    ])
      assert.ok(body.includes(words), words)
    assert.equal(await found('Ann Example'), null, 'nothing before somebody says so')
    assert.equal((await apply(feed)).status, 303)
    assert.deepEqual(await found('Ann Example').then((one) => [one?.email, one?.unit, one?.number]), [
      'ann@example.gov.uk',
      'Policy Group',
      '7',
    ])
    assert.match((await dro.get(feed)).body, /It was applied[\s\S]*Duke/)
    assert.equal((await apply(feed)).status, 409)
    assert.match((await dro.get(`${feed}/table.csv`)).body, /Problem,Eve Example,7,,,/)
  })

  it('change what they say and leave the rest; find people by their number, or by their address the first time', async () => {
    const assessor = await found('Assessor')
    await test.db.run(sql`update people.person set email = 'Assessor@Example.gov.uk' where id = ${assessor?.id ?? ''}`)
    const feed = await send(
      'ID,Name,Email\n7,Ann Other,ann.other@example.gov.uk\n30,Assessor,assessor@example.gov.uk\n31,Somebody else,assessor@example.gov.uk',
      'no',
    )
    const { body } = await dro.get(feed)
    assert.match(body, /Name: from “Ann Example” to “Ann Other”/)
    assert.match(body, /Number in the directory: to “30”/)
    await apply(feed)
    assert.equal((await found('Ann Other'))?.unit, 'Policy Group')
    const { grade } = await test.db.one<{ grade: string }>(
      sql`select grade from people.person where id = ${assessor?.id ?? ''}`,
    )
    assert.equal(grade, 'SEO')
    const long = await dro.get(await send(`ID,Name\n98,${'x'.repeat(201)}`, 'no'))
    assert.match(long.body, /must be 200 characters or less/)
    const taken = await dro.get(
      await send('ID,Name,Email\n99,Ann Other,assessor@example.gov.uk\n7,Ann Other,assessor@example.gov.uk', 'no'),
    )
    assert.match(taken.body, /The address assessor@example\.gov\.uk belongs to Assessor, who has the number 30/)
    const history = await dro.get(paths.person((await found('Ann Other'))?.id ?? ''))
    assert.match(history.body, /from “Ann Example”/)
  })

  it('shut leavers out the same day: their session, their account and their keys', async () => {
    const assessor = await test.person('Assessor')
    const visitor = await test.visitor('Assessor')
    const token = await test.key(assessor.id, ['people:read'])
    const ask = () =>
      test.server.inject({
        method: 'GET',
        url: '/api/v1/people/units',
        headers: { host: 'localhost', authorization: `Bearer ${token}` },
      })
    assert.equal((await ask()).statusCode, 200)
    assert.equal((await visitor.get('/')).status, 200)
    const feed = await send('ID,Name,Active\n30,Assessor,no', 'no')
    assert.match((await dro.get(feed)).body, /Left on: to “2026-11-20”/)
    await apply(feed)
    assert.equal((await visitor.get('/')).status, 303)
    assert.equal((await ask()).statusCode, 401)
    const { open } = await test.db.one<{ open: number }>(
      sql`select count(*) as open from access.key where person_id = ${assessor.id} and ended_at is null`,
    )
    assert.equal(open, 0)
    const acts = await test.db.many(sql`select facts from audit.entry where what = 'person.shut-out'`)
    assert.deepEqual(acts, [{ facts: { accounts: 0, sessions: 1, keys: 1 } }])
    assert.ok(
      (
        await test.db.one<{ left: number }>(
          sql`select count(*) as left from people.finding where kind = 'left' and gone_on is null`,
        )
      ).left > 0,
    )
    assert.match((await dro.get(await send('ID,Name,Active\n30,Assessor,no', 'no'))).body, /Nothing would change/)
    const { id: ann } = await test.person('Ann Other')
    await test.db.run(sql`
      insert into access.session (token_digest, person_id, created_at, seen_at, expires_at) values ('\\x01', ${ann}, now(), now(), now())`)
    const later = await send('ID,Name,Left on\n7,Ann Other,2026-12-31', 'no')
    await apply(later)
    const { open: still } = await test.db.one<{ open: number }>(
      sql`select count(*) as open from access.session where person_id = ${ann} and ended_at is null`,
    )
    assert.equal(still, 1)
    assert.equal((await found('Ann Other'))?.left, '2026-12-31', 'a last day that is still to come is kept as it is')
    const back = await send('ID,Name\n30,Assessor\n7,Ann Other', 'no')
    assert.match((await dro.get(back)).body, /People: comes back/)
    await apply(back)
    assert.equal((await found('Assessor'))?.left, null)
  })

  it('take whoever a whole feed does not name for gone, but ask where that is many', async () => {
    const many = Array.from({ length: 40 }, (_, index) => `N${index},Person ${index},p${index}@example.gov.uk`)
    await apply(await send(`ID,Name,Email\n${many.join('\n')}`, 'no'))
    const one = await send(`ID,Name,Email\n7,Ann Other,\n30,Assessor,\n${many.slice(1).join('\n')}`, 'yes')
    assert.match((await dro.get(one)).body, /People: leaves[\s\S]*Person 0/)
    assert.equal((await apply(one)).status, 303)
    assert.equal((await found('Person 0'))?.left, '2026-11-20')
    assert.equal((await found('Departmental Records Officer'))?.left, null, 'who never came from a feed is left alone')
    const byAddress = await send(
      `ID,Name,Email\n7,Ann Other,\n30,Assessor,\n,Person 1,p1@example.gov.uk\n${many.slice(2).join('\n')}`,
      'yes',
    )
    assert.doesNotMatch((await dro.get(byAddress)).body, /People: leaves/, 'named by their address')
    const broken = await send(`ID,Name,Email\n${many.slice(1, 20).join('\n')}`, 'yes')
    assert.match((await dro.get(broken)).body, /22 people leave at once/)
    assert.equal((await apply(broken)).status, 409)
    assert.equal((await found('Person 30'))?.left, null)
    assert.equal((await dro.post(`${broken}/drop`, {})).status, 303)
    assert.equal((await apply(broken, 'yes')).status, 409, 'it was dropped')
    const more = Array.from({ length: 120 }, (_, index) => `M${index},More ${index},m${index}@example.gov.uk`)
    await apply(await send(`ID,Name,Email\n${more.join('\n')}`, 'no'))
    const few = await send(
      `ID,Name,Email\n7,Ann Other,\n30,Assessor,\n${[...many.slice(1), ...more.slice(11)].join('\n')}`,
      'yes',
    )
    assert.doesNotMatch((await dro.get(few)).body, /people leave at once/, 'eleven of 161 are less than a tenth')
    assert.equal((await apply(few)).status, 303)
    const half = await send(
      `ID,Name,Email\n7,Ann Other,\n30,Assessor,\n${[...many.slice(1), ...more.slice(30)].join('\n')}`,
      'yes',
    )
    assert.equal((await apply(half)).status, 409)
    assert.equal((await apply(half, 'yes')).status, 303)
  })

  it('bring units with what is above them, in any order, and refuse a circle in plain English', async () => {
    const feed = await send(
      [
        'Name,Kind,Part of,ID',
        'Annuities,Team,U1,U2',
        'Pensions,Directorate or group,Department for Example Affairs,U1',
        'A,Team,B,U3',
        'B,Team,A,U4',
        'Lost,Team,Atlantis,U5',
        'Odd,Kingdom,,U6',
      ].join('\n'),
      'no',
    )
    const { body } = await dro.get(feed)
    assert.match(body, /It would be part of itself, through the units above it/)
    assert.match(body, /There is no unit, or more than one, called “Atlantis”/)
    assert.match(body, /“Kingdom” is not a kind of unit/)
    assert.equal((await apply(feed)).status, 303)
    const rows = await test.db.many(sql`
      select u.name, p.name as parent from people.unit u left join people.unit p on p.id = u.parent_id where u.external_id is not null order by 1`)
    assert.deepEqual(rows, [
      { name: 'Annuities', parent: 'Pensions' },
      { name: 'Pensions', parent: 'Department for Example Affairs' },
    ])
    const gone = await dro.get(
      await send('Name,Kind,Part of,ID\nPensions,Directorate or group,Department for Example Affairs,U1', 'yes'),
    )
    assert.match(
      gone.body,
      /Units that the feed does not name any more[\s\S]*Annuities[\s\S]*Merge, move or transfer it/,
    )
    const into: Fed = {
      units: [{ row: 1, externalId: 'U1', name: 'Pensions', kind: null, parent: 'Annuities' }],
      people: [],
    }
    // However deep they lie, in whatever order.
    const deep = Array.from({ length: 20_000 }, (_, index) => ({
      row: index + 1,
      externalId: `D${index}`,
      name: `Deep ${index}`,
      kind: null,
      parent: index === 0 ? 'Pensions' : `D${index - 1}`,
    })).toReversed()
    const { units: added } = await compare(test.db, { units: deep, people: [] }, false, TODAY)
    assert.deepEqual(
      added.map(({ name }) => name),
      Array.from({ length: 20_000 }, (_, index) => `Deep ${index}`),
    )
    const { problems } = await compare(test.db, into, false, TODAY)
    assert.deepEqual(
      problems.map(({ message }) => message),
      ['It would be part of itself, through the units above it'],
    )
  })

  it('come from a program by the API, with a preview or at once', async () => {
    const officer = await test.person('Departmental Records Officer')
    const token = await test.key(officer.id, ['accounts:administer'])
    const post = (query: string, payload: object) =>
      test.server.inject({
        method: 'POST',
        url: `/api/v1/people/feeds${query}`,
        headers: { host: 'localhost', authorization: `Bearer ${token}` },
        payload,
      })
    const Resources = [
      { meta: { resourceType: 'OrganizationalUnit' }, externalId: 'U9', displayName: 'Ports', parent: 'Policy Group' },
      {
        externalId: '900',
        displayName: 'Gil Example',
        emails: [{ value: 'gil@example.gov.uk' }],
        'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User': { department: 'Ports' },
      },
    ]
    const shown = (await post('', { Resources })).json<{ applied: boolean; figures: Record<string, number> }>()
    assert.deepEqual([shown.applied, shown.figures.added, shown.figures.units], [false, 1, 1])
    assert.equal(await found('Gil Example'), null)
    const done = (await post('?apply=yes', { Resources })).json<{ applied: boolean; figures: Record<string, number> }>()
    assert.equal(done.applied, true)
    assert.equal((await found('Gil Example'))?.unit, 'Ports')
    assert.equal((await post('?apply=yes', { users: [] })).statusCode, 400)
    const again = (await post('?apply=yes', { Resources })).json<{ figures: Record<string, number> }>()
    assert.deepEqual([again.figures.added, again.figures.changed, again.figures.unchanged], [0, 0, 1])
  })

  it('are forgotten after a while, but for what they did', async () => {
    const applied = sql`select count(*) from people.feed where state = 'applied' and jsonb_array_length(rows->'people') > 0`
    const count = async () => (await test.db.one<{ count: number }>(applied)).count
    const before = await count()
    assert.ok(before > 3)
    assert.equal(await forgetOldFeeds(test.db, new Date('2027-02-18T00:00:00Z')), 0)
    assert.equal(await count(), before)
    assert.ok((await forgetOldFeeds(test.db, new Date('2027-02-20T00:00:00Z'))) >= before)
    assert.equal(await count(), 0)
    const { figures } = await test.db.one<{ figures: { added: number } }>(
      sql`select figures from people.feed where state = 'applied' order by at, id limit 1`,
    )
    assert.equal(figures.added, 1)
    const waiting = await test.db.one<{ count: number }>(
      sql`select count(*) from people.feed where state = 'waiting' and jsonb_array_length(rows->'people') > 0`,
    )
    assert.ok(waiting.count > 0, 'what waits stays')
  })

  it('are closed to those who may not give accounts', async () => {
    const reader = await test.visitor('Executive committee member')
    assert.equal((await reader.get(paths.feeds)).status, 403)
    await dro.get(paths.feeds)
    assert.equal(
      (await dro.upload(paths.feeds, { name: 'x.csv', bytes: Buffer.from('A,B\n1,2') }, { whole: 'no' })).status,
      422,
    )
    assert.equal((await dro.upload(paths.feeds, { name: 'x.csv', bytes: Buffer.from('Name\nA') }, {})).status, 422)
    assert.equal(
      (await dro.upload(paths.feeds, { name: 'x.json', bytes: Buffer.from('{') }, { whole: 'no' })).status,
      422,
    )
  })
})
