import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from '#platform/db/index.ts'
import { type TestHouse, testHouse, type Visitor } from '../../../../test/house.ts'
import { rooms } from '../../../house.ts'
import { paths } from '../paths.ts'

const MANY = ['assets:change', 'plans:read', 'shares:manage', 'assessments:run', 'incidents:read']

describe('what a role may do', () => {
  let test: TestHouse
  let dro: Visitor
  const roles = { unit: '', everywhere: '' }
  before(async () => {
    test = await testHouse()
    dro = await test.visitor('Departmental Records Officer')
    for (const reach of ['unit', 'everywhere'] as const) {
      const { id } = await test.db.one<{ id: string }>(sql`
        insert into people.role (id, name, permissions, reach) values (gen_random_uuid(), ${`Holder ${reach}`}, ${MANY}::text[], ${reach}) returning id`)
      roles[reach] = id
    }
  })
  after(() => test.close())

  /** Each room of a list, and below it each right with where it holds. */
  const rights = (body: string) =>
    [...body.matchAll(/<h3[^>]*>([^<]*)<\/h3>\s*<ul[^>]*>(.*?)<\/ul>/gs)].map(([, room, list = '']) => [
      room,
      ...[...list.matchAll(/<li>(.*?)<\/li>/gs)].map(([, line = '']) => line.replace(/<[^>]*>/g, '')),
    ])
  const KEPT = [
    ['Action plans', 'See action plans, actions and reports – in the whole body, because it is open to all units'],
    ['Assessments', 'Run campaigns – in the unit of the appointment and below it'],
    ['Information', 'Change the register of information assets – in the unit of the appointment and below it'],
    ['Risks', 'See incidents and breaches – in the unit of the appointment and below it'],
    ['Shared drives', 'Profile shared drives or load their profiles – in the unit of the appointment and below it'],
  ]
  const WHOLE = [
    ['Action plans', 'See action plans, actions and reports – in the whole body'],
    ['Assessments', 'Run campaigns, and publish frameworks – in the whole body'],
    [
      'Information',
      'Change the register of information assets, and look after its reviews and sharing agreements – in the whole body',
    ],
    ['Risks', 'See incidents and breaches – in the whole body'],
    [
      'Shared drives',
      'Profile shared drives or load their profiles, and choose the policy for formats – in the whole body',
    ],
  ]
  const byRoom = (found: readonly (readonly (string | undefined)[])[]) =>
    found.toSorted(([one = ''], [other = '']) => one.localeCompare(other))

  it('is said by its page as a list by room, with where each right holds', async () => {
    const page = async (id: string) => byRoom(rights((await dro.get(paths.role(id))).body))
    assert.deepEqual(await page(roles.unit), KEPT)
    assert.deepEqual(await page(roles.everywhere), WHOLE)
  })

  it('is said in the same words by the page of what roles may do, and by its table', async () => {
    const { body } = await dro.get(paths.rights)
    const part = (name: string) => body.split(`${name}\n`).at(1)?.split('</details>').at(0) ?? ''
    assert.deepEqual(byRoom(rights(part('Holder unit'))), KEPT)
    assert.deepEqual(byRoom(rights(part('Holder everywhere'))), WHOLE)
    const table = (await dro.get(`${paths.rights}/table.csv`)).body
    assert.match(table, /Holder unit,assessments:run,Run campaigns,In the unit of the appointment and below it,/)
    assert.match(table, /Holder everywhere,assessments:run,"Run campaigns, and publish frameworks",In the whole body,/)
  })

  it('is not told as what a kept right cannot do: what belongs to no unit is declared beside it', () => {
    const wanted = new Set<string>([
      ...rooms.routes.flatMap((route) => (route.isOfWholeBody ? [route.admits] : [])),
      ...rooms.registers.flatMap(({ unit, change }) => (unit.by === 'body' ? [change] : [])),
    ])
    const asked = rooms.permissions.filter(({ key, holds }) => holds.in === 'unit' && wanted.has(key))
    assert.ok(asked.length > 3)
    assert.deepEqual(
      asked.filter(({ holds }) => holds.in === 'unit' && !holds.wholly).map(({ key }) => key),
      [],
    )
  })

  it('leaves a list in a form empty with the reason, where nobody works in the unit', async () => {
    await test.db.run(sql`
      with r as (insert into people.role (id, name, permissions, reach) values (gen_random_uuid(), 'Changes people there', '{people:read,people:change}', 'unit') returning id),
        u as (insert into people.unit (id, name, kind) values (gen_random_uuid(), 'A new unit', 'team') returning id),
        p as (insert into people.person (id, name) values (gen_random_uuid(), 'Of a new unit') returning id)
      insert into people.appointment (id, person_id, role_id, unit_id, from_on) select gen_random_uuid(), p.id, r.id, u.id, '2026-01-01' from p, r, u`)
    const reason =
      /There is no person that you can choose: none has been added, or none is in a unit where your right holds/
    const kept = await test.visitor('Of a new unit')
    const { status, body } = await kept.get(`${paths.coursesDone}/add`)
    assert.equal(status, 200)
    assert.match(body, reason)
    assert.doesNotMatch((await dro.get(`${paths.coursesDone}/add`)).body, reason)
  })

  it('is readable in the history of a role, though rights have commas', async () => {
    const { body } = await dro.get(paths.roles)
    assert.match(body, /Holder unit/)
    const admin = await test.visitor('Departmental Records Officer')
    const form = (await admin.get(`${paths.role(roles.unit)}/change`)).body
    const version = /name="version" value="(\d+)"/.exec(form)?.[1] ?? ''
    const { status } = await admin.post(`${paths.role(roles.unit)}/change`, {
      version,
      name: 'Holder unit',
      reach: 'unit',
      permissions: ['assets:change', 'plans:read'],
    })
    assert.equal(status, 303)
    const after = (await admin.get(paths.role(roles.unit))).body
    assert.match(
      after,
      /to “See action plans, actions and reports; Change the register of information assets, and look after/,
    )
  })
})
