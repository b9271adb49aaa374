import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from '#platform/db/index.ts'
import { type TestHouse, testHouse } from '../../../test/house.ts'
import { sendForm } from '../../../test/sent-form.ts'
import { type DueAction, digestFor } from './chasing/model.ts'
import { candidatesFor } from './lineage/store.ts'
import { paths } from './paths.ts'
import { reportActions, reportFigures } from './reports/store.ts'

const DRO = 'Departmental Records Officer'

describe('what somebody else changed is told, and nothing is lost', () => {
  let test: TestHouse
  before(async () => {
    test = await testHouse()
  })
  after(() => test.close())

  const dated = (text: string) => ({ text, checked: text })
  const actionNamed = (ref: string) =>
    test.db.one<{ id: string; planId: string }>(
      sql`select id, plan_id as "planId" from plans.action where ref = ${ref}`,
    )

  it('two people change one target date: the second is told, with what they typed', async () => {
    const { id } = await actionNamed('2.1')
    const [first, second] = [await test.visitor(DRO), await test.visitor(DRO)]
    const seenIn = (body: string) => /name="seen" value="([^"]+)"/.exec(body)?.[1] ?? ''
    const seen = seenIn((await second.get(paths.target(id))).body)
    await first.get(paths.target(id))
    assert.equal(
      (await sendForm(first, paths.target(id), { ...dated('31 October 2026'), reason: 'First', seen })).status,
      303,
    )
    for (const form of [{ text: '31 December 2026' }, { text: '' }]) {
      const early = await second.post(paths.target(id), { ...form, reason: 'My reason', seen })
      assert.equal(early.status, 422, 'before the reading is shown')
      assert.match(early.body, /Somebody else has changed the target date meanwhile/)
      assert.doesNotMatch(early.body, /Save the target date/)
      assert.match(early.body, /My reason/)
    }
    const told = await sendForm(second, paths.target(id), { ...dated('31 December 2026'), reason: 'My reason', seen })
    assert.equal(told.status, 422)
    assert.match(told.body, /Somebody else has changed the target date meanwhile/)
    assert.match(told.body, /31 October 2026/)
    assert.match(told.body, /My reason/)
    const again = await sendForm(second, paths.target(id), {
      ...dated('31 December 2026'),
      reason: 'My reason',
      seen: seenIn(told.body),
    })
    assert.equal(again.status, 303)
    const { id: other } = await actionNamed('1.2')
    const stale = seenIn((await second.get(paths.reading(other))).body)
    await sendForm(first, paths.target(other), { ...dated('June 2027'), reason: 'Moved' })
    const reading = await sendForm(second, paths.reading(other), { reading: '0', seen: stale })
    assert.equal(reading.status, 422)
    const unread = await second.post(paths.reading(other), { reading: '99', seen: stale })
    assert.match(unread.body, /Somebody else has changed the target date meanwhile/)
  })

  it('a change that does not say what it was typed beside is told as one that came too late', async () => {
    const { id } = await actionNamed('2.1')
    const dro = await test.visitor(DRO)
    const before = (await dro.get(paths.action(id))).body
    const blind = { ...dated('30 November 2027'), reason: 'Blind' }
    assert.equal((await dro.post(paths.target(id), blind)).status, 422)
    assert.equal((await dro.post(paths.target(id), { ...blind, seen: '' })).status, 422)
    assert.equal((await dro.post(paths.reading(id), { reading: '0' })).status, 422)
    assert.equal((await dro.post(paths.actionOwners(id), { words0: 'Blind' })).status, 409)
    const after = (await dro.get(paths.action(id))).body
    for (const words of ['30 November 2027', 'Blind'])
      assert.ok(!after.includes(words) && !before.includes(words), words)
  })

  it('an action changed after a milestone’s preview is told, and the reason stays', async () => {
    const { id, planId } = await actionNamed('2.4')
    const dro = await test.visitor(DRO)
    await dro.get(paths.milestones(planId))
    const { location = '' } = await dro.post(paths.milestones(planId), { name: 'Rollout', days: '' })
    const milestone = location.split('/').at(-1) ?? ''
    await dro.post(`${paths.milestones(planId)}/wait`, { [`wait ${id}`]: milestone, [`days ${id}`]: '0' })
    const asked = { 'day-day': '1', 'day-month': '3', 'day-year': '2027', reason: 'The supplier said so' }
    const preview = await dro.post(`${location}/day`, asked)
    const approved = /name="approved" value="([^"]+)"/.exec(preview.body)?.[1] ?? ''
    await test.db.run(sql`update plans.action set version = version + 1 where id = ${id}`)
    const told = await dro.post(`${location}/move`, { day: '2027-03-01', reason: asked.reason, approved })
    assert.equal(told.status, 409)
    assert.match(told.body, /Nothing was moved/)
    assert.match(told.body, /The supplier said so/)
    const anew = /name="approved" value="([^"]+)"/.exec(told.body)?.[1] ?? ''
    assert.equal(
      (await dro.post(`${location}/move`, { day: '2027-03-01', reason: asked.reason, approved: anew })).status,
      303,
    )
  })

  it('a digest lists as due soon only what is', () => {
    const action = (id: string, due: string, verdict: DueAction['verdict']): DueAction => ({
      personId: 'p',
      id,
      ref: id,
      text: 'Do',
      planTitle: 'Plan',
      due,
      verdict,
      count: 2,
    })
    const person = { id: 'p', name: 'A', email: 'a@b', stopToken: '', frequency: 'as-due' as const, daysBefore: 14 }
    const link = { action: (id: string) => id, all: '', choices: '', stop: '' }
    const { subject, body } = digestFor(
      person,
      [action('near', '2026-12-01', null), action('far', '2027-12-01', 'not-accepted')],
      '2026-11-21',
      link,
    )
    assert.match(subject, /1 due soon, 1 not accepted/)
    assert.doesNotMatch(body.slice(body.indexOf('Due within')), /far/)
  })

  it('the search for a predecessor finds it among thousands that are almost the same', async () => {
    const { id, planId } = await actionNamed('1.1')
    await test.db.run(sql`
      with plan as (insert into plans.plan (id, title, plan_on, made_at) values (gen_random_uuid(), 'Old', '2020-01-01', now()) returning id),
      rec as (insert into plans.recommendation (id, plan_id, position) select gen_random_uuid(), id, 0 from plan returning id, plan_id)
      insert into plans.action (id, plan_id, recommendation_id, position, ref, text, made_at)
      select gen_random_uuid(), plan_id, id, n, 'OLD-' || n, 'Review the register of information assets of the directorate for ' || md5(n::text), now()
      from rec, generate_series(1, 3000) as n`)
    const wanted = await test.db.one<{ id: string; text: string }>(
      sql`select id, text from plans.action where ref = 'OLD-1777'`,
    )
    const found = await candidatesFor(test.db, { kind: 'action', id }, wanted.text)
    assert.equal(found[0]?.id, wanted.id)
    assert.equal((await candidatesFor(test.db, { kind: 'action', id }, 'OLD-1777'))[0]?.id, wanted.id)
    const almost = wanted.text.replace('Review the', 'Revise the').slice(0, -3)
    assert.equal((await candidatesFor(test.db, { kind: 'action', id }, almost))[0]?.id, wanted.id)
    assert.ok(planId)
  })

  it('a person’s page shows what they own through a role', async () => {
    const dro = await test.visitor(DRO)
    const { id } = await test.db.one<{ id: string }>(sql`
      select ap.person_id as id from plans.owner o join people.appointment ap on ap.role_id = o.role_id
      where ap.until_on is null and not exists (select from plans.owner x where x.person_id = ap.person_id) limit 1`)
    const { ref } = await test.db.one<{ ref: string }>(sql`
      select a.ref from plans.owner o join plans.action a on a.id = o.action_id join people.appointment ap on ap.role_id = o.role_id
      where ap.person_id = ${id} and not a.is_finished limit 1`)
    assert.match((await dro.get(paths.owner('person', id))).body, new RegExp(`>${ref.replace('.', '\\.')}`))
    assert.match((await dro.get(`${paths.actions}?mine=person+${id}`)).body, new RegExp(`>${ref.replace('.', '\\.')}`))
    const { roleId, role } = await test.db.one<{ roleId: string; role: string }>(sql`
      select r.id as "roleId", r.name as role from plans.owner o join plans.action a on a.id = o.action_id join people.role r on r.id = o.role_id
        join people.appointment ap on ap.role_id = r.id where ap.person_id = ${id} and a.ref = ${ref} limit 1`)
    const entry = (await dro.get(`/people/people/${id}`)).body
    assert.match(
      entry,
      new RegExp(`Actions that are open[\\s\\S]*>${ref.replace('.', '\\.')}[\\s\\S]*?"Owned through"[^>]*>${role}<`),
    )
    assert.match(
      (await dro.get(`/people/roles/${roleId}`)).body,
      new RegExp(`Actions that are open[\\s\\S]*>${ref.replace('.', '\\.')}`),
    )
    await test.db.run(sql`update people.appointment set until_on = '2026-11-20' where person_id = ${id}`)
    assert.doesNotMatch((await dro.get(`/people/people/${id}`)).body, /Actions that are open/)
    await test.db.run(sql`update people.appointment set until_on = null where person_id = ${id}`)
  })

  it('between overdue and the next quarter no day is missing', async () => {
    const { id, planId } = await actionNamed('3.2')
    const next = { from: '2027-01-01', to: '2027-03-31' }
    for (const [last, which] of [
      ['2026-11-20', 'overdue'],
      ['2026-11-21', 'due-now'],
      ['2026-12-31', 'due-now'],
      ['2027-01-01', 'due-next'],
    ] as const) {
      await test.db.run(sql`
        insert into plans.target (id, action_id, set_on, at, cause, text, kind, earliest, latest, why, alternatives)
        select gen_random_uuid(), ${id}, '2026-11-01', clock_timestamp(), 'correction', ${last}, 'day', ${last}, ${last}, '', '[]'`)
      for (const other of ['overdue', 'due-now', 'due-next'] as const) {
        const rows = await reportActions(test.db, [planId], '2026-11-21', other, next)
        assert.equal(
          rows.some(({ ref }) => ref === '3.2'),
          other === which,
          `${last} under ${other}`,
        )
      }
    }
    const figures = await reportFigures(test.db, [planId], '2026-11-21', next)
    assert.ok(figures.dueNext > 0)
  })
})
