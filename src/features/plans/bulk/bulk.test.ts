import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from '#platform/db/index.ts'
import { type TestHouse, testHouse } from '../../../../test/house.ts'
import { paths } from '../paths.ts'

describe('bulk work on actions', () => {
  let test: TestHouse
  before(async () => {
    test = await testHouse()
  })
  after(() => test.close())
  const rows = (body: string) =>
    Object.fromEntries(
      [...body.matchAll(/name="version ([0-9a-f-]{36})" value="(\d+)"/g)].map(([, id = '', version = '']) => [
        id,
        version,
      ]),
    )
  const stored = (ids: readonly string[]) =>
    test.db.many<{
      id: string
      owners: string
      unit: string | null
      target: string
      slips: number
      changes: number
    }>(sql`
      select a.id, (select string_agg(words, '; ') from plans.owner where action_id = a.id) as owners, u.name as unit, a.target_text as target, a.slips,
        (select count(*) from plans.change where action_id = a.id) as changes
      from plans.action a left join people.unit u on u.id = a.unit_id where a.id = any(${ids}::uuid[]) order by a.position`)

  it('changes owner, unit and date of those that are chosen, with their history', async () => {
    const dro = await test.visitor('Departmental Records Officer')
    assert.match(
      (await dro.get(`${paths.actions}?priority=2`)).body,
      /href="\/plans\/actions\/change\?priority=2&amp;sort=due"/,
    )
    const page = (await dro.get(`${paths.many}?priority=2`)).body
    const versions = rows(page)
    const [first = '', second = '', third = ''] = Object.keys(versions)
    const sent = (ids: readonly string[]) =>
      Object.fromEntries([
        ['action', ids] as const,
        ...Object.entries(versions).map(([id, version]) => [`version ${id}`, version] as const),
      ])
    assert.equal((await dro.post(`${paths.many}?priority=2`, { owner: '' })).status, 422)
    assert.equal((await dro.post(paths.many, { ...sent([first]), target: 'May 2027' })).status, 422)
    const { id: role } = await test.db.one<{ id: string }>(sql`select id from people.role where short_name = 'SIRO'`)
    const { id: unit } = await test.db.one<{ id: string }>(sql`select id from people.unit where name = 'Policy Group'`)
    const change = {
      owner: `role ${role}`,
      unit,
      target: 'End May 2029',
      checked: 'End May 2029',
      reason: 'The programme was moved.',
    }
    // Somebody else changes one of them in between: that one is left alone, and the page says so.
    await test.db.run(sql`update plans.action set version = version + 1 where id = ${third}`)
    const { status, location } = await dro.post(`${paths.many}?priority=2`, {
      ...sent([first, second, third]),
      ...change,
    })
    assert.equal(status, 303)
    assert.match((await dro.get(location ?? '')).body, /2 actions were changed\. 1 was left alone/)
    const after = await stored([first, second, third])
    const of = (id: string) => after.find((one) => one.id === id)
    for (const id of [first, second]) {
      assert.match(of(id)?.owners ?? '', /^Senior Information Risk Owner/)
      assert.deepEqual([of(id)?.unit, of(id)?.target], ['Policy Group', 'End May 2029'])
      assert.ok((of(id)?.changes ?? 0) >= 1)
    }
    assert.notEqual(of(third)?.target, 'End May 2029')
    assert.match((await dro.get(paths.action(first))).body, /Unit changed[\s\S]*To: Policy Group/)
    assert.equal((await (await test.visitor('Assessor')).get(paths.many)).status, 403)
  })

  it('say how many of the actions are of other units, and cannot be changed by whoever is kept to theirs', async () => {
    const { id } = await test.db.one<{ id: string }>(sql`
      with r as (insert into people.role (id, name, permissions, reach) values (gen_random_uuid(), 'Runs plans there', '{plans:read,plans:change}', 'unit') returning id),
        u as (insert into people.unit (id, name, kind) values (gen_random_uuid(), 'A new unit', 'team') returning id),
        p as (insert into people.person (id, name) values (gen_random_uuid(), 'Of a new unit') returning id)
      insert into people.appointment (id, person_id, role_id, unit_id, from_on) select gen_random_uuid(), p.id, r.id, u.id, '2026-01-01' from p, r, u returning unit_id as id`)
    const kept = await test.visitor('Of a new unit')
    const dro = await test.visitor('Departmental Records Officer')
    const all = Object.keys(rows((await dro.get(`${paths.many}?priority=2`)).body))
    const count = all.length
    assert.ok(count > 1)
    const none = (await kept.get(`${paths.many}?priority=2`)).body
    assert.match(none, new RegExp(`You cannot change the ${count} actions that your filters let through`))
    assert.doesNotMatch(none, /No actions match|<button[^>]*>\s*Change the chosen/)
    await test.db.run(sql`update plans.action set unit_id = ${id} where id = ${all[0] ?? ''}`)
    const some = (await kept.get(`${paths.many}?priority=2`)).body
    assert.match(
      some,
      new RegExp(`${count - 1} (?:other actions|other action) that your filters let through: your right`),
    )
    assert.match((await kept.get(`${paths.many}?words=nothing-has-these-words`)).body, /No actions match/)
    assert.doesNotMatch((await dro.get(`${paths.many}?priority=2`)).body, /that your filters let through: your/)
  })

  it('updates a whole table at once without JavaScript, and refuses what one may not', async () => {
    const owner = await test.visitor('KIM Champion, Digital and Technology')
    const page = (await owner.get(`${paths.update}?sort=ref`)).body
    assert.match(page, /Only the owner of the action can make a claim/)
    const versions = rows(page)
    const ids = Object.keys(versions)
    const { id } = await test.db.one<{ id: string }>(sql`select id from plans.action where ref = '2.4'`)
    assert.ok(ids.includes(id))
    const foreign = await test.db.one<{ id: string }>(sql`select id from plans.action where ref = '3.2'`)
    const refused = await owner.post(paths.update, {
      [`version ${id}`]: versions[id] ?? '',
      [`status ${id}`]: 'in-progress',
      [`version ${foreign.id}`]: '1',
      [`status ${foreign.id}`]: 'complete',
    })
    assert.equal(refused.status, 422)
    const claims = () =>
      test.db.one(
        sql`select status, (select note from plans.claim where action_id = a.id order by at desc, id desc limit 1) as note from plans.action a where id = ${id}`,
      )
    assert.deepEqual(await claims(), { status: 'not-started', note: null })
    const stale = await owner.post(paths.update, { [`version ${id}`]: '0', [`status ${id}`]: 'in-progress' })
    assert.equal(stale.status, 422)
    assert.match(stale.body, /Somebody else has changed this action meanwhile/)
    const fields = {
      [`version ${id}`]: versions[id] ?? '',
      [`status ${id}`]: 'in-progress',
      [`note ${id}`]: 'The supplier has begun.',
    }
    assert.equal((await owner.post(`${paths.update}?sort=ref`, fields)).status, 303)
    assert.deepEqual(await claims(), { status: 'in-progress', note: 'The supplier has begun.' })
  })
})
