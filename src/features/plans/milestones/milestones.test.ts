import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Day } from '#platform/calendar/index.ts'
import { sql } from '#platform/db/index.ts'
import { type TestHouse, testHouse, type Visitor } from '../../../../test/house.ts'
import { sendForm, sentBy } from '../../../../test/sent-form.ts'
import { paths } from '../paths.ts'
import { reportFigures, slippedActions } from '../reports/store.ts'
import { CIRCLE } from './deeds.ts'
import { effectOf, eventIn, isBefore } from './model.ts'

describe('milestones', () => {
  let test: TestHouse
  let planId: string
  let dro: Visitor
  before(async () => {
    test = await testHouse()
    planId = (await test.db.one<{ id: string }>(sql`select id from plans.plan`)).id
    dro = await test.visitor('Departmental Records Officer')
    await dro.get(paths.milestones(planId))
  })
  after(() => test.close())
  const idOf = async (name: string) =>
    (await test.db.one<{ id: string }>(sql`select id from plans.milestone where name = ${name}`)).id
  const add = (name: string, more: Record<string, string> = {}) =>
    dro.post(paths.milestones(planId), {
      name,
      'day-day': '',
      'day-month': '',
      'day-year': '',
      follows: '',
      days: '',
      ...more,
    })
  const day = (year: string, month: string, date: string) => ({ 'day-day': date, 'day-month': month, 'day-year': year })

  it('are found in the words of what waits for them', () => {
    assert.equal(eventIn('Prior to rollout of O365'), 'Rollout of O365')
    assert.equal(eventIn('After the rollout of the new record system.'), 'Rollout of the new record system')
    assert.equal(eventIn('Subject to funding'), 'Funding')
    assert.ok(isBefore('Prior to rollout'))
    assert.ok(!isBefore('After the rollout'))
  })

  it('let actions wait, and moving one moves them all, shown before it is done', async () => {
    const event = 'Rollout of the new record system'
    const { id: action } = await test.db.one<{ id: string }>(sql`select id from plans.action where ref = '2.4'`)
    assert.match((await dro.get(paths.milestones(planId))).body, /A new one: Rollout of the new record system/)
    assert.equal(
      (await dro.post(`${paths.milestones(planId)}/wait`, { [`wait ${action}`]: 'new', [`days ${action}`]: 'soon' }))
        .status,
      422,
    )
    await dro.post(`${paths.milestones(planId)}/wait`, { [`wait ${action}`]: 'new', [`days ${action}`]: '14' })
    const id = await idOf(event)
    assert.equal((await dro.post(`${paths.milestone(id)}/day`, { reason: '' })).status, 422)
    const when = { ...day('2027', '3', '1'), reason: 'The supplier has said so.' }
    const seen = await dro.post(`${paths.milestone(id)}/day`, when)
    assert.match(seen.body, /What would move[\s\S]*15 March 2027/)
    const [, back = ''] = /name="go-back" value="yes" formaction="([^"]+)"/.exec(seen.body) ?? []
    const again = await dro.post(back, { ...sentBy(seen.body), 'go-back': 'yes' })
    assert.equal(again.status, 200)
    const filled = sentBy(again.body)
    for (const [name, value] of Object.entries(when)) assert.deepEqual(filled[name], [value], name)
    const before = await test.db.one<{ latest: string | null }>(
      sql`select target_latest as latest from plans.action where id = ${action}`,
    )
    assert.equal(before.latest, null)
    const approved = /name="approved" value="([^"]+)"/.exec(seen.body)?.[1] ?? ''
    const move = { day: '2027-03-01', reason: 'The supplier has said so.', approved }
    assert.equal((await dro.post(`${paths.milestone(id)}/move`, { ...move, approved: 'other' })).status, 409)
    // What the form refuses, its check page refuses as well.
    const long = await dro.post(`${paths.milestone(id)}/move`, { ...move, reason: 'x'.repeat(2_001) })
    assert.equal(long.status, 422)
    assert.match(long.body, /must be 2,000 characters or less/)
    assert.equal((await dro.post(`${paths.milestone(id)}/move`, { ...move, day: '2027-02-30' })).status, 422)
    assert.equal((await dro.post(`${paths.milestone(id)}/move`, { ...move, reason: '\u200B' })).status, 422)
    assert.equal((await dro.post(`${paths.milestone(id)}/move`, move)).status, 303)
    const later = await dro.post(`${paths.milestone(id)}/day`, { ...day('2027', '4', '1'), reason: 'Delayed.' })
    await dro.post(`${paths.milestone(id)}/move`, {
      day: '2027-04-01',
      reason: 'Delayed.',
      approved: /name="approved" value="([^"]+)"/.exec(later.body)?.[1] ?? '',
    })
    const moved = await test.db.one(sql`
      select target_text as text, target_kind as kind, target_latest as latest, slips, slipped_days as days from plans.action where id = ${action}`)
    assert.deepEqual(moved, {
      text: 'After the rollout of the new record system',
      kind: 'by',
      latest: '2027-04-15',
      slips: 1,
      days: 31,
    })
    const page = (await dro.get(paths.milestone(id))).body
    assert.match(page, /Date history[\s\S]*Delayed\.[\s\S]*The supplier has said so\./)
    assert.match((await dro.get(paths.action(action))).body, /Target date moved with its milestone/)
  })

  it('follow one another, and never wait for themselves', async () => {
    const first = await idOf('Rollout of the new record system')
    await add('Training of everybody', { follows: first, days: '30' })
    const second = await idOf('Training of everybody')
    assert.deepEqual(await test.db.one(sql`select on_day as day from plans.milestone where id = ${second}`), {
      day: '2027-05-01',
    })
    const circle = await dro.post(paths.milestone(first), {
      name: 'Rollout of the new record system',
      follows: second,
      days: '1',
    })
    assert.equal(circle.status, 422)
    assert.match(circle.body, new RegExp(CIRCLE))
    assert.equal((await add('training of everybody')).status, 422)
    const seen = await dro.post(`${paths.milestone(first)}/day`, { ...day('2027', '6', '1'), reason: 'Delayed again.' })
    assert.match(seen.body, /Milestone: Training of everybody[\s\S]*1 July 2027/)
  })

  it('tell moves later and moves earlier apart, on the page, in the preview and in the report of any day', async () => {
    const { id: action } = await test.db.one<{ id: string }>(sql`select id from plans.action where ref = '2.4'`)
    const id = await idOf('Rollout of the new record system')
    const seen = await dro.post(`${paths.milestone(id)}/day`, { ...day('2025', '1', '1'), reason: 'Sooner.' })
    assert.match(seen.body, /820 days earlier/)
    assert.doesNotMatch(seen.body, /-820/)
    await dro.post(`${paths.milestone(id)}/move`, {
      day: '2025-01-01',
      reason: 'Sooner.',
      approved: /name="approved" value="([^"]+)"/.exec(seen.body)?.[1] ?? '',
    })
    const { body } = await dro.get(paths.action(action))
    assert.match(body, /Changed later once, 31 days in all/)
    assert.match(body, /Changed earlier once, 820 days in all/)
    const { planOn: today } = await test.db.one<{ planOn: Day }>(sql`select max(set_on) as "planOn" from plans.target`)
    const next = { from: today, to: today }
    const told = await reportFigures(test.db, [planId], today, next)
    const now = await test.db.one<{ days: number }>(
      sql`select sum(slipped_days)::integer as days from plans.action where plan_id = ${planId} and slips > 0`,
    )
    assert.equal(told.slippedDays, now.days)
    const rows = await slippedActions(test.db, [planId], today)
    assert.equal(rows.find(({ ref }) => ref === '2.4')?.days, 31)
  })

  it('are waited for no longer by an action whose date somebody changes, which is told before and in its history', async () => {
    const { id: action } = await test.db.one<{ id: string }>(sql`select id from plans.action where ref = '2.4'`)
    const told = (await dro.get(paths.target(action))).body
    assert.match(
      told,
      /This action waits for Rollout of the new record system\. If you change the date it no longer waits\./,
    )
    await sendForm(dro, paths.target(action), { text: '30 June 2030', checked: '30 June 2030', reason: 'Agreed.' })
    const { body } = await dro.get(paths.action(action))
    assert.match(body, /Agreed\.[\s\S]*It no longer waits for Rollout of the new record system\./)
    assert.ok(!body.includes(`href="${paths.milestone(await idOf('Rollout of the new record system'))}"`))
    assert.doesNotMatch((await dro.get(paths.target(action))).body, /If you change the date/)
    const id = await idOf('Rollout of the new record system')
    const seen = await dro.post(`${paths.milestone(id)}/day`, { ...day('2026', '9', '1'), reason: 'Again.' })
    const approved = /name="approved" value="([^"]+)"/.exec(seen.body)?.[1] ?? ''
    await dro.post(`${paths.milestone(id)}/move`, { day: '2026-09-01', reason: 'Again.', approved })
    assert.deepEqual(
      await test.db.one(sql`
        select target_text as text, target_latest as latest from plans.action where id = ${action}`),
      { text: '30 June 2030', latest: '2030-06-30' },
    )
  })

  it('move whatever hangs on them, once, and lose their day together', () => {
    const milestone = (id: string, followsId: string | null, onDay: string | null) =>
      ({ id, planId: 'p', name: id, onDay, followsId, followsDays: followsId ? 10 : null }) as never
    const all = [
      milestone('a', null, '2027-01-01'),
      milestone('b', 'a', '2027-01-11'),
      milestone('c', 'b', '2027-01-21'),
    ]
    const waiting = [
      { id: 'x', milestoneId: 'c', ref: null, text: 'x', targetText: 'x', latest: '2027-01-21', days: 0 } as never,
    ]
    const later = effectOf(all, waiting, 'a', '2027-02-01')
    assert.deepEqual(
      [later.milestones.map(({ after: to }) => to), later.actions.map(({ after: to, slip }) => [to, slip])],
      [['2027-02-01', '2027-02-11', '2027-02-21'], [['2027-02-21', 31]]],
    )
    assert.deepEqual(
      effectOf(all, waiting, 'a', null).actions.map(({ after: to, slip }) => [to, slip]),
      [[null, null]],
    )
    assert.deepEqual(effectOf(all, waiting, 'a', '2027-01-01'), { milestones: [], actions: [] })
    // The database refuses circles; should one be there all the same, this ends.
    const circle = [milestone('a', 'b', '2027-01-01'), milestone('b', 'a', '2027-01-11')]
    assert.equal(effectOf(circle, [], 'a', '2027-02-01').milestones.length, 2)
  })
})
