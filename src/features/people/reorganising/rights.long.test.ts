import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import { makeKey } from '#platform/access/index.ts'
import { readConfig } from '#platform/config.ts'
import { sql } from '#platform/db/index.ts'
import { changeItem } from '#platform/register/index.ts'
import { type TestHouse, testHouse, type Visitor } from '../../../../test/house.ts'
import { rooms } from '../../../house.ts'
import { assets } from '../../assets/registers.ts'
import { paths } from '../paths.ts'
import { appointments, people, units } from '../registers.ts'
import { roles } from '../roles.ts'
import { carryOut } from './carrying-out.ts'

const { belongings, permissions } = rooms

const config = readConfig({ MUNIMENT_DATA: '/tmp/muniment-none', LOG_LEVEL: 'silent' })
const DAY = (day: string, month: string, year: string) => ({ 'on-day': day, 'on-month': month, 'on-year': year })
const TODAY = DAY('21', '11', '2026')
const AHEAD = DAY('1', '2', '2027')
const SECRET = 'Secret IA drive'
const CLERK = 'Clerk of the test'

describe('what somebody may not see or do, when units are reorganised', () => {
  let test: TestHouse
  let clerk: Visitor
  let clerkId: string
  let own: string
  let agency: string
  let appointment: string
  let drive: string
  before(async () => {
    test = await testHouse()
    const idOf = async (name: string) =>
      (await test.db.one<{ id: string }>(sql`select id from people.unit where name = ${name}`)).id
    own = await idOf('Policy Group')
    agency = await idOf('Example Inspection Agency')
    await test.db.run(sql`update people.appointment set until_on = '2026-11-01' where unit_id = ${own}`)
    const role = await test.add(roles(permissions), {
      name: 'Clerk',
      reach: 'everywhere',
      permissions: ['people:read', 'people:change', 'shares:read', 'plans:read', 'assessments:read'],
    })
    clerkId = await test.add(people, { name: CLERK })
    appointment = await test.add(appointments, {
      person_id: clerkId,
      role_id: role,
      unit_id: own,
      from_on: '2026-01-01',
    })
    drive = (
      await test.db.one<{ id: string }>(sql`
        update shares.share set name = ${SECRET}, unit_id = ${agency}, audience = 'unit' where id = (select id from shares.share order by id limit 1) returning id`)
    ).id
    clerk = await test.visitor(CLERK)
  })
  after(() => test.close())
  beforeEach(async () => {
    test.setNow('2026-11-21T09:00:00Z')
    clerk = await test.visitor(CLERK)
  })

  const make = (name: string, parent: string | null = null) =>
    test.add(units, { name, kind: 'team', parent_id: parent, closed_on: null })
  const send = (kind: string, fields: Record<string, string | string[]>, sure = true, by = clerk) =>
    by.post(paths.reorganiseAs(kind), { ...TODAY, why: 'A decision', ...fields, ...(sure ? { sure: 'yes' } : {}) })
  const whereIs = async (id: string) =>
    (await test.db.one<{ id: string }>(sql`select unit_id as id from people.belonging where id = ${id}`)).id
  /** Two units of their own that take part in one campaign, and stand so. */
  const taking = async (...states: readonly [string, string]): Promise<[string, string]> => {
    const units: [string, string] = [
      await make(`One of ${states.join(' and ')}`),
      await make(`Other of ${states.join(' and ')}`),
    ]
    for (const [index, state] of states.entries())
      await test.db.run(sql`
        update assessments.participant set state = ${state}, unit_id = ${units[index] ?? ''}, unit_name = 'One of two', ended_why = null where id = (
          select id from assessments.participant where campaign_id = (select campaign_id from assessments.participant group by 1 order by count(*) desc, 1 limit 1)
            and unit_id <> all(${units}::uuid[]) order by state = 'withdrawn', id limit 1)`)
    return units
  }
  const split = (unit: string, more: Record<string, string> = {}) => ({
    unit,
    names: 'Spin off two',
    kind: 'team',
    heir: 'itself',
    ...more,
  })

  it('nobody gives themselves, or anybody, an appointment elsewhere who may make none', async () => {
    const path = `/shares/${drive}`
    assert.equal((await clerk.get(path)).status, 404)
    const refused = await send('split', split(own, { [`place-appointments-${appointment}`]: agency }))
    assert.equal(refused.status, 422)
    assert.match(refused.body, /You do not have the right to move some of what belongs to these units: appointments\./)
    assert.match(refused.body, /A decision<\/textarea>/)
    assert.match(refused.body, /href="#main-content">You do not have the right/, 'it is about no field of the form')
    assert.equal(await whereIs(appointment), own)
    assert.equal((await clerk.get(path)).status, 404)
    const dro = await test.visitor('Departmental Records Officer')
    const shown = await send('split', split(own), false, dro)
    assert.ok(shown.body.includes(`name="place-appointments-${appointment}"`))
    assert.ok(!(await send('split', split(own), false)).body.includes('place-appointments-'))
  })

  it('nobody is told of a drive that they may not see, nor gets it, nor counts it', async () => {
    const check = await send('split', split(agency, { heir: 'itself' }), false)
    assert.equal(check.status, 200)
    assert.doesNotMatch(check.body, new RegExp(`${SECRET}|shared drive|${drive}`))
    const refused = await send('split', split(agency, { [`place-shares-${drive}`]: own }))
    assert.equal(refused.status, 422)
    assert.match(
      refused.body,
      /Some of what belongs to these units is not yours to see or move\. Ask somebody who has the right to see and move all of it/,
    )
    assert.doesNotMatch(refused.body, new RegExp(`${SECRET}|shared drive`))
    assert.equal(await whereIs(drive), agency)
    for (const [kind, fields] of [
      ['merge', { units: [agency], into: own, name: '', kind: '', parent: '' }],
      ['split', split(agency, { heir: 'first' })],
      ['transfer-out', { unit: agency, body: 'Another body', rest: own }],
    ] as readonly [string, Record<string, string | string[]>][])
      for (const sure of [false, true]) {
        const { status, body } = await send(kind, fields, sure)
        assert.equal(status, 422, kind)
        assert.match(body, /not yours to see or move/, kind)
        assert.doesNotMatch(body, new RegExp(`${SECRET}|\\d shared drive`), kind)
      }
    const { version } = await test.db.one<{ version: number }>(
      sql`select version from people.unit where id = ${agency}`,
    )
    const closing = await changeItem(test.db, test.act(await test.person(CLERK)), units, agency, version, {
      closed_on: '2026-12-31',
    })
    assert.ok('message' in closing && !closing.message.includes(SECRET))
  })

  it('whoever sees a thing but may not change it moves it nowhere', async () => {
    const unit = await make('Has a plan')
    const { id } = await test.db.one<{ id: string }>(
      sql`update plans.action set unit_id = ${unit} where id = (select id from plans.action where not is_finished order by id limit 1) returning id`,
    )
    const check = await send('split', split(unit), false)
    assert.ok(!check.body.includes(`place-actions-${id}`), 'there is no control for it')
    const refused = await send('split', split(unit, { [`place-actions-${id}`]: own }))
    assert.equal(refused.status, 422)
    assert.match(refused.body, /not have the right to move some of what belongs to these units: open actions\./)
    assert.equal(await whereIs(id), unit)
  })

  it('the record of what moved names and counts only what somebody may see', async () => {
    const unit = await make('Gave a drive away')
    await test.db.run(sql`update shares.share set unit_id = ${unit} where id = ${drive}`)
    const asset = await test.add(assets, { name: 'Files that went too', unit_id: unit })
    const dro = await test.visitor('Departmental Records Officer')
    const done = await send('split', split(unit, { [`place-shares-${drive}`]: agency, heir: 'first' }), true, dro)
    assert.equal(done.status, 303, done.body)
    const path = done.location ?? ''
    assert.equal(await whereIs(drive), agency)
    assert.notEqual(await whereIs(asset), unit)
    const whole = (await dro.get(path)).body
    assert.match(whole, new RegExp(SECRET))
    assert.match(whole, /1 shared drive/)
    assert.match(whole, /1 information asset/)
    const part = (await clerk.get(path)).body
    assert.doesNotMatch(part, new RegExp(`${SECRET}|shared drive|information asset|Files that went`))
    await test.db.run(sql`update shares.share set audience = 'all' where id = ${drive}`)
    assert.match((await clerk.get(path)).body, new RegExp(SECRET))
    await test.db.run(sql`update shares.share set audience = 'unit' where id = ${drive}`)
  })

  it('whoever manages drives and may not see them moves none', async () => {
    const role = await test.add(roles(permissions), {
      name: 'Manages what they do not see',
      reach: 'everywhere',
      permissions: ['people:read', 'people:change', 'shares:manage'],
    })
    const id = await test.add(people, { name: 'Blind manager' })
    await test.add(appointments, { person_id: id, role_id: role, unit_id: null, from_on: '2026-01-01' })
    const unit = await make('Holds a drive')
    await test.db.run(sql`update shares.share set unit_id = ${unit} where id = ${drive}`)
    const blind = await test.visitor('Blind manager')
    const fields = split(unit, { names: 'Would get it', heir: 'first' })
    assert.equal((await send('split', fields, true, blind)).status, 422)
    assert.equal(await whereIs(drive), unit)
    await test.db.run(sql`update shares.share set unit_id = ${agency} where id = ${drive}`)
  })

  it('what is chosen between assessments where the heir’s stands is for those who run them, and in the record for readers of assessments alone', async () => {
    const [unit, final] = await taking('answering', 'final')
    const fields = { units: [unit], into: final, name: '', kind: '', parent: '' }
    const refused = await send('merge', fields)
    assert.equal(refused.status, 422)
    assert.match(refused.body, /not yours to see or move/)
    const dro = await test.visitor('Departmental Records Officer')
    const done = await send('merge', fields, true, dro)
    assert.equal(done.status, 303)
    const chosen = /the assessment of/
    assert.match((await dro.get(done.location ?? '')).body, chosen)
    const role = await test.add(roles(permissions), {
      name: 'Reads people',
      permissions: ['people:read'],
      reach: 'everywhere',
    })
    const reader = await test.add(people, { name: 'Reader of people' })
    await test.add(appointments, { person_id: reader, role_id: role, unit_id: null, from_on: '2026-01-01' })
    const shown = await (await test.visitor('Reader of people')).get(done.location ?? '')
    assert.equal(shown.status, 200)
    assert.doesNotMatch(shown.body, chosen)
  })

  it('what is chosen between assessments is for those who run them, and is told to no others', async () => {
    const both = await taking('answering', 'submitted')
    const fields = { units: both, into: '', name: 'Both of them', kind: 'team', parent: '' }
    const dro = await test.visitor('Departmental Records Officer')
    assert.match((await send('merge', fields, false, dro)).body, /What is chosen/)
    const refused = await send('merge', fields)
    assert.equal(refused.status, 422)
    assert.doesNotMatch(refused.body, /the assessment of/)
  })

  it('no unit goes below another one, or gets one, where that raises somebody, but for those who make appointments', async () => {
    const path = (id: string) => `/api/v1${paths.unit(id)}`
    const key = async (name: string, ...allowed: string[]) =>
      test.db.transaction(async (tx) =>
        makeKey(tx, test.act(), {
          name: 'k',
          personId: (await test.person(name)).id,
          permissions: allowed,
          expiresOn: '2026-12-31',
        }),
      )
    const patch = async (token: string, id: string, values: object) => {
      const { version } = await test.db.one<{ version: number }>(sql`select version from people.unit where id = ${id}`)
      return test.server.inject({
        method: 'PATCH',
        url: path(id),
        headers: { host: 'localhost', authorization: `Bearer ${token}` },
        payload: { version, ...values },
      })
    }
    const mine = await key(CLERK, 'people:read', 'people:change')
    const refused = await patch(mine, own, { parent_id: agency })
    assert.equal(refused.statusCode, 403)
    assert.match(refused.body, /Policy Group cannot be moved there by you/)
    assert.equal((await clerk.get(`/shares/${drive}`)).status, 404)
    assert.equal((await patch(mine, agency, { parent_id: own })).statusCode, 403, 'nor the other under their own')
    assert.equal((await patch(mine, own, { name: 'Policy Group renamed' })).statusCode, 200)
    assert.equal((await patch(mine, own, { name: 'Policy Group' })).statusCode, 200)
    const numbered = await patch(mine, own, { external_id: 'Number of another unit' })
    assert.equal(numbered.statusCode, 403, 'a feed would move it')
    // A key of somebody who may, that may not itself.
    const small = await key('Departmental Records Officer', 'people:read', 'people:change')
    assert.equal((await patch(small, own, { parent_id: agency })).statusCode, 403)
    const moved = await send('move', { unit: own, parent: agency })
    assert.equal(moved.status, 422)
    assert.match(moved.body, /would see or do more than before/)
    const form = await clerk.post(`${paths.unit(own)}/change`, {
      version: String(
        (await test.db.one<{ version: number }>(sql`select version from people.unit where id = ${own}`)).version,
      ),
      name: 'Typed by me',
      kind: 'directorate',
      parent_id: agency,
    })
    assert.equal(form.status, 422)
    assert.match(form.body, /value="Typed by me"/)
    const child = await make('Child of the agency', agency)
    await send('merge', { units: [agency], into: own, name: '', kind: '', parent: '' })
    const { parent } = await test.db.one<{ parent: string }>(
      sql`select parent_id as parent from people.unit where id = ${child}`,
    )
    assert.equal(parent, agency)
    // Nobody is appointed in it: those above it would get it.
    const [empty, low] = [await make('Nobody there'), await make('Low in the agency', child)]
    for (const above of [agency, child]) assert.equal((await patch(mine, empty, { parent_id: above })).statusCode, 403)
    assert.equal((await patch(mine, low, { parent_id: agency })).statusCode, 200, 'up raises nobody')
    assert.equal((await patch(mine, empty, { parent_id: null, name: 'Still nobody' })).statusCode, 200)
    // Where the appointment is one that is only to come, or of a group of the directory.
    const [soon, free, grouped] = [await make('Soon filled'), await make('Free place'), await make('Grouped')]
    const { id: role } = await test.db.one<{ id: string }>(sql`select id from people.role where name = 'Clerk'`)
    const later = { person_id: await test.add(people, { name: 'Comes soon' }), role_id: role }
    await test.add(appointments, { ...later, unit_id: soon, from_on: '2027-01-01' })
    await test.db.run(
      sql`insert into people.group_role (id, group_name, role_id, unit_id) values (gen_random_uuid(), 'G', ${role}, ${grouped})`,
    )
    for (const unit of [soon, grouped]) assert.equal((await patch(mine, unit, { parent_id: free })).statusCode, 403)
    const dro = await key('Departmental Records Officer', 'people:read', 'people:change', 'accounts:administer')
    assert.equal((await patch(dro, soon, { parent_id: free })).statusCode, 200)
  })

  it('units and people without rights are still added, moved, split, merged and closed by whoever may change them', async () => {
    const [one, two] = [await make('Plain one'), await make('Plain two')]
    const below = await make('Plain below', one)
    const worker = await test.add(people, { name: 'Works there', unit_id: one })
    assert.equal((await send('move', { unit: two, parent: one })).status, 303)
    const merged = await send('merge', { units: [one], into: two, name: '', kind: '', parent: '' })
    assert.equal(merged.status, 422, 'a circle is one still')
    const [three, four] = [await make('Plain three'), await make('Plain four')]
    assert.equal((await send('merge', { units: [three], into: four, name: '', kind: '', parent: '' })).status, 303)
    const parted = await send('split', split(one, { names: 'Plain part', [`place-people-${worker}`]: 'new:0' }))
    assert.equal(parted.status, 303)
    const part = await whereIs(worker)
    assert.notEqual(part, one)
    assert.equal((await send('transfer-out', { unit: part, body: 'Another body', rest: '' })).status, 303)
    const { left } = await test.db.one<{ left: string }>(
      sql`select left_on as left from people.person where id = ${worker}`,
    )
    assert.equal(left, '2026-11-20')
    assert.ok(below)
  })

  it('on its day a planned one is asked again, and told of to those who administer', async () => {
    const [from, to] = [await make('Planned from'), await make('Planned to')]
    await test.db.run(
      sql`update people.person set email = name || '@example.gov.uk' where name in (${CLERK}, 'Administrator', 'Departmental Records Officer')`,
    )
    const fields = { ...AHEAD, units: [from], into: to, name: '', kind: '', parent: '' }
    const planned = await send('merge', fields)
    assert.equal(planned.status, 303)
    await test.db.run(
      sql`update people.appointment set until_on = '2026-12-31' where person_id = ${clerkId} and from_on < '2027-01-01'`,
    )
    test.setNow('2027-02-01T06:00:00Z')
    assert.deepEqual(await carryOut(test.db, test.act(), belongings, config), { done: 0, refused: 1 })
    const kept = await test.db.one<{ state: string; why: string; open: boolean }>(sql`
      select state, ended_why as why, (select closed_on is null from people.unit where id = ${from}) as open from people.planned_reorganisation order by at desc, id desc limit 1`)
    assert.deepEqual(kept, { state: 'refused', why: `${CLERK} may not change units`, open: true })
    const told = await test.db.many<{ name: string; subject: string; body: string }>(sql`
      select p.name, m.subject, m.body from mail.message m join people.person p on p.id = m.person_id where m.kind = 'reorganisation' order by p.name`)
    assert.deepEqual(
      told.map(({ name }) => name).filter((name) => name !== 'Administrator'),
      [CLERK, 'Departmental Records Officer'],
    )
    assert.match(told.at(-1)?.body ?? '', new RegExp(`What ${CLERK} planned for 1 February 2027`))
    const dro = await test.visitor('Departmental Records Officer')
    assert.match((await dro.get('/')).body, new RegExp(`could not be done: ${CLERK} may not change units`))
    assert.match((await dro.get(planned.location ?? '')).body, /It could not be done: Clerk of the test may not/)
    await test.db.run(sql`update people.planned_reorganisation set state = 'withdrawn'`)
    await test.db.run(sql`update people.appointment set until_on = null where person_id = ${clerkId}`)
  })

  it('on its day a planned one moves nothing that came since and that its planner may not move, or after they left', async () => {
    const [from, to] = [await make('Later from'), await make('Later to')]
    const fields = { ...AHEAD, units: [from], into: to, name: '', kind: '', parent: '' }
    const first = await send('merge', fields)
    assert.equal(first.status, 303)
    await test.db.run(sql`update shares.share set unit_id = ${from} where id = ${drive}`)
    test.setNow('2027-02-01T06:00:00Z')
    assert.deepEqual(await carryOut(test.db, test.act(), belongings, config), { done: 0, refused: 1 })
    assert.equal(await whereIs(drive), from)
    const page = await (await test.visitor('Senior Information Risk Owner')).get(first.location ?? '')
    assert.match(page.body, /not yours to see or move/)
    assert.doesNotMatch(page.body, new RegExp(SECRET))
    await test.db.run(sql`update shares.share set unit_id = ${agency} where id = ${drive}`)
    await test.db.run(
      sql`update people.planned_reorganisation set state = 'waiting', ended_why = null, ended_at = null`,
    )
    await test.db.run(sql`update people.person set left_on = '2026-12-31' where id = ${clerkId}`)
    assert.equal((await carryOut(test.db, test.act(), belongings, config)).done, 0)
    const { why } = await test.db.one<{ why: string }>(
      sql`select ended_why as why from people.planned_reorganisation where what->'before'->0->>'name' = 'Later from'`,
    )
    assert.equal(why, `${CLERK} has left`)
    await test.db.run(sql`update people.person set left_on = null where id = ${clerkId}`)
    await test.db.run(sql`update people.planned_reorganisation set state = 'withdrawn'`)
  })

  it('nobody withdraws what somebody else planned who could not have planned it', async () => {
    const unit = await make('Will be split')
    await test.db.run(sql`update shares.share set unit_id = ${unit} where id = ${drive}`)
    const dro = await test.visitor('Departmental Records Officer')
    const planned = await send(
      'split',
      { ...AHEAD, ...split(unit, { heir: 'first', names: 'Spin off later' }) },
      true,
      dro,
    )
    assert.equal(planned.status, 303, planned.body)
    const path = planned.location ?? ''
    const stateOf = async () =>
      (
        await test.db.one<{ state: string }>(
          sql`select state from people.planned_reorganisation where id = ${path.split('/').at(-1) ?? ''}`,
        )
      ).state
    assert.doesNotMatch((await clerk.get(path)).body, /Withdraw it/)
    const refused = await clerk.post(path, { why: 'Not wanted' })
    assert.equal(refused.status, 403)
    assert.match(
      refused.body,
      /Only whoever planned it, or somebody who has the right to do all of it, can withdraw it/,
    )
    assert.equal(await stateOf(), 'waiting')
    assert.match((await dro.get(path)).body, /Withdraw it/)
    assert.equal((await dro.post(path, { why: 'Another day' })).status, 303)
    assert.equal(await stateOf(), 'withdrawn')
    await test.db.run(sql`update shares.share set unit_id = ${agency} where id = ${drive}`)
    const plain = await make('Will be moved')
    const move = { ...AHEAD, unit: plain, parent: await make('Gets it') }
    const moved = await send('move', move, true, dro)
    assert.equal(moved.status, 303, moved.body)
    assert.equal((await clerk.post(moved.location ?? '', { why: 'Theirs to do as well' })).status, 303)
    const mine = await send('move', move)
    assert.equal(mine.status, 303, mine.body)
    assert.equal((await clerk.post(mine.location ?? '', { why: 'My own' })).status, 303)
  })

  it('nobody takes a unit out of the tree who could not put it back', async () => {
    const [top, inner, free] = [await make('Top'), await make('Inner with a holder'), await make('Free')]
    await test.db.run(sql`update people.unit set parent_id = ${top} where id in (${inner}, ${free})`)
    const { id: role } = await test.db.one<{ id: string }>(sql`select id from people.role where name = 'Assessor'`)
    const holder = await test.add(people, { name: 'Holder inside' })
    await test.add(appointments, { person_id: holder, role_id: role, unit_id: inner, from_on: '2026-01-01' })
    const change = async (id: string, parent: string | null, by: string) => {
      const { version } = await test.db.one<{ version: number }>(sql`select version from people.unit where id = ${id}`)
      return changeItem(test.db, test.act(await test.person(by)), units, id, version, { parent_id: parent })
    }
    for (const parent of [null, '']) {
      const refused = await change(inner, parent, CLERK)
      assert.ok('message' in refused, String(parent))
      assert.match(refused.message, /cannot be taken out of the unit that it is part of by you/)
    }
    assert.ok('id' in (await change(free, null, CLERK)), 'nobody gains or loses by it')
    assert.ok('id' in (await change(free, top, CLERK)))
    assert.ok('id' in (await change(inner, null, 'Departmental Records Officer')))
    const back = await change(inner, top, CLERK)
    assert.ok('message' in back && /would see or do more/.test(back.message))
  })

  it('a reader of what is planned is shown only what they may see of it', async () => {
    const unit = await make('Plans a drive')
    const target = await make('Gets a drive')
    await test.db.run(sql`update shares.share set unit_id = ${unit} where id = ${drive}`)
    const dro = await test.visitor('Departmental Records Officer')
    const fields = { ...AHEAD, units: [unit], into: target, name: '', kind: '', parent: '' }
    const planned = await send('merge', fields, true, dro)
    assert.match((await dro.get(planned.location ?? '')).body, /1 shared drive/)
    const seen = await clerk.get(planned.location ?? '')
    assert.equal(seen.status, 200)
    assert.doesNotMatch(seen.body, /shared drive/)
    await test.db.run(sql`update shares.share set unit_id = ${agency} where id = ${drive}`)
  })

  it('every kind of thing says who moves it and who is shown it, in permissions that there are', () => {
    const known = new Set<string>(permissions.map(({ key }) => key))
    for (const { key, moves, seen } of belongings) {
      assert.ok(known.has(moves), `${key}: ${moves}`)
      assert.ok(known.has(seen.by), `${key}: ${seen.by}`)
      assert.doesNotMatch(moves, /:read$/, key)
    }
  })
})
