import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { readConfig } from '#platform/config.ts'
import { sql } from '#platform/db/index.ts'
import { type TestHouse, testHouse, type Visitor } from '../../../../test/house.ts'
import { needs } from '../needs.ts'
import { paths } from '../paths.ts'
import { writeReminders } from '../reminding/deeds.ts'
import { foundCampaign } from '../store.ts'
import { setRules } from './deciding.ts'

const DRO = 'Departmental Records Officer'
const CORPORATE = 'Corporate Services Group'
const DIGITAL = 'Digital and Technology Directorate'
const CHAMPION = 'KIM Champion, Digital and Technology'
const LAST = 'Knowledge management benchmark, last year'
const ON = { 'on-day': '21', 'on-month': '11', 'on-year': '2026', why: 'A decision', name: '', kind: '', parent: '' }

describe('an assessment that a unit must do again', () => {
  let test: TestHouse
  let dro: Visitor
  let campaign = ''
  let lead = ''
  before(async () => {
    test = await testHouse()
    dro = await test.visitor(DRO)
    campaign = (await test.db.one<{ id: string }>(sql`select id from assessments.campaign where name = ${LAST}`)).id
    lead = (await test.person('Local Information Manager, Inspection Agency')).id
    await test.db.run(sql`
      update assessments.participant set lead_id = ${lead} where campaign_id = ${campaign} and unit_name = ${CORPORATE}`)
    await test.db.run(sql`update people.person set email = 'a@example.gov.uk' where id = ${lead}`)
  })
  after(() => test.close())

  const unitId = async (name: string) =>
    (await test.db.one<{ id: string }>(sql`select id from people.unit where name = ${name}`)).id
  const owed = () =>
    test.db.one<{ id: string; owes: string; repeat: string | null }>(sql`
      select q.id, u.name as owes, q.repeat_id as repeat from assessments.consequence q join people.unit u on u.id = q.unit_id
        join assessments.participant p on p.id = q.participant_id where p.campaign_id = ${campaign} and p.unit_name = ${CORPORATE}`)
  const wants = async (name: string) =>
    (await needs(test.db, await test.person(name), '2026-11-21')).map(({ text, href }) => `${text} ${href}`)

  it('stands on the homes of those who answer for it and of those who run the campaign', async () => {
    const { lowest } = await test.db.one<{ lowest: number }>(sql`
      select min(coalesce(s.moderated, s.own)) as lowest from assessments.participant p join assessments.standing s on s.participant_id = p.id and s.part = '*'
      where p.campaign_id = ${campaign} and p.state = 'final'`)
    await test.db.run(sql`
      update assessments.standing s set own = ${lowest - 0.2}, moderated = ${lowest - 0.2} from assessments.participant p
      where p.id = s.participant_id and s.part = '*' and p.campaign_id = ${campaign} and p.unit_name = ${CORPORATE}`)
    const { version } = await foundCampaign(test.db, campaign)
    await setRules(test.db, test.act(), campaign, version, {
      repeatBelow: Math.floor(lowest * 10) / 10,
      repeatBy: '2027-03-01',
      escalateRoleId: null,
    })
    const { id } = await owed()
    assert.ok(
      (await wants('Local Information Manager, Inspection Agency')).includes(
        `${CORPORATE} must repeat “${LAST}” by 1 March 2027 ${paths.consequence(id)}`,
      ),
    )
    assert.ok((await wants(DRO)).includes(`“${LAST}”: 1 repeat has not begun ${paths.following(campaign)}`))
    const reader = await wants('Senior Information Risk Owner')
    assert.ok(!reader.some((text) => text.includes('repeat')))
    const { part } = await test.db.one<{ part: string }>(
      sql`select participant_id as part from assessments.consequence where id = ${id}`,
    )
    assert.match((await dro.get(paths.unit(part))).body, /The assessment is to be repeated<\/a>\. Not begun\./)
  })

  it('is written to its lead when it follows, before its last day and once after it', async () => {
    const config = readConfig({ MUNIMENT_DATA: '/tmp/muniment-none', LOG_LEVEL: 'silent' })
    const on = (at: string) => ({ actor: { kind: 'system' as const }, at: new Date(at), requestId: null })
    await test.db.run(sql`update assessments.consequence set raised_at = '2026-11-23T06:00:00Z'`)
    await test.db.run(sql`update assessments.campaign set state = 'closed', remind_days = '{}' where state = 'open'`)
    const told = () =>
      test.db.many<{ subject: string; body: string }>(
        sql`select subject, body from mail.message where person_id = ${lead} and kind = 'assessment' order by made_at, id`,
      )
    assert.equal(await writeReminders(test.db, on('2026-11-23T08:00:00Z'), config), 1)
    assert.equal(await writeReminders(test.db, on('2026-11-24T08:00:00Z'), config), 0)
    assert.equal(await writeReminders(test.db, on('2027-02-15T08:00:00Z'), config), 1)
    assert.equal(await writeReminders(test.db, on('2027-03-02T08:00:00Z'), config), 1)
    assert.equal(await writeReminders(test.db, on('2027-03-03T08:00:00Z'), config), 0)
    const [first, , last] = await told()
    assert.equal(first?.subject, `${CORPORATE} must repeat “${LAST}” by 1 March 2027`)
    assert.match(
      first?.body ?? '',
      /scored below the line of .* must repeat the assessment by 1 March 2027\. The repeat has not begun\./,
    )
    assert.match(last?.subject ?? '', /the last day has passed/)
  })

  it('says on a closed campaign what is to be done first, and has no button that is refused', async () => {
    const { id } = await owed()
    const { body } = await dro.get(paths.consequence(id))
    assert.match(body, /Open the campaign again first/)
    assert.doesNotMatch(body, /Begin the repeat/)
  })

  it('goes with the unit that it is part of, is named before and after, and is begun there', async () => {
    const fields = { ...ON, units: [await unitId(CORPORATE)], into: await unitId(DIGITAL) }
    const preview = (await dro.post('/people/reorganise/merge', fields)).body
    assert.match(
      preview,
      /1 repeat or escalation after a low score<\/t[dh]>\s*<td[^>]*>Moves to Digital and Technology Directorate/,
    )
    const done = await dro.post('/people/reorganise/merge', { ...fields, sure: 'yes' })
    assert.equal(done.status, 303)
    const kept = (await dro.get(done.location ?? '')).body
    assert.match(kept, /1 repeat or escalation after a low score/)
    assert.match(kept, new RegExp(`Repeat: ${LAST}`))
    const { id, owes } = await owed()
    assert.equal(owes, DIGITAL)
    const page = (await dro.get(paths.consequence(id))).body
    assert.match(page, /Falls to[\s\S]*?Digital and Technology Directorate/)
    assert.match(page, new RegExp(`${CORPORATE}, now part of ${DIGITAL}`))
    assert.ok(
      (await wants(CHAMPION)).includes(
        `${CORPORATE}, now part of ${DIGITAL}, must repeat “${LAST}” by 1 March 2027 ${paths.consequence(id)}`,
      ),
    )
    const champion = await test.visitor(CHAMPION)
    const waits = await champion.get(paths.consequence(id))
    assert.equal(waits.status, 200)
    assert.match(
      waits.body,
      /You can begin when a records officer opens the campaign again\. [^<]*Departmental Records Officer/,
    )
    await dro.post(paths.campaignOpen(campaign), {})
    assert.match(
      (await champion.get(paths.consequence(id))).body,
      /You can begin when a records officer begins the repeat\. [^<]*Departmental Records Officer/,
    )
    const assessor = (await (await test.visitor('Assessor')).get(paths.consequence(id))).body
    assert.doesNotMatch(assessor, /You can begin/, 'who does not answer for the unit')
    assert.match(assessor, /The unit can begin when a records officer begins the repeat/)
    assert.match((await dro.get(paths.consequence(id))).body, /Begin the repeat/)
    assert.equal((await dro.post(`${paths.consequence(id)}/begin`, {})).status, 303)
    const again = await test.db.one<{ unit: string; of: string }>(sql`
      select n.unit_name as unit, b.unit_name as of from assessments.consequence q join assessments.participant n on n.id = q.repeat_id
        join assessments.participant b on b.id = n.repeat_of where q.id = ${id}`)
    assert.deepEqual(again, { unit: DIGITAL, of: DIGITAL })
    assert.ok(!(await wants(DRO)).some((text) => text.includes('repeat')))
  })
})
