import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { readConfig } from '#platform/config.ts'
import { sql } from '#platform/db/index.ts'
import { type TestHouse, testHouse, type Visitor } from '../../../../test/house.ts'
import { needs } from '../needs.ts'
import { paths } from '../paths.ts'
import { writeReminders } from '../reminding/deeds.ts'

const DRO = 'Departmental Records Officer'
const ASSESSOR = 'Assessor'
const LIM = 'Local Information Manager, Inspection Agency'
const AGENCY = 'Example Inspection Agency'
const TYPED = 'Three paragraphs that took an hour to write'

describe('a campaign that is closed while somebody writes', () => {
  let test: TestHouse
  let dro: Visitor
  let lim: Visitor
  let assessor: Visitor
  let id = ''
  let agency = ''
  let policy = ''
  let health = ''
  let heritage = ''
  before(async () => {
    test = await testHouse()
    ;[dro, lim, assessor] = await Promise.all([test.visitor(DRO), test.visitor(LIM), test.visitor(ASSESSOR)])
    const campaign = async (name: string) =>
      (await test.db.one<{ id: string }>(sql`select id from assessments.campaign where name = ${name}`)).id
    const part = async (campaignId: string, unit: string) =>
      (
        await test.db.one<{ id: string }>(
          sql`select id from assessments.participant where campaign_id = ${campaignId} and unit_name = ${unit}`,
        )
      ).id
    id = await campaign('Knowledge management benchmark, this year')
    health = await campaign('Health checks, this year')
    ;[agency, policy, heritage] = [
      await part(id, AGENCY),
      await part(id, 'Policy Group'),
      await part(health, 'Example Heritage Commission'),
    ]
  })
  after(() => test.close())

  const version = async () =>
    String(
      (await test.db.one<{ v: number }>(sql`select version as v from assessments.participant where id = ${agency}`)).v,
    )
  const day = (name: string) => ({ [`${name}-day`]: '20', [`${name}-month`]: '12', [`${name}-year`]: '2026' })
  /** A refused form gives back what was typed in a box of its own, and says why. */
  const comesBack = (
    { status, body }: { readonly status: number; readonly body: string },
    why: RegExp,
    what: string,
    typed = TYPED,
  ) => {
    assert.ok(status === 409 || status === 422, `${what}: ${status}`)
    assert.match(body, why, what)
    assert.match(body, new RegExp(`(>|value=")${typed}("|</textarea>)`), what)
    assert.match(body, /<form method="post"[^>]*novalidate>/, what)
    assert.match(body, /Nothing was saved|was not saved/, what)
  }

  it('gives back the answer, the reason and the form when the last day passes, and names the file', async () => {
    test.setNow('2027-03-01T09:00:00Z')
    const late = await test.visitor(LIM)
    comesBack(
      await late.post(paths.question(agency, 'S1'), { edition: '1', value: '2', note: TYPED }),
      /The last day has passed/,
      'answer',
    )
    const up = await late.upload(
      paths.question(agency, 'S1'),
      { name: 'policy.txt', bytes: Buffer.from('x') },
      { edition: '1', value: '2', note: TYPED },
    )
    comesBack(up, /The last day has passed/, 'upload')
    assert.match(up.body, /policy\.txt has been uploaded\. Choose another one only if it is to take its place/)
    assert.match(up.body, /value="2" checked/)
    const { pieces } = await test.db.one<{ pieces: number }>(
      sql`select count(*) as pieces from assessments.evidence where participant_id = ${agency}`,
    )
    assert.equal(pieces, 0)
    test.setNow('2026-11-21T09:00:00Z')
  })

  it('is closed by its button, and says since when', async () => {
    assert.equal(
      (
        await lim.post(paths.question(agency, 'S1'), {
          edition: '1',
          value: '2',
          note: 'x',
          url: 'https://example.gov.uk',
        })
      ).status,
      303,
    )
    assert.match((await dro.get(paths.campaign(health))).body, /no lead, or a lead who has left/)
    const asked = await dro.post(paths.campaignClose(id), {})
    assert.equal(asked.status, 200)
    assert.match(
      asked.body,
      /Are you sure that you want to close this campaign\?[\s\S]*This stays unfinished:[\s\S]*<li>\d+ units? ha(?:s|ve) /,
    )
    const stateOf = async () =>
      (await test.db.one<{ state: string }>(sql`select state from assessments.campaign where id = ${id}`)).state
    assert.equal(await stateOf(), 'open', 'it is asked first')
    assert.equal((await dro.post(paths.campaignClose(id), { sure: 'yes' })).status, 303)
    assert.equal(await stateOf(), 'closed')
    assert.equal((await dro.post(paths.campaignClose(health), { sure: 'yes' })).status, 303)
    for (const path of [paths.campaign, paths.heatMap, paths.league, paths.movement, paths.spread, paths.board])
      assert.match(
        (await dro.get(path(id))).body,
        /The campaign was closed on 21 November 2026\. Nothing is answered/,
        path(id),
      )
    assert.doesNotMatch((await dro.get(paths.campaign(health))).body, /no lead, or a lead who has left/)
    const closed = (await dro.get(paths.campaign(id))).body
    assert.match(closed, /not handed in/)
    assert.doesNotMatch(closed, />answering<|past their last day|no lead/)
    assert.match((await lim.get(paths.unit(agency))).body, /The campaign has closed/)
  })

  it('gives back every form that a unit writes', async () => {
    const before = await test.db.many(
      sql`select * from assessments.answer where participant_id = ${agency} order by question`,
    )
    const { evidence } = await test.db.one<{ evidence: string }>(
      sql`select id as evidence from assessments.evidence where participant_id = ${agency}`,
    )
    const closed = /The campaign has closed/
    const at = [
      ['answer', paths.question(agency, 'S1'), { edition: '2', value: '3', note: TYPED }],
      ['meeting', paths.meeting(agency), { ...day('held'), facilitator: 'Lead', attendance: TYPED }],
      ['systems', paths.systems(agency), { names: TYPED }],
      ['evidence', paths.evidenceWithdraw(evidence), { why: TYPED }],
      ['decline', paths.decline(agency), { why: TYPED }],
    ] as const
    for (const [what, path, fields] of at) comesBack(await lim.post(path, fields), closed, what)
    const given = await lim.post(paths.delegate(agency), {})
    assert.equal(given.status, 409)
    assert.equal((await lim.post(paths.submit(agency), {})).status, 409)
    assert.deepEqual(
      await test.db.many(sql`select * from assessments.answer where participant_id = ${agency} order by question`),
      before,
    )
  })

  it('gives back what moderators and visitors write', async () => {
    const closed = /The campaign has closed/
    const judged = { outcome: 'asked', reason: TYPED, seen: '', edition: '1' }
    comesBack(await assessor.post(paths.moderateQuestion(policy, 'L1'), judged), closed, 'judgement')
    comesBack(
      await assessor.post(`${paths.moderate(policy)}/send-back`, { why: TYPED, ...day('due') }),
      closed,
      'sent back',
    )
    for (const path of [`${paths.moderate(policy)}/rest`, paths.final(policy)])
      assert.equal((await assessor.post(path, {})).status, 409, path)
    const { judgements } = await test.db.one<{ judgements: number }>(
      sql`select count(*) as judgements from assessments.moderation where participant_id = ${policy}`,
    )
    assert.equal(judgements, 0)
    comesBack(
      await assessor.post(paths.visit(heritage), { ...day('held'), roles: 'Curator', notes: TYPED }),
      closed,
      'interview',
    )
    const figures = await assessor.upload(paths.figures(heritage), {
      name: 'figures.csv',
      bytes: Buffer.from('Measure,Item,Value\nDocuments by type,Word,5\n'),
    })
    assert.equal(figures.status, 409)
    assert.match(figures.body, /figures\.csv was not kept either/)
    assert.equal((await assessor.post(`${paths.figures(heritage)}/remove`, { measure: 'x' })).status, 409)
  })

  it('gives back what whoever runs it writes about its units', async () => {
    comesBack(
      await dro.post(`${paths.unitManage(agency)}/withdraw`, { why: TYPED }),
      /Open it again to change who takes part/,
      'withdrawn',
    )
    const manage = await dro.post(paths.unitManage(agency), {
      lead: '',
      obligation: 'invited',
      version: await version(),
      ...day('due'),
    })
    assert.equal(manage.status, 409)
    assert.match(manage.body, /value="invited" checked/)
    assert.equal((await dro.post(paths.campaignUnits(id), {})).status, 409)
  })

  it('asks nobody any more, at home or by mail', async () => {
    const told = async (name: string) =>
      (await needs(test.db, await test.person(name), '2026-11-21')).map(({ text }) => text).join('\n')
    assert.doesNotMatch(await told(LIM), /answered for/)
    assert.doesNotMatch(await told(ASSESSOR), /moderated/)
    assert.doesNotMatch((await lim.get(paths.home)).body, /Yours to answer/)
    assert.doesNotMatch((await assessor.get(paths.home)).body, /Waiting to be moderated/)
    const config = readConfig({ MUNIMENT_DATA: '/tmp/muniment-none', LOG_LEVEL: 'silent' })
    await test.db.run(sql`update people.person set email = id || '@example.gov.uk'`)
    for (const at of ['2026-12-11T08:00:00Z', '2026-12-19T08:00:00Z', '2027-01-21T08:00:00Z'])
      assert.equal(
        await writeReminders(test.db, { actor: { kind: 'system' }, at: new Date(at), requestId: null }, config),
        0,
        at,
      )
  })

  it('goes on when it is opened again', async () => {
    assert.equal((await dro.post(paths.campaignOpen(id), {})).status, 303)
    assert.doesNotMatch((await dro.get(paths.league(id))).body, /was closed on/)
    assert.equal((await lim.post(paths.question(agency, 'S1'), { edition: '2', value: '3', note: TYPED })).status, 303)
  })

  it('gives back a judgement when the answers are sent back meanwhile, and a reply when they are final', async () => {
    await test.db.run(sql`update assessments.participant set state = 'answering' where id = ${policy}`)
    const judged = { outcome: 'asked', reason: TYPED, seen: '', edition: '1' }
    comesBack(
      await assessor.post(paths.moderateQuestion(policy, 'L1'), judged),
      /have not been handed in, or were sent back/,
      'judgement',
    )
    await test.db.run(sql`update assessments.participant set state = 'submitted' where id = ${agency}`)
    assert.equal((await assessor.post(paths.moderateQuestion(agency, 'S1'), { ...judged, edition: '3' })).status, 303)
    const { said } = await test.db.one<{ said: string }>(
      sql`select id as said from assessments.moderation where participant_id = ${agency}`,
    )
    await test.db.run(sql`update assessments.participant set state = 'final', final_at = now() where id = ${agency}`)
    comesBack(await lim.post(paths.reply(said), { text: TYPED }), /Its scores are final/, 'reply')
  })

  it('gives back the words also where the whole form is out of reach', async () => {
    // The section was taken away while its answer was written: the unit is not there for this person any more.
    const champion = await test.visitor('KIM Champion, Digital and Technology')
    const { status, body } = await champion.post(paths.question(agency, 'S1'), {
      edition: '1',
      value: '2',
      note: TYPED,
    })
    assert.equal(status, 404)
    assert.match(body, new RegExp(`readonly>${TYPED}</textarea>`))
    // Documents that are read are smaller than files that are only kept.
    await dro.get(paths.frameworks)
    const large = await dro.upload(
      '/plans/import',
      { name: 'plan.ods', bytes: Buffer.alloc(26 * 1024 * 1024) },
      { title: TYPED },
    )
    assert.equal(large.status, 413)
    assert.match(large.body, new RegExp(`readonly>${TYPED}</textarea>`))
  })
})

describe('a draft that is published while somebody changes it', () => {
  it('gives back what was typed, in each of its forms', async () => {
    const test = await testHouse()
    const dro = await test.visitor(DRO)
    const made = await dro.post(paths.frameworkAdd, { name: 'Our own model', version: '1', scale: '0-3' })
    const draft = made.location?.split('/').at(-1) ?? ''
    assert.equal((await dro.post(paths.frameworkPublish(draft), { edition: '1' })).status, 303)
    const section = await dro.post(paths.frameworkSection(draft, 'A'), {
      code: 'A',
      name: TYPED,
      about: '',
      weight: '1',
      target: '',
      edition: '1',
    })
    assert.equal(section.status, 409)
    assert.match(section.body, new RegExp(`value="${TYPED}"`))
    assert.match(section.body, /or published it/)
    const text = await dro.post(paths.frameworkText(draft), { text: `# ${TYPED}\n`, edition: '1' })
    assert.equal(text.status, 422)
    assert.match(text.body, new RegExp(TYPED))
    await test.close()
  })
})
