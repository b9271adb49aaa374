import assert from 'node:assert/strict'
import { after, before, describe, it, mock } from 'node:test'
import { type Queries, sql } from '#platform/db/index.ts'
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

  it('lead to each import that somebody has not finished, and to nobody else’s', async () => {
    const begin = (fileName: string) =>
      test.db.one<{ id: string }>(sql`
        insert into plans.import (id, by_person_id, at, file_name, document) values (gen_random_uuid(), ${droId}, now(), ${fileName}, '{}') returning id`)
    const { id } = await begin('Plan A.docx')
    const { href } = await line(dro, /^You have not finished importing “Plan A\.docx”$/)
    assert.equal(href, `/plans/import/${id}`)
    const other = [...(await lines(await test.visitor('Administrator'))).keys()]
    assert.ok(!other.some((text) => text.includes('Plan A')))
    for (let n = 1; n <= 6; n += 1) await begin(`Plan ${n}.docx`)
    const rest = await line(dro, /^And 2 more: see every import that you have not finished$/)
    const { body } = await dro.get(rest.href.replace(/#.*/, ''))
    assert.match(body, new RegExp(`id="${rest.href.replace(/^.*#/, '')}"[^>]*>Imports that you have not finished<`))
    await test.db.run(sql`delete from plans.import`)
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
    const { href } = await line(dro, /^1 role is held against a rule$/)
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

  it('are asked for in few questions, whatever somebody may do', async () => {
    for (const [name, most] of [
      // One of them is whether jobs are paused, of those who administer.
      [DRO, 16],
      ['Senior Information Risk Owner', 12],
      ['Executive committee member', 12],
    ] as const) {
      const visitor = await test.visitor(name)
      await visitor.get('/')
      // Asking for one row asks for many as well.
      const connection: unknown = Object.getPrototypeOf(Object.getPrototypeOf(test.db))
      const spy = mock.method(connection as Queries, 'many')
      await visitor.get('/')
      const questions = spy.mock.callCount()
      spy.mock.restore()
      assert.ok(questions > 0 && questions <= most, `${questions} for the ${name}`)
    }
  })

  it('tell apart what somebody has to do and how things stand', async () => {
    const { body } = await (await test.visitor('Executive committee member')).get('/')
    const [own = '', standing = ''] = body.split('How things stand')
    assert.match(own, /Nothing needs you today\./)
    assert.doesNotMatch(own, /in all plans/)
    assert.match(standing, /overdue in all plans/)
    const owners = (await (await test.visitor('Information Asset Owner, Policy Group')).get('/')).body
    assert.doesNotMatch(owners.split('How things stand')[0] ?? '', /in all plans/)
  })

  it('say when a review is or was due, late ones too, and how many more there are', async () => {
    await test.db.run(sql`update plans.round set dropped_at = now() where opened_at is null`)
    const review = (name: string, due: string) =>
      test.db.run(
        sql`insert into plans.round (id, plan_id, name, due_on, made_at) select gen_random_uuid(), id, ${name}, ${due}, now() from plans.plan limit 1`,
      )
    await review('Long ago', '2025-01-31')
    await review('Yesterday’s', '2026-11-20')
    await review('Today’s', '2026-11-21')
    await review('In four weeks', '2026-12-19')
    await review('Later', '2026-12-20')
    assert.match((await line(dro, /Long ago/)).text, / was due on 31 January 2025, 659 days ago$/)
    assert.match((await line(dro, /Yesterday/)).text, / was due on 20 November 2026, 1 day ago$/)
    assert.match((await line(dro, /Today’s/)).text, / is due by 21 November 2026$/)
    assert.match((await line(dro, /In four weeks/)).text, / is due by 19 December 2026$/)
    const texts = [...(await lines(dro)).keys()].join('; ')
    assert.doesNotMatch(texts, /“Later”|And \d+ more: see every review/)
    await review('Fifth', '2026-12-01')
    await review('Sixth', '2026-12-02')
    const { text, href } = await line(dro, /see every review/)
    assert.equal(text, 'And 1 more: see every review that is due')
    assert.equal(await rowsAt(dro, href), 6)
    assert.equal(await rowsAt(dro, '/plans/reviews?state=planned'), 7)
  })

  it('tell the SIRO of breaches in the words and the order of those who handle them', async () => {
    const siro = await test.visitor('Senior Information Risk Owner')
    await test.db.run(sql`update risks.incident set closed_on = '2026-11-21', lessons = 'x' where closed_on is null`)
    for (const [title, hour] of [
      ['The middle', '8:00'],
      ['The later', '8:30'],
      ['The sooner', '7:30'],
    ] as const)
      await dro.post('/risks/report-an-incident', {
        title,
        what: 'x',
        'aware-day': '21',
        'aware-month': '11',
        'aware-year': '2026',
        'aware-time': hour,
        personal: 'yes',
        unit: '',
      })
    const running = async (visitor: Visitor) =>
      [...(await lines(visitor)).keys()].filter((text) => /notified|[Bb]reach/.test(text))
    const words = [
      'To be notified or decided by 24 November 2026 at 7:30am: The sooner',
      'To be notified or decided by 24 November 2026 at 8:00am: The middle',
      'To be notified or decided by 24 November 2026 at 8:30am: The later',
    ]
    assert.deepEqual(await running(siro), words)
    assert.deepEqual(await running(dro), words)
    assert.match((await line(siro, /The sooner/)).href, /^\/risks\/incidents\/[0-9a-f-]{36}$/)
  })

  it('say how many more risks and statements there are than are shown', async () => {
    const siro = await test.person('Senior Information Risk Owner')
    const visitor = await test.visitor(siro.name)
    await test.db.run(sql`
      insert into risks.risk (id, title, unit_id, likelihood_id, impact_id) select gen_random_uuid(), 'Risk ' || n, r.unit_id, r.likelihood_id, r.impact_id
      from (select * from risks.risk limit 1) r, generate_series(1, 7) n`)
    await test.db.run(sql`
      insert into risks.escalation (id, risk_id, from_unit_id, to_unit_id, to_owner_id, why, at)
      select gen_random_uuid(), id, unit_id, unit_id, ${siro.id}, 'x', now() from risks.risk where title like 'Risk _'`)
    const asked = await line(visitor, /every risk that you are asked to hold/)
    assert.equal(asked.text, 'And 2 more: see every risk that you are asked to hold')
    assert.equal(await rowsAt(visitor, asked.href), 7)
    await test.db.run(sql`
      insert into statements.round (id, form_id, name, role_ids, opens_on, due_on, opened_at)
      select gen_random_uuid(), f.id, 'Round ' || n, array(select id from people.role limit 1), '2026-11-01', '2026-12-01', now()
      from (select id from statements.form limit 1) f, generate_series(1, 6) n`)
    await test.db.run(sql`
      insert into statements.statement (id, round_id, person_id, role_id) select gen_random_uuid(), id, ${siro.id}, role_ids[1]
      from statements.round where name like 'Round _'`)
    const { text, href } = await line(visitor, /every statement/)
    assert.match(text, /^And \d more: see every statement that you are asked for$/)
    assert.equal((await visitor.get(href)).status, 200)
  })

  it('show a health check to whoever leads or carries it out, and to others that it needs a lead', async () => {
    const check = await test.db.one<{ id: string; campaign: string }>(sql`
      select p.id, p.campaign_id as campaign from assessments.participant p join assessments.campaign c on c.id = p.campaign_id join assessments.framework f on f.id = c.framework_id
      where f.kind = 'health-check' and p.state = 'answering' limit 1`)
    await test.db.run(sql`update assessments.participant set lead_id = null where id = ${check.id}`)
    const told = async (name: string) =>
      [...(await lines(await test.visitor(name)))]
        .filter(([text]) => text.includes('Health checks'))
        .map(([text]) => text)
    await test.db.run(sql`
      update assessments.interview set by_person_id = null where participant_id = ${check.id}`)
    const others = [DRO, 'Assessor', 'Head of KIM']
    for (const name of others)
      assert.deepEqual(await told(name), ['“Health checks, this year”: 1 unit needs a lead'], name)
    const owner = await test.person('Information Asset Owner, Policy Group')
    await test.db.run(sql`
      insert into people.appointment (id, person_id, role_id, unit_id, from_on)
      select gen_random_uuid(), ${owner.id}, (select role_id from people.appointment where person_id = ${owner.id} limit 1), unit_id, '2026-01-01'
      from assessments.participant where id = ${check.id}`)
    assert.deepEqual(await told(owner.name), [], 'who works in the unit')
    await test.db.run(sql`
      update assessments.participant set lead_id = null where state = 'answering' and campaign_id in (
        select c.id from assessments.campaign c join assessments.framework f on f.id = c.framework_id where f.kind = 'assessment' and c.state = 'open')`)
    const needingLeads = async (name: string) =>
      [...(await lines(await test.visitor(name))).keys()].filter((text) => /needs? a lead/.test(text)).length
    assert.equal(await needingLeads(DRO), 2, 'who runs campaigns hears of every one')
    assert.equal(await needingLeads('Assessor'), 1, 'who could visit hears of health checks')
    const assessor = await test.visitor('Assessor')
    assert.equal(await rowsAt(assessor, `/assessments/campaigns/${check.campaign}?state=leaderless`), 1)
    await test.db.run(
      sql`update assessments.participant set lead_id = ${(await test.person('Assessor')).id} where id = ${check.id}`,
    )
    assert.match((await told('Assessor')).join(), /^“Health checks, this year”: \d+ of \d+ answered for /)
    for (const name of [DRO, 'Head of KIM']) assert.deepEqual(await told(name), [], name)
  })
})
