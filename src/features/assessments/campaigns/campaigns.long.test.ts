import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { readConfig } from '#platform/config.ts'
import { sql } from '#platform/db/index.ts'
import { type TestHouse, testHouse, type Visitor } from '../../../../test/house.ts'
import { needs } from '../needs.ts'
import { paths } from '../paths.ts'
import { writeInvitations, writeReminders } from '../reminding/deeds.ts'

const DRO = 'Departmental Records Officer'
const LIM = 'Local Information Manager, Inspection Agency'
const AGENCY = 'Example Inspection Agency'

describe('a campaign', () => {
  let test: TestHouse
  let dro: Visitor
  let id = ''
  before(async () => {
    test = await testHouse()
    dro = await test.visitor(DRO)
    id = (
      await test.db.one<{ id: string }>(
        sql`select id from assessments.campaign where name like '%this year' and name like 'Know%'`,
      )
    ).id
  })
  after(() => test.close())

  const unitId = async (name: string) =>
    (await test.db.one<{ id: string }>(sql`select id from people.unit where name = ${name}`)).id
  const part = (name: string) =>
    test.db.one<{ id: string; version: number; state: string; unit: string; due: string }>(
      sql`select id, version, state, unit_name as unit, due_on as due from assessments.participant where campaign_id = ${id} and unit_name = ${name}`,
    )
  const day = (name: string, value: string) => {
    const [year = '', month = '', date = ''] = value.split('-')
    return { [`${name}-day`]: date, [`${name}-month`]: month, [`${name}-year`]: year }
  }

  it('is added, refused where its name is taken or its days are wrong, and opened only with units', async () => {
    const { id: framework } = await test.db.one<{ id: string }>(
      sql`select id from assessments.framework where key = 'im-maturity'`,
    )
    const fields = {
      name: 'Spring',
      framework,
      ...day('opens', '2027-03-01'),
      ...day('closes', '2027-02-01'),
      previous: '',
      plan: '',
      remind: '14 seven',
    }
    assert.equal((await dro.post(paths.campaignAdd, fields)).status, 422)
    const backwards = await dro.post(paths.campaignAdd, { ...fields, remind: '14 7' })
    assert.match(backwards.body, /The last day must be the same as or after the first/)
    const right = { ...fields, ...day('closes', '2027-04-01'), remind: '14, 7' }
    assert.match(
      (await dro.post(paths.campaignAdd, { ...right, name: 'knowledge management benchmark, THIS year' })).body,
      /There is a campaign called/,
    )
    const made = await dro.post(paths.campaignAdd, right)
    const spring = made.location?.split('/').at(-2) ?? ''
    assert.equal((await dro.post(paths.campaignOpen(spring), {})).status, 409)
    assert.equal(
      (
        await dro.post(paths.campaignUnits(spring), {
          [`unit-${await unitId(AGENCY)}`]: 'mandatory',
          'unit-x': 'mandatory',
        })
      ).status,
      303,
    )
    assert.equal((await dro.post(paths.campaignOpen(spring), {})).status, 303)
    const lim = await test.visitor(LIM)
    const { id: early } = await test.db.one<{ id: string }>(
      sql`select id from assessments.participant where campaign_id = ${spring}`,
    )
    assert.match((await lim.get(paths.unit(early))).body, /The campaign has not opened yet/)
    assert.equal((await lim.post(paths.question(early, '1.1'), { edition: '0', value: '2' })).status, 409)
  })

  it('gives one unit longer, and takes no answer after the last day', async () => {
    const { id: agency, version } = await part(AGENCY)
    const lim = await test.visitor(LIM)
    const people =
      /<option value="([0-9a-f-]{36})"[^>]*>Local Information Manager/.exec(
        (await dro.get(paths.unitManage(agency))).body,
      )?.[1] ?? ''
    const fields = { lead: people, obligation: 'mandatory', version: String(version), ...day('due', '2026-11-20') }
    assert.equal((await dro.post(paths.unitManage(agency), fields)).status, 303)
    assert.match((await lim.get(paths.question(agency, 'S1'))).body, /The last day has passed/)
    assert.equal((await lim.post(paths.question(agency, 'S1'), { edition: '1', value: '2' })).status, 409)
    assert.match((await dro.get(`${paths.campaign(id)}?state=late`)).body, /1 unit</)
    // Somebody who saw it as it was before is told.
    assert.equal((await dro.post(paths.unitManage(agency), fields)).status, 409)
    assert.equal(
      (
        await dro.post(paths.unitManage(agency), {
          ...fields,
          version: String(version + 1),
          ...day('due', '2027-01-08'),
        })
      ).status,
      303,
    )
    assert.equal((await lim.post(paths.question(agency, 'S1'), { edition: '1', value: '2' })).status, 303)
  })

  it('goes on with the unit that takes over when one is closed half-way', async () => {
    const { id: agency } = await part(AGENCY)
    await test.db.run(sql`update people.unit set closed_on = '2026-11-20' where name = ${AGENCY}`)
    assert.match((await dro.get(paths.campaign(id))).body, /A unit has been closed since they were asked/)
    assert.match((await (await test.visitor(LIM)).get(paths.unit(agency))).body, /was closed on 20 November 2026/)
    const found = await needs(test.db, await test.person(DRO), '2026-11-21')
    assert.ok(found.some(({ text }) => text.endsWith('1 closed unit')))
    await test.db.run(
      sql`insert into people.unit (id, name, kind, parent_id) select gen_random_uuid(), 'Joint Inspectorate', 'executive-agency', parent_id from people.unit where name = ${AGENCY}`,
    )
    const to = await unitId('Joint Inspectorate')
    assert.equal((await dro.post(`${paths.unitManage(agency)}/hand-over`, { to, why: '' })).status, 422)
    assert.equal(
      (await dro.post(`${paths.unitManage(agency)}/hand-over`, { to, why: 'Merged on 20 November' })).status,
      303,
    )
    const after = await part('Joint Inspectorate')
    assert.deepEqual([after.id, after.state], [agency, 'answering'])
    const { kept } = await test.db.one<{ kept: number }>(
      sql`select count(*) as kept from assessments.answer where participant_id = ${agency} and is_confirmed`,
    )
    assert.equal(kept, 7)
    // A unit that takes part itself cannot take over another's.
    const digital = await unitId('Digital and Technology Directorate')
    const second = await dro.post(`${paths.unitManage(agency)}/hand-over`, { to: digital, why: 'Merged' })
    assert.ok(second.status === 422 || second.status === 409)
  })

  it('withdraws with a reason what has been answered, and drops what has not', async () => {
    const { id: agency } = await part('Joint Inspectorate')
    const wanted: Record<string, string> = {}
    for (const { unit, obligation } of await test.db.many<{ unit: string; obligation: string }>(
      sql`select unit_id as unit, obligation from assessments.participant where campaign_id = ${id} and id <> ${agency}`,
    ))
      wanted[`unit-${unit}`] = obligation
    await dro.post(paths.campaignUnits(id), wanted)
    assert.equal((await part('Joint Inspectorate')).state, 'answering')
    assert.equal((await dro.post(`${paths.unitManage(agency)}/withdraw`, { why: '' })).status, 422)
    assert.equal(
      (await dro.post(`${paths.unitManage(agency)}/withdraw`, { why: 'It takes part elsewhere' })).status,
      303,
    )
    assert.equal((await part('Joint Inspectorate')).state, 'withdrawn')
    assert.doesNotMatch((await dro.get(`${paths.league(id)}/table.csv`)).body, /Joint Inspectorate/)
  })

  it('may be declined by those who were invited, and by nobody else', async () => {
    await test.db.run(
      sql`update assessments.participant set state = 'answering', ended_why = null where campaign_id = ${id} and unit_name in ('Example Heritage Commission', 'Policy Group')`,
    )
    const lim = await test.person(LIM)
    await test.db.run(
      sql`update assessments.participant set lead_id = ${lim.id} where campaign_id = ${id} and unit_name in ('Example Heritage Commission', 'Policy Group')`,
    )
    const visitor = await test.visitor(LIM)
    const [heritage, policy] = [await part('Example Heritage Commission'), await part('Policy Group')]
    assert.equal((await visitor.post(paths.decline(policy.id), { why: 'No time' })).status, 409)
    assert.equal((await visitor.post(paths.decline(heritage.id), { why: 'No time' })).status, 303)
    assert.equal((await part('Example Heritage Commission')).state, 'declined')
  })

  it('reminds those who lead and those who were asked, on its days and once, and nobody who has left', async () => {
    const config = readConfig({ MUNIMENT_DATA: '/tmp/muniment-none', LOG_LEVEL: 'silent' })
    const { id: policy } = await part('Policy Group')
    const lim = await test.person(LIM)
    const champion = await test.person('KIM Champion, Digital and Technology')
    await test.db.run(
      sql`update people.person set email = replace(lower(left(name, 10)), ' ', '.') || '@example.gov.uk'`,
    )
    await test.db.run(
      sql`update assessments.participant set due_on = '2026-12-18', submitted_at = null where id = ${policy}`,
    )
    await test.db.run(sql`delete from assessments.answer where participant_id = ${policy}`)
    await test.db.run(sql`update assessments.standing set answered = 0 where participant_id = ${policy}`)
    await test.db.run(
      sql`insert into assessments.delegation (id, participant_id, section, person_id, at) values (gen_random_uuid(), ${policy}, 'S', ${champion.id}, ${new Date()})`,
    )
    const on = (at: string) => ({ actor: { kind: 'system' as const }, at: new Date(at), requestId: null })
    const told = () =>
      test.db.many<{ to: string; subject: string; body: string }>(
        sql`select person_id as to, subject, body from mail.message where kind = 'assessment' order by made_at, id`,
      )
    assert.equal(await writeReminders(test.db, on('2026-12-02T08:00:00Z'), config), 0)
    assert.equal(await writeReminders(test.db, on('2026-12-04T08:00:00Z'), config), 2)
    assert.equal(await writeReminders(test.db, on('2026-12-04T09:00:00Z'), config), 0)
    const first = await told()
    assert.deepEqual(first.map(({ to }) => to).toSorted(), [champion.id, lim.id].toSorted())
    assert.match(
      first.find(({ to }) => to === champion.id)?.body ?? '',
      /You were asked to answer one section for Policy Group\. 0 of 15 questions are answered so far\. The last day is 18 December 2026, in 14 days\./,
    )
    // A day off: what fell on the weekend is told on Monday.
    await test.db.run(sql`update assessments.campaign set remind_days = '{6}' where id = ${id}`)
    assert.equal(await writeReminders(test.db, on('2026-12-12T08:00:00Z'), config), 0)
    assert.equal(await writeReminders(test.db, on('2026-12-14T08:00:00Z'), config), 2)
    await test.db.run(sql`update people.person set left_on = '2026-12-15' where id = ${lim.id}`)
    assert.equal(await writeReminders(test.db, on('2026-12-21T08:00:00Z'), config), 1)
    assert.match((await told()).at(-1)?.subject ?? '', /the last day has passed/)
    test.setNow('2026-12-21T09:00:00Z')
    const visitor = await test.visitor(DRO)
    assert.match((await visitor.get(paths.campaign(id))).body, /Has left/)
    test.setNow('2026-11-21T09:00:00Z')
  })

  it('invites a unit once to score again when an assessor has accepted everything under a finding', async () => {
    const config = readConfig({ MUNIMENT_DATA: '/tmp/muniment-none', LOG_LEVEL: 'silent' })
    const act = { actor: { kind: 'system' as const }, at: new Date('2026-11-23T08:00:00Z'), requestId: null }
    const { id: finding } = await test.db.one<{ id: string }>(
      sql`select id from assessments.finding where question = 'P2'`,
    )
    const { plan } = await test.db.one<{ plan: string }>(sql`select id as plan from plans.plan limit 1`)
    await dro.post(paths.findingPlan(finding), {
      plan,
      recommendation: 'Hand over',
      action: 'Hand over',
      owner: '',
      target: '',
    })
    assert.equal(await writeInvitations(test.db, act, config), 0)
    await test.db.run(
      sql`update plans.action set status = 'complete', is_finished = true where recommendation_id = (select recommendation_id from assessments.finding where id = ${finding})`,
    )
    assert.equal(await writeInvitations(test.db, act, config), 0)
    await test.db.run(
      sql`update plans.action set verdict = 'accepted' where recommendation_id = (select recommendation_id from assessments.finding where id = ${finding})`,
    )
    assert.equal(await writeInvitations(test.db, act, config), 1)
    assert.equal(await writeInvitations(test.db, act, config), 0)
    const { subject } = await test.db.one<{ subject: string }>(
      sql`select subject from mail.message where key = ${`assessment again ${finding}`}`,
    )
    assert.equal(subject, 'Digital and Technology Directorate: what was found has been done, and can be scored again')
  })

  it('is nobody’s to run without the permission', async () => {
    const siro = await test.visitor('Senior Information Risk Owner')
    for (const path of [paths.campaignAdd, paths.campaignChange(id), paths.campaignUnits(id), paths.rules(id)])
      assert.equal((await siro.get(path)).status, 403, path)
    assert.equal((await siro.post(paths.campaignPublish(id), { publish: 'yes' })).status, 403)
  })
})
