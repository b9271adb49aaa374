import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { appointments, people } from '#features/people/registers.ts'
import { roles } from '#features/people/roles.ts'
import { condition, mayDo, type Permission, type Reach } from '#platform/access/index.ts'
import { HOUSE_VIEWER, type Queries, sql } from '#platform/db/index.ts'
import { Forbidden } from '#platform/errors.ts'
import { newId } from '#platform/ids.ts'
import {
  addCampaign,
  closeCampaign,
  openCampaign,
  publishResults,
} from '../src/features/assessments/campaigns/deeds.ts'
import { manageParticipant } from '../src/features/assessments/campaigns/participants.ts'
import { withdrawFramework } from '../src/features/assessments/frameworks/deeds.ts'
import { CAMPAIGN } from '../src/features/assessments/rights.ts'
import { changeTarget, correctReading, matchOwnerWords, setOwners } from '../src/features/plans/actions/deeds.ts'
import { addAction, addRecommendation } from '../src/features/plans/adding/deeds.ts'
import { raiseEscalations, sendEscalation, settleEscalation } from '../src/features/plans/escalations/deeds.ts'
import { withdrawEvidence } from '../src/features/plans/evidence/deeds.ts'
import { settleGuess } from '../src/features/plans/guesses/settle-guess.ts'
import { forgetMapping } from '../src/features/plans/importing/forget-mapping.ts'
import { savePlan } from '../src/features/plans/importing/save-plan.ts'
import { removeLayout } from '../src/features/plans/layouts/remove-layout.ts'
import { linkTo } from '../src/features/plans/lineage/deeds.ts'
import {
  addMilestone,
  changeMilestone,
  moveMilestone,
  waitFor,
  waitNoLonger,
} from '../src/features/plans/milestones/deeds.ts'
import { publishPlan } from '../src/features/plans/publishing/publish-plan.ts'
import { unpublishPlan } from '../src/features/plans/publishing/unpublish-plan.ts'
import type { ImportedPlan } from '../src/features/plans/recognising/model/model.ts'
import { ACTION, PLAN } from '../src/features/plans/rights.ts'
import { addRound, dropRound, openRound } from '../src/features/plans/rounds/deeds.ts'
import { addPart } from '../src/features/reports/deeds.ts'
import { addScannedShare } from '../src/features/shares/adding/add-scanned-share.ts'
import { askForScan, changeShare, stopScan } from '../src/features/shares/deeds.ts'
import { usePolicy } from '../src/features/shares/policies/use-policy.ts'
import { SHARE } from '../src/features/shares/seeing.ts'
import { closeRound, issue } from '../src/features/statements/rounds/deeds.ts'
import { rooms } from '../src/house.ts'
import { chance } from './chance.ts'
import { type TestHouse, testHouse, type Visitor } from './house.ts'
import { personWith } from './person.ts'

const NO_PLAN: ImportedPlan = {
  title: null,
  asOf: '2026-11-21',
  isDated: true,
  recommendations: [],
  leftOver: [],
  questions: [],
  tables: [],
  otherRows: [],
}

/** Rights to change what belongs to units, or to the whole body, in rooms that have no register of it. */
const RIGHTS: readonly Permission[] = [
  'plans:import',
  'plans:change',
  'plans:judge',
  'shares:manage',
  'assessments:run',
  'assessments:moderate',
]
const READS = rooms.permissions.map(({ key }) => key).filter((key) => key.endsWith(':read') || key === 'plans:claim')

/** Of what they ask for, these are open to whoever holds the right somewhere: what they do is asked of what is chosen there. Imports are their author's. */
const OPEN = /^\/plans\/(import(\/:id.*)?|start|actions\/change)$|^\/shares\/(add|load)$/
/** Of a register, which has a test of its own. */
const OF_REGISTER = /escalation-rules/

/** Which thing an address means. */
const MEANT: readonly [path: RegExp, thing: string][] = [
  [/^(\/api\/v1)?\/plans\/actions\/:id/, 'action'],
  [/^\/plans\/recommendations\/:id/, 'recommendation'],
  [/^\/plans\/deliverables\/:id/, 'deliverable'],
  [/^\/plans\/milestones\/:id/, 'milestone'],
  [/^\/plans\/reviews\/:id/, 'round'],
  [/^\/plans\/reports\/:id/, 'layout'],
  [/^\/plans\/escalations\/:id/, 'escalation'],
  [/^\/plans\/:id/, 'plan'],
  [/^\/assessments\/campaigns\/:id/, 'campaign'],
  [/^\/assessments\/units\/:id\/lead/, 'health check without a lead'],
  [/^\/assessments\/units\/:id/, 'participant'],
  [/^\/assessments\/consequences\/:id/, 'consequence'],
  [/^\/assessments\/findings\/:id/, 'finding'],
  [/^\/assessments\/frameworks\/:id/, 'framework'],
  [/^\/shares\/policies\/:id/, 'policy'],
  [/^\/shares\/:id/, 'share'],
  [/^\/statements\/rounds\/:id/, 'statements'],
  [/^\/statements\/forms\/:key/, 'form'],
  [/^\/reports\/begin\/:kind/, 'kind'],
  [/^\/reports\/papers\/:id/, 'report'],
  [/^\/reports\/parts\/:id/, 'part'],
]

describe('a right that holds in a unit', () => {
  let test: TestHouse
  let here: string
  let elsewhere: string
  let things: ReadonlyMap<string, string>
  let kept: Visitor
  let wide: Visitor
  let keptId: string
  const idOf = async (query: ReturnType<typeof sql>) =>
    (await test.db.as(HOUSE_VIEWER).maybe<{ id: string }>(query))?.id ?? ''

  /** Somebody with all of these rights, where the reach of the role says. */
  async function holder(name: string, reach: 'unit' | 'everywhere'): Promise<string> {
    const role = await test.add(roles(rooms.permissions), {
      name: `Role of ${name}`,
      reach,
      permissions: [...READS, ...RIGHTS],
    })
    const id = await test.add(people, { name })
    await test.add(appointments, { person_id: id, role_id: role, unit_id: here, from_on: '2026-01-01' })
    return id
  }

  before(async () => {
    test = await testHouse()
    const { db } = test
    here = await idOf(sql`select id from people.unit where name = 'Policy Group'`)
    elsewhere = await idOf(sql`select id from people.unit where name = 'Example Inspection Agency'`)
    assert.ok(here && elsewhere)
    await db.run(sql`update plans.plan set unit_id = ${elsewhere}`)
    await db.run(sql`update plans.action set unit_id = ${elsewhere}`)
    await db.run(sql`update shares.share set unit_id = ${elsewhere}, audience = 'all'`)
    things = await makeThings(db)
    keptId = await holder('Kept to a unit', 'unit')
    kept = await test.visitor('Kept to a unit')
    await holder('Kept to nothing', 'everywhere')
    wide = await test.visitor('Kept to nothing')
  })
  after(() => test.close())

  /** One of each thing that the example has, or that is made for it. */
  async function makeThings(db: Queries): Promise<Map<string, string>> {
    const act = test.act()
    const plan = await idOf(sql`select id from plans.plan order by id limit 1`)
    const action = await idOf(
      sql`select id from plans.action where plan_id = ${plan} and target_text is not null order by id limit 1`,
    )
    const [milestone, deliverable, escalation, layout] = [newId(), newId(), newId(), newId()]
    const by = await idOf(sql`select id from people.person order by id limit 1`)
    await db.run(
      sql`insert into plans.milestone (id, plan_id, name, made_at, made_by) values (${milestone}, ${plan}, 'Made for this', ${act.at}, ${by})`,
    )
    await db.run(sql`
      insert into plans.deliverable (id, action_id, kind, text, target_text, target_kind, latest, why, made_at, made_by)
      values (${deliverable}, ${action}, 'part', 'Made for this', '1 May 2027', 'day', '2027-05-01', 'x', ${act.at}, ${by})`)
    await db.run(sql`
      insert into plans.escalation (id, rule_id, action_id, role_id, occasion, why, raised_on, at)
      select ${escalation}, r.id, ${action}, r.role_id, 'test', 'test', '2026-11-20', ${act.at} from plans.escalation_rule r order by r.id limit 1`)
    await db.run(sql`
      insert into plans.report_layout (id, name, is_summary, sections, made_at, made_by) values (${layout}, 'Made for this', true, '{figures}', ${act.at}, ${by})`)
    const participant = await idOf(sql`
      select p.id from assessments.participant p join assessments.campaign c on c.id = p.campaign_id
      where p.state <> 'withdrawn' and p.unit_id <> ${here} order by c.state <> 'closed' desc, p.state = 'submitted' desc, p.id limit 1`)
    const leaderless = await idOf(sql`
      select p.id from assessments.participant p join assessments.campaign c on c.id = p.campaign_id join assessments.framework f on f.id = c.framework_id
      where f.kind = 'health-check' and c.state = 'open' and p.state = 'answering' and p.unit_id <> ${here} order by p.id limit 1`)
    await db.run(sql`update assessments.participant set lead_id = null where id = ${leaderless}`)
    const of = new Map<string, string>([
      ['plan', plan],
      ['action', action],
      ['recommendation', await idOf(sql`select recommendation_id as id from plans.action where id = ${action}`)],
      ['milestone', milestone],
      ['deliverable', deliverable],
      ['escalation', escalation],
      ['layout', layout],
      ['round', await idOf(sql`select id from plans.round where plan_id = ${plan} order by id limit 1`)],
      ['participant', participant],
      ['health check without a lead', leaderless],
      ['campaign', await idOf(sql`select campaign_id as id from assessments.participant where id = ${participant}`)],
      ['framework', await idOf(sql`select id from assessments.framework order by id limit 1`)],
      ['share', await idOf(sql`select id from shares.share order by id limit 1`)],
      ['policy', await idOf(sql`select id from shares.policy order by id limit 1`)],
      ['form', await idOf(sql`select key as id from statements.form order by key limit 1`)],
    ])
    return of
  }

  it('opens no address of a thing of another unit, or of the whole body', async () => {
    const wrong: string[] = []
    const tried = new Set<string>()
    for (const { method, path, admits } of rooms.routes) {
      if (!RIGHTS.some((one) => one === admits) || OF_REGISTER.test(path) || OPEN.test(path)) continue
      if (path.startsWith('/api/')) continue
      const [, thing = ''] = MEANT.find(([meant]) => meant.test(path)) ?? []
      const id = things.get(thing) ?? (thing === 'kind' ? 'quarterly' : newId())
      const url = path.replace(/:(id|key|kind)/, id).replaceAll(/:[a-z]+/g, '1')
      const ask = (visitor: Visitor) => (method === 'GET' ? visitor.get(url) : visitor.post(url, {}))
      const { status } = await ask(kept)
      tried.add(thing)
      if (status !== 403 && status !== 404) wrong.push(`${method} ${path} ${status}`)
      const open = method === 'GET' ? (await ask(wide)).status : 200
      if (things.has(thing) && open === 404) wrong.push(`${method} ${path} is not there`)
      if (open === 403) wrong.push(`${method} ${path} is shut to whoever may everywhere`)
    }
    assert.deepEqual(wrong, [])
    assert.ok(tried.size > 15, `${tried.size} kinds of things`)
  })

  it('judges nothing of another unit for a program either', async () => {
    const token = await test.key(keptId, ['plans:read', 'plans:judge'])
    const answer = await test.server.inject({
      method: 'POST',
      url: `/api/v1/plans/actions/${things.get('action')}/verdicts`,
      headers: { authorization: `Bearer ${token}` },
      payload: { claim: newId(), verdict: 'accepted', note: 'Seen' },
    })
    assert.equal(answer.statusCode, 403, answer.body)
  })

  it('does no deed there either, whatever page asked for it', async () => {
    const person = await test.person('Kept to a unit')
    const act = test.act(person)
    const by = { person, act }
    const doing = { act, personId: person.id, today: '2026-11-21' }
    const { db } = test
    const of = (thing: string) => things.get(thing) ?? assert.fail(thing)
    const [action, plan, milestone, round, escalation, share, participant, campaign] = [
      'action',
      'plan',
      'milestone',
      'round',
      'escalation',
      'share',
      'participant',
      'campaign',
    ].map(of) as [string, string, string, string, string, string, string, string]
    const reading = { kind: 'day', earliest: '2027-01-01', latest: '2027-01-01', why: 'x' } as const
    const dated = { ...reading, text: '1 January 2027', alternatives: [] }
    const match = { kind: 'person', id: person.id, name: person.name } as const
    const subject = { kind: 'action', id: action } as const
    const empty = { title: 'Of nobody', unitId: elsewhere, importId: null, fileName: null, digest: null }
    const framework = {
      name: 'x',
      opensOn: '2026-12-01',
      closesOn: '2026-12-31',
      previousId: null,
      planId: null,
      remindDays: [],
    }
    const drive = { name: 'x', root: null, unitId: elsewhere, audience: 'all', keepYears: 7 } as const
    const asked = {
      formId: of('form'),
      name: 'x',
      dueOn: '2026-12-31',
      roleIds: [],
      asksOwners: false,
      counterRoleId: null,
    }
    const deeds: Readonly<Record<string, () => Promise<unknown>>> = {
      changeTarget: () => changeTarget(db, by, action, { ...dated, on: '2026-11-21', reason: 'x' }),
      correctReading: () => correctReading(db, by, action, { ...reading, alternatives: [] }),
      setOwners: () => setOwners(db, by, action, []),
      matchOwnerWords: () => matchOwnerWords(db, by, plan, 'x', match),
      addMilestone: () =>
        addMilestone(db, doing, { planId: plan, name: 'x', onDay: null, followsId: null, followsDays: null }),
      moveMilestone: () => moveMilestone(db, doing, milestone, { day: null, reason: 'x', approved: '' }),
      changeMilestone: () => changeMilestone(db, doing, milestone, { name: 'y', followsId: null, followsDays: null }),
      waitFor: () => waitFor(db, doing, plan, []),
      waitNoLonger: () => waitNoLonger(db, doing, plan, action),
      addRound: () => addRound(db, act, plan, { name: 'x', dueOn: '2027-01-01' }, person.id),
      openRound: () => openRound(db, act, round, person.id),
      dropRound: () => dropRound(db, act, round),
      publishPlan: () => publishPlan(db, act, person.id, { planId: plan, title: 'x', fields: [], introduction: null }),
      unpublishPlan: () => unpublishPlan(db, act, person.id, plan),
      settleGuess: () => settleGuess(db, act, plan, newId()),
      linkTo: () => linkTo(db, act, { kind: 'reiterates', subject, earlier: subject, note: null }),
      addRecommendation: () => addRecommendation(db, by, plan, { ref: null, text: 'x' }),
      sendEscalation: () => sendEscalation(db, act, escalation, '2026-11-21', person.id),
      settleEscalation: () =>
        settleEscalation(db, act, escalation, { today: '2026-11-21', personId: person.id, note: 'x' }),
      raiseEscalations: () => raiseEscalations(db, act, '2026-11-21'),
      removeLayout: () => removeLayout(db, act, of('layout')),
      forgetMapping: () => forgetMapping(db, act, newId()),
      savePlan: () => savePlan(db, act, NO_PLAN, empty),
      changeShare: () => changeShare(db, act, share, 1, { ...drive, unitId: here }),
      addScannedShare: () => addScannedShare(db, act, drive),
      askForScan: () => askForScan(db, act, share, false),
      stopScan: () => stopScan(db, act, share),
      usePolicy: () => usePolicy(db, act, of('policy')),
      addCampaign: () => addCampaign(db, act, of('framework'), framework),
      openCampaign: () => openCampaign(db, act, campaign),
      closeCampaign: () => closeCampaign(db, act, campaign),
      publishResults: () => publishResults(db, act, campaign, true),
      withdrawFramework: () => withdrawFramework(db, act, of('framework')),
      manageParticipant: () =>
        manageParticipant(db, act, { id: participant, campaignId: campaign }, 1, {
          leadId: null,
          dueOn: '2026-12-31',
          obligation: 'invited',
        }),
      issue: () => issue(db, act, asked),
      closeRound: () => closeRound(db, act, newId()),
      addPart: () => addPart(db, act, newId(), 'x', 'x'),
    }
    for (const [name, deed] of Object.entries(deeds)) await assert.rejects(deed(), Forbidden, name)
  })

  it('does nothing to recommendations of other units, to plans of none, or to evidence that is read there', async () => {
    const { db } = test
    const person = await test.person('Kept to a unit')
    const act = test.act(person)
    const by = { person, act }
    const of = (thing: string) => things.get(thing) ?? assert.fail(thing)
    const subject = { kind: 'recommendation', id: of('recommendation') } as const
    const action = { ref: null, text: 'x', priority: null, target: null, owner: null, unitId: here }
    await assert.rejects(addAction(db, by, subject.id, action), Forbidden)
    await assert.rejects(linkTo(db, act, { kind: 'reiterates', subject, earlier: subject, note: null }), Forbidden)
    const evidence = { id: newId(), actionId: of('action') }
    await db.as(HOUSE_VIEWER).run(sql`
      insert into plans.evidence (id, claim_id, action_id, kind, note, audience, at, by_person_id)
      select ${evidence.id}, id, action_id, 'note', 'Made for this', 'readers', ${act.at}, by_person_id from plans.claim where by_person_id is not null order by id limit 1`)
    await assert.rejects(withdrawEvidence(db, by, evidence, 'x'), Forbidden)
    await db.run(sql`update plans.plan set unit_id = null where id = ${of('plan')}`)
    await assert.rejects(addRecommendation(db, by, of('plan'), { ref: null, text: 'x' }), Forbidden)
    await db.run(sql`update plans.plan set unit_id = ${elsewhere} where id = ${of('plan')}`)
  })

  it('changes no actions of other units among many, and says so', async () => {
    const own = await idOf(
      sql`select id from plans.action where id <> ${things.get('action') ?? ''} order by id limit 1`,
    )
    await test.db.run(sql`update plans.action set unit_id = ${here} where id = ${own}`)
    const other = things.get('action') ?? ''
    const page = await kept.get('/plans/actions/change')
    assert.equal(page.status, 200)
    assert.ok(page.body.includes(`value="${own}"`), 'what may be changed is offered')
    assert.ok(!page.body.includes(`value="${other}"`), 'and nothing else')
    assert.ok(!page.body.includes(`value="${elsewhere}"`), 'no unit that cannot be used')
    const versions = await test.db.many<{ id: string; version: number }>(
      sql`select id, version from plans.action where id = any(${[own, other]}::uuid[])`,
    )
    const seen = Object.fromEntries(versions.map(({ id, version }) => [`version ${id}`, String(version)]))
    const sent = { ...seen, action: [own, other], owner: `person ${keptId}` }
    const done = await kept.post('/plans/actions/change', sent)
    assert.equal(done.status, 303)
    const ownersOf = (id: string) =>
      test.db.many<{ id: string | null }>(sql`select person_id as id from plans.owner where action_id = ${id}`)
    assert.deepEqual(await ownersOf(own), [{ id: keptId }])
    assert.ok(!(await ownersOf(other)).some(({ id }) => id === keptId))
    assert.match((await kept.get(done.location ?? '')).body, /1 action was changed. 1 belongs to other units/)
    const moved = await kept.post('/plans/actions/change', { ...seen, action: [own], unit: elsewhere })
    assert.equal(moved.status, 422)
  })

  it('shows no button on what it does not reach, and shows it on what it does', async () => {
    const path = `/plans/actions/${things.get('action')}`
    assert.doesNotMatch((await kept.get(path)).body, /\/target"|\/owners"/)
    assert.match((await wide.get(path)).body, /\/target"/)
    const share = `/shares/${things.get('share')}`
    assert.doesNotMatch((await kept.get(share)).body, /\/change"/)
    assert.match((await wide.get(share)).body, /\/change"/)
    await test.db.run(sql`update plans.action set unit_id = ${here} where id = ${things.get('action') ?? ''}`)
    assert.match((await kept.get(path)).body, /\/target"/)
    assert.equal((await kept.get(`${path}/target`)).status, 200)
    await test.db.run(sql`update plans.action set unit_id = ${elsewhere} where id = ${things.get('action') ?? ''}`)
  })

  it('adds a shared drive for its own unit alone', async () => {
    const { body } = await kept.get('/shares/load')
    assert.ok(body.includes(`value="${here}"`) && !body.includes(`value="${elsewhere}"`))
    assert.doesNotMatch(body, /The whole department/)
    assert.match((await wide.get('/shares/load')).body, /The whole department/)
  })

  it('is the same as a rule of facts and as a condition of a query, in worlds of chance', async () => {
    const { db } = test
    const random = chance(20_261_124)
    const pick = <One>(from: readonly One[]): One => from[Math.floor(random() * from.length)] as One
    const units = (await db.many<{ id: string }>(sql`select id from people.unit order by id`)).map(({ id }) => id)
    const some = () => (random() < 0.2 ? null : pick(units))
    for (const { id } of await db.many<{ id: string }>(sql`select id from plans.action`))
      await db.run(sql`update plans.action set unit_id = ${some()} where id = ${id}`)
    await db.run(sql`update plans.plan set unit_id = ${pick(units)}`)
    const facts = {
      actions: await db.many<{ id: string; unitId: string | null; plan: { unitId: string | null }[] }>(sql`
        select a.id, a.unit_id as "unitId", json_build_array(json_build_object('unitId', p.unit_id)) as plan from plans.action a join plans.plan p on p.id = a.plan_id`),
      plans: await db.many<{ id: string; unitId: string | null }>(sql`select id, unit_id as "unitId" from plans.plan`),
      campaigns: await db.many<{ id: string; units: { unitId: string }[] }>(sql`
        select c.id, (select coalesce(json_agg(json_build_object('unitId', p.unit_id)), '[]') from assessments.participant p where p.campaign_id = c.id) as units from assessments.campaign c`),
      shares: await db.many<{ id: string; unitId: string | null; audience: string }>(
        sql`select id, unit_id as "unitId", audience from shares.share`,
      ),
    }
    let [held, refused] = [0, 0]
    const compare = async (asked: ReturnType<typeof sql>, known: readonly string[]) => {
      const found = (await db.many<{ id: string }>(asked)).map(({ id }) => id).sort()
      assert.deepEqual(found, [...known].sort())
      held += known.length > 0 ? 1 : 0
      refused += known.length === 0 ? 1 : 0
    }
    for (let world = 0; world < 60; world += 1) {
      const reach = RIGHTS.flatMap((key): [Permission, Reach][] =>
        random() < 0.7 ? [[key, random() < 0.2 ? 'everywhere' : units.filter(() => random() < 0.4)]] : [],
      )
      const one = personWith([], { reach: new Map(reach) })
      for (const deed of ['change', 'judge'] as const)
        await compare(
          sql`select a.id from plans.action a where ${condition(one, ACTION, deed, 'a')}`,
          facts.actions.filter((row) => mayDo(one, ACTION, deed, row)).map(({ id }) => id),
        )
      await compare(
        sql`select p.id from plans.plan p where ${condition(one, PLAN, 'import', 'p')}`,
        facts.plans.filter((row) => mayDo(one, PLAN, 'import', row)).map(({ id }) => id),
      )
      await compare(
        sql`select c.id from assessments.campaign c where ${condition(one, CAMPAIGN, 'run', 'c')}`,
        facts.campaigns.filter((row) => mayDo(one, CAMPAIGN, 'run', row)).map(({ id }) => id),
      )
      await compare(
        sql`select s.id from shares.share s where ${condition(one, SHARE, 'manage', 's')}`,
        facts.shares.filter((row) => mayDo(one, SHARE, 'manage', row)).map(({ id }) => id),
      )
    }
    assert.ok(held > 60 && refused > 20, `${held} found something, ${refused} nothing`)
  })
})
