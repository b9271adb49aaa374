import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from '#platform/db/index.ts'
import { newId } from '#platform/ids.ts'
import { type TestHouse, testHouse, type Visitor } from '../../../../test/house.ts'
import { addCampaign, openCampaign } from '../campaigns/deeds.ts'
import { setUnits } from '../campaigns/participants.ts'
import { addDraftIn, publishFrameworkIn } from '../frameworks/deeds.ts'
import { needs } from '../needs.ts'
import { paths } from '../paths.ts'
import { foundCampaign, readyFramework } from '../store.ts'
import { raiseConsequences } from './consequences.ts'
import { isAnswered, lineProblem, noLongerFollows, type Stood, undoObstacle, whatFollows } from './model.ts'

const stood = (score: number, least = 0, most = 5): Stood => ({
  participantId: '',
  campaign: 'C',
  finalOn: '2026-01-01',
  section: null,
  score,
  least,
  most,
})
const FIVE = { least: 0, most: 5 }

describe('what follows a score', () => {
  const follows = (now: Stood | null, before: Stood | null, line: number | null = 2, hasRole = true) =>
    whatFollows({ line, scale: FIVE, hasRole, now, before })

  it('is nothing at the line, and nothing where the line is outside its scale', () => {
    assert.equal(follows(stood(2), null), null)
    assert.equal(follows(stood(1), null, 12), null)
    assert.equal(follows(stood(1), null, -1), null)
    assert.equal(follows(stood(1), null, null), null)
    assert.equal(follows(null, null), null)
    assert.equal(whatFollows({ line: 2, scale: null, hasRole: true, now: stood(1), before: null }), null)
  })
  it('is a repeat below it once, and up only below it twice without having improved', () => {
    assert.equal(follows(stood(1.99), null), 'repeat')
    assert.equal(follows(stood(1), stood(2)), 'repeat')
    assert.equal(follows(stood(1), stood(1)), 'escalate')
    assert.equal(follows(stood(0.5), stood(1)), 'escalate')
    assert.equal(follows(stood(1.5), stood(1)), 'repeat')
    assert.equal(follows(stood(1.501), stood(1.499)), 'escalate')
    assert.equal(follows(stood(1), stood(1), 2, false), 'repeat')
  })
  it('compares on one scale', () => {
    // 2 on a scale from 1 to 4 is 1.67 of 0 to 5; 30 of 100 is 1.5; 60 of 100 is 3.
    assert.equal(follows(stood(1.6), stood(2, 1, 4)), 'escalate')
    assert.equal(follows(stood(1.7), stood(2, 1, 4)), 'repeat')
    assert.equal(follows(stood(1.4), stood(30, 0, 100)), 'escalate')
    assert.equal(follows(stood(1.6), stood(30, 0, 100)), 'repeat')
    assert.equal(follows(stood(1), stood(60, 0, 100)), 'repeat')
    assert.equal(follows(stood(8, 0, 20), stood(8, 0, 20)), null)
    assert.equal(follows(stood(7, 0, 20), stood(8.1, 0, 20)), 'repeat')
  })
  it('lets a finding be scored again once everything is accepted, and never by what an owner says alone', () => {
    const is = (actions: number, accepted: number, superseded = 0) => isAnswered({ actions, accepted, superseded })
    assert.deepEqual([is(0, 0), is(1, 0), is(2, 1), is(1, 0, 1), is(2, 0, 2)], [false, false, false, false, false])
    assert.deepEqual([is(1, 1), is(2, 2), is(2, 1, 1)], [true, true, true])
  })
  it('refuses a line outside its scale, and names the scale', () => {
    assert.equal(lineProblem(5, FIVE), null)
    assert.equal(lineProblem(0, FIVE), null)
    assert.equal(lineProblem(5.1, FIVE), 'The score must be on the scale, which goes from 0 to 5')
    assert.match(lineProblem(1, null) ?? '', /gives no scores/)
  })
  it('says what cannot be undone, and why', () => {
    const open = { kind: 'escalate', undoneOn: null, settledOn: null, sentOn: null, repeatState: null } as const
    assert.equal(undoObstacle(open), null)
    assert.match(undoObstacle({ ...open, sentOn: '2026-03-01' }) ?? '', /the letter was sent on 1 March 2026/)
    assert.match(undoObstacle({ ...open, settledOn: '2026-03-01' }) ?? '', /settled on 1 March 2026/)
    assert.match(undoObstacle({ ...open, undoneOn: '2026-03-01' }) ?? '', /undone on 1 March 2026/)
    assert.match(undoObstacle({ ...open, kind: 'repeat', repeatState: 'final' }) ?? '', /has done it again/)
    assert.equal(undoObstacle({ ...open, kind: 'repeat', repeatState: 'submitted' }), null)
    assert.equal(noLongerFollows({ ...open, score: 1.5 }, 2, FIVE), false)
    assert.equal(noLongerFollows({ ...open, score: 2 }, 2, FIVE), true)
    assert.equal(noLongerFollows({ ...open, score: 1 }, 9, FIVE), true)
    assert.equal(noLongerFollows({ ...open, score: 1, settledOn: '2026-01-01' }, null, FIVE), false)
  })
})

const DRO = 'Departmental Records Officer'
const DIGITAL = 'Digital and Technology Directorate'
const POLICY = 'Policy Group'

describe('consequences', () => {
  let test: TestHouse
  let dro: Visitor
  let role = ''
  let newest = ''
  let older = ''
  before(async () => {
    test = await testHouse()
    dro = await test.visitor(DRO)
    role = (await test.db.one<{ id: string }>(sql`select id from people.role where short_name = 'SIRO'`)).id
    newest = (
      await test.db.one<{ id: string }>(
        sql`select id from assessments.framework where key = 'km-benchmark' and state = 'published'`,
      )
    ).id
    const { framework } = await readyFramework(test.db, newest)
    // The version before had marks out of 100.
    older = await test.db.transaction(async (tx) => {
      const act = test.act(await test.person(DRO))
      const id = await addDraftIn(tx, act, {
        ...framework,
        version: '2020',
        scales: { marks: { points: { least: 0, most: 100, step: 1 }, notApplicable: false } },
        scale: 'marks',
        target: undefined,
        threshold: undefined,
        sections: framework.sections.map((section) => ({
          ...section,
          questions: section.questions.map((question) => ({ ...question, levels: undefined })),
        })),
      })
      await publishFrameworkIn(tx, act, id, 1)
      return id
    })
  })
  after(() => test.close())

  const act = async () => test.act(await test.person(DRO))
  const unitId = async (name: string) =>
    (await test.db.one<{ id: string }>(sql`select id from people.unit where name = ${name}`)).id

  async function campaign(name: string, framework: string, units: readonly string[], previousId: string | null = null) {
    const by = await act()
    const id = await addCampaign(test.db, by, framework, {
      name,
      opensOn: '2026-11-01',
      closesOn: '2026-12-18',
      previousId,
      planId: null,
      remindDays: [],
    })
    const wanted = new Map<string, 'mandatory'>()
    for (const unit of units) wanted.set(await unitId(unit), 'mandatory')
    await setUnits(test.db, by, await foundCampaign(test.db, id), wanted, '2026-11-21')
    await openCampaign(test.db, by, id)
    return id
  }

  /** Makes a unit's scores final, with this one for the whole. */
  async function finish(campaignId: string, unit: string, score: number, raise = true): Promise<string> {
    const { id } = await test.db.one<{ id: string }>(
      sql`select id from assessments.participant where campaign_id = ${campaignId} and unit_name = ${unit} and state <> 'withdrawn' order by id desc limit 1`,
    )
    await test.db.run(
      sql`update assessments.standing set own = ${score}, moderated = ${score} where participant_id = ${id} and part = '*'`,
    )
    await test.db.run(
      sql`update assessments.participant set state = 'final', final_at = '2026-11-20T10:00:00Z' where id = ${id}`,
    )
    const by = await act()
    if (raise) await test.db.transaction((tx) => raiseConsequences(tx, by, id))
    return id
  }
  const version = async (id: string) => String((await foundCampaign(test.db, id)).version)
  const ruleOf = async (id: string, below: string) => ({
    below,
    'by-day': '31',
    'by-month': '1',
    'by-year': '2027',
    role,
    version: await version(id),
  })
  /** Saves a rule, having seen what follows from it at once. */
  const rule = async (id: string, below: string) => {
    const form = await ruleOf(id, below)
    const checked = await dro.post(paths.rules(id), form)
    const sure = seen(checked.body)
    return sure === undefined ? checked : dro.post(paths.rules(id), { ...form, sure })
  }
  const seen = (body: string) => /name="sure" value="([^"]*)"/.exec(body)?.[1]
  const raised = (participantId: string) =>
    test.db.many<{ id: string; kind: string; why: string; undone: boolean }>(
      sql`select id, kind, why, undone_at is not null as undone from assessments.consequence where participant_id = ${participantId} order by raised_at, id`,
    )

  it('come of no line outside the scale: the form comes back, and one that is stored does nothing', async () => {
    const id = await campaign('Lines', newest, [DIGITAL])
    for (const below of ['12', '-1', '5.01']) {
      const { status, body } = await rule(id, below)
      assert.equal(status, 422, below)
      assert.match(body, /The score must be on the scale, which goes from 0 to 5/)
      assert.match(body, new RegExp(`value="${below}"`))
    }
    await test.db.run(sql`update assessments.campaign set repeat_below = 12, repeat_by = '2027-01-31' where id = ${id}`)
    assert.deepEqual(await raised(await finish(id, DIGITAL, 4)), [])
    assert.match((await dro.get(paths.following(id))).body, /Nothing follows from the line 12\./)
    assert.doesNotMatch((await dro.get(paths.following(id))).body, /No unit has scored below/)
  })

  it('are told from the version before on one scale, and go up only for a unit that is no better', async () => {
    const before = await campaign('Marks', older, [DIGITAL, POLICY])
    const first = await finish(before, DIGITAL, 36)
    await finish(before, POLICY, 30)
    const id = await campaign('Levels', newest, [DIGITAL, POLICY], before)
    assert.equal((await rule(id, '2')).status, 303)
    await test.db.run(sql`
      insert into assessments.finding (id, participant_id, question, text, horizon, at) values (${newId()}, ${first}, 'K1', 'Agree on a list of what is kept', 'quick-win', now())`)
    // 36 of 100 is 1.8 of 5, and 30 is 1.5: both were below 2 before, and one of them is better now.
    const [up] = await raised(await finish(id, DIGITAL, 1.7))
    assert.equal(up?.kind, 'escalate')
    assert.equal(
      up?.why,
      'It scored 1.7, below 2, the line of “Levels”, and 1.8 (36 on its scale from 0 to 100) in “Marks” before.',
    )
    const [again] = await raised(await finish(id, POLICY, 1.9))
    assert.equal(again?.kind, 'repeat')
    assert.match(
      again?.why ?? '',
      /It was 1\.5 \(30 on its scale from 0 to 100\) in “Marks” before, and has improved\./,
    )
    const { body } = await dro.get(paths.consequence(up?.id ?? ''))
    assert.match(
      body,
      /On 20 November 2026 its score in “Marks” became final: 1\.8 \(36 on its scale from 0 to 100\)\. No line was set then\./,
    )
    assert.match(
      body,
      /On 20 November 2026 its score in “Levels” became final: 1\.7, below the line of 2 that is set now\. It has fallen\./,
    )
    assert.match(body, /has been assessed in “Levels”\. Its scores have been escalated to you, as our rules say\./)
    assert.match(body, /K1: Agree on a list of what is kept \(not in an action plan yet\)/)
  })

  it('are told with the line of the day on which a score became final, and with none where none was set', async () => {
    const letters = async (unit: string, before: string, now: string, line: { first?: string; second: string }) => {
      const first = await campaign(`${unit} ${line.first ?? 'none'} first`, older, [unit])
      test.setNow('2026-11-19T10:00:00Z')
      if (line.first) {
        assert.equal((await rule(first, '90')).status, 303)
        test.setNow('2026-11-19T10:05:00Z')
        assert.equal((await rule(first, line.first)).status, 303, 'the last line before the scores were final')
      }
      test.setNow('2026-11-21T10:00:00Z')
      await finish(first, unit, Number(before))
      const second = await campaign(`${unit} ${line.first ?? 'none'} second`, newest, [unit], first)
      test.setNow('2026-11-19T11:00:00Z')
      await rule(second, line.second)
      test.setNow('2026-11-21T11:00:00Z')
      const [up] = await raised(await finish(second, unit, Number(now)))
      assert.equal(up?.kind, 'escalate')
      return {
        second,
        path: paths.consequence(up?.id ?? ''),
        body: (await dro.get(paths.consequence(up?.id ?? ''))).body,
      }
    }
    const below = await letters(DIGITAL, '30', '1', { first: '40', second: '2' })
    assert.match(
      below.body,
      /final: 1\.5 \(30 on its scale from 0 to 100\), below the line of 40 on the scale from 0 to 100\./,
    )
    assert.match(below.body, /final: 1, below the line of 2 again\. It has fallen\./)
    const above = await letters(DIGITAL, '30', '1', { first: '20', second: '2' })
    assert.match(above.body, /, not below the line of 20 on the scale from 0 to 100 that was set then\./)
    assert.match(above.body, /final: 1, below the line of 2\. It has fallen\./)
    const none = await letters(DIGITAL, '30', '1', { second: '2' })
    assert.match(none.body, /\(30 on its scale from 0 to 100\)\. No line was set then\./)
    assert.match(none.body, /final: 1, below the line of 2\. It has fallen\./)
    // A line that is set anew since: what was set when the score became final is told as it was.
    assert.equal((await rule(none.second, '1.5')).status, 303)
    assert.match((await dro.get(none.path)).body, /final: 1, below the line of 2\. It has fallen\./)
  })

  it('are shown before they follow from a rule that is saved when scores are final', async () => {
    const before = await campaign('Shown before', newest, [DIGITAL, POLICY])
    await finish(before, DIGITAL, 1.9)
    const id = await campaign('Shown', newest, [DIGITAL, POLICY], before)
    const [digital, policy] = [await finish(id, DIGITAL, 1.8), await finish(id, POLICY, 1.2)]
    assert.match(
      (await dro.get(paths.rules(id))).body,
      /It is checked now for units whose scores are final, and later when/,
    )
    assert.match((await dro.get(paths.rules(id))).body, /If it scores below that line twice, escalate to/)
    const form = await ruleOf(id, '2')
    const { status, body } = await dro.post(paths.rules(id), form)
    assert.equal(status, 200)
    assert.match(body, /2 units have scores that are final and below 2\. This follows as soon as you save the rule/)
    assert.match(
      body,
      /Digital and Technology Directorate<[\s\S]*1\.8[\s\S]*It is escalated to Senior Information Risk Owner \(SIRO\)/,
    )
    assert.match(body, /Policy Group<[\s\S]*1\.2[\s\S]*It repeats the assessment by 31 January 2027/)
    assert.deepEqual([await raised(digital), await raised(policy)], [[], []])
    assert.equal((await foundCampaign(test.db, id)).repeatBelow, null, 'nothing was saved')
    const back = await dro.post(paths.rules(id), { ...form, 'go-back': 'yes' })
    assert.equal(back.status, 200)
    assert.match(back.body, /name="below"[^>]*value="2"/)
    const sure = seen(body) ?? ''
    const other = await dro.post(paths.rules(id), { ...form, below: '1.5', sure })
    assert.equal(other.status, 200, 'another rule has another list')
    assert.match(other.body, /The scores of one unit are final and below 1\.5/)
    assert.equal((await dro.post(paths.rules(id), { ...form, sure })).status, 303)
    assert.deepEqual([(await raised(digital))[0]?.kind, (await raised(policy))[0]?.kind], ['escalate', 'repeat'])
    assert.equal((await dro.post(paths.rules(id), await ruleOf(id, '2'))).status, 303, 'nothing more follows')
  })

  it('are asked for with every mistake of the rule at once', async () => {
    const id = await campaign('Mistakes', newest, [DIGITAL])
    const empty = { 'by-day': '', 'by-month': '', 'by-year': '', role, version: await version(id) }
    for (const [below, message] of [
      ['two', 'The score must be a number'],
      ['12', 'The score must be on the scale, which goes from 0 to 5'],
    ] as const) {
      const { status, body } = await dro.post(paths.rules(id), { ...empty, below })
      assert.equal(status, 422)
      const summary = /govuk-error-summary__list[\s\S]*?<\/ul>/.exec(body)?.[0] ?? ''
      assert.match(
        summary,
        new RegExp(`#below">${message}[\\s\\S]*#by-day">Enter the day by which it must be repeated`),
      )
      assert.match(body, new RegExp(`name="below"[^>]*value="${below}"`))
    }
    const wrong = await dro.post(paths.rules(id), {
      ...empty,
      below: 'two',
      'by-day': '31',
      'by-month': '2',
      'by-year': '2027',
    })
    assert.match(wrong.body, /The score must be a number[\s\S]*#by-day/)
    assert.doesNotMatch(wrong.body, /Enter the day by which/)
  })

  it('are not told from the scores of another framework', async () => {
    const { id: maturity } = await test.db.one<{ id: string }>(
      sql`select id from assessments.framework where key = 'im-maturity'`,
    )
    const before = await campaign('Another', maturity, [DIGITAL])
    await finish(before, DIGITAL, 1.2)
    const id = await campaign('After another', newest, [DIGITAL], before)
    await rule(id, '2')
    const [one] = await raised(await finish(id, DIGITAL, 1))
    assert.equal(one?.kind, 'repeat')
    assert.match(one?.why ?? '', /by another framework, Information management maturity model, and cannot be compared/)
  })

  it('are told from the last campaign by the same framework, also behind one by another', async () => {
    const { id: maturity } = await test.db.one<{ id: string }>(
      sql`select id from assessments.framework where key = 'im-maturity'`,
    )
    const first = await campaign('Chain 1', newest, [DIGITAL, POLICY])
    await finish(first, DIGITAL, 1.2)
    await finish(first, POLICY, 1.2)
    const second = await campaign('Chain 2', maturity, [DIGITAL], first)
    await finish(second, DIGITAL, 4)
    const third = await campaign('Chain 3', newest, [DIGITAL, POLICY], second)
    await rule(third, '2')
    const [one] = await raised(await finish(third, DIGITAL, 1))
    assert.equal(one?.kind, 'escalate')
    assert.match(one?.why ?? '', /in “Chain 1” before\.$/)
    assert.doesNotMatch(one?.why ?? '', /another framework/)
    assert.equal((await raised(await finish(third, POLICY, 1)))[0]?.kind, 'escalate')
    // One by the same framework in which the unit has no scores is the last time, and says nothing.
    const fourth = await campaign('Chain 4', newest, [POLICY], third)
    const fifth = await campaign('Chain 5', newest, [DIGITAL], fourth)
    await rule(fifth, '2')
    assert.equal((await raised(await finish(fifth, DIGITAL, 1)))[0]?.kind, 'repeat')
  })

  it('are undone with a reason, each by itself, and are not raised again by the same line', async () => {
    const id = await campaign('Undone', newest, [DIGITAL])
    await rule(id, '3')
    const part = await finish(id, DIGITAL, 2.5)
    const [one] = await raised(part)
    const path = paths.consequence(one?.id ?? '')
    const begun = await dro.post(`${path}/begin`, {})
    const repeat = begun.location?.split('/').at(-1) ?? ''
    assert.match((await dro.get(path)).body, /The assessment that repeats it ends, and its answers stay on record\./)
    const unsettled = (await dro.get(path)).body
    for (const deed of ['Undo this repeat', 'Settle this repeat'])
      assert.match(unsettled, new RegExp(`>${deed}</h2>[\\s\\S]*?<p[^>]*>[^<]+</p>[\\s\\S]*?<button[^>]*>\\s*${deed}`))
    assert.match(unsettled, /The repeat that has begun goes on\. What was agreed/)
    assert.match(unsettled, /The unit does not have to repeat the assessment any more\. Use this if/)
    assert.doesNotMatch(unsettled, /(Undo|Settle) it/)
    assert.equal((await dro.post(`${path}/undo`, { reason: '' })).status, 422)
    const champion = await test.visitor('KIM Champion, Digital and Technology')
    assert.equal((await champion.post(`${path}/undo`, { reason: 'no' })).status, 403)
    assert.equal((await dro.post(`${path}/undo`, { reason: 'The line was meant to be 2' })).status, 303)
    const { state, why } = await test.db.one<{ state: string; why: string }>(
      sql`select state, ended_why as why from assessments.participant where id = ${repeat}`,
    )
    assert.deepEqual([state, why], ['withdrawn', 'The line was meant to be 2'])
    const shown = await dro.get(path)
    assert.match(shown.body, /Undone on 21 November 2026/)
    assert.match(shown.body, /The line was meant to be 2/)
    const twice = await dro.post(`${path}/undo`, { reason: 'Once more, with these words' })
    assert.equal(twice.status, 409)
    assert.match(twice.body, /Once more, with these words<\/textarea>/)
    const entry = await test.db.maybe(
      sql`select from audit.entry where what = 'consequence.undone' and subject_id = ${one?.id ?? ''}`,
    )
    assert.ok(entry)
    await rule(id, '3')
    assert.equal((await raised(part)).length, 1)
    await rule(id, '2.6')
    assert.deepEqual(
      (await raised(part)).map(({ undone }) => undone),
      [true, false],
    )
  })

  it('are undone together where the line was wrong, but for letters that were sent', async () => {
    const before = await campaign('Wrong before', newest, [DIGITAL, POLICY])
    await finish(before, DIGITAL, 2.5)
    await finish(before, POLICY, 2.5)
    const id = await campaign('Wrong line', newest, [DIGITAL, POLICY], before)
    await rule(id, '3')
    const [digital] = await raised(await finish(id, DIGITAL, 2.5))
    const [policy] = await raised(await finish(id, POLICY, 2.4))
    assert.deepEqual([digital?.kind, policy?.kind], ['escalate', 'escalate'])
    assert.equal((await dro.post(`${paths.consequence(digital?.id ?? '')}/sent`, {})).status, 303)
    const siro = await test.person('Senior Information Risk Owner')
    assert.ok(
      (await needs(test.db, siro, '2026-11-21')).some(
        ({ text }) => text === `Low scores of ${DIGITAL} have been escalated to you`,
      ),
    )
    await rule(id, '2')
    const page = await dro.get(paths.following(id))
    assert.match(
      page.body,
      /2 consequences were raised by another line, and would not follow from the rule as it is now/,
    )
    assert.equal((await dro.post(`${paths.following(id)}/undo`, { reason: '' })).status, 422)
    assert.equal((await dro.post(`${paths.following(id)}/undo`, { reason: 'The line was 2' })).status, 303)
    const told = await dro.get(paths.following(id))
    assert.match(
      told.body,
      /Digital and Technology Directorate: It cannot be undone: the letter was sent on 21 November 2026/,
    )
    assert.deepEqual(
      (
        await raised(
          (
            await test.db.one<{ id: string }>(
              sql`select participant_id as id from assessments.consequence where id = ${policy?.id ?? ''}`,
            )
          ).id,
        )
      ).map(({ undone }) => undone),
      [true],
    )
    assert.match(
      (await dro.get(paths.consequence(digital?.id ?? ''))).body,
      /the letter was sent on 21 November 2026\. Tell whoever has it/,
    )
  })

  it('count units, and not what was raised for them', async () => {
    const id = await campaign('Counted', newest, [DIGITAL, POLICY])
    await rule(id, '2')
    const first = await finish(id, DIGITAL, 1)
    await finish(id, POLICY, 1.5)
    const [one] = await raised(first)
    await dro.post(`${paths.consequence(one?.id ?? '')}/begin`, {})
    const again = await finish(id, DIGITAL, 1)
    // A second one for the same unit: it counts once.
    await test.db.run(sql`
      insert into assessments.consequence (id, participant_id, unit_id, kind, why, role_id, raised_at)
      select ${newId()}, id, unit_id, 'escalate', 'x', ${role}, now() from assessments.participant where id = ${first}`)
    assert.deepEqual(
      (await raised(again)).map(({ kind }) => kind),
      ['escalate'],
    )
    const { body } = await dro.get(paths.board(id))
    assert.match(
      body,
      /Units that must repeat the assessment: 1\. Units that were escalated because they scored low twice: 1\./,
    )
  })
})
