import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from '#platform/db/index.ts'
import { type TestHouse, testHouse, type Visitor } from '../../../test/house.ts'
import { paths } from './paths.ts'
import { progressReport } from './reports/report.ts'

const OWNER = 'KIM Champion, Digital and Technology'
const TODAY = { 'on-day': '21', 'on-month': '11', 'on-year': '2026' }
const csrfless = (body: string) => body.replace(/<input type="hidden"[^>]*>/g, '')

describe('claims and what is said of them', () => {
  let test: TestHouse
  let owner: Visitor
  let assessor: Visitor
  let action: string
  let plan: string
  before(async () => {
    test = await testHouse()
    owner = await test.visitor(OWNER)
    assessor = await test.visitor('Assessor')
    const found = await test.db.one<{ id: string; plan: string }>(
      sql`select id, plan_id as plan from plans.action where ref = '2.4'`,
    )
    action = found.id
    plan = found.plan
  })
  after(() => test.close())

  const statusOf = (body: string) =>
    (/Status\s*<\/dt>\s*<dd[^>]*>([\s\S]*?)<\/dd>/.exec(body)?.[1] ?? '')
      .replace(/<[^>]+>/g, '')
      .replace(/\s+/g, ' ')
      .trim()

  it('are shown with whose claim it is: the document’s, the owner’s, or nobody’s', async () => {
    const of = async (where: ReturnType<typeof sql>) => {
      const { id } = await test.db.one<{ id: string }>(
        sql`select a.id from plans.action a where ${where} order by a.id limit 1`,
      )
      return statusOf((await assessor.get(paths.action(id))).body)
    }
    assert.equal(await of(sql`a.status = 'unclaimed'`), 'No claim yet')
    const told = sql`exists (select from plans.claim c where c.action_id = a.id and c.by_person_id is not null)`
    assert.match(await of(told), /the owner’s latest claim$/)
    await test.db.run(sql`
      insert into plans.claim (id, action_id, claimed_on, at, status, words)
      select gen_random_uuid(), id, '2026-11-20', now(), 'in-progress', '75%' from plans.action where ref = '3.3'`)
    await test.db.run(sql`update plans.action set status = 'in-progress' where ref = '3.3'`)
    assert.equal(await of(sql`a.ref = '3.3'`), 'In progress as the document says')
  })

  it('are judged with their evidence in sight, and with that of no other claim', async () => {
    await owner.get(paths.claim(action))
    await owner.post(paths.claim(action), { status: 'in-progress', ...TODAY, note: 'The first' })
    const first = await test.db.one<{ id: string }>(sql`select id from plans.claim where note = 'The first'`)
    await owner.get(paths.evidence(first.id))
    await owner.upload(
      paths.evidence(first.id),
      { name: 'draft.txt', bytes: Buffer.from('x') },
      { audience: 'readers' },
    )
    test.setNow('2026-11-21T10:00:00Z')
    await owner.post(paths.claim(action), { status: 'complete', ...TODAY, note: 'The second' })
    assert.match((await assessor.get(paths.verdict(action))).body, /Evidence[\s\S]{0,120}None was added/)
    const second = await test.db.one<{ id: string }>(sql`select id from plans.claim where note = 'The second'`)
    await owner.upload(
      paths.evidence(second.id),
      { name: 'list.txt', bytes: Buffer.from('y') },
      { audience: 'parties' },
    )
    const page = (await assessor.get(paths.verdict(action))).body
    assert.match(page, /list\.txt<\/a>/)
    assert.doesNotMatch(page, /draft\.txt/)
  })

  it('stay with their owner where they were accepted only in part, until somebody claims again', async () => {
    const page = (await assessor.get(paths.verdict(action))).body
    const claim = /name="claim" value="([^"]+)"/.exec(page)?.[1] ?? ''
    const verdict = { claim, verdict: 'partly-accepted', ...TODAY, note: 'Facilities has not signed' }
    assert.equal((await assessor.post(paths.verdict(action), verdict)).status, 303)
    assert.match(
      (await owner.get('/')).body,
      /1<\/strong>[\s\S]{0,60}claim of yours was partly accepted: say what is left|1 claim of yours was partly accepted: say what is left/,
    )
    const listed = (await owner.get(`${paths.actions}?mine=me&verdict=partly-accepted`)).body
    assert.ok(listed.includes(paths.action(action)))
    assert.match((await owner.get(paths.action(action))).body, /an assessor has accepted it in part/)
    assert.match(csrfless((await owner.get(paths.plan(plan))).body), /accepted only in part/)
    const { blocks } = await progressReport(test.db, { planIds: null, title: 'all' }, '2026-11-21')
    assert.match(JSON.stringify(blocks), /1 claim was accepted only in part/)
    test.setNow('2026-11-21T11:00:00Z')
    await owner.post(paths.claim(action), { status: 'in-progress', ...TODAY, note: 'Facilities signs on Monday' })
    assert.doesNotMatch((await owner.get('/')).body, /partly accepted/)
  })

  it('lead from every tile of finished actions to those actions', async () => {
    const finished = await test.db.one<{ n: number }>(sql`select count(*) as n from plans.action where is_finished`)
    assert.ok(finished.n > 0)
    const rows = (await owner.get(`${paths.actions}.csv?status=finished`)).body.trim().split('\r\n')
    assert.equal(rows.length - 1, finished.n)
    const { id } = await test.db.one<{ id: string }>(
      sql`select role_id as id from plans.owner where role_id is not null order by role_id limit 1`,
    )
    for (const path of [paths.plan(plan), paths.portfolio, paths.owner('role', id)]) {
      const body = (await owner.get(path)).body
      const href = /href="([^"]*status=finished[^"]*)"/.exec(body)?.[1]?.replaceAll('&amp;', '&')
      assert.ok(href, path)
      assert.equal((await owner.get(href)).status, 200)
    }
    const mine = await test.db.one<{ n: number }>(
      sql`select count(*) as n from plans.action where not is_finished and id in (select action_id from plans.owner where role_id = ${id})`,
    )
    const open = (await owner.get(`${paths.actions}.csv?mine=role+${id}&status=open`)).body.trim().split('\r\n')
    assert.equal(open.length - 1, mine.n)
  })

  it('that are all unmade are not told as judged', async () => {
    const none = '00000000-0000-4000-8000-000000000000'
    const { blocks } = await progressReport(test.db, { planIds: [none], title: 'none' }, '2026-11-21')
    assert.match(JSON.stringify(blocks), /No claim waits for a verdict\./)
  })
})
