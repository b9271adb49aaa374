import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { readConfig } from '#platform/config.ts'
import { sql } from '#platform/db/index.ts'
import { addItem, changeItem, type Register } from '#platform/register/index.ts'
import { type TestHouse, testHouse, type Visitor } from '../../../test/house.ts'
import { bodies, meetings } from '../people/governance/bodies.ts'
import { chaseRisks } from './escalating/chasing.ts'
import { watchClocks } from './incidents/deeds.ts'
import { incidents } from './incidents/register.ts'
import { mitigations, ties } from './link-registers.ts'
import { incidentObstacle, movementOf } from './model.ts'
import { paths } from './paths.ts'
import { risks } from './registers.ts'

const AWARE = new Date('2026-11-20T09:00:00Z')
const OPEN = {
  now: new Date('2026-12-20T09:00:00Z'),
  happenedAt: null,
  containedAt: null,
  personal: 'yes',
  harm: null,
  awareAt: AWARE,
  notifiedAt: null,
  notNotifiedWhy: null,
  lateWhy: null,
  toldPeopleAt: null,
  lessons: null,
  isClosed: false,
  asksWhy: true,
}

describe('what an incident still has to say', () => {
  const field = (changes: Partial<Parameters<typeof incidentObstacle>[0]>) =>
    incidentObstacle({ ...OPEN, ...changes })?.field ?? null
  const hours = (count: number) => new Date(AWARE.getTime() + count * 3_600_000)

  it('is nothing while it is open, but for a notification that is late or came before anybody knew', () => {
    assert.equal(field({}), null)
    assert.equal(field({ notifiedAt: hours(72) }), null)
    assert.equal(field({ notifiedAt: new Date(hours(72).getTime() + 60_000) }), 'late_why')
    assert.equal(field({ notifiedAt: hours(73), lateWhy: 'The office was closed' }), null)
    assert.equal(field({ notifiedAt: hours(-1) }), 'notified_at')
  })

  it('is why nobody had to be notified, as soon as somebody says so', () => {
    assert.equal(field({ harm: 'unlikely' }), 'not_notified_why')
    assert.equal(field({ harm: 'unlikely', personal: null }), 'not_notified_why')
    assert.equal(field({ harm: 'unlikely', notNotifiedWhy: 'It was encrypted' }), null)
    assert.equal(field({ harm: 'unlikely', personal: 'no' }), null, 'it is no breach')
    assert.equal(field({ harm: 'unlikely', notifiedAt: hours(10) }), null, 'it was notified all the same')
    assert.equal(field({ harm: 'risk' }), null)
    assert.equal(field({ harm: 'unlikely', asksWhy: false }), null, 'what is saved is about something else')
  })

  it('is what was learned, and what article 33 and 34 ask for, before it is closed', () => {
    const closed = { isClosed: true, lessons: 'Check addresses' }
    assert.equal(field({ isClosed: true }), 'lessons')
    assert.equal(field({ ...closed, personal: 'unknown' }), 'personal')
    assert.equal(field({ ...closed, personal: null }), 'personal')
    assert.equal(field({ ...closed, personal: 'no' }), null)
    assert.equal(field(closed), 'harm')
    assert.equal(field({ ...closed, harm: 'unlikely' }), 'not_notified_why')
    assert.equal(field({ ...closed, harm: 'unlikely', notNotifiedWhy: 'It was encrypted' }), null)
    assert.equal(field({ ...closed, harm: 'risk' }), 'notified_at')
    assert.equal(field({ ...closed, harm: 'risk', notifiedAt: hours(10) }), null)
    assert.equal(field({ ...closed, harm: 'high', notifiedAt: hours(10) }), 'told_people_at')
    assert.equal(field({ ...closed, harm: 'high', notifiedAt: hours(10), toldPeopleAt: hours(20) }), null)
  })
})

describe('a movement', () => {
  it('is told in one word', () => {
    assert.deepEqual(
      [movementOf(4, 9), movementOf(9, 4), movementOf(4, 4), movementOf(null, 4), movementOf(4, null)],
      ['Up', 'Down', 'Same', 'New', 'Not judged'],
    )
  })
})

describe('the register of risks', () => {
  let test: TestHouse
  let dro: Visitor
  before(async () => {
    test = await testHouse()
    dro = await test.visitor('Departmental Records Officer')
  })
  after(() => test.close())

  const idOf = async (
    table: 'risk' | 'person' | 'unit' | 'asset' | 'likelihood' | 'impact' | 'band',
    value: string | number,
  ) => {
    const [from, column] = {
      risk: [sql`risks.risk`, sql`title`],
      person: [sql`people.person`, sql`name`],
      unit: [sql`people.unit`, sql`name`],
      asset: [sql`assets.asset`, sql`name`],
      likelihood: [sql`risks.likelihood`, sql`rank`],
      impact: [sql`risks.impact`, sql`rank`],
      band: [sql`risks.band`, sql`rank`],
    }[table] as [ReturnType<typeof sql>, ReturnType<typeof sql>]
    return (await test.db.one<{ id: string }>(sql`select id from ${from} where ${column} = ${value}`)).id
  }
  const tried = (register: Register, value: Parameters<TestHouse['add']>[1]) =>
    addItem(test.db, test.act(), register, value)
  const judged = async (likelihood: number, impact: number) => ({
    likelihood_id: await idOf('likelihood', likelihood),
    impact_id: await idOf('impact', impact),
  })
  const standing = (id: string) =>
    test.db.one<{ score: number; band: string; beyond: string | null; version: number }>(
      sql`select r.score, b.name as band, r.beyond, r.version from risks.risk r left join risks.band b on b.id = r.band_id where r.id = ${id}`,
    )
  const MAIL = 'Ministers’ mail is not captured'

  it('judges each risk by a matrix that is data, and against the appetite of its category', async () => {
    const id = await idOf('risk', MAIL)
    assert.deepEqual(await standing(id), { score: 9, band: 'Medium', beyond: 'no', version: 1 })
    await changeItem(test.db, test.act(), risks, id, 1, await judged(5, 4))
    assert.deepEqual(await standing(id), { score: 20, band: 'Very high', beyond: 'yes', version: 2 })
    const { body } = await dro.get(paths.risk(id))
    assert.match(body, /It is beyond the appetite: the most that is accepted for Loss is Medium/)
    assert.match(body, /A risk that is Very high is held further up/)
    await changeItem(test.db, test.act(), risks, id, 2, await judged(3, 3))
    const list = await dro.get(`${paths.risks}?beyond=yes`)
    assert.match(list.body, /Old case files cannot be opened/)
    assert.doesNotMatch(list.body, new RegExp(MAIL))
    assert.match((await dro.get(`${paths.risks}?words=flood boxes`)).body, /No risks|0 risks|Nothing/)
    assert.match((await dro.get(`${paths.risks}?words=boxes`)).body, /The basement floods/)
  })

  it('changes the matrix, and judges every open risk anew by it', async () => {
    const page = await dro.get(paths.matrix)
    const fields = Object.fromEntries(
      [...page.body.matchAll(/<select class="govuk-select[^"]*" id="(cell-\d-\d)"[\s\S]*?<\/select>/g)].map(
        ([control, name]) => [name, /value="([0-9a-f-]{36})" selected/.exec(control)?.[1] ?? ''],
      ),
    )
    assert.equal(Object.keys(fields).length, 25)
    const high = await idOf('band', 3)
    assert.equal((await dro.post(paths.matrix, { ...fields, 'cell-3-3': '' })).status, 422)
    assert.equal((await dro.post(paths.matrix, { ...fields, 'cell-3-3': high })).status, 303)
    const id = await idOf('risk', MAIL)
    assert.equal((await standing(id)).band, 'High')
    assert.equal((await standing(id)).beyond, 'yes')
    assert.equal((await dro.post(paths.matrix, { ...fields, 'cell-3-3': high })).status, 303)
    const history = await dro.get(paths.matrix)
    assert.match(history.body, /One cell changed[\s\S]*Possible, moderate: from “Medium” to “High”/)
    assert.equal([...history.body.matchAll(/One cell changed/g)].length, 1, 'nothing was changed the second time')
    assert.equal((await dro.post(paths.matrix, fields)).status, 303)
    assert.equal((await standing(id)).band, 'Medium')
    const reader = await test.visitor('Executive committee member')
    assert.doesNotMatch((await reader.get(paths.matrix)).body, /Save the matrix/)
    assert.equal((await reader.post(paths.matrix, fields)).status, 403)
  })

  it('draws where risks stand, as they are, were and should become, for any part of the tree', async () => {
    const home = await dro.get(paths.home)
    assert.match(home.body, /<svg[\s\S]*Likelihood[\s\S]*Impact/)
    const csv = async (query: string) =>
      (await dro.get(`${paths.home}/map.csv?${query}`)).body.split('\r\n').filter((line) => /,[1-9]\d*$/.test(line))
    assert.deepEqual(await csv('which=now'), [
      'Likely,Major,High,1',
      'Possible,Moderate,Medium,1',
      'Possible,Major,High,1',
      'Rare,Major,Medium,1',
    ])
    assert.equal((await csv('which=inherent')).length, 3)
    const agency = await idOf('unit', 'Example Inspection Agency')
    assert.deepEqual(await csv(`which=target&unit=${agency}`), ['Unlikely,Moderate,Medium,2'])
    const department = await idOf('unit', 'Department for Example Affairs')
    assert.equal((await csv(`which=now&unit=${department}`)).length, 4, 'what is below a unit counts with it')
    const cell = await dro.get(
      `${paths.home}/cell?which=now&likelihood=${await idOf('likelihood', 1)}&impact=${await idOf('impact', 4)}`,
    )
    assert.match(cell.body, /The basement floods/)
    assert.equal((await dro.get(`${paths.home}/cell?likelihood=nonsense`)).status, 404)
    // Each figure leads to what it counts, of one unit as of all.
    for (const query of ['', `?unit=${agency}`]) {
      const front = await dro.get(`${paths.home}${query}`)
      const figures = [...front.body.matchAll(/href="([^"]+only=[a-z]+)"><span class="m-count__number">(\d+)/g)]
      assert.equal(figures.length, 4)
      for (const [, href = '', number] of figures) {
        const listed =
          (await dro.get(href.replaceAll('&amp;', '&').replace('/cell?', '/cell.csv?'))).body.trim().split('\r\n')
            .length - 1
        assert.equal(listed, Number(number), href)
      }
    }
  })

  it('compares any day with today: the last board first', async () => {
    const board = await test.add(bodies, { name: 'Information Risk Board', kind: 'board' })
    await test.add(meetings, { body_id: board, held_on: '2026-11-21' })
    const id = await idOf('risk', 'The basement floods')
    test.setNow('2026-11-30T09:00:00Z')
    dro = await test.visitor('Departmental Records Officer')
    await changeItem(test.db, test.act(), risks, id, (await standing(id)).version, await judged(3, 4))
    const risk = await test.add(risks, {
      title: 'A new one',
      unit_id: await idOf('unit', 'Policy Group'),
      ...(await judged(1, 1)),
    })
    const csv = await dro.get(`${paths.movement}.csv`)
    assert.match(csv.body, /The basement floods,Corporate Services Group,4,Medium,12,High,,Up/)
    assert.match(csv.body, /A new one,Policy Group,,,1,Low,,New/)
    assert.match(
      (await dro.get(paths.movement)).body,
      /Since 21 November 2026[\s\S]*Information Risk Board, 21 November 2026/,
    )
    assert.match(
      (await dro.get(`${paths.movement}?on-day=1&on-month=2&on-year=2019`)).body,
      /Since \d+ \w+ 20\d\d, when the record began/,
    )
    assert.match(
      (await dro.get(`${paths.movement}.csv?on=2026-11-30`)).body,
      /The basement floods,.*,12,High,12,High,,Same/,
    )
    await changeItem(test.db, test.act(), risks, risk, 1, { closed_on: '2026-11-30', closed_why: 'It was a mistake' })
    assert.match((await dro.get(`${paths.movement}.csv`)).body, /A new one,.*2026-11-30,Closed/)
    assert.equal((await dro.get(`${paths.movement}?on-day=31&on-month=2&on-year=2026`)).status, 422)
    const half = await changeItem(test.db, test.act(), risks, risk, 2, { closed_on: null })
    assert.ok('message' in half && half.message.startsWith('A risk that is closed has a day and a reason'))
    test.setNow('2026-11-21T12:00:00Z')
    dro = await test.visitor('Departmental Records Officer')
  })

  it('keeps a row of how a risk stood when that changed, and when it was closed or opened again', async () => {
    const id = await test.add(risks, {
      title: 'Kept',
      unit_id: await idOf('unit', 'Policy Group'),
      ...(await judged(2, 2)),
    })
    const kinds = async () =>
      (
        await test.db.many<{ kind: string }>(sql`select kind from risks.rating where risk_id = ${id} order by place`)
      ).map(({ kind }) => kind)
    let version = 1
    const change = async (value: Parameters<TestHouse['add']>[1]) => {
      const saved = await changeItem(test.db, test.act(), risks, id, version, value)
      assert.ok('id' in saved, JSON.stringify(saved))
      version += 1
    }
    await change({ cause: 'Another one' })
    assert.deepEqual(await kinds(), ['first'])
    await change(await judged(3, 2))
    await change({ closed_on: '2026-11-21', closed_why: 'Gone' })
    await change({ cause: 'Said more clearly' })
    assert.deepEqual(await kinds(), ['first', 'changed', 'closed'])
    await change({ closed_on: null, closed_why: null })
    assert.equal((await kinds()).length, 4)
  })

  it('is looked at again by its owner, who says what they found', async () => {
    const id = await idOf('risk', MAIL)
    const owner = await test.visitor('Information Asset Owner, Policy Group')
    const champion = await test.visitor('KIM Champion, Digital and Technology')
    assert.equal((await champion.get(paths.review(id))).status, 403)
    assert.match((await owner.get(paths.review(id))).body, /Review this risk/)
    assert.equal((await owner.post(paths.review(id), {})).status, 422)
    const { version } = await standing(id)
    const { likelihood_id: likelihood, impact_id: impact } = await judged(2, 3)
    const given = { version: String(version), likelihood, impact, note: 'A secretary files it now' }
    assert.equal(
      (await owner.post(paths.review(id), { ...given, 'next-day': '1', 'next-month': '1', 'next-year': '2020' }))
        .status,
      422,
    )
    assert.equal((await owner.post(paths.review(id), given)).status, 303)
    assert.equal((await owner.post(paths.review(id), given)).status, 409, 'that version is not the newest any more')
    const { body } = await owner.get(paths.risk(id))
    assert.match(body, /A secretary files it now/)
    const { next } = await test.db.one<{ next: string }>(sql`select review_on as next from risks.risk where id = ${id}`)
    assert.equal(next, '2027-05-22', 'half a year on, as the band that it was in asks')
  })

  it('is looked at by whoever acts for its owner, as long as they do', async () => {
    const id = await idOf('risk', MAIL)
    const name = 'KIM Champion, Digital and Technology'
    const champion = await test.visitor(name)
    assert.equal((await champion.get(paths.review(id))).status, 403)
    assert.doesNotMatch((await champion.get(paths.risk(id))).body, /Review this risk/)
    const { id: appointment } = await test.db.one<{ id: string }>(sql`
      select a.id from people.appointment a join people.person p on p.id = a.person_id where p.name = 'Information Asset Owner, Policy Group'`)
    await test.db.run(sql`
      insert into people.delegation (id, appointment_id, person_id, from_on, until_on) values (gen_random_uuid(), ${appointment}, ${await idOf('person', name)}, '2026-11-01', '2026-11-21')`)
    assert.equal((await champion.get(paths.review(id))).status, 200)
    assert.match((await champion.get(paths.risk(id))).body, /Review this risk/)
    await test.db.run(sql`update people.delegation set until_on = '2026-11-20' where appointment_id = ${appointment}`)
    assert.equal((await champion.get(paths.review(id))).status, 403)
  })

  it('goes up the tree when somebody there takes it, and stays where it is until then', async () => {
    const id = await idOf('risk', 'Old case files cannot be opened any more')
    const owner = await test.visitor('Information Asset Owner, Policy Group')
    const form = await owner.get(paths.escalate(id))
    const [, siroChoice] = /value="([0-9a-f-]{36})"[^>]*>Senior Information Risk Owner – SIRO/.exec(form.body) ?? []
    assert.ok(siroChoice)
    assert.doesNotMatch(form.body, /KIM Champion, Digital/, 'a unit that is neither above nor below')
    assert.equal((await owner.post(paths.escalate(id), { to: siroChoice })).status, 422)
    const asked = { to: siroChoice, why: 'The supplier leaves, and the agency cannot pay for another' }
    assert.equal((await owner.post(paths.escalate(id), asked)).status, 303)
    assert.equal((await owner.post(paths.escalate(id), asked)).status, 409)
    const answer = /href="(\/risks\/escalations\/[^"]+)"/.exec((await owner.get(paths.risk(id))).body)?.[1] ?? ''
    assert.match((await owner.get(answer)).body, /Waits for the answer/)
    assert.equal((await owner.post(answer, { outcome: 'taken' })).status, 403)
    const siro = await test.visitor('Senior Information Risk Owner')
    assert.match((await siro.get('/')).body, /You are asked to hold a risk/)
    assert.match((await siro.get(answer)).body, /I take it/)
    assert.equal((await siro.post(answer, { outcome: 'refused' })).status, 422)
    assert.equal((await siro.post(answer, { outcome: 'refused', words: 'Ask the supplier first' })).status, 303)
    assert.equal((await siro.post(answer, { outcome: 'taken' })).status, 409)
    const held = () =>
      test.db.one<{ unit: string; owner: string }>(
        sql`select u.name as unit, p.name as owner from risks.risk r join people.unit u on u.id = r.unit_id join people.person p on p.id = r.owner_id where r.id = ${id}`,
      )
    assert.equal((await held()).unit, 'Example Inspection Agency')
    assert.equal((await owner.post(paths.escalate(id), asked)).status, 303)
    const again =
      [...(await owner.get(paths.risk(id))).body.matchAll(/href="(\/risks\/escalations\/[^"]+)"/g)][0]?.[1] ?? ''
    assert.equal((await siro.post(again, { outcome: 'taken', words: '' })).status, 303)
    assert.deepEqual(await held(), { unit: 'Department for Example Affairs', owner: 'Senior Information Risk Owner' })
    const { body } = await siro.get(paths.risk(id))
    assert.match(body, /Sent back: Ask the supplier first/)
    assert.match(body, /Taken/)
    const other = await idOf('risk', MAIL)
    const choice =
      /value="([0-9a-f-]{36})"[^>]*>Senior Information Risk Owner – SIRO/.exec(
        (await dro.get(paths.escalate(other))).body,
      )?.[1] ?? ''
    assert.equal((await dro.post(paths.escalate(other), { to: choice, why: 'A test' })).status, 303)
    const own = /href="(\/risks\/escalations\/[^"]+)"/.exec((await dro.get(paths.risk(other))).body)?.[1] ?? ''
    assert.equal((await dro.post(own, { outcome: 'taken', words: '' })).status, 403, 'nobody answers for whom they ask')
    const head = await test.visitor('Head of KIM')
    assert.equal((await head.post(own, { outcome: 'refused', words: 'On behalf of the owner' })).status, 303)
    const csv = await dro.get(`${paths.escalations}.csv`)
    assert.match(csv.body, /Old case files.*Example Inspection Agency.*Taken/)
  })

  it('is linked with actions of plans, assets and places, and shown beside them', async () => {
    const id = await idOf('risk', 'Case files are sent to the wrong body')
    const { name } = await test.db.one<{ name: string }>(
      sql`select n.name from plans.action_named n join plans.action a on a.id = n.id where a.ref = '1.3'`,
    )
    assert.match(name, /^Information management action plan 2026-27, 1\.3: /)
    const added = await dro.post(`${paths.mitigations}/add`, {
      what: 'Train the agency',
      risk_id: id,
      action_id: (await test.db.one<{ id: string }>(sql`select id from plans.action where ref = '1.3'`)).id,
    })
    assert.equal(added.status, 303)
    assert.match(
      (await dro.get(paths.risk(id))).body,
      /Train the agency[\s\S]*Information management action plan 2026-27, 1\.3/,
    )
    const asset = await idOf('asset', 'Inspection case files')
    const page = await dro.get(`/assets/assets/${asset}`)
    assert.match(page.body, /Case files are sent to the wrong body/)
    assert.match(page.body, /A report went to the wrong inspectorate/)
    const old = await idOf('risk', 'Old case files cannot be opened any more')
    await test.db.run(sql`delete from shares.tally where measure = 'format' and key = 'fmt/40'`)
    await test.db.run(
      sql`insert into shares.tally (share_id, measure, key, label, files, bytes) select id, 'format', 'fmt/40', 'Word 97', 1234, 1 from shares.share limit 1`,
    )
    await test.db.run(sql`
      insert into shares.policy_rule (policy_id, puid, level) select id, 'fmt/40', 'moderate' from shares.policy where is_in_use on conflict do nothing`)
    const { level } = await test.db.one<{ level: string }>(
      sql`select r.level from shares.policy_rule r join shares.policy p on p.id = r.policy_id and p.is_in_use where r.puid = 'fmt/40'`,
    )
    const formats = await dro.get(paths.risk(old))
    assert.match(formats.body, new RegExp(`${level} risk by the policy; 1,234 files on`, 'i'))
    await test.db.run(sql`update shares.share set audience = 'unit'`)
    assert.match((await dro.get(paths.risk(old))).body, /; 0 files on/, 'a drive of one unit is not told of')
    const reader = await test.visitor('Executive committee member')
    assert.doesNotMatch((await reader.get(paths.risk(old))).body, /by the policy/)
    const two = await tried(ties, { risk_id: id, asset_id: asset, format: 'fmt/40' })
    assert.ok('message' in two && two.message === 'Give one of these: an asset, a place or a format')
    const twice = await tried(ties, { risk_id: id, asset_id: asset })
    assert.ok('message' in twice && twice.message === 'The risk is linked with this already')
    assert.ok('id' in (await tried(mitigations, { what: 'Something small', risk_id: id, due_on: '2027-01-01' })))
  })

  it('takes a department’s own spreadsheet, with ranks, names or both', async () => {
    const bytes = Buffer.from(
      'Risk,Held in,Likelihood now,Impact now,Category\nOne by rank,Policy Group,4,5,Loss\nOne by name,Policy Group,Likely,Severe,Loss\nOne by both,Policy Group,4 Likely,5 Severe,Loss\nOne wrong,Policy Group,Often,5,Loss\n',
    )
    await dro.get(`${paths.risks}/import`)
    const { location = '' } = await dro.upload(`${paths.risks}/import`, { name: 'risks.csv', bytes })
    assert.match(
      (await dro.get(location)).body,
      /1 row waits<[\s\S]*3 will be added<[\s\S]*There is no likelihood called “Often”/,
    )
    assert.equal((await dro.agree(location)).location, location)
    const rows = await test.db.many(
      sql`select r.score, b.name from risks.risk r join risks.band b on b.id = r.band_id where title like 'One by %'`,
    )
    assert.deepEqual(rows, Array(3).fill({ score: 20, name: 'Very high' }))
  })

  it('reminds owners of risks to be looked at, and goes up the tree a week after the day', async () => {
    const name = 'The basement floods'
    const config = readConfig({ MUNIMENT_DATA: '/tmp/muniment-none', LOG_LEVEL: 'silent' })
    const champion = 'KIM Champion, Digital and Technology'
    await test.db.run(sql`update risks.risk set review_on = null`)
    await test.db.run(sql`
      update risks.risk set review_on = '2027-02-10', owner_id = ${await idOf('person', champion)}, unit_id = ${await idOf('unit', 'Policy Group')} where title = ${name}`)
    await test.db.run(sql`
      update people.person set email = 'x' || left(id::text, 30) || '@example.gov.uk' where name in (${champion}, 'Senior Information Risk Owner')`)
    const on = async (at: string) => {
      await chaseRisks(test.db, { actor: { kind: 'system' }, at: new Date(at), requestId: null }, config)
      return (
        await test.db.many<{ told: string }>(sql`
          select p.name || ': ' || m.subject as told from mail.message m join people.person p on p.id = m.person_id
          where m.kind = 'risk-review' and m.made_at = ${new Date(at)} order by 1`)
      ).map(({ told }) => told)
    }
    assert.deepEqual(await on('2027-02-02T08:00:00Z'), [])
    assert.deepEqual(await on('2027-02-03T08:00:00Z'), [
      `${champion}: 1 risk of yours needs a review by 10 February 2027`,
    ])
    assert.deepEqual(await on('2027-02-11T08:00:00Z'), [`${champion}: 1 risk of yours needs a review (1 overdue)`])
    const siro = 'Senior Information Risk Owner: 1 risk in your area is overdue for review'
    assert.deepEqual(await on('2027-02-18T08:00:00Z'), [
      `${champion}: 1 risk of yours needs a review (1 overdue)`,
      siro,
    ])
    await test.db.run(sql`update risks.risk set owner_id = null where title = ${name}`)
    assert.deepEqual(await on('2027-02-25T08:00:00Z'), [siro])
    await test.db.run(sql`update risks.risk set closed_on = '2027-02-26', closed_why = 'x' where title = ${name}`)
    assert.deepEqual(await on('2027-03-04T08:00:00Z'), [])
  })

  it('lets anybody report an incident, tells those who handle them, and counts 72 hours', async () => {
    await test.db.run(
      sql`update people.person set email = 'dro@example.gov.uk' where name = 'Departmental Records Officer'`,
    )
    const reader = await test.visitor('Executive committee member')
    assert.equal((await reader.get(paths.incidents)).status, 403)
    assert.equal((await reader.post(paths.report, {})).status, 422)
    const report = {
      title: 'A folder was left on a train',
      what: 'It was handed in an hour later.',
      'aware-day': '21',
      'aware-month': '11',
      'aware-year': '2026',
      'aware-time': '9.30',
      personal: 'yes',
      unit: '',
    }
    assert.equal((await reader.post(paths.report, { ...report, 'aware-time': '25:00' })).status, 422)
    assert.equal((await reader.post(paths.report, report)).status, 303)
    const { id, by } = await test.db.one<{ id: string; by: Date }>(
      sql`select id, notify_by as by from risks.incident where title = 'A folder was left on a train'`,
    )
    assert.equal(by.toISOString(), '2026-11-24T09:30:00.000Z')
    const letters = async () =>
      (
        await test.db.many<{ subject: string }>(
          sql`select subject from mail.message where kind = 'incident' order by made_at, subject`,
        )
      ).map(({ subject }) => subject)
    assert.deepEqual(await letters(), ['Incident 2 was reported'])
    assert.match((await dro.get('/')).body, /To be notified or decided by 24 November 2026 at 9:30am/)
    const config = readConfig({ MUNIMENT_DATA: '/tmp/muniment-none', LOG_LEVEL: 'silent' })
    const watch = (at: string) =>
      watchClocks(test.db, { actor: { kind: 'system' }, at: new Date(at), requestId: null }, config)
    await test.db.run(sql`update risks.incident set personal = 'no' where id <> ${id}`)
    assert.equal(await watch('2026-11-23T09:00:00Z'), 0)
    assert.equal(await watch('2026-11-23T09:30:00Z'), 1)
    assert.equal(await watch('2026-11-23T09:45:00Z'), 0, 'each warning once')
    assert.equal(await watch('2026-11-24T03:30:00Z'), 1, 'six hours to the minute')
    assert.equal(await watch('2026-11-24T09:31:00Z'), 1)
    assert.equal(await watch('2026-11-25T09:31:00Z'), 0)
    assert.deepEqual((await letters()).slice(1), [
      'Less than 24 hours to notify incident 2',
      'Less than 6 hours to notify incident 2',
      'The 72 hours are over for incident 2',
    ])
    const whole = await test.db.one<{ version: number }>(sql`select version from risks.incident where id = ${id}`)
    test.setNow('2026-11-26T09:00:00Z')
    dro = await test.visitor('Departmental Records Officer')
    const saved = await changeItem(test.db, test.act(), incidents, id, whole.version, {
      aware_at: '2026-11-21T09:30',
      personal: 'yes',
      notified_at: '2026-11-24T10:30',
    })
    assert.ok('message' in saved && saved.field === 'late_why')
    const late = await changeItem(test.db, test.act(), incidents, id, whole.version, {
      aware_at: '2026-11-21T09:30',
      personal: 'yes',
      notified_at: '2026-11-24T10:30',
      late_why: 'Nobody was in the office',
    })
    assert.ok('id' in late)
    assert.match((await dro.get(`${paths.incidents}?clock=late`)).body, /A folder was left on a train/)
    assert.equal(await watch('2026-11-26T09:31:00Z'), 0)
    await test.add(incidents, {
      title: 'In time',
      aware_at: '2026-11-21T09:30',
      personal: 'yes',
      notified_at: '2026-11-22T10:00',
    })
    await test.add(incidents, {
      title: 'Not needed',
      aware_at: '2026-11-21T09:30',
      personal: 'yes',
      harm: 'unlikely',
      not_notified_why: 'It was encrypted',
    })
    assert.equal(await watch('2026-11-26T09:45:00Z'), 0, 'nobody is warned of what was decided')
    test.setNow('2026-11-21T12:00:00Z')
    dro = await test.visitor('Departmental Records Officer')
  })

  it('tells those who may not see incidents nothing of them: every page is the same with and without one', async () => {
    const owner = await test.visitor('Information Asset Owner, Policy Group')
    const risk = await idOf('risk', 'Case files are sent to the wrong body')
    // Somebody else's asset: its owner hears of breaches, without seeing incidents.
    const asset = await idOf('asset', 'Inspection case files')
    await test.db.run(
      sql`update assets.asset set owner_id = ${await idOf('person', 'Head of KIM')}, deputy_id = null where id = ${asset}`,
    )
    const place = await test.db.one<{ id: string }>(sql`select id from assets.place where name = 'Casework system'`)
    const pages = async () => {
      const found: Record<string, string> = {}
      for (const path of [
        '/',
        paths.home,
        `${paths.home}/map.csv`,
        paths.risks,
        `${paths.risks}.csv`,
        `/api/v1${paths.risks}`,
        paths.risk(risk),
        paths.movement,
        paths.matrix,
        paths.ties,
        paths.escalations,
        `/assets/assets/${asset}`,
        `/assets/places/${place.id}`,
        '/statements',
        '/reports',
        paths.incidents,
        `${paths.incidents}.csv`,
        `/api/v1${paths.incidents}`,
      ]) {
        const { status, body } = await owner.get(path)
        found[path] = `${status} ${body.replace(/name="_csrf" value="[^"]+"/g, '').replace(/"requestId":"[^"]+"/, '')}`
      }
      return found
    }
    const before = await pages()
    const hidden = await test.add(incidents, {
      title: 'A secret breach',
      aware_at: '2026-11-21T08:00',
      personal: 'yes',
      risk_id: risk,
      asset_id: asset,
      place_id: place.id,
      unit_id: await idOf('unit', 'Policy Group'),
      handler_id: await idOf('person', 'Departmental Records Officer'),
    })
    const after = await pages()
    assert.ok(Object.keys(before).length > 10)
    for (const [path, answer] of Object.entries(before)) assert.equal(after[path], answer, path)
    assert.equal((await owner.get(paths.incident(hidden))).status, (await owner.get(paths.incident(risk))).status)
    assert.match((await dro.get(paths.risk(risk))).body, /A secret breach/)
  })

  it('keeps a log of an incident that nobody can change, and shows no incident to those who may not see them', async () => {
    const { id } = await test.db.one<{ id: string }>(
      sql`select id from risks.incident where title like 'A report went%'`,
    )
    assert.equal((await dro.post(paths.log(id), { words: '' })).status, 422)
    assert.equal((await dro.post(paths.log(id), { words: 'The body was called again.' })).status, 303)
    const { body } = await dro.get(paths.incident(id))
    assert.match(body, /The body was called again\.[\s\S]*The recipient confirmed in writing/)
    await assert.rejects(test.db.run(sql`update risks.incident_entry set words = ''`), /permission denied/)
    const owner = await test.visitor('Information Asset Owner, Policy Group')
    const risk = await owner.get(paths.risk(await idOf('risk', 'Case files are sent to the wrong body')))
    assert.doesNotMatch(risk.body, /wrong inspectorate/)
    assert.doesNotMatch((await owner.get(paths.home)).body, /open incidents/)
    assert.doesNotMatch(
      (await owner.get(`/assets/assets/${await idOf('asset', 'Inspection case files')}`)).body,
      /wrong inspectorate/,
    )
    assert.equal((await owner.get(paths.incident(id))).status, 403)
    const siro = await test.visitor('Senior Information Risk Owner')
    assert.doesNotMatch((await siro.get(paths.incident(id))).body, /Add to the log/)
  })
})
