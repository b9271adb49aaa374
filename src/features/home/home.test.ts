import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from '#platform/db/index.ts'
import { type TestHouse, testHouse, type Visitor } from '../../../test/house.ts'

const DRO = 'Departmental Records Officer'

describe('the lines of the home page', () => {
  let test: TestHouse
  let dro: Visitor
  let droId: string
  before(async () => {
    test = await testHouse()
    dro = await test.visitor(DRO)
    droId = (await test.person(DRO)).id
  })
  after(() => test.close())

  /** What needs somebody, by its words: where each line leads. */
  const lines = async (visitor: Visitor): Promise<Map<string, string>> => {
    const { body } = await visitor.get('/')
    const found = [...body.matchAll(/govuk-task-list__link" href="([^"]+)">([^<]+)</g)]
    return new Map(found.map(([, href = '', text = '']) => [text, href.replaceAll('&amp;', '&')]))
  }
  const line = async (visitor: Visitor, words: RegExp) => {
    const [found] = [...(await lines(visitor))].filter(([text]) => words.test(text))
    assert.ok(found, `${words} in ${[...(await lines(visitor)).keys()].join('; ')}`)
    return { text: found[0], href: found[1] }
  }
  /** So many rows the list has that a line leads to, over all of its pages. */
  const rowsAt = async (visitor: Visitor, href: string): Promise<number> => {
    const { status, body } = await visitor.get(href)
    assert.equal(status, 200, href)
    const [, table = ''] = /<tbody[^>]*>([\s\S]*?)<\/tbody>/.exec(body) ?? []
    const next = /<a class="govuk-link govuk-pagination__link" href="([^"]+)" rel="next"/.exec(body)?.[1]
    return [...table.matchAll(/<tr/g)].length + (next ? await rowsAt(visitor, next.replaceAll('&amp;', '&')) : 0)
  }

  it('that count something lead to just so many rows', async () => {
    await test.db.run(sql`update risks.risk set owner_id = ${droId}, review_on = '2027-06-01'`)
    await test.db.run(sql`
      update risks.risk set review_on = '2026-11-01' where id in (select id from risks.risk where closed_on is null order by id limit 2)`)
    await test.db.run(
      sql`update assets.asset set owner_id = null where id in (select id from assets.asset where ended_on is null order by id limit 3)`,
    )
    let counted = 0
    const names = await test.db.many<{ name: string }>(sql`
      select p.name from people.person p where exists (select from people.appointment a where a.person_id = p.id) order by p.name limit 15`)
    for (const { name } of names) {
      const visitor = await test.visitor(name)
      for (const [text, href] of await lines(visitor)) {
        const [, number = ''] = /^([\d,]+) /.exec(text) ?? []
        const isOne = number === '1' && /\/[0-9a-f-]{36}/.test(href)
        if (number === '' || isOne || href.includes('#')) continue
        assert.equal(await rowsAt(visitor, href), Number(number.replaceAll(',', '')), `${name}: ${text} at ${href}`)
        counted += 1
      }
    }
    assert.ok(counted >= 8, `${counted} lines`)
  })

  it('lead to overdue risks of one’s own alone, and to the one where it is one', async () => {
    const two = await line(dro, /^2 risks of yours are overdue for review$/)
    assert.equal(two.href, `/risks/risks?owner_id=${droId}&standing=overdue`)
    assert.equal(await rowsAt(dro, two.href), 2)
    const { id } = await test.db.one<{ id: string }>(
      sql`select id from risks.risk where closed_on is null and review_on = '2026-11-01' order by id limit 1`,
    )
    await test.db.run(
      sql`update risks.risk set review_on = '2026-12-01' where review_on = '2026-11-01' and id <> ${id}`,
    )
    assert.equal((await line(dro, /^1 risk of yours is overdue for review$/)).href, `/risks/risks/${id}`)
  })

  it('lead to incidents that nobody handles alone', async () => {
    await test.db.run(sql`update risks.incident set handler_id = ${droId}`)
    const report = (title: string) =>
      dro.post('/risks/report-an-incident', {
        title,
        what: 'x',
        'aware-day': '21',
        'aware-month': '11',
        'aware-year': '2026',
        'aware-time': '8:00',
        personal: 'no',
        unit: '',
      })
    await report('Nobody’s')
    const { id } = await test.db.one<{ id: string }>(sql`select id from risks.incident where title = 'Nobody’s'`)
    assert.equal((await line(dro, /^1 incident has nobody handling it$/)).href, `/risks/incidents/${id}`)
    await report('Nobody’s either')
    const { href } = await line(dro, /^2 incidents have nobody handling them$/)
    assert.equal(await rowsAt(dro, href), 2)
    await test.db.run(sql`update risks.incident set closed_on = '2026-11-21', lessons = 'x' where id = ${id}`)
    assert.match((await line(dro, /nobody handling/)).text, /^1 /)
    assert.equal(await rowsAt(dro, '/risks/incidents?standing=unhandled'), 1)
    assert.match((await dro.get('/risks')).body, /href="\/risks\/incidents\?standing=open"/)
  })

  it('lead to what broke a rule, without vacant roles, which have a line of their own', async () => {
    await test.db.run(sql`
      insert into people.finding (id, key, kind, explanation, role_id, found_on) select gen_random_uuid(), 'a key', 'grade', 'Too low', role_id, '2026-11-01'
      from people.finding limit 1`)
    const { href } = await line(dro, /^1 appointment breaks a rule$/)
    assert.equal(await rowsAt(dro, href), 1)
    assert.equal(href, '/people/findings?state=open&kind=appointments')
    assert.ok((await rowsAt(dro, '/people/findings?state=open')) > (await rowsAt(dro, href)))
  })

  it('tell what is due soon from what is overdue', async () => {
    test.setNow('2026-12-10T09:00:00Z')
    const owner = await test.visitor('Information Asset Owner, Policy Group')
    assert.equal((await line(owner, /^1 action of yours is overdue$/)).href, '/plans/actions?mine=me&overdue=yes')
    const { href } = await line(owner, /^1 action of yours is due within four weeks$/)
    assert.equal(await rowsAt(owner, href), 1)
    test.setNow('2026-11-21T09:00:00Z')
  })

  it('ask nobody to moderate a unit of their own', async () => {
    const { id, unit } = await test.db.one<{ id: string; unit: string }>(
      sql`select id, unit_id as unit from assessments.participant where state = 'submitted' limit 1`,
    )
    assert.equal((await line(dro, /^1 assessment waits to be moderated$/)).href, `/assessments/units/${id}/moderate`)
    assert.match((await dro.get('/assessments')).body, /id="to-moderate"/)
    await test.db.run(sql`
      insert into people.appointment (id, person_id, role_id, unit_id, from_on)
      select gen_random_uuid(), ${droId}, role_id, ${unit}, '2026-01-01' from people.appointment where person_id = ${droId} limit 1`)
    assert.ok(![...(await lines(dro)).keys()].some((text) => text.includes('moderated')))
    assert.doesNotMatch((await dro.get('/assessments')).body, /id="to-moderate"/)
  })
})
