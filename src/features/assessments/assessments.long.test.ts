import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { type Db, sql } from '#platform/db/index.ts'
import { type TestHouse, testHouse, type Visitor } from '../../../test/house.ts'
import { addCampaign, openCampaign } from './campaigns/deeds.ts'
import { setUnits } from './campaigns/participants.ts'
import { loadOwnFrameworks } from './frameworks/deeds.ts'
import { paths } from './paths.ts'
import { foundCampaign } from './store.ts'

const DRO = 'Departmental Records Officer'
const ASSESSOR = 'Assessor'
const CHAMPION = 'KIM Champion, Digital and Technology'
const LIM = 'Local Information Manager, Inspection Agency'
const TODAY = '2026-11-21'

const unitId = async (db: Db, name: string) =>
  (await db.one<{ id: string }>(sql`select id from people.unit where name = ${name}`)).id

interface Begun {
  readonly campaignId: string
  /** Participants by the name of the unit. */
  readonly parts: ReadonlyMap<string, string>
}

/** A campaign of a framework with units that must take part, open. */
async function begin(
  test: TestHouse,
  name: string,
  key: string,
  units: readonly string[],
  previousId: string | null = null,
): Promise<Begun> {
  const act = test.act(await test.person(DRO))
  const { id: frameworkId } = await test.db.one<{ id: string }>(
    sql`select id from assessments.framework where key = ${key} and state = 'published' order by published_at desc, version desc limit 1`,
  )
  const campaignId = await addCampaign(test.db, act, frameworkId, {
    name,
    opensOn: '2026-11-01',
    closesOn: '2026-12-18',
    previousId,
    planId: null,
    remindDays: [14, 7, 1],
  })
  const wanted = new Map<string, 'mandatory' | 'invited'>()
  for (const unit of units) wanted.set(await unitId(test.db, unit), 'mandatory')
  await setUnits(test.db, act, await foundCampaign(test.db, campaignId), wanted, TODAY)
  await openCampaign(test.db, act, campaignId)
  const rows = await test.db.many<{ id: string; unit: string }>(
    sql`select id, unit_name as unit from assessments.participant where campaign_id = ${campaignId}`,
  )
  return { campaignId, parts: new Map(rows.map(({ id, unit }) => [unit, id])) }
}

const DIGITAL = 'Digital and Technology Directorate'
const AGENCY = 'Example Inspection Agency'

const QUESTIONS = ['L1', 'L2', 'L3', 'K1', 'K2', 'K3', 'S1', 'S2', 'S3', 'P1', 'P2', 'P3', 'U1', 'U2', 'U3']

/** Answers every question of the benchmark with a level. */
async function answerAll(who: Visitor, id: string, level: (question: string) => number): Promise<void> {
  for (const question of QUESTIONS) {
    const page = await who.get(paths.question(id, question))
    assert.equal(page.status, 200, page.body)
    const edition = /name="edition" value="(\d+)"/.exec(page.body)?.[1] ?? '0'
    const { status } = await who.post(paths.question(id, question), {
      edition,
      value: String(level(question)),
      note: `We are at ${level(question)}`,
      url: '',
    })
    assert.equal(status, 303)
  }
}

const standing = (db: Db, participantId: string, part = '*') =>
  db.maybe<{ own: number | null; moderated: number | null; answered: number; wanted: number }>(
    sql`select own, moderated, answered, wanted from assessments.standing where participant_id = ${participantId} and part = ${part}`,
  )

describe('an assessment from the first question to the final score', () => {
  let test: TestHouse
  let begun: Begun
  let digital = ''
  let champion: Visitor
  let assessor: Visitor
  let dro: Visitor
  before(async () => {
    test = await testHouse()
    begun = await begin(test, 'Benchmark 2026', 'km-benchmark', [DIGITAL, AGENCY])
    digital = begun.parts.get(DIGITAL) ?? ''
    ;[champion, assessor, dro] = await Promise.all([test.visitor(CHAMPION), test.visitor(ASSESSOR), test.visitor(DRO)])
  })
  after(() => test.close())

  it('is led by the champion of the unit, who sees it as theirs', async () => {
    const lead = await test.db.one<{ name: string }>(
      sql`select l.name from assessments.participant p join people.person l on l.id = p.lead_id where p.id = ${digital}`,
    )
    assert.equal(lead.name, CHAMPION)
    const { body } = await champion.get(paths.home)
    assert.match(body, /Yours to answer/)
    assert.match(body, /0 of 15/)
  })

  it('is not there for people of other units, and not theirs to answer for moderators', async () => {
    const lim = await test.visitor(LIM)
    assert.equal((await lim.get(paths.unit(digital))).status, 404)
    assert.equal((await lim.get(paths.question(digital, 'L1'))).status, 404)
    assert.equal((await lim.post(paths.question(digital, 'L1'), { edition: '0', value: '3' })).status, 404)
    assert.equal((await assessor.get(paths.unit(digital))).status, 200)
    assert.equal((await assessor.post(paths.question(digital, 'L1'), { edition: '0', value: '3' })).status, 403)
  })

  it('refuses what is not on the scale, and keeps what was written', async () => {
    const { status, body } = await champion.post(paths.question(digital, 'L1'), {
      edition: '0',
      value: '9',
      note: 'kept words',
    })
    assert.equal(status, 422)
    assert.match(body, /is not one of the answers/)
    assert.match(body, /kept words/)
    assert.equal((await standing(test.db, digital))?.answered, 0)
  })

  it('counts only real answers, and goes on from question to question', async () => {
    const { location } = await champion.post(paths.question(digital, 'L1'), {
      edition: '0',
      value: '3',
      note: 'x',
      url: 'https://example.gov.uk/policy',
      after: 'next',
    })
    assert.equal(location, paths.question(digital, 'L2'))
    assert.equal((await standing(test.db, digital))?.answered, 1)
    assert.match((await champion.get(paths.unit(digital))).body, /<strong>1 of 15<\/strong> questions answered/)
  })

  it('tells the second of two who answer at once what the first one said', async () => {
    const { status, body } = await champion.post(paths.question(digital, 'L1'), {
      edition: '0',
      value: '1',
      note: 'mine',
    })
    assert.equal(status, 422)
    assert.match(body, /KIM Champion, Digital and Technology has answered this meanwhile, with 3/)
    assert.equal(
      (await champion.post(paths.question(digital, 'L1'), { edition: '1', value: '2', note: 'mine' })).status,
      303,
    )
    const { given } = await test.db.one<{ given: number }>(
      sql`select count(*) as given from assessments.answer_given where participant_id = ${digital} and question = 'L1'`,
    )
    assert.equal(given, 2)
  })

  it('keeps evidence as it was given, and its withdrawal with the reason', async () => {
    const up = await champion.upload(
      paths.question(digital, 'K1'),
      { name: 'retention list.txt', bytes: Buffer.from('a list') },
      { edition: '0', value: '3', note: 'see the list' },
    )
    assert.equal(up.status, 303)
    const { id } = await test.db.one<{ id: string }>(
      sql`select id from assessments.evidence where participant_id = ${digital} and kind = 'file'`,
    )
    const got = await assessor.get(paths.evidenceFile(id))
    assert.equal(got.raw.toString(), 'a list')
    const lim = await test.visitor(LIM)
    assert.equal((await lim.get(paths.evidenceFile(id))).status, 404)
    assert.equal((await champion.post(paths.evidenceWithdraw(id), { why: '' })).status, 422)
    assert.equal((await champion.post(paths.evidenceWithdraw(id), { why: 'The wrong file' })).status, 303)
    assert.match((await champion.get(paths.question(digital, 'K1'))).body, /Withdrawn: The wrong file/)
    assert.match((await champion.get(paths.check(digital))).body, /3 wants 1 piece of evidence/)
  })

  it('cannot be handed in before everything is answered', async () => {
    const { status, body } = await champion.post(paths.submit(digital), {})
    assert.equal(status, 409)
    assert.match(body, /2 of 15 questions are answered/)
  })

  it('is answered in a meeting, with what was said', async () => {
    assert.equal(
      (
        await champion.post(paths.meeting(digital), {
          'held-day': '20',
          'held-month': '11',
          'held-year': '2026',
          facilitator: 'Knowledge Champion',
          attendance: '',
        })
      ).status,
      422,
    )
    assert.equal(
      (
        await champion.post(paths.meeting(digital), {
          'held-day': '20',
          'held-month': '11',
          'held-year': '2026',
          facilitator: 'Knowledge Champion',
          attendance: 'Nine of twelve',
        })
      ).status,
      303,
    )
    assert.match((await champion.get(paths.question(digital, 'U3'))).body, /What was said in the meeting/)
    await champion.post(paths.question(digital, 'U3'), {
      edition: '0',
      value: '2',
      note: '',
      said: 'The search is slow',
    })
    await champion.post(`${paths.meeting(digital)}/end`, { note: 'An hour' })
    const { said, isInMeeting } = await test.db.one<{ said: string; isInMeeting: boolean }>(
      sql`select said, meeting_id is not null as "isInMeeting" from assessments.answer where participant_id = ${digital} and question = 'U3'`,
    )
    assert.deepEqual([said, isInMeeting], ['The search is slow', true])
  })

  it('gives a section to somebody else, who can answer that one only and moderate none of it', async () => {
    const lim = await test.person(LIM)
    assert.equal((await champion.post(paths.delegate(digital), { 'section-S': lim.id })).status, 303)
    const visitor = await test.visitor(LIM)
    assert.equal((await visitor.get(paths.unit(digital))).status, 200)
    assert.equal(
      (await visitor.post(paths.question(digital, 'S1'), { edition: '0', value: '4', note: 'ours' })).status,
      303,
    )
    assert.equal(
      (await visitor.post(paths.question(digital, 'L3'), { edition: '0', value: '4', note: 'ours' })).status,
      403,
    )
  })

  it('is handed in, and then stands until a moderator has spoken', async () => {
    await answerAll(champion, digital, (question) => (question.startsWith('K') ? 2 : 4))
    assert.equal((await champion.post(paths.submit(digital), {})).status, 303)
    assert.equal((await champion.post(paths.question(digital, 'L1'), { edition: '9', value: '0' })).status, 409)
    const row = await standing(test.db, digital)
    assert.deepEqual([row?.own, row?.answered], [3.6, 15])
  })

  it('is not moderated by whoever belongs to the unit or answered for it, and the page says why', async () => {
    const lim = await test.person(LIM)
    await test.db.run(
      sql`update people.role set permissions = permissions || '{assessments:moderate}'::text[] where name in ('KIM Champion', 'Local Information Manager')`,
    )
    const visitor = await test.visitor(LIM)
    const { status, body } = await visitor.get(paths.moderate(digital))
    assert.equal(status, 403)
    assert.match(body, /You have given answers for this unit/)
    const own = await test.visitor(CHAMPION)
    assert.match((await own.get(paths.unit(digital))).body, /You cannot moderate this\./)
    assert.equal(
      (await own.post(paths.moderateQuestion(digital, 'L1'), { outcome: 'agreed', seen: '', edition: '2' })).status,
      403,
    )
    // Also when the program forgets to ask.
    await assert.rejects(
      test.db.run(sql`
        insert into assessments.moderation (id, participant_id, question, outcome, edition, at, by_person_id)
        values (gen_random_uuid(), ${digital}, 'L1', 'agreed', 1, '2026-11-21T09:00:00Z', ${lim.id})`),
      /nobody moderates their own unit/,
    )
  })

  const edition = async (question: string) =>
    String(
      (
        await test.db.one<{ edition: number }>(
          sql`select edition from assessments.answer where participant_id = ${digital} and question = ${question}`,
        )
      ).edition,
    )

  it('is agreed with, changed with a reason, and asked back', async () => {
    assert.equal(
      (
        await assessor.post(paths.moderateQuestion(digital, 'L1'), {
          outcome: 'changed',
          value: '2',
          reason: '',
          seen: '',
          edition: await edition('L1'),
        })
      ).status,
      422,
    )
    const changed = await assessor.post(paths.moderateQuestion(digital, 'L1'), {
      outcome: 'changed',
      value: '2',
      reason: 'Only one leader speaks of it',
      seen: '',
      edition: await edition('L1'),
    })
    assert.equal(changed.status, 303)
    assert.equal(
      (
        await assessor.post(paths.moderateQuestion(digital, 'L2'), {
          outcome: 'asked',
          reason: 'Who is the deputy?',
          seen: '',
          edition: await edition('L2'),
        })
      ).status,
      303,
    )
    const row = await standing(test.db, digital, 'L')
    assert.deepEqual([row?.own, row?.moderated], [4, 3.333333333])
  })

  it('tells the second of two moderators what the first one said', async () => {
    const { status, body } = await dro.post(paths.moderateQuestion(digital, 'L1'), {
      outcome: 'agreed',
      seen: '',
      edition: await edition('L1'),
    })
    assert.equal(status, 422)
    assert.match(body, /Another moderator has judged this answer meanwhile/)
    assert.match(body, /Only one leader speaks of it/)
  })

  it('cannot be final while something is not judged, asked back, or open to a reply', async () => {
    const { status, body } = await assessor.post(paths.final(digital), {})
    assert.equal(status, 409)
    assert.match(body, /13 answers have not been judged yet/)
    await assessor.post(`${paths.moderate(digital)}/rest`, {})
    assert.match(
      (await assessor.post(paths.final(digital), {})).body,
      /1 question that you asked the unit is not settled/,
    )
    const latest = await test.db.many<{ id: string; question: string }>(
      sql`select id, question from assessments.moderation where participant_id = ${digital} and outcome in ('asked', 'changed')`,
    )
    const moderation = (question: string) => latest.find((one) => one.question === question)?.id ?? ''
    assert.match((await champion.get(paths.question(digital, 'L2'))).body, /Who is the deputy\?/)
    assert.equal((await champion.post(paths.reply(moderation('L2')), { text: 'The head of service' })).status, 303)
    assert.equal((await assessor.post(paths.reply(moderation('L2')), { text: 'not mine' })).status, 403)
    await assessor.post(paths.moderateQuestion(digital, 'L2'), {
      outcome: 'agreed',
      seen: moderation('L2'),
      edition: await edition('L2'),
    })
    assert.match((await assessor.post(paths.final(digital), {})).body, /The unit can still reply to 1 changed score/)
    await champion.post(paths.reply(moderation('L1')), { text: 'We accept that' })
    assert.equal((await assessor.post(paths.final(digital), {})).status, 303)
  })

  it('is final, and shows what was moderated beside what the unit said', async () => {
    const row = await standing(test.db, digital)
    assert.deepEqual([row?.own, row?.moderated], [3.6, 3.466666667])
    const { body } = await champion.get(paths.unitResults(digital))
    assert.match(body, /<strong>3\.47<\/strong>/)
    assert.match(body, /Self-score 3\.6/)
    assert.match(body, /Moderator: Only one leader speaks of it/)
    assert.match(body, /<svg[^>]*aria-labelledby="radar-title radar-desc"/)
  })

  it('compares units for those who run campaigns, and for all only once it is published', async () => {
    const siro = await test.visitor('Senior Information Risk Owner')
    assert.equal((await siro.get(paths.heatMap(begun.campaignId))).status, 403)
    assert.equal((await siro.get(paths.unitResults(digital))).status, 404)
    const asked = await dro.post(paths.campaignPublish(begun.campaignId), { publish: 'yes' })
    assert.match(asked.body, /<h1[^>]*>[\s\S]*?units? ha(s|ve) not finished\. Publish now\?/)
    assert.match((await dro.get(paths.campaign(begun.campaignId))).body, /Publish results/)
    await dro.post(paths.campaignPublish(begun.campaignId), { publish: 'yes', sure: 'yes' })
    for (const path of [paths.heatMap, paths.league, paths.movement, paths.spread, paths.following, paths.board]) {
      const { status, body } = await siro.get(path(begun.campaignId))
      assert.equal(status, 200, `${path(begun.campaignId)}: ${body.slice(0, 400)}`)
    }
    const shown = await siro.get(paths.unitResults(digital))
    assert.equal(shown.status, 200)
    assert.doesNotMatch(shown.body, /Only one leader speaks of it/)
    assert.equal((await siro.get(paths.unitReport(digital))).status, 404)
  })

  it('ranks only what is final, and shows the rest without a rank', async () => {
    const { body } = await dro.get(`${paths.league(begun.campaignId)}/table.csv`)
    assert.deepEqual(body.trim().split('\r\n'), [
      'Rank,Shared,Unit,Score,Level,State,Asked',
      `1,no,${DIGITAL},3.466666667,Defined,Final,mandatory`,
      `,,${AGENCY},,,Not complete: 0 of 15,mandatory`,
    ])
  })

  it('leaves as reports in each format, and as tables', async () => {
    for (const ending of ['html', 'odt', 'docx']) {
      assert.equal((await dro.get(`${paths.board(begun.campaignId)}.${ending}`)).status, 200)
      assert.equal((await champion.get(`${paths.unitReport(digital)}.${ending}`)).status, 200)
    }
    for (const path of [
      `${paths.heatMap(begun.campaignId)}/table`,
      `${paths.spread(begun.campaignId)}/questions`,
      `${paths.unitResults(digital)}/answers`,
    ])
      assert.equal((await dro.get(`${path}.ods`)).status, 200, path)
  })

  it('leads from a finding to a recommendation and back, and is scored again when that is done', async () => {
    assert.match((await champion.get(paths.findings(digital))).body, /Below the target/)
    assert.equal(
      (
        await champion.post(paths.findings(digital), {
          about: 'question K1',
          text: 'Match what is kept with the schedule',
          horizon: 'quick-win',
        })
      ).status,
      303,
    )
    const { id } = await test.db.one<{ id: string }>(
      sql`select id from assessments.finding where participant_id = ${digital}`,
    )
    assert.equal((await champion.get(paths.findingPlan(id))).status, 403)
    const { plan } = await test.db.one<{ plan: string }>(sql`select id as plan from plans.plan limit 1`)
    const asked = await dro.get(paths.findingPlan(id))
    assert.match(asked.body, /21 February 2027/)
    assert.equal(
      (
        await dro.post(paths.findingPlan(id), {
          plan,
          recommendation: 'Match it',
          action: 'Match it by spring',
          owner: '',
          target: '21 February 2027',
        })
      ).status,
      303,
    )
    const linked = await test.db.one<{ recommendation: string; action: string; latest: string }>(sql`
      select a.recommendation_id as recommendation, a.id as action, a.target_latest as latest from assessments.finding f join plans.action a on a.recommendation_id = f.recommendation_id where f.id = ${id}`)
    assert.equal(linked.latest, '2027-02-21')
    assert.match(
      (await dro.get(`/plans/recommendations/${linked.recommendation}`)).body,
      new RegExp(`href="${paths.findings(digital)}"`),
    )
    assert.match(
      (await champion.get(paths.findings(digital))).body,
      new RegExp(`href="/plans/recommendations/${linked.recommendation}"`),
    )
    assert.doesNotMatch((await champion.get(paths.findings(digital))).body, /Score it again/)
    // The owner's word that it is finished is not enough: an assessor's verdict offers it.
    await test.db.run(sql`update plans.action set status = 'complete', is_finished = true where id = ${linked.action}`)
    assert.doesNotMatch((await champion.get(paths.findings(digital))).body, /Score it again/)
    assert.match((await champion.post(paths.rescore(id), {})).body, /An assessor must have accepted every action/)
    await test.db.run(sql`update plans.action set verdict = 'partly-accepted' where id = ${linked.action}`)
    assert.equal((await champion.post(paths.rescore(id), {})).status, 409)
    await test.db.run(sql`update plans.action set verdict = 'accepted' where id = ${linked.action}`)
    assert.match((await champion.get(paths.findings(digital))).body, /Score it again/)
    const again = await champion.post(paths.rescore(id), {})
    assert.equal(again.status, 303)
    const repeat = again.location?.split('/').at(-1) ?? ''
    assert.deepEqual((await standing(test.db, repeat))?.answered, 14)
    assert.equal((await champion.post(paths.question(repeat, 'L1'), { edition: '1', value: '5' })).status, 409)
    const question = await champion.get(paths.question(repeat, 'K1'))
    assert.match(question.body, /taken over from the assessment before/)
    assert.equal(
      (await champion.post(paths.question(repeat, 'K1'), { edition: '1', value: '4', note: 'done' })).status,
      303,
    )
    assert.equal((await champion.post(paths.submit(repeat), {})).status, 303)
    await assessor.post(`${paths.moderate(repeat)}/rest`, {})
    assert.equal((await assessor.post(paths.final(repeat), {})).status, 303)
    const row = await standing(test.db, repeat, 'K')
    assert.deepEqual([row?.own, row?.moderated], [2.666666667, 2.666666667])
    // What the moderator had changed the first time still stands.
    assert.equal((await standing(test.db, repeat, 'L'))?.moderated, 3.333333333)
    assert.match(
      (await dro.get(`${paths.heatMap(begun.campaignId)}/table.csv`)).body,
      new RegExp(`${DIGITAL},Final,mandatory,3.6,`),
    )
  })
})

describe('rules of what follows a low score', () => {
  let test: TestHouse
  before(async () => {
    test = await testHouse()
  })
  after(() => test.close())

  const finish = async (id: string, level: number) => {
    const [champion, assessor] = await Promise.all([test.visitor(CHAMPION), test.visitor(ASSESSOR)])
    await answerAll(champion, id, () => level)
    assert.equal((await champion.post(paths.submit(id), {})).status, 303)
    await assessor.post(`${paths.moderate(id)}/rest`, {})
    assert.equal((await assessor.post(paths.final(id), {})).status, 303)
  }

  it('ask for a repeat below the line, and go up to a role below it twice, with a letter', async () => {
    const { campaignId, parts } = await begin(test, 'First', 'km-benchmark', [DIGITAL])
    const first = parts.get(DIGITAL) ?? ''
    const dro = await test.visitor(DRO)
    const { id: role } = await test.db.one<{ id: string }>(sql`select id from people.role where short_name = 'SIRO'`)
    const rule = { below: '2', 'by-day': '31', 'by-month': '1', 'by-year': '2027', role }
    assert.equal(
      (await dro.post(paths.rules(campaignId), { ...rule, 'by-day': '', 'by-month': '', 'by-year': '', version: '2' }))
        .status,
      422,
    )
    assert.equal((await dro.post(paths.rules(campaignId), { ...rule, version: '2' })).status, 303)
    await finish(first, 1)
    const one = await test.db.one<{ id: string; kind: string; why: string; due: string }>(
      sql`select id, kind, why, due_on as due from assessments.consequence where participant_id = ${first}`,
    )
    assert.deepEqual([one.kind, one.due], ['repeat', '2027-01-31'])
    assert.equal(one.why, 'It scored 1, below 2, the line of “First”. It is to be done again by 31 January 2027.')
    const begun = await dro.post(`${paths.consequence(one.id)}/begin`, {})
    const repeat = begun.location?.split('/').at(-1) ?? ''
    assert.equal((await standing(test.db, repeat))?.answered, 0)
    assert.match(
      (await (await test.visitor(CHAMPION)).get(paths.unit(repeat))).body,
      /15 answers were taken over from before/,
    )
    await finish(repeat, 1)
    const two = await test.db.one<{ id: string; kind: string; why: string }>(
      sql`select id, kind, why from assessments.consequence where participant_id = ${repeat}`,
    )
    assert.equal(two.kind, 'escalate')
    assert.equal(two.why, 'It scored 1, below 2, the line of “First”, and 1 in “First” before.')
    assert.match((await dro.get('/')).body, /“First”: 1 letter waits to be sent/)
    const siro = await test.visitor('Senior Information Risk Owner')
    assert.doesNotMatch((await siro.get('/')).body, /waits to be sent/)
    const { body } = await siro.get(paths.consequence(two.id))
    assert.match(body, new RegExp(`From: ${DRO}`))
    assert.doesNotMatch(body, /From: Senior/)
    assert.match(body, /To: Senior Information Risk Owner, Senior Information Risk Owner/)
    assert.equal((await siro.get(`${paths.letter(two.id)}.odt`)).status, 200)
    assert.match(
      (await siro.get(`${paths.letter(two.id)}.html`)).body,
      /Please answer by \d+ \w+ \d{4}\.[\s\S]*Signed: _+ +Date: _+/,
    )
    assert.equal((await dro.post(`${paths.consequence(two.id)}/sent`, {})).status, 303)
    assert.doesNotMatch((await dro.get('/')).body, /to be sent/)
    assert.match((await siro.get(paths.consequence(two.id))).body, new RegExp(`From: ${DRO}`))
    assert.equal((await dro.post(paths.consequence(two.id), { note: 'They met, and agreed on a plan' })).status, 303)
    assert.match((await dro.get(paths.following(campaignId))).body, /Settled on 21 November 2026/)
  })

  it('do not ask anything of a unit that reaches the line', async () => {
    const { campaignId, parts } = await begin(test, 'Second', 'km-benchmark', [DIGITAL])
    await (await test.visitor(DRO)).post(paths.rules(campaignId), {
      below: '2',
      'by-day': '31',
      'by-month': '1',
      'by-year': '2027',
      role: '',
      version: '2',
    })
    await finish(parts.get(DIGITAL) ?? '', 2)
    assert.equal(
      await test.db.maybe(sql`select from assessments.consequence where participant_id = ${parts.get(DIGITAL) ?? ''}`),
      null,
    )
  })
})

describe('last time', () => {
  let test: TestHouse
  before(async () => {
    test = await testHouse()
  })
  after(() => test.close())

  it('is what a unit begins with and movement is told from, also in a new version', async () => {
    const dro = await test.visitor(DRO)
    const champion = await test.visitor(CHAMPION)
    const assessor = await test.visitor(ASSESSOR)
    const old = await begin(test, 'Old', 'km-benchmark', [DIGITAL])
    const first = old.parts.get(DIGITAL) ?? ''
    await answerAll(champion, first, () => 2)
    await champion.post(paths.submit(first), {})
    await assessor.post(`${paths.moderate(first)}/rest`, {})
    await assessor.post(paths.final(first), {})
    // The next version: a question is dropped, one is new.
    const { id: published } = await test.db.one<{ id: string }>(
      sql`select id from assessments.framework where key = 'km-benchmark'`,
    )
    const draft = (await dro.post(paths.frameworkDraft(published), {})).location?.split('/').at(-1) ?? ''
    assert.match((await dro.get(paths.framework(draft))).body, /Publish this version/)
    await dro.post(`${paths.frameworkQuestion(draft, 'U3')}/move`, { move: 'remove' })
    assert.match((await dro.get(paths.framework(draft))).body, /Question U3 of version 2026 goes nowhere/)
    const facts = {
      name: 'Knowledge management benchmark',
      version: '2027',
      section: 'mean',
      overall: 'mean',
      evidence: 'say',
      target: '3',
      threshold: '2',
    }
    assert.equal((await dro.post(paths.frameworkFacts(draft), { ...facts, dropped: 'U3', edition: '2' })).status, 303)
    const question = {
      section: 'U',
      code: 'U4',
      text: 'Is artificial intelligence used with care?',
      scale: 'maturity',
      weight: '1',
      of: 'unit',
      was: '-',
      edition: '3',
    }
    assert.equal((await dro.post(paths.frameworkQuestion(draft, 'add'), question)).status, 303)
    assert.equal((await dro.post(paths.frameworkPublish(draft), { edition: '4' })).status, 303)

    const next = await begin(test, 'New', 'km-benchmark', [DIGITAL], old.campaignId)
    const second = next.parts.get(DIGITAL) ?? ''
    const answers = await test.db.many<{ question: string; confirmed: boolean }>(
      sql`select question, is_confirmed as confirmed from assessments.answer where participant_id = ${second}`,
    )
    assert.equal(answers.length, 14)
    assert.ok(answers.every(({ confirmed }) => !confirmed))
    assert.equal((await standing(test.db, second))?.answered, 0)
    const page = await champion.get(paths.question(second, 'U1'))
    assert.match(page.body, /This answer was taken over from Old, as moderated/)
    assert.match(page.body, /2 First steps \(Old, as moderated\)/)
    for (const code of QUESTIONS.filter((one) => one !== 'U3'))
      await champion.post(paths.question(second, code), { edition: '1', value: '3', note: 'better' })
    assert.equal(
      (await champion.post(paths.question(second, 'U4'), { edition: '0', value: '0', note: 'new' })).status,
      303,
    )
    await champion.post(paths.submit(second), {})
    await assessor.post(`${paths.moderate(second)}/rest`, {})
    assert.equal((await assessor.post(paths.final(second), {})).status, 303)
    const { body } = await dro.get(`${paths.movement(next.campaignId)}/table.csv`)
    assert.match(body, new RegExp(`${DIGITAL},2,yes,2\\.8,0\\.8`))
    assert.match(
      (await dro.get(paths.movement(next.campaignId))).body,
      /Some of today’s questions were not asked last time/,
    )
  })

  it('fills in the return that another framework asks for', async () => {
    const { parts } = await begin(test, 'Maturity', 'im-maturity', [DIGITAL])
    const rows = await test.db.many<{ question: string; value: number; from: string }>(
      sql`select question, value, taken_from as from from assessments.answer where participant_id = ${parts.get(DIGITAL) ?? ''} order by question`,
    )
    // 3 of 0 to 5 is 2.8 of 1 to 4: what is surely reached is 2.
    assert.deepEqual(
      rows.map(({ question, value }) => [question, value]),
      ['1.2', '2.1', '4.1', '5.3', '7.1'].map((code) => [code, 2]),
    )
    assert.equal(rows[0]?.from, 'New, as moderated')
  })
})

describe('the frameworks that come with the house', () => {
  it('are published once, and never change', async () => {
    const test = await testHouse()
    await test.db.transaction((tx) => loadOwnFrameworks(tx, test.act()))
    const { count } = await test.db.one<{ count: number }>(sql`select count(*) as count from assessments.framework`)
    assert.equal(count, 4)
    await assert.rejects(test.db.run(sql`update assessments.framework set content = '{}'`), /does not change/)
    await assert.rejects(test.db.run(sql`delete from assessments.framework`), /does not change/)
    await test.close()
  })
})

describe('a return for somebody else', () => {
  it('is filled in from what was answered, with what is missing listed', async () => {
    const test = await testHouse()
    const { id } = await test.db.one<{ id: string }>(
      sql`select p.id from assessments.participant p join assessments.campaign c on c.id = p.campaign_id where p.unit_name = ${DIGITAL} and c.name like '%this year'`,
    )
    const { id: framework } = await test.db.one<{ id: string }>(
      sql`select id from assessments.framework where key = 'im-maturity'`,
    )
    const champion = await test.visitor(CHAMPION)
    assert.match((await champion.get(paths.returns(id))).body, /Information management maturity model, 2026/)
    const rows = (await champion.get(`${paths.unitReturn(id, framework)}/table.csv`)).body.trim().split('\r\n')
    assert.equal(rows.filter((row) => row.includes(',filled,')).length, 6)
    assert.equal(rows.filter((row) => row.includes(',missing,')).length, 13)
    assert.match(
      rows.join('\n'),
      /5\.3,Is it measured.*,,2 Emerging,filled,,"Knowledge management benchmark, this year, as moderated: U2"/,
    )
    const lim = await test.visitor(LIM)
    assert.equal((await lim.get(paths.unitReturn(id, framework))).status, 404)
    await test.close()
  })
})

describe('questions about systems', () => {
  it('are asked of each system that the unit names, and come back with their answers', async () => {
    const test = await testHouse()
    const { parts } = await begin(test, 'Systems', 'im-maturity', [AGENCY])
    const id = parts.get(AGENCY) ?? ''
    const lim = await test.visitor(LIM)
    const wanted = async () => (await standing(test.db, id))?.wanted
    assert.equal(await wanted(), 16)
    assert.equal((await lim.post(paths.systems(id), { names: 'Case system\nWebsite\ncase SYSTEM' })).status, 303)
    assert.equal(await wanted(), 22)
    const { id: system } = await test.db.one<{ id: string }>(
      sql`select id from assessments.system where participant_id = ${id} and lower(name) = 'case system'`,
    )
    const path = `${paths.question(id, '1.3')}?system=${system}`
    assert.equal((await lim.get(paths.question(id, '1.3'))).status, 404)
    assert.equal((await lim.post(path, { edition: '0', value: '2', note: 'a report can be had' })).status, 303)
    assert.equal((await standing(test.db, id))?.answered, 1)
    await lim.post(paths.systems(id), { names: 'Website' })
    assert.deepEqual([(await standing(test.db, id))?.answered, await wanted()], [0, 19])
    await lim.post(paths.systems(id), { names: 'Website\nCase system' })
    assert.equal((await standing(test.db, id))?.answered, 1)
    assert.match((await lim.get(paths.check(id))).body, /1\.3 Can the system say/)
    await test.close()
  })
})

describe('questions in points', () => {
  it('take a number on the scale, and nothing else', async () => {
    const test = await testHouse()
    const dro = await test.visitor(DRO)
    const made = await dro.post(paths.frameworkAdd, { name: 'Points', version: '1', scale: 'points' })
    const draft = made.location?.split('/').at(-1) ?? ''
    assert.equal((await dro.post(paths.frameworkPublish(draft), { edition: '1' })).status, 303)
    const { parts } = await begin(test, 'Points', 'points', [AGENCY])
    const path = paths.question(parts.get(AGENCY) ?? '', 'A1')
    const lim = await test.visitor(LIM)
    for (const value of ['', '101', '-1', '5.5', 'many'])
      assert.equal((await lim.post(path, { edition: '0', value })).status, 422, value)
    assert.match((await lim.post(path, { edition: '0', value: 'n/a', note: '' })).body, /Enter why it does not apply/)
    assert.equal((await lim.post(path, { edition: '0', value: '55', note: '' })).status, 303)
    const row = await standing(test.db, parts.get(AGENCY) ?? '', 'A')
    assert.equal(row?.own, 55)
    await test.close()
  })
})

describe('a league table', () => {
  it('gives units whose scores look equal one rank, and goes on behind them', async () => {
    const test = await testHouse()
    const { id } = await test.db.one<{ id: string }>(
      sql`select id from assessments.campaign where name = 'Knowledge management benchmark, last year'`,
    )
    for (const [unit, score] of [
      [DIGITAL, 2.671],
      ['Policy Group', 2.669],
      ['Corporate Services Group', 2.9],
      [AGENCY, 1],
    ] as const)
      await test.db.run(sql`
        update assessments.standing set own = ${score}, moderated = ${score} where part = '*'
          and participant_id = (select id from assessments.participant where campaign_id = ${id} and unit_name = ${unit})`)
    await test.db.run(
      sql`update assessments.participant set state = 'declined', ended_why = 'x' where campaign_id = ${id} and unit_name = 'Example Heritage Commission'`,
    )
    const { body } = await (await test.visitor(DRO)).get(`${paths.league(id)}/table.csv`)
    assert.deepEqual(
      body
        .trim()
        .split('\r\n')
        .slice(1)
        .map((row) => row.split(',').slice(0, 3).join(' ')),
      [
        '1 no Corporate Services Group',
        `2 yes ${DIGITAL}`,
        '2 yes Policy Group',
        `4 no ${AGENCY}`,
        '  Example Heritage Commission',
      ],
    )
    await test.close()
  })
})

describe('the units of a campaign', () => {
  let test: TestHouse
  before(async () => {
    test = await testHouse()
  })
  after(() => test.close())

  it('are links only for those who may see their answers', async () => {
    const { campaignId, parts } = await begin(test, 'Links', 'km-benchmark', [DIGITAL, AGENCY])
    const [own, other] = [parts.get(DIGITAL) ?? '', parts.get(AGENCY) ?? '']
    for (const [who, id, status] of [
      [CHAMPION, own, 200],
      [CHAMPION, other, 404],
      [DRO, own, 200],
      [DRO, other, 200],
    ] as const) {
      const visitor = await test.visitor(who)
      assert.equal((await visitor.get(paths.unit(id))).status, status)
      const { body } = await visitor.get(paths.campaign(campaignId))
      assert.equal(body.includes(`href="${paths.unit(id)}"`), status === 200, `${who} ${id === own}`)
    }
  })
})
