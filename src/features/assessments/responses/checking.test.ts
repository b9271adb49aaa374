import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from '#platform/db/index.ts'
import { type TestHouse, testHouse, type Visitor } from '../../../../test/house.ts'
import { addCampaign, openCampaign, publishResults } from '../campaigns/deeds.ts'
import { setUnits } from '../campaigns/participants.ts'
import { paths } from '../paths.ts'
import { foundCampaign } from '../store.ts'

const DRO = 'Departmental Records Officer'
const CHAMPION = 'KIM Champion, Digital and Technology'
const DIGITAL = 'Digital and Technology Directorate'
const LAST = 'Knowledge management benchmark, last year'
const FROM = `${LAST}, as moderated`

describe('an assessment that follows one of last year', () => {
  let test: TestHouse
  let dro: Visitor
  let champion: Visitor
  let campaign = ''
  let part = ''
  before(async () => {
    test = await testHouse()
    dro = await test.visitor(DRO)
    champion = await test.visitor(CHAMPION)
    const act = test.act(await test.person(DRO))
    const last = await test.db.one<{ id: string; framework: string }>(
      sql`select id, framework_id as framework from assessments.campaign where name = ${LAST}`,
    )
    campaign = await addCampaign(test.db, act, last.framework, {
      name: 'Spring look',
      opensOn: '2026-11-01',
      closesOn: '2026-12-18',
      previousId: last.id,
      planId: null,
      remindDays: [],
    })
    const { id } = await test.db.one<{ id: string }>(sql`select id from people.unit where name = ${DIGITAL}`)
    await setUnits(test.db, act, await foundCampaign(test.db, campaign), new Map([[id, 'mandatory']]), '2026-11-21')
    part = (
      await test.db.one<{ id: string }>(sql`select id from assessments.participant where campaign_id = ${campaign}`)
    ).id
  })
  after(() => test.close())

  it('asks nobody and has no results before it is opened', async () => {
    const { body } = await dro.get(paths.campaign(campaign))
    assert.match(body, />1<[\s\S]{0,80}unit chosen/)
    assert.match(body, />\s*Not opened yet\s*</)
    assert.doesNotMatch(body, /Publish results|unit asked|past their last day|>\s*Answering\s*<\/strong>/)
    const refused = await dro.post(paths.campaignPublish(campaign), { publish: 'yes' })
    assert.equal(refused.status, 409)
    await assert.rejects(
      publishResults(test.db, test.act(), campaign, true),
      /has not been opened, so it has no results/,
    )
    await publishResults(test.db, test.act(), campaign, false)
    const report = (await dro.get(paths.board(campaign))).body
    assert.match(report, /1 unit is chosen to answer [^;]*; 1 of them must\./)
    assert.match((await dro.get(paths.campaignUnits(campaign))).body, /or by somebody else there who may answer/)
    await openCampaign(test.db, test.act(), campaign)
    const opened = (await dro.get(paths.campaign(campaign))).body
    assert.match(opened, />1<[\s\S]{0,80}unit asked/)
    assert.match(opened, /Publish results/)
    assert.match((await dro.get(paths.board(campaign))).body, /1 unit was asked to answer/)
  })

  it('marks a reason that was taken over, until somebody writes another one', async () => {
    const path = paths.question(part, 'L1')
    assert.match((await champion.get(path)).body, new RegExp(`These words are from ${FROM}\\. Change them if`))
    const note = 'Agreed in the team meeting.'
    const edition = async () =>
      String(
        (
          await test.db.one<{ edition: number }>(
            sql`select edition from assessments.answer where participant_id = ${part} and question = 'L1'`,
          )
        ).edition,
      )
    assert.equal((await champion.post(path, { value: '4', note, edition: await edition() })).status, 303)
    const check = async () => (await champion.get(paths.check(part))).body
    const marked = new RegExp(`L1 [\\s\\S]*?From ${FROM}: ${note}[\\s\\S]*?L2 `)
    assert.match(await check(), marked)
    assert.match((await champion.get(paths.unitResults(part))).body, new RegExp(`From ${FROM}: ${note}`))
    await champion.post(path, {
      value: '4',
      note: 'Our director opens each meeting with it.',
      edition: await edition(),
    })
    assert.doesNotMatch(await check(), marked)
    assert.match(await check(), /L1 [\s\S]*?m-meta">Our director opens each meeting with it\./)
    assert.doesNotMatch((await champion.get(path)).body, /These words are from/)
  })

  it('is checked on a page whose rows can be changed, and only by those who answer', async () => {
    const { body } = await champion.get(paths.check(part))
    assert.match(body, /<h1[^>]*>[\s\S]*Check the answers/)
    const changes = [
      ...body.matchAll(/<a class="govuk-link" href="([^"]+)">Change<span class="govuk-visually-hidden">/g),
    ]
    assert.equal(changes.length, 15)
    assert.equal(changes[0]?.[1], paths.question(part, 'L1'))
    const read = (await dro.get(paths.check(part))).body
    assert.doesNotMatch(read, />Change</)
    assert.match(read, /<h1[^>]*>[\s\S]*Answers/)
  })
})
