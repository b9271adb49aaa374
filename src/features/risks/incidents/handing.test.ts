import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { appointments, people, units } from '#features/people/registers.ts'
import { roles } from '#features/people/roles.ts'
import { sql } from '#platform/db/index.ts'
import { addItem, changeItem } from '#platform/register/index.ts'
import { type TestHouse, testHouse } from '../../../../test/house.ts'
import { rooms } from '../../../house.ts'
import { paths } from '../paths.ts'
import { incidents } from './register.ts'

const DRO = 'Departmental Records Officer'
const SIRO = 'Senior Information Risk Owner'

describe('who handles an incident, by a right that is kept to a unit', () => {
  let test: TestHouse
  const idOf = async (name: string) => (await test.person(name)).id
  const add = (value: Parameters<TestHouse['add']>[1]) =>
    test.add(incidents, { aware_at: '2026-11-21T08:00', ...value })
  const change = async (id: string, value: Parameters<TestHouse['add']>[1]) => {
    const { version } = await test.db.one<{ version: number }>(sql`select version from risks.incident where id = ${id}`)
    return changeItem(test.db, test.act(), incidents, id, version, value)
  }
  const choices = (page: string) => /<select[^>]*id="handler_id"[\s\S]*?<\/select>/.exec(page)?.[0] ?? ''

  let here: string
  let there: string
  let keeperId: string
  const KEEPER = 'Keeper of incidents'
  before(async () => {
    test = await testHouse()
    await test.db.run(sql`update risks.incident set closed_on = '2026-11-20', lessons = 'x', personal = 'no'`)
    const { id: top } = await test.db.one<{ id: string }>(sql`select id from people.unit where parent_id is null`)
    here = await test.add(units, { name: 'Office of incidents', kind: 'team', parent_id: top })
    there = await test.add(units, { name: 'Other office', kind: 'team', parent_id: top })
    const permissions = ['incidents:read', 'incidents:change', 'people:read']
    const role = await test.add(roles(rooms.permissions), {
      name: 'Handles incidents here',
      permissions,
      reach: 'unit',
    })
    keeperId = await test.add(people, { name: KEEPER, unit_id: here })
    await test.add(appointments, { person_id: keeperId, role_id: role, unit_id: here, from_on: '2026-01-01' })
  })

  after(() => test.close())

  const refused = {
    field: 'handler_id',
    message: `${KEEPER} may not handle this incident: choose somebody whose right to handle incidents reaches its unit`,
  }

  it('is offered and taken for incidents of that unit alone', async () => {
    const dro = await test.visitor(DRO)
    for (const [unit, isOffered] of [
      [here, true],
      [there, false],
      [null, false],
    ] as const) {
      const id = await add({ title: `Lost in ${unit}`, personal: 'no', unit_id: unit })
      const { body } = await dro.get(`${paths.incident(id)}/change`)
      assert.equal(choices(body).includes(KEEPER), isOffered, `${unit}`)
      const saved = await change(id, { handler_id: keeperId })
      if (isOffered) assert.ok('id' in saved)
      else assert.deepEqual(saved, refused)
    }
  })

  it('is asked in the unit that the incident is given in the same save, of a form, of the API and of each row of a file', async () => {
    const about = { personal: 'no', aware_at: '2026-11-21T08:00' }
    assert.deepEqual(
      await addItem(test.db, test.act(), incidents, { ...about, title: 'New', unit_id: there, handler_id: keeperId }),
      refused,
    )
    const id = await add({ title: 'Moves here', personal: 'no', unit_id: there })
    assert.ok('id' in (await change(id, { unit_id: here, handler_id: keeperId })))
    const token = await test.key(await idOf(DRO), ['incidents:read', 'incidents:change', 'people:read'])
    const post = (url: string, payload: object) =>
      test.server.inject({
        method: 'POST',
        url: `/api/v1${paths.incidents}${url}`,
        headers: { authorization: `Bearer ${token}` },
        payload,
      })
    const added = await post('', { ...about, title: 'By program', unit_id: there, handler_id: keeperId })
    assert.equal(added.statusCode, 409, added.body)
    assert.match(added.body, /reaches its unit/)
    const rows = [here, there].map((unit_id, at) => ({ ...about, title: `Row ${at}`, unit_id, handler_id: keeperId }))
    const taken = (await post('/import', { rows })).json<{ added: number; waiting: { row: number; why: string }[] }>()
    assert.equal(taken.added, 1)
    assert.deepEqual(
      taken.waiting.map(({ why }) => why),
      [refused.message],
    )
  })

  it('is told where the incident is another unit’s by now, on its page and at home to whoever may mend it', async () => {
    const id = await add({ title: 'Moves away', personal: 'no', unit_id: here, handler_id: keeperId })
    const dro = await test.visitor(DRO)
    const unhandled = `${paths.incidents}?standing=unhandled`
    const waiting = async () =>
      Number(/(\d+) incidents? (?:has|have) nobody handling/.exec((await dro.get('/')).body)?.[1] ?? 0)
    const earlier = await waiting()
    assert.doesNotMatch((await dro.get(unhandled)).body, /Moves away/)
    assert.ok('id' in (await change(id, { unit_id: there })), 'what it says already may stay')
    assert.match(
      (await dro.get(paths.incident(id))).body,
      /It is given to Keeper of incidents, whose right to handle incidents does not reach it\. Nobody handles it yet/,
    )
    assert.match((await dro.get(unhandled)).body, /Moves away/)
    assert.equal(await waiting(), earlier + 1)
    const keeper = await test.visitor(KEEPER)
    assert.doesNotMatch((await keeper.get('/')).body, /Moves away/)
    assert.equal((await keeper.get(paths.incident(id))).status, 404)
    const siro = (await (await test.visitor(SIRO)).get(paths.incident(id))).body
    assert.match(siro, /Departmental Records Officer[^<]* can\./)
    assert.doesNotMatch(siro, /yet\.[^<]*Keeper of incidents[^<]* can\./, 'whose right holds elsewhere is not named')
    await change(id, { unit_id: here })
    assert.doesNotMatch((await dro.get(paths.incident(id))).body, /does not reach it/)
  })

  it('reads at home of incidents of the unit that nobody handles, without a right to see risks', async () => {
    await add({ title: 'Waits here', personal: 'no', unit_id: here })
    const keeper = await test.visitor(KEEPER)
    const [, href = ''] =
      /href="([^"]*)"[^>]*>1 incident has nobody handling it/.exec((await keeper.get('/')).body) ?? []
    assert.match((await keeper.get(href)).body, /Waits here/)
  })
})
